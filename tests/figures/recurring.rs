//! Expenses and credits that come again and again.

use owner_statements::domain::{
    BookingStatus, ChargeCategory, ChargeScope, Every, HoldReason, OwnerId, Period, PropertyId,
    Purpose, Recurring, Reservation, Unusable,
};
use owner_statements::statement::{Scope, Statement, assemble, tie_out};

use super::{Basis, account, agreement, day, eur, month, portfolio, rate, source, stay};

fn linen(every: Every) -> Recurring {
    Recurring {
        place: "recurring 1".to_owned(),
        scope: ChargeScope::Property(PropertyId::new("p1").expect("an id")),
        category: ChargeCategory::Linen,
        description: "Linen".to_owned(),
        vendor: None,
        net: eur(1_250),
        vat: Some(rate("23%")),
        every,
        from: None,
        to: None,
    }
}

/// A guest of 28 June to 3 July, one of 10 to 12 July, an owner of 20 to 23 July, one who
/// cancelled.
fn stays() -> Vec<Reservation> {
    let none = |code: &str, from: &str, to: &str| {
        super::priced(stay(code, from, to), &[(super::ReportedKind::Accommodation, 0)])
    };
    vec![
        none("HM1", "2026-06-28", "2026-07-03"),
        none("HM2", "2026-07-10", "2026-07-12"),
        Reservation {
            purpose: Purpose::Owner,
            financials: None,
            ..stay("OW1", "2026-07-20", "2026-07-23")
        },
        Reservation { status: BookingStatus::Cancelled, ..none("HM3", "2026-07-14", "2026-07-16") },
    ]
}

fn statement(recurring: Recurring, period: Period) -> Statement {
    let mut portfolio = portfolio(&agreement(Basis::Nights), &[("p1", "o1")]);
    portfolio.recurring = vec![recurring];
    let account = account(&portfolio, stays());
    let batch = assemble(&account, &portfolio, period, &Scope::default(), &source());
    assert!(batch.report.held.is_empty(), "{:?}", batch.report.held);
    batch.tie_out().expect("a batch that ties out");
    let one = batch.statements.into_iter().next().expect("a statement");
    tie_out(one.clone()).expect("a statement that ties out");
    one
}

/// Day, net, VAT and text of each entry.
fn entries(recurring: Recurring, period: Period) -> Vec<(String, i64, i64, String)> {
    let statement = statement(recurring, period);
    let shown = statement.all_charges().map(|(_, entry)| {
        let (net, vat) = (entry.net.minor(), entry.vat.minor());
        (entry.date.to_string(), net, vat, entry.description.clone())
    });
    shown.collect()
}

fn row(day: &str, net: i64, vat: i64, text: &str) -> (String, i64, i64, String) {
    (day.to_owned(), net, vat, text.to_owned())
}

/// 23% of 12.50 are 2.875.
#[test]
fn what_comes_every_month_counts_on_its_last_day() {
    let july = row("2026-07-31", -1_250, -288, "Linen");
    assert_eq!(entries(linen(Every::Month), month("2026-07")), std::slice::from_ref(&july));
    let quarter = Period::new(day("2026-06-15"), day("2026-08-30")).expect("a period");
    let june = row("2026-06-30", -1_250, -288, "Linen");
    assert_eq!(entries(linen(Every::Month), quarter), [june, july.clone()]);
    let since = Recurring { from: Some(day("2026-07-31")), ..linen(Every::Month) };
    assert_eq!(entries(since, quarter), [july]);
    let until = Recurring { to: Some(day("2026-06-29")), ..linen(Every::Month) };
    assert_eq!(entries(until, quarter), []);
}

#[test]
fn weeks_are_seven_days_from_the_first() {
    let first = day("2026-07-20");
    let weekly = Recurring { from: Some(first), ..linen(Every::Week(first)) };
    let expected = ["2026-07-20", "2026-07-27"].map(|day| row(day, -1_250, -288, "Linen"));
    assert_eq!(entries(weekly.clone(), month("2026-07")), expected);
    let august = entries(weekly.clone(), month("2026-08"));
    assert_eq!(august.first().map(|one| one.0.as_str()), Some("2026-08-03"));
    assert_eq!(august.len(), 5);
    assert_eq!(entries(weekly, month("2026-06")), []);
}

#[test]
fn stays_count_once_each_on_their_departure() {
    let guests = [("2026-07-03", "Linen \u{b7} HM1"), ("2026-07-12", "Linen \u{b7} HM2")];
    let guests = guests.map(|(day, text)| row(day, -1_250, -288, text));
    assert_eq!(entries(linen(Every::Stay), month("2026-07")), guests);
    assert_eq!(entries(linen(Every::Stay), month("2026-06")), []);
    let owner = [row("2026-07-23", -1_250, -288, "Linen \u{b7} OW1")];
    assert_eq!(entries(linen(Every::OwnerStay), month("2026-07")), owner);
}

/// June has three nights of the first stay, July its other two and two more: 5000 and 23% of it.
#[test]
fn booked_nights_add_up_over_months() {
    let july = row("2026-07-31", -5_000, -1_150, "Linen \u{b7} 4 \u{d7} 12.50");
    let june = row("2026-06-30", -3_750, -863, "Linen \u{b7} 3 \u{d7} 12.50");
    assert_eq!(entries(linen(Every::BookedNight), month("2026-07")), std::slice::from_ref(&july));
    assert_eq!(entries(linen(Every::BookedNight), month("2026-06")), std::slice::from_ref(&june));
    let both = Period::new(day("2026-06-01"), day("2026-07-31")).expect("a period");
    assert_eq!(entries(linen(Every::BookedNight), both), [june, july]);
    assert_eq!(entries(linen(Every::BookedNight), month("2026-08")), []);
    let from = Recurring { from: Some(day("2026-07-11")), ..linen(Every::BookedNight) };
    let one = row("2026-07-31", -1_250, -288, "Linen \u{b7} 1 \u{d7} 12.50");
    assert_eq!(entries(from, month("2026-07")), [one]);
}

#[test]
fn credits_and_owners_without_a_property() {
    let owner = OwnerId::new("o1").expect("an id");
    let credit = Recurring {
        scope: ChargeScope::Owner(owner),
        category: ChargeCategory::Credit,
        vat: None,
        ..linen(Every::Month)
    };
    let statement = statement(credit, month("2026-07"));
    assert_eq!(statement.owner_level_totals.net(), eur(1_250));
    assert_eq!(statement.totals.net(), eur(1_250));
}

/// A stay that cannot be used may have to be charged for on the day on which it ends.
#[test]
fn an_unusable_stay_holds_the_month_of_its_departure_where_stays_are_charged_for() {
    let held = |recurring: Recurring, status: BookingStatus| {
        let mut portfolio = portfolio(&agreement(Basis::CheckIn), &[("p1", "o1")]);
        portfolio.recurring.push(recurring);
        let known = Reservation { status, ..stay("HM9", "2026-06-03", "2026-07-01") };
        let mut account = account(&portfolio, Vec::new());
        account.unusable.push(Unusable {
            id: "id-HM9".to_owned(),
            code: "HM9".to_owned(),
            property: known.property.clone(),
            reservation: Some(Box::new(known)),
            currency: None,
            reason: HoldReason::NoFinancials,
        });
        let scope = Scope::default();
        let batch = assemble(&account, &portfolio, month("2026-07"), &scope, &source());
        !batch.report.held.is_empty()
    };
    let accepted = BookingStatus::Accepted;
    assert!(held(linen(Every::Stay), accepted));
    assert!(held(linen(Every::OwnerStay), accepted));
    assert!(!held(linen(Every::Stay), BookingStatus::Cancelled));
    assert!(!held(linen(Every::Month), accepted));
    assert!(!held(linen(Every::BookedNight), accepted));
    let later = Recurring { from: Some(day("2026-07-02")), ..linen(Every::Stay) };
    assert!(!held(later, accepted));
    let elsewhere = PropertyId::new("p2").expect("an id");
    let elsewhere = Recurring { scope: ChargeScope::Property(elsewhere), ..linen(Every::Stay) };
    assert!(!held(elsewhere, accepted));
}
