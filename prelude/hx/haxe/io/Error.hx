package haxe.io;

/** What goes wrong with inputs and outputs. **/
enum Error {
	/** It would have to wait. **/
	Blocked;

	/** A number that does not fit. **/
	Overflow;

	/** Positions outside. **/
	OutsideBounds;

	/** Something else. **/
	Custom(e:Dynamic);
}
