//! Which kind a fee or an adjustment is, by the text of its label.
//!
//! Labels are free text in many languages and change; a pattern is a text that a label contains,
//! compared without case and accents. The manager's own patterns come before the built-in ones.

use super::{AdjustmentKind, FeeKind};

/// A manager's own patterns; texts are folded already, see [`fold`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabelPatterns {
    /// For guest fees.
    pub fees: Vec<(String, FeeKind)>,
    /// For adjustments.
    pub adjustments: Vec<(String, AdjustmentKind)>,
}

/// Built-in patterns for guest fees, in the order in which they are tried: "pet cleaning" is a pet
/// fee, "extra cleaning" is cleaning.
const FEES: [(FeeKind, &[&str]); 7] = [
    (
        FeeKind::Pet,
        &["pet fee", "pet cleaning", "pets", "animal", "haustier", "mascota", "huisdier", "zwierz"],
    ),
    (
        FeeKind::Cleaning,
        &[
            "clean",
            "menage",
            "nettoyage",
            "reinig",
            "limpie",
            "limpeza",
            "aseo",
            "pulizi",
            "sprzat",
            "schoonmaak",
        ],
    ),
    (
        FeeKind::Linen,
        &[
            "linen",
            "towel",
            "linge",
            "bettwasche",
            "handtuch",
            "ropa de cama",
            "biancheria",
            "beddengoed",
            "posciel",
        ],
    ),
    (
        FeeKind::ExtraGuest,
        &[
            "extra guest",
            "extra_guest",
            "additional guest",
            "voyageur supplementaire",
            "zusatzliche gast",
            "huesped adicional",
            "hospede adicional",
            "ospite aggiuntivo",
            "extra gast",
            "dodatkow",
        ],
    ),
    (FeeKind::DamageWaiver, &["damage waiver", "damage protection", "damage insurance"]),
    (FeeKind::Resort, &["resort", "community fee", "amenity fee"]),
    (FeeKind::Management, &["management fee", "administration fee", "admin fee", "booking fee"]),
];

const ADJUSTMENTS: [(AdjustmentKind, &[&str]); 3] = [
    (AdjustmentKind::Damage, &["damage", "aircover", "schaden", "dommage"]),
    (AdjustmentKind::Penalty, &["penalt", "cancellation fee", "strafe", "amende"]),
    (
        AdjustmentKind::Refund,
        &["refund", "reimburs", "rembours", "erstattung", "reembolso", "rimborso"],
    ),
];

/// Whose a pattern is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PatternOrigin {
    /// The manager's own, from the configuration.
    Own,
    /// Built in.
    BuiltIn,
}

/// Which text a pattern was found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PatternPlace {
    /// The label.
    Label,
    /// The category, where the label told nothing.
    Category,
}

/// The pattern that decided about a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence<'a> {
    /// The pattern, folded.
    pub pattern: &'a str,
    /// Whose it is.
    pub origin: PatternOrigin,
    /// Where it was found.
    pub place: PatternPlace,
}

/// A kind, and the pattern that decided; none where no pattern knew the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision<'a, K> {
    /// The kind.
    pub kind: K,
    /// The pattern.
    pub by: Option<Evidence<'a>>,
}

/// The kind of a guest fee, see [`decide_fee`].
#[must_use]
pub fn fee_kind(label: &str, category: &str, own: &LabelPatterns) -> FeeKind {
    decide_fee(label, category, own).kind
}

/// The kind of an adjustment, see [`decide_adjustment`].
#[must_use]
pub fn adjustment_kind(label: &str, takes_money: bool, own: &LabelPatterns) -> AdjustmentKind {
    decide_adjustment(label, takes_money, own).kind
}

/// The kind of a guest fee: by its label, or where that tells nothing by its category.
#[must_use]
pub fn decide_fee<'a>(
    label: &str,
    category: &str,
    own: &'a LabelPatterns,
) -> Decision<'a, FeeKind> {
    let decided = |text: &str, place| {
        let built_in =
            FEES.iter().flat_map(|(kind, texts)| texts.iter().map(|text| (*text, *kind)));
        decide(&fold(text), place, &own.fees, built_in)
    };
    decided(label, PatternPlace::Label)
        .or_else(|| decided(category, PatternPlace::Category))
        .unwrap_or(Decision { kind: FeeKind::Other, by: None })
}

/// The kind of an adjustment. Penalties, refunds and a channel's resolutions take money; what gives
/// money under such a label (a fee that a guest paid for cancelling, a penalty given back) can be
/// anything, so it is `Other` until somebody says.
#[must_use]
pub fn decide_adjustment<'a>(
    label: &str,
    takes_money: bool,
    own: &'a LabelPatterns,
) -> Decision<'a, AdjustmentKind> {
    let built_in = ADJUSTMENTS
        .iter()
        .filter(|(kind, _)| takes_money || *kind == AdjustmentKind::Damage)
        .flat_map(|(kind, texts)| texts.iter().map(|text| (*text, *kind)));
    let resolution = takes_money.then_some(("resolution", AdjustmentKind::Refund));
    decide(&fold(label), PatternPlace::Label, &own.adjustments, built_in.chain(resolution))
        .unwrap_or(Decision { kind: AdjustmentKind::Other, by: None })
}

/// The first pattern that `folded` contains, the manager's own before the built-in ones.
fn decide<'a, K: Copy>(
    folded: &str,
    place: PatternPlace,
    own: &'a [(String, K)],
    built_in: impl Iterator<Item = (&'static str, K)>,
) -> Option<Decision<'a, K>> {
    let own = own.iter().map(|(text, kind)| (text.as_str(), *kind, PatternOrigin::Own));
    let mut all = own.chain(built_in.map(|(text, kind)| (text, kind, PatternOrigin::BuiltIn)));
    let (pattern, kind, origin) = all.find(|(text, ..)| folded.contains(text))?;
    Some(Decision { kind, by: Some(Evidence { pattern, origin, place }) })
}

/// A text in lower case without accents, its runs of white space made one space.
#[must_use]
pub fn fold(text: &str) -> String {
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
    let plain: String =
        text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    // no accent to normalisation, though one to a reader
    let plain = plain.replace('ł', "l");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_in_several_languages() {
        let own = LabelPatterns::default();
        for (label, expected) in [
            ("Cleaning Fee", FeeKind::Cleaning),
            ("Frais de ménage", FeeKind::Cleaning),
            ("Opłata za sprzątanie", FeeKind::Cleaning),
            ("ENDREINIGUNG", FeeKind::Cleaning),
            ("Pet Fee", FeeKind::Pet),
            ("Linens", FeeKind::Linen),
            ("EXTRA_GUEST_FEE", FeeKind::ExtraGuest),
            ("Extra_guest_fee", FeeKind::ExtraGuest),
            ("Community fee", FeeKind::Resort),
            ("Resort fee", FeeKind::Resort),
            ("Management fee", FeeKind::Management),
            ("Early check-in", FeeKind::Other),
            ("", FeeKind::Other),
        ] {
            assert_eq!(fee_kind(label, "Guest fees", &own), expected, "{label}");
        }
    }

    #[test]
    fn folding_drops_case_accents_and_extra_spaces() {
        for (label, folded) in [
            ("Aseo  Básico", "aseo basico"),
            ("GEBÜHR für Wäsche", "gebuhr fur wasche"),
            ("\u{130}stanbul", "istanbul"),
            ("Łódź", "lodz"),
            (" \t", ""),
        ] {
            assert_eq!(fold(label), folded);
        }
    }

    #[test]
    fn a_managers_own_patterns_come_first() {
        let fees = vec![(fold("Community"), FeeKind::Management)];
        let own = LabelPatterns { fees, ..LabelPatterns::default() };
        assert_eq!(fee_kind("COMMUNITY fee", "", &own), FeeKind::Management);
        assert_eq!(fee_kind("Service 7", "Cleaning", &own), FeeKind::Cleaning);
        assert_eq!(fee_kind("Pet fee", "Cleaning", &own), FeeKind::Pet);
    }

    #[test]
    fn a_resolution_is_a_refund_only_when_it_takes_money() {
        let own = LabelPatterns::default();
        let label = "Resolution adjustment for resolution 123456789";
        assert_eq!(adjustment_kind(label, true, &own), AdjustmentKind::Refund);
        assert_eq!(adjustment_kind(label, false, &own), AdjustmentKind::Other);
        assert_eq!(adjustment_kind("AirCover damage", false, &own), AdjustmentKind::Damage);
    }

    #[test]
    fn what_gives_money_is_neither_a_penalty_nor_a_refund() {
        let own = LabelPatterns::default();
        for (label, taken) in [
            ("Cancellation fee", AdjustmentKind::Penalty),
            ("Cancellation penalty", AdjustmentKind::Penalty),
            ("Guest refund", AdjustmentKind::Refund),
            ("Remboursement", AdjustmentKind::Refund),
        ] {
            assert_eq!(adjustment_kind(label, true, &own), taken, "{label}");
            assert_eq!(adjustment_kind(label, false, &own), AdjustmentKind::Other, "{label}");
        }
        let adjustments = vec![(fold("Cancellation fee"), AdjustmentKind::Penalty)];
        let own = LabelPatterns { adjustments, ..LabelPatterns::default() };
        assert_eq!(adjustment_kind("Cancellation fee", false, &own), AdjustmentKind::Penalty);
    }
}
