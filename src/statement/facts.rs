//! What an account says apart from its rows, and the rows that follow from it.

use std::collections::BTreeMap;

use crate::domain::{
    Account, AccountProperty, Agreement, Currency, HoldReason, Money, Notice, Period, Portfolio,
    Property, PropertyId, Reservation, Subject,
};
use crate::fees::{StayTerms, TierShare};

use super::Row;
use super::nights::{self, Nights};
use super::overlap::Overlaps;

/// The account's data other than its rows.
pub(super) struct AccountFacts<'a> {
    pub(super) properties: &'a BTreeMap<PropertyId, AccountProperty>,
    pub(super) notices: BTreeMap<&'a Subject, Vec<&'a Notice>>,
    /// The currency of the earliest priced stay of each property that takes place.
    priced: BTreeMap<PropertyId, Currency>,
    /// Blocks and owners' years by property.
    pub(super) nights: BTreeMap<PropertyId, Nights>,
    overlaps: Overlaps<'a>,
}

impl<'a> AccountFacts<'a> {
    /// Indexes what an account says apart from its rows.
    pub(super) fn new(account: &'a Account, portfolio: &Portfolio, period: Period) -> Self {
        let nights = nights::of_account(account, portfolio, period);
        let mut notices: BTreeMap<&Subject, Vec<&Notice>> = BTreeMap::new();
        for notice in &account.notices {
            let known = notices.entry(&notice.subject).or_default();
            if !known.contains(&notice) {
                known.push(notice);
            }
        }
        let priced = first_currencies(&account.reservations);
        let overlaps = Overlaps::of(&account.reservations);
        Self { properties: &account.properties, notices, priced, nights, overlaps }
    }

    /// The row of a reservation, if it can be built.
    pub(super) fn row(
        &self,
        reservation: &Reservation,
        (property, terms): (&Property, &Agreement),
        tier: Option<TierShare>,
        period: Period,
    ) -> Result<Row, HoldReason> {
        let currency = match &reservation.financials {
            Some(money) => money.currency,
            None => self.currency_without_money(property, terms)?,
        };
        let stay_terms = StayTerms { collects: property.collects.clone(), tier };
        let row = Row::build(reservation.clone(), terms, &stay_terms, period, currency)?;
        Ok(row.sharing(self.overlaps.shared(reservation, period)))
    }

    /// An owner's stay without amounts has the currency of its property; its cleaning charge must
    /// be in that currency.
    fn currency_without_money(
        &self,
        property: &Property,
        terms: &Agreement,
    ) -> Result<Currency, HoldReason> {
        let priced = self.priced.get(&property.id).copied();
        let own = property.currency.or(priced).or_else(|| self.home_currency(property));
        let charged = terms.owner_stay_cleaning.map(Money::currency);
        match (own, charged) {
            (Some(reservation), Some(agreement)) if reservation != agreement => {
                Err(HoldReason::AgreementInOtherCurrency { agreement, reservation })
            }
            // a charge does not determine the currency of the property's money
            (own, _) => own.ok_or(HoldReason::NoCurrency),
        }
    }

    /// The currency of a property without money in the period.
    pub(super) fn home_currency(&self, property: &Property) -> Option<Currency> {
        let in_account = self.properties.get(&property.id).and_then(|known| known.currency);
        property.currency.or(in_account)
    }
}

/// For each property, the currency of its earliest priced stay that takes place, independent of
/// their order.
fn first_currencies(reservations: &[Reservation]) -> BTreeMap<PropertyId, Currency> {
    let mut by_arrival: Vec<&Reservation> =
        reservations.iter().filter(|one| one.takes_place()).collect();
    by_arrival.sort_by(|a, b| (a.stay, &a.code, &a.channel).cmp(&(b.stay, &b.code, &b.channel)));
    let mut currencies = BTreeMap::new();
    for reservation in by_arrival {
        if let Some(money) = &reservation.financials {
            currencies.entry(reservation.property.clone()).or_insert(money.currency);
        }
    }
    currencies
}
