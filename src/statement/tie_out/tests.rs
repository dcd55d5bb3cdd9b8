//! Each test spoils one field of a good statement and expects the check that guards it.

#[cfg(test)]
mod nights;

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::domain::{
    Account, AccountProperty, AdjustmentKind, Agreement, AgreementId, Allowance, BaseTerm, Basis,
    Block, BlockUse, BookingStatus, Channel, ChargeCategory, ChargeScope, Commission, FeeTerms,
    Financials, Manager, Owner, OwnerCharge, OwnerId, Period, Portfolio, Property, PropertyId,
    Purpose, Rate, Remitter, ReplacedLine, Reservation, ReservationCode, ReservationId, Stay,
    Treatment, YearStart,
};
use crate::recognition::Timing;
use crate::statement::{Batch, Scope, Source, assemble};

fn currency(code: &str) -> Currency {
    Currency::from_code(code).expect("a currency")
}

fn eur(minor: i64) -> Money {
    Money::new(minor, currency("EUR"))
}

fn line(kind: ReportedKind, label: &str, minor: i64) -> ReportedLine {
    let (delivered, amount) = (eur(minor), eur(minor));
    ReportedLine { kind, label: label.to_owned(), category: String::new(), delivered, amount }
}

/// Six nights over the end of September with a line of every kind.
fn guest_stay(code: &str, property: &str) -> Reservation {
    let lines = vec![
        line(ReportedKind::Accommodation, "Accommodation", 60_000),
        line(ReportedKind::Discount, "Weekly discount", -3_000),
        line(ReportedKind::GuestFee(FeeKind::Cleaning), "Cleaning Fee", 12_001),
        line(ReportedKind::GuestFee(FeeKind::Other), "Early check-in", 1_500),
        line(ReportedKind::Adjustment(AdjustmentKind::Refund), "Guest refund", -2_500),
        line(ReportedKind::Tax, "City tax", 800),
        line(ReportedKind::ChannelFee, "Host Service Fee", -9_000),
    ];
    let revenue = eur(lines.iter().map(|line| line.amount.minor()).sum());
    Reservation {
        id: ReservationId::new(format!("id-{code}")).expect("an id"),
        code: ReservationCode::new(code).expect("a code"),
        channel: Channel::Airbnb,
        property: PropertyId::new(property).expect("an id"),
        stay: Stay::new(day("2026-09-27"), day("2026-10-03")).expect("a stay"),
        booked_on: Some(day("2026-08-01")),
        purpose: Purpose::Guest,
        status: BookingStatus::Accepted,
        guest: None,
        financials: Some(Financials {
            currency: currency("EUR"),
            lines,
            night_prices: None,
            revenue,
            reading: Reading::AsDelivered,
            difference: eur(0),
            overridden: None,
        }),
    }
}

fn owner_stay(code: &str, property: &str) -> Reservation {
    Reservation {
        stay: Stay::new(day("2026-10-10"), day("2026-10-12")).expect("a stay"),
        purpose: Purpose::Owner,
        financials: None,
        ..guest_stay(code, property)
    }
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a date")
}

fn agreement() -> Agreement {
    let base = vec![BaseTerm::Accommodation, BaseTerm::Discounts];
    let rate = Rate::parse_percent("20%").expect("a rate");
    let id = AgreementId::new("standard").expect("an id");
    let commission = Commission::simple(base, rate);
    Agreement {
        fees: FeeTerms {
            kinds: BTreeMap::from([(FeeKind::Cleaning, Treatment::Manager.into())]),
            default: Some(Treatment::Owner.into()),
            ..FeeTerms::default()
        },
        owner_stay_cleaning: Some(eur(5_000)),
        allowance: Some(Allowance { nights: 28, year: YearStart::default() }),
        ..Agreement::new(id, Basis::Nights, commission, Treatment::Owner)
    }
}

/// The nights of 11 to 13 October, the first of which an owner's stay has, and one for work.
fn blocks() -> Vec<Block> {
    let block = |first, last, purpose| Block {
        property: PropertyId::new("p1").expect("an id"),
        nights: Period::new(day(first), day(last)).expect("nights"),
        purpose,
        reason: "Family visit".to_owned(),
    };
    vec![
        block("2026-10-11", "2026-10-13", BlockUse::Owner),
        block("2026-10-20", "2026-10-20", BlockUse::Maintenance),
    ]
}

fn portfolio() -> Portfolio {
    let owner = OwnerId::new("lindqvist").expect("an id");
    let terms = agreement();
    let property = |id: &str| Property {
        id: PropertyId::new(id).expect("an id"),
        name: id.to_uppercase(),
        agreement: terms.id.clone(),
        owner: owner.clone(),
        currency: None,
        collects: None,
    };
    let properties = ["p1", "p2"].map(|id| (property(id).id, property(id)));
    Portfolio {
        manager: Manager {
            name: "Harbour Lettings".to_owned(),
            address: Vec::new(),
            email: None,
            telephone: None,
            tax_id: None,
            website: None,
        },
        agreements: BTreeMap::from([(terms.id.clone(), terms)]),
        owners: BTreeMap::from([(
            owner.clone(),
            Owner {
                id: owner,
                name: "Maja Lindqvist".to_owned(),
                address: Vec::new(),
                email: None,
                tax_id: None,
            },
        )]),
        properties: BTreeMap::from(properties),
        ignored: BTreeSet::new(),
        recurring: Vec::new(),
        blocks: BTreeMap::from([(PropertyId::new("p1").expect("an id"), blocks())]),
    }
}

fn batch() -> Batch {
    let stays = vec![guest_stay("HM1", "p1"), owner_stay("OW1", "p1"), guest_stay("HM2", "p2")];
    batch_of(stays, Vec::new())
}

/// An expense of 10.00 and 2.30 of VAT.
fn charge(line: u32, scope: ChargeScope) -> OwnerCharge {
    OwnerCharge {
        place: format!("entries.csv:{line}"),
        date: day("2026-10-31"),
        scope,
        category: ChargeCategory::Repair,
        description: "Tap".to_owned(),
        net: eur(-1_000),
        vat: eur(-230),
        amount: eur(-1_230),
        vendor: None,
        channel: None,
        markup: eur(0),
        reference: None,
        receipt: None,
    }
}

fn batch_of(reservations: Vec<Reservation>, notices: Vec<Notice>) -> Batch {
    let home = AccountProperty {
        name: "Home".to_owned(),
        address: None,
        listed: true,
        currency: Some(currency("EUR")),
    };
    let portfolio = portfolio();
    let properties = portfolio.properties.keys().map(|id| (id.clone(), home.clone())).collect();
    let charges = vec![
        charge(2, ChargeScope::Property(PropertyId::new("p1").expect("an id"))),
        charge(3, ChargeScope::Owner(portfolio.owners.keys().next().expect("an owner").clone())),
    ];
    let read_from = Some(day("2025-10-01"));
    let account =
        Account { properties, read_from, reservations, charges, notices, ..Account::default() };
    let october = Period::parse_month("2026-10").expect("a month");
    let source = Source {
        fetched_at: "2026-11-02T08:00:00Z".parse().expect("an instant"),
        snapshot_sha256: String::new(),
        config_sha256: String::new(),
    };
    assemble(&account, &portfolio, october, &Scope::default(), &source)
}

fn good() -> Statement {
    let batch = batch();
    assert_eq!(batch.report.held, BTreeMap::new());
    assert_eq!(batch.tie_out(), Ok(()));
    batch.statements.into_iter().next().expect("a statement")
}

/// The first guest's row.
fn row(statement: &mut Statement) -> &mut Row {
    &mut statement.sections[0].rows[0]
}

fn money(statement: &mut Statement) -> &mut Financials {
    row(statement).reservation.financials.as_mut().expect("money")
}

fn hm1() -> ReservationCode {
    ReservationCode::new("HM1").expect("a code")
}

fn check(spoil: impl FnOnce(&mut Statement), expected: &TieFault) {
    let mut statement = good();
    spoil(&mut statement);
    assert_eq!(tie_out(statement).map(|_| ()), Err(expected.clone()));
}

#[test]
fn a_good_statement_ties_out() {
    let statement = good();
    assert_eq!(statement.rows().count(), 3);
    assert!(tie_out(statement).is_ok());
}

#[test]
fn rows_cells_and_totals() {
    check(|one| row(one).columns.corrupt(Column::Rent, eur(1)), &TieFault::Row(hm1()));
    check(|one| row(one).columns.corrupt(Column::Taxes, eur(1)), &TieFault::Row(hm1()));
    check(|one| row(one).earlier = eur(1), &TieFault::Row(hm1()));
    check(|one| row(one).later = eur(1), &TieFault::Row(hm1()));
    check(
        |one| one.sections[0].totals.corrupt(Column::Commission, eur(1)),
        &TieFault::Section("P1".to_owned()),
    );
    check(|one| one.totals.corrupt(Column::Charges, eur(1)), &TieFault::Totals);
}

#[test]
fn figures_and_collected_amounts() {
    let section = TieFault::Section("P1".to_owned());
    check(|one| one.sections[0].figures.guest_nights += 1, &section);
    check(|one| one.sections[0].figures.rent_by_nights = eur(1), &section);
    check(
        |one| {
            one.sections[0].collected.fees_kept.insert(FeeKind::Cleaning, eur(1));
        },
        &section,
    );
    check(|one| one.sections[0].collected.taxes.clear(), &section);
    check(|one| one.figures.days += 1, &TieFault::Totals);
}

/// A tax of 8.00 for six nights, two of them in October: 2.67.
#[test]
fn taxes_are_all_that_the_lines_hold() {
    let fault = TieFault::Taxes("P1".to_owned());
    let october = good().sections[0].taxes[0].clone();
    let found = (october.stays, october.nights, october.rent, october.amount);
    assert_eq!(found, (1, 2, eur(19_000), eur(267)));
    check(|one| one.sections[0].taxes.clear(), &fault);
    check(|one| one.sections[0].taxes[0].amount = eur(266), &fault);
    check(|one| one.sections[0].taxes[0].rent = eur(1), &fault);
    check(|one| one.sections[0].taxes[0].nights += 1, &fault);
    check(|one| one.sections[0].taxes[0].stays += 1, &fault);
    check(|one| one.sections[0].taxes[0].tax.label = "Another tax".to_owned(), &fault);
    check(
        |one| {
            // row and section agree, but not with what was reported
            row(one).taxes.rent = eur(1);
            one.sections[0].taxes[0].rent = eur(1);
        },
        &fault,
    );
    check(
        |one| {
            // another remits the line than the tax that it is the sum of; all else agrees with that
            let section = &mut one.sections[0];
            let is_tax =
                |line: &&mut PeriodLine| line.kind == LineKind::Reported(ReportedKind::Tax);
            let line = section.rows[0].lines.iter_mut().find(is_tax).expect("a tax");
            line.party = Party::PassThrough(Remitter::Channel);
            let row = &mut section.rows[0];
            let taxes = stay_taxes::of_stay(
                &row.reservation,
                &row.lines,
                &section.terms,
                one.period,
                one.currency,
            );
            row.taxes = taxes.expect("taxes");
            section.taxes = taxes::of_rows(&section.rows).expect("taxes");
            section.collected.taxes = BTreeMap::from([(Remitter::Channel, eur(267))]);
        },
        &fault,
    );
}

#[test]
fn amounts_of_the_period() {
    let fault = TieFault::LineOfPeriod(hm1());
    check(|one| row(one).lines[0].amount = eur(1), &fault);
    check(|one| row(one).lines[0].before = eur(1), &fault);
    check(|one| row(one).lines[0].through = eur(1), &fault);
    check(|one| row(one).lines[0].timing = Timing::On(day("2026-10-03")), &fault);
    check(
        |one| {
            // shifted together, so that the difference still holds
            let line = &mut row(one).lines[0];
            line.before = line.before.plus(eur(1)).expect("a sum");
            line.through = line.through.plus(eur(1)).expect("a sum");
        },
        &fault,
    );
    check(|one| row(one).nights_in_period += 1, &TieFault::Nights(hm1()));
}

#[test]
fn the_revenue_identity() {
    let fault = TieFault::Revenue(hm1());
    check(|one| money(one).revenue = eur(1), &fault);
    check(|one| money(one).difference = eur(1), &fault);
    check(|one| money(one).lines[0].amount = eur(1), &fault);
    check(|one| money(one).lines[0].delivered = eur(1), &fault);
    check(|one| money(one).reading = Reading::TaxesOutside, &fault);
    check(|one| money(one).reading = Reading::NetOfDiscounts, &fault);
    check(|one| money(one).reading = Reading::Flipped(FlippedList::ChannelFees), &fault);
    check(
        |one| {
            // lines and revenue agree, but by more than a rounding
            money(one).difference = eur(3);
            let revenue = money(one).revenue.plus(eur(3)).expect("a sum");
            money(one).revenue = revenue;
        },
        &fault,
    );
}

#[test]
fn conservation_per_reservation() {
    let fault = TieFault::Conservation(hm1());
    let is_kept = |line: &PeriodLine| line.party == Party::Manager && line.whole == eur(12_001);
    check(|one| row(one).lines.retain(|line| !is_kept(line)), &fault);
    check(
        |one| {
            let lines = &mut row(one).lines;
            let kept = lines.iter().find(|line| is_kept(line)).cloned();
            lines.extend(kept);
        },
        &fault,
    );
    let owner = TieFault::Conservation(ReservationCode::new("OW1").expect("a code"));
    check(|one| one.sections[0].rows[1].lines.retain(|line| line.party == Party::Owner), &owner);
}

#[test]
fn one_place_for_each_reservation() {
    check(
        |one| {
            let twin = row(one).clone();
            one.sections[0].rows.push(twin);
        },
        &TieFault::Duplicate(hm1()),
    );
    check(
        |one| row(one).reservation.property = PropertyId::new("p2").expect("an id"),
        &TieFault::Section("P1".to_owned()),
    );
    let mut lost = batch();
    lost.report.rows += 1;
    let counts = TieFault::RowsLost { placed: 3, excluded: 0, outside: 0, rows: 4 };
    assert_eq!(lost.tie_out(), Err(counts));
    let mut placed = batch();
    placed.report.placed += 1;
    assert!(matches!(placed.tie_out(), Err(TieFault::RowsLost { .. })));
    let mut twice = batch();
    twice.statements.push(twice.statements[0].clone());
    (twice.report.placed, twice.report.rows) = (6, 6);
    assert_eq!(twice.tie_out(), Err(TieFault::Duplicate(hm1())));
}

#[test]
fn nothing_without_terms() {
    let fault = TieFault::Unmapped(hm1());
    check(|one| one.sections[0].terms.fees.default = None, &fault);
    check(|one| one.sections[0].terms.adjustments.kinds.clear(), &fault);
    let mut statement = good();
    for section in &mut statement.sections {
        section.terms.fees.kinds.insert(FeeKind::Other, Treatment::Owner.into());
        section.terms.fees.default = None;
    }
    assert!(tie_out(statement).is_ok(), "terms for the unmapped fees need no default");
}

#[test]
fn one_currency() {
    let dollars = Money::new(1, currency("USD"));
    let fault = TieFault::Currency(hm1(), currency("EUR"));
    check(|one| row(one).lines[0].whole = dollars, &fault);
    check(|one| row(one).lines[0].before = dollars, &fault);
    check(
        |one| one.sections[0].totals = Columns::none(currency("USD")),
        &TieFault::Section("P1".to_owned()),
    );
    check(|one| money(one).revenue = dollars, &TieFault::Revenue(hm1()));
}

/// A statement with the rent of its first stay set by an exception.
fn with_exception() -> Statement {
    let mut stay = guest_stay("HM1", "p1");
    let set = crate::domain::SetAmount {
        kind: ReportedKind::Accommodation,
        amount: eur(50_000),
        reason: "agreed on the telephone".to_owned(),
    };
    if let Some(money) = &mut stay.financials {
        let replaced = vec![ReplacedLine { place: 0, line: money.lines.remove(0) }];
        money.lines.push(Overridden::line(&set));
        let amounts = vec![set.clone()];
        money.overridden = Some(Overridden { amounts, replaced, unusable: None });
    }
    let notice = Notice {
        subject: Subject::Reservation(stay.property.clone(), stay.code.clone()),
        kind: NoticeKind::ExceptionSets { line: set.kind, amount: set.amount, reason: set.reason },
    };
    let mut batch = batch_of(vec![stay], vec![notice]);
    batch.statements.pop().expect("a statement")
}

#[test]
fn what_exceptions_say_is_on_the_statement() {
    assert_eq!(tie_out(with_exception()).map(|_| ()), Ok(()));
    let code = ReservationCode::new("HM1").expect("a code");
    let spoilt = |spoil: &dyn Fn(&mut Statement)| {
        let mut statement = with_exception();
        spoil(&mut statement);
        tie_out(statement).map(|_| ())
    };
    let exception = Err(TieFault::Exception(code.clone()));
    assert_eq!(spoilt(&|one| one.notices.clear()), exception);
    let overridden = |one: &mut Statement, change: &dyn Fn(&mut Overridden)| {
        change(money(one).overridden.as_mut().expect("an exception"));
    };
    let amount = |one: &mut Overridden| one.amounts[0].amount = eur(1);
    assert_eq!(spoilt(&|one| overridden(one, &amount)), exception);
    let cause = |one: &mut Overridden| one.unusable = Some(crate::domain::HoldReason::NoFinancials);
    assert_eq!(spoilt(&|one| overridden(one, &cause)), exception);
    // the revenue is checked with what was delivered
    let replaced = |one: &mut Overridden| one.replaced[0].line.amount = eur(1);
    let revenue = Err(TieFault::Revenue(code));
    assert_eq!(spoilt(&|one| overridden(one, &replaced)), revenue);
}

#[test]
fn entries_stand_where_they_belong() {
    let of_home = || TieFault::OwnerCharge("entries.csv:2".to_owned());
    let own = || TieFault::OwnerCharge("entries.csv:3".to_owned());
    let home = |one: &mut Statement, change: &dyn Fn(&mut OwnerCharge)| {
        change(&mut one.sections[0].charges[0]);
    };
    check(|one| home(one, &|charge| charge.amount = eur(-1_231)), &of_home());
    check(|one| home(one, &|charge| charge.date = day("2026-11-01")), &of_home());
    check(|one| home(one, &|charge| charge.category = ChargeCategory::Credit), &of_home());
    check(|one| home(one, &|charge| charge.vat = Money::new(-230, currency("GBP"))), &of_home());
    let another = PropertyId::new("p2").expect("an id");
    check(
        |one| home(one, &|charge| charge.scope = ChargeScope::Property(another.clone())),
        &of_home(),
    );
    check(|one| one.owner_charges[0].place = "entries.csv:2".to_owned(), &of_home());
    let nobody = OwnerId::new("nobody").expect("an id");
    check(|one| one.owner_charges[0].scope = ChargeScope::Owner(nobody), &own());
    check(|one| drop(one.owner_charges.pop()), &TieFault::Totals);
    check(|one| one.owner_level_totals = Columns::none(one.currency), &TieFault::Totals);
    check(|one| one.reservation_totals = one.totals.clone(), &TieFault::Totals);
    check(|one| one.charge_totals.vat = eur(0), &TieFault::Totals);
    let name = good().sections[0].property.name.clone();
    check(|one| drop(one.sections[0].charges.pop()), &TieFault::Section(name));
}

#[test]
fn no_entry_is_lost_between_statements() {
    let lost = |spoil: &dyn Fn(&mut Batch)| {
        let mut batch = batch();
        spoil(&mut batch);
        batch.tie_out()
    };
    assert_eq!(lost(&|_| ()), Ok(()));
    let without = |batch: &mut Batch| drop(batch.statements[0].owner_charges.pop());
    let expected = TieFault::ChargesLost { placed: 1, counted: 2, all: 2 };
    assert_eq!(lost(&without), Err(expected));
    let expected = TieFault::ChargesLost { placed: 2, counted: 3, all: 2 };
    assert_eq!(lost(&|batch| batch.report.charges.outside += 1), Err(expected));
}
