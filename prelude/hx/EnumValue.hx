/** A value of some enum. **/
@:coreType abstract EnumValue {}
