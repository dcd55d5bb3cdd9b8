//! The manager's view of a month: what to act on first, then every statement with its files.

use std::collections::BTreeMap;

use crate::domain::{Notice, PropertyId, Stay, Subject};
use crate::entries::Books;
use crate::locale::{Locale, exclusion_text, hold_hint, hold_text, notice_text};
use crate::render::batch_page::{
    Alert, BatchPage, FileLink, FileList, HeldList, HeldStatement, NoticeGroup, NoticeLine,
    NoticeList, StatementList, StatementRow, Tally, TallyOutcome,
};
use crate::render::page::{Cell, Column, ColumnKind, Fact, Party, Row, RowRole, Section, Table};
use crate::statement::{EntryCounts, Hold, TiedStatement};

use super::files::{FileNames, OwnFile};
use super::{Input, Month};

/// The page in words. These are the manager's, in English like all messages of the program.
pub(super) fn page(
    month: &Month,
    input: Input<'_>,
    files: &[FileNames],
    notices: &[Notice],
    locale: &Locale,
) -> BatchPage {
    let view = View { month, input, locale };
    let batch = &month.batch;
    let period = locale.period_name(batch.period);
    let manager = &input.config.portfolio.manager;
    BatchPage {
        language: "en".to_owned(),
        document_title: format!("Statements for {period}"),
        title: format!("Statements for {period}"),
        period: locale.period_days(batch.period),
        manager: Party { heading: String::new(), name: manager.name.clone(), lines: Vec::new() },
        alert: batch.partial.then(|| Alert {
            mark: "PARTIAL RUN".to_owned(),
            text: "This run was asked for some owners or properties only; the others are not here."
                .to_owned(),
        }),
        facts: view.facts(),
        tally: view.tally(),
        held: view.held(),
        notices: view.notices(notices),
        statements: view.statements(files),
        excluded: view.excluded(),
        downloads: downloads(input.books),
        footer: vec![
            "All statements are drafts: nothing is issued, numbered or sent yet.".to_owned(),
            format!("owner-statements {}", env!("CARGO_PKG_VERSION")),
        ],
    }
}

struct View<'a> {
    month: &'a Month,
    input: Input<'a>,
    locale: &'a Locale,
}

impl View<'_> {
    fn facts(&self) -> Vec<Fact> {
        let snapshot = &self.input.loaded.snapshot;
        let hash: String = self.input.loaded.sha256.chars().take(16).collect();
        let mut facts = vec![
            fact("Status", "Drafts".to_owned(), None),
            fact(
                "Data as of",
                snapshot.fetched_at.format("%Y-%m-%d %H:%M UTC").to_string(),
                Some(format!("snapshot {hash}")),
            ),
            fact("Statements", self.month.statements.len().to_string(), None),
            fact("Held", self.month.batch.held.len().to_string(), None),
        ];
        facts.extend(self.entries());
        facts
    }

    /// Where the manager's entries went, if there are any.
    fn entries(&self) -> Option<Fact> {
        let EntryCounts { all, placed, outside, held, not_asked_for } = self.month.batch.entries;
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
        let batch = &self.month.batch;
        let (placed, excluded, outside) = (batch.placed, batch.excluded.len(), batch.outside);
        let agrees = placed + excluded + outside == batch.rows;
        let part = |label: &str, count: usize| fact(label, count.to_string(), None);
        Tally {
            heading: "Every reservation accounted for".to_owned(),
            parts: vec![
                part("On a statement", placed),
                part("Left out, with a reason", excluded),
                part("Outside the period", outside),
            ],
            total: part("Reservations read", batch.rows),
            verdict: match agrees {
                true => format!("{placed} + {excluded} + {outside} = {}", batch.rows),
                false => "The counts do not add up: do not use this run.".to_owned(),
            },
            outcome: if agrees { TallyOutcome::Agrees } else { TallyOutcome::Differs },
        }
    }

    fn held(&self) -> HeldList {
        let portfolio = &self.input.config.portfolio;
        let held = &self.month.batch.held;
        let statements = held.iter().map(|(id, holds)| {
            let owned = portfolio.properties.values().filter(|property| property.owner == *id);
            let names: Vec<String> = owned.map(|property| property.name.clone()).collect();
            HeldStatement {
                owner: portfolio.owners.get(id).map_or(id.to_string(), |owner| owner.name.clone()),
                about: names.join(", "),
                reasons: holds.iter().map(|hold| self.reason(hold)).collect(),
                files: Vec::new(),
            }
        });
        HeldList {
            heading: format!("Held back ({})", held.len()),
            empty: "No statement is held back.".to_owned(),
            statements: statements.collect(),
        }
    }

    fn reason(&self, hold: &Hold) -> String {
        let property = hold.subject.property().map(|id| self.property_name(id));
        let mut what: Vec<String> = property.into_iter().collect();
        if !hold.code.is_empty() {
            what.push(format!("reservation {}", hold.code));
        }
        what.extend(hold.stay.map(|stay| self.dates(stay)));
        format!(
            "{}: {}. {}.",
            what.join(", "),
            hold_text(&hold.reason),
            capitalised(hold_hint(&hold.reason))
        )
    }

    fn property_name(&self, id: &PropertyId) -> String {
        let configured = self.input.config.portfolio.properties.get(id);
        let in_account = || {
            let known = &self.input.loaded.snapshot.properties;
            known.iter().find(|property| property.id == *id).map(|property| property.name.clone())
        };
        configured
            .map(|property| property.name.clone())
            .or_else(|| in_account().map(|name| format!("{name} ({id})")))
            .unwrap_or_else(|| id.to_string())
    }

    fn dates(&self, stay: Stay) -> String {
        let date = |date| self.locale.date(date);
        format!("{} to {}", date(stay.arrival()), date(stay.departure()))
    }

    fn notices(&self, notices: &[Notice]) -> NoticeList {
        let mut groups: BTreeMap<&'static str, Vec<NoticeLine>> = BTreeMap::new();
        for notice in notices {
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
            heading: format!("To know ({count})"),
            empty: "Nothing else to know.".to_owned(),
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

    fn statements(&self, files: &[FileNames]) -> StatementList {
        let column = |heading: &str, kind| Column { heading: heading.to_owned(), kind };
        let rows: Vec<StatementRow> = self
            .month
            .statements
            .iter()
            .zip(files)
            .map(|(statement, files)| self.statement_row(statement, files))
            .collect();
        StatementList {
            heading: format!("Statements ({})", rows.len()),
            subheading: Some(
                "What each owner is estimated to get, from their own files".to_owned(),
            ),
            columns: vec![
                column("Owner", ColumnKind::Text),
                column("Properties", ColumnKind::Text),
                column("Guest nights", ColumnKind::Number),
                column("Net", ColumnKind::Number),
                column("Currency", ColumnKind::Short),
            ],
            files_heading: "Files".to_owned(),
            rows,
            empty: "No statement was written.".to_owned(),
        }
    }

    fn statement_row(&self, statement: &TiedStatement, files: &FileNames) -> StatementRow {
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
            files.paths.iter().map(|(format, path)| link(format.key().to_uppercase(), path));
        let receipts = files.receipts.iter().enumerate();
        let receipts = receipts.map(|(at, path)| link(format!("Receipt {}", at + 1), path));
        let files = documents.chain(receipts);
        StatementRow {
            role: RowRole::Line,
            cells: vec![
                cell(&statement.owner.name),
                cell(&names.join(", ")),
                cell(&self.locale.count(statement.figures.guest_nights.into())),
                cell(&self.locale.amount(statement.totals.net())),
                cell(statement.currency.code()),
            ],
            files: files.collect(),
        }
    }

    fn excluded(&self) -> Section {
        let excluded = &self.month.batch.excluded;
        let column = |heading: &str, kind| Column { heading: heading.to_owned(), kind };
        let rows = excluded.iter().map(|row| {
            let dates = row.stay.map(|stay| self.dates(stay)).unwrap_or_default();
            let cells = vec![
                cell(&row.code),
                cell(&self.property_name(&row.property)),
                cell(&dates),
                cell(&exclusion_text(&row.reason)),
            ];
            Row { role: RowRole::Line, cells, note: None, running: Vec::new() }
        });
        let columns = vec![
            column("Reservation", ColumnKind::Short),
            column("Property", ColumnKind::Text),
            column("Dates", ColumnKind::Short),
            column("Why", ColumnKind::Text),
        ];
        Section {
            heading: format!("On no statement ({})", excluded.len()),
            subheading: Some("Reservations of the period that were left out, and why".to_owned()),
            figures: Vec::new(),
            table: (!excluded.is_empty()).then(|| Table { columns, rows: rows.collect() }),
            empty: excluded.is_empty().then(|| "Every reservation is on a statement.".to_owned()),
            remarks: Vec::new(),
        }
    }
}

fn downloads(books: &Books) -> FileList {
    let file = |label: &str, description: &str, path: &str| FileLink {
        label: label.to_owned(),
        description: description.to_owned(),
        path: path.to_owned(),
    };
    let own = OwnFile::ALL.into_iter().filter(|one| one.text(books).is_some());
    let own = own.map(|one| match one {
        OwnFile::Owners => file("Owners (CSV)", "Which property is whose", &one.kept()),
        OwnFile::Exceptions => {
            file("Exceptions (CSV)", "Decisions on single reservations", &one.kept())
        }
        OwnFile::Entries => file("Entries (CSV)", "Expenses and credits", &one.kept()),
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

fn fact(label: &str, value: String, note: Option<String>) -> Fact {
    Fact { label: label.to_owned(), value, note }
}

fn cell(text: &str) -> Cell {
    Cell { text: text.to_owned(), sub: None }
}

fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}
