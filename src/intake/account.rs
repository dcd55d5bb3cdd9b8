//! Reads the rows of a snapshot into an account.

use chrono::FixedOffset;

use crate::domain::{Account, AccountProperty, Currency, Notice, NoticeKind, PropertyId, Subject};
use crate::labels::LabelPatterns;
use crate::snapshot::{self, RawProperty, Snapshot, SnapshotError};

use super::copies;
use super::row::{self, Outcome};

/// Reads every row of a snapshot.
///
/// # Errors
/// Rows that cannot be unpacked.
pub fn read_account(snapshot: &Snapshot, labels: &LabelPatterns) -> Result<Account, SnapshotError> {
    let read_from = Some(snapshot.window.read_from());
    let reservations = Vec::with_capacity(snapshot.reservations.len());
    let mut account = Account { read_from, reservations, ..Account::default() };
    for property in &snapshot.properties {
        account.properties.insert(property.id.clone(), account_property(property));
    }
    let offset_of = |id: &PropertyId| {
        let property = snapshot.properties.iter().find(|property| property.id == *id)?;
        offset(property.timezone.as_deref()?)
    };
    let mut last: Option<(PropertyId, Option<FixedOffset>)> = None;
    for raw in snapshot.reservations.iter() {
        let raw = raw?;
        // rows come sorted by property
        let known = last.take().filter(|(id, _)| *id == raw.property);
        let (id, offset) =
            known.unwrap_or_else(|| (raw.property.clone(), offset_of(&raw.property)));
        match row::read_row(&raw.row, &raw.property, offset, labels) {
            Outcome::Counts(reservation, kinds) => {
                let subject = Subject::Reservation(raw.property.clone(), reservation.code.clone());
                let notices = kinds.into_iter();
                account
                    .notices
                    .extend(notices.map(|kind| Notice { subject: subject.clone(), kind }));
                account.reservations.push(*reservation);
            }
            Outcome::Unusable(unusable) => account.unusable.push(unusable),
            Outcome::SetAside(row) => account.set_aside.push(row),
        }
        last = Some((id, offset));
    }
    account.oddities = snapshot.oddities.iter().map(snapshot::Oddity::in_words).collect();
    copies::resolve_copies(&mut account);
    Ok(account)
}

/// What there is to know about the reading as a whole.
#[must_use]
pub fn run_notices(snapshot: &Snapshot, account: &Account) -> Vec<Notice> {
    let of_run = |kind| Notice { subject: Subject::Run, kind };
    let mut notices: Vec<Notice> = snapshot
        .remarks
        .iter()
        .map(|remark| of_run(NoticeKind::FetchRemark(remark.clone())))
        .collect();
    let window = snapshot.window;
    let read_on = snapshot.fetched_at.date_naive();
    if read_on <= window.period.last() {
        notices.push(of_run(NoticeKind::PeriodNotOver { read_on }));
    }
    let first = window.read_from();
    let reaches_back = account.reservations.iter().any(|reservation| {
        let stay = reservation.stay;
        let long = stay.nights() >= window.look_back_days.saturating_mul(3) / 4;
        long && stay.nights_in(window.period) > 0
    });
    if reaches_back {
        notices.push(of_run(NoticeKind::LookBackReached { first }));
    }
    notices
}

fn account_property(property: &RawProperty) -> AccountProperty {
    AccountProperty {
        name: property.name.clone(),
        address: property.address.clone(),
        listed: property.listed.unwrap_or(true),
        currency: property.currency.as_deref().and_then(Currency::from_code),
    }
}

/// A fixed offset such as "-0600", "+02:00" or "Z".
fn offset(text: &str) -> Option<FixedOffset> {
    let plain = text.trim().replace(':', "");
    if plain == "Z" || plain == "UTC" {
        return FixedOffset::east_opt(0);
    }
    let (sign, digits) = match plain.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let is_time = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number: i32 = digits.parse().ok().filter(|_| is_time)?;
    FixedOffset::east_opt(sign * (number / 100 * 3600 + number % 100 * 60))
}
