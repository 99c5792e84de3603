//! The runtime crate is compiled once per toolchain and profile, in the cache, and its results are laid into the `target`
//! folder of every project before Cargo looks there. Cargo decides by its own fingerprints whether it takes them; if not,
//! it compiles the crate again, and nothing but time is lost.

use crate::cargo::{self, Profile};
use crate::terminal::{self, Progress};
use crate::toolchain;
use hx2rs_base::Diagnostic;
use hx2rs_base::catalogue::project::{CARGO_FAILED, NO_MIMALLOC};
use hx2rs_project::files::{self, Lock};
use hx2rs_project::{fingerprint, runtime};
use hx2rs_rustgen::{Allocator, PROFILES};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, SystemTime};

/// How long a download that failed is not tried again.
const PATIENCE: Duration = Duration::from_secs(10 * 60);
/// The package that has no purpose but to have the runtime crate compiled.
const PACKAGE: &str = "hx2rs-warm";

/// What a project can be built on.
pub(crate) struct Runtime {
    /// The folder of the runtime crate.
    pub(crate) prelude: PathBuf,
    /// What allocates; not always what was wished.
    pub(crate) allocator: Allocator,
    /// The `target` folder with what is compiled.
    target: PathBuf,
    profile: Profile,
}

/// The runtime crate, compiled as it would be for a project in `folder`. If nobody asked for an allocator and mimalloc
/// cannot be had, the system's is taken, with a warning.
pub(crate) fn warm(
    folder: &Path,
    profile: Profile,
    wished: Option<Allocator>,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Runtime, Box<Diagnostic>> {
    let toolchain = toolchain::fingerprint(folder);
    let first = wished.unwrap_or_default();
    let reason = match compiled(folder, profile, first, toolchain) {
        Ok(runtime) => return Ok(runtime),
        Err(Unusable::Known(found)) => return Err(found),
        Err(Unusable::Cargo(said)) => said,
    };
    let failed = |said: &str| {
        let message = "Cargo could not build the runtime crate";
        Box::new(Diagnostic::without_place(CARGO_FAILED, message).note(said.trim_end()))
    };
    if wished.is_some() || first == Allocator::System {
        return Err(failed(&reason));
    }
    match compiled(folder, profile, Allocator::System, toolchain) {
        Ok(runtime) => {
            let why = reason.lines().rfind(|line| !line.trim().is_empty());
            let message = "mimalloc cannot be had; the system's allocator takes its place";
            warnings.push(
                Diagnostic::without_place(NO_MIMALLOC, message)
                    .note(format!("Cargo says: {}", why.unwrap_or("nothing").trim()))
                    .help("`--allocator system` asks for it"),
            );
            Ok(runtime)
        }
        Err(Unusable::Known(found)) => Err(found),
        Err(Unusable::Cargo(said)) => Err(failed(&said)),
    }
}

/// Why there is no runtime crate.
enum Unusable {
    Known(Box<Diagnostic>),
    /// What Cargo said.
    Cargo(String),
}

impl From<Box<Diagnostic>> for Unusable {
    fn from(found: Box<Diagnostic>) -> Self {
        Self::Known(found)
    }
}

fn compiled(
    folder: &Path,
    profile: Profile,
    allocator: Allocator,
    toolchain: u64,
) -> Result<Runtime, Unusable> {
    let prelude = runtime::unpacked(allocator)?;
    let name = prelude.file_name().unwrap_or_default().to_string_lossy();
    let project = runtime::cache().join(name.replace("prelude-", "warm-"));
    let target = project.join("target");
    let runtime = Runtime {
        allocator,
        target: target.clone(),
        profile,
        prelude: prelude.clone(),
    };
    // The crate's files are older than what is made of them, unless somebody removed and unpacked them again.
    let unpacked = toolchain::stamp(&prelude.join("Cargo.toml"));
    let key = fingerprint::of(&(toolchain, profile, unpacked));
    let done = target.join(format!("{key:016x}.done"));
    let refused = target.join(format!("{key:016x}.refused"));
    if done.is_file() {
        return Ok(runtime);
    }
    if let Some(said) = recent(&refused) {
        return Err(Unusable::Cargo(said));
    }
    toolchain::require(existing(folder))?;
    let _progress = Progress::start("compiling the runtime crate, once for this toolchain");
    let wait = || terminal::error("waiting for the runtime crate, which another build compiles\n");
    let _lock = Lock::file(&project.join("lock"), wait)?;
    if done.is_file() {
        return Ok(runtime);
    }
    let path = prelude.to_string_lossy();
    let features = match allocator {
        Allocator::Mimalloc => ", features = [\"mimalloc\"]",
        Allocator::System => "",
    };
    let manifest = format!(
        "[package]\nname = \"{PACKAGE}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nhx2rs-prelude = {{ path = {path:?}{features} }}\n{PROFILES}\n[workspace]\n"
    );
    files::write_changed(&project.join("Cargo.toml"), manifest.as_bytes())?;
    files::write_changed(&project.join("src/lib.rs"), b"")?;
    let mut said = String::new();
    // What was downloaded before is not asked for again.
    for offline in [true, false] {
        let mut command = cargo::command(existing(folder), &project, profile);
        command
            .args(offline.then_some("--offline"))
            .arg("--quiet")
            .env("CARGO_NET_RETRY", "1")
            .stdout(Stdio::null());
        let output = command
            .output()
            .map_err(|error| toolchain::missing("cargo", &error))?;
        if output.status.success() {
            let _ = std::fs::remove_file(&refused);
            files::write_changed(&done, b"")?;
            return Ok(runtime);
        }
        said = String::from_utf8_lossy(&output.stderr).into_owned();
        if allocator == Allocator::System {
            break;
        }
    }
    let _ = files::write_changed(&refused, said.as_bytes());
    Err(Unusable::Cargo(said))
}

/// What a file holds that was written a moment ago.
fn recent(path: &Path) -> Option<String> {
    let written = path.metadata().ok()?.modified().ok()?;
    let age = SystemTime::now().duration_since(written).ok()?;
    (age < PATIENCE).then(|| std::fs::read_to_string(path).ok())?
}

/// The nearest folder that is there: settings of cargo and rustup are looked up from it.
pub(crate) fn existing(folder: &Path) -> &Path {
    let mut above = folder.ancestors();
    above.find(|above| above.is_dir()).unwrap_or(folder)
}

impl Runtime {
    /// Lays what is compiled into the `target` folder of a project. Where that does not work, Cargo has more to do.
    pub(crate) fn sow(&self, project: &Path) {
        let into = project.join("target");
        let _ = plant(
            &self.target.join(".rustc_info.json"),
            &into.join(".rustc_info.json"),
        );
        for below in profile_folders(&self.target, self.profile) {
            let (from, to) = (self.target.join(&below), into.join(&below));
            for kind in ["deps", "build"] {
                let _ = sow_all(&from.join(kind), &to.join(kind));
            }
            // Last: what has a fingerprint is there.
            let _ = sow_all(&from.join(".fingerprint"), &to.join(".fingerprint"));
        }
    }
}

/// `debug`, and `TRIPLE/debug` where the target was named.
fn profile_folders(target: &Path, profile: Profile) -> Vec<PathBuf> {
    let mut found = vec![PathBuf::from(profile.folder())];
    let entries = target.read_dir().into_iter().flatten().flatten();
    for entry in entries {
        let below = Path::new(&entry.file_name()).join(profile.folder());
        if target.join(&below).is_dir() {
            found.push(below);
        }
    }
    found
}

/// Lays each entry of a folder into another one where it is missing.
fn sow_all(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in from.read_dir()? {
        let entry = entry?;
        let name = entry.file_name();
        let shown = name.to_string_lossy();
        let own = PACKAGE.replace('-', "_");
        let of_package = [PACKAGE, own.as_str()].iter().any(|package| {
            let shown = shown.strip_prefix("lib").unwrap_or(&shown);
            shown.starts_with(package)
        });
        let target = to.join(&name);
        if of_package || target.exists() {
            continue;
        }
        if entry.file_type()?.is_dir() {
            let beside = to.join(format!(".{shown}.{}.new", std::process::id()));
            let laid = plant_folder(&entry.path(), &beside);
            let moved = laid.and_then(|()| std::fs::rename(&beside, &target));
            if moved.is_err() {
                let _ = std::fs::remove_dir_all(&beside);
            }
        } else {
            plant(&entry.path(), &target)?;
        }
    }
    Ok(())
}

fn plant_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in from.read_dir()? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            plant_folder(&entry.path(), &target)?;
        } else {
            plant(&entry.path(), &target)?;
        }
    }
    Ok(())
}

/// One file with its time. Libraries are linked instead of copied: they are large, and rustc replaces them and never
/// writes into them.
fn plant(from: &Path, to: &Path) -> std::io::Result<()> {
    if to.exists() {
        return Ok(());
    }
    let extension = from.extension().and_then(std::ffi::OsStr::to_str);
    let is_library = matches!(extension, Some("rlib" | "rmeta"));
    if is_library && std::fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    let mut beside = to.as_os_str().to_owned();
    beside.push(format!(".{}.new", std::process::id()));
    let beside = PathBuf::from(beside);
    let time = from.metadata()?.modified()?;
    let copied = std::fs::copy(from, &beside)
        .and_then(|_| std::fs::File::options().write(true).open(&beside))
        .and_then(|file| file.set_modified(time))
        .and_then(|()| std::fs::rename(&beside, to));
    if copied.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    copied
}
