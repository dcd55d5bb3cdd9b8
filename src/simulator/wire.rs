//! Faults below HTTP: what happens to the bytes of an answer on their way to the client.
//!
//! The server behind this is an ordinary one and knows nothing of it. Every connection runs through
//! a relay, which passes the bytes on as they are until the service throws the connection's switch;
//! then it takes the whole answer from the server and damages it on the bare socket. No connection
//! survives that.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use flate2::{Compress, Compression, FlushCompress};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _, DuplexStream};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use super::fault::Fault;

/// How long a connection is kept open for nothing at most.
const PATIENCE: Duration = Duration::from_secs(300);

/// The pause between two bytes that drip.
const DRIP: Duration = Duration::from_millis(20);

/// The size at which an endless body ends if the client does not stop it.
const ENDLESS: usize = 256 << 20;

/// How many bytes one repeated part of a bomb unfolds to, and how many parts there are.
const BOMB_PART: usize = 1 << 20;
const BOMB_PARTS: u32 = 256;

const RELAY_BYTES: usize = 64 << 10;

/// What is done to an answer on the bare socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WireFault {
    Cut,
    CutChunked,
    Stall,
    Drip,
    Reset,
    Garbage,
    SilentClose,
    WrongLength,
    StrayAnswer,
    GzipBomb,
    Endless,
    HeaderFlood,
}

const ACTS: &[(Fault, WireFault)] = &[
    (Fault::Cut, WireFault::Cut),
    (Fault::CutChunked, WireFault::CutChunked),
    (Fault::Stall, WireFault::Stall),
    (Fault::Drip, WireFault::Drip),
    (Fault::Reset, WireFault::Reset),
    (Fault::Garbage, WireFault::Garbage),
    (Fault::SilentClose, WireFault::SilentClose),
    (Fault::WrongLength, WireFault::WrongLength),
    (Fault::StrayAnswer, WireFault::StrayAnswer),
    (Fault::GzipBomb, WireFault::GzipBomb),
    (Fault::Endless, WireFault::Endless),
    (Fault::HeaderFlood, WireFault::HeaderFlood),
];

/// A connection's switch: thrown by the service before it answers.
#[derive(Debug, Clone, Default)]
pub(super) struct FaultSwitch(Arc<Mutex<Option<WireFault>>>);

impl FaultSwitch {
    /// Throws the switch if one of these faults is one of the wire; the first counts.
    pub(super) fn set(&self, faults: &[Fault]) {
        let act = faults.iter().find_map(|fault| ACTS.iter().find(|(known, _)| known == fault));
        if let Some((_, act)) = act {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(*act);
        }
    }

    fn take(&self) -> Option<WireFault> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The listener that puts a relay in front of every connection.
#[derive(Debug)]
pub(super) struct FaultListener {
    listener: TcpListener,
    open: watch::Receiver<()>,
}

/// The server's end of a relayed connection.
#[derive(Debug)]
pub(super) struct FaultStream {
    stream: DuplexStream,
    switch: FaultSwitch,
}

impl FaultListener {
    /// A front for this listener. Its connections end when the second part is dropped.
    pub(super) fn new(listener: TcpListener) -> (Self, watch::Sender<()>) {
        let (keep, open) = watch::channel(());
        (Self { listener, open }, keep)
    }
}

impl Listener for FaultListener {
    type Io = FaultStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (FaultStream, SocketAddr) {
        let (socket, address) = Listener::accept(&mut self.listener).await;
        // without it answers in two parts would wait for the client's acknowledgement
        let _ = socket.set_nodelay(true);
        let (near, stream) = tokio::io::duplex(RELAY_BYTES);
        let switch = FaultSwitch::default();
        let mut open = self.open.clone();
        let thrown = switch.clone();
        tokio::spawn(async move {
            tokio::select! {
                // whatever ends a connection ends it for that client alone
                _ = relay(socket, near, &thrown) => {}
                _ = open.changed() => {}
            }
        });
        (FaultStream { stream, switch }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

impl Connected<IncomingStream<'_, FaultListener>> for FaultSwitch {
    fn connect_info(stream: IncomingStream<'_, FaultListener>) -> Self {
        stream.io().switch.clone()
    }
}

impl AsyncRead for FaultStream {
    fn poll_read(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
        buffer: &mut tokio::io::ReadBuf<'_>,
    ) -> std::task::Poll<io::Result<()>> {
        std::pin::Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl tokio::io::AsyncWrite for FaultStream {
    fn poll_write(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
        bytes: &[u8],
    ) -> std::task::Poll<io::Result<usize>> {
        std::pin::Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<io::Result<()>> {
        std::pin::Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<io::Result<()>> {
        std::pin::Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// Passes everything on in both directions until one side closes or the switch is thrown.
async fn relay(mut socket: TcpStream, near: DuplexStream, switch: &FaultSwitch) -> io::Result<()> {
    let (mut answers, mut requests) = tokio::io::split(near);
    let thrown = {
        let (mut from_client, mut to_client) = socket.split();
        let inbound = tokio::io::copy(&mut from_client, &mut requests);
        let outbound = async {
            let mut bytes = vec![0; RELAY_BYTES];
            loop {
                let count = answers.read(&mut bytes).await?;
                if let Some(act) = switch.take() {
                    let begun = bytes.get(..count).unwrap_or_default().to_vec();
                    return Ok::<_, io::Error>(Some((act, begun)));
                }
                match bytes.get(..count) {
                    Some(read) if !read.is_empty() => to_client.write_all(read).await?,
                    Some(_) | None => return Ok(None),
                }
            }
        };
        tokio::select! {
            closed = inbound => closed.map(|_| None)?,
            thrown = outbound => thrown?,
        }
    };
    match thrown {
        Some((act, begun)) => {
            let whole = whole_answer(begun, &mut answers).await?;
            tokio::time::timeout(PATIENCE, damage(act, &whole, socket)).await?
        }
        None => socket.shutdown().await,
    }
}

/// An answer in its two parts; the head ends with the empty line.
struct Whole {
    head: String,
    body: Vec<u8>,
}

/// Reads the rest of a partially received answer.
async fn whole_answer(
    mut bytes: Vec<u8>,
    rest: &mut (impl AsyncRead + Unpin),
) -> io::Result<Whole> {
    loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            let body = bytes.split_off(end + 4);
            let head = String::from_utf8_lossy(&bytes).into_owned();
            let mut whole = Whole { head, body };
            let promised: usize =
                whole.header("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
            while whole.body.len() < promised && rest.read_buf(&mut whole.body).await? > 0 {}
            return Ok(whole);
        }
        if rest.read_buf(&mut bytes).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
}

impl Whole {
    fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines
            .filter(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
            .next()
    }

    /// The head with these lines in place of the length of the body.
    fn head_with(&self, lines: &str) -> Vec<u8> {
        let kept = self.head.lines().filter(|line| {
            let is_length = line
                .split_once(':')
                .is_some_and(|(name, _)| name.eq_ignore_ascii_case("content-length"));
            !is_length && !line.is_empty()
        });
        let head: String = kept.map(|line| format!("{line}\r\n")).collect();
        format!("{head}{lines}\r\n").into_bytes()
    }

    fn half(&self) -> &[u8] {
        self.body.get(..self.body.len() / 2).unwrap_or_default()
    }
}

/// Sends the damaged answer and ends the connection.
async fn damage(act: WireFault, whole: &Whole, mut socket: TcpStream) -> io::Result<()> {
    match act {
        WireFault::Cut => send(&mut socket, &[whole.head.as_bytes(), whole.half()]).await?,
        WireFault::CutChunked => {
            let head = whole.head_with("transfer-encoding: chunked\r\n");
            send(&mut socket, &[&head, &chunk(whole.half())]).await?;
        }
        WireFault::Stall => {
            send(&mut socket, &[whole.head.as_bytes(), whole.half()]).await?;
            until_closed(&mut socket).await?;
        }
        WireFault::Drip => drip(&mut socket, whole).await?,
        WireFault::Reset => {
            send(&mut socket, &[whole.head.as_bytes(), whole.half()]).await?;
            socket.set_zero_linger()?;
            return Ok(());
        }
        WireFault::Garbage => {
            send(&mut socket, &[b"\x16\x03\x01 220 mail.example ready\r\n\r\n"]).await?
        }
        WireFault::SilentClose => {}
        WireFault::WrongLength => {
            let head = whole.head_with(&format!("content-length: {}\r\n", whole.body.len() / 2));
            send(&mut socket, &[&head, &whole.body]).await?;
            until_closed(&mut socket).await?;
        }
        WireFault::StrayAnswer => {
            send(&mut socket, &[whole.head.as_bytes(), &whole.body]).await?;
            // the worst moment: the client waits for the answer to something else
            if socket.read(&mut [0; 16]).await? > 0 {
                send(&mut socket, &[stray_answer().as_bytes()]).await?;
            }
            until_closed(&mut socket).await?;
        }
        WireFault::GzipBomb => bomb(&mut socket, whole).await?,
        WireFault::Endless => {
            let head = whole.head_with("connection: close\r\n");
            repeat(&mut socket, &[&head, b"{\"data\":["], b"{\"id\":\"more\"},").await?;
        }
        WireFault::HeaderFlood => {
            let head = whole.head_with("");
            let open = head.strip_suffix(b"\r\n").unwrap_or(&head);
            repeat(&mut socket, &[open], b"x-more: and more and more and more\r\n").await?;
        }
    }
    socket.shutdown().await
}

async fn send(socket: &mut TcpStream, parts: &[&[u8]]) -> io::Result<()> {
    socket.write_all(&parts.concat()).await
}

/// Waits until the client has closed its side, and forgets what it still sends.
async fn until_closed(socket: &mut TcpStream) -> io::Result<()> {
    let mut ignored = [0; 1024];
    while socket.read(&mut ignored).await? > 0 {}
    Ok(())
}

fn chunk(bytes: &[u8]) -> Vec<u8> {
    [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat()
}

/// The proper body, and then white space, which JSON allows without end.
async fn drip(socket: &mut TcpStream, whole: &Whole) -> io::Result<()> {
    send(socket, &[&whole.head_with("transfer-encoding: chunked\r\n"), &chunk(&whole.body)])
        .await?;
    loop {
        tokio::time::sleep(DRIP).await;
        send(socket, &[&chunk(b" ")]).await?;
    }
}

/// `first`, and then `part` again and again, gathered into larger writes.
async fn repeat(socket: &mut TcpStream, first: &[&[u8]], part: &[u8]) -> io::Result<()> {
    send(socket, first).await?;
    let block = part.repeat(RELAY_BYTES / part.len().max(1));
    for _ in 0..ENDLESS / block.len().max(1) {
        send(socket, &[&block]).await?;
    }
    Ok(())
}

fn stray_answer() -> String {
    let body = r#"{"data":[],"links":{},"meta":{"current_page":1,"last_page":1,"per_page":100,"total":0}}"#;
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// White space, compressed. One part ends on a whole byte and refers to nothing before it, so that
/// it can be sent again and again.
async fn bomb(socket: &mut TcpStream, whole: &Whole) -> io::Result<()> {
    let part = bomb_part()?;
    let head = whole.head_with("content-encoding: gzip\r\nconnection: close\r\n");
    send(socket, &[&head, &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]]).await?;
    for _ in 0..BOMB_PARTS {
        send(socket, &[&part]).await?;
    }
    // the end of the stream; who has come this far will find the checksum wrong as well
    send(socket, &[&[3, 0, 0, 0, 0, 0, 0, 0, 0, 0]]).await
}

fn bomb_part() -> io::Result<Vec<u8>> {
    let spaces = vec![b' '; BOMB_PART];
    let mut packed = Vec::with_capacity(BOMB_PART / 64);
    Compress::new(Compression::fast(), false)
        .compress_vec(&spaces, &mut packed, FlushCompress::Full)
        .map_err(io::Error::other)?;
    Ok(packed)
}
