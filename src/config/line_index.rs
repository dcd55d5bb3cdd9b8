//! Byte offsets of a text as the lines and columns that an editor shows.

/// The beginnings of a text's lines.
pub(super) struct LineIndex<'t> {
    text: &'t str,
    line_starts: Vec<usize>,
}

impl<'t> LineIndex<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let behind_breaks = text.match_indices('\n').map(|(offset, _)| offset + 1);
        let line_starts = std::iter::once(0).chain(behind_breaks).collect();
        Self { text, line_starts }
    }

    /// Line and column in characters, both from 1. The end of the text counts as the end of its
    /// last line, and a byte-order mark is not a character.
    pub(super) fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let mut end = offset.min(self.text.len());
        if end > 0 && end == self.text.len() {
            let body = self.text.trim_end_matches(['\n', '\r']);
            end = if body.is_empty() { 0 } else { body.len() };
        }
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let line = self.line_starts.partition_point(|start| *start <= end).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(start..end).unwrap_or("");
        (line, before.chars().filter(|c| *c != '\u{feff}').count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters() {
        let places = LineIndex::of("\u{feff}añb\r\nü = 1\n\n");
        for (offset, expected) in
            [(0, (1, 1)), (3, (1, 1)), (4, (1, 2)), (5, (1, 2)), (6, (1, 3)), (9, (2, 1))]
        {
            assert_eq!(places.line_and_column(offset), expected, "{offset}");
        }
        assert_eq!(places.line_and_column(900), (2, 6));
        assert_eq!(LineIndex::of("").line_and_column(0), (1, 1));
        assert_eq!(LineIndex::of("\n\n").line_and_column(2), (1, 1));
    }
}
