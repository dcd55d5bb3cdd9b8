//! The manager's view of a month: what to act on first, then every statement with its files.

use std::collections::BTreeMap;

use crate::domain::{Money, Notice, PropertyId, Stay, Subject};
use crate::locale::{Locale, exclusion_text, notice_text};
use crate::manager_files::ManagerFiles;
use crate::render::batch_page::{
    Alert, BatchPage, FileLink, FileList, HeldList, HeldStatement, Jump, NoticeGroup, NoticeLine,
    NoticeList, StatementGroup, StatementList, StatementRow, Tally, TallyOutcome,
};
use crate::render::page::{
    Cell, ColumnKind, Fact, NameBlock, PageSection, RowRole, Table, TableColumn, TableRow,
};
use crate::statement::{ChargeCounts, TiedStatement};

use super::files::{Beside, FileNames, OwnFile};
use super::{Input, Month, Settled, remedies};

/// The page in words. These are the manager's, in English like all messages of the program.
pub(super) fn page(
    month: &Month,
    input: Input<'_>,
    files: &[FileNames],
    notices: &[Notice],
    (locale, beside): (&Locale, &Beside),
) -> BatchPage {
    let view = View { month, input, locale, beside };
    let batch = &month.report;
    let period = locale.period_name(batch.period);
    let manager = &input.config.portfolio.manager;
    let (held, notices, statements) = (view.held(), view.notices(notices), view.statements(files));
    BatchPage {
        language: "en".to_owned(),
        document_title: format!("Statements for {period}"),
        title: format!("Statements for {period}"),
        period: locale.period_days(batch.period),
        manager: NameBlock {
            heading: String::new(),
            name: manager.name.clone(),
            lines: Vec::new(),
        },
        alert: batch.partial.then(|| Alert {
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
        downloads: downloads(input.manager_files),
        footer: vec![
            "All statements are drafts: nothing is issued, numbered or sent yet.".to_owned(),
            format!("owner-statements {}", env!("CARGO_PKG_VERSION")),
        ],
    }
}

pub(super) struct View<'a> {
    pub(super) month: &'a Month,
    input: Input<'a>,
    pub(super) locale: &'a Locale,
    pub(super) beside: &'a Beside,
}

/// From this many statements on they stand under letters.
const MANY: usize = 13;

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
            fact("Held", self.month.report.held.len().to_string(), None),
        ];
        facts.extend(self.entries());
        facts
    }

    /// Where the manager's entries went, if there are any.
    fn entries(&self) -> Option<Fact> {
        let ChargeCounts { all, placed, outside, held, not_asked_for } = self.month.report.charges;
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
        let batch = &self.month.report;
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
        let held = &self.month.report.held;
        let groups = remedies(held, &self.input.config.portfolio);
        let statements = groups.into_iter().map(|group| HeldStatement {
            remedy: format!("{}.", capitalised(&group.advice)),
            about: format!("Settles {}", plural(group.settles.len(), "item", "items")),
            reasons: group.settles.iter().map(|settled| self.settled(settled)).collect(),
            files: Vec::new(),
        });
        HeldList {
            heading: format!("Held ({})", held.len()),
            empty: "No statement is held.".to_owned(),
            statements: statements.collect(),
        }
    }

    fn settled(&self, settled: &Settled) -> String {
        let property = settled.property.as_ref().map(|id| self.property_name(id));
        let mut what: Vec<String> = property.into_iter().collect();
        if !settled.code.is_empty() {
            what.push(format!("reservation {}", settled.code));
        }
        what.extend(settled.stay.map(|stay| self.dates(stay)));
        what.extend(settled.amount.map(|amount| self.locale.amount_with_currency(amount)));
        format!("{}: {}: {}.", settled.owner_name, what.join(", "), settled.why)
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

    fn statements(&self, files: &[FileNames]) -> StatementList {
        let column = |heading: &str, kind| TableColumn { heading: heading.to_owned(), kind };
        let statements = self.month.statements.iter().zip(files).enumerate();
        let rows: Vec<StatementRow> =
            statements.map(|(at, (one, files))| self.statement_row(at, one, files)).collect();
        let mut columns = vec![
            column("Owner", ColumnKind::Text),
            column("Properties", ColumnKind::Text),
            column("Guest nights", ColumnKind::Number),
            column("Net", ColumnKind::Number),
            column("Currency", ColumnKind::Short),
        ];
        let compared = match &self.beside.last_month {
            Some((before, Some(_))) => {
                columns.push(column(&self.locale.period_name(*before), ColumnKind::Number));
                String::new()
            }
            Some((before, None)) => format!(
                ". This folder has no statements for {} to compare with",
                self.locale.period_name(*before)
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
        let (_, past) = self.beside.last_month.as_ref()?;
        let key = (statement.owner.id.to_string(), statement.currency);
        past.as_ref().map(|past| past.statements.get(&key).map(|one| one.net))
    }

    fn statement_row(
        &self,
        at: usize,
        statement: &TiedStatement,
        files: &FileNames,
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
            files.paths.iter().map(|(format, path)| link(format.key().to_uppercase(), path));
        let receipts = files.receipts.iter().enumerate();
        let receipts = receipts.map(|(at, path)| link(format!("Receipt {}", at + 1), path));
        let files = documents.chain(receipts);
        let last = self.last_net(statement).map(|last| match last {
            Some(net) => cell(&self.locale.amount(net)),
            None => cell("no statement"),
        });
        let cells = vec![
            cell(&statement.owner.name),
            cell(&names.join(", ")),
            cell(&self.locale.count(statement.figures.guest_nights.into())),
            cell(&self.locale.amount(statement.totals.net())),
            cell(statement.currency.code()),
        ];
        StatementRow {
            role: RowRole::Line,
            anchor: Some(anchor(at)),
            cells: cells.into_iter().chain(last).collect(),
            files: files.collect(),
        }
    }

    fn excluded(&self) -> PageSection {
        let excluded = &self.month.report.excluded;
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

/// The name of a statement's place on the page.
pub(super) fn anchor(at: usize) -> String {
    format!("statement-{}", at + 1)
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

fn downloads(manager_files: &ManagerFiles) -> FileList {
    let file = |label: &str, description: &str, path: &str| FileLink {
        label: label.to_owned(),
        description: description.to_owned(),
        path: path.to_owned(),
    };
    let own = OwnFile::ALL.into_iter().filter(|one| one.text(manager_files).is_some());
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

pub(super) fn fact(label: &str, value: String, note: Option<String>) -> Fact {
    Fact { label: label.to_owned(), value, note }
}

pub(super) fn cell(text: &str) -> Cell {
    Cell { text: text.to_owned(), sub: None }
}

pub(super) fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}
