//! A TrueType font without its hinting programs: a third smaller, the same outlines.
//!
//! Viewers scale outlines with anti-aliasing and ignore the programs or do without; a file that is
//! mailed a thousand times should not carry them.

/// Removes `cvt `, `fpgm` and `prep` and the instructions of each glyph.
///
/// `None` if the file is not built as expected; it can then be used as it is.
pub(super) fn without_hints(file: &[u8]) -> Option<Vec<u8>> {
    let tables = directory(file)?;
    let find = |tag: &[u8; 4]| tables.iter().find(|(t, _)| t == tag).map(|(_, data)| *data);
    let (glyf, loca, head) = (find(b"glyf")?, find(b"loca")?, find(b"head")?);
    let long_offsets = be16(head, 50)? == 1;
    let (glyf, loca) = unhinted_outlines(glyf, loca, long_offsets)?;
    let mut kept: Vec<([u8; 4], Vec<u8>)> = Vec::new();
    for (tag, data) in &tables {
        let data = match tag {
            b"cvt " | b"fpgm" | b"prep" => continue,
            b"glyf" => glyf.clone(),
            b"loca" => loca.clone(),
            b"head" => {
                let mut head = data.to_vec();
                head.get_mut(50..52)?.copy_from_slice(&[0, 1]);
                head
            }
            _ => data.to_vec(),
        };
        kept.push((*tag, data));
    }
    assemble(file.get(0..4)?, &kept)
}

fn directory(file: &[u8]) -> Option<Vec<([u8; 4], &[u8])>> {
    let count = usize::from(be16(file, 4)?);
    let mut tables = Vec::with_capacity(count);
    for index in 0..count {
        let entry = file.get(12 + 16 * index..28 + 16 * index)?;
        let tag: [u8; 4] = entry.get(0..4)?.try_into().ok()?;
        let start = be32(entry, 8)?;
        let length = be32(entry, 12)?;
        tables.push((tag, file.get(start..start.checked_add(length)?)?));
    }
    Some(tables)
}

fn unhinted_outlines(glyf: &[u8], loca: &[u8], long: bool) -> Option<(Vec<u8>, Vec<u8>)> {
    let offset = |index: usize| {
        if long { be32(loca, 4 * index) } else { Some(2 * usize::from(be16(loca, 2 * index)?)) }
    };
    let count = loca.len() / if long { 4 } else { 2 };
    let mut outlines = Vec::with_capacity(glyf.len());
    let mut offsets = Vec::with_capacity(4 * count);
    offsets.extend_from_slice(&0_u32.to_be_bytes());
    for index in 0..count.checked_sub(1)? {
        let glyph = glyf.get(offset(index)?..offset(index + 1)?)?;
        if !glyph.is_empty() {
            append_unhinted(glyph, &mut outlines)?;
            outlines.resize(outlines.len().next_multiple_of(4), 0);
        }
        offsets.extend_from_slice(&u32::try_from(outlines.len()).ok()?.to_be_bytes());
    }
    Some((outlines, offsets))
}

fn append_unhinted(glyph: &[u8], outlines: &mut Vec<u8>) -> Option<()> {
    let contours = be16(glyph, 0)?;
    if contours < 0x8000 {
        let ends = 10 + 2 * usize::from(contours);
        let instructions = usize::from(be16(glyph, ends)?);
        outlines.extend_from_slice(glyph.get(..ends)?);
        outlines.extend_from_slice(&[0, 0]);
        outlines.extend_from_slice(glyph.get(ends + 2 + instructions..)?);
        return Some(());
    }
    // a composite: components of varying length, instructions after the last one
    let start = outlines.len();
    let mut at = 10;
    loop {
        let flags = be16(glyph, at)?;
        let arguments = if flags & 0x0001 != 0 { 4 } else { 2 };
        let scale = match flags & 0x00c8 {
            0x0008 => 2,
            0x0040 => 4,
            0x0080 => 8,
            _ => 0,
        };
        let next = at + 4 + arguments + scale;
        if flags & 0x0020 == 0 {
            outlines.extend_from_slice(glyph.get(..next)?);
            break;
        }
        at = next;
    }
    // no component may announce instructions any more
    let mut at = start + 10;
    loop {
        let flags = be16(outlines, at)?;
        let cleared = flags & !0x0100;
        outlines.get_mut(at..at + 2)?.copy_from_slice(&cleared.to_be_bytes());
        if flags & 0x0020 == 0 {
            return Some(());
        }
        let arguments = if flags & 0x0001 != 0 { 4 } else { 2 };
        let scale = match flags & 0x00c8 {
            0x0008 => 2,
            0x0040 => 4,
            0x0080 => 8,
            _ => 0,
        };
        at += 4 + arguments + scale;
    }
}

/// Tables bound into a font file, with their checksums.
fn assemble(version: &[u8], tables: &[([u8; 4], Vec<u8>)]) -> Option<Vec<u8>> {
    let count = u16::try_from(tables.len()).ok()?;
    let power = count.checked_ilog2()?;
    let range = 16_u16 << power;
    let mut file = version.to_vec();
    file.extend_from_slice(&count.to_be_bytes());
    file.extend_from_slice(&range.to_be_bytes());
    file.extend_from_slice(&u16::try_from(power).ok()?.to_be_bytes());
    file.extend_from_slice(&(count * 16 - range).to_be_bytes());
    let mut at = 12 + 16 * tables.len();
    for (tag, data) in tables {
        file.extend_from_slice(tag);
        file.extend_from_slice(&checksum(data).to_be_bytes());
        file.extend_from_slice(&u32::try_from(at).ok()?.to_be_bytes());
        file.extend_from_slice(&u32::try_from(data.len()).ok()?.to_be_bytes());
        at += data.len().next_multiple_of(4);
    }
    for (_, data) in tables {
        file.extend_from_slice(data);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    Some(file)
}

fn checksum(data: &[u8]) -> u32 {
    data.chunks(4).fold(0, |sum: u32, chunk| {
        let mut word = [0; 4];
        for (to, from) in word.iter_mut().zip(chunk) {
            *to = *from;
        }
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

fn be16(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

fn be32(data: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_be_bytes(data.get(at..at + 4)?.try_into().ok()?)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use subsetter::GlyphRemapper;

    /// Counts the segments of an outline, so that two can be compared.
    #[derive(Default, PartialEq, Debug)]
    struct Trace(Vec<String>);

    impl ttf_parser::OutlineBuilder for Trace {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0.push(format!("m {x} {y}"));
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0.push(format!("l {x} {y}"));
        }
        fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
            self.0.push(format!("q {x1} {y1} {x} {y}"));
        }
        fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
            self.0.push(format!("c {x1} {y1} {x2} {y2} {x} {y}"));
        }
        fn close(&mut self) {
            self.0.push("z".to_owned());
        }
    }

    #[test]
    fn outlines_stay_as_they_were() {
        let file = crate::render::pdf::fonts::Bundled::heavy_file();
        let mut remapper = GlyphRemapper::new();
        for gid in 1..900 {
            remapper.remap(gid);
        }
        let hinted = subsetter::subset(file, 0, &remapper).unwrap();
        let plain = without_hints(&hinted).unwrap();
        assert!(plain.len() < hinted.len());
        // a face needs the tables that a PDF does not
        let before = outlines(&hinted);
        let after = outlines(&plain);
        assert_eq!(before.len(), after.len());
        assert_eq!(before, after);
    }

    fn outlines(file: &[u8]) -> Vec<Trace> {
        let tables = directory(file).unwrap();
        let find = |tag: &[u8; 4]| tables.iter().find(|(t, _)| t == tag).unwrap().1;
        let head = ttf_parser::head::Table::parse(find(b"head")).unwrap();
        let maxp = ttf_parser::maxp::Table::parse(find(b"maxp")).unwrap();
        let loca = ttf_parser::loca::Table::parse(
            maxp.number_of_glyphs,
            head.index_to_location_format,
            find(b"loca"),
        )
        .unwrap();
        let glyf = ttf_parser::glyf::Table::parse(loca, find(b"glyf")).unwrap();
        (0..maxp.number_of_glyphs.get())
            .map(|gid| {
                let mut trace = Trace::default();
                glyf.outline(ttf_parser::GlyphId(gid), &mut trace);
                trace
            })
            .collect()
    }
}
