//! Who receives or pays an amount.

use std::collections::BTreeMap;

use crate::domain::{AdjustmentKind, Channel, FeeKind, HoldReason, Money, Rate};

/// Who receives an amount, or pays it where it is negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// The owner.
    Owner,
    /// The manager.
    Manager,
    /// The channel or payment provider.
    Channel,
    /// Somebody else, a tax office mostly, by way of whoever passes it on.
    PassThrough(Remitter),
    /// The guest, for whom a deposit is held.
    Guest,
}

impl Party {
    /// The name in machine-readable files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Manager => "manager",
            Self::Channel => "channel",
            Self::PassThrough(Remitter::Channel) => "pass-through-by-channel",
            Self::PassThrough(Remitter::Manager) => "pass-through-by-manager",
            Self::Guest => "guest",
        }
    }
}

/// Who remits what was collected for a third party. An owner who does so receives the amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Remitter {
    /// The channel.
    Channel,
    /// The manager.
    Manager,
}

impl Remitter {
    /// The name in configurations and machine-readable files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Channel => "channel",
            Self::Manager => "manager",
        }
    }
}

/// Who gets a guest fee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeeTreatment {
    /// Owner and manager share it.
    Shared(Treatment),
    /// The manager gets at most this much, the owner the rest.
    FixedForManager(Money),
    /// The owner gets at most this much, the manager the rest.
    FixedForOwner(Money),
    /// Collected for a third party.
    PassedOn(Remitter),
    /// Collected for a third party; the owner remits it.
    PassedOnByOwner,
}

impl From<Treatment> for FeeTreatment {
    fn from(treatment: Treatment) -> Self {
        Self::Shared(treatment)
    }
}

impl FeeTreatment {
    /// Whether it is passed on, and so not income.
    #[must_use]
    pub fn is_passed_on(self) -> bool {
        matches!(self, Self::PassedOn(_) | Self::PassedOnByOwner)
    }
}

/// How owner and manager share an amount, or bear it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treatment {
    /// The owner gets all of it.
    Owner,
    /// The manager gets all of it.
    Manager,
    /// This part is the owner's, the rest the manager's.
    Split {
        /// The owner's part.
        owner: Rate,
    },
}

/// Whether guest fees are shown as the guest paid them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Report {
    /// As paid.
    #[default]
    Gross,
    /// Less their part of the channel fee.
    Net,
}

/// Who gets which guest fee.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeeTerms {
    /// Fees with terms of their own.
    pub kinds: BTreeMap<FeeKind, FeeTreatment>,
    /// All others; without it an unmentioned fee holds the statement.
    pub default: Option<FeeTreatment>,
    /// How they are shown.
    pub report: Report,
}

impl FeeTerms {
    /// The terms of a fee, if the agreement has any.
    #[must_use]
    pub fn treatment(&self, kind: FeeKind) -> Option<FeeTreatment> {
        self.kinds.get(&kind).copied().or(self.default)
    }

    /// Whether fees of a kind are passed on, and so not income.
    #[must_use]
    pub fn are_passed_on(&self, kind: FeeKind) -> bool {
        self.treatment(kind).is_some_and(FeeTreatment::is_passed_on)
    }
}

/// Who receives, or pays, which adjustment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdjustmentTerms {
    /// By kind; a kind that is not there holds the statement.
    pub kinds: BTreeMap<AdjustmentKind, Treatment>,
}

/// A refund follows the rent; the manager pays a channel's penalty; the rest must be stated.
impl Default for AdjustmentTerms {
    fn default() -> Self {
        let kinds = [
            (AdjustmentKind::Refund, Treatment::Owner),
            (AdjustmentKind::Penalty, Treatment::Manager),
        ];
        Self { kinds: BTreeMap::from(kinds) }
    }
}

/// Who pays the fees of channels and payment providers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelFeeTerms {
    /// The default.
    pub borne_by: Treatment,
    /// By single channels.
    pub channels: BTreeMap<Channel, Treatment>,
    /// The rate of VAT on the fees of single channels that the manager cannot recover.
    pub irrecoverable_vat: BTreeMap<Channel, Rate>,
    /// Whether the rent and every guest fee are shown less their part.
    pub report: Report,
}

impl From<Treatment> for ChannelFeeTerms {
    fn from(borne_by: Treatment) -> Self {
        let (channels, irrecoverable_vat) = (BTreeMap::new(), BTreeMap::new());
        Self { borne_by, channels, irrecoverable_vat, report: Report::Gross }
    }
}

/// Whether money kept from a cancelled stay reaches the owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CancellationTerms {
    /// It does not: listed as excluded.
    Excluded,
    /// It does, with the usual commission.
    WithCommission,
    /// It does, and the manager takes no commission on it.
    WithoutCommission,
}

/// Who is paid by channels and guests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Collector {
    /// The manager, who pays the owner.
    Manager,
    /// The owner, who pays the manager.
    Owner,
}

impl Collector {
    /// Both with their names in configurations.
    pub const ALL: [(&'static str, Self); 2] = [("manager", Self::Manager), ("owner", Self::Owner)];

    /// The name in machine-readable files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Manager => "manager",
            Self::Owner => "owner",
        }
    }
}

/// Who is paid, by channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollectTerms {
    /// The default.
    pub default: Collector,
    /// By single channels.
    pub channels: BTreeMap<Channel, Collector>,
}

impl Default for CollectTerms {
    fn default() -> Self {
        Self { default: Collector::Manager, channels: BTreeMap::new() }
    }
}

/// The terms for a channel.
///
/// # Errors
/// [`HoldReason::NoChannel`] if it depends on the channel and the stay has none.
pub(super) fn by_channel<'a, T>(
    channels: &'a BTreeMap<Channel, T>,
    channel: &Channel,
    default: &'a T,
) -> Result<&'a T, HoldReason> {
    if channel.is_unknown() && !channels.is_empty() {
        return Err(HoldReason::NoChannel);
    }
    Ok(channels.get(channel).unwrap_or(default))
}

impl CollectTerms {
    /// Who is paid for a stay booked on `channel`.
    ///
    /// # Errors
    /// [`HoldReason::NoChannel`] if it depends on the channel and the stay has none.
    pub fn collector(&self, channel: &Channel) -> Result<Collector, HoldReason> {
        by_channel(&self.channels, channel, &self.default).copied()
    }
}

impl ChannelFeeTerms {
    /// Who pays the fee of `channel`.
    ///
    /// # Errors
    /// [`HoldReason::NoChannel`] if it depends on the channel and the stay has none.
    pub fn bearer(&self, channel: &Channel) -> Result<Treatment, HoldReason> {
        by_channel(&self.channels, channel, &self.borne_by).copied()
    }

    /// The rate of non-deductible VAT on the fee of `channel`; `None` in most countries.
    ///
    /// # Errors
    /// [`HoldReason::NoChannel`] if it depends on the channel and the stay has none.
    pub fn vat_rate(&self, channel: &Channel) -> Result<Option<Rate>, HoldReason> {
        if channel.is_unknown() && !self.irrecoverable_vat.is_empty() {
            return Err(HoldReason::NoChannel);
        }
        Ok(self.irrecoverable_vat.get(channel).copied())
    }
}
