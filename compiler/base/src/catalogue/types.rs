//! T: names inside bodies, and types.

family! {
    /// A value of one type where another is needed.
    TYPE_MISMATCH = "T2000" error "type-mismatch";
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
    /// A constructor that does not call that of its base class.
    MISSING_SUPER_CALL = "T2111" error "missing-super-call";
    /// A typedef that stands for itself: `typedef A = A;`.
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
