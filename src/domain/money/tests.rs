//! Amounts by hand: every sum here can be done on paper.

use super::*;

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::from_code("EUR").expect("a currency"))
}

fn minors(pieces: Result<Vec<Money>, AmountError>) -> Vec<i64> {
    pieces.expect("an allocation").into_iter().map(Money::minor).collect()
}

fn exact(tenths: &[i64]) -> Vec<Unrounded> {
    let share = |tenth: &i64| eur(*tenth).portion(1, 10).expect("a share");
    tenths.iter().map(share).collect()
}

#[test]
fn what_is_apportioned_is_all_there_whatever_the_signs() {
    for (amount, tenths, expected) in [
        (16, vec![104, 56], vec![10, 6]),
        (17, vec![102, 64], vec![10, 7]),
        (1, vec![5, 5], vec![1, 0]),
        (-1, vec![-5, -5], vec![-1, 0]),
        (16, vec![105, 50], vec![11, 5]),
        // a charge and what is given back of another
        (7, vec![100, -33], vec![10, -3]),
        (-7, vec![-100, 33], vec![-10, 3]),
        (0, vec![67, -67], vec![7, -7]),
        (0, vec![0, 0], vec![0, 0]),
        (0, vec![], vec![]),
        // more, and less, than the shares by themselves are
        (12, vec![100, 0], vec![11, 1]),
        (9, vec![100, 4], vec![9, 0]),
    ] {
        assert_eq!(minors(eur(amount).apportion(&exact(&tenths))), expected, "{tenths:?}");
    }
    assert_eq!(eur(1).apportion(&[]), Err(AmountError::NoWeights));
    let pounds = Money::new(1, Currency::from_code("GBP").expect("a currency"));
    assert!(pounds.apportion(&exact(&[10])).is_err());
}

#[test]
fn halves_round_away_from_zero_on_both_sides() {
    for (amount, part, whole, expected) in
        [(5, 1, 2, 3), (-5, 1, 2, -3), (10, 1, 3, 3), (-10, 2, 3, -7), (1, 1, 2, 1), (3, 1, 2, 2)]
    {
        let rounded = eur(amount)
            .portion(part, whole)
            .and_then(|portion| portion.round(Rounding::HalfAwayFromZero));
        assert_eq!(rounded, Ok(eur(expected)), "{amount} * {part} / {whole}");
    }
}

#[test]
fn what_was_rounded_can_be_shown() {
    for (amount, part, whole, expected) in
        [(12345, 1, 2, "61.725"), (-5, 1, 2, "-0.025"), (0, 1, 2, "0.00"), (61650, 1, 5, "123.30")]
    {
        let portion = eur(amount).portion(part, whole).expect("a portion");
        assert_eq!(portion.to_string(), expected);
        assert_eq!(portion.is_whole(), expected.ends_with('0'));
    }
    let clp = Money::new(7, Currency::from_code("CLP").expect("a currency"));
    assert_eq!(clp.portion(1, 2).map(|portion| portion.to_string()), Ok("3.5".to_owned()));
}

/// The allocation examples of docs/rules.md.
#[test]
fn allocations_sum_exactly() {
    assert_eq!(minors(eur(5).allocate(&[70, 30])), [4, 1]);
    assert_eq!(minors(eur(800).allocate(&[1, 1, 1])), [267, 267, 266]);
    assert_eq!(minors(eur(-800).allocate(&[1, 1, 1])), [-267, -267, -266]);
    // 107.57 of channel fee over rent 540.00, cleaning 124.00 and pet 30.00
    assert_eq!(minors(eur(-10757).allocate(&[54000, 12400, 3000])), [-8370, -1922, -465]);
    assert_eq!(eur(1).allocate(&[0, 0]), Err(AmountError::NoWeights));
    assert_eq!(minors(eur(i64::MAX).allocate(&[u64::MAX, 1])).iter().sum::<i64>(), i64::MAX);
}

#[test]
fn currencies_never_mix_and_sums_never_wrap() {
    let usd = Money::new(1, Currency::from_code("usd").expect("a currency"));
    assert!(matches!(eur(1).plus(usd), Err(AmountError::TwoCurrencies(..))));
    assert_eq!(eur(i64::MAX).plus(eur(1)), Err(AmountError::TooLarge));
    assert_eq!(eur(i64::MIN).negated(), Err(AmountError::TooLarge));
}

#[test]
fn amounts_are_written_with_their_currencys_decimals() {
    assert_eq!(eur(-5).to_string(), "-0.05");
    assert_eq!(eur(123_450).to_string(), "1234.50");
    let of = |code, minor| Money::new(minor, Currency::from_code(code).expect("a currency"));
    assert_eq!(of("CLP", 332_900).to_string(), "332900");
    assert_eq!(of("KWD", -1234).to_string(), "-1.234");
    assert_eq!(eur(i64::MIN).to_string(), "-92233720368547758.08");
}

#[test]
fn only_currencies_with_0_2_or_3_decimals_are_known() {
    for code in ["XAU", "XXX", "EURO", "", "€", "ZZZ"] {
        assert_eq!(Currency::from_code(code), None, "{code}");
    }
}

/// A limit in another currency has no effect, and neither has one that is met.
#[test]
fn the_lower_and_the_higher_of_two_amounts() {
    for (one, other, lower, higher) in
        [(1, 2, 1, 2), (2, 1, 1, 2), (-1, 1, -1, 1), (i64::MIN, i64::MAX, i64::MIN, i64::MAX)]
    {
        assert_eq!(eur(one).at_most(eur(other)), Ok(eur(lower)));
        assert_eq!(eur(one).at_least(eur(other)), Ok(eur(higher)));
    }
    let pounds = Money::new(1, Currency::from_code("GBP").expect("a currency"));
    let mixed = Err(AmountError::TwoCurrencies(eur(0).currency(), pounds.currency()));
    assert_eq!(eur(1).at_most(pounds), mixed);
    assert_eq!(eur(1).at_least(pounds), mixed);
    let thirds = |money: Money| money.portion(1, 3).expect("a third");
    assert!(matches!(thirds(eur(1)).plus(thirds(pounds)), Err(AmountError::TwoCurrencies(..))));
}

#[test]
fn nothing_is_split_into_nothings() {
    assert_eq!(minors(eur(0).allocate(&[1, 2])), [0, 0]);
    assert_eq!(minors(eur(7).allocate(&[0, 1])), [0, 7]);
    assert!(eur(0).is_zero() && !eur(0).is_negative());
    assert!(eur(-1).is_negative() && !eur(1).is_negative());
}

#[test]
fn a_sign_belongs_to_some_currencies() {
    let is_written =
        |code: &str, sign| Currency::from_code(code).expect("a currency").is_written_with(sign);
    assert!(is_written("EUR", '€') && is_written("USD", '$') && is_written("GBP", '£'));
    assert!(!is_written("EUR", '$') && !is_written("USD", '€') && !is_written("CHF", '£'));
}

#[test]
fn currencies_come_by_their_codes() {
    let [chf, eur, usd] =
        ["chf", " EUR ", "Usd"].map(|code| Currency::from_code(code).expect("a currency"));
    assert!(chf < eur && eur < usd && usd > chf);
    assert_eq!(eur.to_string(), "EUR");
    assert_eq!([chf, eur, usd].map(Currency::code), ["CHF", "EUR", "USD"]);
}
