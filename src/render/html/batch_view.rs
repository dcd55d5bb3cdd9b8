//! The overview of a month as its template sees it.

use serde::Serialize;

use crate::render::batch_page::{
    Alert, BatchPage, HeldStatement, Jump, JumpList, NoticeGroup, StatementList, TallyOutcome,
};
use crate::render::page::{Fact, NameBlock};

use super::view::{LinkView, SectionView, TableView};

/// The overview of a batch as its template sees it.
#[derive(Serialize)]
pub(super) struct BatchView<'a> {
    language: &'a str,
    document_title: &'a str,
    title: &'a str,
    period: &'a str,
    logo: Option<&'a str>,
    manager: &'a NameBlock,
    alert: Option<&'a Alert>,
    facts: &'a [Fact],
    tally: TallyView<'a>,
    totals: &'a [Fact],
    jumps: &'a [Jump],
    changes: SectionView<'a>,
    states: &'a [JumpList],
    held_heading: &'a str,
    held_empty: &'a str,
    held: Vec<HeldView<'a>>,
    notices_heading: &'a str,
    notices_empty: &'a str,
    notices: &'a [NoticeGroup],
    statements: SectionView<'a>,
    letters: Vec<LetterView<'a>>,
    excluded: SectionView<'a>,
    downloads_heading: &'a str,
    downloads: Vec<LinkView<'a>>,
    footer: &'a [String],
}

impl<'a> BatchView<'a> {
    /// The view of `page`; `logo` is a `data:` URI.
    pub(super) fn of(page: &'a BatchPage, logo: Option<&'a str>) -> Self {
        Self {
            language: &page.language,
            document_title: &page.document_title,
            title: &page.title,
            period: &page.period,
            logo,
            manager: &page.manager,
            alert: page.alert.as_ref(),
            facts: &page.facts,
            tally: TallyView::of(page),
            totals: &page.totals,
            jumps: &page.jumps,
            changes: SectionView::of(&page.changes),
            states: &page.states,
            held_heading: &page.held.heading,
            held_empty: &page.held.empty,
            held: page.held.statements.iter().map(HeldView::of).collect(),
            notices_heading: &page.notices.heading,
            notices_empty: &page.notices.empty,
            notices: &page.notices.groups,
            statements: SectionView::of_statements(&page.statements),
            letters: LetterView::all(&page.statements),
            excluded: SectionView::of(&page.excluded),
            downloads_heading: &page.downloads.heading,
            downloads: page.downloads.files.iter().map(LinkView::of).collect(),
            footer: &page.footer,
        }
    }
}

#[derive(Serialize)]
struct TallyView<'a> {
    heading: &'a str,
    parts: &'a [Fact],
    total: &'a Fact,
    verdict: &'a str,
    class: &'static str,
}

impl<'a> TallyView<'a> {
    fn of(page: &'a BatchPage) -> Self {
        Self {
            heading: &page.tally.heading,
            parts: &page.tally.parts,
            total: &page.tally.total,
            verdict: &page.tally.verdict,
            class: match page.tally.outcome {
                TallyOutcome::Agrees => "agrees",
                TallyOutcome::Differs => "differs",
            },
        }
    }
}

#[derive(Serialize)]
struct HeldView<'a> {
    remedy: &'a str,
    about: &'a str,
    reasons: &'a [String],
    links: Vec<LinkView<'a>>,
}

impl<'a> HeldView<'a> {
    fn of(held: &'a HeldStatement) -> Self {
        Self {
            remedy: &held.remedy,
            about: &held.about,
            reasons: &held.reasons,
            links: held.files.iter().map(LinkView::of).collect(),
        }
    }
}

/// Statements under one letter.
#[derive(Serialize)]
struct LetterView<'a> {
    heading: &'a str,
    anchor: &'a str,
    table: TableView<'a>,
}

impl<'a> LetterView<'a> {
    fn all(list: &'a StatementList) -> Vec<Self> {
        let groups = list.groups.iter().map(|group| Self {
            heading: &group.heading,
            anchor: &group.anchor,
            table: TableView::of_statements(list, &group.rows),
        });
        groups.collect()
    }
}
