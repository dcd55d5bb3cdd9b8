//! From the arguments of the process to the command, and from its end to an exit code.

use std::process::ExitCode;

use clap::Parser;

use super::args::{Cli, Command};
use super::context::Context;
use super::environment::Environment;
use super::failure::Exit;
use super::terminal::Ui;
use super::{
    check, completions, demo, doctor, explain, fetch, generate, init, observer, purge, schema,
    simulate, terminal,
};

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
