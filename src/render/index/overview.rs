//! The month at a glance on the index page: what to pay, what changed, and who stands out.

use crate::domain::Money;
use crate::render::batch_page::{Jump, JumpList};
use crate::render::page::{ColumnKind, Fact, PageSection, RowRole, Table, TableColumn, TableRow};

use super::run_summary::{Change, Comparison, Side, Total, What};
use super::view::{View, anchor, cell, fact, minute, plural};

/// From this many statements on, those with something in common are listed.
const MANY: usize = 13;

impl View<'_> {
    /// What there is to pay by currency, and what owners owe.
    pub(super) fn totals(&self) -> Vec<Fact> {
        let fact_of = |Total { currency, due, owed }: &Total| {
            let owners = plural(due.owners, "owner", "owners");
            let note = match owed.owners {
                0 => format!("to {owners}"),
                count => format!(
                    "to {owners}; {} {} you {}",
                    plural(count, "owner", "owners"),
                    if count == 1 { "owes" } else { "owe" },
                    self.sum(owed)
                ),
            };
            fact(&format!("To pay in {currency}"), self.sum(due), Some(note))
        };
        self.run.totals.iter().map(fact_of).collect()
    }

    fn sum(&self, side: &Side) -> String {
        side.sum.map_or_else(
            || "more than can be counted".to_owned(),
            |sum| self.run.locale.amount_with_currency(sum),
        )
    }

    /// Statements with something in common, where there are many.
    pub(super) fn states(&self) -> Vec<JumpList> {
        if self.run.statements.len() < MANY {
            return Vec::new();
        }
        let of = |heading: &str, is_it: &dyn Fn(Money) -> bool| {
            let statements = self.run.statements.iter().enumerate();
            let jumps: Vec<Jump> = statements
                .filter(|(_, one)| is_it(one.totals.net()))
                .map(|(at, one)| Jump { label: one.owner.name.clone(), target: anchor(at) })
                .collect();
            JumpList { heading: format!("{heading} ({})", jumps.len()), jumps }
        };
        let states = [
            of("To pay", &|net| !net.is_zero() && !net.is_negative()),
            of("The owner owes you", &Money::is_negative),
            of("Nothing to pay", &Money::is_zero),
        ];
        states.into_iter().filter(|list| !list.jumps.is_empty()).collect()
    }

    /// What changed since the month was made before.
    pub(super) fn changes(&self) -> PageSection {
        let none = |text: String| changed("What changed".to_owned(), None, None, Some(text));
        let (fetched_at, partial, found) = match &self.run.comparison {
            Comparison::Nothing => {
                return none("This folder had no statements of this period before.".to_owned());
            }
            Comparison::TooLarge => {
                return none("The changes are too large to be counted.".to_owned());
            }
            Comparison::With { fetched_at, partial, changes } => (*fetched_at, *partial, changes),
        };
        let part = if partial { ", for a part of the owners" } else { "" };
        let since = format!("Since the run with the data of {}{part}", minute(fetched_at));
        if found.is_empty() {
            return none(format!("{since}, no amount changed."));
        }
        let column = |heading: &str, kind| TableColumn { heading: heading.to_owned(), kind };
        let columns = vec![
            column("Owner", ColumnKind::Text),
            column("What", ColumnKind::Text),
            column("By", ColumnKind::Number),
        ];
        let rows = found.iter().map(|change| self.change(change)).collect();
        let heading = format!("What changed ({})", found.len());
        changed(heading, Some(since), Some(Table { columns, rows }), None)
    }

    fn change(&self, change: &Change) -> TableRow {
        let amount = |amount: &Money| self.run.locale.amount(*amount);
        let what = match &change.what {
            What::NewStatement => "New statement".to_owned(),
            What::NoStatement => "No statement any more".to_owned(),
            What::Added { property, code } => format!("{code}, {property}: added"),
            What::Gone { property, code } => format!("{code}, {property}: gone"),
            What::Changed { property, code, before, now } => {
                format!("{code}, {property}: {} instead of {}", amount(now), amount(before))
            }
            What::Others => "Expenses, credits and whatever belongs to no stay".to_owned(),
            What::Whole { before, now } => format!(
                "{} instead of {}; the stays cannot be compared, since no JSON was written",
                amount(now),
                amount(before)
            ),
        };
        let by = self.run.locale.amount_with_currency(change.by);
        TableRow {
            role: RowRole::Line,
            cells: vec![cell(&change.owner), cell(&what), cell(&by)],
            note: None,
            running: Vec::new(),
        }
    }
}

fn changed(
    heading: String,
    subheading: Option<String>,
    table: Option<Table>,
    empty: Option<String>,
) -> PageSection {
    PageSection { heading, subheading, figures: Vec::new(), table, empty, remarks: Vec::new() }
}
