//! Answers about commission, channel fees and tiers that are known from elsewhere or follow from a
//! stated rule.

use std::collections::BTreeMap;

use owner_statements::domain::{
    AdjustmentKind, Agreement, Band, BaseTerm, Basis, Commission, CommissionVat, FeeKind,
    FeeTreatment, HoldReason, Money, Party, Period, Pricing, RateRow, Report, ReportedKind,
    Reservation, ScopeDay, ScopeDays, StayScope, TierMethod, TierSpan, Tiers, Treatment, VatMethod,
    VatRounding, YearStart,
};
use owner_statements::fees::{LineKind, StayTerms, Working, allocate};

use super::{agreement, batch, eur, month, priced, rate, rates, stay};

const RENT: ReportedKind = ReportedKind::Accommodation;
const CHANNEL_FEE: ReportedKind = ReportedKind::ChannelFee;
const CLEANING: ReportedKind = ReportedKind::GuestFee(FeeKind::Cleaning);
const PET: ReportedKind = ReportedKind::GuestFee(FeeKind::Pet);

/// What a party gets of a kind for the whole stay.
fn part(reservation: &Reservation, terms: &Agreement, kind: LineKind, party: Party) -> i64 {
    let whole = allocate(reservation, terms, &StayTerms::default()).expect("settled");
    let of_kind = whole.lines.iter().filter(|line| (line.kind, line.party) == (kind, party));
    of_kind.map(|line| line.amount.minor()).sum()
}

fn owners_net(reservation: &Reservation, terms: &Agreement) -> i64 {
    let whole = allocate(reservation, terms, &StayTerms::default()).expect("settled");
    let lines = whole.lines.iter().filter(|line| line.party == Party::Owner);
    lines.map(|line| line.amount.minor()).sum()
}

fn october(amounts: &[(ReportedKind, i64)]) -> Reservation {
    priced(stay("HM1", "2026-10-03", "2026-10-08"), amounts)
}

/// help.guesty.com, article 26518946638109.
#[test]
fn a_minimum_binds_from_below_and_a_maximum_from_above() {
    for (rent, minimum, maximum, expected) in [
        (100_000, Some(20_000), None, 20_000),
        (133_333, Some(20_000), None, 20_000),
        (133_334, Some(20_000), None, 20_000),
        (133_340, Some(20_000), None, 20_001),
        (400_000, None, Some(40_000), 40_000),
        (266_666, None, Some(40_000), 40_000),
        (266_660, None, Some(40_000), 39_999),
        (0, Some(20_000), None, 0),
        (-100, Some(20_000), None, -15),
    ] {
        let mut terms = agreement(Basis::CheckOut);
        rates(&mut terms).rate = rate("15%");
        rates(&mut terms).minimum = minimum.map(eur);
        rates(&mut terms).maximum = maximum.map(eur);
        let found = part(&october(&[(RENT, rent)]), &terms, LineKind::Commission, Party::Manager);
        assert_eq!(found, expected, "{rent} {minimum:?} {maximum:?}");
    }
}

/// support.bookingexperts.com, article 2219, and the two other methods by the same rule.
#[test]
fn vat_on_the_commission_by_three_methods() {
    let net = VatMethod::Net { rent_vat: rate("9%") };
    for (rent, vat, method, commission, tax, owner) in [
        (100_000, "21%", net, 18_349, 3_853, 77_798),
        (100_000, "21%", VatMethod::Plus, 20_000, 4_200, 75_800),
        (100_000, "21%", VatMethod::Gross, 16_529, 3_471, 80_000),
        (-100_000, "21%", VatMethod::Gross, -16_529, -3_471, -80_000),
        (61_500, "23%", VatMethod::Gross, 10_000, 2_300, 49_200),
        (48_013, "23%", VatMethod::Plus, 9_603, 2_209, 36_201),
    ] {
        let mut terms = agreement(Basis::CheckOut);
        let rounding = VatRounding::Line;
        terms.commission.vat = Some(CommissionVat { rate: rate(vat), method, rounding });
        let one = october(&[(RENT, rent)]);
        let of = |kind| part(&one, &terms, kind, Party::Manager);
        let found =
            (of(LineKind::Commission), of(LineKind::CommissionVat), owners_net(&one, &terms));
        assert_eq!(found, (commission, tax, owner), "{rent} {method:?}");
    }
}

/// help.hospitable.com, article 13003669.
#[test]
fn a_fee_kept_by_the_manager_bears_its_part_of_the_channel_fee() {
    let mut terms = agreement(Basis::CheckOut);
    terms.fees.kinds.insert(FeeKind::Cleaning, Treatment::Manager.into());
    terms.fees.report = Report::Net;
    let alone = october(&[(RENT, 0), (CLEANING, 10_000), (CHANNEL_FEE, -1_550)]);
    assert_eq!(part(&alone, &terms, LineKind::Reported(CLEANING), Party::Manager), 8_450);
    assert_eq!(
        part(&alone, &terms, LineKind::ChannelFeeOf(FeeKind::Cleaning), Party::Channel),
        1_550
    );
}

/// The allocation example of docs/rules.md.
#[test]
fn a_channel_fee_is_divided_by_what_it_was_charged_on() {
    let mut terms = agreement(Basis::CheckOut);
    terms.fees.report = Report::Net;
    let one = october(&[(RENT, 54_000), (CLEANING, 12_400), (PET, 3_000), (CHANNEL_FEE, -10_757)]);
    let owner = |kind| part(&one, &terms, LineKind::Reported(kind), Party::Owner);
    assert_eq!([owner(CHANNEL_FEE), owner(CLEANING), owner(PET)], [-8_370, 10_478, 2_535]);
    terms.channel_fee.report = Report::Net;
    let owner = |kind| part(&one, &terms, LineKind::Reported(kind), Party::Owner);
    assert_eq!([owner(CHANNEL_FEE), owner(RENT)], [0, 45_630]);
    // of equal parts the odd cent is the rent's, then that of the fee that stands first
    terms.channel_fee.report = Report::Gross;
    let halves = |rent| {
        let one = october(&[(RENT, rent), (CLEANING, 100), (PET, 100), (CHANNEL_FEE, -1)]);
        [CHANNEL_FEE, CLEANING, PET]
            .map(|kind| part(&one, &terms, LineKind::Reported(kind), Party::Owner))
    };
    assert_eq!([halves(0), halves(100)], [[0, 99, 100], [-1, 100, 100]]);
    // nothing to weigh by: the rent bears it
    let none = october(&[(RENT, 0), (CLEANING, -500), (CHANNEL_FEE, -100)]);
    terms.channel_fee.report = Report::Gross;
    assert_eq!(part(&none, &terms, LineKind::Reported(CHANNEL_FEE), Party::Owner), -100);
    assert_eq!(part(&none, &terms, LineKind::Reported(CLEANING), Party::Owner), -500);
}

#[test]
fn a_fixed_part_is_never_more_than_the_fee_and_mirrors_a_refund() {
    for (fee, fixed, of_manager) in [
        (8_500, 6_000, 6_000),
        (4_500, 6_000, 4_500),
        (-4_500, 6_000, -4_500),
        (-8_500, 6_000, -6_000),
        (0, 6_000, 0),
    ] {
        let mut terms = agreement(Basis::CheckOut);
        terms.fees.kinds.insert(FeeKind::Cleaning, FeeTreatment::FixedForManager(eur(fixed)));
        let one = october(&[(RENT, 10_000), (CLEANING, fee)]);
        let of = |party| part(&one, &terms, LineKind::Reported(CLEANING), party);
        assert_eq!((of(Party::Manager), of(Party::Owner)), (of_manager, fee - of_manager), "{fee}");
    }
}

/// A fixed part in another currency matters where there is a fee.
#[test]
fn a_fee_of_nothing_needs_no_fixed_part() {
    let pounds = Money::new(6_000, super::currency("GBP"));
    for fixed in [FeeTreatment::FixedForManager(pounds), FeeTreatment::FixedForOwner(pounds)] {
        let mut terms = agreement(Basis::CheckOut);
        terms.fees.kinds.insert(FeeKind::Cleaning, fixed);
        let held = |fee| {
            let one = october(&[(RENT, 10_000), (CLEANING, fee)]);
            allocate(&one, &terms, &StayTerms::default()).map(|_| ()).map_err(|why| why.code())
        };
        assert_eq!(held(0), Ok(()));
        assert_eq!(held(1), Err("agreement-in-other-currency"));
        assert_eq!(held(-1), Err("agreement-in-other-currency"));
    }
}

fn tiers(method: TierMethod, per: TierSpan, bands: &[(i64, &str)]) -> Agreement {
    let band = |(from, percent): &(i64, &str)| Band { from: eur(*from), rate: rate(percent) };
    let pricing = Pricing::Tiers(Tiers { method, per, bands: bands.iter().map(band).collect() });
    let base = vec![BaseTerm::Accommodation];
    let commission = Commission { pricing, ..Commission::simple(base, rate("0%")) };
    Agreement { commission, ..agreement(Basis::CheckOut) }
}

/// What the manager's tiers charge in a month, by code.
fn charged(stays: &[Reservation], terms: &Agreement, period: &str) -> BTreeMap<String, i64> {
    let batch = batch(stays.to_vec(), terms, month(period));
    let rows = batch.statements.iter().flat_map(|statement| statement.rows());
    let of_row = |row: &owner_statements::statement::Row| {
        let lines = row
            .lines
            .iter()
            .filter(|line| (line.kind, line.party) == (LineKind::Commission, Party::Manager));
        (row.reservation.code.to_string(), lines.map(|line| line.amount.minor()).sum())
    };
    rows.map(of_row).filter(|(_, minor)| *minor != 0).collect()
}

/// The rule of slabs: 18% of 52,000.00 are less than 20% of 48,000.00.
#[test]
fn a_slab_gives_commission_back_when_it_is_reached() {
    let year = TierSpan::Year(YearStart::default());
    let bands = [(0, "20%"), (5_000_000, "18%")];
    let terms = tiers(TierMethod::Slab, year, &bands);
    let september = priced(stay("HM1", "2026-09-03", "2026-09-08"), &[(RENT, 4_800_000)]);
    let october = priced(stay("HM2", "2026-10-03", "2026-10-08"), &[(RENT, 400_000)]);
    let both = [september, october];
    assert_eq!(charged(&both, &terms, "2026-09"), BTreeMap::from([("HM1".to_owned(), 960_000)]));
    assert_eq!(charged(&both, &terms, "2026-10"), BTreeMap::from([("HM2".to_owned(), -24_000)]));
    let marginal = tiers(TierMethod::Marginal, year, &bands);
    // 2,000.00 at 20% and 2,000.00 at 18%
    assert_eq!(charged(&both, &marginal, "2026-10"), BTreeMap::from([("HM2".to_owned(), 76_000)]));
    let monthly = tiers(TierMethod::Slab, TierSpan::Month, &bands);
    assert_eq!(charged(&both, &monthly, "2026-10"), BTreeMap::from([("HM2".to_owned(), 80_000)]));
}

/// At a band's end its own rate holds; one cent above, the next.
#[test]
fn a_band_holds_its_end() {
    let terms = tiers(TierMethod::Slab, TierSpan::Month, &[(0, "20%"), (100_000, "10%")]);
    for (rent, expected) in [(100_000, 20_000), (100_001, 10_000), (99_999, 20_000), (-100, -20)] {
        let one = priced(stay("HM1", "2026-10-03", "2026-10-08"), &[(RENT, rent)]);
        let found = charged(&[one], &terms, "2026-10");
        assert_eq!(found, BTreeMap::from([("HM1".to_owned(), expected)]), "{rent}");
    }
}

/// A year that begins in April forgets March; shares of a month follow the bases.
#[test]
fn tiers_begin_anew_with_their_year_and_are_shared_by_base() {
    let year = TierSpan::Year(YearStart::parse("04-01").expect("a day"));
    let terms = tiers(TierMethod::Marginal, year, &[(0, "10%"), (100_000, "20%")]);
    let of = |code: &str, arrival: &str, departure: &str, rent| {
        priced(stay(code, arrival, departure), &[(RENT, rent)])
    };
    let stays = [
        of("HM1", "2026-03-03", "2026-03-08", 500_000),
        of("HM2", "2026-04-03", "2026-04-08", 90_000),
        of("HM3", "2026-04-13", "2026-04-18", 30_000),
    ];
    // 1,000.00 at 10% and 200.00 at 20% are 140.00, by 900.00 and 300.00
    let expected = BTreeMap::from([("HM2".to_owned(), 10_500), ("HM3".to_owned(), 3_500)]);
    assert_eq!(charged(&stays, &terms, "2026-04"), expected);
}

/// The day of booking is asked for only where a line of the stay counts on it.
#[test]
fn an_unknown_day_of_booking_matters_where_money_counts_on_it() {
    let mut terms = agreement(Basis::CheckOut);
    terms.recognition.fees.insert(FeeKind::Pet, Basis::Booked);
    let without = priced(stay("HM1", "2026-10-03", "2026-10-08"), &[(RENT, 10_000)]);
    for period in ["2026-09", "2026-10", "2026-11"] {
        assert!(
            batch(vec![without.clone()], &terms, month(period)).report.held.is_empty(),
            "{period}"
        );
    }
    let with = priced(stay("HM1", "2026-10-03", "2026-10-08"), &[(RENT, 10_000), (PET, 500)]);
    for period in ["2026-09", "2026-10", "2026-11"] {
        let held = batch(vec![with.clone()], &terms, month(period)).report.held;
        assert_eq!(held.len(), 1, "{period}");
    }
    let known = Reservation { booked_on: Some(super::day("2026-09-15")), ..with };
    let september = batch(vec![known], &terms, month("2026-09"));
    let rows: Vec<_> = september.statements.iter().flat_map(|one| one.rows()).collect();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].columns.net(), eur(500));
}

/// By period, a commission that counts on one day has the rate of that day, regardless of its
/// nights.
#[test]
fn a_rate_by_period_follows_the_day_on_which_commission_counts() {
    let stays = |from: &str| StayScope {
        days: Some(ScopeDays { by: ScopeDay::Period, from: Some(super::day(from)), to: None }),
        ..StayScope::default()
    };
    let over_the_end = priced(stay("HM1", "2026-10-30", "2026-11-05"), &[(RENT, 60_000)]);
    for (basis, expected) in [
        (Basis::CheckIn, 12_000),
        (Basis::CheckOut, 15_000),
        // two nights at 20% and four at 25%
        (Basis::Nights, 14_000),
    ] {
        let mut terms = agreement(basis);
        rates(&mut terms).rows.push(RateRow { stays: stays("2026-11-01"), rate: rate("25%") });
        let found = part(&over_the_end, &terms, LineKind::Commission, Party::Manager);
        assert_eq!(found, expected, "{}", basis.key());
    }
}

/// What a commission was made of is kept, so that it can be explained.
#[test]
fn a_commission_tells_its_steps() {
    let mut terms = agreement(Basis::CheckOut);
    let working = |terms: &Agreement, rent| {
        let one = october(&[(RENT, rent)]);
        let whole = allocate(&one, terms, &StayTerms::default()).expect("settled");
        let line = whole.lines.into_iter().find(|line| line.kind == LineKind::Commission);
        line.expect("a commission").working
    };
    assert!(matches!(working(&terms, 10_000), Working::Rate { .. }));
    rates(&mut terms).minimum = Some(eur(3_000));
    rates(&mut terms).per_night = Some(eur(100));
    let Working::Charge(charge) = working(&terms, 10_000) else { unreachable!("no steps") };
    assert_eq!(
        (charge.rated, charge.bound, charge.flat),
        (eur(2_000), Some(eur(3_000)), Some(eur(500)))
    );
    assert_eq!(charge.commission, eur(3_500));
    let rounding = VatRounding::Line;
    let method = VatMethod::Gross;
    terms.commission.vat = Some(CommissionVat { rate: rate("25%"), method, rounding });
    let Working::Charge(charge) = working(&terms, 100_000) else { unreachable!("no steps") };
    // 200.00 and 5.00, of which 41.00 are VAT
    assert_eq!((charge.bound, charge.flat), (None, Some(eur(500))));
    assert_eq!(charge.vat_taken_out, Some((rate("25%"), eur(16_400))));
    assert_eq!(charge.commission, eur(16_400));
}

/// On top of a flat fee of 50.00 are 11.50 of VAT; within 61.50 they are the same.
#[test]
fn a_flat_fee_a_month_has_the_vat_of_the_commission() {
    for (flat, method, net, vat) in [
        (5_000, None, -5_000, 0),
        (5_000, Some(VatMethod::Plus), -5_000, -1_150),
        (6_150, Some(VatMethod::Gross), -5_000, -1_150),
    ] {
        let mut terms = agreement(Basis::CheckOut);
        terms.commission.per_month = Some(eur(flat));
        terms.commission.vat = method.map(|method| CommissionVat {
            rate: rate("23%"),
            method,
            rounding: VatRounding::Line,
        });
        let period = Period::new(super::day("2026-09-30"), super::day("2026-10-30")).expect("days");
        let one = batch(vec![october(&[(RENT, 0)])], &terms, period);
        let entries: Vec<_> = one.statements.iter().flat_map(|one| one.all_charges()).collect();
        // the last day of September is in the period, that of October is not
        assert_eq!(entries.len(), 1);
        let entry = entries[0].1;
        assert_eq!(entry.date, super::day("2026-09-30"));
        assert_eq!((entry.net, entry.vat, entry.amount), (eur(net), eur(vat), eur(net + vat)));
    }
}

#[test]
fn what_is_not_agreed_is_named() {
    let mut terms = agreement(Basis::CheckOut);
    terms.fees.default = None;
    let one = october(&[(RENT, 10_000), (CLEANING, 2_000)]);
    let refused = allocate(&one, &terms, &StayTerms::default());
    let label = "GuestFee(Cleaning)".to_owned();
    assert_eq!(refused, Err(HoldReason::FeeWithoutTerms { label, amount: eur(2_000) }));
    let amounts = [(RENT, 10_000), (ReportedKind::Adjustment(AdjustmentKind::Damage), 500)];
    let refused = allocate(&october(&amounts), &terms, &StayTerms::default());
    let (kind, label) = (AdjustmentKind::Damage, "Adjustment(Damage)".to_owned());
    let amount = eur(500);
    assert_eq!(refused, Err(HoldReason::AdjustmentWithoutTerms { kind, label, amount }));
}

/// A single rate on a base has a short form; everything else is shown step by step.
#[test]
fn only_a_plain_commission_is_said_in_few_words() {
    let is_plain = |change: &dyn Fn(&mut Agreement)| {
        let mut terms = agreement(Basis::Nights);
        change(&mut terms);
        let one = priced(stay("HM1", "2026-10-30", "2026-11-05"), &[(RENT, 60_000)]);
        let whole = allocate(&one, &terms, &StayTerms::default()).expect("settled");
        let line = whole.lines.into_iter().find(|line| line.kind == LineKind::Commission);
        let working = line.expect("a commission").working;
        assert!(matches!(working, Working::Rate { .. } | Working::Charge(_)), "{working:?}");
        matches!(working, Working::Rate { .. })
    };
    let vat = |method| {
        move |terms: &mut Agreement| {
            let rounding = VatRounding::Line;
            terms.commission.vat = Some(CommissionVat { rate: rate("23%"), method, rounding });
        }
    };
    assert!(is_plain(&|_| {}));
    assert!(is_plain(&vat(VatMethod::Plus)));
    assert!(!is_plain(&vat(VatMethod::Gross)));
    assert!(!is_plain(&vat(VatMethod::Net { rent_vat: rate("9%") })));
    assert!(!is_plain(&|terms| rates(terms).minimum = Some(eur(50_000))));
    assert!(is_plain(&|terms| rates(terms).minimum = Some(eur(1))));
    assert!(!is_plain(&|terms| rates(terms).per_booking = Some(eur(1))));
    assert!(!is_plain(&|terms| {
        let days =
            ScopeDays { by: ScopeDay::Period, from: Some(super::day("2026-11-01")), to: None };
        let stays = StayScope { days: Some(days), ..StayScope::default() };
        rates(terms).rows.push(RateRow { stays, rate: rate("25%") });
    }));
}

/// A stay in another currency than the bands holds the months and years that it counts in, no
/// other.
#[test]
fn a_stay_that_tiers_cannot_use_holds_its_own_month_or_year() {
    let in_pounds = |arrival: &str, departure: &str| {
        let mut one = stay("HM1", arrival, departure);
        one.financials = Some(super::financials(super::currency("GBP"), &[(RENT, 10_000)]));
        one
    };
    let september = in_pounds("2026-09-03", "2026-09-08");
    let year = TierSpan::Year(YearStart::parse("09-01").expect("a day"));
    let next = TierSpan::Year(YearStart::parse("10-01").expect("a day"));
    for (per, period, held) in [
        (TierSpan::Month, "2026-08", false),
        (TierSpan::Month, "2026-09", true),
        (TierSpan::Month, "2026-10", false),
        (year, "2026-08", false),
        (year, "2026-10", true),
        (next, "2026-10", false),
    ] {
        let terms = tiers(TierMethod::Slab, per, &[(0, "20%")]);
        let found = batch(vec![september.clone()], &terms, month(period)).report.held;
        assert_eq!(!found.is_empty(), held, "{per:?} {period}");
    }
}
