//! The channel of an entry: of a channel's fee where it is known, of a co-host payout always.

use crate::domain::{Channel, ChargeCategory, ChargeScope, Collector, Portfolio};
use crate::tables::{CsvRow, FaultCollector};
use crate::text::quoted;

/// The category and scope of an entry, as far as its row states them.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    pub(super) category: Option<ChargeCategory>,
    pub(super) scope: Option<&'a ChargeScope>,
}

/// The channel of a row, if it has one.
#[expect(clippy::option_option, reason = "a fault is not the same as no channel")]
pub(super) fn parse_channel(
    row: &CsvRow,
    subject: Subject<'_>,
    portfolio: &Portfolio,
    findings: &mut FaultCollector,
) -> Option<Option<Channel>> {
    let text = row.text("channel");
    let Some(category) = subject.category else { return Some(None) };
    match (category.co_host(), text) {
        (Some(to), _) => co_host(row, to, subject.scope, portfolio, findings).map(Some),
        (None, "") => Some(None),
        (None, text) if category == ChargeCategory::ChannelFee => {
            findings.accept("channel", known(text, portfolio)).map(Some)
        }
        (None, _) => {
            let message = "only channel fees and co-host payouts have a channel: leave it empty";
            findings.refuse("channel", message.to_owned());
            None
        }
    }
}

/// The channel of a co-host payout. It has to be one by which the receiver was not paid for the
/// whole stay anyway, for then the same money would count twice.
fn co_host(
    row: &CsvRow,
    to: Collector,
    scope: Option<&ChargeScope>,
    portfolio: &Portfolio,
    findings: &mut FaultCollector,
) -> Option<Channel> {
    let blank = ["vat", "markup", "paid_by"].into_iter().filter(|one| !row.text(one).is_empty());
    for column in blank {
        let message = "a co-host payout is what the channel paid: leave it empty";
        findings.refuse(column, message.to_owned());
    }
    let channel = match row.text("channel") {
        "" => Err("missing: write which channel paid, such as airbnb".to_owned()),
        text => known(text, portfolio),
    };
    let channel = findings.accept("channel", channel)?;
    let property = match scope? {
        ChargeScope::Property(property) => property,
        ChargeScope::Owner(_) => {
            let message = "a channel pays for a property: write the property instead of the owner";
            findings.refuse("owner", message.to_owned());
            return None;
        }
    };
    if portfolio.collector(property, &channel) == Some(to) {
        let whom = match to {
            Collector::Manager => "you",
            Collector::Owner => "the owner",
        };
        let message = format!(
            "according to 'collects' in the configuration, {channel} pays all money of this \
             property to {whom}, so there are no co-host payouts to {whom}: correct 'collects' or \
             the category"
        );
        findings.refuse("category", message);
        return None;
    }
    Some(channel)
}

/// A channel by its name. One of an unknown name may be a slip, so the configuration has to name it
/// too.
fn known(text: &str, portfolio: &Portfolio) -> Result<Channel, String> {
    let channel = Channel::from_name(text);
    let named = |channel: &Channel| {
        let of_agreements = portfolio.agreements.values().map(|terms| &terms.collects);
        let of_properties = portfolio.properties.values().filter_map(|one| one.collects.as_ref());
        of_agreements.chain(of_properties).any(|terms| terms.channels.contains_key(channel))
    };
    match &channel {
        Channel::Other(_) if !named(&channel) => Err(format!(
            "unknown channel {}: write airbnb, vrbo, booking, direct or manual, or add it under \
             'collects' in the configuration",
            quoted(text)
        )),
        Channel::Airbnb
        | Channel::Vrbo
        | Channel::Booking
        | Channel::Direct
        | Channel::Manual
        | Channel::Other(_) => Ok(channel),
    }
}
