//! Places what belongs to no reservation: the manager's own entries, recurring ones and flat fees.

use crate::domain::{
    AmountError, BookingStatus, ChargeScope, Every, HoldReason, OwnerCharge, Recurring,
    Reservation, Subject,
};

use super::super::{monthly, recurring};
use super::Assembly;

impl Assembly<'_> {
    /// Recurring entries and flat fees a month are entries like those of the manager's own file.
    pub(super) fn recurring(&mut self, reservations: &[Reservation]) {
        let portfolio = self.portfolio;
        for one in &portfolio.recurring {
            match recurring::charges(one, reservations, self.batch.period) {
                Ok(charges) => charges.into_iter().for_each(|charge| self.owner_charge(charge)),
                Err(error) => self.hold_scope(&one.scope, error),
            }
        }
        for property in portfolio.properties.values() {
            let Some(terms) = portfolio.agreement_of(&property.id) else { continue };
            match monthly::charges(property, terms, self.batch.period) {
                Ok(charges) => charges.into_iter().for_each(|charge| self.owner_charge(charge)),
                Err(error) => self.hold_scope(&ChargeScope::Property(property.id.clone()), error),
            }
        }
    }

    /// Whether something recurring follows the departure of a stay in the period, if it takes
    /// place.
    pub(super) fn may_recur_for(&self, stay: &Reservation) -> bool {
        let departure = stay.stay.departure();
        let of_property = ChargeScope::Property(stay.property.clone());
        let follows = |one: &Recurring| {
            matches!(one.every, Every::Stay | Every::OwnerStay)
                && one.scope == of_property
                && one.is_in_force(departure)
        };
        stay.status == BookingStatus::Accepted
            && self.batch.period.contains(departure)
            && self.portfolio.recurring.iter().any(follows)
    }

    /// Holds the owner of what cannot be counted.
    fn hold_scope(&mut self, scope: &ChargeScope, error: AmountError) {
        let properties = &self.portfolio.properties;
        let found = match scope {
            ChargeScope::Property(id) => properties.get(id),
            ChargeScope::Owner(id) => properties.values().find(|one| one.owner == *id),
        };
        let Some(property) = found.filter(|property| self.scope.covers(property)) else { return };
        let subject = Subject::Property(property.id.clone());
        self.hold(&property.owner, subject, String::new(), None, HoldReason::Amount(error));
    }

    pub(super) fn owner_charge(&mut self, charge: OwnerCharge) {
        self.batch.charges.all += 1;
        if !self.batch.period.contains(charge.date) {
            self.batch.charges.outside += 1;
            return;
        }
        let properties = &self.portfolio.properties;
        let owner = match &charge.scope {
            ChargeScope::Property(id) => {
                let property = properties.get(id).filter(|property| self.scope.covers(property));
                property.map(|property| property.owner.clone())
            }
            // a charge to the owner goes where all of the owner's properties are
            ChargeScope::Owner(id) => {
                let mut own = properties.values().filter(|property| property.owner == *id);
                own.all(|property| self.scope.covers(property)).then(|| id.clone())
            }
        };
        match owner {
            Some(owner) => self.charges.entry(owner).or_default().push(charge),
            None => self.batch.charges.not_asked_for += 1,
        }
    }
}
