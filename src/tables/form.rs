//! How a spreadsheet of some country writes numbers and dates, as its owner declares it.
//!
//! Nothing is guessed: 1.234 is a thousand and more in one country and little more than one in
//! another, and 03/02 is a day in February or in March.

use chrono::NaiveDate;

use crate::text::quoted;

/// What stands before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DecimalMark {
    /// 1234.56
    #[default]
    Point,
    /// 1234,56 or, with groups of three, 1.234,56 and 1 234,56
    Comma,
}

impl DecimalMark {
    /// Every mark with the text that declares it.
    pub const ALL: [(&'static str, Self); 2] = [(".", Self::Point), (",", Self::Comma)];
}

/// The order and the separator of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateOrder {
    /// 2026-10-31
    #[default]
    YearMonthDay,
    /// 31/10/2026
    DaySlash,
    /// 31.10.2026
    DayPoint,
    /// 31-10-2026
    DayDash,
    /// 10/31/2026
    MonthSlash,
}

impl DateOrder {
    /// Every order with the text that declares it.
    pub const ALL: [(&'static str, Self); 5] = [
        ("yyyy-mm-dd", Self::YearMonthDay),
        ("dd/mm/yyyy", Self::DaySlash),
        ("dd.mm.yyyy", Self::DayPoint),
        ("dd-mm-yyyy", Self::DayDash),
        ("mm/dd/yyyy", Self::MonthSlash),
    ];

    /// The last day of October 2026 in this order.
    #[must_use]
    pub fn example(self) -> &'static str {
        match self {
            Self::YearMonthDay => "2026-10-31",
            Self::DaySlash => "31/10/2026",
            Self::DayPoint => "31.10.2026",
            Self::DayDash => "31-10-2026",
            Self::MonthSlash => "10/31/2026",
        }
    }

    fn separator(self) -> char {
        match self {
            Self::YearMonthDay | Self::DayDash => '-',
            Self::DaySlash | Self::MonthSlash => '/',
            Self::DayPoint => '.',
        }
    }
}

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SheetForm {
    /// Of numbers.
    pub decimal: DecimalMark,
    /// Of dates.
    pub dates: DateOrder,
}

impl SheetForm {
    /// A date. Days and months may lack their zero where a spreadsheet writes them, years have four
    /// digits.
    ///
    /// # Errors
    /// What is wrong and what would be accepted.
    pub fn date(self, text: &str) -> Result<NaiveDate, String> {
        self.find_date(text).ok_or_else(|| {
            let example = self.dates.example();
            match self.dates {
                DateOrder::YearMonthDay => format!(
                    "{} is not a date: write year, month and day such as {example}, or declare the \
                     file's own form with 'dates' under [entries]",
                    quoted(text)
                ),
                DateOrder::DaySlash
                | DateOrder::DayPoint
                | DateOrder::DayDash
                | DateOrder::MonthSlash => format!(
                    "{} is not a date: write it such as {example}, as 'dates' under [entries] says",
                    quoted(text)
                ),
            }
        })
    }

    fn find_date(self, text: &str) -> Option<NaiveDate> {
        let parts: Vec<&str> = text.split(self.dates.separator()).collect();
        let [first, second, third] = parts[..] else { return None };
        let number = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
            let digits = part.bytes().all(|byte| byte.is_ascii_digit());
            if digits && lengths.contains(&part.len()) { part.parse::<u32>().ok() } else { None }
        };
        let year = |part| number(part, 4..=4).and_then(|year| i32::try_from(year).ok());
        let (year, month, day) = match self.dates {
            DateOrder::YearMonthDay => {
                (year(first)?, number(second, 2..=2)?, number(third, 2..=2)?)
            }
            DateOrder::DaySlash | DateOrder::DayPoint | DateOrder::DayDash => {
                (year(third)?, number(second, 1..=2)?, number(first, 1..=2)?)
            }
            DateOrder::MonthSlash => (year(third)?, number(first, 1..=2)?, number(second, 1..=2)?),
        };
        NaiveDate::from_ymd_opt(year, month, day)
    }

    /// A number with a point before its decimals and nothing between its digits.
    ///
    /// # Errors
    /// What is wrong and what would be accepted.
    pub fn number(self, text: &str) -> Result<String, String> {
        match self.decimal {
            DecimalMark::Point => match text.contains(',') {
                true => Err(format!(
                    "{} has a comma: write 1234.56, or declare decimal = \",\" under [entries]",
                    quoted(text)
                )),
                false => Ok(text.to_owned()),
            },
            DecimalMark::Comma => of_comma(text).ok_or_else(|| {
                format!(
                    "{} is not a number with a decimal comma: write 1234,56 or 1.234,56, as 'decimal' \
                     under [entries] says",
                    quoted(text)
                )
            }),
        }
    }

    /// A number such as [`SheetForm::number`] reads, for messages.
    #[must_use]
    pub fn example(self) -> &'static str {
        match self.decimal {
            DecimalMark::Point => "120.00",
            DecimalMark::Comma => "120,00",
        }
    }
}

/// Whole numbers in groups by points are refused: nobody can tell 1.234 from a number with three
/// decimals.
fn of_comma(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    let (whole, decimals) = match digits.split_once(',') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (digits, None),
    };
    let are_digits =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if decimals.is_some_and(|decimals| !are_digits(decimals)) {
        return None;
    }
    let is_space = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}');
    let separator = whole.chars().find(|c| *c == '.' || is_space(*c));
    let whole = match separator {
        None => whole.to_owned(),
        Some('.') if decimals.is_none() => return None,
        Some(separator) => {
            let groups: Vec<&str> = whole.split(separator).collect();
            let (first, rest) = groups.split_first()?;
            let fits = (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3);
            if !fits {
                return None;
            }
            groups.concat()
        }
    };
    if !are_digits(&whole) {
        return None;
    }
    Some(match decimals {
        Some(decimals) => format!("{sign}{whole}.{decimals}"),
        None => format!("{sign}{whole}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_comma_is_read_and_nothing_is_guessed() {
        let form = SheetForm { decimal: DecimalMark::Comma, dates: DateOrder::DaySlash };
        for (text, expected) in [
            ("96,00", Some("96.00")),
            ("1.234,56", Some("1234.56")),
            ("1.234.567,8", Some("1234567.8")),
            ("1 234,56", Some("1234.56")),
            ("1\u{202f}234", Some("1234")),
            ("1\u{a0}234,5", Some("1234.5")),
            ("-12,50", Some("-12.50")),
            ("1234", Some("1234")),
            ("1.234", None),
            ("12.50", None),
            ("12.34,50", None),
            ("1.234 567,00", None),
            ("1,234.56", None),
            ("1,2,3", None),
            (",50", None),
            ("5,", None),
            ("", None),
        ] {
            assert_eq!(form.number(text).ok().as_deref(), expected, "{text}");
        }
        let usual = SheetForm::default();
        assert_eq!(usual.number("1234.56").as_deref(), Ok("1234.56"));
        assert!(usual.number("1,50").expect_err("a comma").contains("decimal = \",\""));
    }

    #[test]
    fn dates_have_the_declared_order_alone() {
        let day = NaiveDate::from_ymd_opt(2026, 2, 3);
        for (order, text) in [
            (DateOrder::YearMonthDay, "2026-02-03"),
            (DateOrder::DaySlash, "03/02/2026"),
            (DateOrder::DaySlash, "3/2/2026"),
            (DateOrder::DayPoint, "3.02.2026"),
            (DateOrder::DayDash, "03-02-2026"),
            (DateOrder::MonthSlash, "2/3/2026"),
        ] {
            let form = SheetForm { dates: order, ..SheetForm::default() };
            assert_eq!(form.date(text).ok(), day, "{text}");
            assert_eq!(form.date(order.example()).ok(), NaiveDate::from_ymd_opt(2026, 10, 31));
        }
        let form = SheetForm { dates: DateOrder::DaySlash, ..SheetForm::default() };
        for text in ["2026-02-03", "31/02/2026", "02/13/2026", "3/2/26", "3/2", "+3/2/2026", ""] {
            assert!(form.date(text).is_err(), "{text}");
        }
        assert!(SheetForm::default().date("2026-2-3").is_err());
    }
}
