//! Progress: bars on a terminal, lines in the log, silence elsewhere.

use std::fmt;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tracing::field::{Field, Visit};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

use crate::hospitable::{Event, Progress, WaitReason};

use super::terminal::{Ui, clean};

/// Watches a fetch.
pub(super) struct Observer {
    bar: ProgressBar,
}

fn bar(quiet: bool, length: u64, template: &str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(
        Some(length),
        // indicatif draws nothing if standard error is not a terminal
        if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() },
    );
    let style = ProgressStyle::with_template(template);
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

impl Observer {
    pub(super) fn new(quiet: bool) -> Self {
        Self { bar: bar(quiet, 0, "fetching {bar:24} {pos}/{len} {wide_msg}") }
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Observer {
    fn on(&self, event: Event<'_>) {
        let text = event_text(&event);
        match event {
            Event::QueriesPlanned { count } => self.bar.set_length(count as u64),
            Event::QueryFinished { .. } => self.bar.inc(1),
            Event::PropertiesFound { .. }
            | Event::QueryStarted { .. }
            | Event::PageRead { .. }
            | Event::ReadAgain { .. }
            | Event::Recounting { .. }
            | Event::Waiting { .. } => {}
        }
        match event {
            Event::PageRead { .. } | Event::QueryStarted { .. } => tracing::debug!("{text}"),
            Event::Waiting { .. } | Event::ReadAgain { .. } => tracing::warn!("{text}"),
            Event::PropertiesFound { .. }
            | Event::QueriesPlanned { .. }
            | Event::QueryFinished { .. }
            | Event::Recounting { .. } => tracing::info!("{text}"),
        }
        self.bar.set_message(text);
    }
}

fn event_text(event: &Event<'_>) -> String {
    let text = match event {
        Event::PropertiesFound { count } => format!("{count} properties"),
        Event::QueriesPlanned { count } => format!("{count} lists of reservations to read"),
        Event::QueryStarted { query } => format!("reading {query}"),
        Event::PageRead { list, page, pages } => format!("page {page} of {pages}, {list}"),
        Event::ReadAgain { list, reason } => format!("reading {list} again: {reason}"),
        Event::QueryFinished { query, rows } => format!("{rows} rows, {query}"),
        Event::Recounting { lists } => format!("counting {lists} lists again"),
        Event::Waiting { seconds, reason } => {
            let why = match reason {
                WaitReason::RateLimit => "rate limited by Hospitable",
                WaitReason::Retry => "the last request failed",
                WaitReason::ReadAgain => "the list changed while it was being read",
            };
            format!("{why}; retrying in {seconds} s")
        }
    };
    clean(&text)
}

/// Counts the statements that are written.
pub(super) struct RenderBar {
    bar: ProgressBar,
}

impl RenderBar {
    pub(super) fn new(quiet: bool, statements: usize) -> Self {
        Self { bar: bar(quiet, statements as u64, "writing  {bar:24} {pos}/{len}") }
    }

    pub(super) fn advance(&self) {
        self.bar.inc(1);
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// Sends the log to standard error: warnings always, more with `-v` and `-vv`.
pub(super) fn start_log(verbose: u8, ui: Ui) {
    let level = match verbose {
        0 => tracing::Level::WARN,
        1 => tracing::Level::INFO,
        _ => tracing::Level::DEBUG,
    };
    let log = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_max_level(level)
        .event_format(LogLines(ui));
    // a second start, in a test for example, changes nothing
    let _ = log.try_init();
}

/// Log lines, formatted like all other messages.
struct LogLines(Ui);

impl<S, N> FormatEvent<S, N> for LogLines
where
    S: tracing::Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        _context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &tracing::Event<'_>,
    ) -> fmt::Result {
        let mut said = FieldVisitor::default();
        event.record(&mut said);
        let (label, colour) = match *event.metadata().level() {
            tracing::Level::ERROR => ("error", "31"),
            tracing::Level::WARN => ("warning", "33"),
            tracing::Level::INFO => ("note", "36"),
            tracing::Level::DEBUG | tracing::Level::TRACE => ("detail", "2"),
        };
        writeln!(writer, "{}", self.0.line(label, colour, &said.0))
    }
}

/// The message of an event, then its other fields.
#[derive(Default)]
struct FieldVisitor(String);

impl Visit for FieldVisitor {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        use fmt::Write as _;
        // writing to a text cannot fail
        let _ = match field.name() {
            "message" => write!(self.0, "{value:?}"),
            name => write!(self.0, " {name}={value:?}"),
        };
    }
}
