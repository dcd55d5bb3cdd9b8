//! How much of a whole-stay amount belongs to a period, losing no cent.
//!
//! For every line and day there is one figure, the amount recognised up to the end of that day. A
//! period is the difference of two of them, so periods always add up to the stay. Nothing here
//! knows who gets an amount or why.
//!
//! Worked example: 600.00 over six nights, four of them in September. Up to 30 September: 400.00.
//! Up to 31 October: 600.00. October is the difference, 200.00.

mod nights;
mod timing;

pub use timing::{Timing, may_touch_apart, timing, touches};
