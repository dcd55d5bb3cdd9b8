//! Which currencies the properties of a month have, for entries that name none.

use crate::config::Config;
use crate::intake;
use crate::manager_files::Homes;
use crate::snapshot::{Snapshot, SnapshotError};

/// The currencies of each property: of its stays and, where they are set, of the account and of the
/// configuration.
///
/// # Errors
/// Rows that cannot be unpacked.
pub fn currencies(snapshot: &Snapshot, config: &Config) -> Result<Homes, SnapshotError> {
    let account = intake::read_account(snapshot, &config.labels)?;
    let mut homes = Homes::new();
    for (id, property) in &config.portfolio.properties {
        let set = account.properties.get(id).and_then(|one| one.currency);
        homes.entry(id.clone()).or_default().extend(property.currency.or(set));
    }
    for reservation in &account.reservations {
        let money = reservation.financials.as_ref().map(|money| money.currency);
        homes.entry(reservation.property.clone()).or_default().extend(money);
    }
    for row in &account.unusable {
        homes.entry(row.property.clone()).or_default().extend(row.currency);
    }
    Ok(homes)
}
