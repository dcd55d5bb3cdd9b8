//! How many statements a second the PDF renderer prints: in memory, a hundred distinct pages.
//!
//! Run with `cargo bench --bench pdf`.

mod pages;

use std::io::Write as _;
use std::time::{Duration, Instant};

use owner_statements::render::page::Page;
use owner_statements::render::pdf::{Paper, PdfRenderer, SystemFonts};
use rayon::prelude::*;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How long each case is run.
const RUN: Duration = Duration::from_secs(2);

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout();
    let started = Instant::now();
    let renderer =
        PdfRenderer::new(Paper::A4, None, SystemFonts::Ignore).expect("a press without a logo");
    writeln!(out, "prepared in {} ms", started.elapsed().as_millis())?;
    for rows in [12, 150] {
        let pages: Vec<Page> = (0..100).map(|seed| pages::sample(seed, rows)).collect();
        let printed: Vec<_> =
            pages.iter().map(|page| renderer.render(page).expect("a page")).collect();
        let bytes: usize = printed.iter().map(|pdf| pdf.bytes.len()).sum();
        writeln!(out, "{rows} rows: {} bytes, {} pages", bytes / 100, printed[0].pages)?;
        for threads in [1, 2] {
            writeln!(out, "  {threads} threads: {} a second", rate(&renderer, &pages, threads))?;
        }
    }
    Ok(())
}

/// The best of three runs, in documents a second.
fn rate(renderer: &PdfRenderer, pages: &[Page], threads: usize) -> u128 {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
    let run = || {
        let started = Instant::now();
        let mut count = 0_u128;
        while started.elapsed() < RUN {
            let made: usize = pages
                .par_iter()
                .map(|page| usize::from(!renderer.render(page).expect("a page").bytes.is_empty()))
                .sum();
            count += made as u128;
        }
        count * 1_000_000 / started.elapsed().as_micros()
    };
    pool.install(|| (0..3).map(|_| run()).max()).unwrap_or(0)
}
