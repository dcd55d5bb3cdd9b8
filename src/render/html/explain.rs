//! Explanations as their template sees them.

use serde::Serialize;

use crate::render::explain::{Explanation, Verdict};
use crate::render::page::{Fact, NameBlock, Notes};

use super::view::SectionView;

/// A page with one explanation or several.
#[derive(Serialize)]
pub(super) struct ExplainView<'a> {
    language: &'a str,
    document_title: String,
    logo: Option<&'a str>,
    explanations: Vec<OneView<'a>>,
}

#[derive(Serialize)]
struct OneView<'a> {
    title: &'a str,
    period: &'a str,
    manager: &'a NameBlock,
    facts: &'a [Fact],
    verdict: &'a Verdict,
    sections: Vec<SectionView<'a>>,
    notes: &'a Notes,
    footer: &'a [String],
}

impl<'a> ExplainView<'a> {
    /// The view of `explanations`; `logo` is a `data:` URI.
    pub(super) fn of(explanations: &'a [Explanation], logo: Option<&'a str>) -> Self {
        let first = explanations.first();
        Self {
            language: first.map_or("en", |one| one.language.as_str()),
            document_title: first.map(|one| one.title.clone()).unwrap_or_default(),
            logo,
            explanations: explanations.iter().map(OneView::of).collect(),
        }
    }
}

impl<'a> OneView<'a> {
    fn of(one: &'a Explanation) -> Self {
        Self {
            title: &one.title,
            period: &one.period,
            manager: &one.manager,
            facts: &one.facts,
            verdict: &one.verdict,
            sections: one.sections.iter().map(SectionView::of).collect(),
            notes: &one.notes,
            footer: &one.footer,
        }
    }
}
