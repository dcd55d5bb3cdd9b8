//! The commands of a first month, as processes of their own, against the simulator.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use chrono::NaiveDate;
use owner_statements::simulator::{
    DEMO_CONFIG, DEMO_ENTRIES, DEMO_RECEIPTS, Options, SimulatedAccount, Simulator, start,
};
use owner_statements::snapshot::Snapshot;
use tempfile::TempDir;

use crate::formats::schema::Schema;
use crate::program::world::TERMS;

/// A simulator with a folder to work in.
struct Desk {
    folder: TempDir,
    simulator: Simulator,
    runtime: tokio::runtime::Runtime,
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// Standard output, standard error and exit code.
fn told(output: &Output) -> (String, String, i32) {
    (text(&output.stdout), text(&output.stderr), output.status.code().expect("an exit code"))
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_owner-statements"));
    command.current_dir(folder).args(args).stdin(Stdio::null());
    for name in ["HOSPITABLE_TOKEN", "HOSPITABLE_BASE_URL", "CREDENTIALS_DIRECTORY"] {
        command.env_remove(name);
    }
    command
}

impl Desk {
    fn with(account: SimulatedAccount) -> Self {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let today = NaiveDate::from_ymd_opt(2026, 11, 2).expect("a date");
        let mut options = Options::new(today);
        options.token = Some("right".to_owned());
        let simulator = runtime.block_on(start(account, options)).expect("a simulator");
        Self { folder: TempDir::new().expect("a folder"), simulator, runtime }
    }

    fn demo() -> Self {
        let desk = Self::with(SimulatedAccount::demo());
        desk.write("entries.csv", DEMO_ENTRIES);
        fs::create_dir(desk.path().join("receipts")).expect("a folder");
        for (path, bytes) in DEMO_RECEIPTS {
            fs::write(desk.path().join(path), bytes).expect("a receipt written");
        }
        desk
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path().join(name), text).expect("a file written");
    }

    fn run_with(&self, token: &str, args: &[&str]) -> (String, String, i32) {
        let mut command = command(self.path(), args);
        command.env("HOSPITABLE_BASE_URL", self.simulator.base_url());
        told(&command.env("HOSPITABLE_TOKEN", token).output().expect("it runs"))
    }

    fn run(&self, args: &[&str]) -> (String, String, i32) {
        self.run_with("right", args)
    }

    fn close(self) {
        self.runtime.block_on(self.simulator.stop());
    }
}

#[test]
fn check_is_content_with_the_demo_and_says_what_was_agreed() {
    let desk = Desk::demo();
    desk.write("owner-statements.toml", DEMO_CONFIG);
    let (out, err, code) = desk.run(&["check"]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("6 properties") && out.contains("Harbour & Pine Stays"), "{out}");
    assert!(out.contains("Each stay is included in full on the day of its check-out."), "{out}");
    assert!(out.contains("next: make the statements: owner-statements generate --month"), "{out}");
    let (out, _, code) = desk.run(&["check", "--json"]);
    let found: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((code, &found["ok"], &found["account"]["properties"]), (0, &true.into(), &6.into()));
    desk.close();
}

#[test]
fn check_names_properties_that_one_side_lacks() {
    let desk = Desk::demo();
    let known = "550e8400-e29b-41d4-a716-446655440001";
    let other = "550e8400-e29b-41d4-a716-4466554400ff";
    desk.write("own.toml", &DEMO_CONFIG.replace(known, other));
    let (out, err, code) = desk.run(&["check", "--config", "own.toml"]);
    assert_eq!(code, 3, "{out}{err}");
    assert!(
        err.contains(&format!("property 'Sea Cottage' ({other}) is not in the account")),
        "{err}"
    );
    assert!(
        err.contains(&format!("'Sea Cottage' ({known}) is in the account but not in")),
        "{err}"
    );
    assert!(err.contains(&format!("[[property]]\nid = \"{known}\"")), "{err}");
    assert!(err.contains(&format!("ignore = [\"{known}\"]")), "{err}");
    desk.close();
}

#[test]
fn check_tells_tokens_services_and_configurations_apart() {
    let desk = Desk::demo();
    desk.write("owner-statements.toml", DEMO_CONFIG);
    let (_, err, code) = desk.run_with("wrong", &["check"]);
    assert_eq!(code, 4, "{err}");
    let (_, err, code) = desk.run_with("client_id=7,client_secret=x", &["check"]);
    assert!(code == 4 && err.contains("older v1 API"), "{code} {err}");
    let folder = desk.path().to_owned();
    let offline = command(&folder, &["check", "--offline"]).output().expect("it runs");
    let (out, err, code) = told(&offline);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("next: compare it with the account: owner-statements check"), "{out}");
    let (_, err, code) = told(&command(&folder, &["check"]).output().expect("it runs"));
    assert!(code == 4 && err.contains("there is no token"), "{code} {err}");
    desk.write("bad.toml", "schema = \"1\"\n");
    let (_, err, code) = desk.run(&["check", "--config", "bad.toml"]);
    assert!(code == 3 && err.contains("bad.toml:1:10") && err.contains("[manager]"), "{err}");
    desk.close();
}

#[test]
fn the_schema_knows_every_key_and_accepts_what_the_program_accepts() {
    use owner_statements::domain::{AdjustmentKind, FeeKind};
    let folder = TempDir::new().expect("a folder");
    let shown = command(folder.path(), &["config", "schema"]).output().expect("it runs");
    let schema: serde_json::Value = serde_json::from_slice(&shown.stdout).expect("JSON");
    for (section, keys) in owner_statements::config::keys() {
        let place = match section {
            "" => "/properties".to_owned(),
            "manager" => "/properties/manager/properties".to_owned(),
            other => format!("/$defs/{other}/properties"),
        };
        let known = schema.pointer(&place).and_then(|keys| keys.as_object()).expect(&place);
        let known: Vec<&String> = known.keys().collect();
        assert_eq!(known.len(), keys.len(), "{section}");
        assert!(keys.iter().all(|key| known.iter().any(|known| known == key)), "{section}");
    }
    let agreement = &schema["$defs"]["agreement"]["properties"];
    for kind in FeeKind::of_agreements() {
        assert!(agreement["fees"]["properties"][kind.key()].is_object(), "{}", kind.key());
    }
    assert!(agreement["fees"]["properties"]["deposit"].is_null(), "a deposit is nobody's income");
    for kind in AdjustmentKind::ALL {
        assert!(agreement["adjustments"]["properties"][kind.key()].is_object(), "{}", kind.key());
    }
    let schema = Schema::of(schema);
    for text in [
        DEMO_CONFIG,
        include_str!("../../fixtures/config/every-key.toml"),
        include_str!("../../fixtures/config/least.toml"),
    ] {
        let table: toml::Table = text.parse().expect("TOML");
        let value = serde_json::to_value(table).expect("JSON");
        assert_eq!(schema.faults(&value), Ok(()));
        let mut wrong = value;
        wrong["manager"]["nmae"] = "x".into();
        assert!(schema.faults(&wrong).is_err());
    }
}

#[test]
fn shells_and_readers_get_their_texts() {
    let folder = TempDir::new().expect("a folder");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = command(folder.path(), &["completions", shell]).output().expect("it runs");
        let (out, err, code) = told(&script);
        assert!(code == 0 && out.contains("purge"), "{shell} {err}");
    }
    let (out, _, code) = told(&command(folder.path(), &["man"]).output().expect("it runs"));
    assert!(code == 0 && out.contains(".TH owner-statements 1"), "{out}");
}

#[test]
fn purge_deletes_old_snapshots_and_nothing_else() {
    let desk = Desk::demo();
    let (_, err, code) = desk.run(&["fetch", "--month", "2026-10", "--snapshot", "s/new.json.gz"]);
    assert_eq!(code, 0, "{err}");
    let bytes = fs::read(desk.path().join("s/new.json.gz")).expect("a file");
    let mut old = Snapshot::from_bytes(&bytes).expect("a snapshot").snapshot;
    old.fetched_at = "2020-01-01T00:00:00Z".parse().expect("an instant");
    let old = old.to_bytes().expect("bytes");
    fs::write(desk.path().join("s/old.json.gz"), old).expect("saved");
    desk.write("s/notes.txt", "mine");
    desk.write("s/other.json.gz", "not a snapshot");
    let left = || {
        let entries = fs::read_dir(desk.path().join("s")).expect("a folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name().into_string());
        names.map(|name| name.expect("a name")).collect::<std::collections::BTreeSet<_>>()
    };
    let args = ["purge", "--older-than", "90d", "--dir", "s", "--dry-run"];
    let (out, err, code) = desk.run(&args);
    assert_eq!((out.as_str(), code), ("s/old.json.gz  read 2020-01-01\n", 0), "{err}");
    assert_eq!(left().len(), 4);
    let (out, _, _) = desk.run(&[&args[..], &["--json"]].concat());
    let told: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(told["deleted"][0]["path"], "s/old.json.gz");
    assert_eq!((&told["dry_run"], &told["younger"]), (&true.into(), &1.into()));
    let (out, err, code) = desk.run(&args[..5]);
    assert!(code == 0 && out.contains("s/old.json.gz"), "{err}");
    assert!(err.contains("kept because younger than 90 days: 1; other files kept: 2"), "{err}");
    assert!(left().iter().eq(["new.json.gz", "notes.txt", "other.json.gz"]), "{:?}", left());
    let (_, err, code) = desk.run(&["purge", "--older-than", "soon"]);
    assert!(code == 2 && err.contains("such as 90d"), "{err}");
    desk.close();
}

#[test]
fn doctor_tells_token_connection_and_clock() {
    let desk = Desk::demo();
    let (out, err, code) = desk.run(&["doctor"]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("fonts          IBM Plex Sans, bundled: Latin, Greek, Cyrillic"), "{out}");
    assert!(out.contains("token          found") && out.contains("the token is accepted"), "{out}");
    assert!(out.contains("clock          "), "{out}");
    let (out, err, code) = desk.run_with("wrong", &["doctor"]);
    assert!(code == 4 && out.contains("status 401"), "{out}{err}");
    let mut command = command(desk.path(), &["doctor"]);
    let bare = command.env("HOSPITABLE_BASE_URL", desk.simulator.base_url()).output();
    let (out, err, code) = told(&bare.expect("it runs"));
    assert!(code == 0 && out.contains("there is no token") && out.contains("401"), "{out}{err}");
    let nowhere = ["doctor", "--base-url", "http://127.0.0.1:1/v2"];
    let (out, err, code) = desk.run(&nowhere);
    assert!(
        code == 5 && out.contains("version") && err.contains("cannot connect to Hospitable"),
        "{out}{err}"
    );
    desk.close();
}

/// `doctor` reports the fonts that a statement with such names uses.
#[test]
fn doctor_tells_which_scripts_a_pdf_can_print() {
    let desk = Desk::demo();
    let (out, err, code) = desk.run(&["doctor", "--json"]);
    let found: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((code, &found["status"]), (0, &200.into()), "{err}");
    let fonts = found["fonts"].as_array().expect("a list");
    assert!(fonts.len() >= 20, "{out}");
    let examples = |is_missing: bool| -> String {
        let scripts = fonts.iter().filter(|font| font["install"].is_string() == is_missing);
        scripts.map(|font| font["example"].as_str().expect("an example")).collect()
    };
    for font in fonts {
        let has_fonts = font["fonts"].as_array().is_some_and(|fonts| !fonts.is_empty());
        assert_eq!(font["install"].is_null(), has_fonts, "{font}");
        let is_ours = ["Latin", "Greek", "Cyrillic"].iter().any(|one| font["script"] == *one);
        assert_eq!(font["bundled"].as_bool(), Some(is_ours), "{font}");
    }
    let name = format!("{} {}", examples(false), examples(true));
    desk.write("owner-statements.toml", &DEMO_CONFIG.replace("A. Lindqvist", &name));
    let args = ["generate", "--month", "2026-10", "--format", "pdf"];
    let (_, err, code) = desk.run(&args);
    assert_eq!(code, 0, "{err}");
    let manifest = fs::read(desk.path().join("statements/2026-10/manager/manifest.json"));
    let manifest: serde_json::Value =
        serde_json::from_slice(&manifest.expect("a manifest")).expect("JSON");
    let notices = manifest["notices"].as_array().expect("a list");
    let missing = notices.iter().find(|notice| notice["code"] == "no-font");
    assert_eq!(missing.is_some(), !examples(true).is_empty(), "{notices:?}");
    if let Some(missing) = missing {
        let told = missing["text"].as_str().expect("a text");
        let is_told = |c: char| !c.is_alphabetic() || c.is_ascii() || !told.contains(c);
        assert!(examples(false).chars().all(is_told), "{told}");
    }
    desk.close();
}

#[test]
fn results_and_messages_come_as_json_where_they_are_wanted() {
    let folder = TempDir::new().expect("a folder");
    let args = ["demo", "--json", "--log-format", "json"];
    let (out, err, code) = told(&command(folder.path(), &args).output().expect("it runs"));
    let result: serde_json::Value = serde_json::from_str(&out).expect("one JSON text");
    let statements = result["statements"].as_array().expect("a list");
    assert!(code == 0 && statements.len() >= 4, "{code} {out}");
    assert!(
        statements.iter().all(|one| one["amount"].is_string() && one["files"]["pdf"].is_string())
    );
    for line in err.lines() {
        let said: serde_json::Value = serde_json::from_str(line).expect(line);
        assert!(said["level"].is_string() && said["message"].is_string(), "{line}");
    }
    assert!(err.contains("\"level\":\"note\""), "{err}");
    let desk = Desk::demo();
    let (out, err, _) = desk.run(&["fetch", "--month", "2026-10", "--snapshot", "s.gz", "--json"]);
    let result: serde_json::Value = serde_json::from_str(&out).expect("one JSON text");
    assert!(result["properties"] == 6 && result["snapshot"] == "s.gz", "{out}{err}");
    desk.close();
}

fn init<'a>(more: &[&'a str]) -> Vec<&'a str> {
    ["init"].iter().chain(&TERMS).chain(more).copied().collect()
}

#[test]
fn init_writes_what_check_accepts_as_it_stands() {
    let desk = Desk::demo();
    let (out, err, code) = desk.run(&init(&[]));
    assert_eq!((out.as_str(), code), ("owner-statements.toml\n", 0), "{err}");
    let written = fs::read_to_string(desk.path().join("owner-statements.toml")).expect("a file");
    let config = owner_statements::config::parse_config("written", &written).expect("accepted");
    assert_eq!((config.portfolio.properties.len(), config.portfolio.owners.len()), (6, 6));
    assert_eq!(config.portfolio.manager.name, "Harbour & Pine Stays");
    assert!(written.contains("id = \"owner-1\"\nname = \"Owner of Sea Cottage\""), "{written}");
    let (_, err, code) = desk.run(&["check"]);
    assert_eq!(code, 0, "{err}");
    let (out, err, code) = desk.run(&init(&["--json", "--out", "other.toml"]));
    let told: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((&told["configuration"], &told["properties"]), (&"other.toml".into(), &6.into()));
    assert_eq!((&told["table"], code), (&serde_json::Value::Null, 0), "{err}");
    let (_, err, code) = desk.run(&init(&[]));
    assert!(code == 8 && err.contains("never overwrites"), "{err}");
    let kept = fs::read_to_string(desk.path().join("owner-statements.toml")).expect("a file");
    assert_eq!(kept, written);
    desk.close();
}

#[test]
fn init_guesses_nothing_without_a_terminal() {
    let desk = Desk::demo();
    let (_, err, code) = desk.run(&["init", "--rate", "20%"]);
    assert_eq!(code, 2, "{err}");
    for option in ["--basis", "--base", "--cleaning", "--channel-fee"] {
        assert!(err.contains(&format!("{option} is missing")), "{err}");
    }
    assert!(!err.contains("--rate is missing"), "{err}");
    let mut wrong = init(&[]);
    wrong[6] = "acommodation";
    let (_, err, code) = desk.run(&wrong);
    assert!(code == 3 && err.contains("did you mean 'accommodation'?"), "{code} {err}");
    assert!(!desk.path().join("owner-statements.toml").exists());
    desk.close();
}

#[test]
fn init_takes_sixty_properties_and_their_owners_in_one_go() {
    let property = |number: u32| {
        serde_json::json!({"id": format!("id-{number}"), "name": format!("Home \"{number}\" Müller"),
            "listed": true, "currency": "EUR"})
    };
    let account =
        SimulatedAccount::new((1..=60).map(property).collect(), Vec::new()).expect("an account");
    let desk = Desk::with(account);
    let mut table = "property,owner,email,agreement,share\n".to_owned();
    for number in 1..=59 {
        let owner = number / 2;
        let agreement = if number > 50 { "premium" } else { "" };
        table += &format!("\"Home \"\"{number}\"\" Müller\",Ö. Owner {owner},,{agreement},100%\n");
    }
    desk.write("owners.csv", &table);
    let (_, err, code) = desk.run(&init(&["--owners", "owners.csv", "--manager", "M"]));
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("no owner for Home \"60\" Müller") && err.contains("premium"), "{err}");
    let written = fs::read_to_string(desk.path().join("owner-statements.toml")).expect("a file");
    let portfolio =
        owner_statements::config::parse_config("written", &written).expect("accepted").portfolio;
    assert_eq!((portfolio.properties.len(), portfolio.owners.len()), (60, 31));
    assert_eq!(portfolio.agreements.len(), 2);
    assert!(written.contains("id = \"o-owner-7\"\nname = \"Ö. Owner 7\""), "{written}");
    desk.write("owners.csv", "property,owner,share\nid-1,A,50%\nid-9x,B,\n");
    let (_, err, code) = desk.run(&init(&["--owners", "owners.csv", "--out", "other.toml"]));
    assert!(code == 3 && err.contains("owners.csv:2: share is '50%'"), "{code} {err}");
    assert!(err.contains("owners.csv:3: the account has no property 'id-9x'"), "{err}");
    desk.close();
}
