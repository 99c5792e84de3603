//! Layouts: of classes with their tables, of constructors, shapes, closures, captured variables and types.

use super::{FunctionKey, Lowering};
use crate::code::Signature;
use crate::program::{ClassRow, ClosureRow, ConstructorRow, LayoutRow, MethodRow, Owner, Shared};
use hx2rs_compiler::hir::{self, FunctionKind, Implementation, Ty, TyKind, TypeDef, known};
use hx2rs_compiler::{DefId, MemberId, Name};
use hx2rs_heap::{Form, Kind};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Slots and virtual slots of a class, its bases' first.
#[derive(Clone, Debug, Default)]
pub(super) struct Slots {
    /// Instance variables with their kinds.
    pub(super) fields: Vec<(MemberId, Kind)>,
    /// Where each one is.
    pub(super) places: HashMap<MemberId, u16>,
    /// The first declarations of methods, by virtual slot.
    roots: Vec<MemberId>,
    /// The virtual slot of each name.
    virtuals: HashMap<Name, u16>,
}

impl<'p> Lowering<'p> {
    pub(crate) fn class(&self, def: DefId) -> Option<&'p hir::ClassDef> {
        match self.program.types.get(&def)? {
            TypeDef::Class(class) => Some(class),
            TypeDef::Enum(_) | TypeDef::Alias(_) | TypeDef::Abstract(_) => None,
        }
    }

    pub(crate) fn base_of(&self, class: &hir::ClassDef) -> Option<DefId> {
        if let TyKind::Class(def, _) = self.bare(class.extends?).kind() {
            return Some(*def);
        }
        None
    }

    /// The class and its bases, upwards.
    pub(crate) fn lineage(&self, def: DefId) -> Vec<DefId> {
        let mut lineage = Vec::new();
        let mut next = Some(def);
        while let Some(def) = next {
            if lineage.contains(&def) {
                break;
            }
            lineage.push(def);
            next = self.class(def).and_then(|class| self.base_of(class));
        }
        lineage
    }

    pub(super) fn slots(&mut self, def: DefId) -> Rc<Slots> {
        if let Some(slots) = self.slots.get(&def) {
            return Rc::clone(slots);
        }
        // Upwards without recursion: from the topmost class that has no slots yet.
        let mut slots = Slots::default();
        for def in self.lineage(def).into_iter().rev() {
            if let Some(known) = self.slots.get(&def) {
                slots = Slots::clone(known);
                continue;
            }
            let Some(class) = self.class(def) else {
                continue;
            };
            for field in &class.fields {
                let kind = self.kind(field.ty);
                let place = self.slot_number(slots.fields.len());
                slots.places.insert(field.id, place);
                slots.fields.push((field.id, kind));
            }
            for method in &class.methods {
                // An override that takes or gives words of other kinds has a slot of its own for those who know of it: what
                // the slot above takes may have lost something on the way.
                let above = slots.virtuals.get(&method.name());
                let root = above.and_then(|slot| slots.roots.get(usize::from(*slot)));
                let fits =
                    root.is_some_and(|root| self.member_kinds(*root) == self.member_kinds(*method));
                if !fits {
                    let slot = self.slot_number(slots.roots.len());
                    slots.virtuals.insert(method.name(), slot);
                    slots.roots.push(*method);
                }
            }
            self.slots.insert(def, Rc::new(slots.clone()));
        }
        Rc::new(slots)
    }

    fn slot_number(&mut self, number: usize) -> u16 {
        u16::try_from(number).unwrap_or_else(|_| {
            self.refuse("a class has more than 65,535 variables or methods");
            0
        })
    }

    /// Slot and kind of an instance variable.
    pub(crate) fn field_slot(&mut self, field: MemberId) -> (u16, Kind) {
        let slots = self.slots(field.owner());
        let slot = slots.places.get(&field).copied().unwrap_or_else(|| {
            self.refuse(format!("{field:?} is no variable with storage"));
            0
        });
        (slot, self.field_kind(field))
    }

    /// The instance variable of this name, the class's own or inherited.
    pub(crate) fn field_named(&mut self, class: DefId, name: Name) -> Option<MemberId> {
        let slots = self.slots(class);
        let found = slots.fields.iter().find(|(field, _)| field.name() == name);
        found.map(|(field, _)| *field)
    }

    /// Virtual slot of a method, and the signature that all implementations have there.
    pub(crate) fn virtual_slot(&mut self, method: MemberId) -> (u16, Signature) {
        let slots = self.slots(method.owner());
        let slot = slots
            .virtuals
            .get(&method.name())
            .copied()
            .unwrap_or_default();
        let root = slots
            .roots
            .get(usize::from(slot))
            .copied()
            .unwrap_or(method);
        let (params, result) = self.member_kinds(root);
        let params = params.into();
        (slot, Signature { params, result })
    }

    /// Whether calls of a method never need the receiver's class: it is no object, or nothing else can be meant.
    pub(crate) fn is_direct(&self, method: MemberId) -> bool {
        let class = self.class(method.owner());
        class.is_none_or(|class| class.is_extern && !class.is_interface)
    }

    pub(crate) fn is_interface(&self, def: DefId) -> bool {
        self.class(def).is_some_and(|class| class.is_interface)
    }

    /// The layout of the instances of a class.
    pub(crate) fn class_layout(&mut self, def: DefId) -> u32 {
        if let Some(layout) = self.class_layouts.get(&def) {
            return *layout;
        }
        let slots = self.slots(def);
        let kinds = slots.fields.iter().map(|(_, kind)| *kind).collect();
        let row = ClassRow {
            def,
            name: self.program.path(def),
            ancestors: HashSet::new(),
            fields: HashMap::new(),
            hidden: HashSet::new(),
            replacements: HashMap::new(),
            methods: HashMap::new(),
            getters: HashMap::new(),
            setters: HashMap::new(),
            table: Vec::new(),
            selectors: HashMap::new(),
            to_string: None,
        };
        let layout = self.add_layout(kinds, Owner::Class(Box::new(row)));
        self.class_layouts.insert(def, layout);
        let row = self.class_row(def, &slots);
        if let Some(entry) = self.image.layouts.get_mut(layout as usize) {
            entry.owner = Owner::Class(Box::new(row));
        }
        layout
    }

    fn class_row(&mut self, def: DefId, slots: &Slots) -> ClassRow {
        let lineage = self.lineage(def);
        let mut implementations: HashMap<Name, MemberId> = HashMap::new();
        for class in lineage.iter().rev() {
            for method in self.class(*class).map_or(&[][..], |class| &class.methods) {
                implementations.insert(method.name(), *method);
            }
        }
        let mut table = Vec::new();
        for root in &slots.roots {
            let method = implementations.get(&root.name()).copied().unwrap_or(*root);
            table.push(self.implementation(method, *root));
        }
        let interfaces = self.interfaces(&lineage);
        let mut selectors = HashMap::new();
        for interface in &interfaces {
            let Some(interface) = self.class(*interface) else {
                continue;
            };
            for wanted in &interface.methods {
                if let Some(method) = implementations.get(&wanted.name()).copied()
                    && let Some(function) = self.implementation(method, *wanted)
                {
                    let selector = self.selector(*wanted);
                    selectors.insert(selector, function);
                }
            }
        }
        let mut fields = HashMap::new();
        let mut hidden = HashSet::new();
        let mut replacements = HashMap::new();
        for (at, (field, kind)) in slots.fields.iter().enumerate() {
            fields.insert(field.name(), (at as u16, *kind));
            if [known::exception(), known::value_exception()].contains(&field.owner()) {
                hidden.insert(field.name());
            } else {
                hidden.remove(&field.name());
            }
            let replaces = self.fields.get(field).and_then(|found| found.replaces);
            if let Some(function) = replaces {
                hidden.insert(field.name());
                replacements.insert(function.name(), (at as u16, *kind));
            }
        }
        let to_string = implementations.get(&Name::new("toString")).copied();
        let to_string = to_string.filter(|method| {
            let function = self.program.functions.get(method);
            function.is_some_and(|function| {
                function.params.is_empty()
                    && !matches!(function.implementation, Implementation::Abstract)
            })
        });
        let to_string = to_string.map(|method| self.function(FunctionKey::Member(method)));
        let mut ancestors: HashSet<DefId> = lineage.into_iter().collect();
        ancestors.extend(interfaces);
        ClassRow {
            def,
            name: self.program.path(def),
            ancestors,
            fields,
            hidden,
            replacements,
            methods: HashMap::new(),
            getters: HashMap::new(),
            setters: HashMap::new(),
            table,
            selectors,
            to_string,
        }
    }

    /// Lets objects give their methods by name, as far as some code asks for fields of that name. Whether anything new
    /// has to be lowered for it.
    pub(super) fn bind_named_methods(&mut self) -> bool {
        let before = self.keys.len();
        let layouts: Vec<(DefId, u32)> = self
            .class_layouts
            .iter()
            .map(|(def, at)| (*def, *at))
            .collect();
        for (def, layout) in layouts {
            let slots = self.slots(def);
            for (name, slot) in &slots.virtuals {
                self.bind_accessor(layout, *name, usize::from(*slot), &slots);
                if !self.image.binds_all && !self.image.names.contains(name) {
                    continue;
                }
                if let Some(root) = slots.roots.get(usize::from(*slot)).copied() {
                    let bound = self.bound_layout(root);
                    if let Some(LayoutRow {
                        owner: Owner::Class(row),
                        ..
                    }) = self.image.layouts.get_mut(layout as usize)
                    {
                        row.methods.insert(*name, MethodRow { bound });
                    }
                }
            }
        }
        for (def, form) in [
            (known::array(), Form::Array),
            (known::map(), Form::Map),
            (known::string(), Form::Text),
        ] {
            for method in self.class(def).map_or(&[][..], |class| &class.methods) {
                if self.image.binds_all || self.image.names.contains(&method.name()) {
                    let bound = self.bound_layout(*method);
                    self.image
                        .native_methods
                        .insert((form, method.name()), bound);
                }
            }
        }
        self.keys.len() > before
    }

    /// Getters and setters of properties that some code asks for by name.
    fn bind_accessor(&mut self, layout: u32, name: Name, slot: usize, slots: &Slots) {
        let text = name.as_str();
        let property = text
            .strip_prefix("get_")
            .or_else(|| text.strip_prefix("set_"));
        let wanted = property.is_some_and(|property| {
            self.image.binds_all || self.image.names.contains(&Name::new(property))
        });
        let Some(root) = slots.roots.get(slot).copied().filter(|_| wanted) else {
            return;
        };
        let (params, result) = self.member_kinds(root);
        if let Some(LayoutRow {
            owner: Owner::Class(row),
            ..
        }) = self.image.layouts.get_mut(layout as usize)
            && let Some(Some(function)) = row.table.get(slot).copied()
        {
            match (params.as_slice(), text.starts_with("get_")) {
                ([_], true) => {
                    row.getters.insert(name, (function, result));
                }
                ([_, value], false) => {
                    row.setters.insert(name, (function, *value, result));
                }
                _other => {}
            }
        }
    }

    /// All interfaces of some classes, those that they extend included.
    fn interfaces(&self, lineage: &[DefId]) -> Vec<DefId> {
        let mut found = Vec::new();
        let mut open: Vec<DefId> = lineage.to_vec();
        while let Some(def) = open.pop() {
            let Some(class) = self.class(def) else {
                continue;
            };
            if class.is_interface && !found.contains(&def) {
                found.push(def);
            }
            let more = class
                .implements
                .iter()
                .chain(class.extends.iter().filter(|_| class.is_interface));
            for ty in more {
                if let TyKind::Class(def, _) = self.bare(*ty).kind()
                    && !found.contains(def)
                {
                    open.push(*def);
                }
            }
        }
        found
    }

    /// The function of a method under the signature of a declaration that it implements.
    fn implementation(&mut self, method: MemberId, declared: MemberId) -> Option<u32> {
        let function = self.program.functions.get(&method)?;
        if matches!(function.implementation, Implementation::Abstract) {
            return None;
        }
        let number = self.function(FunctionKey::Member(method));
        let (params, result) = self.member_kinds(declared);
        let wanted = Signature {
            params: params.into(),
            result,
        };
        if self.signature_of(number) == wanted {
            return Some(number);
        }
        Some(self.function(FunctionKey::Bridge(number, wanted)))
    }

    pub(crate) fn selector(&mut self, method: MemberId) -> u32 {
        self.image.selectors.insert_full(method).0 as u32
    }

    /// The constructor of an enum.
    pub(crate) fn enum_constructor(&self, member: MemberId) -> Option<&'p hir::Constructor> {
        self.constructors
            .get(&member)
            .map(|(_, _, constructor)| *constructor)
    }

    /// The position of a constructor in its enum.
    pub(crate) fn constructor_index(&self, member: MemberId) -> u32 {
        self.constructors
            .get(&member)
            .map_or(0, |(_, index, _)| *index)
    }

    /// The layout of the values of a constructor.
    pub(crate) fn constructor_layout(&mut self, member: MemberId) -> u32 {
        if let Some(layout) = self.constructor_layouts.get(&member) {
            return *layout;
        }
        let Some((enumeration, index, constructor)) = self.constructors.get(&member).copied()
        else {
            self.refuse(format!("{member:?} is no constructor"));
            return 0;
        };
        let kinds = constructor
            .params
            .iter()
            .map(|param| self.kind(param.ty))
            .collect();
        let row = ConstructorRow {
            enumeration,
            name: member.name(),
            index,
            params: constructor.params.iter().map(|param| param.name).collect(),
        };
        let layout = self.add_layout(kinds, Owner::Constructor(row));
        self.constructor_layouts.insert(member, layout);
        layout
    }

    /// The one value of a constructor without parameters, in the pool of shared values.
    pub(crate) fn constant_constructor(&mut self, member: MemberId) -> u32 {
        let layout = self.constructor_layout(member);
        self.shared(Shared::Constant(layout))
    }

    /// The layout of structures with these fields.
    pub(crate) fn shape_layout(&mut self, names: Box<[u32]>) -> u32 {
        if let Some(layout) = self.shape_layouts.get(&names) {
            return *layout;
        }
        let kinds = names.iter().map(|_| Kind::Any).collect();
        let layout = self.add_layout(kinds, Owner::Shape(names.clone()));
        self.shape_layouts.insert(names, layout);
        layout
    }

    /// The layout of captured variables of a kind.
    pub(crate) fn variable_layout(&mut self, kind: Kind) -> u32 {
        if let Some(layout) = self.variable_layouts.get(&kind) {
            return *layout;
        }
        let layout = self.add_layout(Box::new([kind]), Owner::Variable);
        self.variable_layouts.insert(kind, layout);
        layout
    }

    /// The value of a type named in an expression, in the pool of shared values.
    pub(crate) fn type_value(&mut self, def: DefId) -> u32 {
        let layout = match self.type_layouts.get(&def) {
            Some(layout) => *layout,
            None => {
                let layout = self.add_layout(Box::default(), Owner::Type(def));
                if let Some(TypeDef::Enum(_)) = self.program.types.get(&def) {
                    self.image.enums.insert(def);
                }
                self.type_layouts.insert(def, layout);
                layout
            }
        };
        self.shared(Shared::Type(layout))
    }

    /// The layout of closures of a function with captures of these names and kinds.
    pub(crate) fn closure_layout(
        &mut self,
        function: u32,
        captures: &[(Name, Kind)],
        (params, result): (&[Ty], Ty),
        is_bound: bool,
    ) -> u32 {
        if let Some(layout) = self.closure_layouts.get(&function) {
            return *layout;
        }
        let signature = self.signature_of(function);
        let signature = Signature {
            params: signature.params.iter().skip(1).copied().collect(),
            result: signature.result,
        };
        let row = ClosureRow {
            function,
            ty: u32::from(self.function_type(signature, params, result)),
            is_bound,
            has_rest: params.last().is_some_and(|last| last.is_rest()),
            captures: captures.iter().map(|(name, _)| *name).collect(),
        };
        let kinds = captures.iter().map(|(_, kind)| *kind).collect();
        let layout = self.add_layout(kinds, Owner::Closure(row));
        self.closure_layouts.insert(function, layout);
        layout
    }

    /// The layout of closures that bind a method to an object.
    pub(crate) fn bound_layout(&mut self, method: MemberId) -> u32 {
        let function = self.function(FunctionKey::Bound(method));
        let types = self.param_types(method);
        let result = self.result_type(method);
        self.closure_layout(
            function,
            &[(Name::new("this"), Kind::Ref)],
            (&types, result),
            true,
        )
    }

    /// The declared type of a function's result.
    pub(crate) fn result_type(&self, member: MemberId) -> Ty {
        let function = self.program.functions.get(&member);
        function.map_or_else(|| Ty::new(TyKind::Void), |function| function.result)
    }

    /// The declared types of a function's parameters.
    pub(crate) fn param_types(&self, member: MemberId) -> Vec<Ty> {
        let function = self.program.functions.get(&member);
        function.map_or_else(Vec::new, |function| {
            function.params.iter().map(|param| param.ty).collect()
        })
    }

    pub(super) fn add_layout(&mut self, kinds: Box<[Kind]>, owner: Owner) -> u32 {
        if u16::try_from(kinds.len()).is_err() {
            self.refuse("something has more than 65,535 fields");
        }
        self.image.layouts.push(LayoutRow { kinds, owner });
        self.image.layouts.len() as u32 - 1
    }

    /// Whether a function takes `this`.
    pub(crate) fn takes_this(&self, member: MemberId) -> bool {
        let function = self.program.functions.get(&member);
        function.is_some_and(|function| match function.kind {
            FunctionKind::Static => false,
            FunctionKind::Method | FunctionKind::Constructor => true,
        })
    }
}
