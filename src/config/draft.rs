//! Text for configurations: what the program proposes to write, in the form that it reads.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::owners::{Ownership, is_same};
use super::parties::is_reserved;
use super::register;
use super::single_line::single_line;
use crate::tables;

/// `text` as a value in a configuration, in quotation marks: one line without invisible characters,
/// cut to what is accepted.
#[must_use]
pub fn toml_text(text: &str) -> String {
    let mut written = String::from("\"");
    for c in single_line(text).chars() {
        if matches!(c, '"' | '\\') {
            written.push('\\');
        }
        written.push(c);
    }
    written.push('"');
    written
}

/// The section of a property, ready to be copied.
#[must_use]
pub fn property_lines(id: &str, name: &str, agreement: &str, owner: &str) -> String {
    format!(
        "[[property]]\nid = {}\nname = {}\nagreement = {}\nowner = {}\n",
        toml_text(id),
        toml_text(name),
        toml_text(agreement),
        toml_text(owner)
    )
}

/// A property of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftProperty {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A term that depends on what the account has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftTerm {
    /// The kind or the channel, as configurations name it.
    pub key: String,
    /// Who receives it; nobody has been named otherwise.
    pub who: Option<String>,
    /// What was seen of it: labels, stays, sums. Empty if nothing was.
    pub seen: String,
}

/// What a first configuration is written from. What decides about money is the manager's own word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The manager's name.
    pub manager: String,
    /// The manager's address, one line an entry.
    pub address: Vec<String>,
    /// When money counts, as configurations name it.
    pub basis: String,
    /// What commission is taken from.
    pub base: Vec<String>,
    /// Its rate, "20%".
    pub rate: String,
    /// Guest fees by kind, cleaning first.
    pub fees: Vec<DraftTerm>,
    /// Adjustments by kind.
    pub adjustments: Vec<DraftTerm>,
    /// Who pays taxes to the tax authority, "manager", "owner" or "channel".
    pub taxes: Option<DraftTerm>,
    /// Who is paid for stays, by channel.
    pub collects: Vec<DraftTerm>,
    /// Who gets other guest fees, if known.
    pub other_fees: Option<String>,
    /// Who pays the channels' fees.
    pub channel_fee: String,
    /// The properties.
    pub properties: Vec<DraftProperty>,
    /// The owners, as far as known; each other property gets a placeholder owner.
    pub ownerships: Vec<Ownership>,
}

/// An owner to be written.
struct DraftOwner {
    id: String,
    name: String,
    email: String,
    /// Whether the name only holds the place.
    placeholder: bool,
}

/// A property to be written, with the place of its owner.
struct Home<'a> {
    id: &'a str,
    name: &'a str,
    agreement: &'a str,
    owner: usize,
}

/// The agreement of properties for which no other is named.
const STANDARD: &str = "standard";

impl Draft {
    /// Names of additional agreements; initially they all have the same terms.
    #[must_use]
    pub fn other_agreements(&self) -> Vec<String> {
        let named = self.ownerships.iter().map(|one| one.agreement.clone());
        let others: BTreeSet<String> =
            named.filter(|name| !name.is_empty() && name != STANDARD).collect();
        others.into_iter().collect()
    }

    /// The names of the properties without a known owner.
    #[must_use]
    pub fn without_owner(&self) -> Vec<String> {
        let nobodys = self.properties.iter().filter(|one| self.ownership(&one.id).is_none());
        nobodys.map(|one| one.name.clone()).collect()
    }

    fn ownership(&self, id: &str) -> Option<&Ownership> {
        self.ownerships.iter().find(|one| one.property.as_str() == id)
    }

    /// The configuration as text with comments; owners and properties are in the table of this
    /// name, if one is given.
    #[must_use]
    pub fn to_toml(&self, table: Option<&str>) -> String {
        let mut text = self.head(table);
        let mut names = self.other_agreements();
        let is_usual = |one: &DraftProperty| {
            self.ownership(&one.id)
                .is_none_or(|o| o.agreement.is_empty() || o.agreement == STANDARD)
        };
        if self.properties.iter().any(is_usual) || names.is_empty() {
            names.insert(0, STANDARD.to_owned());
        }
        for (place, name) in names.iter().enumerate() {
            text.push_str(&self.agreement(name, place > 0));
        }
        if table.is_some() {
            return text;
        }
        let (owners, homes) = self.settled();
        text.push_str("\n# One for each owner. The id names the owner's folder and files.\n");
        for owner in &owners {
            text.push_str(&owner_lines(owner));
        }
        text.push_str(
            "\n# The properties of the account. If one gets no statement, remove it here and add\n",
        );
        text.push_str("# its id to 'ignore' above.\n");
        for Home { id, name, agreement, owner } in homes {
            text.push('\n');
            text.push_str(&property_lines(id, name, agreement, &owners[owner].id));
        }
        text
    }

    /// Owners and properties as a table for a spreadsheet, in the form that a configuration may
    /// name.
    #[must_use]
    pub fn to_table(&self) -> String {
        let (owners, homes) = self.settled();
        let mut text = table_line(&[register::COLUMNS.required, &["email"]].concat());
        for Home { id, name, agreement, owner } in homes {
            let owner = &owners[owner];
            let fields = [id, name, agreement, &owner.id, &owner.name, &owner.email];
            text.push_str(&table_line(&fields));
        }
        text
    }

    /// The owners, and the properties with the index of their owner.
    fn settled(&self) -> (Vec<DraftOwner>, Vec<Home<'_>>) {
        let mut owners: Vec<DraftOwner> = Vec::new();
        let homes = self.properties.iter().map(|property| {
            let owner = self.owner_of(property, &mut owners);
            let agreement = self.ownership(&property.id).map_or("", |one| one.agreement.as_str());
            let agreement = if agreement.is_empty() { STANDARD } else { agreement };
            let nameless = single_line(&property.name).is_empty();
            let name = if nameless { &property.id } else { &property.name };
            Home { id: &property.id, name, agreement, owner }
        });
        let homes = homes.collect();
        (owners, homes)
    }

    fn head(&self, table: Option<&str>) -> String {
        let table = table.map_or_else(String::new, |name| {
            format!(
                "owners = {}    # which property belongs to whom, a table for a spreadsheet\n",
                toml_text(name)
            )
        });
        let lines: Vec<String> = self.address.iter().map(|line| toml_text(line)).collect();
        let lines: Vec<String> = lines.into_iter().filter(|line| line != "\"\"").collect();
        let address = match lines.is_empty() {
            true => "# address = [\"Quay House\", \"Example Town\"]".to_owned(),
            false => format!("address = [{}]", lines.join(", ")),
        };
        format!(
            "# Who you are, what you agreed with whom, and which property belongs to whom.\n\
             # Lines that begin with # are notes. Check every line before you send a statement.\n\
             schema = 1\n\
             ignore = []                    # ids of properties without a statement, on purpose\n{table}\n\
             [manager]\n\
             name = {}\n\
             {address}\n\
             # email = \"owners@harbourpine.example\"    # printed, for questions\n\
             # logo = \"logo.png\"\n\
             locale = \"en\"                  # en, en-AU, en-CA, en-GB, en-IE, en-NZ or en-US\n\
             guest_names = \"none\"           # none, initials or first\n",
            toml_text(&self.manager)
        )
    }

    fn agreement(&self, name: &str, is_copy: bool) -> String {
        let base: Vec<String> = self.base.iter().map(|term| toml_text(term)).collect();
        let copied = match is_copy {
            true => "# The same terms as above. Change what differs.\n",
            false => "",
        };
        format!(
            "\n{copied}[[agreement]]\n\
             id = {}\n\
             recognise = {}     # check-in, check-out, nights or booked\n\
             commission = {{ base = [{}], rate = {} }}\n\
             {}channel_fee = {{ borne_by = {} }}\n{}{}{}",
            toml_text(name),
            toml_text(&self.basis),
            base.join(", "),
            toml_text(&self.rate),
            self.fee_lines(),
            toml_text(&self.channel_fee),
            self.tax_lines(),
            self.adjustment_lines(),
            self.collect_lines(),
        )
    }

    fn fee_lines(&self) -> String {
        let note = match &self.other_fees {
            Some(_) => {
                "# Who receives guest fees; a fee can be shared, such as pet = { owner = \"80%\" }.\n"
            }
            None => {
                "# Who receives guest fees. A fee of a kind that is not named here holds the statement;\n\
                 # add default = \"owner\" or default = \"manager\" for all others.\n"
            }
        };
        let others = self.other_fees.iter().map(|who| format!("default = {}", toml_text(who)));
        let named: Vec<String> = named(&self.fees).chain(others).collect();
        let line = match named.is_empty() {
            true => "# fees = { cleaning = \"manager\" }\n".to_owned(),
            false => format!("fees = {{ {} }}\n", named.join(", ")),
        };
        format!("{note}{}{line}", seen(&self.fees))
    }

    fn tax_lines(&self) -> String {
        let note = "# Who pays guest taxes to the tax authority. By default you do.\n";
        let term = self.taxes.as_slice();
        let who = self.taxes.as_ref().and_then(|term| term.who.as_deref());
        let line = match who {
            None => "# taxes = { default = \"pass-through\" }\n",
            Some("owner") => "taxes = { default = \"owner\" }\n",
            Some("channel") => "taxes = { default = { pass_through = \"channel\" } }\n",
            Some(_) => "taxes = { default = \"pass-through\" }\n",
        };
        format!("{note}{}{line}", seen(term))
    }

    fn adjustment_lines(&self) -> String {
        let note = "# By default, the owner pays refunds and you pay the channels' penalties; others hold\n\
                    # the statement.\n";
        let named: Vec<String> = named(&self.adjustments).collect();
        let line = match named.is_empty() {
            true => "# adjustments = { damage = \"owner\", other = \"owner\" }\n".to_owned(),
            false => format!("adjustments = {{ {} }}\n", named.join(", ")),
        };
        format!("{note}{}{line}", seen(&self.adjustments))
    }

    /// Who is paid, where it is not the manager for all.
    fn collect_lines(&self) -> String {
        if self.collects.is_empty() {
            return String::new();
        }
        let owners: Vec<String> = self
            .collects
            .iter()
            .filter(|term| term.who.as_deref() == Some("owner"))
            .map(|term| format!("{} = \"owner\"", toml_text(&format!("channel:{}", term.key))))
            .collect();
        let line = match owners.is_empty() {
            true => "# collects = { default = \"manager\", \"channel:airbnb\" = \"owner\" }\n"
                .to_owned(),
            false => format!("collects = {{ default = \"manager\", {} }}\n", owners.join(", ")),
        };
        format!(
            "# Whom channels and guests pay. By default they pay you.\n{}{line}",
            seen(&self.collects)
        )
    }

    /// The index of a property's owner, added on its first property.
    fn owner_of(&self, property: &DraftProperty, owners: &mut Vec<DraftOwner>) -> usize {
        let (name, email, placeholder) = match self.ownership(&property.id) {
            Some(one) => (one.owner.clone(), one.email.clone(), false),
            None => (format!("Owner of {}", property.name), String::new(), true),
        };
        let known = owners.iter().position(|one| !placeholder && is_same(&one.name, &name));
        if let Some(known) = known {
            if owners[known].email.is_empty() {
                owners[known].email = email;
            }
            return known;
        }
        let taken = |id: &str| is_reserved(id) || owners.iter().any(|one| one.id == id);
        let stem = if placeholder { String::new() } else { slug(&name) };
        let id = match stem.is_empty() {
            false if !taken(&stem) => stem,
            is_empty => {
                let (stem, first) = if is_empty { ("owner", 1) } else { (stem.as_str(), 2) };
                let mut ids = (first..).map(|number| format!("{stem}-{number}"));
                ids.find(|id| !taken(id)).unwrap_or_default()
            }
        };
        owners.push(DraftOwner { id, name, email, placeholder });
        owners.len() - 1
    }
}

/// The terms for which somebody is named, as keys of a table.
fn named(terms: &[DraftTerm]) -> impl Iterator<Item = String> + '_ {
    terms.iter().filter_map(|term| {
        term.who.as_ref().map(|who| format!("{} = {}", term.key, toml_text(who)))
    })
}

/// What was seen, a comment each.
fn seen(terms: &[DraftTerm]) -> String {
    let seen = terms.iter().filter(|term| !term.seen.is_empty());
    seen.map(|term| format!("#   {}: {}\n", single_line(&term.key), single_line(&term.seen)))
        .collect()
}

/// The line of a property in a table, ready to be copied.
#[must_use]
pub fn table_row(id: &str, name: &str, agreement: &str, owner_id: &str, owner: &str) -> String {
    table_line(&[id, name, agreement, owner_id, owner])
}

fn table_line(fields: &[&str]) -> String {
    let fields: Vec<String> = fields.iter().map(|field| single_line(field)).collect();
    tables::table_line(&fields.iter().map(String::as_str).collect::<Vec<_>>())
}

fn owner_lines(owner: &DraftOwner) -> String {
    let note = if owner.placeholder { "    # the owner's name goes here" } else { "" };
    let email = match owner.email.is_empty() {
        true => String::new(),
        false => format!("email = {}\n", toml_text(&owner.email)),
    };
    let (id, name) = (toml_text(&owner.id), toml_text(&owner.name));
    format!("\n[[owner]]\nid = {id}\nname = {name}{note}\n{email}")
}

/// A name in the letters of ids, without accents; empty if nothing is left.
fn slug(name: &str) -> String {
    let bare: String = name.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    let letters: String = bare
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let words: Vec<&str> = letters.split('-').filter(|word| !word.is_empty()).collect();
    words.join("-").chars().take(40).collect::<String>().trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_name_holds_it_is_read_back() {
        let long = "long ".repeat(100);
        for (name, kept) in [
            ("Sea \"Cottage\" \\ 2", "Sea \"Cottage\" \\ 2"),
            (" a\u{202e}b\r\n\tc\u{0} ", "ab c"),
            ("Ferienhaus Müller 🏡", "Ferienhaus Müller 🏡"),
            (&long, long[..200].trim_end()),
        ] {
            let table: toml::Table = format!("name = {}", toml_text(name)).parse().expect("TOML");
            assert_eq!(table["name"].as_str(), Some(kept));
        }
    }
}
