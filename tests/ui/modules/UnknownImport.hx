import no.such.Module;
import haxe.Exeption;
import no.such.pack.*;

class UnknownImport {
	static function main() {}
}
