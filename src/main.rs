//! The binary: parse arguments, run, print findings, exit.

fn main() {}
