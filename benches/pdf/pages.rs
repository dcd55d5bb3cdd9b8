//! Sample pages, for the benchmark of the PDF renderer and for its tests.

use owner_statements::render::page::{
    Answer, Cell, ColumnKind, Fact, NameBlock, Notes, Page, PageSection, PagingWords, RowRole,
    Table, TableColumn, TableRow, WalkLine,
};

/// Names of channels, in turn.
const CHANNELS: [&str; 4] = ["Airbnb", "Booking.com", "Vrbo", "Direct"];

/// Guests in scripts that the bundled face has.
const GUESTS: [&str; 8] = [
    "J. Álvarez",
    "M. Müller",
    "Łukasz W.",
    "Ελένη Π.",
    "Наталья К.",
    "Nguyễn T.",
    "S. O’Neill",
    "Zoë van der Meer",
];

/// Cents as an amount, with a true minus.
pub fn amount(cents: i64) -> String {
    let whole = (cents.abs() / 100).to_string();
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if cents < 0 { "\u{2212}" } else { "" };
    format!("{sign}{grouped}.{:02}", cents.abs() % 100)
}

/// A cell of one text.
pub fn cell(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), sub: None }
}

/// A label and its value.
pub fn fact(label: &str, value: &str) -> Fact {
    Fact { label: label.to_owned(), value: value.to_owned(), note: None }
}

fn column(heading: &str, kind: ColumnKind) -> TableColumn {
    TableColumn { heading: heading.to_owned(), kind }
}

/// A table of reservations with ten columns, running totals and a total.
pub fn reservations(seed: usize, rows: usize) -> Table {
    let columns = vec![
        column("Reservation", ColumnKind::Text),
        column("Arrival", ColumnKind::Short),
        column("Departure", ColumnKind::Short),
        column("Nights", ColumnKind::Short),
        column("Rent", ColumnKind::Number),
        column("Fees", ColumnKind::Number),
        column("Channel cost", ColumnKind::Number),
        column("Commission", ColumnKind::Number),
        column("Taxes", ColumnKind::Number),
        column("Your net", ColumnKind::Number),
    ];
    let mut sums = [0_i64; 6];
    let mut table = Table { columns, rows: Vec::with_capacity(rows + 1) };
    for index in 0..rows {
        let nights = 2 + (seed + index * 3) % 6;
        let rent =
            i64::try_from(nights * (11_900 + (seed * 37 + index * 911) % 9_000)).unwrap_or(0);
        let figures = [
            rent,
            if index % 3 == 0 { 0 } else { 4_500 },
            -(rent * 155 / 1000),
            -(rent / 5),
            if index % 4 == 0 { -(rent / 25) } else { 0 },
        ];
        let net: i64 = figures.iter().sum();
        let all: Vec<i64> = figures.iter().copied().chain([net]).collect();
        for (sum, figure) in sums.iter_mut().zip(&all) {
            *sum += figure;
        }
        let number = (0x1A2B_3C4D + seed * 7_919_111 + index * 104_729_001) & 0xFFFF_FFFF;
        let code = format!("HM{number:08X}");
        let mut cells = vec![
            Cell { text: code, sub: Some(CHANNELS[(seed + index) % 4].to_owned()) },
            cell(format!("{:02} Oct", 1 + (seed + index * 2) % 23)),
            cell(format!("{:02} Oct", 1 + (seed + index * 2) % 23 + nights)),
            cell(format!("{nights}/{nights}")),
        ];
        cells.extend(all.iter().map(|figure| cell(amount(*figure))));
        let mut running = vec![String::new(); 4];
        running.extend(sums.iter().map(|sum| amount(*sum)));
        table.rows.push(TableRow { role: RowRole::Line, cells, note: None, running });
    }
    let mut cells = vec![cell(format!("Total, {rows} stays")), cell(""), cell(""), cell("")];
    cells.extend(sums.iter().map(|sum| cell(amount(*sum))));
    table.rows.push(TableRow { role: RowRole::Total, cells, note: None, running: Vec::new() });
    table
}

/// A section with a table of reservations.
pub fn stays(heading: &str, seed: usize, rows: usize) -> PageSection {
    PageSection {
        heading: heading.to_owned(),
        subheading: Some(
            "Amounts in EUR. Your net is what the stay adds to your balance.".to_owned(),
        ),
        figures: Vec::new(),
        table: Some(reservations(seed, rows)),
        empty: None,
        remarks: vec![
            "HM4F2A0031 continues in November: 3 of its 5 nights are in this statement.".to_owned(),
        ],
    }
}

fn walk(seed: usize) -> Vec<WalkLine> {
    let line = |role, label: &str, detail: Option<&str>, cents: i64| WalkLine {
        role,
        label: label.to_owned(),
        detail: detail.map(str::to_owned),
        amount: amount(cents),
    };
    let base = i64::try_from(seed * 1_234).unwrap_or(0);
    vec![
        line(RowRole::Line, "Rent", Some("12 stays, 47 nights, after discounts"), 812_345 + base),
        line(RowRole::Line, "Fees paid to you", Some("pets, early check-in"), 36_000),
        line(RowRole::Line, "Channel costs", Some("kept by the channels before payout"), -125_910),
        line(RowRole::Line, "Management commission", Some("20% of rent after discounts"), -162_469),
        line(RowRole::Line, "VAT on commission", Some("23% of 1,624.69"), -37_368),
        line(RowRole::Subtotal, "Your share", Some("100% of the above"), 522_598 + base),
        line(RowRole::Line, "Taxes withheld", None, -8_000),
        line(RowRole::Total, "Estimate for October 2026", None, 514_598 + base),
    ]
}

fn words(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

/// A party with its lines.
pub fn party(heading: &str, name: &str, lines: &[&str]) -> NameBlock {
    NameBlock { heading: heading.to_owned(), name: name.to_owned(), lines: words(lines) }
}

fn method() -> Notes {
    Notes {
        heading: "How this was calculated".to_owned(),
        lines: words(&[
            "A stay belongs to the month of its departure.",
            "Commission is 20% of rent after discounts, cleaning fees excluded.",
            "Cleaning fees are kept by the manager and are not shown as your income.",
            "Channel costs are what each channel kept before it paid out.",
            "Every amount is rounded to the cent where it arises, halves away from zero.",
        ]),
    }
}

fn notes() -> Notes {
    Notes {
        heading: "Please note".to_owned(),
        lines: words(&[
            "Two stays have an open claim; a refund would appear as an adjustment in November.",
            "The boiler was serviced on 14 October; the receipt follows with the next statement.",
        ]),
    }
}

/// A statement for one property.
pub fn sample(seed: usize, rows: usize) -> Page {
    let text = |words: &str| words.to_owned();
    let guest = GUESTS[seed % GUESTS.len()];
    Page {
        language: text("en-IE"),
        document_title: format!("Owner statement, October 2026, {guest}"),
        title: text("Owner statement"),
        period: text("1 to 31 October 2026"),
        mark: Some(text("DRAFT")),
        running_heading: format!("Harbour & Hill Stays Ltd · {guest} · October 2026"),
        manager: party("", "Harbour & Hill Stays Ltd", &[
            "14 Merchant Quay, Cork T12 XY34",
            "owners@harbourandhill.example",
            "VAT IE1234567T",
        ]),
        owner: party("Owner", guest, &["27 Ardfern Road", "Kinsale P17 AB12", "Ireland"]),
        properties: party("Property", &format!("Sea View Cottage {}", seed + 1), &[
            "3 Strand Lane, Ballycotton",
            "P25 CD34, Ireland",
        ]),
        facts: vec![
            fact("State", "Draft, not issued"),
            fact("Currency", "EUR"),
            fact("Data of", "2 November 2026, 07:15"),
        ],
        answer: Answer {
            caption: text("Estimate for October 2026"),
            amount: format!("€{}", amount(514_598 + i64::try_from(seed * 1_234).unwrap_or(0))),
            note: text("Not final: this is a draft and may change until it is issued."),
        },
        walk_heading: text("From rent to your share"),
        walk: walk(seed),
        figures: vec![
            fact("Nights", "47 of 62"),
            fact("Occupancy", "75.8%"),
            fact("Average night", "€172.84"),
            fact("Per available night", "€131.02"),
            fact("Stays", "12"),
            fact("October 2025", "€4,871.20"),
        ],
        summary: None,
        sections: vec![stays("Reservations", seed, rows)],
        method: method(),
        notes: notes(),
        footer: [
            "This statement is not a VAT invoice. Harbour & Hill Stays Ltd, registered in Ireland 654321.",
            "Data fingerprint 3f9a 71c2 08de 55b1",
        ]
        .map(text)
        .to_vec(),
        paging: PagingWords {
            page_of: text("Page {page} of {pages}"),
            carried_forward: text("Carried forward"),
            brought_forward: text("Brought forward"),
            continued: text("continued"),
        },
    }
}
