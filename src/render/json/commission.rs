//! How a property's commission came about, for machines.

use serde::Serialize;

use super::model::Amount;
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
        Self {
            channel: row.channel.as_ref().map(|channel| channel.key()),
            rate: row.rate.to_string(),
            base_with_vat: row.base_with_vat.map(Amount::from),
            base: row.base.into(),
            rated: row.rated.into(),
            fixed: row.fixed.into(),
            rounding: row.rounding.into(),
            vat_included: row.vat_included.into(),
            waived: row.waived.into(),
            commission: row.commission.into(),
            vat: row.vat.into(),
            vat_rounding: row.vat_rounding.into(),
        }
    }
}
