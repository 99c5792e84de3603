//! Many short-lived binary trees beside one that stays.

struct Tree {
    left: Option<Box<Tree>>,
    right: Option<Box<Tree>>,
}

impl Tree {
    fn grow(depth: u32) -> Box<Tree> {
        let (left, right) = match depth {
            0 => (None, None),
            _ => (Some(Tree::grow(depth - 1)), Some(Tree::grow(depth - 1))),
        };
        Box::new(Tree { left, right })
    }

    fn count(&self) -> i32 {
        let count = |tree: &Option<Box<Tree>>| tree.as_ref().map_or(0, |tree| tree.count());
        1 + count(&self.left) + count(&self.right)
    }
}

fn main() {
    let lasting = Tree::grow(15);
    for depth in (4..=14).step_by(2) {
        let rounds = twins::scale() << (15 - depth);
        let mut sum = 0_i32;
        for _ in 0..rounds {
            sum = sum.wrapping_add(Tree::grow(depth).count());
        }
        println!("{rounds} trees of depth {depth}: {sum}");
    }
    println!("lasting: {}", lasting.count());
}
