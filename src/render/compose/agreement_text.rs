//! An agreement to be written as sentences, and its sentences on dates and cancellations.

use super::names::fee_name;
use crate::domain::{Agreement, Basis, CancellationTerms, FeeKind, NightSplit, Property};
use crate::locale::Locale;

/// Writes an agreement's terms as sentences.
pub(super) struct AgreementText<'a> {
    pub(super) terms: &'a Agreement,
    /// The properties that it applies to; empty if the agreement is described on its own.
    pub(super) properties: &'a [&'a Property],
    pub(super) locale: &'a Locale,
}

impl AgreementText<'_> {
    /// When money counts, and what counts by another basis.
    pub(super) fn bases(&self) -> Vec<String> {
        let words = self.locale.words();
        let recognition = &self.terms.recognition;
        let usual = match (recognition.default, self.terms.night_split) {
            (Basis::CheckIn, _) => words.basis_check_in,
            (Basis::CheckOut, _) => words.basis_check_out,
            (Basis::Nights, NightSplit::Even) => words.basis_nights,
            (Basis::Nights, NightSplit::ByPrice) => words.basis_nights_by_price,
            (Basis::Booked, _) => words.basis_booked,
        };
        let mut lines = vec![usual.to_owned()];
        let terms = &words.terms;
        let mut other = |what: &str, basis: Option<Basis>| {
            if let Some(basis) = basis.filter(|basis| *basis != recognition.default) {
                lines.push(terms.included[basis as usize](what));
            }
        };
        for (kind, basis) in &recognition.fees {
            other(fee_name(*kind, words), Some(*basis));
        }
        let others = match recognition.fees.is_empty() {
            true => terms.guest_fees,
            false => terms.other_guest_fees,
        };
        other(others, recognition.other_fees);
        other(terms.channel_fees, recognition.channel_fee);
        other(terms.taxes, recognition.taxes);
        other(terms.commission, recognition.commission);
        lines
    }

    /// What is done with the money of cancelled stays.
    pub(super) fn cancellations(&self) -> String {
        let words = self.locale.words();
        let text = match self.terms.cancellations {
            CancellationTerms::Excluded => words.cancellations_excluded,
            CancellationTerms::WithCommission => words.cancellations_with_commission,
            CancellationTerms::WithoutCommission => words.cancellations_without_commission,
        };
        text.to_owned()
    }

    /// The name of a kind of fee in the midst of a sentence.
    pub(super) fn fee(&self, kind: FeeKind) -> String {
        fee_name(kind, self.locale.words()).to_lowercase()
    }
}
