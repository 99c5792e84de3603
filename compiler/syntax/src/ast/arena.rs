//! Where the nodes of one tree live: a vector per node family, 32-bit ids, lists as ranges of pools. Children are
//! pushed before their parents, so an id is greater than all ids below it.

use super::{
    Case, Catch, Declaration, Expr, Function, FunctionTypeParameter, Ident, Member, Metadata,
    Modifier, ObjectField, Parameter, StringPart, Type, TypeArgument, TypeParameter,
    VarDeclaration,
};
use hx2rs_base::{Id, IndexVec};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

/// Like base's `typed_id!`, but `Option` of it has the same four bytes.
macro_rules! node_id {
    ($(#[$meta:meta])* $vis:vis struct $id:ident = $prefix:literal) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        $vis struct $id(std::num::NonZeroU32);

        impl hx2rs_base::Id for $id {
            const PREFIX: &'static str = $prefix;
            #[inline]
            fn from_index(index: usize) -> Self {
                Self(std::num::NonZeroU32::MIN.saturating_add(index as u32))
            }
            #[inline]
            fn index(self) -> usize {
                self.0.get() as usize - 1
            }
        }

        impl std::fmt::Debug for $id {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}{}", $prefix, hx2rs_base::Id::index(*self))
            }
        }
    };
}
pub(crate) use node_id;

node_id! {
    /// An expression of one tree.
    pub struct ExprId = "e"
}
node_id! {
    /// A type of one tree.
    pub struct TypeId = "t"
}
node_id! {
    /// A function expression of one tree.
    pub struct FunctionId = "f"
}

/// A list of nodes: a range of the tree's pool of `T`. Read it with [`Ast::list`].
pub struct List<T> {
    start: u32,
    len: u32,
    item: PhantomData<fn() -> T>,
}

impl<T> List<T> {
    /// The empty list.
    pub const EMPTY: Self = Self {
        start: 0,
        len: 0,
        item: PhantomData,
    };

    /// Number of items.
    pub fn len(self) -> usize {
        self.len as usize
    }

    /// Whether there is no item.
    pub fn is_empty(self) -> bool {
        self.len == 0
    }
}

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for List<T> {}

impl<T> PartialEq for List<T> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.len) == (other.start, other.len)
    }
}

impl<T> Eq for List<T> {}

impl<T> Hash for List<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.start, self.len).hash(state);
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<T> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}; {}]", self.start, self.len)
    }
}

/// A node kind that has a pool in every [`Ast`].
pub trait Pooled: Sized {
    /// Its pool.
    #[doc(hidden)]
    fn pool(ast: &Ast) -> &Vec<Self>;
    /// Its pool, to append to.
    #[doc(hidden)]
    fn pool_mut(ast: &mut Ast) -> &mut Vec<Self>;
}

macro_rules! pools {
    ($($field:ident: $item:ty;)*) => {
        /// The nodes of one tree.
        #[derive(Clone, PartialEq, Eq, Debug, Default)]
        pub struct Ast {
            exprs: IndexVec<ExprId, Expr>,
            types: IndexVec<TypeId, Type>,
            functions: IndexVec<FunctionId, Function>,
            $($field: Vec<$item>,)*
        }

        $(
            impl Pooled for $item {
                #[inline]
                fn pool(ast: &Ast) -> &Vec<Self> {
                    &ast.$field
                }
                #[inline]
                fn pool_mut(ast: &mut Ast) -> &mut Vec<Self> {
                    &mut ast.$field
                }
            }
        )*

        impl Ast {
            /// How full the vectors are: what [`Self::rewind`] goes back to.
            pub(crate) fn mark(&self) -> Mark {
                Mark {
                    exprs: self.exprs.len(),
                    types: self.types.len(),
                    functions: self.functions.len(),
                    $($field: self.$field.len(),)*
                }
            }

            /// Drops all nodes that were pushed after the mark was taken.
            pub(crate) fn rewind(&mut self, mark: &Mark) {
                self.exprs.truncate(mark.exprs);
                self.types.truncate(mark.types);
                self.functions.truncate(mark.functions);
                $(self.$field.truncate(mark.$field);)*
            }
        }

        impl Ast {
            /// Drops all nodes.
            pub(crate) fn clear(&mut self) {
                self.rewind(&Mark::default());
            }
        }

        /// Lengths of the vectors of an [`Ast`].
        #[derive(Clone, Copy, Debug, Default)]
        pub(crate) struct Mark {
            exprs: usize,
            types: usize,
            functions: usize,
            $($field: usize,)*
        }
    };
}

pools! {
    expr_lists: ExprId;
    type_lists: TypeId;
    idents: Ident;
    metadata: Metadata;
    parameters: Parameter;
    type_parameters: TypeParameter;
    type_arguments: TypeArgument;
    function_type_parameters: FunctionTypeParameter;
    object_fields: ObjectField;
    string_parts: StringPart;
    cases: Case;
    catches: Catch;
    variables: VarDeclaration;
    modifiers: Modifier;
    members: Member;
    declarations: Declaration;
}

impl Ast {
    /// The expression with this id.
    #[inline]
    pub fn expr(&self, id: ExprId) -> &Expr {
        &self.exprs[id]
    }

    /// The type with this id.
    #[inline]
    pub fn ty(&self, id: TypeId) -> &Type {
        &self.types[id]
    }

    /// The function expression with this id.
    #[inline]
    pub fn function(&self, id: FunctionId) -> &Function {
        &self.functions[id]
    }

    /// The items of a list.
    #[inline]
    pub fn list<T: Pooled>(&self, list: List<T>) -> &[T] {
        T::pool(self)
            .get(list.start as usize..(list.start + list.len) as usize)
            .unwrap_or_default()
    }

    /// All expressions, children before parents. Includes those of metadata and defaults.
    pub fn exprs(&self) -> impl DoubleEndedIterator<Item = (ExprId, &Expr)> + ExactSizeIterator {
        self.exprs.iter()
    }

    /// All types, children before parents.
    pub fn types(&self) -> impl DoubleEndedIterator<Item = (TypeId, &Type)> + ExactSizeIterator {
        self.types.iter()
    }

    #[inline]
    pub(crate) fn push_expr(&mut self, expr: Expr) -> ExprId {
        self.exprs.push(expr)
    }

    #[inline]
    pub(crate) fn push_type(&mut self, ty: Type) -> TypeId {
        self.types.push(ty)
    }

    pub(crate) fn push_function(&mut self, function: Function) -> FunctionId {
        self.functions.push(function)
    }

    #[inline]
    pub(crate) fn expr_mut(&mut self, id: ExprId) -> &mut Expr {
        &mut self.exprs[id]
    }

    pub(crate) fn function_mut(&mut self, id: FunctionId) -> &mut Function {
        &mut self.functions[id]
    }

    /// Appends the items to their pool.
    #[inline]
    pub(crate) fn push_list<T: Pooled>(&mut self, items: impl IntoIterator<Item = T>) -> List<T> {
        let pool = T::pool_mut(self);
        let start = pool.len();
        pool.extend(items);
        if pool.len() == start {
            return List::EMPTY;
        }
        List {
            start: start as u32,
            len: (pool.len() - start) as u32,
            item: PhantomData,
        }
    }

    /// Changes the items of a list in place. The list must not be part of a node that is meant to stay as it is.
    pub(crate) fn map_list<T: Pooled>(
        &mut self,
        list: List<T>,
        change: impl FnMut(&mut T),
    ) -> List<T> {
        let range = list.start as usize..(list.start + list.len) as usize;
        if let Some(items) = T::pool_mut(self).get_mut(range) {
            items.iter_mut().for_each(change);
        }
        list
    }

    /// Where a single pooled node stands: the position that ids such as `MetadataId` hold.
    pub(crate) fn push_one<T: Pooled>(&mut self, item: T) -> usize {
        let pool = T::pool_mut(self);
        pool.push(item);
        pool.len() - 1
    }

    /// Number of expressions.
    pub fn expr_count(&self) -> usize {
        self.exprs.len()
    }

    #[inline]
    pub(crate) fn one<T: Pooled>(&self, id: impl Id) -> Option<&T> {
        T::pool(self).get(id.index())
    }
}
