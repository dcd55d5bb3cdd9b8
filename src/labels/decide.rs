//! The kind of a label, and the pattern that decided.

use crate::domain::{AdjustmentKind, FeeKind, fold};

use super::patterns::{ADJUSTMENTS, FEES};

/// A manager's own patterns; texts are folded already, see [`fold`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabelPatterns {
    /// For guest fees.
    pub fees: Vec<(String, FeeKind)>,
    /// For adjustments.
    pub adjustments: Vec<(String, AdjustmentKind)>,
}

/// Where a pattern comes from.
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
    /// The category, if the label did not match.
    Category,
}

/// The pattern that decided about a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence<'a> {
    /// The pattern, folded.
    pub pattern: &'a str,
    /// Where the pattern comes from.
    pub origin: PatternOrigin,
    /// Where it was found.
    pub place: PatternPlace,
}

/// A kind, and the pattern that decided; `None` if no pattern matched.
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

/// The kind of a guest fee: by its label, or by its category if no label pattern matches.
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
/// anything, so it is `Other` until the agreement classifies it.
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
    let words = format!(" {folded} ");
    let (pattern, kind, origin) = all.find(|(text, ..)| words.contains(text))?;
    Some(Decision { kind, by: Some(Evidence { pattern: pattern.trim(), origin, place }) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What hosts and channels write, language by language, and what comes near it.
    const FEE_LABELS: [(&str, FeeKind); 169] = [
        // English
        ("Cleaning Fee", FeeKind::Cleaning),
        ("Housekeeping", FeeKind::Cleaning),
        ("Pet Fee", FeeKind::Pet),
        ("Pets", FeeKind::Pet),
        ("Pet cleaning surcharge", FeeKind::Pet),
        ("Linens", FeeKind::Linen),
        ("Towels and bedding", FeeKind::Linen),
        ("EXTRA_GUEST_FEE", FeeKind::ExtraGuest),
        ("Additional guests", FeeKind::ExtraGuest),
        ("Community fee", FeeKind::Resort),
        ("Resort fee", FeeKind::Resort),
        ("Accidental damage waiver", FeeKind::DamageWaiver),
        ("Management fee", FeeKind::Management),
        ("Booking fee", FeeKind::Management),
        ("Early check-in", FeeKind::Other),
        ("Carpets", FeeKind::Other),
        ("Late checkout", FeeKind::Other),
        ("Crib", FeeKind::Other),
        // deposits, and what comes near them
        ("Security deposit", FeeKind::Deposit),
        ("Refundable damage deposit", FeeKind::Deposit),
        ("Pet deposit", FeeKind::Deposit),
        ("DEPOSIT", FeeKind::Deposit),
        ("Deposit waiver", FeeKind::DamageWaiver),
        ("Security deposit insurance", FeeKind::DamageWaiver),
        ("Non-refundable deposit", FeeKind::Other),
        ("Luggage storage", FeeKind::Other),
        ("Caution", FeeKind::Deposit),
        ("Dépôt de garantie", FeeKind::Deposit),
        ("Assurance caution", FeeKind::DamageWaiver),
        ("Kaution", FeeKind::Deposit),
        ("Mietkaution", FeeKind::Deposit),
        ("Haustierkaution", FeeKind::Deposit),
        ("Kautionsversicherung", FeeKind::DamageWaiver),
        ("Fianza", FeeKind::Deposit),
        ("Depósito de seguridad", FeeKind::Deposit),
        ("Fianza mascota", FeeKind::Deposit),
        ("Seguro de fianza", FeeKind::DamageWaiver),
        ("Depósito de equipaje", FeeKind::Other),
        ("Caução", FeeKind::Deposit),
        ("Depósito caução", FeeKind::Deposit),
        ("Seguro de caução", FeeKind::DamageWaiver),
        ("Cauzione", FeeKind::Deposit),
        ("Deposito cauzionale", FeeKind::Deposit),
        ("Assicurazione cauzione", FeeKind::DamageWaiver),
        ("Deposito bagagli", FeeKind::Other),
        ("Kaucja", FeeKind::Deposit),
        ("Kaucja zwrotna", FeeKind::Deposit),
        ("Ubezpieczenie kaucji", FeeKind::DamageWaiver),
        ("Borg", FeeKind::Deposit),
        ("Borgsom", FeeKind::Deposit),
        ("Waarborgsom", FeeKind::Deposit),
        ("Borgverzekering", FeeKind::DamageWaiver),
        // French
        ("Frais de ménage", FeeKind::Cleaning),
        ("Nettoyage final", FeeKind::Cleaning),
        ("Supplément animaux", FeeKind::Pet),
        ("Animal de compagnie", FeeKind::Pet),
        ("Frais pour chien", FeeKind::Pet),
        ("Linge de maison", FeeKind::Linen),
        ("Location de draps", FeeKind::Linen),
        ("Blanchisserie", FeeKind::Linen),
        ("Voyageur supplémentaire", FeeKind::ExtraGuest),
        ("Frais pour voyageurs supplémentaires", FeeKind::ExtraGuest),
        ("Personne supplémentaire", FeeKind::ExtraGuest),
        ("Assurance dommages", FeeKind::DamageWaiver),
        ("Frais de copropriété", FeeKind::Resort),
        ("Frais de gestion", FeeKind::Management),
        ("Frais de dossier", FeeKind::Management),
        ("Arrivée tardive", FeeKind::Other),
        ("Lit bébé", FeeKind::Other),
        // German
        ("Endreinigung", FeeKind::Cleaning),
        ("ENDREINIGUNG", FeeKind::Cleaning),
        ("Reinigungsgebühr", FeeKind::Cleaning),
        ("Haustiergebühr", FeeKind::Pet),
        ("Haustiere", FeeKind::Pet),
        ("Hundegebühr", FeeKind::Pet),
        ("Bettwäsche", FeeKind::Linen),
        ("Handtücher", FeeKind::Linen),
        ("Wäschepaket", FeeKind::Linen),
        ("Gebühr für zusätzliche Gäste", FeeKind::ExtraGuest),
        ("Zusätzlicher Gast", FeeKind::ExtraGuest),
        ("Weitere Gäste", FeeKind::ExtraGuest),
        ("Schadensversicherung", FeeKind::DamageWaiver),
        ("Verwaltungsgebühr", FeeKind::Management),
        ("Bearbeitungsgebühr", FeeKind::Management),
        ("Anlagengebühr", FeeKind::Resort),
        ("Späte Anreise", FeeKind::Other),
        ("Kurtaxe", FeeKind::Other),
        // Spanish
        ("Gastos de limpieza", FeeKind::Cleaning),
        ("Aseo", FeeKind::Cleaning),
        ("Tarifa por mascotas", FeeKind::Pet),
        ("Mascota", FeeKind::Pet),
        ("Perros", FeeKind::Pet),
        ("Ropa de cama", FeeKind::Linen),
        ("Sábanas y toallas", FeeKind::Linen),
        ("Lavandería", FeeKind::Linen),
        ("Huésped adicional", FeeKind::ExtraGuest),
        ("Huéspedes adicionales", FeeKind::ExtraGuest),
        ("Persona adicional", FeeKind::ExtraGuest),
        ("Seguro de daños", FeeKind::DamageWaiver),
        ("Gastos de comunidad", FeeKind::Resort),
        ("Gastos de gestión", FeeKind::Management),
        ("Comisión de gestión", FeeKind::Management),
        ("Cuna", FeeKind::Other),
        ("Entrada anticipada", FeeKind::Other),
        // Portuguese
        ("Taxa de limpeza", FeeKind::Cleaning),
        ("Faxina", FeeKind::Cleaning),
        ("Taxa para animais", FeeKind::Pet),
        ("Animal de estimação", FeeKind::Pet),
        ("Roupa de cama", FeeKind::Linen),
        ("Toalhas", FeeKind::Linen),
        ("Enxoval", FeeKind::Linen),
        ("Hóspede adicional", FeeKind::ExtraGuest),
        ("Hóspedes adicionais", FeeKind::ExtraGuest),
        ("Pessoa adicional", FeeKind::ExtraGuest),
        ("Seguro contra danos", FeeKind::DamageWaiver),
        ("Proteção contra danos", FeeKind::DamageWaiver),
        ("Taxa de condomínio", FeeKind::Resort),
        ("Taxa de gestão", FeeKind::Management),
        ("Taxa administrativa", FeeKind::Management),
        ("Berço", FeeKind::Other),
        // Italian
        ("Pulizie finali", FeeKind::Cleaning),
        ("Spese di pulizia", FeeKind::Cleaning),
        ("Supplemento animali", FeeKind::Pet),
        ("Animale domestico", FeeKind::Pet),
        ("Biancheria", FeeKind::Linen),
        ("Lenzuola", FeeKind::Linen),
        ("Asciugamani", FeeKind::Linen),
        ("Ospite aggiuntivo", FeeKind::ExtraGuest),
        ("Ospiti aggiuntivi", FeeKind::ExtraGuest),
        ("Persona aggiuntiva", FeeKind::ExtraGuest),
        ("Assicurazione danni", FeeKind::DamageWaiver),
        ("Copertura danni", FeeKind::DamageWaiver),
        ("Spese condominiali", FeeKind::Resort),
        ("Spese di gestione", FeeKind::Management),
        ("Spese amministrative", FeeKind::Management),
        ("Culla", FeeKind::Other),
        // Polish
        ("Opłata za sprzątanie", FeeKind::Cleaning),
        ("Sprzątanie końcowe", FeeKind::Cleaning),
        ("Zwierzęta domowe", FeeKind::Pet),
        ("Opłata za zwierzę", FeeKind::Pet),
        ("Pościel", FeeKind::Linen),
        ("Ręczniki", FeeKind::Linen),
        ("Dodatkowy gość", FeeKind::ExtraGuest),
        ("Opłata za dodatkowych gości", FeeKind::ExtraGuest),
        ("Dodatkowa osoba", FeeKind::ExtraGuest),
        ("Ubezpieczenie od szkód", FeeKind::DamageWaiver),
        ("Opłata ośrodkowa", FeeKind::Resort),
        ("Opłata za udogodnienia", FeeKind::Resort),
        ("Opłata administracyjna", FeeKind::Management),
        ("Opłata rezerwacyjna", FeeKind::Management),
        ("Opłata dodatkowa", FeeKind::Other),
        ("Łóżeczko", FeeKind::Other),
        // Dutch
        ("Schoonmaakkosten", FeeKind::Cleaning),
        ("Eindschoonmaak", FeeKind::Cleaning),
        ("Huisdier", FeeKind::Pet),
        ("Huisdieren toeslag", FeeKind::Pet),
        ("Beddengoed", FeeKind::Linen),
        ("Bedlinnen", FeeKind::Linen),
        ("Handdoeken", FeeKind::Linen),
        ("Extra gast", FeeKind::ExtraGuest),
        ("Extra gasten", FeeKind::ExtraGuest),
        ("Extra persoon", FeeKind::ExtraGuest),
        ("Schadeverzekering", FeeKind::DamageWaiver),
        ("Schadebescherming", FeeKind::DamageWaiver),
        ("Parkkosten", FeeKind::Resort),
        ("Beheerkosten", FeeKind::Management),
        ("Administratiekosten", FeeKind::Management),
        ("Kinderbed", FeeKind::Other),
        ("", FeeKind::Other),
    ];

    #[test]
    fn labels_of_fees_are_known_in_eight_languages() {
        let own = LabelPatterns::default();
        for (label, expected) in FEE_LABELS {
            assert_eq!(fee_kind(label, "Guest fees", &own), expected, "{label}");
        }
    }

    #[test]
    fn labels_of_adjustments_are_known_in_eight_languages() {
        let own = LabelPatterns::default();
        for (label, expected) in [
            ("Damage payment", AdjustmentKind::Damage),
            ("Dégâts", AdjustmentKind::Damage),
            ("Dommages", AdjustmentKind::Damage),
            ("Schadenersatz", AdjustmentKind::Damage),
            ("Compensación por daños", AdjustmentKind::Damage),
            ("Danos na propriedade", AdjustmentKind::Damage),
            ("Risarcimento danni", AdjustmentKind::Damage),
            ("Szkody", AdjustmentKind::Damage),
            ("Schadevergoeding", AdjustmentKind::Damage),
            ("Cancellation fee", AdjustmentKind::Penalty),
            ("Pénalité d’annulation", AdjustmentKind::Penalty),
            ("Amende", AdjustmentKind::Penalty),
            ("Vertragsstrafe", AdjustmentKind::Penalty),
            ("Stornogebühr", AdjustmentKind::Penalty),
            ("Penalización", AdjustmentKind::Penalty),
            ("Multa", AdjustmentKind::Penalty),
            ("Penalidade", AdjustmentKind::Penalty),
            ("Penale", AdjustmentKind::Penalty),
            ("Kara za anulowanie", AdjustmentKind::Penalty),
            ("Boete", AdjustmentKind::Penalty),
            ("Guest refund", AdjustmentKind::Refund),
            ("Remboursement", AdjustmentKind::Refund),
            ("Rückerstattung", AdjustmentKind::Refund),
            ("Reembolso", AdjustmentKind::Refund),
            ("Devolución", AdjustmentKind::Refund),
            ("Devolução", AdjustmentKind::Refund),
            ("Estorno", AdjustmentKind::Refund),
            ("Rimborso", AdjustmentKind::Refund),
            ("Zwrot kosztów", AdjustmentKind::Refund),
            ("Terugbetaling", AdjustmentKind::Refund),
            ("Amended booking", AdjustmentKind::Other),
            ("Simultaneous stay", AdjustmentKind::Other),
            ("Ciudadanos", AdjustmentKind::Other),
            ("Alteration", AdjustmentKind::Other),
        ] {
            assert_eq!(adjustment_kind(label, true, &own), expected, "{label}");
        }
    }

    /// No pattern is spoilt by one that is tried before it.
    #[test]
    fn every_pattern_finds_its_own_kind() {
        let own = LabelPatterns::default();
        for (kind, patterns) in FEES {
            for pattern in patterns {
                assert_eq!(fold(pattern), pattern.trim(), "folded");
                assert_eq!(fee_kind(pattern, "", &own), kind, "{pattern}");
            }
        }
        for (kind, patterns) in ADJUSTMENTS {
            for pattern in patterns {
                assert_eq!(adjustment_kind(pattern, true, &own), kind, "{pattern}");
            }
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
