//! Receipts of a month's entries: checked before anything is rendered, then copied next to the
//! statements.

use std::collections::BTreeMap;

use crate::domain::OwnerCharge;
use crate::manager_files::check_receipt;
use crate::output::{Staging, name_problem};
use crate::statement::TiedStatement;
use crate::text::quoted;

use super::error::WriteError;

/// Reads the file of a receipt by the path that its row names.
pub type ReadReceipt<'a> = &'a (dyn Fn(&str) -> std::io::Result<Vec<u8>> + Sync);

/// The folder within an owner's.
const FOLDER: &str = "receipts";

/// Where each receipt goes, and where it comes from.
#[derive(Debug, Default)]
pub(super) struct Receipts {
    /// The path from the configuration's folder by that within the month's.
    sources: BTreeMap<String, String>,
}

fn path(statement: &TiedStatement, name: &str) -> String {
    format!("{}/{FOLDER}/{name}", statement.owner.id)
}

/// The receipts of a statement within the month's folder, each once, in the order of its entries.
pub(super) fn paths(statement: &TiedStatement) -> Vec<String> {
    let mut paths = Vec::new();
    for (_, charge) in statement.all_charges() {
        let Some(name) = charge.receipt_name() else { continue };
        let path = path(statement, name);
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths
}

/// What is wrong with the receipts of entries, whomever they are of, each with its place.
#[must_use]
pub fn receipt_faults<'a>(
    charges: impl Iterator<Item = &'a OwnerCharge>,
    read: ReadReceipt<'_>,
) -> Vec<String> {
    let of_charge = |charge: &OwnerCharge| {
        let fault = checked(charge.receipt.as_deref()?, read).err()?;
        Some(receipt_message(charge, &fault))
    };
    charges.filter_map(of_charge).collect()
}

fn receipt_message(charge: &OwnerCharge, fault: &str) -> String {
    format!("{}:receipt: {fault}", charge.place)
}

/// The bytes of a receipt that matches its file type.
fn checked(source: &str, read: ReadReceipt<'_>) -> Result<Vec<u8>, String> {
    let bytes = read(source).map_err(|error| format!("cannot read {}: {error}", quoted(source)))?;
    check_receipt(source, &bytes)?;
    Ok(bytes)
}

/// Reads and checks every receipt of a month.
///
/// # Errors
/// [`WriteError::Receipts`] with everything that is wrong.
pub(super) fn check(
    statements: &[TiedStatement],
    read: ReadReceipt<'_>,
) -> Result<Receipts, WriteError> {
    let mut receipts = Receipts::default();
    let mut faults = Vec::new();
    for statement in statements {
        for (_, charge) in statement.all_charges() {
            let (Some(source), Some(name)) = (&charge.receipt, charge.receipt_name()) else {
                continue;
            };
            let path = path(statement, name);
            if let Err(fault) = receipts.add(path, source, read) {
                faults.push(receipt_message(charge, &fault));
            }
        }
    }
    if faults.is_empty() { Ok(receipts) } else { Err(WriteError::Receipts(faults)) }
}

impl Receipts {
    /// Adds a receipt that matches its file type; two with the same name must be the same file.
    fn add(&mut self, path: String, source: &str, read: ReadReceipt<'_>) -> Result<(), String> {
        let same_name = self.sources.iter().find(|(other, _)| other.eq_ignore_ascii_case(&path));
        match same_name {
            Some((_, other)) if other == source => return Ok(()),
            Some((_, other)) => {
                return Err(format!(
                    "{} and {} would have the same name next to the statement: rename one",
                    quoted(source),
                    quoted(other)
                ));
            }
            None => {}
        }
        if let Some(problem) = name_problem(&path) {
            return Err(format!(
                "the name of {} cannot be used ({problem}): rename the file",
                quoted(source)
            ));
        }
        checked(source, read)?;
        self.sources.insert(path, source.to_owned());
        Ok(())
    }

    /// Copies them into the month. Each is read again, so that they need not all be held at once.
    ///
    /// # Errors
    /// A receipt that has been removed or changed; a file system error.
    pub(super) fn write(&self, staging: &Staging, read: ReadReceipt<'_>) -> Result<(), WriteError> {
        for (path, source) in &self.sources {
            let bytes = checked(source, read).map_err(|fault| WriteError::Receipts(vec![fault]))?;
            staging.write(path, &bytes)?;
        }
        Ok(())
    }
}
