package haxe.ds;

/** One of two. **/
enum Either<L, R> {
	/** The first one. **/
	Left(v:L);

	/** The second one. **/
	Right(v:R);
}
