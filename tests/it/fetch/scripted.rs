//! A server on a bare socket that sends whatever bytes a test needs: truncated answers, garbage,
//! bombs, and a small account that can change while it is read.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Asked {
    pub head: String,
    pub path: String,
    pub query: Vec<(String, String)>,
}

impl Asked {
    pub fn all(&self, key: &str) -> Vec<&str> {
        self.query.iter().filter(|(k, _)| k == key).map(|(_, v)| v.as_str()).collect()
    }

    pub fn one(&self, key: &str) -> &str {
        let all = self.all(key);
        assert_eq!(all.len(), 1, "{key} in {}", self.head);
        all[0]
    }

    pub fn is_for(&self, list: &str) -> bool {
        self.path == format!("/v2/{list}")
    }

    /// Whether it is a page of reservations by this kind of date, not a recount.
    pub fn is_page_by(&self, date_query: &str) -> bool {
        self.is_for("reservations")
            && self.one("date_query") == date_query
            && self.one("per_page") == "100"
    }
}

/// A running server; it ends with the test's runtime.
pub struct Server {
    pub url: String,
    log: Arc<Mutex<Vec<Asked>>>,
    task: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Server {
    /// Answers request number n, from 1, with the bytes of `script`; none means never.
    pub async fn start(
        script: impl Fn(&Asked, usize) -> Option<Vec<u8>> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/v2", listener.local_addr().expect("an address"));
        let log = Arc::new(Mutex::new(Vec::new()));
        let (book, script) = (Arc::clone(&log), Arc::new(script));
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, Arc::clone(&book), Arc::clone(&script)));
            }
        });
        Self { url, log, task }
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.log.lock().expect("the log").clone()
    }
}

async fn answer(
    mut stream: TcpStream,
    log: Arc<Mutex<Vec<Asked>>>,
    script: Arc<impl Fn(&Asked, usize) -> Option<Vec<u8>>>,
) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return,
        }
    }
    let asked = parse(&String::from_utf8_lossy(&head));
    let number = {
        let mut log = log.lock().expect("the log");
        log.push(asked.clone());
        log.len()
    };
    match script(&asked, number) {
        Some(bytes) => drop(stream.write_all(&bytes).await),
        None => tokio::time::sleep(std::time::Duration::from_secs(600)).await,
    }
}

fn parse(head: &str) -> Asked {
    let target = head.split(' ').nth(1).unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    Asked {
        head: head.to_owned(),
        path: path.to_owned(),
        query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
    }
}

/// An answer with its length and the connection's end.
pub fn raw(status: &str, headers: &str, body: &[u8]) -> Option<Vec<u8>> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\
         x-hospitable-trace: 0123abcd\r\n\r\n"
    );
    Some([head.as_bytes(), body].concat())
}

pub fn ok(body: &Value) -> Option<Vec<u8>> {
    raw("200 OK", "", body.to_string().as_bytes())
}

/// An account that answers as the API does, faultlessly.
#[derive(Debug, Clone)]
pub struct World {
    pub properties: Vec<Value>,
    pub reservations: Vec<Value>,
}

impl World {
    /// Properties p1 ... pN with `each` stays of October 2026 a property.
    pub fn new(properties: usize, each: usize) -> Self {
        let ids = (1..=properties).map(|n| format!("p{n}"));
        let rows = ids.clone().flat_map(|id| (0..each).map(move |n| stay(&id, n)));
        Self {
            properties: ids
                .map(|id| json!({"id": id, "name": format!("House {id}"), "listed": true}))
                .collect(),
            reservations: rows.collect(),
        }
    }

    pub fn answer(&self, asked: &Asked) -> Option<Vec<u8>> {
        ok(&self.json(asked))
    }

    pub fn json(&self, asked: &Asked) -> Value {
        match asked.path.as_str() {
            "/v2/user" => json!({"data": {"name": "Example Host", "email": "marker@example.com"}}),
            "/v2/properties" => page(asked, self.properties.iter().collect()),
            path => {
                assert_eq!(path, "/v2/reservations", "nothing else may be asked for");
                page(asked, self.wanted(asked))
            }
        }
    }

    /// How many rows it has for a request.
    pub fn total(&self, asked: &Asked) -> usize {
        self.wanted(asked).len()
    }

    fn wanted(&self, asked: &Asked) -> Vec<&Value> {
        let key = match asked.one("date_query") {
            "checkin" => "arrival_date",
            other => {
                assert_eq!(other, "checkout");
                "departure_date"
            }
        };
        let of = asked.all("properties[]");
        let days = asked.one("start_date")..=asked.one("end_date");
        let is_wanted = |row: &&Value| {
            let date = row[key].as_str().and_then(|date| date.get(..10));
            let property = row["properties"][0]["id"].as_str().or(row["hidden"].as_str());
            property.is_some_and(|id| of.contains(&id))
                && date.is_none_or(|date| days.contains(&date))
        };
        self.reservations.iter().filter(is_wanted).collect()
    }
}

/// An accepted stay of three nights within October 2026.
pub fn stay(property: &str, n: usize) -> Value {
    let day = 1 + n % 27;
    json!({
        "id": format!("{property}-r{n}"), "code": format!("HM{n}"), "platform": "airbnb",
        "arrival_date": format!("2026-10-{day:02}T00:00:00-06:00"),
        "departure_date": format!("2026-10-{:02}T00:00:00-06:00", day + 3),
        "stay_type": "guest_stay", "notes": "MARKER", "conversation_id": "MARKER",
        "reservation_status": {"current": {"category": "accepted", "sub_category": null}},
        "properties": [{"id": property, "name": "x", "address": {"street": "MARKER"}}],
        "guest": {"first_name": "MARKER", "email": "MARKER"},
        "financials": {"currency": "USD", "guest": {"total_price": "MARKER"},
            "host": {"revenue": {"amount": 100, "formatted": "$1.00"}}},
    })
}

fn page(asked: &Asked, rows: Vec<&Value>) -> Value {
    let number = |key: &str| asked.one(key).parse::<usize>().expect("a number");
    let (page, per_page) = (number("page"), number("per_page"));
    let data: Vec<&Value> =
        rows.iter().skip((page - 1) * per_page).take(per_page).copied().collect();
    json!({
        "data": data,
        "links": {"next": "http://127.0.0.1:1/never-follow"},
        "meta": {"current_page": page, "last_page": rows.len().div_ceil(per_page).max(1),
            "total": rows.len(), "per_page": per_page},
    })
}
