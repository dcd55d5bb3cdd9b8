//! The configuration: a gallery of faults, a file with every key, and generated text.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use owner_statements::config::{self, Config, FetchSettings};
use owner_statements::domain::{
    AdjustmentKind, AdjustmentTerms, Agreement, AgreementId, Allowance, BaseTerm, Basis, Block,
    BlockUse, CancellationTerms, Channel, ChargeCategory, ChargeScope, Commission, Currency, Every,
    FeeKind, FeeTerms, GuestNames, Manager, Money, NightSplit, Owner, OwnerId, Period, Portfolio,
    Pricing, Property, PropertyId, Rate, RateRow, RateTerms, Recurring, Remitter, StayScope,
    TaxTreatment, Treatment, YearStart,
};
use owner_statements::labels::LabelPatterns;
use owner_statements::tables::SheetForm;
use proptest::prelude::*;

const EVERY_KEY: &str = include_str!("../../fixtures/config/every-key.toml");
const LEAST: &str = include_str!("../../fixtures/config/least.toml");

fn gallery() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/config");
    let entries = fs::read_dir(folder).expect("the gallery");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut cases: Vec<PathBuf> = paths.filter(|path| path.is_dir()).collect();
    cases.sort();
    cases
}

fn faults_of(text: &str) -> String {
    config::parse_config("input.toml", text).expect_err("a configuration with faults").to_string()
}

/// Set `ACCEPT_EXPECTED=1` to write the expectations anew, then read what changed.
#[test]
fn every_fault_says_what_where_and_what_is_accepted() {
    #[expect(clippy::disallowed_methods, reason = "the explicit step to accept expectations")]
    let accept = std::env::var("ACCEPT_EXPECTED").is_ok();
    let cases = gallery();
    assert!(cases.len() >= 25, "the gallery lost cases");
    let mut differences = Vec::new();
    for case in cases {
        let input = fs::read_to_string(case.join("input.toml")).expect("an input");
        let found = faults_of(&input) + "\n";
        let expected = case.join("expected.txt");
        if accept {
            fs::write(&expected, &found).expect("an expectation written");
        }
        match fs::read_to_string(&expected) {
            Ok(text) if text == found => {}
            Ok(text) => {
                differences
                    .push(format!("{}\n--- expected\n{text}--- found\n{found}", case.display()));
            }
            Err(_) => differences.push(format!("{} has no expected.txt", case.display())),
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn messages_are_one_line_lower_case_and_repeat_little() {
    for case in gallery() {
        let input = fs::read_to_string(case.join("input.toml")).expect("an input");
        let faults = config::parse_config("input.toml", &input).expect_err("faults");
        assert!(faults.count() > 0);
        let mut last = (0, 0);
        for fault in faults.iter() {
            let text = fault.to_string();
            assert!(!text.chars().any(char::is_control), "{text}");
            assert!(!text.ends_with('.'), "{text}");
            let first = fault.message.chars().next();
            assert!(first.is_some_and(|c| !c.is_uppercase()), "{text}");
            assert!((fault.line, fault.column) >= last, "{text}");
            last = (fault.line, fault.column);
            let characters: Vec<char> = text.chars().collect();
            let mut runs = characters.windows(61).map(|run| run.iter().collect::<String>());
            assert!(!runs.any(|run| input.contains(&run)), "repeats too much: {text}");
        }
        assert!(!faults.to_string().contains("marker"), "{}", case.display());
        assert!(!faults.to_string().contains("eyJ"), "{}", case.display());
    }
}

fn rate(text: &str) -> Rate {
    Rate::parse_percent(text).expect("a rate")
}

fn agreement_id(text: &str) -> AgreementId {
    AgreementId::new(text).expect("an id")
}

fn owner_id(text: &str) -> OwnerId {
    OwnerId::new(text).expect("an id")
}

fn property_id(text: &str) -> PropertyId {
    PropertyId::new(text).expect("an id")
}

fn standard(eur: Currency) -> Agreement {
    let base = vec![
        BaseTerm::Accommodation,
        BaseTerm::Discounts,
        BaseTerm::Fees(FeeKind::Pet),
        BaseTerm::ChannelFee,
    ];
    let row = |channel, percent| {
        let stays = StayScope { channel: Some(channel), ..StayScope::default() };
        RateRow { stays, rate: rate(percent) }
    };
    let mut rates = RateTerms::from(rate("20%"));
    rates.rows =
        vec![row(Channel::Direct, "15%"), row(Channel::Other("misterbnb".into()), "12.5%")];
    let pricing = Pricing::Rates(rates);
    let commission = Commission { pricing, ..Commission::simple(base, rate("20%")) };
    Agreement {
        night_split: NightSplit::ByPrice,
        fees: FeeTerms {
            kinds: BTreeMap::from([
                (FeeKind::Cleaning, Treatment::Manager.into()),
                (FeeKind::Pet, Treatment::Split { owner: rate("80%") }.into()),
                (FeeKind::Linen, Treatment::Split { owner: rate("75%") }.into()),
            ]),
            default: Some(Treatment::Owner.into()),
            ..FeeTerms::default()
        },
        taxes: TaxTreatment::PassThrough { remitter: Remitter::Channel }.into(),
        adjustments: AdjustmentTerms {
            kinds: BTreeMap::from([
                (AdjustmentKind::Refund, Treatment::Owner),
                (AdjustmentKind::Damage, Treatment::Owner),
                (AdjustmentKind::Penalty, Treatment::Split { owner: rate("50%") }),
            ]),
        },
        cancellations: CancellationTerms::WithoutCommission,
        owner_stay_cleaning: Some(Money::new(8500, eur)),
        allowance: Some(Allowance { nights: 28, year: YearStart::parse("04-01").expect("a day") }),
        ..Agreement::new(agreement_id("standard"), Basis::Nights, commission, Treatment::Owner)
    }
}

/// An agreement with only the required keys.
fn plain() -> Agreement {
    let commission = Commission::simple(vec![BaseTerm::Accommodation], rate("0%"));
    Agreement::new(agreement_id("plain"), Basis::CheckOut, commission, Treatment::Manager)
}

fn owners() -> [Owner; 2] {
    [
        Owner {
            id: owner_id("lindqvist"),
            name: "A. Lindqvist".into(),
            address: vec!["Example Road 1".into()],
            email: Some("a@lindqvist.example".into()),
            tax_id: Some("SE000000-0000".into()),
        },
        Owner {
            id: owner_id("moreau-2"),
            name: "B. Moreau".into(),
            address: Vec::new(),
            email: None,
            tax_id: None,
        },
    ]
}

fn properties(eur: Currency) -> [Property; 2] {
    [
        Property {
            id: property_id("550e8400-e29b-41d4-a716-446655440000"),
            name: "Sea Cottage".into(),
            agreement: agreement_id("standard"),
            owner: owner_id("lindqvist"),
            currency: Some(eur),
            collects: None,
        },
        Property {
            id: property_id("550e8400-e29b-41d4-a716-446655440001"),
            name: "Pine Loft".into(),
            agreement: agreement_id("plain"),
            owner: owner_id("moreau-2"),
            currency: None,
            collects: None,
        },
    ]
}

fn recurring(eur: Currency) -> Vec<Recurring> {
    let day = |text: &str| text.parse().expect("a day");
    let weeks = day("2026-07-06");
    vec![
        Recurring {
            place: "recurring 1".into(),
            scope: ChargeScope::Property(property_id("550e8400-e29b-41d4-a716-446655440000")),
            category: ChargeCategory::Utilities,
            description: "Internet".into(),
            vendor: Some("Example Net".into()),
            net: Money::new(1_200, eur),
            vat: Some(rate("23%")),
            every: Every::Month,
            from: Some(day("2026-07-01")),
            to: Some(day("2027-06-30")),
        },
        Recurring {
            place: "recurring 2".into(),
            scope: ChargeScope::Owner(OwnerId::new("moreau-2").expect("an id")),
            category: ChargeCategory::ManagerFee,
            description: "Bookkeeping".into(),
            vendor: None,
            net: Money::new(500, eur),
            vat: None,
            every: Every::Week(weeks),
            from: Some(weeks),
            to: None,
        },
    ]
}

/// Sorted by date, regardless of the order in the file.
fn blocks() -> BTreeMap<PropertyId, Vec<Block>> {
    let cottage = property_id("550e8400-e29b-41d4-a716-446655440000");
    let block = |first: &str, last: &str, purpose, reason: &str| {
        let day = |text: &str| text.parse().expect("a date");
        let nights = Period::new(day(first), day(last)).expect("nights");
        Block { property: cottage.clone(), nights, purpose, reason: reason.to_owned() }
    };
    let blocks = vec![
        block("2026-07-31", "2026-08-02", BlockUse::Owner, "Family visit"),
        block("2026-10-12", "2026-10-12", BlockUse::Maintenance, "New boiler"),
    ];
    BTreeMap::from([(cottage, blocks)])
}

#[test]
fn a_file_with_every_key_is_read_as_written() {
    let eur = Currency::from_code("EUR").expect("a currency");
    let portfolio = Portfolio {
        manager: Manager {
            name: "Harbour & Pine Stays".into(),
            address: vec!["Quay House".into(), "Example Town".into()],
            email: Some("owners@harbourpine.example".into()),
            telephone: Some("+353 1 555 0100".into()),
            tax_id: Some("IE0000000X".into()),
            website: Some("harbourpine.example".into()),
        },
        agreements: [standard(eur), plain()].map(|one| (one.id.clone(), one)).into(),
        owners: owners().map(|owner| (owner.id.clone(), owner)).into(),
        properties: properties(eur).map(|property| (property.id.clone(), property)).into(),
        ignored: BTreeSet::from([property_id("00000000-0000-4000-8000-000000000009")]),
        recurring: recurring(eur),
        blocks: blocks(),
    };
    let expected = Config {
        portfolio,
        locale: "en-IE".into(),
        guest_names: GuestNames::Initials,
        logo: Some("logo.png".into()),
        owners: None,
        exceptions: Some("exceptions.csv".into()),
        entries: Some("entries.csv".into()),
        entries_form: SheetForm::default(),
        labels: LabelPatterns {
            fees: vec![
                ("aseo".into(), FeeKind::Cleaning),
                ("limpieza basica".into(), FeeKind::Cleaning),
                ("persona extra".into(), FeeKind::ExtraGuest),
            ],
            adjustments: vec![("resolution".into(), AdjustmentKind::Refund)],
        },
        fetch: FetchSettings { look_back_days: 400, burst: 10, per_minute: 30 },
    };
    assert_eq!(config::parse_config("every-key.toml", EVERY_KEY), Ok(expected));
}

#[test]
fn what_need_not_be_said_has_a_usual_value() {
    let config = config::parse_config("least.toml", LEAST).expect("a configuration");
    assert_eq!(config.locale, "en");
    assert_eq!(config.guest_names, GuestNames::None);
    assert_eq!(config.logo, None);
    assert_eq!(config.labels, LabelPatterns::default());
    assert_eq!(config.fetch, FetchSettings { look_back_days: 365, burst: 20, per_minute: 60 });
    assert!(config.portfolio.ignored.is_empty());
}

#[test]
fn empty_optional_texts_are_none_and_line_ends_do_not_matter() {
    let text = LEAST.replace("Stays\"\n", "Stays\"\ntelephone = \"\"\nlogo = \" \"\n");
    let config = config::parse_config("least.toml", &text).expect("a configuration");
    assert_eq!((config.portfolio.manager.telephone.as_ref(), config.logo.as_ref()), (None, None));
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(config::parse_config("least.toml", &windows), Ok(config));
}

#[test]
fn the_name_of_the_file_cannot_act_on_a_terminal() {
    let faults = config::parse_config("a\u{1b}[2J.toml", "").expect_err("faults");
    assert!(faults.iter().all(|fault| fault.file == "a\u{fffd}[2J.toml"));
}

/// Reads `text` and holds that faults are places of it and never show the marker of a secret.
fn check(text: &str) {
    let Err(faults) = config::parse_config("input.toml", text) else { return };
    assert!(faults.count() > 0, "neither a configuration nor a fault");
    for fault in faults.iter() {
        assert!(fault.line >= 1 && fault.line <= text.split('\n').count(), "{fault}");
        let line = text.split('\n').nth(fault.line - 1).unwrap_or("");
        assert!(fault.column >= 1 && fault.column <= line.chars().count() + 1, "{fault}");
        let shown = fault.to_string();
        assert!(!shown.chars().any(char::is_control), "{shown}");
    }
    assert!(!faults.to_string().contains("marker"), "{faults}");
    assert!(!faults.to_string().contains("for an unknown reason"), "{text}");
}

/// The file with every key, a line of it removed, doubled, moved or replaced.
fn mutated(mutations: &[(usize, u8, String)]) -> String {
    let mut lines: Vec<String> = EVERY_KEY.lines().map(str::to_owned).collect();
    for (place, kind, other) in mutations {
        let place = place % lines.len();
        match kind {
            0 => drop(lines.remove(place)),
            1 => lines.insert(place, lines[place].clone()),
            2 => lines[place].clone_from(other),
            3 => {
                let key = lines[place].split('=').next().unwrap_or("").to_owned();
                lines[place] = format!("{key}= {other}");
            }
            4 => {
                let line: String = lines[place].chars().rev().skip(1).collect();
                lines[place] = line.chars().rev().collect();
            }
            _ => {
                let last = lines.len() - 1;
                lines.swap(place, last);
            }
        }
    }
    lines.join("\n")
}

fn mutations() -> impl Strategy<Value = Vec<(usize, u8, String)>> {
    let other = prop_oneof![
        "\\PC{0,20}",
        "\"[a-z0-9 %.{}-]{0,30}\"",
        "-?[0-9]{1,20}",
        "[\\[\\]{}=\",.# a-z\\t]{0,20}",
        Just("[[property]]".to_owned()),
        Just("{ owner = \"10%\" }".to_owned()),
        Just("true".to_owned()),
        Just("[1.5, [], {}]".to_owned()),
        Just("2026-01-01".to_owned()),
    ];
    prop::collection::vec((0..1000_usize, 0..6_u8, other), 1..4)
}

/// A secret as a careless hand would paste it.
fn secrets() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("token = \"marker-of-a-secret\"".to_owned()),
        Just("  api_token='marker-of-a-secret'".to_owned()),
        Just("hospitable-token = marker-of-a-secret".to_owned()),
        Just("HOSPITABLE_TOKEN: marker-of-a-secret".to_owned()),
        Just("\"secret\" = [\"marker-of-a-secret\"]".to_owned()),
        Just("name = \"eyJmarkermarkermarker.marker.marker\"".to_owned()),
        Just("eyJmarkermarkermarker.marker.marker".to_owned()),
        Just("eyJmarkermarkermarker = 1".to_owned()),
        Just("x = { password = \"marker-of-a-secret\" }".to_owned()),
        Just("[marker.token]".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_refused_without_a_panic(text in "(?s).{0,300}") {
        check(&text);
    }

    #[test]
    fn any_toml_like_text_is_refused_without_a_panic(
        text in "([a-z_]{1,6}|\\[\\[?[a-z.]{1,9}\\]?\\]|[={}\\[\\],.\"'#\\\\]|\n|\r\n|é|[0-9]{1,3}| ){0,60}",
    ) {
        check(&text);
    }

    #[test]
    fn a_changed_file_is_read_or_its_faults_are_places_of_it(mutations in mutations()) {
        check(&mutated(&mutations));
    }

    #[test]
    fn a_secret_is_never_shown(
        secret in secrets(),
        place in 0..1000_usize,
        mutations in prop::option::of(mutations()),
    ) {
        let text = mutations.map_or_else(|| EVERY_KEY.to_owned(), |changes| mutated(&changes));
        let mut lines: Vec<&str> = text.lines().collect();
        lines.insert(place % lines.len(), &secret);
        let text = lines.join("\n");
        check(&text);
        prop_assert!(config::parse_config("input.toml", &text).is_err());
    }
}
