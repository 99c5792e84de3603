//! Renaming the parts of an expression: the mutable sibling of [`crate::Expr::for_each_part`].

use crate::{Callee, Expr, ExprId, Place};

impl Expr {
    /// Replaces each direct part by what `rename` gives for it. Values of extractors are in the patterns, and the
    /// body of a function expression is in its closure: neither is touched.
    pub fn rename(&mut self, rename: &mut impl FnMut(ExprId) -> ExprId) {
        match self {
            Self::Error
            | Self::Const(_)
            | Self::Local(_)
            | Self::This
            | Self::TypeValue(_)
            | Self::Static(_)
            | Self::Closure(_)
            | Self::FunctionValue(_)
            | Self::Return(None)
            | Self::Break
            | Self::Continue
            | Self::Let { value: None, .. } => {}
            Self::Field { object: one, .. }
            | Self::StructureField { object: one, .. }
            | Self::EnumParameter { value: one, .. }
            | Self::BoundMethod { object: one, .. }
            | Self::Unary { operand: one, .. }
            | Self::Convert { operand: one, .. }
            | Self::TypeTest { operand: one, .. }
            | Self::Let {
                value: Some(one), ..
            }
            | Self::Return(Some(one))
            | Self::Throw(one) => *one = rename(*one),
            Self::Index {
                array: first,
                index: second,
            }
            | Self::Binary {
                left: first,
                right: second,
                ..
            }
            | Self::And {
                left: first,
                right: second,
            }
            | Self::Or {
                left: first,
                right: second,
            }
            | Self::Coalesce {
                left: first,
                right: second,
            }
            | Self::While {
                condition: first,
                body: second,
                ..
            }
            | Self::ForArray {
                array: first,
                body: second,
                ..
            }
            | Self::ForMap {
                map: first,
                body: second,
                ..
            } => {
                *first = rename(*first);
                *second = rename(*second);
            }
            Self::Call { callee, arguments } => {
                callee.rename(rename);
                for argument in arguments {
                    *argument = rename(*argument);
                }
            }
            Self::New {
                arguments: list, ..
            }
            | Self::Array(list)
            | Self::Concat(list)
            | Self::Block(list)
            | Self::Trace(list) => {
                for part in list {
                    *part = rename(*part);
                }
            }
            Self::Map(entries) => {
                for (key, value) in entries {
                    *key = rename(*key);
                    *value = rename(*value);
                }
            }
            Self::Structure(fields) => {
                for (_, value) in fields {
                    *value = rename(*value);
                }
            }
            Self::Assign { place, value } | Self::Update { place, value, .. } => {
                place.rename(rename);
                *value = rename(*value);
            }
            Self::If {
                condition,
                then,
                otherwise,
            } => {
                *condition = rename(*condition);
                *then = rename(*then);
                if let Some(otherwise) = otherwise {
                    *otherwise = rename(*otherwise);
                }
            }
            Self::Switch { value, arms, .. } => {
                *value = rename(*value);
                for arm in arms {
                    if let Some(guard) = &mut arm.guard {
                        *guard = rename(*guard);
                    }
                    arm.body = rename(arm.body);
                }
            }
            Self::ForRange { from, to, body, .. } => {
                *from = rename(*from);
                *to = rename(*to);
                *body = rename(*body);
            }
            Self::Try { body, catches } => {
                *body = rename(*body);
                for catch in catches {
                    catch.body = rename(catch.body);
                }
            }
        }
    }
}

impl Callee {
    fn rename(&mut self, rename: &mut impl FnMut(ExprId) -> ExprId) {
        match self {
            Self::Method { object, .. } => *object = rename(*object),
            Self::Value(function) => *function = rename(*function),
            Self::Static(_)
            | Self::Super(_)
            | Self::SuperConstructor { .. }
            | Self::Constructor(_) => {}
        }
    }
}

impl Place {
    fn rename(&mut self, rename: &mut impl FnMut(ExprId) -> ExprId) {
        match self {
            Self::Local(_) | Self::Static(_) => {}
            Self::Field { object, .. } | Self::StructureField { object, .. } => {
                *object = rename(*object);
            }
            Self::Index { array, index } => {
                *array = rename(*array);
                *index = rename(*index);
            }
        }
    }
}
