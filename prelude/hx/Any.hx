/** A value of any type, to be handed on rather than used. **/
typedef Any = Dynamic;
