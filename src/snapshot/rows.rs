//! Many rows in little memory.
//!
//! The rows of a large account are hundreds of megabytes of JSON that repeats itself, and each row
//! is needed only for the moment in which it is read. They are kept in compressed blocks; going
//! through them unpacks one block at a time.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, Read as _, Write as _};

use flate2::Compression;
use flate2::bufread::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::de::{self, Deserialize, Deserializer, SeqAccess, Visitor};
use serde::ser::{self, Serialize, SerializeSeq as _, Serializer};
use serde_json::value::RawValue;

use super::error::SnapshotError;
use crate::domain::PropertyId;

/// Bytes of text in a block: enough to compress well, little enough to unpack at once.
const BLOCK_BYTES: usize = 256 << 10;

/// Ends a property's id; no id has control characters.
const END_OF_ID: char = '\t';

/// Ends a row; no JSON text has it.
const END_OF_ROW: char = '\0';

/// One reservation as it came, without what no statement needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawReservation {
    /// The property it belongs to.
    pub property: PropertyId,
    /// The row: the text of a JSON object whose keys are in alphabetical order.
    pub row: String,
}

/// The reservations of a snapshot, in order.
#[derive(Clone, Default)]
pub struct Rows {
    blocks: Vec<Block>,
    /// The text of the block that is not full yet.
    open: String,
    count: usize,
}

/// The text of several rows.
#[derive(Clone)]
enum Block {
    Packed(Vec<u8>),
    Plain(String),
}

impl Rows {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Adds a row at the end.
    pub fn push(&mut self, RawReservation { property, row }: &RawReservation) {
        self.open.push_str(property.as_str());
        self.open.push(END_OF_ID);
        self.open.push_str(row);
        self.open.push(END_OF_ROW);
        self.count += 1;
        if self.open.len() >= BLOCK_BYTES {
            self.close();
        }
    }

    /// Packs what is not packed yet: no more rows are to come soon.
    pub fn close(&mut self) {
        let text = std::mem::take(&mut self.open);
        if !text.is_empty() {
            self.blocks.push(Block::of(text));
        }
    }

    /// The rows, one after the other.
    ///
    /// # Errors
    /// An item is an error if the memory it is kept in was damaged.
    pub fn iter(&self) -> impl Iterator<Item = Result<RawReservation, SnapshotError>> {
        let full = self.blocks.iter().map(Block::text);
        full.chain([Ok(Cow::Borrowed(&*self.open))]).flat_map(|text| match text {
            Ok(text) => text.split_terminator(END_OF_ROW).map(row).collect(),
            Err(error) => vec![Err(damaged(&error))],
        })
    }
}

impl Block {
    fn of(text: String) -> Self {
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::fast());
        let written = packed.write_all(text.as_bytes()).and_then(|()| packed.finish());
        // nothing may be lost, even if a write to memory fails
        written.map_or(Self::Plain(text), Self::Packed)
    }

    fn text(&self) -> io::Result<Cow<'_, str>> {
        match self {
            Self::Packed(bytes) => {
                let mut text = String::with_capacity(BLOCK_BYTES);
                DeflateDecoder::new(&**bytes).read_to_string(&mut text)?;
                Ok(Cow::Owned(text))
            }
            Self::Plain(text) => Ok(Cow::Borrowed(text)),
        }
    }
}

impl FromIterator<RawReservation> for Rows {
    fn from_iter<I: IntoIterator<Item = RawReservation>>(all: I) -> Self {
        let mut rows = Self::default();
        all.into_iter().for_each(|row| rows.push(&row));
        rows
    }
}

fn row(text: &str) -> Result<RawReservation, SnapshotError> {
    let (id, row) = text.split_once(END_OF_ID).ok_or_else(|| damaged(&"a row without an id"))?;
    let property = PropertyId::new(id).map_err(|error| damaged(&error))?;
    Ok(RawReservation { property, row: row.to_owned() })
}

fn damaged(error: &dyn fmt::Display) -> SnapshotError {
    SnapshotError::Damaged(error.to_string())
}

impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// A row as it stands in a file.
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct RowText<R> {
    property_id: String,
    row: R,
}

impl Serialize for Rows {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.count))?;
        for kept in self.iter() {
            let RawReservation { property, row } = kept.map_err(ser::Error::custom)?;
            let row: &RawValue = serde_json::from_str(&row).map_err(ser::Error::custom)?;
            list.serialize_element(&RowText { property_id: property.to_string(), row })?;
        }
        list.end()
    }
}

impl<'de> Deserialize<'de> for Rows {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AsRows;

        impl<'de> Visitor<'de> for AsRows {
            type Value = Rows;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of reservations")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Rows, A::Error> {
                let mut rows = Rows::default();
                while let Some(text) = list.next_element::<RowText<Box<RawValue>>>()? {
                    let property = PropertyId::new(text.property_id).map_err(de::Error::custom)?;
                    let row = String::from(Box::<str>::from(text.row));
                    rows.push(&RawReservation { property, row });
                }
                Ok(rows)
            }
        }

        deserializer.deserialize_seq(AsRows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_rows_come_back_in_order_from_little_memory() {
        let row = |number: usize| RawReservation {
            property: PropertyId::new(format!("p{}", number / 100)).expect("an id"),
            row: format!(r#"{{"code":"HM{number}","note":"{}"}}"#, "é\\\"".repeat(200)),
        };
        assert!(Rows::default().is_empty());
        let rows: Rows = (0..2000).map(row).collect();
        assert_eq!(rows.len(), 2000);
        assert!(rows.blocks.len() > 2, "several blocks");
        let packed = |block: &Block| match block {
            Block::Packed(bytes) => bytes.len(),
            Block::Plain(text) => text.len(),
        };
        let held: usize = rows.blocks.iter().map(packed).sum::<usize>() + rows.open.len();
        assert!(held < BLOCK_BYTES * 2, "{held} bytes");
        for (number, kept) in rows.iter().enumerate() {
            assert_eq!(kept.expect("a row"), row(number));
        }
        let text = serde_json::to_string(&rows).expect("JSON");
        let again: Rows = serde_json::from_str(&text).expect("rows");
        assert_eq!(format!("{again:?}"), format!("{rows:?}"));
    }

    #[test]
    fn what_is_no_row_is_refused() {
        let property = PropertyId::new("p1").expect("an id");
        let rows = Rows::from_iter([RawReservation { property, row: "{".to_owned() }]);
        serde_json::to_string(&rows).expect_err("not JSON");
        for block in [Block::Packed(vec![7; 20]), Block::Plain("no id".to_owned())] {
            let damaged = Rows { blocks: vec![block], count: 1, ..Rows::default() };
            assert!(damaged.iter().count() == 1 && damaged.iter().all(|kept| kept.is_err()));
        }
    }
}
