//! Compression, twice: fast for what each document has, thorough for what is made once.

use std::cell::RefCell;

use libdeflater::{CompressionLvl, Compressor};

/// How hard page content is compressed: twice as fast as the usual level, a few per cent larger.
const FAST: i32 = 1;
/// How hard is compressed what is made once and embedded a thousand times.
const BEST: i32 = 12;

thread_local! {
    /// A compressor has large tables; one a thread is made and kept.
    static COMPRESSOR: RefCell<Compressor> = RefCell::new(Compressor::new(level(FAST)));
}

/// How hard to compress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effort {
    /// What is made once and embedded in every document.
    Once,
    /// What is made for one document.
    EachTime,
}

impl Effort {
    /// The bytes in zlib's format; `None` if that fails, which does not occur.
    pub(super) fn deflated(self, raw: &[u8]) -> Option<Vec<u8>> {
        match self {
            Effort::Once => deflated(&mut Compressor::new(level(BEST)), raw),
            Effort::EachTime => COMPRESSOR.with_borrow_mut(|compressor| deflated(compressor, raw)),
        }
    }
}

fn level(level: i32) -> CompressionLvl {
    CompressionLvl::new(level).unwrap_or_default()
}

fn deflated(compressor: &mut Compressor, raw: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = vec![0; compressor.zlib_compress_bound(raw.len())];
    // the bound makes a failure impossible
    let length = compressor.zlib_compress(raw, &mut bytes).ok()?;
    bytes.truncate(length);
    Some(bytes)
}
