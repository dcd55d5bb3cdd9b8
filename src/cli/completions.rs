//! `completions` and `man`: what shells and readers need, made from the command line itself.

use clap::CommandFactory as _;

use super::args::{Cli, Completions};
use super::context::Context;
use super::failure::{Exit, Failure};

/// Writes the completion script of a shell.
pub(super) fn script(context: &Context, args: &Completions) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "owner-statements", &mut script);
    context.ui.bytes(&script)?;
    Ok(Exit::Success)
}

/// Writes the manual page.
pub(super) fn manual(context: &Context) -> Result<Exit, Failure> {
    let mut page = Vec::new();
    let written = clap_mangen::Man::new(Cli::command()).render(&mut page);
    written.map_err(|error| {
        Failure::new(Exit::Internal, format!("the manual page cannot be written: {error}"))
    })?;
    context.ui.bytes(&page)?;
    Ok(Exit::Success)
}
