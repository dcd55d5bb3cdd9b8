//! A night counts once: stays share none, blocks take none of a reservation, an owner's year has
//! those of its statement, and no figure says more nights than there are days.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::TieFault;
use crate::domain::{NoticeKind, Purpose, Reservation};
use crate::statement::home::{kept, nights_of};
use crate::statement::{Figures, OwnerYear, Section, Statement, allowance};

type Nights = BTreeSet<NaiveDate>;

/// Checks blocks and the owner's year of a property.
///
/// A property with money in two currencies is on two statements: then some nights may be those of
/// rows on the other one.
pub(super) fn check(section: &Section, statement: &Statement) -> Result<(), TieFault> {
    let is_told = match (&section.owner_year, section.terms.allowance) {
        (Some(year), Some(_)) => is_year_of(year, section, statement),
        (Some(_), None) => false,
        (None, Some(_)) => is_reported_unknown(section, statement),
        (None, None) => true,
    };
    let name = || section.property.name.clone();
    if !is_told || !are_free(section, statement) {
        return Err(TieFault::NightsOfProperty(name()));
    }
    if !are_counted_once(section, statement) || !is_possible(&section.figures) {
        return Err(TieFault::ImpossibleNights(name()));
    }
    Ok(())
}

/// Whether every night that some stay has is counted for exactly one of them.
fn are_counted_once(section: &Section, statement: &Statement) -> bool {
    let mut counted = Nights::new();
    let mut kept = section.rows.iter().flat_map(|row| row.kept_nights(statement.period));
    let once = kept.all(|night| counted.insert(night));
    let all = nights_of(stays(section), statement.period);
    once && (statement.one_of_several || counted == all)
}

/// Whether the nights fit into the days, and the channels' nights are the guests'.
pub(super) fn is_possible(figures: &Figures) -> bool {
    let used = [figures.guest_nights, figures.owner_nights, figures.blocked_nights];
    let used: u64 = used.into_iter().map(u64::from).sum();
    let by_channel: u64 = figures.nights_by_channel.values().copied().map(u64::from).sum();
    used <= u64::from(figures.days) && by_channel == u64::from(figures.guest_nights)
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
    let of_owner = section.rows.iter().filter(|row| row.reservation.purpose == Purpose::Owner);
    let mut shown: Nights = of_owner.flat_map(|row| row.kept_nights(common)).collect();
    shown.extend(kept(&section.blocked).filter(|night| common.contains(*night)));
    let counted: Nights =
        year.nights.iter().copied().filter(|night| common.contains(*night)).collect();
    let same = shown == counted || (statement.one_of_several && shown.is_subset(&counted));
    agreed && same && year.nights.iter().all(|night| year.days.contains(*night))
}

/// Whether a notice says why the owner's nights are not given.
fn is_reported_unknown(section: &Section, statement: &Statement) -> bool {
    statement.notices.iter().any(|notice| {
        let says_why = matches!(
            notice.kind,
            NoticeKind::OwnerYearNotReached { .. } | NoticeKind::OwnerYearUnclear { .. }
        );
        says_why && notice.subject.property() == Some(&section.property.id)
    })
}
