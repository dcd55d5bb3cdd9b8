//! Why a reservation is on no statement, and what to do if it should be.

use crate::domain::ExclusionReason;

use super::holds::{CHECK_STATUS, hold_text};

/// Why it is left out.
#[must_use]
pub fn exclusion_text(reason: &ExclusionReason) -> String {
    match reason {
        ExclusionReason::NotAccepted => {
            "declined, withdrawn or expired: it never took place".to_owned()
        }
        ExclusionReason::Request => "only a request so far".to_owned(),
        ExclusionReason::Checkpoint => "a checkpoint of the channel, or voided".to_owned(),
        ExclusionReason::CancelledWithoutMoney => "cancelled, and no money was kept".to_owned(),
        ExclusionReason::CancellationExcluded => {
            "cancelled, and the agreement excludes money from cancelled stays".to_owned()
        }
        ExclusionReason::UnknownStatus => "unknown status, and there is no money".to_owned(),
        ExclusionReason::Copy => "another copy of a stay that is counted once".to_owned(),
        ExclusionReason::UnknownProperty => "its property is not in the configuration".to_owned(),
        ExclusionReason::IgnoredProperty => {
            "its property is ignored in the configuration".to_owned()
        }
        ExclusionReason::NotAskedFor => "this run is for other owners or properties".to_owned(),
        ExclusionReason::Holds(reason) => format!("holds the statement: {}", hold_text(reason)),
        ExclusionReason::StatementHeld(owner) => format!("the statement of '{owner}' is held"),
        ExclusionReason::Exception { reason } => format!("left out by an exception: {reason}"),
    }
}

/// What to do if it should count, where there is anything to do.
#[must_use]
pub fn exclusion_hint(reason: &ExclusionReason) -> Option<&'static str> {
    match reason {
        ExclusionReason::NotAccepted | ExclusionReason::CancelledWithoutMoney => Some(
            "nothing, if that is right; otherwise correct the reservation in Hospitable and fetch \
             the month again",
        ),
        ExclusionReason::Request | ExclusionReason::Checkpoint => {
            Some("nothing yet; once it is accepted, fetch the month again")
        }
        ExclusionReason::CancellationExcluded => {
            Some("nothing, if that was agreed; otherwise change 'cancellations' in the agreement")
        }
        ExclusionReason::UnknownStatus => Some(CHECK_STATUS),
        ExclusionReason::Copy => Some("nothing: the other copy counts"),
        ExclusionReason::UnknownProperty => {
            Some("add the property to the configuration, or ignore it")
        }
        ExclusionReason::IgnoredProperty => {
            Some("nothing; to report on the property, remove it from 'ignore'")
        }
        ExclusionReason::NotAskedFor => Some("run again without choosing owners or properties"),
        ExclusionReason::Exception { .. } => {
            Some("nothing, if that is right; otherwise remove its row from the exceptions file")
        }
        // the hold has its own hint
        ExclusionReason::Holds(_) | ExclusionReason::StatementHeld(_) => None,
    }
}
