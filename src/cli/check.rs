//! `check`: configuration, token and account side by side, before a month depends on them.

use std::fmt::Write as _;

use secrecy::SecretString;
use serde::Serialize;

use crate::config::{Config, property_lines, table_row};
use crate::domain::{Agreement, OwnerId, Period, Portfolio, PropertyId};
use crate::hospitable::{self, BaseUrl, Settings, Survey};
use crate::locale::Locale;
use crate::render::compose::agreement_in_words;

use super::args::Check;
use super::context::{Context, runtime};
use super::failure::{Exit, Failure};
use super::inputs::Project;
use super::observer::Observer;
use super::{report, trial};

/// What was found; the result with `--json`.
#[derive(Debug, Serialize)]
struct Findings {
    ok: bool,
    configuration: String,
    owners: usize,
    properties: usize,
    /// Rows of the manager's own files, where the configuration names them.
    entries: Option<usize>,
    exceptions: Option<usize>,
    agreements: Vec<Terms>,
    /// Nothing where the account was not asked.
    account: Option<AccountFindings>,
    next: String,
}

#[derive(Debug, Serialize)]
struct Terms {
    id: String,
    properties: Vec<String>,
    terms: Vec<String>,
}

/// The account compared with the configuration.
#[derive(Debug, Serialize)]
struct AccountFindings {
    name: Option<String>,
    properties: usize,
    ignored: usize,
    /// In the account, neither configured nor ignored.
    unknown: Vec<Named>,
    /// Configured, not in the account.
    missing: Vec<Named>,
    /// Ignored, not in the account: nothing to act on.
    ignored_for_nothing: Vec<String>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Named {
    id: String,
    name: String,
}

pub(super) fn run(context: &Context, args: &Check) -> Result<Exit, Failure> {
    if args.account {
        return trial::run(context, args);
    }
    let project = Project::read(&args.config)?;
    let portfolio = &project.config.portfolio;
    let month = Period::last_complete_month(context.environment.today);
    let due = project.manager_files.charges.iter().filter(|entry| entry.date >= month.first());
    project.check_receipts(due)?;
    let account = match args.offline {
        true => None,
        false => {
            let token = context.environment.token(context.global.token_file.as_deref())?;
            let survey = runtime()?.block_on(survey(context, token))?;
            for remark in &survey.remarks {
                context.ui.note(remark);
            }
            Some(compare(&survey, portfolio))
        }
    };
    let ok = account.as_ref().is_none_or(AccountFindings::has_no_faults);
    let findings = Findings {
        ok,
        configuration: args.config.display().to_string(),
        owners: portfolio.owners.len(),
        properties: portfolio.properties.len(),
        entries: project
            .config
            .entries
            .as_ref()
            .map(|_| project.manager_files.charges.len() + project.manager_files.waiting),
        exceptions: project
            .config
            .exceptions
            .as_ref()
            .map(|_| project.manager_files.exceptions.len()),
        agreements: terms(portfolio, &project.config.locale),
        account,
        next: next_step(context, args, ok),
    };
    if args.json {
        report::json(context.ui, &findings)?;
    } else {
        context.ui.result(&findings_text(&findings))?;
    }
    warn(context, &findings, &project.config, args);
    Ok(if ok { Exit::Success } else { Exit::Config })
}

/// Reads account and properties; warns if the token is expired or about to expire.
pub(super) async fn survey(context: &Context, token: SecretString) -> Result<Survey, Failure> {
    let now = context.environment.now;
    let exposed = secrecy::ExposeSecret::expose_secret(&token);
    for warning in hospitable::token_warnings(exposed, now) {
        context.ui.warning(&report::token_warning(&warning));
    }
    let mut settings = Settings::new(BaseUrl::parse(&context.global.base_url)?, token);
    settings.seed = now.timestamp().unsigned_abs();
    let observer = Observer::new(context.global.quiet);
    let read = hospitable::read_properties(&settings, now, &observer).await;
    observer.finish();
    Ok(read?)
}

fn compare(survey: &Survey, portfolio: &Portfolio) -> AccountFindings {
    let has = |id: &PropertyId| survey.properties.iter().any(|property| property.id == *id);
    let named = |id: &PropertyId, name: &str| Named { id: id.to_string(), name: name.to_owned() };
    let unknown = survey.properties.iter().filter(|property| {
        !portfolio.properties.contains_key(&property.id)
            && !portfolio.ignored.contains(&property.id)
    });
    let missing = portfolio.properties.values().filter(|property| !has(&property.id));
    let account = survey.account.as_ref();
    AccountFindings {
        name: account.and_then(|account| account.company.clone().or_else(|| account.name.clone())),
        properties: survey.properties.len(),
        ignored: portfolio.ignored.iter().filter(|id| has(id)).count(),
        unknown: unknown.map(|property| named(&property.id, &property.name)).collect(),
        missing: missing.map(|property| named(&property.id, &property.name)).collect(),
        ignored_for_nothing: portfolio
            .ignored
            .iter()
            .filter(|id| !has(id))
            .map(ToString::to_string)
            .collect(),
    }
}

impl AccountFindings {
    fn has_no_faults(&self) -> bool {
        self.unknown.is_empty() && self.missing.is_empty()
    }
}

/// Every agreement in the words of its statements, with the properties it is for.
fn terms(portfolio: &Portfolio, locale: &str) -> Vec<Terms> {
    let Some(locale) = Locale::of_tag(locale) else { return Vec::new() };
    let of = |agreement: &Agreement| Terms {
        id: agreement.id.to_string(),
        properties: portfolio
            .properties
            .values()
            .filter(|property| property.agreement == agreement.id)
            .map(|property| property.name.clone())
            .collect(),
        terms: agreement_in_words(agreement, &locale),
    };
    portfolio.agreements.values().map(of).collect()
}

fn next_step(context: &Context, args: &Check, ok: bool) -> String {
    let config = match args.config.as_os_str() == "owner-statements.toml" {
        true => String::new(),
        false => format!(" --config {}", args.config.display()),
    };
    let month = Period::last_complete_month(context.environment.today);
    match (ok, args.offline) {
        (false, _) => {
            format!("correct the configuration, then run: owner-statements check{config}")
        }
        (true, true) => format!("compare it with the account: owner-statements check{config}"),
        (true, false) => {
            format!("make the statements: owner-statements generate --month {month}{config}")
        }
    }
}

fn findings_text(findings: &Findings) -> String {
    let mut text = format!(
        "configuration  {}: {} properties, {} owners",
        findings.configuration, findings.properties, findings.owners
    );
    // writing to a text cannot fail
    for (name, count) in [("entries", findings.entries), ("exceptions", findings.exceptions)] {
        if let Some(count) = count {
            let _ = write!(text, "\n{name:<14} {count}");
        }
    }
    if let Some(account) = &findings.account {
        let _ = write!(
            text,
            "\ntoken          accepted\naccount        {}: {} properties, {} of them ignored",
            account.name.as_deref().unwrap_or("without a name"),
            account.properties,
            account.ignored
        );
    }
    for agreement in &findings.agreements {
        let names = match agreement.properties.is_empty() {
            true => "no property uses it".to_owned(),
            false => agreement.properties.join(", "),
        };
        let _ = write!(text, "\n\nagreement '{}', {names}", agreement.id);
        for line in &agreement.terms {
            let _ = write!(text, "\n  {line}");
        }
    }
    let _ = write!(text, "\n\nnext: {}", findings.next);
    text
}

/// The findings to act on, with the lines that fix them.
fn warn(context: &Context, findings: &Findings, config: &Config, args: &Check) {
    let (portfolio, owners) = (&config.portfolio, config.owners.as_deref());
    let ui = context.ui;
    let Some(account) = &findings.account else { return };
    for Named { id, name } in &account.missing {
        ui.warning(&format!(
            "property '{name}' ({id}) is not in the account: correct its id in {}, or remove the \
             property",
            args.config.display()
        ));
    }
    for id in &account.ignored_for_nothing {
        ui.note(&format!("'ignore' contains {id}, which is not in the account"));
    }
    for Named { id, name } in &account.unknown {
        ui.warning(&format!(
            "property '{name}' ({id}) is in the account but not in the configuration"
        ));
    }
    if !account.unknown.is_empty() {
        ui.lines_to_copy(&lines_to_add(&account.unknown, portfolio, owners));
    }
}

/// The sections of unknown properties, or the line that ignores them.
fn lines_to_add(unknown: &[Named], portfolio: &Portfolio, table: Option<&str>) -> String {
    let agreement = portfolio.agreements.keys().next().map_or("standard", |id| id.as_str());
    let owner = portfolio.owners.keys().next().map_or("owner-1", OwnerId::as_str);
    let name = portfolio.owners.values().next().map_or("Owner", |one| one.name.as_str());
    let lines = unknown.iter().map(|one| match table {
        None => property_lines(&one.id, &one.name, agreement, owner),
        Some(_) => table_row(&one.id, &one.name, agreement, owner, name),
    });
    let lines: Vec<String> = lines.collect();
    let (lines, place) = match table {
        None => (lines.join("\n"), String::new()),
        Some(table) => {
            let columns = "property, name, agreement, owner_id, owner";
            (lines.concat(), format!(" to {table} (its columns {columns})"))
        }
    };
    let ids = portfolio.ignored.iter().map(PropertyId::as_str);
    let ids: Vec<String> = ids
        .chain(unknown.iter().map(|one| one.id.as_str()))
        .map(crate::config::toml_text)
        .collect();
    format!(
        "add these lines{place} with the right owner and agreement:\n\n{}\nor ignore them with \
         this line at the top of the configuration:\n\nignore = [{}]\n",
        lines,
        ids.join(", ")
    )
}
