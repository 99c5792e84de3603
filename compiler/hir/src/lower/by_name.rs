//! Fields, methods and calls of values of type Dynamic: functions of `Reflect`, which look at what the value is when the
//! program runs.

use super::{Lowering, Reason, Want};
use crate::{Callee, Const, Expr, ExprId, Ty, TyKind, known};
use hx2rs_base::{MemberId, Name, Space, TextRange};

impl Lowering<'_> {
    /// `object.name`.
    pub(super) fn read_by_name(
        &mut self,
        object: ExprId,
        name: Name,
        ty: Ty,
        place: (TextRange, u32),
    ) -> ExprId {
        let object = self.as_dynamic(object);
        let name = self.name_text(name, place);
        let read = self.reflect("member", vec![object, name], place);
        self.coerce(read, ty, Reason::Plain)
    }

    /// `object.name = value`, and the value.
    pub(super) fn write_by_name(
        &mut self,
        object: ExprId,
        name: Name,
        value: ExprId,
        want: Want,
        place: (TextRange, u32),
    ) -> ExprId {
        let range = place.0;
        let object = self.as_dynamic(object);
        let name = self.name_text(name, place);
        if want == Want::Unused {
            let value = self.as_dynamic(value);
            return self.reflect("setMember", vec![object, name, value], place);
        }
        let (keep_object, object) = self.hold(object);
        let (keep_value, held) = self.hold(value);
        let object = self.local(object, range);
        let value = self.local(held, range);
        let value = self.as_dynamic(value);
        let call = self.reflect("setMember", vec![object, name, value], place);
        let result = self.local(held, range);
        self.sequence(vec![keep_object, keep_value, call], result, range)
    }

    /// `object.name(arguments)`.
    pub(super) fn call_by_name(
        &mut self,
        object: ExprId,
        name: Name,
        arguments: Vec<ExprId>,
        ty: Ty,
        place: (TextRange, u32),
    ) -> ExprId {
        let object = self.as_dynamic(object);
        let name = self.name_text(name, place);
        let arguments = self.dynamic_list(arguments, place.0);
        let called = self.reflect("callMember", vec![object, name, arguments], place);
        self.coerce(called, ty, Reason::Plain)
    }

    /// `function(arguments)`.
    pub(super) fn call_dynamic(
        &mut self,
        function: ExprId,
        arguments: Vec<ExprId>,
        range: TextRange,
    ) -> ExprId {
        let function = self.as_dynamic(function);
        let arguments = self.dynamic_list(arguments, range);
        self.reflect("call", vec![function, arguments], (range, range.start))
    }

    /// Whether a value is of a class or enum that is a value as well.
    pub(super) fn test_of_value(
        &mut self,
        value: ExprId,
        class: ExprId,
        range: TextRange,
    ) -> ExprId {
        let arguments = vec![self.as_dynamic(value), self.as_dynamic(class)];
        let id = MemberId::new(known::type_(), "isOf", Space::Static);
        self.call_of(id, arguments, (range, range.start))
    }

    fn reflect(
        &mut self,
        function: &str,
        arguments: Vec<ExprId>,
        place: (TextRange, u32),
    ) -> ExprId {
        let id = MemberId::new(known::reflect(), function, Space::Static);
        self.call_of(id, arguments, place)
    }

    fn call_of(
        &mut self,
        id: MemberId,
        arguments: Vec<ExprId>,
        (range, point): (TextRange, u32),
    ) -> ExprId {
        let result = self.signature_of(id).result;
        let call = Expr::Call {
            callee: Callee::Static(id),
            arguments: arguments.into(),
        };
        self.push_at(call, result, range, point)
    }

    fn as_dynamic(&mut self, value: ExprId) -> ExprId {
        self.coerce(value, Ty::new(TyKind::Dynamic(None)), Reason::Plain)
    }

    fn dynamic_list(&mut self, values: Vec<ExprId>, range: TextRange) -> ExprId {
        let values = values.into_iter().map(|value| self.as_dynamic(value));
        let values: Vec<ExprId> = values.collect();
        let ty = Ty::array(Ty::new(TyKind::Dynamic(None)));
        self.push(Expr::Array(values.into()), ty, range)
    }

    fn name_text(&mut self, name: Name, (range, point): (TextRange, u32)) -> ExprId {
        let text = Expr::Const(Const::String(name.as_str().into()));
        self.push_at(text, Ty::string(), range, point)
    }
}
