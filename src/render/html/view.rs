//! What the templates see: the page's own strings, borrowed, and how each is to be set.
//!
//! Templates cannot look up a column by a cell's index, nor decide which rows must stay on one
//! page, so both are decided here. No visible text is created.

use serde::Serialize;

use super::escape::css_string;
use super::href::relative_href;
use crate::render::batch_page::{FileLink, StatementList, StatementRow};
use crate::render::page::{
    Answer, Cell, ColumnKind, Fact, NameBlock, Notes, Page, PageSection, RowRole, Table,
    TableColumn, TableRow, WalkLine,
};

/// Tables with more columns than this become cards on a phone.
const PHONE_COLUMNS_MAX: usize = 3;

/// An amount of more characters is set smaller, so that no screen breaks a figure in two.
const AMOUNT_CHARACTERS_MAX: usize = 14;

/// A total is never alone at the top of a page: this many rows stay with it.
const ROWS_BESIDE_TOTAL: usize = 2;

/// A statement as its template sees it.
#[derive(Serialize)]
pub(super) struct StatementView<'a> {
    language: &'a str,
    document_title: &'a str,
    title: &'a str,
    period: &'a str,
    mark: Option<&'a str>,
    logo: Option<&'a str>,
    sheets: SheetMargins,
    manager: &'a NameBlock,
    owner: &'a NameBlock,
    properties: &'a NameBlock,
    facts: &'a [Fact],
    answer: &'a Answer,
    amount_class: &'static str,
    walk_heading: &'a str,
    walk: Vec<WalkView<'a>>,
    figures: &'a [Fact],
    summary: Option<SectionView<'a>>,
    sections: Vec<SectionView<'a>>,
    method: &'a Notes,
    notes: &'a Notes,
    footer: &'a [String],
}

impl<'a> StatementView<'a> {
    /// The view of `page`; `logo` is a `data:` URI.
    pub(super) fn of(page: &'a Page, logo: Option<&'a str>) -> Self {
        Self {
            language: &page.language,
            document_title: &page.document_title,
            title: &page.title,
            period: &page.period,
            mark: page.mark.as_deref(),
            logo,
            sheets: SheetMargins::of(page),
            manager: &page.manager,
            owner: &page.owner,
            properties: &page.properties,
            facts: &page.facts,
            answer: &page.answer,
            amount_class: amount_class(&page.answer.amount),
            walk_heading: &page.walk_heading,
            walk: page.walk.iter().map(WalkView::of).collect(),
            figures: &page.figures,
            summary: page.summary.as_ref().map(SectionView::of),
            sections: page.sections.iter().map(SectionView::of).collect(),
            method: &page.method,
            notes: &page.notes,
            footer: &page.footer,
        }
    }
}

/// The text in the margins of printed pages, as contents of CSS strings.
#[derive(Serialize)]
struct SheetMargins {
    heading: String,
    mark: Option<String>,
    page_of: Vec<PageOfPart>,
}

/// A piece of "Page 2 of 3": words, or the name of a counter of CSS.
#[derive(Serialize)]
struct PageOfPart {
    words: Option<String>,
    counter: Option<&'static str>,
}

impl SheetMargins {
    fn of(page: &Page) -> Self {
        Self {
            heading: css_string(&page.running_heading),
            mark: page.mark.as_deref().map(css_string),
            page_of: page_of_parts(&page.paging.page_of),
        }
    }
}

fn page_of_parts(template: &str) -> Vec<PageOfPart> {
    let words = |text: &str| PageOfPart { words: Some(css_string(text)), counter: None };
    let counter = |name| PageOfPart { words: None, counter: Some(name) };
    let mut parts = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find("{page") {
        let (before, from) = rest.split_at(at);
        let (name, after) = if let Some(after) = from.strip_prefix("{page}") {
            ("page", after)
        } else if let Some(after) = from.strip_prefix("{pages}") {
            ("pages", after)
        } else {
            break;
        };
        parts.push(words(before));
        parts.push(counter(name));
        rest = after;
    }
    parts.push(words(rest));
    parts
}

#[derive(Serialize)]
struct WalkView<'a> {
    class: &'static str,
    label: &'a str,
    detail: Option<&'a str>,
    amount: &'a str,
}

impl<'a> WalkView<'a> {
    fn of(line: &'a WalkLine) -> Self {
        Self {
            class: role_class(line.role),
            label: &line.label,
            detail: line.detail.as_deref(),
            amount: &line.amount,
        }
    }
}

/// A section with its table.
#[derive(Serialize)]
pub(super) struct SectionView<'a> {
    heading: &'a str,
    subheading: Option<&'a str>,
    figures: &'a [Fact],
    table: Option<TableView<'a>>,
    empty: Option<&'a str>,
    remarks: &'a [String],
}

impl<'a> SectionView<'a> {
    pub(super) fn of(section: &'a PageSection) -> Self {
        Self {
            heading: &section.heading,
            subheading: section.subheading.as_deref(),
            figures: &section.figures,
            table: section.table.as_ref().map(TableView::of),
            empty: section.empty.as_deref(),
            remarks: &section.remarks,
        }
    }

    pub(super) fn of_statements(list: &'a StatementList) -> Self {
        Self {
            heading: &list.heading,
            subheading: list.subheading.as_deref(),
            figures: &[],
            table: (!list.rows.is_empty()).then(|| TableView::of_statements(list, &list.rows)),
            empty: (list.rows.is_empty() && list.groups.is_empty()).then_some(list.empty.as_str()),
            remarks: &[],
        }
    }
}

#[derive(Serialize)]
pub(super) struct TableView<'a> {
    columns: Vec<ColumnView<'a>>,
    /// Rows that stay on one sheet of paper together.
    groups: Vec<Vec<RowView<'a>>>,
    /// Whether each row is shown as a card on a phone.
    cards: bool,
    columns_count: usize,
}

#[derive(Serialize)]
struct ColumnView<'a> {
    heading: &'a str,
    class: &'static str,
}

#[derive(Serialize)]
struct RowView<'a> {
    class: &'static str,
    /// The name of its place on the page.
    id: Option<&'a str>,
    cells: Vec<CellView<'a>>,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct CellView<'a> {
    /// The column's heading, shown next to the cell on a card.
    label: &'a str,
    class: &'static str,
    text: &'a str,
    sub: Option<&'a str>,
    links: Vec<LinkView<'a>>,
    blank: bool,
}

impl<'a> TableView<'a> {
    fn of(table: &'a Table) -> Self {
        let columns: Vec<_> = table.columns.iter().map(ColumnView::of).collect();
        let rows = table
            .rows
            .iter()
            .map(|row: &'a TableRow| {
                let cells = cells_of(&table.columns, &row.cells);
                (
                    row.role,
                    RowView {
                        class: role_class(row.role),
                        id: None,
                        cells,
                        note: row.note.as_deref(),
                    },
                )
            })
            .collect();
        Self::built(columns, rows)
    }

    pub(super) fn of_statements(list: &'a StatementList, rows: &'a [StatementRow]) -> Self {
        let files = ColumnView { heading: &list.files_heading, class: "files" };
        let columns = list.columns.iter().map(ColumnView::of).chain([files]).collect();
        let rows = rows
            .iter()
            .map(|row| {
                let mut cells = cells_of(&list.columns, &row.cells);
                cells.push(CellView {
                    label: &list.files_heading,
                    class: "files",
                    text: "",
                    sub: None,
                    links: row.files.iter().map(LinkView::of).collect(),
                    blank: row.files.is_empty(),
                });
                let id = row.anchor.as_deref();
                (row.role, RowView { class: role_class(row.role), id, cells, note: None })
            })
            .collect();
        Self::built(columns, rows)
    }

    fn built(columns: Vec<ColumnView<'a>>, rows: Vec<(RowRole, RowView<'a>)>) -> Self {
        Self {
            cards: columns.len() > PHONE_COLUMNS_MAX,
            columns_count: columns.len(),
            columns,
            groups: kept_together(rows),
        }
    }
}

impl<'a> ColumnView<'a> {
    fn of(column: &'a TableColumn) -> Self {
        Self { heading: &column.heading, class: column_class(column.kind) }
    }
}

/// The cells with their columns' headings. A cell beyond the last column is set as text: better an
/// odd row than a figure that vanishes.
fn cells_of<'a>(columns: &'a [TableColumn], cells: &'a [Cell]) -> Vec<CellView<'a>> {
    let known = columns.iter().map(|column| (column.heading.as_str(), column.kind));
    cells
        .iter()
        .zip(known.chain(std::iter::repeat(("", ColumnKind::Text))))
        .map(|(cell, (label, kind))| CellView {
            label,
            class: column_class(kind),
            text: &cell.text,
            sub: cell.sub.as_deref(),
            links: Vec::new(),
            blank: cell.text.is_empty() && cell.sub.is_none(),
        })
        .collect()
}

/// Rows in groups that paper does not divide: each by itself, but totals with the rows before them.
fn kept_together<'a>(rows: Vec<(RowRole, RowView<'a>)>) -> Vec<Vec<RowView<'a>>> {
    let totals_from = rows
        .iter()
        .position(|(role, _)| *role == RowRole::Total)
        .map_or(rows.len(), |at| at.saturating_sub(ROWS_BESIDE_TOTAL));
    let mut groups: Vec<Vec<RowView<'a>>> = Vec::with_capacity(rows.len());
    for (at, (_, row)) in rows.into_iter().enumerate() {
        match groups.last_mut() {
            Some(last) if at > totals_from => last.push(row),
            _ => groups.push(vec![row]),
        }
    }
    groups
}

fn amount_class(amount: &str) -> &'static str {
    if amount.chars().count() > AMOUNT_CHARACTERS_MAX { "amount long" } else { "amount" }
}

fn role_class(role: RowRole) -> &'static str {
    match role {
        RowRole::Line => "line",
        RowRole::Muted => "muted",
        RowRole::Subtotal => "subtotal",
        RowRole::Total => "total",
    }
}

fn column_class(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Text => "text",
        ColumnKind::Short => "short",
        ColumnKind::Number => "number",
    }
}

#[derive(Serialize)]
pub(super) struct LinkView<'a> {
    label: &'a str,
    description: &'a str,
    href: String,
}

impl<'a> LinkView<'a> {
    pub(super) fn of(link: &'a FileLink) -> Self {
        Self { label: &link.label, description: &link.description, href: relative_href(&link.path) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Vec<String> {
        let said = |part: &PageOfPart| match (&part.words, part.counter) {
            (Some(words), _) => words.clone(),
            (None, counter) => format!("<{}>", counter.unwrap_or("?")),
        };
        page_of_parts(text).iter().map(said).collect()
    }

    #[test]
    fn page_numbers_become_counters() {
        assert_eq!(shape("p{page}of{pages}"), ["p", "<page>", "of", "<pages>", ""]);
        assert_eq!(shape("{pages}/{page}"), ["", "<pages>", "\\2f ", "<page>", ""]);
        assert_eq!(shape("{pagex"), ["\\7b pagex"]);
    }

    #[test]
    fn totals_keep_two_rows_with_them() {
        let row = |role| (role, RowView { class: "", id: None, cells: Vec::new(), note: None });
        let sizes = |roles: &[RowRole]| -> Vec<usize> {
            kept_together(roles.iter().map(|role| row(*role)).collect())
                .iter()
                .map(Vec::len)
                .collect()
        };
        use RowRole::{Line, Subtotal, Total};
        assert_eq!(sizes(&[Line, Line, Line, Line, Total]), [1, 1, 3]);
        assert_eq!(sizes(&[Line, Line, Subtotal, Total, Total]), [1, 4]);
        assert_eq!(sizes(&[Total]), [1]);
        assert_eq!(sizes(&[Line, Line]), [1, 1]);
    }
}
