//! The socket around the service: binds to 127.0.0.1, answers, and writes down what was asked.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body as HttpBody;
use axum::extract::{ConnectInfo, Request as HttpRequest, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::account::SimulatedAccount;
use super::answer::{Answer, Body};
use super::options::Options;
use super::query::Query;
use super::service::{Asked, Service};
use super::wire::{FaultListener, FaultSwitch};

/// How long [`Simulator::stop`] waits for answers under way.
const STOP_PATIENCE: Duration = Duration::from_secs(2);

/// A request as it arrived, without its headers: what it sent as a token is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The method in capitals.
    pub method: String,
    /// The path with its prefix, `/v2/reservations` for example.
    pub path: String,
    /// The decoded pairs of the query, in order.
    pub query: Vec<(String, String)>,
    /// The HTTP status that was answered.
    pub status: u16,
}

/// A running simulator; it ends when it is stopped or dropped.
#[derive(Debug)]
pub struct Simulator {
    address: SocketAddr,
    log: Arc<Mutex<Vec<Request>>>,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

/// Starts a simulator of this account on 127.0.0.1.
///
/// # Errors
/// Returns the system's error if the port is not available.
pub async fn start(account: SimulatedAccount, options: Options) -> io::Result<Simulator> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
    let address = listener.local_addr()?;
    let log = Arc::new(Mutex::new(Vec::new()));
    let service = Service { account, options, origin: format!("http://{address}") };
    let desk = Arc::new(ServerState { service, log: Arc::clone(&log) });
    let router = Router::new().fallback(answer).with_state(desk);
    let (stop, stopped) = oneshot::channel::<()>();
    let (front, open) = FaultListener::new(listener);
    let service = router.into_make_service_with_connect_info::<FaultSwitch>();
    let task = tokio::spawn(async move {
        // connections that a fault keeps open end with this task
        let _open = open;
        // a dropped sender means the same as a message: the server is no longer needed
        let until = async { stopped.await.unwrap_or_default() };
        // serving ends only by that message; there is no error to report
        let _ = axum::serve(front, service).with_graceful_shutdown(until).await;
    });
    Ok(Simulator { address, log, stop, task })
}

impl Simulator {
    /// What a client takes as the address of the API: `http://127.0.0.1:PORT/v2`.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}/v2", self.address)
    }

    /// The address it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// All requests so far in the order of their arrival, refused ones included.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        locked(&self.log).clone()
    }

    /// Ends it: answers under way get two seconds, connections that stay open are closed.
    pub async fn stop(self) {
        let Self { stop, mut task, .. } = self;
        // the task may have ended already; then there is nothing to do
        let _ = stop.send(());
        if tokio::time::timeout(STOP_PATIENCE, &mut task).await.is_err() {
            task.abort();
        }
    }
}

/// The service and its book of requests.
struct ServerState {
    service: Service,
    log: Arc<Mutex<Vec<Request>>>,
}

fn locked(log: &Mutex<Vec<Request>>) -> MutexGuard<'_, Vec<Request>> {
    log.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn answer(
    State(desk): State<Arc<ServerState>>,
    ConnectInfo(switch): ConnectInfo<FaultSwitch>,
    request: HttpRequest,
) -> Response {
    let (method, path) = (request.method().as_str(), request.uri().path());
    let query = Query::parse(request.uri().query().unwrap_or_default());
    let authorization = request.headers().get(header::AUTHORIZATION);
    let asked = Asked {
        method,
        path,
        query: &query,
        authorization: authorization.and_then(|value| value.to_str().ok()),
    };
    // numbering, answering and writing down are one step, so that the book is in the order of the
    // numbers even when requests come at the same time
    let mut log = locked(&desk.log);
    let number = log.len() + 1;
    let answer = desk.service.answer(number, &asked);
    switch.set(&desk.service.striking(number));
    log.push(Request {
        method: method.to_owned(),
        path: path.to_owned(),
        status: answer.status,
        query: query.into_pairs(),
    });
    drop(log);
    response(answer, number)
}

/// The answer as HTTP; the trace is the number of the request.
fn response(answer: Answer, number: usize) -> Response {
    let (content_type, text) = match answer.body {
        Body::Json(value) => ("application/json", value.to_string()),
        Body::Text { content_type, text } => (content_type, text),
    };
    let mut response = Response::new(HttpBody::from(text));
    *response.status_mut() =
        StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    let trace = ("x-hospitable-trace", format!("{number:032x}"));
    for (name, value) in answer.headers.into_iter().chain([trace]) {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
    response
}
