//! The environment and the clock, read here once and passed on as values.

use std::io::Read;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use secrecy::SecretString;

use super::failure::{Exit, Failure, reported};

/// What the program knows of where and when it runs.
#[derive(Debug)]
pub(super) struct Environment {
    /// Now, to the second.
    pub(super) now: DateTime<Utc>,
    /// The day on this machine's calendar.
    pub(super) today: NaiveDate,
    /// Whether colours are unwanted.
    pub(super) no_color: bool,
    credentials: Option<PathBuf>,
    token: Option<SecretString>,
}

/// A file larger than this cannot be a token.
const TOKEN_BYTES_MAX: u64 = 64 * 1024;

impl Environment {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads clock and environment")]
    pub(super) fn read() -> Self {
        let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        let dumb = set("TERM").is_some_and(|term| term == "dumb");
        Self {
            now: Utc::now().trunc_subsecs(0),
            today: chrono::Local::now().date_naive(),
            no_color: dumb || set("NO_COLOR").is_some(),
            credentials: set("CREDENTIALS_DIRECTORY").map(PathBuf::from),
            token: std::env::var("HOSPITABLE_TOKEN").ok().map(SecretString::from),
        }
    }

    /// The token: from `file` (standard input for "-"), from the service manager's credentials, or
    /// from the environment, in this order.
    pub(super) fn token(&self, file: Option<&Path>) -> Result<SecretString, Failure> {
        let credential = self.credentials.as_ref().map(|folder| folder.join("hospitable-token"));
        let credential = credential.filter(|path| path.exists());
        let text = match (file, credential) {
            (Some(path), _) if path.as_os_str() == "-" => {
                read_limited(std::io::stdin().lock(), path)?
            }
            (Some(path), _) => read_private(path)?,
            // the service manager protects its credentials itself
            (None, Some(path)) => read_limited(open(&path)?, &path)?,
            (None, None) => self.token.clone().ok_or_else(no_token)?,
        };
        let token = secrecy::ExposeSecret::expose_secret(&text).trim().to_owned();
        if token.is_empty() {
            return Err(no_token());
        }
        Ok(SecretString::from(token))
    }
}

fn no_token() -> Failure {
    Failure::new(Exit::Token, "there is no token").hint(
        "create one with only Read in Hospitable (Apps, API access, Access tokens); save it to a \
         file that only you can read and add --token-file FILE, or set HOSPITABLE_TOKEN",
    )
}

/// Reads a file that only its user may read, as ssh demands of keys.
fn read_private(path: &Path) -> Result<SecretString, Failure> {
    let file = open(path)?;
    let metadata = file.metadata().map_err(|error| unreadable(path, &error))?;
    if metadata.is_dir() {
        return Err(unreadable(path, &std::io::ErrorKind::IsADirectory.into()));
    }
    ensure_private(&metadata, path)?;
    read_limited(file, path)
}

fn open(path: &Path) -> Result<std::fs::File, Failure> {
    let found = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if !found.is_file() && !found.is_dir() {
        // a pipe or a device could wait or go on forever
        return Err(unreadable(path, &std::io::Error::other("it is not a regular file")));
    }
    std::fs::File::open(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(
        Exit::Token,
        format!("cannot read the token file {}: {}", path.display(), reported(error)),
    )
    .hint("check the path given with --token-file")
}

#[cfg(unix)]
fn ensure_private(metadata: &std::fs::Metadata, path: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::MetadataExt;
    if metadata.mode() & 0o077 == 0 {
        return Ok(());
    }
    let shown = path.display();
    Err(Failure::new(Exit::Token, format!("the token file {shown} can be read by other users"))
        .hint(format!("restrict it to your user: chmod 600 {shown}")))
}

#[cfg(not(unix))]
fn ensure_private(_metadata: &std::fs::Metadata, _path: &Path) -> Result<(), Failure> {
    Ok(())
}

fn read_limited(source: impl Read, path: &Path) -> Result<SecretString, Failure> {
    let mut text = String::new();
    let read = source.take(TOKEN_BYTES_MAX + 1).read_to_string(&mut text);
    let shown = match path.as_os_str() == "-" {
        true => "standard input".to_owned(),
        false => format!("the token file {}", path.display()),
    };
    let failure = |what: &str| {
        Failure::new(Exit::Token, format!("{shown} {what}"))
            .hint("use a file that contains only the token, on one line")
    };
    match read {
        Ok(bytes) if bytes as u64 <= TOKEN_BYTES_MAX => Ok(SecretString::from(text)),
        Ok(_) => Err(failure("is too large to be a token")),
        Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
            // the text of the error may not be shown: it could hold what was read
            Err(failure("is not text"))
        }
        Err(error) => Err(unreadable(path, &error)),
    }
}
