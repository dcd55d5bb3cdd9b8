//! A computed month to files in their places.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use rayon::prelude::*;

use crate::domain::{Notice, NoticeKind, Subject};
use crate::locale::Locale;
use crate::manifest::MANIFEST_PATH;
use crate::output::Staging;
use crate::render::compose::compose;
use crate::render::csv::{self, TableError};
use crate::render::html::{HtmlError, HtmlPrinter};
use crate::render::json;
use crate::render::pdf::{PdfRenderer, SystemFonts};
use crate::statement::TiedStatement;

use super::compute::{Input, Month};
use super::error::WriteError;
use super::manifest::manifest;
use super::names::{CONFIG_PATH, FileNames, Format, OwnFile, SNAPSHOT_PATH};
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
    let renderer = MonthRenderer::open(locale, options, &staging)?;
    let rendered: Vec<RenderedStatement> = month
        .statements
        .par_iter()
        .map(|statement| renderer.render(statement))
        .collect::<Result<_, _>>()?;
    let mut notices = month.report.notices.clone();
    notices.extend(rendered.iter().flat_map(|one| one.notices.clone()));
    let files: Vec<FileNames> = rendered.into_iter().map(|one| one.files).collect();
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
    let html = renderer.html.batch(&page).map_err(html_of(""))?;
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

struct MonthRenderer<'a> {
    locale: Locale,
    options: RenderOptions<'a>,
    html: HtmlPrinter,
    /// Created for the first PDF, because loading fonts takes longer than a month without PDFs.
    pdf_renderer: LazyLock<Result<PdfRenderer, String>, PreparePdf<'a>>,
    staging: &'a Staging,
}

type PreparePdf<'a> = Box<dyn FnOnce() -> Result<PdfRenderer, String> + Send + 'a>;

struct RenderedStatement {
    files: FileNames,
    notices: Vec<Notice>,
}

impl<'a> MonthRenderer<'a> {
    fn open(
        locale: Locale,
        options: RenderOptions<'a>,
        staging: &'a Staging,
    ) -> Result<Self, WriteError> {
        // both read nothing but the logo and what is built in
        let html = HtmlPrinter::new(options.logo);
        let html = html.map_err(|error| WriteError::Logo(error.to_string()))?;
        let open: PreparePdf<'a> = Box::new(move || {
            let pdf_renderer = PdfRenderer::new(options.paper, options.logo, SystemFonts::Use);
            pdf_renderer.map_err(|error| error.to_string())
        });
        Ok(Self { locale, options, html, pdf_renderer: LazyLock::new(open), staging })
    }

    /// Renders a statement in every format and writes it.
    fn render(&self, statement: &TiedStatement) -> Result<RenderedStatement, WriteError> {
        ensure_not_stopped(self.options)?;
        let owner = statement.owner.id.as_str();
        let files = FileNames::of(statement, self.options.formats);
        let page = compose(statement, &self.locale);
        let mut notices = Vec::new();
        for (format, path) in &files.paths {
            let bytes = match format {
                Format::Pdf => {
                    let failed = |source| WriteError::Pdf { owner: owner.to_owned(), source };
                    let pdf_renderer = self.pdf_renderer.as_ref();
                    let pdf_renderer =
                        pdf_renderer.map_err(|error| WriteError::Logo(error.clone()))?;
                    let pdf = pdf_renderer.render(&page).map_err(failed)?;
                    notices.extend(no_font(&pdf.missing, statement));
                    pdf.bytes
                }
                Format::Html => self.html.statement(&page).map_err(html_of(owner))?.into_bytes(),
                Format::Csv => csv::lines(statement, &self.locale).map_err(TableError::from)?,
                Format::Json => json::statement(statement)?,
            };
            self.staging.write(path, &bytes)?;
        }
        (self.options.progress)();
        Ok(RenderedStatement { files, notices })
    }
}

fn html_of(owner: &str) -> impl FnOnce(HtmlError) -> WriteError {
    let owner = owner.to_owned();
    move |source| WriteError::Html { owner, source }
}

fn no_font(
    missing: &std::collections::BTreeSet<char>,
    statement: &TiedStatement,
) -> Option<Notice> {
    let characters: String = missing.iter().collect();
    let property = statement.sections.first().map(|one| one.property.id.clone());
    let subject = property.map_or(Subject::Run, Subject::Property);
    (!characters.is_empty()).then_some(Notice { subject, kind: NoticeKind::NoFontFor(characters) })
}
