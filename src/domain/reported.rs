//! The amounts of a reservation as they are reported: their kinds, and each as a line.

use super::Money;

macro_rules! kinds {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $key:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// Every kind, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name used in configurations and machine-readable files.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)* }
            }

            /// The kind of a name, if it is one.
            #[must_use]
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.key() == key)
            }
        }
    };
}

kinds! {
    /// What a guest fee is for. A label that no pattern knows is `Other`.
    FeeKind {
        /// Cleaning after the stay.
        Cleaning = "cleaning",
        /// Pets.
        Pet = "pet",
        /// Bed linen and towels.
        Linen = "linen",
        /// Guests above the included number.
        ExtraGuest = "extra-guest",
        /// Resort or community charges.
        Resort = "resort",
        /// A damage waiver in place of a deposit.
        DamageWaiver = "damage-waiver",
        /// A refundable deposit: held for the guest, and nobody's income.
        Deposit = "deposit",
        /// The manager's own charge to the guest.
        Management = "management",
        /// Anything else.
        Other = "other",
    }
}

impl FeeKind {
    /// The kinds that an agreement says something about: all but deposits, which are held for the
    /// guest whatever it says.
    pub fn of_agreements() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|kind| *kind != Self::Deposit)
    }
}

kinds! {
    /// Why an amount was changed after booking.
    AdjustmentKind {
        /// Money given back to the guest; follows the rent.
        Refund = "refund",
        /// Paid for damage; without commission by default.
        Damage = "damage",
        /// A penalty that the channel charges.
        Penalty = "penalty",
        /// Unknown: its label does not tell.
        Other = "other",
    }
}

/// What one amount of a reservation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReportedKind {
    /// The rent.
    Accommodation,
    /// A reduction of the rent (negative).
    Discount,
    /// A fee that the guest paid on top.
    GuestFee(FeeKind),
    /// What channel or payment provider kept (negative).
    ChannelFee,
    /// A later change.
    Adjustment(AdjustmentKind),
    /// A tax that was passed to the host.
    Tax,
}

impl ReportedKind {
    /// The name in machine-readable files and in the manager's own: "guest-fee.cleaning".
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Self::Accommodation => "accommodation".to_owned(),
            Self::Discount => "discount".to_owned(),
            Self::GuestFee(fee) => format!("guest-fee.{}", fee.key()),
            Self::ChannelFee => "channel-fee".to_owned(),
            Self::Adjustment(adjustment) => format!("adjustment.{}", adjustment.key()),
            Self::Tax => "tax".to_owned(),
        }
    }

    /// The kind of a name, if it is one.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::all().into_iter().find(|kind| kind.key() == key)
    }

    /// Every kind.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let mut kinds = vec![Self::Accommodation, Self::Discount];
        kinds.extend(FeeKind::ALL.iter().map(|fee| Self::GuestFee(*fee)));
        kinds.push(Self::ChannelFee);
        kinds.extend(AdjustmentKind::ALL.iter().map(|adjustment| Self::Adjustment(*adjustment)));
        kinds.push(Self::Tax);
        kinds
    }
}

/// One amount of a reservation as reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedLine {
    /// What it is.
    pub kind: ReportedKind,
    /// The label as delivered, in any language.
    pub label: String,
    /// The category as delivered.
    pub category: String,
    /// The amount as delivered.
    pub delivered: Money,
    /// The amount that counts: as delivered but for the cases that [`Reading`](super::Reading) names.
    pub amount: Money,
}
