//! What a figure was before it was rounded, as an explanation shows it.

use owner_statements::domain::{AdjustmentKind, BaseTerm, FeeKind, ReportedKind};
use owner_statements::fees::{Charge, LineKind, Working};
use owner_statements::recognition::Timing;

use super::{day, eur, rate, stay};

/// What was computed, before and after its rounding.
fn steps(working: &Working) -> Option<(String, i64)> {
    let computed = working.computed().expect("small amounts");
    computed.map(|computed| (computed.exact.to_string(), computed.rounded.minor()))
}

fn step(exact: &str, rounded: i64) -> Option<(String, i64)> {
    Some((exact.to_owned(), rounded))
}

fn charge(rates: &[&str]) -> Charge {
    Charge {
        base: eur(10_002),
        terms: vec![BaseTerm::Accommodation],
        without_vat: None,
        rates: rates.iter().map(|percent| rate(percent)).collect(),
        rated: eur(2_250),
        bound: None,
        flat: None,
        vat_taken_out: None,
        commission: eur(2_250),
    }
}

#[test]
fn a_computed_amount_tells_its_fraction() {
    let (of, terms) = (eur(1_001), Vec::new());
    let part = Working::Part { rate: rate("12.5%"), of };
    assert_eq!(steps(&part), step("1.25125", 125));
    let rated = Working::Rate { rate: rate("20%"), base: of, terms };
    assert_eq!(steps(&rated), step("2.002", 200));
    let on_top = Working::Vat { rate: rate("25%"), of: eur(1_010), within: false };
    assert_eq!(steps(&on_top), step("2.525", 253));
    // of 10.10 at 25% a fifth is VAT
    let within = Working::Vat { rate: rate("25%"), of: eur(1_010), within: true };
    assert_eq!(steps(&within), step("2.02", 202));
    // 22.5% of 100.02, and of the 80.02 that are left of it without VAT
    let by_night = charge(&["20%", "25%"]);
    assert_eq!(steps(&Working::Charge(Box::new(by_night.clone()))), step("22.5045", 2_250));
    let without_vat = Some((rate("25%"), eur(8_002)));
    let less = Working::Charge(Box::new(Charge { without_vat, ..by_night }));
    assert_eq!(steps(&less), step("18.0045", 1_800));
}

#[test]
fn a_reported_amount_has_no_fraction() {
    let of = eur(1_001);
    for working in [
        Working::Reported,
        Working::Counterpart,
        Working::Net { of, part: eur(-3) },
        Working::FixedPart { fixed: eur(500), of },
        Working::Rest { of },
        Working::Waived("first stay".to_owned()),
        Working::Collected,
        Working::Fixed,
    ] {
        assert_eq!(steps(&working), None, "{working:?}");
    }
}

/// Each step that a plain commission lacks makes it one that is shown step by step.
#[test]
fn one_rate_on_the_base_is_plain_and_nothing_else() {
    let plain = charge(&["22.5%"]);
    assert!(plain.is_plain());
    let (some, vat) = (Some(eur(2_250)), Some((rate("0%"), eur(2_250))));
    for (what, other) in [
        ("another base", Charge { without_vat: vat, ..plain.clone() }),
        ("a bound", Charge { bound: some, ..plain.clone() }),
        ("a flat amount", Charge { flat: some, ..plain.clone() }),
        ("VAT in it", Charge { vat_taken_out: vat, ..plain.clone() }),
        ("another amount", Charge { commission: eur(2_251), ..plain.clone() }),
        ("two rates", charge(&["22.5%", "22.5%"])),
    ] {
        assert!(!other.is_plain(), "{what}");
    }
}

/// 0.10 over four nights, and by their rates: 20% of 80% in all on the first.
#[test]
fn a_part_of_the_nights_tells_its_fraction() {
    let four = stay("HM1", "2026-10-01", "2026-10-05").stay;
    let through = |timing: &Timing, date: &str| {
        let computed = timing.computed_through(eur(10), day(date)).expect("a small amount");
        computed.map(|computed| (computed.exact.to_string(), computed.rounded.minor()))
    };
    let evenly = Timing::Evenly(four);
    assert_eq!(through(&evenly, "2026-09-30"), step("0.00", 0));
    assert_eq!(through(&evenly, "2026-10-01"), step("0.025", 3));
    assert_eq!(through(&evenly, "2026-10-03"), step("0.075", 8));
    assert_eq!(through(&evenly, "2026-10-04"), step("0.10", 10));
    let by_rate = Timing::ByRate(four, ["20%", "20%", "40%", "0%"].map(rate).to_vec());
    assert_eq!(through(&by_rate, "2026-10-01"), step("0.025", 3));
    assert_eq!(through(&by_rate, "2026-10-03"), step("0.10", 10));
    let by_price = Timing::ByPrice(four, [1, 2, 3, 4].map(eur).to_vec());
    assert_eq!(through(&by_price, "2026-10-02"), None);
    assert_eq!(through(&Timing::On(day("2026-10-05")), "2026-10-05"), None);
}

/// The names of lines in machine-readable files.
#[test]
fn every_kind_of_line_has_its_name() {
    for (kind, name) in [
        (LineKind::Reported(ReportedKind::Accommodation), "accommodation"),
        (LineKind::Reported(ReportedKind::GuestFee(FeeKind::Pet)), "guest-fee.pet"),
        (LineKind::Reported(ReportedKind::Adjustment(AdjustmentKind::Refund)), "adjustment.refund"),
        (LineKind::ChannelFeeOf(FeeKind::Cleaning), "channel-fee.cleaning"),
        (LineKind::PassedOnByOwner(FeeKind::Linen), "pass-on.linen"),
        (LineKind::ChannelFeeVat, "channel-fee-vat"),
        (LineKind::TaxWithheld, "tax-withheld"),
        (LineKind::Withholding, "withholding"),
        (LineKind::Commission, "commission"),
        (LineKind::CommissionWaived, "commission-waived"),
        (LineKind::CommissionVat, "commission-vat"),
        (LineKind::OwnerStayCleaning, "owner-stay-cleaning"),
        (LineKind::Received, "received"),
    ] {
        assert_eq!(kind.key(), name);
    }
}
