//! Why a statement is held, and what to do about it.

use crate::domain::HoldReason;

/// What is wrong.
#[must_use]
pub fn hold_text(reason: &HoldReason) -> String {
    match reason {
        HoldReason::Unreadable(what) => format!("the reservation cannot be read: {what}"),
        HoldReason::Dates(error) => error.to_string(),
        HoldReason::NoFinancials => {
            "the reservation has no amounts yet; a missing amount is not treated as zero".to_owned()
        }
        HoldReason::IncompleteFinancials { missing } => {
            format!("its amounts are incomplete: {missing} is missing")
        }
        HoldReason::UnknownCurrency(code) => format!("unknown currency '{code}'"),
        HoldReason::DoubtfulScale { line } => doubtful_scale(line.as_deref()),
        HoldReason::DoesNotReconcile { by } => {
            let currency = by.currency();
            format!("its lines differ from the reported revenue by {by} {currency}")
        }
        HoldReason::ReconcilesInSeveralWays => {
            "its lines add up to the reported revenue in more than one way".to_owned()
        }
        HoldReason::UnknownStatus(status) => {
            format!("unknown status '{status}', and there is or may be money")
        }
        HoldReason::ConflictingCopies { ids } => {
            format!("there are several copies with different contents ({})", ids.join(", "))
        }
        HoldReason::FeeWithoutTerms { label, .. } => {
            format!("the agreement does not say who receives the fee '{label}'")
        }
        HoldReason::AdjustmentWithoutTerms { kind, label, .. } => {
            let kind = kind.key();
            format!("the agreement does not say who receives the adjustment '{label}' ({kind})")
        }
        HoldReason::NoBookingDate => "its day of booking is unknown".to_owned(),
        HoldReason::NoChannel => {
            "its channel is unknown, and the agreement depends on the channel".to_owned()
        }
        HoldReason::OwnerStayWithMoney => "this owner stay has an amount".to_owned(),
        HoldReason::Amount(error) => error.to_string(),
        HoldReason::PropertyNotInAccount => {
            "the property is in the configuration but not in the account".to_owned()
        }
        HoldReason::PropertyNotInSnapshot => {
            "the property is in the configuration, but the snapshot was fetched without it"
                .to_owned()
        }
        HoldReason::NoCurrency => "nothing says which currency the property has".to_owned(),
        HoldReason::AgreementInOtherCurrency { .. }
        | HoldReason::ExceptionInOtherCurrency { .. }
        | HoldReason::ChargeInOtherCurrency { .. } => other_currency(reason),
        HoldReason::ExceptionWithoutRent(reason) => format!(
            "{}; its exceptions have to set all of its money, but they lack the rent",
            hold_text(reason)
        ),
        HoldReason::ExceptionForSeveral { place } => {
            format!("the code of an exception ({place}) belongs to several stays")
        }
        HoldReason::OddAnswer { id, what } => format!("{ODD} (oddity {id}): {what}"),
    }
}

const ODD_HINT: &str = "check it in Hospitable and fetch the month again; if it stays and you accept it, add a row to \
                        the exceptions file: the oddity's id as code, the action accept-oddity and your \
                        reason";

/// What every oddity is.
pub(super) const ODD: &str = "Hospitable's answers contradict themselves";

fn doubtful_scale(line: Option<&str>) -> String {
    let text = "its amounts and their printed texts disagree about sign, currency or decimal point";
    line.map_or_else(|| text.to_owned(), |line| format!("{text}: {line}"))
}

/// Amounts that are not in the currency of what they belong to; nothing for other reasons.
fn other_currency(reason: &HoldReason) -> String {
    if let HoldReason::AgreementInOtherCurrency { agreement, reservation } = reason {
        return format!(
            "its amounts are in {reservation}, but the agreement has an amount in {agreement}"
        );
    }
    if let HoldReason::ExceptionInOtherCurrency { exception, reservation } = reason {
        return format!(
            "its amounts are in {reservation}, but its exception has an amount in {exception}"
        );
    }
    if let HoldReason::ChargeInOtherCurrency { place, charge, expected } = reason {
        return format!("an entry ({place}) is in {charge}, but the owner is paid in {expected}");
    }
    String::new()
}

/// What to do about it.
#[must_use]
pub fn hold_hint(reason: &HoldReason) -> &'static str {
    match reason {
        HoldReason::Unreadable(_)
        | HoldReason::Dates(_)
        | HoldReason::IncompleteFinancials { .. }
        | HoldReason::DoubtfulScale { .. } => {
            "check the reservation in Hospitable and fetch the month again; if nothing changes, \
             ask Hospitable's support"
        }
        HoldReason::NoFinancials => "add the price in Hospitable, then fetch the month again",
        HoldReason::UnknownCurrency(_) => {
            "correct the reservation's currency in Hospitable, then fetch the month again"
        }
        HoldReason::NoCurrency => {
            "set the property's currency in Hospitable, or add currency = \"EUR\" to the property \
             in the configuration"
        }
        HoldReason::DoesNotReconcile { .. } | HoldReason::ReconcilesInSeveralWays => {
            "compare the reservation's amounts in Hospitable; the program never adjusts amounts to \
             make them fit"
        }
        HoldReason::UnknownStatus(_) => CHECK_STATUS,
        HoldReason::ConflictingCopies { .. } => {
            "remove the wrong copy in Hospitable, then fetch the month again"
        }
        HoldReason::FeeWithoutTerms { .. } => FEE_TERMS,
        HoldReason::AdjustmentWithoutTerms { .. } => ADJUSTMENT_TERMS,
        HoldReason::AgreementInOtherCurrency { .. } => {
            "give the property an agreement with amounts in its own currency"
        }
        HoldReason::NoBookingDate => "choose a basis other than 'booked' for this property",
        HoldReason::NoChannel => {
            "check in Hospitable where the stay was booked, then fetch the month again"
        }
        HoldReason::OwnerStayWithMoney => {
            "remove the amount in Hospitable, or make it a guest stay"
        }
        HoldReason::Amount(_) => {
            "check the reservation in Hospitable: one of its amounts cannot be right"
        }
        HoldReason::PropertyNotInAccount => {
            "correct the property's id in the configuration, or remove the property"
        }
        HoldReason::PropertyNotInSnapshot => "fetch the month again for all properties",
        HoldReason::ExceptionInOtherCurrency { .. } => {
            "write the exception's amount in the currency of the reservation"
        }
        HoldReason::ChargeInOtherCurrency { .. } => {
            "write the entry in the currency in which the owner is paid"
        }
        HoldReason::ExceptionWithoutRent(_) => {
            "add a row with the line 'accommodation' to the exceptions, with 0.00 if there is no rent"
        }
        HoldReason::ExceptionForSeveral { .. } => {
            "write the property in the exception's row; if both stays are in one property, remove \
             the wrong one in Hospitable"
        }
        HoldReason::OddAnswer { .. } => ODD_HINT,
    }
}

/// What to do about a status that is not known.
pub(super) const CHECK_STATUS: &str =
    "check in Hospitable whether the stay takes place, then fetch the month again";

const FEE_TERMS: &str = "add to the agreement who receives it, such as fees = { default = \
                         \"owner\" }, or add its label under [fee_labels]";

const ADJUSTMENT_TERMS: &str = "add to the agreement who receives it, such as adjustments = { \
                                other = \"owner\" }, or add its label under [adjustment_labels]";
