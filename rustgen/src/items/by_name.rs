//! Members by their names: the methods of `impl hx::Object` and the functions of `hx::reflect::TypeInfo` that read, write
//! and call what the program asks for by name. What each access does is a body of its own in the plan.

use crate::code::ident;
use crate::emit::{Context, Exit, Frame, Receiver};
use crate::marks::code;
use crate::represent::Repr;
use crate::scope::Scope;
use hx2rs_compiler::MemberId;
use hx2rs_compiler::hir::{ClassDef, ExprId, Header, Ty, TyKind, TypeDef};
use hx2rs_compiler::mir::reflection::NamedAccess;
use proc_macro2::{Literal, TokenStream};

/// An access on its way to Rust.
struct Access<'s> {
    scope: &'s Scope<'s>,
    header: &'s Header,
    receiver: Receiver,
    throws: bool,
}

impl Access<'_> {
    fn emit(
        &self,
        member: MemberId,
        made: impl FnOnce(&mut Context<'_>, ExprId) -> TokenStream,
    ) -> TokenStream {
        let plan = &self.scope.world.plan.reflection;
        let Some(typed) = plan.bodies.get(&member) else {
            return TokenStream::new();
        };
        let Some(root) = typed.body.root else {
            return TokenStream::new();
        };
        let frame = Frame {
            result: dynamic(),
            throws: self.throws,
            exit: Exit::Function,
            loops: 0,
        };
        let file = self.header.file;
        let mut context = Context::new(self.scope, member, typed, file, self.receiver, frame);
        made(&mut context, root)
    }

    /// What it reads, as Dynamic.
    fn value(&self, member: MemberId) -> TokenStream {
        self.emit(member, |context, root| {
            let code = context.owned(root, dynamic());
            code!(#code)
        })
    }

    /// What it does.
    fn action(&self, member: MemberId) -> TokenStream {
        self.emit(member, |context, root| context.statement(root))
    }

    /// The result of a method that lets exceptions out, or the plain one.
    fn result(&self, code: TokenStream) -> TokenStream {
        if self.throws { code!(Ok(#code)) } else { code }
    }

    /// `Some(match name { … })`.
    fn values(&self, members: &[NamedAccess]) -> TokenStream {
        let none = self.result(code!(None));
        let arms = members.iter().map(|(name, member)| {
            let (name, value) = (name.as_str(), self.value(*member));
            code!(#name => #value)
        });
        self.result(code!(Some(match name {
            #(#arms,)*
            _ => return #none,
        })))
    }

    /// `match name { … } true`.
    fn actions(&self, members: &[NamedAccess]) -> TokenStream {
        let (no, yes) = (self.result(code!(false)), self.result(code!(true)));
        let arms = members.iter().map(|(name, member)| {
            let (name, action) = (name.as_str(), self.action(*member));
            code!(#name => { #action })
        });
        code!(
            match name {
                #(#arms)*
                _ => return #no,
            }
            #yes
        )
    }
}

fn dynamic() -> Repr {
    Repr {
        ty: Ty::new(TyKind::Dynamic(None)),
        null: true,
    }
}

/// What an object answers to names.
pub(crate) fn object(scope: &Scope<'_>, class: &ClassDef) -> TokenStream {
    let plan = &scope.world.plan.reflection;
    let Some(members) = plan.objects.get(&class.header.id) else {
        return TokenStream::new();
    };
    let access = |receiver, throws| Access {
        scope,
        header: &class.header,
        receiver,
        throws,
    };
    let mut out = TokenStream::new();
    if !members.read.is_empty() {
        let values = access(Receiver::Owned, false).values(&members.read);
        out.extend(code!(
            fn field(self: Rc<Self>, name: &str) -> Option<Option<hx::Dynamic>> {
                #values
            }
        ));
    }
    if plan.lists && !members.variables.is_empty() {
        let names = members.variables.iter().map(|name| name.as_str());
        out.extend(code!(
            fn field_names(&self) -> Vec<Str> {
                vec![#(Str::lit(#names)),*]
            }
        ));
    }
    if !members.written.is_empty() {
        let actions = access(Receiver::Reference, false).actions(&members.written);
        out.extend(code!(
            fn set_field(&self, name: &str, value: Option<hx::Dynamic>) -> bool {
                #actions
            }
        ));
    }
    if !members.getters.is_empty() {
        let values = access(Receiver::Owned, true).values(&members.getters);
        out.extend(code!(
            fn property(self: Rc<Self>, name: &str) -> Result<Option<Option<hx::Dynamic>>, hx::Exception> {
                #values
            }
        ));
    }
    if !members.setters.is_empty() {
        let actions = access(Receiver::Owned, true).actions(&members.setters);
        out.extend(code!(
            fn set_property(self: Rc<Self>, name: &str, value: Option<hx::Dynamic>) -> Result<bool, hx::Exception> {
                #actions
            }
        ));
    }
    out
}

/// The parts of the `TypeInfo` of a class or enum by which its members are found.
pub(crate) fn of_type(scope: &Scope<'_>, def: &TypeDef) -> TokenStream {
    let plan = &scope.world.plan.reflection;
    let header = def.header();
    let Some(members) = plan.types.get(&header.id) else {
        return TokenStream::new();
    };
    let access = |throws| Access {
        scope,
        header,
        receiver: Receiver::None,
        throws,
    };
    let mut out = TokenStream::new();
    if !members.read.is_empty() {
        let values = access(false).values(&members.read);
        out.extend(code!(field: |name| #values,));
    }
    if !members.written.is_empty() {
        let actions = access(false).actions(&members.written);
        out.extend(code!(set_field: |name, value| { #actions },));
    }
    let constructor = |member: MemberId, count: usize| {
        let arguments = if count == 0 {
            ident("_")
        } else {
            ident("arguments")
        };
        let value = access(true).value(member);
        code!(|#arguments| Ok(#value))
    };
    if let Some((count, member)) = members.create {
        let create = constructor(member, count);
        let count = Literal::usize_unsuffixed(count);
        out.extend(code!(create: Some((#count, #create)),));
    }
    if let (TypeDef::Class(class), true) = (def, members.create_empty) {
        let made = super::construct::empty(scope, class);
        let own = scope.world.own_type(class.header.id);
        scope.world.need(own, crate::world::Bound::Dynamic);
        out.extend(code!(create_empty: Some(|| hx::dynamic(Rc::new(#made))),));
    }
    if !members.make.is_empty() {
        let made = members.make.iter().map(|(least, most, member)| {
            let make = constructor(*member, *most);
            let (least, most) = (
                Literal::usize_unsuffixed(*least),
                Literal::usize_unsuffixed(*most),
            );
            code!((#least, #most, #make))
        });
        out.extend(code!(make: &[#(#made),*],));
    }
    out
}
