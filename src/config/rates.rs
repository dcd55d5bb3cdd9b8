//! Rates and waivers for some stays: by channel, property and days.

use chrono::{Days, NaiveDate};

use super::reader::{Table, Value};
use super::wording::accepted;
use super::{channels, dates, figures, parties};
use crate::domain::{RateRow, ScopeDay, ScopeDays, StayScope, Waiver};

/// What to write where a rate is missing.
pub(super) const RATE_HINT: &str = "write the part of the base, such as \"20%\"; \"0%\" for no \
                                    commission";
const RATES_HINT: &str = "write a list such as [{ channel = \"direct\", rate = \"15%\" }] for \
                          some channels, properties or days";
const WAIVERS_HINT: &str =
    "write a list such as [{ channel = \"direct\", reason = \"Friends of the owner\" }]";
const SCOPE_HINT: &str = "name at least one of them, otherwise it applies to all stays";

/// A row with its place in the file.
struct Placed<'a> {
    /// Which row it is, from 1.
    number: usize,
    row: RateRow,
    value: Value<'a>,
}

/// The key `rates`: the first row that fits decides.
pub(super) fn parse_rates(value: &Value<'_>) -> Option<Vec<RateRow>> {
    let keys = ["channel", "property", "from", "to", "by", "rate"];
    let mut rows: Vec<Placed<'_>> = Vec::new();
    let mut is_sound = true;
    for (place, entry) in value.list(RATES_HINT)?.into_iter().enumerate() {
        let read = entry.table("an entry of 'rates'", &keys, RATES_HINT).and_then(|table| {
            let stays = read_scope(&table, &ScopeDay::ALL);
            let rate = table.required("rate", RATE_HINT).and_then(|value| figures::rate(&value));
            Some(RateRow { stays: stays?, rate: rate? })
        });
        match read {
            Some(row) => rows.push(Placed { number: place + 1, row, value: entry }),
            None => is_sound = false,
        }
    }
    end_where_the_next_begins(&mut rows);
    // an unreadable row may be in between
    if is_sound {
        refuse_gaps_and_overlaps(&rows);
    }
    refuse_unreachable(&rows, is_sound);
    is_sound.then(|| rows.into_iter().map(|placed| placed.row).collect())
}

/// The key `waivers`.
pub(super) fn read_waivers(value: &Value<'_>) -> Option<Vec<Waiver>> {
    let keys = ["channel", "property", "from", "to", "by", "reason"];
    let mut waivers = Vec::new();
    let mut is_sound = true;
    for entry in value.list(WAIVERS_HINT)? {
        let read = entry.table("an entry of 'waivers'", &keys, WAIVERS_HINT).and_then(|table| {
            let stays = read_scope(&table, &ScopeDay::ALL[..3]);
            let hint = "write the reason as printed on the statement";
            let reason = table.required("reason", hint).and_then(|value| value.text(hint));
            Some(Waiver { stays: stays?, reason: reason?.to_owned() })
        });
        match read {
            Some(waiver) => waivers.push(waiver),
            None => is_sound = false,
        }
    }
    is_sound.then_some(waivers)
}

fn read_scope(table: &Table<'_>, days: &[(&str, ScopeDay)]) -> Option<StayScope> {
    let channel = table.optional("channel", None, |value| channels::parse_channel(value).map(Some));
    let property = table.optional("property", None, |value| {
        let text = value.text(parties::PROPERTY_ID_HINT)?;
        parties::property_id(value, text).map(Some)
    });
    let from = table.optional("from", None, |value| dates::parse_date(value).map(Some));
    let to = table.optional("to", None, |value| dates::parse_date(value).map(Some));
    let by = table.optional("by", None, |value| value.choice(days).map(Some));
    let (channel, property, from, to, by) = (channel?, property?, from?, to?, by?);
    let days = match (from.is_some() || to.is_some(), by) {
        (true, Some(by)) => Some(ScopeDays { by, from, to }),
        (true, None) => {
            if !table.has_unknown() {
                let names: Vec<&str> = days.iter().map(|(name, _)| *name).collect();
                let message = "'from' and 'to' need 'by'".to_owned();
                table.refuse(message, &accepted(&names));
            }
            return None;
        }
        (false, Some(_)) => {
            if !table.has_unknown() {
                let message = "'by' needs 'from' or 'to'".to_owned();
                table.refuse(message, "add one of them, or remove 'by'");
            }
            return None;
        }
        (false, None) => None,
    };
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        table.refuse(format!("'to' is {to}, before 'from', {from}"), "correct one of them");
        return None;
    }
    if channel.is_none() && property.is_none() && days.is_none() {
        if !table.has_unknown() {
            table.refuse("a row without channel, property or days".to_owned(), SCOPE_HINT);
        }
        return None;
    }
    Some(StayScope { channel, property, days })
}

/// Whether two rows differ in nothing but their days.
fn follows(one: &StayScope, other: &StayScope) -> bool {
    let by = |stays: &StayScope| stays.days.map(|days| days.by);
    (&one.channel, &one.property, by(one)) == (&other.channel, &other.property, by(other))
        && one.days.is_some()
}

fn first_day(stays: &StayScope) -> NaiveDate {
    stays.days.and_then(|days| days.from).unwrap_or(NaiveDate::MIN)
}

fn last_day(stays: &StayScope) -> NaiveDate {
    stays.days.and_then(|days| days.to).unwrap_or(NaiveDate::MAX)
}

/// A row without an end ends where the next of the same stays begins.
fn end_where_the_next_begins(rows: &mut [Placed<'_>]) {
    for place in 0..rows.len() {
        let this = &rows[place].row.stays;
        let begins = first_day(this);
        let later = rows.iter().map(|placed| &placed.row.stays);
        let next = later
            .filter(|other| follows(this, other) && first_day(other) > begins)
            .map(first_day)
            .min();
        if let (Some(next), Some(days)) = (next, &mut rows[place].row.stays.days)
            && days.to.is_none()
        {
            days.to = next.checked_sub_days(Days::new(1));
        }
    }
}

fn refuse_gaps_and_overlaps(rows: &[Placed<'_>]) {
    let mut done: Vec<&StayScope> = Vec::new();
    for placed in rows {
        let stays = &placed.row.stays;
        if stays.days.is_none() || done.iter().any(|other| follows(stays, other)) {
            continue;
        }
        done.push(stays);
        let mut alike: Vec<&Placed<'_>> =
            rows.iter().filter(|other| follows(stays, &other.row.stays)).collect();
        alike.sort_by_key(|placed| first_day(&placed.row.stays));
        for pair in alike.windows(2) {
            let [earlier, later] = pair else { continue };
            let ends = last_day(&earlier.row.stays);
            let begins = first_day(&later.row.stays);
            if ends >= begins {
                refuse_overlap(earlier, later);
            } else if let (Some(first), Some(last)) = (ends.succ_opt(), begins.pred_opt())
                && first <= last
            {
                let (one, two) = (earlier.number, later.number);
                let message = format!(
                    "there is no rate from {first} to {last}, between row {one} and row {two}"
                );
                let hint = "start the second on the day after the first ends, or add a row \
                            between them";
                later.value.refuse(message, hint);
            }
        }
    }
}

fn refuse_overlap(earlier: &Placed<'_>, later: &Placed<'_>) {
    let (one, two) = (earlier.number, later.number);
    let days = |placed: &Placed<'_>| placed.row.stays.days;
    let message = match (days(later).and_then(|days| days.from), days(earlier)) {
        (None, _) => format!("row {one} and row {two} both have no start"),
        (Some(begins), Some(ScopeDays { from: Some(same), .. })) if begins == same => {
            format!("row {one} and row {two} both start on {begins}")
        }
        (Some(begins), _) => {
            let ends = last_day(&earlier.row.stays);
            format!("row {two} starts on {begins}, but row {one} ends on {ends}")
        }
    };
    later.value.refuse(message, "each day can have only one rate, correct 'from' or 'to'");
}

/// A row without effect, because an earlier one covers it. If a row could not be read, the others
/// may cover fewer days than it seems.
fn refuse_unreachable(rows: &[Placed<'_>], is_whole: bool) {
    for (place, placed) in rows.iter().enumerate() {
        let stays = &placed.row.stays;
        let decides = |other: &StayScope| {
            is_part(stays, other) && !follows(stays, other) && (is_whole || other.days.is_none())
        };
        if let Some(earlier) = rows[..place].iter().find(|other| decides(&other.row.stays)) {
            let (one, two) = (earlier.number, placed.number);
            let message = format!("row {two} never applies, because row {one} applies first");
            placed.value.refuse(message, "move it above that row, or remove it");
        }
    }
}

/// Whether all stays of one are stays of the other.
fn is_part(one: &StayScope, other: &StayScope) -> bool {
    let within = |own: &StayScope, days: ScopeDays| {
        let same_day = own.days.is_some_and(|own| own.by == days.by);
        same_day && first_day(other) <= first_day(own) && last_day(own) <= last_day(other)
    };
    other.channel.as_ref().is_none_or(|channel| one.channel.as_ref() == Some(channel))
        && other.property.as_ref().is_none_or(|property| one.property.as_ref() == Some(property))
        && other.days.is_none_or(|days| within(one, days))
}
