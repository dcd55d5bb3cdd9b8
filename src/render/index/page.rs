//! The page as a whole: what to act on first, what to check, and where every row went.

use std::collections::BTreeMap;

use crate::domain::Subject;
use crate::locale::{exclusion_text, notice_text};
use crate::render::batch_page::{
    Alert, BatchPage, FileLink, FileList, HeldList, HeldStatement, Jump, NoticeGroup, NoticeLine,
    NoticeList, StatementList, Tally, TallyOutcome,
};
use crate::render::page::{
    ColumnKind, Fact, NameBlock, PageSection, RowRole, Table, TableColumn, TableRow,
};
use crate::statement::{ChargeCounts, RunReport};

use super::run_summary::{HeldItem, KeptFiles, RunSummary};
use super::view::{View, cell, fact, minute, plural};

/// The page in words. These are the manager's, in English like all messages of the program.
#[must_use]
pub fn page(run: &RunSummary<'_>) -> BatchPage {
    let view = View { run };
    let (report, locale) = (run.report, run.locale);
    let period = locale.period_name(report.period);
    let (held, notices, statements) = (view.held(), view.notices(), view.statements());
    BatchPage {
        language: "en".to_owned(),
        document_title: format!("Statements for {period}"),
        title: format!("Statements for {period}"),
        period: locale.period_days(report.period),
        manager: NameBlock {
            heading: String::new(),
            name: run.portfolio.manager.name.clone(),
            lines: Vec::new(),
        },
        alert: report.partial.then(|| Alert {
            mark: "PARTIAL RUN".to_owned(),
            text: "This run was asked for some owners or properties only; the others are not here."
                .to_owned(),
        }),
        facts: view.facts(),
        totals: view.totals(),
        changes: view.changes(),
        states: view.states(),
        jumps: jumps(&held, &notices, &statements),
        tally: view.tally(),
        held,
        notices,
        statements,
        excluded: view.excluded(),
        downloads: downloads(run.kept_files),
        footer: vec![
            "All statements are drafts: nothing is issued, numbered or sent yet.".to_owned(),
            format!("owner-statements {}", env!("CARGO_PKG_VERSION")),
        ],
    }
}

impl View<'_> {
    fn facts(&self) -> Vec<Fact> {
        let hash: String = self.run.snapshot_sha256.chars().take(16).collect();
        let mut facts = vec![
            fact("Status", "Drafts".to_owned(), None),
            fact("Data as of", minute(self.run.fetched_at), Some(format!("snapshot {hash}"))),
            fact("Statements", self.run.statements.len().to_string(), None),
            fact("Held", self.run.report.held.len().to_string(), None),
        ];
        facts.extend(self.entries());
        facts
    }

    /// Where the manager's entries went, if there are any.
    fn entries(&self) -> Option<Fact> {
        let ChargeCounts { all, placed, outside, held, not_asked_for } = self.run.report.charges;
        let elsewhere = [
            (outside, "of other days"),
            (held, "on statements that are held"),
            (not_asked_for, "not asked for"),
        ];
        let elsewhere: Vec<String> = elsewhere
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        let note = (!elsewhere.is_empty()).then(|| elsewhere.join(", "));
        (all > 0).then(|| fact("Entries", format!("{placed} of {all}"), note))
    }

    fn tally(&self) -> Tally {
        let RunReport { placed, outside, rows, .. } = *self.run.report;
        let excluded = self.run.report.excluded.len();
        let agrees = placed + excluded + outside == rows;
        let part = |label: &str, count: usize| fact(label, count.to_string(), None);
        Tally {
            heading: "Every reservation accounted for".to_owned(),
            parts: vec![
                part("On a statement", placed),
                part("Left out, with a reason", excluded),
                part("Outside the period", outside),
            ],
            total: part("Reservations read", rows),
            verdict: match agrees {
                true => format!("{placed} + {excluded} + {outside} = {}", rows),
                false => "The counts do not add up: do not use this run.".to_owned(),
            },
            outcome: if agrees { TallyOutcome::Agrees } else { TallyOutcome::Differs },
        }
    }

    fn held(&self) -> HeldList {
        let statements = self.run.held.iter().map(|group| HeldStatement {
            remedy: format!("{}.", capitalised(&group.advice)),
            about: format!("Settles {}", plural(group.settles.len(), "item", "items")),
            reasons: group.settles.iter().map(|settled| self.settled(settled)).collect(),
            files: Vec::new(),
        });
        HeldList {
            heading: format!("Held ({})", self.run.report.held.len()),
            empty: "No statement is held.".to_owned(),
            statements: statements.collect(),
        }
    }

    fn settled(&self, settled: &HeldItem) -> String {
        let property = settled.property.as_ref().map(|id| self.property_name(id));
        let mut what: Vec<String> = property.into_iter().collect();
        if !settled.code.is_empty() {
            what.push(format!("reservation {}", settled.code));
        }
        what.extend(settled.stay.map(|stay| self.dates(stay)));
        what.extend(settled.amount.map(|amount| self.run.locale.amount_with_currency(amount)));
        format!("{}: {}: {}.", settled.owner_name, what.join(", "), settled.why)
    }

    fn notices(&self) -> NoticeList {
        let mut groups: BTreeMap<&'static str, Vec<NoticeLine>> = BTreeMap::new();
        for notice in self.run.notices {
            let line = NoticeLine {
                subject: self.subject(&notice.subject),
                text: notice_text(&notice.kind),
            };
            let group = groups.entry(notice.kind.code()).or_default();
            if !group.contains(&line) {
                group.push(line);
            }
        }
        let count: usize = groups.values().map(Vec::len).sum();
        let groups = groups.into_iter().map(|(code, notices)| NoticeGroup {
            code: code.to_owned(),
            meaning: plural(notices.len(), "notice", "notices"),
            notices,
        });
        NoticeList {
            heading: format!("To check ({count})"),
            empty: "Nothing to check.".to_owned(),
            groups: groups.collect(),
        }
    }

    fn subject(&self, subject: &Subject) -> String {
        match subject {
            Subject::Run => "This run".to_owned(),
            Subject::Property(id) => self.property_name(id),
            Subject::Reservation(id, code) => format!("{code}, {}", self.property_name(id)),
        }
    }

    fn excluded(&self) -> PageSection {
        let excluded = &self.run.report.excluded;
        let column = |heading: &str, kind| TableColumn { heading: heading.to_owned(), kind };
        let rows = excluded.iter().map(|row| {
            let dates = row.stay.map(|stay| self.dates(stay)).unwrap_or_default();
            let cells = vec![
                cell(&row.code),
                cell(&self.property_name(&row.property)),
                cell(&dates),
                cell(&exclusion_text(&row.reason)),
            ];
            TableRow { role: RowRole::Line, cells, note: None, running: Vec::new() }
        });
        let columns = vec![
            column("Reservation", ColumnKind::Short),
            column("Property", ColumnKind::Text),
            column("Dates", ColumnKind::Short),
            column("Why", ColumnKind::Text),
        ];
        PageSection {
            heading: format!("Not included ({})", excluded.len()),
            subheading: Some("Reservations of the period that were left out, and why".to_owned()),
            figures: Vec::new(),
            table: (!excluded.is_empty()).then(|| Table { columns, rows: rows.collect() }),
            empty: excluded.is_empty().then(|| "Every reservation is on a statement.".to_owned()),
            remarks: Vec::new(),
        }
    }
}

/// The ways to the parts of the page, and to each letter.
fn jumps(held: &HeldList, notices: &NoticeList, statements: &StatementList) -> Vec<Jump> {
    let jump =
        |label: &str, target: &str| Jump { label: label.to_owned(), target: target.to_owned() };
    let parts = [
        jump(&held.heading, "held"),
        jump(&notices.heading, "check"),
        jump("Changes", "changes"),
        jump(&statements.heading, "statements"),
    ];
    let letters = statements
        .groups
        .iter()
        .map(|group| jump(group.heading.split(' ').next().unwrap_or_default(), &group.anchor));
    parts.into_iter().chain(letters).collect()
}

fn downloads(kept_files: &KeptFiles) -> FileList {
    let file = |label: &str, description: &str, path: &str| FileLink {
        label: label.to_owned(),
        description: description.to_owned(),
        path: path.to_owned(),
    };
    let KeptFiles { owners, exceptions, entries } = kept_files;
    let own = [
        (owners, "Owners (CSV)", "Which property is whose"),
        (exceptions, "Exceptions (CSV)", "Decisions on single reservations"),
        (entries, "Entries (CSV)", "Expenses and credits"),
    ];
    let own = own.into_iter().filter_map(|(name, label, description)| {
        name.as_deref().map(|name| file(label, description, name))
    });
    FileList {
        heading: "Files of the whole month".to_owned(),
        files: [
            file("Month summary (CSV)", "One row an owner and property", "month-summary.csv"),
            file("Tax summary (CSV)", "One row a tax, property and channel", "tax-summary.csv"),
            file("Manifest (JSON)", "Every file with its hash", "manifest.json"),
            file("Snapshot (JSON, compressed)", "The data that was read", "snapshot.json.gz"),
            file("Configuration", "The terms that were applied", "owner-statements.toml"),
        ]
        .into_iter()
        .chain(own)
        .collect(),
    }
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}
