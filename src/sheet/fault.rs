//! What is wrong with a file of the manager's, and where.

use std::fmt;

/// One thing that has to be mended.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file as the caller named it.
    pub file: String,
    /// The line, from 1.
    pub line: u64,
    /// The column's name, if the fault is about one.
    pub column: Option<&'static str>,
    /// What is wrong and what would be accepted, in lower case and without a full stop.
    pub message: String,
}

/// "exceptions.csv:3:amount: 'abc' is no amount: write one such as \"480.00 EUR\""
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:", self.file, self.line)?;
        if let Some(column) = self.column {
            write!(f, "{column}:")?;
        }
        write!(f, " {}", self.message)
    }
}

/// Every fault of a file in order of place; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// What was read if there is no fault, else all faults in order of place.
    ///
    /// # Errors
    /// The faults, if there are any.
    pub fn unless_none<T>(read: T, mut faults: Vec<Fault>) -> Result<T, Self> {
        faults.sort_by_key(|fault| fault.line);
        faults.dedup();
        if faults.is_empty() { Ok(read) } else { Err(Self(faults)) }
    }

    /// The faults in order of place.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.0.iter()
    }
}

/// A line each.
impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Faults {}
