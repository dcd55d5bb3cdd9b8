//! Which amounts share a column, so that tables fit the paper.

use crate::locale::{Locale, Words};
use crate::render::page::Cell;
use crate::statement::{Column, Columns};

use super::cells::{amount_heading, cell};

/// A column of a table: one amount, or several together.
pub(super) struct Group {
    heading: &'static str,
    members: Vec<Column>,
}

/// Amounts that share a column, and its heading.
type Fold = (&'static [Column], fn(&Words) -> &'static str);

/// What gives way first where there are too many columns.
const FOLDS: [Fold; 5] = [
    (&[Column::ChannelFee, Column::ChannelFeeVat], |words| words.column_channel_fee_with_vat),
    (&[Column::Commission, Column::CommissionVat], |words| words.column_commission_with_vat),
    (&[Column::Taxes, Column::Withheld], |words| words.column_taxes),
    (&[Column::Adjustments, Column::Charges], |words| words.column_other),
    (&[Column::Adjustments, Column::Charges, Column::Taxes, Column::Withheld], |words| {
        words.column_other
    }),
];

/// The money columns with any amount, and rent always; grouped if there are more than `most`.
pub(super) fn groups(totals: &Columns, most: usize, words: &Words) -> Vec<Group> {
    let shown = |one: &Column| *one == Column::Rent || totals.has(*one);
    let alone = |one| Group { heading: amount_heading(one, words), members: vec![one] };
    let mut groups: Vec<Group> = Column::ALL.into_iter().filter(shown).map(alone).collect();
    for (together, heading) in FOLDS {
        if groups.len() <= most {
            break;
        }
        let of_fold = |group: &Group| group.members.iter().all(|one| together.contains(one));
        let folded: Vec<usize> =
            (0..groups.len()).filter(|place| of_fold(&groups[*place])).collect();
        let [first, rest @ ..] = folded.as_slice() else { continue };
        if rest.is_empty() {
            continue;
        }
        for place in rest.iter().rev() {
            let group = groups.remove(*place);
            groups[*first].members.extend(group.members);
        }
        groups[*first].heading = heading(words);
    }
    groups
}

impl Group {
    pub(super) fn heading(&self) -> &'static str {
        self.heading
    }

    fn cell(&self, totals: &Columns, locale: &Locale) -> Cell {
        let stands = self.members.iter().any(|one| totals.has(*one) || *one == Column::Rent);
        match totals.sum_of(&self.members) {
            Ok(sum) if stands => cell(&locale.amount(sum)),
            _ => Cell::default(),
        }
    }
}

/// A cell a column, and the net.
pub(super) fn amount_cells(totals: &Columns, groups: &[Group], locale: &Locale) -> Vec<Cell> {
    let mut cells: Vec<Cell> = groups.iter().map(|group| group.cell(totals, locale)).collect();
    cells.push(cell(&locale.amount(totals.net())));
    cells
}
