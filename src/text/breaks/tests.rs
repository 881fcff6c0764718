use super::*;
use crate::length::Pt;

/// A small generator of our own: the same numbers on every machine (Marsaglia's xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, from: i64, to: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        from + (self.0 % (to - from + 1) as u64) as i64
    }
}

/// Words of random width, whose letters may change by some hundredths and whose ends stand out by some units, with a
/// space or a hyphenation point between them.
fn paragraph(dice: &mut Dice, words: usize, longest: i64) -> Vec<Breakpoint> {
    let letters = dice.roll(0, 12);
    let mut at = Elastic::default();
    let mut points = vec![Breakpoint::default()];
    for _ in 0..words {
        let word = dice.roll(5, longest);
        at.width += word;
        at.stretch += word * letters / 100;
        at.shrink += word * letters / 100;
        let mut point = Breakpoint { end: at, ..Breakpoint::default() };
        point.end.width -= dice.roll(0, 3);
        if dice.roll(0, 2) == 0 {
            point = Breakpoint { hyphen: 4, penalty: 50, hyphened: true, ..point };
        } else {
            at.width += 10;
            at.stretch += 5;
            at.shrink += 3;
        }
        let start = Elastic { width: at.width + dice.roll(0, 2), ..at };
        points.push(Breakpoint { start, ..point });
    }
    let end = points.last_mut().unwrap();
    *end = Breakpoint { hyphen: 0, penalty: 0, hyphened: false, ..*end };
    points
}

fn column<'m>(measure: &'m Measure, fill: Fill) -> Column<'m> {
    Column { measure, first: 0, fill, runt: 20 }
}

/// The cost of given lines; `None` where one does not fit or is looser than `tolerance`.
fn cost(points: &[Breakpoint], ends: &[usize], column: &Column, rules: Rules) -> Option<i64> {
    let (mut node, mut at) = (Node::FIRST, points[0].start);
    for (number, &to) in ends.iter().enumerate() {
        let begin = Begin { at, loose: 0, width: column.width(number as u32), nodes: 0..1, full: false };
        let before = (to + 1 == points.len()).then_some(number as u32);
        let line = Line::new(&begin, &points[to], before, column.runt);
        let ratio = line.ratio(column.fill, rules.lent).filter(|&ratio| ratio <= rules.tolerance)?;
        if rules.numbered && line.runt {
            return None;
        }
        node = line.end(line.look(ratio, column.fill), &node);
        at = points[to].start;
    }
    Some(node.cost)
}

#[test]
fn total_fit_is_as_good_as_trying_every_way_and_never_worse_than_first_fit() {
    let mut dice = Dice(20_260_101);
    for round in 0..400 {
        let count = dice.roll(2, 11) as usize;
        let points = paragraph(&mut dice, count, 60);
        let rest = Pt(dice.roll(70, 160));
        let first = (0..dice.roll(0, 2)).map(|_| Pt(dice.roll(65, 120))).collect();
        let measure = Measure { first, rest };
        let fill = if round % 3 == 0 { Fill::Ragged(25) } else { Fill::Justified };
        let column = column(&measure, fill);
        let every = every_way(points.len());
        for rules in PASSES {
            let found = Search::through(&points, &column, rules, None).and_then(|search| search.best(|_| true));
            let best = every.iter().filter_map(|ends| cost(&points, ends, &column, rules)).min();
            assert_eq!(found.as_ref().map(|fit| fit.cost), best, "round {round}, {rules:?}");
            let reached = found.and_then(|fit| cost(&points, &fit.ends, &column, rules));
            assert_eq!(reached, best, "round {round}, {rules:?}");
            let greedy = cost(&points, &first_fit(&points, &column), &column, rules);
            assert!(greedy.is_none_or(|greedy| reached.unwrap() <= greedy));
        }
    }
}

/// Every choice of line ends among `count` points.
fn every_way(count: usize) -> Vec<Vec<usize>> {
    let inner = count - 2;
    let chosen = |mask: u32| (1..=inner).filter(move |i| mask >> (i - 1) & 1 == 1).chain([count - 1]).collect();
    (0..1_u32 << inner).map(chosen).collect()
}

#[test]
fn variants_are_the_best_of_all_decent_ways_with_one_line_more_or_less() {
    let mut dice = Dice(20_260_102);
    let mut seen = [0, 0];
    for round in 0..600 {
        let count = dice.roll(9, 12) as usize;
        let points = paragraph(&mut dice, count, 20);
        let first = (0..dice.roll(0, 2)).map(|_| Pt(dice.roll(65, 100))).collect();
        let measure = Measure { first, rest: Pt(dice.roll(65, 110)) };
        let fill = if round % 3 == 0 { Fill::Ragged(15) } else { Fill::Justified };
        let column = column(&measure, fill);
        let natural = total_fit(&points, &column).ends.len();
        let every = every_way(points.len());
        let found = variants(&points, &column, natural).into_iter().zip([natural - 1, natural + 1]);
        for (side, (found, wanted)) in found.enumerate() {
            let decent = every.iter().filter(|ends| ends.len() == wanted);
            let best = decent.filter_map(|ends| cost(&points, ends, &column, DECENT)).min();
            let best = best.filter(|&best| best < LADDER);
            assert_eq!(found.as_ref().map(|fit| fit.cost), best, "round {round}");
            assert!(found.is_none_or(|fit| fit.ends.len() == wanted && !is_ladder(&points, &fit.ends)));
            seen[side] += usize::from(best.is_some());
        }
    }
    assert!(seen.into_iter().all(|times| times > 0), "{seen:?}");
}

#[test]
fn a_stretch_wider_than_the_line_is_passed_over_and_the_rest_still_set() {
    let wide = |width| Elastic { width, ..Elastic::default() };
    let point = |end, start| Breakpoint { end: wide(end), start: wide(start), ..Breakpoint::default() };
    let points = [point(0, 0), point(30, 40), point(300, 310), point(340, 340)];
    let measure = Measure::of(Pt(100));
    assert_eq!(total_fit(&points, &column(&measure, Fill::Justified)).ends, [1, 2, 3]);
    assert_eq!(first_fit(&points, &column(&measure, Fill::Justified)), [1, 2, 3]);
}

#[test]
fn a_paragraph_of_many_pages_has_no_other_number_of_lines() {
    let points = paragraph(&mut Dice(20_260_103), 2000, 20);
    let measure = Measure::of(Pt(160));
    let column = column(&measure, Fill::Justified);
    let lines = total_fit(&points, &column).ends.len();
    assert!((LONGEST / 2..LONGEST).contains(&lines), "{lines}");
    assert!(variants(&points, &column, lines).iter().any(Option::is_some));
    assert_eq!(variants(&points, &column, LONGEST + 1), [None, None]);
}
