//! Texts with characters that the bundled face lacks: order, choice of font, shaping, stand-ins.

use std::ops::Range;

use unicode_bidi::{BidiInfo, Level};
use unicode_script::{Script, UnicodeScript as _};

use super::setting::TypeCase;
use super::{FontKey, Glyph, Set, Weight};

/// What stands for a run of characters that no font has. Letters of no other meaning would be
/// guesswork, a box would look broken: this says "not readable here".
pub(super) const STAND_IN: &str = "[?]";

/// Where a stretch of text is set from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum From {
    Bundled,
    System(u16),
    Nowhere,
}

/// Sets a text the careful way.
pub(super) fn set(case: &TypeCase<'_>, text: &str, weight: Weight) -> Set {
    let text = neutralised(text);
    let mut set = Set::default();
    let info = BidiInfo::new(&text, Some(Level::ltr()));
    let Some(paragraph) = info.paragraphs.first() else { return set };
    let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
    for run in runs {
        let right_to_left = levels.get(run.start).is_some_and(Level::is_rtl);
        let mut stretches = stretches(case, &text, run, weight);
        if right_to_left {
            stretches.reverse();
        }
        for (from, range) in stretches {
            let piece = text.get(range).unwrap_or_default();
            match from {
                From::Bundled => set_bundled(case, piece, weight, right_to_left, &mut set),
                From::System(number) => {
                    set_shaped(case, number, piece, weight, right_to_left, &mut set);
                }
                From::Nowhere => set_stand_in(case, piece, weight, &mut set),
            }
        }
    }
    set
}

/// A text without what could reorder, hide or break: controls become spaces, direction overrides and
/// other invisible characters go.
fn neutralised(text: &str) -> String {
    text.chars()
        .filter_map(|character| match u32::from(character) {
            0x09..=0x0d | 0x85 | 0x2028 | 0x2029 => Some(' '),
            0x00..=0x1f | 0x7f..=0x9f | 0xad | 0x61c | 0x180e | 0xfeff | 0xfff9..=0xfffc => None,
            0x200b | 0x200e | 0x200f | 0x202a..=0x202e | 0x2060..=0x206f => None,
            0xe0000..=0xe0fff => None,
            _ => Some(character),
        })
        .collect()
}

/// Joiners and variation selectors: they belong to the character before them and alone are nothing.
fn is_follower(character: char) -> bool {
    matches!(u32::from(character), 0x200c | 0x200d | 0xfe00..=0xfe0f)
}

/// Splits a run into stretches of one font each, in the order of the text.
fn stretches(
    case: &TypeCase<'_>,
    text: &str,
    run: Range<usize>,
    weight: Weight,
) -> Vec<(From, Range<usize>)> {
    let mut found: Vec<(From, Range<usize>)> = Vec::new();
    let piece = text.get(run.clone()).unwrap_or_default();
    for (at, character) in piece.char_indices() {
        let start = run.start + at;
        let end = start + character.len_utf8();
        let before = found.last().map(|(from, _)| *from);
        let from = source_of(case, character, before, weight);
        match found.last_mut() {
            Some((last, range)) if *last == from => range.end = end,
            _ => found.push((from, start..end)),
        }
    }
    found
}

fn source_of(case: &TypeCase<'_>, character: char, before: Option<From>, weight: Weight) -> From {
    if is_follower(character) {
        return before.unwrap_or(From::Bundled);
    }
    if let (Some(From::System(number)), Some(shelf)) = (before, case.system) {
        // a mark stays with its letter
        if character.script() == Script::Inherited && shelf.has(number, character) {
            return From::System(number);
        }
    }
    if case.bundled.cut(weight).letter(character).is_some() {
        return From::Bundled;
    }
    match case.system.and_then(|shelf| shelf.font_for(character, weight)) {
        Some(number) => From::System(number),
        None => From::Nowhere,
    }
}

fn set_bundled(
    case: &TypeCase<'_>,
    piece: &str,
    weight: Weight,
    right_to_left: bool,
    set: &mut Set,
) {
    let visible = piece.chars().filter(|c| !is_follower(*c));
    let ordered: String =
        if right_to_left { visible.rev().map(mirrored).collect() } else { visible.collect() };
    case.each_plain(&ordered, weight, |glyph, character| set.push(glyph, character));
}

/// The bracket that faces the other way.
fn mirrored(character: char) -> char {
    match character {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        other => other,
    }
}

fn set_stand_in(case: &TypeCase<'_>, piece: &str, weight: Weight, set: &mut Set) {
    set.missing.extend(piece.chars().filter(|c| !is_follower(*c)));
    case.each_plain(STAND_IN, weight, |glyph, character| set.push(glyph, character));
}

fn set_shaped(
    case: &TypeCase<'_>,
    number: u16,
    piece: &str,
    weight: Weight,
    right_to_left: bool,
    set: &mut Set,
) {
    let shaped = case
        .system
        .and_then(|shelf| shelf.face(number))
        .and_then(|face| face.shape(piece, right_to_left));
    let Some(shaped) = shaped else {
        set_stand_in(case, piece, weight, set);
        return;
    };
    let key = FontKey::System(number);
    for glyph in shaped {
        set.glyphs.push(Glyph { font: key, ..glyph.glyph });
        set.meanings.push((key, glyph.glyph.gid, glyph.meaning));
    }
}
