//! The sheet: its size and margins.
//!
//! Lengths are whole thousandths of a point everywhere in this renderer, so that a layout is exact
//! and the same on every machine; only the file's own page size is in millimetres.

/// A length in thousandths of a point (1/72 inch).
pub(super) type Length = i32;

/// Thousandths of a point from whole points.
pub(super) const fn points(whole: i32) -> Length {
    whole * 1000
}

/// The paper that statements are set for, upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// ISO A4, 210 × 297 mm.
    A4,
    /// US Letter, 8.5 × 11 in.
    Letter,
}

/// What a layout knows of its paper.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet {
    /// Full width.
    pub width: Length,
    /// Full height.
    pub height: Length,
    /// Where the type area begins, from the left.
    pub left: Length,
    /// Where the type area ends, from the left.
    pub right: Length,
    /// Where the type area of a first page begins, from the top.
    pub top: Length,
    /// Where the type area of a further page begins, below its running heading.
    pub top_further: Length,
    /// Where the type area ends, above the page's number.
    pub bottom: Length,
    /// Baseline of the page's number.
    pub folio: Length,
}

impl Sheet {
    /// Width of the type area.
    pub(super) fn measure(&self) -> Length {
        self.right - self.left
    }
}

impl Paper {
    /// Width and height in millimetres.
    pub(super) fn millimetres(self) -> (f32, f32) {
        match self {
            Paper::A4 => (210.0, 297.0),
            Paper::Letter => (215.9, 279.4),
        }
    }

    /// The sheet with its margins.
    pub(super) fn sheet(self) -> Sheet {
        let (width, height) = match self {
            Paper::A4 => (595_276, 841_890),
            Paper::Letter => (612_000, 792_000),
        };
        let side = 42_520;
        Sheet {
            width,
            height,
            left: side,
            right: width - side,
            top: points(38),
            top_further: points(66),
            bottom: height - points(44),
            folio: height - points(26),
        }
    }
}
