//! The token, however it came and whatever went wrong: no command says it, writes it or keeps a
//! half of it, in any encoding, to those who ask for all that there is to know.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Stdio;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use super::world::{Run, TERMS, World, command, plain};
use crate::share::step;

/// With characters that encodings write in another way.
const TOKEN: &str = "mark3r+of/the=token~4711?left&right";

/// A user name and password of a proxy, which must not be shown either.
const PROXY_USER: &str = "pr0xy-us3r:pr0xy-passw0rd+of=n0b0dy";

/// A text in every form in which it could appear; half of it counts as a leak, too.
fn forms(secret: &str) -> BTreeSet<String> {
    let (left, right) = secret.split_at(secret.len() / 2);
    let mut forms = BTreeSet::new();
    for text in [secret, left, right] {
        let percent = |upper: bool| {
            text.bytes().fold(String::new(), |mut out, byte| {
                let written = match byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                    true => write!(out, "{}", char::from(byte)),
                    false if upper => write!(out, "%{byte:02X}"),
                    false => write!(out, "%{byte:02x}"),
                };
                written.expect("a text takes all");
                out
            })
        };
        let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
        let escaped = [text.replace('/', "\\/"), text.replace('&', "&amp;")];
        forms.extend([text.to_owned(), percent(true), percent(false), hex]);
        forms.extend(escaped);
        // what stands before it decides how base64 cuts it: three ways, without the rims
        for before in 0..3 {
            let shifted = [&vec![b'x'; before], text.as_bytes()].concat();
            for engine in [&STANDARD_NO_PAD, &URL_SAFE_NO_PAD] {
                let encoded = engine.encode(&shifted);
                forms.insert(encoded[4..encoded.len() - 4].to_owned());
            }
        }
    }
    assert!(forms.iter().all(|form| form.len() >= 8), "too short to mean anything");
    forms
}

/// Where a run gets its token.
#[derive(Debug, Clone, Copy)]
enum Source {
    File,
    Credentials,
    Environment,
    StandardInput,
}

impl Source {
    const ALL: [Self; 4] = [Self::File, Self::Credentials, Self::Environment, Self::StandardInput];
}

/// A world in which the token is kept where each of the sources looks for it.
fn world() -> World {
    let world = World::new();
    world.write("token", TOKEN.as_bytes());
    world.write("credentials/hospitable-token", TOKEN.as_bytes());
    world.hurry();
    world
}

/// Runs the program with a token, and looks for it everywhere.
fn run(world: &World, source: Source, more: &[(&str, &str)], args: &[&str]) -> Run {
    run_with(world, source, TOKEN, more, args)
}

fn run_with(
    world: &World,
    source: Source,
    token: &str,
    more: &[(&str, &str)],
    args: &[&str],
) -> Run {
    let folder = world.path("");
    let given = match source {
        Source::File => vec!["--token-file", "token"],
        Source::StandardInput => vec!["--token-file", "-"],
        Source::Credentials | Source::Environment => vec![],
    };
    let mut command = command(&folder, &[args, &given].concat());
    command.env("RUST_LOG", "trace").env("RUST_BACKTRACE", "full").envs(more.iter().copied());
    match source {
        Source::Credentials => command.env("CREDENTIALS_DIRECTORY", folder.join("credentials")),
        Source::Environment => command.env("HOSPITABLE_TOKEN", token),
        Source::File | Source::StandardInput => &mut command,
    };
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = command.spawn().expect("the program runs");
    let mut input = process.stdin.take().expect("its input");
    if matches!(source, Source::StandardInput) {
        // a program that has refused already reads nothing
        let _ = input.write_all(token.as_bytes());
    }
    drop(input);
    let ended = process.wait_with_output().expect("the program ends");
    let run = Run {
        exit: ended.status.code().expect("an exit code"),
        out: String::from_utf8(ended.stdout).expect("text"),
        err: String::from_utf8(ended.stderr).expect("text"),
    };
    ensure_absent(world, &format!("{args:?} from {source:?}"), &run);
    run
}

fn ensure_absent(world: &World, what: &str, run: &Run) {
    let secrets = [TOKEN, PROXY_USER.split(':').next_back().expect("a password")];
    let forms: BTreeSet<String> = secrets.into_iter().flat_map(forms).collect();
    let mut places = vec![("stdout".to_owned(), run.out.clone().into_bytes())];
    places.push(("stderr".to_owned(), run.err.clone().into_bytes()));
    let kept = ["token", "credentials/hospitable-token", "with-token.toml"];
    places.extend(world.files("").into_iter().filter(|(path, _)| !kept.contains(&path.as_str())));
    for (place, bytes) in places {
        let text = format!("{place}\n{}", String::from_utf8_lossy(&plain(&bytes)));
        let found: Vec<&String> = forms.iter().filter(|form| text.contains(*form)).collect();
        assert!(found.is_empty(), "{what}: {found:?} in {place}\n{text:.3000}");
    }
}

#[test]
fn every_form_of_a_token_is_recognised() {
    let found = |text: &str| forms(TOKEN).iter().any(|form| text.contains(form));
    assert!(found(TOKEN) && found("=token~4711?left&right") && !found("a token of the 4711"));
    for shown in [format!("Bearer {TOKEN}"), format!("user:{TOKEN}"), format!("x{TOKEN}y")] {
        assert!(found(&STANDARD_NO_PAD.encode(&shown)), "{shown}");
        assert!(found(&URL_SAFE_NO_PAD.encode(&shown)), "{shown}");
    }
    assert!(found("?t=mark3r%2Bof%2Fthe%3Dtoken~4711%3Fleft%26right"));
    assert!(found(r#"{"t":"mark3r+of\/the=token"}"#));
}

/// Each command in each form in which it can be asked to speak, `{n}` being new each time.
fn commands() -> Vec<Vec<&'static str>> {
    vec![
        vec!["fetch", "--month", "2026-10", "--snapshot", "{n}.json.gz"],
        vec!["fetch", "--month", "2026-10", "--snapshot", "{n}.json.gz", "--json"],
        vec!["generate", "--month", "2026-10", "--format", "html,json", "--out", "{n}"],
        vec!["generate", "--month", "2026-10", "--format", "csv", "--out", "{n}", "--json"],
        vec!["check"],
        vec!["check", "--json"],
        vec!["check", "--offline"],
        [&["init"], &TERMS[..], &["--out", "{n}.toml"]].concat(),
        vec!["doctor"],
        vec!["explain", "HMDEMO0002", "--snapshot", "kept.json.gz", "--html", "{n}.html"],
        vec!["demo", "--out", "{n}", "--json"],
        vec!["purge", "--older-than", "90d", "--dir", "."],
        vec!["config", "schema"],
        vec!["completions", "bash"],
        vec!["man"],
    ]
}

#[test]
fn no_command_tells_its_token() {
    let world = world();
    let api = world.simulate_for(TOKEN, &[]);
    let access = ["--base-url", api.base_url()];
    let first = ["fetch", "--month", "2026-10", "--snapshot", "kept.json.gz"];
    assert_eq!(run(&world, Source::File, &[], &[&first[..], &access].concat()).exit, 0);
    let forms: [&[&str]; 4] = [&[], &["-vvv"], &["-vvv", "--log-format", "json"], &["--quiet"]];
    let mut number = 0;
    for (at, args) in commands().into_iter().enumerate() {
        for (source, form) in Source::ALL.into_iter().zip(forms) {
            number += 1;
            if (at + number) % step(4) != 0 {
                continue;
            }
            let name = number.to_string();
            let args: Vec<String> = args.iter().map(|arg| arg.replace("{n}", &name)).collect();
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            let run = run(&world, source, &[], &[&args, &access[..], form].concat());
            assert_eq!(run.exit, 0, "{args:?} {form:?}: {}", run.err);
        }
    }
}

#[test]
fn no_refusal_tells_the_token() {
    let world = world();
    let api = world.simulate_for("another", &[]);
    let nowhere = ["--base-url", "http://127.0.0.1:1/v2"];
    for source in Source::ALL {
        let refused = ["check", "-vvv", "--base-url", api.base_url()];
        assert_eq!(run(&world, source, &[], &refused).exit, 4);
        assert_eq!(run(&world, source, &[], &[&["doctor", "-vvv"], &nowhere[..]].concat()).exit, 5);
    }
    for wrong in [format!("{TOKEN}\n{TOKEN}"), format!("{TOKEN}é"), format!("{TOKEN} x")] {
        for source in [Source::Environment, Source::StandardInput] {
            for args in [["check", "-vvv"], ["doctor", "-vvv"]] {
                let args = [&args, &nowhere[..]].concat();
                let run = run_with(&world, source, &wrong, &[], &args);
                assert_eq!(run.exit, 4, "{args:?}: {}", run.err);
            }
        }
    }
    let config = world.text("owner-statements.toml");
    for line in [format!("token = \"{TOKEN}\""), format!("hospitable_token = {TOKEN}")] {
        world.write("with-token.toml", format!("{line}\n{config}").as_bytes());
        let args = ["check", "--offline", "--config", "with-token.toml", "-vvv"];
        let run = run(&world, Source::Environment, &[], &args);
        assert!(run.exit == 3 && run.err.contains("must not contain a token"), "{}", run.err);
    }
}

/// A service, or a proxy, of this many answers, each the same; gives back what it was asked.
fn answering(listener: TcpListener, answer: Vec<u8>) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut asked = String::new();
        for connection in listener.incoming() {
            let mut connection: TcpStream = connection.expect("a connection");
            let mut head = Vec::new();
            let mut byte = [0];
            while !head.ends_with(b"\r\n\r\n") && connection.read(&mut byte).unwrap_or(0) == 1 {
                head.push(byte[0]);
            }
            if head == b"END" {
                break;
            }
            asked += &String::from_utf8_lossy(&head);
            // who hung up needs no answer
            let _ = connection.write_all(&answer);
        }
        asked
    })
}

/// Runs the program against a server of one answer, and gives back what that was asked.
fn against(answer: &str, use_it: impl FnOnce(&str)) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("its address").to_string();
    let server = answering(listener, answer.as_bytes().to_vec());
    use_it(&address);
    let mut last = TcpStream::connect(&address).expect("the server");
    last.write_all(b"END").expect("the last word");
    drop(last);
    server.join().expect("the server ends")
}

/// Answers of servers that echo the request.
fn echoes() -> Vec<String> {
    let escaped = TOKEN.replace('/', "\\/").replace('m', "\\u006d");
    let answer = |head: &str, body: &str| {
        format!("HTTP/1.1 {head}connection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len())
    };
    vec![
        answer("401 No\r\n", &format!("{{\"message\":\"Bearer {TOKEN}\"}}")),
        answer("401 No\r\n", &format!("{{\"message\":\"Bearer {escaped}\"}}")),
        answer("403 No\r\n", &format!("{{\"errors\":{{\"{escaped}\":[\"{escaped}\"]}}}}")),
        answer("403 No\r\n", &format!("{} Bearer {TOKEN}", "x".repeat(170))),
        answer("400 No\r\n", &format!("<p>authorization: Bearer {TOKEN}</p>")),
        answer(&format!("401 No\r\nx-hospitable-trace: {TOKEN}\r\n"), ""),
        answer(&format!("401 No\r\nsunset: {TOKEN}\r\n"), ""),
        answer(&format!("302 Elsewhere\r\nlocation: https://x.invalid/{TOKEN}?{TOKEN}\r\n"), ""),
        answer(&format!("302 Elsewhere\r\nlocation: https://{TOKEN}@x.invalid/\r\n"), ""),
    ]
}

#[test]
fn a_server_that_repeats_the_token_is_not_repeated() {
    let world = world();
    for (number, echo) in echoes().into_iter().enumerate() {
        let asked = against(&echo, |address| {
            let base = format!("http://{address}/v2");
            let form = if number % 2 == 0 { "text" } else { "json" };
            let args = ["check", "-vvv", "--log-format", form, "--base-url", &base];
            let run = run(&world, Source::ALL[number % 4], &[], &args);
            assert!([4, 5].contains(&run.exit), "{echo}: {} {}", run.exit, run.err);
        });
        assert!(asked.contains(&format!("authorization: Bearer {TOKEN}")), "{asked}");
    }
}

#[test]
fn a_proxy_is_used_and_never_gets_the_token() {
    let world = world();
    for (answer, said) in [
        ("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n", "proxy"),
        ("\u{1}\u{2} 220 mail.example ready\r\n\r\n", "cannot connect to Hospitable"),
        ("", "cannot connect to Hospitable"),
    ] {
        let asked = against(answer, |address| {
            let proxy = format!("http://{PROXY_USER}@{address}");
            let args = ["doctor", "-vvv", "--base-url", "https://api.invalid/v2"];
            let run = run(&world, Source::File, &[("HTTPS_PROXY", &proxy)], &args);
            assert!(run.exit == 5 && run.err.contains(said), "{} {}", run.exit, run.err);
        });
        assert!(asked.starts_with("CONNECT api.invalid:443 HTTP/1.1\r\n"), "{asked}");
        assert!(!forms(TOKEN).iter().any(|form| asked.contains(form)), "{asked}");
    }
    // on this machine itself no proxy is asked, not even with the token
    let api = world.simulate_for(TOKEN, &[]);
    let asked = against("", |address| {
        let proxy = format!("http://{address}");
        let proxies = [("HTTP_PROXY", &*proxy), ("http_proxy", &proxy), ("ALL_PROXY", &proxy)];
        let args = ["doctor", "--base-url", api.base_url()];
        assert_eq!(run(&world, Source::File, &proxies, &args).exit, 0);
    });
    assert_eq!(asked, "");
}

/// What the simulator does below and in HTTP; each ends in a failure after some tries.
#[test]
fn no_trouble_on_the_way_tells_the_token() {
    let world = world();
    let faults =
        ["token-withdrawn", "redirect", "deep-json", "key-twice", "no-content", "html-answer"];
    let slow =
        ["server-error-html", "cut", "garbage", "reset", "truncated-json", "retry-after-one"];
    std::thread::scope(|scope| {
        for (number, fault) in faults.into_iter().chain(slow).enumerate() {
            let world = &world;
            scope.spawn(move || {
                let api = world.simulate_for(TOKEN, &["--fault", fault]);
                let args = ["check", "-vvv", "--base-url", api.base_url()];
                let run = run(world, Source::ALL[number % 4], &[], &args);
                assert!([4, 5].contains(&run.exit), "{fault}: {} {}", run.exit, run.err);
            });
        }
    });
}

/// Without room for a thread's stack the program cannot even start to read: it panics or refuses.
#[cfg(target_os = "linux")]
#[test]
fn a_crash_does_not_tell_the_token() {
    let world = world();
    let api = world.simulate_for(TOKEN, &[]);
    let mut crashed = 0;
    for kilobytes in ["40000", "80000", "160000", "320000"] {
        let ended = std::process::Command::new("sh")
            .args(["-c", "ulimit -v \"$0\"; exec \"$@\"", kilobytes])
            .arg(env!("CARGO_BIN_EXE_owner-statements"))
            .args(["check", "-vvv", "--base-url", api.base_url()])
            .current_dir(world.path(""))
            .env_clear()
            .env("HOSPITABLE_TOKEN", TOKEN)
            .env("RUST_BACKTRACE", "full")
            .output()
            .expect("a shell");
        crashed += usize::from(!ended.status.success());
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        let run = Run { exit: 0, out: text(&ended.stdout), err: text(&ended.stderr) };
        ensure_absent(&world, kilobytes, &run);
    }
    assert!(crashed > 0, "nothing was too little");
}
