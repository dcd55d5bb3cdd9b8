//! The faults below HTTP, byte for byte on a bare socket.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use owner_statements::simulator::{Fault, FaultAt, Options, SimulatedAccount, When};

use super::{Bench, SEA_COTTAGE, today};

/// Every fault that damages bytes and not values.
pub const WIRE: [Fault; 12] = [
    Fault::Cut,
    Fault::CutChunked,
    Fault::Stall,
    Fault::Drip,
    Fault::Reset,
    Fault::Garbage,
    Fault::SilentClose,
    Fault::WrongLength,
    Fault::StrayAnswer,
    Fault::GzipBomb,
    Fault::Endless,
    Fault::HeaderFlood,
];

/// How the reading of an answer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Closed,
    Reset,
    Silent,
    TooMuch,
}

const ENOUGH: usize = 1 << 20;

fn ask(stream: &mut TcpStream) {
    let target = format!("/v2/reservations?properties[]={SEA_COTTAGE}&include=financials");
    let head = format!("GET {target} HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer x\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
}

/// Reads until the end, a silence of half a second, or more than enough.
fn read(stream: &mut TcpStream) -> (Vec<u8>, End) {
    stream.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    let mut bytes = Vec::new();
    let mut block = [0; 4096];
    loop {
        match stream.read(&mut block) {
            Ok(0) => return (bytes, End::Closed),
            Ok(count) => bytes.extend_from_slice(&block[..count]),
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => {
                return (bytes, End::Reset);
            }
            Err(_) => return (bytes, End::Silent),
        }
        if bytes.len() > ENOUGH {
            return (bytes, End::TooMuch);
        }
    }
}

struct Answer {
    head: String,
    body: Vec<u8>,
    end: End,
}

fn answer(fault: Fault) -> Answer {
    let bench = Bench::faulty(SimulatedAccount::demo(), &[fault]);
    let mut stream = TcpStream::connect(bench.simulator.address()).unwrap();
    ask(&mut stream);
    let (bytes, end) = read(&mut stream);
    let place = bytes.windows(4).position(|four| four == b"\r\n\r\n").map_or(0, |at| at + 4);
    let head = String::from_utf8_lossy(&bytes[..place]).to_lowercase();
    Answer { head, body: bytes[place..].to_vec(), end }
}

fn promised(head: &str) -> Option<usize> {
    head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())
}

#[test]
fn bodies_end_too_early_or_never() {
    for (fault, expected) in
        [(Fault::Cut, End::Closed), (Fault::Stall, End::Silent), (Fault::Reset, End::Reset)]
    {
        let Answer { head, body, end } = answer(fault);
        assert_eq!(end, expected, "{fault}");
        assert!(head.starts_with("http/1.1 200 ok\r\n"), "{fault}: {head}");
        // a reset may overtake what was sent before it
        if fault != Fault::Reset {
            assert_eq!(promised(&head).unwrap() / 2, body.len(), "{fault}");
        }
    }
    let cut = answer(Fault::CutChunked);
    assert_eq!((cut.end, promised(&cut.head)), (End::Closed, None));
    assert!(cut.head.contains("transfer-encoding: chunked"));
    assert!(!cut.body.ends_with(b"0\r\n\r\n"));
}

#[test]
fn answers_without_end_are_endless() {
    let endless = answer(Fault::Endless);
    assert_eq!((endless.end, promised(&endless.head)), (End::TooMuch, None));
    assert!(endless.body.starts_with(br#"{"data":[{"id":"more"},{"#));
    let flood = answer(Fault::HeaderFlood);
    assert_eq!((flood.end, flood.head.as_str()), (End::TooMuch, ""), "the head never ends");
    let bench = Bench::faulty(SimulatedAccount::demo(), &[Fault::Drip]);
    let mut stream = TcpStream::connect(bench.simulator.address()).unwrap();
    ask(&mut stream);
    let mut taken = 0;
    let mut block = [0; 64];
    let since = std::time::Instant::now();
    while since.elapsed() < Duration::from_millis(300) {
        taken = stream.read(&mut block).unwrap();
    }
    assert!((1..=64).contains(&taken), "still dripping");
}

#[test]
fn answers_that_are_none() {
    let garbage = answer(Fault::Garbage);
    assert!(!garbage.head.starts_with("http") && garbage.end == End::Closed);
    let closed = answer(Fault::SilentClose);
    assert_eq!((closed.head.len() + closed.body.len(), closed.end), (0, End::Closed));
    let wrong = answer(Fault::WrongLength);
    assert_eq!(promised(&wrong.head).unwrap(), wrong.body.len() / 2);
}

#[test]
fn a_stray_answer_is_taken_for_the_next_one() {
    let bench = Bench::faulty(SimulatedAccount::demo(), &[Fault::StrayAnswer]);
    let mut stream = TcpStream::connect(bench.simulator.address()).unwrap();
    ask(&mut stream);
    let (proper, _) = read(&mut stream);
    assert!(String::from_utf8(proper).unwrap().contains("HMDEMO"));
    ask(&mut stream);
    let (stray, _) = read(&mut stream);
    assert!(String::from_utf8(stray).unwrap().contains(r#""total":0"#));
    assert_eq!(bench.simulator.requests().len(), 1, "nobody answered that");
}

#[test]
fn a_bomb_is_small_and_unfolds() {
    use std::io::Read as _;
    let bomb = answer(Fault::GzipBomb);
    assert!(bomb.head.contains("content-encoding: gzip"));
    assert!(bomb.body.len() < 2 << 20, "{}", bomb.body.len());
    let mut unfolded = flate2::read::GzDecoder::new(bomb.body.as_slice());
    let mut beginning = vec![0; 5 << 20];
    unfolded.read_exact(&mut beginning).unwrap();
    assert!(beginning.iter().all(|byte| *byte == b' '));
}

#[test]
fn only_the_request_that_is_struck_suffers_on_the_wire() {
    let fault = FaultAt { fault: Fault::Cut, when: When::Request(2) };
    let bench = Bench::new(SimulatedAccount::demo(), Options::new(today()).with_fault(fault));
    let mut stream = TcpStream::connect(bench.simulator.address()).unwrap();
    ask(&mut stream);
    let (first, end) = read(&mut stream);
    assert_eq!(end, End::Silent, "kept alive");
    ask(&mut stream);
    let (second, end) = read(&mut stream);
    assert!(end == End::Closed && second.len() < first.len());
    let statuses: Vec<u16> = [(); 3].map(|()| bench.get("/user").status).into();
    assert_eq!(statuses, [200; 3]);
    assert_eq!(bench.simulator.requests().len(), 5);
}
