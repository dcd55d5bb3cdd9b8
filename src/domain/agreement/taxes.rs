//! What happens to taxes.

use std::collections::BTreeMap;

use super::{BaseTerm, Remitter};
use crate::domain::{Channel, HoldReason, Rate, ReportedLine, fold};

/// What happens to a tax that was passed to the host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaxTreatment {
    /// Paid to the owner, who remits it.
    Owner,
    /// Collected for the tax office; never income.
    PassThrough {
        /// Who remits.
        remitter: Remitter,
    },
    /// The owner's income, but withheld from it and remitted by the manager.
    Withheld,
}

/// What happens to which tax. Texts are folded: without case and accents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxTerms {
    /// By a text that the tax's label contains.
    pub labels: BTreeMap<String, TaxTreatment>,
    /// By a text that the tax's category contains.
    pub categories: BTreeMap<String, TaxTreatment>,
    /// By channel.
    pub channels: BTreeMap<Channel, TaxTreatment>,
    /// All others.
    pub default: TaxTreatment,
}

impl From<TaxTreatment> for TaxTerms {
    fn from(default: TaxTreatment) -> Self {
        let (labels, categories, channels) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { labels, categories, channels, default }
    }
}

impl TaxTerms {
    /// What happens to a tax of a stay booked on `channel`: its label decides before its category,
    /// that before the channel; of several texts the longest.
    ///
    /// # Errors
    /// The channel would decide and is not known.
    pub fn treatment(
        &self,
        tax: &ReportedLine,
        channel: &Channel,
    ) -> Result<TaxTreatment, HoldReason> {
        let by_text =
            longest(&self.labels, &tax.label).or_else(|| longest(&self.categories, &tax.category));
        match by_text {
            Some(treatment) => Ok(treatment),
            None if channel.is_unknown() && !self.channels.is_empty() => Err(HoldReason::NoChannel),
            None => Ok(self.channels.get(channel).copied().unwrap_or(self.default)),
        }
    }

    /// Every treatment that some tax can get.
    pub fn treatments(&self) -> impl Iterator<Item = TaxTreatment> {
        let named = [&self.labels, &self.categories].into_iter().flat_map(BTreeMap::values);
        named.chain(self.channels.values()).copied().chain([self.default])
    }
}

fn longest(texts: &BTreeMap<String, TaxTreatment>, written: &str) -> Option<TaxTreatment> {
    let written = fold(written);
    let found = texts.iter().filter(|(text, _)| written.contains(text.as_str()));
    let length = |text: &str| text.chars().count();
    // of equally long ones the first in the alphabet
    let longest = found.max_by(|(one, _), (other, _)| {
        length(one).cmp(&length(other)).then_with(|| other.cmp(one))
    });
    longest.map(|(_, treatment)| *treatment)
}

/// A tax that the manager has to take from the owner's income.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withholding {
    /// Its part of the base.
    pub rate: Rate,
    /// What it is taken from; each term once.
    pub base: Vec<BaseTerm>,
    /// As printed.
    pub name: String,
}
