//! A month's run in words: every string of the page on which the manager checks a batch.
//!
//! As with [`Page`](super::page::Page), everything shown is text already: counts, amounts and
//! sentences are formatted before. What needs action comes first (a partial run, held statements,
//! notices), what went well follows.

use super::page::{Cell, Fact, NameBlock, PageSection, RowRole, TableColumn};

/// Something about the whole run that must not be overlooked.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Alert {
    /// A word or two, set large: "PARTIAL RUN".
    pub mark: String,
    /// What it means and what to do.
    pub text: String,
}

/// A file next to this page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileLink {
    /// The words of the link: "PDF".
    pub label: String,
    /// The text for screen readers in place of the label: "PDF for A. Lindqvist".
    pub description: String,
    /// The way from this page's folder to the file, `/` between its parts, not encoded:
    /// "../owners/a. lindqvist/statement.pdf".
    pub path: String,
}

/// Whether the counts of the run add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TallyOutcome {
    /// Every row that was read is accounted for.
    Agrees,
    /// They do not; shown as an alarm.
    Differs,
}

/// Where every reservation went: parts that must add up to a total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The heading: "Every reservation accounted for".
    pub heading: String,
    /// Placed, excluded, outside the period.
    pub parts: Vec<Fact>,
    /// The rows that were read.
    pub total: Fact,
    /// The outcome in a sentence.
    pub verdict: String,
    /// Whether the sentence is good news.
    pub outcome: TallyOutcome,
}

/// Held statements that one remedy settles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldStatement {
    /// What to do.
    pub remedy: String,
    /// How much it settles.
    pub about: String,
    /// What it settles, a line each.
    pub reasons: Vec<String>,
    /// The files that exist nevertheless; often none.
    pub files: Vec<FileLink>,
}

/// The statements that are held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldList {
    /// The heading with its count: "Held (2)".
    pub heading: String,
    /// The sentence shown when nothing is held.
    pub empty: String,
    /// In the order of the batch.
    pub statements: Vec<HeldStatement>,
}

/// One notice.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct NoticeLine {
    /// What it is about: a reservation code, a property, an owner.
    pub subject: String,
    /// What to know.
    pub text: String,
}

/// Notices of one code.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct NoticeGroup {
    /// The code: "unknown-fee".
    pub code: String,
    /// What the code means, with the count where there is one.
    pub meaning: String,
    /// The notices in order.
    pub notices: Vec<NoticeLine>,
}

/// All notices of the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeList {
    /// The heading with its count.
    pub heading: String,
    /// The sentence shown when there are none.
    pub empty: String,
    /// A group a code, the gravest first.
    pub groups: Vec<NoticeGroup>,
}

/// A way to a place of this page.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Jump {
    /// The words of the link: "Held (2)".
    pub label: String,
    /// The place, as its anchor is called: "held".
    pub target: String,
}

/// Statements with something in common, each a way to its row.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct JumpList {
    /// What they have in common, with the count: "The owner owes you (3)".
    pub heading: String,
    /// The ways.
    pub jumps: Vec<Jump>,
}

/// One statement in the list of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementRow {
    /// Its weight; totals last.
    pub role: RowRole,
    /// The name of its place on this page.
    pub anchor: Option<String>,
    /// One cell a column of the list.
    pub cells: Vec<Cell>,
    /// Its files; none in a total.
    pub files: Vec<FileLink>,
}

/// Statements under one letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementGroup {
    /// The letter with the count: "A (4)".
    pub heading: String,
    /// The name of its place on this page.
    pub anchor: String,
    /// The rows.
    pub rows: Vec<StatementRow>,
}

/// The list of all statements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementList {
    /// The heading with its count.
    pub heading: String,
    /// A muted line below it.
    pub subheading: Option<String>,
    /// The columns: owner, properties, nights, amount.
    pub columns: Vec<TableColumn>,
    /// The heading of one more column, which holds the links.
    pub files_heading: String,
    /// The rows, totals last; none where there are groups.
    pub rows: Vec<StatementRow>,
    /// The rows under letters, where there are many.
    pub groups: Vec<StatementGroup>,
    /// The sentence shown when there is no statement.
    pub empty: String,
}

/// Files of the whole run: the manifest, the ledger lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileList {
    /// The heading.
    pub heading: String,
    /// The files; nothing is shown when empty.
    pub files: Vec<FileLink>,
}

/// The batch at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchPage {
    /// BCP 47 tag of the words: "en-IE".
    pub language: String,
    /// The file's own title: "Statements for October 2026".
    pub document_title: String,
    /// The large word on top.
    pub title: String,
    /// The period in words.
    pub period: String,
    /// Who issues the statements.
    pub manager: NameBlock,
    /// Set when the run is not whole, or must not be sent.
    pub alert: Option<Alert>,
    /// Program version, configuration, snapshot, date of the data.
    pub facts: Vec<Fact>,
    /// What there is to pay, a figure a currency.
    pub totals: Vec<Fact>,
    /// Ways to the parts of this page.
    pub jumps: Vec<Jump>,
    /// What changed since the month was made before.
    pub changes: PageSection,
    /// Statements by what they have in common.
    pub states: Vec<JumpList>,
    /// Where every reservation went.
    pub tally: Tally,
    /// What is held back and why.
    pub held: HeldList,
    /// What a person must know.
    pub notices: NoticeList,
    /// Every statement with its files.
    pub statements: StatementList,
    /// The reservations that are on no statement, with the reason.
    pub excluded: PageSection,
    /// Files of the whole run.
    pub downloads: FileList,
    /// Small lines at the end.
    pub footer: Vec<String>,
}
