class Store {}

private class Secret {
	public static function open() {}
}
