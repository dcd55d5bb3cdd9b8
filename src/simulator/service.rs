//! From a request to an answer, without a socket: the order of the checks, and which path is which.

use super::account::SimulatedAccount;
use super::answer::Answer;
use super::call::Call;
use super::fault::Fault;
use super::options::Options;
use super::query::Query;
use super::{auth, calendar, inject, payouts, properties, reservations};

/// The parts of a request that answers depend on.
pub(super) struct Asked<'a> {
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    pub(super) query: &'a Query,
    pub(super) authorization: Option<&'a str>,
}

/// An account and the rules by which it is served.
pub(super) struct Service {
    pub(super) account: SimulatedAccount,
    pub(super) options: Options,
    pub(super) origin: String,
}

impl Service {
    /// What goes wrong at the request with this number, in the order in which it was switched on.
    pub(super) fn striking(&self, number: usize) -> Vec<Fault> {
        let striking = self.options.faults.iter().filter(|at| at.when.strikes(number));
        striking.map(|at| at.fault).collect()
    }

    /// Answers the request with this number, counted from 1.
    pub(super) fn answer(&self, number: usize, asked: &Asked<'_>) -> Answer {
        if asked.method != "GET" {
            return Answer::wrong_method(asked.method);
        }
        let mut faults = self.striking(number);
        // what cuts the text comes after what changes the values in it
        faults.sort_by_key(|fault| inject::is_in_text(*fault));
        if let Some(answer) = inject::instead(&faults, self.options.today) {
            return answer;
        }
        let answer = self.proper(asked, &faults).unwrap_or_else(|refusal| refusal);
        faults.into_iter().fold(answer, inject::into)
    }

    /// The answer as the API gives it, page faults included; a refusal is the error.
    fn proper(&self, asked: &Asked<'_>, faults: &[Fault]) -> Result<Answer, Answer> {
        let route = Route::of(asked.path).ok_or_else(Answer::not_found)?;
        auth::admit(asked.authorization, self.options.token.as_deref())?;
        let call = Call {
            account: &self.account,
            options: &self.options,
            origin: &self.origin,
            query: asked.query,
            faults,
        };
        match route {
            Route::User => Ok(Answer::data(self.account.user.clone())),
            Route::Properties => properties::list(&call),
            Route::Property(id) => properties::single(&call, id),
            Route::Calendar(id) => calendar::calendar_answer(&call, id),
            Route::Reservations => reservations::list(&call),
            Route::Reservation(id) => reservations::single(&call, id),
            Route::Transactions => payouts::transactions(&call),
            Route::Transaction(id) => payouts::transaction(&call, id),
            Route::Payouts => payouts::payouts(&call),
            Route::Payout(id) => payouts::payout(&call, id),
        }
    }
}

/// The paths that are served.
enum Route<'a> {
    User,
    Properties,
    Property(&'a str),
    Calendar(&'a str),
    Reservations,
    Reservation(&'a str),
    Transactions,
    Transaction(&'a str),
    Payouts,
    Payout(&'a str),
}

impl<'a> Route<'a> {
    fn of(path: &'a str) -> Option<Self> {
        let path = path.strip_prefix("/v2/")?;
        let parts: Vec<&str> = path.strip_suffix('/').unwrap_or(path).split('/').collect();
        match parts.as_slice() {
            ["user"] => Some(Self::User),
            ["properties"] => Some(Self::Properties),
            ["properties", id] => Some(Self::Property(id)),
            ["properties", id, "calendar"] => Some(Self::Calendar(id)),
            ["reservations"] => Some(Self::Reservations),
            ["reservations", id] => Some(Self::Reservation(id)),
            ["transactions"] => Some(Self::Transactions),
            ["transactions", id] => Some(Self::Transaction(id)),
            ["payouts"] => Some(Self::Payouts),
            ["payouts", id] => Some(Self::Payout(id)),
            _ => None,
        }
    }
}
