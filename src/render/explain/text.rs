//! An explanation as aligned text, without colours: it can be read on a terminal and pasted into a
//! mail.

use std::fmt::Write as _;

use crate::render::page::{ColumnKind, Fact, PageSection, RowRole, Table};

use super::explanation::Explanation;
use crate::text::{Hazard, hazard};

/// Lines of words are broken here; tables may be wider.
const WIDTH_MAX: usize = 96;

/// Between columns.
const GAP: &str = "  ";

/// Sets an explanation as text that ends in a line break.
#[must_use]
pub fn explanation_text(explanation: &Explanation) -> String {
    let mut out = String::new();
    let heading = format!("{} \u{b7} {}", explanation.title, explanation.period);
    put_heading(&mut out, &heading, '=');
    put_facts(&mut out, &explanation.facts);
    let verdict = &explanation.verdict;
    out.push('\n');
    match &verdict.amount {
        Some(amount) => put_wrapped(&mut out, "", &format!("{}: {amount}", verdict.caption)),
        None => put_wrapped(&mut out, "", &verdict.caption),
    }
    for line in &verdict.lines {
        put_wrapped(&mut out, "  ", line);
    }
    for section in &explanation.sections {
        out.push('\n');
        put_section(&mut out, section);
    }
    if !explanation.notes.lines.is_empty() {
        out.push('\n');
        put_heading(&mut out, &explanation.notes.heading, '-');
        for line in &explanation.notes.lines {
            put_wrapped(&mut out, "", line);
        }
    }
    out.push('\n');
    for line in &explanation.footer {
        put_wrapped(&mut out, "", line);
    }
    out
}

fn put_section(out: &mut String, section: &PageSection) {
    put_heading(out, &section.heading, '-');
    if let Some(line) = &section.subheading {
        put_wrapped(out, "", line);
    }
    put_facts(out, &section.figures);
    if let Some(table) = &section.table {
        put_table(out, table);
    }
    for line in section.empty.iter().chain(&section.remarks) {
        put_wrapped(out, "", line);
    }
}

fn put_heading(out: &mut String, heading: &str, rule: char) {
    let heading = one_line(heading);
    let rule: String = std::iter::repeat_n(rule, width(&heading)).collect();
    // writing to a text cannot fail
    let _ = writeln!(out, "{heading}\n{rule}");
}

fn put_facts(out: &mut String, facts: &[Fact]) {
    let widest = facts.iter().map(|fact| width(&fact.label)).max().unwrap_or_default();
    for fact in facts {
        let note = fact.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
        let value = one_line(&format!("{}{note}", fact.value));
        let _ = writeln!(out, "{}{GAP}{value}", padded(&fact.label, widest, ColumnKind::Text));
    }
}

fn put_table(out: &mut String, table: &Table) {
    let headings = table.columns.iter().map(|column| width(&one_line(&column.heading)));
    let mut widths: Vec<usize> = headings.collect();
    // a total's first cell runs into the empty one beside it
    let spans = |cells: &[String], at: usize| cells.get(at + 1).is_some_and(String::is_empty);
    let rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| row.cells.iter().map(|cell| one_line(&cell.text)).collect())
        .collect();
    for cells in &rows {
        for (at, (widest, text)) in widths.iter_mut().zip(cells).enumerate() {
            if !(at == 0 && spans(cells, 0)) {
                *widest = (*widest).max(width(text));
            }
        }
    }
    let kinds: Vec<ColumnKind> = table.columns.iter().map(|column| column.kind).collect();
    let headings: Vec<String> = table.columns.iter().map(|one| one_line(&one.heading)).collect();
    let _ = writeln!(out, "{}", aligned(&headings, &widths, &kinds));
    let all: usize = widths.iter().sum::<usize>() + GAP.len() * widths.len().saturating_sub(1);
    let rule: String = std::iter::repeat_n('-', all).collect();
    let _ = writeln!(out, "{rule}");
    for (row, cells) in table.rows.iter().zip(&rows) {
        if row.role == RowRole::Total {
            let _ = writeln!(out, "{rule}");
        }
        let _ = writeln!(out, "{}", aligned(cells, &widths, &kinds));
        for note in row.cells.iter().filter_map(|cell| cell.sub.as_ref()).chain(&row.note) {
            put_wrapped(out, "    ", note);
        }
    }
}

fn aligned(cells: &[String], widths: &[usize], kinds: &[ColumnKind]) -> String {
    let mut line = String::new();
    let mut overrun = 0;
    for ((text, widest), kind) in cells.iter().zip(widths).zip(kinds) {
        // what runs over its column takes room from the next
        let room = widest.saturating_sub(overrun);
        let set = padded(text, room, *kind);
        overrun = width(&set).saturating_sub(room);
        line.push_str(&set);
        line.push_str(GAP);
    }
    line.trim_end().to_owned()
}

fn padded(text: &str, room: usize, kind: ColumnKind) -> String {
    let text = one_line(text);
    let spare: String = std::iter::repeat_n(' ', room.saturating_sub(width(&text))).collect();
    match kind {
        ColumnKind::Number => format!("{spare}{text}"),
        ColumnKind::Text | ColumnKind::Short => format!("{text}{spare}"),
    }
}

/// Writes a text, broken between words.
fn put_wrapped(out: &mut String, indent: &str, text: &str) {
    let mut line = String::new();
    for word in one_line(text).split(' ') {
        if !line.is_empty() && width(indent) + width(&line) + 1 + width(word) > WIDTH_MAX {
            let _ = writeln!(out, "{indent}{line}");
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    let _ = writeln!(out, "{indent}{line}");
}

/// What others wrote must not break out of its line.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if hazard(c) == Some(Hazard::Break) { ' ' } else { c }).collect()
}

fn width(text: &str) -> usize {
    text.chars().count()
}
