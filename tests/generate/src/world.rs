//! What a generated program declares, and the types that its expressions can have.

/// A type of the program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Type {
    Int,
    Float,
    Bool,
    Text,
    /// `Null<Int>`.
    MaybeInt,
    /// A variable that may hold no object of a class.
    MaybeObject(usize),
    List(Box<Type>),
    /// From strings to Ints.
    Counts,
    Object(usize),
    Scored,
    Choice(usize),
    Pair,
    Function,
    Cell(Box<Type>),
    // The wide language has these, too.
    Meters,
    Level,
    Source,
    /// `Both<Int, String>`.
    Both,
    Options,
    Signal,
    Node,
    /// From Ints to strings.
    Names,
}

impl Type {
    /// As Haxe writes it.
    pub(crate) fn text(&self, world: &World) -> String {
        match self {
            Type::Int => "Int".to_owned(),
            Type::Float => "Float".to_owned(),
            Type::Bool => "Bool".to_owned(),
            Type::Text => "String".to_owned(),
            Type::MaybeInt => "Null<Int>".to_owned(),
            Type::MaybeObject(at) => format!("Null<{}>", world.class_name(*at)),
            Type::List(element) => format!("Array<{}>", element.text(world)),
            Type::Counts => "Map<String, Int>".to_owned(),
            Type::Object(at) => world.class_name(*at),
            Type::Scored => "Scored".to_owned(),
            Type::Choice(at) => format!("Choice{at}"),
            Type::Pair => "Pair".to_owned(),
            Type::Function => "Int -> Int".to_owned(),
            Type::Cell(inner) => format!("Cell<{}>", inner.text(world)),
            Type::Meters => "Meters".to_owned(),
            Type::Level => "Level".to_owned(),
            Type::Source => "Source<Int>".to_owned(),
            Type::Both => "Both<Int, String>".to_owned(),
            Type::Options => "Options".to_owned(),
            Type::Signal => "Signal".to_owned(),
            Type::Node => "Node".to_owned(),
            Type::Names => "Map<Int, String>".to_owned(),
        }
    }
}

/// An enum; constructors hold the types of their parameters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choice {
    pub(crate) constructors: Vec<Vec<Type>>,
}

/// A function or method.
#[derive(Clone, Debug)]
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) params: Vec<Type>,
    pub(crate) result: Type,
    /// The most steps that a call can take.
    pub(crate) cost: usize,
}

/// A class.
#[derive(Clone, Debug)]
pub(crate) struct Class {
    pub(crate) parent: Option<usize>,
    /// Its own variables; those above come by [`World::fields`].
    pub(crate) fields: Vec<(String, Type)>,
    /// The types of its constructor's parameters.
    pub(crate) params: Vec<Type>,
    /// Methods that it adds; overrides are not among them.
    pub(crate) methods: Vec<Function>,
}

/// Everything declared so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct World {
    pub(crate) choices: Vec<Choice>,
    pub(crate) classes: Vec<Class>,
    pub(crate) functions: Vec<Function>,
}

impl World {
    pub(crate) fn class_name(&self, at: usize) -> String {
        format!("Class{at}")
    }

    /// The class and those above it.
    pub(crate) fn line(&self, at: usize) -> Vec<usize> {
        let parent = |at: &usize| self.classes.get(*at).and_then(|class| class.parent);
        std::iter::successors(Some(at), parent).collect()
    }

    /// All variables that objects of a class have.
    pub(crate) fn fields(&self, at: usize) -> Vec<(String, Type)> {
        let classes = self.line(at).into_iter();
        let classes = classes.filter_map(|at| self.classes.get(at));
        classes.flat_map(|class| class.fields.clone()).collect()
    }

    /// All methods that objects of a class have.
    pub(crate) fn methods(&self, at: usize) -> Vec<Function> {
        let classes = self.line(at).into_iter();
        let classes = classes.filter_map(|at| self.classes.get(at));
        classes.flat_map(|class| class.methods.clone()).collect()
    }

    /// The class and those below it.
    pub(crate) fn below(&self, at: usize) -> Vec<usize> {
        let all = 0..self.classes.len();
        all.filter(|below| self.line(*below).contains(&at))
            .collect()
    }
}
