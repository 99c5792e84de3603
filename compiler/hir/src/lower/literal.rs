//! Numbers, interpolated strings, array, map and object literals.

use super::{Lowering, Reason, Want};
use crate::infer::join;
use crate::{Callee, Const, Expr, ExprId, FieldAccess, StructureField, Ty, TyKind, known};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{MemberId, Name, Space, TextRange};
use hx2rs_syntax::ast::{self, ExprKind, List, NumberSuffix, ObjectField, StringPart};

impl Lowering<'_> {
    /// An Int; `negative`: a minus stands before it.
    pub(super) fn int(
        &mut self,
        digits: Name,
        suffix: Option<NumberSuffix>,
        negative: bool,
        range: TextRange,
    ) -> ExprId {
        match suffix {
            None | Some(NumberSuffix::I32) => {}
            Some(NumberSuffix::I64) => return self.long(digits, negative, range),
            Some(NumberSuffix::U32) => {
                let value = self.int(digits, None, negative, range);
                return self.reinterpret(
                    value,
                    Ty::new(TyKind::Abstract(known::uint(), Box::default())),
                );
            }
            Some(NumberSuffix::F64) => return self.float(digits, suffix, range),
        }
        let Some(value) = int_value(digits.as_str(), negative) else {
            let text = digits.as_str();
            if let Ok(value) = text.parse::<f64>() {
                // As officially: decimal digits that are too large for an Int are a Float.
                let value = Const::float(if negative { -value } else { value });
                return self.push(Expr::Const(value), Ty::new(TyKind::Float), range);
            }
            self.report_at(
                codes::NUMBER_RANGE,
                range,
                format!(
                    "`{text}` is no Int: Ints have 32 bits, which are eight hexadecimal digits"
                ),
            );
            return self.error_expr(range);
        };
        let constant = Expr::Const(Const::Int(value));
        self.push(constant, Ty::new(TyKind::Int), range)
    }

    /// `5i64`: a `haxe.Int64`, made of its halves; of an Int where it is one.
    fn long(&mut self, digits: Name, negative: bool, range: TextRange) -> ExprId {
        let text = digits.as_str();
        let value = match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
            // Hexadecimal digits give the bits.
            Some(digits) => u64::from_str_radix(digits, 16).ok().map(|bits| {
                let value = bits as i64;
                if negative {
                    value.wrapping_neg()
                } else {
                    value
                }
            }),
            None => text
                .parse::<i128>()
                .ok()
                .and_then(|value| i64::try_from(if negative { -value } else { value }).ok()),
        };
        let Some(value) = value else {
            let what = format!("`{text}` is no Int64: that has 64 bits");
            self.report_at(codes::NUMBER_RANGE, range, what);
            return self.error_expr(range);
        };
        let ty = Ty::new(TyKind::Abstract(known::int64(), Box::default()));
        let int = Ty::new(TyKind::Int);
        let (function, parts) = match i32::try_from(value) {
            Ok(small) => ("ofInt", vec![small]),
            Err(_) => ("make", vec![(value >> 32) as i32, value as i32]),
        };
        let parts = parts.into_iter();
        let parts = parts.map(|part| self.push(Expr::Const(Const::Int(part)), int, range));
        let arguments = parts.collect();
        let callee = Callee::Static(MemberId::new(known::int64(), function, Space::Static));
        self.push(Expr::Call { callee, arguments }, ty, range)
    }

    /// A Float.
    pub(super) fn float(
        &mut self,
        digits: Name,
        suffix: Option<NumberSuffix>,
        range: TextRange,
    ) -> ExprId {
        match suffix {
            None | Some(NumberSuffix::F64) => {}
            Some(NumberSuffix::I32 | NumberSuffix::U32 | NumberSuffix::I64) => {
                return self.unsupported(range, "a Float with the suffix of an Int");
            }
        }
        let text = digits.as_str();
        // What the lexer lets through, Rust reads, but for `1.` before an exponent and hexadecimal digits.
        let value = text.parse::<f64>().ok().or_else(|| {
            let digits = text.strip_prefix("0x")?;
            i64::from_str_radix(digits, 16)
                .ok()
                .map(|value| value as f64)
        });
        let Some(value) = value else {
            self.report_at(codes::NUMBER_RANGE, range, format!("`{text}` is no Float"));
            return self.error_expr(range);
        };
        let constant = Expr::Const(Const::float(value));
        self.push(constant, Ty::new(TyKind::Float), range)
    }

    /// `'a $b ${c}'`.
    pub(super) fn interpolated(&mut self, parts: List<StringPart>, range: TextRange) -> ExprId {
        let list = self.ast.list(parts);
        let parts = list.iter();
        let parts = parts
            .map(|part| match part.kind {
                ast::StringPartKind::Text(text) => {
                    let constant = Const::String(text.as_str().into());
                    self.push(Expr::Const(constant), Ty::string(), part.range)
                }
                ast::StringPartKind::Expr(expr) => {
                    let value = self.value(expr, None);
                    let ty = self.ty(value);
                    if list.len() > 1 && self.expanded(ty).infer_number().is_some() {
                        // As officially: what is added to a text and not known is one.
                        crate::infer::assignable(&mut self.table, self.env, ty, Ty::string());
                    }
                    self.as_text(value)
                }
            })
            .collect();
        self.push(Expr::Concat(parts), Ty::string(), range)
    }

    /// Element type of `Array<T>`, also below a `Null`.
    pub(super) fn array_element(&self, ty: Ty) -> Option<Ty> {
        let wide = self.expanded(ty).without_null();
        match wide.kind() {
            TyKind::Class(def, arguments) if *def == known::array() => arguments.first().copied(),
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
            | TyKind::TypeOf(_)
            | TyKind::Infer(_) => None,
        }
    }

    /// Key and value type of `Map<K, V>`, also below a `Null`.
    pub(super) fn map_entry(&self, ty: Ty) -> Option<(Ty, Ty)> {
        let wide = self.expanded(ty).without_null();
        if wide.def() != Some(known::map()) {
            return None;
        }
        match wide.arguments() {
            [key, value] => Some((*key, *value)),
            _other => None,
        }
    }

    /// The same of any type of maps, such as `haxe.ds.StringMap<T>`.
    pub(super) fn any_map_entry(&self, ty: Ty) -> Option<(Ty, Ty)> {
        let wide = self.expanded(ty).without_null();
        crate::maps::entry(wide.def()?, wide.arguments())
    }

    /// `[…]`.
    pub(super) fn array_literal(
        &mut self,
        items: List<ast::ExprId>,
        want: Want,
        range: TextRange,
    ) -> ExprId {
        let items = self.ast.list(items);
        if let [only] = items
            && self.is_comprehension(*only)
        {
            return self.comprehension(*only, want, range);
        }
        let arrow = |item: &ast::ExprId| {
            matches!(
                self.ast.expr(*item).kind,
                ExprKind::Binary {
                    op: ast::BinaryOp::MapArrow,
                    ..
                }
            )
        };
        let map_hint = want.hint().and_then(|hint| self.any_map_entry(hint));
        let is_map = want.hint().and_then(|hint| self.map_entry(hint)).is_some();
        if items.iter().any(arrow) || (items.is_empty() && is_map) {
            return self.map_literal(items, map_hint, range);
        }
        let hint = want.hint().and_then(|hint| self.array_element(hint));
        let hint = hint.filter(|hint| self.expanded(*hint).infer_number().is_none());
        if let Some(element) = hint {
            let values = items.iter();
            let values = values
                .map(|item| self.value_as(*item, element, Reason::Element))
                .collect();
            return self.push(Expr::Array(values), Ty::array(element), range);
        }
        let wide = want.hint().map(|hint| self.expanded(hint));
        let wide = wide.filter(|wide| matches!(wide.kind(), TyKind::Dynamic(_)));
        let open = wide.is_some();
        let values = items.iter().map(|item| self.value(*item, wide));
        let values: Vec<ExprId> = values.collect();
        let types: Vec<Ty> = values.iter().map(|value| self.ty(*value)).collect();
        if open && !values.is_empty() && join(&mut self.table, self.env, &types).is_none() {
            // Anything goes, as officially.
            let dynamic = Ty::new(TyKind::Dynamic(None));
            let values = values
                .into_iter()
                .map(|value| self.coerce(value, dynamic, Reason::Element))
                .collect();
            return self.push(Expr::Array(values), Ty::array(dynamic), range);
        }
        let (element, values) = self.unite(values, Reason::Element);
        self.push(Expr::Array(values.into()), Ty::array(element), range)
    }

    /// The values as values of one type, which they determine themselves.
    pub(super) fn unite(&mut self, values: Vec<ExprId>, reason: Reason) -> (Ty, Vec<ExprId>) {
        let types: Vec<Ty> = values.iter().map(|value| self.ty(*value)).collect();
        let Some(first) = types.first() else {
            return (self.fresh(), values);
        };
        let Some(joined) = join(&mut self.table, self.env, &types) else {
            return match self.unite_structures(&values, reason) {
                Some(united) => united,
                None => self.not_united(*first, values, reason),
            };
        };
        let values = values
            .into_iter()
            .map(|value| self.coerce(value, joined, reason))
            .collect();
        (joined, values)
    }

    /// Structure literals with fields of the same names as values of one type: each field is united by itself, as
    /// officially.
    fn unite_structures(&mut self, values: &[ExprId], reason: Reason) -> Option<(Ty, Vec<ExprId>)> {
        let mut literals: Vec<Vec<(Name, ExprId)>> = Vec::new();
        for value in values {
            let Expr::Structure(fields) = &self.body.exprs[*value] else {
                return None;
            };
            literals.push(fields.to_vec());
        }
        let names: Vec<Name> = literals.first()?.iter().map(|(name, _)| *name).collect();
        let mut united: Vec<StructureField> = Vec::new();
        for name in &names {
            let column = literals.iter().map(|literal| {
                let mut found = literal.iter().filter(|(other, _)| other == name);
                found.next().filter(|_| literal.len() == names.len())
            });
            let column: Vec<ExprId> = column
                .map(|it| it.map(|(_, value)| *value))
                .collect::<Option<_>>()?;
            let types: Vec<Ty> = column.iter().map(|value| self.ty(*value)).collect();
            let (ty, column) = match join(&mut self.table, self.env, &types) {
                Some(ty) => {
                    let column = column.into_iter();
                    (
                        ty,
                        column.map(|value| self.coerce(value, ty, reason)).collect(),
                    )
                }
                None => self.unite_structures(&column, reason)?,
            };
            for (literal, value) in literals.iter_mut().zip(column) {
                for (_, old) in literal.iter_mut().filter(|(other, _)| other == name) {
                    *old = value;
                }
            }
            united.push(StructureField {
                name: *name,
                ty,
                optional: false,
                access: FieldAccess::Variable,
            });
        }
        united.sort_by_key(|field| field.name);
        let ty = Ty::new(TyKind::Structure(united.into()));
        self.table.add_literal(ty);
        let made = values.iter().zip(literals).map(|(value, fields)| {
            let range = self.spans.exprs[*value];
            self.push(Expr::Structure(fields.into()), ty, range)
        });
        Some((ty, made.collect()))
    }

    fn mentions_error(&self, ty: Ty) -> bool {
        let mut found = false;
        self.table.resolve(ty).map(&mut |part| {
            found |= part.is(&TyKind::Error);
            None
        });
        found
    }

    /// Reports the first value that is not of the type of those before it.
    fn not_united(&mut self, first: Ty, values: Vec<ExprId>, reason: Reason) -> (Ty, Vec<ExprId>) {
        let odd = values.iter().copied().find(|value| {
            let ty = self.ty(*value);
            !crate::infer::assignable(&mut self.table, self.env, ty, first)
        });
        // What is wrong inside of it has been said.
        let odd = odd.filter(|odd| !self.mentions_error(self.ty(*odd)));
        if let Some(odd) = odd {
            self.mismatch(odd, first, reason);
        }
        (Ty::new(TyKind::Error), values)
    }

    /// `[k => v]`.
    fn map_literal(
        &mut self,
        items: &[ast::ExprId],
        hint: Option<(Ty, Ty)>,
        range: TextRange,
    ) -> ExprId {
        let mut keys = Vec::new();
        let mut values = Vec::new();
        let known = hint.filter(|(_, value)| self.expanded(*value).infer_number().is_none());
        for item in items {
            let ast::Expr { kind, range } = *self.ast.expr(*item);
            let ExprKind::Binary {
                op: ast::BinaryOp::MapArrow,
                left,
                right,
                ..
            } = kind
            else {
                self.report_at(
                    codes::MAP_LITERAL,
                    range,
                    "an entry of a map is written key => value",
                );
                continue;
            };
            match known {
                Some((key, value)) => {
                    keys.push(self.value_as(left, key, Reason::Key));
                    values.push(self.value_as(right, value, Reason::Element));
                }
                None => {
                    keys.push(self.value(left, None));
                    values.push(self.value(right, None));
                }
            }
        }
        let (key, value) = match known {
            Some(types) => types,
            None => {
                let (key, united) = self.unite(keys, Reason::Key);
                keys = united;
                let (value, united) = self.unite(values, Reason::Element);
                values = united;
                (key, value)
            }
        };
        let ty = self.map_of(key, value);
        let entries = keys.into_iter().zip(values).collect();
        self.push(Expr::Map(entries), ty, range)
    }

    /// `Map<key, value>`.
    pub(super) fn map_of(&self, key: Ty, value: Ty) -> Ty {
        crate::lookup::applied(self.env.db, known::map(), Box::new([key, value]))
    }

    /// `{a: 1}`.
    pub(super) fn object_literal(
        &mut self,
        fields: List<ObjectField>,
        want: Want,
        range: TextRange,
    ) -> ExprId {
        let hint = want
            .hint()
            .map(|hint| (hint, self.expanded(hint).without_null()));
        if let Some((_, wide)) = hint
            && let Some(class) = self.structure_class(self.expanded(wide))
        {
            return self.struct_init(class, self.expanded(wide), fields, range);
        }
        let hint = hint.and_then(|(hint, wide)| match self.expanded(wide).kind() {
            // What shall have no field in particular may have any.
            TyKind::Structure(fields) if fields.is_empty() => None,
            TyKind::Structure(fields) => Some((hint, fields)),
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
            | TyKind::Param(_)
            | TyKind::TypeOf(_)
            | TyKind::Infer(_) => None,
        });
        let mut values: Vec<(Name, ExprId)> = Vec::new();
        let mut own: Vec<StructureField> = Vec::new();
        let mut wrong = false;
        for ObjectField { name, value, .. } in self.ast.list(fields) {
            if values.iter().any(|(known, _)| *known == name.name) {
                self.report_at(
                    codes::DUPLICATE_NAME,
                    name.range,
                    format!("the field `{}` is given twice", name.name),
                );
                wrong = true;
                continue;
            }
            let wanted =
                hint.and_then(|(_, fields)| fields.iter().find(|field| field.name == name.name));
            let value = match wanted {
                Some(field) => {
                    let ty = if field.optional {
                        Ty::null(field.ty)
                    } else {
                        field.ty
                    };
                    self.value_as(*value, ty, Reason::Plain)
                }
                None => self.value(*value, None),
            };
            if let (None, Some((hint, fields))) = (wanted, hint) {
                let shown = self.show(hint);
                let names = fields.iter().map(|field| field.name);
                let diagnostic = self.unknown(
                    codes::UNKNOWN_FIELD,
                    name.range,
                    format!("`{shown}` has no field `{}`", name.name),
                    name.name,
                    names,
                );
                self.report(diagnostic);
                wrong = true;
            }
            own.push(StructureField {
                name: name.name,
                ty: self.ty(value),
                optional: false,
                access: FieldAccess::Variable,
            });
            values.push((name.name, value));
        }
        if let Some((hint, fields)) = hint {
            let missing: Vec<&str> = fields
                .iter()
                .filter(|field| !field.optional)
                .filter(|field| !values.iter().any(|(name, _)| *name == field.name))
                .map(|field| field.name.as_str())
                .collect();
            if !missing.is_empty() && !wrong {
                let shown = self.show(hint);
                self.report_at(
                    codes::MISSING_FIELD,
                    range,
                    format!("{} missing for `{shown}`", list_of(&missing)),
                );
                wrong = true;
            }
        }
        if wrong {
            return self.error_expr(range);
        }
        let ty = match hint {
            Some((hint, _)) => self.table.follow(hint).without_null(),
            None => {
                own.sort_by_key(|field| field.name);
                let ty = Ty::new(TyKind::Structure(own.into()));
                self.table.add_literal(ty);
                ty
            }
        };
        self.push(Expr::Structure(values.into()), ty, range)
    }
}

/// `field a is`, `fields a, b are`.
fn list_of(names: &[&str]) -> String {
    match names {
        [one] => format!("field `{one}` is"),
        _more => format!("fields `{}` are", names.join("`, `")),
    }
}

/// The value of an integer literal: decimal with 31 bits, hexadecimal with 32 bits.
fn int_value(text: &str, negative: bool) -> Option<i32> {
    if let Some(digits) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        let value = u32::from_str_radix(digits, 16).ok()? as i32;
        return Some(if negative {
            value.wrapping_neg()
        } else {
            value
        });
    }
    if let Some(digits) = text.strip_prefix("0b").or_else(|| text.strip_prefix("0B")) {
        return Some(u32::from_str_radix(digits, 2).ok()? as i32);
    }
    let value = text.parse::<i64>().ok()?;
    i32::try_from(if negative { -value } else { value }).ok()
}
