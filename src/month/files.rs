//! A computed month to files in their places.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use rayon::prelude::*;

use crate::domain::{Notice, NoticeKind, Period, Subject};
use crate::entries::Books;
use crate::locale::Locale;
use crate::output::{MANIFEST_PATH, OutputError, Staging, file_slug};
use crate::render::compose::compose;
use crate::render::csv::{self, TableError};
use crate::render::html::{HtmlError, HtmlPrinter};
use crate::render::json;
use crate::render::pdf::{Paper, PdfError, Press, SystemFonts};
use crate::statement::TiedStatement;

use super::manifest::Manifest;
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

/// How a month is printed.
#[derive(Clone, Copy)]
pub struct Print<'a> {
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
    /// Receipts that are missing or not what their names say, each with its place.
    #[error("{}", .0.join("\n"))]
    Receipts(Vec<String>),
    /// A PDF could not be made.
    #[error("cannot create the PDF of '{owner}'")]
    Pdf {
        /// Whose.
        owner: String,
        /// Why.
        source: PdfError,
    },
    /// An HTML page could not be made.
    #[error("cannot create the HTML page of '{owner}'")]
    Html {
        /// Whose; empty for the page of the whole month.
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
pub struct Outcome {
    /// The month's folder.
    pub folder: PathBuf,
    /// The files of each statement, in the month's order.
    pub files: Vec<FileNames>,
    /// Everything there is to know, the characters that no font had included.
    pub notices: Vec<Notice>,
}

/// Renders a month and puts it in place of an earlier one, all or nothing.
///
/// # Errors
/// A document that cannot be made and whatever the file system refuses; nothing is replaced then.
pub fn write(
    month: &Month,
    input: Input<'_>,
    print: Print<'_>,
    out: &Path,
) -> Result<Outcome, WriteError> {
    let tag = &input.config.locale;
    let locale = Locale::of_tag(tag).ok_or_else(|| WriteError::Locale(tag.clone()))?;
    let receipts = receipts::check(&month.statements, print.receipt)?;
    let staging = Staging::begin(out, &month.batch.period.to_string())?;
    let shop = Shop::open(locale, print, &staging)?;
    let printed: Vec<Printed> = month
        .statements
        .par_iter()
        .map(|statement| shop.print(statement))
        .collect::<Result<_, _>>()?;
    let mut notices = month.batch.notices.clone();
    notices.extend(printed.iter().flat_map(|one| one.notices.clone()));
    let files: Vec<FileNames> = printed.into_iter().map(|one| one.files).collect();
    receipts.write(&staging, print.receipt)?;
    staging.write("manager/month-summary.csv", &csv::summary(&month.statements)?)?;
    let taxes = csv::taxes(&month.statements).map_err(TableError::from)?;
    staging.write("manager/tax-summary.csv", &taxes)?;
    staging.write(SNAPSHOT_PATH, input.snapshot_bytes)?;
    staging.write(CONFIG_PATH, input.config_text.as_bytes())?;
    for file in OwnFile::ALL {
        if let Some(text) = file.text(input.books) {
            staging.write(&file.path(), text.as_bytes())?;
        }
    }
    let beside = Beside::read(out, month);
    let page = index::page(month, input, &files, &notices, (&locale, &beside));
    let html = shop.html.batch(&page).map_err(html_of(""))?;
    staging.write("manager/index.html", html.as_bytes())?;
    drop(shop);
    let manifest = Manifest::of(month, input, print, &files, &notices, staging.written());
    staging.write(MANIFEST_PATH, &manifest.to_bytes()?)?;
    ensure_wanted(print)?;
    let folder = staging.commit()?;
    Ok(Outcome { folder, files, notices })
}

/// What earlier runs left: the month before, and this month as it was.
pub(super) struct Beside {
    pub(super) last_month: Option<(Period, Option<Past>)>,
    pub(super) replaced: Option<Past>,
}

impl Beside {
    fn read(out: &Path, month: &Month) -> Self {
        let period = month.batch.period;
        let before = period.as_month().map(|_| Period::last_complete_month(period.first()));
        let last_month =
            before.map(|before| (before, Past::read(&out.join(before.to_string()), before, false)));
        let replaced = Past::read(&out.join(period.to_string()), period, true);
        Self { last_month, replaced }
    }
}

fn ensure_wanted(print: Print<'_>) -> Result<(), WriteError> {
    if (print.stop)() { Err(WriteError::Stopped) } else { Ok(()) }
}

/// Where the snapshot lies within the month's folder, so that the folder can be computed again.
pub const SNAPSHOT_PATH: &str = "manager/snapshot.json.gz";

/// Where the configuration lies beside it.
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

    /// The name under which it lies beside the kept configuration, whatever that calls it.
    #[must_use]
    pub fn kept(self) -> String {
        format!("{}.csv", self.key())
    }

    /// Where it lies within the month's folder.
    pub(super) fn path(self) -> String {
        format!("manager/{}", self.kept())
    }

    pub(super) fn text(self, books: &Books) -> Option<&str> {
        match self {
            Self::Owners => books.owners_text.as_deref(),
            Self::Exceptions => books.exceptions_text.as_deref(),
            Self::Entries => books.entries_text.as_deref(),
        }
    }
}

struct Shop<'a> {
    locale: Locale,
    print: Print<'a>,
    html: HtmlPrinter,
    /// Made for the first PDF, since reading its fonts takes longer than a month without any.
    press: LazyLock<Result<Press, String>, OpenPress<'a>>,
    staging: &'a Staging,
}

type OpenPress<'a> = Box<dyn FnOnce() -> Result<Press, String> + Send + 'a>;

struct Printed {
    files: FileNames,
    notices: Vec<Notice>,
}

impl<'a> Shop<'a> {
    fn open(locale: Locale, print: Print<'a>, staging: &'a Staging) -> Result<Self, WriteError> {
        // both read nothing but the logo and what is built in
        let html = HtmlPrinter::new(print.logo);
        let html = html.map_err(|error| WriteError::Logo(error.to_string()))?;
        let open: OpenPress<'a> = Box::new(move || {
            let press = Press::new(print.paper, print.logo, SystemFonts::Use);
            press.map_err(|error| error.to_string())
        });
        Ok(Self { locale, print, html, press: LazyLock::new(open), staging })
    }

    /// Renders a statement in every format and writes it.
    fn print(&self, statement: &TiedStatement) -> Result<Printed, WriteError> {
        ensure_wanted(self.print)?;
        let owner = statement.owner.id.as_str();
        let files = FileNames::of(statement, self.print.formats);
        let page = compose(statement, &self.locale);
        let mut notices = Vec::new();
        for (format, path) in &files.paths {
            let bytes = match format {
                Format::Pdf => {
                    let failed = |source| WriteError::Pdf { owner: owner.to_owned(), source };
                    let press = self.press.as_ref();
                    let press = press.map_err(|error| WriteError::Logo(error.clone()))?;
                    let pdf = press.print(&page).map_err(failed)?;
                    notices.extend(no_font(&pdf.missing, statement));
                    pdf.bytes
                }
                Format::Html => self.html.statement(&page).map_err(html_of(owner))?.into_bytes(),
                Format::Csv => csv::ledger(statement, &self.locale).map_err(TableError::from)?,
                Format::Json => json::statement(statement)?,
            };
            self.staging.write(path, &bytes)?;
        }
        (self.print.progress)();
        Ok(Printed { files, notices })
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
