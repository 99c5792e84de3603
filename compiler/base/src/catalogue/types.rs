//! T: names inside bodies, and types.

family! {
    /// A value of one type where another is needed.
    TYPE_MISMATCH = "T2000" error "type-mismatch";
    /// A name that nothing declares: `lenght(x)`.
    UNKNOWN_IDENTIFIER = "T2001" error "unknown-identifier";
    /// A field or method that the type before the dot does not have.
    UNKNOWN_FIELD = "T2002" error "unknown-field";
    /// Too many or too few arguments.
    ARGUMENT_COUNT = "T2003" error "argument-count";
    /// A way through a function that ends without the value it has to return.
    MISSING_RETURN = "T2004" error "missing-return";
    /// A call of what is no function.
    NOT_CALLABLE = "T2005" error "not-callable";
    /// A variable that is read before it has a value.
    UNASSIGNED_VARIABLE = "T2006" error "unassigned-variable";
    /// null as Int, Float or Bool.
    NULL_AS_BASIC_TYPE = "T2007" error "null-as-basic-type";
    /// A private member used from outside.
    PRIVATE_ACCESS = "T2008" error "private-access";
    /// A switch that does not cover a value.
    NOT_EXHAUSTIVE = "T2009" error "not-exhaustive";
    /// A case that no value reaches.
    UNREACHABLE_CASE = "T2010" warning "unreachable-case";
    /// A field that a structure needs and a literal lacks.
    MISSING_FIELD = "T2011" error "missing-field";
    /// A name given twice where each has to be different.
    DUPLICATE_NAME = "T2012" error "duplicate-name";
    /// Void where a value is needed.
    VOID_VALUE = "T2013" error "void-value";
    /// A number that its type cannot hold.
    NUMBER_RANGE = "T2014" error "number-range";
    /// An operator on values that it does not work on.
    OPERATOR = "T2015" error "operator";
    /// `==` between values that can never be equal by their types.
    COMPARISON = "T2016" error "comparison";
    /// A write to what is no variable.
    NOT_ASSIGNABLE = "T2017" error "not-assignable";
    /// A write to a final variable, a loop variable, or a property without write access.
    FINAL_WRITE = "T2018" error "final-write";
    /// A property whose accessors are its only value, read or written inside of them.
    NO_STORAGE = "T2040" error "no-storage";
    /// A default value that is not known before the program runs.
    DEFAULT_NOT_CONSTANT = "T2045" error "default-not-constant";
    /// `catch` of a type that no value can be asked for.
    CATCH_TYPE = "T2046" error "catch-type";
    /// A read of a property without read access.
    PROPERTY_ACCESS = "T2019" error "property-access";
    /// `this` where there is no object.
    NO_THIS = "T2020" error "no-this";
    /// `super` where there is no base class or constructor.
    NO_SUPER = "T2021" error "no-super";
    /// `super` as a value.
    SUPER_VALUE = "T2022" error "super-value";
    /// An index of what has no elements.
    NO_INDEX = "T2023" error "no-index";
    /// A loop over what has no iterator.
    NOT_ITERABLE = "T2024" error "not-iterable";
    /// `new` of what has no instances.
    NOT_CONSTRUCTIBLE = "T2025" error "not-constructible";
    /// `break` or `continue` outside of a loop.
    OUTSIDE_LOOP = "T2026" error "outside-loop";
    /// A pattern that is no pattern.
    PATTERN = "T2027" error "pattern";
    /// A pattern with too many or too few parts.
    PATTERN_ARGUMENTS = "T2028" error "pattern-arguments";
    /// Variables of a pattern that do not agree.
    PATTERN_VARIABLE = "T2029" error "pattern-variable";
    /// A type argument that its constraint forbids.
    CONSTRAINT = "T2030" error "constraint";
    /// An entry of a map literal without `=>`, or `=>` elsewhere.
    MAP_LITERAL = "T2031" error "map-literal";
    /// `.code` of a string that is not one character.
    CHARACTER_CODE = "T2032" error "character-code";
    /// A constructor that does not call the one of its base class.
    MISSING_SUPER = "T2033" error "missing-super";
    /// A field of a value whose type nothing shows.
    /// What `$type(value)` shows.
    SHOWN_TYPE = "T2035" warning "shown-type";
    /// `x = x`.
    SELF_ASSIGNMENT = "T2036" error "self-assignment";
    /// A call that none of the functions of an overloaded name takes.
    NO_OVERLOAD = "T2037" error "no-overload";
    /// A call that several functions of an overloaded name take equally well.
    AMBIGUOUS_OVERLOAD = "T2038" error "ambiguous-overload";
    /// An `extern inline` function as a value.
    INLINE_VALUE = "T2039" error "inline-value";
    /// A local variable that nobody reads.
    UNUSED_VARIABLE = "T2050" warning "unused-variable";
    /// A statement behind one that always leaves.
    UNREACHABLE_CODE = "T2051" warning "unreachable-code";
    /// A use of what is `@:deprecated`.
    DEPRECATED = "T2052" warning "deprecated";
    /// Null where null safety (`@:nullSafety`) keeps it out.
    NULL_SAFETY = "T2053" error "null-safety";
    /// A variable without a first value where null safety asks for one.
    NULL_SAFETY_FIELD = "T2054" error "null-safety-field";
    /// A type with too many or too few type arguments: `var a:Array;`.
    TYPE_ARGUMENT_COUNT = "T2100" error "type-argument-count";
    /// A declaration whose type has to be written, because nothing shows it: `typedef T = {var x;}`.
    TYPE_NEEDED = "T2101" error "type-needed";
    /// Two members of one name: `class C { var x:Int; var x:Int; }`.
    DUPLICATE_MEMBER = "T2102" error "duplicate-member";
    /// A structure that extends what is no structure: `typedef T = {> Int, x:Int}`.
    NOT_A_STRUCTURE = "T2103" error "not-a-structure";
    /// A class or interface that is its own super type: `class A extends A {}`.
    INHERITANCE_CYCLE = "T2104" error "inheritance-cycle";
    /// `extends` or `implements` of what cannot be: `class A implements B {} class B {}`.
    WRONG_SUPERTYPE = "T2105" error "wrong-supertype";
    /// A class without a member that an interface or an abstract base class asks for.
    MISSING_IMPLEMENTATION = "T2106" error "missing-implementation";
    /// A member that cannot stand in for that of a base class or interface: another type, or not public.
    INCOMPATIBLE_MEMBER = "T2107" error "incompatible-member";
    /// A method of a base class declared again without `override`.
    MISSING_OVERRIDE = "T2108" error "missing-override";
    /// `override` where no base class has such a method.
    NOTHING_TO_OVERRIDE = "T2109" error "nothing-to-override";
    /// `override` of a final or inline method.
    FINAL_OVERRIDE = "T2110" error "final-override";
    /// A typedef or abstract that stands for itself: `typedef A = A;`.
    ALIAS_CYCLE = "T2112" error "typedef-cycle";
    /// A function without code, outside of interfaces and abstract classes.
    MISSING_BODY = "T2113" error "missing-body";
    /// Code where none can be: of a function of an interface.
    UNEXPECTED_BODY = "T2114" error "unexpected-body";
    /// Modifiers that do not go together: `static override`.
    MODIFIER_CONFLICT = "T2115" error "modifier-conflict";
    /// A property without its `get_x` or `set_x`.
    MISSING_ACCESSOR = "T2116" error "missing-accessor";
    /// A final variable that never gets a value.
    FINAL_WITHOUT_VALUE = "T2117" error "final-without-value";
    /// A construct that hx2rs knows and does not compile yet.
    NOT_SUPPORTED_YET = "T2900" error "not-supported-yet";
}
