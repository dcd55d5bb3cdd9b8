//! The command line: reads arguments, clock and environment once, calls the modules in order, and
//! prints all output. One file per command; it computes nothing itself.

mod args;
mod ask;
mod check;
mod completions;
mod context;
mod demo;
mod doctor;
mod environment;
mod explain;
mod failure;
mod fetch;
mod generate;
mod held;
mod init;
mod inputs;
mod interrupt;
mod observe;
mod observer;
mod purge;
mod report;
mod schema;
mod simulate;
mod terminal;
mod trial;

use std::process::ExitCode;

use clap::Parser;

pub use failure::Exit;
pub use terminal::clean;

use args::{Cli, Command};
use context::Context;
use environment::Environment;
use terminal::Ui;

/// Runs the program with the arguments of this process.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage(error),
    };
    let environment = Environment::read();
    let ui = Ui::new(&cli.global, environment.no_color);
    observer::start_log(cli.global.verbose, ui);
    let context = Context { global: cli.global, environment, ui };
    let ended = match cli.command {
        Command::Check(args) => check::run(&context, &args),
        Command::Completions(args) => completions::script(&context, &args),
        Command::Config(args) => schema::run(&context, &args),
        Command::Demo(args) => demo::run(&context, &args),
        Command::Doctor(args) => doctor::run(&context, &args),
        Command::Explain(args) => explain::run(&context, &args),
        Command::Fetch(args) => fetch::run(&context, &args),
        Command::Generate(args) => generate::run(&context, &args),
        Command::Init(args) => init::run(&context, &args),
        Command::Man => completions::manual(&context),
        Command::Purge(args) => purge::run(&context, &args),
        Command::Simulate(args) => simulate::run(&context, &args),
    };
    let exit = ended.unwrap_or_else(|failure| {
        ui.failure(&failure);
        failure.exit
    });
    ExitCode::from(exit.code())
}

/// Help and version are results; a wrong command line is a failure.
fn usage(error: clap::Error) -> ExitCode {
    // the same mistake without what could act on a terminal: a message repeats what was typed
    let harmless = std::env::args_os().map(|arg| terminal::on_one_line(&arg.to_string_lossy()));
    let error = match error.use_stderr() {
        true => Cli::try_parse_from(harmless).err().unwrap_or(error),
        false => error,
    };
    // if the terminal is gone, there is nowhere to report to
    let _ = error.print();
    let exit = if error.use_stderr() { Exit::Usage } else { Exit::Success };
    ExitCode::from(exit.code())
}
