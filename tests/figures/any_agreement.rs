//! Laws for any agreement, sign and currency: 10,000 cases each.

use std::collections::BTreeMap;

use owner_statements::domain::{
    Agreement, BookingStatus, CancellationTerms, Currency, FeeTreatment, Money, Party, Period,
    Pricing, Reading, Remitter, ReportedKind, ReportedLine, Reservation, ReservationCode,
    ReservationId, TaxTreatment,
};
use owner_statements::fees::{AmountsByKind, LineKind, StayTerms, WholeLine, allocate};
use owner_statements::statement::{Batch, Scope, Tax, TaxDuty, assemble, tie_out};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::any_terms::{any_terms, any_tiers};
use super::properties::{periods, reservation};
use super::taxes::by_tax;
use super::{LineKey, account, amounts, currency, portfolio, source};

const HOMES: [(&str, &str); 4] =
    [("p1", "lindqvist"), ("p2", "okafor"), ("p3", "lindqvist"), ("p4", "tanaka")];

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: super::cases(10_000),
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_261_101),
        ..ProptestConfig::default()
    }
}

fn currency_of(reservation: &Reservation) -> Currency {
    reservation.financials.as_ref().map_or(currency("EUR"), |money| money.currency)
}

/// A reservation and terms that speak of its currency.
fn pair() -> impl Strategy<Value = (Reservation, Agreement)> {
    reservation().prop_flat_map(|one| {
        let terms = any_terms(Some(currency_of(&one)));
        (Just(one), terms)
    })
}

/// Up to six reservations in one currency, with codes of their own, and terms with tiers in it.
fn several_and_tiers() -> impl Strategy<Value = (Vec<Reservation>, Agreement)> {
    (vec(reservation(), 1..7), any_tiers(currency("EUR"))).prop_map(|(several, terms)| {
        let of_euros = several.into_iter().map(in_euros).enumerate();
        let named = of_euros.map(|(place, one)| Reservation {
            id: ReservationId::new(format!("id-{place}")).expect("an id"),
            code: ReservationCode::new(format!("HM{place}")).expect("a code"),
            ..one
        });
        (named.collect(), terms)
    })
}

fn in_euros(mut reservation: Reservation) -> Reservation {
    let euro = |amount: &mut Money| *amount = Money::new(amount.minor(), currency("EUR"));
    if let Some(money) = &mut reservation.financials {
        money.currency = currency("EUR");
        for line in &mut money.lines {
            euro(&mut line.delivered);
            euro(&mut line.amount);
        }
        money.night_prices.iter_mut().flatten().for_each(euro);
        euro(&mut money.revenue);
        euro(&mut money.difference);
    }
    reservation
}

fn month_of(reservations: Vec<Reservation>, terms: &Agreement, period: Period) -> Batch {
    let portfolio = portfolio(terms, &HOMES);
    let account = account(&portfolio, reservations);
    let batch = assemble(&account, &portfolio, period, &Scope::default(), &source());
    assert_eq!(batch.tie_out(), Ok(()));
    assert!(batch.report.held.is_empty(), "{:?}", batch.report.held);
    for statement in &batch.statements {
        assert_eq!(tie_out(statement.clone()).map(|_| ()), Ok(()));
    }
    batch
}

fn whole(reservation: &Reservation, terms: &Agreement) -> Vec<WholeLine> {
    allocate(reservation, terms, &StayTerms::default()).expect("settled").lines
}

fn sum(lines: &[WholeLine], wanted: impl Fn(&WholeLine) -> bool) -> i64 {
    lines.iter().filter(|line| wanted(line)).map(|line| line.amount.minor()).sum()
}

/// The same with more taxes; their amounts may be of both signs.
fn with_taxes(mut reservation: Reservation, minors: &[i64]) -> Reservation {
    let Some(money) = &mut reservation.financials else { return reservation };
    for (minor, label) in minors.iter().zip(["City tax", "VAT", "Climate fee", "Tax"]) {
        let amount = Money::new(*minor, money.currency);
        let (kind, label, category) = (ReportedKind::Tax, label.to_owned(), "x".to_owned());
        money.lines.push(ReportedLine { kind, label, category, delivered: amount, amount });
        if money.reading != Reading::TaxesOutside {
            money.revenue = money.revenue.plus(amount).expect("a sum");
        }
    }
    reservation
}

/// What is due of each tax for the whole stay.
fn due(reservation: &Reservation, terms: &Agreement) -> BTreeMap<Tax, i64> {
    let mut sums: BTreeMap<Tax, i64> = BTreeMap::new();
    let Some(money) = &reservation.financials else { return sums };
    for line in money.lines.iter().filter(|line| line.kind == ReportedKind::Tax) {
        let kept = money.reading == Reading::TaxesOutside;
        let by_channel = TaxTreatment::PassThrough { remitter: Remitter::Channel };
        let agreed = terms.taxes.treatment(line, &reservation.channel).expect("a treatment");
        let duty = TaxDuty::from(if kept { by_channel } else { agreed });
        let tax = Tax { label: line.label.clone(), category: line.category.clone(), duty };
        *sums.entry(tax).or_default() += line.amount.minor();
    }
    if let Some(withholding) = &terms.withholding {
        let (label, category) = (withholding.name.clone(), String::new());
        let charged = sum(&whole(reservation, terms), |line| {
            line.kind == LineKind::Withholding && line.party == Party::Owner
        });
        sums.insert(Tax { label, category, duty: TaxDuty::Withholding }, -charged);
    }
    sums
}

fn is_left_out(reservation: &Reservation, terms: &Agreement) -> bool {
    reservation.status == BookingStatus::Cancelled
        && terms.cancellations == CancellationTerms::Excluded
}

proptest! {
    #![proptest_config(config())]

    /// However time is cut, the periods add up to the whole stay, line by line.
    #[test]
    fn periods_add_up((one, terms) in pair(), cuts in vec(0_u64..400, 0..4)) {
        let mut sums: BTreeMap<LineKey, i64> = BTreeMap::new();
        for period in periods(&cuts) {
            for row in month_of(vec![one.clone()], &terms, period).statements.iter().flat_map(|s| s.rows()) {
                for (key, minor) in amounts(row) {
                    *sums.entry(key).or_default() += minor;
                }
            }
        }
        let lines = whole(&one, &terms);
        let expected: BTreeMap<LineKey, i64> = match is_left_out(&one, &terms) {
            true => BTreeMap::new(),
            false => lines.iter().map(|line| ((line.kind, line.party), line.amount.minor())).collect(),
        };
        sums.retain(|_, minor| *minor != 0);
        prop_assert_eq!(sums, expected);
    }

    /// However time is divided, the periods add up to each tax, for every duty.
    #[test]
    fn taxes_add_up(
        (one, terms) in pair(),
        minors in vec(-5_000_i64..20_000, 0..5),
        cuts in vec(0_u64..400, 0..4),
    ) {
        let one = with_taxes(one, &minors);
        let mut sums: BTreeMap<Tax, i64> = BTreeMap::new();
        for period in periods(&cuts) {
            for statement in month_of(vec![one.clone()], &terms, period).statements {
                for (tax, minor) in by_tax(&statement) {
                    *sums.entry(tax).or_default() += minor;
                }
            }
        }
        let mut expected = due(&one, &terms);
        if is_left_out(&one, &terms) {
            expected.clear();
        }
        for taxes in [&mut sums, &mut expected] {
            taxes.retain(|_, minor| *minor != 0);
        }
        prop_assert_eq!(sums, expected);
    }

    /// All parties together get what came in, less what the owner was paid directly; what one party
    /// is charged another gets.
    #[test]
    fn nothing_is_lost((one, terms) in pair()) {
        let lines = whole(&one, &terms);
        let Some(money) = &one.financials else {
            prop_assert_eq!(sum(&lines, |_| true), 0);
            return Ok(());
        };
        let paid: i64 = money
            .lines
            .iter()
            .filter(|line| line.kind != ReportedKind::ChannelFee)
            .map(|line| line.amount.minor())
            .sum();
        let received = sum(&lines, |line| line.kind == LineKind::Received);
        prop_assert_eq!(sum(&lines, |_| true), paid + received);
        for kind in [
            LineKind::Commission,
            LineKind::CommissionWaived,
            LineKind::CommissionVat,
            LineKind::ChannelFeeVat,
            LineKind::TaxWithheld,
            LineKind::Withholding,
        ] {
            prop_assert_eq!(sum(&lines, |line| line.kind == kind), 0);
        }
        let channel = sum(&lines, |line| line.party == Party::Channel);
        let kept: i64 = money
            .lines
            .iter()
            .filter(|line| line.kind == ReportedKind::ChannelFee)
            .map(|line| line.amount.minor())
            .sum();
        prop_assert_eq!(channel, -kept);
    }

    /// Bounds bind, and a fixed part is never more than its fee.
    #[test]
    fn bounds_bind((one, terms) in pair()) {
        let Some(money) = &one.financials else { return Ok(()) };
        let lines = whole(&one, &terms);
        let shown = AmountsByKind::of(money, &terms).expect("amounts");
        for (kind, treatment) in &terms.fees.kinds {
            let (party, fixed) = match treatment {
                FeeTreatment::FixedForManager(fixed) => (Party::Manager, fixed),
                FeeTreatment::FixedForOwner(fixed) => (Party::Owner, fixed),
                FeeTreatment::Shared(_)
                | FeeTreatment::PassedOn(_)
                | FeeTreatment::PassedOnByOwner => continue,
            };
            let kind = ReportedKind::GuestFee(*kind);
            let fee = shown.amount(kind).minor();
            let part = sum(&lines, |line| line.kind == LineKind::Reported(kind) && line.party == party);
            prop_assert_eq!(part.abs(), fee.abs().min(fixed.minor()));
            prop_assert!(part == 0 || part.signum() == fee.signum());
        }
        let Pricing::Rates(rates) = &terms.commission.pricing else { return Ok(()) };
        let base_terms = terms.commission.base_on(&one.channel).expect("a base");
        let base = shown.base(money, &terms, base_terms).expect("a base").minor();
        let charged = sum(&lines, |line| {
            let of_commission = matches!(line.kind, LineKind::Commission | LineKind::CommissionVat);
            of_commission && line.party == Party::Manager
        });
        let no_vat = terms.commission.vat.is_none();
        if one.status == BookingStatus::Accepted && base > 0 && no_vat {
            let nights = i64::from(one.stay.nights());
            let flat = rates.per_booking.map_or(0, Money::minor)
                + rates.per_night.map_or(0, |amount| amount.minor() * nights);
            prop_assert!(charged >= rates.minimum.map_or(0, Money::minor) + flat);
            prop_assert!(rates.maximum.is_none_or(|most| charged <= most.minor() + flat));
        }
        if base < 0 && !terms.commission.reversals {
            prop_assert_eq!(charged, 0);
        }
    }

    /// Month by month the commissions of a property make what its tiers say of the year, whatever
    /// the order of the stays.
    #[test]
    fn tiers_add_up((several, terms) in several_and_tiers()) {
        let tiers = terms.commission.tiers().expect("tiers").clone();
        let mut expected: BTreeMap<(String, chrono::NaiveDate), i64> = BTreeMap::new();
        for one in &several {
            let base = owner_statements::fees::tier_base(one, &terms).expect("a base");
            let Some(base) = base.filter(|_| !is_left_out(one, &terms)) else { continue };
            let counted = terms.recognition.of_commission().day_of(one).expect("a day").expect("one day");
            let period = Period::new(counted, counted).expect("a day");
            let start = owner_statements::statement::tiers_begin(&tiers, period);
            *expected.entry((one.property.to_string(), start)).or_default() += base.minor();
        }
        let due: i64 = expected
            .values()
            .map(|base| {
                let total = tiers.commission_on(Money::new(*base, currency("EUR")));
                total.expect("a commission").commission.minor()
            })
            .sum();
        let mut reversed = several.clone();
        reversed.reverse();
        let mut charged = 0;
        for period in periods(&[92, 123, 151, 182, 200, 212, 243]) {
            let batch = month_of(several.clone(), &terms, period);
            prop_assert_eq!(&batch, &month_of(reversed.clone(), &terms, period));
            let rows = batch.statements.iter().flat_map(|statement| statement.rows());
            let lines = rows.flat_map(|row| &row.lines).filter(|line| line.party == Party::Manager);
            let of_tiers = lines.filter(|line| {
                matches!(line.kind, LineKind::Commission)
                    || (terms.commission.vat.is_some_and(|vat| {
                        vat.method == owner_statements::domain::VatMethod::Gross
                    }) && line.kind == LineKind::CommissionVat)
            });
            charged += of_tiers.map(|line| line.amount.minor()).sum::<i64>();
        }
        let waived = !terms.commission.waivers.is_empty();
        prop_assert!(waived || charged == due, "{charged} {due}");
    }
}
