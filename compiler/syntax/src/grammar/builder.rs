//! What the actions of the grammar build with. Lists grow on stacks, one per kind of item, and move to the tree when
//! they are complete; an action takes exactly the items that its symbols have counted.
//!
//! `expressions.rs`, `chain.rs`, `types.rs` and `declarations.rs` hold the actions.

use super::Word;
use super::chain::Link;
use super::declarations::{Heritage, Relation};
use super::drive::Stack;
use super::feed::Control;
use super::types::TypeLink;
use crate::ast::*;
use crate::lexer::{Lexed, NameTable, Token};
use crate::report::{Report, report};
use hx2rs_base::catalogue::parser as codes;
use hx2rs_base::{Id, Name, TextRange};
use std::cell::Cell;
use std::sync::LazyLock;

/// The deepest tree, in levels of expressions and types together. Later passes recurse over trees, so this keeps them
/// off the end of the stack.
pub(crate) const DEEPEST: u16 = 1500;

/// An item that lists are made of.
pub(crate) trait Stacked: Pooled + Copy {
    #[doc(hidden)]
    fn stack(stacks: &mut Stacks) -> &mut Vec<Self>;
}

macro_rules! stacked {
    ($($field:ident: $item:ty;)*) => {
        /// Stacks of items whose lists are not complete.
        #[derive(Default)]
        pub(crate) struct Stacks {
            $($field: Vec<$item>,)*
            pub(super) links: Vec<Link>,
            pub(super) type_links: Vec<TypeLink>,
            pub(super) heritages: Vec<Heritage>,
            pub(super) relations: Vec<Relation>,
        }

        impl Stacks {
            fn clear(&mut self) {
                $(self.$field.clear();)*
                self.links.clear();
                self.type_links.clear();
                self.heritages.clear();
                self.relations.clear();
            }
        }

        $(impl Stacked for $item {
            #[inline]
            fn stack(stacks: &mut Stacks) -> &mut Vec<Self> {
                &mut stacks.$field
            }
        })*
    };
}

stacked! {
    exprs: ExprId;
    types: TypeId;
    idents: Ident;
    metadata: Metadata;
    parameters: Parameter;
    type_parameters: TypeParameter;
    type_arguments: TypeArgument;
    function_type_parameters: FunctionTypeParameter;
    object_fields: ObjectField;
    string_parts: StringPart;
    cases: Case;
    variables: VarDeclaration;
    modifiers: Modifier;
    members: Member;
}

/// Code of a member that has begun.
pub(super) struct OpenUnit {
    /// Index of its first token.
    pub(super) token: u32,
    mark: Mark,
    reports: usize,
}

pub(crate) struct Builder<'c> {
    pub(super) file: FileAst,
    /// Height of the tree below each expression and type.
    heights: Vec<u16>,
    type_heights: Vec<u16>,
    pub(super) stacks: Stacks,
    pub(super) symbols: Stack,
    pub(super) reports: Vec<Report>,
    pub(super) control: &'c Control,
    pub(super) tokens: &'c [Token],
    /// In a file: the code of members is skipped or dropped. Else it is a unit, and becomes part of the tree.
    pub(super) lexed: Option<&'c Lexed>,
    pub(super) units: Vec<OpenUnit>,
    pub(super) names: &'c mut NameTable,
    pub(super) words: &'static Words,
    pub(super) member: Option<(Ident, MemberKind)>,
    pub(super) declaration: Option<Declaration>,
    pub(super) property: Option<Property>,
}

/// What a builder grows its trees in. Each thread keeps one from one unit to the next: units are many and small, and
/// vectors that grow anew in each of them cost more than the parsing.
#[derive(Default)]
struct Space {
    ast: Ast,
    heights: Vec<u16>,
    type_heights: Vec<u16>,
    stacks: Stacks,
    symbols: Stack,
}

/// Larger trees than this, in expressions, do not keep their space.
const MOST_KEPT: usize = 1 << 18;

thread_local! {
    static SPACE: Cell<Option<Box<Space>>> = const { Cell::new(None) };
}

/// Words that have a meaning only in places.
pub(crate) struct Words {
    pub(super) empty: Name,
    pub(super) as_: Name,
    pub(super) from: Name,
    pub(super) to: Name,
    pub(super) get: Name,
    pub(super) set: Name,
    pub(super) never: Name,
    pub(super) default: Name,
    pub(super) null: Name,
    pub(super) dynamic: Name,
    pub(super) enum_: Name,
}

/// Interned once: units are many and small.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(Words::new);

impl Words {
    fn new() -> Self {
        Self {
            empty: Name::new(""),
            as_: Name::new("as"),
            from: Name::new("from"),
            to: Name::new("to"),
            get: Name::new("get"),
            set: Name::new("set"),
            never: Name::new("never"),
            default: Name::new("default"),
            null: Name::new("null"),
            dynamic: Name::new("dynamic"),
            enum_: Name::new("enum"),
        }
    }
}

impl<'c> Builder<'c> {
    pub(super) fn new(
        control: &'c Control,
        tokens: &'c [Token],
        lexed: Option<&'c Lexed>,
        names: &'c mut NameTable,
    ) -> Self {
        let space = SPACE.take().unwrap_or_default();
        let Space {
            ast,
            heights,
            type_heights,
            stacks,
            symbols,
        } = *space;
        Self {
            file: FileAst {
                ast,
                ..FileAst::default()
            },
            heights,
            type_heights,
            stacks,
            symbols,
            reports: Vec::new(),
            control,
            tokens,
            lexed,
            units: Vec::new(),
            names,
            words: &WORDS,
            member: None,
            declaration: None,
            property: None,
        }
    }

    /// The tree, which takes no more space than it needs, and what is wrong. The space goes to the next builder.
    pub(super) fn finish(mut self) -> (FileAst, Vec<Report>) {
        let tree = self.file.clone();
        if self.file.ast.expr_count() <= MOST_KEPT {
            self.file.ast.clear();
            self.heights.clear();
            self.type_heights.clear();
            self.stacks.clear();
            SPACE.set(Some(Box::new(Space {
                ast: self.file.ast,
                heights: self.heights,
                type_heights: self.type_heights,
                stacks: self.stacks,
                symbols: self.symbols,
            })));
        }
        (tree, self.reports)
    }

    // ------------------------------------------------------------------------------------------------------- lists

    /// Pushes an item of a list that grows.
    #[inline]
    pub(crate) fn push<T: Stacked>(&mut self, item: T) -> u32 {
        T::stack(&mut self.stacks).push(item);
        1
    }

    /// The last item.
    pub(crate) fn pop<T: Stacked>(&mut self) -> Option<T> {
        T::stack(&mut self.stacks).pop()
    }

    /// Moves the last `count` items to the tree.
    #[inline]
    pub(crate) fn take<T: Stacked>(&mut self, count: u32) -> List<T> {
        if count == 0 {
            return List::EMPTY;
        }
        let stack = T::stack(&mut self.stacks);
        let from = stack.len().saturating_sub(count as usize);
        self.file.ast.push_list(stack.drain(from..))
    }

    // ------------------------------------------------------------------------------------------------------- nodes

    #[inline]
    pub(crate) fn ident(&mut self, word: Word, start: u32, end: u32) -> Ident {
        Ident {
            name: word.text,
            range: TextRange::new(start, end),
        }
    }

    #[inline]
    pub(super) fn range_of(&self, expr: ExprId) -> TextRange {
        self.file.ast.expr(expr).range
    }

    #[inline]
    pub(super) fn kind_of(&self, expr: ExprId) -> ExprKind {
        self.file.ast.expr(expr).kind
    }

    #[inline]
    pub(crate) fn expr(&mut self, kind: ExprKind, start: u32, end: u32) -> ExprId {
        let mut height = 0;
        let (heights, type_heights) = (&self.heights, &self.type_heights);
        self.file.ast.children_of_expr(&kind, |child| {
            height = height.max(height_of(heights, type_heights, child));
        });
        let range = TextRange::new(start, end);
        if height >= DEEPEST {
            return self.too_deep(range);
        }
        self.heights.push(height + 1);
        self.file.ast.push_expr(Expr { kind, range })
    }

    /// An operand without children.
    #[inline]
    pub(super) fn leaf(&mut self, kind: ExprKind, range: TextRange) -> ExprId {
        self.heights.push(1);
        self.file.ast.push_expr(Expr { kind, range })
    }

    #[inline]
    pub(crate) fn ty(&mut self, kind: TypeKind, start: u32, end: u32) -> TypeId {
        let mut height = 0;
        let (heights, type_heights) = (&self.heights, &self.type_heights);
        self.file.ast.children_of_type(&kind, |child| {
            height = height.max(height_of(heights, type_heights, child));
        });
        let range = TextRange::new(start, end);
        if height >= DEEPEST {
            self.report_depth(range);
            self.type_heights.push(1);
            let kind = TypeKind::Missing;
            return self.file.ast.push_type(Type { kind, range });
        }
        self.type_heights.push(height + 1);
        self.file.ast.push_type(Type { kind, range })
    }

    #[cold]
    pub(super) fn too_deep(&mut self, range: TextRange) -> ExprId {
        self.report_depth(range);
        self.leaf(ExprKind::Missing, range)
    }

    /// Says once that the tree is too deep.
    fn report_depth(&mut self, range: TextRange) {
        if self
            .reports
            .iter()
            .any(|report| report.code == codes::TOO_DEEP)
        {
            return;
        }
        let start = TextRange::new(range.start, (range.start + 1).min(range.end));
        let found = report(codes::TOO_DEEP, start, "this is nested too deeply")
            .label(format!("more than {DEEPEST} levels begin here"))
            .help("split it: give parts of it a name with `var`, or move them to functions");
        self.reports.push(found);
    }

    pub(super) fn missing(&mut self, at: u32) -> ExprId {
        self.leaf(ExprKind::Missing, TextRange::new(at, at))
    }

    // ------------------------------------------------------------------------------------------------------- units

    /// The code of a member begins with the token that the parser looks at.
    pub(crate) fn start_unit(&mut self, body: bool) {
        if body && self.lexed.is_some() {
            self.control.body_begins.set(true);
        }
        self.units.push(OpenUnit {
            token: self.control.index.get(),
            mark: self.file.ast.mark(),
            reports: self.reports.len(),
        });
    }

    /// It ends before the token that the parser looks at. In a file the tree is dropped: it will be parsed on its own.
    pub(crate) fn end_unit(&mut self, expr: ExprId) -> Body {
        let open = self.units.pop();
        let Some(open) = open.filter(|_| self.lexed.is_some() && self.units.is_empty()) else {
            return Body::Inline(expr);
        };
        self.file.ast.rewind(&open.mark);
        self.heights.truncate(self.file.ast.expr_count());
        self.type_heights.truncate(self.file.ast.types().len());
        self.reports.truncate(open.reports);
        let end = self.control.index.get();
        let start = self.token_start(open.token);
        let range = TextRange::new(start, self.token_end_before(end).max(start));
        Body::Unit(self.file.bodies.push(BodyUnit {
            range,
            tokens: open.token..end.max(open.token),
        }))
    }

    /// A member without code.
    pub(crate) fn no_body(&mut self) -> Option<Body> {
        self.units.pop();
        None
    }

    pub(super) fn token_start(&self, index: u32) -> u32 {
        match self.tokens.get(index as usize) {
            Some(token) => token.start,
            None => self.tokens.last().map_or(0, |token| token.end),
        }
    }

    pub(super) fn token_end_before(&self, index: u32) -> u32 {
        let last = (index as usize).checked_sub(1);
        last.and_then(|last| self.tokens.get(last))
            .map_or(0, |token| token.end)
    }

    /// The doc comment before the token at `start`.
    pub(super) fn doc_before(&self, start: u32, name: u32) -> Option<TextRange> {
        let docs = &self.lexed?.docs;
        let at = docs.partition_point(|(_, range)| range.start < name);
        let (token, range) = docs.get(at.checked_sub(1)?)?;
        let first = self.tokens.get(*token as usize)?.start;
        (start <= first && first <= name).then_some(*range)
    }
}

#[inline]
fn height_of(heights: &[u16], type_heights: &[u16], child: Child) -> u16 {
    let found = match child {
        Child::Expr(id) => heights.get(id.index()),
        Child::Type(id) => type_heights.get(id.index()),
    };
    found.copied().unwrap_or(0)
}
