//! A month that is made again, and one after another: what the index page says about both.

use super::world::{MONTH, World};

const INDEX: &str = "statements/2026-10/manager/index.html";

/// A stay of the example account, on the statement of A. Lindqvist.
const CODE: &str = "HMDEMO0008";

/// The page without its styles and marks.
fn seen(world: &World) -> String {
    let page = world.text(INDEX);
    let body = page.split("</style>").nth(1).expect("a body");
    let texts = body.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    texts.collect::<Vec<_>>().join("|")
}

#[test]
fn what_changed_since_the_last_run_is_told_to_the_cent() {
    let world = World::with_snapshot();
    world.generate(&[]);
    let first = seen(&world);
    assert!(first.contains("This folder had no statements of this period before."), "{first}");
    assert!(first.contains("This folder has no statements for September 2026 to compare with"));
    assert!(first.contains("To pay in EUR") && first.contains("|10,256.50"), "{first}");
    world.generate(&[]);
    assert!(seen(&world).contains("no amount changed."), "{}", seen(&world));
    let config = world.text("owner-statements.toml");
    let named = config.replacen("schema = 1\n", "schema = 1\nexceptions = \"exceptions.csv\"\n", 1);
    world.write("owner-statements.toml", named.as_bytes());
    let rows = format!("code,action,line,amount,reason\n{CODE},exclude,,,Paid elsewhere\n");
    world.write("exceptions.csv", rows.as_bytes());
    world.generate(&[]);
    let without = seen(&world);
    assert!(without.contains("What changed (1)"), "{without}");
    assert!(without.contains("HMDEMO0008, ") && without.contains(": gone"), "{without}");
    assert!(without.contains("252.95"), "{without}");
    world.write("owner-statements.toml", config.as_bytes());
    world.generate(&[]);
    let back = seen(&world);
    assert!(back.contains(": added") && back.contains("|252.95"), "{back}");
}

#[test]
fn the_month_before_stands_beside_the_month() {
    let world = World::new();
    let api = world.simulate(&[]);
    let args = ["generate", "--format", "json", "--month"];
    let before = api.run(&world, &[&args[..], &["2026-09"]].concat());
    assert!(before.exit == 0 || before.exit == 7, "{}", before.err);
    let manifest = world.json("statements/2026-09/manager/manifest.json");
    let one = &manifest["statements"][0];
    let run = api.run(&world, &[&args[..], &[MONTH]].concat());
    assert_eq!(run.exit, 0, "{}", run.err);
    let page = seen(&world);
    assert!(page.contains("September 2026") && !page.contains("to compare with"), "{page}");
    let amount = one["net"]["amount"].as_str().expect("an amount");
    let cents = amount.rsplit('.').next().expect("cents");
    assert!(page.contains(&format!(".{cents}|")), "{amount}: {page}");
}
