//! Identifiers, each a separate type so that one cannot be passed for another.

use std::fmt;

/// An identifier was empty or held control characters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an empty or unprintable {what}")]
pub struct InvalidId {
    what: &'static str,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Takes the text with surrounding white space removed.
            ///
            /// # Errors
            /// Refuses an empty text and one with control characters.
            pub fn new(text: impl AsRef<str>) -> Result<Self, InvalidId> {
                let text = text.as_ref().trim();
                if text.is_empty() || text.chars().any(char::is_control) {
                    return Err(InvalidId { what: $what });
                }
                Ok(Self(text.to_owned()))
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// A property's id in the booking system.
    PropertyId, "property id"
);
id!(
    /// A reservation's id in the booking system; not stable forever (a channel that is connected
    /// again may issue new ones), so a stay is known by channel and [`ReservationCode`].
    ReservationId, "reservation id"
);
id!(
    /// The code that guest and channel know a reservation by, "HMAB12CD34" for example.
    ReservationCode, "reservation code"
);
id!(
    /// An owner's id in the configuration; part of file names.
    OwnerId, "owner id"
);
id!(
    /// An agreement's id in the configuration.
    AgreementId, "agreement id"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_trimmed_and_never_empty() {
        assert_eq!(OwnerId::new(" lindqvist ").map(|id| id.to_string()), Ok("lindqvist".into()));
        assert!(OwnerId::new("  ").is_err());
        assert!(ReservationCode::new("a\u{0}b").is_err());
    }
}
