package markdown;

using StringTools;

/** Blocks as HTML. **/
class Html {
	/** A whole page, its anchors from the outline. **/
	public static function page(blocks:Array<Block>, outline:Outline):String {
		var html = new Html(outline.entries.iterator());
		var title = (outline.title() ?? "untitled").htmlEscape();
		html.line('<!DOCTYPE html>\n<title>$title</title>');
		if (outline.entries.length > 1)
			html.contents(outline.entries);
		html.blocks(blocks);
		return html.out.toString();
	}

	final out = new StringBuf();
	final headings:Iterator<Outline.Entry>;
	var depth = 0;

	function new(headings:Iterator<Outline.Entry>)
		this.headings = headings;

	function line(text:String) {
		out.add([for (_ in 0...depth) "\t"].join(""));
		out.add(text);
		out.add("\n");
	}

	/** An element around lines. **/
	function element(name:String, write:() -> Void) {
		line('<$name>');
		depth++;
		write();
		depth--;
		line('</$name>');
	}

	function contents(entries:Array<Outline.Entry>) {
		element("nav", () -> for (entry in entries) {
			var dots = [for (_ in 1...entry.level) "·"].join("");
			line('<a href="#${entry.anchor}">$dots${entry.title.htmlEscape()}</a>');
		});
	}

	function blocks(list:Array<Block>)
		for (block in list)
			one(block);

	function one(block:Block) {
		switch block {
			case Heading(level, text):
				// Headings in quotes and lists are not in the outline.
				var anchor = depth == 0 && headings.hasNext() ? ' id="${headings.next().anchor}"' : "";
				line('<h$level$anchor>${Inline.html(text)}</h$level>');
			case Paragraph(text):
				line('<p>${Inline.html(text)}</p>');
			case Quote(inner):
				element("blockquote", () -> blocks(inner));
			case List(isOrdered, items):
				element(isOrdered ? "ol" : "ul", () -> for (item in items) entry(item));
			case Code(language, lines):
				var attribute = language == null ? "" : ' class="${language.htmlEscape(true)}"';
				line('<pre$attribute>${lines.join("\n").htmlEscape()}</pre>');
			case Rule:
				line("<hr>");
		}
	}

	/** An item of one paragraph stands in one line. **/
	function entry(item:Array<Block>) {
		switch item {
			case [Paragraph(text)]: line('<li>${Inline.html(text)}</li>');
			case _: element("li", () -> blocks(item));
		}
	}
}
