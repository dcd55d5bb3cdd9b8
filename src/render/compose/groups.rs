//! Which amounts share a column, so that tables fit the paper.

use crate::locale::{Locale, Words};
use crate::render::page::Cell;
use crate::statement::{Column as Amount, Columns};

use super::reservations::{amount_heading, cell};

/// A column of a table: one amount, or several together.
pub(super) struct Group {
    heading: &'static str,
    members: Vec<Amount>,
}

/// Amounts, and the heading under which they stand together.
type Fold = (&'static [Amount], fn(&Words) -> &'static str);

/// What gives way first where there are too many columns.
const FOLDS: [Fold; 5] = [
    (&[Amount::ChannelFee, Amount::ChannelFeeVat], |words| words.column_channel_fee_with_vat),
    (&[Amount::Commission, Amount::CommissionVat], |words| words.column_commission_with_vat),
    (&[Amount::Taxes, Amount::Withheld], |words| words.column_taxes),
    (&[Amount::Adjustments, Amount::Charges], |words| words.column_other),
    (&[Amount::Adjustments, Amount::Charges, Amount::Taxes, Amount::Withheld], |words| {
        words.column_other
    }),
];

/// The money columns in which anything stands, rent always; together where there are more than `most`.
pub(super) fn groups(totals: &Columns, most: usize, words: &Words) -> Vec<Group> {
    let shown = |one: &Amount| *one == Amount::Rent || totals.has(*one);
    let alone = |one| Group { heading: amount_heading(one, words), members: vec![one] };
    let mut groups: Vec<Group> = Amount::ALL.into_iter().filter(shown).map(alone).collect();
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
        let stands = self.members.iter().any(|one| totals.has(*one) || *one == Amount::Rent);
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
