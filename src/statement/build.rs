//! Builds an owner's statements from what was placed for it.

use std::collections::BTreeMap;

use crate::domain::{
    AmountError, ChargeSums, Currency, HoldReason, Notice, NoticeKind, Owner, OwnerId, Period,
    Portfolio, PropertyId, Subject,
};

use super::facts::AccountFacts;
use super::group::{self, OwnerInputs, SectionInputs, StatementInputs, held};
use super::{
    Collected, Column, Columns, Figures, Hold, Row, Section, Source, Statement, taxes, vat,
};
use super::{co_host, commission};

/// Builds the statements of owners.
pub(super) struct StatementBuilder<'a> {
    pub(super) facts: &'a AccountFacts<'a>,
    pub(super) portfolio: &'a Portfolio,
    pub(super) source: &'a Source,
    pub(super) period: Period,
    /// What there is to say on each property's section beside what its rows say.
    pub(super) on_sections: &'a BTreeMap<PropertyId, Vec<Notice>>,
}

impl StatementBuilder<'_> {
    /// An owner's statements, one a currency.
    ///
    /// # Errors
    /// The hold of an owner whose statements cannot be built.
    pub(super) fn statements(&self, inputs: OwnerInputs<'_>) -> Result<Vec<Statement>, Box<Hold>> {
        let Some(first) = inputs.properties.first().map(|property| property.id.clone()) else {
            return Ok(Vec::new());
        };
        let by_currency = group::by_currency(self.facts, inputs)?;
        let statements = by_currency.into_iter().map(|inputs| self.statement(inputs));
        statements
            .collect::<Result<_, AmountError>>()
            .map_err(|error| held(first, HoldReason::Amount(error)))
    }

    fn statement(&self, inputs: StatementInputs<'_>) -> Result<Statement, AmountError> {
        let StatementInputs { owner, currency, one_of_several, sections, charges } = inputs;
        let sections = sections.into_iter().map(|inputs| self.section(inputs, currency));
        let sections = sections.collect::<Result<Vec<Option<Section>>, AmountError>>()?;
        let mut sections: Vec<Section> = sections.into_iter().flatten().collect();
        sections.sort_by_cached_key(|section: &Section| {
            (section.property.name.to_lowercase(), section.property.id.clone())
        });
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
            owner: self.owner(&owner),
            period: self.period,
            currency,
            one_of_several,
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
        inputs: SectionInputs<'_>,
        currency: Currency,
    ) -> Result<Option<Section>, AmountError> {
        let SectionInputs { property, mut rows, charges } = inputs;
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
        let known = self.facts.properties.get(&property.id);
        let nights = self.facts.nights.get(&property.id).cloned().unwrap_or_default();
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
            let listed = self.facts.properties.get(id).is_none_or(|known| known.listed);
            notices.push(of_property(NoticeKind::NoReservations { listed }));
        }
        if section.terms.recognition.counts_bookings() {
            notices.push(of_property(NoticeKind::BookedBasis));
        }
        let year = self.facts.nights.get(id).and_then(|nights| nights.year.as_ref());
        notices.extend(year.and_then(|year| year.as_ref().err()).cloned().map(of_property));
        for notice in self.on_sections.get(id).into_iter().flatten() {
            // copies of a stay are left out by one exception
            if !notices.contains(notice) {
                notices.push(notice.clone());
            }
        }
        for row in &section.rows {
            let reservation = &row.reservation;
            let subject = Subject::Reservation(id.clone(), reservation.code.clone());
            let of_stay = self.facts.notices.get(&subject).into_iter().flatten();
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
