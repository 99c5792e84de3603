import Store;

class Main {
	static function main() {
		var s:Secret = null;
		Store.Secret.open();
	}
}
