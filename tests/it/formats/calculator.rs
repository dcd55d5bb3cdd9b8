//! An owner with a pocket calculator and nothing but the printed statement: every sum of the PDF is
//! worked out again from the text of its pages.

use super::by_hand::share;
use super::read::{MADE, document, hundredths, lines_of_pdf};
use crate::program::world::OWNERS;

type Line = Vec<String>;

const WALK: &str = "How October 2026 adds up";
const NET: &str = "Your net for October 2026";
const COMMISSION: &str = "How your commission was worked out";
const ENTRIES: &str = "Expenses and credits";

/// A printed statement, line by line.
struct Paper {
    owner: &'static str,
    lines: Vec<Line>,
}

/// What was worked out again.
#[derive(Debug, Default, PartialEq, Eq)]
struct Checked {
    stays: usize,
    commissions: usize,
    entries: usize,
}

fn begins_with(line: &Line, text: &str) -> bool {
    line.first().is_some_and(|cell| cell.starts_with(text))
}

/// The amounts of a line's cells, in order.
fn amounts(line: &Line) -> Vec<i64> {
    line.iter().filter_map(|cell| hundredths(cell)).collect()
}

/// A rate in hundredths of a percent: 22% is 2200.
fn rate(cell: &str) -> Option<i64> {
    let (whole, part) =
        cell.strip_suffix('%')?.split_once('.').unwrap_or((cell.strip_suffix('%')?, ""));
    format!("{whole}{part:0<2}").parse().ok()
}

impl Paper {
    fn of(owner: &'static str) -> Self {
        Self { owner, lines: lines_of_pdf(&MADE.read(&document(owner, "pdf"))) }
    }

    /// The lines after one that begins with `head`, up to the first that begins with `end`.
    fn between(&self, head: &str, end: &str) -> Option<&[Line]> {
        let first = self.lines.iter().position(|line| begins_with(line, head))? + 1;
        let rest = &self.lines[first..];
        let last = rest.iter().position(|line| begins_with(line, end));
        Some(&rest[..=last.unwrap_or_else(|| unreachable!("no {end} after {head}"))])
    }

    /// The amount of a line of the walk; nothing where it has none.
    fn walk(&self, label: &str) -> i64 {
        let walk = self.between(WALK, NET).expect("a walk");
        let line = walk.iter().find(|line| begins_with(line, label));
        line.and_then(|line| amounts(line).pop()).unwrap_or(0)
    }

    /// Each line of a table adds up to its last amount, and those to the total.
    fn add_up(&self, rows: &[Line], is_row: impl Fn(&Line) -> bool) -> (usize, i64) {
        let (total, rows) = rows.split_last().expect("a total");
        let mut sum = 0;
        let rows: Vec<&Line> = rows.iter().filter(|line| is_row(line)).collect();
        for line in rows.iter().copied().chain([total]) {
            let mut parts = amounts(line);
            let last = parts.pop().unwrap_or_else(|| unreachable!("{line:?}"));
            assert_eq!(parts.iter().sum::<i64>(), last, "{}: {line:?}", self.owner);
            sum += last;
        }
        let last = amounts(total).pop().expect("a total");
        assert_eq!(sum - last, last, "{}: {total:?}", self.owner);
        (rows.len(), last)
    }

    /// The tables of stays, one a property: their rows and the sum of their totals.
    fn stays(&self) -> (usize, i64) {
        let heads = self.lines.iter().enumerate().filter(|(_, line)| {
            begins_with(line, "Reservation") && line.iter().any(|cell| cell == "Your net")
        });
        let tables = heads.map(|(at, _)| {
            let rows = &self.lines[at + 1..];
            let end = rows.iter().position(|line| begins_with(line, "Total")).expect("a total");
            self.add_up(&rows[..=end], |line| line.len() > 4 && !amounts(line).is_empty())
        });
        tables.fold((0, 0), |(rows, sum), (more, total)| (rows + more, sum + total))
    }

    fn commissions(&self) -> usize {
        let walk = -self.walk("Management commission");
        let Some(rows) = self.between(COMMISSION, "Total") else {
            let line = self.lines.iter().find(|line| begins_with(line, "Management commission"));
            let said = line.and_then(|line| line.get(1)).expect("how it was worked out");
            let (percent, base) = said.split_once(" of ").expect("a rate and a base");
            let base = base.split(' ').next().and_then(hundredths).expect("a base");
            let rate = rate(percent).expect("a rate");
            assert_eq!(share(base, rate, 10_000), walk, "{}: {said}", self.owner);
            return 1;
        };
        let mut checked = (0, 0);
        for line in &rows[..rows.len() - 1] {
            let Some(rate) = line.iter().find_map(|cell| rate(cell)) else { continue };
            let amounts = amounts(line);
            let [base, rated, .., commission] = amounts[..] else { unreachable!("{line:?}") };
            assert_eq!(share(base, rate, 10_000), rated, "{}: {line:?}", self.owner);
            let parts: i64 = amounts[1..amounts.len() - 1].iter().sum();
            assert_eq!(parts, commission, "{}: {line:?}", self.owner);
            checked = (checked.0 + 1, checked.1 + commission);
        }
        let total = amounts(rows.last().expect("a total")).pop();
        assert_eq!((total, checked.1), (Some(walk), walk), "{}", self.owner);
        checked.0
    }

    fn check(&self) -> Checked {
        let walk = self.between(WALK, NET).expect("a walk");
        let (net, parts) = walk.split_last().expect("a net");
        let sum: i64 = parts.iter().filter_map(|line| amounts(line).pop()).sum();
        let net = amounts(net).pop().expect("the net");
        assert_eq!(sum, net, "{}: {walk:?}", self.owner);
        let (stays, of_stays) = self.stays();
        let entries = self
            .between(ENTRIES, "Total")
            .map(|rows| self.add_up(rows, |line| line.len() > 2 && amounts(line).len() > 1));
        let (entries, of_entries) = entries.unwrap_or_default();
        assert_eq!(of_stays + of_entries, net, "{}", self.owner);
        Checked { stays, commissions: self.commissions(), entries }
    }
}

#[test]
fn every_sum_on_paper_can_be_worked_out_again() {
    let mut all = Checked::default();
    for owner in OWNERS {
        let Checked { stays, commissions, entries } = Paper::of(owner).check();
        all.stays += stays;
        all.commissions += commissions;
        all.entries += entries;
    }
    assert_eq!(all, Checked { stays: 31, commissions: 12, entries: 6 });
}
