//! Which characters of a text from outside are dangerous, and what each destination does with them.
//!
//! This is the only table of them: whoever writes a text somewhere asks its [`Destination`].

/// The most characters of a file that a message repeats.
const SHOWN_CHARACTERS_MAX: usize = 60;
/// From this length on, characters without a break are treated as a key or a token.
const OPAQUE_CHARACTERS_MIN: usize = 40;

/// What a character can do besides being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hazard {
    /// Begins a new line or moves to a tab stop.
    Break,
    /// Any other control character: some of them move the cursor or begin a command.
    Control,
    /// An embedding, override or isolate: changes the order of all that follows, even outside the
    /// text.
    Reordering,
    /// A mark of direction: changes the order of its neighbours only. Hebrew and Arabic need it.
    DirectionMark,
    /// Not visible, and nothing that is visible needs it.
    Invisible,
    /// Not visible, except as a hyphen at the end of a line.
    SoftHyphen,
    /// A tag: a letter that nobody sees. A few flags end in some.
    Tag,
    /// Not visible, but shapes its neighbours: Persian, Hindi, Japanese and emoji need joiners and
    /// variation selectors.
    Shaping,
}

/// What is dangerous about a character, if anything.
#[must_use]
pub const fn hazard(c: char) -> Option<Hazard> {
    Some(match c {
        ' '..='~' => return None,
        '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Hazard::Break,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Hazard::Control,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Hazard::Reordering,
        '\u{61c}' | '\u{200e}' | '\u{200f}' => Hazard::DirectionMark,
        '\u{ad}' => Hazard::SoftHyphen,
        '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' => Hazard::Shaping,
        '\u{e0100}'..='\u{e01ef}' => Hazard::Shaping,
        '\u{e0020}'..='\u{e007f}' => Hazard::Tag,
        '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => Hazard::Invisible,
        '\u{fff9}'..='\u{fffc}' | '\u{e0000}'..='\u{e0fff}' => Hazard::Invisible,
        _ => return None,
    })
}

/// What becomes of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treatment {
    /// It stays.
    Keep,
    /// A space takes its place.
    Space,
    /// It is left out.
    Drop,
    /// U+FFFD takes its place, so that the reader sees that there was something. Where nothing may
    /// take its place, the text is refused.
    Mark,
}

/// Where a text goes. Each has its own dangers, so each treats some characters differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    /// A terminal. Controls are commands there and its lines have no borders that would end a
    /// change of direction, so even marks of direction are shown as U+FFFD. Characters that are
    /// only invisible stay: names have them, and they do nothing. A line feed stays as well.
    Terminal,
    /// A part of a faulty file, repeated in a message. The reader looks for what is wrong with it,
    /// so everything that cannot be seen is shown as U+FFFD, except what shapes its neighbours.
    Message,
    /// A text of an account within one line of a message, which goes to a terminal, a page or a
    /// log. The text is not at fault, so what is dangerous goes without a sign. Controls leave a
    /// space, because what they divide would otherwise grow together.
    Line,
    /// The name of a file. It must look the same in every program, and a mark of direction can show
    /// another ending than the file has. What cannot be used is refused and not replaced, because
    /// two names could become one.
    FileName,
    /// A page of HTML. Marks of direction stay, because Hebrew and Arabic need them and they do not
    /// act beyond their element. HTML forbids controls, so they are left out.
    Html,
    /// A cell of a CSV file. As in HTML, but a control leaves a space: programs disagree about which
    /// of them end a field.
    Cell,
    /// Text in a PDF. The program itself orders it and chooses its glyphs; what has no glyph would
    /// become a placeholder, so everything invisible is left out except what shapes its neighbours.
    Pdf,
}

impl Destination {
    /// What becomes of a character there.
    #[must_use]
    pub const fn treatment(self, c: char) -> Treatment {
        match (self, c, hazard(c)) {
            (_, _, None) | (Self::Terminal, '\n', _) => Treatment::Keep,
            (_, _, Some(hazard)) => self.treatment_of(hazard),
        }
    }

    const fn treatment_of(self, hazard: Hazard) -> Treatment {
        use Hazard::{
            Break, Control, DirectionMark, Invisible, Reordering, Shaping, SoftHyphen, Tag,
        };
        use Treatment::{Drop, Keep, Mark, Space};

        match (self, hazard) {
            (Self::Terminal, Break | Control | Reordering | DirectionMark) => Mark,
            (Self::Terminal, Invisible | SoftHyphen | Tag | Shaping) => Keep,
            (Self::Message, Shaping) => Keep,
            (Self::Message, _) => Mark,
            (Self::FileName, SoftHyphen | Shaping) => Keep,
            (Self::FileName, _) => Mark,
            (Self::Line | Self::Html | Self::Cell | Self::Pdf, Break) => Space,
            (Self::Line | Self::Cell, Control) => Space,
            (Self::Html | Self::Pdf, Control) => Drop,
            (Self::Line | Self::Html | Self::Cell | Self::Pdf, Reordering) => Drop,
            (Self::Pdf, DirectionMark | Invisible | SoftHyphen | Tag) => Drop,
            (
                Self::Line | Self::Html | Self::Cell,
                DirectionMark | Invisible | SoftHyphen | Tag,
            )
            | (Self::Line | Self::Html | Self::Cell | Self::Pdf, Shaping) => Keep,
        }
    }

    /// Whether a character may stay as it is there.
    #[must_use]
    pub const fn accepts(self, c: char) -> bool {
        matches!(self.treatment(c), Treatment::Keep)
    }

    /// The text as it may be written there.
    #[must_use]
    pub fn clean(self, text: &str) -> String {
        text.chars()
            .filter_map(|c| match self.treatment(c) {
                Treatment::Keep => Some(c),
                Treatment::Space => Some(' '),
                Treatment::Drop => None,
                Treatment::Mark => Some('\u{fffd}'),
            })
            .collect()
    }
}

/// Whether a character is not seen, or changes how others are seen. Names and descriptions that the
/// user types must not contain any: two texts that look the same would be different.
#[must_use]
pub const fn is_invisible(c: char) -> bool {
    !Destination::Message.accepts(c)
}

/// `text` in quotation marks: at most 60 characters, nothing that acts on a terminal, and nothing
/// that could be a secret.
#[must_use]
pub fn quoted(text: &str) -> String {
    if is_opaque(text) {
        return format!("a text of {} characters", text.chars().count());
    }
    if text.chars().count() <= SHOWN_CHARACTERS_MAX {
        return format!("'{}'", Destination::Message.clean(text));
    }
    let beginning: String = text.chars().take(SHOWN_CHARACTERS_MAX - 1).collect();
    format!("'{}\u{2026}'", Destination::Message.clean(&beginning))
}

fn is_opaque(text: &str) -> bool {
    let is_break = |c: char| !(c.is_ascii_alphanumeric() || "-_.+/=".contains(c));
    text.split(is_break).any(|run| run.len() >= OPAQUE_CHARACTERS_MIN)
}

/// Whether spreadsheets take what begins with a character for a formula; some read full-width signs
/// as the plain ones.
#[must_use]
pub fn begins_formula(c: char) -> bool {
    matches!(
        c,
        '=' | '+' | '-' | '@' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}' | '\u{2212}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The classes with all their characters, as ranges.
    const CLASSES: [(Hazard, &[(char, char)]); 8] = [
        (Hazard::Break, &[('\t', '\r'), ('\u{85}', '\u{85}'), ('\u{2028}', '\u{2029}')]),
        (
            Hazard::Control,
            &[('\0', '\u{8}'), ('\u{e}', '\u{1f}'), ('\u{7f}', '\u{84}'), ('\u{86}', '\u{9f}')],
        ),
        (Hazard::Reordering, &[('\u{202a}', '\u{202e}'), ('\u{2066}', '\u{2069}')]),
        (Hazard::DirectionMark, &[('\u{61c}', '\u{61c}'), ('\u{200e}', '\u{200f}')]),
        (
            Hazard::Invisible,
            &[
                ('\u{180e}', '\u{180e}'),
                ('\u{200b}', '\u{200b}'),
                ('\u{2060}', '\u{2065}'),
                ('\u{206a}', '\u{206f}'),
                ('\u{feff}', '\u{feff}'),
                ('\u{fff9}', '\u{fffc}'),
                ('\u{e0000}', '\u{e001f}'),
                ('\u{e0080}', '\u{e00ff}'),
                ('\u{e01f0}', '\u{e0fff}'),
            ],
        ),
        (Hazard::SoftHyphen, &[('\u{ad}', '\u{ad}')]),
        (Hazard::Tag, &[('\u{e0020}', '\u{e007f}')]),
        (
            Hazard::Shaping,
            &[('\u{200c}', '\u{200d}'), ('\u{fe00}', '\u{fe0f}'), ('\u{e0100}', '\u{e01ef}')],
        ),
    ];

    #[test]
    fn every_character_has_its_class() {
        let class_of = |c: char| {
            let has = |ranges: &[(char, char)]| ranges.iter().any(|(a, z)| (*a..=*z).contains(&c));
            CLASSES.iter().find(|(_, ranges)| has(ranges)).map(|(class, _)| *class)
        };
        for c in '\0'..=char::MAX {
            assert_eq!(hazard(c), class_of(c), "{c:?}");
            assert!(!c.is_control() || hazard(c).is_some(), "{c:?}");
        }
    }

    #[test]
    fn every_destination_treats_every_class() {
        use Destination::*;
        // in the order of CLASSES; K stays, S becomes a space, D is dropped, M is marked or refused
        for (destination, treatments) in [
            (Terminal, "MMMMKKKK"),
            (Message, "MMMMMMMK"),
            (Line, "SSDKKKKK"),
            (FileName, "MMMMMKMK"),
            (Html, "SDDKKKKK"),
            (Cell, "SSDKKKKK"),
            (Pdf, "SDDDDDDK"),
        ] {
            assert_eq!(treatments.len(), CLASSES.len());
            for ((class, ranges), letter) in CLASSES.iter().zip(treatments.chars()) {
                let (treatment, written) = match letter {
                    'K' => (Treatment::Keep, None),
                    'S' => (Treatment::Space, Some("a b")),
                    'D' => (Treatment::Drop, Some("ab")),
                    _ => (Treatment::Mark, Some("a\u{fffd}b")),
                };
                for c in ranges.iter().flat_map(|(a, z)| *a..=*z) {
                    if destination == Terminal && c == '\n' {
                        assert_eq!(Terminal.clean("a\nb"), "a\nb");
                        continue;
                    }
                    assert_eq!(
                        destination.treatment(c),
                        treatment,
                        "{destination:?} {class:?} {c:?}"
                    );
                    assert_eq!(destination.accepts(c), letter == 'K');
                    let text = format!("a{c}b");
                    assert_eq!(destination.clean(&text), written.unwrap_or(&text));
                }
            }
            for kept in ["plain & 1", "\u{a0}\u{202f}é日", "می\u{200c}خواهم", "क्\u{200d}ष"]
            {
                assert_eq!(destination.clean(kept), kept);
            }
        }
    }

    #[test]
    fn what_is_repeated_is_short_and_harmless() {
        assert_eq!(quoted("a\u{1b}[2J\u{202e}b"), "'a\u{fffd}[2J\u{fffd}b'");
        assert_eq!(quoted(&"a b".repeat(30)).chars().count(), 62);
        assert_eq!(quoted(&"k".repeat(40)), "a text of 40 characters");
        assert_eq!(
            quoted("550e8400-e29b-41d4-a716-446655440000"),
            "'550e8400-e29b-41d4-a716-446655440000'"
        );
    }
}
