//! The notes: what an owner must know of how the figures came about, and whom to ask.

use super::names::line_name;
use crate::domain::{Notice, NoticeKind};
use crate::fees::LineKind;
use crate::locale::Locale;
use crate::render::page::Notes;
use crate::statement::TiedStatement;

/// The notes on a statement.
pub(super) fn notes(statement: &TiedStatement, locale: &Locale) -> Notes {
    let words = locale.words();
    let mut lines: Vec<String> = Vec::new();
    for notice in &statement.notices {
        if let Some(line) = owner_note(notice, locale)
            && !lines.contains(&line)
        {
            lines.push(line);
        }
    }
    for difference in &statement.vat_differences {
        let [commission, vat, amount] = [difference.commission, difference.vat, difference.amount]
            .map(|money| locale.amount_with_currency(money));
        let rate = difference.rate.to_string();
        lines.push((words.note_vat_rounding)(&rate, &commission, &vat, &amount));
    }
    if let Some(email) = &statement.manager.email {
        lines.push((words.questions)(email));
    }
    Notes { heading: words.notes.to_owned(), lines }
}

/// What an owner must know: notices that touch the owner's money.
fn owner_note(notice: &Notice, locale: &Locale) -> Option<String> {
    let words = locale.words();
    let code = notice.subject.code().map_or("", |code| code.as_str());
    match &notice.kind {
        NoticeKind::UnmappedFee { label } => Some((words.note_unmapped_fee)(code, label)),
        NoticeKind::PricesDoNotMatch => Some((words.note_prices)(code)),
        NoticeKind::RoundingDifference(difference) => {
            Some((words.note_rounding)(code, &locale.amount_with_currency(*difference)))
        }
        NoticeKind::BookedBasis => Some(words.note_booked.to_owned()),
        NoticeKind::ExceptionExcludes { reason } => Some((words.note_excluded)(code, reason)),
        NoticeKind::ExceptionSets { line, amount, reason } => {
            let name = line_name(LineKind::Reported(*line), words);
            Some((words.note_set)(code, name, &locale.amount(*amount), reason))
        }
        NoticeKind::TaxesOutsideRevenue
        | NoticeKind::RentNetOfDiscounts
        | NoticeKind::SignFlipped(_)
        | NoticeKind::ScaleConverted { .. }
        | NoticeKind::ScaleNotVerified(_)
        | NoticeKind::AmountOfUnusualType
        | NoticeKind::NightsDisagree { .. }
        | NoticeKind::SameStayTwice { .. }
        | NoticeKind::NightsShared { .. }
        | NoticeKind::NoReservations { .. }
        | NoticeKind::UnknownProperty { .. }
        | NoticeKind::LookBackReached { .. }
        | NoticeKind::OwnerYearNotReached { .. }
        | NoticeKind::OwnerYearUnclear { .. }
        | NoticeKind::PeriodNotOver { .. }
        | NoticeKind::SnapshotEdited
        | NoticeKind::FetchRemark(_)
        | NoticeKind::NoFontFor(_)
        | NoticeKind::ExceptionUnused { .. }
        | NoticeKind::OddAnswer { .. }
        | NoticeKind::OddityAccepted { .. } => None,
    }
}
