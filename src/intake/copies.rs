//! The same stay under several ids.
//!
//! When a channel is connected again, the booking system may issue new ids while the codes stay, so
//! a stay is known by channel and code. Equal copies count once; different ones hold.

use std::collections::BTreeMap;

use crate::domain::{
    Account, Channel, ExclusionReason, HoldReason, Notice, NoticeKind, Reservation,
    ReservationCode, SetAside, Subject, Unusable,
};

/// Moves copies out of the account's reservations.
pub(super) fn settle_copies(account: &mut Account) {
    let mut groups: BTreeMap<(Channel, ReservationCode), Vec<Reservation>> = BTreeMap::new();
    for reservation in std::mem::take(&mut account.reservations) {
        let key = (reservation.channel.clone(), reservation.code.clone());
        groups.entry(key).or_default().push(reservation);
    }
    for mut copies in groups.into_values() {
        copies.sort_by(|a, b| a.id.cmp(&b.id));
        settle_group(copies, account);
    }
    let order = |one: &Reservation| (one.property.clone(), one.stay, one.code.clone());
    account.reservations.sort_by_cached_key(order);
}

fn settle_group(copies: Vec<Reservation>, account: &mut Account) {
    let conflicting = copies.windows(2).any(|pair| !same_stay(&pair[0], &pair[1]));
    if conflicting {
        let ids: Vec<String> = copies.iter().map(|copy| copy.id.to_string()).collect();
        account.unusable.extend(copies.into_iter().map(|copy| Unusable {
            id: copy.id.to_string(),
            code: copy.code.to_string(),
            property: copy.property.clone(),
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
