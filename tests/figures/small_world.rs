//! Every stay of a small world: over consecutive months each line adds up to the whole.

use std::collections::BTreeMap;

use chrono::Days;
use owner_statements::domain::{
    Agreement, Basis, FeeKind, NightSplit, Party, ReportedKind, Reservation, ReservationCode,
    ReservationId, Stay, Treatment,
};
use owner_statements::fees::{StayTerms, allocate};

use super::{
    FEW_CASES, LineKey, agreement, amounts, batch, day, financials, month, rate, rates, with_prices,
};

const MONTHS: [&str; 8] =
    ["2027-11", "2027-12", "2028-01", "2028-02", "2028-03", "2028-04", "2028-05", "2028-06"];

/// Every stay of 1 to 70 nights from every day of a winter with a leap day, with odd amounts.
fn stays() -> Vec<Reservation> {
    let start = day("2027-12-15");
    let mut stays = Vec::new();
    for (place, arrival) in start.iter_days().take(85).enumerate() {
        for nights in 1..=70_u64 {
            let code = format!("{place}-{nights}");
            let odd = i64::try_from(nights).expect("a number");
            let prices: Vec<i64> = (0..odd).map(|night| 7_001 + night % 3 * 999).collect();
            let lines = [
                (ReportedKind::Accommodation, prices.iter().sum()),
                (ReportedKind::GuestFee(FeeKind::Cleaning), 5_000 + odd),
                (ReportedKind::Discount, -333),
                (ReportedKind::ChannelFee, -1_001 - odd),
                (ReportedKind::Tax, 7),
            ];
            let departure = arrival + Days::new(nights);
            let reservation = Reservation {
                id: ReservationId::new(&code).expect("an id"),
                code: ReservationCode::new(&code).expect("a code"),
                stay: Stay::new(arrival, departure).expect("a stay"),
                booked_on: Some(arrival - Days::new(nights % 20)),
                financials: Some(financials(super::currency("EUR"), &lines)),
                ..super::stay("HM1", "2027-12-15", "2027-12-16")
            };
            stays.push(with_prices(reservation, &prices));
        }
    }
    stays
}

fn check(terms: &Agreement, stays: &[Reservation]) {
    let mut sums: BTreeMap<String, BTreeMap<LineKey, i64>> = BTreeMap::new();
    let mut nights: BTreeMap<String, u32> = BTreeMap::new();
    for text in MONTHS {
        let one = batch(stays.to_vec(), terms, month(text));
        assert!(one.report.held.is_empty(), "{:?}", one.report.held);
        for row in one.statements.iter().flat_map(|statement| statement.rows()) {
            let code = row.reservation.code.to_string();
            let lost: usize = row.shared.iter().map(|one| one.nights.len()).sum();
            let lost = u32::try_from(lost).expect("few nights");
            *nights.entry(code.clone()).or_default() += row.nights_in_period + lost;
            let sum = sums.entry(code).or_default();
            for (key, minor) in amounts(row) {
                *sum.entry(key).or_default() += minor;
            }
        }
    }
    for reservation in stays {
        let code = reservation.code.to_string();
        let whole = allocate(reservation, terms, &StayTerms::default()).expect("settled");
        let whole: BTreeMap<LineKey, i64> =
            whole.lines.iter().map(|line| ((line.kind, line.party), line.amount.minor())).collect();
        assert_eq!(sums.get(&code), Some(&whole), "{} {code}", terms.recognition.default.key());
        assert_eq!(nights.get(&code), Some(&reservation.stay.nights()), "{code}");
        let owner: i64 =
            whole.iter().filter(|((_, party), _)| *party == Party::Owner).map(|(_, m)| m).sum();
        assert!(owner != 0, "the world has money");
    }
}

#[test]
fn months_add_up_to_every_stay() {
    let mut stays = stays();
    assert_eq!(stays.len(), 5_950);
    if FEW_CASES {
        stays = stays.into_iter().step_by(13).collect();
    }
    let by_basis = Basis::ALL.iter().map(|(basis, _)| {
        let mut terms = agreement(*basis);
        rates(&mut terms).rate = rate("17.5%");
        let split = Treatment::Split { owner: rate("33.333%") };
        terms.fees.kinds.insert(FeeKind::Cleaning, split.into());
        terms
    });
    let by_price = Agreement { night_split: NightSplit::ByPrice, ..agreement(Basis::Nights) };
    // the longest test of the figures: no agreement waits for another
    std::thread::scope(|scope| {
        for terms in by_basis.chain([by_price]) {
            let stays = &stays;
            scope.spawn(move || check(&terms, stays));
        }
    });
}
