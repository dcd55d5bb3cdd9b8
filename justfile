# Common tasks. Run `just` to list them.

default:
    @just --list

# run all tests
test *args:
    cargo test {{args}}

# every test with every case of the randomised ones, as in CI
test-all *args:
    FULL_TESTS=1 cargo test {{args}}

# check formatting and lints, as strictly as CI
lint:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings

# build the code documentation
docs:
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

# write an example month to demo-statements
demo:
    cargo run -- demo

# kill runs at any moment; the seed from a failure repeats it
kills seed="":
    KILL_SEED={{seed}} cargo test --test it program::kills -- --nocapture

# fill the disk at every page and every new file; asks for root to mount a small disk
full-disk:
    cargo build --release
    sudo python3 -B tests/oracles/disk_full.py target/release/owner-statements

# run the fuzz targets for the given number of seconds each; needs cargo-fuzz
fuzz seconds="20" *targets:
    fuzz/run {{seconds}} {{targets}}

# check the saved fuzz inputs and every edit of the example payloads
edits:
    cargo test --test it -- corpus payloads

# check that tests detect every small change to the money, recognition and fee code; needs cargo-mutants
mutants *args:
    mutants/run {{args}}

# compare every line of random portfolios with the oracle in Python
oracle portfolios="2000" seed="1" periods="6":
    cargo build --release
    python3 -B tests/oracle/compare.py target/release/owner-statements --portfolios {{portfolios}} --seed {{seed}} --periods {{periods}}

# measure speed and memory
bench:
    cargo bench --bench pdf
    cargo bench --bench batch

# check licences and banned crates; needs cargo-deny
deny:
    cargo deny check licenses bans sources

# accept changed messages, then show what changed
accept:
    ACCEPT_EXPECTED=1 cargo test --test it config program::failures
    git diff fixtures

# run everything that has to pass
ci:
    bash .ci/run
