//! A computed month to files in their places.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::domain::{Notice, NoticeKind, Subject};
use crate::locale::Locale;
use crate::manifest::MANIFEST_PATH;
use crate::output::Staging;
use crate::render::csv::{self, TableError};
use crate::render::format::Renderer;
use crate::statement::TiedStatement;

use super::compute::{Input, Month};
use super::error::WriteError;
use super::manifest::manifest;
use super::names::{CONFIG_PATH, FileNames, OwnFile, SNAPSHOT_PATH};
use super::options::RenderOptions;
use super::receipts;
use super::summary::index_page;

/// What was written.
#[derive(Debug, Clone)]
pub struct WrittenMonth {
    /// The month's folder.
    pub folder: PathBuf,
    /// The files of each statement, in the month's order.
    pub files: Vec<FileNames>,
    /// All notices, including characters that no font has.
    pub notices: Vec<Notice>,
}

/// Renders a month and puts it in place of an earlier one, all or nothing.
///
/// # Errors
/// A document that cannot be rendered, or a file system error; nothing is replaced then.
pub fn write(
    month: &Month,
    input: Input<'_>,
    options: RenderOptions<'_>,
    out: &Path,
) -> Result<WrittenMonth, WriteError> {
    let tag = &input.config.locale;
    let locale = Locale::of_tag(tag).ok_or_else(|| WriteError::Locale(tag.clone()))?;
    let receipts = receipts::check(&month.statements, options.receipt)?;
    let staging = Staging::begin(out, &month.report.period.to_string())?;
    let renderer = Renderer::new(locale, options.paper, options.logo)
        .map_err(|error| WriteError::of("", error))?;
    let writer = StatementWriter { renderer: &renderer, options, staging: &staging };
    let written: Vec<WrittenStatement> = month
        .statements
        .par_iter()
        .map(|statement| writer.write(statement))
        .collect::<Result<_, _>>()?;
    let mut notices = month.report.notices.clone();
    notices.extend(written.iter().flat_map(|one| one.notices.clone()));
    let files: Vec<FileNames> = written.into_iter().map(|one| one.files).collect();
    receipts.write(&staging, options.receipt)?;
    staging.write("manager/month-summary.csv", &csv::summary(&month.statements)?)?;
    let taxes = csv::taxes(&month.statements).map_err(TableError::from)?;
    staging.write("manager/tax-summary.csv", &taxes)?;
    staging.write(SNAPSHOT_PATH, input.snapshot_bytes)?;
    staging.write(CONFIG_PATH, input.config_text.as_bytes())?;
    for file in OwnFile::ALL {
        if let Some(text) = file.text(input.manager_files) {
            staging.write(&file.path(), text.as_bytes())?;
        }
    }
    let page = index_page(month, input, &locale, (&files, &notices), out);
    let html = renderer.batch_page(&page).map_err(|error| WriteError::of("", error.into()))?;
    staging.write("manager/index.html", html.as_bytes())?;
    drop(renderer);
    let manifest = manifest(month, input, options, &files, &notices, staging.written());
    staging.write(MANIFEST_PATH, &manifest.to_bytes()?)?;
    ensure_not_stopped(options)?;
    let folder = staging.commit()?;
    Ok(WrittenMonth { folder, files, notices })
}

fn ensure_not_stopped(options: RenderOptions<'_>) -> Result<(), WriteError> {
    if (options.stop)() { Err(WriteError::Stopped) } else { Ok(()) }
}

/// The documents of one statement after the other.
struct StatementWriter<'a, 'r> {
    renderer: &'a Renderer<'r>,
    options: RenderOptions<'a>,
    staging: &'a Staging,
}

struct WrittenStatement {
    files: FileNames,
    notices: Vec<Notice>,
}

impl StatementWriter<'_, '_> {
    /// Renders a statement in every format and writes it.
    fn write(&self, statement: &TiedStatement) -> Result<WrittenStatement, WriteError> {
        ensure_not_stopped(self.options)?;
        let files = FileNames::of(statement, self.options.formats);
        let composed = self.renderer.compose(statement);
        let mut notices = Vec::new();
        for (format, path) in &files.paths {
            let rendered = self.renderer.render(*format, &composed);
            let file =
                rendered.map_err(|error| WriteError::of(statement.owner.id.as_str(), error))?;
            notices.extend(no_font(&file.missing, statement));
            self.staging.write(path, &file.bytes)?;
        }
        (self.options.progress)();
        Ok(WrittenStatement { files, notices })
    }
}

fn no_font(missing: &BTreeSet<char>, statement: &TiedStatement) -> Option<Notice> {
    let characters: String = missing.iter().collect();
    let property = statement.sections.first().map(|one| one.property.id.clone());
    let subject = property.map_or(Subject::Run, Subject::Property);
    (!characters.is_empty()).then_some(Notice { subject, kind: NoticeKind::NoFontFor(characters) })
}
