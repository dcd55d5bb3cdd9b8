//! How faults speak: parts of the file made safe to repeat, lists of what is accepted, and the name
//! that was probably meant.

/// The most characters of the file that a message repeats.
const SHOWN_CHARACTERS_MAX: usize = 60;
/// From this length on, characters without a break are taken for a key or a token.
const OPAQUE_CHARACTERS_MIN: usize = 40;

/// `text` in quotation marks: at most 60 characters, nothing that acts on a terminal, and nothing
/// that could be a secret.
pub(super) fn quoted(text: &str) -> String {
    if is_opaque(text) {
        return format!("a text of {} characters", text.chars().count());
    }
    let shown = |c: char| if is_unprintable(c) { '\u{fffd}' } else { c };
    if text.chars().count() <= SHOWN_CHARACTERS_MAX {
        return format!("'{}'", text.chars().map(shown).collect::<String>());
    }
    let beginning: String = text.chars().take(SHOWN_CHARACTERS_MAX - 1).map(shown).collect();
    format!("'{beginning}\u{2026}'")
}

/// Whether a character is not seen, or changes how others are seen.
pub(super) fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{e0000}'..='\u{e007f}')
}

fn is_opaque(text: &str) -> bool {
    let is_break = |c: char| !(c.is_ascii_alphanumeric() || "-_.+/=".contains(c));
    text.split(is_break).any(|run| run.len() >= OPAQUE_CHARACTERS_MIN)
}

/// "accepted are 'a', 'b' and 'c'".
pub(super) fn accepted(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    match quoted.split_last() {
        None => "nothing is accepted here".to_owned(),
        Some((only, [])) => format!("accepted is {only}"),
        Some((last, others)) => format!("accepted are {} and {last}", others.join(", ")),
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
    if length > SHOWN_CHARACTERS_MAX {
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
    fn what_is_repeated_is_short_and_harmless() {
        assert_eq!(quoted("a\u{1b}[2J\u{202e}b"), "'a\u{fffd}[2J\u{fffd}b'");
        assert_eq!(quoted(&"a b".repeat(30)).chars().count(), 62);
        assert_eq!(quoted(&"k".repeat(40)), "a text of 40 characters");
        assert_eq!(
            quoted("550e8400-e29b-41d4-a716-446655440000"),
            "'550e8400-e29b-41d4-a716-446655440000'"
        );
    }

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
