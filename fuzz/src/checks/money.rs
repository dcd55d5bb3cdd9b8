//! Texts become amounts and texts again, without a lost or an invented cent.

use owner_statements::domain::{Currency, Money, Rate, Rounding, parse_amount, parse_number};
use owner_statements::intake;
use owner_statements::labels::LabelPatterns;
use owner_statements::locale::Locale;

use super::wire;

const CURRENCIES: [&str; 6] = ["EUR", "USD", "CLP", "JPY", "KWD", "BHD"];

/// The first byte chooses a currency, the next eight are an amount, the rest is a text.
pub fn check(data: &[u8]) {
    let [first, rest @ ..] = data else { return };
    let code = CURRENCIES[usize::from(*first) % CURRENCIES.len()];
    let currency = Currency::from_code(code).expect("a currency");
    let (number, text) = rest.split_at(rest.len().min(8));
    let mut bytes = [0; 8];
    bytes[..number.len()].copy_from_slice(number);
    let amount = Money::new(i64::from_le_bytes(bytes), currency);
    writes_and_reads(amount);
    splits(amount, &bytes);
    let text = String::from_utf8_lossy(text);
    reads(&text, currency);
    rate(&text, amount);
    unit(amount, &text);
}

/// This check's own reading of a text: a sign, digits, at most one point.
fn value(text: &str, decimals: u32) -> Option<i128> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let missing = usize::try_from(decimals).ok()?.checked_sub(part.len())?;
    let all = format!("{whole}{part}{}", "0".repeat(missing));
    Some(sign * all.parse::<i128>().ok()?)
}

fn writes_and_reads(amount: Money) {
    let currency = amount.currency();
    let text = amount.to_string();
    assert_eq!(parse_number(&text, currency), Ok(amount), "{text}");
    assert_eq!(parse_amount(&format!("{text} {currency}")), Ok(amount), "{text}");
    assert_eq!(value(&text, currency.exponent()), Some(amount.minor().into()), "{text}");
    for tag in Locale::tags() {
        let locale = Locale::of_tag(tag).expect("a language");
        let printed = locale.amount(amount).replace(',', "").replace('\u{2212}', "-");
        assert_eq!(printed, text, "{tag}");
    }
}

/// Parts with the bytes as weights add up to the whole, and none has the opposite sign.
fn splits(amount: Money, bytes: &[u8]) {
    let weights: Vec<u64> = bytes.iter().map(|byte| u64::from(*byte)).collect();
    let Ok(parts) = amount.allocate(&weights) else { return };
    let sum: i128 = parts.iter().map(|part| i128::from(part.minor())).sum();
    assert_eq!(sum, i128::from(amount.minor()), "parts of {amount}");
    let fits = |part: &Money| part.minor() == 0 || part.is_negative() == amount.is_negative();
    assert!(parts.iter().all(fits), "{parts:?} of {amount}");
}

fn reads(text: &str, currency: Currency) {
    if let Ok(amount) = parse_number(text, currency) {
        let expected = value(text, currency.exponent());
        assert_eq!(expected, Some(amount.minor().into()), "{text}");
    }
    if let Ok(amount) = parse_amount(text) {
        let (number, code) = text.split_once(char::is_whitespace).expect("a currency");
        assert_eq!(Some(amount.currency()), Currency::from_code(code), "{text}");
        assert_eq!(value(number, amount.currency().exponent()), Some(amount.minor().into()));
    }
}

fn rate(text: &str, amount: Money) {
    let Ok(rate) = Rate::parse_percent(text) else { return };
    assert_eq!(Rate::parse_percent(&format!("{}%", rate.percent())), Ok(rate), "{text}");
    let rounding = Rounding::HalfAwayFromZero;
    let part = |rate: Rate| amount.times(rate).and_then(|part| part.round(rounding));
    let (Ok(part), Ok(rest)) = (part(rate), part(rate.complement())) else { return };
    let [part, rest, whole] = [part, rest, amount].map(|money| i128::from(money.minor()));
    assert!(part.abs() <= whole.abs(), "{rate:?} of {amount}");
    // each one is rounded once, so together they are the whole, or a cent more
    assert!((part + rest - whole).abs() <= 1, "{rate:?} of {amount}");
}

/// A stay with one amount and this formatted text: if it counts, the amount is that of the text.
fn unit(amount: Money, text: &str) {
    let (minor, currency) = (amount.minor(), amount.currency());
    let line = serde_json::json!({"amount": minor, "formatted": text, "label": "Rent"});
    let row = wire::row_of(currency.code(), &line);
    let account =
        intake::read_account(&wire::snapshot_of(&row), &LabelPatterns::default()).expect("rows");
    assert_eq!(account.rows(), 1);
    let Some(counted) = account.reservations.first() else { return };
    let counted = counted.financials.as_ref().expect("its money").revenue;
    let (whole, part) = text.rsplit_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (whole, part) = (digits(whole), digits(part));
    if format!("{whole}{part}").parse::<u128>().is_err() {
        return;
    }
    let part = part.trim_end_matches('0');
    let said = value(&format!("0{whole}.{part}"), currency.exponent());
    assert_eq!(said, Some(i128::from(counted.minor()).abs()), "{text} {counted}");
    assert!(minor == 0 || (counted.minor() < 0) == (minor < 0), "{text} {counted}");
}
