//! The leaf functions of Haxe's `sys.io.File` and `sys.FileSystem`: errors of the system become exceptions.

use std::fs;

use crate::{Exception, Str};

/// `File.getContent`.
pub fn get_content(path: &str) -> Result<Str, Exception> {
    match fs::read(path) {
        Ok(bytes) => Ok(Str::from(String::from_utf8_lossy(&bytes))),
        Err(_) => {
            let message = format!("Could not read file {path}");
            Err(Exception::value(Str::from(message)))
        }
    }
}

/// `File.saveContent`.
pub fn save_content(path: &str, content: &str) -> Result<(), Exception> {
    fs::write(path, content).map_err(|error| {
        let text = error.to_string();
        let reason = text.split(" (os error").next().unwrap_or_default();
        Exception::value(Str::from(format!("{path}: {reason}")))
    })
}

/// `FileSystem.exists`.
pub fn exists(path: &str) -> bool {
    fs::exists(path).unwrap_or(false)
}

/// `FileSystem.isDirectory`.
pub fn is_directory(path: &str) -> bool {
    fs::metadata(path).is_ok_and(|file| file.is_dir())
}

/// `FileSystem.deleteFile`.
pub fn delete_file(path: &str) -> Result<(), Exception> {
    fs::remove_file(path).map_err(|_| {
        let message = format!("{path}: No such file or directory");
        Exception::value(Str::from(message))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content() {
        let path = std::env::temp_dir().join(format!("hx2rs-prelude-{}", std::process::id()));
        let path = path.to_string_lossy();
        assert!(save_content(&path, "é\n").is_ok() && exists(&path) && !is_directory(&path));
        assert_eq!(get_content(&path).ok(), Some(Str::lit("é\n")));
        assert!(delete_file(&path).is_ok() && delete_file(&path).is_err());
        let message = get_content(&path).map_err(|e| e.message().to_string());
        assert_eq!(message, Err(format!("Could not read file {path}")));
        let message = save_content("/no/such/folder", "").map_err(|e| e.message().to_string());
        assert_eq!(
            message,
            Err(String::from("/no/such/folder: No such file or directory"))
        );
    }
}
