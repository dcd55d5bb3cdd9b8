//! The result of a run, as a table and a few lines.

use std::collections::{BTreeMap, BTreeSet};

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Row, Table, presets};

use crate::domain::{NoticeKind, Portfolio};
use crate::hospitable::TokenWarning;
use crate::locale::{Locale, hold_hint, hold_text, notice_text};
use crate::month::{Format, Month, WrittenMonth};
use crate::statement::{Hold, TiedStatement};

use super::failure::{Exit, Failure};
use super::held;
use super::terminal::{Ui, clean};

/// The statements as a table and the page that lists everything on standard output; held statements
/// and notices on standard error.
pub(super) fn month(
    ui: Ui,
    month: &Month,
    outcome: &WrittenMonth,
    portfolio: &Portfolio,
) -> Result<(), Failure> {
    if !month.statements.is_empty() {
        ui.result(&table(month).to_string())?;
        ui.result(&file_summary(outcome))?;
    }
    ui.result(&outcome.folder.join("manager/index.html").display().to_string())?;
    held::tell(ui, month, portfolio);
    for notice in &outcome.notices {
        if let (NoticeKind::UnknownProperty { .. }, Some(id)) =
            (&notice.kind, notice.subject.property())
        {
            ui.warning(&format!("property {} ({id})", notice_text(&notice.kind)));
            ui.hint("run owner-statements check to see the lines to add, or the line to ignore it");
        }
    }
    let notices = outcome.notices.len();
    if notices > 0 {
        let things = if notices == 1 { "thing" } else { "things" };
        ui.note(&format!("{notices} {things} to check for this month: see index.html"));
    }
    Ok(())
}

/// The same for other programs: one JSON text on standard output, in place of the table.
pub(super) fn month_json(
    ui: Ui,
    month: &Month,
    outcome: &WrittenMonth,
    portfolio: &Portfolio,
) -> Result<(), Failure> {
    let statement = |(statement, files): (&_, &crate::month::FileNames)| {
        let statement: &crate::statement::TiedStatement = statement;
        let net = statement.totals.net();
        let properties: Vec<&str> =
            statement.sections.iter().map(|one| one.property.id.as_str()).collect();
        let paths: BTreeMap<_, _> =
            files.paths.iter().map(|(format, path)| (format.key(), path)).collect();
        serde_json::json!({
            "owner": statement.owner.id.as_str(),
            "name": statement.owner.name,
            "properties": properties,
            "nights": statement.figures.guest_nights,
            "amount": net.to_string(),
            "currency": net.currency().code(),
            "files": paths,
            "receipts": files.receipts,
        })
    };
    let statements: Vec<_> = month.statements.iter().zip(&outcome.files).map(statement).collect();
    let held = month.report.held.iter().map(|(id, holds)| {
        let reasons: Vec<String> = holds.iter().map(|hold| reason(hold, portfolio)).collect();
        serde_json::json!({"owner": id.as_str(), "reasons": reasons})
    });
    let result = serde_json::json!({
        "folder": outcome.folder,
        "index": outcome.folder.join("manager/index.html"),
        "statements": statements,
        "held": held.collect::<Vec<_>>(),
        "remedies": held::as_json(month, portfolio),
        "notices": outcome.notices.len(),
    });
    json(ui, &result)
}

fn reason(hold: &Hold, portfolio: &Portfolio) -> String {
    format!("{}; {}", what(hold, portfolio), hold_hint(&hold.reason))
}

/// Which property or reservation, and what is wrong with it.
fn what(hold: &Hold, portfolio: &Portfolio) -> String {
    let name = hold.subject.property().map(|id| {
        portfolio
            .properties
            .get(id)
            .map_or(id.to_string(), |known| format!("{} ({id})", known.name))
    });
    let code = (!hold.code.is_empty()).then(|| format!("reservation {}", hold.code));
    let what: Vec<String> = name.into_iter().chain(code).collect();
    format!("{}: {}", what.join(", "), hold_text(&hold.reason))
}

/// The width that a terminal and a mail have for sure.
const COLUMNS: u16 = 80;

/// A list of names that is longer than this is reported by its count.
const NAMES_WIDTH_MAX: usize = 24;

/// The statements, one line each and none wider than [`COLUMNS`], whatever reads them.
fn table(month: &Month) -> Table {
    let plain = Locale::of_tag("en");
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(COLUMNS)
        .set_truncation_indicator("…")
        .set_header(["Owner", "Properties", "Nights", "Amount"]);
    for statement in &month.statements {
        let net = statement.totals.net();
        let amount =
            plain.map_or_else(|| net.to_string(), |locale| locale.amount_with_currency(net));
        let mut row = Row::from([
            clean(&statement.owner.name),
            clean(&properties(statement)),
            statement.figures.guest_nights.to_string(),
            amount,
        ]);
        row.max_height(1);
        table.add_row(row);
    }
    for place in [2, 3] {
        if let Some(column) = table.column_mut(place) {
            column.set_cell_alignment(CellAlignment::Right);
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    table
}

/// The names of the properties, or their number where the names would not fit.
fn properties(statement: &TiedStatement) -> String {
    let names: Vec<&str> =
        statement.sections.iter().map(|one| one.property.name.as_str()).collect();
    let joined = names.join(", ");
    match names.len() {
        2.. if joined.chars().count() > NAMES_WIDTH_MAX => format!("{} properties", names.len()),
        _ => joined,
    }
}

/// "5 statements (pdf html csv json) and 2 receipts".
fn file_summary(outcome: &WrittenMonth) -> String {
    let count = outcome.files.len();
    let statements = if count == 1 { "statement" } else { "statements" };
    let formats: BTreeSet<Format> =
        outcome.files.iter().flat_map(|files| files.paths.keys().copied()).collect();
    let formats: Vec<&str> = formats.into_iter().map(Format::key).collect();
    let receipts: usize = outcome.files.iter().map(|files| files.receipts.len()).sum();
    let receipts = match receipts {
        0 => String::new(),
        1 => " and 1 receipt".to_owned(),
        several => format!(" and {several} receipts"),
    };
    format!("{count} {statements} ({}){receipts}", formats.join(" "))
}

/// A result for other programs: one JSON text on standard output.
pub(super) fn json(ui: Ui, result: &impl serde::Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(result).map_err(|error| {
        Failure::new(Exit::Internal, format!("the result cannot be written as JSON: {error}"))
    })?;
    ui.result(&text)
}

/// What to know about a token, in words.
pub(super) fn token_warning(warning: &TokenWarning) -> String {
    match warning {
        TokenWarning::Expired { at } => {
            format!("the token expired on {}", at.format("%Y-%m-%d"))
        }
        TokenWarning::ExpiresSoon { at, days } => format!(
            "the token expires on {}, in {days} days; create a new one in Hospitable soon",
            at.format("%Y-%m-%d")
        ),
        TokenWarning::ClientCredentials => "the token looks like a client id or secret for the \
                                            older v1 API; this program needs a personal access \
                                            token: create one with only Read in Hospitable (Apps, \
                                            API access, Access tokens)"
            .to_owned(),
        TokenWarning::CannotRead => "the token does not have Read".to_owned(),
        TokenWarning::CanWrite => {
            "the token also has Write, which this program never needs; create one with only Read"
                .to_owned()
        }
    }
}
