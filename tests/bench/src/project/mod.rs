//! A made-up Haxe project of any size, the same for the same seed: what the speed and memory of the front end are measured
//! with. Code of games and tools was the model, in what it is made of and how large its parts are:
//!
//! | modules | what they hold |
//! |---|---|
//! | 40 % | a class: fields, a property, statics, 6 to 16 methods of 3 to 25 lines that use classes and enums of other modules |
//! | 14 % | an interface, a base class and two to four subclasses with `override` and `super` |
//! | 14 % | an enum with arguments, and a class of functions that `switch` over it, recursively too |
//! | 10 % | a generic collection: functions as arguments, type parameters of methods |
//! | 12 % | a registry: maps, comprehensions, string interpolation, sorting with closures |
//! | 6 % | a scanner: characters, `switch` over codes, string buffers |
//! | 4 % | definitions: enum abstracts, structures, inline functions, constants |
//!
//! A package has 6 to 10 modules; a module uses up to four of earlier modules, half of them of its own package. About 15 %
//! of the lines are comments (most of them documentation) and 10 % are empty. Locals carry no types, fields and parameters
//! do, and a tenth of the methods leave out what they return.
//!
//! Everything that is declared is also called, by the `check` of its module, whose sums `Main` prints. So the project is
//! a test as well: the official compiler and all engines have to print the same. `random` draws, `code` writes typed
//! expressions and statements, `classes` and `shapes` write the modules.

mod classes;
mod code;
mod random;
mod shapes;

use code::{Class, Enum};
use random::Random;

/// The files of a project. The main class is `Main`.
pub struct Project {
    /// Paths below the class path, and texts.
    pub files: Vec<(String, String)>,
}

impl Project {
    /// Lines of all files, comments and empty ones included.
    pub fn lines(&self) -> usize {
        self.files
            .iter()
            .map(|(_, text)| text.lines().count())
            .sum()
    }

    /// Bytes of all files.
    pub fn bytes(&self) -> usize {
        self.files.iter().map(|(_, text)| text.len()).sum()
    }
}

/// What modules can use.
#[derive(Default)]
struct World {
    classes: Vec<Class>,
    enums: Vec<Enum>,
}

/// A project of about this many lines.
pub fn generate(seed: u64, lines: usize) -> Project {
    let mut random = Random::new(seed);
    let mut world = World::default();
    let mut files = vec![("tool/Check.hx".to_owned(), CHECK.to_owned())];
    let mut names = Vec::new();
    let mut written = 0;
    let mut packages = 0;
    while written < lines {
        let package = random.package(packages);
        packages += 1;
        for _ in 0..random.range(6, 10) {
            if written >= lines {
                break;
            }
            let (name, text) = module(&mut random, &mut world, &package);
            written += text.lines().count() + 2;
            files.push((format!("{}/{name}.hx", package.replace('.', "/")), text));
            names.push(format!("{package}.{name}"));
        }
    }
    files.push(("Main.hx".to_owned(), main(&names)));
    Project { files }
}

fn module(random: &mut Random, world: &mut World, package: &str) -> (String, String) {
    match random.range(0, 99) {
        0..40 => classes::entity(random, world, package),
        40..54 => classes::family(random, world, package),
        54..68 => shapes::variants(random, world, package),
        68..78 => shapes::collection(random, package),
        78..90 => classes::registry(random, world, package),
        90..96 => shapes::scanner(random, package),
        _ => shapes::definitions(random, package),
    }
}

/// Prints what all modules compute; a function per fifty of them.
fn main(names: &[String]) -> String {
    let mut text = String::new();
    for name in names {
        text.push_str(&format!("import {name};\n"));
    }
    text.push_str("\nclass Main {\n\tstatic function main() {\n\t\tvar sum = 0;\n");
    let parts: Vec<&[String]> = names.chunks(50).collect();
    for index in 0..parts.len() {
        text.push_str(&format!("\t\tsum = sum * 31 + part{index}();\n"));
    }
    text.push_str("\t\tSys.println('sum: $sum');\n\t}\n");
    for (index, part) in parts.iter().enumerate() {
        text.push_str(&format!(
            "\n\tstatic function part{index}():Int {{\n\t\tvar sum = 0;\n"
        ));
        for name in *part {
            let short = name.rsplit('.').next().unwrap_or(name);
            text.push_str(&format!(
                "\t\tsum = show(\"{short}\", {short}.check(), sum);\n"
            ));
        }
        text.push_str("\t\treturn sum;\n\t}\n");
    }
    text.push_str(
        "\n\tstatic function show(name:String, found:Int, sum:Int):Int {\n\t\tSys.println('$name: $found');\n\t\treturn sum * 31 + found;\n\t}\n}\n",
    );
    text
}

/// Sums of everything that the modules' checks use.
const CHECK: &str = r"package tool;

/** Turns values of all kinds into numbers, so that they can be summed up. **/
class Check {
	/** A number that depends on all letters and their order. **/
	public static function text(value:String):Int {
		var sum = value.length;
		for (index in 0...value.length) {
			var code = value.charCodeAt(index);
			sum = sum * 33 + (code == null ? 0 : code);
		}
		return sum;
	}

	/** 1 or 0. **/
	public static inline function flag(value:Bool):Int {
		return value ? 1 : 0;
	}

	/** A number that depends on all numbers and their order. **/
	public static function list(values:Array<Int>):Int {
		var sum = values.length;
		for (value in values) {
			sum = sum * 31 + value;
		}
		return sum;
	}
}
";
