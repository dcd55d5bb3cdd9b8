//! How a property's commission came about, for machines.

use serde::Serialize;

use super::amount::Amount;
use crate::statement::CommissionRow;

#[derive(Serialize)]
pub(super) struct CommissionOut<'a> {
    channel: Option<&'a str>,
    rate: String,
    base_with_vat: Option<Amount>,
    base: Amount,
    rated: Amount,
    fixed: Amount,
    rounding: Amount,
    vat_included: Amount,
    waived: Amount,
    commission: Amount,
    vat: Amount,
    vat_rounding: Amount,
}

impl<'a> CommissionOut<'a> {
    pub(super) fn of(row: &'a CommissionRow) -> Self {
        let amounts = &row.amounts;
        Self {
            channel: row.channel.as_ref().map(|channel| channel.key()),
            rate: row.rate.to_string(),
            base_with_vat: amounts.base_with_vat.map(Amount::from),
            base: amounts.base.into(),
            rated: amounts.rated.into(),
            fixed: amounts.fixed.into(),
            rounding: amounts.rounding.into(),
            vat_included: amounts.vat_included.into(),
            waived: amounts.waived.into(),
            commission: amounts.commission.into(),
            vat: amounts.vat.into(),
            vat_rounding: amounts.vat_rounding.into(),
        }
    }
}
