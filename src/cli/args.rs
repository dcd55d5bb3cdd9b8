//! The command line: parsed here, resolved by the commands.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use crate::domain::{AdjustmentKind, FeeKind, Period};
use crate::month::Format;
use crate::render::pdf::Paper;
use crate::simulator::FaultAt;

/// Create monthly owner statements from Hospitable as PDF, HTML, CSV and JSON.
#[derive(Debug, Parser)]
#[command(name = "owner-statements", version, max_term_width = 100)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(super) struct Global {
    /// Base URL of the API with its version; https, except on this computer
    #[arg(
        long,
        global = true,
        value_name = "URL",
        env = "HOSPITABLE_BASE_URL",
        default_value = "https://public.api.hospitable.com/v2"
    )]
    pub(super) base_url: String,
    /// File with the token, or '-' for standard input [default:
    /// $CREDENTIALS_DIRECTORY/hospitable-token, then $HOSPITABLE_TOKEN]
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) token_file: Option<PathBuf>,
    /// Print only results and errors
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// Print more detail; -vv logs every request
    #[arg(short, long, global = true, action = ArgAction::Count, conflicts_with = "quiet")]
    pub(super) verbose: u8,
    /// Format of messages on standard error
    #[arg(long, global = true, value_enum, default_value_t = LogFormat::Text)]
    pub(super) log_format: LogFormat,
    /// When to use colours in messages
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub(super) color: Color,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LogFormat {
    /// For people
    Text,
    /// One JSON object per line, for log collectors
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
    /// Create a configuration from the properties of the account
    Init(Init),
    /// Check the configuration, the token and the account; writes nothing
    Check(Check),
    /// Generate the statements of an example account, without a token or network
    Demo(Demo),
    /// Explain how a reservation's amounts were calculated
    Explain(Explain),
    /// Download a month from Hospitable into a snapshot file
    Fetch(Fetch),
    /// Generate the statements of a month
    Generate(Generate),
    /// Show version, paths, fonts, connection and clock, to find out why something fails
    Doctor(Doctor),
    /// Delete old snapshot files
    Purge(Purge),
    /// Print information about the configuration file
    Config(ConfigArgs),
    /// Print a shell completion script
    Completions(Completions),
    /// Print the manual page
    Man,
    /// Run a simulator of the API on this computer, to try things out
    Simulate(Simulate),
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// The configuration
    #[arg(long, value_name = "FILE", default_value = "owner-statements.toml")]
    pub(super) config: PathBuf,
    /// Check only the configuration; needs no token and no network
    #[arg(long)]
    pub(super) offline: bool,
    /// Read one month of the account and report everything odd about it, without names, codes or
    /// amounts; needs no configuration
    #[arg(long, conflicts_with_all = ["offline", "config"])]
    pub(super) account: bool,
    /// The month to read, such as 2026-10 [default: the last complete month]
    #[arg(long, value_name = "YYYY-MM", value_parser = month, requires = "account")]
    pub(super) month: Option<Period>,
    /// Print the result as JSON
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Doctor {
    /// Print the result as JSON
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Init {
    /// The configuration to create; existing files are never overwritten
    #[arg(long, value_name = "FILE", default_value = "owner-statements.toml")]
    pub(super) out: PathBuf,
    /// Read owners from this table with the columns property (id or name) and owner, and
    /// optionally email, agreement and share
    #[arg(long, value_name = "CSV")]
    pub(super) owners: Option<PathBuf>,
    /// Also write owners and properties to this new table, which you can maintain in a
    /// spreadsheet; the configuration then refers to it
    #[arg(long, value_name = "CSV")]
    pub(super) table: Option<PathBuf>,
    /// On which day the money of a stay counts
    #[arg(long, value_parser = ["check-in", "check-out", "nights", "booked"])]
    pub(super) basis: Option<String>,
    /// Rate of the commission, such as 20%
    #[arg(long, value_name = "PERCENT")]
    pub(super) rate: Option<String>,
    /// Lines that the commission is calculated on, such as accommodation,discounts
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(super) base: Option<Vec<String>>,
    /// Who keeps cleaning fees
    #[arg(long, value_parser = ["owner", "manager"])]
    pub(super) cleaning: Option<String>,
    /// Who pays the channels' fees
    #[arg(long, value_parser = ["owner", "manager"])]
    pub(super) channel_fee: Option<String>,
    /// Who gets all other guest fees; if omitted, such a fee holds the statement
    #[arg(long, value_parser = ["owner", "manager"])]
    pub(super) other_fees: Option<String>,
    /// Who receives guest fees of a kind that occurs, such as pet=owner; repeat the option for several
    #[arg(long, value_name = "KIND=WHO", value_parser = fee_of)]
    pub(super) fee: Vec<Said>,
    /// Who receives or pays adjustments of a kind, such as other=owner; repeat the option for several
    #[arg(long, value_name = "KIND=WHO", value_parser = adjustment_of)]
    pub(super) adjustment: Vec<Said>,
    /// Who pays guest taxes to the tax authority [default: manager]
    #[arg(long, value_parser = ["manager", "owner", "channel"])]
    pub(super) taxes: Option<String>,
    /// Who is paid for stays of a channel, such as airbnb=owner [default: manager]
    #[arg(long, value_name = "CHANNEL=WHO", value_parser = said)]
    pub(super) collects: Vec<Said>,
    /// Months to look at for the fees, adjustments, taxes and channels that occur; 0 for none
    #[arg(long, value_name = "MONTHS", default_value_t = 3, value_parser = clap::value_parser!(u32).range(0..=12))]
    pub(super) look_back: u32,
    /// The last of these months, such as 2026-10 [default: the last complete month]
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    pub(super) month: Option<Period>,
    /// Ask questions even if standard input is not a terminal, and read the answers from it
    #[arg(long)]
    pub(super) ask: bool,
    /// The manager's name as printed on statements [default: the name of the account]
    #[arg(long, value_name = "NAME")]
    pub(super) manager: Option<String>,
    /// Print the result as JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// Who receives something, as in pet=owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// The kind or the channel.
    pub(super) key: String,
    /// "owner" or "manager".
    pub(super) who: String,
}

fn said(text: &str) -> Result<Said, String> {
    let (key, who) = text.split_once('=').unwrap_or((text, ""));
    let (key, who) = (key.trim().to_owned(), who.trim().to_owned());
    if key.is_empty() || !["owner", "manager"].contains(&who.as_str()) {
        return Err(
            "write what it is and who receives it, such as pet=owner or pet=manager".to_owned()
        );
    }
    Ok(Said { key, who })
}

fn fee_of(text: &str) -> Result<Said, String> {
    let said = said(text)?;
    match FeeKind::from_key(&said.key) {
        Some(FeeKind::Cleaning) => Err("write --cleaning for cleaning fees".to_owned()),
        Some(FeeKind::Deposit) => {
            Err("a deposit is held for the guest: nobody receives it".to_owned())
        }
        Some(_) => Ok(said),
        None => Err(no_kind(FeeKind::of_agreements().skip(1).map(FeeKind::key))),
    }
}

fn adjustment_of(text: &str) -> Result<Said, String> {
    let said = said(text)?;
    match AdjustmentKind::from_key(&said.key) {
        Some(_) => Ok(said),
        None => Err(no_kind(AdjustmentKind::ALL.iter().map(|kind| kind.key()))),
    }
}

fn no_kind<'a>(known: impl Iterator<Item = &'a str>) -> String {
    format!("no such kind: known are {}", known.collect::<Vec<_>>().join(", "))
}

#[derive(Debug, Args)]
pub(super) struct Purge {
    /// Delete only snapshots that are older than this, such as 90d
    #[arg(long, value_name = "DAYS", value_parser = days)]
    pub(super) older_than: u32,
    /// Folder of the snapshots
    #[arg(long, value_name = "DIR", default_value = "snapshots")]
    pub(super) dir: PathBuf,
    /// List what would be deleted, without deleting it
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Print the result as JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// "90d"; at least a day.
fn days(text: &str) -> Result<u32, String> {
    let digits = text.trim().strip_suffix('d');
    let days =
        digits.and_then(|digits| digits.parse().ok()).filter(|days| (1..=36_600).contains(days));
    days.ok_or_else(|| {
        "write a number of days from 1 to 36600 followed by d, such as 90d".to_owned()
    })
}

#[derive(Debug, Args)]
pub(super) struct ConfigArgs {
    #[command(subcommand)]
    pub(super) about: About,
}

#[derive(Debug, Clone, Copy, Subcommand)]
pub(super) enum About {
    /// Print the JSON Schema of the configuration, for editors
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
    /// Print the result as JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// A month, or the days from one to another.
#[derive(Debug, Clone, Args)]
pub(super) struct Days {
    /// The month, such as 2026-10 [default: the last complete month]
    #[arg(long, value_name = "YYYY-MM", value_parser = month, conflicts_with_all = ["from", "to"])]
    pub(super) month: Option<Period>,
    /// First day of a period other than a month
    #[arg(long, value_name = "YYYY-MM-DD", requires = "to")]
    pub(super) from: Option<NaiveDate>,
    /// Last day of a period other than a month
    #[arg(long, value_name = "YYYY-MM-DD", requires = "from")]
    pub(super) to: Option<NaiveDate>,
}

fn month(text: &str) -> Result<Period, crate::domain::CalendarError> {
    Period::parse_month(text)
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// Code of the reservation, in upper or lower case
    #[arg(value_name = "CODE")]
    pub(super) code: String,
    /// The month, such as 2026-10 [default: the last complete month, or else the newest one]
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    pub(super) month: Option<Period>,
    /// The configuration [default: the one that the statements were generated with]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Read the data from this snapshot instead of the month's folder
    #[arg(long, value_name = "FILE")]
    pub(super) snapshot: Option<PathBuf>,
    /// Folder of the statements
    #[arg(long, value_name = "DIR", default_value = "statements")]
    pub(super) out: PathBuf,
    /// Also write a page that you can forward; existing files are never overwritten
    #[arg(long, value_name = "FILE")]
    pub(super) html: Option<PathBuf>,
    /// Print the result as JSON
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Fetch {
    #[command(flatten)]
    pub(super) days: Days,
    /// The configuration with the settings for fetching [default: owner-statements.toml, if it exists]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// The snapshot file to write [default: a new file in the folder 'snapshots']
    #[arg(long, value_name = "FILE")]
    pub(super) snapshot: Option<PathBuf>,
    /// Print the result as JSON
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
    /// Folder for the statements; each month gets its own subfolder
    #[arg(long, value_name = "DIR", default_value = "statements")]
    pub(super) out: PathBuf,
    /// Formats to write, separated by commas
    #[arg(
        long,
        value_name = "LIST",
        value_enum,
        value_delimiter = ',',
        default_value = "pdf,html,csv,json"
    )]
    pub(super) format: Vec<FormatName>,
    /// Read the data from this snapshot instead of the API
    #[arg(long, value_name = "FILE")]
    pub(super) snapshot: Option<PathBuf>,
    /// Use the snapshot even if it was changed after it was written; the manifest and the index page
    /// will say so
    #[arg(long, requires = "snapshot")]
    pub(super) accept_edited: bool,
    /// Only this owner; repeat the option for several
    #[arg(long, value_name = "ID")]
    pub(super) owner: Vec<String>,
    /// Only this property; repeat the option for several
    #[arg(long, value_name = "ID")]
    pub(super) property: Vec<String>,
    /// Paper size of the PDFs
    #[arg(long, value_enum, default_value_t = PaperName::A4)]
    pub(super) paper: PaperName,
    /// Print the result as JSON
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
    /// Folder with properties.json, reservations.json and other data of the account
    #[arg(long, value_name = "DIR")]
    pub(super) data: PathBuf,
    /// Port on this computer; 0 picks a free one
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) port: u16,
    /// The only token to accept [default: any token]
    #[arg(long, value_name = "T")]
    pub(super) token: Option<String>,
    /// Answer requests without dates as on this day [default: today]
    #[arg(long, value_name = "DATE")]
    pub(super) today: Option<NaiveDate>,
    /// Simulate a fault: NAME, or NAME@3 for the third request only; repeat for several
    #[arg(long, value_name = "NAME", long_help = faults_help())]
    pub(super) fault: Vec<FaultAt>,
}

fn faults_help() -> String {
    use std::fmt::Write as _;
    let mut text =
        "Simulate a fault; repeat the option for several. NAME applies to all requests, NAME@3 to \
         the third, NAME@..3 to the first three, NAME@3.. to all from the third on.\n"
            .to_owned();
    for fault in crate::simulator::Fault::ALL {
        // writing to a text cannot fail
        let _ = write!(text, "\n  {:<34} {}", fault.name(), fault.description());
    }
    text
}
