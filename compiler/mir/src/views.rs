//! Variables that are seen from more than one side: those of classes that interfaces declare as well, and those of objects
//! that are seen as anonymous structures. What holds of one side holds of the other: written, read, null.

use crate::family::{Families, class_def, classes};
use crate::reach::Reached;
use hx2rs_base::{DefId, MemberId, Name};
use hx2rs_hir::{Field, Program, Ty, TyKind};
use indexmap::IndexSet;

/// What a variable of a class is as well.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// A variable that an interface declares.
    Interface(MemberId),
    /// A field of an anonymous structure.
    Structure(Name, Ty),
}

/// The variable that instances of a class have under a name.
pub fn field<'p>(
    program: &'p Program,
    families: &Families,
    class: DefId,
    name: Name,
) -> Option<&'p Field> {
    let mut above = families
        .above(class)
        .filter_map(|def| class_def(program, def));
    above.find_map(|def| {
        let own = def.fields.iter();
        let mut own = own.filter(|_| !def.is_interface);
        own.find(|field| field.id.name() == name)
    })
}

/// The variables of classes that interfaces above them declare.
fn of_interfaces(program: &Program, families: &Families) -> Vec<(MemberId, MemberId)> {
    let mut found = Vec::new();
    for class in classes(program).filter(|class| !class.is_interface) {
        let id = class.header.id;
        for above in families
            .above(id)
            .filter_map(|def| class_def(program, def))
            .filter(|def| def.is_interface)
        {
            for declared in &above.fields {
                if let Some(own) = field(program, families, id, declared.id.name()) {
                    found.push((own.id, declared.id));
                }
            }
        }
    }
    found
}

/// What is read through an interface is read, and what is written through one has to reach those who read it.
pub(crate) fn read_through_interfaces(
    program: &Program,
    families: &Families,
    read: &mut IndexSet<MemberId>,
) {
    let pairs = of_interfaces(program, families);
    loop {
        let before = read.len();
        for (own, declared) in &pairs {
            if read.contains(declared) {
                read.insert(*own);
            }
            if read.contains(own) {
                read.insert(*declared);
            }
        }
        if read.len() == before {
            return;
        }
    }
}

/// Variables of classes, and what else they are.
pub(crate) fn sides(
    program: &Program,
    families: &Families,
    reached: &Reached,
) -> Vec<(MemberId, Side)> {
    let of_interfaces = of_interfaces(program, families).into_iter();
    let mut found: Vec<(MemberId, Side)> = of_interfaces
        .map(|(own, declared)| (own, Side::Interface(declared)))
        .collect();
    for (from, to) in &reached.seen {
        let (Some(class), TyKind::Structure(fields)) =
            (crate::family::class_of(program, *from), to.kind())
        else {
            continue;
        };
        for seen in fields {
            if let Some(own) = field(program, families, class, seen.name) {
                found.push((own.id, Side::Structure(seen.name, seen.ty)));
            }
        }
    }
    found
}

/// Adds the variables that are written from another side.
pub(crate) fn add_written(
    sides: &[(MemberId, Side)],
    names: &IndexSet<Name>,
    written: &mut IndexSet<MemberId>,
) {
    for (own, side) in sides {
        let from_there = match side {
            Side::Interface(declared) => written.contains(declared),
            Side::Structure(name, _) => names.contains(name),
        };
        if from_there {
            written.insert(*own);
        }
    }
}
