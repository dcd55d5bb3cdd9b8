//! A section: its heading, its table over as many pages as needed, its remarks.
//!
//! A row is never split. A heading keeps the table's header and the first rows; a total keeps the
//! two rows before it; where a table is split, the running totals are carried forward and brought
//! forward.

use std::borrow::Cow;
use std::rc::Rc;

use super::columns::{Grid, Span, is_empty, weight_of};
use super::flow::Flow;
use super::front::{SECTION_FIGURE, figures_height, set_figures};
use super::paper_page::Role;
use super::style::{BODY, CAPTION, CELL, COLUMN, HEADING, HEAVY, Ink, SMALL, Style, THIN};
use crate::render::page::{ColumnKind, PageSection, PagingWords, RowRole, Table, TableRow};
use crate::render::pdf::paper::{Length, points};

/// The most lines of a remark below a row.
const NOTE_LINES: usize = 8;
/// The most lines of a text in a cell.
const CELL_LINES: usize = 2;

/// Sets a section.
pub(super) fn set_section<'p>(
    flow: &mut Flow<'p, '_>,
    section: &'p PageSection,
    grid: Option<&Rc<Grid>>,
    paging: &'p PagingWords,
) {
    flow.space(flow.density.block());
    let plan = section
        .table
        .as_ref()
        .filter(|table| !table.columns.is_empty())
        .zip(grid)
        .map(|(table, grid)| Plan::of(flow, table, grid, remarks_height(flow, section)));
    let head = head_height(flow, section);
    let body = plan.as_ref().map_or(2 * BODY.leading, Plan::first_height);
    let whole = head + plan.as_ref().map_or(body, Plan::height);
    // a table that fits a new page is not split for the little space left on this one
    let scarce = flow.room() < flow.full_room() * 2 / 5;
    let parted_in_vain = scarce && whole > flow.room() && whole <= flow.full_room();
    flow.keep(if parted_in_vain { whole } else { head + body });
    set_section_head(flow, section);
    match (&plan, &section.empty) {
        (Some(plan), _) => set_table(flow, plan, section, paging),
        (None, Some(sentence)) => set_paragraph(flow, sentence, BODY.inked(Ink::Muted)),
        (None, None) => {}
    }
    if !section.remarks.is_empty() {
        flow.y += points(3);
    }
    for remark in &section.remarks {
        set_paragraph(flow, remark, SMALL);
    }
}

/// Lines over the whole width, split between pages where needed.
pub(super) fn set_paragraph<'p>(flow: &mut Flow<'p, '_>, text: &'p str, style: Style) {
    if text.is_empty() {
        return;
    }
    flow.y += points(1);
    for line in flow.broken(text, &style, flow.sheet.measure(), usize::MAX) {
        flow.keep(style.leading);
        flow.text(Role::Text, flow.sheet.left, flow.y, style, line);
        flow.y += style.leading;
    }
}

/// What the remarks take below a table; of many, the first few lines.
fn remarks_height(flow: &Flow<'_, '_>, section: &PageSection) -> Length {
    let measure = flow.sheet.measure();
    let shown = section.remarks.iter().filter(|remark| !remark.is_empty());
    let lines = shown.map(|remark| flow.broken(remark, &SMALL, measure, 3).len());
    match Length::try_from(lines.sum::<usize>().min(4)).unwrap_or(0) {
        0 => 0,
        lines => points(4) + lines * (SMALL.leading + points(1)),
    }
}

fn head_height(flow: &Flow<'_, '_>, section: &PageSection) -> Length {
    let mut height = points(4);
    if !section.heading.is_empty() {
        let lines = flow.broken(&section.heading, &HEADING, flow.sheet.measure(), 3).len();
        height += Length::try_from(lines).unwrap_or(1) * HEADING.leading;
    }
    if let Some(sub) = section.subheading.as_deref().filter(|sub| !sub.is_empty()) {
        let lines = flow.broken(sub, &SMALL, flow.sheet.measure(), 3).len();
        height += Length::try_from(lines).unwrap_or(1) * SMALL.leading;
    }
    if !section.figures.is_empty() {
        height += points(3) + figures_height(flow, &section.figures, SECTION_FIGURE);
    }
    height
}

fn set_section_head<'p>(flow: &mut Flow<'p, '_>, section: &'p PageSection) {
    flow.bookmark(&section.heading);
    let measure = flow.sheet.measure();
    if !section.heading.is_empty() {
        for line in flow.broken(&section.heading, &HEADING, measure, 3) {
            flow.text(Role::Heading, flow.sheet.left, flow.y, HEADING, line);
            flow.y += HEADING.leading;
        }
    }
    if let Some(sub) = section.subheading.as_deref().filter(|sub| !sub.is_empty()) {
        for line in flow.broken(sub, &SMALL, measure, 3) {
            flow.text(Role::Text, flow.sheet.left, flow.y, SMALL, line);
            flow.y += SMALL.leading;
        }
    }
    if !section.figures.is_empty() {
        flow.y += points(3);
        set_figures(flow, &section.figures, SECTION_FIGURE);
    }
    flow.y += points(4);
}

/// A cell with more than one line of text.
struct Wrapped<'p> {
    column: usize,
    lines: Vec<Cow<'p, str>>,
}

/// A row with its height.
struct Laid<'p> {
    row: &'p TableRow,
    wrapped: Vec<Wrapped<'p>>,
    note: Vec<Cow<'p, str>>,
    height: Length,
}

/// A table with everything measured.
struct Plan<'p> {
    table: &'p Table,
    grid: Rc<Grid>,
    cell: Style,
    head_style: Style,
    head: Vec<Vec<Cow<'p, str>>>,
    head_height: Length,
    carried_height: Length,
    /// The remarks below the last row.
    tail: Length,
    rows: Vec<Laid<'p>>,
}

impl<'p> Plan<'p> {
    fn of(flow: &Flow<'p, '_>, table: &'p Table, grid: &Rc<Grid>, tail: Length) -> Plan<'p> {
        let grid = Rc::clone(grid);
        let cell = flow.density.led(CELL.sized(grid.size));
        let head_style = COLUMN.sized(COLUMN.size.min(grid.size));
        let head: Vec<Vec<Cow<'p, str>>> = table
            .columns
            .iter()
            .zip(&grid.spans)
            .map(|(column, span)| flow.broken(&column.heading, &head_style, span.width, 4))
            .collect();
        let lines = head.iter().map(Vec::len).max().unwrap_or(1);
        let head_height = Length::try_from(lines).unwrap_or(1) * head_style.leading + points(5);
        let carried_height = cell.leading + 2 * flow.density.row();
        let mut plan = Plan {
            table,
            grid,
            cell,
            head_style,
            head,
            head_height,
            carried_height,
            tail,
            rows: Vec::with_capacity(table.rows.len()),
        };
        for (index, row) in table.rows.iter().enumerate() {
            let laid = plan.laid(flow, row, index);
            plan.rows.push(laid);
        }
        plan
    }

    fn laid(&self, flow: &Flow<'p, '_>, row: &'p TableRow, index: usize) -> Laid<'p> {
        let style = self.row_style(row.role);
        let count = self.grid.spans.len();
        let mut wrapped = Vec::new();
        let mut most = style.leading;
        for (column, cell) in row.cells.iter().enumerate().take(count) {
            let width = self.room_of(row, column);
            let em = self.grid.ems.get(index * count + column).copied().unwrap_or(0);
            let mut height = style.leading;
            if super::lines::scaled(em, style.size) > width && self.may_wrap(column) {
                let lines = flow.broken(&cell.text, &style, width, CELL_LINES);
                height = style.leading * Length::try_from(lines.len()).unwrap_or(1);
                wrapped.push(Wrapped { column, lines });
            }
            if cell.sub.is_some() {
                height += self.sub_style().leading;
            }
            most = most.max(height);
        }
        let note = match row.note.as_deref() {
            Some(note) if !note.is_empty() => {
                flow.broken(note, &SMALL, flow.sheet.measure() - NOTE_INDENT, NOTE_LINES)
            }
            _ => Vec::new(),
        };
        let notes = Length::try_from(note.len()).unwrap_or(0) * SMALL.leading;
        let below = if notes > 0 { points(2) } else { 0 };
        let height = lead_in(row.role) + 2 * flow.density.row() + most + notes + below;
        Laid { row, wrapped, note, height }
    }

    fn may_wrap(&self, column: usize) -> bool {
        match self.table.columns.get(column).map(|c| c.kind) {
            Some(ColumnKind::Text | ColumnKind::Short) => true,
            Some(ColumnKind::Number) | None => false,
        }
    }

    /// A cell's room: its column, and the empty cells after a text.
    fn room_of(&self, row: &TableRow, column: usize) -> Length {
        let Some(span) = self.grid.spans.get(column) else { return 0 };
        if !self.may_wrap(column) {
            return span.width;
        }
        let empty = row.cells.iter().skip(column + 1).take_while(|cell| is_empty(cell)).count();
        let end = self.grid.spans.get(column + empty).unwrap_or(span);
        end.x + end.width - span.x
    }

    fn row_style(&self, role: RowRole) -> Style {
        let style = Style { weight: weight_of(role), ..self.cell };
        match role {
            RowRole::Muted => style.inked(Ink::Muted),
            RowRole::Line | RowRole::Subtotal | RowRole::Total => style,
        }
    }

    fn sub_style(&self) -> Style {
        SMALL.sized(SMALL.size.min(self.grid.size))
    }

    fn height_of(&self, from: usize, to: usize) -> Length {
        self.rows.get(from..to).unwrap_or_default().iter().map(|row| row.height).sum()
    }

    /// The height of the whole table.
    fn height(&self) -> Length {
        self.head_height + self.height_of(0, self.rows.len()) + self.tail
    }

    /// The minimum below a heading: the header and the rows up to the first possible break.
    fn first_height(&self) -> Length {
        let count = self.rows.len();
        let end = (1..count).find(|&end| self.may_break(0, end)).unwrap_or(count);
        let below = if end < count { self.carried_height } else { self.tail };
        self.head_height + self.height_of(0, end) + below
    }

    /// Whether a page that begins with row `start` may end before row `end`.
    fn may_break(&self, start: usize, end: usize) -> bool {
        let is_total = |index: usize| {
            self.rows.get(index).is_some_and(|laid| match laid.row.role {
                RowRole::Subtotal | RowRole::Total => true,
                RowRole::Line | RowRole::Muted => false,
            })
        };
        end >= start + 2 && self.rows.len() >= end + 2 && !is_total(end) && !is_total(end + 1)
    }

    /// Where a page that begins with row `start` ends, given the height for rows.
    fn end_of_page(&self, start: usize, room: Length) -> usize {
        let count = self.rows.len();
        if self.height_of(start, count) + self.tail <= room {
            return count;
        }
        let mut height = self.carried_height;
        let mut fitting = start;
        for laid in self.rows.iter().skip(start) {
            height += laid.height;
            if height > room {
                break;
            }
            fitting += 1;
        }
        (start + 1..=fitting)
            .rev()
            .find(|&end| self.may_break(start, end))
            .unwrap_or(fitting)
            .clamp(start + 1, count)
    }

    /// The running totals after the rows before `end`.
    fn running_before(&self, end: usize) -> Option<&'p [String]> {
        self.rows
            .get(..end)?
            .iter()
            .rev()
            .map(|laid| laid.row.running.as_slice())
            .find(|running| running.iter().any(|text| !text.is_empty()))
    }
}

/// Room for the rule above a total.
fn lead_in(role: RowRole) -> Length {
    match role {
        RowRole::Subtotal | RowRole::Total => 2_250,
        RowRole::Line | RowRole::Muted => 0,
    }
}

/// How far a remark below a row is indented.
const NOTE_INDENT: Length = points(8);

fn set_table<'p>(
    flow: &mut Flow<'p, '_>,
    plan: &Plan<'p>,
    section: &'p PageSection,
    paging: &'p PagingWords,
) {
    set_header(flow, plan, Role::TableHeader);
    let mut start = 0;
    while start < plan.rows.len() {
        let end = plan.end_of_page(start, flow.room());
        for laid in plan.rows.get(start..end).unwrap_or_default() {
            set_row(flow, plan, laid);
        }
        start = end;
        if end == plan.rows.len() {
            break;
        }
        let running = plan.running_before(end);
        if let Some(running) = running {
            let width = flow.sheet.measure();
            flow.rule(flow.sheet.left, flow.y, width, THIN, Ink::Hair);
            set_running(flow, plan, &paging.carried_forward, running);
        }
        flow.turn();
        set_continued(flow, &section.heading, &paging.continued);
        set_header(flow, plan, Role::Artefact);
        if let Some(running) = running {
            set_running(flow, plan, &paging.brought_forward, running);
        }
    }
}

/// The heading of a continued section.
fn set_continued<'p>(flow: &mut Flow<'p, '_>, heading: &'p str, continued: &'p str) {
    if heading.is_empty() {
        return;
    }
    let left = flow.sheet.left;
    let width = flow.sheet.measure() - points(8) - flow.width(continued, &SMALL);
    for line in flow.broken(heading, &CAPTION, width, 1) {
        let x = left + flow.width(&line, &CAPTION) + points(6);
        flow.text(Role::Artefact, left, flow.y, CAPTION, line);
        let lowered = flow.y + CAPTION.drop() - SMALL.drop();
        flow.text(Role::Artefact, x, lowered, SMALL, continued);
    }
    flow.y += CAPTION.leading + points(3);
}

fn set_header<'p>(flow: &mut Flow<'p, '_>, plan: &Plan<'p>, role: Role) {
    let bottom = flow.y + plan.head_height - points(3);
    let style = plan.head_style;
    let columns = plan.table.columns.iter().zip(&plan.grid.spans);
    for ((column, span), lines) in columns.zip(&plan.head) {
        let count = Length::try_from(lines.len()).unwrap_or(1);
        let top = bottom - count * style.leading;
        for (line, index) in lines.iter().zip(0..) {
            set_in(
                flow,
                *span,
                column.kind,
                role,
                top + index * style.leading,
                style,
                line.clone(),
            );
        }
    }
    flow.y += plan.head_height;
    flow.rule(flow.sheet.left, flow.y - points(2), flow.sheet.measure(), THIN, Ink::Muted);
}

/// A text in a column, aligned as the column is.
fn set_in<'p>(
    flow: &mut Flow<'p, '_>,
    span: Span,
    kind: ColumnKind,
    role: Role,
    top: Length,
    style: Style,
    text: Cow<'p, str>,
) {
    let x = flow.sheet.left + span.x;
    match kind {
        ColumnKind::Text | ColumnKind::Short => flow.text(role, x, top, style, text),
        ColumnKind::Number => flow.text_right(role, x + span.width, top, style, text),
    }
}

fn set_row<'p>(flow: &mut Flow<'p, '_>, plan: &Plan<'p>, laid: &Laid<'p>) {
    let (left, measure) = (flow.sheet.left, flow.sheet.measure());
    match laid.row.role {
        RowRole::Subtotal => flow.rule(left, flow.y + points(1), measure, THIN, Ink::Muted),
        RowRole::Total => flow.rule(left, flow.y + points(1), measure, HEAVY, Ink::Black),
        RowRole::Line | RowRole::Muted => {}
    }
    let style = plan.row_style(laid.row.role);
    let top = flow.y + lead_in(laid.row.role) + flow.density.row();
    let mut end = top + style.leading;
    let columns = plan.table.columns.iter().zip(&plan.grid.spans);
    for (index, (cell, (column, span))) in laid.row.cells.iter().zip(columns).enumerate() {
        let mut y = top;
        match laid.wrapped.iter().find(|wrapped| wrapped.column == index) {
            Some(wrapped) => {
                for line in &wrapped.lines {
                    set_in(flow, *span, column.kind, Role::Cell, y, style, line.clone());
                    y += style.leading;
                }
            }
            None => {
                let text = Cow::Borrowed(cell.text.as_str());
                set_in(flow, *span, column.kind, Role::Cell, y, style, text);
                y += style.leading;
            }
        }
        if let Some(sub) = &cell.sub {
            let small = plan.sub_style();
            let width = plan.room_of(laid.row, index);
            for line in flow.broken(sub, &small, width, 1) {
                set_in(flow, *span, column.kind, Role::Cell, y, small, line);
            }
            y += small.leading;
        }
        end = end.max(y);
    }
    for (line, index) in laid.note.iter().zip(0..) {
        let y = end + points(1) + index * SMALL.leading;
        flow.text(Role::Cell, left + NOTE_INDENT, y, SMALL, line.clone());
    }
    flow.y += laid.height;
}

/// A row that carries the running totals over a break.
fn set_running<'p>(
    flow: &mut Flow<'p, '_>,
    plan: &Plan<'p>,
    label: &'p str,
    running: &'p [String],
) {
    let style = plan.cell.inked(Ink::Muted);
    let top = flow.y + flow.density.row();
    let first = running.iter().position(|text| !text.is_empty()).unwrap_or(running.len());
    let end = first.checked_sub(1).and_then(|last| plan.grid.spans.get(last));
    let width = end.map_or_else(|| flow.sheet.measure() / 3, |span| span.x + span.width);
    for line in flow.broken(label, &style, width, 1) {
        flow.text(Role::Artefact, flow.sheet.left, top, style, line);
    }
    let columns = plan.table.columns.iter().zip(&plan.grid.spans);
    for (text, (column, span)) in running.iter().zip(columns) {
        let text = Cow::Borrowed(text.as_str());
        set_in(flow, *span, column.kind, Role::Artefact, top, style, text);
    }
    flow.y += plan.carried_height;
}
