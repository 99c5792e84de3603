//! A folder with files in which a test starts hx2rs.

#![allow(dead_code, reason = "each file of tests uses a part of it")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A program that prints a line.
pub(crate) const HELLO: &str = "class Main { static function main() trace('hello'); }";

/// The folder; gone when dropped.
pub(crate) struct Workshop {
    folder: tempfile::TempDir,
}

impl Workshop {
    /// A folder with these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let shop = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        for (path, text) in files {
            shop.write(path, text);
        }
        shop
    }

    /// A path in it.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a file.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Makes a program in its folder `bin`.
    #[cfg(unix)]
    pub(crate) fn program(&self, name: &str, text: &str) {
        use std::os::unix::fs::PermissionsExt;
        let path = format!("bin/{name}");
        self.write(&path, &format!("#!/bin/sh\n{text}\n"));
        std::fs::set_permissions(self.path(&path), std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// A command in the folder. What is kept between runs is kept between tests, too: the runtime crate is compiled once.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.folder.path())
            .env(
                "HX2RS_CACHE",
                Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache"),
            )
            .env_remove("HAXELIB_PATH")
            .env("HOME", std::env::var_os("HOME").unwrap_or_default());
        command
    }

    /// hx2rs with arguments.
    pub(crate) fn hx2rs(&self, arguments: &[&str]) -> Command {
        let mut command = self.command(env!("CARGO_BIN_EXE_hx2rs"));
        command.args(arguments);
        command
    }

    /// Runs a command: exit code, stdout, stderr, with `T` for the folder.
    pub(crate) fn finish(&self, command: &mut Command) -> (i32, String, String) {
        let output = command.stdin(Stdio::null()).output().unwrap();
        let folder = self.folder.path().to_string_lossy().into_owned();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(&folder, "T");
        let code = output.status.code().unwrap_or(-1);
        (code, text(&output.stdout), text(&output.stderr))
    }

    /// What hx2rs says where it fails with this exit code.
    pub(crate) fn fails(&self, arguments: &[&str], code: i32) -> String {
        let (found, stdout, stderr) = self.finish(&mut self.hx2rs(arguments));
        assert_eq!((found, stdout.as_str()), (code, ""), "{stderr}");
        stderr
    }

    /// What hx2rs prints where nothing is wrong.
    pub(crate) fn succeeds(&self, arguments: &[&str]) -> String {
        let (code, stdout, stderr) = self.finish(&mut self.hx2rs(arguments));
        assert_eq!(code, 0, "{arguments:?}\n{stderr}");
        stdout
    }
}
