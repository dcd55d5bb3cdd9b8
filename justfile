# What is done often; `just` alone lists it.

default:
    @just --list

# every test
test *args:
    cargo test {{args}}

# form and lints, as strict as in CI
lint:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings

# the documentation of the code
docs:
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

# an example month in demo-statements
demo:
    cargo run --release -- demo

# runs killed at any moment; a seed from a failure repeats its moments
kills seed="":
    KILL_SEED={{seed}} cargo test --test it program::kills -- --nocapture

# a disk that is full at every page and at every new file; mounts a small one, so it asks for root
full-disk:
    cargo build --release
    sudo python3 -B tests/oracles/disk_full.py target/release/owner-statements

# the fuzz targets, so many seconds each; needs cargo-fuzz
fuzz seconds="20" *targets:
    fuzz/run {{seconds}} {{targets}}

# the saved inputs of the fuzz targets, and every edit of the example payloads
edits:
    cargo test --test it -- corpus payloads

# every small change of the money, recognition and fee code has to be noticed; needs cargo-mutants
mutants *args:
    mutants/run {{args}}

# every line of random portfolios against the oracle in Python
oracle portfolios="2000" seed="1" periods="6":
    cargo build --release
    python3 -B tests/oracle/compare.py target/release/owner-statements --portfolios {{portfolios}} --seed {{seed}} --periods {{periods}}

# how fast, and how much memory
bench:
    cargo bench --bench pdf
    cargo bench --bench batch

# licences and banned crates, with cargo-deny
deny:
    cargo deny check licenses bans sources

# accept the words of changed messages, then read what changed
accept:
    ACCEPT_EXPECTED=1 cargo test --test it config program::failures
    git diff fixtures

# all that has to pass
ci:
    bash .ci/run
