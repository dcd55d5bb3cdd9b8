//! Puts the manager's decisions into an account.
//!
//! A decision is applied to exactly one stay or it holds that stay; one without effect is reported.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{
    Account, BookingStatus, Channel, Currency, Excepted, Exception, ExceptionAction,
    ExclusionReason, Financials, HoldReason, Money, Notice, NoticeKind, Oddity, Overridden,
    PropertyId, Purpose, Reading, ReplacedLine, ReportedKind, Reservation, ReservationCode,
    SetAmount, SetAside, Subject, Unusable, Unused, common_currency,
};

/// Applies exceptions to an account as it was read. Rows move between the account's lists and none
/// is lost. Returns a notice for each exception that changes nothing, and for each oddity that is
/// accepted.
pub fn apply(account: &mut Account, exceptions: &[Exception]) -> Vec<Notice> {
    let mut targets: BTreeMap<(ReservationCode, Option<PropertyId>), Vec<&Exception>> =
        BTreeMap::new();
    let mut notices = Vec::new();
    for one in exceptions {
        match one.action {
            ExceptionAction::AcceptOddity => notices.extend(accept(account, one)),
            ExceptionAction::Exclude | ExceptionAction::Override { .. } => {
                targets.entry((one.code.clone(), one.property.clone())).or_default().push(one);
            }
        }
    }
    for ((code, property), rows) in targets {
        let target = Target { code, property };
        if let Some(why) = target.apply(account, &rows) {
            notices.extend(rows.iter().map(|row| unused(row, why.clone())));
        }
    }
    notices
}

/// Takes the oddity of that id out of the account; returns what there is to know of it.
fn accept(account: &mut Account, exception: &Exception) -> Vec<Notice> {
    let is_meant = |one: &mut Oddity| one.id == exception.code.as_str();
    let accepted: Vec<Oddity> = account.oddities.extract_if(.., is_meant).collect();
    if accepted.is_empty() {
        return vec![unused(exception, Unused::NoSuchOddity)];
    }
    let told = accepted.into_iter().map(|one| {
        let mut properties = one.properties.into_iter();
        let subject = match (properties.next(), properties.next()) {
            (Some(only), None) => Subject::Property(only),
            _ => Subject::Run,
        };
        let (id, what, reason) = (one.id, one.what, exception.reason.clone());
        Notice { subject, kind: NoticeKind::OddityAccepted { id, what, reason } }
    });
    told.collect()
}

/// The notice of an exception that changes nothing.
#[must_use]
pub fn unused(exception: &Exception, why: Unused) -> Notice {
    let (place, code) = (exception.place.clone(), exception.code.clone());
    Notice { subject: Subject::Run, kind: NoticeKind::ExceptionUnused { place, code, why } }
}

/// The stay that exceptions are about.
struct Target {
    code: ReservationCode,
    property: Option<PropertyId>,
}

impl Target {
    fn is(&self, code: &str, property: &PropertyId) -> bool {
        code.trim() == self.code.as_str()
            && self.property.as_ref().is_none_or(|own| own == property)
    }

    fn apply(&self, account: &mut Account, rows: &[&Exception]) -> Option<Unused> {
        let stays = self.stays(account);
        let unreadable = |row: &&Unusable| row.reservation.is_none();
        let unreadable =
            account.unusable.iter().filter(unreadable).any(|row| self.is(&row.code, &row.property));
        if stays.len() > 1 || (stays.len() == 1 && unreadable) {
            self.hold_all(account, rows);
            return None;
        }
        if stays.is_empty() && !unreadable {
            let mut aside = account.set_aside.iter();
            return Some(match aside.find(|row| self.is(row.code.as_str(), &row.property)) {
                Some(row) => Unused::DoesNotCount(Box::new(row.reason.clone())),
                None => Unused::NotInSnapshot,
            });
        }
        let exclude = rows.iter().find(|row| row.action == ExceptionAction::Exclude);
        match exclude {
            Some(row) => {
                self.exclude(account, &row.reason);
                None
            }
            None => self.set_amounts(account, &amounts_of(rows)),
        }
    }

    /// The stays that may count under the code; copies are one stay.
    fn stays(&self, account: &Account) -> BTreeSet<(Channel, PropertyId)> {
        let unusable = account.unusable.iter().filter_map(|row| row.reservation.as_deref());
        let known = account.reservations.iter().chain(unusable);
        known
            .filter(|one| self.is(one.code.as_str(), &one.property))
            .map(|one| (one.channel.clone(), one.property.clone()))
            .collect()
    }

    /// Several stays match, so none can be chosen.
    fn hold_all(&self, account: &mut Account, rows: &[&Exception]) {
        let place = rows.first().map(|row| row.place.clone()).unwrap_or_default();
        for reservation in self.take_reservations(account) {
            let reason = HoldReason::ExceptionForSeveral { place: place.clone() };
            account.unusable.push(unusable(reservation, None, reason));
        }
    }

    fn take_reservations(&self, account: &mut Account) -> Vec<Reservation> {
        let is_meant = |one: &mut Reservation| self.is(one.code.as_str(), &one.property);
        account.reservations.extract_if(.., is_meant).collect()
    }

    fn take_unusable(&self, account: &mut Account) -> Vec<Unusable> {
        account.unusable.extract_if(.., |row| self.is(&row.code, &row.property)).collect()
    }

    fn exclude(&self, account: &mut Account, reason: &str) {
        let mut excepted = Vec::new();
        let mut push = |id: String, property, reservation| {
            let (code, reason) = (self.code.clone(), reason.to_owned());
            excepted.push(Excepted { id, code, property, reservation, reason });
        };
        for one in self.take_reservations(account) {
            push(one.id.to_string(), one.property.clone(), Some(Box::new(one)));
        }
        for row in self.take_unusable(account) {
            push(row.id, row.property, row.reservation);
        }
        account.excepted.extend(excepted);
    }

    fn set_amounts(&self, account: &mut Account, amounts: &[SetAmount]) -> Option<Unused> {
        let cancelled = self.ids_of_cancelled(account);
        let (reservations, mut broken) =
            (self.take_reservations(account), self.take_unusable(account));
        let mut why = None;
        for reservation in reservations {
            why = set_on_money(account, reservation, amounts);
        }
        match (broken.pop(), broken.is_empty()) {
            (None, _) => {}
            (Some(row), true) if cancelled.is_empty() => {
                why = set_instead_of_money(account, row, amounts);
            }
            (Some(row), _) => {
                broken.push(row);
                let ids = broken.iter().map(|row| row.id.clone());
                let mut ids: Vec<String> = ids.chain(cancelled).collect();
                ids.sort();
                let copies = HoldReason::ConflictingCopies { ids };
                why = Some(Unused::HeldOtherwise(Box::new(copies.clone())));
                account.unusable.extend(broken.into_iter().map(|row| match row.reservation {
                    Some(_) => Unusable { reason: copies.clone(), ..row },
                    None => row,
                }));
            }
        }
        why
    }

    /// Copies that say that the stay was cancelled: which one is stale is unknown.
    fn ids_of_cancelled(&self, account: &Account) -> Vec<String> {
        let cancelled = account.set_aside.iter().filter(|row| {
            self.is(row.code.as_str(), &row.property)
                && row.reason == ExclusionReason::CancelledWithoutMoney
        });
        cancelled.map(|row| row.id.to_string()).collect()
    }
}

fn amounts_of(rows: &[&Exception]) -> Vec<SetAmount> {
    let amounts = rows.iter().filter_map(|row| match row.action {
        ExceptionAction::Exclude | ExceptionAction::AcceptOddity => None,
        ExceptionAction::Override { line: kind, amount } => {
            Some(SetAmount { kind, amount, reason: row.reason.clone() })
        }
    });
    amounts.collect()
}

fn unusable(reservation: Reservation, currency: Option<Currency>, reason: HoldReason) -> Unusable {
    Unusable {
        id: reservation.id.to_string(),
        code: reservation.code.to_string(),
        property: reservation.property.clone(),
        currency: currency.or(reservation.financials.as_ref().map(|money| money.currency)),
        reservation: Some(Box::new(reservation)),
        reason,
    }
}

/// The first amount that is not in `currency`.
fn other_currency(amounts: &[SetAmount], currency: Currency) -> Option<HoldReason> {
    let exception = amounts.iter().map(|one| one.amount.currency()).find(|one| *one != currency)?;
    Some(HoldReason::ExceptionInOtherCurrency { exception, reservation: currency })
}

/// Replaces lines of money that can be used; the rest stays as delivered.
fn set_on_money(
    account: &mut Account,
    mut reservation: Reservation,
    amounts: &[SetAmount],
) -> Option<Unused> {
    let Some(money) = &mut reservation.financials else {
        account.reservations.push(reservation);
        return Some(Unused::OwnerStay);
    };
    if let Some(reason) = other_currency(amounts, money.currency) {
        account.unusable.push(unusable(reservation, None, reason));
        return None;
    }
    let mut overridden =
        Overridden { amounts: amounts.to_vec(), replaced: Vec::new(), unusable: None };
    for (place, line) in std::mem::take(&mut money.lines).into_iter().enumerate() {
        match overridden.sets(line.kind) {
            true => overridden.replaced.push(ReplacedLine { place, line }),
            false => money.lines.push(line),
        }
    }
    money.lines.extend(amounts.iter().map(Overridden::line));
    if overridden.sets(ReportedKind::Accommodation) {
        // the nights' prices are those of another rent
        money.night_prices = None;
    }
    money.overridden = Some(overridden);
    add_with_notices(account, reservation, amounts);
    None
}

/// Makes the exceptions all of the money where the delivered money cannot be used.
fn set_instead_of_money(
    account: &mut Account,
    row: Unusable,
    amounts: &[SetAmount],
) -> Option<Unused> {
    let Some(mut reservation) = row.reservation.clone().filter(|_| is_about_money(&row.reason))
    else {
        let why = Box::new(row.reason.clone());
        account.unusable.push(row);
        return Some(Unused::HeldOtherwise(why));
    };
    if reservation.purpose == Purpose::Owner {
        account.unusable.push(row);
        return Some(Unused::OwnerStay);
    }
    let known = row.currency.or_else(|| common_currency(amounts));
    let refused = known.and_then(|currency| other_currency(amounts, currency));
    let has_rent = amounts.iter().any(|one| one.kind == ReportedKind::Accommodation);
    if refused.is_some() || !has_rent {
        let lacks_rent = || HoldReason::ExceptionWithoutRent(Box::new(row.reason.clone()));
        let reason = refused.unwrap_or_else(lacks_rent);
        account.unusable.push(Unusable { reason, ..row });
        return None;
    }
    match all_of_money(amounts, row.reason.clone()) {
        Ok(money) if money.revenue.is_zero() && reservation.status == BookingStatus::Cancelled => {
            let Reservation { id, code, channel, property, stay, .. } = *reservation;
            let (stay, reason) = (Some(stay), ExclusionReason::CancelledWithoutMoney);
            account.set_aside.push(SetAside { id, code, channel, property, stay, reason });
        }
        Ok(money) => {
            reservation.financials = Some(money);
            add_with_notices(account, *reservation, amounts);
        }
        Err(reason) => account.unusable.push(Unusable { reason, ..row }),
    }
    None
}

/// Whether set amounts can fix the problem.
fn is_about_money(reason: &HoldReason) -> bool {
    matches!(
        reason,
        HoldReason::NoFinancials
            | HoldReason::IncompleteFinancials { .. }
            | HoldReason::DoesNotReconcile { .. }
            | HoldReason::DoubtfulScale { .. }
            | HoldReason::ReconcilesInSeveralWays
    )
}

fn all_of_money(amounts: &[SetAmount], unusable: HoldReason) -> Result<Financials, HoldReason> {
    let currency = common_currency(amounts).ok_or(HoldReason::NoCurrency)?;
    let sum = Money::sum(currency, amounts.iter().map(|one| one.amount));
    Ok(Financials {
        currency,
        lines: amounts.iter().map(Overridden::line).collect(),
        night_prices: None,
        revenue: sum.map_err(HoldReason::Amount)?,
        reading: Reading::ByException,
        difference: Money::zero(currency),
        overridden: Some(Overridden {
            amounts: amounts.to_vec(),
            replaced: Vec::new(),
            unusable: Some(unusable),
        }),
    })
}

/// Puts a reservation among those that count, with a notice an amount.
fn add_with_notices(account: &mut Account, reservation: Reservation, amounts: &[SetAmount]) {
    let subject = Subject::Reservation(reservation.property.clone(), reservation.code.clone());
    account.notices.extend(amounts.iter().map(|set| Notice {
        subject: subject.clone(),
        kind: NoticeKind::ExceptionSets {
            line: set.kind,
            amount: set.amount,
            reason: set.reason.clone(),
        },
    }));
    account.reservations.push(reservation);
}
