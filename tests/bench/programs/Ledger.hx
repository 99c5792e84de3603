/** Maps of Ints and of objects: accounts that are opened, booked on and closed. **/
class Account {
	public final number:Int;
	public var balance(default, null):Int = 0;
	public var bookings(default, null):Int = 0;

	public function new(number:Int)
		this.number = number;

	public function book(amount:Int) {
		balance += amount;
		bookings++;
	}
}

class Ledger {
	final accounts:Map<Int, Account> = [];

	public var opened(default, null) = 0;
	public var closed(default, null) = 0;

	public function new() {}

	public function account(number:Int):Account {
		var found = accounts[number];
		if (found == null) {
			found = new Account(number);
			accounts[number] = found;
			opened++;
		}
		return found;
	}

	public function transfer(from:Int, to:Int, amount:Int) {
		account(from).book(-amount);
		account(to).book(amount);
	}

	public function close(number:Int):Bool {
		if (!accounts.exists(number) || accounts[number].balance > 0)
			return false;
		accounts.remove(number);
		closed++;
		return true;
	}

	public function richest(count:Int):Array<Account> {
		var all = [for (account in accounts) account];
		all.sort((a, b) -> a.balance != b.balance ? b.balance - a.balance : a.number - b.number);
		return all.slice(0, count);
	}

	static function main() {
		var scale = Sys.args().length > 0 ? Std.parseInt(Sys.args()[0]) : 1;
		var ledger = new Ledger();
		var seed = 4711;
		function random(below:Int):Int {
			seed = (seed * 1103515245 + 12345) & 0x7fffffff;
			return (seed >> 8) % below;
		}
		for (_ in 0...50000 * scale) {
			ledger.transfer(random(20000) * 7, random(20000) * 7, 1 + random(100));
			if (random(10) == 0)
				ledger.close(random(20000) * 7);
		}
		Sys.println('${ledger.opened} opened, ${ledger.closed} closed');
		for (account in ledger.richest(5))
			Sys.println('${account.number}: ${account.balance} by ${account.bookings} bookings');
	}
}
