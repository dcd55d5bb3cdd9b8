//! A statement in words: every string that an owner reads, formatted once, in reading order.
//!
//! HTML and PDF render the same [`Page`]; neither formats or adds up a figure. Everything that a
//! renderer shows is text already, including running totals for page breaks.

/// How a renderer treats a table's column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnKind {
    /// Free text that may wrap or end in an ellipsis; takes the room that is left.
    Text,
    /// A short text that never wraps (a date, "3/5"); left-aligned.
    Short,
    /// A number that never wraps; right-aligned, decimals equal in the column.
    Number,
}

/// A table's column.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct TableColumn {
    /// The heading, aligned as the column is.
    pub heading: String,
    /// How it is set.
    pub kind: ColumnKind,
}

/// One cell: its text, and a smaller second line if there is one.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Cell {
    /// The text; empty where the figure is unknown or does not apply.
    pub text: String,
    /// A smaller, muted second line.
    pub sub: Option<String>,
}

/// What a row is, which decides its weight and the rule above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowRole {
    /// An ordinary row.
    Line,
    /// A row that is not about money, an owner's own stay for example; muted.
    Muted,
    /// A subtotal: a thin rule above, semibold.
    Subtotal,
    /// The final total: a heavier rule above, semibold; never separated from the two rows before
    /// it.
    Total,
}

/// A table's row. `cells` has one cell a column.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct TableRow {
    /// What it is.
    pub role: RowRole,
    /// One cell a column.
    pub cells: Vec<Cell>,
    /// A remark below the row over the table's whole width, never separated from it.
    pub note: Option<String>,
    /// The running totals after this row, one text a column (empty where there is none), for
    /// "carried forward" at a page break. Empty for rows that are themselves totals.
    #[serde(skip)]
    pub running: Vec<String>,
}

/// A table with a heading row that repeats on each page.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Table {
    /// The columns, ten at most.
    pub columns: Vec<TableColumn>,
    /// The rows, totals last.
    pub rows: Vec<TableRow>,
}

/// A name with lines below it: the manager, the owner, the properties.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct NameBlock {
    /// A small heading, "Owner" for example; empty for the manager.
    pub heading: String,
    /// The name, prominent.
    pub name: String,
    /// Address, e-mail and the like, a line each.
    pub lines: Vec<String>,
}

/// A label and its value.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// Its value, formatted.
    pub value: String,
    /// A small remark under the value.
    pub note: Option<String>,
}

/// The one large figure.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Answer {
    /// What it answers: "Estimate for October 2026".
    pub caption: String,
    /// The amount with its currency, the largest text of the document.
    pub amount: String,
    /// What to know about it: "Not final: this is a draft".
    pub note: String,
}

/// One line of the walk from the rent to what is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalkLine {
    /// Its weight.
    pub role: RowRole,
    /// What it is: "Management commission".
    pub label: String,
    /// How it came about, smaller: "20% of rent after discounts".
    pub detail: Option<String>,
    /// The amount, without its currency.
    pub amount: String,
}

/// A heading with paragraphs or points below it.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Notes {
    /// The heading.
    pub heading: String,
    /// One paragraph or point each; nothing is shown when empty.
    pub lines: Vec<String>,
}

/// A heading, what to know first, a table (or a sentence in its place) and remarks.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PageSection {
    /// The heading: "Reservations", or a property's name.
    pub heading: String,
    /// A muted line below the heading: address, "amounts in EUR".
    pub subheading: Option<String>,
    /// Small figures of this section (nights, occupancy ...); often empty.
    pub figures: Vec<Fact>,
    /// The table, if there is anything to list.
    pub table: Option<Table>,
    /// The sentence shown when there is no table: "No stays in October 2026".
    pub empty: Option<String>,
    /// Remarks below the table.
    pub remarks: Vec<String>,
}

/// Words that a paginating renderer needs of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagingWords {
    /// "Page {page} of {pages}", with these two placeholders.
    pub page_of: String,
    /// "Carried forward".
    pub carried_forward: String,
    /// "Brought forward".
    pub brought_forward: String,
    /// "continued", shown after a section's heading where it repeats on a further page.
    pub continued: String,
}

/// A statement as its reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// BCP 47 tag of the words: "en-IE".
    pub language: String,
    /// The file's own title: "Owner statement, October 2026, A. Lindqvist".
    pub document_title: String,
    /// The large word on top: "Owner statement".
    pub title: String,
    /// The period in words: "1 to 31 October 2026".
    pub period: String,
    /// The mark of a document that is not final, "DRAFT"; it must be obvious.
    pub mark: Option<String>,
    /// A short running heading for the pages after the first: manager, owner, period.
    pub running_heading: String,
    /// Who issues it.
    pub manager: NameBlock,
    /// The owner.
    pub owner: NameBlock,
    /// What it is about: one property with its address, or the list of names.
    pub properties: NameBlock,
    /// State, period, currency, date of the data.
    pub facts: Vec<Fact>,
    /// The answer.
    pub answer: Answer,
    /// Heading of the walk.
    pub walk_heading: String,
    /// The walk, the total last.
    pub walk: Vec<WalkLine>,
    /// The strip of small figures.
    pub figures: Vec<Fact>,
    /// One row a property with totals, where there are several.
    pub summary: Option<PageSection>,
    /// The proof: a section a property with its reservations; then what was collected for others.
    pub sections: Vec<PageSection>,
    /// How this was calculated.
    pub method: Notes,
    /// What the owner must know: notices and remarks.
    pub notes: Notes,
    /// The legal lines and the fingerprint of the data, small, at the end.
    pub footer: Vec<String>,
    /// Words for page breaks.
    pub paging: PagingWords,
}
