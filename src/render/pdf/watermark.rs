//! The large, light mark across a page, as a drawing: outlines, so that it is neither found nor
//! copied as text.

use ttf_parser::{Face, OutlineBuilder};

use super::backend::{Dictionary, Stream};
use super::fonts::Bundled;
use super::layout::Ink;
use super::numerals;
use super::paper::{Length, Sheet};

/// Cosine and sine of the mark's angle, in thousandths (52 degrees).
const ANGLE: (i64, i64) = (616, 788);
/// The largest type that it is drawn in, in points.
const SIZE_MOST: i64 = 200;

/// The mark as a form that every page may draw.
///
/// `None` if the bundled face lacks one of its characters; the framed mark is there all the same.
pub(super) fn watermark(mark: &str, sheet: &Sheet) -> Option<Stream> {
    let face = Face::parse(Bundled::heavy_file(), 0).ok()?;
    let mut trace = OutlineCollector::default();
    for character in mark.chars() {
        let gid = face.glyph_index(character)?;
        face.outline_glyph(gid, &mut trace);
        trace.origin += i64::from(face.glyph_hor_advance(gid)?);
    }
    let length = trace.origin.max(1);
    // in points an em, which is thousandths of a point a font unit
    let size = (i64::from(sheet.width) * 12 / 10 / length).min(SIZE_MOST);
    let (cos, sin) = ANGLE;
    let (along, up) = (length / 2, 698 / 2);
    let place = |(x, y): (i64, i64)| {
        let (x, y) = ((x - along) * size, (y - up) * size);
        let across = i64::from(sheet.width) / 2 + (x * cos - y * sin) / 1000;
        let above = i64::from(sheet.height) / 2 + (x * sin + y * cos) / 1000;
        (Length::try_from(across).unwrap_or(0), Length::try_from(above).unwrap_or(0))
    };
    let mut out = Vec::with_capacity(4 << 10);
    for channel in Ink::Watermark.rgb() {
        numerals::append_hundredths(&mut out, i32::from(channel) * 100 / 255);
    }
    out.extend_from_slice(b"rg\n");
    for step in &trace.steps {
        let (corners, operator): (&[(i64, i64)], &[u8]) = match step {
            Step::Move(to) => (std::slice::from_ref(to), b"m\n"),
            Step::Line(to) => (std::slice::from_ref(to), b"l\n"),
            Step::Curve(corners) => (corners, b"c\n"),
            Step::Close => (&[], b"h\n"),
        };
        for corner in corners {
            let (x, y) = place(*corner);
            numerals::append_hundredths(&mut out, numerals::hundredths(x));
            numerals::append_hundredths(&mut out, numerals::hundredths(y));
        }
        out.extend_from_slice(operator);
    }
    out.extend_from_slice(b"f");
    let edges = [0, 0, sheet.width.div_euclid(1000) + 1, sheet.height.div_euclid(1000) + 1];
    let form = Dictionary::default()
        .name("Type", "XObject")
        .name("Subtype", "Form")
        .integers("BBox", &edges)
        .dictionary("Resources", Dictionary::default());
    Some(Stream::of_document(form, &out))
}

/// A step of an outline, in font units.
enum Step {
    Move((i64, i64)),
    Line((i64, i64)),
    Curve([(i64, i64); 3]),
    Close,
}

/// Takes down outlines of glyphs set one after the other.
#[derive(Default)]
struct OutlineCollector {
    origin: i64,
    steps: Vec<Step>,
    at: (i64, i64),
}

impl OutlineCollector {
    /// font units are integers; a curve's implied midpoint loses half a unit, which is invisible
    fn whole(&self, x: f32, y: f32) -> (i64, i64) {
        (self.origin + x as i64, y as i64)
    }
}

impl OutlineBuilder for OutlineCollector {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = self.whole(x, y);
        self.steps.push(Step::Move(self.at));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.at = self.whole(x, y);
        self.steps.push(Step::Line(self.at));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (from, middle, to) = (self.at, self.whole(x1, y1), self.whole(x, y));
        let towards = |end: (i64, i64)| {
            (end.0 + (middle.0 - end.0) * 2 / 3, end.1 + (middle.1 - end.1) * 2 / 3)
        };
        self.steps.push(Step::Curve([towards(from), towards(to), to]));
        self.at = to;
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.at = self.whole(x, y);
        let corners = [self.whole(x1, y1), self.whole(x2, y2), self.at];
        self.steps.push(Step::Curve(corners));
    }

    fn close(&mut self) {
        self.steps.push(Step::Close);
    }
}
