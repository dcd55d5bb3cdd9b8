//! Follows reservations of one code through a month.

use crate::domain::{Account, Channel, ExclusionReason, PropertyId, Reservation, Stay, Subject};
use crate::intake;
use crate::render::format::Format;
use crate::statement::{
    Hold, ReservationTrace, Row, Section, TiedStatement, TraceOutcome, expected_row,
};

use super::compute::{Input, Month, Prepared};
use super::names::FileNames;

/// The result of searching for a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TraceResult {
    /// Rows with the code, by property.
    Rows(Vec<ReservationTrace>),
    /// No row has it; the most similar codes, the nearest first.
    Nothing {
        /// At most five.
        nearest: Vec<String>,
    },
}

/// Traces every row of a code, ignoring case; an id is accepted as well.
#[must_use]
pub fn trace(prepared: &Prepared<'_>, month: &Month, code: &str) -> TraceResult {
    let search =
        Search { input: prepared.input, month, account: &prepared.account, code: code.trim() };
    let rows = search.rows();
    if rows.is_empty() {
        return TraceResult::Nothing { nearest: nearest(search.account, search.code) };
    }
    TraceResult::Rows(rows)
}

/// How many codes are offered for one that nothing has.
const NEAREST_MAX: usize = 5;

fn nearest(account: &Account, code: &str) -> Vec<String> {
    let wanted = code.to_uppercase();
    let distance = |known: &str| strsim::damerau_levenshtein(&known.to_uppercase(), &wanted);
    let mut codes: Vec<(usize, &str)> =
        account.codes().into_iter().map(|known| (distance(known), known)).collect();
    codes.sort_unstable();
    codes.into_iter().take(NEAREST_MAX).map(|(_, known)| known.to_owned()).collect()
}

struct Search<'a> {
    input: Input<'a>,
    month: &'a Month,
    account: &'a Account,
    code: &'a str,
}

/// What is known about a row, whatever its outcome.
struct Head<'a> {
    id: &'a str,
    code: &'a str,
    property: &'a PropertyId,
    channel: Option<Channel>,
    stay: Option<Stay>,
    reservation: Option<&'a Reservation>,
}

impl<'a> Search<'a> {
    fn rows(&self) -> Vec<ReservationTrace> {
        let account = self.account;
        let of_reservation = |known: &'a Reservation| Head {
            id: known.id.as_str(),
            code: known.code.as_str(),
            property: &known.property,
            channel: Some(known.channel.clone()),
            stay: Some(known.stay),
            reservation: Some(known),
        };
        let of_row = |id, code, property, known: Option<&'a Reservation>| match known {
            Some(known) => of_reservation(known),
            None => Head { id, code, property, channel: None, stay: None, reservation: None },
        };
        let unusable = account.unusable.iter().map(|row| {
            of_row(row.id.as_str(), row.code.as_str(), &row.property, row.reservation.as_deref())
        });
        let excepted = account.excepted.iter().map(|row| {
            of_row(row.id.as_str(), row.code.as_str(), &row.property, row.reservation.as_deref())
        });
        let set_aside = account.set_aside.iter().map(|row| Head {
            id: row.id.as_str(),
            code: row.code.as_str(),
            property: &row.property,
            channel: Some(row.channel.clone()),
            stay: row.stay,
            reservation: None,
        });
        let heads = account.reservations.iter().map(of_reservation);
        let mut heads: Vec<Head<'a>> = heads
            .chain(unusable)
            .chain(excepted)
            .chain(set_aside)
            .filter(|head| self.is_wanted(head.code) || self.is_wanted(head.id))
            .collect();
        heads.sort_by_key(|head| (head.property, head.stay, head.id));
        heads.iter().map(|head| self.follow(head)).collect()
    }

    fn is_wanted(&self, text: &str) -> bool {
        !self.code.is_empty() && text.to_uppercase() == self.code.to_uppercase()
    }

    fn follow(&self, head: &Head<'_>) -> ReservationTrace {
        let portfolio = &self.input.config.portfolio;
        let property = portfolio.properties.get(head.property);
        let outcome = self.outcome(head);
        let subjects = head
            .reservation
            .map(|known| Subject::Reservation(known.property.clone(), known.code.clone()));
        let mut notices = Vec::new();
        // those of a statement are not the account's
        for notice in self.account.notices.iter().chain(&self.month.report.notices) {
            if Some(&notice.subject) == subjects.as_ref() && !notices.contains(&notice.kind) {
                notices.push(notice.kind.clone());
            }
        }
        ReservationTrace {
            code: head.code.to_owned(),
            property_name: self.property_name(head.property),
            property: property.cloned(),
            owner: property.and_then(|one| portfolio.owners.get(&one.owner)).cloned(),
            terms: portfolio.agreement_of(head.property).cloned(),
            channel: head.channel.clone(),
            stay: head.stay,
            reservation: head.reservation.cloned(),
            delivered: intake::delivered(&self.input.loaded.snapshot, head.property, head.id),
            row: self.row(head, &outcome),
            outcome,
            notices,
        }
    }

    fn property_name(&self, id: &PropertyId) -> String {
        let configured = self.input.config.portfolio.properties.get(id).map(|one| &one.name);
        let in_account = || self.account.properties.get(id).map(|one| &one.name);
        configured.or_else(in_account).cloned().unwrap_or_else(|| id.to_string())
    }

    fn outcome(&self, head: &Head<'_>) -> TraceOutcome {
        if let Some((statement, section, place)) = self.on_statement(head) {
            let formats = [Format::Pdf, Format::Html, Format::Csv];
            let files = FileNames::of(statement, &formats).paths.into_values().collect();
            return TraceOutcome::OnStatement { files, place, of: section.rows.len() };
        }
        let report = &self.month.report;
        let left_out =
            report.excluded.iter().find(|one| one.id == head.id && one.property == *head.property);
        let Some(excluded) = left_out else { return TraceOutcome::Outside };
        let holds = report.held.values().flatten();
        let holds: Vec<Hold> = match &excluded.reason {
            ExclusionReason::Holds(_) => {
                let own = |hold: &&Hold| {
                    hold.code == head.code && hold.subject.property() == Some(head.property)
                };
                holds.filter(own).cloned().collect()
            }
            ExclusionReason::StatementHeld(owner) => {
                report.held.get(owner).cloned().unwrap_or_default()
            }
            ExclusionReason::NotAccepted
            | ExclusionReason::Request
            | ExclusionReason::Checkpoint
            | ExclusionReason::CancelledWithoutMoney
            | ExclusionReason::CancellationExcluded
            | ExclusionReason::UnknownStatus
            | ExclusionReason::Copy
            | ExclusionReason::UnknownProperty
            | ExclusionReason::IgnoredProperty
            | ExclusionReason::NotAskedFor
            | ExclusionReason::Exception { .. } => Vec::new(),
        };
        TraceOutcome::LeftOut { reason: excluded.reason.clone(), holds }
    }

    /// The statement, the section and the place in it, counted from 1.
    fn on_statement(&self, head: &Head<'_>) -> Option<(&'a TiedStatement, &'a Section, usize)> {
        for statement in &self.month.statements {
            for section in &statement.sections {
                let is_it = |row: &Row| {
                    let known = &row.reservation;
                    known.id.as_str() == head.id && known.property == *head.property
                };
                if let Some(at) = section.rows.iter().position(is_it) {
                    return Some((statement, section, at + 1));
                }
            }
        }
        None
    }

    /// The row of the statement; or the one that the reservation would make, where nothing but the
    /// period or another reservation keeps it off.
    fn row(&self, head: &Head<'_>, outcome: &TraceOutcome) -> Option<Row> {
        match outcome {
            TraceOutcome::OnStatement { place, .. } => {
                let (_, section, _) = self.on_statement(head)?;
                section.rows.get(place - 1).cloned()
            }
            TraceOutcome::Outside
            | TraceOutcome::LeftOut { reason: ExclusionReason::StatementHeld(_), .. } => {
                let portfolio = &self.input.config.portfolio;
                expected_row(self.account, portfolio, self.input.period, head.reservation?)
            }
            TraceOutcome::LeftOut { .. } => None,
        }
    }
}
