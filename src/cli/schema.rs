//! `config schema`: the configuration's JSON Schema, for editors that complete and check.

use super::args::{About, ConfigArgs};
use super::context::Context;
use super::failure::{Exit, Failure};

const SCHEMA: &str = include_str!("../../docs/config.schema.json");

pub(super) fn run(context: &Context, args: &ConfigArgs) -> Result<Exit, Failure> {
    match args.about {
        About::Schema => context.ui.bytes(SCHEMA.as_bytes())?,
    }
    Ok(Exit::Success)
}
