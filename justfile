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
