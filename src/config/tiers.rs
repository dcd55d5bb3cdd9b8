//! Bands of what a property brings: the key `tiers` of a commission.

use super::reader::{Table, Value};
use super::{dates, figures};
use crate::domain::{Band, Money, TierMethod, TierSpan, Tiers, YearStart};

const HINT: &str = "write { method = \"slab\", per = \"year\", bands = [{ from = \"0.00 EUR\", \
                    rate = \"20%\" }, { from = \"50000.00 EUR\", rate = \"18%\" }] }";
const METHOD_HINT: &str = "write \"slab\" (the rate of the band that is reached applies to the \
                           whole amount) or \"marginal\" (each rate applies to its own band)";
const PER_HINT: &str = "write \"month\" or \"year\", the time over which amounts are added up";

pub(super) fn parse_tiers(value: &Value<'_>) -> Option<Tiers> {
    let table = value.table("tiers", &["method", "per", "year_starts", "bands"], HINT)?;
    let methods = [("slab", TierMethod::Slab), ("marginal", TierMethod::Marginal)];
    let method = table.required("method", METHOD_HINT).and_then(|value| value.choice(&methods));
    let span = read_span(&table);
    let bands = table.required("bands", HINT).and_then(|value| read_bands(&value));
    Some(Tiers { method: method?, per: span?, bands: bands? })
}

fn read_span(table: &Table<'_>) -> Option<TierSpan> {
    let spans = [("month", false), ("year", true)];
    let by_year = table.required("per", PER_HINT).and_then(|value| value.choice(&spans));
    let starts = table.get("year_starts");
    let year = match &starts {
        Some(value) => dates::read_year_start(value)?,
        None => YearStart::default(),
    };
    match (by_year?, starts) {
        (true, _) => Some(TierSpan::Year(year)),
        (false, None) => Some(TierSpan::Month),
        (false, Some(value)) => {
            let message = "'year_starts' has no effect with per = \"month\"".to_owned();
            value.refuse(message, "remove it, or write per = \"year\"");
            None
        }
    }
}

/// A band as written.
struct Written<'a> {
    band: Band,
    to: Option<Money>,
    value: Value<'a>,
}

fn read_bands(value: &Value<'_>) -> Option<Vec<Band>> {
    let mut written: Vec<Written<'_>> = Vec::new();
    let mut is_sound = true;
    for entry in value.list(HINT)? {
        let read = entry.table("a band", &["from", "to", "rate"], HINT).and_then(|table| {
            let from =
                table.required("from", "write where the band starts, such as \"50000.00 EUR\"");
            let from = from.and_then(|value| figures::amount(&value));
            let to = table.optional("to", None, |value| figures::amount(value).map(Some));
            let rate = table.required("rate", super::rates::RATE_HINT);
            let rate = rate.and_then(|value| figures::rate(&value));
            Some((Band { from: from?, rate: rate? }, to?))
        });
        match read {
            Some((band, to)) => written.push(Written { band, to, value: entry }),
            None => is_sound = false,
        }
    }
    if !is_sound {
        return None;
    }
    let Some(first) = written.first() else {
        value.refuse("'bands' is empty".to_owned(), HINT);
        return None;
    };
    if !first.band.from.is_zero() {
        let message = format!("the first band starts at {}, not at zero", first.band.from);
        first.value.refuse(message, "let it start at zero, otherwise smaller amounts have no rate");
        return None;
    }
    refuse_gaps_and_overlaps(&written).then(|| written.iter().map(|one| one.band).collect())
}

/// Whether each band ends where the next begins, and the last has no end.
fn refuse_gaps_and_overlaps(bands: &[Written<'_>]) -> bool {
    let mut is_sound = true;
    for pair in bands.windows(2) {
        let [one, next] = pair else { continue };
        let begins = next.band.from;
        let Ok(width) = begins.minus(one.band.from) else {
            let message = format!(
                "a band in {} follows one in {}",
                begins.currency(),
                one.band.from.currency()
            );
            next.value.refuse(message, "write all bands in one currency");
            is_sound = false;
            continue;
        };
        if width.minor() <= 0 {
            let message = format!("a band starts at {begins}, not above the one before it");
            next.value.refuse(message, "order the bands from the lowest to the highest");
            is_sound = false;
        } else if let Some(to) = one.to
            && to != begins
        {
            let what = match to.minus(begins) {
                Ok(more) if more.minor() > 0 => "they overlap",
                Ok(_) => "they leave a gap",
                Err(_) => "in another currency",
            };
            let message = format!("a band ends at {to} and the next starts at {begins}, {what}");
            one.value.refuse(message, "let it end where the next one starts, or leave out 'to'");
            is_sound = false;
        }
    }
    if let Some(last) = bands.last()
        && last.to.is_some()
    {
        let message = "the last band has an end".to_owned();
        last.value.refuse(message, "leave out 'to', otherwise larger amounts have no rate");
        is_sound = false;
    }
    is_sound
}
