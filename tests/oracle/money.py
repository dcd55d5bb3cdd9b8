"""Amounts as whole numbers of a currency's smallest units, and the two ways they are rounded."""

from fractions import Fraction

DECIMALS = {"EUR": 2, "GBP": 2, "USD": 2, "JPY": 0, "CLP": 0, "KWD": 3}


def rounded(amount):
    """The nearest whole number; exactly half is rounded away from zero."""
    size = (abs(amount) * 2 + 1) // 2
    return int(size) if amount >= 0 else -int(size)


def allotted(total, weights):
    """`total` divided by largest remainder; if remainders are equal, the earlier weight comes first.

    If all weights are zero, the first one takes everything.
    """
    whole = sum(weights)
    if whole == 0:
        return [total] + [0] * (len(weights) - 1)
    exact = [Fraction(abs(total) * weight, whole) for weight in weights]
    parts = [int(one) for one in exact]
    by_remainder = sorted(range(len(weights)), key=lambda place: (parts[place] - exact[place], place))
    for place in by_remainder[: abs(total) - sum(parts)]:
        parts[place] += 1
    return [part if total >= 0 else -part for part in parts]


def read_amount(text):
    """`"85.00 EUR"` as `(8500, "EUR")`."""
    number, currency = text.split(" ")
    return int(Fraction(number) * 10 ** DECIMALS[currency]), currency


def amount_text(minor, currency):
    """8500 EUR as `85.00`, with a minus if it is negative."""
    decimals = DECIMALS[currency]
    digits = str(abs(minor)).rjust(decimals + 1, "0")
    sign = "-" if minor < 0 else ""
    return sign + (digits[:-decimals] + "." + digits[-decimals:] if decimals else digits)


def read_rate(text):
    """`"20%"` as one fifth."""
    return Fraction(text.removesuffix("%")) / 100
