//! The commission of an agreement in plain lines.

use crate::domain::{
    CommissionVat, Pricing, RateTerms, StayScope, TierMethod, TierSpan, Tiers, VatMethod,
};

use super::agreement_text::AgreementText;
use super::names::base_name;

pub(super) fn commission_lines(agreement: &AgreementText<'_>) -> Vec<String> {
    let words = &agreement.locale.words().terms;
    let commission = &agreement.terms.commission;
    let mut lines = vec![match &commission.pricing {
        Pricing::Rates(rates) => agreement.rates(rates),
        Pricing::Tiers(tiers) => agreement.tiers(tiers),
    }];
    let amount = commission.per_month.map(|flat| agreement.locale.amount_with_currency(flat));
    lines.extend(amount.map(|amount| (words.per_month)(&amount)));
    for waiver in &commission.waivers {
        let reason = waiver.reason.trim_end_matches('.');
        let which = agreement.stays(&waiver.stays);
        lines.extend(which.map(|which| (words.waived)(&which, reason)));
    }
    if !commission.reversals {
        lines.push(words.no_reversals.to_owned());
    }
    lines.extend(commission.vat.map(|vat| agreement.vat(vat)));
    lines
}

impl AgreementText<'_> {
    /// What the commission is taken from.
    fn base(&self) -> String {
        let words = self.locale.words();
        self.locale.list(&base_name(&self.terms.commission.base, self.terms, words))
    }

    /// Bases of single channels.
    fn bases_of_channels(&self) -> Vec<String> {
        let words = self.locale.words();
        let bases = self.terms.commission.bases.iter();
        let told = bases.map(|(channel, base)| {
            let base = self.locale.list(&base_name(base, self.terms, words));
            (words.terms.base_for)(&channel.to_string(), &base)
        });
        told.collect()
    }

    fn rates(&self, rates: &RateTerms) -> String {
        let (words, locale) = (self.locale.words(), self.locale);
        let terms = &words.terms;
        let mut parts = vec![(words.method_commission)(&rates.rate.to_string(), &self.base())];
        for row in &rates.rows {
            let which = self.stays(&row.stays);
            parts.extend(which.map(|which| (terms.rate_for)(&row.rate.to_string(), &which)));
        }
        parts.extend(self.bases_of_channels());
        let bounds = [
            (terms.minimum, rates.minimum),
            (terms.maximum, rates.maximum),
            (terms.per_booking, rates.per_booking),
            (terms.per_night, rates.per_night),
        ];
        for (say, amount) in bounds {
            parts.extend(amount.map(|amount| say(&locale.amount_with_currency(amount))));
        }
        parts.join(" ")
    }

    fn tiers(&self, tiers: &Tiers) -> String {
        let (locale, words) = (self.locale, &self.locale.words().terms);
        let span = match tiers.per {
            TierSpan::Month => words.in_month.to_owned(),
            TierSpan::Year(start) => (words.in_year)(&locale.year_day(start)),
        };
        let amount = |money| locale.amount_with_currency(money);
        let bands = tiers.bands.iter().enumerate().map(|(place, band)| {
            let rate = band.rate.to_string();
            match tiers.bands.get(place + 1) {
                Some(next) if place == 0 => (words.band_up_to)(&rate, &amount(next.from)),
                _ => (words.band_above)(&rate, &amount(band.from)),
            }
        });
        let bands: Vec<String> = bands.collect();
        let method = match tiers.method {
            TierMethod::Slab => words.slab,
            TierMethod::Marginal => words.marginal,
        };
        let mut parts = vec![(words.tiers)(&span, &self.base(), &bands.join("; "))];
        parts.push(method.to_owned());
        parts.extend(self.bases_of_channels());
        parts.join(" ")
    }

    fn vat(&self, vat: CommissionVat) -> String {
        let words = &self.locale.words().terms;
        let rate = vat.rate.to_string();
        match vat.method {
            VatMethod::Plus => (words.vat_plus)(&rate),
            VatMethod::Net { rent_vat } => (words.vat_net)(&rate, &rent_vat.to_string()),
            VatMethod::Gross => (words.vat_gross)(&rate),
        }
    }

    /// Which stays; none where they are those of a property that is not told of.
    fn stays(&self, stays: &StayScope) -> Option<String> {
        let (locale, words) = (self.locale, &self.locale.words().terms);
        let mut parts = Vec::new();
        if let Some(channel) = &stays.channel {
            parts.push((words.through)(&channel.to_string()));
        }
        if let Some(id) = &stays.property {
            let named = self.properties.iter().find(|property| property.id == *id);
            if named.is_none() && !self.properties.is_empty() {
                return None;
            }
            let name = named.map_or(id.as_str(), |property| property.name.as_str());
            parts.push((words.of_property)(name));
        }
        if let Some(days) = stays.days {
            let from = days.from.map(|day| (words.from_day)(&locale.date(day)));
            let to = days.to.map(|day| (words.to_day)(&locale.date(day)));
            let range: Vec<String> = from.into_iter().chain(to).collect();
            parts.push(words.days_by[days.by as usize](&range.join(" ")));
        }
        Some(parts.join(", "))
    }
}
