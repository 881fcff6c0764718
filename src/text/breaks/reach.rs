//! What lies within reach of a wanted number of lines. In: the points of a paragraph. Out: for each of them, between how
//! few and how many decent lines may still be behind it. Bounds: no way that there is lies outside of them.

use super::{Breakpoint, Column, DECENT, Elastic, Fill};

/// Which ends of lines may lead to a wanted number of decent lines.
pub(super) struct Reach {
    wanted: [Option<u32>; 2],
    /// The fewest and the most lines behind each point; no line at most where none may be the last.
    behind: Vec<(u32, u32)>,
}

/// Where lines that begin and end at a point do so at their tightest, and, in thousandths, at their loosest.
struct Sides {
    start: (i64, i64),
    end: (i64, i64),
}

impl Sides {
    fn of(point: &Breakpoint, fill: Fill, loosest: i64) -> Sides {
        let tight = |at: Elastic| if fill == Fill::Justified { at.tight() } else { at.width };
        let Breakpoint { start, end, hyphen, .. } = *point;
        Sides {
            start: (tight(start), start.loose(loosest)),
            end: (tight(end) + hyphen, end.loose(loosest) + hyphen * 1000),
        }
    }
}

impl Reach {
    /// Goes back from the end in lines as tight and in lines as loose as they may be.
    pub fn of(points: &[Breakpoint], column: &Column, wanted: [Option<u32>; 2]) -> Reach {
        let mut behind = vec![(0, 0); points.len().max(1)];
        let last = behind.len() - 1;
        let (widest, narrowest) = column.widths();
        let (loosest, lends) = (column.loosest(DECENT), column.lends(DECENT) - narrowest * 1000);
        let sides: Vec<Sides> = points.iter().map(|point| Sides::of(point, column.fill, loosest)).collect();
        // What stands out over an edge, or a hyphen, may let a line from a later point begin or end before one from an
        // earlier point, by so much.
        let (mut before, mut after) = (0, 0);
        let (mut latest, mut longest) = (i64::MIN, i64::MIN);
        for side in &sides {
            latest = latest.max(side.start.0);
            longest = longest.max(side.end.1);
            before = before.max(latest - side.start.0);
            after = after.max(longest - side.end.1);
        }
        // A last line that begins later is a leftover.
        let latest_last = points.last().map_or(0, |last| last.end.width) - column.runt;
        let (mut far, mut near) = (last, last);
        for at in (0..last).rev() {
            let (tight, loose) = sides[at].start;
            while far > at + 1 && sides[far].end.0 > tight + widest + before {
                far -= 1;
            }
            while near > at + 1 && sides[near - 1].end.1 + lends + after >= loose {
                near -= 1;
            }
            let most = match behind[near].1 {
                0 => u32::from(points[at].start.width <= latest_last || at == 0),
                full => full + 1,
            };
            behind[at] = (behind[far].0 + 1, most.max(behind[at + 1].1));
        }
        Reach { wanted, behind }
    }

    /// Whether a line that ends at a point before the last may be line number `line` of such a number of lines.
    pub fn holds(&self, point: usize, line: u32) -> bool {
        let (fewest, most) = self.behind[point];
        self.wanted.into_iter().flatten().any(|wanted| line + fewest <= wanted && wanted <= line + most)
    }
}
