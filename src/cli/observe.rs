//! What `init` sees in the account, and whom it asks about: only what occurs.

use std::io::BufRead;

use chrono::Months;
use secrecy::SecretString;

use crate::config::DraftTerm;
use crate::domain::{AdjustmentKind, Channel, FeeKind, Period, ReportedKind};
use crate::hospitable::{self, BaseUrl, FetchErrorKind, Plan, Settings};
use crate::locale::Locale;
use crate::month::{self, Observed, Seen};

use super::args::{Init, Said};
use super::ask::ask;
use super::context::Context;
use super::failure::{Exit, Failure};
use super::interrupt::Interrupt;
use super::observer::Observer;
use super::terminal::Ui;

/// Days before the look-back in which a stay that ends in it may begin.
const LOOK_BACK_DAYS: u32 = 62;

/// So many labels of a kind are shown.
const LABELS_SHOWN: usize = 6;

const PARTIES: &[&str] = &["owner", "manager"];
const REMITTERS: &[&str] = &["manager", "owner", "channel"];

/// What occurred in the months that were read.
pub(super) struct Look {
    pub(super) period: Period,
    pub(super) observed: Observed,
}

/// Reads the last complete months, as many as the options say; nothing for none.
pub(super) async fn look(
    context: &Context,
    args: &Init,
    token: SecretString,
) -> Result<Option<Look>, Failure> {
    if args.look_back == 0 {
        return Ok(None);
    }
    let now = context.environment.now;
    let last = args.month.unwrap_or_else(|| Period::last_complete_month(context.environment.today));
    let period = with_months_before(last, args.look_back - 1)?;
    let mut settings = Settings::new(BaseUrl::parse(&context.global.base_url)?, token);
    settings.seed = now.timestamp().unsigned_abs();
    let plan = Plan { look_back_days: LOOK_BACK_DAYS, ..Plan::new(period) };
    let observer = Observer::new(context.global.quiet);
    let interrupt = Interrupt::watch()?;
    // an account may be new, or closed for the season
    let reading = async {
        match hospitable::fetch(&settings, &plan, now, &observer).await {
            Err(error) if error.kind == FetchErrorKind::Empty => Ok(None),
            read => read.map(Some),
        }
    };
    let read = interrupt.unless(reading).await;
    observer.finish();
    let read = read.map_err(|failure: Failure| {
        if failure.exit != Exit::Api {
            return failure;
        }
        failure.hint(
            "run it again later, or add --look-back 0 to write a configuration without looking at \
             reservations; nothing was written",
        )
    })?;
    let Some(snapshot) = read else {
        context.ui.warning(&format!(
            "the account has no stays from {} to {}, so its fees and channels are not known yet",
            period.first(),
            period.last()
        ));
        return Ok(None);
    };
    let observed = month::observe(&snapshot).map_err(|error| {
        Failure::new(Exit::Api, format!("the stays cannot be added up: {error}"))
    })?;
    Ok(Some(Look { period, observed }))
}

/// A month together with those before it.
fn with_months_before(last: Period, months: u32) -> Result<Period, Failure> {
    let first = last.first().checked_sub_months(Months::new(months));
    first.and_then(|first| Period::new(first, last.last()).ok()).ok_or_else(|| {
        Failure::new(Exit::Usage, "there are no such months").hint("choose another --month")
    })
}

/// The terms that depend on what the account has.
#[derive(Default)]
pub(super) struct Terms {
    pub(super) fees: Vec<DraftTerm>,
    pub(super) adjustments: Vec<DraftTerm>,
    pub(super) taxes: Option<DraftTerm>,
    pub(super) collects: Vec<DraftTerm>,
}

/// Whoever answers: the options first, then what is typed, if anybody types.
pub(super) struct Answers<'a> {
    pub(super) ui: Ui,
    pub(super) args: &'a Init,
    pub(super) typed: Option<&'a mut dyn BufRead>,
}

impl Look {
    /// Lists what occurred, on standard error.
    pub(super) fn tell(&self, ui: Ui) {
        let Self { period, observed } = self;
        ui.note(&format!(
            "from {} to {} the account has {} with money:",
            period.first(),
            period.last(),
            stays(observed.stays)
        ));
        for (channel, seen) in &observed.channels {
            ui.note(&format!("  channel {channel}: {}", counted(seen)));
        }
        for (kind, seen) in &observed.kinds {
            ui.note(&format!("  {}: {}", kind.key(), described(seen)));
        }
    }

    /// Whether an amount of this kind occurred.
    pub(super) fn has(&self, kind: ReportedKind) -> bool {
        self.observed.kinds.contains_key(&kind)
    }

    /// What occurred of a kind, as a comment of the configuration.
    pub(super) fn note(&self, kind: ReportedKind) -> Option<String> {
        self.observed.kinds.get(&kind).map(described)
    }
}

impl Answers<'_> {
    /// Asks about everything that occurred but cleaning fees, which have a question of their own.
    pub(super) fn terms(&mut self, look: Option<&Look>) -> Result<Terms, Failure> {
        let mut terms = Terms::default();
        let asked = FeeKind::ALL.iter().filter(|fee| {
            // a deposit is held for the guest, whatever anybody answers
            !matches!(**fee, FeeKind::Cleaning | FeeKind::Deposit)
        });
        for fee in asked {
            let seen = look.and_then(|look| look.note(ReportedKind::GuestFee(*fee)));
            let told = told(&self.args.fee, fee.key());
            terms.fees.extend(self.term(&FetchScope {
                option: format!("--fee {}", fee.key()),
                key: fee.key(),
                question: format!("who receives guest fees of the kind '{}'?", fee.key()),
                accepted: PARTIES,
                seen,
                told,
                usual: self.args.other_fees.clone(),
            })?);
        }
        for adjustment in AdjustmentKind::ALL {
            let seen = look.and_then(|look| look.note(ReportedKind::Adjustment(*adjustment)));
            let told = told(&self.args.adjustment, adjustment.key());
            terms.adjustments.extend(self.term(&FetchScope {
                option: format!("--adjustment {}", adjustment.key()),
                key: adjustment.key(),
                question: format!("who receives or bears {}?", adjustments(*adjustment)),
                accepted: PARTIES,
                seen,
                told,
                usual: usual(*adjustment).map(str::to_owned),
            })?);
        }
        terms.taxes = self.term(&FetchScope {
            option: "--taxes".to_owned(),
            key: "default",
            question: "who pays the taxes that guests pay to the tax authority?".to_owned(),
            accepted: REMITTERS,
            seen: look.and_then(|look| look.note(ReportedKind::Tax)),
            told: self.args.taxes.clone(),
            usual: Some("manager".to_owned()),
        })?;
        terms.collects = self.collects(look)?;
        Ok(terms)
    }

    fn collects(&mut self, look: Option<&Look>) -> Result<Vec<DraftTerm>, Failure> {
        let mut channels: Vec<(String, Option<String>)> = Vec::new();
        for (channel, seen) in look.iter().flat_map(|look| &look.observed.channels) {
            if !channel.is_unknown() {
                channels.push((channel.key().to_owned(), Some(counted(seen))));
            }
        }
        for said in &self.args.collects {
            let key = Channel::from_name(&said.key).key().to_owned();
            if !channels.iter().any(|(known, _)| *known == key) {
                channels.push((key, None));
            }
        }
        let mut terms = Vec::new();
        for (key, seen) in channels {
            let mut said = self.args.collects.iter();
            let told = said.find(|one| Channel::from_name(&one.key).key() == key);
            terms.extend(self.term(&FetchScope {
                option: format!("--collects {key}"),
                key: &key,
                question: format!("who is paid for stays of the channel '{key}'?"),
                accepted: PARTIES,
                seen,
                told: told.map(|said| said.who.clone()),
                usual: Some("manager".to_owned()),
            })?);
        }
        Ok(terms)
    }

    /// The term of a question; none where nothing occurred and nothing was told.
    fn term(&mut self, asked: &FetchScope<'_>) -> Result<Option<DraftTerm>, Failure> {
        if asked.seen.is_none() && asked.told.is_none() {
            return Ok(None);
        }
        let seen = asked.seen.clone().unwrap_or_default();
        let who = match (&asked.told, &mut self.typed) {
            (Some(told), _) => Some(told.clone()),
            (None, _) if asked.is_settled_by_others(self.args) => None,
            (None, Some(typed)) => {
                let text = format!("{} {} ({seen})", asked.question, asked.accepted.join(" or "));
                let is_answer = |text: &str| asked.accepted.contains(&text);
                Some(ask(self.ui, (&asked.option, &text), &is_answer, *typed)?)
            }
            (None, None) => {
                if asked.usual.is_none() {
                    self.ui.warning(&format!(
                        "nobody is named for this, and it holds its statement: {}={} ({seen})",
                        asked.option,
                        asked.accepted.join("|")
                    ));
                }
                None
            }
        };
        Ok(Some(DraftTerm { key: asked.key.to_owned(), who, seen }))
    }
}

/// Something that occurred, and how it is asked about.
struct FetchScope<'a> {
    option: String,
    key: &'a str,
    question: String,
    accepted: &'static [&'static str],
    seen: Option<String>,
    told: Option<String>,
    /// What holds where nothing is said, if anything.
    usual: Option<String>,
}

impl FetchScope<'_> {
    /// Whether `--other-fees` has said it already.
    fn is_settled_by_others(&self, args: &Init) -> bool {
        self.option.starts_with("--fee ") && args.other_fees.is_some()
    }
}

fn told(said: &[Said], key: &str) -> Option<String> {
    said.iter().find(|one| one.key == key).map(|one| one.who.clone())
}

/// Where adjustments of a kind go if the agreement says nothing.
fn usual(kind: AdjustmentKind) -> Option<&'static str> {
    match kind {
        AdjustmentKind::Refund => Some("owner"),
        AdjustmentKind::Penalty => Some("manager"),
        AdjustmentKind::Damage | AdjustmentKind::Other => None,
    }
}

fn adjustments(kind: AdjustmentKind) -> &'static str {
    match kind {
        AdjustmentKind::Refund => "refunds to guests",
        AdjustmentKind::Damage => "payments for damage",
        AdjustmentKind::Penalty => "the channels' penalties",
        AdjustmentKind::Other => "other adjustments",
    }
}

/// "'Pet Fee', 'Haustiere'; 3 stays; 85.00 EUR".
fn described(seen: &Seen) -> String {
    let labels = seen.labels.iter().take(LABELS_SHOWN).map(|label| format!("'{label}'"));
    let mut labels: Vec<String> = labels.collect();
    if seen.labels.len() > LABELS_SHOWN {
        labels.push("…".to_owned());
    }
    format!("{}; {}", labels.join(", "), counted(seen))
}

/// "1 stay" or "12 stays".
fn stays(count: usize) -> String {
    let noun = if count == 1 { "stay" } else { "stays" };
    format!("{count} {noun}")
}

fn counted(seen: &Seen) -> String {
    let plain = Locale::of_tag("en");
    let sums = seen.sums.values().map(|sum| match &plain {
        Some(locale) => locale.amount_with_currency(*sum),
        None => format!("{sum} {}", sum.currency()),
    });
    format!("{}; {}", stays(seen.stays), sums.collect::<Vec<_>>().join(", "))
}
