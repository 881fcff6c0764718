//! ONE TABLE: what it costs to end a page here or there, and to make pages uneven. The unit is arbitrary; what matters
//! is which costs outweigh which.

/// Ending a page after a heading, or anywhere that the sheet says `avoid`.
pub const KEPT: i64 = 20_000;
/// A paragraph's last lines alone at the head of a page, or its first alone at the foot.
pub const WIDOW: i64 = 6_000;
/// Ending a page inside a row of a table.
pub const ROW: i64 = 3_000;
/// Parting what could float instead.
pub const PARTED_FLOAT: i64 = 1_500;
/// Ending a page after a table's first row or before its last.
pub const LONE_ROW: i64 = 2_500;
/// Ending a page one or two lines above or below what could float.
pub const BESIDE_FLOAT: i64 = 300;
/// Ending a page inside a line of program text that goes on in the next.
pub const TURN: i64 = 1_500;
/// Ending a page in the middle of a word: the first page of a spread, whose other half is in sight, and the second.
pub const HYPHEN: [i64; 2] = [100, 400];
/// Parting a note: rather than leave five lines of the page empty.
pub const PARTED: i64 = 5_000;
/// A note that does not begin on the page of its call.
pub const DEFERRED: i64 = 60_000;
/// A figure or table that stands at the head of the next page: on the same spread, and overleaf.
pub const FLOAT: [i64; 2] = [200, 900];
/// A figure or table that stands behind the end of its chapter.
pub const LATE_FLOAT: i64 = 2_500;
/// For each line that one page of a spread is longer than the other, up to three.
const UNEVEN: i64 = 1_200;
/// A line more or less above a heading or a block, shared by the lines that stand there.
const SPACE: i64 = 400;
/// Lines that a last page should have at least, and the cost of each missing.
const LAST_LINES: i64 = 5;
const LAST_LINE: i64 = 1_200;

/// A page that ends some lines early.
pub const fn short(lines: i64) -> i64 {
    match lines {
        ..=0 => 0,
        1 => 60,
        2 => 600,
        3..=7 => 2_000 + 1_500 * (lines - 3),
        _ => 8_000 + 400 * (lines - 7),
    }
}

/// Parting a table of so many lines: a small one is seen whole, rather than that much of the page filled.
pub const fn parted_table(lines: i64) -> i64 {
    match lines {
        ..=7 => 9_000,
        8..=12 => 5_500,
        _ => 0,
    }
}

/// Lines left empty between the text of a page and its notes.
pub const fn gap(lines: i64) -> i64 {
    short(lines) / 3
}

/// Facing pages of which one ends some lines below the other.
pub fn uneven(lines: i64) -> i64 {
    UNEVEN * lines.abs().min(3)
}

/// A last page of so many lines.
pub fn last(lines: i64) -> i64 {
    LAST_LINE * (LAST_LINES - lines).max(0)
}

/// A line more or less where `lines` of space stand.
pub fn space(lines: i64) -> i64 {
    SPACE / lines.max(1)
}

/// A paragraph set in another number of lines, which costs more than its best setting by `worse` in the unit of line
/// breaks.
pub fn setting(worse: i64) -> i64 {
    20 + worse / 100
}
