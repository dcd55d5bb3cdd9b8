//! House rules that the compiler does not check: which module may import which, how long a file is,
//! what a template may contain, and that the documents match the program.

mod circles;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use owner_statements::cli::Exit;

/// The modules and the modules that each may import: exactly those that it needs.
const MODULES: [(&str, &[&str]); 19] = [
    ("domain", &[]),
    ("fees", &["domain"]),
    ("recognition", &["domain", "fees"]),
    ("statement", &["domain", "fees", "recognition"]),
    ("labels", &["domain"]),
    ("locale", &["domain"]),
    ("render", &["domain", "fees", "labels", "locale", "recognition", "statement", "text"]),
    ("snapshot", &["domain"]),
    ("hospitable", &["domain", "snapshot", "text"]),
    ("intake", &["domain", "labels", "snapshot", "text"]),
    ("text", &[]),
    ("tables", &["text"]),
    ("config", &["domain", "labels", "locale", "tables", "text"]),
    ("manager_files", &["domain", "tables", "text"]),
    ("manifest", &[]),
    ("output", &["manifest", "text"]),
    (
        "month",
        &[
            "config",
            "domain",
            "intake",
            "locale",
            "manager_files",
            "manifest",
            "output",
            "render",
            "snapshot",
            "statement",
            "text",
        ],
    ),
    ("simulator", &[]),
    (
        "cli",
        &[
            "config",
            "domain",
            "hospitable",
            "locale",
            "manager_files",
            "manifest",
            "month",
            "output",
            "render",
            "simulator",
            "snapshot",
            "statement",
            "tables",
            "text",
        ],
    ),
];

/// What the parts of `render` may import; a page is only text, so what prints it knows no figure.
const RENDER: [(&str, &[&str]); 10] = [
    ("render/page.rs", &[]),
    ("render/batch_page.rs", &[]),
    ("render/html", &["render", "text"]),
    ("render/pdf", &["render", "text"]),
    ("render/csv", &["domain", "locale", "render", "statement", "text"]),
    ("render/format.rs", &["locale", "statement"]),
    ("render/index", &["domain", "locale", "render", "statement"]),
    ("render/compose", &["domain", "fees", "locale", "render", "statement"]),
    ("render/json", &["domain", "fees", "locale", "recognition", "statement"]),
    (
        "render/explain",
        &["domain", "fees", "labels", "locale", "recognition", "render", "statement", "text"],
    ),
];

/// Names that only some modules or files may use, with these.
const EDGES: [(&str, &[&str]); 16] = [
    ("reqwest", &["hospitable"]),
    ("axum", &["simulator"]),
    ("std::net", &["hospitable", "simulator"]),
    ("std::fs", &["cli", "output", "simulator", "snapshot"]),
    ("std::env::", &["cli"]),
    ("std::process", &["cli", "main.rs", "output"]),
    ("Utc::now", &["cli"]),
    ("SystemTime", &["hospitable"]),
    ("Instant::", &["hospitable"]),
    ("comfy_table", &["cli"]),
    ("printpdf", &["render/pdf/backend.rs"]),
    ("lopdf", &["render/pdf/backend.rs"]),
    // which characters are dangerous is known in one place; ids are refused with any control
    ("is_control", &["domain", "hospitable"]),
    ("\\u{202e}", &["text"]),
    ("indicatif", &["cli"]),
    (
        "serde_json",
        &["cli", "hospitable", "intake", "manifest", "month", "render", "simulator", "snapshot"],
    ),
];

const LINES_MAX: usize = 500;

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = top().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| unreachable!("{}: {error}", path.display()))
}

/// The files below a folder, by their paths from the top.
fn files(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![top().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let path = path.strip_prefix(top()).expect("a path from the top");
                found.push(path.display().to_string());
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no files in {folder}");
    found
}

fn rust_files(folder: &str) -> Vec<String> {
    files(folder).into_iter().filter(|path| path.ends_with(".rs")).collect()
}

/// A file of `src` without its tests and its comments; of a file of tests, nothing.
fn code(path: &str) -> String {
    let text = read(path);
    let before_tests = text.split_once("#[cfg(test)]\nmod tests").map_or(text.as_str(), |t| t.0);
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    before_tests.lines().filter(is_code).map(|line| format!("{line}\n")).collect()
}

/// Whether the file is a module that exists for tests only.
fn is_test(path: &str) -> bool {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let module = name.trim_end_matches(".rs");
    let front = [format!("{folder}/mod.rs"), format!("{folder}.rs")];
    let front = front.into_iter().find(|front| front != path && top().join(front).is_file());
    front.is_some_and(|front| read(front).contains(&format!("#[cfg(test)]\nmod {module};")))
}

/// The code below a folder or of one file of `src`.
fn module(place: &str) -> Vec<(String, String)> {
    let all = rust_files("src").into_iter();
    let inside = format!("src/{place}");
    let here = all.filter(|path| *path == inside || path.starts_with(&format!("{inside}/")));
    let found: Vec<_> =
        here.filter(|path| !is_test(path)).map(|path| (path.clone(), code(&path))).collect();
    assert!(!found.is_empty(), "no such module: {place}");
    found
}

/// The modules that a file's code names after `crate::`.
fn known(path: &str, code: &str) -> BTreeSet<String> {
    assert!(!code.contains("crate::{"), "{path}: one `use crate::module` a module");
    // so many times `super` lead out of the module
    let folders = path.split('/').count() - 1;
    let depth = if path.ends_with("/mod.rs") { folders - 1 } else { folders };
    assert!(!code.contains(&"super::".repeat(depth)), "{path} leaves its module by `super`");
    let after = code.split("crate::").skip(1);
    let module =
        |rest: &str| rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
    after.map(module).collect()
}

fn check_arrows(place: &str, allowed: &[&str]) {
    let allowed: BTreeSet<&str> = allowed.iter().copied().collect();
    let mut used = BTreeSet::new();
    for (path, code) in module(place) {
        for other in known(&path, &code) {
            let may = other == place || allowed.contains(other.as_str());
            assert!(may, "{path} may not know `{other}`");
            used.insert(other);
        }
    }
    for other in allowed {
        assert!(used.contains(other), "{place} is allowed to know `{other}` and does not");
    }
}

#[test]
fn modules_know_only_what_they_may() {
    let listed: BTreeSet<&str> = MODULES.iter().map(|(module, _)| *module).collect();
    let front = read("src/lib.rs");
    let modules = front.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    assert_eq!(listed, modules.collect(), "src/lib.rs and this list");
    for (module, allowed) in MODULES {
        check_arrows(module, allowed);
    }
}

#[test]
fn what_prints_a_page_knows_no_figure() {
    for (place, allowed) in RENDER {
        check_arrows(place, allowed);
    }
    for place in ["render/html", "render/pdf"] {
        for (path, code) in module(place) {
            let of_page = [
                "render::page",
                "render::batch_page",
                "render::explain",
                "text::",
                &place.replace('/', "::"),
            ];
            for rest in code.split("crate::").skip(1) {
                assert!(of_page.iter().any(|part| rest.starts_with(part)), "{path}: {rest:.40}");
            }
        }
    }
}

#[test]
fn only_the_edges_touch_the_world() {
    for path in rust_files("src") {
        if is_test(&path) {
            continue;
        }
        let code = code(&path);
        let file = path.trim_start_matches("src/");
        let may = |place: &&str| file == *place || file.starts_with(&format!("{place}/"));
        for (word, allowed) in EDGES {
            assert!(!code.contains(word) || allowed.iter().any(may), "{path} uses {word}");
        }
    }
}

#[test]
fn money_is_never_a_binary_fraction() {
    for place in ["domain", "fees", "recognition", "statement", "config", "month"] {
        for (path, code) in module(place) {
            for word in ["f32", "f64"] {
                let mut parts = code.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
                assert!(!parts.any(|part| part == word), "{path} uses {word}");
            }
        }
    }
}

#[test]
fn files_are_short_have_a_front_and_a_name_of_their_own() {
    for path in ["src", "benches", "tests"].map(rust_files).concat() {
        let text = read(&path);
        // of a file of tests everything counts
        let of_source = text.split("\n#[cfg(test)]").next().unwrap_or_default();
        let before_tests = if path.starts_with("src/") { of_source } else { &text };
        let lines = before_tests.lines().count();
        assert!(lines <= LINES_MAX, "{path} has {lines} lines");
        assert!(text.starts_with("//! "), "{path} does not say what it is for");
    }
    for path in rust_files("src").into_iter().chain(rust_files("tests")) {
        let stem = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
        let folders = path.split('/').any(|part| ["utils", "common", "helpers"].contains(&part));
        let vague = ["utils", "util", "common", "helpers", "helper", "types", "misc"];
        assert!(!folders && !vague.contains(&stem), "{path} says nothing by its name");
    }
}

/// The texts in quotation marks in code, with continued lines joined.
fn quoted_texts(code: &str) -> Vec<String> {
    // a quotation mark as a character begins no text
    let code = code.replace("'\"'", "' '").replace("'\\\\'", "' '");
    let mut texts = Vec::new();
    let mut rest = code.chars();
    while rest.by_ref().any(|c| c == '"') {
        let mut text = String::new();
        while let Some(c) = rest.next() {
            match c {
                '"' => break,
                '\\' => match rest.next() {
                    Some('\n') => {
                        let after = rest.as_str().trim_start();
                        rest = after.chars();
                    }
                    Some(escaped) => text.extend(['\\', escaped]),
                    None => break,
                },
                c => text.push(c),
            }
        }
        texts.push(text);
    }
    texts
}

/// Turns of phrase that no message, hint or word of a statement uses.
const ARCHAIC: &str = "reckon, reckons, reckoned, mend, mends, mended, telephone, telephones, \
                       lies beside, lie beside, stands beside, stands on, stand on, stands in, \
                       stand in, is told, are told, borne, whose the, whose it is, nobody's, \
                       in place of";

#[test]
fn texts_are_in_plain_english() {
    let has = |text: &str, turn: &str| {
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        text.match_indices(turn).any(|(at, _)| {
            let after = text[at + turn.len()..].chars().next();
            !is_word(text[..at].chars().next_back()) && !is_word(after)
        })
    };
    assert!(quoted_texts("f(\"it is \\\n   borne\")") == ["it is borne"], "texts are not found");
    for path in rust_files("src") {
        if is_test(&path) {
            continue;
        }
        // a word alone is a key
        let texts = quoted_texts(&code(&path)).into_iter().filter(|text| text.contains(' '));
        for text in texts {
            for turn in ARCHAIC.split(", ") {
                assert!(!has(&text, turn), "{path} says \"{turn}\": {text}");
            }
        }
    }
}

#[test]
fn nothing_is_left_unfinished() {
    // in two parts, so that this file does not find itself
    let words =
        [("todo", "!("), ("unimplemented", "!("), ("dbg", "!("), ("FIX", "ME"), ("XX", "X ")];
    let sources = ["src", "tests", "benches"].map(rust_files).concat();
    for path in sources.into_iter().chain(files("templates")) {
        let text = read(&path);
        for (word, rest) in words {
            assert!(!text.contains(&format!("{word}{rest}")), "{path} is not finished: {word}");
        }
    }
}

/// The text between `open` and `close`, piece by piece, and what is left without the pieces.
fn parted(text: &str, open: &str, close: &str) -> (Vec<String>, String) {
    let mut pieces = Vec::new();
    let mut left = String::new();
    let mut parts = text.split(open);
    left.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (inside, after) = part.split_once(close).expect("what is opened is closed");
        pieces.push(inside.to_owned());
        left.push_str(after);
    }
    (pieces, left)
}

#[test]
fn templates_neither_compute_nor_speak() {
    for path in files("templates") {
        let (_, text) = parted(&read(&path), "{#", "#}");
        let (shown, text) = parted(&text, "{{", "}}");
        let (steps, text) = parted(&text, "{%", "%}");
        for code in shown.iter().chain(&steps) {
            // pieces are written like tags, and hyphens at the ends only take away space
            let code = code.trim_matches('-').replace(" />", "");
            for operator in [" + ", " - ", " * ", " / ", " % ", " ~ "] {
                assert!(!code.contains(operator), "{path} computes: {code}");
            }
            let mut words = code.split(|c: char| !c.is_alphanumeric() && c != '_');
            let computes = |word: &str| ["sum", "round", "abs", "int", "float"].contains(&word);
            assert!(!words.any(computes), "{path} computes: {code}");
        }
        if path.ends_with("style.html") {
            continue;
        }
        let (_, text) = parted(&text, "<style", "</style>");
        let (tags, words) = parted(&text, "<", ">");
        assert!(!words.chars().any(char::is_alphabetic), "{path} speaks: {}", words.trim());
        for tag in tags {
            for attribute in
                [" title=\"", " alt=\"", " aria-label=\"", " placeholder=\"", " data-label=\""]
            {
                let value = tag.split_once(attribute).and_then(|(_, rest)| rest.split_once('"'));
                let value = value.map_or("", |(value, _)| value);
                assert!(!value.chars().any(char::is_alphabetic), "{path} speaks: <{tag}>");
            }
            assert!(!tag.starts_with("script") && !tag.contains(" on"), "{path} acts: <{tag}>");
        }
    }
}

#[test]
fn the_readme_lists_the_exit_codes() {
    let readme = read("README.md");
    let rows = readme.lines().filter_map(|line| {
        let (code, meaning) = line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | ")?;
        Some((code.parse::<u8>().ok()?, meaning))
    });
    let rows: BTreeMap<u8, &str> = rows.collect();
    let expected = Exit::ALL.into_iter().map(|(exit, meaning)| (exit.code(), meaning));
    assert_eq!(rows, expected.collect());
}

#[test]
fn the_readme_names_the_two_commands_to_try() {
    let readme = read("README.md");
    assert!(readme.contains("```sh\ncargo run -- demo\ncargo test\n```"));
}

#[test]
fn the_plan_of_the_house_is_the_house() {
    let plan = read("ARCHITECTURE.md");
    let modules: BTreeMap<&str, &[&str]> = MODULES.into_iter().collect();
    let mut found = BTreeSet::new();
    for line in plan.lines() {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [module, _, imports, _] = cells[..] else { continue };
        let module = module.trim_matches('`');
        let Some(allowed) = modules.get(module) else { continue };
        let said: BTreeSet<&str> = imports.split(", ").filter(|name| *name != "–").collect();
        if imports != "all" {
            assert_eq!(said, allowed.iter().copied().collect(), "ARCHITECTURE.md on {module}");
        }
        found.insert(module);
    }
    assert_eq!(found, modules.into_keys().collect(), "modules in ARCHITECTURE.md");
}

#[test]
fn changes_of_figures_have_their_place() {
    let changes = read("CHANGELOG.md");
    let newest = changes.split("\n## ").nth(1).expect("a version in CHANGELOG.md");
    assert!(newest.contains("\n### Figures\n"), "CHANGELOG.md does not tell of figures");
    let version = newest.split_whitespace().next();
    assert_eq!(version, Some(env!("CARGO_PKG_VERSION")));
}

#[test]
fn links_within_the_documents_lead_somewhere() {
    let pages =
        ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md"].map(String::from);
    let docs = files("docs").into_iter().filter(|path| path.ends_with(".md"));
    for page in pages.into_iter().chain(docs) {
        let folder = Path::new(&page).parent().unwrap_or(Path::new(""));
        let text = read(&page);
        for rest in text.split("](").skip(1) {
            let target = rest.split(')').next().unwrap_or_default();
            let file = target.split('#').next().unwrap_or_default();
            if file.is_empty() || file.contains("://") || file.starts_with("mailto:") {
                continue;
            }
            assert!(top().join(folder).join(file).exists(), "{page} leads to {file}");
        }
    }
}

/// The anchors of a page's headings, as GitHub makes them.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut in_code = false;
    let mut found = BTreeSet::new();
    for line in text.lines() {
        if line.starts_with("```") {
            in_code = !in_code;
        } else if !in_code && line.starts_with('#') {
            let heading = line.trim_start_matches('#').trim().to_lowercase();
            let kept = heading.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
            found.insert(kept.collect::<String>().replace(' ', "-"));
        }
    }
    found
}

#[test]
fn links_to_headings_lead_to_a_heading() {
    let pages =
        ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md"].map(String::from);
    let docs = files("docs").into_iter().filter(|path| path.ends_with(".md"));
    let mut checked = 0;
    for page in pages.into_iter().chain(docs) {
        let folder = Path::new(&page).parent().unwrap_or(Path::new(""));
        for rest in read(&page).split("](").skip(1) {
            let target = rest.split(')').next().unwrap_or_default();
            let Some((file, anchor)) = target.split_once('#') else { continue };
            if file.contains("://") {
                continue;
            }
            let text = if file.is_empty() { read(&page) } else { read(folder.join(file)) };
            assert!(anchors(&text).contains(anchor), "{page} links to {target}");
            checked += 1;
        }
    }
    assert!(checked > 50, "only {checked} links to headings were found");
}
