//! Breaking a text into lines, and cutting it where it may not take more of them.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation as _;

use super::style::Style;
use crate::render::pdf::fonts::{FontSet, Weight};
use crate::render::pdf::paper::Length;

/// Ends a text that was cut.
const ELLIPSIS: char = '…';

/// A length of so many thousandths of an em in a size.
pub(super) fn scaled(em: i32, size: Length) -> Length {
    let length = i64::from(em) * i64::from(size) / 1000;
    Length::try_from(length).unwrap_or(Length::MAX / 4)
}

/// How wide a text is.
pub(super) fn width(font_set: &FontSet<'_>, text: &str, style: &Style) -> Length {
    scaled(font_set.width(text, style.weight), style.size)
}

/// Whether a line may end after this character where another follows: between ideographs.
fn is_ideographic(character: char) -> bool {
    matches!(u32::from(character),
        0x2e80..=0x303e | 0x3041..=0x9fff | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xff00..=0xff60
        | 0x20000..=0x3ffff)
}

/// Where a text may be broken: byte positions after spaces, hyphens and slashes, and between
/// ideographs.
fn break_points(text: &str) -> Vec<usize> {
    let mut points = Vec::new();
    let mut before: Option<char> = None;
    for (at, character) in text.char_indices() {
        let after_space = before == Some(' ') && character != ' ';
        let after_joint = matches!(before, Some('-' | '/' | '\u{2013}' | '\u{2014}' | '@'))
            && character.is_alphabetic();
        let between = before.is_some_and(|b| is_ideographic(b) || is_ideographic(character))
            && before.is_some_and(|b| is_ideographic(b) == is_ideographic(character));
        let ideographs = between && is_ideographic(character);
        if at > 0 && (after_space || after_joint || ideographs) {
            points.push(at);
        }
        before = Some(character);
    }
    points.push(text.len());
    points
}

/// Breaks a text into lines of at most `measure`; the last of `most` lines ends in an ellipsis
/// where the text does not fit. A text without a place to break is broken anywhere.
pub(super) fn broken<'t>(
    font_set: &FontSet<'_>,
    text: &'t str,
    style: &Style,
    measure: Length,
    most: usize,
) -> Vec<Cow<'t, str>> {
    if width(font_set, text, style) <= measure {
        return vec![Cow::Borrowed(text)];
    }
    let mut lines: Vec<Cow<'t, str>> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let last = lines.len() + 1 >= most;
        if width(font_set, rest, style) <= measure {
            lines.push(Cow::Borrowed(rest));
            break;
        }
        if last {
            lines.push(Cow::Owned(cut(font_set, rest, style, measure)));
            break;
        }
        let (line, remainder) = first_line(font_set, rest, style, measure);
        lines.push(Cow::Borrowed(line.trim_end_matches(' ')));
        rest = remainder;
    }
    lines
}

/// The longest start of a text that fits, and what is left. Never empty, so that breaking ends.
fn first_line<'t>(
    font_set: &FontSet<'_>,
    text: &'t str,
    style: &Style,
    measure: Length,
) -> (&'t str, &'t str) {
    let fits = |end: usize| {
        let line = text.get(..end).unwrap_or_default().trim_end_matches(' ');
        width(font_set, line, style) <= measure
    };
    let points = break_points(text);
    let fitting = points.partition_point(|&end| fits(end));
    if let Some(&end) = fitting.checked_sub(1).and_then(|last| points.get(last)) {
        return text.split_at(end);
    }
    let ends: Vec<usize> = text.grapheme_indices(true).map(|(at, g)| at + g.len()).collect();
    let fitting = ends.partition_point(|&end| fits(end)).max(1);
    text.split_at(ends.get(fitting - 1).copied().unwrap_or(text.len()))
}

/// The longest start of a text that fits with an ellipsis.
fn cut(font_set: &FontSet<'_>, text: &str, style: &Style, measure: Length) -> String {
    let ends: Vec<usize> =
        std::iter::once(0).chain(text.grapheme_indices(true).map(|(at, g)| at + g.len())).collect();
    let room = measure - width(font_set, "…", style);
    let fitting = ends.partition_point(|&end| {
        width(font_set, text.get(..end).unwrap_or_default(), style) <= room
    });
    let end = fitting.checked_sub(1).and_then(|last| ends.get(last)).copied().unwrap_or(0);
    let mut short = text.get(..end).unwrap_or_default().trim_end().to_owned();
    short.push(ELLIPSIS);
    short
}

/// The widest piece of a text that cannot be broken, in thousandths of an em.
pub(super) fn widest_word(font_set: &FontSet<'_>, text: &str, weight: Weight) -> i32 {
    let mut start = 0;
    let mut widest = 0;
    for end in break_points(text) {
        let word = text.get(start..end).unwrap_or_default().trim_end_matches(' ');
        widest = widest.max(font_set.width(word, weight));
        start = end;
    }
    widest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::pdf::fonts::Bundled;
    use crate::render::pdf::layout::style::CELL;
    use crate::render::pdf::paper::points;

    fn check(text: &str, measure: i32, most: usize, expected: &[&str]) {
        let bundled = Bundled::prepare().unwrap();
        let font_set = FontSet { bundled: &bundled, system: None };
        let lines = broken(&font_set, text, &CELL, points(measure), most);
        assert_eq!(lines, expected, "{text:?} at {measure} pt");
        for line in &lines {
            assert!(width(&font_set, line, &CELL) <= points(measure), "{line:?}");
        }
    }

    #[test]
    fn lines_break_at_spaces_then_anywhere_then_end_in_an_ellipsis() {
        check("Sea View", 100, 2, &["Sea View"]);
        check("Sea View Cottage", 45, 2, &["Sea View", "Cottage"]);
        check("Sea View Cottage and Garden", 45, 2, &["Sea View", "Cottage…"]);
        check("Donaudampfschifffahrt", 45, 3, &["Donaudam", "pfschifffah", "rt"]);
        check("", 45, 2, &[""]);
    }
}
