//! The tables: properties, reservations, and what was collected for others.

use chrono::Datelike;

use crate::domain::{BookingStatus, FeeKind, Money, Purpose, Remitter};
use crate::locale::Locale;
use crate::statement::{self, Columns, TiedStatement};

use super::answer::figures;
use super::blocks;
use super::cells::{COLUMNS_MAX, cell, column};
use super::charges;
use super::groups::{Group, amount_cells, groups};
use super::names::fee_name;
use super::{co_host, commission};
use crate::render::page::{Cell, ColumnKind, PageSection, RowRole, Table, TableRow};

/// A section a property, then expenses and credits, co-host payouts, and what was collected for
/// others.
pub(super) fn sections(statement: &TiedStatement, locale: &Locale) -> Vec<PageSection> {
    let mut sections: Vec<PageSection> =
        statement.sections.iter().map(|one| of_property(one, statement, locale)).collect();
    sections.extend(commission::section(statement, locale));
    sections.extend(charges::section(statement, locale));
    sections.extend(co_host::section(statement, locale));
    sections.extend(collected(statement, locale));
    sections
}

fn of_property(
    section: &statement::Section,
    statement: &TiedStatement,
    locale: &Locale,
) -> PageSection {
    let words = locale.words();
    let several = statement.sections.len() > 1;
    let amounts_in = (words.amounts_in)(statement.currency.code());
    let (heading, subheading) = if several {
        let mut parts: Vec<String> = section.address.iter().cloned().collect();
        parts.push(amounts_in);
        (section.property.name.clone(), parts.join(" \u{b7} "))
    } else {
        (words.reservations.to_owned(), amounts_in)
    };
    let table = (!section.rows.is_empty()).then(|| table(section, statement, locale));
    let empty = table.is_none().then(|| (words.no_stays)(&locale.period_name(statement.period)));
    let partial = |row: &statement::Row| {
        let booked = row.booked_nights(statement.period);
        booked > 0 && booked < row.reservation.stay.nights()
    };
    let remark = section.rows.iter().any(partial).then(|| words.nights_remark.to_owned());
    PageSection {
        heading,
        subheading: Some(subheading),
        figures: if several { figures(&section.figures, locale) } else { Vec::new() },
        table,
        empty,
        remarks: remark.into_iter().chain(blocks::remarks(section, locale)).collect(),
    }
}

struct Layout<'a> {
    amounts: Vec<Group>,
    dates_together: bool,
    year: i32,
    locale: &'a Locale,
}

fn table(section: &statement::Section, statement: &TiedStatement, locale: &Locale) -> Table {
    let words = locale.words();
    // reservation, dates, nights and net have their own
    let amounts = groups(&section.reservation_totals, COLUMNS_MAX - 4, words);
    let layout = Layout {
        dates_together: amounts.len() + 5 > COLUMNS_MAX,
        amounts,
        year: statement.period.last().year(),
        locale,
    };
    let mut columns = vec![column(words.column_reservation, ColumnKind::Text)];
    if layout.dates_together {
        columns.push(column(words.column_dates, ColumnKind::Short));
    } else {
        columns.push(column(words.column_check_in, ColumnKind::Short));
        columns.push(column(words.column_check_out, ColumnKind::Short));
    }
    columns.push(column(words.column_nights, ColumnKind::Number));
    let headings = layout.amounts.iter().map(Group::heading);
    columns.extend(headings.map(|heading| column(heading, ColumnKind::Number)));
    columns.push(column(words.column_net, ColumnKind::Number));
    let mut rows = Vec::new();
    let mut running = Columns::none(statement.currency);
    for row in &section.rows {
        let counted = running.add_all(&row.columns).is_ok();
        let forward = if counted { layout.total_cells("", &running) } else { Vec::new() };
        rows.push(layout.row(row, forward));
    }
    rows.push(layout.total(section));
    Table { columns, rows }
}

impl Layout<'_> {
    fn row(&self, row: &statement::Row, running: Vec<Cell>) -> TableRow {
        let words = self.locale.words();
        let reservation = &row.reservation;
        let stay = reservation.stay;
        let is_owners = reservation.purpose == Purpose::Owner;
        let comes = !is_owners && reservation.takes_place();
        let what = match (reservation.purpose, reservation.status) {
            (Purpose::Owner, _) => words.owner_stay.to_owned(),
            (Purpose::Guest, BookingStatus::Cancelled) => {
                format!("{} \u{b7} {}", reservation.channel, words.cancelled)
            }
            (Purpose::Guest, BookingStatus::Accepted) => reservation.channel.to_string(),
        };
        let guest = reservation.guest.as_ref().filter(|_| comes);
        let sub = match guest {
            Some(guest) => format!("{what} \u{b7} {guest}"),
            None => what,
        };
        let mut cells = vec![Cell { text: reservation.code.to_string(), sub: Some(sub) }];
        let date = |date| self.locale.short_date(date, self.year);
        let (arrival, departure) = (date(stay.arrival()), date(stay.departure()));
        if self.dates_together {
            cells.push(Cell { text: arrival, sub: Some(departure) });
        } else {
            cells.extend([cell(&arrival), cell(&departure)]);
        }
        cells.push(cell(&nights(row)));
        cells.extend(amount_cells(&row.columns, &self.amounts, self.locale));
        TableRow {
            role: if is_owners { RowRole::Muted } else { RowRole::Line },
            cells,
            note: self.note(row),
            running: running.into_iter().map(|cell| cell.text).collect(),
        }
    }

    /// Says where the rest of a stay's money is.
    fn note(&self, row: &statement::Row) -> Option<String> {
        let words = self.locale.words();
        let amount = |money: Money| self.locale.amount(money);
        let (before, after) = (amount(row.earlier), amount(row.later));
        let nothing_now = row.owner_lines().all(|line| line.amount.is_zero());
        let mut notes = Vec::new();
        if row.reservation.status == BookingStatus::Cancelled {
            notes.push(words.cancelled_note.to_owned());
        }
        for shared in &row.shared {
            let days = shared.nights.iter().map(|night| self.locale.short_date(*night, self.year));
            let nights = self.locale.list(&days.collect::<Vec<_>>());
            notes.push((words.nights_shared)(&nights, shared.code.as_str()));
        }
        notes.extend(match (row.earlier.is_zero(), row.later.is_zero(), nothing_now) {
            (true, true, _) => None,
            (false, true, true) => Some((words.net_wholly_before)(&before)),
            (false, true, false) => Some((words.net_before)(&before)),
            (true, false, true) => Some((words.net_wholly_after)(&after)),
            (true, false, false) => Some((words.net_after)(&after)),
            (false, false, _) => Some((words.net_before_and_after)(&before, &after)),
        });
        (!notes.is_empty()).then(|| notes.join(" "))
    }

    fn total(&self, section: &statement::Section) -> TableRow {
        let words = self.locale.words();
        let mut cells = self.total_cells(words.total, &section.reservation_totals);
        let nights: u32 = section.rows.iter().map(|row| row.nights_in_period).sum();
        let place = if self.dates_together { 2 } else { 3 };
        cells[place] = cell(&self.locale.count(nights.into()));
        TableRow { role: RowRole::Total, cells, note: None, running: Vec::new() }
    }

    fn total_cells(&self, label: &str, totals: &Columns) -> Vec<Cell> {
        let blanks = if self.dates_together { 2 } else { 3 };
        let mut cells = vec![cell(label)];
        cells.extend(std::iter::repeat_n(Cell::default(), blanks));
        cells.extend(amount_cells(totals, &self.amounts, self.locale));
        cells
    }
}

/// "3/5" where only some nights of the stay fall into the period; blank for a cancelled stay.
fn nights(row: &statement::Row) -> String {
    let (within, all) = (row.nights_in_period, row.reservation.stay.nights());
    match (row.reservation.takes_place(), within == all) {
        (false, _) => String::new(),
        (true, true) => all.to_string(),
        (true, false) => format!("{within}/{all}"),
    }
}

/// Fees that the manager keeps, taxes that somebody passes on and deposits, by property.
fn collected(statement: &TiedStatement, locale: &Locale) -> Option<PageSection> {
    let words = locale.words();
    let several = statement.sections.len() > 1;
    let mut rows = Vec::new();
    let mut push = |property: &str, what: &str, goes_to: String, amount: Money| {
        let mut cells = vec![cell(what), cell(&goes_to), cell(&locale.amount(amount))];
        if several {
            cells.insert(0, cell(property));
        }
        rows.push(TableRow { role: RowRole::Line, cells, note: None, running: Vec::new() });
    };
    for section in &statement.sections {
        let property = section.property.name.as_str();
        for (kind, amount) in &section.collected.fees_kept {
            let goes_to = (words.kept_by)(&statement.manager.name);
            push(property, fee_name(*kind, words), goes_to, *amount);
        }
        let by = |remitter: &Remitter| match remitter {
            Remitter::Channel => words.the_channel.to_owned(),
            Remitter::Manager => statement.manager.name.clone(),
        };
        for ((remitter, kind), amount) in &section.collected.fees_passed_on {
            let goes_to = (words.fees_passed_on_by)(&by(remitter));
            push(property, fee_name(*kind, words), goes_to, *amount);
        }
        for (remitter, amount) in &section.collected.taxes {
            push(property, words.taxes, (words.passed_on_by)(&by(remitter)), *amount);
        }
        if let Some(amount) = section.collected.deposits {
            let held = words.held_for_guest.to_owned();
            push(property, fee_name(FeeKind::Deposit, words), held, amount);
        }
    }
    let mut columns = vec![
        column(words.column_collected, ColumnKind::Text),
        column(words.column_goes_to, ColumnKind::Text),
        column(words.column_amount, ColumnKind::Number),
    ];
    if several {
        columns.insert(0, column(words.property, ColumnKind::Text));
    }
    (!rows.is_empty()).then(|| PageSection {
        heading: words.collected.to_owned(),
        subheading: Some((words.amounts_in)(statement.currency.code())),
        figures: Vec::new(),
        table: Some(Table { columns, rows }),
        empty: None,
        remarks: Vec::new(),
    })
}
