//! Where a reservation goes: on which day its money counts, whose statement it holds, which notices
//! appear.

use owner_statements::domain::{
    AdjustmentKind, Agreement, Basis, BookingStatus, CancellationTerms, Channel, FeeKind,
    HoldReason, Money, NightSplit, Party, PropertyId, Purpose, Reading, Remitter, ReportedKind,
    Reservation, Treatment, Unusable,
};
use owner_statements::fees::LineKind;
use owner_statements::statement::{Batch, Column, Scope, assemble};

use super::{
    account, agreement, batch, channel_rate, currency, day, eur, financials, month, portfolio,
    priced, rate, rates, source, statement, stay, with_prices,
};

const RENT: ReportedKind = ReportedKind::Accommodation;
const OTHER_FEE: ReportedKind = ReportedKind::GuestFee(FeeKind::Other);

/// Over the end of September, booked in May.
fn over_the_end() -> Reservation {
    let booked_on = Some(day("2026-05-15"));
    Reservation { booked_on, ..priced(stay("HM1", "2026-09-28", "2026-10-02"), &[(RENT, 40_000)]) }
}

/// The months of 2026 in which any rent is recognised.
fn months_with_rent(reservation: &Reservation, terms: &Agreement) -> Vec<(u32, i64)> {
    let rents = (1..=12).map(|number| {
        let period = month(&format!("2026-{number:02}"));
        let one = batch(vec![reservation.clone()], terms, period);
        let rent = one.statements.iter().map(|one| one.totals.amount(Column::Rent).minor()).sum();
        (number, rent)
    });
    rents.filter(|(_, rent)| *rent != 0).collect()
}

#[test]
fn money_of_a_cancelled_stay_counts_on_one_date() {
    let cancelled = Reservation { status: BookingStatus::Cancelled, ..over_the_end() };
    for (basis, number) in
        [(Basis::CheckIn, 9), (Basis::Nights, 9), (Basis::CheckOut, 10), (Basis::Booked, 5)]
    {
        for night_split in [NightSplit::Even, NightSplit::ByPrice] {
            let terms = Agreement { night_split, ..agreement(basis) };
            let expected = vec![(number, 40_000)];
            assert_eq!(months_with_rent(&cancelled, &terms), expected, "{}", basis.key());
            let one = statement(&cancelled, &terms, month(&format!("2026-{number:02}")));
            assert_eq!((one.figures.guest_nights, one.figures.stays), (0, 0));
            assert_eq!(one.totals.amount(Column::Commission), eur(-8_000));
        }
    }
    let mut terms = agreement(Basis::CheckIn);
    terms.cancellations = CancellationTerms::WithoutCommission;
    assert_eq!(statement(&cancelled, &terms, month("2026-09")).totals.net(), eur(40_000));
    terms.cancellations = CancellationTerms::Excluded;
    let left_out = batch(vec![cancelled], &terms, month("2026-09"));
    assert_eq!(left_out.report.excluded[0].reason.code(), "cancellation-excluded");
    assert_eq!((left_out.report.placed, left_out.report.outside), (0, 0));
}

#[test]
fn an_owners_cleaning_is_charged_at_departure() {
    let owners = Reservation {
        purpose: Purpose::Owner,
        financials: None,
        ..stay("OW1", "2026-09-28", "2026-10-01")
    };
    for (basis, _) in Basis::ALL {
        let terms = Agreement { owner_stay_cleaning: Some(eur(6_000)), ..agreement(basis) };
        let september = statement(&owners, &terms, month("2026-09"));
        assert_eq!((september.figures.owner_nights, september.totals.net()), (3, eur(0)));
        let october = statement(&owners, &terms, month("2026-10"));
        assert_eq!(october.figures.owner_nights, 0);
        assert_eq!(october.totals.amount(Column::Charges), eur(-6_000));
        let manager = october.rows().flat_map(|row| &row.lines);
        let manager: Vec<i64> = manager
            .filter(|line| line.party == Party::Manager)
            .map(|line| line.amount.minor())
            .collect();
        assert_eq!(manager, [6_000]);
        // without a charge there is nothing to show in October
        let batch = batch(vec![owners.clone()], &agreement(basis), month("2026-10"));
        assert_eq!((batch.report.placed, batch.report.outside), (0, 1));
    }
}

/// The code of the one reason that holds the statement, "placed" or "outside".
fn fate(batch: &Batch) -> &'static str {
    let mut reasons = batch.report.held.values().flatten().map(|hold| hold.reason.code());
    match (reasons.next(), batch.report.placed) {
        (Some(code), 0) => code,
        (None, 0) => "outside",
        (_, _) => "placed",
    }
}

fn check(what: &str, reservation: Reservation, terms: &Agreement, expected: &str) {
    let found = batch(vec![reservation], terms, month("2026-09"));
    assert_eq!(fate(&found), expected, "{what}");
}

#[test]
fn what_the_agreement_does_not_say_holds() {
    let check_out = agreement(Basis::CheckIn);
    let mut strict = agreement(Basis::CheckIn);
    strict.fees.default = None;
    let with = |kind, minor| priced(over_the_end(), &[(RENT, 40_000), (kind, minor)]);
    check("a fee with a default", with(OTHER_FEE, 500), &check_out, "placed");
    check("a fee without terms", with(OTHER_FEE, 500), &strict, "fee-without-terms");
    check("a fee of nothing", with(OTHER_FEE, 0), &strict, "placed");
    let other = ReportedKind::Adjustment(AdjustmentKind::Other);
    check("an adjustment", with(other, 500), &check_out, "adjustment-without-terms");
    check("an adjustment of nothing", with(other, 0), &check_out, "placed");
    let damage = ReportedKind::Adjustment(AdjustmentKind::Damage);
    check("a damage payment", with(damage, 500), &check_out, "adjustment-without-terms");
    let refund = ReportedKind::Adjustment(AdjustmentKind::Refund);
    check("a refund", with(refund, -500), &strict, "placed");
}

#[test]
fn what_is_not_known_holds_where_it_matters() {
    let by_channel = |terms: Agreement| {
        let mut terms = terms;
        rates(&mut terms).rows.push(channel_rate(Channel::Airbnb, "25%"));
        terms
    };
    let nowhere = Reservation { channel: Channel::unknown(), ..over_the_end() };
    let terms = agreement(Basis::CheckIn);
    check("no channel, one rate", nowhere.clone(), &terms, "placed");
    check("no channel, rates by channel", nowhere, &by_channel(terms.clone()), "no-channel");
    let direct = Reservation { channel: Channel::Direct, ..over_the_end() };
    check("another channel", direct, &by_channel(terms.clone()), "placed");
    let unbooked = Reservation { booked_on: None, ..over_the_end() };
    check("no booking date", unbooked.clone(), &agreement(Basis::Booked), "no-booking-date");
    check("no booking date needed", unbooked.clone(), &terms, "placed");
    let far = Reservation { stay: stay("HM1", "2027-03-01", "2027-03-02").stay, ..unbooked };
    check("a far stay that may be booked now", far, &agreement(Basis::Booked), "no-booking-date");
    // what the agreement leaves out needs no day on which it would have counted
    let mut without = agreement(Basis::Booked);
    without.cancellations = CancellationTerms::Excluded;
    let unbooked = Reservation { booked_on: None, ..over_the_end() };
    let cancelled = Reservation { status: BookingStatus::Cancelled, ..unbooked };
    check("a cancelled stay", cancelled.clone(), &agreement(Basis::Booked), "no-booking-date");
    check("one that is left out", cancelled.clone(), &without, "outside");
    let left_out = batch(vec![cancelled.clone()], &without, month("2026-09"));
    assert_eq!(left_out.report.excluded[0].reason.code(), "cancellation-excluded");
    let far = batch(vec![cancelled], &without, month("2026-12"));
    assert_eq!((far.report.excluded.len(), far.report.outside), (0, 1));
    let mut owners = stay("OW1", "2026-09-01", "2026-09-03");
    owners.purpose = Purpose::Owner;
    owners.financials = Some(financials(currency("USD"), &[(RENT, 0)]));
    let euros = Agreement { owner_stay_cleaning: Some(eur(1)), ..terms };
    check("a charge in another currency", owners, &euros, "agreement-in-other-currency");
}

#[test]
fn a_cleaning_charge_in_another_currency_holds() {
    let owners = Reservation { purpose: Purpose::Owner, ..stay("OWN", "2026-10-05", "2026-10-08") };
    let mut terms = agreement(Basis::CheckOut);
    terms.owner_stay_cleaning = Some(Money::new(8_500, currency("GBP")));
    let guests = priced(stay("HM1", "2026-10-10", "2026-10-12"), &[(RENT, 40_000)]);
    let one = batch(vec![owners, guests], &terms, month("2026-10"));
    let holds: Vec<&HoldReason> =
        one.report.held.values().flatten().map(|hold| &hold.reason).collect();
    let (agreement, reservation) = (currency("GBP"), currency("EUR"));
    assert_eq!(holds, [&HoldReason::AgreementInOtherCurrency { agreement, reservation }]);
    assert!(one.statements.is_empty());
}

#[test]
fn a_row_that_cannot_be_used_holds_its_owner_in_its_period_alone() {
    let terms = agreement(Basis::CheckOut);
    let portfolio = portfolio(&terms, &[("p1", "lindqvist"), ("p2", "okafor")]);
    let unusable = |reservation: Reservation, reason| Unusable {
        id: reservation.id.to_string(),
        code: reservation.code.to_string(),
        property: reservation.property.clone(),
        currency: None,
        reservation: Some(Box::new(reservation)),
        reason,
    };
    let run = |reservation: Reservation, reason, period| {
        let mut account = account(&portfolio, vec![]);
        account.unusable.push(unusable(reservation, reason));
        let batch = assemble(&account, &portfolio, period, &Scope::default(), &source());
        assert_eq!(batch.tie_out(), Ok(()));
        let held: Vec<String> = batch.report.held.keys().map(ToString::to_string).collect();
        (held, batch.statements.len())
    };
    let lindqvist = vec!["lindqvist".to_owned()];
    let missing = HoldReason::NoFinancials;
    let four = over_the_end();
    for (text, expected) in [
        ("2026-08", (vec![], 2)),
        ("2026-09", (lindqvist.clone(), 1)),
        ("2026-10", (lindqvist.clone(), 1)),
        ("2026-11", (vec![], 2)),
    ] {
        assert_eq!(run(four.clone(), missing.clone(), month(text)), expected, "{text}");
    }
    let foreign = Reservation { property: PropertyId::new("p9").expect("an id"), ..four };
    assert_eq!(run(foreign, missing, month("2026-09")), (vec![], 2));
    // it may be a guest's stay, whose money counts on 1 October
    let owners = Reservation { purpose: Purpose::Owner, ..stay("OW1", "2026-09-28", "2026-10-01") };
    let with_money = HoldReason::OwnerStayWithMoney;
    assert_eq!(run(owners, with_money, month("2026-10")), (lindqvist, 1));
}

#[test]
fn a_property_that_the_account_lacks_holds_its_owner() {
    let terms = agreement(Basis::CheckOut);
    let portfolio = portfolio(&terms, &[("p1", "lindqvist"), ("p2", "okafor")]);
    let mut account = account(&portfolio, vec![]);
    account.properties.remove(&PropertyId::new("p2").expect("an id"));
    let batch = assemble(&account, &portfolio, month("2026-09"), &Scope::default(), &source());
    assert_eq!(fate(&batch), "property-not-in-account");
    assert_eq!(batch.statements.len(), 1);
}

#[test]
fn a_rent_spread_evenly_for_want_of_prices_is_told() {
    let codes = |reservation: &Reservation, terms: &Agreement| -> Vec<&'static str> {
        let one = statement(reservation, terms, month("2026-09"));
        one.notices.iter().map(|notice| notice.kind.code()).collect()
    };
    let none: [&str; 0] = [];
    let by_price = Agreement { night_split: NightSplit::ByPrice, ..agreement(Basis::Nights) };
    assert_eq!(codes(&over_the_end(), &by_price), ["prices-do-not-match"]);
    let prices = with_prices(over_the_end(), &[10_000, 5_000, 5_000, 20_000]);
    assert_eq!(codes(&prices, &by_price), none);
    assert_eq!(codes(&over_the_end(), &agreement(Basis::Nights)), none);
    let by_departure = Agreement { recognition: Basis::CheckOut.into(), ..by_price.clone() };
    assert_eq!(codes(&over_the_end(), &by_departure), none);
    let other = priced(over_the_end(), &[(RENT, 40_000), (OTHER_FEE, 500)]);
    assert_eq!(codes(&other, &by_departure), ["unmapped-fee"]);
}

#[test]
fn taxes_that_the_channel_kept_are_the_channels() {
    let tax = ReportedKind::Tax;
    let mut kept = priced(over_the_end(), &[(RENT, 40_000), (tax, 900)]);
    if let Some(money) = &mut kept.financials {
        (money.reading, money.revenue) = (Reading::TaxesOutside, eur(40_000));
    }
    let one = statement(&kept, &agreement(Basis::CheckIn), month("2026-09"));
    let collected = &one.sections[0].collected.taxes;
    assert_eq!(collected.iter().next(), Some((&Remitter::Channel, &eur(900))));
    assert_eq!(one.totals.net(), eur(32_000));
}

#[test]
fn each_currency_has_its_own_statement() {
    let dollars = Reservation {
        financials: Some(financials(currency("USD"), &[(RENT, 10_000)])),
        ..stay("HM2", "2026-09-05", "2026-09-06")
    };
    let both = batch(vec![dollars, over_the_end()], &agreement(Basis::CheckIn), month("2026-09"));
    let nets: Vec<(&str, i64, bool)> = both
        .statements
        .iter()
        .map(|one| (one.currency.code(), one.totals.net().minor(), one.one_of_several))
        .collect();
    assert_eq!(nets, [("EUR", 32_000, true), ("USD", 8_000, true)]);
}

#[test]
fn a_split_fee_is_rounded_once_and_the_rest_is_the_managers() {
    let mut terms = agreement(Basis::CheckIn);
    terms.fees.kinds.insert(FeeKind::Cleaning, Treatment::Split { owner: rate("50%") }.into());
    for (fee, owner, manager) in [(5, 3, 2), (-5, -3, -2), (4, 2, 2)] {
        let cleaning = ReportedKind::GuestFee(FeeKind::Cleaning);
        let one = priced(over_the_end(), &[(RENT, 40_000), (cleaning, fee)]);
        let one = statement(&one, &terms, month("2026-09"));
        let lines = one.rows().flat_map(|row| &row.lines);
        let parts: Vec<(Party, i64)> = lines
            .filter(|line| line.kind == LineKind::Reported(cleaning))
            .map(|line| (line.party, line.amount.minor()))
            .collect();
        assert_eq!(parts, [(Party::Owner, owner), (Party::Manager, manager)]);
    }
}
