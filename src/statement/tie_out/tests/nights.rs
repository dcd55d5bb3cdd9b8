//! Blocks, the owner's year and shared nights, spoilt one by one.

use super::*;
use crate::statement::OwnerYear;

fn year(section: &mut Section) -> &mut OwnerYear {
    section.owner_year.as_mut().expect("a year")
}

/// What spoils a section.
type Spoil<'a> = &'a dyn Fn(&mut Section);

#[test]
fn blocks_and_the_owners_year() {
    let statement = good();
    let section = &statement.sections[0];
    let counts: Vec<u32> = section.blocked.iter().map(|one| one.count()).collect();
    assert_eq!(counts, [2, 1]);
    assert_eq!(section.owner_year.as_ref().map(OwnerYear::used), Some(4));
    // figures that go with the change, so that nothing else finds it
    let spoilt = |change: Spoil<'_>| {
        let mut statement = good();
        let section = &mut statement.sections[0];
        change(section);
        let (period, currency) = (statement.period, statement.currency);
        let figures = Figures::of_property(&section.rows, &section.blocked, period, currency);
        section.figures = figures.expect("figures");
        let mut figures = Figures::none(0, currency);
        let all = statement.sections.iter();
        all.for_each(|one| figures.add(&one.figures).expect("a sum"));
        statement.figures = figures;
        tie_out(statement).map(|_| ())
    };
    assert_eq!(spoilt(&|_| {}), Ok(()));
    let changes: [Spoil<'_>; 12] = [
        // a night of the owner's stay, and one before the block
        &|one| one.blocked[0].nights.insert(0, day("2026-10-11")),
        &|one| one.blocked[1].nights[0] = day("2026-10-19"),
        &|one| one.blocked[1].nights.clear(),
        &|one| one.blocked.push(one.blocked[1].clone()),
        &|one| one.blocked[1].nights.push(day("2026-10-20")),
        &|one| one.blocked[1].block.property = PropertyId::new("p2").expect("an id"),
        &|one| year(one).nights.retain(|night| *night != day("2026-10-13")),
        &|one| year(one).nights.extend([day("2026-10-05")]),
        &|one| year(one).nights.extend([day("2025-12-31")]),
        &|one| year(one).allowance.nights = 27,
        &|one| year(one).days = Period::parse_month("2026-10").expect("a month"),
        &|one| one.owner_year = None,
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let expected = Err(TieFault::NightsOfProperty("P1".to_owned()));
        assert_eq!(spoilt(change), expected, "change {number}");
    }
    let without_terms: Spoil<'_> = &|one| one.terms.allowance = None;
    assert!(spoilt(without_terms).is_err());
    check(|one| one.sections[0].figures.blocked_nights += 1, &TieFault::Section("P1".to_owned()));
}

/// A statement with two stays of the same nights, and its figures after a change.
fn overlapping(change: Spoil<'_>) -> Result<(), TieFault> {
    let stays = vec![guest_stay("HM1", "p1"), guest_stay("HM2", "p1")];
    let mut statement = batch_of(stays, Vec::new()).statements.pop().expect("a statement");
    let (period, currency) = (statement.period, statement.currency);
    let section = &mut statement.sections[0];
    assert_eq!(section.rows[1].nights_in_period, 0);
    change(section);
    for row in &mut section.rows {
        let kept = row.kept_nights(period).count();
        row.nights_in_period = u32::try_from(kept).expect("few nights");
    }
    section.taxes = crate::statement::taxes::of_rows(&section.rows).expect("taxes");
    let figures = Figures::of_property(&section.rows, &section.blocked, period, currency);
    section.figures = figures.expect("figures");
    let mut figures = Figures::none(0, currency);
    statement.sections.iter().for_each(|one| figures.add(&one.figures).expect("a sum"));
    statement.figures = figures;
    tie_out(statement).map(|_| ())
}

#[test]
fn a_night_of_two_stays_is_counted_for_one_of_them() {
    assert_eq!(overlapping(&|_| {}), Ok(()));
    let expected = Err(TieFault::ImpossibleNights("P1".to_owned()));
    // counted twice, and counted for neither
    assert_eq!(overlapping(&|one| one.rows[1].shared.clear()), expected);
    let lost = |one: &mut Section| one.rows[0].shared = one.rows[1].shared.clone();
    assert_eq!(overlapping(&lost), expected);
}

#[test]
fn no_more_nights_than_days() {
    let possible = |change: fn(&mut Figures)| {
        let mut figures =
            Figures { guest_nights: 20, owner_nights: 6, ..Figures::none(31, currency("EUR")) };
        figures.nights_by_channel.insert(Channel::Airbnb, 20);
        figures.blocked_nights = 5;
        change(&mut figures);
        super::super::nights::is_possible(&figures)
    };
    assert!(possible(|_| {}));
    assert!(!possible(|one| one.blocked_nights += 1));
    assert!(!possible(|one| one.days -= 1));
    assert!(!possible(|one| one.guest_nights -= 1));
}

#[test]
fn the_rows_of_the_commission() {
    let expected = TieFault::Commission("P1".to_owned());
    let changes: [fn(&mut crate::statement::CommissionRow); 4] = [
        |row| row.amounts.rated = eur(1),
        |row| row.amounts.base = eur(1),
        |row| row.amounts.vat = eur(1),
        |row| row.rate = Rate::parse_percent("21%").expect("a rate"),
    ];
    for change in changes {
        check(|one| change(&mut one.sections[0].commission[0]), &expected);
    }
    check(|one| drop(one.sections[0].commission.pop()), &expected);
}
