//! The taxes of a period by what they are called, with figures of a pocket calculator.

use std::collections::BTreeMap;

use owner_statements::domain::{
    Agreement, BaseTerm, Basis, BookingStatus, Channel, Collector, Financials, Money, NightSplit,
    Purpose, Reading, Remitter, Report, ReportedKind, ReportedLine, Reservation, TaxTerms,
    TaxTreatment, Treatment, Withholding,
};
use owner_statements::statement::{Statement, Tax, TaxDuty, TaxRow};

use super::{agreement, batch, eur, month, priced, rate, statement, stay};

const RENT: ReportedKind = ReportedKind::Accommodation;
const BY_MANAGER: TaxTreatment = TaxTreatment::PassThrough { remitter: Remitter::Manager };

fn money(reservation: &mut Reservation) -> &mut Financials {
    reservation.financials.as_mut().expect("money")
}

/// A stay with rent and these taxes.
fn taxed(reservation: Reservation, rent: i64, taxes: &[(&str, i64)]) -> Reservation {
    let mut one = priced(reservation, &[(RENT, rent)]);
    let money = money(&mut one);
    for (label, minor) in taxes {
        let (label, category) = (label.to_string(), "Taxes".to_owned());
        let (kind, delivered, amount) = (ReportedKind::Tax, eur(*minor), eur(*minor));
        money.lines.push(ReportedLine { kind, label, category, delivered, amount });
        money.revenue = money.revenue.plus(eur(*minor)).expect("a sum");
    }
    one
}

/// Six nights, four of them in September.
fn over_the_end() -> Reservation {
    stay("HM1", "2026-09-27", "2026-10-03")
}

fn terms(basis: Basis, default: TaxTreatment, labels: &[(&str, TaxTreatment)]) -> Agreement {
    let labels = labels.iter().map(|(label, treatment)| ((*label).to_owned(), *treatment));
    let taxes = TaxTerms { labels: labels.collect(), ..TaxTerms::from(default) };
    Agreement { taxes, ..agreement(basis) }
}

fn rows(reservation: &Reservation, terms: &Agreement, of: &str) -> Vec<TaxRow> {
    statement(reservation, terms, month(of)).sections.remove(0).taxes
}

fn short(rows: &[TaxRow]) -> Vec<(&str, &str, &str, i64)> {
    let cells = |row: &TaxRow| (row.tax.duty.key(), row.tax.duty.remitter(), row.amount.minor());
    let named = rows.iter().map(|row| (row.tax.label.as_str(), cells(row)));
    named.map(|(label, (duty, remitter, amount))| (label, duty, remitter, amount)).collect()
}

/// 45.05, 10.01 and 3.01 of 58.07: four of six nights are 38.71, as 30.03, 6.67 and 2.01; the cent
/// that 30.03 + 6.67 + 2.00 lack goes to the largest remainder, 2.0067.
#[test]
fn taxes_of_a_line_add_up_to_it_and_months_to_the_tax() {
    let taxes = [("VAT", 4_505), ("City tax", 1_001), ("Climate fee", 301)];
    let one = taxed(over_the_end(), 60_000, &taxes);
    let terms = terms(Basis::Nights, BY_MANAGER, &[]);
    let manager = |label, amount| (label, "pass-through", "manager", amount);
    assert_eq!(
        short(&rows(&one, &terms, "2026-09")),
        [manager("City tax", 667), manager("Climate fee", 201), manager("VAT", 3_003)]
    );
    assert_eq!(
        short(&rows(&one, &terms, "2026-10")),
        [manager("City tax", 334), manager("Climate fee", 100), manager("VAT", 1_502)]
    );
    let october = &rows(&one, &terms, "2026-10")[0];
    assert_eq!((october.stays, october.nights, october.rent), (1, 2, eur(20_000)));
    assert_eq!((&october.channel, october.tax.category.as_str()), (&Channel::Airbnb, "Taxes"));
}

/// As in the agreements' examples: VAT passed on, city tax the owner's, host tax withheld.
#[test]
fn every_treatment_is_a_row_of_its_own() {
    let labels = [("city tax", TaxTreatment::Owner), ("host tax", TaxTreatment::Withheld)];
    let mut terms = terms(Basis::Nights, BY_MANAGER, &labels);
    terms.withholding = Some(Withholding {
        rate: rate("21%"),
        base: vec![BaseTerm::Accommodation, BaseTerm::Discounts],
        name: "Income tax".to_owned(),
    });
    let taxes = [("VAT", 4_500), ("City Tax", 1_000), ("Host tax", 2_000)];
    let mut one = taxed(over_the_end(), 50_000, &taxes);
    // 55.00 of the two lines of the owner, of which 20.00 go on
    let september = rows(&one, &terms, "2026-09");
    let expected = [
        ("City Tax", "owner", "owner", 667),
        ("Host tax", "withheld", "manager", 1_333),
        ("Income tax", "withholding", "manager", 7_000),
        ("VAT", "pass-through", "manager", 3_000),
    ];
    assert_eq!(short(&september), expected);
    let expected = [
        ("City Tax", "owner", "owner", 333),
        ("Host tax", "withheld", "manager", 667),
        ("Income tax", "withholding", "manager", 3_500),
        ("VAT", "pass-through", "manager", 1_500),
    ];
    assert_eq!(short(&rows(&one, &terms, "2026-10")), expected);
    money(&mut one).reading = Reading::TaxesOutside;
    money(&mut one).revenue = eur(50_000);
    let kept = rows(&one, &terms, "2026-10");
    assert!(kept.iter().filter(|row| row.tax.duty != TaxDuty::Withholding).all(|row| {
        row.tax.duty == TaxDuty::PassThrough(Remitter::Channel)
            && row.tax.duty.remitter() == "channel"
    }));
    assert_eq!(kept.len(), 4);
}

/// Who is paid, what is shown net and by which price nights count changes no tax.
#[test]
fn the_rent_is_what_the_guest_paid() {
    let mut terms = terms(Basis::Nights, BY_MANAGER, &[]);
    terms.collects.default = Collector::Owner;
    terms.channel_fee.report = Report::Net;
    terms.channel_fee.borne_by = Treatment::Owner;
    let mut one = taxed(over_the_end(), 60_000, &[("VAT", 600)]);
    for (kind, minor) in [(ReportedKind::ChannelFee, -6_000), (ReportedKind::Discount, -1_200)] {
        let (delivered, amount) = (eur(minor), eur(minor));
        let (label, category) = (String::new(), String::new());
        money(&mut one).lines.push(ReportedLine { kind, label, category, delivered, amount });
    }
    money(&mut one).revenue = eur(53_400);
    let found = &rows(&one, &terms, "2026-10")[0];
    assert_eq!((found.rent, found.amount), (eur(19_600), eur(200)));
    terms.channel_fee.report = Report::Gross;
    terms.night_split = NightSplit::ByPrice;
    let prices = [5_000, 5_000, 5_000, 5_000, 20_000, 20_000].map(eur);
    money(&mut one).night_prices = Some(prices.to_vec());
    let found = &rows(&one, &terms, "2026-10")[0];
    assert_eq!((found.rent, found.amount), (eur(39_600), eur(200)));
}

/// 10.00 and what is given back of another tax make a line of nothing, and yet are due.
#[test]
fn taxes_that_make_nothing_together_are_there() {
    let one = taxed(over_the_end(), 60_000, &[("VAT", 1_000), ("Old VAT", -1_000)]);
    let terms = terms(Basis::Nights, BY_MANAGER, &[]);
    let manager = |label, amount| (label, "pass-through", "manager", amount);
    let september = rows(&one, &terms, "2026-09");
    assert_eq!(short(&september), [manager("Old VAT", -667), manager("VAT", 667)]);
    let october = rows(&one, &terms, "2026-10");
    assert_eq!(short(&october), [manager("Old VAT", -333), manager("VAT", 333)]);
}

fn of(one: &Statement) -> Vec<(&Channel, &str, u32, u32, Money, Money)> {
    let rows = one.sections.iter().flat_map(|section| &section.taxes);
    rows.map(|row| (&row.channel, &*row.tax.label, row.stays, row.nights, row.rent, row.amount))
        .collect()
}

#[test]
fn stays_are_counted_once_a_tax_and_by_channel() {
    let named = |code, arrival, departure| stay(code, arrival, departure);
    let twice = [("City tax ", 500), ("City tax", 250), ("VAT", 0)];
    let first = taxed(named("HM1", "2026-10-03", "2026-10-08"), 50_000, &twice);
    let second = taxed(named("HM2", "2026-10-10", "2026-10-12"), 20_000, &[("City tax", 300)]);
    let mut direct = taxed(named("HM3", "2026-10-20", "2026-10-21"), 9_000, &[("City tax", 100)]);
    direct.channel = Channel::Direct;
    let mut cancelled = taxed(named("HM4", "2026-10-25", "2026-10-28"), 5_000, &[("VAT", 450)]);
    cancelled.status = BookingStatus::Cancelled;
    let untaxed = taxed(named("HM5", "2026-10-13", "2026-10-16"), 30_000, &[]);
    let own = Reservation { purpose: Purpose::Owner, ..named("OW1", "2026-10-29", "2026-10-31") };
    // checks in in October and pays its tax, leaves in November with its rent
    let mut terms = terms(Basis::CheckOut, BY_MANAGER, &[]);
    terms.recognition.taxes = Some(Basis::CheckIn);
    let late = taxed(named("HM6", "2026-10-30", "2026-11-02"), 40_000, &[("VAT", 3_600)]);
    let stays = vec![late, own, untaxed, cancelled, direct, second, first];
    let october = batch(stays.clone(), &terms, month("2026-10"));
    let (airbnb, direct) = (&Channel::Airbnb, &Channel::Direct);
    assert_eq!(
        of(&october.statements[0]),
        [
            (airbnb, "City tax", 2, 7, eur(70_000), eur(1_050)),
            (airbnb, "VAT", 2, 2, eur(5_000), eur(4_050)),
            (direct, "City tax", 1, 1, eur(9_000), eur(100)),
        ]
    );
    let november = batch(stays, &terms, month("2026-11"));
    assert_eq!(of(&november.statements[0]), []);
}

/// The rows of a statement by tax, for laws that hold under any agreement.
pub fn by_tax(statement: &Statement) -> BTreeMap<Tax, i64> {
    let mut sums: BTreeMap<Tax, i64> = BTreeMap::new();
    for row in statement.sections.iter().flat_map(|section| &section.taxes) {
        *sums.entry(row.tax.clone()).or_default() += row.amount.minor();
    }
    sums
}
