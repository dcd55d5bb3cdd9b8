//! Texts of guests and channels, made safe for a terminal, a file name, a spreadsheet and a page.

use owner_statements::cli::clean;
use owner_statements::config::toml_text;
use owner_statements::output::file_slug;
use owner_statements::render::csv::harmless;
use owner_statements::render::html::escaped;

use super::is_hostile;

pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    on_a_terminal(&text);
    in_a_file_name(&text);
    in_a_spreadsheet(&text);
    on_a_page(&text);
    in_a_configuration(&text);
}

fn on_a_terminal(text: &str) {
    let shown = clean(text);
    assert!(!shown.chars().any(|c| c != '\n' && is_hostile(c)), "{shown:?}");
    assert_eq!(shown.chars().count(), text.chars().count(), "a character is lost");
    assert_eq!(clean(&shown), shown);
}

/// Safe on every system: a letter or digit first and last, and not a reserved Windows name.
fn in_a_file_name(text: &str) {
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
    let slug = file_slug(text);
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    assert!((1..=60).contains(&slug.len()), "{slug}");
    assert!(slug.bytes().all(|b| plain(b) || b == b'-'), "{slug}");
    assert!(!slug.starts_with('-') && !slug.ends_with('-'), "{slug}");
    let is_port = ["com", "lpt"].iter().any(|port| {
        slug.strip_prefix(port).is_some_and(|rest| rest.len() == 1 && rest != "-")
            && slug.ends_with(|c: char| c.is_ascii_digit())
    });
    assert!(!DEVICES.contains(&slug.as_str()) && !is_port, "{slug}");
    assert_eq!(file_slug(&slug), slug);
}

fn in_a_spreadsheet(text: &str) {
    let cell = harmless(text);
    assert!(!cell.chars().any(is_hostile), "{cell:?}");
    let signs = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}', '\u{2212}'];
    // invisible characters do not count as a beginning
    let unseen = |c: char| {
        c.is_whitespace()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    };
    let beginning = cell.trim_start_matches(unseen);
    assert!(!beginning.starts_with(signs), "{cell:?} is a formula");
}

fn on_a_page(text: &str) {
    let page = escaped(text);
    assert!(!page.chars().any(is_hostile), "{page:?}");
    assert!(!page.contains(['<', '>', '"', '\'']), "{page:?}");
    let mut read = page.clone();
    for (reference, character) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
    {
        read = read.replace(reference, character);
    }
    let visible = |text: &str| -> String {
        text.chars().filter(|c| !is_hostile(*c) && !c.is_whitespace()).collect()
    };
    assert_eq!(visible(&read), visible(text), "the page says something else");
}

/// What the program suggests for a configuration is a single, harmless value.
fn in_a_configuration(text: &str) {
    let value = toml_text(text);
    assert!(!value.chars().any(is_hostile), "{value:?}");
    let inside = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).expect("quotes");
    let mut escaped = false;
    for c in inside.chars() {
        assert!(escaped || c != '"', "{value} ends early");
        escaped = !escaped && c == '\\';
    }
    assert!(!escaped, "{value} does not end");
}
