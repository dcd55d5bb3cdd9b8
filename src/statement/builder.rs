//! Builds an owner's statements from placed rows.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{
    Account, AccountProperty, Agreement, AmountError, ChargeScope, ChargeSums, Currency,
    HoldReason, Money, Notice, NoticeKind, Owner, OwnerCharge, OwnerId, Period, Portfolio,
    Property, PropertyId, Reservation, Subject,
};

use crate::fees::{StayTerms, TierShare};

use super::nights::{self, Nights};
use super::overlap::Overlaps;
use super::{Collected, Column, Columns, Figures, Row, Section, Source, Statement, taxes, vat};
use super::{co_host, commission};

/// The account's data other than its rows.
pub(super) struct AccountFacts<'a> {
    pub(super) properties: &'a BTreeMap<PropertyId, AccountProperty>,
    notices: BTreeMap<&'a Subject, Vec<&'a Notice>>,
    /// The currency of the earliest priced stay of each property that takes place.
    priced: BTreeMap<PropertyId, Currency>,
    /// Blocks and owners' years by property.
    nights: BTreeMap<PropertyId, Nights>,
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

    fn home_currency(&self, property: &Property) -> Option<Currency> {
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

/// Why an owner's statements could not be built, and for which property.
pub(super) struct BuildError {
    pub(super) property: PropertyId,
    pub(super) reason: HoldReason,
}

/// Builds the statements of one owner.
pub(super) struct StatementBuilder<'a> {
    pub(super) known: &'a AccountFacts<'a>,
    pub(super) portfolio: &'a Portfolio,
    pub(super) source: &'a Source,
    pub(super) period: Period,
    /// What the manager's exceptions leave out, by property.
    pub(super) left_out: &'a BTreeMap<PropertyId, Vec<Notice>>,
}

type RowsByPlace = BTreeMap<(Currency, PropertyId), Vec<Row>>;

/// An owner's properties, rows and charges in the period.
pub(super) struct OwnerInputs<'a> {
    pub(super) properties: &'a [&'a Property],
    pub(super) rows: Vec<Row>,
    pub(super) charges: Vec<OwnerCharge>,
}

/// Entries by currency and property; those of no property are the owner's own.
type ChargesByPlace = BTreeMap<(Currency, Option<PropertyId>), Vec<OwnerCharge>>;

/// Puts each entry where its owner is paid in its currency, in order of their dates.
fn by_place(
    charges: Vec<OwnerCharge>,
    places: &RowsByPlace,
    first: &Property,
) -> Result<ChargesByPlace, BuildError> {
    let mut sorted = ChargesByPlace::new();
    for charge in charges {
        let currency = charge.currency();
        let property = match &charge.scope {
            ChargeScope::Property(id) => Some(id.clone()),
            ChargeScope::Owner(_) => None,
        };
        let is_own = |place: &&(Currency, PropertyId)| {
            property.as_ref().is_none_or(|property| place.1 == *property)
        };
        let mut own = places.keys().filter(is_own).map(|place| place.0);
        if let Some(expected) = own.next()
            && expected != currency
            && own.all(|other| other != currency)
        {
            let place = charge.place.clone();
            return Err(BuildError {
                property: property.unwrap_or_else(|| first.id.clone()),
                reason: HoldReason::ChargeInOtherCurrency { place, charge: currency, expected },
            });
        }
        sorted.entry((currency, property)).or_default().push(charge);
    }
    for charges in sorted.values_mut() {
        // entries of one day keep the order of the file
        charges.sort_by_key(|charge| charge.date);
    }
    Ok(sorted)
}

impl StatementBuilder<'_> {
    /// An owner's statements, one a currency.
    pub(super) fn statements(
        &self,
        owner: &OwnerId,
        inputs: OwnerInputs<'_>,
    ) -> Result<Vec<Statement>, BuildError> {
        let OwnerInputs { properties, rows, charges } = inputs;
        let Some(first) = properties.first() else { return Ok(Vec::new()) };
        let build_error = |reason| BuildError { property: first.id.clone(), reason };
        let mut places = RowsByPlace::new();
        for row in rows {
            let place = (row.columns.net().currency(), row.reservation.property.clone());
            places.entry(place).or_default().push(row);
        }
        let mut currencies: BTreeSet<Currency> = places.keys().map(|place| place.0).collect();
        currencies.extend(self.currencies_of_charges(properties, &places, &charges));
        if currencies.is_empty() {
            let home = properties.iter().find_map(|property| self.known.home_currency(property));
            currencies.insert(home.ok_or_else(|| build_error(HoldReason::NoCurrency))?);
        }
        let homes = self.places_without_rows(properties, &currencies, &places);
        for place in homes {
            places.insert(place, Vec::new());
        }
        let mut charges = by_place(charges, &places, first)?;
        currencies
            .iter()
            .map(|currency| {
                let (places, charges) = (&mut places, &mut charges);
                let mut statement =
                    self.statement(owner, properties, *currency, places, charges)?;
                statement.one_of_several = currencies.len() > 1;
                Ok(statement)
            })
            .collect::<Result<_, AmountError>>()
            .map_err(|error| build_error(HoldReason::Amount(error)))
    }

    /// The currencies of properties without any row that have an entry in it.
    fn currencies_of_charges(
        &self,
        properties: &[&Property],
        places: &RowsByPlace,
        charges: &[OwnerCharge],
    ) -> Vec<Currency> {
        let busy: BTreeSet<&PropertyId> = places.keys().map(|place| &place.1).collect();
        let idle = properties.iter().filter(|property| !busy.contains(&property.id));
        let of_home = |property: &&&Property| {
            let home = self.known.home_currency(property)?;
            let scope = ChargeScope::Property(property.id.clone());
            let has_own = |charge: &OwnerCharge| charge.scope == scope && charge.currency() == home;
            charges.iter().any(has_own).then_some(home)
        };
        idle.filter_map(|property| of_home(&property)).collect()
    }

    /// A property without any row gets an empty section where its own currency has a statement,
    /// else in the first one.
    fn places_without_rows(
        &self,
        properties: &[&Property],
        currencies: &BTreeSet<Currency>,
        places: &RowsByPlace,
    ) -> Vec<(Currency, PropertyId)> {
        let busy: BTreeSet<&PropertyId> = places.keys().map(|place| &place.1).collect();
        let idle = properties.iter().filter(|property| !busy.contains(&property.id));
        idle.filter_map(|property| {
            let home = self.known.home_currency(property);
            let own = home.filter(|home| currencies.contains(home));
            let currency = own.or_else(|| currencies.first().copied())?;
            Some((currency, property.id.clone()))
        })
        .collect()
    }

    fn statement(
        &self,
        owner: &OwnerId,
        properties: &[&Property],
        currency: Currency,
        places: &mut RowsByPlace,
        charges: &mut ChargesByPlace,
    ) -> Result<Statement, AmountError> {
        let mut take = |id| charges.remove(&(currency, id)).unwrap_or_default();
        let mut sections = Vec::new();
        for property in properties {
            if let Some(rows) = places.remove(&(currency, property.id.clone())) {
                let charges = take(Some(property.id.clone()));
                sections.extend(self.section(property, currency, rows, charges)?);
            }
        }
        sections.sort_by_cached_key(|section: &Section| {
            (section.property.name.to_lowercase(), section.property.id.clone())
        });
        let charges = take(None);
        let vat_differences = vat::differences(&sections, currency)?;
        let mut own = Columns::none(currency);
        charges.iter().try_for_each(|charge| own.add_charge(charge))?;
        vat_differences.iter().try_for_each(|one| own.add(Column::CommissionVat, one.amount))?;
        let of_sections = sections.iter().flat_map(|section| &section.charges);
        let entered = of_sections
            .chain(&charges)
            .filter(|charge| charge.category.co_host().is_none())
            .try_fold(ChargeSums::none(currency), |sums, charge| sums.plus(charge))?;
        let (mut stays, mut totals) = (Columns::none(currency), own.clone());
        let mut figures = Figures::none(0, currency);
        for section in &sections {
            stays.add_all(&section.reservation_totals)?;
            totals.add_all(&section.totals)?;
            figures.add(&section.figures)?;
        }
        Ok(Statement {
            manager: self.portfolio.manager.clone(),
            owner: self.owner(owner),
            period: self.period,
            currency,
            one_of_several: false,
            source: self.source.clone(),
            notices: sections.iter().flat_map(|section| self.notices(section)).collect(),
            sections,
            owner_charges: charges,
            vat_differences,
            owner_level_totals: own,
            charge_totals: entered,
            reservation_totals: stays,
            totals,
            figures,
        })
    }

    fn owner(&self, id: &OwnerId) -> Owner {
        self.portfolio.owners.get(id).cloned().unwrap_or_else(|| Owner {
            id: id.clone(),
            name: id.to_string(),
            address: Vec::new(),
            email: None,
            tax_id: None,
        })
    }

    fn section(
        &self,
        property: &Property,
        currency: Currency,
        mut rows: Vec<Row>,
        charges: Vec<OwnerCharge>,
    ) -> Result<Option<Section>, AmountError> {
        let Some(terms) = self.portfolio.agreements.get(&property.agreement) else {
            return Ok(None);
        };
        rows.sort_by_cached_key(|Row { reservation, .. }| {
            (reservation.stay, reservation.code.clone(), reservation.channel.clone())
        });
        let mut stays = Columns::none(currency);
        let mut collected = Collected::default();
        for row in &rows {
            stays.add_all(&row.columns)?;
            row.lines.iter().try_for_each(|line| collected.add(line))?;
        }
        let mut totals = stays.clone();
        charges.iter().try_for_each(|charge| totals.add_charge(charge))?;
        let known = self.known.properties.get(&property.id);
        let nights = self.known.nights.get(&property.id).cloned().unwrap_or_default();
        Ok(Some(Section {
            property: property.clone(),
            address: known.and_then(|known| known.address.clone()),
            terms: terms.clone(),
            commission: commission::rows(&rows, terms, self.period, currency)?,
            taxes: taxes::of_rows(&rows)?,
            co_host: co_host::of_section(&rows, &charges, currency)?,
            figures: Figures::of_property(&rows, &nights.blocked, self.period, currency)?,
            blocked: nights.blocked,
            owner_year: nights.year.and_then(Result::ok),
            rows,
            reservation_totals: stays,
            charges,
            totals,
            collected,
        }))
    }

    fn notices(&self, section: &Section) -> Vec<Notice> {
        let id = &section.property.id;
        let of_property = |kind| Notice { subject: Subject::Property(id.clone()), kind };
        let mut notices = Vec::new();
        if section.rows.is_empty() {
            let listed = self.known.properties.get(id).is_none_or(|known| known.listed);
            notices.push(of_property(NoticeKind::NoReservations { listed }));
        }
        if section.terms.recognition.counts_bookings() {
            notices.push(of_property(NoticeKind::BookedBasis));
        }
        let year = self.known.nights.get(id).and_then(|nights| nights.year.as_ref());
        notices.extend(year.and_then(|year| year.as_ref().err()).cloned().map(of_property));
        for notice in self.left_out.get(id).into_iter().flatten() {
            // copies of a stay are left out by one exception
            if !notices.contains(notice) {
                notices.push(notice.clone());
            }
        }
        for row in &section.rows {
            let reservation = &row.reservation;
            let subject = Subject::Reservation(id.clone(), reservation.code.clone());
            let of_stay = self.known.notices.get(&subject).into_iter().flatten();
            notices.extend(of_stay.map(|notice| (*notice).clone()));
            notices.extend(row.shared.iter().map(|with| Notice {
                subject: subject.clone(),
                kind: NoticeKind::NightsShared {
                    channel: reservation.channel.clone(),
                    with: with.clone(),
                },
            }));
            if row.lacks_prices(&section.terms) {
                let kind = NoticeKind::PricesDoNotMatch;
                notices.push(Notice { subject: subject.clone(), kind });
            }
            notices.extend(row.unmapped_fees.iter().map(|label| Notice {
                subject: subject.clone(),
                kind: NoticeKind::UnmappedFee { label: label.clone() },
            }));
        }
        notices
    }
}
