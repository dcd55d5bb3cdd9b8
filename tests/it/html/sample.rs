//! Invented statements to print: a draft of two properties, and the batch that it belongs to.

use owner_statements::render::batch_page::*;
use owner_statements::render::page::*;

pub fn fact(label: &str, value: &str) -> Fact {
    Fact { label: label.into(), value: value.into(), note: None }
}

pub fn noted_fact(label: &str, value: &str, note: &str) -> Fact {
    Fact { note: Some(note.into()), ..fact(label, value) }
}

pub fn column(heading: &str, kind: ColumnKind) -> TableColumn {
    TableColumn { heading: heading.into(), kind }
}

/// Cells from "a; b|c; d", where c stands on a second line.
fn cells(texts: &str) -> Vec<Cell> {
    let cell = |text: &str| match text.trim().split_once('|') {
        Some((text, sub)) => Cell { text: text.into(), sub: Some(sub.into()) },
        None => Cell { text: text.trim().into(), sub: None },
    };
    texts.split(';').map(cell).collect()
}

pub fn row(role: RowRole, texts: &str, note: Option<&str>) -> TableRow {
    TableRow { role, cells: cells(texts), note: note.map(Into::into), running: Vec::new() }
}

pub fn walk(role: RowRole, label: &str, detail: &str, amount: &str) -> WalkLine {
    let detail = (!detail.is_empty()).then(|| detail.into());
    WalkLine { role, label: label.into(), detail, amount: amount.into() }
}

fn party(heading: &str, name: &str, lines: &[&str]) -> NameBlock {
    NameBlock { heading: heading.into(), name: name.into(), lines: strings(lines) }
}

fn strings(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

fn reservation_columns() -> Vec<TableColumn> {
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

fn harbour_rows() -> Vec<TableRow> {
    use RowRole::{Line, Muted, Subtotal, Total};
    let mut rows = vec![
        row(
            Line,
            "HMAB12CD34|Airbnb; 28 Sep; 4 Oct; 3/6; 450.00; 40.00; −14.70; −107.69; 0.00; 367.61",
            Some("Three nights fall in September and are on that month's statement."),
        ),
        row(
            Line,
            "BDC-4471902235|Booking.com; 5 Oct; 9 Oct; 4; \
             612.00; 40.00; −97.80; −146.88; −18.00; 389.32",
            None,
        ),
        row(Muted, "OWN-0091|Owner stay; 10 Oct; 14 Oct; 4; ; ; ; ; ; 0.00", None),
        row(
            Line,
            "HMQZ88LK01|Airbnb; 16 Oct; 19 Oct; 3; 398.50; 40.00; −13.16; −95.36; 0.00; 329.98",
            Some("Cancelled on 15 October; the guest paid half under the channel's policy."),
        ),
    ];
    for n in 0..26 {
        let code = 20417 + n * 13;
        let figures = "20 Oct; 22 Oct; 2; 280.00; 40.00; 0.00; −67.20; 0.00; 252.80";
        rows.push(row(Line, &format!("DIR-{code}|Direct; {figures}"), None));
    }
    rows.push(row(
        Subtotal,
        "All stays; ; ; 62; 8,740.50; 1,160.00; −125.66; −2,097.13; −18.00; 7,659.71",
        None,
    ));
    rows.push(row(
        Total,
        "Your part, 60 %; ; ; ; 5,244.30; 696.00; −75.40; −1,258.28; −10.80; 4,595.82",
        None,
    ));
    rows
}

fn summary() -> PageSection {
    use ColumnKind::{Number, Text};
    PageSection {
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
                    "Harbour Loft|Your share 60 %; 62; 5,940.30; −1,344.48; 4,595.82",
                    None,
                ),
                row(RowRole::Line, "Kråkviken Boathouse; 0; 0.00; 0.00; 0.00", None),
                row(RowRole::Total, "Total; 62; 5,940.30; −1,344.48; 4,595.82", None),
            ],
        }),
        empty: None,
        remarks: Vec::new(),
    }
}

pub fn sections() -> Vec<PageSection> {
    use ColumnKind::{Number, Text};
    vec![
        PageSection {
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
        PageSection {
            heading: "Kråkviken Boathouse".into(),
            subheading: Some("Strandveien 18, Kråkvik".into()),
            figures: Vec::new(),
            table: None,
            empty: Some("No stays in October 2026".into()),
            remarks: Vec::new(),
        },
        PageSection {
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
                    row(RowRole::Line, "Visitor tax; City of Galway; 96.00", None),
                    row(RowRole::Total, "Total in EUR; ; 96.00", None),
                ],
            }),
            empty: None,
            remarks: strings(&["Passed on; no part of your income."]),
        },
    ]
}

fn walk_lines() -> Vec<WalkLine> {
    use RowRole::{Line, Subtotal, Total};
    vec![
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
    ]
}

fn method() -> Notes {
    Notes {
        heading: "How this was calculated".into(),
        lines: strings(&[
            "A stay counts in the month in which its nights fall, night by night.",
            "Commission is 20 % of rent and fees after what the channel kept; VAT of 23 % is added.",
            "Taxes that the channel pays over itself are neither income nor cost.",
        ]),
    }
}

/// A draft for an owner of two properties; its figures add up.
pub fn sample() -> Page {
    Page {
        language: "en-IE".into(),
        document_title: "Owner statement, October 2026, Astrid Lindqvist".into(),
        title: "Owner statement".into(),
        period: "1 to 31 October 2026".into(),
        mark: Some("DRAFT".into()),
        running_heading: "Harbour & Pine Stays · Astrid Lindqvist · October 2026".into(),
        manager: party(
            "",
            "Harbour & Pine Stays",
            &["12 Merchants Road, Galway", "statements@harbourpine.example", "VAT IE0000000XX"],
        ),
        owner: party("Owner", "Astrid Lindqvist", &["Sjögatan 7", "111 22 Norrvik, Sweden"]),
        properties: party(
            "Properties",
            "Harbour Loft",
            &["4 Quay Street, Galway", "Kråkviken Boathouse, Kråkvik"],
        ),
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
        walk: walk_lines(),
        figures: vec![
            fact("Nights", "62"),
            fact("Occupancy", "87 %"),
            noted_fact("Average rate", "141.00", "per night booked"),
            fact("Per available night", "122.70"),
            fact("Stays", "29"),
        ],
        summary: Some(summary()),
        sections: sections(),
        method: method(),
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

fn statement_row(owner: &str, slug: &str, texts: &str) -> StatementRow {
    let path = |ending: &str| format!("../owners/{slug}/statement 2026-10.{ending}");
    StatementRow {
        role: RowRole::Line,
        anchor: Some(slug.to_owned()),
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
                "Astrid Lindqvist; Harbour Loft, Kråkviken Boathouse; 62; 4,595.82 EUR",
            ),
            statement_row(
                "Tomás Ferreira",
                "t-ferreira",
                "Tomás Ferreira|Share 40 %; Harbour Loft; 62; 3,063.89 EUR",
            ),
            statement_row(
                "Nour El-Amin",
                "n-el-amin",
                "Nour El-Amin; Mews Cottage; 11; −86.20 GBP",
            ),
            StatementRow {
                role: RowRole::Total,
                anchor: None,
                cells: cells("Total in EUR; ; 124; 7,659.71 EUR"),
                files: Vec::new(),
            },
        ],
        groups: vec![StatementGroup {
            heading: "N (1)".into(),
            anchor: "letter-1".into(),
            rows: vec![statement_row("Nina Ode", "n-ode", "Nina Ode; Slipway 3; 4; 80.00 EUR")],
        }],
        empty: "No statement was made".into(),
    }
}

fn held_list() -> HeldList {
    HeldList {
        heading: "Held back (1)".into(),
        empty: "Nothing is held back".into(),
        statements: vec![HeldStatement {
            remedy: "Say who receives the fee: Ingrid Moe".into(),
            about: "Fjord View, Slipway 2".into(),
            reasons: strings(&[
                "HMTT01XX9: the fee 'Boat hire' is not in the agreement",
                "Slipway 2: two currencies in one month",
            ]),
            files: vec![link("Working", "Ingrid Moe", "held/ingrid moe.json")],
        }],
    }
}

fn notice_list() -> NoticeList {
    NoticeList {
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
    }
}

fn excluded() -> PageSection {
    use ColumnKind::{Short, Text};
    PageSection {
        heading: "Excluded reservations (2)".into(),
        subheading: None,
        figures: Vec::new(),
        table: Some(Table {
            columns: vec![
                column("Code", Short),
                column("Property", Text),
                column("Dates", Short),
                column("Reason", Text),
            ],
            rows: vec![
                row(
                    RowRole::Line,
                    "BDC-7001; Mews Cottage; 3–6 Oct 2026; Status 'on_hold' is not known",
                    None,
                ),
                row(
                    RowRole::Line,
                    "BDC-7002; Mews Cottage; 9–11 Oct 2026; Status 'on_hold' is not known",
                    None,
                ),
            ],
        }),
        empty: None,
        remarks: Vec::new(),
    }
}

/// The run that made [`sample`]: partial, with a held statement and notices.
pub fn batch() -> BatchPage {
    BatchPage {
        language: "en-IE".into(),
        document_title: "Statements for October 2026".into(),
        title: "Statements".into(),
        period: "October 2026".into(),
        manager: sample().manager,
        alert: Some(Alert {
            mark: "PARTIAL RUN".into(),
            text: "Reservations of one property could not be read. \
                   Do not send these statements; run again."
                .into(),
        }),
        facts: vec![
            fact("Program", "owner-statements 0.1.0"),
            noted_fact("Configuration", "portfolio.toml", "sha256 51c0…a97e"),
            noted_fact("Snapshot", "2 November 2026, 08:14", "sha256 9f2c…b2c3"),
        ],
        totals: vec![noted_fact("To pay in EUR", "7,659.71 EUR", "to 3 owners")],
        jumps: vec![Jump { label: "Held (1)".into(), target: "held".into() }],
        changes: excluded(),
        states: vec![JumpList {
            heading: "Nothing to pay (1)".into(),
            jumps: vec![Jump { label: "Nour El-Amin".into(), target: "statement-2".into() }],
        }],
        tally: Tally {
            heading: "Every reservation accounted for".into(),
            parts: vec![
                fact("On statements", "71"),
                fact("Excluded", "2"),
                fact("Outside October", "18"),
            ],
            total: fact("Rows read", "91"),
            verdict: "The counts add up".into(),
            outcome: TallyOutcome::Agrees,
        },
        held: held_list(),
        notices: notice_list(),
        statements: statement_list(),
        excluded: excluded(),
        downloads: FileList {
            heading: "Files of the whole run".into(),
            files: vec![
                link("Manifest", "the run", "manifest.json"),
                link("Lines", "the run", "lines.csv"),
            ],
        },
        footer: strings(&["Made on 2 November 2026 by owner-statements 0.1.0"]),
    }
}

/// A white diamond on green, as PNG.
pub fn logo() -> Vec<u8> {
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
