//! Line breaks by total fit (D. E. Knuth and M. F. Plass, Breaking Paragraphs into Lines, 1981). In: an array of
//! places where a line may end, with widths. Out: those at which lines do end. A pure function in whole numbers: the
//! same array gives the same lines everywhere.

use super::Measure;

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
    point: usize,
    line: usize,
    /// Tight, decent, loose, very loose.
    fitness: u8,
    /// Lines in a row that end in a hyphen, up to two.
    ladder: u8,
    cost: i64,
    previous: usize,
}

const NONE: usize = usize::MAX;

impl Node {
    /// Whether every line from here costs the same as from another end at this point.
    fn is_like(&self, other: &Node) -> bool {
        (self.line, self.ladder, self.fitness) == (other.line, other.ladder, other.fitness)
    }
}

/// A node from which a line may be long enough, with what every line from it asks for.
#[derive(Clone, Copy)]
struct Begin {
    node: usize,
    at: Elastic,
    /// Width of the line.
    width: i64,
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
    let wanted = [lines.checked_sub(1), lines.checked_add(1)];
    let reach = Reach::of(points, column, wanted);
    if !points.first().is_some_and(|first| reach.holds(first, 0)) {
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
        let width = column.width(lines.len());
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
        nodes.push(Node { point: 0, line: 0, fitness: 1, ladder: 0, cost: 0, previous: NONE });
        // Where lines from each node begin at the earliest in the loosest setting of the paragraph, as `Column::loose` has
        // it. From those before `near` a line may have been long enough; from those behind it none is yet.
        let mut begins = Vec::with_capacity(points.len());
        begins.push(column.loose(points[0].start, rules));
        let mut near = 0;
        let narrowest = column.widths().1 * 1000;
        let mut active: Vec<Begin> = Vec::with_capacity(32);
        for (to, end) in points.iter().enumerate().skip(1) {
            // The last line may be as short as it is.
            let reach = match to == last || rules.lent != Lent::Nothing {
                true => i64::MAX,
                false => column.loose(end.end, rules) + end.hyphen * 1000 + column.lends(rules),
            };
            while begins.get(near).is_some_and(|&begin| reach.saturating_sub(begin) >= narrowest) {
                let node: &Node = &nodes[near];
                active.push(Begin { node: near, at: points[node.point].start, width: column.width(node.line) });
                near += 1;
            }
            if active.is_empty() {
                continue;
            }
            let (fresh, mut gone, mut kept) = (nodes.len(), NONE, 0);
            for number in 0..active.len() {
                let begin = active[number];
                let node = &nodes[begin.node];
                let line = Line { from: begin.at, to: end, width: begin.width, last: to == last };
                let refused = rules.numbered && line.is_runt(node, column);
                let ratio = line.ratio(column.fill, rules.lent).filter(|&ratio| ratio <= rules.tolerance && !refused);
                if let Some(ratio) = ratio {
                    let mut node = line.end(node, begin.node, to, ratio, column);
                    if !rules.numbered && column.is_even_from(node.line) {
                        node.line = column.even();
                    }
                    // Of two ends that every later line sees alike, the cheaper is kept.
                    match nodes[fresh..].iter_mut().find(|other| other.is_like(&node)) {
                        Some(other) if other.cost <= node.cost => {}
                        Some(other) => *other = node,
                        None if within.is_some_and(|reach| to < last && !reach.holds(end, node.line)) => {}
                        None => nodes.push(node),
                    }
                }
                if line.is_full() {
                    gone = begin.node;
                } else {
                    if kept < number {
                        active[kept] = begin;
                    }
                    kept += 1;
                }
            }
            active.truncate(kept);
            if fresh == nodes.len() && active.is_empty() && near == nodes.len() {
                if rules.lent == Lent::Nothing {
                    return None;
                }
                // Nothing ends here that fits: the stretch before this point is wider than the line.
                let node = nodes[gone];
                nodes.push(Node { point: to, line: node.line + 1, fitness: 1, ladder: 0, previous: gone, ..node });
            }
            if fresh < nodes.len() {
                prune(&mut nodes, fresh);
                // What stands out over an edge may let a line begin a little before the one from the point before.
                let begin = column.loose(end.start, rules);
                begins[near..].iter_mut().rev().take_while(|known| **known > begin).for_each(|known| *known = begin);
                begins.extend(nodes[fresh..].iter().map(|_| begin));
            }
        }
        Some(Search { first: nodes.partition_point(|node| node.point < last), nodes })
    }

    /// The cheapest way among those whose end is `wanted`.
    fn best(&self, wanted: impl Fn(&Node) -> bool) -> Option<Fit> {
        let ends = self.nodes[self.first..].iter().filter(|end| wanted(end));
        let mut node = ends.min_by_key(|end| end.cost)?;
        let mut fit = Fit { ends: Vec::new(), cost: node.cost };
        while node.previous != NONE {
            fit.ends.push(node.point);
            node = &self.nodes[node.previous];
        }
        fit.ends.reverse();
        Some(fit)
    }
}

/// Which ends of lines may lead to a wanted number of decent lines: what is left must go into the lines that are left,
/// and fill them, but for the last, which must be no leftover.
struct Reach<'c, 'm> {
    column: &'c Column<'m>,
    wanted: [Option<usize>; 2],
    /// The widest and the narrowest line.
    widths: (i64, i64),
    /// Where the last line ends in the tightest and in the loosest setting.
    end: (i64, i64),
    /// How much the tightest lines leave out at most between two of them.
    left_out: i64,
    /// How much longer the loosest lines are at most, each, than what lies between their beginnings.
    added: i64,
}

impl Reach<'_, '_> {
    fn of<'c, 'm>(points: &[Breakpoint], column: &'c Column<'m>, wanted: [Option<usize>; 2]) -> Reach<'c, 'm> {
        let end = points.last().map_or(Elastic::default(), |last| last.end);
        let (mut left_out, mut added) = (0, 0);
        for point in points {
            left_out = left_out.max(point.start.tight() - point.end.tight());
            let out = column.loose(point.end, DECENT) - column.loose(point.start, DECENT);
            added = added.max(out.max(0) + point.hyphen * 1000);
        }
        let end = (end.tight(), column.loose(end, DECENT));
        Reach { column, wanted, widths: column.widths(), end, left_out, added: added + column.lends(DECENT) }
    }

    /// Whether a line that ends at a point before the last may be line number `line` of such a number of lines.
    fn holds(&self, point: &Breakpoint, line: usize) -> bool {
        let (widest, narrowest) = self.widths;
        let (tight, loose) = (self.end.0 - point.start.tight(), self.end.1 - self.column.loose(point.start, DECENT));
        self.wanted.into_iter().flatten().filter(|&wanted| wanted > line).any(|wanted| {
            let full = (wanted - line - 1) as i64;
            let last = if wanted > 1 { self.column.runt } else { 0 };
            tight <= widest * (full + 1) + self.left_out * full
                && loose + self.added * full >= (narrowest * full + last) * 1000
        })
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
    while at < nodes.len() {
        if nodes[first..].iter().any(|other| beaten(&nodes[at], other)) {
            nodes.remove(at);
        } else {
            at += 1;
        }
    }
}

/// A line that may be.
struct Line<'a> {
    /// Where it begins.
    from: Elastic,
    to: &'a Breakpoint,
    width: i64,
    last: bool,
}

impl Line<'_> {
    /// How far it must stretch or shrink, in thousandths of what they may; `None` where it does not fit.
    fn ratio(&self, fill: Fill, lent: Lent) -> Option<i64> {
        let spare = self.width - (self.to.end.width + self.to.hyphen - self.from.width);
        if spare < 0 {
            let shrink = if fill == Fill::Justified { self.shrink() } else { 0 };
            return (-spare <= shrink).then(|| spare * 1000 / shrink);
        }
        if spare == 0 || self.last {
            return Some(0);
        }
        let stretch = match fill {
            Fill::Justified => self.to.end.stretch - self.from.stretch,
            Fill::Ragged(stretch) => stretch,
        };
        let stretch = stretch + if lent == Lent::Eighth { self.width / 8 } else { 0 };
        let ratio = if stretch > 0 { spare.saturating_mul(1000) / stretch } else { LARGEST };
        Some(if lent == Lent::Nothing && stretch <= 0 { i64::MAX } else { ratio })
    }

    fn shrink(&self) -> i64 {
        self.to.end.shrink - self.from.shrink
    }

    /// Whether nothing that ends later fits either.
    fn is_full(&self) -> bool {
        self.to.end.tight() - self.from.tight() > self.width
    }

    /// Its end, reached from `node`.
    fn end(&self, node: &Node, previous: usize, to: usize, ratio: i64, column: &Column) -> Node {
        let fitness: u8 = match (column.fill, ratio) {
            (Fill::Ragged(_), _) => 1,
            (_, ..-500) => 0,
            (_, ..=500) => 1,
            (_, ..=1000) => 2,
            _ => 3,
        };
        let hyphened = self.to.hyphened;
        let mut cost = (LINE + badness(ratio)).pow(2) + i64::from(self.to.penalty).pow(2);
        if fitness.abs_diff(node.fitness) > 1 {
            cost += UNEVEN;
        }
        if hyphened {
            cost += [0, TWO_HYPHENS, LADDER][usize::from(node.ladder)];
        }
        if self.last && node.ladder > 0 {
            cost += HYPHEN_BEFORE_LAST;
        }
        if self.is_runt(node, column) {
            cost += RUNT;
        }
        let ladder = if hyphened { (node.ladder + 1).min(2) } else { 0 };
        Node { point: to, line: node.line + 1, fitness, ladder, cost: node.cost + cost, previous }
    }

    /// Whether it is a leftover of the lines before it.
    fn is_runt(&self, node: &Node, column: &Column) -> bool {
        self.last && node.line > 0 && self.to.end.width - self.from.width < column.runt
    }
}

/// A hundred times the cube of the ratio, as TeX has it.
fn badness(ratio: i64) -> i64 {
    let ratio = ratio.abs().min(LARGEST);
    (ratio * ratio * ratio / 10_000_000).min(10_000)
}

impl Column<'_> {
    /// A width in the loosest setting that the rules allow, in thousandths: of two such widths the difference is what a
    /// line between them can fill, but for what every ragged line may.
    fn loose(&self, at: Elastic, rules: Rules) -> i64 {
        let stretches = self.fill == Fill::Justified && rules.lent == Lent::Nothing;
        at.width * 1000 + if stretches { at.stretch * (rules.tolerance + 1) } else { 0 }
    }

    /// What every ragged line may stay short, in thousandths.
    fn lends(&self, rules: Rules) -> i64 {
        match self.fill {
            Fill::Justified => 0,
            Fill::Ragged(stretch) => stretch * (rules.tolerance + 1),
        }
    }

    /// The widest and the narrowest line.
    fn widths(&self) -> (i64, i64) {
        let own = self.measure.first.get(self.first..).unwrap_or_default().iter();
        let rest = self.measure.rest.0;
        own.fold((rest, rest), |(widest, narrowest), width| (widest.max(width.0), narrowest.min(width.0)))
    }

    fn width(&self, line: usize) -> i64 {
        self.measure.line(self.first + line).0
    }

    /// Whether this line and all after it are of one width: then their numbers do not matter.
    fn is_even_from(&self, line: usize) -> bool {
        line >= self.even()
    }

    fn even(&self) -> usize {
        self.measure.first.len().saturating_sub(self.first).max(1)
    }
}

#[cfg(test)]
mod tests;
