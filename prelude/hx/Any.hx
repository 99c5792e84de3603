/** A value of any type, to be handed on rather than used: it turns into every type by itself, and every type into it. **/
abstract Any(Dynamic) from Dynamic to Dynamic {}
