/*
	A converter from a part of Markdown to HTML: headings, paragraphs, lists in lists, quotes, code, rules, emphasis, links.

	Run it in this folder:

		hx2rs run build.hxml -- data/tour.md

	With `--tree` before a file, it prints the blocks instead.
*/
import markdown.Block;
import markdown.Html;
import markdown.Outline;
import markdown.Parser;
import sys.io.File;

class Main {
	static function main() {
		var args = Sys.args();
		if (args.length == 0)
			args = ["data/tour.md"];
		var showsTree = false;
		for (arg in args) {
			if (arg == "--tree") {
				showsTree = true;
				continue;
			}
			var blocks = new Parser(File.getContent(arg)).blocks();
			if (showsTree)
				tree(blocks, "");
			else
				Sys.println(Html.page(blocks, new Outline(blocks)));
			showsTree = false;
		}
	}

	static function tree(blocks:Array<Block>, indent:String) {
		for (block in blocks)
			switch block {
				case Heading(level, text): Sys.println('${indent}heading $level: $text');
				case Paragraph(text): Sys.println('${indent}paragraph of ${text.length}');
				case Code(language, lines): Sys.println('${indent}code (${language ?? "plain"}), ${lines.length} lines');
				case Rule: Sys.println('${indent}rule');
				case Quote(inner):
					Sys.println('${indent}quote');
					tree(inner, indent + "  ");
				case List(isOrdered, items):
					Sys.println('$indent${isOrdered ? "ordered" : "plain"} list');
					for (item in items)
						tree(item, indent + "  - ");
			}
	}
}
