//! Numbers, amounts and dates as a language writes them.

use chrono::{Datelike, NaiveDate};

use crate::domain::{Money, Period, Unrounded, YearStart};

use super::Words;

/// In which order a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// 1 October 2026.
    DayMonthYear,
    /// October 1, 2026.
    MonthDayYear,
}

/// Decimals of an amount that is not rounded yet.
const EXACT_DECIMALS_MAX: usize = 6;

/// A language with its conventions.
#[derive(Debug, Clone, Copy)]
pub struct Locale {
    tag: &'static str,
    words: &'static Words,
    dates: DateOrder,
}

impl Locale {
    pub(super) fn new(tag: &'static str, words: &'static Words, dates: DateOrder) -> Self {
        Self { tag, words, dates }
    }

    /// The BCP 47 tag.
    #[must_use]
    pub fn tag(&self) -> &'static str {
        self.tag
    }

    /// The words.
    #[must_use]
    pub fn words(&self) -> &'static Words {
        self.words
    }

    /// An amount without its currency, with a true minus: "−1,234.50".
    #[must_use]
    pub fn amount(&self, money: Money) -> String {
        let plain = money.to_string();
        let (sign, digits) = match plain.strip_prefix('-') {
            Some(digits) => ("\u{2212}", digits),
            None => ("", plain.as_str()),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let point = if decimals.is_empty() { "" } else { self.words.decimal_point };
        format!("{sign}{}{point}{decimals}", self.grouped(whole))
    }

    /// An amount before its rounding, cut off where it goes on: "132.555555\u{2026}".
    #[must_use]
    pub fn exact(&self, amount: Unrounded) -> String {
        let plain = amount.to_string();
        let (sign, digits) = match plain.strip_prefix('-') {
            Some(digits) => ("\u{2212}", digits),
            None => ("", plain.as_str()),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let point = if decimals.is_empty() { "" } else { self.words.decimal_point };
        let (shown, rest) = decimals.split_at(decimals.len().min(EXACT_DECIMALS_MAX));
        let more = if rest.is_empty() { "" } else { "\u{2026}" };
        format!("{sign}{}{point}{shown}{more}", self.grouped(whole))
    }

    /// An amount with its ISO currency code, not to be parted: "1,234.50 EUR".
    #[must_use]
    pub fn amount_with_currency(&self, money: Money) -> String {
        format!("{}\u{a0}{}", self.amount(money), money.currency())
    }

    /// A whole number.
    #[must_use]
    pub fn count(&self, number: u64) -> String {
        self.grouped(&number.to_string())
    }

    /// A number of tenths with one decimal: 484 is "48.4".
    #[must_use]
    pub fn tenths(&self, tenths: u64) -> String {
        format!("{}{}{}", self.count(tenths / 10), self.words.decimal_point, tenths % 10)
    }

    /// A per mille number as a percentage with one decimal: 484 is "48.4%".
    #[must_use]
    pub fn percentage(&self, per_mille: u64) -> String {
        format!("{}%", self.tenths(per_mille))
    }

    /// A date in full: "1 October 2026".
    #[must_use]
    pub fn date(&self, date: NaiveDate) -> String {
        let (day, month, year) = (date.day(), self.words.months[month_index(date)], date.year());
        match self.dates {
            DateOrder::DayMonthYear => format!("{day}\u{a0}{month} {year}"),
            DateOrder::MonthDayYear => format!("{month}\u{a0}{day}, {year}"),
        }
    }

    /// A date for a table: "1 Oct", with the year where it is not `year`.
    #[must_use]
    pub fn short_date(&self, date: NaiveDate, year: i32) -> String {
        let (day, month) = (date.day(), self.words.short_months[month_index(date)]);
        let text = match self.dates {
            DateOrder::DayMonthYear => format!("{day}\u{a0}{month}"),
            DateOrder::MonthDayYear => format!("{month}\u{a0}{day}"),
        };
        if date.year() == year { text } else { format!("{text}\u{a0}{}", date.year()) }
    }

    /// The day on which years begin: "1 April".
    #[must_use]
    pub fn year_day(&self, start: YearStart) -> String {
        let (month, day) = (start.month() as usize, start.day());
        let month = self.words.months[month - 1];
        match self.dates {
            DateOrder::DayMonthYear => format!("{day}\u{a0}{month}"),
            DateOrder::MonthDayYear => format!("{month}\u{a0}{day}"),
        }
    }

    /// A period by its name: "October 2026", or its first and last day.
    #[must_use]
    pub fn period_name(&self, period: Period) -> String {
        match period.as_month() {
            Some((year, _)) => format!("{} {year}", self.words.months[month_index(period.first())]),
            None => self.period_days(period),
        }
    }

    /// A period by its first and last day: "1 October 2026 to 31 October 2026".
    #[must_use]
    pub fn period_days(&self, period: Period) -> String {
        (self.words.from_to)(&self.date(period.first()), &self.date(period.last()))
    }

    /// "A, B and C".
    #[must_use]
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => (self.words.and)(&first.join(", "), last),
        }
    }

    fn grouped(&self, digits: &str) -> String {
        let mut grouped = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                grouped.push_str(self.words.group_separator);
            }
            grouped.push(digit);
        }
        grouped
    }
}

fn month_index(date: NaiveDate) -> usize {
    date.month0() as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Currency;

    fn locale(tag: &str) -> Locale {
        Locale::of_tag(tag).expect("a known tag")
    }

    #[test]
    fn amounts_have_separators_a_true_minus_and_their_currencys_decimals() {
        let of = |code, minor| Money::new(minor, Currency::from_code(code).expect("a currency"));
        for (money, expected) in [
            (of("EUR", 0), "0.00"),
            (of("EUR", -5), "\u{2212}0.05"),
            (of("EUR", 99_999), "999.99"),
            (of("EUR", 100_000), "1,000.00"),
            (of("EUR", -123_456_789), "\u{2212}1,234,567.89"),
            (of("CLP", 332_900), "332,900"),
            (of("KWD", 1_234_567), "1,234.567"),
        ] {
            assert_eq!(locale("en-IE").amount(money), expected);
        }
        assert_eq!(locale("en").amount_with_currency(of("EUR", 1)), "0.01\u{a0}EUR");
    }

    #[test]
    fn dates_follow_the_region() {
        let date = "2026-10-01".parse().expect("a date");
        assert_eq!(locale("en-IE").date(date), "1\u{a0}October 2026");
        assert_eq!(locale("en-us").date(date), "October\u{a0}1, 2026");
        assert_eq!(locale("en-IE").short_date(date, 2026), "1\u{a0}Oct");
        assert_eq!(locale("en-IE").short_date(date, 2027), "1\u{a0}Oct\u{a0}2026");
        assert!(Locale::of_tag("tlh").is_none());
    }

    #[test]
    fn lists_end_in_and() {
        let items = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(locale("en").list(&items), "a, b and c");
        assert_eq!(locale("en").list(&items[..1]), "a");
        assert_eq!(locale("en").list(&[]), "");
    }
}
