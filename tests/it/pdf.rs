//! PDFs as a reader gets them: opened with lopdf, their text read back through their own maps.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Document, Object, ObjectId};
use owner_statements::render::page::{Page, PageSection, RowRole};
use owner_statements::render::pdf::{Paper, Pdf, PdfRenderer, SystemFonts};
use rayon::prelude::*;

#[path = "../../benches/pdf/pages.rs"]
mod pages;

use pages::{cell, sample, stays};

use crate::share::step;

static RENDERER: std::sync::LazyLock<PdfRenderer> =
    std::sync::LazyLock::new(|| PdfRenderer::new(Paper::A4, None, SystemFonts::Ignore).unwrap());

fn print(page: &Page) -> Pdf {
    RENDERER.render(page).unwrap()
}

/// A font's map from glyphs to text.
fn to_unicode(document: &Document, font: &lopdf::Dictionary) -> BTreeMap<u16, String> {
    let id = font.get(b"ToUnicode").unwrap().as_reference().unwrap();
    let stream = document.get_object(id).unwrap().as_stream().unwrap();
    let map = String::from_utf8(stream.decompressed_content().unwrap()).unwrap();
    let mut found = BTreeMap::new();
    for line in map.lines() {
        let parts: Vec<&str> = line.split(['<', '>']).collect();
        if let ["", gid, " ", text, ""] = parts[..]
            && gid.len() == 4
        {
            let units: Vec<u16> = (0..text.len())
                .step_by(4)
                .filter_map(|at| u16::from_str_radix(text.get(at..at + 4)?, 16).ok())
                .collect();
            found
                .insert(u16::from_str_radix(gid, 16).unwrap(), String::from_utf16(&units).unwrap());
        }
    }
    found
}

type Fonts = BTreeMap<Vec<u8>, BTreeMap<u16, String>>;

fn fonts_of(document: &Document, page: ObjectId) -> Fonts {
    let resolve = |object: &Object| -> lopdf::Dictionary {
        let direct = document.dereference(object).unwrap().1;
        direct.as_dict().unwrap().clone()
    };
    let page = document.get_dictionary(page).unwrap();
    let resources = resolve(page.get(b"Resources").unwrap());
    let fonts = resolve(resources.get(b"Font").unwrap());
    fonts.iter().map(|(name, font)| (name.clone(), to_unicode(document, &resolve(font)))).collect()
}

/// The texts of each page in the order in which they are drawn; fails on a glyph without meaning.
fn texts(pdf: &Pdf) -> Vec<Vec<String>> {
    let document = Document::load_mem(&pdf.bytes).unwrap();
    document.page_iter().map(|page| texts_of(&document, page)).collect()
}

fn texts_of(document: &Document, page: ObjectId) -> Vec<String> {
    let fonts = fonts_of(document, page);
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    let mut font = &BTreeMap::new();
    let mut lines: Vec<String> = Vec::new();
    for operation in &content.operations {
        match operation.operator.as_str() {
            "Tf" => font = &fonts[operation.operands[0].as_name().unwrap()],
            "Td" => lines.push(String::new()),
            "Tj" | "TJ" => {
                let shown = &operation.operands[0];
                let pieces = shown.as_array().cloned().unwrap_or_else(|_| vec![shown.clone()]);
                let bytes = pieces.iter().filter_map(|piece| piece.as_str().ok()).flatten();
                let bytes: Vec<u8> = bytes.copied().collect();
                for pair in bytes.chunks(2) {
                    let gid = u16::from_be_bytes([pair[0], pair[1]]);
                    assert_ne!(gid, 0, "the glyph for nothing");
                    lines.last_mut().unwrap().push_str(&font[&gid]);
                }
            }
            _ => {}
        }
    }
    lines
}

/// A document's text in reading order, one blank between lines.
fn whole_text(pdf: &Pdf) -> String {
    squeezed(&texts(pdf).concat().join(" "))
}

/// Without spaces, which breaking a line may drop.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Every string that a page shows.
fn strings(page: &Page) -> Vec<String> {
    let mut all = vec![page.title.clone(), page.period.clone(), page.walk_heading.clone()];
    all.extend(page.mark.clone());
    for party in [&page.manager, &page.owner, &page.properties] {
        all.extend([party.heading.clone(), party.name.clone()]);
        all.extend(party.lines.clone());
    }
    all.extend([&page.answer.caption, &page.answer.amount, &page.answer.note].map(String::clone));
    for line in &page.walk {
        all.extend([line.label.clone(), line.amount.clone()]);
        all.extend(line.detail.clone());
    }
    let sections: Vec<&PageSection> = page.summary.iter().chain(&page.sections).collect();
    let figures = sections.iter().flat_map(|section| &section.figures);
    for fact in page.facts.iter().chain(&page.figures).chain(figures) {
        all.extend([fact.label.clone(), fact.value.clone()]);
        all.extend(fact.note.clone());
    }
    for section in sections {
        all.push(section.heading.clone());
        all.extend(section.subheading.clone());
        all.extend(section.empty.clone());
        all.extend(section.remarks.clone());
        if let Some(table) = &section.table {
            all.extend(table.columns.iter().map(|column| column.heading.clone()));
            for row in &table.rows {
                all.extend(row.cells.iter().map(|cell| cell.text.clone()));
                all.extend(row.cells.iter().filter_map(|cell| cell.sub.clone()));
                all.extend(row.note.clone());
            }
        }
    }
    for notes in [&page.method, &page.notes] {
        all.push(notes.heading.clone());
        all.extend(notes.lines.clone());
    }
    all.extend(page.footer.clone());
    all
}

fn check_nothing_is_lost(page: &Page) -> Pdf {
    let pdf = print(page);
    let text = whole_text(&pdf);
    for string in strings(page) {
        assert!(text.contains(&squeezed(&string)), "{string:?} is lost");
    }
    pdf
}

fn many_properties() -> Page {
    let mut page = sample(4, 1);
    page.sections =
        (0..6).map(|index| stays(&format!("Property {index}"), index, 2 + index * 3)).collect();
    page.sections[2].figures = page.figures.clone();
    page.sections[3].table = None;
    page.sections[3].empty = Some("No stays in October 2026.".to_owned());
    page.summary = Some(stays("Your properties", 9, 6));
    let names: Vec<String> = (0..9).map(|index| format!("Property {index}")).collect();
    page.properties.lines = names;
    page
}

#[test]
fn every_string_of_a_page_is_printed() {
    for seed in 0..8 {
        check_nothing_is_lost(&sample(seed, 12));
    }
    check_nothing_is_lost(&sample(1, 150));
    check_nothing_is_lost(&many_properties());
    let mut bare = sample(0, 0);
    bare.mark = None;
    bare.sections[0].table = None;
    bare.figures.clear();
    bare.walk.clear();
    bare.walk_heading.clear();
    check_nothing_is_lost(&bare);
}

#[test]
fn a_short_statement_takes_one_page_and_a_usual_one_two_at_most() {
    let mut short = sample(0, 4);
    short.mark = None;
    assert_eq!(print(&short).pages, 1);
    assert!(print(&sample(0, 12)).pages <= 2);
    let letter = PdfRenderer::new(Paper::Letter, None, SystemFonts::Ignore).unwrap();
    assert!(letter.render(&sample(0, 12)).unwrap().pages <= 2);
}

/// Notes of every length bring the end of the text to every height of the last page.
#[test]
fn the_legal_lines_never_stand_alone() {
    for points in (0..70).step_by(step(3)) {
        let mut page = sample(0, 12);
        page.notes.lines = (0..points).map(|point| format!("Note {point}.")).collect();
        let last = texts(&print(&page)).pop().unwrap();
        let legal = last.iter().position(|text| *text == page.footer[0]).unwrap();
        let above: Vec<&String> = last[..legal].iter().filter(|text| !text.is_empty()).collect();
        let furniture = [page.running_heading.as_str(), page.mark.as_deref().unwrap()];
        assert!(above.iter().any(|text| !furniture.contains(&text.as_str())), "{points}: {last:?}");
    }
}

#[test]
fn twelve_single_rows_fit_one_page() {
    let mut page = sample(0, 12);
    for row in &mut page.sections[0].table.as_mut().unwrap().rows {
        row.cells[0].sub = None;
    }
    assert_eq!(print(&page).pages, 1);
}

#[test]
fn text_is_in_reading_order() {
    let text = whole_text(&print(&sample(0, 12)));
    let order = [
        "Harbour&HillStaysLtd",
        "Ownerstatement",
        "DRAFT",
        "1to31October2026",
        "27ArdfernRoad",
        "SeaViewCottage1",
        "Draft,notissued",
        "EstimateforOctober2026",
        "€5,145.98",
        "Managementcommission20%ofrentafterdiscounts−1,624.69",
        "Occupancy75.8%",
        "ReservationArrivalDepartureNightsRent",
        "Total,12stays",
        "Howthiswascalculated",
        "Pleasenote",
        "notaVATinvoice",
    ];
    let mut from = 0;
    for words in order {
        let at = text[from..].find(words).unwrap_or_else(|| panic!("{words} is not in its place"));
        from += at;
    }
}

#[test]
fn a_long_table_repeats_its_header_and_carries_its_totals() {
    let page = sample(2, 150);
    let pdf = print(&page);
    assert!(pdf.pages >= 4);
    let table = page.sections[0].table.as_ref().unwrap();
    let leaves: Vec<Vec<String>> = texts(&pdf);
    let with_rows: Vec<&Vec<String>> =
        leaves.iter().filter(|leaf| leaf.iter().any(|text| text.starts_with("HM"))).collect();
    for (index, leaf) in with_rows.iter().enumerate() {
        assert!(leaf.iter().any(|text| text == "Channel cost"), "no header");
        assert_eq!(leaf.iter().any(|text| text == "Brought forward"), index > 0);
        let last = index + 1 == with_rows.len();
        assert_eq!(leaf.iter().any(|text| text == "Carried forward"), !last);
        let at = |words: &str| leaf.iter().position(|text| text == words);
        if let Some(carried) = at("Carried forward") {
            let code =
                leaf.iter().rfind(|text| table.rows.iter().any(|row| &&row.cells[0].text == text));
            let row = table.rows.iter().find(|row| Some(&row.cells[0].text) == code).unwrap();
            let sums: Vec<&String> = row.running.iter().filter(|text| !text.is_empty()).collect();
            let carried: Vec<&String> = leaf.iter().skip(carried + 1).take(sums.len()).collect();
            assert_eq!(carried, sums, "what is carried is what was reached");
        }
    }
}

#[test]
fn rows_are_never_parted_and_totals_keep_company() {
    for rows in (10..70).step_by(step(3)) {
        let page = sample(3, rows);
        let table = page.sections[0].table.as_ref().unwrap();
        let leaves = texts(&print(&page));
        for row in table.rows.iter().filter(|row| row.role == RowRole::Line) {
            let leaf = leaves.iter().find(|leaf| leaf.contains(&row.cells[0].text)).unwrap();
            let at = leaf.iter().position(|text| text == &row.cells[0].text).unwrap();
            let shown: Vec<&String> = leaf.iter().skip(at).take(11).collect();
            for cell in &row.cells {
                assert!(shown.contains(&&cell.text), "{:?} of {rows} rows", cell.text);
            }
        }
        let total =
            leaves.iter().find(|leaf| leaf.iter().any(|t| t.starts_with("Total,"))).unwrap();
        let company =
            total.iter().filter(|text| text.starts_with("HM") && text.len() == 10).count();
        assert!(company >= 2, "{rows} rows: a total with {company} rows");
    }
}

#[test]
fn pages_are_numbered() {
    for leaf in texts(&print(&sample(0, 40))).iter().zip(1..) {
        let (texts, number) = leaf;
        assert!(texts.last().unwrap().starts_with(&format!("Page {number} of ")));
    }
}

#[test]
fn bytes_depend_on_nothing_but_the_page() {
    let pages: Vec<Page> = (0..24).map(|seed| sample(seed, 3 + seed)).collect();
    let one_by_one: Vec<Pdf> = pages.iter().map(print).collect();
    let mut backwards: Vec<Pdf> = pages.iter().rev().map(print).collect();
    backwards.reverse();
    assert_eq!(one_by_one, backwards);
    for threads in [1, 2, 5] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let at_once: Vec<Pdf> = pool.install(|| pages.par_iter().map(print).collect());
        assert_eq!(one_by_one, at_once);
    }
    let fresh = PdfRenderer::new(Paper::A4, None, SystemFonts::Ignore).unwrap();
    assert_eq!(fresh.render(&pages[5]).unwrap(), one_by_one[5]);
}

#[test]
fn different_pages_have_different_identities() {
    let identity = |pdf: &Pdf| {
        let document = Document::load_mem(&pdf.bytes).unwrap();
        document.trailer.get(b"ID").unwrap().as_array().unwrap()[0].as_str().unwrap().to_vec()
    };
    let (first, second) = (print(&sample(0, 5)), print(&sample(1, 5)));
    assert_ne!(identity(&first), identity(&second));
    assert_eq!(identity(&first).len(), 16);
}

#[test]
fn a_file_does_nothing_by_itself() {
    let mut page = sample(0, 12);
    page.manager.lines.push("https://example.com/?q=) Tj /JavaScript".to_owned());
    page.notes.lines.push("\u{202e}reversed\u{2066} and \u{7} bell".to_owned());
    let pdf = print(&page);
    let document = Document::load_mem(&pdf.bytes).unwrap();
    for object in document.objects.values() {
        let stream = object.as_stream().map(|stream| &stream.dict);
        let found = object.as_dict().or(stream).ok();
        for (key, _) in found.into_iter().flat_map(lopdf::Dictionary::iter) {
            for banned in
                ["JS", "JavaScript", "OpenAction", "AA", "URI", "Annots", "GTS_PDFXVersion"]
            {
                assert_ne!(key, banned.as_bytes());
            }
        }
    }
    let text = whole_text(&pdf);
    assert!(text.contains("reversedandbell"));
    assert!(pdf.missing.is_empty());
}

#[test]
fn a_file_says_what_it_is() {
    let pdf = print(&sample(2, 12));
    let document = Document::load_mem(&pdf.bytes).unwrap();
    assert_eq!(document.version, "1.7");
    let catalogue = document.catalog().unwrap();
    assert_eq!(catalogue.get(b"Lang").unwrap().as_str().unwrap(), b"en-IE");
    assert!(catalogue.get(b"PageMode").unwrap().as_name().is_ok());
    let preferences = catalogue.get(b"ViewerPreferences").unwrap().as_dict().unwrap();
    assert_eq!(preferences.get(b"DisplayDocTitle").unwrap(), &Object::Boolean(true));
    let information = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
    let information = document.get_dictionary(information).unwrap();
    assert_eq!(information.get(b"Producer").unwrap().as_str().unwrap(), b"owner-statements");
    let title = information.get(b"Title").unwrap().as_str().unwrap();
    let units: Vec<u16> =
        title[2..].chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    assert_eq!(String::from_utf16(&units).unwrap(), "Owner statement, October 2026, Łukasz W.");
    assert!(!information.has(b"CreationDate"));
}

#[test]
fn a_name_that_no_font_has_is_shown_as_such_and_reported() {
    let mut page = sample(0, 3);
    page.owner.name = "田中 太郎".to_owned();
    page.owner.lines = vec!["محمد, شارع 12".to_owned(), "Ελλάδα Ижевск Nguyễn Łódź".to_owned()];
    let pdf = print(&page);
    let text = whole_text(&pdf);
    assert!(text.contains("[?][?]"));
    assert!(text.contains("ΕλλάδαИжевскNguyễnŁódź"));
    assert!(pdf.missing.contains(&'田') && pdf.missing.contains(&'م'));
    assert!(!pdf.missing.contains(&'Ł'));
}

#[test]
fn marks_above_each_other_cost_the_page_nothing() {
    const KNOWN: &str = " BT ET Td Tf Tj TJ Ts rg re f f* q Q cm Do BMC EMC BDC ";
    let mut page = sample(1, 3);
    let marks: String = ('\u{300}'..'\u{340}').collect();
    page.owner.name = format!("Z{marks}algo Z\u{300}\u{301} a\u{323}\u{302}");
    let pdf = print(&page);
    let document = Document::load_mem(&pdf.bytes).expect("a document");
    for page in document.page_iter() {
        let content = Content::decode(&document.get_page_content(page)).expect("a content");
        for one in &content.operations {
            assert!(KNOWN.contains(&format!(" {} ", one.operator)), "{one:?}");
        }
        for (_, map) in fonts_of(&document, page) {
            assert!(map.values().all(|text| text.chars().count() <= 24), "too long to be read");
        }
    }
    let text = whole_text(&pdf);
    assert!(text.contains("algo"), "{text}");
    assert!(text.contains(&squeezed(&page.answer.amount)), "{text}");
}

#[test]
fn long_names_wrap_or_end_in_an_ellipsis_and_never_overlap() {
    let mut page = sample(0, 5);
    let table = page.sections[0].table.as_mut().unwrap();
    table.rows[0].cells[0] = cell("An extraordinarily long name ".repeat(9));
    table.rows[1].cells[0] = cell("Donaudampfschifffahrtsgesellschaftskapitän".repeat(4));
    table.rows[2].note = Some("A remark that goes on and on. ".repeat(40));
    page.owner.name = "Maximiliane ".repeat(30);
    page.title = "Eigentümerabrechnung und Betriebskostennachweis".to_owned();
    let pdf = print(&page);
    assert!(pdf.pages <= 2);
    assert!(texts(&pdf).concat().iter().any(|text| text.ends_with('…')));
}

#[test]
fn files_are_small() {
    for seed in 0..8 {
        let size = print(&sample(seed, 12)).bytes.len();
        assert!(size <= 45 << 10, "{size} bytes");
    }
}

#[test]
fn a_logo_is_embedded_once() {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 8, 4);
    encoder.set_color(png::ColorType::Rgba);
    encoder.write_header().unwrap().write_image_data(&[90; 8 * 4 * 4]).unwrap();
    let renderer = PdfRenderer::new(Paper::Letter, Some(&file), SystemFonts::Ignore).unwrap();
    let document = Document::load_mem(&renderer.render(&sample(0, 60)).unwrap().bytes).unwrap();
    let images = document.objects.values().filter(|object| {
        let stream = object.as_stream();
        stream.is_ok_and(|stream| {
            stream.dict.get(b"Subtype").unwrap_or(&Object::Null) == &Object::Name(b"Image".to_vec())
        })
    });
    assert_eq!(images.count(), 2, "the logo and its mask");
    assert!(PdfRenderer::new(Paper::A4, Some(b"no image"), SystemFonts::Ignore).is_err());
}
