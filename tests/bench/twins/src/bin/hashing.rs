//! A checksum table, two hashes and a generator of random numbers, on words of 32 bits.

fn table() -> [u32; 256] {
    std::array::from_fn(|start| {
        (0..8).fold(start as u32, |value, _| match value & 1 {
            0 => value >> 1,
            _ => (value >> 1) ^ 0xEDB88320,
        })
    })
}

fn checksum(table: &[u32; 256], data: &[i32]) -> u32 {
    !data.iter().fold(u32::MAX, |sum, &byte| {
        table[((sum ^ byte as u32) & 0xFF) as usize] ^ (sum >> 8)
    })
}

fn fowler(data: &[i32]) -> u32 {
    data.iter().fold(0x811C9DC5, |hash, &byte| {
        (hash ^ byte as u32).wrapping_mul(0x01000193)
    })
}

fn mixed(data: &[i32]) -> u32 {
    let mut hash = 0_u32;
    for four in data.chunks_exact(4) {
        let mut word = (four[0] | four[1] << 8 | four[2] << 16 | four[3] << 24) as u32;
        word = word.wrapping_mul(0xCC9E2D51);
        word = word.rotate_left(15);
        word = word.wrapping_mul(0x1B873593);
        hash ^= word;
        hash = hash.rotate_left(13);
        hash = hash.wrapping_mul(5).wrapping_add(0xE6546B64);
    }
    hash ^= data.len() as u32;
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85EBCA6B);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xC2B2AE35);
    hash ^ (hash >> 16)
}

fn main() {
    let mut state = 88172645_u32;
    // Whole words, as the Haxe program holds them.
    let mut data: Vec<i32> = (0..20000)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            (state & 0xFF) as i32
        })
        .collect();
    let lookup = table();
    let mut all = 0_i32;
    for round in 0..3 * twins::scale() {
        let place = round % data.len();
        data[place] = (round & 0xFF) as i32;
        let (first, second, third) = (checksum(&lookup, &data), fowler(&data), mixed(&data));
        all = all
            .wrapping_mul(31)
            .wrapping_add((first ^ second ^ third) as i32);
        if round == 0 {
            println!("{} {} {}", first as i32, second as i32, third as i32);
        }
    }
    println!("{all}");
}
