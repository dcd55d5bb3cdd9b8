//! Properties of every reservation, agreement and period.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use owner_statements::domain::{
    Account, AdjustmentKind, AdjustmentTerms, Agreement, BaseTerm, Basis, BookingStatus,
    CancellationTerms, Channel, ExclusionReason, FeeKind, FeeTerms, Financials, HoldReason, Money,
    NightSplit, OwnerId, Party, Period, PropertyId, Purpose, Reading, Remitter, ReportedKind,
    Reservation, ReservationCode, ReservationId, SetAside, Stay, TaxTreatment, Treatment, Unusable,
};
use owner_statements::fees::{LineKind, StayTerms, allocate};
use owner_statements::statement::{Batch, Row, Scope, assemble, tie_out};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use proptest::test_runner::RngSeed;

use super::{
    LineKey, account, agreement, amounts, channel_rate, currency, financials, portfolio, rate,
    rates, source,
};

const HOMES: [(&str, &str); 4] =
    [("p1", "lindqvist"), ("p2", "okafor"), ("p3", "lindqvist"), ("p4", "tanaka")];

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: super::cases(256),
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_261_001),
        ..ProptestConfig::default()
    }
}

fn first_day() -> NaiveDate {
    super::day("2026-01-01")
}

/// Any possible agreement.
fn terms() -> impl Strategy<Value = Agreement> {
    let base = vec![
        BaseTerm::Accommodation,
        BaseTerm::Discounts,
        BaseTerm::AllFees,
        BaseTerm::Fees(FeeKind::Cleaning),
        BaseTerm::ChannelFee,
        BaseTerm::AllAdjustments,
        BaseTerm::Taxes,
    ];
    let timing = (
        select(Basis::ALL.map(|(basis, _)| basis).to_vec()),
        select(vec![NightSplit::Even, NightSplit::ByPrice]),
    );
    let commission =
        (subsequence(base, 1..=7), select(vec!["0%", "12.5%", "20%", "33.333%", "100%"]));
    let fees = select(vec![
        Treatment::Owner,
        Treatment::Manager,
        Treatment::Split { owner: rate("33.333%") },
        Treatment::Split { owner: rate("0%") },
    ]);
    let rest = (
        select(vec![Treatment::Owner, Treatment::Manager]),
        select(vec![
            TaxTreatment::Owner,
            TaxTreatment::PassThrough { remitter: Remitter::Manager },
            TaxTreatment::PassThrough { remitter: Remitter::Channel },
        ]),
        select(vec![
            CancellationTerms::Excluded,
            CancellationTerms::WithCommission,
            CancellationTerms::WithoutCommission,
        ]),
        option::of(0_i64..20_000),
    );
    (timing, commission, fees, rest).prop_map(
        |((basis, night_split), (base, percent), fee, rest)| {
            let (channel_fee, taxes, cancellations, cleaning) = rest;
            let mut terms = agreement(basis);
            terms.night_split = night_split;
            terms.commission.base = base;
            rates(&mut terms).rate = rate(percent);
            rates(&mut terms).rows.push(channel_rate(Channel::Vrbo, "7.77%"));
            terms.fees = FeeTerms {
                kinds: BTreeMap::from([(FeeKind::Cleaning, fee.into())]),
                default: Some(Treatment::Owner.into()),
                ..FeeTerms::default()
            };
            terms.channel_fee = channel_fee.into();
            terms.taxes = taxes.into();
            terms.cancellations = cancellations;
            let kinds = [(AdjustmentKind::Refund, Treatment::Owner), (AdjustmentKind::Damage, fee)];
            terms.adjustments = AdjustmentTerms { kinds: BTreeMap::from(kinds) };
            terms.owner_stay_cleaning = cleaning.map(super::eur);
            terms
        },
    )
}

/// Money of any sign in a currency with 0, 2 or 3 decimals, under any reading.
fn money(nights: u64) -> impl Strategy<Value = Financials> {
    let nights = usize::try_from(nights).expect("a number");
    let kinds = vec![
        ReportedKind::Discount,
        ReportedKind::GuestFee(FeeKind::Cleaning),
        ReportedKind::GuestFee(FeeKind::Pet),
        ReportedKind::GuestFee(FeeKind::Other),
        ReportedKind::Adjustment(AdjustmentKind::Refund),
        ReportedKind::Adjustment(AdjustmentKind::Damage),
        ReportedKind::Tax,
        ReportedKind::ChannelFee,
    ];
    let listed = subsequence(kinds, 0..=8);
    let minors = vec(-300_000_i64..300_000, 8);
    let prices = vec(-2_000_i64..90_000, nights);
    let readings = select(vec![Reading::AsDelivered, Reading::TaxesOutside]);
    let rest = (select(vec!["EUR", "JPY", "KWD"]), any::<bool>(), readings, -2_i64..=2);
    (listed, minors, prices, rest).prop_map(|(kinds, minors, prices, rest)| {
        let (code, has_prices, reading, difference) = rest;
        let currency = currency(code);
        let mut lines = vec![(ReportedKind::Accommodation, prices.iter().sum())];
        lines.extend(kinds.into_iter().zip(minors));
        let mut money = financials(currency, &lines);
        let prices = prices.into_iter().map(|minor| Money::new(minor, currency));
        money.night_prices = has_prices.then(|| prices.collect());
        let outside: i64 = match reading {
            Reading::TaxesOutside => {
                lines.iter().filter(|(kind, _)| *kind == ReportedKind::Tax).map(|(_, m)| m).sum()
            }
            Reading::AsDelivered
            | Reading::NetOfDiscounts
            | Reading::Flipped(_)
            | Reading::ByException => 0,
        };
        money.reading = reading;
        money.difference = Money::new(difference, currency);
        money.revenue = Money::new(money.revenue.minor() - outside + difference, currency);
        money
    })
}

/// Any reservation but for its code.
pub(super) fn reservation() -> impl Strategy<Value = Reservation> {
    let dates = (0_u64..120, 1_u64..=45, 0_u64..60);
    dates.prop_flat_map(|(arrives, nights, booked)| {
        let channels = select(vec![Channel::Airbnb, Channel::Vrbo, Channel::Manual]);
        let who = select(vec![
            (Purpose::Guest, BookingStatus::Accepted),
            (Purpose::Guest, BookingStatus::Accepted),
            (Purpose::Guest, BookingStatus::Cancelled),
            (Purpose::Owner, BookingStatus::Accepted),
        ]);
        let home = select(HOMES.map(|(home, _)| home).to_vec());
        (money(nights), channels, who, home).prop_map(move |(money, channel, who, home)| {
            let arrival = first_day() + Days::new(arrives);
            let (purpose, status) = who;
            Reservation {
                channel,
                property: PropertyId::new(home).expect("an id"),
                stay: Stay::new(arrival, arrival + Days::new(nights)).expect("a stay"),
                booked_on: Some(arrival - Days::new(booked)),
                purpose,
                status,
                financials: (purpose == Purpose::Guest).then_some(money),
                ..super::stay("HM1", "2026-01-01", "2026-01-02")
            }
        })
    })
}

/// Several reservations with codes of their own.
fn reservations() -> impl Strategy<Value = Vec<Reservation>> {
    vec(reservation(), 0..14).prop_map(|mut several| {
        for (place, one) in several.iter_mut().enumerate() {
            one.id = ReservationId::new(format!("id-{place}")).expect("an id");
            one.code = ReservationCode::new(format!("HM{place}")).expect("a code");
        }
        several
    })
}

/// A month of the half-year of all reservations.
fn a_month() -> impl Strategy<Value = Period> {
    select(vec!["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"]).prop_map(super::month)
}

/// The periods between `cuts`, from long before every stay to long after it.
pub(super) fn periods(cuts: &[u64]) -> Vec<Period> {
    let start = super::day("2025-10-01");
    let days: BTreeSet<NaiveDate> = cuts.iter().map(|cut| start + Days::new(*cut)).collect();
    let mut periods = Vec::new();
    let mut first = start;
    for last in days.into_iter().chain([super::day("2026-12-31")]) {
        periods.push(Period::new(first, last).expect("a period"));
        first = last + Days::new(1);
    }
    periods
}

fn assembled(account: Account, terms: &Agreement, period: Period, scope: &Scope) -> Batch {
    assemble(&account, &portfolio(terms, &HOMES), period, scope, &source())
}

fn account_of(terms: &Agreement, reservations: Vec<Reservation>) -> Account {
    account(&portfolio(terms, &HOMES), reservations)
}

/// All statements pass, and no row is lost.
fn assert_tied(batch: &Batch) {
    assert_eq!(batch.tie_out(), Ok(()));
    for statement in &batch.statements {
        assert_eq!(tie_out(statement.clone()).map(|_| ()), Ok(()));
    }
}

fn rows(batch: &Batch) -> impl Iterator<Item = &Row> {
    batch.statements.iter().flat_map(|statement| statement.rows())
}

fn whole_of(reservation: &Reservation, terms: &Agreement) -> BTreeMap<LineKey, i64> {
    let whole = allocate(reservation, terms, &StayTerms::default()).expect("settled");
    whole.lines.iter().map(|line| ((line.kind, line.party), line.amount.minor())).collect()
}

fn negated(reservation: &Reservation) -> Reservation {
    let turn = |amount: &mut Money| *amount = amount.negated().expect("an amount");
    let mut mirror = reservation.clone();
    if let Some(money) = &mut mirror.financials {
        for line in &mut money.lines {
            turn(&mut line.delivered);
            turn(&mut line.amount);
        }
        money.night_prices.iter_mut().flatten().for_each(turn);
        turn(&mut money.revenue);
        turn(&mut money.difference);
    }
    mirror
}

proptest! {
    #![proptest_config(config())]

    /// However a year is cut, the periods add up to the whole: every line, party, basis, sign and
    /// currency.
    #[test]
    fn periods_add_up(one in reservation(), terms in terms(), cuts in vec(0_u64..400, 0..6)) {
        let mut sums: BTreeMap<LineKey, i64> = BTreeMap::new();
        let (mut nights, mut placed) = (0, 0);
        for period in periods(&cuts) {
            let account = account_of(&terms, vec![one.clone()]);
            let batch = assembled(account, &terms, period, &Scope::default());
            assert_tied(&batch);
            prop_assert!(batch.report.held.is_empty());
            for row in rows(&batch) {
                placed += 1;
                nights += row.nights_in_period;
                for (key, minor) in amounts(row) {
                    *sums.entry(key).or_default() += minor;
                }
            }
        }
        let excluded = one.status == BookingStatus::Cancelled
            && terms.cancellations == CancellationTerms::Excluded;
        if excluded {
            prop_assert_eq!(placed, 0);
        } else {
            prop_assert!(placed > 0);
            prop_assert_eq!(sums, whole_of(&one, &terms));
            prop_assert_eq!(nights, if one.takes_place() { one.stay.nights() } else { 0 });
        }
    }

    /// Before, within and after make the owner's whole on each row.
    #[test]
    fn a_row_knows_its_other_periods(
        several in reservations(), terms in terms(), period in a_month()
    ) {
        let batch = assembled(account_of(&terms, several), &terms, period, &Scope::default());
        assert_tied(&batch);
        for row in rows(&batch) {
            let whole = whole_of(&row.reservation, &terms);
            let owners = whole.iter().filter(|((_, party), _)| *party == Party::Owner);
            let owners: i64 = owners.map(|(_, minor)| minor).sum();
            let days = row.earlier.minor() + row.columns.net().minor() + row.later.minor();
            prop_assert_eq!(days, owners);
        }
    }

    /// The order of the rows changes nothing at all.
    #[test]
    fn order_does_not_matter(
        several in reservations(),
        places in vec(any::<Index>(), 14),
        terms in terms(),
        period in a_month(),
    ) {
        let mut shuffled = several.clone();
        for (place, other) in (0..shuffled.len()).zip(places) {
            let other = other.index(shuffled.len());
            shuffled.swap(place, other);
        }
        let one = assembled(account_of(&terms, several), &terms, period, &Scope::default());
        let other = assembled(account_of(&terms, shuffled), &terms, period, &Scope::default());
        prop_assert_eq!(one, other);
    }

    /// Owner by owner, or property by property, the figures are those of the whole run.
    #[test]
    fn splitting_a_portfolio_changes_nothing(
        several in reservations(), terms in terms(), period in a_month()
    ) {
        let account = account_of(&terms, several);
        let whole = assembled(account.clone(), &terms, period, &Scope::default());
        let mut placed = 0;
        for owner in ["lindqvist", "okafor", "tanaka"] {
            let id = OwnerId::new(owner).expect("an id");
            let scope = Scope { owners: BTreeSet::from([id.clone()]), ..Scope::default() };
            let part = assembled(account.clone(), &terms, period, &scope);
            assert_tied(&part);
            placed += part.report.placed;
            let of_owner: Vec<_> =
                whole.statements.iter().filter(|one| one.owner.id == id).cloned().collect();
            prop_assert_eq!(part.statements, of_owner);
        }
        prop_assert_eq!(placed, whole.report.placed);
        for (home, _) in HOMES {
            let id = PropertyId::new(home).expect("an id");
            let scope = Scope { properties: BTreeSet::from([id.clone()]), ..Scope::default() };
            let part = assembled(account.clone(), &terms, period, &scope);
            assert_tied(&part);
            // a property may hold the others of its owner only where they are on one run
            let shown = part.statements.iter().filter(|one| !whole.report.held.contains_key(&one.owner.id));
            let parts = shown.flat_map(|one| &one.sections);
            for section in parts.filter(|section| !section.rows.is_empty()) {
                let mut all = whole.statements.iter().flat_map(|one| &one.sections);
                prop_assert!(all.any(|one| one == section));
            }
        }
    }

    /// What the parties get is what was paid: revenue less the channel's fees, and the taxes that
    /// the channel kept.
    #[test]
    fn nothing_is_made_or_lost_between_the_parties(one in reservation(), terms in terms()) {
        let whole = whole_of(&one, &terms);
        let together: i64 = whole.values().sum();
        let Some(money) = &one.financials else {
            prop_assert_eq!(together, 0);
            return Ok(());
        };
        let sum_of = |wanted| {
            let lines = money.lines.iter().filter(move |line| line.kind == wanted);
            lines.map(|line| line.amount.minor()).sum::<i64>()
        };
        let outside = match money.reading {
            Reading::TaxesOutside => sum_of(ReportedKind::Tax),
            Reading::AsDelivered
            | Reading::NetOfDiscounts
            | Reading::Flipped(_)
            | Reading::ByException => 0,
        };
        let fees = sum_of(ReportedKind::ChannelFee);
        let paid = money.revenue.minor() - money.difference.minor() - fees + outside;
        prop_assert_eq!(together, paid);
        let commission = |party| whole.get(&(LineKind::Commission, party)).copied().unwrap_or(0);
        prop_assert_eq!(commission(Party::Owner), -commission(Party::Manager));
    }

    /// A refund of everything mirrors its charge to the cent, in every period.
    #[test]
    fn a_refund_mirrors_its_charge(one in reservation(), terms in terms(), period in a_month()) {
        let terms = Agreement { owner_stay_cleaning: None, ..terms };
        let both = [one.clone(), negated(&one)].map(|reservation| {
            assembled(account_of(&terms, vec![reservation]), &terms, period, &Scope::default())
        });
        let [charge, refund] = &both;
        assert_tied(refund);
        prop_assert_eq!(rows(charge).count(), rows(refund).count());
        for (row, mirror) in rows(charge).zip(rows(refund)) {
            let turned: BTreeMap<LineKey, i64> =
                amounts(mirror).into_iter().map(|(key, minor)| (key, -minor)).collect();
            prop_assert_eq!(amounts(row), turned);
            prop_assert_eq!(row.columns.net().negated(), Ok(mirror.columns.net()));
        }
    }

    /// Whatever the rows are, each goes to one place, and only owners with a row of the period that
    /// cannot be used are held.
    #[test]
    fn every_row_goes_to_one_place(
        several in reservations(),
        places in vec(0_u8..6, 14),
        terms in terms(),
        period in a_month(),
    ) {
        let mut account = account_of(&terms, Vec::new());
        let rows = several.len();
        for (mut one, place) in several.into_iter().zip(places) {
            match place {
                0 => account.set_aside.push(SetAside {
                    id: one.id,
                    code: one.code,
                    channel: one.channel,
                    property: one.property,
                    stay: Some(one.stay),
                    reason: ExclusionReason::NotAccepted,
                }),
                1 => {
                    one.financials = None;
                    account.unusable.push(Unusable {
                        id: one.id.to_string(),
                        code: one.code.to_string(),
                        property: one.property.clone(),
                        currency: None,
                        reservation: Some(Box::new(one)),
                        reason: HoldReason::NoFinancials,
                    });
                }
                2 => {
                    one.property = PropertyId::new("unknown").expect("an id");
                    account.reservations.push(one);
                }
                3 => {
                    one.property = PropertyId::new("ignored").expect("an id");
                    account.reservations.push(one);
                }
                _ => account.reservations.push(one),
            }
        }
        let mut portfolio = portfolio(&terms, &HOMES);
        portfolio.ignored.insert(PropertyId::new("ignored").expect("an id"));
        let batch = assemble(&account, &portfolio, period, &Scope::default(), &source());
        assert_tied(&batch);
        prop_assert_eq!(batch.report.placed + batch.report.excluded.len() + batch.report.outside, rows);
        let holding = batch.report.excluded.iter().filter(|row| row.reason.code() == "holds").count();
        let holds: usize = batch.report.held.values().map(Vec::len).sum();
        prop_assert_eq!(holding, holds);
        for statement in &batch.statements {
            prop_assert!(!batch.report.held.contains_key(&statement.owner.id));
        }
        for owner in ["lindqvist", "okafor", "tanaka"] {
            let id = OwnerId::new(owner).expect("an id");
            let has_statement = batch.statements.iter().any(|one| one.owner.id == id);
            prop_assert!(has_statement != batch.report.held.contains_key(&id));
        }
    }
}
