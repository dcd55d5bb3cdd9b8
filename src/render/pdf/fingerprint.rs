//! Which fonts a build prints with.

use sha2::{Digest, Sha256};

use super::fonts::bundled::{REGULAR, SEMI_BOLD};

/// The bundled fonts by name, each with the SHA-256 of its file in hexadecimal: together with the
/// program's version they decide how a page looks.
pub fn bundled_fonts() -> impl Iterator<Item = (&'static str, String)> {
    let fonts = [("IBM Plex Sans Regular", REGULAR), ("IBM Plex Sans SemiBold", SEMI_BOLD)];
    fonts.into_iter().map(|(name, bytes)| {
        let digest = Sha256::digest(bytes);
        (name, digest.iter().map(|byte| format!("{byte:02x}")).collect())
    })
}
