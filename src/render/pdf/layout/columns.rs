//! Column widths: measured once, then given room.
//!
//! Numbers and short texts take their natural width, texts share the rest. If that is not enough,
//! the distance of the columns shrinks to three millimetres, then the type to 8.5 points, then
//! headings wrap; only a table that is wider still, whatever a text column gives up, is set
//! smaller.

use super::lines::{scaled, widest_word};
use super::style::{COLUMN, GUTTER, GUTTER_LEAST, SMALLEST};
use crate::render::page::{Cell, ColumnKind, RowRole, Table, TableRow};
use crate::render::pdf::fonts::{FontSet, Weight};
use crate::render::pdf::paper::{Length, points};

/// The most that two columns are set apart.
const GUTTER_MOST: Length = points(22);

/// Ways to set a table, the best first: distance, size, whether headings wrap.
const WAYS: [(Length, Length, bool); 9] = [
    (GUTTER, 9_000, false),
    (GUTTER_LEAST, 9_000, false),
    (GUTTER_LEAST, SMALLEST, false),
    (GUTTER_LEAST, SMALLEST, true),
    (GUTTER_LEAST, 8_000, true),
    (points(6), 7_500, true),
    (points(5), 7_000, true),
    (points(4), 6_500, true),
    (points(4), 6_000, true),
];

/// The position of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    /// Left edge, from the left of the type area.
    pub x: Length,
    /// Width.
    pub width: Length,
}

/// A table's columns with their type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Grid {
    /// One a column.
    pub spans: Vec<Span>,
    /// Size of the type.
    pub size: Length,
    /// Widths of the cells' texts in thousandths of an em, row by row.
    pub ems: Vec<i32>,
}

/// What was measured, in thousandths of an em.
struct Measured {
    ems: Vec<i32>,
    /// The widest cell a column.
    widest: Vec<i32>,
    /// The widest word a column of texts, which should not be broken.
    words: Vec<i32>,
    headings: Vec<i32>,
    heading_words: Vec<i32>,
}

/// A row's weight.
pub(super) fn weight_of(role: RowRole) -> Weight {
    match role {
        RowRole::Line | RowRole::Muted => Weight::Regular,
        RowRole::Subtotal | RowRole::Total => Weight::SemiBold,
    }
}

/// Gives every column its place in a measure.
pub(super) fn grid(font_set: &FontSet<'_>, table: &Table, measure: Length) -> Grid {
    let measured = measured(font_set, table);
    let mut widths = Vec::new();
    let mut way = WAYS[0];
    for candidate in WAYS {
        way = candidate;
        if let Some(found) = shared(table, &measured, measure, candidate) {
            widths = found;
            break;
        }
    }
    let (gutter, size, _) = way;
    if widths.is_empty() {
        let count = Length::try_from(table.columns.len().max(1)).unwrap_or(1);
        let each = ((measure - gutter * (count - 1)) / count).max(points(4));
        widths = vec![each; table.columns.len()];
    }
    let taken: Length = widths.iter().sum();
    let gaps = Length::try_from(widths.len().saturating_sub(1)).unwrap_or(0).max(1);
    let gutter = (measure - taken) / gaps;
    let mut x = 0;
    let spans = widths
        .into_iter()
        .map(|width| {
            let span = Span { x, width };
            x += width + gutter;
            span
        })
        .collect();
    Grid { spans, size, ems: measured.ems }
}

fn measured(font_set: &FontSet<'_>, table: &Table) -> Measured {
    let count = table.columns.len();
    let heading = |measure: &dyn Fn(&str) -> i32| {
        table.columns.iter().map(|column| measure(&column.heading)).collect::<Vec<_>>()
    };
    let mut found = Measured {
        ems: Vec::with_capacity(count * table.rows.len()),
        widest: vec![0; count],
        words: vec![0; count],
        headings: heading(&|text| font_set.width(text, Weight::SemiBold)),
        heading_words: heading(&|text| widest_word(font_set, text, Weight::SemiBold)),
    };
    let mut longest_running = vec![0; count];
    for row in &table.rows {
        for (index, cell) in row.cells.iter().enumerate().take(count) {
            let em = font_set.width(&cell.text, weight_of(row.role));
            found.ems.push(em);
            let sub = cell.sub.as_deref().map_or(0, |sub| font_set.width(sub, Weight::Regular));
            let own = if spills(row, index) { sub } else { em.max(sub) };
            if let Some(widest) = found.widest.get_mut(index) {
                *widest = own.max(*widest);
            }
            let kind = table.columns.get(index).map(|column| column.kind);
            if let (Some(word), Some(ColumnKind::Text)) = (found.words.get_mut(index), kind) {
                // a text that is not wider than a word already measured has no wider one
                if !spills(row, index) && em > *word {
                    *word = widest_word(font_set, &cell.text, weight_of(row.role)).max(*word);
                }
            }
        }
        found.ems.resize(found.ems.len().next_multiple_of(count.max(1)), 0);
        for (index, text) in row.running.iter().enumerate().take(count) {
            // a running total that is not longer than one already measured is not wider
            if let Some(longest) = longest_running.get_mut(index).filter(|l| text.len() > **l) {
                *longest = text.len();
                if let Some(widest) = found.widest.get_mut(index) {
                    *widest = font_set.width(text, Weight::Regular).max(*widest);
                }
            }
        }
    }
    found
}

/// Whether a cell may run on over the empty cells after it: the label of a total.
fn spills(row: &TableRow, index: usize) -> bool {
    let total = match row.role {
        RowRole::Subtotal | RowRole::Total => true,
        RowRole::Line | RowRole::Muted => false,
    };
    total && row.cells.get(index + 1).is_some_and(is_empty)
}

/// Whether a cell is empty.
pub(super) fn is_empty(cell: &Cell) -> bool {
    cell.text.is_empty() && cell.sub.as_deref().unwrap_or_default().is_empty()
}

/// The widths of all columns in one way to set the table; `None` if it is too wide for that.
fn shared(
    table: &Table,
    measured: &Measured,
    measure: Length,
    (gutter, size, wraps): (Length, Length, bool),
) -> Option<Vec<Length>> {
    let heading_size = COLUMN.size.min(size);
    let headings = if wraps { &measured.heading_words } else { &measured.headings };
    let mut natural = Vec::with_capacity(table.columns.len());
    let mut least = Vec::with_capacity(table.columns.len());
    let bodies = measured.widest.iter().zip(&measured.words);
    for ((column, (&em, &word)), &heading) in table.columns.iter().zip(bodies).zip(headings) {
        let heading = scaled(heading, heading_size);
        let body = scaled(em, size);
        natural.push(body.max(heading));
        least.push(match column.kind {
            ColumnKind::Short | ColumnKind::Number => body.max(heading),
            // two lines should hold it and no word be broken, unless it is very long
            ColumnKind::Text => {
                let half = (body * 29 / 50).max(scaled(word, size));
                half.clamp(points(40), points(110)).min(body).max(heading)
            }
        });
    }
    let gaps = Length::try_from(table.columns.len().saturating_sub(1)).unwrap_or(0);
    let available = measure - gutter * gaps;
    if least.iter().sum::<Length>() > available {
        return None;
    }
    let wanted: Length = natural.iter().sum();
    if wanted <= available {
        widen_first_text(table, &mut natural, measure, gaps);
        return Some(natural);
    }
    let capped = |cap: Length| -> Vec<Length> {
        natural.iter().zip(&least).map(|(n, l)| (*n).min(cap).max(*l)).collect()
    };
    let (mut low, mut high) = (0, available);
    while low < high {
        let middle = low + (high - low + 1) / 2;
        if capped(middle).iter().sum::<Length>() <= available {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    Some(capped(low))
}

/// Room to spare goes to the distances first, then to the first column of texts.
fn widen_first_text(table: &Table, widths: &mut [Length], measure: Length, gaps: Length) {
    let spare = measure - widths.iter().sum::<Length>() - gaps * GUTTER_MOST;
    let first = table.columns.iter().position(|column| column.kind == ColumnKind::Text);
    if let Some(width) = first.and_then(|index| widths.get_mut(index)) {
        *width += spare.max(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::page::TableColumn;
    use crate::render::pdf::fonts::Bundled;

    fn table(kinds: &[(ColumnKind, &str, &str)]) -> Table {
        let columns = kinds
            .iter()
            .map(|(kind, heading, _)| TableColumn { heading: (*heading).to_owned(), kind: *kind })
            .collect();
        let cells =
            kinds.iter().map(|(_, _, text)| Cell { text: (*text).to_owned(), sub: None }).collect();
        let row = TableRow { role: RowRole::Line, cells, note: None, running: Vec::new() };
        Table { columns, rows: vec![row] }
    }

    fn check(kinds: &[(ColumnKind, &str, &str)], size: Length, gutter_least: Length) {
        let bundled = Bundled::prepare().unwrap();
        let font_set = FontSet { bundled: &bundled, system: None };
        let measure = points(510);
        let grid = grid(&font_set, &table(kinds), measure);
        assert_eq!(grid.size, size);
        for pair in grid.spans.windows(2) {
            assert!(pair[1].x - pair[0].x - pair[0].width >= gutter_least, "{grid:?}");
        }
        let last = grid.spans.last().unwrap();
        assert!(last.x + last.width <= measure + points(1), "{grid:?}");
    }

    #[test]
    fn room_to_spare_goes_to_the_distances() {
        let kinds = [(ColumnKind::Text, "Stay", "HM4X2K"), (ColumnKind::Number, "Net", "1,234.56")];
        check(&kinds, 9_000, GUTTER_MOST);
    }

    #[test]
    fn ten_columns_keep_three_millimetres_and_legible_type() {
        let amount = "\u{2212}12,345.67";
        let mut kinds = vec![
            (ColumnKind::Text, "Reservation", "HMABCDEFGH"),
            (ColumnKind::Short, "Arrival", "02 Oct"),
            (ColumnKind::Short, "Departure", "06 Oct"),
            (ColumnKind::Short, "Nights", "3/5"),
        ];
        for heading in ["Rent", "Fees", "Channel cost", "Commission", "Taxes", "Your net"] {
            kinds.push((ColumnKind::Number, heading, amount));
        }
        check(&kinds, SMALLEST, GUTTER_LEAST);
    }

    #[test]
    fn a_table_that_is_far_too_wide_is_still_laid_side_by_side() {
        let kinds = [(ColumnKind::Number, "A figure", "123,456,789,012,345.67"); 10];
        check(&kinds, 6_000, 0);
    }
}
