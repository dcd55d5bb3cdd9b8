//! Texts with characters that the bundled face lacks: order, choice of font, shaping, placeholder.

use std::ops::Range;

use unicode_bidi::{BidiInfo, Level};
use unicode_script::{Script, UnicodeScript as _};

use super::font_set::FontSet;
use super::{FontKey, Glyph, ShapedText, Weight};
use crate::text::{Destination, Hazard, hazard};

/// Replaces a run of characters that no font has. Other letters would be
/// guesswork, and a box would look broken.
pub(super) const STAND_IN: &str = "[?]";

/// Where a stretch of text is set from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum From {
    Bundled,
    System(u16),
    Nowhere,
}

/// Sets a text the careful way.
pub(super) fn set(font_set: &FontSet<'_>, text: &str, weight: Weight) -> ShapedText {
    let text = Destination::Pdf.clean(text);
    let mut set = ShapedText::default();
    let info = BidiInfo::new(&text, Some(Level::ltr()));
    let Some(paragraph) = info.paragraphs.first() else { return set };
    let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
    for run in runs {
        let right_to_left = levels.get(run.start).is_some_and(Level::is_rtl);
        let mut stretches = stretches(font_set, &text, run, weight);
        if right_to_left {
            stretches.reverse();
        }
        for (from, range) in stretches {
            let piece = text.get(range).unwrap_or_default();
            match from {
                From::Bundled => set_bundled(font_set, piece, weight, right_to_left, &mut set),
                From::System(number) => {
                    set_shaped(font_set, number, piece, weight, right_to_left, &mut set);
                }
                From::Nowhere => set_placeholder(font_set, piece, weight, &mut set),
            }
        }
    }
    set
}

/// Joiners and variation selectors: they belong to the character before them and alone are nothing.
fn is_follower(character: char) -> bool {
    hazard(character) == Some(Hazard::Shaping)
}

/// Splits a run into stretches of one font each, in the order of the text.
fn stretches(
    font_set: &FontSet<'_>,
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
        let from = source_of(font_set, character, before, weight);
        match found.last_mut() {
            Some((last, range)) if *last == from => range.end = end,
            _ => found.push((from, start..end)),
        }
    }
    found
}

fn source_of(
    font_set: &FontSet<'_>,
    character: char,
    before: Option<From>,
    weight: Weight,
) -> From {
    if is_follower(character) {
        return before.unwrap_or(From::Bundled);
    }
    if let (Some(From::System(number)), Some(system_fonts)) = (before, font_set.system) {
        // a mark stays with its letter
        if character.script() == Script::Inherited && system_fonts.has(number, character) {
            return From::System(number);
        }
    }
    if font_set.bundled.cut(weight).letter(character).is_some() {
        return From::Bundled;
    }
    match font_set.system.and_then(|system_fonts| system_fonts.font_for(character, weight)) {
        Some(number) => From::System(number),
        None => From::Nowhere,
    }
}

fn set_bundled(
    font_set: &FontSet<'_>,
    piece: &str,
    weight: Weight,
    right_to_left: bool,
    set: &mut ShapedText,
) {
    let visible = piece.chars().filter(|c| !is_follower(*c));
    let ordered: String =
        if right_to_left { visible.rev().map(mirrored).collect() } else { visible.collect() };
    font_set.each_plain(&ordered, weight, |glyph, character| set.push(glyph, character));
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

fn set_placeholder(font_set: &FontSet<'_>, piece: &str, weight: Weight, set: &mut ShapedText) {
    set.missing.extend(piece.chars().filter(|c| !is_follower(*c)));
    font_set.each_plain(STAND_IN, weight, |glyph, character| set.push(glyph, character));
}

fn set_shaped(
    font_set: &FontSet<'_>,
    number: u16,
    piece: &str,
    weight: Weight,
    right_to_left: bool,
    set: &mut ShapedText,
) {
    let shaped = font_set
        .system
        .and_then(|system_fonts| system_fonts.face(number))
        .and_then(|face| face.shape(piece, right_to_left));
    let Some(shaped) = shaped else {
        set_placeholder(font_set, piece, weight, set);
        return;
    };
    let key = FontKey::System(number);
    for glyph in shaped {
        set.glyphs.push(Glyph { font: key, ..glyph.glyph });
        set.meanings.push((key, glyph.glyph.gid, glyph.meaning));
    }
}
