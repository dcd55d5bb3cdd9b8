//! What can be said on the command line. Parsed here, resolved by the commands.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use crate::domain::Period;
use crate::month::Format;
use crate::render::pdf::Paper;
use crate::simulator::FaultAt;

/// Monthly owner statements from Hospitable's Public API: PDF, HTML, CSV and JSON.
#[derive(Debug, Parser)]
#[command(name = "owner-statements", version, max_term_width = 100)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Args)]
pub(super) struct Global {
    /// Address of the API with its version, https only except on this machine
    #[arg(
        long,
        global = true,
        value_name = "URL",
        env = "HOSPITABLE_BASE_URL",
        default_value = "https://public.api.hospitable.com/v2"
    )]
    pub(super) base_url: String,
    /// Read the token from this file, or from standard input with '-'; else from
    /// $CREDENTIALS_DIRECTORY/hospitable-token, else from $HOSPITABLE_TOKEN
    #[arg(long, global = true, value_name = "PATH")]
    pub(super) token_file: Option<PathBuf>,
    /// Say nothing but results and errors
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// Say more; twice for every request
    #[arg(short, long, global = true, action = ArgAction::Count, conflicts_with = "quiet")]
    pub(super) verbose: u8,
    /// Form of what is said on standard error
    #[arg(long, global = true, value_enum, default_value_t = LogFormat::Text)]
    pub(super) log_format: LogFormat,
    /// Colours in messages
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub(super) color: Color,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LogFormat {
    /// For people
    Text,
    /// One JSON object a line, for collectors of logs
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless $NO_COLOR is set
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write a first configuration from the account's own properties
    Init(Init),
    /// Check configuration, token and account; writes nothing
    Check(Check),
    /// Make the statements of an example account, without a token or a network
    Demo(Demo),
    /// Tell how the amounts of a reservation arose, from the month's kept data
    Explain(Explain),
    /// Read a month from the API into a snapshot file; computes nothing
    Fetch(Fetch),
    /// Make the statements of a month
    Generate(Generate),
    /// Tell version, paths, fonts, connection and clock, for when something does not work
    Doctor(Doctor),
    /// Delete old snapshot files
    Purge(Purge),
    /// About the configuration file
    Config(ConfigArgs),
    /// Write a completion script for a shell
    Completions(Completions),
    /// Write the manual page
    Man,
    /// Serve the API's simulator on this machine, for trying things
    Simulate(Simulate),
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// The configuration
    #[arg(long, value_name = "FILE", default_value = "owner-statements.toml")]
    pub(super) config: PathBuf,
    /// Look at the configuration alone; needs neither token nor network
    #[arg(long)]
    pub(super) offline: bool,
    /// The result as JSON
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Doctor {
    /// The result as JSON
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Init {
    /// The configuration to write; one that is there is never replaced
    #[arg(long, value_name = "FILE", default_value = "owner-statements.toml")]
    pub(super) out: PathBuf,
    /// A table of owners: the columns property (id or name), owner, and if you like email,
    /// agreement and share
    #[arg(long, value_name = "CSV")]
    pub(super) owners: Option<PathBuf>,
    /// Write owners and properties into this new table, which the configuration then names, for a
    /// spreadsheet to keep
    #[arg(long, value_name = "CSV")]
    pub(super) table: Option<PathBuf>,
    /// When money counts
    #[arg(long, value_parser = ["check-in", "check-out", "nights", "booked"])]
    pub(super) basis: Option<String>,
    /// Commission, as in 20%
    #[arg(long, value_name = "PERCENT")]
    pub(super) rate: Option<String>,
    /// What commission is taken from, as in accommodation,discounts
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(super) base: Option<Vec<String>>,
    /// Who keeps cleaning fees
    #[arg(long, value_parser = ["owner", "manager"])]
    pub(super) cleaning: Option<String>,
    /// Who bears what channels keep
    #[arg(long, value_parser = ["owner", "manager"])]
    pub(super) channel_fee: Option<String>,
    /// Who gets all other guest fees; until it is said, such a fee holds its statement
    #[arg(long, value_parser = ["owner", "manager"])]
    pub(super) other_fees: Option<String>,
    /// The manager's name as printed; the account's own if nothing is said
    #[arg(long, value_name = "NAME")]
    pub(super) manager: Option<String>,
    /// The result as JSON
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Purge {
    /// Only snapshots that were read longer ago than this, in days: 90d
    #[arg(long, value_name = "DAYS", value_parser = days)]
    pub(super) older_than: u32,
    /// The folder
    #[arg(long, value_name = "DIR", default_value = "snapshots")]
    pub(super) dir: PathBuf,
    /// Only list what would be deleted
    #[arg(long)]
    pub(super) dry_run: bool,
    /// The result as JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// "90d"; at least a day.
fn days(text: &str) -> Result<u32, String> {
    let digits = text.trim().strip_suffix('d');
    let days =
        digits.and_then(|digits| digits.parse().ok()).filter(|days| (1..=36_600).contains(days));
    days.ok_or_else(|| "write a number of days from 1 to 36600 with a d, such as 90d".to_owned())
}

#[derive(Debug, Args)]
pub(super) struct ConfigArgs {
    #[command(subcommand)]
    pub(super) about: About,
}

#[derive(Debug, Clone, Copy, Subcommand)]
pub(super) enum About {
    /// Write the JSON Schema of the configuration, for editors
    Schema,
}

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Folder for the statements
    #[arg(long, value_name = "DIR", default_value = "demo-statements")]
    pub(super) out: PathBuf,
    /// The result as JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// A month, or the days from one to another.
#[derive(Debug, Clone, Args)]
pub(super) struct Days {
    /// The month, as in 2026-10; the last complete one if nothing is said
    #[arg(long, value_name = "YYYY-MM", value_parser = month, conflicts_with_all = ["from", "to"])]
    pub(super) month: Option<Period>,
    /// The first day of another period
    #[arg(long, value_name = "YYYY-MM-DD", requires = "to")]
    pub(super) from: Option<NaiveDate>,
    /// The last day of another period
    #[arg(long, value_name = "YYYY-MM-DD", requires = "from")]
    pub(super) to: Option<NaiveDate>,
}

fn month(text: &str) -> Result<Period, crate::domain::CalendarError> {
    Period::parse_month(text)
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The reservation's code, in whatever case
    #[arg(value_name = "CODE")]
    pub(super) code: String,
    /// The month, as in 2026-10; if nothing is said the last complete one, else the newest there is
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    pub(super) month: Option<Period>,
    /// The configuration; if nothing is said the one that the statements were made with
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Take the data from this snapshot instead of the month's folder
    #[arg(long, value_name = "FILE")]
    pub(super) snapshot: Option<PathBuf>,
    /// Folder of the statements
    #[arg(long, value_name = "DIR", default_value = "statements")]
    pub(super) out: PathBuf,
    /// Write a page that can be forwarded, too; never replaces a file
    #[arg(long, value_name = "FILE")]
    pub(super) html: Option<PathBuf>,
    /// The result as JSON
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Fetch {
    #[command(flatten)]
    pub(super) days: Days,
    /// The configuration, for what it says about fetching; owner-statements.toml if there is one
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// The file to write; a new one in the folder 'snapshots' if nothing is said
    #[arg(long, value_name = "FILE")]
    pub(super) snapshot: Option<PathBuf>,
    /// The result as JSON
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Generate {
    #[command(flatten)]
    pub(super) days: Days,
    /// The configuration
    #[arg(long, value_name = "FILE", default_value = "owner-statements.toml")]
    pub(super) config: PathBuf,
    /// Folder for the statements; the month gets a folder of its own in it
    #[arg(long, value_name = "DIR", default_value = "statements")]
    pub(super) out: PathBuf,
    /// Formats, separated by commas
    #[arg(
        long,
        value_name = "LIST",
        value_enum,
        value_delimiter = ',',
        default_value = "pdf,html,csv,json"
    )]
    pub(super) format: Vec<FormatName>,
    /// Compute from this snapshot instead of reading the API
    #[arg(long, value_name = "FILE")]
    pub(super) snapshot: Option<PathBuf>,
    /// Only this owner; can be given several times
    #[arg(long, value_name = "ID")]
    pub(super) owner: Vec<String>,
    /// Only this property; can be given several times
    #[arg(long, value_name = "ID")]
    pub(super) property: Vec<String>,
    /// Paper of the PDFs
    #[arg(long, value_enum, default_value_t = PaperName::A4)]
    pub(super) paper: PaperName,
    /// The result as JSON
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatName {
    Pdf,
    Html,
    Csv,
    Json,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Pdf => Self::Pdf,
            FormatName::Html => Self::Html,
            FormatName::Csv => Self::Csv,
            FormatName::Json => Self::Json,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PaperName {
    A4,
    Letter,
}

impl Days {
    /// The period that was asked for, if any was.
    pub(super) fn asked(&self) -> Result<Option<Period>, crate::domain::CalendarError> {
        match (self.month, self.from, self.to) {
            (Some(month), ..) => Ok(Some(month)),
            (None, Some(from), Some(to)) => Period::new(from, to).map(Some),
            (None, ..) => Ok(None),
        }
    }
}

impl From<PaperName> for Paper {
    fn from(name: PaperName) -> Self {
        match name {
            PaperName::A4 => Self::A4,
            PaperName::Letter => Self::Letter,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct Simulate {
    /// Folder with properties.json and reservations.json, and whatever else the account has
    #[arg(long, value_name = "DIR")]
    pub(super) data: PathBuf,
    /// Port on this machine; 0 picks a free one
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) port: u16,
    /// The only token to accept; any if nothing is said
    #[arg(long, value_name = "T")]
    pub(super) token: Option<String>,
    /// The day from which calls without days are answered; today if nothing is said
    #[arg(long, value_name = "DATE")]
    pub(super) today: Option<NaiveDate>,
    /// Misbehave: NAME, or NAME@3 for the third request only; can be given several times
    #[arg(long, value_name = "NAME", long_help = faults_help())]
    pub(super) fault: Vec<FaultAt>,
}

fn faults_help() -> String {
    use std::fmt::Write as _;
    let mut text = "Misbehave; can be given several times. NAME always, NAME@3 for the third \
                    request only, NAME@..3 for the first three, NAME@3.. from the third on.\n"
        .to_owned();
    for fault in crate::simulator::Fault::ALL {
        // writing to a text cannot fail
        let _ = write!(text, "\n  {:<34} {}", fault.name(), fault.description());
    }
    text
}
