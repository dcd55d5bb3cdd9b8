//! A case of the gallery of failures: what is run, on what, and how it is made ready.

use std::collections::BTreeMap;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

use super::world::{Api, By, Run, SNAPSHOT, TOKEN, World, packed, plain};

/// What is run, and on what.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The heading in docs/errors.md, without a full stop.
    pub title: String,
    /// Its section of docs/errors.md.
    pub group: Group,
    /// What one did, in a sentence or two.
    pub did: String,
    /// Whether it comes before the rarer ones of its group.
    #[serde(default)]
    pub common: bool,
    /// The command line; `{api}` is the simulator's address, `{silent}` that of a service which
    /// takes a request and never answers.
    pub args: Vec<String>,
    pub exit: i32,
    /// Faults of the simulator; it runs only where this is given.
    pub api: Option<Vec<String>>,
    /// What the file `token` holds instead of the token that the simulator knows.
    token: Option<String>,
    /// The simulator knows that token, too.
    #[serde(default)]
    token_known: bool,
    /// Who may read the file `token`, as in `chmod`.
    token_mode: Option<u32>,
    /// `snapshot.json.gz`, if there is to be one.
    snapshot: Option<Condition>,
    /// Reservations of the account that are changed.
    #[serde(default)]
    rows: Vec<Edit>,
    /// Parts of `owner-statements.toml`, and their replacements.
    #[serde(default)]
    config: Vec<(String, String)>,
    /// Command lines that succeed before.
    #[serde(default)]
    before: Vec<Vec<String>>,
    /// Files that are added after those, with their texts.
    #[serde(default)]
    add: BTreeMap<String, String>,
    /// Folders that are made after those, and who may use them, as in `chmod`.
    #[serde(default)]
    folders: BTreeMap<String, u32>,
    /// So many megabytes are added to the description of the first property.
    #[serde(default)]
    megabytes: usize,
    /// Links that are made after those, and where they lead.
    #[serde(default)]
    links: BTreeMap<String, String>,
    /// What a shell does before it becomes the program.
    shell: Option<String>,
    /// Run as a user without permissions in the file system.
    #[serde(default)]
    without_rights: bool,
    /// It needs what only Linux has: `flock`, `/dev/full`, and `setpriv` where root runs the tests.
    #[serde(default)]
    linux: bool,
    /// The signal that it gets once the silent service was asked: `INT`, `TERM`.
    signal: Option<String>,
    /// There is a result all the same: some statements, a table.
    #[serde(default)]
    pub results: bool,
    /// It waits between its tries, so it is run once only.
    #[serde(default)]
    pub slow: bool,
}

/// The parts of docs/errors.md, in their order.
#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    Token,
    Configuration,
    Account,
    Data,
    Files,
    CommandLine,
}

/// A change of one reservation.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    code: String,
    /// The place in the reservation, as a JSON pointer; the whole of it is left out if empty.
    at: String,
    /// The replacement, as JSON; without it the place is removed.
    json: Option<String>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum Condition {
    Whole,
    Cut,
    Newer,
    Edited,
    SomethingElse,
}

impl Condition {
    fn bytes(self) -> Vec<u8> {
        match self {
            Self::Whole => SNAPSHOT.clone(),
            Self::Cut => SNAPSHOT[..SNAPSHOT.len() / 2].to_vec(),
            Self::Newer => {
                let text = String::from_utf8(plain(&SNAPSHOT)).expect("a text");
                let mut value: Value = serde_json::from_str(&text).expect("JSON");
                let version = value.get_mut("version").expect("a version");
                *version = 1000.into();
                packed(value.to_string().as_bytes())
            }
            Self::Edited => {
                let text = String::from_utf8(plain(&SNAPSHOT)).expect("a text");
                let edited = text.replacen("\"amount\":61650", "\"amount\":61660", 1);
                assert_ne!(edited, text, "an amount was changed");
                packed(edited.as_bytes())
            }
            Self::SomethingElse => packed(b"{\"reservations\": []}"),
        }
    }
}

impl Edit {
    fn make(&self, rows: &mut Vec<Value>) {
        let found = rows.iter().position(|row| row["code"] == *self.code);
        let found = found.unwrap_or_else(|| unreachable!("no reservation {}", self.code));
        let Some((parent, key)) = self.at.rsplit_once('/') else {
            rows.remove(found);
            return;
        };
        let place = rows[found].pointer_mut(parent);
        let place = place.unwrap_or_else(|| unreachable!("no {} in {}", self.at, self.code));
        let new = self.json.as_ref().map(|json| serde_json::from_str(json).expect("JSON"));
        match (place, new) {
            (Value::Object(fields), Some(new)) => drop(fields.insert(key.to_owned(), new)),
            (Value::Object(fields), None) => drop(fields.remove(key).expect("a field")),
            (Value::Array(entries), Some(new)) if key == "-" => entries.push(new),
            (Value::Array(entries), new) => {
                let number: usize = key.parse().expect("a number");
                match new {
                    Some(new) => entries[number] = new,
                    None => drop(entries.remove(number)),
                }
            }
            (other, _) => unreachable!("{} leads into {other}", self.at),
        }
    }
}

/// The folders of all cases, in order of their names.
pub fn gallery() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/failures");
    let entries = fs::read_dir(folder).expect("the gallery");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    cases.sort();
    cases
}

impl Case {
    pub fn read(folder: &Path) -> Self {
        let text = fs::read_to_string(folder.join("case.toml")).expect("a case");
        toml::from_str(&text).unwrap_or_else(|error| unreachable!("{}: {error}", folder.display()))
    }

    /// The folder that it runs in, with everything in it.
    pub fn prepare(&self, folder: &Path) -> World {
        let world = World::new();
        for entry in fs::read_dir(folder).expect("a case") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
            if !matches!(name, "case.toml" | "expected.txt") {
                world.write(name, &fs::read(&path).expect("a file"));
            }
        }
        if !self.rows.is_empty() {
            let rows = world.json("account/reservations.json");
            let mut rows = rows.as_array().expect("a list of reservations").clone();
            self.rows.iter().for_each(|edit| edit.make(&mut rows));
            let text = Value::from(rows).to_string();
            world.write("account/reservations.json", text.as_bytes());
        }
        if self.megabytes > 0 {
            let mut properties = world.json("account/properties.json");
            properties[0]["summary"] = "x".repeat(self.megabytes << 20).into();
            world.write("account/properties.json", properties.to_string().as_bytes());
        }
        if !self.config.is_empty() {
            let mut text = world.text("owner-statements.toml");
            for (old, new) in &self.config {
                assert!(text.contains(old), "{}: nothing like {old}", folder.display());
                text = text.replacen(old, new, 1);
            }
            world.write("owner-statements.toml", text.as_bytes());
        }
        if let Some(condition) = self.snapshot {
            world.write("snapshot.json.gz", &condition.bytes());
        }
        for args in &self.before {
            let run = world.run(&args.iter().map(String::as_str).collect::<Vec<_>>());
            assert_eq!(run.exit, 0, "{}: {}", folder.display(), run.err);
        }
        self.add_to(&world);
        world
    }

    fn add_to(&self, world: &World) {
        if let Some(token) = &self.token {
            world.write("token", token.as_bytes());
        }
        if let Some(mode) = self.token_mode {
            world.allow("token", mode);
        }
        for (path, text) in &self.add {
            world.write(path, text.as_bytes());
        }
        for (path, mode) in &self.folders {
            fs::create_dir_all(world.path(path)).expect("a folder");
            world.allow(path, *mode);
        }
        for (path, target) in &self.links {
            std::os::unix::fs::symlink(target, world.path(path)).expect("a link");
        }
    }

    /// Whether this system has what the case needs.
    pub fn can_run(&self) -> bool {
        !self.linux || cfg!(target_os = "linux")
    }

    /// Whether a text shows the token that the case is about.
    pub fn shows_token(&self, text: &str) -> bool {
        let token = self.token.as_deref().unwrap_or(TOKEN);
        token.lines().any(|line| line.len() >= 8 && text.contains(line))
    }

    /// The simulator, if the case needs one.
    pub fn simulate(&self, world: &World) -> Option<Api> {
        let faults: Vec<&str> = self.api.as_ref()?.iter().map(String::as_str).collect();
        let known = self.token.as_deref().filter(|_| self.token_known).unwrap_or(TOKEN);
        Some(world.simulate_for(known.trim(), &faults))
    }

    pub fn run(&self, world: &World, api: Option<&Api>, more: &[&str]) -> Run {
        let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
        let silent_url = format!("http://{}/v2", silent.local_addr().expect("an address"));
        let address = api.map_or("", Api::base_url);
        let fill = |arg: &String| arg.replace("{api}", address).replace("{silent}", &silent_url);
        let args: Vec<String> = self.args.iter().map(fill).collect();
        let args: Vec<&str> = args.iter().map(String::as_str).chain(more.iter().copied()).collect();
        if let Some(signal) = &self.signal {
            return world.run_until(signal, &args, || silent.accept().expect("a request"));
        }
        let by = match (&self.shell, self.without_rights) {
            (Some(script), _) => By::Shell(script),
            (None, true) => By::SomebodyWithoutRights,
            (None, false) => By::Itself,
        };
        world.run_by(by, &args)
    }
}
