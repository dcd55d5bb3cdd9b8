//! What becomes of each row and each charge.

use std::collections::BTreeMap;

use crate::domain::{HoldReason, Notice, OwnerCharge, OwnerId, PropertyId, Stay, Subject};

use super::{Excluded, Hold, Row};

/// What becomes of one row, one charge or one problem of an account.
pub(super) enum Outcome {
    /// A row for its property's statement.
    Row(Box<Row>),
    /// A row of the period that goes on no statement.
    Excluded(Excluded),
    /// A row of another period.
    Outside,
    /// A reason that holds an owner.
    Hold(OwnerId, Hold),
    /// A charge for its owner's statement.
    Charge(OwnerId, OwnerCharge),
    /// A charge of another period.
    ChargeOutside,
    /// A charge of an owner or a property that the run was not asked for.
    ChargeNotAskedFor,
    /// Something to say on a property's section.
    OnSection(PropertyId, Notice),
    /// Something to say about the run.
    OfRun(Notice),
}

impl Outcome {
    /// A reason that holds an owner, about no single stay.
    pub(super) fn hold(owner: &OwnerId, subject: Subject, reason: HoldReason) -> Self {
        Self::hold_for_stay(owner, subject, "", None, reason)
    }

    /// A reason that holds an owner because of a stay, with its code as reported.
    pub(super) fn hold_for_stay(
        owner: &OwnerId,
        subject: Subject,
        code: &str,
        stay: Option<Stay>,
        reason: HoldReason,
    ) -> Self {
        Self::Hold(owner.clone(), Hold { subject, code: code.to_owned(), stay, reason })
    }
}

/// Everything of an account, placed.
#[derive(Default)]
pub(super) struct Placed {
    pub(super) rows: BTreeMap<PropertyId, Vec<Row>>,
    pub(super) excluded: Vec<Excluded>,
    /// How many rows are of another period.
    pub(super) outside: usize,
    pub(super) held: BTreeMap<OwnerId, Vec<Hold>>,
    pub(super) charges: BTreeMap<OwnerId, Vec<OwnerCharge>>,
    /// How many charges are of another period.
    pub(super) charges_outside: usize,
    /// How many charges the run was not asked for.
    pub(super) charges_not_asked_for: usize,
    /// What there is to say on each property's section.
    pub(super) on_sections: BTreeMap<PropertyId, Vec<Notice>>,
    /// What there is to say about the run.
    pub(super) of_run: Vec<Notice>,
}

impl FromIterator<Outcome> for Placed {
    fn from_iter<T: IntoIterator<Item = Outcome>>(outcomes: T) -> Self {
        let mut placed = Self::default();
        for outcome in outcomes {
            match outcome {
                Outcome::Row(row) => {
                    let property = row.reservation.property.clone();
                    placed.rows.entry(property).or_default().push(*row);
                }
                Outcome::Excluded(row) => placed.excluded.push(row),
                Outcome::Outside => placed.outside += 1,
                Outcome::Hold(owner, hold) => placed.held.entry(owner).or_default().push(hold),
                Outcome::Charge(owner, charge) => {
                    placed.charges.entry(owner).or_default().push(charge);
                }
                Outcome::ChargeOutside => placed.charges_outside += 1,
                Outcome::ChargeNotAskedFor => placed.charges_not_asked_for += 1,
                Outcome::OnSection(property, notice) => {
                    placed.on_sections.entry(property).or_default().push(notice);
                }
                Outcome::OfRun(notice) => placed.of_run.push(notice),
            }
        }
        placed
    }
}
