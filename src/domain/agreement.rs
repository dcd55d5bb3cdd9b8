//! What manager and owner agreed: when money counts, what the manager keeps, who bears what.

use std::collections::BTreeMap;

use super::{
    AdjustmentKind, AgreementId, Channel, Currency, FeeKind, Money, OwnerId, PropertyId, Rate,
    ReportedKind,
};

/// The day on which a stay's money counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// On the day of arrival.
    CheckIn,
    /// On the day of departure.
    CheckOut,
    /// Night by night.
    Nights,
    /// On the day of booking: money not yet earned.
    Booked,
}

impl Basis {
    /// Every basis with its name in configurations.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::CheckIn, "check-in"),
        (Self::CheckOut, "check-out"),
        (Self::Nights, "nights"),
        (Self::Booked, "booked"),
    ];

    /// The name in configurations and machine-readable files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::CheckIn => "check-in",
            Self::CheckOut => "check-out",
            Self::Nights => "nights",
            Self::Booked => "booked",
        }
    }
}

/// How the rent is spread over a stay's nights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NightSplit {
    /// The same for each night.
    Even,
    /// By each night's own price, where the API gives it.
    ByPrice,
}

/// Who receives an amount, or pays it where it is negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// The owner.
    Owner,
    /// The manager.
    Manager,
    /// The channel or payment provider.
    Channel,
    /// A tax office, by way of whoever remits.
    TaxOffice(Remitter),
}

impl Party {
    /// The name in machine-readable files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Manager => "manager",
            Self::Channel => "channel",
            Self::TaxOffice(Remitter::Channel) => "tax-office-by-channel",
            Self::TaxOffice(Remitter::Manager) => "tax-office-by-manager",
        }
    }
}

/// Who gets a guest fee or an adjustment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treatment {
    /// All to the owner.
    Owner,
    /// All to the manager.
    Manager,
    /// This part to the owner, the rest to the manager.
    Split {
        /// The owner's part.
        owner: Rate,
    },
}

/// Who pays a tax to the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Remitter {
    /// The channel.
    Channel,
    /// The manager.
    Manager,
}

/// What happens to taxes that were passed to the host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaxTreatment {
    /// Paid to the owner, who remits them.
    Owner,
    /// Collected for the tax office; never income.
    PassThrough {
        /// Who remits.
        remitter: Remitter,
    },
}

/// Who bears what channels and payment providers keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearer {
    /// The owner.
    Owner,
    /// The manager.
    Manager,
}

/// A term of the amount that commission is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BaseTerm {
    /// The rent, and refunds of it where the owner bears them.
    Accommodation,
    /// Reductions of the rent.
    Discounts,
    /// Every guest fee.
    AllFees,
    /// Guest fees of one kind.
    Fees(FeeKind),
    /// What channels keep (lowers the base).
    ChannelFee,
    /// Every adjustment.
    AllAdjustments,
    /// Adjustments of one kind.
    Adjustments(AdjustmentKind),
    /// Taxes passed to the host.
    Taxes,
}

impl BaseTerm {
    /// Whether a reported line of `kind` is part of this term.
    #[must_use]
    pub fn covers(self, kind: ReportedKind) -> bool {
        match self {
            Self::Accommodation => kind == ReportedKind::Accommodation,
            Self::Discounts => kind == ReportedKind::Discount,
            Self::AllFees => matches!(kind, ReportedKind::GuestFee(_)),
            Self::Fees(fee) => kind == ReportedKind::GuestFee(fee),
            Self::ChannelFee => kind == ReportedKind::ChannelFee,
            Self::AllAdjustments => matches!(kind, ReportedKind::Adjustment(_)),
            Self::Adjustments(adjustment) => kind == ReportedKind::Adjustment(adjustment),
            Self::Taxes => kind == ReportedKind::Tax,
        }
    }
}

/// The manager's commission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commission {
    /// What it is taken from; each term once.
    pub base: Vec<BaseTerm>,
    /// The rate where no other is said.
    pub rate: Rate,
    /// Rates of single channels.
    pub channel_rates: BTreeMap<Channel, Rate>,
}

impl Commission {
    /// The rate for a stay booked on `channel`.
    #[must_use]
    pub fn rate_for(&self, channel: &Channel) -> Rate {
        self.channel_rates.get(channel).copied().unwrap_or(self.rate)
    }
}

/// Who gets which guest fee.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeeTerms {
    /// Fees with terms of their own.
    pub kinds: BTreeMap<FeeKind, Treatment>,
    /// All others; without it an unmentioned fee holds the statement.
    pub default: Option<Treatment>,
}

impl FeeTerms {
    /// The terms of a fee, if the agreement says any.
    #[must_use]
    pub fn treatment(&self, kind: FeeKind) -> Option<Treatment> {
        self.kinds.get(&kind).copied().or(self.default)
    }
}

/// Who gets, or bears, which adjustment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdjustmentTerms {
    /// By kind; a kind that is not there holds the statement.
    pub kinds: BTreeMap<AdjustmentKind, Treatment>,
}

/// A refund follows the rent; a channel's penalty is the manager's; the rest has to be said.
impl Default for AdjustmentTerms {
    fn default() -> Self {
        let kinds = [
            (AdjustmentKind::Refund, Treatment::Owner),
            (AdjustmentKind::Penalty, Treatment::Manager),
        ];
        Self { kinds: BTreeMap::from(kinds) }
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

/// The terms between a manager and an owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// Its name in the configuration.
    pub id: AgreementId,
    /// When money counts.
    pub basis: Basis,
    /// How nights share the rent.
    pub night_split: NightSplit,
    /// What the manager takes.
    pub commission: Commission,
    /// Who gets which guest fee.
    pub fees: FeeTerms,
    /// Who bears the channels' fees.
    pub channel_fee: Bearer,
    /// What happens to taxes.
    pub taxes: TaxTreatment,
    /// Who gets which adjustment.
    pub adjustments: AdjustmentTerms,
    /// Money of cancelled stays.
    pub cancellations: CancellationTerms,
    /// What an owner pays for cleaning after a stay of their own, at departure.
    pub owner_stay_cleaning: Option<Money>,
}

impl Agreement {
    /// Whether commission is taken from lines of `kind`.
    ///
    /// A refund follows the rent: where the owner bears it and the rent is in the base, it lowers the
    /// base too.
    #[must_use]
    pub fn takes_commission_from(&self, kind: ReportedKind) -> bool {
        let base = &self.commission.base;
        let follows_rent = kind == ReportedKind::Adjustment(AdjustmentKind::Refund)
            && self.adjustments.kinds.get(&AdjustmentKind::Refund) == Some(&Treatment::Owner)
            && base.contains(&BaseTerm::Accommodation);
        follows_rent || base.iter().any(|term| term.covers(kind))
    }
}

/// How much of a guest's name a statement shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuestNames {
    /// Nothing.
    None,
    /// "A. L."
    Initials,
    /// The first name.
    First,
}

impl GuestNames {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::None, Self::Initials, Self::First];

    /// The choice of a name, if it is one.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|names| names.key() == key)
    }

    /// The name in configurations and snapshots.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Initials => "initials",
            Self::First => "first",
        }
    }
}

/// Who issues the statements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manager {
    /// Company name.
    pub name: String,
    /// Postal address, a line each.
    pub address: Vec<String>,
    /// For questions.
    pub email: Option<String>,
    /// Telephone.
    pub telephone: Option<String>,
    /// Tax number as printed.
    pub tax_id: Option<String>,
    /// Web site, printed as text.
    pub website: Option<String>,
}

/// Who a property belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// Its name in the configuration; part of file names.
    pub id: OwnerId,
    /// As printed.
    pub name: String,
    /// Postal address, a line each.
    pub address: Vec<String>,
    /// Where statements are sent.
    pub email: Option<String>,
}

/// A property under management.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    /// The id in the booking system.
    pub id: PropertyId,
    /// As printed.
    pub name: String,
    /// The terms.
    pub agreement: AgreementId,
    /// Whose it is.
    pub owner: OwnerId,
    /// The currency of a statement without any money; otherwise the reservations decide.
    pub currency: Option<Currency>,
}

/// Everything that the manager's configuration says about figures. Every reference resolves: each
/// property's agreement and owner are there, no id is there twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portfolio {
    /// Who issues.
    pub manager: Manager,
    /// The agreements by id.
    pub agreements: BTreeMap<AgreementId, Agreement>,
    /// The owners by id.
    pub owners: BTreeMap<OwnerId, Owner>,
    /// The properties by id.
    pub properties: BTreeMap<PropertyId, Property>,
    /// Properties of the account that are left out on purpose.
    pub ignored: std::collections::BTreeSet<PropertyId>,
}

impl Portfolio {
    /// A property's terms.
    #[must_use]
    pub fn agreement_of(&self, property: &PropertyId) -> Option<&Agreement> {
        self.agreements.get(&self.properties.get(property)?.agreement)
    }
}
