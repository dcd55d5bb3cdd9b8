//! A folder of its own with the example account in it, the program as a process, and the simulator
//! as another.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::LazyLock;

use owner_statements::simulator::DEMO_RECEIPTS;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

/// The token of all runs: it must never appear in any output or file.
pub const TOKEN: &str = "marker-of-the-token-4711";

/// The month of the example account.
pub const MONTH: &str = "2026-10";

/// The owners of the example account.
pub const OWNERS: [&str; 4] = ["ejemplar", "lindqvist", "paradeigmatou", "samplesworth"];

/// A snapshot of the example account, read by the program from the simulator.
pub static SNAPSHOT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let world = World::new();
    let api = world.simulate(&[]);
    let run = api.run(&world, &["fetch", "--month", MONTH, "--snapshot", "kept.json.gz"]);
    assert_eq!(run.exit, 0, "{}", run.err);
    world.read("kept.json.gz")
});

/// The output of a run.
#[derive(Debug)]
pub struct Run {
    pub exit: i32,
    pub out: String,
    pub err: String,
}

/// The simulator's day, so that what it answers does not depend on when the tests run.
const TODAY: &str = "2026-11-23";

/// The options that `init` needs.
pub const TERMS: [&str; 10] = [
    "--basis",
    "check-out",
    "--rate",
    "20%",
    "--base",
    "accommodation,discounts",
    "--cleaning",
    "manager",
    "--channel-fee",
    "owner",
];

/// A temporary folder: `account`, `owner-statements.toml`, `token`.
pub struct World {
    folder: TempDir,
}

impl World {
    /// With the example account, its configuration and a private file with the token.
    pub fn new() -> Self {
        Self::new_in(Path::new(env!("CARGO_TARGET_TMPDIR")))
    }

    /// The same below another folder.
    pub fn new_in(folder: &Path) -> Self {
        let world = Self { folder: TempDir::new_in(folder).expect("a temporary folder") };
        let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/demo");
        for name in ["properties.json", "reservations.json", "user.json"] {
            world.write(&format!("account/{name}"), &fs::read(demo.join(name)).expect("demo data"));
        }
        let config = fs::read(demo.join("owner-statements.toml")).expect("the demo's settings");
        world.write("owner-statements.toml", &config);
        let entries = fs::read(demo.join("entries.csv")).expect("the demo's entries");
        world.write("entries.csv", &entries);
        for (path, bytes) in DEMO_RECEIPTS {
            world.write(path, bytes);
        }
        world.write("token", format!("{TOKEN}\n").as_bytes());
        world.allow("token", 0o600);
        world
    }

    /// The same with a snapshot of the month, `snapshot.json.gz`.
    pub fn with_snapshot() -> Self {
        let world = Self::new();
        world.write("snapshot.json.gz", &SNAPSHOT);
        world
    }

    /// Lets requests follow each other as fast as a configuration may say.
    pub fn hurry(&self) {
        let config = self.text("owner-statements.toml");
        let config = format!("{config}\n[fetch]\nburst = 100\nper_minute = 600\n");
        self.write("owner-statements.toml", config.as_bytes());
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn read(&self, path: &str) -> Vec<u8> {
        let bytes = fs::read(self.path(path));
        bytes.unwrap_or_else(|error| unreachable!("{path}: {error}"))
    }

    pub fn text(&self, path: &str) -> String {
        String::from_utf8(self.read(path)).expect("a text in UTF-8")
    }

    pub fn json(&self, path: &str) -> Value {
        serde_json::from_slice(&self.read(path)).expect("JSON")
    }

    pub fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder made");
        fs::write(path, bytes).expect("a file written");
    }

    #[cfg(unix)]
    pub fn allow(&self, path: &str, mode: u32) {
        use std::os::unix::fs::PermissionsExt;
        let allowed = fs::Permissions::from_mode(mode);
        fs::set_permissions(self.path(path), allowed).expect("permissions set");
    }

    #[cfg(not(unix))]
    pub fn allow(&self, _path: &str, _mode: u32) {}

    /// The bytes of every file below a folder, by their paths from it.
    pub fn files(&self, under: &str) -> BTreeMap<String, Vec<u8>> {
        let top = self.path(under);
        let mut found = BTreeMap::new();
        let mut folders = vec![top.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten() {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                if !path.exists() {
                    // a link that leads nowhere
                    continue;
                }
                let name = path.strip_prefix(&top).expect("a file below").display().to_string();
                found.insert(name, fs::read(&path).expect("a file read"));
            }
        }
        found
    }

    /// Runs the program here, with nothing in its environment but what is given.
    pub fn run_with(&self, environment: &[(&str, &str)], args: &[&str]) -> Run {
        let ended = command(self.folder.path(), args)
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .output()
            .expect("the program runs");
        self.told(args, ended)
    }

    pub fn run(&self, args: &[&str]) -> Run {
        self.run_with(&[], args)
    }

    /// Makes the month from the snapshot; must succeed.
    pub fn generate(&self, args: &[&str]) -> Run {
        let first = ["generate", "--snapshot", "snapshot.json.gz"];
        let run = self.run(&[&first, args].concat());
        assert_eq!(run.exit, 0, "{}", run.err);
        run
    }

    /// Neither on the terminal nor in any file but the one that holds it.
    fn ensure_no_token(&self, args: &[&str], run: &Run) {
        let shown = format!("{}{}", run.out, run.err);
        assert!(!shown.contains(TOKEN), "the token is shown by {args:?}:\n{shown}");
        for (path, bytes) in self.files("") {
            let kept = String::from_utf8_lossy(&plain(&bytes)).contains(TOKEN);
            assert!(path == "token" || !kept, "the token is in {path} after {args:?}");
        }
    }

    /// Runs the program in another way than by itself.
    pub fn run_by(&self, by: By<'_>, args: &[&str]) -> Run {
        let program = env!("CARGO_BIN_EXE_owner-statements");
        let script;
        let prefix: Vec<&str> = match by {
            By::Itself => return self.run(args),
            By::Shell(before) => {
                script = format!("{before}; exec \"$@\"");
                vec!["bash", "-c", &script, "bash"]
            }
            By::SomebodyWithoutRights if is_root(self.folder.path()) => {
                vec!["setpriv", "--inh-caps=-all", "--bounding-set=-all"]
            }
            By::SomebodyWithoutRights => return self.run(args),
        };
        let all = [&prefix[1..], &[program], args].concat();
        let ended = in_folder(Command::new(prefix[0]), self.folder.path(), &all)
            .stdin(Stdio::null())
            .output()
            .expect("the program runs");
        self.told(args, ended)
    }

    /// Starts the program and sends it a signal once `asked` returns.
    pub fn run_until<T>(&self, signal: &str, args: &[&str], asked: impl FnOnce() -> T) -> Run {
        let mut started = command(self.folder.path(), args);
        started.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let process = started.spawn().expect("the program starts");
        // what was asked stays open: a connection that ends would be tried again
        let _open = asked();
        let id = process.id().to_string();
        let sent = Command::new("kill").args(["-s", signal, &id]).status().expect("kill runs");
        assert!(sent.success(), "{signal} could not be sent");
        self.told(args, process.wait_with_output().expect("it ends"))
    }

    fn told(&self, args: &[&str], ended: Output) -> Run {
        let run = Run {
            exit: ended.status.code().expect("an exit code"),
            out: String::from_utf8(ended.stdout).expect("text"),
            err: String::from_utf8(ended.stderr).expect("text"),
        };
        self.ensure_no_token(args, &run);
        run
    }

    /// Starts the simulator on this account.
    pub fn simulate(&self, args: &[&str]) -> Api {
        self.simulate_for(TOKEN, args)
    }

    /// Starts the simulator on this account for another token.
    pub fn simulate_for(&self, token: &str, args: &[&str]) -> Api {
        let first = ["simulate", "--data", "account", "--port", "0", "--today", TODAY];
        let first = [&first[..], &["--token", token]].concat();
        let mut process = command(self.folder.path(), &[&first, args].concat())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the simulator starts");
        let mut line = String::new();
        let mut out = BufReader::new(process.stdout.take().expect("its output"));
        out.read_line(&mut line).expect("its first line");
        let address = line.trim_end().strip_prefix("listening on ").unwrap_or_default();
        assert!(address.starts_with("http://127.0.0.1:"), "{line}");
        Api { process, base_url: format!("{address}/v2") }
    }
}

/// The program in a folder, its environment empty so that neither a proxy nor a token of whoever
/// runs the tests reaches it.
pub fn command(folder: &Path, args: &[&str]) -> Command {
    in_folder(Command::new(env!("CARGO_BIN_EXE_owner-statements")), folder, args)
}

fn in_folder(mut command: Command, folder: &Path, args: &[&str]) -> Command {
    command.args(args).current_dir(folder).env_clear().env("TZ", "UTC");
    command
}

/// Who runs the program.
#[derive(Debug, Clone, Copy)]
pub enum By<'a> {
    Itself,
    /// A shell that does this first.
    Shell(&'a str),
    /// The user of these tests, without root's privileges.
    SomebodyWithoutRights,
}

/// Whether the tests run as root, which ignores folder permissions.
fn is_root(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(folder).expect("the folder").uid() == 0
}

/// A file's content, unpacked if it is compressed.
pub fn plain(bytes: &[u8]) -> Vec<u8> {
    use std::io::Read;
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return bytes.to_vec();
    }
    let mut found = Vec::new();
    // what is cut on purpose is unpacked as far as it goes
    let _ = flate2::read::GzDecoder::new(bytes).read_to_end(&mut found);
    found
}

pub fn packed(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).expect("bytes packed");
    packer.finish().expect("bytes packed")
}

pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The simulator as a separate process; killed when dropped.
pub struct Api {
    process: Child,
    base_url: String,
}

impl Api {
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Runs the program against this simulator with the token's file.
    pub fn run(&self, world: &World, args: &[&str]) -> Run {
        let access = ["--base-url", &self.base_url, "--token-file", "token"];
        world.run(&[args, &access].concat())
    }
}

impl Drop for Api {
    fn drop(&mut self) {
        // one that has ended already needs no end
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
