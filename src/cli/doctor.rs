//! `doctor`: what to know when something does not work; changes nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;

use crate::hospitable::{self, BaseUrl, Limits, Reached};
use crate::render::pdf::{FontSource, ScriptFont, script_fonts};

use super::args::Doctor;
use super::context::{Context, runtime};
use super::failure::{Exit, Failure};
use super::report;

/// Seconds by which this machine's clock may differ from the service's.
const CLOCK_SECONDS_MAX: i64 = 120;

/// The default locations.
const PATHS: [(&str, &str); 3] = [
    ("configuration", "owner-statements.toml"),
    ("snapshots", "snapshots"),
    ("statements", "statements"),
];

/// What was found; the result with `--json`.
#[derive(Debug, Serialize)]
struct Findings {
    version: &'static str,
    system: &'static str,
    processor: &'static str,
    folder: String,
    paths: BTreeMap<&'static str, Place>,
    fonts: Vec<Font>,
    api: String,
    token: String,
    /// Nothing where the service was not reached.
    status: Option<u16>,
    connection: Option<String>,
    clock: Option<String>,
}

#[derive(Debug, Serialize)]
struct Place {
    path: &'static str,
    exists: bool,
}

/// What a name in a script is set in.
#[derive(Debug, Serialize)]
struct Font {
    script: &'static str,
    example: &'static str,
    /// The font families; empty if a placeholder would be printed.
    fonts: Vec<String>,
    bundled: bool,
    /// What to install for it.
    install: Option<&'static str>,
}

const BUNDLED: &str = "IBM Plex Sans";

impl From<ScriptFont> for Font {
    fn from(found: ScriptFont) -> Self {
        let (fonts, bundled, install) = match found.source {
            FontSource::Bundled => (vec![BUNDLED.to_owned()], true, None),
            FontSource::System(families) => (families, false, None),
            FontSource::StandIn { install } => (Vec::new(), false, Some(install)),
        };
        Self { script: found.script, example: found.example, fonts, bundled, install }
    }
}

pub(super) fn run(context: &Context, args: &Doctor) -> Result<Exit, Failure> {
    let base_url = BaseUrl::parse(&context.global.base_url)?;
    let token = context.environment.token(context.global.token_file.as_deref());
    if let Ok(token) = &token {
        let exposed = secrecy::ExposeSecret::expose_secret(token);
        for warning in hospitable::token_warnings(exposed, context.environment.now) {
            context.ui.warning(&report::token_warning(&warning));
        }
    }
    let limits = Limits::default();
    let reached = runtime()?.block_on(hospitable::reach(&base_url, &limits, token.as_ref().ok()));
    let exit = match &reached {
        Ok(reached) => match (reached.status, token.is_ok()) {
            (200, _) | (401, false) => Exit::Success,
            (401 | 403, true) => Exit::Token,
            (_, _) => Exit::Api,
        },
        Err(_) => Exit::Api,
    };
    let answered = reached.as_ref().ok();
    let folder = std::env::current_dir();
    let findings = Findings {
        version: env!("CARGO_PKG_VERSION"),
        system: std::env::consts::OS,
        processor: std::env::consts::ARCH,
        folder: folder.map_or_else(|error| error.to_string(), |path| path.display().to_string()),
        paths: PATHS
            .into_iter()
            .map(|(name, path)| (name, Place { path, exists: Path::new(path).exists() }))
            .collect(),
        fonts: fonts()?,
        api: base_url.to_string(),
        token: match &token {
            Ok(_) => "found".to_owned(),
            Err(failure) => failure.messages.join(" "),
        },
        status: answered.map(|reached| reached.status),
        connection: answered.map(|reached| connection(*reached)),
        clock: answered.map(|reached| clock(context, *reached)),
    };
    match args.json {
        true => report::json(context.ui, &findings)?,
        false => context.ui.result(findings_text(&findings).trim_end())?,
    }
    reached?;
    Ok(exit)
}

fn fonts() -> Result<Vec<Font>, Failure> {
    let found = script_fonts().map_err(|error| {
        Failure::new(Exit::Internal, format!("cannot read the bundled font: {error}"))
    })?;
    Ok(found.into_iter().map(Font::from).collect())
}

fn findings_text(findings: &Findings) -> String {
    let Findings { version, system, processor, folder, api, token, .. } = findings;
    let mut text = format!("version        {version} ({system}, {processor})\n");
    // writing to a text cannot fail
    let _ = writeln!(text, "folder         {folder}");
    for (name, Place { path, exists }) in &findings.paths {
        let found = if *exists { "" } else { " (does not exist yet)" };
        let _ = writeln!(text, "{name:<14} {path}{found}");
    }
    let lines = font_lines(&findings.fonts);
    let _ = writeln!(text, "fonts          {}", lines.join("\n               "));
    let _ = writeln!(text, "api            {api}");
    let _ = writeln!(text, "token          {token}");
    for (name, found) in [("connection", &findings.connection), ("clock", &findings.clock)] {
        if let Some(found) = found {
            let _ = writeln!(text, "{name:<14} {found}");
        }
    }
    text
}

/// A line for each font with its scripts, then those that no font has, by what to install.
fn font_lines(fonts: &[Font]) -> Vec<String> {
    let mut lines: Vec<(String, Vec<&str>, &str)> = Vec::new();
    for font in fonts.iter().filter(|font| font.install.is_none()) {
        let of = if font.bundled { "bundled" } else { "of this system" };
        push(&mut lines, format!("{}, {of}", font.fonts.join(" and ")), font.script, "");
    }
    for font in fonts {
        if let Some(install) = font.install {
            push(&mut lines, "no installed font".to_owned(), font.script, install);
        }
    }
    let line = |(font, scripts, install): (String, Vec<&str>, &str)| {
        let scripts = scripts.join(", ");
        match install {
            "" => format!("{font}: {scripts}"),
            install => {
                format!("{font}: {scripts}; PDFs print [?] instead until you install {install}")
            }
        }
    };
    lines.into_iter().map(line).collect()
}

fn push<'a>(
    lines: &mut Vec<(String, Vec<&'a str>, &'a str)>,
    font: String,
    script: &'a str,
    install: &'a str,
) {
    let same = |line: &&mut (String, Vec<&str>, &str)| line.0 == font && line.2 == install;
    match lines.iter_mut().find(same) {
        Some((_, scripts, _)) => scripts.push(script),
        None => lines.push((font, vec![script], install)),
    }
}

/// What the service answered.
fn connection(reached: Reached) -> String {
    match reached.status {
        200 => "reachable, the token is accepted".to_owned(),
        401 => "reachable, but a valid token is needed (status 401)".to_owned(),
        403 => "reachable, but the token may not read the account (status 403)".to_owned(),
        status => format!("reachable, but with an unexpected answer (status {status})"),
    }
}

/// How far the clocks are apart.
fn clock(context: &Context, reached: Reached) -> String {
    match reached.at.map(|at| (context.environment.now - at).num_seconds()) {
        None => "not compared: Hospitable did not send the time".to_owned(),
        Some(apart) if apart.abs() <= CLOCK_SECONDS_MAX => "agrees with Hospitable's".to_owned(),
        Some(apart) => {
            let which = if apart > 0 { "ahead of" } else { "behind" };
            context
                .ui
                .warning("set the clock of this computer: a month could end on the wrong day");
            format!("{} seconds {which} Hospitable's", apart.abs())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_stand_together_by_font_and_by_what_to_install() {
        let font = |script, fonts: &[&str], bundled, install| Font {
            script,
            example: "",
            fonts: fonts.iter().map(|name| (*name).to_owned()).collect(),
            bundled,
            install,
        };
        let fonts = [
            font("Latin", &[BUNDLED], true, None),
            font("Thai", &[], false, Some("A")),
            font("Greek", &[BUNDLED], true, None),
            font("Arabic", &["One", "Two"], false, None),
            font("Kana", &[], false, Some("B")),
            font("Lao", &[], false, Some("A")),
        ];
        assert_eq!(
            font_lines(&fonts),
            [
                "IBM Plex Sans, bundled: Latin, Greek",
                "One and Two, of this system: Arabic",
                "no installed font: Thai, Lao; PDFs print [?] instead until you install \
                 A",
                "no installed font: Kana; PDFs print [?] instead until you install B",
            ]
        );
    }
}
