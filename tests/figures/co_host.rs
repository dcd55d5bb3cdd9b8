//! Co-host payouts: what a channel paid directly, and what manager and owner owe each other.

use owner_statements::domain::{
    Basis, Channel, CollectTerms, Collector, OwnerCharge, Portfolio, ReportedKind, Reservation,
};
use owner_statements::manager_files::parse_charges;
use owner_statements::statement::{CoHost, Column, Scope, Statement, TieFault, assemble, tie_out};

use super::{account, agreement, eur, month, portfolio, priced, source, stay};

const RENT: ReportedKind = ReportedKind::Accommodation;
const FEE: ReportedKind = ReportedKind::ChannelFee;

/// Owner paid by Airbnb and Vrbo, manager by everybody else.
fn split_portfolio() -> Portfolio {
    let mut portfolio = portfolio(&agreement(Basis::CheckOut), &[("p1", "lindqvist")]);
    let owners = [Channel::Airbnb, Channel::Vrbo].map(|channel| (channel, Collector::Owner));
    let channels = owners.into();
    let terms = CollectTerms { default: Collector::Manager, channels };
    for property in portfolio.properties.values_mut() {
        property.collects = Some(terms.clone());
    }
    portfolio
}

fn on(channel: Channel, code: &str, rent: i64, fee: i64) -> Reservation {
    let one = priced(stay(code, "2026-10-03", "2026-10-08"), &[(RENT, rent), (FEE, fee)]);
    Reservation { channel, ..one }
}

fn entries(rows: &str, portfolio: &Portfolio) -> Vec<OwnerCharge> {
    let text = format!("date,property,category,description,net,channel\n{rows}");
    parse_charges("e.csv", &text, portfolio).expect("entries")
}

fn october(rows: &str) -> Statement {
    let stays = vec![
        on(Channel::Airbnb, "HM1", 50_000, -8_000),
        on(Channel::Airbnb, "HM2", 10_000, -1_000),
        on(Channel::Direct, "D1", 20_000, 0),
        on(Channel::Booking, "B1", 30_000, -4_500),
    ];
    october_with(stays, rows)
}

fn october_with(stays: Vec<Reservation>, rows: &str) -> Statement {
    let portfolio = split_portfolio();
    let mut known = account(&portfolio, stays);
    known.charges = entries(rows, &portfolio);
    let batch = assemble(&known, &portfolio, month("2026-10"), &Scope::default(), &source());
    assert!(batch.report.held.is_empty(), "{:?}", batch.report.held);
    batch.statements.into_iter().next().expect("a statement")
}

fn told(channel: Channel, to: Collector, [owed, paid, remaining]: [i64; 3]) -> CoHost {
    CoHost { channel, to, owed: eur(owed), paid: eur(paid), remaining: eur(remaining) }
}

/// Commission of 20% is 100.00 and 20.00 on Airbnb's stays, which the owner has been paid for; of
/// the others the owner gets 160.00 and 195.00.
#[test]
fn what_is_owed_less_what_the_channel_paid_remains() {
    let rows = "2026-10-04,p1,co-host-payout-to-manager,Split of HM1,70.00 EUR,airbnb\n\
                2026-10-09,p1,co-host-payout-to-manager,Split of HM2,20.00 EUR,Airbnb\n\
                2026-10-09,p1,co-host-payout-to-owner,Split of B1,200.00 EUR,booking\n\
                2026-11-01,p1,co-host-payout-to-manager,Another month,5.00 EUR,airbnb\n";
    let statement = october(rows);
    let (manager, owner) = (Collector::Manager, Collector::Owner);
    assert_eq!(
        statement.sections[0].co_host,
        [
            told(Channel::Airbnb, manager, [12_000, 9_000, 3_000]),
            // more was paid than is owed
            told(Channel::Booking, owner, [19_500, 20_000, -500]),
        ]
    );
    let totals = &statement.totals;
    assert_eq!(totals.amount(Column::CoHost), eur(9_000 - 20_000));
    // 160.00 + 195.00 - 120.00 and what was paid directly
    assert_eq!(totals.net(), eur(23_500 - 11_000));
    assert_eq!(statement.charge_totals.amount, eur(0), "payouts are no expenses");
    assert_eq!(tie_out(statement).map(|_| ()), Ok(()));
}

/// Vrbo's stay of 100.00 leaves 20.00 to be paid to the manager; what Airbnb paid is no part of it.
#[test]
fn where_the_manager_is_paid_all_channels_that_owe_are_listed() {
    let vrbo = || on(Channel::Vrbo, "V1", 10_000, 0);
    let of_airbnb = "2026-10-04,p1,co-host-payout-to-manager,Split,70.00 EUR,airbnb\n";
    let of_vrbo = "2026-10-05,p1,co-host-payout-to-manager,Split,15.00 EUR,vrbo\n";
    let manager = Collector::Manager;
    let listed = |rows: &str| october_with(vec![vrbo()], rows).sections[0].co_host.clone();
    assert_eq!(
        listed(&format!("{of_airbnb}{of_vrbo}")),
        [
            told(Channel::Airbnb, manager, [0, 7_000, -7_000]),
            told(Channel::Vrbo, manager, [2_000, 1_500, 500]),
        ]
    );
    assert_eq!(
        listed(of_airbnb),
        [
            told(Channel::Airbnb, manager, [0, 7_000, -7_000]),
            told(Channel::Vrbo, manager, [2_000, 0, 2_000]),
        ]
    );
    // where only the owner is paid so, what the owner owes is in the walk alone
    let of_booking = "2026-10-09,p1,co-host-payout-to-owner,Split,50.00 EUR,booking\n";
    let booking = told(Channel::Booking, Collector::Owner, [0, 5_000, -5_000]);
    assert_eq!(listed(of_booking), [booking]);
}

/// Without payouts there is only the walk.
#[test]
fn without_payouts_there_is_nothing_to_tell() {
    let statement = october("");
    assert_eq!(statement.sections[0].co_host, []);
    assert_eq!(statement.totals.net(), eur(23_500));
    assert!(!statement.totals.has(Column::CoHost));
}

#[test]
fn a_spoilt_payout_does_not_tie_out() {
    let rows = "2026-10-04,p1,co-host-payout-to-manager,Split,70.00 EUR,airbnb\n";
    let spoilt = |spoil: &dyn Fn(&mut CoHost)| {
        let mut statement = october(rows);
        spoil(&mut statement.sections[0].co_host[0]);
        tie_out(statement).map(|_| ())
    };
    assert_eq!(spoilt(&|_| ()), Ok(()));
    let name = october(rows).sections[0].property.name.clone();
    let fault = Err(TieFault::CoHost(name));
    assert_eq!(spoilt(&|one| one.owed = eur(11_999)), fault);
    assert_eq!(spoilt(&|one| one.paid = eur(7_001)), fault);
    assert_eq!(spoilt(&|one| one.remaining = eur(1)), fault);
    assert_eq!(spoilt(&|one| one.to = Collector::Owner), fault);
    assert_eq!(spoilt(&|one| one.channel = Channel::Manual), fault);
    let mut without = october(rows);
    without.sections[0].co_host.clear();
    assert_eq!(tie_out(without).map(|_| ()), fault);
}

#[test]
fn a_payout_to_the_one_who_is_paid_anyway_is_refused() {
    for (row, expected) in [
        (
            "p1,co-host-payout-to-owner,Split,70.00 EUR,airbnb",
            "category: according to 'collects' in the configuration, Airbnb pays all money of this property to the owner",
        ),
        (
            "p1,co-host-payout-to-manager,Split,70.00 EUR,direct",
            "category: according to 'collects' in the configuration, Direct pays all money of this property to you",
        ),
        (
            "p1,co-host-payout-to-owner,Split,70.00 EUR,",
            "channel: missing: write which channel paid",
        ),
        (
            "p1,co-host-payout-to-owner,Split,70.00 EUR,bokking",
            "channel: unknown channel 'bokking'",
        ),
        ("p1,repair,Tap,70.00 EUR,airbnb", "channel: only channel fees and co-host payouts have"),
    ] {
        let text = format!("date,property,category,description,net,channel\n2026-10-04,{row}\n");
        let faults = parse_charges("e.csv", &text, &split_portfolio()).expect_err("a fault");
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].starts_with(&format!("e.csv:2:{expected}")), "{faults:?}");
    }
}
