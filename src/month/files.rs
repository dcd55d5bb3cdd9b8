//! A computed month to files in their places.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use rayon::prelude::*;

use crate::domain::{Notice, NoticeKind, Period, Subject};
use crate::locale::Locale;
use crate::manager_files::ManagerFiles;
use crate::manifest::MANIFEST_PATH;
use crate::output::{OutputError, Staging, file_slug};
use crate::render::compose::compose;
use crate::render::csv::{self, TableError};
use crate::render::html::{HtmlError, HtmlPrinter};
use crate::render::json;
use crate::render::pdf::{Paper, PdfError, PdfRenderer, SystemFonts};
use crate::statement::TiedStatement;

use super::manifest::manifest;
use super::past::Past;
use super::receipts::{self, ReadReceipt};
use super::{Input, Month, index};

/// A format of what goes to the owner, or of the machine-readable statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// The document.
    Pdf,
    /// The page.
    Html,
    /// The ledger.
    Csv,
    /// The machine interface, among the manager's files.
    Json,
}

impl Format {
    /// Every format with its name.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::Pdf, "pdf"), (Self::Html, "html"), (Self::Csv, "csv"), (Self::Json, "json")];

    /// The name, which is the file extension too.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

/// Options for rendering a month.
#[derive(Clone, Copy)]
pub struct RenderOptions<'a> {
    /// The formats, each once.
    pub formats: &'a [Format],
    /// The paper of PDFs.
    pub paper: Paper,
    /// The manager's logo, PNG.
    pub logo: Option<&'a [u8]>,
    /// Where receipts come from.
    pub receipt: ReadReceipt<'a>,
    /// Called after each statement that is on the disk.
    pub progress: &'a (dyn Fn() + Sync),
    /// Whether to stop, asked before each statement and before anything is replaced.
    pub stop: &'a (dyn Fn() -> bool + Sync),
}

/// Why a month could not be written. Whatever the reason, the folder is as it was.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The configured language is not known.
    #[error("unknown language '{0}'")]
    Locale(String),
    /// The manager's logo cannot be used.
    #[error("the logo cannot be used: {0}")]
    Logo(String),
    /// Receipts that are missing or do not match their file type, each with its position.
    #[error("{}", .0.join("\n"))]
    Receipts(Vec<String>),
    /// A PDF could not be made.
    #[error("cannot create the PDF of '{owner}'")]
    Pdf {
        /// The owner.
        owner: String,
        /// Why.
        source: PdfError,
    },
    /// An HTML page could not be made.
    #[error("cannot create the HTML page of '{owner}'")]
    Html {
        /// The owner; empty for the page of the whole month.
        owner: String,
        /// Why.
        source: HtmlError,
    },
    /// A table could not be made.
    #[error("cannot create a table")]
    Table(#[from] TableError),
    /// JSON could not be made.
    #[error("cannot create a JSON file")]
    Json(#[from] serde_json::Error),
    /// It was asked to stop.
    #[error("stopped before the month was complete")]
    Stopped,
    /// A file could not be put in place.
    #[error(transparent)]
    Output(#[from] OutputError),
}

/// The names of a statement's files within the month's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileNames {
    /// By format, in their order.
    pub paths: BTreeMap<Format, String>,
    /// The receipts of its entries, each once.
    pub receipts: Vec<String>,
}

impl FileNames {
    /// `<owner>/DRAFT-<manager>-statement-<period>-<owner>[-EUR].pdf`, and
    /// `manager/<owner>[-EUR].json`.
    #[must_use]
    pub fn of(statement: &TiedStatement, formats: &[Format]) -> Self {
        let owner = &statement.owner.id;
        let manager = file_slug(&statement.manager.name);
        let currency = if statement.one_of_several {
            format!("-{}", statement.currency)
        } else {
            String::new()
        };
        let paths = formats.iter().map(|format| {
            let key = format.key();
            let path = match format {
                Format::Json => format!("manager/{owner}{currency}.json"),
                Format::Pdf | Format::Html | Format::Csv => {
                    let period = statement.period;
                    format!("{owner}/DRAFT-{manager}-statement-{period}-{owner}{currency}.{key}")
                }
            };
            (*format, path)
        });
        Self { paths: paths.collect(), receipts: receipts::paths(statement) }
    }
}

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
    let beside = Beside::read(out, month);
    let page = index::page(month, input, &files, &notices, (&locale, &beside));
    let html = renderer.html.batch(&page).map_err(html_of(""))?;
    staging.write("manager/index.html", html.as_bytes())?;
    drop(renderer);
    let manifest = manifest(month, input, options, &files, &notices, staging.written());
    staging.write(MANIFEST_PATH, &manifest.to_bytes()?)?;
    ensure_not_stopped(options)?;
    let folder = staging.commit()?;
    Ok(WrittenMonth { folder, files, notices })
}

/// What earlier runs left: the month before, and this month as it was.
pub(super) struct Beside {
    pub(super) last_month: Option<(Period, Option<Past>)>,
    pub(super) replaced: Option<Past>,
}

impl Beside {
    fn read(out: &Path, month: &Month) -> Self {
        let period = month.report.period;
        let before = period.as_month().map(|_| Period::last_complete_month(period.first()));
        let last_month =
            before.map(|before| (before, Past::read(&out.join(before.to_string()), before, false)));
        let replaced = Past::read(&out.join(period.to_string()), period, true);
        Self { last_month, replaced }
    }
}

fn ensure_not_stopped(options: RenderOptions<'_>) -> Result<(), WriteError> {
    if (options.stop)() { Err(WriteError::Stopped) } else { Ok(()) }
}

/// The snapshot's path in the month's folder, so that the month can be computed again from it.
pub const SNAPSHOT_PATH: &str = "manager/snapshot.json.gz";

/// The configuration's path next to it.
pub const CONFIG_PATH: &str = "manager/owner-statements.toml";

/// A file of the manager's that the configuration names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnFile {
    /// Owners and properties.
    Owners,
    /// Decisions about single reservations.
    Exceptions,
    /// Single expenses and credits.
    Entries,
}

impl OwnFile {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Owners, Self::Exceptions, Self::Entries];

    /// The configuration's key for it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Owners => "owners",
            Self::Exceptions => "exceptions",
            Self::Entries => "entries",
        }
    }

    /// Its file name next to the kept configuration, whatever the configuration calls it.
    #[must_use]
    pub fn kept(self) -> String {
        format!("{}.csv", self.key())
    }

    /// Its path in the month's folder.
    pub(super) fn path(self) -> String {
        format!("manager/{}", self.kept())
    }

    pub(super) fn text(self, manager_files: &ManagerFiles) -> Option<&str> {
        match self {
            Self::Owners => manager_files.owners_text.as_deref(),
            Self::Exceptions => manager_files.exceptions_text.as_deref(),
            Self::Entries => manager_files.charges_text.as_deref(),
        }
    }
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
