//! What is said on a terminal: results on standard output, everything else on standard error.

use std::io::{IsTerminal, Write};

use super::args::{Color, Global, LogFormat};
use super::failure::Failure;

/// Speaks to the user.
#[derive(Debug, Clone, Copy)]
pub(super) struct Voice {
    quiet: bool,
    colour: bool,
    log_format: LogFormat,
}

impl Voice {
    /// `no_color` says whether the environment asks for none.
    pub(super) fn new(global: &Global, no_color: bool) -> Self {
        let colour = match global.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => !no_color && std::io::stderr().is_terminal(),
        };
        Self { quiet: global.quiet, colour, log_format: global.log_format }
    }

    pub(super) fn log_format(self) -> LogFormat {
        self.log_format
    }

    pub(super) fn has_colour(self) -> bool {
        self.colour
    }

    /// A result, on standard output. A reader that went away is no failure of ours.
    pub(super) fn result(self, text: &str) {
        let mut out = std::io::stdout().lock();
        let _ = writeln!(out, "{}", clean(text));
        let _ = out.flush();
    }

    /// A text of this program's own for other programs, as it is.
    pub(super) fn bytes(self, bytes: &[u8]) {
        let mut out = std::io::stdout().lock();
        // a reader that went away is no failure of ours
        let _ = out.write_all(bytes);
        let _ = out.flush();
    }

    /// Something to know.
    pub(super) fn note(self, text: &str) {
        if !self.quiet {
            self.say("note", "36", text);
        }
    }

    /// Something to act on.
    pub(super) fn warning(self, text: &str) {
        self.say("warning", "33", text);
    }

    /// Something that has to be answered, said even where the user wants little to be said.
    pub(super) fn question(self, text: &str) {
        self.say("question", "36", text);
    }

    /// Why it ends.
    pub(super) fn failure(self, failure: &Failure) {
        for message in &failure.messages {
            self.say("error", "31", message);
        }
        if let Some(hint) = &failure.hint {
            self.say("hint", "36", hint);
        }
    }

    fn say(self, label: &str, colour: &str, text: &str) {
        if self.log_format == LogFormat::Json {
            let line = serde_json::json!({"level": label, "message": clean(text)});
            let _ = writeln!(std::io::stderr().lock(), "{line}");
            return;
        }
        let label = match self.colour {
            true => format!("\u{1b}[1;{colour}m{label}:\u{1b}[0m"),
            false => format!("{label}:"),
        };
        // nothing is left to say where standard error is gone
        let _ = writeln!(std::io::stderr().lock(), "{label} {}", clean(text));
    }
}

/// A text without control and bidirectional characters, which could redraw a terminal; line breaks
/// stay.
#[must_use]
pub fn clean(text: &str) -> String {
    let is_hostile = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if is_hostile(c) { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn nothing_redraws_a_terminal() {
        assert_eq!(clean("a\u{1b}[2Jb\r\u{202e}c\n"), "a\u{fffd}[2Jb\u{fffd}\u{fffd}c\n");
    }
}
