//! One row that is odd forever: it holds whom it may touch, every other statement is right, and the
//! manager who has looked at it accepts it.

use std::collections::BTreeSet;

use owner_statements::domain::{NoticeKind, OddityKind};
use owner_statements::simulator::{Fault, FaultAt};
use owner_statements::snapshot::Snapshot;

use super::world::{Proper, Quick, Terms, World, read_suffering};
use super::{runtime, world};

/// Every oddity in its lasting form, what it is recorded as, and whether all is right once it is
/// accepted: what is left out by it may be missing then.
const CASES: [(Fault, OddityKind, bool); 9] = [
    (Fault::RowOnlyByCheckIn, OddityKind::InOneList, true),
    (Fault::RowOnlyByCheckOut, OddityKind::InOneList, true),
    (Fault::RowOutsideDays, OddityKind::OutsideDays, true),
    (Fault::RowWithoutId, OddityKind::WithoutId, false),
    (Fault::RowKeyTwice, OddityKind::UnreadableRow, false),
    (Fault::RowTwice, OddityKind::Twice, true),
    (Fault::RowInTwoVersions, OddityKind::TwoVersions, true),
    (Fault::RowOfOtherProperty, OddityKind::OtherProperty, false),
    (Fault::TotalOneOff, OddityKind::Total, true),
];

async fn snapshot(proper: &Proper, fault: Fault) -> Snapshot {
    let faults: [FaultAt; 1] = [fault.into()];
    let reading = read_suffering(proper.account(), &faults, Quick::No).await;
    reading.outcome.unwrap_or_else(|error| unreachable!("{fault}: {error}"))
}

fn ids(snapshot: &Snapshot) -> BTreeSet<String> {
    snapshot.oddities.iter().map(|oddity| oddity.id.clone()).collect()
}

fn accept_all(world: &World, snapshot: &Snapshot) -> owner_statements::manager_files::ManagerFiles {
    let rows = ids(snapshot).into_iter();
    let rows = rows.map(|id| format!("{id},accept-oddity,,,looked at in Hospitable\n"));
    world.exceptions(&format!("code,action,line,amount,reason\n{}", rows.collect::<String>()))
}

#[test]
fn one_odd_row_holds_its_owner_and_nobody_else() {
    let (world, proper) = (world(), world().pick(0));
    for (fault, kind, is_right) in CASES {
        let snapshot = runtime().block_on(snapshot(proper, fault));
        let kinds: BTreeSet<OddityKind> = snapshot.oddities.iter().map(|one| one.kind).collect();
        assert_eq!(kinds, [kind].into(), "{fault}: {:#?}", snapshot.oddities);
        for oddity in &snapshot.oddities {
            let known = oddity.properties.iter().filter(|id| id.as_str() != "elsewhere");
            assert_eq!(known.count(), 1, "{fault}: {oddity:#?}");
            assert!(!oddity.requests.is_empty() && !oddity.seen.is_empty(), "{fault}");
            assert_eq!(oddity.rows.is_empty(), kind == OddityKind::Total, "{fault}");
        }
        let figures = world.figures(&snapshot, Terms::AsTheyAre).expect("a month");
        assert_eq!(figures.held.len(), 1, "{fault}: {:?}", figures.held);
        assert_eq!(figures.wrong_beside(proper.figures(Terms::AsTheyAre)), None, "{fault}");

        let manager_files = accept_all(world, &snapshot);
        let (figures, notices) =
            world.figures_after(&snapshot, Terms::AsTheyAre, &manager_files).expect("a month");
        assert_eq!(figures.held, [""; 0], "{fault}");
        let reasons = notices.iter().filter(|notice| {
            matches!(&notice.kind, NoticeKind::OddityAccepted { reason, .. } if reason == "looked at in Hospitable")
        });
        assert_eq!(reasons.count(), snapshot.oddities.len(), "{fault}");
        let wrong = figures.wrong_beside(proper.figures(Terms::AsTheyAre));
        assert_eq!(wrong.is_none(), is_right, "{fault}: {wrong:?}");
    }
}

/// The manager accepts what was looked at, and nothing that came later.
#[test]
fn an_id_stays_as_long_as_its_evidence() {
    let (world, proper, other) = (world(), world().pick(0), world().pick(1));
    for (fault, kind, _) in CASES {
        let first = runtime().block_on(snapshot(proper, fault));
        let again = runtime().block_on(snapshot(proper, fault));
        assert_eq!(ids(&first), ids(&again), "{fault}");
        let changed = runtime().block_on(snapshot(other, fault));
        let is_same = ids(&first) == ids(&changed);
        assert_eq!(is_same, matches!(kind, OddityKind::Total | OddityKind::WithoutId), "{fault}");
        let manager_files = accept_all(world, &first);
        let (figures, _) =
            world.figures_after(&changed, Terms::AsTheyAre, &manager_files).expect("a month");
        assert_eq!(figures.held.is_empty(), is_same, "{fault}");
    }
}
