//! What all tables share: cells, columns, and the headings of amounts.

use crate::locale::Words;
use crate::render::page::{Cell, ColumnKind, TableColumn};
use crate::statement::Column;

/// More columns than this do not fit portrait paper: then both dates share one.
pub(super) const COLUMNS_MAX: usize = 10;

/// The heading of a column of amounts.
pub(in crate::render) fn amount_heading(amount: Column, words: &Words) -> &'static str {
    match amount {
        Column::Rent => words.column_rent,
        Column::Fees => words.column_fees,
        Column::Adjustments => words.column_adjustments,
        Column::ChannelFee => words.column_channel_fee,
        Column::ChannelFeeVat => words.column_channel_fee_vat,
        Column::Commission => words.column_commission,
        Column::CommissionVat => words.column_commission_vat,
        Column::Taxes => words.column_taxes,
        Column::Withheld => words.column_withheld,
        Column::Charges => words.column_charges,
        Column::Received => words.column_received,
        Column::Expenses => words.column_expenses,
        Column::Credits => words.column_credits,
        Column::CoHost => words.column_co_host,
    }
}

pub(super) fn column(heading: &str, kind: ColumnKind) -> TableColumn {
    TableColumn { heading: heading.to_owned(), kind }
}

pub(super) fn cell(text: &str) -> Cell {
    Cell { text: text.to_owned(), sub: None }
}
