//! The commands of a first month, as processes of their own, against the simulator.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use chrono::NaiveDate;
use owner_statements::simulator::{Account, DEMO_CONFIG, Options, Simulator, start};
use tempfile::TempDir;

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
    fn with(account: Account) -> Self {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let today = NaiveDate::from_ymd_opt(2026, 11, 2).expect("a date");
        let mut options = Options::new(today);
        options.token = Some("right".to_owned());
        let simulator = runtime.block_on(start(account, options)).expect("a simulator");
        Self { folder: TempDir::new().expect("a folder"), simulator, runtime }
    }

    fn demo() -> Self {
        Self::with(Account::demo())
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
    assert!(out.contains("The money of a stay counts on the day of check-out."), "{out}");
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
    assert!(err.contains(&format!("the account has no property Sea Cottage ({other})")), "{err}");
    assert!(err.contains(&format!("Sea Cottage ({known}) is in the account and not in")), "{err}");
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
    assert!(out.contains("next: compare with the account: owner-statements check"), "{out}");
    let (_, err, code) = told(&command(&folder, &["check"]).output().expect("it runs"));
    assert!(code == 4 && err.contains("there is no token"), "{code} {err}");
    desk.write("bad.toml", "schema = \"1\"\n");
    let (_, err, code) = desk.run(&["check", "--config", "bad.toml"]);
    assert!(code == 3 && err.contains("bad.toml:1:10") && err.contains("[manager]"), "{err}");
    desk.close();
}
