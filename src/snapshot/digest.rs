//! A text that ends with the digest of itself, so that a later change of it is noticed.
//!
//! The text is a JSON object whose last field holds SHA-256, in hexadecimal, of every byte before the
//! field's value. It recognises damage and edits by hand; it is no signature.

use std::cell::RefCell;
use std::io::{self, Read, Write};
use std::rc::Rc;

use serde::{Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// The bytes of the value and of what closes the text: two quotes, 64 digits, a brace.
const END_BYTES: usize = 67;

/// Passes everything on and keeps the digest of it.
pub(super) struct DigestedWriter<W> {
    out: W,
    hasher: Rc<RefCell<Sha256>>,
}

/// The digest of what was written by the moment in which this is written itself.
pub(super) struct DigestSoFar(Rc<RefCell<Sha256>>);

impl<W: Write> DigestedWriter<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, hasher: Rc::default() }
    }

    /// The value of the last field.
    pub(super) fn digest_so_far(&self) -> DigestSoFar {
        DigestSoFar(Rc::clone(&self.hasher))
    }
}

impl<W: Write> Write for DigestedWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.out.write(bytes)?;
        self.hasher.borrow_mut().update(bytes.get(..count).unwrap_or(bytes));
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Serialize for DigestSoFar {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // not borrowed any more when the text of it is hashed
        let hasher = self.0.borrow().clone();
        serializer.serialize_str(&hex(hasher))
    }
}

/// Passes everything on and keeps the digest of all but its end.
pub(super) struct DigestedReader<R> {
    text: R,
    hasher: Sha256,
    /// The last bytes that were read, [`END_BYTES`] at most.
    end: Vec<u8>,
}

impl<R: Read> DigestedReader<R> {
    pub(super) fn new(text: R) -> Self {
        Self { text, hasher: Sha256::new(), end: Vec::new() }
    }

    /// The digest that the text should name; to be asked once it was read to its end.
    pub(super) fn digest(self) -> String {
        hex(self.hasher)
    }
}

impl<R: Read> Read for DigestedReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.text.read(buffer)?;
        self.end.extend(buffer.iter().take(count));
        let before_end = self.end.len().saturating_sub(END_BYTES);
        self.hasher.update(self.end.drain(..before_end).as_slice());
        Ok(count)
    }
}

/// The digest of what was hashed, in lower-case hexadecimal.
pub(super) fn hex(hasher: Sha256) -> String {
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Text<D> {
        what: &'static str,
        sha256: D,
    }

    fn digest_of(text: &[u8], step: usize) -> String {
        let mut reader = DigestedReader::new(text);
        let mut part = vec![0; step];
        while reader.read(&mut part).expect("bytes") > 0 {}
        reader.digest()
    }

    #[test]
    fn a_text_names_the_digest_that_its_reader_finds() {
        let mut out = DigestedWriter::new(Vec::new());
        let text = Text { what: "é", sha256: out.digest_so_far() };
        serde_json::to_writer(&mut out, &text).expect("written");
        let bytes = out.out;
        let before = "{\"what\":\"é\",\"sha256\":";
        let named = hex(Sha256::new_with_prefix(before));
        assert_eq!(bytes, format!("{before}\"{named}\"}}").into_bytes());
        for step in [1, 2, 66, 67, 68, 1000] {
            assert_eq!(digest_of(&bytes, step), named, "{step}");
        }
        let mut changed = bytes.clone();
        changed[3] ^= 1;
        assert_ne!(digest_of(&changed, 10), named);
        let short: &[u8] = b"{}";
        assert_eq!(digest_of(short, 10), hex(Sha256::new()));
    }
}
