//! From HIR to register code. Functions are lowered when something that is reached refers to them, from `main` and the
//! initialisers of statics on.
//!
//! # Who holds counts
//! - A function owns no count of its parameters: the caller keeps them alive. A parameter that is written is counted
//!   first. One that the function keeps is owned: whoever knows the function gives the count over and enters it behind
//!   the instructions by which the others' calls count it first.
//! - The caller owns the count of a result.
//! - A variable owns the count of its value; a variable that closures capture and somebody writes is a cell, which the
//!   register counts.
//! - A temporary owns its count unless it is borrowed: a variable read in place, or a field read for the very next
//!   instructions, while nothing can write it.
//! - A variable's count goes over at its last use, where that is certain ([`moves`]).
//!
//! What a function owns at an instruction is its *scope*: a path in a tree of registers. Normal exits release it by
//! instructions, exceptions by walking the tree.
//!
//! Start at [`function`] for registers and scopes, [`expression`] for the walk over a body; the concepts have a file each.

mod call;
mod classes;
mod closure;
mod control;
mod conversion;
mod expression;
mod function;
mod intrinsic;
mod kinds;
mod moves;
mod operand;
mod operator;
mod pattern;
mod place;
mod reflection;
mod stub;

pub(crate) use function::qualified;

use crate::code::{Function, Signature};
use crate::program::{FunctionType, Image, RuntimeType, Shared};
use hx2rs_compiler::hir::{self, Program, Ty, TypeDef};
use hx2rs_compiler::{DefId, MemberId, Space};
use hx2rs_heap::Kind;
use indexmap::IndexSet;
use std::collections::HashMap;

/// Why a program cannot be lowered.
#[derive(Debug)]
pub struct Unlowerable {
    /// The function, and what is too much in it.
    pub message: String,
}

/// What a function of register code is made from.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum FunctionKey {
    /// A function of the program.
    Member(MemberId),
    /// The initialiser of a static: gives the value.
    Static(MemberId),
    /// The initialiser of an instance variable: takes `this`, gives the value.
    Field(MemberId),
    /// All initialisers of a class's own instance variables: takes `this`.
    Initialise(DefId),
    /// A function expression of a body.
    Closure(BodyOwner, hir::ClosureId),
    /// A static function as a value.
    Value(MemberId),
    /// A constructor of an enum as a value.
    Constructor(MemberId),
    /// `new` of a class as a value.
    Make(DefId),
    /// A method bound to an object.
    Bound(MemberId),
    /// A function under another signature, for tables of classes.
    Bridge(u32, Signature),
}

/// Whose body it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum BodyOwner {
    Function(MemberId),
    Static(MemberId),
    Field(MemberId),
}

impl BodyOwner {
    pub(crate) fn member(self) -> MemberId {
        match self {
            Self::Function(member) | Self::Static(member) | Self::Field(member) => member,
        }
    }
}

/// The lowering of one program.
pub(crate) struct Lowering<'p> {
    pub(crate) program: &'p Program,
    pub(crate) image: Image,
    /// In order of their numbers.
    keys: IndexSet<FunctionKey>,
    signatures: Vec<Signature>,
    kinds: HashMap<Ty, Kind>,
    fields: HashMap<MemberId, &'p hir::Field>,
    pub(crate) class_layouts: HashMap<DefId, u32>,
    constructor_layouts: HashMap<MemberId, u32>,
    constructors: HashMap<MemberId, (DefId, u32, &'p hir::Constructor)>,
    shape_layouts: HashMap<Box<[u32]>, u32>,
    closure_layouts: HashMap<u32, u32>,
    variable_layouts: HashMap<Kind, u32>,
    type_layouts: HashMap<DefId, u32>,
    slots: HashMap<DefId, std::rc::Rc<classes::Slots>>,
    natives: HashMap<hir::NativeId, u32>,
    owned_params: HashMap<MemberId, std::rc::Rc<[bool]>>,
    /// Whether an array may be seen under two types, so that an element read as a class may be of another one.
    mixes_elements: bool,
    wishes: Wishes,
    problem: Option<Unlowerable>,
}

/// What code has besides what the program says.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Wishes {
    /// It tells where objects are made.
    pub(crate) sites: bool,
    /// It looks up from its work at the start of each function and of each loop's body.
    pub(crate) safe_points: bool,
}

/// Lowers everything that a program reaches.
pub(crate) fn lower(program: &Program, wishes: Wishes) -> Result<Image, Unlowerable> {
    let mut lowering = Lowering {
        program,
        image: Image {
            files: program.files.clone(),
            private: {
                let types = program.types.iter();
                let private = types.filter(|(_, found)| found.header().is_private);
                private.map(|(def, _)| *def).collect()
            },
            ..Image::default()
        },
        keys: IndexSet::new(),
        signatures: Vec::new(),
        kinds: HashMap::new(),
        fields: HashMap::new(),
        class_layouts: HashMap::new(),
        constructor_layouts: HashMap::new(),
        constructors: HashMap::new(),
        shape_layouts: HashMap::new(),
        closure_layouts: HashMap::new(),
        variable_layouts: HashMap::new(),
        type_layouts: HashMap::new(),
        slots: HashMap::new(),
        natives: HashMap::new(),
        owned_params: HashMap::new(),
        mixes_elements: false,
        wishes,
        problem: None,
    };
    lowering.enter_declarations();
    lowering.mixes_elements = lowering.finds_mixed_elements();
    for member in &program.static_order {
        let number = lowering.static_number(*member);
        let function = lowering.function(FunctionKey::Static(*member));
        lowering.image.initialisers.push((function, number));
    }
    if let Some(main) = program.main {
        lowering.image.main = Some(lowering.function(FunctionKey::Member(main)));
    }
    if let Some(after) = program.after_main {
        lowering.image.after_main = Some(lowering.function(FunctionKey::Member(after)));
    }
    let exception = hir::known::exception();
    let constructor = MemberId::new(exception, "new", Space::Instance);
    if program.functions.contains_key(&constructor) {
        lowering.class_layout(exception);
        let number = lowering.function(FunctionKey::Member(constructor));
        lowering.image.exception_constructor = Some(number);
    }
    lowering.add_type_rows();
    lowering.run();
    lowering.dissolve_shapes();
    match lowering.problem {
        Some(problem) => Err(problem),
        None => Ok(lowering.image),
    }
}

impl<'p> Lowering<'p> {
    fn enter_declarations(&mut self) {
        let program = self.program;
        for def in program.types.values() {
            match def {
                TypeDef::Class(class) => {
                    for field in class.fields.iter().chain(&class.statics) {
                        self.enter_field(field, class.header.file);
                    }
                }
                TypeDef::Abstract(def) => {
                    for field in &def.statics {
                        self.enter_field(field, def.header.file);
                    }
                }
                TypeDef::Enum(def) => {
                    for (index, constructor) in def.constructors.iter().enumerate() {
                        let row = (def.header.id, index as u32, constructor);
                        self.constructors.insert(constructor.id, row);
                    }
                }
                TypeDef::Alias(_) => {}
            }
        }
        for function in program.functions.values() {
            let start = program.body_starts.get(&function.id).copied().unwrap_or(0);
            self.image
                .body_places
                .insert(function.id, (function.file, start));
        }
    }

    /// Whether some body sees an array of references under another type than it had.
    fn finds_mixed_elements(&self) -> bool {
        let functions = self.program.functions.values();
        let functions = functions.filter_map(|function| function.body());
        let fields = self
            .fields
            .values()
            .filter_map(|field| field.initialiser.as_ref());
        functions.chain(fields).any(|typed| {
            let body = &typed.body;
            body.exprs.iter().any(|(id, expr)| {
                let hir::Expr::Convert { operand, .. } = expr else {
                    return false;
                };
                let (from, to) = (self.bare(body.types[*operand]), self.bare(body.types[id]));
                from != to && self.element_type(to).is_some()
            })
        })
    }

    fn enter_field(&mut self, field: &'p hir::Field, file: hx2rs_compiler::FileId) {
        let start = self
            .program
            .body_starts
            .get(&field.id)
            .copied()
            .unwrap_or(0);
        self.image.body_places.insert(field.id, (file, start));
        self.fields.insert(field.id, field);
    }

    /// Lowers until nothing new is asked for.
    fn run(&mut self) {
        loop {
            self.lower_pending();
            if self.problem.is_some() || !self.bind_named_methods() {
                return;
            }
        }
    }

    fn lower_pending(&mut self) {
        while let Some(key) = self.keys.get_index(self.image.functions.len()).cloned() {
            let number = self.image.functions.len();
            let signature = self.signatures.get(number).cloned();
            let Some(signature) = signature else { return };
            let function = self.lower_function(&key, signature);
            self.image.functions.push(function);
            if self.problem.is_some() {
                return;
            }
        }
    }

    fn lower_function(&mut self, key: &FunctionKey, signature: Signature) -> Function {
        match key {
            FunctionKey::Member(member) => self.lower_member(*member, signature),
            FunctionKey::Static(member) => {
                self.lower_initialiser(BodyOwner::Static(*member), signature)
            }
            FunctionKey::Field(member) => {
                self.lower_initialiser(BodyOwner::Field(*member), signature)
            }
            FunctionKey::Initialise(class) => self.lower_class_initialisers(*class, signature),
            FunctionKey::Closure(owner, closure) => self.lower_closure(*owner, *closure, signature),
            FunctionKey::Value(member) => self.lower_value_stub(*member, signature),
            FunctionKey::Constructor(member) => self.lower_constructor_stub(*member, signature),
            FunctionKey::Make(class) => self.lower_make_stub(*class, signature),
            FunctionKey::Bound(member) => self.lower_bound_stub(*member, signature),
            FunctionKey::Bridge(target, _) => self.lower_bridge(*target, signature),
        }
    }

    /// The number of a function; it will be lowered.
    pub(crate) fn function(&mut self, key: FunctionKey) -> u32 {
        if let Some(number) = self.keys.get_index_of(&key) {
            return number as u32;
        }
        let signature = self.signature_of_key(&key);
        let (number, _) = self.keys.insert_full(key);
        self.signatures.push(signature);
        number as u32
    }

    pub(crate) fn signature_of(&self, function: u32) -> Signature {
        let known = self.signatures.get(function as usize).cloned();
        known.unwrap_or_else(|| Signature {
            params: Box::default(),
            result: Kind::Any,
        })
    }

    fn signature_of_key(&mut self, key: &FunctionKey) -> Signature {
        let (params, result) = match key {
            FunctionKey::Member(member) => self.member_kinds(*member),
            FunctionKey::Static(member) => (Vec::new(), self.field_kind(*member)),
            FunctionKey::Field(member) => (vec![Kind::Ref], self.field_kind(*member)),
            FunctionKey::Initialise(_) => (vec![Kind::Ref], Kind::Any),
            FunctionKey::Closure(owner, closure) => {
                let mut params = vec![Kind::Ref];
                let mut result = Kind::Any;
                if let Some(body) = self.body(*owner)
                    && let Some(closure) = body.body.closures.entry(*closure)
                {
                    params.extend(self.closure_param_kinds(&body.body, closure));
                    result = self.kind(closure.result);
                }
                (params, result)
            }
            FunctionKey::Make(class) => {
                let constructor = self.constructor_of(*class);
                let kinds = constructor.map(|member| self.value_kinds(member));
                (kinds.unwrap_or_else(|| vec![Kind::Ref]), Kind::Ref)
            }
            FunctionKey::Value(member) | FunctionKey::Bound(member) => {
                let kinds = self.value_kinds(*member);
                let result = self.member_kinds(*member).1;
                (kinds, result)
            }
            FunctionKey::Constructor(member) => {
                let mut kinds = vec![Kind::Ref];
                if let Some((_, _, constructor)) = self.constructors.get(member).copied() {
                    kinds.extend(constructor.params.iter().map(|param| self.kind(param.ty)));
                }
                (kinds, Kind::Ref)
            }
            FunctionKey::Bridge(_, signature) => return signature.clone(),
        };
        Signature {
            params: params.into(),
            result,
        }
    }

    /// The kinds of a function's parameters where it is a value, the closure first: those with defaults take null.
    fn value_kinds(&mut self, member: MemberId) -> Vec<Kind> {
        let mut kinds = vec![Kind::Ref];
        if let Some(function) = self.program.functions.get(&member) {
            for param in &function.params {
                kinds.push(match param.default {
                    Some(_) => self.nullable_kind(param.ty),
                    None => self.kind(param.ty),
                });
            }
        }
        kinds
    }

    /// Kinds of the parameters of a function of the program, `this` included, and of its result.
    pub(crate) fn member_kinds(&mut self, member: MemberId) -> (Vec<Kind>, Kind) {
        let Some(function) = self.program.functions.get(&member) else {
            return (Vec::new(), Kind::Any);
        };
        let mut params = Vec::new();
        match function.kind {
            hir::FunctionKind::Static => {}
            hir::FunctionKind::Method | hir::FunctionKind::Constructor => params.push(Kind::Ref),
        }
        params.extend(function.params.iter().map(|param| self.kind(param.ty)));
        let result = self.kind(function.result);
        (params, result)
    }

    pub(crate) fn body(&self, owner: BodyOwner) -> Option<&'p hir::TypedBody> {
        match owner {
            BodyOwner::Function(member) => self.program.functions.get(&member)?.body(),
            BodyOwner::Static(member) | BodyOwner::Field(member) => {
                self.fields.get(&member)?.initialiser.as_ref()
            }
        }
    }

    pub(crate) fn field_kind(&mut self, member: MemberId) -> Kind {
        match self.fields.get(&member).copied() {
            Some(field) => self.kind(field.ty),
            None => Kind::Any,
        }
    }

    /// The declared type of a variable of a class.
    pub(crate) fn field_type(&self, member: MemberId) -> Option<Ty> {
        self.fields.get(&member).map(|field| field.ty)
    }

    /// Whether only constructors write an instance variable.
    pub(crate) fn is_final(&self, member: MemberId) -> bool {
        let field = self.fields.get(&member);
        field.is_some_and(|field| field.access == hir::FieldAccess::Final)
    }

    pub(crate) fn static_number(&mut self, member: MemberId) -> u32 {
        if let Some(number) = self.image.statics.get_index_of(&member) {
            return number as u32;
        }
        let kind = self.field_kind(member);
        self.image.statics.insert_full(member, kind).0 as u32
    }

    pub(crate) fn shared(&mut self, shared: Shared) -> u32 {
        self.image.shared.insert_full(shared).0 as u32
    }

    pub(crate) fn name(&mut self, name: hx2rs_compiler::Name) -> u32 {
        self.image.names.insert_full(name).0 as u32
    }

    /// The number of a signature; refused beyond 65,535.
    pub(crate) fn signature(&mut self, signature: Signature) -> u16 {
        let (number, _) = self.image.signatures.insert_full(signature);
        u16::try_from(number).unwrap_or_else(|_| {
            self.refuse("the program has more than 65,535 signatures of function values");
            0
        })
    }

    /// The number of a function type; refused beyond 65,535.
    pub(crate) fn function_type(&mut self, signature: Signature, params: &[Ty], result: Ty) -> u16 {
        let kinds = signature.params.iter().enumerate();
        let types = kinds.map(|(at, kind)| self.checked_type(*kind, params.get(at).copied()));
        let params = types.collect();
        let result = self.checked_type(signature.result, Some(result));
        let ty = FunctionType {
            signature,
            params,
            result,
        };
        let (number, _) = self.image.function_types.insert_full(ty);
        u16::try_from(number).unwrap_or_else(|_| {
            self.refuse("the program has more than 65,535 types of function values");
            0
        })
    }

    /// What a word of a kind has to be checked for.
    fn checked_type(&mut self, kind: Kind, ty: Option<Ty>) -> u32 {
        match (kind, ty) {
            (Kind::Ref, Some(ty)) => self.runtime_type_number(ty),
            (Kind::Ref, None) | (Kind::Int | Kind::Float | Kind::Bool | Kind::Any, _) => {
                self.image.types.insert_full(RuntimeType::Anything).0 as u32
            }
        }
    }

    /// Notes the first reason why the program cannot be lowered.
    pub(crate) fn refuse(&mut self, message: impl Into<String>) {
        self.problem.get_or_insert(Unlowerable {
            message: message.into(),
        });
    }
}
