//! The manager's logo: a PNG to the two streams that a file embeds, once for all documents.

use png::{ColorType, Decoder, Limits, Transformations};
use sha2::{Digest as _, Sha256};

use super::backend::{Dictionary, Stream};

/// A logo is reduced to this width and height at most: 300 dots an inch where it is printed.
const PIXELS_MOST: (u32, u32) = (660, 220);
/// The most memory that decoding may take, in bytes.
const DECODED_MOST: usize = 64 << 20;

/// Why a logo cannot be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum LogoError {
    /// Not a PNG, or a broken one.
    #[error("it is not a readable PNG image")]
    Unreadable(#[from] png::DecodingError),
    /// Too large to be decoded.
    #[error("it has too many pixels")]
    TooLarge,
}

/// A decoded, reduced and compressed logo.
#[derive(Debug)]
pub(super) struct Logo {
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Its colours.
    pub image: Stream,
    /// Its transparency, if it has any.
    pub mask: Option<Stream>,
    /// A hash of the file, for the document's identity.
    pub digest: [u8; 32],
}

/// Pixels with four channels each.
struct Pixels {
    width: usize,
    height: usize,
    rgba: Vec<[u8; 4]>,
}

impl Logo {
    /// Reads a PNG of any kind.
    ///
    /// # Errors
    /// A file that is not a PNG, is broken, or too large.
    pub(super) fn read(file: &[u8]) -> Result<Logo, LogoError> {
        let pixels = reduced(decoded(file)?);
        let size = (pixels.width, pixels.height);
        let opaque = pixels.rgba.iter().all(|pixel| pixel[3] == 255);
        let colours = pixels.rgba.iter().flat_map(|p| [p[0], p[1], p[2]]).collect();
        let alpha = || pixels.rgba.iter().map(|pixel| pixel[3]).collect();
        let mask = (!opaque).then(|| image(size, "DeviceGray", alpha()));
        let image = image(size, "DeviceRGB", colours);
        let across = |pixels: usize| u32::try_from(pixels).map_err(|_| LogoError::TooLarge);
        let size = (across(size.0)?, across(size.1)?);
        Ok(Logo { size, image, mask, digest: Sha256::digest(file).into() })
    }
}

fn decoded(file: &[u8]) -> Result<Pixels, LogoError> {
    let mut decoder =
        Decoder::new_with_limits(std::io::Cursor::new(file), Limits { bytes: DECODED_MOST });
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info()?;
    let length = reader.output_buffer_size().filter(|length| *length <= DECODED_MOST);
    let mut buffer = vec![0; length.ok_or(LogoError::TooLarge)?];
    let frame = reader.next_frame(&mut buffer)?;
    buffer.truncate(frame.buffer_size());
    let rgba = match frame.color_type {
        ColorType::Grayscale => buffer.iter().map(|g| [*g, *g, *g, 255]).collect(),
        ColorType::GrayscaleAlpha => {
            buffer.chunks_exact(2).map(|p| [p[0], p[0], p[0], p[1]]).collect()
        }
        ColorType::Rgb => buffer.chunks_exact(3).map(|p| [p[0], p[1], p[2], 255]).collect(),
        ColorType::Rgba => buffer.chunks_exact(4).map(|p| [p[0], p[1], p[2], p[3]]).collect(),
        // expanded to colours by the transformation above
        ColorType::Indexed => return Err(LogoError::TooLarge),
    };
    let side = |pixels: u32| usize::try_from(pixels).map_err(|_| LogoError::TooLarge);
    Ok(Pixels { width: side(frame.width)?, height: side(frame.height)?, rgba })
}

/// Averages squares of pixels until the logo is no larger than it is printed.
fn reduced(pixels: Pixels) -> Pixels {
    let ratio = |side: usize, most: u32| side.div_ceil(usize::try_from(most).unwrap_or(1).max(1));
    let factor = ratio(pixels.width, PIXELS_MOST.0).max(ratio(pixels.height, PIXELS_MOST.1)).max(1);
    if factor == 1 {
        return pixels;
    }
    let (width, height) = (pixels.width.div_ceil(factor), pixels.height.div_ceil(factor));
    let mut rgba = Vec::with_capacity(width * height);
    for row in 0..height {
        for column in 0..width {
            let mut sums = [0_u64; 4];
            let mut count = 0;
            for y in row * factor..((row + 1) * factor).min(pixels.height) {
                for x in column * factor..((column + 1) * factor).min(pixels.width) {
                    let pixel = pixels.rgba.get(y * pixels.width + x).copied().unwrap_or_default();
                    let alpha = u64::from(pixel[3]);
                    for (sum, value) in sums.iter_mut().zip([pixel[0], pixel[1], pixel[2]]) {
                        *sum += u64::from(value) * alpha;
                    }
                    sums[3] += alpha;
                    count += 1;
                }
            }
            let mean = |sum: u64, of: u64| u8::try_from(sum / of.max(1)).unwrap_or(255);
            let [red, green, blue, alpha] = sums;
            rgba.push([
                mean(red, alpha),
                mean(green, alpha),
                mean(blue, alpha),
                mean(alpha, count),
            ]);
        }
    }
    Pixels { width, height, rgba }
}

fn image(size: (usize, usize), colours: &str, content: Vec<u8>) -> Stream {
    let whole = |side: usize| i64::try_from(side).unwrap_or(0);
    let dictionary = Dictionary::default()
        .name("Type", "XObject")
        .name("Subtype", "Image")
        .integer("Width", whole(size.0))
        .integer("Height", whole(size.1))
        .name("ColorSpace", colours)
        .integer("BitsPerComponent", 8);
    Stream::of_all_documents(dictionary, content)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32, color: ColorType, data: &[u8]) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, width, height);
        encoder.set_color(color);
        encoder.write_header().unwrap().write_image_data(data).unwrap();
        file
    }

    #[test]
    fn a_mask_is_there_only_where_something_shows_through() {
        let opaque = Logo::read(&png(2, 1, ColorType::Rgb, &[0; 6])).unwrap();
        assert!(opaque.mask.is_none());
        let clear = Logo::read(&png(2, 1, ColorType::Rgba, &[0; 8])).unwrap();
        assert!(clear.mask.is_some());
        assert_eq!(clear.size, (2, 1));
    }

    #[test]
    fn a_large_logo_is_reduced() {
        let data = vec![200; 2000 * 300];
        let logo = Logo::read(&png(2000, 300, ColorType::Grayscale, &data)).unwrap();
        assert_eq!(logo.size, (500, 75));
    }

    #[test]
    fn what_is_not_a_png_is_refused() {
        assert!(Logo::read(b"GIF89a").is_err());
    }
}
