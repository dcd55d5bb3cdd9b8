//! The end of the document: how it was calculated, what the owner must know, the legal lines.

use std::borrow::Cow;

use super::flow::Flow;
use super::paper_page::Role;
use super::style::{CAPTION, Ink, SMALL, Style, THIN};
use crate::render::page::{Notes, Page};
use crate::render::pdf::paper::{Length, points};

/// The gap between two notes side by side.
const GAP: Length = points(24);

/// Sets the method, the notes and the footer.
pub(super) fn set_closing<'p>(flow: &mut Flow<'p, '_>, page: &'p Page) {
    let legal = legal_height(flow, &page.footer);
    set_notes(flow, &page.method, &page.notes, legal);
    set_footer(flow, &page.footer);
}

fn is_shown(notes: &Notes) -> bool {
    notes.lines.iter().any(|line| !line.is_empty())
}

/// Sets both notes; the last of them takes the legal lines, `legal` high, along to a new page, so
/// that those are never alone on a page.
fn set_notes<'p>(flow: &mut Flow<'p, '_>, method: &'p Notes, notes: &'p Notes, legal: Length) {
    let measure = flow.sheet.measure();
    let half = (measure - GAP) / 2;
    if is_shown(method) && is_shown(notes) {
        let (left, right) = (height(flow, method, half), height(flow, notes, half));
        let stacked =
            height(flow, method, measure) + height(flow, notes, measure) + flow.density.block();
        let beside = left.max(right);
        if beside <= stacked && beside <= flow.full_room() {
            flow.space(flow.density.block());
            flow.keep((beside + legal).min(flow.full_room()));
            let top = flow.y;
            let x = flow.sheet.left;
            set_one(flow, method, x, half);
            flow.y = top;
            set_one(flow, notes, x + half + GAP, half);
            flow.y = top + beside;
            return;
        }
    }
    let last = if is_shown(notes) { notes } else { method };
    for block in [method, notes].into_iter().filter(|block| is_shown(block)) {
        flow.space(flow.density.block());
        let below = if std::ptr::eq(block, last) { legal } else { 0 };
        let whole = height(flow, block, measure) + below;
        // short ones stay together, long ones keep at least their first lines
        flow.keep(whole.min(CAPTION.leading + 4 * flow.density.body().leading));
        if whole <= flow.full_room() / 2 {
            flow.keep(whole);
        }
        let x = flow.sheet.left;
        set_one(flow, block, x, measure);
    }
}

/// Below each point.
const POINT_GAP: Length = points(2);

fn height(flow: &Flow<'_, '_>, notes: &Notes, measure: Length) -> Length {
    let lines: usize = notes
        .lines
        .iter()
        .filter(|line| !line.is_empty())
        .map(|line| flow.broken(line, &flow.density.body(), measure, usize::MAX).len())
        .sum();
    let points_shown = notes.lines.iter().filter(|line| !line.is_empty()).count();
    let heading = if notes.heading.is_empty() { 0 } else { CAPTION.leading + points(2) };
    heading
        + Length::try_from(lines).unwrap_or(0) * flow.density.body().leading
        + Length::try_from(points_shown).unwrap_or(0) * POINT_GAP
}

fn set_one<'p>(flow: &mut Flow<'p, '_>, notes: &'p Notes, x: Length, measure: Length) {
    let body = flow.density.body();
    if !notes.heading.is_empty() {
        for line in flow.broken(&notes.heading, &CAPTION, measure, 1) {
            flow.text(Role::Heading, x, flow.y, CAPTION.inked(Ink::Accent), line);
        }
        flow.y += CAPTION.leading + points(2);
    }
    for line in notes.lines.iter().filter(|line| !line.is_empty()) {
        for piece in flow.broken(line, &body, measure, usize::MAX) {
            flow.keep(body.leading);
            flow.text(Role::Text, x, flow.y, body, piece);
            flow.y += body.leading;
        }
        flow.y += POINT_GAP;
    }
}

/// Kept free for the page's number next to the legal lines.
const FOLIO_ROOM: Length = points(96);

fn legal_lines<'p>(flow: &Flow<'p, '_>, footer: &'p [String]) -> Vec<Cow<'p, str>> {
    let measure = flow.sheet.measure() - FOLIO_ROOM;
    footer
        .iter()
        .filter(|line| !line.is_empty())
        .flat_map(|line| flow.broken(line, &SMALL, measure, usize::MAX))
        .collect()
}

/// What the legal lines take of the type area, which ends above the line of the page's number.
fn legal_height(flow: &Flow<'_, '_>, footer: &[String]) -> Length {
    let lines = Length::try_from(legal_lines(flow, footer).len()).unwrap_or(1);
    let foot = flow.sheet.folio - SMALL.drop() + SMALL.leading;
    let within = lines * SMALL.leading + points(5) - (foot - flow.sheet.bottom);
    within.max(0) + flow.density.block() / 2
}

/// The legal lines, at the foot of the last page, the last of them on the line of its number.
fn set_footer<'p>(flow: &mut Flow<'p, '_>, footer: &'p [String]) {
    let style: Style = SMALL;
    let lines = legal_lines(flow, footer);
    if lines.is_empty() {
        return;
    }
    let height = Length::try_from(lines.len()).unwrap_or(1) * style.leading + points(5);
    let foot = flow.sheet.folio - style.drop() + style.leading;
    flow.space(flow.density.block() / 2);
    if flow.y + height > foot && !flow.is_at_top() {
        flow.turn();
    }
    flow.y = flow.y.max(foot - height);
    flow.rule(flow.sheet.left, flow.y, flow.sheet.measure(), THIN, Ink::Hair);
    flow.y += points(5);
    for line in lines {
        if flow.y + style.leading > foot {
            flow.turn();
        }
        flow.text(Role::Text, flow.sheet.left, flow.y, style, line);
        flow.y += style.leading;
    }
}
