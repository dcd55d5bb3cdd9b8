//! A question on the terminal, asked until it is answered.

use std::io::BufRead;

use super::failure::{Exit, Failure};
use super::terminal::Ui;

/// Asks until there is an answer; `question` is its option and its text.
pub(super) fn ask(
    ui: Ui,
    question: (&str, &str),
    accept: &dyn Fn(&str) -> bool,
    typed: &mut dyn BufRead,
) -> Result<String, Failure> {
    let (option, text) = question;
    loop {
        ui.question(text);
        let mut line = String::new();
        let read = typed.read_line(&mut line);
        if !matches!(read, Ok(bytes) if bytes > 0) {
            let message = format!("no answer for {option}");
            return Err(
                Failure::new(Exit::Usage, message).hint("run init again (nothing was written)")
            );
        }
        let line = line.trim();
        if accept(line) {
            return Ok(line.to_owned());
        }
        ui.warning(&format!("'{line}' is not a valid answer"));
    }
}
