//! Places what belongs to no reservation: the manager's own entries, recurring ones and flat fees.

use crate::domain::{
    AmountError, BookingStatus, ChargeScope, Every, HoldReason, OwnerCharge, Recurring,
    Reservation, Subject,
};

use super::super::outcome::Outcome;
use super::super::{monthly, recurring};
use super::Placing;

impl Placing<'_> {
    /// Recurring entries and flat fees a month, which are entries like those of the manager's own
    /// file; what cannot be counted holds its owner.
    pub(in super::super) fn agreed_charges(
        self,
        reservations: &[Reservation],
    ) -> (Vec<OwnerCharge>, Vec<Outcome>) {
        let portfolio = self.portfolio;
        let recurring = portfolio
            .recurring
            .iter()
            .map(|one| (one.scope.clone(), recurring::charges(one, reservations, self.period)));
        let monthly = portfolio.properties.values().filter_map(|property| {
            let terms = portfolio.agreement_of(&property.id)?;
            let scope = ChargeScope::Property(property.id.clone());
            Some((scope, monthly::charges(property, terms, self.period)))
        });
        let (mut charges, mut holds) = (Vec::new(), Vec::new());
        for (scope, own) in recurring.chain(monthly) {
            match own {
                Ok(own) => charges.extend(own),
                Err(error) => holds.extend(self.held_scope(&scope, error)),
            }
        }
        (charges, holds)
    }

    /// Whether something recurring follows the departure of a stay in the period, if it takes
    /// place.
    pub(super) fn may_recur_for(self, stay: &Reservation) -> bool {
        let departure = stay.stay.departure();
        let of_property = ChargeScope::Property(stay.property.clone());
        let follows = |one: &Recurring| {
            matches!(one.every, Every::Stay | Every::OwnerStay)
                && one.scope == of_property
                && one.is_in_force(departure)
        };
        stay.status == BookingStatus::Accepted
            && self.period.contains(departure)
            && self.portfolio.recurring.iter().any(follows)
    }

    /// The owner held because of what cannot be counted, if the run was asked for it.
    fn held_scope(self, scope: &ChargeScope, error: AmountError) -> Option<Outcome> {
        let properties = &self.portfolio.properties;
        let found = match scope {
            ChargeScope::Property(id) => properties.get(id),
            ChargeScope::Owner(id) => properties.values().find(|one| one.owner == *id),
        };
        let property = found.filter(|property| self.scope.covers(property))?;
        let subject = Subject::Property(property.id.clone());
        Some(Outcome::hold(&property.owner, subject, HoldReason::Amount(error)))
    }

    /// An entry goes on the statement of its property's owner; one of an owner's own where the run
    /// covers all of the owner's properties.
    pub(in super::super) fn charge(self, charge: OwnerCharge) -> Outcome {
        if !self.period.contains(charge.date) {
            return Outcome::ChargeOutside;
        }
        let properties = &self.portfolio.properties;
        let owner = match &charge.scope {
            ChargeScope::Property(id) => {
                let property = properties.get(id).filter(|property| self.scope.covers(property));
                property.map(|property| property.owner.clone())
            }
            ChargeScope::Owner(id) => {
                let mut own = properties.values().filter(|property| property.owner == *id);
                own.all(|property| self.scope.covers(property)).then(|| id.clone())
            }
        };
        match owner {
            Some(owner) => Outcome::Charge(owner, charge),
            None => Outcome::ChargeNotAskedFor,
        }
    }
}
