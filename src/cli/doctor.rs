//! `doctor`: what to know when something does not work; changes nothing.

use std::fmt::Write as _;
use std::path::Path;

use crate::hospitable::{self, BaseUrl, Limits, Reached};

use super::failure::{Exit, Failure};
use super::{Context, report, runtime};

/// Seconds by which this machine's clock may differ from the service's.
const CLOCK_SECONDS_MAX: i64 = 120;

pub(super) fn run(context: &Context) -> Result<Exit, Failure> {
    let base_url = BaseUrl::parse(&context.global.base_url)?;
    let mut text = format!(
        "version        {} ({}, {})\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH
    );
    // writing to a text cannot fail
    let folder = std::env::current_dir();
    let folder = folder.map_or_else(|error| error.to_string(), |path| path.display().to_string());
    let _ = writeln!(text, "folder         {folder}");
    for (name, path) in [
        ("configuration", "owner-statements.toml"),
        ("snapshots", "snapshots"),
        ("statements", "statements"),
    ] {
        let found = if Path::new(path).exists() { "" } else { " (not there yet)" };
        let _ = writeln!(text, "{name:<14} {path}{found}");
    }
    text.push_str("fonts          IBM Plex Sans, bundled; other scripts from the system's fonts\n");
    let _ = writeln!(text, "api            {base_url}");
    let token = context.environment.token(context.global.token_file.as_deref());
    let _ = match &token {
        Ok(_) => writeln!(text, "token          found"),
        Err(failure) => writeln!(text, "token          {}", failure.messages.join(" ")),
    };
    if let Ok(token) = &token {
        let exposed = secrecy::ExposeSecret::expose_secret(token);
        for warning in hospitable::token_warnings(exposed, context.environment.now) {
            context.voice.warning(&report::token_warning(&warning));
        }
    }
    let limits = Limits::default();
    let reached = runtime()?.block_on(hospitable::reach(&base_url, &limits, token.as_ref().ok()));
    let exit = match &reached {
        Ok(reached) => {
            text.push_str(&connection(context, *reached));
            match (reached.status, token.is_ok()) {
                (200, _) | (401, false) => Exit::Success,
                (401 | 403, true) => Exit::Token,
                (_, _) => Exit::Api,
            }
        }
        Err(_) => Exit::Api,
    };
    context.voice.result(text.trim_end())?;
    reached?;
    Ok(exit)
}

/// What the service answered, and how far the clocks are apart.
fn connection(context: &Context, reached: Reached) -> String {
    let said = match reached.status {
        200 => "reached, the token is accepted".to_owned(),
        401 => "reached, and it wants a token that it knows (status 401)".to_owned(),
        403 => "reached, and the token may not read the account (status 403)".to_owned(),
        status => format!("reached, with an unusual answer (status {status})"),
    };
    let clock = match reached.at.map(|at| (context.environment.now - at).num_seconds()) {
        None => "not compared: the service did not tell its time".to_owned(),
        Some(apart) if apart.abs() <= CLOCK_SECONDS_MAX => "agrees with the service's".to_owned(),
        Some(apart) => {
            let which = if apart > 0 { "ahead of" } else { "behind" };
            context.voice.warning("set this machine's clock: a month may end on the wrong day");
            format!("{} seconds {which} the service's", apart.abs())
        }
    };
    format!("connection     {said}\nclock          {clock}\n")
}
