//! What there is to pay in a month.

use std::collections::BTreeMap;

use crate::domain::{Currency, Money};
use crate::render::index::{Side, Total};
use crate::statement::TiedStatement;

/// What there is to pay by currency, and what owners owe.
pub(super) fn totals(statements: &[TiedStatement]) -> Vec<Total> {
    let mut nets: BTreeMap<Currency, Vec<Money>> = BTreeMap::new();
    for statement in statements {
        nets.entry(statement.currency).or_default().push(statement.totals.net());
    }
    let total = |(currency, nets): (Currency, Vec<Money>)| {
        let (owed, due): (Vec<Money>, Vec<Money>) =
            nets.into_iter().filter(|net| !net.is_zero()).partition(|net| net.is_negative());
        Total { currency, due: side(currency, &due), owed: side(currency, &owed) }
    };
    nets.into_iter().map(total).collect()
}

/// How many nets there are, and their sum without its sign.
fn side(currency: Currency, nets: &[Money]) -> Side {
    let sum = Money::sum(currency, nets.iter().copied());
    let sum = sum.and_then(|sum| if sum.is_negative() { sum.negated() } else { Ok(sum) });
    Side { owners: nets.len(), sum: sum.ok() }
}
