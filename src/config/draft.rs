//! Text for configurations: what the program proposes to write, in the form that it reads.

use super::wording::is_unprintable;

/// Characters of a text that a configuration accepts at most.
const TEXT_CHARACTERS_MAX: usize = 200;

/// `text` as a value in a configuration, in quotation marks: one line without invisible characters,
/// cut to what is accepted.
#[must_use]
pub fn toml_text(text: &str) -> String {
    let mut written = String::from("\"");
    for c in plain(text).chars() {
        if matches!(c, '"' | '\\') {
            written.push('\\');
        }
        written.push(c);
    }
    written.push('"');
    written
}

/// `text` on one line as a configuration accepts it.
pub(super) fn plain(text: &str) -> String {
    let spaced = |c: char| if c.is_whitespace() { ' ' } else { c };
    let seen: String = text.chars().map(spaced).filter(|c| !is_unprintable(*c)).collect();
    let line = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(TEXT_CHARACTERS_MAX).collect::<String>().trim_end().to_owned()
}

/// The section of a property, ready to be copied.
#[must_use]
pub fn property_lines(id: &str, name: &str, agreement: &str, owner: &str) -> String {
    format!(
        "[[property]]\nid = {}\nname = {}\nagreement = {}\nowner = {}\n",
        toml_text(id),
        toml_text(name),
        toml_text(agreement),
        toml_text(owner)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_name_holds_it_is_read_back() {
        let long = "long ".repeat(100);
        for (name, kept) in [
            ("Sea \"Cottage\" \\ 2", "Sea \"Cottage\" \\ 2"),
            (" a\u{202e}b\r\n\tc\u{0} ", "ab c"),
            ("Ferienhaus Müller 🏡", "Ferienhaus Müller 🏡"),
            (&long, long[..200].trim_end()),
        ] {
            let table: toml::Table = format!("name = {}", toml_text(name)).parse().expect("TOML");
            assert_eq!(table["name"].as_str(), Some(kept));
        }
    }
}
