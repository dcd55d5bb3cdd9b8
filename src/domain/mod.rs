//! Money, rates, the calendar, reservations and agreements: the words of the trade as types.
//!
//! Invalid values cannot be built. Nothing here reads a clock, a file or the network, and nothing
//! here knows how a value is written down elsewhere.

mod calendar;
mod ids;

pub use calendar::{CalendarError, Period, Stay};
pub use ids::{AgreementId, InvalidId, OwnerId, PropertyId, ReservationCode, ReservationId};
