//! What each party gets of a whole stay under each term of an agreement.

use owner_statements::domain::{
    AdjustmentKind, Agreement, BaseTerm, Basis, Channel, FeeKind, Reading, Remitter, ReportedKind,
    Reservation, TaxTreatment, Treatment,
};
use owner_statements::fees::{LineKind, StayTerms, allocate};

use super::{agreement, channel_rate, eur, priced, rate, rates, stay};

const RENT: ReportedKind = ReportedKind::Accommodation;
const CLEANING: ReportedKind = ReportedKind::GuestFee(FeeKind::Cleaning);
const REFUND: ReportedKind = ReportedKind::Adjustment(AdjustmentKind::Refund);
const PENALTY: ReportedKind = ReportedKind::Adjustment(AdjustmentKind::Penalty);
const TAX: ReportedKind = ReportedKind::Tax;
const CHANNEL_FEE: ReportedKind = ReportedKind::ChannelFee;

/// Rent 400.00, discount -40.00, cleaning 60.00, pet 20.00, refund -10.00, penalty -5.00, tax 8.00,
/// channel fee -50.00.
fn everything() -> Reservation {
    let lines = [
        (RENT, 40_000),
        (ReportedKind::Discount, -4_000),
        (CLEANING, 6_000),
        (ReportedKind::GuestFee(FeeKind::Pet), 2_000),
        (REFUND, -1_000),
        (PENALTY, -500),
        (TAX, 800),
        (CHANNEL_FEE, -5_000),
    ];
    priced(stay("HM1", "2026-06-01", "2026-06-05"), &lines)
}

fn changed(change: impl FnOnce(&mut Agreement)) -> Agreement {
    let mut terms = agreement(Basis::CheckOut);
    change(&mut terms);
    terms
}

/// What the parties get of `kind`, by the parties' names.
fn parts(reservation: &Reservation, terms: &Agreement, kind: LineKind) -> Vec<(&'static str, i64)> {
    let whole = allocate(reservation, terms, &StayTerms::default()).expect("settled");
    let lines = whole.lines.iter().filter(|line| line.kind == kind);
    lines.map(|line| (line.party.key(), line.amount.minor())).collect()
}

fn check(kind: ReportedKind, terms: &Agreement, expected: &[(&str, i64)]) {
    let found = parts(&everything(), terms, LineKind::Reported(kind));
    assert_eq!(found, expected, "{kind:?}");
}

#[test]
fn each_line_goes_where_the_agreement_says() {
    let usual = changed(|_| {});
    check(RENT, &usual, &[("owner", 40_000)]);
    check(CLEANING, &usual, &[("owner", 6_000)]);
    check(REFUND, &usual, &[("owner", -1_000)]);
    check(PENALTY, &usual, &[("manager", -500)]);
    let with_cleaning = |treatment: Treatment| {
        changed(|terms| {
            terms.fees.kinds.insert(FeeKind::Cleaning, treatment.into());
        })
    };
    check(CLEANING, &with_cleaning(Treatment::Manager), &[("manager", 6_000)]);
    let third = Treatment::Split { owner: rate("33.333%") };
    check(CLEANING, &with_cleaning(third), &[("owner", 2_000), ("manager", 4_000)]);
    let refunds = |treatment| {
        changed(|terms| {
            terms.adjustments.kinds.insert(AdjustmentKind::Refund, treatment);
        })
    };
    let half = Treatment::Split { owner: rate("50%") };
    check(REFUND, &refunds(half), &[("owner", -500), ("manager", -500)]);
}

#[test]
fn a_channels_fee_is_borne_by_one_and_received_by_the_channel() {
    for (bearer, name) in [(Treatment::Owner, "owner"), (Treatment::Manager, "manager")] {
        let terms = changed(|terms| terms.channel_fee = bearer.into());
        check(CHANNEL_FEE, &terms, &[(name, -5_000), ("channel", 5_000)]);
    }
}

#[test]
fn taxes_follow_the_agreement_unless_the_channel_kept_them() {
    let manager = TaxTreatment::PassThrough { remitter: Remitter::Manager };
    let channel = TaxTreatment::PassThrough { remitter: Remitter::Channel };
    for (taxes, name) in [
        (TaxTreatment::Owner, "owner"),
        (manager, "pass-through-by-manager"),
        (channel, "pass-through-by-channel"),
    ] {
        let terms = changed(|terms| terms.taxes = taxes.into());
        check(TAX, &terms, &[(name, 800)]);
        let mut kept = everything();
        if let Some(money) = &mut kept.financials {
            money.reading = Reading::TaxesOutside;
            money.revenue = money.revenue.minus(eur(800)).expect("a difference");
        }
        let found = parts(&kept, &terms, LineKind::Reported(TAX));
        assert_eq!(found, [("pass-through-by-channel", 800)]);
    }
}

/// 20% of what each term covers, taken from the owner and given to the manager.
#[test]
fn the_base_is_the_sum_of_its_terms() {
    for (base, expected) in [
        (vec![BaseTerm::Accommodation], 39_000),
        (vec![BaseTerm::Accommodation, BaseTerm::Discounts], 35_000),
        (vec![BaseTerm::AllFees], 8_000),
        (vec![BaseTerm::Fees(FeeKind::Pet)], 2_000),
        (vec![BaseTerm::AllFees, BaseTerm::Fees(FeeKind::Pet)], 8_000),
        (vec![BaseTerm::AllAdjustments], -1_500),
        (vec![BaseTerm::Accommodation, BaseTerm::AllAdjustments], 38_500),
        (vec![BaseTerm::Adjustments(AdjustmentKind::Penalty)], -500),
        (vec![BaseTerm::Taxes], 800),
        (vec![BaseTerm::Accommodation, BaseTerm::ChannelFee], 34_000),
        (vec![BaseTerm::Fees(FeeKind::Linen)], 0),
    ] {
        let terms = changed(|terms| terms.commission.base.clone_from(&base));
        let found = parts(&everything(), &terms, LineKind::Commission);
        let commission = expected / 5;
        let both = [("owner", -commission), ("manager", commission)];
        assert_eq!(found, if commission == 0 { vec![] } else { both.to_vec() }, "{base:?}");
    }
}

/// No commission on a refund that another party pays, nor on taxes that were never received.
#[test]
fn the_base_holds_only_what_the_owner_gets() {
    let borne_by_manager = changed(|terms| {
        terms.commission.base = vec![BaseTerm::Accommodation];
        terms.adjustments.kinds.insert(AdjustmentKind::Refund, Treatment::Manager);
    });
    let found = parts(&everything(), &borne_by_manager, LineKind::Commission);
    assert_eq!(found, [("owner", -8_000), ("manager", 8_000)]);
    let mut kept = everything();
    kept.financials.as_mut().expect("money").reading = Reading::TaxesOutside;
    let on_taxes = changed(|terms| terms.commission.base = vec![BaseTerm::Taxes]);
    assert_eq!(parts(&kept, &on_taxes, LineKind::Commission), []);
}

#[test]
fn a_rate_belongs_to_its_channel() {
    let terms = changed(|terms| {
        rates(terms).rows.push(channel_rate(Channel::Vrbo, "12.5%"));
    });
    for (channel, commission) in [
        (Channel::Vrbo, 4_375),
        (Channel::Airbnb, 7_000),
        (Channel::Other("misterbnb".to_owned()), 7_000),
    ] {
        let one = Reservation { channel, ..everything() };
        let found = parts(&one, &terms, LineKind::Commission);
        assert_eq!(found, [("owner", -commission), ("manager", commission)]);
    }
}
