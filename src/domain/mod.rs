//! Money, rates, the calendar, reservations and agreements: the words of the trade as types.
//!
//! Invalid values cannot be built. Nothing here reads a clock, a file or the network, and nothing
//! here knows how a value is written down elsewhere.
//!
//! ```
//! use owner_statements::domain::{Currency, Money, Rate, Rounding};
//!
//! let eur = Currency::from_code("EUR").expect("a currency");
//! let rate = Rate::parse_percent("20%").expect("a rate");
//! let commission = Money::new(48_013, eur).times(rate)?.round(Rounding::HalfAwayFromZero)?;
//! assert_eq!(commission.to_string(), "96.03");
//! # Ok::<(), owner_statements::domain::AmountError>(())
//! ```

mod account;
mod agreement;
mod block;
mod calendar;
mod delivered;
mod exception;
mod fold;
mod ids;
mod money;
mod money_text;
mod notice;
mod oddity;
mod overridden;
mod owner_charge;
mod rate;
mod reason;
mod recurring;
mod remedy;
mod reported;
mod reservation;
mod year;

pub use account::{Account, AccountProperty, SetAside, Unusable};
pub use agreement::{
    AdjustmentTerms, Agreement, Allowance, Band, BaseTerm, Basis, CancellationTerms,
    ChannelFeeTerms, CollectTerms, Collector, Commission, CommissionVat, FeeTerms, FeeTreatment,
    GuestNames, Manager, NightSplit, Owner, Party, Portfolio, Pricing, Property, RateRow,
    RateTerms, Recognition, Remitter, Report, ScopeDay, ScopeDays, StayScope, TaxTerms,
    TaxTreatment, TierMethod, TierSpan, Tiers, Treatment, VatMethod, VatRounding, Waiver,
    Withholding,
};
pub use block::{Block, BlockUse};
pub use calendar::{CalendarError, Period, Stay};
pub use delivered::{Delivered, DeliveredLine, DeliveredList};
pub use exception::{Excepted, Exception, ExceptionAction, Unused};
pub use fold::fold;
pub use ids::{AgreementId, InvalidId, OwnerId, PropertyId, ReservationCode, ReservationId};
pub use money::{AmountError, Computed, Currency, Money, Rounding, Unrounded};
pub use money_text::{InvalidAmount, parse_amount, parse_number};
pub use notice::{Notice, NoticeKind, Subject};
pub use oddity::{Oddity, OddityKind};
pub use overridden::{Overridden, ReplacedLine, SetAmount, common_currency};
pub use owner_charge::{ChargeCategory, ChargeScope, ChargeSide, ChargeSums, OwnerCharge};
pub use rate::{InvalidRate, Rate};
pub use reason::{ExclusionReason, HoldReason};
pub use recurring::{Every, Recurring};
pub use remedy::Remedy;
pub use reported::{AdjustmentKind, FeeKind, ReportedKind, ReportedLine};
pub use reservation::{
    BookingStatus, Channel, Financials, FlippedList, Purpose, Reading, Reservation, SharedNights,
};
pub use year::{InvalidYearStart, YearStart};
