//! Blocked nights, and the nights that owners use in a year; every figure can be counted on a
//! calendar.

use owner_statements::domain::{
    Account, Agreement, Allowance, Basis, Block, BlockUse, BookingStatus, HoldReason, Period,
    PropertyId, Purpose, ReportedKind, Reservation, Unusable, YearStart,
};
use owner_statements::locale::notice_text;
use owner_statements::statement::{OwnerYear, Ratio, Scope, Section, Statement, assemble, tie_out};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::{
    account, agreement, currency, day, financials, month, portfolio, priced, source, stay,
};

const RENT: ReportedKind = ReportedKind::Accommodation;

fn guests(code: &str, arrival: &str, departure: &str) -> Reservation {
    priced(stay(code, arrival, departure), &[(RENT, 70_000)])
}

fn owners(code: &str, arrival: &str, departure: &str) -> Reservation {
    Reservation { purpose: Purpose::Owner, ..stay(code, arrival, departure) }
}

fn range(first: &str, last: &str) -> Period {
    Period::new(day(first), day(last)).expect("a range")
}

fn block(first: &str, last: &str, purpose: BlockUse) -> Block {
    let property = PropertyId::new("p1").expect("an id");
    Block { property, nights: range(first, last), purpose, reason: "Painting".to_owned() }
}

/// 28 nights of an owner's own in each year.
fn allowing(year_starts: &str) -> Agreement {
    let year = YearStart::parse(year_starts).expect("a day");
    Agreement { allowance: Some(Allowance { nights: 28, year }), ..agreement(Basis::CheckOut) }
}

/// The statements of one owner with one property.
fn statements(
    terms: &Agreement,
    blocks: Vec<Block>,
    period: Period,
    change: impl FnOnce(&mut Account),
    reservations: Vec<Reservation>,
) -> Vec<Statement> {
    let mut portfolio = portfolio(terms, &[("p1", "lindqvist")]);
    portfolio.blocks.insert(PropertyId::new("p1").expect("an id"), blocks);
    let mut account = account(&portfolio, reservations);
    account.read_from = Some(day("2024-01-01"));
    change(&mut account);
    let batch = assemble(&account, &portfolio, period, &Scope::default(), &source());
    assert_eq!(batch.tie_out(), Ok(()), "{batch:?}");
    for statement in &batch.statements {
        assert_eq!(tie_out(statement.clone()).map(|_| ()), Ok(()), "{statement:?}");
    }
    batch.statements
}

fn section(
    terms: &Agreement,
    blocks: Vec<Block>,
    period: Period,
    reservations: Vec<Reservation>,
) -> Section {
    let mut all = statements(terms, blocks, period, |_| {}, reservations);
    let sections = &mut all.first_mut().expect("a statement").sections;
    sections.pop().expect("a section")
}

fn counts(section: &Section) -> (u32, u32, u32) {
    let figures = &section.figures;
    (figures.guest_nights, figures.owner_nights, figures.blocked_nights)
}

#[test]
fn a_block_takes_the_nights_from_its_first_to_its_last_that_no_reservation_has() {
    let blocks = vec![
        block("2026-10-10", "2026-10-14", BlockUse::Owner),
        block("2026-10-28", "2026-11-03", BlockUse::Maintenance),
    ];
    let stays = vec![
        // seven nights, 5 to 11 October
        guests("HM1", "2026-10-05", "2026-10-12"),
        // three nights, 20 to 22 October
        owners("OW1", "2026-10-20", "2026-10-23"),
    ];
    let october = section(&agreement(Basis::CheckOut), blocks.clone(), month("2026-10"), stays);
    // the owner's 12, 13 and 14 and 20, 21 and 22; work on 28, 29, 30 and 31
    assert_eq!(counts(&october), (7, 6, 4));
    let taken: Vec<u32> = october.blocked.iter().map(|one| one.count()).collect();
    assert_eq!(taken, [3, 4]);
    let figures = &october.figures;
    assert_eq!(figures.occupancy(), Some(Ratio { part: 7, whole: 31 }));
    // 31 - 6 - 4
    assert_eq!(figures.adjusted_occupancy(), Some(Ratio { part: 7, whole: 21 }));
    assert_eq!(october.totals.net().minor(), 70_000 - 14_000);
    let november = section(&agreement(Basis::CheckOut), blocks, month("2026-11"), vec![]);
    assert_eq!((counts(&november), november.blocked.len()), ((0, 0, 3), 1));
    assert_eq!(november.figures.adjusted_occupancy(), Some(Ratio { part: 0, whole: 27 }));
}

#[test]
fn a_block_never_takes_a_night_of_a_reservation() {
    let terms = agreement(Basis::CheckOut);
    for purpose in [BlockUse::Owner, BlockUse::Maintenance] {
        let all = || vec![block("2026-10-01", "2026-10-31", purpose)];
        let found = |stays| counts(&section(&terms, all(), month("2026-10"), stays));
        let of_block = |nights| match purpose {
            BlockUse::Owner => (nights, 0),
            BlockUse::Maintenance => (0, nights),
        };
        let (owner, blocked) = of_block(31);
        assert_eq!(found(vec![]), (0, owner, blocked));
        let (owner, blocked) = of_block(24);
        assert_eq!(found(vec![guests("HM1", "2026-10-05", "2026-10-12")]), (7, owner, blocked));
        assert_eq!(found(vec![owners("OW1", "2026-10-05", "2026-10-12")]), (0, owner + 7, blocked));
        // the whole month and more: nothing is left of the block, but it is still mentioned
        let long = guests("HM1", "2026-09-20", "2026-11-05");
        assert_eq!(found(vec![long.clone()]), (31, 0, 0));
        assert_eq!(section(&terms, all(), month("2026-10"), vec![long]).blocked.len(), 1);
        let cancelled = Reservation {
            status: BookingStatus::Cancelled,
            ..guests("HM1", "2026-10-05", "2026-10-12")
        };
        let (owner, blocked) = of_block(31);
        assert_eq!(found(vec![cancelled]), (0, owner, blocked));
    }
    let whole = section(
        &terms,
        vec![block("2026-10-01", "2026-10-31", BlockUse::Owner)],
        month("2026-10"),
        vec![],
    );
    assert_eq!(whole.figures.adjusted_occupancy(), None);
}

#[test]
fn a_night_of_a_stay_in_another_currency_is_no_blocks_either() {
    let dollars = Reservation {
        financials: Some(financials(currency("USD"), &[(RENT, 10_000)])),
        ..stay("HM2", "2026-10-05", "2026-10-07")
    };
    let stays = vec![dollars, guests("HM1", "2026-10-07", "2026-10-08")];
    let blocks = vec![block("2026-10-05", "2026-10-09", BlockUse::Owner)];
    let both = statements(&allowing("01-01"), blocks, month("2026-10"), |_| {}, stays);
    let found: Vec<_> = both.iter().map(|one| counts(&one.sections[0])).collect();
    // 8 and 9 October on both, as the days of the month are
    assert_eq!(found, [(1, 2, 0), (2, 2, 0)]);
}

fn year(section: &Section) -> &OwnerYear {
    section.owner_year.as_ref().expect("a year")
}

#[test]
fn an_owners_year_counts_stays_and_blocks_up_to_the_periods_end() {
    let stays = || {
        vec![
            // the first two nights are of the year before
            owners("OW1", "2025-12-30", "2026-01-04"),
            owners("OW2", "2026-03-28", "2026-04-03"),
            owners("OW3", "2026-10-30", "2026-11-05"),
            Reservation {
                status: BookingStatus::Cancelled,
                ..owners("OW4", "2026-05-01", "2026-05-09")
            },
            guests("HM1", "2026-07-03", "2026-07-06"),
        ]
    };
    let blocks = || {
        vec![
            block("2026-02-01", "2026-02-20", BlockUse::Maintenance),
            // six nights, three of them a guest's
            block("2026-07-01", "2026-07-06", BlockUse::Owner),
        ]
    };
    let of = |year_starts, period| section(&allowing(year_starts), blocks(), period, stays());
    let october = of("01-01", month("2026-10"));
    // 3 in January, 6 in March and April, 3 in July, 30 and 31 October
    assert_eq!(year(&october).used(), 14);
    assert_eq!((year(&october).left(), year(&october).exceeded()), (14, 0));
    assert_eq!(year(&october).days, range("2026-01-01", "2026-10-31"));
    assert_eq!(year(&of("01-01", month("2026-11"))).used(), 18);
    assert_eq!(year(&of("01-01", month("2026-03"))).used(), 7);
    // 1 and 2 April, 3 in July, 2 in October
    assert_eq!(year(&of("04-01", month("2026-10"))).used(), 7);
    assert_eq!(year(&of("04-01", month("2026-10"))).days.first(), day("2026-04-01"));
    // of a period in which a year turns, that of the last day
    let winter = of("01-01", range("2025-12-01", "2026-01-31"));
    assert_eq!((year(&winter).used(), winter.figures.owner_nights), (3, 5));
}

#[test]
fn more_nights_than_agreed_are_told_as_such() {
    let stays =
        vec![owners("OW1", "2026-08-01", "2026-08-31"), owners("OW2", "2026-08-30", "2026-09-02")];
    let august = section(&allowing("01-01"), vec![], month("2026-08"), stays.clone());
    // 1 to 31 August, the night of the 30th once
    assert_eq!((year(&august).used(), year(&august).left(), year(&august).exceeded()), (31, 0, 3));
    let plain = section(&agreement(Basis::CheckOut), vec![], month("2026-08"), stays);
    assert_eq!(plain.owner_year, None);
}

/// What is used, or the codes of the notices of one statement.
fn told(change: impl FnOnce(&mut Account)) -> Result<u32, Vec<String>> {
    let stays = vec![owners("OW1", "2026-03-01", "2026-03-05")];
    let blocks = vec![block("2026-06-01", "2026-06-03", BlockUse::Owner)];
    let mut all = statements(&allowing("01-01"), blocks, month("2026-10"), change, stays);
    let one = all.pop().expect("a statement");
    match &one.sections[0].owner_year {
        Some(year) => Ok(year.used()),
        None => Err(one.notices.iter().map(|notice| notice_text(&notice.kind)).collect()),
    }
}

#[test]
fn nothing_is_told_of_a_year_that_the_snapshot_does_not_reach() {
    assert_eq!(told(|_| {}), Ok(7));
    // a stay that ends in the year may have begun 28 days before it
    assert_eq!(told(|account| account.read_from = Some(day("2025-12-04"))), Ok(7));
    for read_from in [Some(day("2025-12-05")), Some(day("2026-01-01")), None] {
        let notices = told(|account| account.read_from = read_from).expect_err("no figure");
        let expected = "the owner's nights used since 2026-01-01 cannot be given: check-ins from \
                        2025-12-04 on are needed (raise fetch.look_back_days and fetch again)";
        assert_eq!(notices.last().map(String::as_str), Some(expected));
    }
}

#[test]
fn nothing_is_told_of_a_year_with_a_row_that_may_be_the_owners() {
    let with = |reservation: Option<Reservation>| {
        told(|account| {
            account.unusable.push(Unusable {
                id: "id-X".to_owned(),
                code: "X1".to_owned(),
                property: PropertyId::new("p1").expect("an id"),
                currency: None,
                reservation: reservation.map(Box::new),
                reason: HoldReason::OwnerStayWithMoney,
            });
        })
    };
    let unclear = with(Some(owners("X1", "2026-05-01", "2026-05-03"))).expect_err("no figure");
    assert!(
        unclear.iter().any(|text| text.contains("reservation X1 cannot be used")),
        "{unclear:?}"
    );
    // a guest's stay in the nights of an owner's block
    assert!(with(Some(guests("X1", "2026-06-03", "2026-06-04"))).is_err());
    assert_eq!(with(Some(guests("X1", "2026-06-04", "2026-06-05"))), Ok(7));
    assert_eq!(with(Some(owners("X1", "2025-05-01", "2025-05-03"))), Ok(7));
    let cancelled = Reservation {
        status: BookingStatus::Cancelled,
        ..owners("X1", "2026-05-01", "2026-05-03")
    };
    assert_eq!(with(Some(cancelled)), Ok(7));
}

/// A stay or a block: the days from the first of September to its first night, its nights, whose it
/// is.
type Piece = (u16, u16, bool);

fn pieces(most: usize) -> impl Strategy<Value = Vec<Piece>> {
    prop::collection::vec((0..80_u16, 1..12_u16, any::<bool>()), 0..most)
}

fn later(days: u16) -> chrono::NaiveDate {
    day("2026-09-01") + chrono::Days::new(days.into())
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: super::cases(300),
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_261_124),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    /// Counted day by day, including overlaps.
    #[test]
    fn every_night_counts_once_and_for_the_reservation(stays in pieces(8), blocked in pieces(8)) {
        let mut reservations = Vec::new();
        for (place, (first, nights, is_owners)) in stays.iter().enumerate() {
            let (arrival, departure) = (later(*first), later(first + nights));
            let code = format!("S{place}");
            let make = if *is_owners { owners } else { guests };
            reservations.push(make(&code, &arrival.to_string(), &departure.to_string()));
        }
        let mut blocks: Vec<Block> = Vec::new();
        for (first, nights, is_owners) in &blocked {
            let nights = Period::new(later(*first), later(first + nights - 1)).expect("nights");
            let purpose = if *is_owners { BlockUse::Owner } else { BlockUse::Maintenance };
            if blocks.iter().all(|other| other.nights.common(nights).is_none()) {
                blocks.push(Block { nights, ..block("2026-10-01", "2026-10-01", purpose) });
            }
        }
        let october = month("2026-10");
        let found = section(&allowing("09-15"), blocks.clone(), october, reservations.clone());
        let has = |night, purpose: Option<Purpose>| reservations.iter().any(|one| {
            let is_there = one.stay.night_dates().any(|date| date == night);
            is_there && purpose.is_none_or(|purpose| one.purpose == purpose)
        });
        let kept = |night, purpose| !has(night, None) && blocks.iter().any(|one| {
            one.purpose == purpose && one.nights.contains(night)
        });
        let count = |days: Period, wanted: &dyn Fn(chrono::NaiveDate) -> bool| {
            days.dates().filter(|night| wanted(*night)).count()
        };
        let of_blocks = |purpose| {
            let own = found.blocked.iter().filter(|one| one.block.purpose == purpose);
            own.map(|one| one.nights.len()).sum::<usize>()
        };
        for purpose in [BlockUse::Owner, BlockUse::Maintenance] {
            prop_assert_eq!(of_blocks(purpose), count(october, &|night| kept(night, purpose)));
        }
        let stays = |night| has(night, Some(Purpose::Owner)) && !has(night, Some(Purpose::Guest));
        let own = |night| stays(night) || kept(night, BlockUse::Owner);
        let since = range("2026-09-15", "2026-10-31");
        prop_assert_eq!(year(&found).used() as usize, count(since, &own));
    }
}

/// Two guests and the owner in the same nights: a guest before the owner, the earlier arrival
/// first.
#[test]
fn a_night_of_several_stays_counts_for_one_of_them() {
    let october = month("2026-10");
    let stays = vec![
        guests("G1", "2026-10-03", "2026-10-08"),
        guests("G2", "2026-10-05", "2026-10-11"),
        owners("O1", "2026-10-01", "2026-10-05"),
    ];
    let found = section(&allowing("01-01"), Vec::new(), october, stays);
    let of_row = |row: &owner_statements::statement::Row| {
        let shared = row.shared.iter().map(|one| (one.code.to_string(), one.nights.len()));
        (row.reservation.code.to_string(), row.nights_in_period, shared.collect::<Vec<_>>())
    };
    let rows: Vec<_> = found.rows.iter().map(of_row).collect();
    let row = |code: &str, nights, shared: &[(&str, usize)]| {
        let shared = shared.iter().map(|(code, nights)| ((*code).to_owned(), *nights)).collect();
        (code.to_owned(), nights, shared)
    };
    assert_eq!(rows, [row("O1", 2, &[("G1", 2)]), row("G1", 5, &[]), row("G2", 3, &[("G1", 3)])]);
    let figures = &found.figures;
    assert_eq!((figures.guest_nights, figures.owner_nights, figures.stays), (8, 2, 2));
    assert_eq!(year(&found).used(), 2);
}
