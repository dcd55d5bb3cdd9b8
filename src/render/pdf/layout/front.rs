//! The first page: manager, owner, period, the amount and how it was calculated.

use super::flow::Flow;
use super::paper_page::{Area, Role};
use super::style::{
    CAPTION, Density, FIGURE, FIGURE_SMALL, HEADING, HEAVY, Ink, LABEL, MANAGER, MARK, NAME,
    PERIOD, SMALL, Style, THIN, TITLE, VALUE, WALK, WALK_TOTAL,
};
use crate::render::page::{Answer, Fact, NameBlock, Page, RowRole, WalkLine};
use crate::render::pdf::paper::{Length, points};

/// Between the three columns of the first page.
const COLUMN_GAP: Length = points(18);
/// The most that a logo takes.
const LOGO_HEIGHT: Length = points(40);
/// Lines of a party below each other; more are joined into one paragraph.
const PARTY_LINES: usize = 6;

/// A column of the first page.
#[derive(Debug, Clone, Copy)]
struct Column {
    x: Length,
    width: Length,
}

/// Sets everything up to the small figures.
pub(super) fn set_front<'p>(flow: &mut Flow<'p, '_>, page: &'p Page) {
    let columns = thirds(flow);
    set_head(flow, page, columns);
    flow.y += flow.density.front() / 2;
    let (left, measure) = (flow.sheet.left, flow.sheet.measure());
    flow.rule(left, flow.y, measure, THIN, Ink::Hair);
    flow.y += flow.density.front() / 2;
    set_parties(flow, page, columns);
    flow.y += flow.density.front();
    set_answer(flow, &page.answer);
    set_walk(flow, &page.walk_heading, &page.walk);
    if !page.figures.is_empty() {
        flow.space(flow.density.front());
        let height = figures_height(flow, &page.figures, FIGURE);
        flow.keep(height);
        set_figures(flow, &page.figures, FIGURE);
    }
}

fn thirds(flow: &Flow<'_, '_>) -> [Column; 3] {
    let width = (flow.sheet.measure() - 2 * COLUMN_GAP) / 3;
    let left = flow.sheet.left;
    [0, 1, 2].map(|index| Column { x: left + index * (width + COLUMN_GAP), width })
}

fn set_head<'p>(flow: &mut Flow<'p, '_>, page: &'p Page, columns: [Column; 3]) {
    let top = flow.y;
    set_manager(flow, &page.manager, columns[0]);
    let manager_end = flow.y;
    flow.y = top;
    set_title(flow, page, columns[1].x);
    flow.y = flow.y.max(manager_end);
}

fn set_manager<'p>(flow: &mut Flow<'p, '_>, manager: &'p NameBlock, column: Column) {
    let name_style = match flow.logo {
        Some((across, down)) => {
            let width = i64::from(LOGO_HEIGHT) * i64::from(across) / i64::from(down.max(1));
            let width = Length::try_from(width).unwrap_or(column.width).min(column.width);
            let height = i64::from(width) * i64::from(down) / i64::from(across.max(1));
            let height = Length::try_from(height).unwrap_or(LOGO_HEIGHT).min(LOGO_HEIGHT);
            flow.place_logo(Area { x: column.x, y: flow.y, width, height });
            flow.y += height + points(6);
            NAME
        }
        None => {
            // the name is on the title's line
            flow.y += TITLE.drop() - MANAGER.drop();
            MANAGER
        }
    };
    set_lines(flow, Role::Text, column, name_style, &manager.name, 3);
    for line in &manager.lines {
        set_lines(flow, Role::Text, column, SMALL, line, 2);
    }
}

fn set_title<'p>(flow: &mut Flow<'p, '_>, page: &'p Page, x: Length) {
    let block = flow.sheet.right - x;
    let mark = page.mark.as_deref().filter(|mark| !mark.is_empty());
    let mark_width = mark.map_or(0, |mark| tag_width(flow, mark, &MARK));
    let title_width = flow.width(&page.title, &TITLE);
    let beside = mark.is_some() && title_width + points(12) + mark_width <= block;
    let top = flow.y;
    set_lines(flow, Role::Title, Column { x, width: block }, TITLE, &page.title, 2);
    if let Some(mark) = mark {
        if beside {
            set_tag(flow, mark, MARK, flow.sheet.right - mark_width, top);
        } else {
            flow.y += points(3);
            set_tag(flow, mark, MARK, x, flow.y);
            flow.y += tag_height(&MARK) + points(4);
        }
    }
    flow.y += points(1);
    set_lines(flow, Role::Text, Column { x, width: block }, PERIOD, &page.period, 2);
}

/// Left and right of a tag's word.
const TAG_SIDE: Length = points(8);

/// How wide the tag of a mark is.
pub(super) fn tag_width(flow: &Flow<'_, '_>, mark: &str, style: &Style) -> Length {
    flow.width(mark, style) + 2 * TAG_SIDE
}

fn tag_height(style: &Style) -> Length {
    style.leading + points(6)
}

/// A word in a bold frame.
fn set_tag<'p>(flow: &mut Flow<'p, '_>, mark: &'p str, style: Style, x: Length, top: Length) {
    let area = Area { x, y: top, width: tag_width(flow, mark, &style), height: tag_height(&style) };
    flow.frame(area, points(2), Ink::Accent);
    flow.text(Role::Text, x + TAG_SIDE, top + points(3), style, mark);
}

/// Lines of a text, one below the other, from `flow.y` on.
fn set_lines<'p>(
    flow: &mut Flow<'p, '_>,
    role: Role,
    column: Column,
    style: Style,
    text: &'p str,
    most: usize,
) {
    if text.is_empty() {
        return;
    }
    for line in flow.broken(text, &style, column.width, most) {
        flow.text(role, column.x, flow.y, style, line);
        flow.y += style.leading;
    }
}

fn set_parties<'p>(flow: &mut Flow<'p, '_>, page: &'p Page, columns: [Column; 3]) {
    let top = flow.y;
    let mut end = top;
    for (party, column) in [(&page.owner, columns[0]), (&page.properties, columns[1])] {
        flow.y = top;
        set_lines(flow, Role::Text, column, LABEL, &party.heading, 2);
        set_lines(flow, Role::Text, column, NAME, &party.name, 3);
        if party.lines.len() <= PARTY_LINES {
            for line in &party.lines {
                set_lines(flow, Role::Text, column, VALUE, line, 3);
            }
        }
        end = end.max(flow.y);
    }
    flow.y = top;
    set_facts(flow, &page.facts, columns[2]);
    flow.y = flow.y.max(end);
    let whole = Column { x: flow.sheet.left, width: flow.sheet.measure() };
    for party in [&page.owner, &page.properties] {
        if party.lines.len() > PARTY_LINES {
            flow.y += points(4);
            let paragraph = party.lines.join(" · ");
            for line in flow.broken(&paragraph, &VALUE, whole.width, 12) {
                flow.text(Role::Text, whole.x, flow.y, VALUE, line.into_owned());
                flow.y += VALUE.leading;
            }
        }
    }
}

/// Labels on the left, values beside them, one below the other.
fn set_facts<'p>(flow: &mut Flow<'p, '_>, facts: &'p [Fact], column: Column) {
    let widest = facts.iter().map(|fact| flow.width(&fact.label, &LABEL)).max().unwrap_or(0);
    let label_width = widest.min(column.width * 9 / 20);
    let value = Column {
        x: column.x + label_width + points(8),
        width: column.width - label_width - points(8),
    };
    for fact in facts {
        let top = flow.y;
        let label = Column { x: column.x, width: label_width };
        set_lines(flow, Role::Text, label, LABEL, &fact.label, 2);
        let label_end = flow.y;
        flow.y = top;
        set_lines(flow, Role::Text, value, VALUE, &fact.value, 3);
        if let Some(note) = &fact.note {
            set_lines(flow, Role::Text, value, SMALL, note, 3);
        }
        flow.y = flow.y.max(label_end);
    }
}

/// The panel with the one large figure.
fn set_answer<'p>(flow: &mut Flow<'p, '_>, answer: &'p Answer) {
    let inset = points(16);
    let width = flow.sheet.measure() - 2 * inset;
    let mut amount_style = flow.density.amount();
    while amount_style.size > points(16) && flow.width(&answer.amount, &amount_style) > width {
        amount_style = amount_style.sized(amount_style.size - points(2));
    }
    let captions = flow.broken(&answer.caption, &CAPTION, width, 3);
    let amounts = flow.broken(&answer.amount, &amount_style, width, 2);
    let notes = match answer.note.as_str() {
        "" => Vec::new(),
        note => flow.broken(note, &VALUE, width, 4),
    };
    let lines = |count: usize, style: &Style| {
        Length::try_from(count).unwrap_or(0).saturating_mul(style.leading)
    };
    let pad = flow.density.panel();
    let height = 2 * pad
        + lines(captions.len(), &CAPTION)
        + lines(amounts.len(), &amount_style)
        + lines(notes.len(), &VALUE);
    flow.keep(height);
    let (x, y) = (flow.sheet.left, flow.y);
    flow.fill(Area { x, y, width: flow.sheet.measure(), height }, Ink::Panel);
    flow.fill(Area { x, y, width: points(3), height }, Ink::Accent);
    flow.y += pad;
    for (lines, style) in [(captions, CAPTION), (amounts, amount_style), (notes, VALUE)] {
        for line in lines {
            flow.text(Role::Text, x + inset, flow.y, style, line);
            flow.y += style.leading;
        }
    }
    flow.y += pad;
}

/// The lines from the rent to what is left: label, how it came about, amount.
fn set_walk<'p>(flow: &mut Flow<'p, '_>, heading: &'p str, walk: &'p [WalkLine]) {
    if walk.is_empty() {
        return;
    }
    flow.space(flow.density.front());
    if !heading.is_empty() {
        flow.keep(HEADING.leading + 4 * WALK.leading);
        flow.text(Role::Heading, flow.sheet.left, flow.y, HEADING, heading);
        flow.y += HEADING.leading + points(2);
    }
    let (left, measure) = (flow.sheet.left, flow.sheet.measure());
    flow.rule(left, flow.y, measure, THIN, Ink::Muted);
    flow.y += points(1);
    let widest = |measured: &mut dyn Iterator<Item = Length>| measured.max().unwrap_or(0);
    let amounts =
        widest(&mut walk.iter().map(|l| flow.width(&l.amount, &walk_style(flow.density, l.role))))
            .min(measure / 3);
    let labels =
        widest(&mut walk.iter().map(|l| flow.width(&l.label, &walk_style(flow.density, l.role))))
            .min(measure * 2 / 5);
    for line in walk {
        set_walk_line(flow, line, labels, amounts);
    }
}

fn walk_style(density: Density, role: RowRole) -> Style {
    density.led(match role {
        RowRole::Line => WALK,
        RowRole::Muted => WALK.inked(Ink::Muted),
        RowRole::Subtotal | RowRole::Total => WALK_TOTAL,
    })
}

fn set_walk_line<'p>(flow: &mut Flow<'p, '_>, line: &'p WalkLine, labels: Length, amounts: Length) {
    let style = walk_style(flow.density, line.role);
    let (left, right, measure) = (flow.sheet.left, flow.sheet.right, flow.sheet.measure());
    let detail_x = left + labels + points(16);
    let detail_width = right - amounts - points(16) - detail_x;
    let label_lines = flow.broken(&line.label, &style, labels, 3);
    let detail_lines = match line.detail.as_deref() {
        Some(detail) if !detail.is_empty() => flow.broken(detail, &SMALL, detail_width, 4),
        _ => Vec::new(),
    };
    let rows = label_lines.len().max(detail_lines.len()).max(1);
    let pad = flow.density.walk();
    let height = 2 * pad + Length::try_from(rows).unwrap_or(1) * style.leading;
    flow.keep(height);
    match line.role {
        RowRole::Subtotal => flow.rule(left, flow.y, measure, THIN, Ink::Muted),
        RowRole::Total => flow.rule(left, flow.y, measure, HEAVY, Ink::Black),
        RowRole::Line | RowRole::Muted => {}
    }
    let top = flow.y + pad;
    for (text, index) in label_lines.into_iter().zip(0..) {
        flow.text(Role::Cell, left, top + index * style.leading, style, text);
    }
    let shift = style.drop() - SMALL.drop();
    for (text, index) in detail_lines.into_iter().zip(0..) {
        flow.text(Role::Cell, detail_x, top + shift + index * style.leading, SMALL, text);
    }
    flow.text_right(Role::Cell, right, top, style, line.amount.as_str());
    flow.y += height;
}

/// How many small figures are in a row.
fn figures_per_row(flow: &Flow<'_, '_>, facts: &[Fact], style: Style) -> usize {
    let gap = points(12);
    let widest =
        facts.iter().map(|fact| flow.width(&fact.value, &style)).max().unwrap_or(0).max(points(56));
    let fitting = (flow.sheet.measure() + gap) / (widest + gap);
    let fitting = usize::try_from(fitting).unwrap_or(1).clamp(1, 7);
    let rows = facts.len().div_ceil(fitting).max(1);
    facts.len().div_ceil(rows).max(1)
}

/// The height that small figures take.
pub(super) fn figures_height(flow: &Flow<'_, '_>, facts: &[Fact], style: Style) -> Length {
    let per_row = figures_per_row(flow, facts, style);
    facts.chunks(per_row).map(|row| figure_row(flow, row, per_row, style).height).sum()
}

/// The measures of a row of small figures.
struct FigureRow {
    cell: Length,
    labels: Length,
    height: Length,
}

fn figure_row(flow: &Flow<'_, '_>, row: &[Fact], per_row: usize, style: Style) -> FigureRow {
    let gap = points(12);
    let count = Length::try_from(per_row).unwrap_or(1);
    let cell = (flow.sheet.measure() - gap * (count - 1)) / count;
    let height_of = |text: &str, style: &Style| {
        let lines = flow.broken(text, style, cell, 3).len();
        Length::try_from(lines).unwrap_or(1) * style.leading
    };
    let labels = row.iter().map(|fact| height_of(&fact.label, &LABEL)).max().unwrap_or(0);
    let notes = row
        .iter()
        .filter_map(|fact| fact.note.as_deref())
        .map(|note| height_of(note, &SMALL))
        .max()
        .unwrap_or(0);
    FigureRow { cell, labels, height: labels + style.leading + notes + points(3) }
}

/// Small figures side by side: label above, value below, a remark under it.
pub(super) fn set_figures<'p>(flow: &mut Flow<'p, '_>, facts: &'p [Fact], style: Style) {
    let per_row = figures_per_row(flow, facts, style);
    for row in facts.chunks(per_row) {
        let measures = figure_row(flow, row, per_row, style);
        let top = flow.y;
        for (fact, index) in row.iter().zip(0..) {
            let x = flow.sheet.left + index * (measures.cell + points(12));
            let column = Column { x, width: measures.cell };
            flow.y = top;
            set_lines(flow, Role::Text, column, LABEL, &fact.label, 3);
            flow.y = top + measures.labels;
            set_lines(flow, Role::Text, column, style, &fact.value, 1);
            if let Some(note) = &fact.note {
                set_lines(flow, Role::Text, column, SMALL, note, 3);
            }
        }
        flow.y = top + measures.height;
    }
}

/// The style of a section's small figures.
pub(super) const SECTION_FIGURE: Style = FIGURE_SMALL;
