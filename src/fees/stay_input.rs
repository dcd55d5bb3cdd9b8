//! A reservation with its agreement, as the parts of the allocation read it.

use crate::domain::{
    Agreement, BookingStatus, CancellationTerms, Channel, Currency, Financials, HoldReason,
    Purpose, Reservation,
};

use super::amounts::AmountsByKind;

/// A reservation with money and the terms it falls under.
pub(super) struct StayInput<'a> {
    pub(super) reservation: &'a Reservation,
    pub(super) financials: &'a Financials,
    pub(super) by_kind: &'a AmountsByKind,
    pub(super) terms: &'a Agreement,
}

impl StayInput<'_> {
    pub(super) fn channel(&self) -> &Channel {
        &self.reservation.channel
    }
}

/// Whether commission is taken on a reservation at all.
pub(super) fn takes_commission(reservation: &Reservation, terms: &Agreement) -> bool {
    match (reservation.purpose, reservation.status) {
        (Purpose::Owner, _) => false,
        (Purpose::Guest, BookingStatus::Accepted) => true,
        (Purpose::Guest, BookingStatus::Cancelled) => {
            terms.cancellations == CancellationTerms::WithCommission
        }
    }
}

/// An agreement's amount acts in its own currency alone.
pub(super) fn ensure_currency(
    agreement: Currency,
    reservation: Currency,
) -> Result<(), HoldReason> {
    if agreement == reservation {
        return Ok(());
    }
    Err(HoldReason::AgreementInOtherCurrency { agreement, reservation })
}
