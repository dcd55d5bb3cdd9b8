//! What is wrong with a file of the manager's, and where.

use std::fmt;

/// One problem to fix.
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

/// The faults found while the rows of a file are parsed.
#[derive(Debug)]
pub struct FaultCollector {
    file: String,
    line: u64,
    faults: Vec<Fault>,
}

impl FaultCollector {
    /// Goes on with what reading the file found.
    #[must_use]
    pub fn new(file: &str, faults: Vec<Fault>) -> Self {
        Self { file: file.to_owned(), line: 1, faults }
    }

    /// Turns to the row of a line.
    pub fn turn_to(&mut self, line: u64) {
        self.line = line;
    }

    /// The line of the row.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Whether no fault was found so far.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.faults.is_empty()
    }

    /// Records a fault in a column of the row.
    pub fn refuse(&mut self, column: &'static str, message: String) {
        let (file, line) = (self.file.clone(), self.line);
        self.faults.push(Fault { file, line, column: Some(column), message });
    }

    /// What was read, or nothing and the fault in its column.
    pub fn accept<T>(&mut self, column: &'static str, read: Result<T, String>) -> Option<T> {
        read.map_err(|message| self.refuse(column, message)).ok()
    }

    /// What was parsed, if there is not a fault.
    ///
    /// # Errors
    /// All faults in order of place.
    pub fn unless_any<T>(mut self, read: T) -> Result<T, Faults> {
        self.faults.sort_by_key(|fault| fault.line);
        self.faults.dedup();
        if self.faults.is_empty() { Ok(read) } else { Err(Faults(self.faults)) }
    }
}
