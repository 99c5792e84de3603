class Broken {
	public static var value = (1 + ;
}
