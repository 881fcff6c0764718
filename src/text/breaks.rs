//! Line breaks by total fit (D. E. Knuth and M. F. Plass, Breaking Paragraphs into Lines, 1981). In: an array of
//! places where a line may end, with widths. Out: those at which lines do end. A pure function in whole numbers: the
//! same array gives the same lines everywhere.

mod reach;

use super::Measure;
use reach::Reach;
use std::ops::Range;

/// A place where a line may end. Widths count from the beginning of the paragraph, as if it stood on one line; the
/// array's first point is where the first line begins, its last where the last line ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Breakpoint {
    /// What a line that ends here ends at, a hyphen not counted.
    pub end: Elastic,
    /// What a line that ends before here begins at: spaces between are neither line's.
    pub start: Elastic,
    /// Width of the hyphen that is added.
    pub hyphen: i64,
    /// How little it is wanted.
    pub penalty: i32,
    /// Whether the line ends in a hyphen: lines in a row should not.
    pub hyphened: bool,
}

/// A width, and by how much it may stretch and shrink: its spaces, and its letters as far as they may change.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Elastic {
    /// Natural width.
    pub width: i64,
    /// How far it may stretch.
    pub stretch: i64,
    /// How far it may shrink.
    pub shrink: i64,
}

impl Elastic {
    /// This width and another behind it.
    pub fn plus(self, other: Elastic) -> Elastic {
        Elastic {
            width: self.width + other.width,
            stretch: self.stretch + other.stretch,
            shrink: self.shrink + other.shrink,
        }
    }

    /// This width where all gives way.
    pub fn tight(self) -> i64 {
        self.width - self.shrink
    }

    /// This width, in thousandths, where all stretches by so many thousandths of what it may.
    fn loose(self, thousandths: i64) -> i64 {
        self.width * 1000 + self.stretch * thousandths
    }
}

/// How lines fill their measure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fill {
    /// Spaces and letters stretch and shrink.
    Justified,
    /// All keeps their width; a line as short as this is as loose as may be.
    Ragged(i64),
}

/// What the lines of one call must fit.
#[derive(Clone, Copy, Debug)]
pub struct Column<'m> {
    /// Their widths.
    pub measure: &'m Measure,
    /// Number of the first of them in the paragraph.
    pub first: usize,
    /// How they fill them.
    pub fill: Fill,
    /// A last line shorter than this looks like a leftover.
    pub runt: i64,
}

/// Lines chosen for a column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fit {
    /// The points at which they end.
    pub ends: Vec<usize>,
    /// What they cost: the sum over all lines of (10 + badness)² + penalty², and what is added for neighbors that do
    /// not go together.
    pub cost: i64,
}

/// What a pass looks at, from the strictest to the last, which takes any line, and lends every line some stretch so that
/// it can tell a bad line from a worse one.
const PASSES: [Rules; 3] =
    [Rules::within(1260), Rules::within(4000), Rules { lent: Lent::Eighth, ..Rules::within(i64::MAX) }];
/// What lines of another number may look like.
const DECENT: Rules = Rules { numbered: true, ..Rules::within(1000) };
/// The largest ratio that is told from larger ones.
const LARGEST: i64 = 10_000;
/// Only paragraphs of at most as many lines are looked at for ways of other numbers of lines: the ways grow with the square
/// of the lines, and a paragraph that fills many pages has no need to save one.
const LONGEST: usize = 300;
const LINE: i64 = 10;
const UNEVEN: i64 = 5_000;
const TWO_HYPHENS: i64 = 20_000;
const LADDER: i64 = 4_000_000;
const HYPHEN_BEFORE_LAST: i64 = 10_000;
const RUNT: i64 = 20_000;

/// What a pass looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Rules {
    /// The largest ratio of a line.
    tolerance: i64,
    lent: Lent,
    /// Whether ways of different numbers of lines are kept apart; such a way must not end in a leftover.
    numbered: bool,
}

impl Rules {
    const fn within(tolerance: i64) -> Rules {
        Rules { tolerance, lent: Lent::Nothing, numbered: false }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Lent {
    Nothing,
    Eighth,
}

/// The end of a line, with all that the cost of the next one depends on.
#[derive(Clone, Copy, Debug)]
struct Node {
    cost: i64,
    point: u32,
    line: u32,
    previous: u32,
    /// Tight, decent, loose, very loose.
    fitness: u8,
    /// Lines in a row that end in a hyphen, up to two.
    ladder: u8,
}

const NONE: u32 = u32::MAX;

impl Node {
    /// The beginning of the paragraph.
    const FIRST: Node = Node { cost: 0, point: 0, line: 0, previous: NONE, fitness: 1, ladder: 0 };

    /// Whether every line from here costs the same as from another end at this point.
    fn is_like(&self, other: &Node) -> bool {
        (self.line, self.ladder, self.fitness) == (other.line, other.ladder, other.fitness)
    }
}

/// Where lines begin, with what every one of them asks for: behind all ends at one point that a line of one width
/// follows.
struct Begin {
    at: Elastic,
    /// The same at the earliest in the loosest setting of the paragraph.
    loose: i64,
    /// Width of the line.
    width: i64,
    nodes: Range<usize>,
    /// Whether nothing that ends later fits any more.
    full: bool,
}

/// Chooses the points at which lines end so that the total cost is least. Every line fits its measure, unless a stretch
/// between two neighboring points is wider.
pub fn total_fit(points: &[Breakpoint], column: &Column) -> Fit {
    let mut passes = PASSES.iter().filter_map(|&rules| Search::through(points, column, rules, None)?.best(|_| true));
    let Some(first) = passes.next() else { return Fit { ends: Vec::new(), cost: 0 } };
    // Three hyphens in a row are worse than looser lines.
    let better = if is_ladder(points, &first.ends) { passes.find(|fit| !is_ladder(points, &fit.ends)) } else { None };
    better.unwrap_or(first)
}

/// The cheapest ways to end the paragraph one line earlier and one line later than `lines`, of decent lines only: none
/// loose, no ladder, no leftover at the end.
pub fn variants(points: &[Breakpoint], column: &Column, lines: usize) -> [Option<Fit>; 2] {
    if lines > LONGEST {
        return [None, None];
    }
    let wanted = [lines as u32, lines as u32 + 2].map(|more| more.checked_sub(1));
    let reach = Reach::of(points, column, wanted);
    if !reach.holds(0, 0) {
        return [None, None];
    }
    let Some(search) = Search::through(points, column, DECENT, Some(&reach)) else { return [None, None] };
    wanted.map(|wanted| {
        let fit = search.best(|node| Some(node.line) == wanted)?;
        (!is_ladder(points, &fit.ends)).then_some(fit)
    })
}

/// Whether three lines in a row end in hyphens.
fn is_ladder(points: &[Breakpoint], ends: &[usize]) -> bool {
    ends.windows(3).any(|ends| ends.iter().all(|&end| points[end].hyphened))
}

/// Fills line after line with as much as fits.
pub fn first_fit(points: &[Breakpoint], column: &Column) -> Vec<usize> {
    let mut lines = Vec::new();
    let mut from = 0;
    while from + 1 < points.len() {
        let width = column.width(lines.len() as u32);
        let fits = |&to: &usize| points[to].end.width + points[to].hyphen - points[from].start.width <= width;
        // Once the text alone is too wide no later point fits.
        let near = (from + 1..points.len())
            .take_while(|&to| to == from + 1 || points[to].end.width - points[from].start.width <= width);
        let to = near.filter(fits).last().unwrap_or(from + 1);
        lines.push(to);
        from = to;
    }
    lines
}

/// One pass through a paragraph: every line end that may be part of the best way.
struct Search {
    nodes: Vec<Node>,
    /// The first of those at which the paragraph ends.
    first: usize,
}

impl Search {
    /// Goes through a paragraph by ways `within` reach of what is wanted; `None` where none keeps to the rules.
    fn through(points: &[Breakpoint], column: &Column, rules: Rules, within: Option<&Reach>) -> Option<Search> {
        let last = points.len().checked_sub(1).filter(|&last| last > 0)?;
        let mut nodes = Vec::with_capacity(points.len());
        nodes.push(Node::FIRST);
        let mut begins: Vec<Begin> = Vec::with_capacity(points.len() / 2 + 1);
        let (loosest, lends, narrowest) = (column.loosest(rules), column.lends(rules), column.widths().1 * 1000);
        column.begin(points[0].start, loosest, &nodes, 0, &mut begins);
        // Lines from those before `far` are full; from those before `near` a line may have been long enough; from those
        // behind it none is yet.
        let (mut far, mut near) = (0, 0);
        let even = if rules.numbered { u32::MAX } else { column.even() };
        for (to, end) in points.iter().enumerate().skip(1) {
            // The last line may be as short as it is.
            let longest = match to == last || rules.lent != Lent::Nothing {
                true => i64::MAX,
                false => end.end.loose(loosest) + end.hyphen * 1000 + lends,
            };
            while begins.get(near).is_some_and(|begin| longest.saturating_sub(begin.loose) >= narrowest) {
                near += 1;
            }
            if far == near {
                continue;
            }
            let (fresh, mut gone) = (nodes.len(), 0);
            for begin in begins[far..near].iter_mut().filter(|begin| !begin.full) {
                let line = Line::new(begin, end, (to == last).then(|| nodes[begin.nodes.start].line), column.runt);
                let ratio = line.ratio(column.fill, rules.lent).filter(|&ratio| ratio <= rules.tolerance);
                if let Some(ratio) = ratio.filter(|_| !(rules.numbered && line.runt)) {
                    let look = line.look(ratio, column.fill);
                    for previous in begin.nodes.clone() {
                        let mut node = line.end(look, &nodes[previous]);
                        (node.point, node.previous) = (to as u32, previous as u32);
                        node.line = node.line.min(even);
                        // Of two ends that every later line sees alike, the cheaper is kept.
                        match nodes[fresh..].iter_mut().find(|other| other.is_like(&node)) {
                            Some(other) if other.cost <= node.cost => {}
                            Some(other) => *other = node,
                            None if within.is_some_and(|reach| to < last && !reach.holds(to, node.line)) => {}
                            None => nodes.push(node),
                        }
                    }
                }
                if line.is_full() {
                    begin.full = true;
                    gone = begin.nodes.end - 1;
                }
            }
            while begins[..near].get(far).is_some_and(|begin| begin.full) {
                far += 1;
            }
            if fresh == nodes.len() && far == begins.len() {
                if rules.lent == Lent::Nothing {
                    return None;
                }
                // Nothing ends here that fits: the stretch before this point is wider than the line.
                let (node, previous) = (nodes[gone], gone as u32);
                nodes.push(Node { point: to as u32, line: node.line + 1, fitness: 1, ladder: 0, previous, ..node });
            }
            if fresh < nodes.len() {
                prune(&mut nodes, fresh);
                // What stands out over an edge may let a line begin a little before the one from the point before.
                let loose = end.start.loose(loosest);
                let behind = begins[near..].iter_mut().rev().take_while(|known| known.loose > loose);
                behind.for_each(|known| known.loose = loose);
                column.begin(end.start, loosest, &nodes, fresh, &mut begins);
            }
        }
        Some(Search { first: nodes.partition_point(|node| (node.point as usize) < last), nodes })
    }

    /// The cheapest way among those whose end is `wanted`.
    fn best(&self, wanted: impl Fn(&Node) -> bool) -> Option<Fit> {
        let ends = self.nodes[self.first..].iter().filter(|end| wanted(end));
        let mut node = ends.min_by_key(|end| end.cost)?;
        let mut fit = Fit { ends: Vec::new(), cost: node.cost };
        while node.previous != NONE {
            fit.ends.push(node.point as usize);
            node = &self.nodes[node.previous as usize];
        }
        fit.ends.reverse();
        Some(fit)
    }
}

/// Drops ends, from node `first` on, that cost more than another and cannot make up for it: the other can go wherever
/// they can, for an uneven pair of lines at most.
fn prune(nodes: &mut Vec<Node>, first: usize) {
    let beaten = |node: &Node, other: &Node| {
        let dearer = if other.fitness == node.fitness { 1 } else { UNEVEN };
        other.line == node.line && other.ladder <= node.ladder && other.cost + dearer <= node.cost
    };
    let mut at = first;
    while at < nodes.len() && nodes.len() > first + 1 {
        if nodes[first..].iter().any(|other| beaten(&nodes[at], other)) {
            nodes.remove(at);
        } else {
            at += 1;
        }
    }
}

/// A line that may be.
struct Line<'a> {
    to: &'a Breakpoint,
    width: i64,
    /// What is left of its width, and how far all on it may stretch and shrink.
    spare: i64,
    stretch: i64,
    shrink: i64,
    /// Whether it is the last, and a leftover of the lines before it.
    last: bool,
    runt: bool,
}

/// How a line looks by itself.
#[derive(Clone, Copy)]
struct Look {
    fitness: u8,
    cost: i64,
}

impl<'a> Line<'a> {
    /// The line to a point; the last has so many `before` it and is a leftover where it is shorter than `runt`.
    fn new(from: &Begin, to: &'a Breakpoint, before: Option<u32>, runt: i64) -> Line<'a> {
        let length = to.end.width - from.at.width;
        Line {
            to,
            width: from.width,
            spare: from.width - to.hyphen - length,
            stretch: to.end.stretch - from.at.stretch,
            shrink: to.end.shrink - from.at.shrink,
            last: before.is_some(),
            runt: before.is_some_and(|before| before > 0 && length < runt),
        }
    }

    /// How far it must stretch or shrink, in thousandths of what they may; `None` where it does not fit.
    fn ratio(&self, fill: Fill, lent: Lent) -> Option<i64> {
        if self.spare < 0 {
            let shrink = if fill == Fill::Justified { self.shrink } else { 0 };
            return (-self.spare <= shrink).then(|| self.spare * 1000 / shrink);
        }
        if self.spare == 0 || self.last {
            return Some(0);
        }
        let stretch = match fill {
            Fill::Justified => self.stretch,
            Fill::Ragged(stretch) => stretch,
        };
        let stretch = stretch + if lent == Lent::Eighth { self.width / 8 } else { 0 };
        let ratio = if stretch > 0 { self.spare.saturating_mul(1000) / stretch } else { LARGEST };
        Some(if lent == Lent::Nothing && stretch <= 0 { i64::MAX } else { ratio })
    }

    /// Whether nothing that ends later fits either.
    fn is_full(&self) -> bool {
        self.spare + self.to.hyphen + self.shrink < 0
    }

    /// How it looks when it stretches or shrinks so far.
    fn look(&self, ratio: i64, fill: Fill) -> Look {
        let fitness: u8 = match (fill, ratio) {
            (Fill::Ragged(_), _) => 1,
            (_, ..-500) => 0,
            (_, ..=500) => 1,
            (_, ..=1000) => 2,
            _ => 3,
        };
        let runt = if self.runt { RUNT } else { 0 };
        Look { fitness, cost: (LINE + badness(ratio)).pow(2) + i64::from(self.to.penalty).pow(2) + runt }
    }

    /// Its end, reached from a node.
    fn end(&self, look: Look, node: &Node) -> Node {
        let Look { fitness, mut cost } = look;
        let hyphened = self.to.hyphened;
        if fitness.abs_diff(node.fitness) > 1 {
            cost += UNEVEN;
        }
        if hyphened {
            cost += [0, TWO_HYPHENS, LADDER][usize::from(node.ladder)];
        }
        if self.last && node.ladder > 0 {
            cost += HYPHEN_BEFORE_LAST;
        }
        let ladder = if hyphened { (node.ladder + 1).min(2) } else { 0 };
        Node { line: node.line + 1, fitness, ladder, cost: node.cost + cost, ..*node }
    }
}

/// A hundred times the cube of the ratio, as TeX has it.
fn badness(ratio: i64) -> i64 {
    let ratio = ratio.abs().min(LARGEST);
    (ratio * ratio * ratio / 10_000_000).min(10_000)
}

impl Column<'_> {
    /// By how many thousandths of what it may a line stretches at most: of two widths so loose the difference is what a
    /// line between them can fill, but for what every ragged line may.
    fn loosest(&self, rules: Rules) -> i64 {
        let stretches = self.fill == Fill::Justified && rules.lent == Lent::Nothing;
        if stretches { rules.tolerance + 1 } else { 0 }
    }

    /// What every ragged line may stay short, in thousandths.
    fn lends(&self, rules: Rules) -> i64 {
        match self.fill {
            Fill::Ragged(stretch) if rules.lent == Lent::Nothing => stretch * (rules.tolerance + 1),
            _ => 0,
        }
    }

    /// The widest and the narrowest line.
    fn widths(&self) -> (i64, i64) {
        let own = self.measure.first.get(self.first..).unwrap_or_default().iter();
        let rest = self.measure.rest.0;
        own.fold((rest, rest), |(widest, narrowest), width| (widest.max(width.0), narrowest.min(width.0)))
    }

    fn width(&self, line: u32) -> i64 {
        self.measure.line(self.first + line as usize).0
    }

    /// The number of the first line from which on all are of one width: then their numbers do not matter.
    fn even(&self) -> u32 {
        self.measure.first.len().saturating_sub(self.first).max(1) as u32
    }

    /// Adds where lines begin behind the nodes from number `fresh` on, all at one point.
    fn begin(&self, at: Elastic, loosest: i64, nodes: &[Node], mut fresh: usize, begins: &mut Vec<Begin>) {
        let loose = at.loose(loosest);
        while let Some(first) = nodes.get(fresh) {
            let width = self.width(first.line);
            let alike = nodes[fresh..].iter().take_while(|node| self.width(node.line) == width).count();
            begins.push(Begin { at, loose, width, nodes: fresh..fresh + alike, full: false });
            fresh += alike;
        }
    }
}

#[cfg(test)]
mod tests;
