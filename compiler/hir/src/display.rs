//! Types as messages and dumps print them: as in Haxe's own messages.

use crate::{Accessor, FieldAccess, Ty, TyKind};
use std::fmt;

impl fmt::Display for Ty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            TyKind::Error => f.write_str("?"),
            TyKind::Void => f.write_str("Void"),
            TyKind::Int => f.write_str("Int"),
            TyKind::Float => f.write_str("Float"),
            TyKind::Bool => f.write_str("Bool"),
            TyKind::Dynamic(None) => f.write_str("Dynamic"),
            TyKind::Dynamic(Some(inner)) => write!(f, "Dynamic<{inner}>"),
            TyKind::Null(inner) => write!(f, "Null<{inner}>"),
            TyKind::Class(def, list)
            | TyKind::Enum(def, list)
            | TyKind::Abstract(def, list)
            | TyKind::Alias(def, list) => {
                f.write_str(&def.path())?;
                arguments(f, list)
            }
            TyKind::Function(function) => {
                f.write_str("(")?;
                for (at, param) in function.params.iter().enumerate() {
                    if at > 0 {
                        f.write_str(", ")?;
                    }
                    if param.optional {
                        f.write_str("?")?;
                    }
                    if let Some(name) = param.name {
                        write!(f, "{name}:")?;
                    }
                    write!(f, "{}", param.ty)?;
                }
                write!(f, ") -> {}", function.result)
            }
            TyKind::Structure(fields) => {
                f.write_str("{")?;
                for (at, field) in fields.iter().enumerate() {
                    f.write_str(if at > 0 { ", " } else { "" })?;
                    if field.optional {
                        f.write_str("?")?;
                    }
                    write!(f, "{}{}:{}", field.name, access(field.access), field.ty)?;
                }
                f.write_str("}")
            }
            TyKind::Param(param) => f.write_str(param.data().name.as_str()),
            TyKind::TypeOf(def) => write!(f, "Class<{}>", def.path()),
            TyKind::Infer(_) => f.write_str("Unknown"),
        }
    }
}

impl fmt::Debug for Ty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            TyKind::Infer(number) => write!(f, "?{number}"),
            TyKind::Error
            | TyKind::Void
            | TyKind::Int
            | TyKind::Float
            | TyKind::Bool
            | TyKind::Dynamic(_)
            | TyKind::Null(_)
            | TyKind::Class(..)
            | TyKind::Enum(..)
            | TyKind::Abstract(..)
            | TyKind::Alias(..)
            | TyKind::Function(_)
            | TyKind::Structure(_)
            | TyKind::Param(_)
            | TyKind::TypeOf(_) => fmt::Display::fmt(self, f),
        }
    }
}

impl fmt::Debug for crate::TypeParamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.data().name.as_str())
    }
}

fn arguments(f: &mut fmt::Formatter<'_>, list: &[Ty]) -> fmt::Result {
    if list.is_empty() {
        return Ok(());
    }
    for (at, ty) in list.iter().enumerate() {
        write!(f, "{}{ty}", if at == 0 { "<" } else { ", " })?;
    }
    f.write_str(">")
}

fn access(access: FieldAccess) -> String {
    let side = |accessor: Accessor| match accessor {
        Accessor::Default => "default",
        Accessor::Null => "null",
        Accessor::Never => "never",
        Accessor::Method => "accessor",
    };
    match access {
        FieldAccess::Variable | FieldAccess::Final | FieldAccess::Method => String::new(),
        FieldAccess::Property(read, write) => format!("({},{})", side(read), side(write)),
    }
}
