//! The files of a module import downhill only: no file uses one that uses it, however far around.
//!
//! What a file uses is read from its `use` lines and from paths in its code. A name that a front
//! page (`mod.rs`) passes on is followed to the file that defines it, so a child may import what its
//! front page re-exports, but nothing that the front page defines. Tests are left out.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{MODULES, is_test, read, rust_files};

/// A name that a file takes from another.
struct Import {
    path: Vec<String>,
    name: String,
}

/// What a file says of others.
struct Source {
    imports: Vec<Import>,
    /// Paths within the code.
    inline: Vec<Vec<String>>,
}

/// The files by the paths of their modules: "cli::args".
struct Sources(BTreeMap<String, Source>);

fn joined(module: &str, name: &str) -> String {
    if module.is_empty() { name.to_owned() } else { format!("{module}::{name}") }
}

impl Sources {
    fn of(files: impl Iterator<Item = (String, String)>) -> Self {
        let source = |(path, text): (String, String)| {
            let (imports, rest) = imports(&without_tests(&without_texts(&text)));
            let module = path.trim_start_matches("src/").trim_end_matches(".rs");
            let module = module.trim_end_matches("/mod").replace('/', "::");
            (module, Source { imports, inline: inline_paths(&rest) })
        };
        Self(files.map(source).collect())
    }

    /// The file that defines what a path leads to, as `module` writes it; nothing outside of `src`.
    fn target(&self, module: &str, path: &[String]) -> Option<String> {
        let (first, mut rest) = path.split_first()?;
        let mut at = match first.as_str() {
            "crate" => String::new(),
            "self" => module.to_owned(),
            "super" => module.rsplit_once("::").map_or("", |(parent, _)| parent).to_owned(),
            child if self.0.contains_key(&joined(module, child)) => joined(module, child),
            _ => return None,
        };
        while let Some((name, after)) = rest.split_first() {
            let next = joined(&at, name);
            match name.as_str() {
                "super" => at = at.rsplit_once("::").map_or("", |(parent, _)| parent).to_owned(),
                "self" => {}
                _ if self.0.contains_key(&next) => at = next,
                _ => break,
            }
            rest = after;
        }
        let known = self.0.get(&at)?;
        let passed_on = rest.first().and_then(|name| {
            let import = known.imports.iter().find(|one| one.name == *name && one.path != path)?;
            self.target(&at, &import.path)
        });
        Some(passed_on.unwrap_or(at))
    }

    /// The files of a module, each with those that it uses.
    fn uses(&self, module: &str) -> BTreeMap<&str, BTreeSet<String>> {
        let inside = |file: &str| file == module || file.starts_with(&format!("{module}::"));
        let files = self.0.iter().filter(|(file, _)| inside(file));
        let uses = files.map(|(file, source)| {
            let imported = source.imports.iter().map(|import| &import.path);
            let targets = imported.chain(&source.inline).filter_map(|path| self.target(file, path));
            let others = targets.filter(|target| inside(target) && target != file);
            (file.as_str(), others.collect())
        });
        uses.collect()
    }
}

/// The shortest way from a file through others back to itself, if there is one.
fn circle(uses: &BTreeMap<&str, BTreeSet<String>>) -> Option<String> {
    let back_to = |start: &str| {
        let mut waiting = VecDeque::from([vec![start.to_owned()]]);
        let mut seen = BTreeSet::new();
        while let Some(way) = waiting.pop_front() {
            for next in way.last().and_then(|last| uses.get(last.as_str())).into_iter().flatten() {
                let further = [way.as_slice(), std::slice::from_ref(next)].concat();
                if next == start {
                    return Some(further);
                }
                if seen.insert(next.clone()) {
                    waiting.push_back(further);
                }
            }
        }
        None
    };
    let ways = uses.keys().filter_map(|file| back_to(file));
    ways.min_by_key(Vec::len).map(|way| way.join(" -> "))
}

/// The code without comments and without what is in quotation marks.
fn without_texts(code: &str) -> String {
    let mut left = String::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let (kept, taken) = match first {
            '/' if rest.starts_with("//") => ("", rest.find('\n').unwrap_or(rest.len())),
            '"' => ("\"\"", text_length(rest)),
            'r' if rest.starts_with("r\"") || rest.starts_with("r#") => raw_text(rest, &left),
            // a character, and not a lifetime
            '\'' if rest.starts_with("'\\") => ("' '", rest[3..].find('\'').map_or(3, |at| at + 4)),
            '\'' if rest.chars().nth(2) == Some('\'') => {
                ("' '", rest.chars().take(3).map(char::len_utf8).sum())
            }
            _ => (&rest[..first.len_utf8()], first.len_utf8()),
        };
        left.push_str(kept);
        rest = &rest[taken..];
    }
    left
}

/// The length of the text in quotation marks at the beginning.
fn text_length(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            _ => escaped = c == '\\' && !escaped,
        }
    }
    rest.len()
}

/// A raw text at the beginning, as it is kept, with its length; one character if there is none.
fn raw_text<'a>(rest: &'a str, before: &str) -> (&'a str, usize) {
    let hashes = rest[1..].chars().take_while(|c| *c == '#').count();
    let ends_name = before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_');
    if ends_name || !rest[1 + hashes..].starts_with('"') {
        return (&rest[..1], 1);
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let begin = hashes + 2;
    ("\"\"", rest[begin..].find(&end).map_or(rest.len(), |at| begin + at + end.len()))
}

/// The code without the items that exist for tests only.
fn without_tests(code: &str) -> String {
    let mut parts = code.split("#[cfg(test)]");
    let mut left = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut depth = 0_usize;
        let end = part.char_indices().find(|(_, c)| {
            match c {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && matches!(c, '}' | ';')
        });
        left.push_str(end.map_or("", |(at, _)| &part[at + 1..]));
    }
    left
}

/// What the `use` lines of code import, and the code without them.
fn imports(code: &str) -> (Vec<Import>, String) {
    let mut found = Vec::new();
    let mut left = String::new();
    let mut rest = code;
    while let Some(at) = rest.find("use ") {
        let (before, after) = rest.split_at(at);
        left.push_str(before);
        let is_word = before.chars().next_back().is_none_or(char::is_whitespace);
        let end = after.find(';').filter(|_| is_word);
        match end {
            Some(end) => tree(&[], &after["use ".len()..end], &mut found),
            None => left.push_str("use "),
        }
        rest = &after[end.map_or("use ".len(), |end| end + 1)..];
    }
    left.push_str(rest);
    (found, left)
}

/// Adds the imports of a tree such as `super::{a, b::{self, C as D}}`.
fn tree(before: &[String], text: &str, found: &mut Vec<Import>) {
    let (front, group) = match text.split_once('{') {
        Some((front, group)) => (front, Some(group.trim_end().trim_end_matches('}'))),
        None => (text, None),
    };
    let (front, renamed) = front.split_once(" as ").map_or((front, None), |(a, b)| (a, Some(b)));
    let names = front.split("::").map(str::trim).filter(|name| !name.is_empty());
    let mut path: Vec<String> = before.iter().cloned().chain(names.map(str::to_owned)).collect();
    let Some(group) = group else {
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        let name = renamed.or(path.last().map(String::as_str)).unwrap_or_default();
        let name = name.trim().to_owned();
        return found.push(Import { path, name });
    };
    let mut depth = 0_usize;
    let parts = group.split(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    });
    for part in parts.filter(|part| !part.trim().is_empty()) {
        // the braces of an inner group were counted, and are still there
        tree(&path, part, found);
    }
}

/// Every path of at least two names in code. How far an item can be seen, as in `pub(in path)`, is
/// no use.
fn inline_paths(code: &str) -> Vec<Vec<String>> {
    let seen = code.split("pub(in ").enumerate();
    let parts = seen
        .map(|(n, part)| if n == 0 { part } else { part.split_once(')').map_or(part, |p| p.1) });
    let is_other = |c: char| !c.is_alphanumeric() && c != '_' && c != ':';
    let words = parts.flat_map(|part| part.split(is_other));
    let paths = words.filter(|word| word.contains("::"));
    paths
        .map(|path| path.split("::").map(|name| name.trim_matches(':').to_owned()).collect())
        .collect()
}

#[test]
fn files_of_a_module_import_downhill_only() {
    let files = rust_files("src").into_iter().filter(|path| !is_test(path));
    let sources = Sources::of(files.map(|path| (path.clone(), read(&path))));
    let mut count = 0;
    for (module, _) in MODULES {
        let uses = sources.uses(module);
        count += uses.values().map(BTreeSet::len).sum::<usize>();
        assert_eq!(circle(&uses), None, "a circle in {module}");
    }
    assert!(count > 800, "only {count} uses were found");
}

#[test]
fn front_pages_only_declare_and_pass_on() {
    let fronts = rust_files("src").into_iter().filter(|path| path.ends_with("/mod.rs"));
    for path in fronts {
        let (_, rest) = imports(&without_tests(&without_texts(&read(&path))));
        let words = rest.lines().map(str::trim).filter(|line| !line.is_empty());
        let is_visibility =
            |line: &str| line == "pub" || (line.starts_with("pub(") && line.ends_with(')'));
        let is_declaration = |line: &str| line.contains("mod ") && line.ends_with(';');
        let left: Vec<&str> =
            words.filter(|line| !is_declaration(line) && !is_visibility(line)).collect();
        assert!(left.is_empty(), "{path} is a front page with code of its own: {left:?}");
    }
}

fn circle_of(files: &[(&str, &str)]) -> Option<String> {
    let files = files.iter().map(|(path, text)| (format!("src/{path}"), (*text).to_owned()));
    circle(&Sources::of(files).uses("m"))
}

#[test]
fn a_circle_is_found_and_a_chain_is_none() {
    let front =
        "mod a;\nmod b;\nmod c;\npub use a::A;\npub use b::B;\npub use c::{C, self as d};\n";
    let of = |a: &str, b: &str, c: &str| {
        circle_of(&[("m/mod.rs", front), ("m/a.rs", a), ("m/b.rs", b), ("m/c.rs", c)])
    };
    assert_eq!(of("use super::{B, C};", "use super::c::C;", "use std::fmt;"), None);
    let found = of("use super::B;", "use crate::m::{C};", "fn f() { super::a::A::new() }");
    assert_eq!(found.as_deref(), Some("m::a -> m::b -> m::c -> m::a"));
    let two = of("use super::{c::{self, C}, B};", "", "pub(super) use super::A as E;");
    assert_eq!(two.as_deref(), Some("m::a -> m::c -> m::a"));
    // what the front page defines itself
    let front_page = of("use super::Own;", "", "");
    assert_eq!(front_page.as_deref(), Some("m -> m::a -> m"));
    let restricted =
        of("pub(in crate::m) fn f() {}", "pub(in super::super::m) use super::a::A;", "");
    assert_eq!(restricted, None);
    let renamed = of("use super::d;", "", "use super::a;");
    assert_eq!(renamed.as_deref(), Some("m::a -> m::c -> m::a"));
    let deep = [
        ("m/mod.rs", "mod a;"),
        ("m/a.rs", "mod b; fn f() { b::g() }"),
        ("m/a/b.rs", "use super::super::a::F;"),
    ];
    assert_eq!(circle_of(&deep).as_deref(), Some("m::a -> m::a::b -> m::a"));
}

#[test]
fn tests_comments_and_texts_are_no_uses() {
    let quiet = "// use super::b::B;\nfn f<'a>(c: char) { g('\"', '\\'', \"use super::b::B;\", \
                 r#\"super::b::B \" \"#) }\n#[cfg(test)]\nmod tests { use super::super::b::B; \
                 fn t() { '{' } }\n#[cfg(test)]\nuse super::b::B;\n";
    let files = |a| [("m/mod.rs", "mod a; mod b;"), ("m/a.rs", a), ("m/b.rs", "use super::a::A;")];
    assert_eq!(circle_of(&files(quiet)), None);
    let loud = format!("{quiet}use super::b::B;\n");
    assert!(circle_of(&files(&loud)).is_some(), "the code after tests counts");
}
