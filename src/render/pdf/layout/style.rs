//! The document's voice: sizes, weights, colours and distances, all in one place.
//!
//! One accent, two greys, two weights. No text is smaller than 8.5 points, and every ink that text
//! is set in keeps a contrast of at least 4.5 to 1 on paper and on the panel.

use crate::render::pdf::fonts::Weight;
use crate::render::pdf::paper::{Length, points};

/// A colour of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render::pdf) enum Ink {
    /// Text.
    Black,
    /// Text of less weight.
    Muted,
    /// Title, the large figure, the mark.
    Accent,
    /// Thin rules.
    Hair,
    /// Behind the answer.
    Panel,
    /// The large mark behind the text.
    Watermark,
}

impl Ink {
    /// Red, green and blue, of 255.
    pub(in crate::render::pdf) fn rgb(self) -> [u8; 3] {
        match self {
            Ink::Black => [0x1a, 0x1f, 0x26],
            Ink::Muted => [0x55, 0x5f, 0x6b],
            Ink::Accent => [0x0f, 0x4c, 0x5c],
            Ink::Hair => [0xb9, 0xc1, 0xc8],
            Ink::Panel => [0xf1, 0xf5, 0xf5],
            Ink::Watermark => [0xf2, 0xf4, 0xf5],
        }
    }
}

/// How a line of text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render::pdf) struct Style {
    /// Size of the type.
    pub size: Length,
    /// From one baseline to the next.
    pub leading: Length,
    /// Its weight.
    pub weight: Weight,
    /// Its colour.
    pub ink: Ink,
}

impl Style {
    const fn regular(size: Length, leading: Length, ink: Ink) -> Style {
        Style { size, leading, weight: Weight::Regular, ink }
    }

    const fn semi_bold(size: Length, leading: Length, ink: Ink) -> Style {
        Style { size, leading, weight: Weight::SemiBold, ink }
    }

    /// From the top of a line to its baseline: capitals are centred in the line.
    pub(in crate::render::pdf) fn drop(&self) -> Length {
        (self.leading + self.size * 698 / 1000) / 2
    }

    /// The same in another colour.
    pub(in crate::render::pdf) const fn inked(self, ink: Ink) -> Style {
        Style { ink, ..self }
    }

    /// The same in another size, with its leading in proportion.
    pub(in crate::render::pdf) fn sized(self, size: Length) -> Style {
        Style { size, leading: self.leading * size / self.size, ..self }
    }
}

pub(in crate::render::pdf) const TITLE: Style = Style::semi_bold(20_000, 24_000, Ink::Accent);
pub(in crate::render::pdf) const PERIOD: Style = Style::regular(11_000, 16_000, Ink::Black);
pub(in crate::render::pdf) const MARK: Style = Style::semi_bold(12_500, 16_000, Ink::Accent);
pub(in crate::render::pdf) const MARK_FURTHER: Style = Style::semi_bold(9_500, 12_000, Ink::Accent);
pub(in crate::render::pdf) const MANAGER: Style = Style::semi_bold(12_500, 16_000, Ink::Black);
pub(in crate::render::pdf) const NAME: Style = Style::semi_bold(10_000, 13_500, Ink::Black);
pub(in crate::render::pdf) const LABEL: Style = Style::regular(8_500, 12_000, Ink::Muted);
pub(in crate::render::pdf) const VALUE: Style = Style::regular(9_000, 12_000, Ink::Black);
pub(in crate::render::pdf) const CAPTION: Style = Style::semi_bold(10_000, 14_000, Ink::Black);
pub(in crate::render::pdf) const AMOUNT: Style = Style::semi_bold(30_000, 36_000, Ink::Accent);
pub(in crate::render::pdf) const HEADING: Style = Style::semi_bold(12_000, 16_000, Ink::Accent);
pub(in crate::render::pdf) const WALK: Style = Style::regular(9_500, 13_000, Ink::Black);
pub(in crate::render::pdf) const WALK_TOTAL: Style = Style::semi_bold(9_500, 13_000, Ink::Black);
pub(in crate::render::pdf) const FIGURE: Style = Style::semi_bold(11_000, 14_000, Ink::Black);
pub(in crate::render::pdf) const FIGURE_SMALL: Style = Style::semi_bold(9_000, 12_000, Ink::Black);
pub(in crate::render::pdf) const CELL: Style = Style::regular(9_000, 12_000, Ink::Black);
pub(in crate::render::pdf) const COLUMN: Style = Style::semi_bold(8_500, 11_000, Ink::Muted);
pub(in crate::render::pdf) const BODY: Style = Style::regular(9_000, 12_500, Ink::Black);
pub(in crate::render::pdf) const SMALL: Style = Style::regular(8_500, 11_500, Ink::Muted);

/// The smallest type of the document.
pub(in crate::render::pdf) const SMALLEST: Length = 8_500;

/// A thin rule.
pub(in crate::render::pdf) const THIN: Length = 500;
/// The rule above a final total.
pub(in crate::render::pdf) const HEAVY: Length = 1_250;
/// Three millimetres, the least distance of two columns.
pub(in crate::render::pdf) const GUTTER_LEAST: Length = 8_504;
/// The distance of two columns where there is room.
pub(in crate::render::pdf) const GUTTER: Length = points(13);

/// How much air a document gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render::pdf) enum Density {
    /// A first page without tables; they begin on the next.
    Open,
    /// The usual.
    Airy,
    /// A little closer, where that saves a page of a short document.
    Close,
}

impl Density {
    fn of(self, open: Length, airy: Length, close: Length) -> Length {
        match self {
            Density::Open => open,
            Density::Airy => airy,
            Density::Close => close,
        }
    }

    /// Between two blocks of the first page.
    pub(in crate::render::pdf) fn front(self) -> Length {
        self.of(points(24), points(16), points(8))
    }

    /// Between two blocks of any other kind.
    pub(in crate::render::pdf) fn block(self) -> Length {
        self.of(points(20), points(20), points(10))
    }

    /// Above and below the text of a table's row, each.
    pub(in crate::render::pdf) fn row(self) -> Length {
        self.of(points(2), points(2), 700)
    }

    /// Above and below the text of a line of the walk, each.
    pub(in crate::render::pdf) fn walk(self) -> Length {
        self.of(points(4), 2_400, 600)
    }

    /// Inside the panel, above and below.
    pub(in crate::render::pdf) fn panel(self) -> Length {
        self.of(points(16), points(12), points(6))
    }

    /// The large figure.
    pub(in crate::render::pdf) fn amount(self) -> Style {
        match self {
            Density::Open | Density::Airy => AMOUNT,
            Density::Close => Style { size: points(26), leading: points(30), ..AMOUNT },
        }
    }

    /// Notes and the method.
    pub(in crate::render::pdf) fn body(self) -> Style {
        match self {
            Density::Open | Density::Airy => BODY,
            Density::Close => Style { size: SMALLEST, leading: points(11), ..BODY },
        }
    }

    /// A style with its lines closer where the document is.
    pub(in crate::render::pdf) fn led(self, style: Style) -> Style {
        match self {
            Density::Open | Density::Airy => style,
            Density::Close => Style { leading: style.leading - 500, ..style },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance in millionths, after WCAG 2, by the table of its curve at 8 bits.
    #[expect(clippy::float_arithmetic, reason = "the definition of contrast is in real numbers")]
    fn luminance(ink: [u8; 3]) -> f64 {
        let channel = |value: u8| {
            let c = f64::from(value) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(ink[0]) + 0.7152 * channel(ink[1]) + 0.0722 * channel(ink[2])
    }

    #[test]
    fn text_is_legible_on_every_ground() {
        let grounds = [[0xff; 3], Ink::Panel.rgb(), Ink::Watermark.rgb()];
        for ink in [Ink::Black, Ink::Muted, Ink::Accent] {
            for ground in grounds {
                let contrast = (luminance(ground) + 0.05) / (luminance(ink.rgb()) + 0.05);
                assert!(contrast >= 4.5, "{ink:?} on {ground:?}: {contrast}");
            }
        }
    }

    #[test]
    fn no_style_is_too_small() {
        for style in [LABEL, VALUE, COLUMN, CELL, SMALL, BODY, FIGURE_SMALL, MARK_FURTHER] {
            assert!(style.size >= SMALLEST);
        }
    }
}
