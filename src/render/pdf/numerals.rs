//! Numbers as a content stream has them: hundredths of a point, without needless digits.

/// Thousandths to hundredths, to the nearest.
pub(super) fn hundredths(thousandths: i32) -> i32 {
    thousandths.saturating_add(5).div_euclid(10)
}

/// Appends a number given in hundredths, and a space.
pub(super) fn append_hundredths(out: &mut Vec<u8>, value: i32) {
    if value < 0 {
        out.push(b'-');
    }
    let value = value.unsigned_abs();
    append_whole(out, value / 100);
    let rest = value % 100;
    if rest > 0 {
        out.push(b'.');
        out.push(digit(rest / 10));
        if !rest.is_multiple_of(10) {
            out.push(digit(rest % 10));
        }
    }
    out.push(b' ');
}

/// Appends a whole number.
pub(super) fn append_whole(out: &mut Vec<u8>, value: u32) {
    if value >= 10 {
        append_whole(out, value / 10);
    }
    out.push(digit(value % 10));
}

fn digit(value: u32) -> u8 {
    b'0' + u8::try_from(value).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: i32, expected: &str) {
        let mut out = Vec::new();
        append_hundredths(&mut out, value);
        assert_eq!(out, expected.as_bytes());
    }

    #[test]
    fn numbers_have_no_needless_digits() {
        check(0, "0 ");
        check(100, "1 ");
        check(-5, "-0.05 ");
        check(12_350, "123.5 ");
        check(59_528, "595.28 ");
    }

    #[test]
    fn thousandths_are_rounded() {
        assert_eq!(hundredths(14), 1);
        assert_eq!(hundredths(15), 2);
        assert_eq!(hundredths(-15), -1);
    }
}
