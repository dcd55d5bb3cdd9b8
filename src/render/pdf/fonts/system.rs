//! System fonts, looked up only when a text has a character that the bundled face lacks.
//!
//! The choice is a pure function of the fonts installed: families in a fixed order, then by name,
//! never in the order in which a folder lists them. Only the usual folders are read.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use harfrust::{Buffer, Direction, ShapeOptions, ShaperFont};
use ttf_parser::Face;

use super::program::{GlyphMetrics, Lender, system_name};
use super::{FontKey, Glyph, Weight};

/// Where systems keep their fonts.
const FOLDERS: [&str; 7] = [
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/System/Library/Fonts",
    "/System/Library/Fonts/Supplemental",
    "/Library/Fonts",
    "C:\\Windows\\Fonts",
    "/usr/share/texmf/fonts/opentype/public",
];

/// Families that are asked first, the best for names and addresses at small sizes.
const PREFERRED: [&str; 12] = [
    "Noto Sans",
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans Thai",
    "Noto Sans Armenian",
    "Noto Sans Georgian",
    "Noto Sans Symbols",
    "Noto Sans Symbols 2",
    "DejaVu Sans",
];

/// The fonts of this machine, read when first asked.
#[derive(Debug, Default)]
pub(in crate::render::pdf) struct SystemFontSet {
    catalogue: OnceLock<Catalogue>,
    chosen: Mutex<BTreeMap<(Weight, char), Option<u16>>>,
    faces: Mutex<BTreeMap<u16, Option<Arc<SystemFace>>>>,
}

/// What is installed, in a stable order.
struct Catalogue {
    database: fontdb::Database,
    fonts: Vec<fontdb::ID>,
    order: [Vec<u16>; 2],
}

impl std::fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalogue").field("fonts", &self.fonts.len()).finish_non_exhaustive()
    }
}

/// A system font in use.
pub(in crate::render::pdf) struct SystemFace {
    data: Arc<Vec<u8>>,
    index: u32,
    name: String,
    ruler: GlyphMetrics,
    shaper: harfrust::Font,
}

impl std::fmt::Debug for SystemFace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SystemFace").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A shaped glyph and the text that it stands for (empty for the further glyphs of a cluster).
pub(super) struct ShapedGlyph {
    pub glyph: Glyph,
    pub meaning: String,
}

impl SystemFontSet {
    /// The font to set a character in, if any has it.
    pub(super) fn font_for(&self, character: char, weight: Weight) -> Option<u16> {
        let known = lock(&self.chosen).get(&(weight, character)).copied();
        if let Some(choice) = known {
            return choice;
        }
        let catalogue = self.catalogue.get_or_init(|| Catalogue::of(installed()));
        let choice = catalogue.order[weight.index()]
            .iter()
            .copied()
            .find(|&number| catalogue.draws(number, character));
        lock(&self.chosen).insert((weight, character), choice);
        choice
    }

    /// Whether a font has a character too.
    pub(super) fn has(&self, number: u16, character: char) -> bool {
        self.catalogue.get().is_some_and(|catalogue| catalogue.draws(number, character))
    }

    /// The name of the family that a font belongs to.
    pub(in crate::render::pdf) fn family(&self, number: u16) -> Option<String> {
        let catalogue = self.catalogue.get()?;
        let face = catalogue.database.face(*catalogue.fonts.get(usize::from(number))?)?;
        face.families.first().map(|(name, _)| name.clone())
    }

    /// A font by its number.
    pub(in crate::render::pdf) fn face(&self, number: u16) -> Option<Arc<SystemFace>> {
        let catalogue = self.catalogue.get()?;
        lock(&self.faces).entry(number).or_insert_with(|| catalogue.face(number)).clone()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn installed() -> fontdb::Database {
    let mut database = fontdb::Database::new();
    for folder in FOLDERS {
        database.load_fonts_dir(folder);
    }
    database
}

/// The sort key of fonts: better families first, then the nearer weight, then names.
type Place = (usize, u16, bool, String, String, String, u32);

impl Catalogue {
    fn of(database: fontdb::Database) -> Catalogue {
        let mut listed: Vec<(Place, fontdb::ID)> =
            database.faces().map(|info| (place(info, Weight::Regular), info.id)).collect();
        listed.sort();
        listed.truncate(usize::from(u16::MAX));
        let fonts: Vec<fontdb::ID> = listed.into_iter().map(|(_, id)| id).collect();
        let order = Weight::ALL.map(|weight| {
            let mut places: Vec<(Place, u16)> = fonts
                .iter()
                .zip(0_u16..)
                .filter_map(|(id, number)| Some((place(database.face(*id)?, weight), number)))
                .collect();
            places.sort();
            places.into_iter().map(|(_, number)| number).collect()
        });
        Catalogue { database, fonts, order }
    }

    /// Whether a font has an outline for a character.
    fn draws(&self, number: u16, character: char) -> bool {
        let Some(&id) = self.fonts.get(usize::from(number)) else { return false };
        let drawn = self.database.with_face_data(id, |data, index| {
            let face = Face::parse(data, index).ok()?;
            let outlined = face.tables().glyf.is_some() || face.tables().cff.is_some();
            (outlined && face.glyph_index(character).is_some_and(|gid| gid.0 != 0)).then_some(())
        });
        drawn.flatten().is_some()
    }

    fn face(&self, number: u16) -> Option<Arc<SystemFace>> {
        let id = *self.fonts.get(usize::from(number))?;
        let name = self.database.face(id)?.post_script_name.clone();
        let (data, index) =
            self.database.with_face_data(id, |data, index| (Arc::new(data.to_vec()), index))?;
        let ruler = GlyphMetrics::of(&Face::parse(&data, index).ok()?);
        let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::clone(&data) as _;
        let shaper = harfrust::Font::new(shared, index)?;
        Some(Arc::new(SystemFace { data, index, name, ruler, shaper }))
    }
}

fn place(info: &fontdb::FaceInfo, weight: Weight) -> Place {
    let family = info.families.first().map(|(name, _)| name.clone()).unwrap_or_default();
    let rank = match PREFERRED.iter().position(|preferred| *preferred == family) {
        Some(position) => position,
        None if family.starts_with("Noto Sans") => PREFERRED.len(),
        None if family.starts_with("Noto") => PREFERRED.len() + 1,
        None if family.starts_with("DejaVu") => PREFERRED.len() + 2,
        None => PREFERRED.len() + 3,
    };
    let distance = info.weight.0.abs_diff(weight.number());
    let slanted = info.style != fontdb::Style::Normal;
    let file = match &info.source {
        fontdb::Source::File(path) | fontdb::Source::SharedFile(path, _) => {
            path.to_string_lossy().into_owned()
        }
        fontdb::Source::Binary(_) => String::new(),
    };
    (rank, distance, slanted, family, info.post_script_name.clone(), file, info.index)
}

impl SystemFace {
    /// The font, to be cut to what a document uses of it; `number` is its place on the shelf.
    pub(in crate::render::pdf) fn lender(&self, number: u16) -> Lender<'_> {
        Lender {
            file: &self.data,
            index: self.index,
            name: system_name(number, &self.name),
            ruler: &self.ruler,
            weight: Weight::Regular,
        }
    }

    /// Shapes a stretch of one direction; glyphs come in visual order. `None` if the font refuses.
    pub(super) fn shape(&self, piece: &str, right_to_left: bool) -> Option<Vec<ShapedGlyph>> {
        let mut buffer = Buffer::new();
        buffer.push_str(piece);
        buffer.set_direction(if right_to_left {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        });
        buffer.guess_segment_properties();
        let font = ShaperFont::new(&self.shaper).with_scale(1000);
        harfrust::shape(&font, &mut buffer, ShapeOptions::new()).ok()?;
        let infos = buffer.glyph_infos();
        let mut starts: Vec<usize> =
            infos.iter().filter_map(|info| usize::try_from(info.cluster).ok()).collect();
        starts.sort_unstable();
        starts.dedup();
        let mut told = std::collections::BTreeSet::new();
        let mut shaped = Vec::with_capacity(infos.len());
        for (info, position) in infos.iter().zip(buffer.glyph_positions()) {
            let gid = u16::try_from(info.glyph_id).ok().filter(|gid| *gid != 0)?;
            let start = usize::try_from(info.cluster).ok()?;
            let end = starts.iter().copied().find(|s| *s > start).unwrap_or(piece.len());
            let meaning = if told.insert(start) {
                piece.get(start..end).unwrap_or_default().to_owned()
            } else {
                String::new()
            };
            let advance = self.ruler.advance(gid);
            let adjust = position.x_advance - i32::from(advance);
            shaped.push(ShapedGlyph {
                glyph: Glyph {
                    font: FontKey::System(0),
                    gid,
                    advance,
                    adjust: i16::try_from(adjust).unwrap_or(0),
                    shift: i16::try_from(position.x_offset).unwrap_or(0),
                    rise: i16::try_from(position.y_offset).unwrap_or(0),
                },
                meaning,
            });
        }
        Some(shaped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::pdf::fonts::Bundled;

    fn shelf_of_bundled() -> SystemFontSet {
        let mut database = fontdb::Database::new();
        database.load_font_data(Bundled::heavy_file().to_vec());
        let system_fonts = SystemFontSet::default();
        system_fonts.catalogue.set(Catalogue::of(database)).unwrap();
        system_fonts
    }

    #[test]
    fn a_font_is_found_by_what_it_draws() {
        let system_fonts = shelf_of_bundled();
        assert_eq!(system_fonts.font_for('Ж', Weight::Regular), Some(0));
        assert_eq!(system_fonts.font_for('田', Weight::Regular), None);
        assert!(system_fonts.has(0, 'x'));
        assert!(!system_fonts.has(1, 'x'));
    }

    #[test]
    fn shaping_tells_what_each_glyph_stands_for() {
        let system_fonts = shelf_of_bundled();
        system_fonts.font_for('A', Weight::Regular);
        let face = system_fonts.face(0).unwrap();
        let shaped = face.shape("Año", false).unwrap();
        let text: String = shaped.iter().map(|g| g.meaning.as_str()).collect();
        assert_eq!(text, "Año");
        assert!(shaped.iter().all(|g| g.glyph.advance > 0));
    }
}
