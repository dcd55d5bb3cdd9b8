//! `simulate`: runs the API simulator as a standalone server.

use crate::simulator::{self, Options, SimulatedAccount};

use super::args::Simulate;
use super::context::{Context, runtime};
use super::failure::{Exit, Failure, reported, with_causes};

pub(super) fn run(context: &Context, args: &Simulate) -> Result<Exit, Failure> {
    let account = SimulatedAccount::load(&args.data).map_err(|error| {
        Failure::new(Exit::Files, with_causes(&error)).hint(
            "give a folder with --data that contains properties.json and reservations.json, lists \
             of the API's objects, such as fixtures/demo in the source code",
        )
    })?;
    let mut options = Options::new(args.today.unwrap_or(context.environment.today));
    options.port = args.port;
    options.token.clone_from(&args.token);
    options.faults.clone_from(&args.fault);
    runtime()?.block_on(serve(context, account, options, args.port))
}

async fn serve(
    context: &Context,
    account: SimulatedAccount,
    options: Options,
    port: u16,
) -> Result<Exit, Failure> {
    let simulator = simulator::start(account, options).await.map_err(|error| {
        Failure::new(Exit::Files, format!("cannot listen on port {port}: {}", reported(&error)))
            .hint("choose another port, or 0 for a free one")
    })?;
    context.ui.result(&format!("listening on http://{}", simulator.address()))?;
    context.ui.note("the API address is this URL followed by /v2; press Ctrl-C to stop");
    let waited = tokio::signal::ctrl_c().await;
    simulator.stop().await;
    match waited {
        Ok(()) => Ok(Exit::Success),
        Err(error) => {
            Err(Failure::new(Exit::Internal, format!("cannot wait for a signal: {error}")))
        }
    }
}
