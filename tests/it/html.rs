//! What the HTML files hold: every string of their page, nothing that runs, nothing from elsewhere.
//!
//! The sample documents are left in the target folder, `tmp/html`, for inspection.

mod sample;

use std::path::PathBuf;

use owner_statements::render::batch_page::*;
use owner_statements::render::html::{HtmlError, HtmlPrinter};
use owner_statements::render::page::*;
use sample::{batch, column, logo, noted_fact, sample, sections, walk};

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

fn party_strings(party: &NameBlock) -> Vec<&str> {
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

fn section_strings(section: &PageSection) -> Vec<&str> {
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
    all.extend(fact_strings(&page.totals));
    all.extend(page.jumps.iter().map(|jump| jump.label.as_str()));
    for state in &page.states {
        all.push(&state.heading);
        all.extend(state.jumps.iter().map(|jump| jump.label.as_str()));
    }
    all.extend(section_strings(&page.changes));
    all.extend(fact_strings(&page.tally.parts));
    all.extend(fact_strings(std::slice::from_ref(&page.tally.total)));
    for held in &page.held.statements {
        all.extend([held.remedy.as_str(), &held.about]);
        all.extend(held.reasons.iter().map(String::as_str));
        all.extend(held.files.iter().map(|file| file.label.as_str()));
    }
    for group in &page.notices.groups {
        all.extend([group.code.as_str(), &group.meaning]);
        all.extend(group.notices.iter().flat_map(|line| [line.subject.as_str(), &line.text]));
    }
    all.extend(page.statements.subheading.as_deref());
    all.extend(page.statements.columns.iter().map(|column| column.heading.as_str()));
    all.extend(page.statements.groups.iter().map(|group| group.heading.as_str()));
    let grouped = page.statements.groups.iter().flat_map(|group| &group.rows);
    for row in page.statements.rows.iter().chain(grouped) {
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
    page.statements.groups.clear();
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
    let section = |section: &mut PageSection| {
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
    let party = NameBlock { heading: text.into(), name: text.into(), lines: vec![text.into()] };
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

fn hostile_statements(text: &str, files: &[FileLink]) -> StatementList {
    let statement = StatementRow {
        role: RowRole::Line,
        anchor: Some(text.into()),
        cells: vec![Cell { text: text.into(), sub: None }; 6],
        files: files.to_vec(),
    };
    StatementList {
        heading: text.into(),
        subheading: Some(text.into()),
        columns: vec![column(text, ColumnKind::Text); 5],
        files_heading: text.into(),
        rows: vec![statement.clone()],
        groups: vec![StatementGroup {
            heading: text.into(),
            anchor: text.into(),
            rows: vec![statement],
        }],
        empty: text.into(),
    }
}

fn hostile_batch(text: &str) -> BatchPage {
    let page = hostile_page(text);
    let files =
        vec![FileLink { label: text.into(), description: text.into(), path: text.into() }; 2];
    let section = page.sections.into_iter().next().expect("a section");
    BatchPage {
        language: text.into(),
        document_title: text.into(),
        title: text.into(),
        period: text.into(),
        manager: page.manager,
        alert: Some(Alert { mark: text.into(), text: text.into() }),
        facts: page.facts.clone(),
        totals: page.facts.clone(),
        jumps: vec![Jump { label: text.into(), target: text.into() }],
        changes: section.clone(),
        states: vec![JumpList {
            heading: text.into(),
            jumps: vec![Jump { label: text.into(), target: text.into() }],
        }],
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
                remedy: text.into(),
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
        statements: hostile_statements(text, &files),
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
        ("a\u{202e}b\u{2066}\u{0}\u{1b}c\u{85}d", "abc d"),
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
