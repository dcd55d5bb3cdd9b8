//! What every party gets of a whole stay, as lines.

use crate::domain::{HoldReason, Money, Party};

use super::line::{LineKind, WholeLine};
use super::working::Working;

/// A reservation's money, allocated to the parties.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WholeStay {
    /// One line a kind and party, in their order; amounts of zero are left out.
    pub lines: Vec<WholeLine>,
    /// Labels of guest fees that no pattern knew and that took the agreement's default.
    pub unmapped_fees: Vec<String>,
}

impl WholeStay {
    pub(super) fn add(&mut self, kind: LineKind, party: Party, amount: Money, working: Working) {
        self.lines.push(WholeLine { kind, party, amount, working });
    }

    /// Takes an amount from one party and gives it to another.
    pub(super) fn transfer(
        &mut self,
        kind: LineKind,
        (from, to): (Party, Party),
        amount: Money,
        working: &Working,
    ) -> Result<(), HoldReason> {
        let owed = amount.negated().map_err(HoldReason::Amount)?;
        self.add(kind, from, owed, working.clone());
        self.add(kind, to, amount, working.clone());
        Ok(())
    }
}
