//! Positioned items to a page's content stream.
//!
//! Glyphs are written as numbers, never as text, so no text can break the stream. Coordinates are
//! hundredths of a point.

use std::collections::{BTreeMap, BTreeSet};

use super::backend::{Dictionary, Stream};
use super::fonts::{FontKey, FontSet, Glyph, ShapedText};
use super::layout::{Area, Ink, Item, PaperPage, Role, Text};
use super::numerals;
use super::paper::Length;

/// The glyphs that a document takes of a font, numbered in the order of their first use.
#[derive(Debug, Default)]
pub(super) struct SubsetGlyphs {
    numbers: BTreeMap<u16, u16>,
    /// The glyphs by their number less one: number in the font's file, text that it stands for.
    pub glyphs: Vec<(u16, String)>,
}

impl SubsetGlyphs {
    fn number(&mut self, gid: u16) -> u16 {
        let next = u16::try_from(self.glyphs.len() + 1).unwrap_or(u16::MAX);
        *self.numbers.entry(gid).or_insert_with(|| {
            self.glyphs.push((gid, String::new()));
            next
        })
    }

    fn mean(&mut self, gid: u16, meaning: String) {
        let number = self.number(gid);
        if let Some((_, known)) = self.glyphs.get_mut(usize::from(number) - 1)
            && known.is_empty()
        {
            *known = meaning;
        }
    }
}

/// What a document turned out to need.
#[derive(Debug, Default)]
pub(super) struct UsedResources {
    /// The fonts of which a glyph is shown.
    pub fonts: BTreeSet<FontKey>,
    /// The glyphs of fonts that are cut for the document.
    pub borrowed: BTreeMap<FontKey, SubsetGlyphs>,
    /// Characters that no font had.
    pub missing: BTreeSet<char>,
}

/// A font's name in the resources of a page.
pub(super) fn font_name(key: FontKey) -> String {
    match key {
        FontKey::Latin(weight) => format!("F{}", weight.index()),
        FontKey::Further(weight) => format!("M{}", weight.index()),
        FontKey::System(number) => format!("S{number}"),
    }
}

/// Name of the logo in the resources of a page.
pub(super) const LOGO: &str = "Logo";
/// Name of the large mark in the resources of a page.
pub(super) const WATERMARK: &str = "Mark";

/// Draws a document's pages in order.
pub(super) struct ContentWriter<'a> {
    font_set: FontSet<'a>,
    height: Length,
    out: Vec<u8>,
    /// What was needed so far.
    pub needs: UsedResources,
    set: ShapedText,
    ink: Option<Ink>,
    font: Option<(FontKey, Length)>,
    line: (i32, i32),
    in_text: bool,
    in_artefact: bool,
}

impl<'a> ContentWriter<'a> {
    /// A writer for pages of this height.
    pub(super) fn new(font_set: FontSet<'a>, height: Length) -> ContentWriter<'a> {
        ContentWriter {
            font_set,
            height,
            out: Vec::with_capacity(32 << 10),
            needs: UsedResources::default(),
            set: ShapedText::default(),
            ink: None,
            font: None,
            line: (0, 0),
            in_text: false,
            in_artefact: false,
        }
    }

    /// A page's content stream, compressed.
    pub(super) fn paper_page(&mut self, paper_page: &PaperPage<'_>) -> Stream {
        self.out.clear();
        (self.ink, self.font) = (None, None);
        for item in &paper_page.items {
            match item {
                Item::Text(text) => {
                    self.artefact(text.role == Role::Artefact);
                    self.text(text);
                }
                Item::Fill(area, ink) => {
                    self.artefact(true);
                    self.fill(*area, *ink);
                }
                Item::Frame(area, thickness, ink) => {
                    self.artefact(true);
                    self.frame(*area, *thickness, *ink);
                }
                Item::Logo(area) => {
                    self.artefact(false);
                    self.logo(*area);
                }
                Item::Watermark(_) => {
                    self.artefact(true);
                    self.end_text();
                    self.write(format!("/{WATERMARK} Do\n").as_bytes());
                }
            }
        }
        self.artefact(false);
        self.end_text();
        Stream::of_document(Dictionary::default(), &self.out)
    }

    fn write(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    /// Marks what is not part of the text, so that readers can leave it out.
    fn artefact(&mut self, wanted: bool) {
        if wanted == self.in_artefact {
            return;
        }
        self.end_text();
        self.write(if wanted { b"/Artifact BMC\n" } else { b"EMC\n" });
        self.in_artefact = wanted;
    }

    fn end_text(&mut self) {
        if self.in_text {
            self.write(b"ET\n");
            self.in_text = false;
        }
    }

    /// A number in thousandths, written in hundredths, and a space.
    fn number(&mut self, thousandths: i32) {
        self.hundredths(numerals::hundredths(thousandths));
    }

    fn hundredths(&mut self, value: i32) {
        numerals::append_hundredths(&mut self.out, value);
    }

    fn ink(&mut self, ink: Ink) {
        if self.ink == Some(ink) {
            return;
        }
        self.ink = Some(ink);
        for channel in ink.rgb() {
            self.number(i32::from(channel) * 1000 / 255);
        }
        self.write(b"rg\n");
    }

    fn rectangle(&mut self, area: Area) {
        self.number(area.x);
        self.number(self.height - area.y - area.height);
        self.number(area.width);
        self.number(area.height);
        self.write(b"re ");
    }

    fn fill(&mut self, area: Area, ink: Ink) {
        self.end_text();
        self.ink(ink);
        self.rectangle(area);
        self.write(b"f\n");
    }

    /// An outline as the space between two rectangles.
    fn frame(&mut self, area: Area, thickness: Length, ink: Ink) {
        self.end_text();
        self.ink(ink);
        self.rectangle(area);
        self.rectangle(Area {
            x: area.x + thickness,
            y: area.y + thickness,
            width: area.width - 2 * thickness,
            height: area.height - 2 * thickness,
        });
        self.write(b"f*\n");
    }

    fn logo(&mut self, area: Area) {
        self.end_text();
        self.write(b"q ");
        self.number(area.width);
        self.write(b"0 0 ");
        self.number(area.height);
        self.number(area.x);
        self.number(self.height - area.y - area.height);
        self.write(format!("cm /{LOGO} Do Q\n").as_bytes());
    }

    fn text(&mut self, text: &Text<'_>) {
        let mut set = std::mem::take(&mut self.set);
        self.font_set.set(&text.text, text.style.weight, &mut set);
        self.ink(text.style.ink);
        if !self.in_text {
            self.write(b"BT\n");
            self.in_text = true;
            self.line = (0, 0);
        }
        let (x, y) =
            (numerals::hundredths(text.x), numerals::hundredths(self.height - text.baseline));
        self.hundredths(x - self.line.0);
        self.hundredths(y - self.line.1);
        self.write(b"Td");
        self.line = (x, y);
        for (key, gid, meaning) in set.meanings.drain(..) {
            self.needs.borrowed.entry(key).or_default().mean(gid, meaning);
        }
        self.needs.missing.extend(set.missing.iter().copied());
        let mut rest = set.glyphs.as_slice();
        while let Some(first) = rest.first() {
            let count = rest
                .iter()
                .take_while(|glyph| glyph.font == first.font && glyph.rise == first.rise)
                .count();
            let (run, further) = rest.split_at(count);
            self.run(run, first.font, first.rise, text.style.size);
            rest = further;
        }
        self.out.push(b'\n');
        self.set = set;
    }

    /// Glyphs of one font at one height.
    fn run(&mut self, run: &[Glyph], font: FontKey, rise: i16, size: Length) {
        if self.font != Some((font, size)) {
            self.font = Some((font, size));
            self.needs.fonts.insert(font);
            self.write(format!("/{} ", font_name(font)).as_bytes());
            self.number(size);
            self.write(b"Tf");
        }
        if rise != 0 {
            // operators are not terminated: "Tj3.7" would be a different one
            self.out.push(b' ');
            self.number(i32::from(rise) * size / 1000);
            self.write(b"Ts");
        }
        let placed = run.iter().any(|glyph| glyph.adjust != 0 || glyph.shift != 0);
        self.write(if placed { b"[<" } else { b"<" });
        let mut held = 0;
        for (index, glyph) in run.iter().enumerate() {
            let moved = held + i32::from(glyph.shift);
            if moved != 0 && (index > 0 || glyph.shift != 0) {
                self.move_by(moved);
            }
            let gid = match glyph.font {
                FontKey::Latin(_) => glyph.gid,
                FontKey::Further(_) | FontKey::System(_) => {
                    self.needs.borrowed.entry(font).or_default().number(glyph.gid)
                }
            };
            for shift in [12, 8, 4, 0] {
                self.out.push(hex(gid >> shift));
            }
            held = i32::from(glyph.adjust) - i32::from(glyph.shift);
        }
        if held != 0 && placed {
            self.move_by(held);
        }
        self.write(if placed { b">]TJ" } else { b">Tj" });
        if rise != 0 {
            self.write(b" 0 Ts");
        }
    }

    /// Moves on within a run, in thousandths of an em.
    fn move_by(&mut self, moved: i32) {
        self.out.push(b'>');
        if moved > 0 {
            self.out.push(b'-');
        }
        numerals::append_whole(&mut self.out, moved.unsigned_abs());
        self.out.push(b'<');
    }
}

fn hex(value: u16) -> u8 {
    let nibble = u8::try_from(value & 15).unwrap_or(0);
    if nibble < 10 { b'0' + nibble } else { b'A' + nibble - 10 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::pdf::fonts::{Bundled, Weight};

    #[test]
    fn every_operator_stands_apart() {
        let bundled = Bundled::prepare().expect("the bundled fonts");
        let mut writer = ContentWriter::new(FontSet { bundled: &bundled, system: None }, 1000);
        let font = FontKey::Latin(Weight::Regular);
        let glyph = |rise, adjust| Glyph { font, gid: 1, advance: 500, adjust, shift: 0, rise };
        for rise in [0, 296, -120, 0] {
            writer.run(&[glyph(rise, 0)], font, rise, 12_500);
            writer.run(&[glyph(rise, 30)], font, rise, 12_500);
        }
        let written = String::from_utf8(writer.out).expect("a text");
        // a number right behind an operator makes it another operator
        let apart = written.replace(['<', '[', '/'], " ");
        let words = apart.split_whitespace().map(|word| word.trim_start_matches(is_of_text));
        let operators: Vec<&str> = words.filter(|word| word.starts_with('T')).collect();
        let raised = ["Ts", "Tj", "Ts", "Ts", "TJ", "Ts"];
        assert_eq!(operators[..3], ["Tf", "Tj", "TJ"], "{written}");
        assert_eq!(operators[3..9], raised, "{written}");
        assert_eq!(operators[9..15], raised, "{written}");
        assert_eq!(operators[15..], ["Tj", "TJ"], "{written}");
    }

    fn is_of_text(c: char) -> bool {
        c.is_ascii_hexdigit() || ">]-".contains(c)
    }
}
