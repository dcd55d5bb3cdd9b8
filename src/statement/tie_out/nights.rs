//! Blocks take no night of a reservation, and an owner's year has the nights of its statement.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::TieFault;
use crate::domain::{NoticeKind, Purpose, Reservation};
use crate::statement::nights::{kept, nights_of};
use crate::statement::{OwnerYear, Section, Statement, allowance};

type Nights = BTreeSet<NaiveDate>;

/// Checks blocks and the owner's year of a property.
///
/// A property with money in two currencies stands on two statements: then some nights may be those of
/// rows that stand on the other.
pub(super) fn check(section: &Section, statement: &Statement) -> Result<(), TieFault> {
    let is_told = match (&section.owner_year, section.terms.allowance) {
        (Some(year), Some(_)) => is_year_of(year, section, statement),
        (Some(_), None) => false,
        (None, Some(_)) => is_told_unknown(section, statement),
        (None, None) => true,
    };
    match is_told && are_free(section, statement) {
        true => Ok(()),
        false => Err(TieFault::NightsOfProperty(section.property.name.clone())),
    }
}

fn stays(section: &Section) -> impl Iterator<Item = &Reservation> {
    let stays = section.rows.iter().map(|row| &row.reservation);
    stays.filter(|reservation| reservation.takes_place())
}

/// Whether each blocked night is of its block, of no reservation and of no other block, and none of
/// them is missing.
fn are_free(section: &Section, statement: &Statement) -> bool {
    let taken = nights_of(stays(section), statement.period);
    let mut seen = Nights::new();
    section.blocked.iter().all(|one| {
        let free: Nights =
            one.block.nights_in(statement.period).filter(|night| !taken.contains(night)).collect();
        let is_own = one.block.property == section.property.id;
        let are_own = one.nights.iter().all(|night| free.contains(night) && seen.insert(*night));
        is_own && are_own && (statement.one_of_several || one.nights.len() == free.len())
    })
}

/// Whether the year is the agreement's and has, of the period, the nights that the section shows.
fn is_year_of(year: &OwnerYear, section: &Section, statement: &Statement) -> bool {
    let agreed = section.terms.allowance == Some(year.allowance)
        && allowance::days(year.allowance, statement.period) == Some(year.days);
    let Some(common) = year.days.common(statement.period) else { return false };
    let of_owner = stays(section).filter(|one| one.purpose == Purpose::Owner);
    let mut shown = nights_of(of_owner, common);
    shown.extend(kept(&section.blocked).filter(|night| common.contains(*night)));
    let counted: Nights =
        year.nights.iter().copied().filter(|night| common.contains(*night)).collect();
    let same = shown == counted || (statement.one_of_several && shown.is_subset(&counted));
    agreed && same && year.nights.iter().all(|night| year.days.contains(*night))
}

/// Whether a notice says why the owner's nights are not told.
fn is_told_unknown(section: &Section, statement: &Statement) -> bool {
    statement.notices.iter().any(|notice| {
        let says_why = matches!(
            notice.kind,
            NoticeKind::OwnerYearNotReached { .. } | NoticeKind::OwnerYearUnclear { .. }
        );
        says_why && notice.subject.property() == Some(&section.property.id)
    })
}
