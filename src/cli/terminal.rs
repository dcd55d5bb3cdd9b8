//! Terminal output: results on standard output, everything else on standard error.

use std::io::{IsTerminal, Write};

use super::args::{Color, Global, LogFormat};
use super::failure::{Exit, Failure, reported};
use crate::text::Destination;

/// Prints results and messages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ui {
    quiet: bool,
    colour: bool,
    log_format: LogFormat,
}

impl Ui {
    /// `no_color`: whether the environment disables colours.
    pub(super) fn new(global: &Global, no_color: bool) -> Self {
        let colour = match global.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => !no_color && std::io::stderr().is_terminal(),
        };
        Self { quiet: global.quiet, colour, log_format: global.log_format }
    }

    /// A result, on standard output.
    ///
    /// # Errors
    /// As [`Ui::bytes`].
    pub(super) fn result(self, text: &str) -> Result<(), Failure> {
        self.bytes(format!("{}\n", clean(text)).as_bytes())
    }

    /// A text of this program's own for other programs, as it is.
    ///
    /// # Errors
    /// Standard output cannot be written, on a full disk for example. A closed pipe is not an
    /// error.
    #[expect(clippy::unused_self, reason = "everything that is said is said by the voice")]
    pub(super) fn bytes(self, bytes: &[u8]) -> Result<(), Failure> {
        let mut out = std::io::stdout().lock();
        match out.write_all(bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::new(
                Exit::Files,
                format!("the result could not be written to standard output: {}", reported(&error)),
            )
            .hint(
                "free some disk space or send the output elsewhere, then run the command again \
                 (the output is incomplete)",
            )),
            Ok(()) | Err(_) => Ok(()),
        }
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

    /// Lines to copy. Text in them that comes from outside contains no line breaks.
    pub(super) fn lines_to_copy(self, text: &str) {
        let lines = self.lines("warning", "33", &clean(text));
        let _ = writeln!(std::io::stderr().lock(), "{lines}");
    }

    /// A prompt that needs an answer; printed even with `--quiet`.
    pub(super) fn question(self, text: &str) {
        self.say("question", "36", text);
    }

    /// Why it ends.
    pub(super) fn failure(self, failure: &Failure) {
        for message in &failure.messages {
            self.say("error", "31", message);
        }
        if let Some(hint) = &failure.hint {
            self.hint(hint);
        }
    }

    /// A hint for the previous message.
    pub(super) fn hint(self, text: &str) {
        self.say("hint", "36", text);
    }

    fn say(self, label: &str, colour: &str, text: &str) {
        // if standard error is closed, there is nowhere to report to
        let _ = writeln!(std::io::stderr().lock(), "{}", self.line(label, colour, text));
    }

    /// A message as it appears on standard error, without its line end. It contains no other line
    /// end: text from outside must not look like a separate message.
    pub(super) fn line(self, label: &str, colour: &str, text: &str) -> String {
        self.lines(label, colour, &on_one_line(text))
    }

    fn lines(self, label: &str, colour: &str, text: &str) -> String {
        if self.log_format == LogFormat::Json {
            return serde_json::json!({"level": label, "message": text}).to_string();
        }
        match self.colour {
            true => format!("\u{1b}[1;{colour}m{label}:\u{1b}[0m {text}"),
            false => format!("{label}: {text}"),
        }
    }
}

/// A text without control and bidirectional characters, which could redraw a terminal; line breaks
/// stay, but for the odd ones of Unicode.
#[must_use]
pub fn clean(text: &str) -> String {
    Destination::Terminal.clean(text)
}

/// The same without line breaks.
pub(super) fn on_one_line(text: &str) -> String {
    clean(text).replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::{clean, on_one_line};

    #[test]
    fn nothing_redraws_a_terminal() {
        assert_eq!(clean("a\u{1b}[2Jb\r\u{202e}c\n"), "a\u{fffd}[2Jb\u{fffd}\u{fffd}c\n");
        assert_eq!(clean("a\u{2028}b\u{2029}c\u{85}d"), "a\u{fffd}b\u{fffd}c\u{fffd}d");
    }

    #[test]
    fn nothing_looks_like_a_message_of_its_own() {
        assert_eq!(on_one_line("status 'a\nerror: forged'"), "status 'a error: forged'");
    }
}
