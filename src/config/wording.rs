//! How faults speak: lists of what is accepted, and the name that was probably meant.

use crate::text::quoted;

/// Longer names are not treated as typos.
const NAME_CHARACTERS_MAX: usize = 60;

/// Why an agreement says nothing about deposits.
pub(super) const DEPOSIT: &str = "a deposit is held for the guest and is never income";
pub(super) const DEPOSIT_HINT: &str = "remove it; if a deposit is kept after a stay, record that as an \
    adjustment in Hospitable or as a row of entries.csv";

/// "accepted are 'a', 'b' and 'c'".
pub(super) fn accepted(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    match quoted.split_last() {
        None => "nothing is allowed here".to_owned(),
        Some((only, [])) => format!("expected {only}"),
        Some((last, others)) => format!("expected {} or {last}", others.join(", ")),
    }
}

/// "did you mean 'b'?" where `name` comes close to one of `names`, else the list of them.
pub(super) fn meant_or_accepted(name: &str, names: &[&str]) -> String {
    nearest(name, names).map_or_else(|| accepted(names), did_you_mean)
}

/// "did you mean 'b'?"
pub(super) fn did_you_mean(name: &str) -> String {
    format!("did you mean {}?", quoted(name))
}

/// The one of `names` that `name` is probably a slip of: the same but for case, `-` and `_`, or a
/// letter in three wrong.
pub(super) fn nearest<'n>(name: &str, names: &[&'n str]) -> Option<&'n str> {
    let plain = |name: &str| name.trim().to_lowercase().replace(['_', ' '], "-");
    let length = name.chars().count();
    if length > NAME_CHARACTERS_MAX {
        return None;
    }
    let wanted = plain(name);
    let slips_max = (length / 3).clamp(1, 3);
    names
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(&wanted, &plain(candidate)), *candidate))
        .filter(|(slips, candidate)| *slips <= slips_max && *slips < candidate.chars().count())
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_other_words_are_not() {
        let names = ["commission", "fees", "channel-fee"];
        for (name, expected) in [
            ("comission", Some("commission")),
            ("Fees", Some("fees")),
            ("channel_fee", Some("channel-fee")),
            ("fee", Some("fees")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(name, &names), expected, "{name}");
        }
    }
}
