//! Answers that are known from elsewhere, each with its source.

use owner_statements::domain::{
    Agreement, BaseTerm, Basis, FeeKind, NightSplit, Period, Purpose, ReportedKind, Reservation,
};
use owner_statements::statement::Column;

use super::{agreement, day, eur, month, priced, statement, stay, with_prices};

const RENT: ReportedKind = ReportedKind::Accommodation;
const CLEANING: ReportedKind = ReportedKind::GuestFee(FeeKind::Cleaning);

/// A period's nights and the owner's amounts in it.
type Expected<'a> = (Period, u32, &'a [(Column, i64)]);

fn check(source: &str, reservation: &Reservation, terms: &Agreement, expected: &[Expected<'_>]) {
    for (period, nights, amounts) in expected {
        let one = statement(reservation, terms, *period);
        let counted = one.figures.guest_nights + one.figures.owner_nights;
        assert_eq!(counted, *nights, "{source}: nights of {period}");
        for column in Column::ALL {
            let wanted = amounts.iter().find(|(key, _)| *key == column);
            let wanted = wanted.map_or(0, |(_, minor)| *minor);
            let found = one.totals.amount(column).minor();
            assert_eq!(found, wanted, "{source}: {} of {period}", column.key());
        }
        let net: i64 = amounts.iter().map(|(_, minor)| minor).sum();
        assert_eq!(one.totals.net().minor(), net, "{source}: net of {period}");
    }
}

/// The terms without a commission, where the source knows none.
fn without_commission(basis: Basis) -> Agreement {
    let mut terms = agreement(basis);
    super::rates(&mut terms).rate = super::rate("0%");
    terms
}

fn days(first: &str, last: &str) -> Period {
    Period::new(day(first), day(last)).expect("a period")
}

#[test]
fn two_nights_over_a_months_end() {
    let source = "help.hospitable.com 10490441";
    let two = priced(stay("HM1", "2026-01-31", "2026-02-02"), &[(RENT, 30_000)]);
    let two = with_prices(two, &[20_000, 10_000]);
    let even = without_commission(Basis::Nights);
    let (january, february) = (month("2026-01"), month("2026-02"));
    let halves = [(Column::Rent, 15_000)];
    check(source, &two, &even, &[(january, 1, &halves), (february, 1, &halves)]);
    let by_price = Agreement { night_split: NightSplit::ByPrice, ..even };
    let expected: [Expected<'_>; 2] =
        [(january, 1, &[(Column::Rent, 20_000)]), (february, 1, &[(Column::Rent, 10_000)])];
    check(source, &two, &by_price, &expected);
}

#[test]
fn four_bases_of_one_stay() {
    let source = "docs.vrplatform.app revenue-recognition";
    let mut june = priced(stay("HM1", "2026-06-01", "2026-06-05"), &[(RENT, 40_000)]);
    june.booked_on = Some(day("2026-05-15"));
    let all: &[(Column, i64)] = &[(Column::Rent, 40_000)];
    let (before, first) = (days("2026-05-01", "2026-05-31"), days("2026-06-01", "2026-06-01"));
    let (inside, departure) = (days("2026-06-02", "2026-06-04"), days("2026-06-05", "2026-06-05"));
    let check_in = without_commission(Basis::CheckIn);
    check(source, &june, &check_in, &[(before, 0, &[]), (first, 1, all), (inside, 3, &[])]);
    let check_out = without_commission(Basis::CheckOut);
    let expected: [Expected<'_>; 3] = [(first, 1, &[]), (inside, 3, &[]), (departure, 0, all)];
    check(source, &june, &check_out, &expected);
    let booked = without_commission(Basis::Booked);
    let the_day = days("2026-05-15", "2026-05-15");
    let expected: [Expected<'_>; 4] =
        [(before, 0, all), (the_day, 0, all), (month("2026-06"), 4, &[]), (departure, 0, &[])];
    check(source, &june, &booked, &expected);
    let nights = without_commission(Basis::Nights);
    for night in ["2026-06-01", "2026-06-02", "2026-06-03", "2026-06-04"] {
        let expected = [(days(night, night), 1, &[(Column::Rent, 10_000)][..])];
        check(source, &june, &nights, &expected);
    }
    check(source, &june, &nights, &[(before, 0, &[]), (departure, 0, &[])]);
}

#[test]
fn nights_of_an_owner() {
    let source = "help.guesty.com 9370037689757";
    let owners = Reservation { purpose: Purpose::Owner, ..stay("OW1", "2026-01-28", "2026-02-02") };
    for (basis, _) in Basis::ALL {
        let expected: [Expected<'_>; 2] = [(month("2026-01"), 4, &[]), (month("2026-02"), 1, &[])];
        check(source, &owners, &agreement(basis), &expected);
        let january = statement(&owners, &agreement(basis), month("2026-01"));
        assert_eq!((january.figures.owner_nights, january.figures.guest_nights), (4, 0));
    }
}

#[test]
fn nights_are_counted_not_days() {
    // the source prints 3 and 3: it counts days
    let source = "help.bookingexperts.com 6643258";
    let five = priced(stay("HM1", "2026-08-29", "2026-09-03"), &[(RENT, 50_000)]);
    let expected: [Expected<'_>; 2] = [
        (month("2026-08"), 3, &[(Column::Rent, 30_000)]),
        (month("2026-09"), 2, &[(Column::Rent, 20_000)]),
    ];
    check(source, &five, &without_commission(Basis::Nights), &expected);
}

#[test]
fn commission_with_and_without_the_channels_fee() {
    let source = "help.guesty.com 11298495425181";
    let lines = [(RENT, 48_000), (CLEANING, 2_000), (ReportedKind::ChannelFee, -5_000)];
    let guest = priced(stay("HM1", "2026-06-01", "2026-06-05"), &lines);
    let mut terms = agreement(Basis::CheckOut);
    terms.commission.base = vec![BaseTerm::Accommodation, BaseTerm::AllFees, BaseTerm::ChannelFee];
    let same = [(Column::Rent, 48_000), (Column::Fees, 2_000), (Column::ChannelFee, -5_000)];
    let less = [same[0], same[1], same[2], (Column::Commission, -9_000)];
    check(source, &guest, &terms, &[(month("2026-06"), 4, &less)]);
    assert_eq!(statement(&guest, &terms, month("2026-06")).totals.net(), eur(36_000));
    terms.commission.base = vec![BaseTerm::Accommodation, BaseTerm::AllFees];
    let full = [same[0], same[1], same[2], (Column::Commission, -10_000)];
    check(source, &guest, &terms, &[(month("2026-06"), 4, &full)]);
    assert_eq!(statement(&guest, &terms, month("2026-06")).totals.net(), eur(35_000));
}

#[test]
fn six_nights_of_which_four_are_in_september() {
    let source = "docs/rules.md, after issue: 600.00, 4 of 6 nights issued as 400.00";
    let six = priced(stay("HM1", "2026-09-27", "2026-10-03"), &[(RENT, 60_000)]);
    let expected: [Expected<'_>; 2] = [
        (month("2026-09"), 4, &[(Column::Rent, 40_000), (Column::Commission, -8_000)]),
        (month("2026-10"), 2, &[(Column::Rent, 20_000), (Column::Commission, -4_000)]),
    ];
    check(source, &six, &agreement(Basis::Nights), &expected);
}

#[test]
fn allocations() {
    // docs/rules.md: the examples of the allocation, and the channel fee over rent and fees
    for (amount, weights, expected) in [
        (5, &[70, 30][..], &[4, 1][..]),
        (800, &[1, 1, 1], &[267, 267, 266]),
        (-800, &[1, 1, 1], &[-267, -267, -266]),
        (10_757, &[54_000, 12_400, 3_000], &[8_370, 1_922, 465]),
    ] {
        let pieces = eur(amount).allocate(weights).expect("an allocation");
        let pieces: Vec<i64> = pieces.into_iter().map(|piece| piece.minor()).collect();
        assert_eq!(pieces, expected, "{amount} by {weights:?}");
    }
}

#[test]
fn half_a_month_is_half_occupied() {
    // hostology help 47000487880: a 30-day month with 15 nights
    let half = priced(stay("HM1", "2026-06-10", "2026-06-25"), &[(RENT, 150_000)]);
    let june = statement(&half, &agreement(Basis::CheckOut), month("2026-06"));
    let occupancy = june.figures.occupancy().expect("days");
    assert_eq!(occupancy.scaled(1000), 500);
    assert_eq!(june.figures.daily_rate(), Ok(Some(eur(10_000))));
    assert_eq!(june.figures.revenue_per_day(), Ok(Some(eur(5_000))));
}

/// On even nights whatever the money's basis: the rate is of the nights in the period, though all
/// of the money counts at departure in the next.
#[test]
fn the_daily_rate_counts_even_nights() {
    let lines = [(RENT, 60_001), (ReportedKind::Discount, -6_000), (CLEANING, 9_000)];
    let six = priced(stay("HM1", "2026-09-27", "2026-10-03"), &lines);
    for (basis, split) in [
        (Basis::CheckOut, NightSplit::Even),
        (Basis::Nights, NightSplit::Even),
        (Basis::Nights, NightSplit::ByPrice),
    ] {
        let terms = Agreement { night_split: split, ..agreement(basis) };
        let september = statement(&six, &terms, month("2026-09")).figures;
        let october = statement(&six, &terms, month("2026-10")).figures;
        // 540.01 over 6 nights: 360.01 through September, 180.00 after it
        assert_eq!((september.rent_by_nights, october.rent_by_nights), (eur(36_001), eur(18_000)));
        assert_eq!(september.daily_rate(), Ok(Some(eur(9_000))));
        assert_eq!(october.daily_rate(), Ok(Some(eur(9_000))));
        assert_eq!((september.guest_nights, october.guest_nights), (4, 2));
    }
}

#[test]
fn an_owners_nights_leave_fewer_days_to_guests() {
    let guest = priced(stay("HM1", "2026-06-01", "2026-06-13"), &[(RENT, 120_000)]);
    let owners = Reservation { purpose: Purpose::Owner, ..stay("OW1", "2026-06-20", "2026-06-26") };
    let batch = super::batch(vec![guest, owners], &agreement(Basis::CheckIn), month("2026-06"));
    let figures = &batch.statements[0].figures;
    assert_eq!(figures.occupancy().map(|ratio| ratio.scaled(1000)), Some(400));
    assert_eq!(figures.adjusted_occupancy().map(|ratio| ratio.scaled(1000)), Some(500));
    assert_eq!((figures.guest_nights, figures.owner_nights, figures.stays), (12, 6, 1));
}
