//! VAT on commission, rounded for the document as a whole.

use crate::domain::{AmountError, Currency, Money, Party, Rate, Rounding, VatRounding};
use crate::fees::LineKind;

use super::{Section, VatDifference};

/// The differences of a statement's sections, one for each rate that agreements want rounded so and
/// that has any.
///
/// # Errors
/// A sum too large to count.
pub(super) fn differences(
    sections: &[Section],
    currency: Currency,
) -> Result<Vec<VatDifference>, AmountError> {
    let by_document = |section: &&Section| {
        let vat = section.terms.commission.vat;
        vat.filter(|vat| vat.rounding == VatRounding::Document).map(|vat| vat.rate)
    };
    let mut rates: Vec<Rate> = sections.iter().filter_map(|one| by_document(&one)).collect();
    rates.sort_unstable();
    rates.dedup();
    let mut differences = Vec::new();
    for rate in rates {
        let own = sections.iter().filter(|section| by_document(section) == Some(rate));
        let (mut commission, mut charged) = (Money::zero(currency), Money::zero(currency));
        let rows = own.flat_map(|section| &section.rows);
        let lines = rows.flat_map(|row| &row.lines).filter(|line| line.party == Party::Manager);
        for line in lines {
            if matches!(line.kind, LineKind::Commission | LineKind::CommissionWaived) {
                commission = commission.plus(line.amount)?;
            } else if line.kind == LineKind::CommissionVat {
                charged = charged.plus(line.amount)?;
            }
        }
        let vat = commission.times(rate)?.round(Rounding::HalfAwayFromZero)?;
        let amount = charged.minus(vat)?;
        if !amount.is_zero() {
            differences.push(VatDifference { rate, commission, vat, amount });
        }
    }
    Ok(differences)
}
