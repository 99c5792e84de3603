//! The traits of structure types that hold more than their own literals, and who implements them.

use super::{arguments, function, generics};
use crate::code::{Code, ident};
use crate::emit::{Context, Hold, Receiver, Value};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use crate::scope::Scope;
use crate::self_reference::FieldTypes;
use crate::views::Implementor;
use crate::world::Bound;
use hx2rs_compiler::hir::{
    Accessor, Body, BodySpans, ClassDef, Expr, ExprId, FieldAccess, StructureField, Ty, TyKind,
    TypedBody,
};
use hx2rs_compiler::mir::FieldCell;
use hx2rs_compiler::{DefId, FileId, Name};
use indexmap::IndexSet;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use std::sync::Arc;

/// `trait HasName { … }` and its implementations.
pub(crate) fn structure(scope: &Scope<'_>, ty: Ty, types: &FieldTypes) -> TokenStream {
    let world = scope.world;
    let Kind::Structure(fields) = world.kind(ty) else {
        return TokenStream::new();
    };
    let shape = world.shape(ty);
    let name = ident(&world.structure_name(ty));
    let generics = types.generics();
    let mut above = Vec::new();
    if world.needs.borrow().shown_structures.contains(&shape) {
        above.push(quote!(hx::Show));
    }
    if world.needs.borrow().dynamic_shapes.contains(&shape) {
        above.push(quote!(hx::Erase));
    }
    let above = (!above.is_empty()).then(|| quote!(: #(#above)+*));
    let mut inside = TokenStream::new();
    for field in fields {
        let field_ty = match types.of(field.name) {
            Some(written) => written,
            None => scope.ty(world.structure_field_repr(field)),
        };
        let signatures = Signatures::new(scope, &shape, field, field_ty);
        inside.extend(signatures.declarations());
    }
    for other in seen_further(scope, &shape) {
        let view = ident(&world.view_name(other));
        let object = scope.view_ty(None, other);
        inside.extend(quote!(fn #view(self: Rc<Self>) -> Rc<#object>;));
    }
    for class in tests(scope, &shape) {
        let test = ident(&world.type_test_name(class, class));
        let object = scope.class_ty(class, &own_arguments(scope, class));
        inside.extend(quote!(fn #test(self: Rc<Self>) -> Option<Rc<#object>> { None }));
    }
    let mut out = quote!(pub trait #name #generics #above { #inside });
    let mut done = IndexSet::new();
    if world.needs.borrow().built_shapes.contains(&shape) {
        done.extend(literal(scope, ty, types).map(|tokens| tokens.to_string()));
        out.extend(literal(scope, ty, types));
    }
    for (implementor, to) in world.implementors(&shape) {
        let tokens = match &implementor {
            Implementor::Value(from) if matches!(world.kind(*from), Kind::Param(_)) => continue,
            Implementor::Class(def, from) => of_class(scope, *def, *from, to),
            Implementor::Structure(from) => of_structure(scope, *from, to),
            Implementor::Value(from) if matches!(world.kind(*from), Kind::Dynamic) => {
                super::dynamic_view::of_dynamic(scope, to)
            }
            Implementor::Value(from) => of_value(scope, *from, to),
        };
        if done.insert(tokens.to_string()) {
            out.extend(tokens);
        }
    }
    out.extend(conversion(scope, ty, types));
    out
}

/// `trait IntoHasName { … }` of what is given for type parameters that the structure constrains.
fn conversion(scope: &Scope<'_>, ty: Ty, types: &FieldTypes) -> TokenStream {
    let world = scope.world;
    let shape = world.shape(ty);
    let seen = world.needs.borrow().seen.clone();
    let constraints = world.needs.borrow().constraints.clone();
    if !constraints.iter().any(|to| world.shape(*to) == shape) {
        return TokenStream::new();
    }
    let plain = world.structure_name(ty);
    let name = ident(&crate::names::conversion_name(&plain));
    let method = ident(&world.structure_conversion_name(ty));
    let object = ident(&plain);
    let generics = types.generics();
    let text = format!(" What can be seen as a [`{plain}`].");
    let mut out = quote! {
        #[doc = #text]
        pub trait #name #generics { fn #method(self) -> Rc<dyn #object #generics>; }
    };
    let mut done = IndexSet::new();
    for (from, to) in seen {
        if world.shape(to) != shape {
            continue;
        }
        let repr = Repr {
            ty: from,
            null: false,
        };
        let value = scope.ty(repr);
        if !done.insert(value.to_string()) {
            continue;
        }
        let nothing = Nothing::new(from);
        let Some(mut context) = nothing.context(scope) else {
            continue;
        };
        let this = Code::tight(code!(self));
        let is_dyn = context.is_dyn(repr);
        let same = matches!(world.kind(from), Kind::Structure(_)) && world.shape(from) == shape;
        let is_struct = matches!(world.kind(from), Kind::Class(..) | Kind::Structure(_)) && !is_dyn;
        let class = if let Kind::Class(def, given) = world.kind(from) {
            Some((def, given))
        } else {
            None
        };
        let list = scope.view_arguments(class, to);
        let target = scope.view_ty(class, to);
        let made = if same {
            let is_it = value.to_string() == code!(Rc<#target>).to_string();
            is_it.then_some(this)
        } else {
            // A counted struct becomes a counted trait object by itself.
            let made = context.view(this.clone(), from, to);
            if is_struct { Some(this) } else { made }
        };
        let Some(made) = made else {
            let file = context.file;
            let what = "what is given for a parameter that this structure constrains is";
            world.unsupported(file, None, hx2rs_compiler::TextRange::default(), what);
            continue;
        };
        let params = crate::views::parameters(&[from]);
        let bounded = super::generics(scope, &params, true);
        out.extend(
            quote!(impl #bounded #name #list for #value { fn #method(self) -> Rc<#target> { #made } }),
        );
    }
    out
}

/// The structure types as which values of a structure type that is a trait are seen.
fn seen_further(scope: &Scope<'_>, shape: &[Name]) -> Vec<Ty> {
    let world = scope.world;
    let views = world.needs.borrow().views.clone();
    let mut found: Vec<Ty> = Vec::new();
    for (from, to) in views {
        let is_it = matches!(world.kind(from), Kind::Structure(_)) && world.shape(from) == shape;
        if is_it
            && !found
                .iter()
                .any(|known| world.shape(*known) == world.shape(to))
        {
            found.push(to);
        }
    }
    found
}

fn tests(scope: &Scope<'_>, shape: &[Name]) -> Vec<DefId> {
    let needs = scope.world.needs.borrow();
    let tests = needs.structure_tests.iter();
    let tests = tests.filter(|(of, _)| of == shape);
    tests.map(|(_, class)| *class).collect()
}

fn own_arguments(scope: &Scope<'_>, class: DefId) -> Vec<Ty> {
    let params = scope.world.type_params(class).into_iter();
    params.map(|param| Ty::new(TyKind::Param(param))).collect()
}

/// The methods of one field, as far as something uses them.
pub(super) struct Signatures {
    pub(super) get: Option<TokenStream>,
    pub(super) set: Option<TokenStream>,
    pub(super) name: Ident,
    pub(super) counted: bool,
}

impl Signatures {
    pub(super) fn new(
        scope: &Scope<'_>,
        shape: &[Name],
        field: &StructureField,
        ty: TokenStream,
    ) -> Self {
        let world = scope.world;
        let (get, set) = world.field_accessors(field.name);
        let (get, set) = (ident(&get), ident(&set));
        let name = ident(&crate::names::snake(field.name.as_str()));
        let used = (shape.to_vec(), field.name);
        let read = world.needs.borrow().read_views.contains(&used);
        let counted = matches!(world.kind(field.ty), Kind::Function(_));
        let this = if counted {
            quote!(self: Rc<Self>)
        } else {
            quote!(&self)
        };
        let written = world.needs.borrow().written_views.contains(&used);
        Self {
            get: read.then(|| quote!(fn #get(#this) -> #ty)),
            set: written.then(|| quote!(fn #set(&self, #name: #ty))),
            name,
            counted,
        }
    }

    fn declarations(&self) -> TokenStream {
        let all = self.get.iter().chain(&self.set);
        all.flat_map(|signature| quote!(#signature;)).collect()
    }
}

/// The struct of the structure's own literals.
fn literal(scope: &Scope<'_>, ty: Ty, types: &FieldTypes) -> Option<TokenStream> {
    let world = scope.world;
    let Kind::Structure(fields) = world.kind(ty) else {
        return None;
    };
    let open = types.is_open;
    let item = ident(&world.structure_name(ty));
    let name = ident(&world.literal_name(ty));
    let shape = world.shape(ty);
    let shown = world.needs.borrow().shown_structures.contains(&shape);
    let shown = shown.then(|| quote!(+ hx::Show));
    let generics = types.generics();
    let is_object = world.needs.borrow().dynamic_shapes.contains(&shape);
    let bounded = if is_object {
        super::object::structure_bounds(scope, ty, types, world.dynamic_views)
    } else {
        types.bounded(&quote!(Clone #shown + 'static))
    };
    let mut inside = TokenStream::new();
    for field in fields {
        let field_ty = match types.of(field.name) {
            Some(written) => written,
            None => scope.ty(world.structure_field_repr(field)),
        };
        let signatures = Signatures::new(scope, &shape, field, field_ty);
        let place = &signatures.name;
        let copy = !open && world.is_copy(world.structure_field_repr(field));
        let cell = world.structure_cell(ty, field);
        if let Some(get) = &signatures.get {
            let value = match cell {
                FieldCell::Plain if copy => quote!(self.#place),
                FieldCell::Plain => quote!(self.#place.clone()),
                FieldCell::Cell if open => quote!(self.#place.get()),
                FieldCell::Cell => quote!(self.#place.get()),
                FieldCell::RefCell => quote!(self.#place.borrow().clone()),
            };
            inside.extend(quote!(#get { #value }));
        }
        if let Some(set) = &signatures.set {
            let presence = world.presence_field(ty).map(ident);
            let presence = presence.filter(|_| world.may_be_added(ty, field.name));
            let text = field.name.as_str();
            let known = presence.map(|presence| quote!(self.#presence.add(#text);));
            let store = match cell {
                FieldCell::Plain => quote!(),
                FieldCell::Cell => quote!(self.#place.set(#place);),
                FieldCell::RefCell => quote!(self.#place.replace(#place);),
            };
            inside.extend(quote!(#set { #known #store }));
        }
    }
    inside.extend(further(scope, &shape));
    Some(quote!(impl #bounded #item #generics for #name #generics { #inside }))
}

/// The ways to other structure types, of everything that implements a structure type.
pub(super) fn further(scope: &Scope<'_>, shape: &[Name]) -> TokenStream {
    let mut out = TokenStream::new();
    for other in seen_further(scope, shape) {
        let view = ident(&scope.world.view_name(other));
        let object = scope.view_ty(None, other);
        out.extend(quote!(fn #view(self: Rc<Self>) -> Rc<#object> { self }));
    }
    out
}

/// A body without anything, for the conversions inside accessors.
pub(super) struct Nothing {
    typed: TypedBody,
    expr: ExprId,
}

impl Nothing {
    /// One expression of this type, which is nowhere.
    pub(super) fn new(ty: Ty) -> Self {
        let mut body = Body::default();
        let expr = body.exprs.push(Expr::Error);
        body.types.push(ty);
        let typed = TypedBody {
            body: Arc::new(body),
            spans: Arc::new(BodySpans::default()),
        };
        Self { typed, expr }
    }

    /// The expression.
    pub(super) fn expr(&self) -> ExprId {
        self.expr
    }

    /// A context for conversions.
    pub(super) fn context<'a>(&'a self, scope: &'a Scope<'a>) -> Option<Context<'a>> {
        let program = scope.world.program;
        let main = program.main.or(program.exposed.first().copied())?;
        let found = program.functions.get(&main)?;
        Some(function::context(
            scope,
            main,
            &self.typed,
            found.file,
            Receiver::None,
        ))
    }
}

fn of_class(scope: &Scope<'_>, def: DefId, from: Ty, to: Ty) -> TokenStream {
    let world = scope.world;
    let Some(class) = crate::hierarchy::class_def(world.program, def) else {
        return TokenStream::new();
    };
    let Kind::Structure(fields) = world.kind(to) else {
        return TokenStream::new();
    };
    let _ = from;
    let own = own_arguments(scope, def);
    let shape = world.shape(to);
    let class_ty = Ty::new(TyKind::Class(def, own.clone().into_boxed_slice()));
    need_text(scope, class_ty, &shape);
    let forms = world.view_forms(Some((def, &own)), to);
    let nothing = Nothing::new(class_ty);
    let Some(mut context) = nothing.context(scope) else {
        return TokenStream::new();
    };
    let mut inside = TokenStream::new();
    for (field, form) in fields.iter().zip(&forms) {
        world.need(form.ty, Bound::Clone);
        world.need(form.ty, Bound::Static);
        let signatures = Signatures::new(scope, &shape, field, scope.ty(*form));
        let accessors =
            class_accessors(&mut context, nothing.expr, class, field, *form, &signatures);
        match accessors {
            Some(accessors) => inside.extend(accessors),
            None => refuse(scope, class.header.file, field),
        }
    }
    inside.extend(further(scope, &shape));
    for target in tests(scope, &shape) {
        if world.plan.families.is_below(def, target) {
            let test = ident(&world.type_test_name(target, target));
            let given = super::traits::arguments_above(scope, class, target).unwrap_or_default();
            let object = scope.class_ty(target, &given);
            inside.extend(quote!(fn #test(self: Rc<Self>) -> Option<Rc<#object>> { Some(self) }));
        }
    }
    let params = world.type_params(def);
    let (bounded, list) = (generics(scope, &params, true), arguments(scope, &params));
    let name = scope.struct_item(def);
    let object = trait_ty(scope, Some((def, &own)), to);
    quote!(impl #bounded #object for #name #list { #inside })
}

/// `HasName<Str>`, without `dyn`.
pub(super) fn trait_ty(scope: &Scope<'_>, class: Option<(DefId, &[Ty])>, to: Ty) -> TokenStream {
    let object = scope.view_ty(class, to);
    object.into_iter().skip(1).collect()
}

fn need_text(scope: &Scope<'_>, ty: Ty, shape: &[Name]) {
    let world = scope.world;
    if world.needs.borrow().shown_structures.contains(shape) {
        world.need(ty, Bound::Show);
    }
    if world.needs.borrow().dynamic_shapes.contains(shape) {
        world.need(ty, Bound::Dynamic);
    }
}

pub(super) fn refuse(scope: &Scope<'_>, file: FileId, field: &StructureField) {
    scope.world.unsupported(
        file,
        None,
        hx2rs_compiler::TextRange::default(),
        &format!(
            "a structure whose field `{}` this value has in another form is",
            field.name
        ),
    );
}

fn class_accessors(
    context: &mut Context<'_>,
    expr: ExprId,
    class: &ClassDef,
    field: &StructureField,
    form: Repr,
    signatures: &Signatures,
) -> Option<TokenStream> {
    let world = context.world;
    let def = class.header.id;
    let mut out = TokenStream::new();
    if let Some(method) = world.plan.families.method(def, field.name) {
        if signatures.set.is_some() {
            return None;
        }
        if let Some(get) = &signatures.get {
            let ty = context.ty(expr);
            let value = Value::new(Code::tight(code!(self)), Repr { ty, null: false });
            let bound = context.bound_value(expr, expr, value, method, form.ty)?;
            let bound = if form.null {
                Code::call(code!(Some), &[bound])
            } else {
                bound
            };
            out.extend(quote!(#get { #bound }));
        }
        return Some(out);
    }
    let name = &signatures.name;
    if let FieldAccess::Property(read, write) = field.access
        && (read == Accessor::Method || write == Accessor::Method)
    {
        return property_accessors(context, expr, def, field, form, signatures);
    }
    let Some((own, declared, flag, cell)) = world.instance_field(def, field.name) else {
        return field.optional.then(|| missing(signatures)).flatten();
    };
    let given = super::traits::arguments_above(context.scope, class, own.owner())?;
    let params = world.type_params(own.owner()).into_iter();
    let map: Vec<_> = params.zip(given).collect();
    let (have, _) = world.instance(declared, flag, declared.substitute(&map));
    let mut path = code!(self);
    let mut next = Some(def);
    for _ in 0..world.classes.depth(def, own.owner()) {
        path = code!(#path.base);
        if let Some(def) = next {
            world.needs.borrow_mut().opened_bases.insert(def);
            next = world.classes.parent(def);
        }
    }
    let place = ident(&world.names.member(own));
    let place = Code::tight(code!(#path.#place));
    out.extend(plain_accessors(
        context,
        expr,
        &place,
        (have, form),
        cell,
        signatures,
        (name, None),
    )?);
    Some(out)
}

/// The accessors of a property, which has methods of its own.
fn property_accessors(
    context: &mut Context<'_>,
    expr: ExprId,
    class: DefId,
    field: &StructureField,
    form: Repr,
    signatures: &Signatures,
) -> Option<TokenStream> {
    let world = context.world;
    let mut out = TokenStream::new();
    let ty = context.ty(expr);
    let this = Value::held(
        Code::tight(code!(self)),
        Repr { ty, null: false },
        Hold::Reference,
    );
    let is_dyn = context.is_dyn(this.repr);
    if let Some(get) = &signatures.get {
        let name = Name::new(&format!("get_{}", field.name));
        let method = world.plan.families.method(class, name)?;
        let this = this.clone();
        let read = context.call_method_with(expr, expr, this, method, Vec::new(), form.ty, is_dyn);
        let have = read.repr;
        let own = context.own(&read);
        let code = context.coerce(expr, own, have, form)?;
        out.extend(quote!(#get { #code }));
    }
    if let Some(set) = &signatures.set {
        let name = Name::new(&format!("set_{}", field.name));
        let method = world.plan.families.method(class, name)?;
        let value = Value::new(Code::ident(&signatures.name), form);
        let written =
            context.call_method_with(expr, expr, this, method, vec![value], form.ty, is_dyn);
        let code = written.code;
        out.extend(quote!(#set { #code; }));
    }
    Some(out)
}

/// The accessors of a place of a struct; what writing notes first, besides the name.
fn plain_accessors(
    context: &mut Context<'_>,
    expr: ExprId,
    place: &Code,
    (have, form): (Repr, Repr),
    cell: FieldCell,
    signatures: &Signatures,
    (name, known): (&Ident, Option<TokenStream>),
) -> Option<TokenStream> {
    let mut out = TokenStream::new();
    if let Some(get) = &signatures.get {
        let value = match cell {
            FieldCell::Plain => Value::held(place.clone(), have, Hold::Place),
            FieldCell::Cell => Value::new(place.method("get", &[]), have),
            FieldCell::RefCell => Value::held(place.method("borrow", &[]), have, Hold::Guard),
        };
        let own = context.own(&value);
        let value = context.coerce(expr, own, have, form)?;
        out.extend(quote!(#get { #value }));
    }
    if let Some(set) = &signatures.set {
        let value = context.coerce(expr, Code::ident(name), form, have)?;
        let store = match cell {
            FieldCell::Plain => return None,
            FieldCell::Cell => place.method("set", &[value]),
            FieldCell::RefCell => place.method("replace", &[value]),
        };
        out.extend(quote!(#set { #known #store; }));
    }
    Some(out)
}

/// An optional field that the value does not have.
fn missing(signatures: &Signatures) -> Option<TokenStream> {
    if signatures.set.is_some() {
        return None;
    }
    let get = signatures.get.iter();
    Some(get.flat_map(|get| quote!(#get { None })).collect())
}

fn of_structure(scope: &Scope<'_>, from: Ty, to: Ty) -> TokenStream {
    let world = scope.world;
    let (Kind::Structure(own), Kind::Structure(fields)) = (world.kind(from), world.kind(to)) else {
        return TokenStream::new();
    };
    if !world
        .needs
        .borrow()
        .built_shapes
        .contains(&world.shape(from))
    {
        return TokenStream::new();
    }
    let shape = world.shape(to);
    need_text(scope, from, &shape);
    let nothing = Nothing::new(from);
    let Some(mut context) = nothing.context(scope) else {
        return TokenStream::new();
    };
    let mut inside = TokenStream::new();
    for field in fields {
        let form = world.structure_field_repr(field);
        let signatures = Signatures::new(scope, &shape, field, scope.ty(form));
        let accessors = match own.iter().find(|found| found.name == field.name) {
            Some(found) => {
                let have = world.structure_field_repr(found);
                if signatures.get.is_some() || signatures.set.is_some() {
                    world.need_structure_field(from, field.name);
                }
                let place = Code::tight(code!(self)).field(&signatures.name);
                let name = signatures.name.clone();
                let presence = world.presence_field(from).map(ident);
                let presence = presence.filter(|_| world.may_be_added(from, field.name));
                let text = field.name.as_str();
                let known = presence.map(|presence| quote!(self.#presence.add(#text);));
                plain_accessors(
                    &mut context,
                    nothing.expr,
                    &place,
                    (have, form),
                    world.structure_cell(from, found),
                    &signatures,
                    (&name, known),
                )
            }
            None if field.optional => missing(&signatures),
            None => None,
        };
        match accessors {
            Some(accessors) => inside.extend(accessors),
            None => refuse(scope, context.file, field),
        }
    }
    inside.extend(further(scope, &shape));
    let params = crate::views::parameters(&[from, to]);
    for param in &params {
        let ty = Ty::new(TyKind::Param(*param));
        world.need(ty, Bound::Clone);
        world.need(ty, Bound::Static);
    }
    let bounded = generics(scope, &params, true);
    let name = scope.structure_literal_ty(own, from);
    let object = trait_ty(scope, None, to);
    quote!(impl #bounded #object for #name { #inside })
}

fn of_value(scope: &Scope<'_>, from: Ty, to: Ty) -> TokenStream {
    let world = scope.world;
    let Kind::Structure(fields) = world.kind(to) else {
        return TokenStream::new();
    };
    let nothing = Nothing::new(from);
    let Some(mut context) = nothing.context(scope) else {
        return TokenStream::new();
    };
    let repr = Repr {
        ty: from,
        null: false,
    };
    let shape = world.shape(to);
    let mut inside = TokenStream::new();
    for field in fields {
        let form = world.structure_field_repr(field);
        let signatures = Signatures::new(scope, &shape, field, scope.ty(form));
        if signatures.set.is_some() {
            refuse(scope, context.file, field);
            continue;
        }
        let Some(get) = &signatures.get else { continue };
        let this = if signatures.counted {
            code!(Rc::unwrap_or_clone(self))
        } else {
            code!(self)
        };
        let value = Value::new(Code::tight(this), repr);
        let read = context.value_field(nothing.expr, value, field);
        match read {
            Some(code) => inside.extend(quote!(#get { #code })),
            None => refuse(scope, context.file, field),
        }
    }
    inside.extend(further(scope, &shape));
    let params = crate::views::parameters(&[from]);
    let bounded = generics(scope, &params, true);
    let name = scope.ty(repr);
    let object = trait_ty(scope, None, to);
    quote!(impl #bounded #object for #name { #inside })
}
