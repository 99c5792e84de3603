//! Draws numbers and names. The same seed draws the same.

use std::collections::HashSet;

/// A generator of numbers (splitmix64), and the type names that are taken.
pub(super) struct Random {
    state: u64,
    taken: HashSet<String>,
}

const NOUNS: &[&str] = &[
    "Actor", "Account", "Arrow", "Asset", "Badge", "Battle", "Beacon", "Block", "Board", "Bonus",
    "Border", "Bridge", "Bucket", "Budget", "Bullet", "Camera", "Card", "Castle", "Channel",
    "Chunk", "Cloud", "Color", "Command", "Contract", "Coupon", "Course", "Crate", "Cursor",
    "Deck", "Door", "Dragon", "Effect", "Engine", "Event", "Field", "Filter", "Flag", "Forest",
    "Frame", "Garden", "Gate", "Goal", "Grid", "Guild", "Harbor", "Height", "Icon", "Image",
    "Index", "Invoice", "Island", "Item", "Job", "Journal", "Key", "Label", "Layer", "Ledger",
    "Level", "Light", "Machine", "Map", "Market", "Mesh", "Message", "Metal", "Mission", "Motor",
    "Node", "Order", "Packet", "Palette", "Panel", "Parcel", "Particle", "Path", "Planet",
    "Player", "Portal", "Profile", "Puzzle", "Query", "Quest", "Queue", "Record", "Region",
    "Report", "River", "Robot", "Route", "Scene", "Score", "Sensor", "Session", "Shader", "Ship",
    "Signal", "Skill", "Sound", "Spell", "Sprite", "Stage", "Stock", "Storm", "Tower", "Track",
    "Trade", "Train", "Turret", "Unit", "Vector", "Vendor", "Village", "Wave", "Weapon", "Widget",
    "Window", "Wizard", "World", "Zone",
];
const VERBS: &[&str] = &[
    "adjust",
    "advance",
    "apply",
    "assign",
    "balance",
    "build",
    "cancel",
    "claim",
    "collect",
    "combine",
    "compare",
    "compute",
    "count",
    "damage",
    "describe",
    "distribute",
    "estimate",
    "evaluate",
    "expand",
    "filter",
    "gather",
    "grow",
    "handle",
    "improve",
    "inspect",
    "limit",
    "measure",
    "merge",
    "move",
    "normalize",
    "offer",
    "place",
    "plan",
    "predict",
    "prepare",
    "process",
    "rank",
    "rate",
    "reduce",
    "refresh",
    "render",
    "repair",
    "resolve",
    "reward",
    "rotate",
    "scale",
    "scan",
    "select",
    "settle",
    "simulate",
    "spend",
    "split",
    "store",
    "summarize",
    "trace",
    "transform",
    "update",
    "upgrade",
    "validate",
    "weigh",
];
const THINGS: &[&str] = &[
    "amount", "angle", "area", "balance", "bias", "bonus", "capacity", "charge", "cost", "count",
    "damage", "delay", "delta", "depth", "distance", "energy", "factor", "fuel", "gain", "health",
    "height", "level", "limit", "load", "mana", "margin", "mass", "offset", "phase", "points",
    "power", "price", "pressure", "progress", "quota", "radius", "range", "rank", "rate", "ratio",
    "reserve", "score", "shift", "size", "speed", "stamina", "step", "strength", "supply", "tax",
    "total", "value", "volume", "wait", "weight", "width", "yield",
];
const TEXTS: &[&str] = &[
    "alpha", "amber", "bronze", "cold", "dark", "east", "empty", "fast", "final", "golden",
    "heavy", "hidden", "idle", "large", "light", "lost", "low", "north", "old", "open", "plain",
    "quick", "ready", "red", "silver", "slow", "south", "steel", "swift", "tall", "warm", "west",
    "wild", "young",
];
const AREAS: &[&str] = &[
    "combat", "world", "economy", "render", "audio", "story", "input", "network", "physics",
    "crafting", "guild", "market", "quest", "report", "parser", "layout", "editor", "import",
    "export", "planner", "schedule", "weather", "magic", "cargo",
];

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            state: seed,
            taken: HashSet::new(),
        }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// From `low` to `high`, both included.
    pub(super) fn range(&mut self, low: usize, high: usize) -> usize {
        low + (self.next() % (high - low + 1) as u64) as usize
    }

    /// True in so many of a hundred cases.
    pub(super) fn percent(&mut self, share: usize) -> bool {
        self.range(0, 99) < share
    }

    /// One of the items. The list must not be empty.
    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let last = list.len().checked_sub(1)?;
        list.get(self.range(0, last))
    }

    fn word(&mut self, list: &[&'static str]) -> &'static str {
        self.pick(list).copied().unwrap_or("thing")
    }

    /// A type name that nobody has yet.
    pub(super) fn type_name(&mut self, ending: &str) -> String {
        loop {
            let name = format!("{}{}{ending}", self.word(NOUNS), self.word(NOUNS));
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }

    /// A name that is not in the list, and goes into it.
    fn fresh(
        &mut self,
        taken: &mut Vec<String>,
        mut draw: impl FnMut(&mut Self) -> String,
    ) -> String {
        let mut number = 1;
        loop {
            let mut name = draw(self);
            if number > 8 {
                name = format!("{name}{number}");
            }
            if !taken.contains(&name) {
                taken.push(name.clone());
                return name;
            }
            number += 1;
        }
    }

    /// A new name of a method.
    pub(super) fn method(&mut self, taken: &mut Vec<String>) -> String {
        self.fresh(taken, |random| {
            let thing = random.word(THINGS);
            format!("{}{}", random.word(VERBS), capital(thing))
        })
    }

    /// A new name of a field or local.
    pub(super) fn variable(&mut self, taken: &mut Vec<String>) -> String {
        self.fresh(taken, |random| {
            if random.percent(40) {
                let text = random.word(TEXTS);
                let text = if text == "final" { "last" } else { text };
                format!("{text}{}", capital(random.word(THINGS)))
            } else {
                random.word(THINGS).to_owned()
            }
        })
    }

    /// A word for a text or a comment.
    pub(super) fn text(&mut self) -> &'static str {
        self.word(TEXTS)
    }

    /// A noun in small letters.
    pub(super) fn thing(&mut self) -> &'static str {
        self.word(THINGS)
    }

    /// A documentation comment: one line, or several.
    pub(super) fn doc(&mut self, indent: &str) -> String {
        let (verb, thing, text) = (self.word(VERBS), self.word(THINGS), self.text());
        if self.percent(70) {
            return format!("{indent}/** Used to {verb} the {thing} of what is {text}. **/\n");
        }
        let (other, more) = (self.word(THINGS), self.text());
        format!(
            "{indent}/**\n{indent}\tUsed to {verb} the {thing} of what is {text}.\n{indent}\tThe {other} stays as it is, also where it is {more}.\n{indent}**/\n"
        )
    }

    /// The name of the package with this number.
    pub(super) fn package(&mut self, number: usize) -> String {
        let areas = AREAS.len();
        let area = AREAS.get(number % areas).copied().unwrap_or("rest");
        let root = if number.is_multiple_of(3) {
            "tool"
        } else {
            "game"
        };
        let area = if area == "import" { "load" } else { area };
        match number / areas {
            0 => format!("{root}.{area}"),
            more => format!("{root}.{area}{more}"),
        }
    }
}

/// The word with a capital letter.
pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
