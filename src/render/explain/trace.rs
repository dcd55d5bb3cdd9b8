//! Puts the parts of an explanation together.

use super::builder::{ExplanationBuilder, sentence};
use super::explanation::{ExplainContext, Explanation};
use crate::locale::notice_text;
use crate::render::page::{NameBlock, Notes};
use crate::statement::ReservationTrace;

/// Explains a reservation.
#[must_use]
pub fn explain(trace: &ReservationTrace, context: ExplainContext<'_>) -> Explanation {
    let builder = ExplanationBuilder { trace, context };
    let (words, locale) = (builder.words(), context.locale);
    let sections = [
        builder.statement_row(),
        Some(builder.delivered()),
        builder.kinds(),
        builder.whole(),
        builder.counts(),
        builder.prices(),
    ];
    let hash: String = context.snapshot_sha256.chars().take(16).collect();
    let read_on = locale.date(context.fetched_at.date_naive());
    Explanation {
        language: locale.tag().to_owned(),
        title: (words.explain.title)(&trace.code),
        period: locale.period_days(context.period),
        manager: NameBlock { name: context.manager.name.clone(), ..NameBlock::default() },
        facts: builder.facts(),
        verdict: builder.verdict(),
        sections: sections.into_iter().flatten().collect(),
        notes: Notes {
            heading: words.explain.to_know.to_owned(),
            lines: trace.notices.iter().map(|kind| sentence(&notice_text(kind))).collect(),
        },
        footer: vec![
            (words.not_final)(&read_on),
            words.legal.to_owned(),
            (words.fingerprint)(&read_on, &hash),
        ],
    }
}
