//! What is wrong with a configuration, and where.
//!
//! A fault is plain data that can be shown as it is: whoever makes one has already shortened and
//! cleaned what it repeats of the file.

use std::fmt;

/// One problem to fix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file as the caller named it, without control characters.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1; 0 for the line as a whole.
    pub column: usize,
    /// What is wrong, in lower case and without a full stop.
    pub message: String,
    /// What would be accepted, or what to do.
    pub hint: Option<String>,
}

/// "owner-statements.toml:12:5: unknown key 'comission' in `[[agreement]]`: did you mean
/// 'commission'?"
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:", self.file, self.line)?;
        if self.column > 0 {
            write!(f, "{}:", self.column)?;
        }
        write!(f, " {}", self.message)?;
        match &self.hint {
            Some(hint) => write!(f, ": {hint}"),
            None => Ok(()),
        }
    }
}

/// Every fault of a file in order of place; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults {
    faults: Vec<Fault>,
}

impl Faults {
    /// By file, and faults of one place in the order in which they were found.
    pub(super) fn in_order(mut faults: Vec<Fault>) -> Self {
        faults.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        faults.dedup();
        Self { faults }
    }

    /// The faults in order of place.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.faults.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.faults.len()
    }
}

/// A line each.
impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, fault) in self.faults.iter().enumerate() {
            if place > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}
