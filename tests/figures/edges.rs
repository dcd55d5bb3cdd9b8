//! Where a term just does not act any more, or acts for the first time.

use std::collections::BTreeMap;

use owner_statements::domain::{
    AdjustmentKind, Agreement, Band, BaseTerm, Basis, BookingStatus, Commission, FeeKind,
    HoldReason, Party, Period, Pricing, RateRow, RateTerms, Report, ReportedKind, Reservation,
    ScopeDay, ScopeDays, StayScope, TierMethod, TierSpan, Tiers,
};
use owner_statements::fees::{LineKind, StayTerms, WholeStay, Working, allocate};

use super::{
    agreement, amounts, batch, currency, day, eur, financials, month, priced, rate, rates,
    statement, stay,
};

const RENT: ReportedKind = ReportedKind::Accommodation;
const CHANNEL_FEE: ReportedKind = ReportedKind::ChannelFee;
const CLEANING: ReportedKind = ReportedKind::GuestFee(FeeKind::Cleaning);
const OTHER: ReportedKind = ReportedKind::GuestFee(FeeKind::Other);
const DAMAGE: ReportedKind = ReportedKind::Adjustment(AdjustmentKind::Damage);

fn whole(reservation: &Reservation, terms: &Agreement) -> WholeStay {
    allocate(reservation, terms, &StayTerms::default()).expect("settled")
}

/// 600.00 for six nights, two in October and four in November, in which the rate is 25%.
#[test]
fn a_cancelled_stay_has_the_one_rate_of_its_arrival() {
    let mut terms = agreement(Basis::Nights);
    let november = ScopeDays { by: ScopeDay::Period, from: Some(day("2026-11-01")), to: None };
    let stays = StayScope { days: Some(november), ..StayScope::default() };
    rates(&mut terms).rows.push(RateRow { stays, rate: rate("25%") });
    for (status, expected) in
        [(BookingStatus::Cancelled, 12_000), (BookingStatus::Accepted, 14_000)]
    {
        let mut one = priced(stay("HM1", "2026-10-30", "2026-11-05"), &[(RENT, 60_000)]);
        one.status = status;
        let lines = whole(&one, &terms).lines;
        let of_manager = lines.iter().find(|line| line.party == Party::Manager);
        assert_eq!(of_manager.map(|line| line.amount), Some(eur(expected)), "{status:?}");
    }
}

/// A fee that was waived, or paid and refunded, goes to no one.
#[test]
fn nothing_needs_no_terms() {
    let mut terms = agreement(Basis::CheckOut);
    terms.fees.default = None;
    let october = |lines: &[(ReportedKind, i64)]| {
        whole(&priced(stay("HM1", "2026-10-03", "2026-10-08"), lines), &terms)
    };
    let without = october(&[(RENT, 10_000)]);
    assert_eq!(october(&[(RENT, 10_000), (CLEANING, 0)]), without);
    assert_eq!(october(&[(RENT, 10_000), (OTHER, 0)]), without);
    assert_eq!(october(&[(RENT, 10_000), (DAMAGE, 500), (DAMAGE, -500)]), without);
}

/// An unknown label is only reported if it has money.
#[test]
fn a_fee_that_no_pattern_knew_is_told() {
    let told = |kind, minor| {
        let one = priced(stay("HM1", "2026-10-03", "2026-10-08"), &[(RENT, 10_000), (kind, minor)]);
        whole(&one, &agreement(Basis::CheckOut)).unmapped_fees
    };
    assert_eq!(told(OTHER, 500), ["GuestFee(Other)"]);
    assert_eq!(told(OTHER, 0), [""; 0]);
    assert_eq!(told(CLEANING, 500), [""; 0]);
}

/// The rest of the channel fee after the fees' shares is shown as such.
#[test]
fn a_channel_fee_is_as_reported_or_a_rest_of_it() {
    let lines = [(RENT, 9_000), (CLEANING, 1_000), (CHANNEL_FEE, -500)];
    let one = priced(stay("HM1", "2026-10-03", "2026-10-08"), &lines);
    let mut terms = agreement(Basis::CheckOut);
    let of_owner = |terms: &Agreement| {
        let key = (LineKind::Reported(CHANNEL_FEE), Party::Owner);
        let line = whole(&one, terms).lines.into_iter().find(|line| (line.kind, line.party) == key);
        line.map(|line| (line.amount, line.working))
    };
    assert_eq!(of_owner(&terms), Some((eur(-500), Working::Reported)));
    terms.fees.report = Report::Net;
    assert_eq!(of_owner(&terms), Some((eur(-450), Working::Rest { of: eur(-500) })));
}

fn marginal(per: TierSpan) -> Agreement {
    let bands = [(0, "10%"), (100_000, "20%"), (150_000, "30%")];
    let band = |(from, percent)| Band { from: eur(from), rate: rate(percent) };
    let tiers = Tiers { method: TierMethod::Marginal, per, bands: bands.map(band).to_vec() };
    let base = vec![BaseTerm::Accommodation];
    let simple = Commission::simple(base, rate("0%"));
    let commission = Commission { pricing: Pricing::Tiers(tiers), ..simple };
    Agreement { commission, ..agreement(Basis::CheckOut) }
}

/// The manager's commission by code.
fn charged(stays: &[Reservation], terms: &Agreement, period: Period) -> BTreeMap<String, i64> {
    let batch = batch(stays.to_vec(), terms, period);
    let rows = batch.statements.iter().flat_map(|statement| statement.rows());
    let of_row = |row: &owner_statements::statement::Row| {
        let commission = amounts(row).get(&(LineKind::Commission, Party::Manager)).copied();
        Some((row.reservation.code.to_string(), commission?))
    };
    rows.filter_map(of_row).collect()
}

fn rented(code: &str, arrival: &str, departure: &str, rent: i64) -> Reservation {
    priced(stay(code, arrival, departure), &[(RENT, rent)])
}

fn expected(commissions: &[(&str, i64)]) -> BTreeMap<String, i64> {
    commissions.iter().map(|(code, minor)| ((*code).to_owned(), *minor)).collect()
}

/// Each band applies to its own part; below zero the first band applies.
#[test]
fn bands_are_filled_one_after_the_other() {
    for (rent, commission) in [
        (-100, -10),
        (100_000, 10_000),
        (100_010, 10_002),
        (150_000, 20_000),
        // 100.00, 100.00 and 30% of 500.00
        (200_000, 35_000),
    ] {
        let one = rented("HM1", "2026-10-03", "2026-10-08", rent);
        let found = charged(&[one], &marginal(TierSpan::Month), month("2026-10"));
        assert_eq!(found, expected(&[("HM1", commission)]), "{rent}");
    }
}

/// Two months in one period are two months, and a part of a month goes on where the part before
/// ended.
#[test]
fn tiers_by_month_know_months_and_not_periods() {
    let stays = [
        rented("HM1", "2026-09-03", "2026-09-08", 90_000),
        rented("HM2", "2026-09-23", "2026-09-28", 30_000),
        rented("HM3", "2026-10-03", "2026-10-08", 90_000),
        rented("HM4", "2026-10-27", "2026-10-31", 40_000),
    ];
    let terms = marginal(TierSpan::Month);
    let range = |first, last| Period::new(day(first), day(last)).expect("a period");
    // 1,000.00 at 10% and 200.00 at 20% by 900.00 and 300.00; 1,000.00 and 300.00 by 900.00 and
    // 400.00
    let both = [("HM1", 10_500), ("HM2", 3_500), ("HM3", 11_077), ("HM4", 4_923)];
    assert_eq!(charged(&stays, &terms, range("2026-09-01", "2026-10-31")), expected(&both));
    // from 900.00 on: 100.00 at 10% and 200.00 at 20%
    let middle = [("HM2", 5_000), ("HM3", 9_000)];
    assert_eq!(charged(&stays, &terms, range("2026-09-09", "2026-10-30")), expected(&middle));
    // the departure counts on the first day of a period and on its last
    let edges = range("2026-09-08", "2026-09-28");
    assert_eq!(charged(&stays, &terms, edges), expected(&[("HM1", 10_500), ("HM2", 3_500)]));
}

/// The agreement has no word on deposits, so none of its gaps concerns them.
#[test]
fn a_deposit_needs_no_terms() {
    let deposit = ReportedKind::GuestFee(FeeKind::Deposit);
    let one = priced(stay("HM1", "2026-10-03", "2026-10-08"), &[(RENT, 10_000), (deposit, 500)]);
    let mut terms = agreement(Basis::CheckOut);
    (terms.fees.kinds, terms.fees.default) = (BTreeMap::new(), None);
    let statement = statement(&one, &terms, month("2026-10"));
    let held = statement.rows().flat_map(amounts).find(|((_, party), _)| *party == Party::Guest);
    assert_eq!(held, Some(((LineKind::Reported(deposit), Party::Guest), 500)));
}

/// Two months with the same totals are worked out as two: the bases of both are in the row.
#[test]
fn months_with_equal_totals_are_both_worked_out() {
    let stays = [
        rented("HM1", "2026-09-03", "2026-09-08", 90_000),
        rented("HM2", "2026-10-03", "2026-10-08", 90_000),
    ];
    let both = Period::new(day("2026-09-01"), day("2026-10-31")).expect("a period");
    let batch = batch(stays.to_vec(), &marginal(TierSpan::Month), both);
    let rows =
        batch.statements.iter().flat_map(|one| &one.sections).flat_map(|one| &one.commission);
    let found: Vec<_> =
        rows.map(|row| (row.amounts.base, row.amounts.rated, row.amounts.rounding)).collect();
    assert_eq!(found, [(eur(180_000), eur(18_000), eur(0))]);
}

/// Even if it would have no effect: a limit in euros does not apply to pounds.
#[test]
fn bounds_and_flat_amounts_in_another_currency_hold() {
    let (agreement_in, reservation) = (currency("EUR"), currency("GBP"));
    let refused = HoldReason::AgreementInOtherCurrency { agreement: agreement_in, reservation };
    type Change = fn(&mut RateTerms);
    let changes: [Change; 4] = [
        |rates| rates.minimum = Some(eur(1)),
        |rates| rates.maximum = Some(eur(1)),
        |rates| rates.per_booking = Some(eur(1)),
        |rates| rates.per_night = Some(eur(1)),
    ];
    for change in changes {
        let mut terms = agreement(Basis::CheckOut);
        change(rates(&mut terms));
        for rent in [10_000, 0] {
            let mut one = stay("HM1", "2026-10-03", "2026-10-08");
            one.financials = Some(financials(reservation, &[(RENT, rent)]));
            let found = allocate(&one, &terms, &StayTerms::default());
            assert_eq!(found, Err(refused.clone()), "{rent} {:?}", terms.commission.pricing);
        }
    }
}

/// Its amount is still unknown, but the stay exists.
#[test]
fn a_stay_without_money_stands_where_its_rent_would_count() {
    let one = stay("HM1", "2026-09-28", "2026-10-01");
    for (basis, period, placed) in [
        (Basis::CheckOut, "2026-09", 1),
        (Basis::CheckOut, "2026-10", 1),
        (Basis::CheckOut, "2026-11", 0),
        (Basis::Nights, "2026-09", 1),
        (Basis::Nights, "2026-10", 0),
    ] {
        let found = batch(vec![one.clone()], &agreement(basis), month(period));
        assert_eq!(
            (found.report.placed, found.report.outside),
            (placed, 1 - placed),
            "{basis:?} {period}"
        );
    }
}

/// The channel's fee counts on its own basis, but in a net rent it counts with the rent.
#[test]
fn a_channel_fee_within_a_net_rent_counts_with_the_rent() {
    let one =
        priced(stay("HM1", "2026-09-28", "2026-10-03"), &[(RENT, 10_000), (CHANNEL_FEE, -500)]);
    for (report, september, october) in [(Report::Gross, 500, 0), (Report::Net, 0, 500)] {
        let mut terms = agreement(Basis::CheckOut);
        terms.recognition.channel_fee = Some(Basis::CheckIn);
        terms.channel_fee.report = report;
        let of_channel = |period: &str| {
            let batch = batch(vec![one.clone()], &terms, month(period));
            let rows = batch.statements.iter().flat_map(|statement| statement.rows());
            let key = (LineKind::Reported(CHANNEL_FEE), Party::Channel);
            rows.filter_map(|row| amounts(row).get(&key).copied()).sum::<i64>()
        };
        assert_eq!((of_channel("2026-09"), of_channel("2026-10")), (september, october));
    }
}
