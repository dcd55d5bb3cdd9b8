//! The list of all statements, with the files of each.

use std::collections::BTreeMap;

use crate::domain::Money;
use crate::render::batch_page::{FileLink, StatementGroup, StatementList, StatementRow};
use crate::render::page::{ColumnKind, RowRole, TableColumn};
use crate::statement::TiedStatement;

use super::run_summary::{LastMonth, StatementFiles};
use super::view::{View, anchor, cell};

/// From this many statements on they stand under letters.
const MANY: usize = 13;

impl View<'_> {
    pub(super) fn statements(&self) -> StatementList {
        let column = |heading: &str, kind| TableColumn { heading: heading.to_owned(), kind };
        let statements = self.run.statements.iter().zip(self.run.files).enumerate();
        let rows: Vec<StatementRow> =
            statements.map(|(at, (one, files))| self.statement_row(at, one, files)).collect();
        let mut columns = vec![
            column("Owner", ColumnKind::Text),
            column("Properties", ColumnKind::Text),
            column("Guest nights", ColumnKind::Number),
            column("Net", ColumnKind::Number),
            column("Currency", ColumnKind::Short),
        ];
        let compared = match &self.run.last_month {
            Some(LastMonth { period, nets: Some(_) }) => {
                columns.push(column(&self.run.locale.period_name(*period), ColumnKind::Number));
                String::new()
            }
            Some(LastMonth { period, nets: None }) => format!(
                ". This folder has no statements for {} to compare with",
                self.run.locale.period_name(*period)
            ),
            None => String::new(),
        };
        let count = rows.len();
        let (rows, groups) =
            if count < MANY { (rows, Vec::new()) } else { (Vec::new(), by_letter(rows)) };
        StatementList {
            heading: format!("Statements ({count})"),
            subheading: Some(format!(
                "What each owner is estimated to get, with the files{compared}"
            )),
            columns,
            files_heading: "Files".to_owned(),
            rows,
            groups,
            empty: "No statement was written.".to_owned(),
        }
    }

    /// What the owner got in the month before, in the same currency.
    fn last_net(&self, statement: &TiedStatement) -> Option<Option<Money>> {
        let nets = self.run.last_month.as_ref()?.nets.as_ref()?;
        let key = (statement.owner.id.to_string(), statement.currency);
        Some(nets.get(&key).copied())
    }

    fn statement_row(
        &self,
        at: usize,
        statement: &TiedStatement,
        files: &StatementFiles<'_>,
    ) -> StatementRow {
        let names: Vec<String> =
            statement.sections.iter().map(|section| section.property.name.clone()).collect();
        let link = |label: String, path: &str| FileLink {
            description: format!("{label} for {}", statement.owner.name),
            label,
            path: match path.strip_prefix("manager/") {
                Some(beside) => beside.to_owned(),
                None => format!("../{path}"),
            },
        };
        let documents =
            files.documents.iter().map(|(format, path)| link(format.to_uppercase(), path));
        let receipts = files.receipts.iter().enumerate();
        let receipts = receipts.map(|(at, path)| link(format!("Receipt {}", at + 1), path));
        let files = documents.chain(receipts);
        let last = self.last_net(statement).map(|last| match last {
            Some(net) => cell(&self.run.locale.amount(net)),
            None => cell("no statement"),
        });
        let cells = vec![
            cell(&statement.owner.name),
            cell(&names.join(", ")),
            cell(&self.run.locale.count(statement.figures.guest_nights.into())),
            cell(&self.run.locale.amount(statement.totals.net())),
            cell(statement.currency.code()),
        ];
        StatementRow {
            role: RowRole::Line,
            anchor: Some(anchor(at)),
            cells: cells.into_iter().chain(last).collect(),
            files: files.collect(),
        }
    }
}

/// The statements under the first letters of their owners' names, which need not be Latin.
fn by_letter(rows: Vec<StatementRow>) -> Vec<StatementGroup> {
    let mut letters: BTreeMap<String, Vec<StatementRow>> = BTreeMap::new();
    for row in rows {
        let name = row.cells.first().map(|cell| cell.text.as_str()).unwrap_or_default();
        let first = name.chars().find(|c| c.is_alphanumeric());
        let letter = first.map(|c| c.to_uppercase().collect()).unwrap_or_else(|| "–".to_owned());
        letters.entry(letter).or_default().push(row);
    }
    let groups = letters.into_iter().enumerate().map(|(at, (letter, rows))| StatementGroup {
        heading: format!("{letter} ({})", rows.len()),
        anchor: format!("letter-{}", at + 1),
        rows,
    });
    groups.collect()
}
