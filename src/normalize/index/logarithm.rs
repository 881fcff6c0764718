//! Logarithms in whole numbers, so that every machine scores alike.

/// One, as features count it.
pub const ONE: i32 = 256;

/// The logarithm of `n` to the base of 2, in parts of [`ONE`]; that of 0 is that of 1.
pub fn log2(n: u64) -> i32 {
    let n = n.max(1);
    let whole = n.ilog2();
    // The fraction, bit by bit: squaring doubles the logarithm.
    let mut rest = (n << (63 - whole)) >> 32;
    let mut fraction = 0;
    for _ in 0..8 {
        rest = (rest * rest) >> 31;
        fraction <<= 1;
        if rest >= 1 << 32 {
            rest >>= 1;
            fraction |= 1;
        }
    }
    whole as i32 * ONE + fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_are_near_the_true_ones() {
        for n in [1, 2, 3, 7, 10, 100, 1000, 65_535, u64::from(u32::MAX), u64::MAX] {
            let exact = (n as f64).log2() * f64::from(ONE);
            assert!((f64::from(log2(n)) - exact).abs() <= 1.01, "{n}: {} {exact}", log2(n));
        }
    }
}
