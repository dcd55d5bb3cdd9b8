//! Snapshots as the bytes of their files.

use std::io::{self, BufWriter, Read};

use flate2::bufread::GzDecoder;
use flate2::{Compression, GzBuilder};
use sha2::{Digest, Sha256};

use super::contents::Snapshot;
use super::error::SnapshotError;
use super::{digest, format};

/// The largest unpacked snapshot that is read, in bytes: 1 GiB, some hundred thousand reservations.
pub const UNPACKED_BYTES_MAX: u64 = 1 << 30;

/// A snapshot that was read, and what identifies it.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The content.
    pub snapshot: Snapshot,
    /// SHA-256 of the file's bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Whether its content was changed after it was written.
    pub is_edited: bool,
}

impl Snapshot {
    /// The file's bytes; equal snapshots have equal bytes.
    ///
    /// # Errors
    /// A row that is not JSON, or insufficient memory.
    pub fn to_bytes(&self) -> Result<Vec<u8>, SnapshotError> {
        let packed = GzBuilder::new().mtime(0).write(Vec::new(), Compression::default());
        let mut packed = BufWriter::new(packed);
        format::write_text(self, &mut packed)?;
        let packed = packed.into_inner().map_err(io::IntoInnerError::into_error);
        let bytes = packed.and_then(flate2::write::GzEncoder::finish);
        bytes.map_err(|error| SnapshotError::Malformed(error.to_string()))
    }

    /// The snapshot in a file's bytes.
    ///
    /// # Errors
    /// Refuses a file that is not a snapshot, is truncated, damaged or edited, was written by a
    /// newer program, breaks the format or unpacks to more than [`UNPACKED_BYTES_MAX`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Loaded, SnapshotError> {
        match Self::from_edited_bytes(bytes)? {
            Loaded { is_edited: true, .. } => Err(SnapshotError::Edited),
            loaded => Ok(loaded),
        }
    }

    /// The same for a file whose content may have been changed after it was written.
    ///
    /// # Errors
    /// As [`Snapshot::from_bytes`], but for an edited one.
    pub fn from_edited_bytes(bytes: &[u8]) -> Result<Loaded, SnapshotError> {
        let (snapshot, is_edited) = unpack(bytes, UNPACKED_BYTES_MAX)?;
        Ok(Loaded { snapshot, sha256: digest::hex(Sha256::new_with_prefix(bytes)), is_edited })
    }
}

/// The unpacked text of a file, up to a limit.
struct Text<'a> {
    decoder: GzDecoder<&'a [u8]>,
    bytes_left: u64,
}

impl<'a> Text<'a> {
    fn of(bytes: &'a [u8], bytes_max: u64) -> Result<Self, SnapshotError> {
        const GZIP: [u8; 2] = [0x1f, 0x8b];
        if !bytes.starts_with(&GZIP) {
            return Err(SnapshotError::NotASnapshot);
        }
        Ok(Self { decoder: GzDecoder::new(bytes), bytes_left: bytes_max })
    }
}

impl Read for Text<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.decoder.read(buffer)?;
        let left = self.bytes_left.checked_sub(count as u64);
        self.bytes_left = left.ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(count)
    }
}

/// The snapshot in a file's bytes, and whether it was edited.
fn unpack(bytes: &[u8], bytes_max: u64) -> Result<(Snapshot, bool), SnapshotError> {
    let mut text = Text::of(bytes, bytes_max)?;
    let read = format::read_text(&mut text).map_err(|error| match error.io_error_kind() {
        Some(io::ErrorKind::FileTooLarge) => SnapshotError::TooLarge { bytes_max },
        Some(_) => SnapshotError::Damaged(io::Error::from(error).to_string()),
        None => match Text::of(bytes, bytes_max) {
            Ok(text) => format::wrong(text, &error),
            Err(error) => error,
        },
    })?;
    if !text.decoder.into_inner().is_empty() {
        return Err(SnapshotError::Damaged("there is data after its end".to_owned()));
    }
    let is_edited = read.is_edited;
    Ok((format::snapshot(read)?, is_edited))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn gzip(text: &str) -> Vec<u8> {
        let mut packed = GzBuilder::new().write(Vec::new(), Compression::default());
        packed.write_all(text.as_bytes()).expect("memory");
        packed.finish().expect("memory")
    }

    fn error_of(bytes: &[u8]) -> SnapshotError {
        Snapshot::from_bytes(bytes).map(|_| ()).expect_err("refused")
    }

    #[test]
    fn unpacking_stops_at_the_limit() {
        let bytes = gzip(&" ".repeat(10_000));
        let refused = |bytes_max| unpack(&bytes, bytes_max).map(|_| ()).expect_err("no snapshot");
        assert!(matches!(refused(9_999), SnapshotError::TooLarge { bytes_max: 9_999 }));
        assert!(matches!(refused(10_000), SnapshotError::NotASnapshot));
    }

    #[test]
    fn cut_damaged_and_foreign_bytes_are_told_apart() {
        let foreign = gzip(r#"{"format":"something else","version":1}"#);
        for bytes in [foreign.as_slice(), b"{}", b""] {
            assert!(matches!(error_of(bytes), SnapshotError::NotASnapshot));
        }
        let newer = gzip(r#"{"format":"owner-statements snapshot","version":4,"rows":[]}"#);
        assert!(matches!(error_of(&newer), SnapshotError::Newer { found: 4, known: 3 }));
        let odd = gzip(r#"{"format":"owner-statements snapshot","version":1,"rows":[]}"#);
        assert!(matches!(error_of(&odd), SnapshotError::Malformed(_)));
    }
}
