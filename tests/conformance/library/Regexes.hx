package library;

/** `EReg` and `~/…/`. **/
class Regexes extends Check {
	static function main() {
		var checks = new Regexes();
		checks.matches();
		checks.groups();
		checks.parts();
		checks.splits();
		checks.replaces();
		checks.maps();
		checks.options();
		checks.syntax();
		checks.text();
		checks.done();
	}

	function matches() {
		t(~/b/.match("abc"));
		f(~/x/.match("abc"));
		t(~//.match(""));
		t(new EReg("a+", "").match("caa"));
		var word = ~/[a-z]+/;
		t(word.match("12 ab 3"));
		eq(word.matched(0), "ab");
		eq(word.matchedLeft(), "12 ");
		eq(word.matchedRight(), " 3");
		eq(word.matchedPos().pos, 3);
		eq(word.matchedPos().len, 2);
		f(word.match("12"));
		exc(() -> word.matched(0));
		exc(() -> word.matchedPos());
		exc(() -> ~/q/.matched(0));
	}

	function groups() {
		var date = ~/(\d{4})-(\d\d)(-(\d\d))?/;
		t(date.match("on 2024-05."));
		eq(date.matched(1), "2024");
		eq(date.matched(2), "05");
		eq(date.matched(3), null);
		eq(date.matched(4), null);
		exc(() -> date.matched(5));
		t(~/(\w)\1/.match("hello"));
		f(~/(\w)\1/.match("helo"));
		var named = ~/(?<key>\w+)=(?<value>\w*)/;
		t(named.match("a=;b=1"));
		eq(named.matched(2), "");
		var nested = ~/((a)(b(c)))/;
		nested.match("xabc");
		aeq([for (i in 0...5) nested.matched(i)], ["abc", "abc", "a", "bc", "c"]);
	}

	function parts() {
		var b = ~/b+/;
		t(b.matchSub("abbbb", 2, 2));
		eq(b.matched(0), "bb");
		eq(b.matchedPos().pos, 2);
		eq(b.matchedLeft(), "ab");
		eq(b.matchedRight(), "b");
		f(b.matchSub("abb", 3));
		t(~/b/.matchSub("abab", 2));
		f(~/^b/.matchSub("ab", 1));
		t(~/(?<=a)b/.matchSub("ab", 1));
		t(~/b$/.matchSub("abb", 0, 2));
	}

	function splits() {
		aeq(~/,/.split("a,b,c"), ["a", "b,c"]);
		aeq(~/,/g.split("a,b,c"), ["a", "b", "c"]);
		aeq(~/ *, */g.split("a , b,c"), ["a", "b", "c"]);
		aeq(~/,/g.split(",a,"), ["", "a", ""]);
		aeq(~/,/g.split(""), [""]);
		aeq(~/x/g.split("abc"), ["abc"]);
		aeq(~/(,)/g.split("a,b"), ["a", "b"]);
	}

	function replaces() {
		eq(~/b/.replace("abcb", "X"), "aXcb");
		eq(~/b/g.replace("abcb", "X"), "aXcX");
		eq(~/(b)(c)?/g.replace("abcb", "<$1|$2>"), "a<b|c><b|>");
		eq(~/(a)(b)/.replace("ab", "$2$1"), "ba");
		eq(~/b/g.replace("abc", "$$"), "a$c");
		eq(~/x*/g.replace("abc", "-"), "-a-b-c-");
		eq(~/$/g.replace("ab", "!"), "ab!");
		eq(~/x/g.replace("abc", "-"), "abc");
		eq(~/\\/g.replace("a\\b", "/"), "a/b");
		eq(~/\//g.replace("a/b", ":"), "a:b");
	}

	function maps() {
		eq(~/[a-c]/g.map("abcd", r -> r.matched(0).toUpperCase()), "ABCd");
		eq(~/[a-c]/.map("abcd", r -> "<" + r.matched(0) + ">"), "<a>bcd");
		eq(~/(\d+)/g.map("1 22 x", r -> Std.string(Std.parseInt(r.matched(1)) + 1)), "2 23 x");
		var seen = [];
		eq(~/\w/g.map("a b", function(r) {
			seen.push(r.matchedPos().pos);
			return "";
		}), " ");
		aeq(seen, [0, 2]);
		eq(~/x/g.map("abc", r -> "-"), "abc");
	}

	function options() {
		t(~/AB/i.match("xab"));
		f(~/AB/.match("xab"));
		t(~/^b$/m.match("a\nb\nc"));
		f(~/^b$/.match("a\nb\nc"));
		t(~/a.c/s.match("a\nc"));
		f(~/a.c/.match("a\nc"));
		t(~/(?i)ab/.match("AB"));
		t(~/a(?i:b)c/.match("aBc"));
		f(~/a(?i:b)c/.match("aBC"));
		t(new EReg("É", "i").match("é"));
	}

	function syntax() {
		t(~/^(a|b)*c$/.match("abbac"));
		eq(first(~/a+?/, "aaa"), "a");
		eq(first(~/a{2}/, "aaa"), "aa");
		eq(first(~/a{2,}/, "aaaa"), "aaaa");
		eq(first(~/<.*?>/, "<a><b>"), "<a>");
		eq(first(~/[^,]+/, ",ab,"), "ab");
		eq(first(~/[\]\-]+/, "a-]"), "-]");
		eq(first(~/\bfoo\b/, "afoo foo"), "foo");
		eq(first(~/\s+/, "a \t\nb"), " \t\n");
		eq(first(~/\d+(?!\d|px)/, "12px 34em"), "34");
		eq(first(~/(?=b)\w+/, "abc"), "bc");
		eq(first(~/(?<!a)b./, "abcbd"), "bd");
		t(~/a++b/.match("aab"));
		f(~/a++ab/.match("aaab"));
		f(~/(?>a|ab)c/.match("abc"));
		eq(first(~/[[:digit:]]+/, "ab12"), "12");
	}

	function first(pattern:EReg, text:String):String {
		return pattern.match(text) ? pattern.matched(0) : null;
	}

	function text() {
		var e = ~/x/;
		t(e.match("é😀x!"));
		eq(e.matchedPos().pos, 2);
		eq(e.matchedLeft(), "é😀");
		eq(first(~/./, "é"), "é");
		eq(first(~/[à-ü]+/, "aéèb"), "éè");
		eq(~/é/g.replace("été", "e"), "ete");
		aeq(~/—/g.split("a—b—ç"), ["a", "b", "ç"]);
		var at = ~/ö+/;
		t(at.matchSub("öaöö", 1));
		eq(at.matchedPos().pos, 2);
		eq(at.matchedPos().len, 2);
	}
}
