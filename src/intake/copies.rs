//! The same stay under several ids.
//!
//! When a channel is connected again, the booking system may issue new ids while the codes stay, so
//! a stay is known by channel and code. Equal copies count once; different ones hold, also where
//! one copy counts and another was cancelled without money or cannot be used: the stale copy may be
//! the one that counts.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{
    Account, Channel, ExclusionReason, HoldReason, Notice, NoticeKind, Reservation,
    ReservationCode, SetAside, Subject, Unusable,
};

type Key = (Channel, ReservationCode);

/// Moves copies out of the account's reservations, and puts all of its rows in an order of their
/// own.
pub(super) fn resolve_copies(account: &mut Account) {
    let others = contradicting_ids(account);
    let by_key = |one: &Reservation| (one.channel.clone(), one.code.clone());
    account
        .reservations
        .sort_by(|a, b| (&a.channel, &a.code, &a.id).cmp(&(&b.channel, &b.code, &b.id)));
    let repeated = account.reservations.windows(2).filter_map(|pair| match pair {
        [one, next] if (&one.channel, &one.code) == (&next.channel, &next.code) => {
            Some(by_key(one))
        }
        _ => None,
    });
    let doubtful: BTreeSet<Key> = repeated.chain(others.keys().cloned()).collect();
    let mut groups: BTreeMap<Key, Vec<Reservation>> = BTreeMap::new();
    for reservation in account.reservations.extract_if(.., |one| doubtful.contains(&by_key(one))) {
        groups.entry(by_key(&reservation)).or_default().push(reservation);
    }
    for (key, copies) in groups {
        let others = others.get(&key).map(Vec::as_slice).unwrap_or_default();
        resolve_group(copies, others, account);
    }
    account.reservations.sort_by(|a, b| {
        let order = (&a.property, a.stay, &a.code, &a.channel, &a.id);
        order.cmp(&(&b.property, b.stay, &b.code, &b.channel, &b.id))
    });
    account
        .unusable
        .sort_by_cached_key(|one| (one.property.clone(), one.code.clone(), one.id.clone()));
    account
        .set_aside
        .sort_by_cached_key(|one| (one.property.clone(), one.code.clone(), one.id.clone()));
    account.notices.sort_by_cached_key(|notice| notice.subject.clone());
}

/// The ids, by stay, of rows that contradict that the stay counts.
fn contradicting_ids(account: &Account) -> BTreeMap<Key, Vec<String>> {
    let unusable = account.unusable.iter().filter_map(|row| {
        let known = row.reservation.as_deref()?;
        Some(((known.channel.clone(), known.code.clone()), row.id.clone()))
    });
    let cancelled = account
        .set_aside
        .iter()
        .filter(|row| row.reason == ExclusionReason::CancelledWithoutMoney)
        .map(|row| ((row.channel.clone(), row.code.clone()), row.id.to_string()));
    let mut ids: BTreeMap<Key, Vec<String>> = BTreeMap::new();
    for (key, id) in unusable.chain(cancelled) {
        ids.entry(key).or_default().push(id);
    }
    ids
}

fn resolve_group(copies: Vec<Reservation>, others: &[String], account: &mut Account) {
    let differ = copies.windows(2).any(|pair| !same_stay(&pair[0], &pair[1]));
    if differ || !others.is_empty() {
        let counting = copies.iter().map(|copy| copy.id.to_string());
        let mut ids: Vec<String> = counting.chain(others.iter().cloned()).collect();
        ids.sort();
        account.unusable.extend(copies.into_iter().map(|copy| Unusable {
            id: copy.id.to_string(),
            code: copy.code.to_string(),
            property: copy.property.clone(),
            currency: copy.financials.as_ref().map(|money| money.currency),
            reservation: Some(Box::new(copy)),
            reason: HoldReason::ConflictingCopies { ids: ids.clone() },
        }));
        return;
    }
    let mut copies = copies.into_iter();
    let Some(kept) = copies.next() else { return };
    let spare: Vec<Reservation> = copies.collect();
    if !spare.is_empty() {
        let ids = spare.iter().map(|copy| copy.id.to_string()).collect();
        account.notices.push(Notice {
            subject: Subject::Reservation(kept.property.clone(), kept.code.clone()),
            kind: NoticeKind::SameStayTwice { ids },
        });
    }
    account.set_aside.extend(spare.into_iter().map(|copy| SetAside {
        id: copy.id,
        code: copy.code,
        channel: copy.channel,
        property: copy.property,
        stay: Some(copy.stay),
        reason: ExclusionReason::Copy,
    }));
    account.reservations.push(kept);
}

fn same_stay(one: &Reservation, other: &Reservation) -> bool {
    let renamed = Reservation { id: one.id.clone(), ..other.clone() };
    *one == renamed
}
