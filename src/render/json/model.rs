//! The form of the JSON, field by field in the order in which it is written.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use crate::domain::{
    BookingStatus, FeeKind, Financials, FlippedList, Money, Notice, Overridden, Purpose, Reading,
    Remitter, ReportedLine, SetAmount,
};
use crate::fees::LineKind;
use crate::locale::notice_text;
use crate::statement::{self, Column, Columns, Figures, Ratio, TiedStatement};

use super::amount::Amount;
use super::blocks::{BlockOut, OwnerYearOut, SharedOut};
use super::charge::{CoHostOut, OwnerChargeOut};
use super::commission::CommissionOut;
use super::working::{Timing, Working};

/// Version of the form; raised when a field changes its meaning or goes away.
pub const VERSION: u32 = 2;

#[derive(Serialize)]
pub(super) struct Document<'a> {
    form: &'static str,
    version: u32,
    program: &'static str,
    state: &'static str,
    manager: Person<'a>,
    owner: Owner<'a>,
    period: Period,
    currency: &'static str,
    source: Source<'a>,
    stays: Amounts,
    totals: Amounts,
    figures: FiguresOut<'a>,
    properties: Vec<Property<'a>>,
    /// Those of no property.
    entries: Vec<OwnerChargeOut<'a>>,
    vat_differences: Vec<VatDifferenceOut>,
    notices: Vec<NoticeOut<'a>>,
}

#[derive(Serialize)]
struct VatDifferenceOut {
    rate: String,
    commission: Amount,
    vat: Amount,
    amount: Amount,
}

#[derive(Serialize)]
struct Person<'a> {
    name: &'a str,
    address: &'a [String],
    email: Option<&'a str>,
}

#[derive(Serialize)]
struct Owner<'a> {
    id: &'a str,
    name: &'a str,
    address: &'a [String],
    email: Option<&'a str>,
    tax_id: Option<&'a str>,
}

#[derive(Serialize)]
struct Period {
    first: NaiveDate,
    last: NaiveDate,
    days: u32,
}

#[derive(Serialize)]
struct Source<'a> {
    fetched_at: DateTime<Utc>,
    snapshot_sha256: &'a str,
    config_sha256: &'a str,
}

#[derive(Serialize)]
struct Amounts {
    #[serde(flatten)]
    columns: BTreeMap<&'static str, Amount>,
    net: Amount,
}

impl Amounts {
    fn of(columns: &Columns) -> Self {
        let amounts = Column::ALL.into_iter().map(|one| (one.key(), columns.amount(one).into()));
        Self { columns: amounts.collect(), net: columns.net().into() }
    }
}

#[derive(Serialize)]
struct FiguresOut<'a> {
    days: u32,
    guest_nights: u32,
    owner_nights: u32,
    blocked_nights: u32,
    stays: u32,
    occupancy: Option<Fraction>,
    adjusted_occupancy: Option<Fraction>,
    average_stay_nights: Option<Fraction>,
    average_lead_days: Option<Fraction>,
    rent_by_nights: Amount,
    average_daily_rate: Option<Amount>,
    revenue_per_available_night: Option<Amount>,
    guest_nights_by_channel: BTreeMap<&'a str, u32>,
}

#[derive(Serialize)]
struct Fraction {
    part: u32,
    whole: u32,
}

impl From<Ratio> for Fraction {
    fn from(ratio: Ratio) -> Self {
        Self { part: ratio.part, whole: ratio.whole }
    }
}

impl<'a> FiguresOut<'a> {
    fn of(figures: &'a Figures) -> Self {
        let by_channel = figures.nights_by_channel.iter();
        Self {
            days: figures.days,
            guest_nights: figures.guest_nights,
            owner_nights: figures.owner_nights,
            blocked_nights: figures.blocked_nights,
            stays: figures.stays,
            occupancy: figures.occupancy().map(Into::into),
            adjusted_occupancy: figures.adjusted_occupancy().map(Into::into),
            average_stay_nights: figures.average_stay().map(Into::into),
            average_lead_days: figures.average_lead().map(Into::into),
            rent_by_nights: figures.rent_by_nights.into(),
            average_daily_rate: figures.daily_rate().ok().flatten().map(Into::into),
            revenue_per_available_night: figures.revenue_per_day().ok().flatten().map(Into::into),
            guest_nights_by_channel: by_channel.map(|(name, n)| (name.key(), *n)).collect(),
        }
    }
}

#[derive(Serialize)]
struct Property<'a> {
    id: &'a str,
    name: &'a str,
    address: Option<&'a str>,
    share: &'static str,
    agreement: &'a str,
    basis: &'static str,
    stays: Amounts,
    totals: Amounts,
    collected: Collected,
    figures: FiguresOut<'a>,
    commission: Vec<CommissionOut<'a>>,
    co_host: Vec<CoHostOut<'a>>,
    blocks: Vec<BlockOut<'a>>,
    owner_year: Option<OwnerYearOut>,
    reservations: Vec<Reservation<'a>>,
    entries: Vec<OwnerChargeOut<'a>>,
}

#[derive(Serialize)]
struct Collected {
    fees_kept_by_manager: BTreeMap<&'static str, Amount>,
    fees_passed_on: BTreeMap<&'static str, BTreeMap<&'static str, Amount>>,
    taxes_passed_on: BTreeMap<&'static str, Amount>,
    deposits_held: Option<Amount>,
}

#[derive(Serialize)]
struct Reservation<'a> {
    id: &'a str,
    code: &'a str,
    channel: &'a str,
    guest: Option<&'a str>,
    stay: &'static str,
    standing: &'static str,
    booked_on: Option<NaiveDate>,
    check_in: NaiveDate,
    check_out: NaiveDate,
    nights: u32,
    nights_in_period: u32,
    shared_nights: Vec<SharedOut<'a>>,
    reported: Option<Reported<'a>>,
    lines: Vec<Line>,
    amounts: Amounts,
    net_before_period: Amount,
    net_after_period: Amount,
}

/// The money as reported: lines, and how they make the revenue.
#[derive(Serialize)]
struct Reported<'a> {
    revenue: Amount,
    reading: &'static str,
    difference: Amount,
    lines: Vec<ReportedOut<'a>>,
    night_prices: Option<Vec<Amount>>,
    exceptions: Option<Exceptions<'a>>,
}

/// What the manager's exceptions made of the money.
#[derive(Serialize)]
struct Exceptions<'a> {
    amounts: Vec<SetOut<'a>>,
    replaced: Vec<ReportedOut<'a>>,
    unusable: Option<&'static str>,
}

#[derive(Serialize)]
struct SetOut<'a> {
    kind: String,
    amount: Amount,
    reason: &'a str,
}

#[derive(Serialize)]
struct ReportedOut<'a> {
    kind: String,
    label: &'a str,
    category: &'a str,
    delivered: Amount,
    counted: Amount,
}

/// What one party gets of one kind.
#[derive(Serialize)]
struct Line {
    kind: String,
    party: &'static str,
    whole_stay: Amount,
    working: Working,
    counts: Timing,
    before_period: Amount,
    in_period: Amount,
}

#[derive(Serialize)]
struct NoticeOut<'a> {
    code: &'static str,
    property: Option<&'a str>,
    reservation: Option<&'a str>,
    text: String,
}

impl<'a> Document<'a> {
    pub(super) fn of(statement: &'a TiedStatement) -> Self {
        let (manager, owner) = (&statement.manager, &statement.owner);
        let period = statement.period;
        let source = &statement.source;
        Self {
            form: "owner-statements/statement",
            version: VERSION,
            program: env!("CARGO_PKG_VERSION"),
            state: "draft",
            manager: Person {
                name: &manager.name,
                address: &manager.address,
                email: manager.email.as_deref(),
            },
            owner: Owner {
                id: owner.id.as_str(),
                name: &owner.name,
                address: &owner.address,
                email: owner.email.as_deref(),
                tax_id: owner.tax_id.as_deref(),
            },
            period: Period { first: period.first(), last: period.last(), days: period.days() },
            currency: statement.currency.code(),
            source: Source {
                fetched_at: source.fetched_at,
                snapshot_sha256: &source.snapshot_sha256,
                config_sha256: &source.config_sha256,
            },
            stays: Amounts::of(&statement.reservation_totals),
            totals: Amounts::of(&statement.totals),
            figures: FiguresOut::of(&statement.figures),
            properties: statement.sections.iter().map(Property::of).collect(),
            entries: statement.owner_charges.iter().map(OwnerChargeOut::of).collect(),
            vat_differences: statement.vat_differences.iter().map(VatDifferenceOut::of).collect(),
            notices: statement.notices.iter().map(NoticeOut::of).collect(),
        }
    }
}

impl<'a> Property<'a> {
    fn of(section: &'a statement::Section) -> Self {
        let collected = &section.collected;
        let fees = collected.fees_kept.iter();
        let taxes = collected.taxes.iter();
        Self {
            id: section.property.id.as_str(),
            name: &section.property.name,
            address: section.address.as_deref(),
            share: "100%",
            agreement: section.terms.id.as_str(),
            basis: section.terms.recognition.default.key(),
            stays: Amounts::of(&section.reservation_totals),
            totals: Amounts::of(&section.totals),
            collected: Collected {
                fees_kept_by_manager: fees.map(|(kind, sum)| (kind.key(), (*sum).into())).collect(),
                fees_passed_on: passed_on(&collected.fees_passed_on),
                taxes_passed_on: taxes.map(|(by, sum)| (by.key(), (*sum).into())).collect(),
                deposits_held: collected.deposits.map(Amount::from),
            },
            figures: FiguresOut::of(&section.figures),
            commission: section.commission.iter().map(CommissionOut::of).collect(),
            co_host: section.co_host.iter().map(CoHostOut::of).collect(),
            blocks: section.blocked.iter().map(BlockOut::of).collect(),
            owner_year: section.owner_year.as_ref().map(OwnerYearOut::of),
            reservations: section.rows.iter().map(Reservation::of).collect(),
            entries: section.charges.iter().map(OwnerChargeOut::of).collect(),
        }
    }
}

/// Amounts by who passes them on, then by kind.
fn passed_on(
    sums: &BTreeMap<(Remitter, FeeKind), Money>,
) -> BTreeMap<&'static str, BTreeMap<&'static str, Amount>> {
    let mut by: BTreeMap<&'static str, BTreeMap<&'static str, Amount>> = BTreeMap::new();
    for ((remitter, kind), sum) in sums {
        by.entry(remitter.key()).or_default().insert(kind.key(), (*sum).into());
    }
    by
}

impl<'a> Reservation<'a> {
    fn of(row: &'a statement::Row) -> Self {
        let reservation = &row.reservation;
        Self {
            id: reservation.id.as_str(),
            code: reservation.code.as_str(),
            channel: reservation.channel.key(),
            guest: reservation.guest.as_deref(),
            stay: match reservation.purpose {
                Purpose::Guest => "guest",
                Purpose::Owner => "owner",
            },
            standing: match reservation.status {
                BookingStatus::Accepted => "accepted",
                BookingStatus::Cancelled => "cancelled",
            },
            booked_on: reservation.booked_on,
            check_in: reservation.stay.arrival(),
            check_out: reservation.stay.departure(),
            nights: reservation.stay.nights(),
            nights_in_period: row.nights_in_period,
            shared_nights: row.shared.iter().map(SharedOut::of).collect(),
            reported: reservation.financials.as_ref().map(Reported::of),
            lines: row.lines.iter().map(Line::of).collect(),
            amounts: Amounts::of(&row.columns),
            net_before_period: row.earlier.into(),
            net_after_period: row.later.into(),
        }
    }
}

impl<'a> Reported<'a> {
    fn of(money: &'a Financials) -> Self {
        let prices = money.night_prices.as_ref();
        Self {
            revenue: money.revenue.into(),
            reading: reading(money.reading),
            difference: money.difference.into(),
            lines: money.lines.iter().map(ReportedOut::of).collect(),
            night_prices: prices.map(|all| all.iter().map(|price| (*price).into()).collect()),
            exceptions: money.overridden.as_ref().map(Exceptions::of),
        }
    }
}

impl<'a> Exceptions<'a> {
    fn of(overridden: &'a Overridden) -> Self {
        let set = |SetAmount { kind, amount, reason }: &'a SetAmount| SetOut {
            kind: kind.key(),
            amount: (*amount).into(),
            reason,
        };
        Self {
            amounts: overridden.amounts.iter().map(set).collect(),
            replaced: overridden.replaced.iter().map(|one| ReportedOut::of(&one.line)).collect(),
            unusable: overridden.unusable.as_ref().map(crate::domain::HoldReason::code),
        }
    }
}

fn reading(reading: Reading) -> &'static str {
    match reading {
        Reading::AsDelivered => "as-delivered",
        Reading::TaxesOutside => "taxes-outside-revenue",
        Reading::NetOfDiscounts => "rent-net-of-discounts",
        Reading::ByException => "by-exception",
        Reading::Flipped(FlippedList::ChannelFees) => "channel-fees-flipped",
        Reading::Flipped(FlippedList::GuestFees) => "guest-fees-flipped",
        Reading::Flipped(FlippedList::Discounts) => "discounts-flipped",
    }
}

impl<'a> ReportedOut<'a> {
    fn of(line: &'a ReportedLine) -> Self {
        Self {
            kind: LineKind::Reported(line.kind).key(),
            label: &line.label,
            category: &line.category,
            delivered: line.delivered.into(),
            counted: line.amount.into(),
        }
    }
}

impl Line {
    fn of(line: &statement::PeriodLine) -> Self {
        Self {
            kind: line.kind.key(),
            party: line.party.key(),
            whole_stay: line.whole.into(),
            working: Working::of(&line.working),
            counts: Timing::of(&line.timing),
            before_period: line.before.into(),
            in_period: line.amount.into(),
        }
    }
}

impl VatDifferenceOut {
    fn of(difference: &statement::VatDifference) -> Self {
        let statement::VatDifference { rate, commission, vat, amount } = *difference;
        Self {
            rate: rate.to_string(),
            commission: commission.into(),
            vat: vat.into(),
            amount: amount.into(),
        }
    }
}

impl<'a> NoticeOut<'a> {
    fn of(notice: &'a Notice) -> Self {
        Self {
            code: notice.kind.code(),
            property: notice.subject.property().map(|id| id.as_str()),
            reservation: notice.subject.code().map(|code| code.as_str()),
            text: notice_text(&notice.kind),
        }
    }
}
