//! `init`: a first configuration from the account's own properties and the manager's own words.

use std::io::{BufRead, IsTerminal};
use std::path::Path;

use serde::Serialize;

use crate::config::{self, Draft, DraftProperty, DraftTerm, Ownership};
use crate::domain::{FeeKind, Rate, ReportedKind};
use crate::hospitable::Survey;
use crate::output::put_new;

use super::args::Init;
use super::ask::ask;
use super::context::{Context, runtime};
use super::failure::{Exit, Failure, reported};
use super::observe::{self, Answers, Look, Terms};
use super::terminal::Ui;
use super::{check, report};

/// What was written; the result with `--json`.
#[derive(Debug, Serialize)]
struct Written<'a> {
    configuration: &'a str,
    table: Option<String>,
    properties: usize,
}

/// The options that affect money; asked for interactively if missing.
struct Question {
    option: &'static str,
    /// As it is asked.
    text: &'static str,
    accept: fn(&str) -> bool,
}

const QUESTIONS: [Question; 5] = [
    Question {
        option: "--basis",
        text: "on which day does a stay count? check-in, check-out, nights or booked",
        accept: |text| ["check-in", "check-out", "nights", "booked"].contains(&text),
    },
    Question {
        option: "--rate",
        text: "what is your commission? such as 20%",
        accept: |text| Rate::parse_percent(text).is_ok(),
    },
    Question {
        option: "--base",
        text: "what is it calculated on? accommodation, discounts, fees, fees.cleaning, \
               channel-fee, taxes; several with commas, such as accommodation,discounts",
        accept: |text| !list(text).is_empty(),
    },
    Question {
        option: "--cleaning",
        text: "who keeps cleaning fees? owner or manager",
        accept: party,
    },
    Question {
        option: "--channel-fee",
        text: "who pays the channels' fees? owner or manager",
        accept: party,
    },
];

/// The place of cleaning fees among the questions.
const CLEANING: usize = 3;

/// What was agreed.
struct Agreed {
    answers: [String; 5],
    other_fees: Option<String>,
    terms: Terms,
}

/// Asked on a terminal only, and only where nothing was looked at: statements with such fees are
/// held until it is said.
const OTHER_FEES: Question = Question {
    option: "--other-fees",
    text: "who gets all other guest fees (pets, linen ...)? owner or manager, or leave empty to \
           decide later: until then, such a fee holds its statement",
    accept: |text| text.is_empty() || party(text),
};

fn party(text: &str) -> bool {
    ["owner", "manager"].contains(&text)
}

fn list(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|term| !term.is_empty()).map(str::to_owned).collect()
}

pub(super) fn run(context: &Context, args: &Init) -> Result<Exit, Failure> {
    ensure_new(&args.out)?;
    args.table.as_deref().map_or(Ok(()), ensure_new)?;
    let said = given_answers(args);
    // the token may come by standard input, and then no answer can
    let is_taken = context.global.token_file.as_deref().is_some_and(|path| path.as_os_str() == "-");
    let terminal = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let terminal = !is_taken && (terminal || args.ask);
    refuse_wrong(&said)?;
    if !terminal {
        refuse_missing(&said)?;
    }
    let table = args.owners.as_deref().map(read_table).transpose()?;
    let token = context.environment.token(context.global.token_file.as_deref())?;
    let runtime = runtime()?;
    let survey = runtime.block_on(check::survey(context, token.clone()))?;
    let ownerships = match (&args.owners, table) {
        (Some(path), Some(text)) => ownerships(path, &text, &survey)?,
        _ => Vec::new(),
    };
    let count = survey.properties.len();
    context.ui.note(&match count {
        1 => "the account has 1 property".to_owned(),
        _ => format!("the account has {count} properties"),
    });
    let look = runtime.block_on(observe::look(context, args, token))?;
    if let Some(look) = &look {
        look.tell(context.ui);
    }
    let agreed = agree(context.ui, args, said, look.as_ref(), terminal)?;
    let draft = draft(args, &survey, agreed, ownerships)?;
    let named = args.table.as_deref().map(|table| beside(&args.out, table)).transpose()?;
    let (text, table) = (draft.to_toml(named.as_deref()), draft.to_table());
    let shown = args.out.display().to_string();
    // a draft that the program would refuse is never written
    config::read_with(&shown, &text, &|_| Ok(table.clone())).map_err(|faults| {
        let mut failure = Failure::from(faults);
        failure.messages.insert(0, format!("{shown} was not written because it would be invalid"));
        failure.hint("correct the option, or the name in Hospitable, that causes this")
    })?;
    if let Some(path) = &args.table {
        put_new(path, table.as_bytes())?;
    }
    if let Err(error) = put_new(&args.out, text.as_bytes()) {
        // a table without its configuration is useless; the first error is the one to report
        drop(args.table.as_ref().map(std::fs::remove_file));
        return Err(error.into());
    }
    let written = Written {
        configuration: &shown,
        table: args.table.as_ref().map(|table| table.display().to_string()),
        properties: count,
    };
    match args.json {
        true => report::json(context.ui, &written)?,
        false => context.ui.result(&shown)?,
    }
    report_draft(context.ui, &draft, args, look.is_some());
    Ok(Exit::Success)
}

/// Everything that was agreed, by the options and by whoever answers.
fn agree(
    ui: Ui,
    args: &Init,
    mut said: [Option<String>; 5],
    look: Option<&Look>,
    terminal: bool,
) -> Result<Agreed, Failure> {
    let mut stdin = std::io::stdin().lock();
    let typed: &mut dyn BufRead = &mut stdin;
    let cleaning = ReportedKind::GuestFee(FeeKind::Cleaning);
    if look.is_some_and(|look| !look.has(cleaning)) {
        // what never occurs is not asked
        said[CLEANING].get_or_insert_default();
    }
    let answers = answer(ui, &said, typed)?;
    let other_fees = match args.other_fees.clone() {
        None if terminal && look.is_none() => {
            Some(ask(ui, (OTHER_FEES.option, OTHER_FEES.text), &OTHER_FEES.accept, typed)?)
        }
        said => said,
    };
    let other_fees = other_fees.filter(|who| !who.is_empty());
    let typed = terminal.then_some(typed);
    let mut terms = Answers { ui, args, typed }.terms(look)?;
    let who = Some(answers[CLEANING].clone()).filter(|who| !who.is_empty());
    if let Some(who) = who {
        let seen = look.and_then(|look| look.note(cleaning)).unwrap_or_default();
        let key = FeeKind::Cleaning.key().to_owned();
        terms.fees.insert(0, DraftTerm { key, who: Some(who), seen });
    }
    Ok(Agreed { answers, other_fees, terms })
}

/// The path of the table as the configuration names it, from the configuration's folder.
fn beside(config: &Path, table: &Path) -> Result<String, Failure> {
    let folder = config.parent().unwrap_or(Path::new(""));
    let path = if table.is_absolute() { Some(table) } else { table.strip_prefix(folder).ok() };
    path.and_then(Path::to_str).map(str::to_owned).ok_or_else(|| {
        Failure::new(
            Exit::Usage,
            format!("{} is not in the folder of the configuration", table.display()),
        )
        .hint("give --table a path in the same folder as --out")
    })
}

/// The answers given as options, in the order of the questions.
fn given_answers(args: &Init) -> [Option<String>; 5] {
    let trimmed = |text: &Option<String>| text.as_ref().map(|text| text.trim().to_owned());
    let base = args.base.as_ref().map(|terms| terms.join(","));
    [
        trimmed(&args.basis),
        trimmed(&args.rate),
        base,
        args.cleaning.clone(),
        args.channel_fee.clone(),
    ]
}

fn refuse_wrong(said: &[Option<String>; 5]) -> Result<(), Failure> {
    for (question, said) in QUESTIONS.iter().zip(said) {
        if let Some(said) = said
            && !(question.accept)(said)
        {
            let message = format!("{} is '{said}', which is not a valid answer", question.option);
            return Err(Failure::new(Exit::Usage, message).hint(question.text));
        }
    }
    Ok(())
}

fn refuse_missing(said: &[Option<String>; 5]) -> Result<(), Failure> {
    let missing: Vec<&Question> =
        QUESTIONS.iter().zip(said).filter(|(_, said)| said.is_none()).map(|(q, _)| q).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let messages: Vec<String> =
        missing.iter().map(|one| format!("{} is missing: {}", one.option, one.text)).collect();
    Err(Failure { exit: Exit::Usage, messages, hint: None }.hint(
        "add these options, or run init in a terminal to be asked; terms that decide about money \
         are never guessed; for example: --basis check-out --rate 20% --base \
         accommodation,discounts --cleaning manager --channel-fee owner",
    ))
}

/// The answers to all questions: from options, otherwise from the terminal.
fn answer(
    ui: Ui,
    said: &[Option<String>; 5],
    typed: &mut dyn BufRead,
) -> Result<[String; 5], Failure> {
    let mut answers = <[String; 5]>::default();
    for ((question, said), answer) in QUESTIONS.iter().zip(said).zip(&mut answers) {
        *answer = match said {
            Some(said) => said.clone(),
            None => ask(ui, (question.option, question.text), &question.accept, typed)?,
        };
    }
    Ok(answers)
}

fn draft(
    args: &Init,
    survey: &Survey,
    agreed: Agreed,
    ownerships: Vec<Ownership>,
) -> Result<Draft, Failure> {
    let account = survey.account.as_ref();
    let own = account.and_then(|account| account.company.clone().or_else(|| account.name.clone()));
    let manager = args.manager.clone().or(own).ok_or_else(|| {
        Failure::new(Exit::Usage, "--manager is missing, and the account has no name")
            .hint("add --manager with the name to print on statements")
    })?;
    let Agreed { answers, other_fees, terms } = agreed;
    let [basis, rate, base, _, channel_fee] = answers;
    let property = |one: &crate::snapshot::RawProperty| DraftProperty {
        id: one.id.to_string(),
        name: one.name.clone(),
    };
    Ok(Draft {
        manager,
        address: account.map(|account| account.address_lines.clone()).unwrap_or_default(),
        basis,
        base: list(&base),
        rate,
        fees: terms.fees,
        adjustments: terms.adjustments,
        taxes: terms.taxes,
        collects: terms.collects,
        other_fees,
        channel_fee,
        properties: survey.properties.iter().map(property).collect(),
        ownerships,
    })
}

fn read_table(path: &Path) -> Result<String, Failure> {
    let shown = path.display();
    let bytes = std::fs::read(path).map_err(|error| {
        Failure::new(
            Exit::Files,
            format!("cannot read the table of owners {shown}: {}", reported(&error)),
        )
        .hint("check the path given with --owners")
    })?;
    String::from_utf8(bytes).map_err(|_| {
        Failure::new(Exit::Config, format!("{shown} is not UTF-8 text"))
            .hint("save it in your spreadsheet as CSV UTF-8")
    })
}

fn ownerships(path: &Path, text: &str, survey: &Survey) -> Result<Vec<Ownership>, Failure> {
    let properties: Vec<_> =
        survey.properties.iter().map(|one| (one.id.clone(), one.name.clone())).collect();
    Ok(config::read_owners(&path.display().to_string(), text, &properties)?)
}

fn ensure_new(path: &Path) -> Result<(), Failure> {
    match path.exists() {
        true => Err(exists(path)),
        false => Ok(()),
    }
}

fn exists(path: &Path) -> Failure {
    Failure::new(Exit::Files, format!("{} exists; init never overwrites files", path.display()))
        .hint("choose another name, or move the existing file elsewhere")
}

fn report_draft(ui: Ui, draft: &Draft, args: &Init, looked: bool) {
    let shown = args.out.display().to_string();
    let owners = args.table.as_ref().map_or(shown.clone(), |table| table.display().to_string());
    let nobodys = draft.without_owner();
    if !draft.ownerships.is_empty() && !nobodys.is_empty() {
        ui.warning(&format!(
            "the table has no owner for {}; each has its own owner for now, whose name you fill in",
            nobodys.join(", ")
        ));
    }
    let others = draft.other_agreements();
    if !others.is_empty() {
        ui.warning(&format!(
            "all agreements have the same terms for now; change what differs in {}",
            others.join(", ")
        ));
    }
    if draft.other_fees.is_none() && !looked {
        ui.note(
            "guest fees other than cleaning hold the statement until 'fees' says who gets them",
        );
    }
    let config = match args.out.as_os_str() == "owner-statements.toml" {
        true => String::new(),
        false => format!(" --config {shown}"),
    };
    ui.note(&format!(
        "next: fill in the owners' names in {owners}, then run: owner-statements check{config}"
    ));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::Cli;
    use clap::Parser as _;

    #[test]
    fn questions_are_asked_until_they_are_answered() {
        let cli = Cli::try_parse_from(["owner-statements", "-q", "check"]).expect("arguments");
        let ui = Ui::new(&cli.global, true);
        let said = [None, Some("20%".to_owned()), None, None, Some("owner".to_owned())];
        let mut typed = "soon\n check-out \naccommodation, discounts\nmanager\n".as_bytes();
        let answers = answer(ui, &said, &mut typed).expect("answers");
        assert_eq!(answers, ["check-out", "20%", "accommodation, discounts", "manager", "owner"]);
        let ended = answer(ui, &said, &mut "nights\n".as_bytes()).expect_err("no answer");
        assert_eq!(ended.messages, ["no answer for --base"]);
    }
}
