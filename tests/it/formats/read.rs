//! The files of the example month, read as anybody would: amounts as whole hundredths.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use serde_json::Value;

use crate::program::world::{OWNERS, World};

/// The example month in every format.
pub static MADE: LazyLock<World> = LazyLock::new(|| {
    let world = World::with_snapshot();
    world.generate(&[]);
    world
});

/// The columns of a statement in the order of its pages.
pub const COLUMNS: [&str; 10] = [
    "rent",
    "fees",
    "adjustments",
    "channel_fee",
    "commission",
    "taxes",
    "charges",
    "expenses",
    "credits",
    "co_host",
];

/// The statements in JSON, by owner.
pub fn statements() -> Vec<(&'static str, Value)> {
    let read = |owner| (owner, MADE.json(&format!("statements/2026-10/manager/{owner}.json")));
    OWNERS.into_iter().map(read).collect()
}

/// The path of an owner's document.
pub fn document(owner: &str, kind: &str) -> String {
    let name = "DRAFT-harbour-pine-stays-statement-2026-10";
    format!("statements/2026-10/{owner}/{name}-{owner}.{kind}")
}

pub fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| unreachable!("no list {key}"))
}

pub fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| unreachable!("no text {key}"))
}

/// Hundredths of an amount with two decimals: "-1234.50", or on paper "−1,234.50".
pub fn hundredths(text: &str) -> Option<i64> {
    let digits = text.replace('\u{2212}', "-").replace(',', "");
    let (whole, decimals) = digits.rsplit_once('.')?;
    let is_amount = decimals.len() == 2 && whole.trim_start_matches('-').parse::<u32>().is_ok();
    is_amount.then(|| format!("{whole}{decimals}").parse().ok()).flatten()
}

/// An amount of the JSON.
pub fn amount(value: &Value) -> i64 {
    let text = text(value, "amount");
    hundredths(text).unwrap_or_else(|| unreachable!("no amount: {text}"))
}

/// The amounts that a page shows of these columns: those that are not nothing, then the net.
pub fn shown(amounts: &Value) -> Vec<i64> {
    let columns = COLUMNS.iter().map(|column| amount(&amounts[column])).filter(|sum| *sum != 0);
    columns.chain([amount(&amounts["net"])]).collect()
}

/// The amounts of a line on a page, in order, without those that are nothing but for the last.
pub fn amounts_of(cells: &[String]) -> Vec<i64> {
    let words = cells.iter().flat_map(|cell| cell.split_whitespace());
    let mut amounts: Vec<i64> = words.filter_map(hundredths).collect();
    let last = amounts.pop();
    amounts.retain(|sum| *sum != 0);
    amounts.into_iter().chain(last).collect()
}

/// The rows of a page's tables, cell by cell, without markup.
pub fn rows_of_html(html: &str) -> Vec<Vec<String>> {
    let rows = html.split("<tr").skip(1).map(|row| row.split_once("</tr>").map_or(row, |r| r.0));
    let cells = |row: &str| -> Vec<String> {
        let row = row.replace("<td", "\u{0}<").replace("<th", "\u{0}<");
        row.split('\u{0}').skip(1).map(plain).collect()
    };
    rows.map(cells).collect()
}

fn plain(cell: &str) -> String {
    let texts = cell.split('<').skip(1).filter_map(|piece| piece.split_once('>'));
    texts.map(|(_, text)| text.trim()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The lines of a PDF, page by page: what stands at the same height, from left to right.
pub fn lines_of_pdf(bytes: &[u8]) -> Vec<Vec<String>> {
    let document = Document::load_mem(bytes).expect("a PDF");
    document.page_iter().flat_map(|page| lines_of_page(&document, page)).collect()
}

fn lines_of_page(document: &Document, page: ObjectId) -> Vec<Vec<String>> {
    let fonts = fonts_of(document, page);
    let content = Content::decode(&document.get_page_content(page)).expect("page content");
    let mut font = &BTreeMap::new();
    let (mut across, mut up) = (0, 0);
    let mut lines: BTreeMap<(i64, i64), String> = BTreeMap::new();
    for operation in &content.operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "BT" => (across, up) = (0, 0),
            "Tf" => font = &fonts[operands[0].as_name().expect("a font's name")],
            "Td" => (across, up) = (across + place(&operands[0]), up + place(&operands[1])),
            "Tj" | "TJ" => lines.entry((-up, across)).or_default().push_str(&said(operands, font)),
            _ => {}
        }
    }
    let mut found: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for ((height, _), text) in lines {
        found.entry(height).or_default().push(text);
    }
    found.into_values().collect()
}

/// Hundredths of a point, so that places can be compared.
fn place(object: &Object) -> i64 {
    let text = format!("{:.2}", object.as_float().expect("a number")).replace('.', "");
    text.parse().expect("a number")
}

type Glyphs = BTreeMap<u16, String>;

fn said(operands: &[Object], font: &Glyphs) -> String {
    let pieces = operands[0].as_array().map_or(&operands[..1], Vec::as_slice);
    let bytes: Vec<u8> =
        pieces.iter().filter_map(|piece| piece.as_str().ok()).flatten().copied().collect();
    let glyphs = bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    glyphs.map(|glyph| font[&glyph].as_str()).collect()
}

fn fonts_of(document: &Document, page: ObjectId) -> BTreeMap<Vec<u8>, Glyphs> {
    let dictionary = |object: &Object| -> Dictionary {
        let found = match object.as_reference() {
            Ok(id) => document.get_dictionary(id),
            Err(_) => object.as_dict(),
        };
        found.expect("a dictionary").clone()
    };
    let page = document.get_dictionary(page).expect("a page");
    let resources = dictionary(page.get(b"Resources").expect("resources"));
    let fonts = dictionary(resources.get(b"Font").expect("fonts"));
    let named = |(name, font): (&Vec<u8>, &Object)| {
        let map = dictionary(font).get(b"ToUnicode").and_then(Object::as_reference);
        let map = document.get_object(map.expect("a map to text")).and_then(Object::as_stream);
        let map = map.and_then(lopdf::Stream::decompressed_content).expect("a map to text");
        (name.clone(), glyphs_of(&String::from_utf8(map).expect("a text")))
    };
    fonts.iter().map(named).collect()
}

/// A font's map from glyphs to text: lines such as `<002a> <0041>`.
fn glyphs_of(map: &str) -> Glyphs {
    let line = |line: &str| {
        let parts: Vec<&str> = line.split(['<', '>']).collect();
        let ["", glyph, " ", text, ""] = parts[..] else { return None };
        let units = text.as_bytes().chunks(4).map(|unit| std::str::from_utf8(unit).ok());
        let units: Option<Vec<u16>> =
            units.map(|unit| u16::from_str_radix(unit?, 16).ok()).collect();
        // ranges of codes have two digits more
        let glyph = (glyph.len() == 4).then(|| u16::from_str_radix(glyph, 16).ok())??;
        Some((glyph, String::from_utf16(&units?).ok()?))
    };
    map.lines().filter_map(line).collect()
}
