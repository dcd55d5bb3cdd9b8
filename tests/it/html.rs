//! What the HTML files hold: every string of their page, nothing that runs, nothing from elsewhere.
//!
//! The sample documents are left in the target folder, `tmp/html`, for whoever wants to look at them.

use std::path::PathBuf;

use owner_statements::render::batch_page::*;
use owner_statements::render::html::{HtmlError, HtmlPrinter};
use owner_statements::render::page::*;

fn fact(label: &str, value: &str) -> Fact {
    Fact { label: label.into(), value: value.into(), note: None }
}

fn noted_fact(label: &str, value: &str, note: &str) -> Fact {
    Fact { note: Some(note.into()), ..fact(label, value) }
}

fn column(heading: &str, kind: ColumnKind) -> Column {
    Column { heading: heading.into(), kind }
}

/// Cells from texts; "a|b" has b on its second line.
fn cells(texts: &[&str]) -> Vec<Cell> {
    let cell = |text: &&str| match text.split_once('|') {
        Some((text, sub)) => Cell { text: text.into(), sub: Some(sub.into()) },
        None => Cell { text: (*text).into(), sub: None },
    };
    texts.iter().map(cell).collect()
}

fn row(role: RowRole, texts: &[&str], note: Option<&str>) -> Row {
    Row { role, cells: cells(texts), note: note.map(Into::into), running: Vec::new() }
}

fn walk(role: RowRole, label: &str, detail: &str, amount: &str) -> WalkLine {
    let detail = (!detail.is_empty()).then(|| detail.into());
    WalkLine { role, label: label.into(), detail, amount: amount.into() }
}

fn strings(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

fn reservation_columns() -> Vec<Column> {
    use ColumnKind::{Number, Short, Text};
    [
        ("Reservation", Text),
        ("Check-in", Short),
        ("Check-out", Short),
        ("Nights", Number),
        ("Rent", Number),
        ("Fees", Number),
        ("Channel cost", Number),
        ("Commission", Number),
        ("Taxes", Number),
        ("Net", Number),
    ]
    .map(|(heading, kind)| column(heading, kind))
    .into()
}

fn harbour_rows() -> Vec<Row> {
    use RowRole::{Line, Muted, Subtotal, Total};
    let mut rows = vec![
        row(
            Line,
            &[
                "HMAB12CD34|Airbnb",
                "28 Sep",
                "4 Oct",
                "3/6",
                "450.00",
                "40.00",
                "−14.70",
                "−107.69",
                "0.00",
                "367.61",
            ],
            Some("Three nights fall in September and are on that month's statement."),
        ),
        row(
            Line,
            &[
                "BDC-4471902235|Booking.com",
                "5 Oct",
                "9 Oct",
                "4",
                "612.00",
                "40.00",
                "−97.80",
                "−146.88",
                "−18.00",
                "389.32",
            ],
            None,
        ),
        row(
            Muted,
            &["OWN-0091|Owner stay", "10 Oct", "14 Oct", "4", "", "", "", "", "", "0.00"],
            None,
        ),
        row(
            Line,
            &[
                "HMQZ88LK01|Airbnb",
                "16 Oct",
                "19 Oct",
                "3",
                "398.50",
                "40.00",
                "−13.16",
                "−95.36",
                "0.00",
                "329.98",
            ],
            Some("Cancelled on 15 October; the guest paid half under the channel's policy."),
        ),
    ];
    for n in 0..26 {
        let code = format!("DIR-{:05}|Direct", 20417 + n * 13);
        let texts =
            [&code, "20 Oct", "22 Oct", "2", "280.00", "40.00", "0.00", "−67.20", "0.00", "252.80"];
        rows.push(row(Line, &texts.map(|text: &str| text), None));
    }
    rows.push(row(
        Subtotal,
        &[
            "All stays",
            "",
            "",
            "62",
            "8,740.50",
            "1,160.00",
            "−125.66",
            "−2,097.13",
            "−18.00",
            "7,659.71",
        ],
        None,
    ));
    rows.push(row(
        Total,
        &[
            "Your part, 60 %",
            "",
            "",
            "",
            "5,244.30",
            "696.00",
            "−75.40",
            "−1,258.28",
            "−10.80",
            "4,595.82",
        ],
        None,
    ));
    rows
}

fn summary() -> Section {
    use ColumnKind::{Number, Text};
    Section {
        heading: "Your properties".into(),
        subheading: Some("Amounts in EUR".into()),
        figures: Vec::new(),
        table: Some(Table {
            columns: vec![
                column("Property", Text),
                column("Nights", Number),
                column("Income", Number),
                column("Costs", Number),
                column("Net", Number),
            ],
            rows: vec![
                row(
                    RowRole::Line,
                    &["Harbour Loft|Your share 60 %", "62", "5,940.30", "−1,344.48", "4,595.82"],
                    None,
                ),
                row(RowRole::Line, &["Kråkviken Boathouse", "0", "0.00", "0.00", "0.00"], None),
                row(RowRole::Total, &["Total", "62", "5,940.30", "−1,344.48", "4,595.82"], None),
            ],
        }),
        empty: None,
        remarks: Vec::new(),
    }
}

fn sections() -> Vec<Section> {
    use ColumnKind::{Number, Text};
    vec![
        Section {
            heading: "Harbour Loft".into(),
            subheading: Some("4 Quay Street, Galway · amounts in EUR".into()),
            figures: vec![
                fact("Nights booked", "62"),
                fact("Occupancy", "87 %"),
                fact("Average rate", "141.00"),
            ],
            table: Some(Table { columns: reservation_columns(), rows: harbour_rows() }),
            empty: None,
            remarks: strings(&[
                "Nights “3/6” are the nights in October out of those of the whole stay.",
            ]),
        },
        Section {
            heading: "Kråkviken Boathouse".into(),
            subheading: Some("Strandveien 18, Kråkvik".into()),
            figures: Vec::new(),
            table: None,
            empty: Some("No stays in October 2026".into()),
            remarks: Vec::new(),
        },
        Section {
            heading: "Collected for others".into(),
            subheading: None,
            figures: Vec::new(),
            table: Some(Table {
                columns: vec![
                    column("What", Text),
                    column("For whom", Text),
                    column("Amount", Number),
                ],
                rows: vec![
                    row(RowRole::Line, &["Visitor tax", "City of Galway", "96.00"], None),
                    row(RowRole::Total, &["Total in EUR", "", "96.00"], None),
                ],
            }),
            empty: None,
            remarks: strings(&["Passed on; no part of your income."]),
        },
    ]
}

fn sample() -> Page {
    use RowRole::{Line, Subtotal, Total};
    Page {
        language: "en-IE".into(),
        document_title: "Owner statement, October 2026, Astrid Lindqvist".into(),
        title: "Owner statement".into(),
        period: "1 to 31 October 2026".into(),
        mark: Some("DRAFT".into()),
        running_heading: "Harbour & Pine Stays · Astrid Lindqvist · October 2026".into(),
        manager: Party {
            heading: String::new(),
            name: "Harbour & Pine Stays".into(),
            lines: strings(&[
                "12 Merchants Road, Galway",
                "statements@harbourpine.example",
                "VAT IE0000000XX",
            ]),
        },
        owner: Party {
            heading: "Owner".into(),
            name: "Astrid Lindqvist".into(),
            lines: strings(&["Sjögatan 7", "111 22 Norrvik, Sweden"]),
        },
        properties: Party {
            heading: "Properties".into(),
            name: "Harbour Loft".into(),
            lines: strings(&["4 Quay Street, Galway", "Kråkviken Boathouse, Kråkvik"]),
        },
        facts: vec![
            fact("State", "Draft, not issued"),
            fact("Currency", "EUR"),
            noted_fact("Data as of", "2 November 2026", "08:14, Europe/Dublin"),
        ],
        answer: Answer {
            caption: "Estimate for October 2026".into(),
            amount: "4,595.82 EUR".into(),
            note: "Not final: this is a draft and figures may change before it is issued.".into(),
        },
        walk_heading: "From rent to what is yours".into(),
        walk: vec![
            walk(Line, "Rental income", "Accommodation after discounts", "5,244.30"),
            walk(Line, "Fees that are yours", "Cleaning", "696.00"),
            walk(Subtotal, "Income", "", "5,940.30"),
            walk(Line, "Channel costs", "", "−75.40"),
            walk(
                Line,
                "Management commission",
                "20 % of rent and fees after channel costs, and 23 % VAT on it",
                "−1,258.28",
            ),
            walk(Line, "Taxes", "Withheld by the channel", "−10.80"),
            walk(Total, "Your net for October, in EUR", "", "4,595.82"),
        ],
        figures: vec![
            fact("Nights", "62"),
            fact("Occupancy", "87 %"),
            noted_fact("Average rate", "141.00", "per night booked"),
            fact("Per available night", "122.70"),
            fact("Stays", "29"),
        ],
        summary: Some(summary()),
        sections: sections(),
        method: Notes {
            heading: "How this was calculated".into(),
            lines: strings(&[
                "A stay counts in the month in which its nights fall, night by night.",
                "Commission is 20 % of rent and fees after what the channel kept; VAT of 23 % is added.",
                "Taxes that the channel pays over itself are neither income nor cost.",
            ]),
        },
        notes: Notes {
            heading: "Notes".into(),
            lines: strings(&[
                "HMQZ88LK01 was cancelled; its amount may still change by 12 November.",
            ]),
        },
        footer: strings(&[
            "This statement is not a VAT invoice.",
            "Data 9f2c41e07ab35d1466e0c8a1f3b92d57c04e88a1d6f7b2c3",
        ]),
        paging: PagingWords {
            page_of: "Page {page} of {pages}".into(),
            carried_forward: "Carried forward".into(),
            brought_forward: "Brought forward".into(),
            continued: "continued".into(),
        },
    }
}

fn link(label: &str, owner: &str, path: &str) -> FileLink {
    FileLink { label: label.into(), description: format!("{label} for {owner}"), path: path.into() }
}

fn statement_row(owner: &str, slug: &str, texts: &[&str]) -> StatementRow {
    let path = |ending: &str| format!("../owners/{slug}/statement 2026-10.{ending}");
    StatementRow {
        role: RowRole::Line,
        cells: cells(texts),
        files: ["PDF", "HTML", "CSV"]
            .map(|label| link(label, owner, &path(&label.to_lowercase())))
            .into(),
    }
}

fn statement_list() -> StatementList {
    use ColumnKind::{Number, Text};
    StatementList {
        heading: "Statements (3)".into(),
        subheading: Some("Drafts of 2 November 2026".into()),
        columns: vec![
            column("Owner", Text),
            column("Properties", Text),
            column("Nights", Number),
            column("Estimate", Number),
        ],
        files_heading: "Files".into(),
        rows: vec![
            statement_row(
                "Astrid Lindqvist",
                "a-lindqvist",
                &["Astrid Lindqvist", "Harbour Loft, Kråkviken Boathouse", "62", "4,595.82 EUR"],
            ),
            statement_row(
                "Tomás Ferreira",
                "t-ferreira",
                &["Tomás Ferreira|Share 40 %", "Harbour Loft", "62", "3,063.89 EUR"],
            ),
            statement_row(
                "Nour El-Amin",
                "n-el-amin",
                &["Nour El-Amin", "Mews Cottage", "11", "−86.20 GBP"],
            ),
            StatementRow {
                role: RowRole::Total,
                cells: cells(&["Total in EUR", "", "124", "7,659.71 EUR"]),
                files: Vec::new(),
            },
        ],
        empty: "No statement was made".into(),
    }
}

fn batch() -> BatchPage {
    use ColumnKind::{Short, Text};
    BatchPage {
        language: "en-IE".into(),
        document_title: "Statements for October 2026".into(),
        title: "Statements".into(),
        period: "October 2026".into(),
        manager: sample().manager,
        alert: Some(Alert {
            mark: "PARTIAL RUN".into(),
            text: "Reservations of one property could not be read. Do not send these statements; run again.".into(),
        }),
        facts: vec![
            fact("Program", "owner-statements 0.1.0"),
            noted_fact("Configuration", "portfolio.toml", "sha256 51c0…a97e"),
            noted_fact("Snapshot", "2 November 2026, 08:14", "sha256 9f2c…b2c3"),
        ],
        tally: Tally {
            heading: "Every reservation accounted for".into(),
            parts: vec![fact("On statements", "71"), fact("Excluded", "2"), fact("Outside October", "18")],
            total: fact("Rows read", "91"),
            verdict: "The counts add up".into(),
            outcome: TallyOutcome::Agrees,
        },
        held: HeldList {
            heading: "Held back (1)".into(),
            empty: "Nothing is held back".into(),
            statements: vec![HeldStatement {
                owner: "Ingrid Moe".into(),
                about: "Fjord View, Slipway 2".into(),
                reasons: strings(&[
                    "HMTT01XX9: the fee 'Boat hire' is not in the agreement",
                    "Slipway 2: two currencies in one month",
                ]),
                files: vec![link("Working", "Ingrid Moe", "held/ingrid moe.json")],
            }],
        },
        notices: NoticeList {
            heading: "Notices (3)".into(),
            empty: "No notices".into(),
            groups: vec![
                NoticeGroup {
                    code: "cancelled-with-money".into(),
                    meaning: "A cancelled stay has an amount".into(),
                    notices: vec![NoticeLine {
                        subject: "HMQZ88LK01".into(),
                        text: "199.25 EUR were kept by the host; counted in October".into(),
                    }],
                },
                NoticeGroup {
                    code: "unknown-status".into(),
                    meaning: "The booking system sent a status that is not known".into(),
                    notices: vec![
                        NoticeLine { subject: "BDC-7001".into(), text: "'on_hold', left out".into() },
                        NoticeLine { subject: "BDC-7002".into(), text: "'on_hold', left out".into() },
                    ],
                },
            ],
        },
        statements: statement_list(),
        excluded: Section {
            heading: "Excluded reservations (2)".into(),
            subheading: None,
            figures: Vec::new(),
            table: Some(Table {
                columns: vec![column("Code", Short), column("Property", Text), column("Dates", Short), column("Reason", Text)],
                rows: vec![
                    row(RowRole::Line, &["BDC-7001", "Mews Cottage", "3–6 Oct 2026", "Status 'on_hold' is not known"], None),
                    row(RowRole::Line, &["BDC-7002", "Mews Cottage", "9–11 Oct 2026", "Status 'on_hold' is not known"], None),
                ],
            }),
            empty: None,
            remarks: Vec::new(),
        },
        downloads: FileList {
            heading: "Files of the whole run".into(),
            files: vec![link("Manifest", "the run", "manifest.json"), link("Lines", "the run", "lines.csv")],
        },
        footer: strings(&["Made on 2 November 2026 by owner-statements 0.1.0"]),
    }
}

fn logo() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 96, 96);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("a header");
    let pixel = |n: u32| {
        let (x, y) = (n % 96, n / 96);
        if x.abs_diff(48) + y.abs_diff(48) < 22 { [255, 255, 255] } else { [31, 92, 86] }
    };
    writer.write_image_data(&(0..96 * 96).flat_map(pixel).collect::<Vec<u8>>()).expect("pixels");
    drop(writer);
    bytes
}

fn printer() -> HtmlPrinter {
    HtmlPrinter::new(Some(&logo())).expect("a printer")
}

/// Leaves a document where it can be looked at.
fn leave(name: &str, html: &str) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("html");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join(name), html).expect("a file");
}

/// What a reader sees of the markup between tags, with references resolved.
fn visible(html: &str) -> String {
    let body = html.split_once("<body").expect("a body").1;
    let mut text = String::new();
    for piece in body.split('<').skip(1) {
        text.push_str(piece.split_once('>').expect("a tag ends").1);
        text.push('\n');
    }
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        .iter()
        .fold(text, |text, (reference, character)| text.replace(reference, character))
}

fn party_strings(party: &Party) -> Vec<&str> {
    [&party.heading, &party.name].into_iter().chain(&party.lines).map(String::as_str).collect()
}

fn fact_strings(facts: &[Fact]) -> Vec<&str> {
    facts
        .iter()
        .flat_map(|fact| [Some(&fact.label), Some(&fact.value), fact.note.as_ref()])
        .flatten()
        .map(String::as_str)
        .collect()
}

fn section_strings(section: &Section) -> Vec<&str> {
    let mut all = vec![section.heading.as_str()];
    all.extend(section.subheading.as_deref());
    all.extend(section.empty.as_deref());
    all.extend(section.remarks.iter().map(String::as_str));
    all.extend(fact_strings(&section.figures));
    if let Some(table) = &section.table {
        all.extend(table.columns.iter().map(|column| column.heading.as_str()));
        for row in &table.rows {
            all.extend(cell_strings(&row.cells));
            all.extend(row.note.as_deref());
        }
    }
    all
}

fn cell_strings(cells: &[Cell]) -> Vec<&str> {
    cells
        .iter()
        .flat_map(|cell| [Some(cell.text.as_str()), cell.sub.as_deref()])
        .flatten()
        .collect()
}

fn page_strings(page: &Page) -> Vec<&str> {
    let mut all = vec![
        page.title.as_str(),
        &page.period,
        &page.answer.caption,
        &page.answer.amount,
        &page.answer.note,
        &page.walk_heading,
        &page.method.heading,
        &page.notes.heading,
    ];
    all.extend(page.mark.as_deref());
    for party in [&page.manager, &page.owner, &page.properties] {
        all.extend(party_strings(party));
    }
    all.extend(fact_strings(&page.facts));
    all.extend(fact_strings(&page.figures));
    for line in &page.walk {
        all.extend([line.label.as_str(), &line.amount]);
        all.extend(line.detail.as_deref());
    }
    for section in page.summary.iter().chain(&page.sections) {
        all.extend(section_strings(section));
    }
    for lines in [&page.method.lines, &page.notes.lines, &page.footer] {
        all.extend(lines.iter().map(String::as_str));
    }
    all
}

fn batch_strings(page: &BatchPage) -> Vec<&str> {
    let mut all = vec![
        page.title.as_str(),
        &page.period,
        &page.tally.heading,
        &page.tally.verdict,
        &page.held.heading,
        &page.notices.heading,
        &page.statements.heading,
        &page.statements.files_heading,
        &page.downloads.heading,
    ];
    all.extend(page.alert.iter().flat_map(|alert| [alert.mark.as_str(), &alert.text]));
    all.extend(party_strings(&page.manager));
    all.extend(fact_strings(&page.facts));
    all.extend(fact_strings(&page.tally.parts));
    all.extend(fact_strings(std::slice::from_ref(&page.tally.total)));
    for held in &page.held.statements {
        all.extend([held.owner.as_str(), &held.about]);
        all.extend(held.reasons.iter().map(String::as_str));
        all.extend(held.files.iter().map(|file| file.label.as_str()));
    }
    for group in &page.notices.groups {
        all.extend([group.code.as_str(), &group.meaning]);
        all.extend(group.notices.iter().flat_map(|line| [line.subject.as_str(), &line.text]));
    }
    all.extend(page.statements.subheading.as_deref());
    all.extend(page.statements.columns.iter().map(|column| column.heading.as_str()));
    for row in &page.statements.rows {
        all.extend(cell_strings(&row.cells));
        all.extend(row.files.iter().map(|file| file.label.as_str()));
    }
    all.extend(section_strings(&page.excluded));
    all.extend(page.downloads.files.iter().map(|file| file.label.as_str()));
    all.extend(page.footer.iter().map(String::as_str));
    all
}

fn check_shown(html: &str, strings: &[&str]) {
    let seen = visible(html);
    for text in strings {
        assert!(seen.contains(text), "'{text}' is not shown");
    }
}

#[test]
fn a_statement_shows_every_string_of_its_page() {
    let page = sample();
    let html = printer().statement(&page).expect("a document");
    leave("statement.html", &html);
    check_shown(&html, &page_strings(&page));
    assert!(html.contains("<title>Owner statement, October 2026, Astrid Lindqvist</title>"));
    assert!(html.contains("<html lang=\"en-IE\">"));
    assert!(html.contains("\"Page\\20 \" counter(page) \"\\20 of\\20 \" counter(pages)"));

    let plain = Page { mark: None, summary: None, sections: sections().split_off(1), ..page };
    let html = HtmlPrinter::new(None).and_then(|printer| printer.statement(&plain)).expect("one");
    leave("statement-plain.html", &html);
    check_shown(&html, &page_strings(&plain));
    assert!(!html.contains("class=\"mark\"") && !html.contains("<img"));
}

#[test]
fn the_overview_shows_every_string_of_its_page() {
    let page = batch();
    let html = printer().batch(&page).expect("a document");
    leave("batch.html", &html);
    check_shown(&html, &batch_strings(&page));
    assert!(html.contains("href=\"../owners/a-lindqvist/statement%202026-10.pdf\""));
    assert!(html.contains("href=\"held/ingrid%20moe.json\""));
    assert!(html.contains("aria-label=\"PDF for Nour El-Amin\""));
    let held = html.find("Held back").expect("held statements");
    assert!(held < html.find("Notices (3)").expect("notices"));
    assert!(held < html.find("Statements (3)").expect("statements"));
}

#[test]
fn an_overview_without_trouble_says_so() {
    let mut page = batch();
    page.alert = None;
    page.held.statements.clear();
    page.notices.groups.clear();
    page.statements.rows.clear();
    page.tally.outcome = TallyOutcome::Differs;
    let html = printer().batch(&page).expect("a document");
    leave("batch-empty.html", &html);
    check_shown(&html, &["Nothing is held back", "No notices", "No statement was made"]);
    assert!(html.contains("tally differs"));
}

/// Elements that have no end tag.
const VOID: [&str; 3] = ["meta", "img", "!DOCTYPE"];

fn check_structure(html: &str) {
    let mut open = Vec::new();
    let outside_style: String = html
        .split("<style>")
        .map(|piece| piece.split_once("</style>").map_or(piece, |(_, rest)| rest))
        .collect();
    for piece in outside_style.split('<').skip(1) {
        let tag = piece.split_once('>').expect("a tag ends").0;
        let name = tag.split(' ').next().expect("a name");
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "closing"),
            None if VOID.contains(&name) => {}
            None => open.push(name),
        }
        for word in [" on", "javascript", "style="] {
            assert!(!tag.split('"').step_by(2).any(|part| part.contains(word)), "{tag}");
        }
    }
    assert!(open.is_empty(), "{open:?}");
    for absent in ["<script", "<link", "<iframe", "<form", "@import", "url(", "http://", "https://"]
    {
        assert!(!html.contains(absent), "{absent}");
    }
    for present in [
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
        "<meta name=\"referrer\" content=\"no-referrer\">",
        "<meta name=\"viewport\"",
        "<main>",
        "<header>",
        "<footer>",
        "<th scope=\"col\"",
        "<th scope=\"row\"",
        "<caption>",
    ] {
        assert!(html.contains(present), "{present}");
    }
    assert_eq!(html.matches("<h1>").count(), 1);
    assert_eq!(html.matches("<title>").count(), 1);
}

#[test]
fn documents_are_well_formed_and_need_nothing_else() {
    check_structure(&printer().statement(&sample()).expect("a document"));
    check_structure(&printer().batch(&batch()).expect("a document"));
}

/// The sample with `text` in place of every string.
fn hostile_page(text: &str) -> Page {
    let mut page = sample();
    let section = |section: &mut Section| {
        section.heading = text.into();
        section.subheading = Some(text.into());
        section.empty = Some(text.into());
        section.remarks = vec![text.into()];
        section.figures = vec![noted_fact(text, text, text)];
        if let Some(table) = &mut section.table {
            table.columns.iter_mut().for_each(|column| column.heading = text.into());
            for row in &mut table.rows {
                row.note = Some(text.into());
                row.cells.fill(Cell { text: text.into(), sub: Some(text.into()) });
            }
        }
    };
    page.sections.iter_mut().chain(&mut page.summary).for_each(section);
    let party = Party { heading: text.into(), name: text.into(), lines: vec![text.into()] };
    let notes = Notes { heading: text.into(), lines: vec![text.into()] };
    Page {
        language: text.into(),
        document_title: text.into(),
        title: text.into(),
        period: text.into(),
        mark: Some(text.into()),
        running_heading: text.into(),
        manager: party.clone(),
        owner: party.clone(),
        properties: party,
        facts: vec![noted_fact(text, text, text)],
        answer: Answer { caption: text.into(), amount: text.into(), note: text.into() },
        walk_heading: text.into(),
        walk: vec![walk(RowRole::Total, text, text, text)],
        figures: vec![noted_fact(text, text, text)],
        method: notes.clone(),
        notes,
        footer: vec![text.into()],
        paging: PagingWords { page_of: text.into(), ..page.paging.clone() },
        ..page
    }
}

fn hostile_batch(text: &str) -> BatchPage {
    let page = hostile_page(text);
    let files =
        vec![FileLink { label: text.into(), description: text.into(), path: text.into() }; 2];
    let section = page.sections.into_iter().next().expect("a section");
    let statement =
        StatementRow { role: RowRole::Line, cells: cells(&[text; 6]), files: files.clone() };
    BatchPage {
        language: text.into(),
        document_title: text.into(),
        title: text.into(),
        period: text.into(),
        manager: page.manager,
        alert: Some(Alert { mark: text.into(), text: text.into() }),
        facts: page.facts.clone(),
        tally: Tally {
            heading: text.into(),
            parts: page.facts,
            total: noted_fact(text, text, text),
            verdict: text.into(),
            outcome: TallyOutcome::Differs,
        },
        held: HeldList {
            heading: text.into(),
            empty: text.into(),
            statements: vec![HeldStatement {
                owner: text.into(),
                about: text.into(),
                reasons: vec![text.into()],
                files: files.clone(),
            }],
        },
        notices: NoticeList {
            heading: text.into(),
            empty: text.into(),
            groups: vec![NoticeGroup {
                code: text.into(),
                meaning: text.into(),
                notices: vec![NoticeLine { subject: text.into(), text: text.into() }],
            }],
        },
        statements: StatementList {
            heading: text.into(),
            subheading: Some(text.into()),
            columns: vec![column(text, ColumnKind::Text); 5],
            files_heading: text.into(),
            rows: vec![statement],
            empty: text.into(),
        },
        excluded: section,
        downloads: FileList { heading: text.into(), files },
        footer: vec![text.into()],
    }
}

#[test]
fn hostile_text_stays_text_in_every_place() {
    for (text, shown) in [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("\" onload=\"alert(1)\" x='", "\" onload=\"alert(1)\" x='"),
        ("' onerror='alert(1)", "' onerror='alert(1)"),
        ("</style><img src=x onerror=alert(1)>", "</style><img src=x onerror=alert(1)>"),
        ("</title></body></html><!--", "</title></body></html><!--"),
        ("{{ 7 * 7 }}{% if x %}{# #}", "{{ 7 * 7 }}{% if x %}{# #}"),
        ("&lt;b&gt; \\\"; } * { display: none }", "&lt;b&gt; \\\"; } * { display: none }"),
        ("{page}{pages}{page", "{page}{pages}{page"),
        ("a\u{202e}b\u{2066}\u{0}\u{1b}c\u{85}d", "abcd"),
    ] {
        let (page, overview) = (hostile_page(text), hostile_batch(text));
        let statement = printer().statement(&page).expect("a document");
        let batch = printer().batch(&overview).expect("a document");
        for html in [&statement, &batch] {
            check_structure(html);
            assert!(!html.chars().any(|c| c.is_control() && c != '\n'));
            assert!(!html.contains(['\u{202e}', '\u{2066}']));
            assert_eq!(html.matches("<style>").count(), html.matches("</style>").count());
            assert_eq!(html.matches("<!").count(), 1, "only the document type");
        }
        let shown_often = |html: &str| visible(html).matches(shown).count();
        if !text.contains("&lt;") {
            assert!(shown_often(&statement) > 100 && shown_often(&batch) > 30, "{text}");
        }
        // as many elements as the same page has with a harmless text
        let elements = |html: &str| html.matches('<').count();
        let harmless = printer().statement(&hostile_page("x")).expect("a document");
        assert_eq!(elements(&statement), elements(&harmless), "{text}");
        let harmless = printer().batch(&hostile_batch("x")).expect("a document");
        assert_eq!(elements(&batch), elements(&harmless), "{text}");
    }
}

#[test]
fn the_same_page_gives_the_same_bytes_on_every_thread() {
    let (printer, page) = (printer(), sample());
    let first = printer.statement(&page).expect("a document");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(printer.statement(&page).expect("a document"), first));
        }
    });
}

#[test]
fn a_logo_of_another_format_is_refused() {
    let refused = HtmlPrinter::new(Some(b"<svg onload=\"alert(1)\"/>"));
    assert!(matches!(refused, Err(HtmlError::LogoFormat)));
    let html = printer().statement(&sample()).expect("a document");
    assert!(
        html.contains("<img src=\"data:image/png;base64,")
            && html.contains("alt=\"Harbour &amp; Pine Stays\"")
    );
}
