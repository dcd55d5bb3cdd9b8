//! Random agreements with every possible term.

use std::collections::BTreeMap;

use chrono::Days;
use owner_statements::domain::{
    AdjustmentKind, AdjustmentTerms, Agreement, Band, BaseTerm, Basis, CancellationTerms, Channel,
    ChannelFeeTerms, CollectTerms, Collector, Commission, CommissionVat, Currency, FeeKind,
    FeeTerms, FeeTreatment, Money, NightSplit, Pricing, Rate, RateRow, RateTerms, Recognition,
    Remitter, Report, ScopeDay, ScopeDays, StayScope, TaxTerms, TaxTreatment, TierMethod, TierSpan,
    Tiers, Treatment, VatMethod, VatRounding, Waiver, Withholding, YearStart,
};
use proptest::collection::vec;
use proptest::prelude::*;

use super::{agreement, day, rate};

/// Numbers that decide one choice each; the last decides all that follow.
struct Choices(Vec<u16>);

impl Choices {
    fn number(&mut self) -> u16 {
        match self.0.as_slice() {
            [_, _, ..] => self.0.pop().unwrap_or_default(),
            _ => self.0.first().copied().unwrap_or_default(),
        }
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[usize::from(self.number()) % of.len()].clone()
    }

    /// True one time in `of`.
    fn seldom(&mut self, of: u16) -> bool {
        self.number().is_multiple_of(of)
    }

    fn rate(&mut self) -> Rate {
        rate(self.one(&["0%", "0.5%", "12.5%", "20%", "33.333%", "66.666667%", "100%"]))
    }

    fn basis(&mut self) -> Basis {
        self.one(&Basis::ALL).0
    }

    fn channel(&mut self) -> Channel {
        self.one(&[Channel::Airbnb, Channel::Vrbo, Channel::Manual, Channel::Direct])
    }

    fn treatment(&mut self) -> Treatment {
        let split = Treatment::Split { owner: self.rate() };
        self.one(&[Treatment::Owner, Treatment::Manager, split])
    }

    fn amount(&mut self, currency: Option<Currency>, most: u16) -> Option<Money> {
        let minor = i64::from(self.number() % most);
        currency.filter(|_| self.seldom(2)).map(|currency| Money::new(minor, currency))
    }

    fn base(&mut self) -> Vec<BaseTerm> {
        let all = [
            BaseTerm::Accommodation,
            BaseTerm::Discounts,
            BaseTerm::AllFees,
            BaseTerm::Fees(FeeKind::Cleaning),
            BaseTerm::ChannelFee,
            BaseTerm::AllAdjustments,
            BaseTerm::Taxes,
        ];
        let chosen: Vec<BaseTerm> = all.into_iter().filter(|_| self.seldom(2)).collect();
        if chosen.is_empty() { vec![BaseTerm::Accommodation] } else { chosen }
    }

    fn scope(&mut self, days: &[ScopeDay]) -> StayScope {
        let days = self.seldom(2).then(|| {
            let from = day("2026-01-01") + Days::new(u64::from(self.number() % 120));
            let to = from + Days::new(u64::from(self.number() % 60));
            ScopeDays { by: self.one(days), from: Some(from), to: Some(to) }
        });
        StayScope { channel: self.seldom(2).then(|| self.channel()), property: None, days }
    }

    fn recognition(&mut self) -> Recognition {
        let mut recognition = Recognition::from(self.basis());
        recognition.commission = self.seldom(3).then(|| self.basis());
        recognition.channel_fee = self.seldom(3).then(|| self.basis());
        recognition.taxes = self.seldom(3).then(|| self.basis());
        recognition.other_fees = self.seldom(3).then(|| self.basis());
        if self.seldom(3) {
            recognition.fees.insert(FeeKind::Cleaning, self.basis());
        }
        recognition
    }

    fn commission(&mut self, currency: Option<Currency>) -> Commission {
        let days = ScopeDay::ALL.map(|(_, day)| day);
        let rows = (0..self.number() % 3)
            .map(|_| RateRow { stays: self.scope(&days), rate: self.rate() })
            .collect();
        let minimum = self.amount(currency, 9_000);
        let more = self
            .amount(currency, 50_000)
            .unwrap_or(minimum.unwrap_or(Money::new(0, super::currency("EUR"))));
        let maximum = minimum.and_then(|least| least.plus(more).ok());
        let rates = RateTerms {
            rate: self.rate(),
            rows,
            minimum,
            maximum,
            per_booking: self.amount(currency, 5_000),
            per_night: self.amount(currency, 500),
        };
        let vat = self.seldom(2).then(|| {
            let net = VatMethod::Net { rent_vat: self.rate() };
            CommissionVat {
                rate: self.rate(),
                method: self.one(&[VatMethod::Plus, net, VatMethod::Gross]),
                rounding: VatRounding::Line,
            }
        });
        let base = self.base();
        let mut bases = BTreeMap::new();
        if self.seldom(3) {
            bases.insert(self.channel(), self.base());
        }
        let waivers = (0..self.number() % 2)
            .map(|_| Waiver { stays: self.scope(&days[..3]), reason: "agreed".to_owned() })
            .collect();
        Commission {
            bases,
            pricing: Pricing::Rates(rates),
            reversals: self.seldom(2),
            waivers,
            vat,
            ..Commission::simple(base, rate("20%"))
        }
    }

    fn fee(&mut self, currency: Option<Currency>) -> FeeTreatment {
        let shared = FeeTreatment::Shared(self.treatment());
        let passed_on = [
            FeeTreatment::PassedOn(Remitter::Manager),
            FeeTreatment::PassedOn(Remitter::Channel),
            FeeTreatment::PassedOnByOwner,
        ];
        let passed_on = self.one(&passed_on);
        let fixed = self.amount(currency, 9_000).map_or(shared, FeeTreatment::FixedForManager);
        let other = self.amount(currency, 9_000).map_or(shared, FeeTreatment::FixedForOwner);
        self.one(&[shared, shared, passed_on, fixed, other])
    }

    fn taxes(&mut self) -> TaxTerms {
        let treatments = [
            TaxTreatment::Owner,
            TaxTreatment::Withheld,
            TaxTreatment::PassThrough { remitter: Remitter::Manager },
            TaxTreatment::PassThrough { remitter: Remitter::Channel },
        ];
        let mut terms = TaxTerms::from(self.one(&treatments));
        terms.channels.insert(self.channel(), self.one(&treatments));
        if self.seldom(2) {
            terms.labels.insert("tax".to_owned(), self.one(&treatments));
        }
        terms
    }

    fn channel_fee(&mut self) -> ChannelFeeTerms {
        let mut terms = ChannelFeeTerms::from(self.treatment());
        terms.channels.insert(self.channel(), self.treatment());
        terms.irrecoverable_vat.insert(self.channel(), self.rate());
        terms
    }

    fn agreement(mut self, currency: Option<Currency>) -> Agreement {
        let recognition = self.recognition();
        let kinds = [(FeeKind::Cleaning, self.fee(currency)), (FeeKind::Pet, self.fee(currency))];
        let fees = FeeTerms {
            kinds: BTreeMap::from(kinds),
            default: Some(self.fee(currency)),
            report: self.one(&[Report::Gross, Report::Net]),
        };
        let splits = [NightSplit::Even, NightSplit::ByPrice];
        let mut terms = Agreement {
            night_split: self.one(&splits),
            commission: self.commission(currency),
            channel_fee: self.channel_fee(),
            taxes: self.taxes(),
            fees,
            ..agreement(recognition.default)
        };
        if self.seldom(4) {
            // the rent can only be net where the owner bears the fee and no price is asked for
            terms.channel_fee = ChannelFeeTerms::from(Treatment::Owner);
            terms.channel_fee.report = Report::Net;
            terms.night_split = NightSplit::Even;
        }
        terms.recognition = recognition;
        terms.withholding = self.seldom(3).then(|| Withholding {
            rate: self.rate(),
            base: self.base(),
            name: "Withholding tax".to_owned(),
        });
        terms.adjustments = AdjustmentTerms {
            kinds: AdjustmentKind::ALL.iter().map(|kind| (*kind, self.treatment())).collect(),
        };
        terms.cancellations = self.one(&[
            CancellationTerms::Excluded,
            CancellationTerms::WithCommission,
            CancellationTerms::WithoutCommission,
        ]);
        let who = [Collector::Manager, Collector::Owner];
        let channels = BTreeMap::from([(self.channel(), self.one(&who))]);
        terms.collects = CollectTerms { default: self.one(&who), channels };
        terms.owner_stay_cleaning = self.amount(currency, 20_000);
        terms
    }

    fn tiers(&mut self, currency: Currency) -> Tiers {
        let mut from = 0;
        let mut bands = Vec::new();
        for _ in 0..=self.number() % 4 {
            bands.push(Band { from: Money::new(from, currency), rate: self.rate() });
            from += 1 + i64::from(self.number()) * 10;
        }
        let year = YearStart::parse(self.one(&["01-01", "02-15", "03-01"])).expect("a day");
        Tiers {
            method: self.one(&[TierMethod::Slab, TierMethod::Marginal]),
            per: self.one(&[TierSpan::Month, TierSpan::Year(year)]),
            bands,
        }
    }
}

/// Terms by rates, with amounts in `currency` if there is one.
pub fn any_terms(currency: Option<Currency>) -> impl Strategy<Value = Agreement> {
    vec(any::<u16>(), 130).prop_map(move |numbers| Choices(numbers).agreement(currency))
}

/// Terms by tiers in `currency`; commission counts on one day.
pub fn any_tiers(currency: Currency) -> impl Strategy<Value = Agreement> {
    vec(any::<u16>(), 150).prop_map(move |numbers| {
        let mut choices = Choices(numbers);
        let tiers = choices.tiers(currency);
        let days = [Basis::CheckIn, Basis::CheckOut, Basis::Booked];
        let commission = choices.one(&days);
        let mut terms = choices.agreement(Some(currency));
        terms.recognition.commission = Some(commission);
        terms.commission.pricing = Pricing::Tiers(tiers);
        terms
    })
}
