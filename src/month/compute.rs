//! From input to statements that tie out.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::config::Config;
use crate::domain::{
    Account, Agreement, Exception, ExceptionAction, GuestNames, Notice, NoticeKind, Period,
    Subject, Unused,
};
use crate::intake;
use crate::manager_files::{self, ManagerFiles};
use crate::snapshot::{FetchScope, Loaded, SnapshotError};
use crate::statement::{
    Batch, RunReport, STAY_ACROSS, Scope, Source, TieFault, TiedStatement, assemble, tie_out,
    tiers_begin,
};

/// Months after the period whose arrivals a snapshot needs where money counts on the day of
/// booking.
pub const LOOK_AHEAD_MONTHS: u32 = 24;

/// What a month is computed from.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The frozen data.
    pub loaded: &'a Loaded,
    /// The bytes of the snapshot file, copied unchanged into the month's folder.
    pub snapshot_bytes: &'a [u8],
    /// The manager's configuration.
    pub config: &'a Config,
    /// The configuration's text, copied unchanged into the month's folder.
    pub config_text: &'a str,
    /// SHA-256 of the configuration's text, hexadecimal.
    pub config_sha256: &'a str,
    /// The manager's own files.
    pub manager_files: &'a ManagerFiles,
    /// The period.
    pub period: Period,
    /// The owners and properties that were asked for.
    pub scope: &'a Scope,
}

/// Why no statement at all can be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MonthError {
    /// The snapshot was read for other days.
    #[error("the snapshot is for {held}, not for {asked}")]
    OtherPeriod {
        /// The snapshot's.
        held: Period,
        /// The run's.
        asked: Period,
    },
    /// Not one reservation was read, for any property and any day.
    #[error("no reservations were read for any property from {first} on")]
    NothingRead {
        /// The first day that was read.
        first: chrono::NaiveDate,
    },
    /// Money counts on the day of booking, but the snapshot lacks the stays to come.
    #[error(
        "the agreement '{agreement}' counts money on the day of booking, but the snapshot has no \
         stays after {held}"
    )]
    NoLookAhead {
        /// The agreement.
        agreement: String,
        /// The snapshot's period.
        held: Period,
    },
    /// Tiers add up stays that the snapshot does not hold.
    #[error(
        "the commission of the agreement '{agreement}' adds up stays since {since} and needs \
         arrivals from {needed} on, but the snapshot starts on {begins}"
    )]
    NoLookBack {
        /// The agreement.
        agreement: String,
        /// The day from which it adds up.
        since: NaiveDate,
        /// The first day of which arrivals are needed: a stay may have begun before it counts.
        needed: NaiveDate,
        /// The first day of the snapshot.
        begins: NaiveDate,
        /// How far before the period the snapshot has to reach, in days.
        look_back_days: i64,
    },
    /// The rows of the snapshot cannot be unpacked.
    #[error("the rows of the snapshot cannot be read: {what}")]
    Unreadable {
        /// Why.
        what: String,
    },
    /// The figures do not belong together: a fault of this program.
    #[error("the figures do not tie out{}: {fault}", of_owner(owner.as_deref()))]
    DoesNotTieOut {
        /// The owner of the statement, if it is about one.
        owner: Option<String>,
        /// What is wrong.
        fault: TieFault,
    },
}

fn of_owner(owner: Option<&str>) -> String {
    owner.map(|owner| format!(" for '{owner}'")).unwrap_or_default()
}

/// A month, computed.
#[derive(Debug, Clone)]
pub struct Month {
    /// The statements, each of which ties out, by owner and currency.
    pub statements: Vec<TiedStatement>,
    /// The rest of the result: held owners, excluded rows, counts, notices.
    pub report: RunReport,
}

/// The account as a month is computed from: after the manager's exceptions, with the manager's own
/// entries.
#[derive(Debug, Clone)]
pub struct Prepared<'a> {
    /// What it was prepared from.
    pub input: Input<'a>,
    /// The account.
    pub account: Account,
    /// What there is to know about the snapshot as a whole.
    run_notices: Vec<Notice>,
    /// The exceptions that change nothing in the account.
    unused: Vec<Notice>,
}

/// Reads the account of a month and puts the manager's decisions into it.
///
/// # Errors
/// A snapshot that does not serve the period or the bases.
pub fn prepare(input: Input<'_>) -> Result<Prepared<'_>, MonthError> {
    let snapshot = &input.loaded.snapshot;
    ensure_serves(input)?;
    let unreadable = |error: SnapshotError| MonthError::Unreadable { what: error.to_string() };
    let mut account = intake::read_account(snapshot, &input.config.labels).map_err(unreadable)?;
    let unused = manager_files::apply(&mut account, &input.manager_files.exceptions);
    account.charges.clone_from(&input.manager_files.charges);
    show_guests(&mut account, input.config.guest_names);
    account.asked = match &snapshot.scope {
        FetchScope::All => None,
        FetchScope::Only(ids) => Some(ids.clone()),
    };
    let mut run_notices = intake::run_notices(snapshot, &account);
    if input.loaded.is_edited {
        run_notices.push(Notice { subject: Subject::Run, kind: NoticeKind::SnapshotEdited });
    }
    Ok(Prepared { input, account, run_notices, unused })
}

/// Computes a month.
///
/// # Errors
/// [`MonthError::DoesNotTieOut`], which means a fault in this program.
pub fn compute(prepared: &Prepared<'_>) -> Result<Month, MonthError> {
    let Prepared { input, account, run_notices, unused } = prepared;
    let source = Source {
        fetched_at: input.loaded.snapshot.fetched_at,
        snapshot_sha256: input.loaded.sha256.clone(),
        config_sha256: input.config_sha256.to_owned(),
    };
    let portfolio = &input.config.portfolio;
    let batch = assemble(account, portfolio, input.period, input.scope, &source);
    batch.tie_out().map_err(|fault| MonthError::DoesNotTieOut { owner: None, fault })?;
    let mut notices = run_notices.clone();
    notices.extend(without_effect(&input.manager_files.exceptions, unused.clone(), &batch));
    let Batch { statements, mut report } = batch;
    notices.append(&mut report.notices);
    report.notices = notices;
    let statements = statements
        .into_iter()
        .map(|statement| {
            let owner = Some(statement.owner.id.to_string());
            tie_out(statement).map_err(|fault| MonthError::DoesNotTieOut { owner, fault })
        })
        .collect::<Result<_, _>>()?;
    Ok(Month { statements, report })
}

/// Tells the exceptions that change nothing: `unused`, and those for stays outside the period.
fn without_effect(exceptions: &[Exception], mut unused: Vec<Notice>, batch: &Batch) -> Vec<Notice> {
    let rows = batch.statements.iter().flat_map(|statement| statement.rows());
    let placed = rows.map(|row| row.reservation.code.as_str());
    let seen: BTreeSet<&str> =
        placed.chain(batch.report.excluded.iter().map(|row| row.code.as_str())).collect();
    let of_stays = |one: &&Exception| one.action != ExceptionAction::AcceptOddity;
    for exception in exceptions.iter().filter(of_stays) {
        let is_told = |notice: &Notice| matches!(&notice.kind, NoticeKind::ExceptionUnused { place, .. } if *place == exception.place);
        if !seen.contains(exception.code.as_str()) && !unused.iter().any(is_told) {
            unused.push(manager_files::unused(exception, Unused::NotInPeriod));
        }
    }
    unused
}

/// Reduces guests' names to what the configuration shows now, whatever the snapshot contains.
fn show_guests(account: &mut Account, shown: GuestNames) {
    let Account { reservations, unusable, excepted, .. } = account;
    let unusable = unusable.iter_mut().filter_map(|row| row.reservation.as_deref_mut());
    let excepted = excepted.iter_mut().filter_map(|row| row.reservation.as_deref_mut());
    for reservation in reservations.iter_mut().chain(unusable).chain(excepted) {
        let Some(name) = reservation.guest.take() else { continue };
        reservation.guest = match shown {
            GuestNames::None => None,
            GuestNames::Initials => Some(initials(&name)),
            GuestNames::First => name.split_whitespace().next().map(str::to_owned),
        };
    }
}

/// "A. L." of "Anna Lind" as of "A. L.".
fn initials(name: &str) -> String {
    let firsts = name.split_whitespace().filter_map(|part| part.chars().next());
    let initials: Vec<String> = firsts.map(|first| format!("{first}.")).collect();
    initials.join(" ")
}

/// Whether the snapshot holds the days that the period and the bases need.
fn ensure_serves(input: Input<'_>) -> Result<(), MonthError> {
    let window = input.loaded.snapshot.window;
    let (held, asked) = (window.period, input.period);
    if asked.first() < held.first() || asked.last() > held.last() {
        return Err(MonthError::OtherPeriod { held, asked });
    }
    if input.loaded.snapshot.reservations.is_empty() && !input.scope.is_partial() {
        let first = window.read_from();
        return Err(MonthError::NothingRead { first });
    }
    let portfolio = &input.config.portfolio;
    let used = portfolio.properties.values().filter_map(|one| portfolio.agreement_of(&one.id));
    let used: Vec<&Agreement> = used.collect();
    let begins = window.read_from();
    for terms in &used {
        let Some(tiers) = terms.commission.tiers() else { continue };
        let since = tiers_begin(tiers, asked);
        // a stay that ends on the first day has begun before it
        let needed = since.checked_sub_days(STAY_ACROSS).unwrap_or(since);
        if needed < begins {
            let agreement = terms.id.to_string();
            let look_back_days = asked.first().signed_duration_since(needed).num_days();
            return Err(MonthError::NoLookBack {
                agreement,
                since,
                needed,
                begins,
                look_back_days,
            });
        }
    }
    let booked = used.into_iter().find(|terms| terms.recognition.counts_bookings());
    match booked {
        Some(terms) if window.look_ahead_months < LOOK_AHEAD_MONTHS => {
            Err(MonthError::NoLookAhead { agreement: terms.id.to_string(), held })
        }
        Some(_) | None => Ok(()),
    }
}
