//! Products of matrices, and the determinant by elimination: vectors of vectors.

struct Matrix {
    rows: Vec<Vec<f64>>,
}

impl Matrix {
    fn make(size: usize, cell: impl Fn(usize, usize) -> f64) -> Self {
        let rows = (0..size)
            .map(|row| (0..size).map(|column| cell(row, column)).collect())
            .collect();
        Self { rows }
    }

    fn size(&self) -> usize {
        self.rows.len()
    }

    fn times(&self, other: &Matrix) -> Matrix {
        Matrix::make(self.size(), |row, column| {
            (0..self.size())
                .map(|at| self.rows[row][at] * other.rows[at][column])
                .sum()
        })
    }

    fn transposed(&self) -> Matrix {
        Matrix::make(self.size(), |row, column| self.rows[column][row])
    }

    fn determinant(&self) -> f64 {
        let mut work = self.rows.clone();
        let mut result = 1.0;
        for column in 0..self.size() {
            let mut best = column;
            for row in column + 1..self.size() {
                if work[row][column].abs() > work[best][column].abs() {
                    best = row;
                }
            }
            if work[best][column] == 0.0 {
                return 0.0;
            }
            if best != column {
                work.swap(best, column);
                result = -result;
            }
            let (done, rest) = work.split_at_mut(column + 1);
            let pivot = &done[column];
            result *= pivot[column];
            for target in rest {
                let factor = target[column] / pivot[column];
                for (cell, above) in target[column..].iter_mut().zip(&pivot[column..]) {
                    *cell -= factor * above;
                }
            }
        }
        result
    }
}

fn main() {
    let mut check = 0.0_f64;
    for round in 0..twins::scale() {
        let matrix = Matrix::make(80, |row, column| {
            let base = ((row * 7 + column * 13 + round) % 11) as f64 / 40.0;
            base - if row == column { 1.5 } else { 0.1 }
        });
        let product = matrix.times(&matrix.transposed()).times(&matrix);
        check += product.rows[3][5] + matrix.determinant() / 1e12;
        if round == 0 {
            println!("{}", (check * 1e6).round());
        }
    }
    println!("{}", if check.is_nan() { "lost" } else { "done" });
}
