//! Text beside what may float. In: strips with their costs. Out: the same; no page should end so that less than a few
//! lines stand between its foot, or the head of the next, and a figure or table in its place.

use super::super::cost::BESIDE_FLOAT;
use super::super::galley::{Parting, Pliant, SetLine, Strip};

/// Lines that are too few.
const FEW: usize = 2;

/// Adds what it costs to end a page a few lines above or below what may float.
pub fn beside(strips: &mut [Strip]) {
    let mut before = None;
    for start in 1..strips.len() {
        if strips[start - 1].pliant.is_some() {
            before = Some(start - 1);
        }
        let float = strips[start].float;
        if float.is_none() || strips[start - 1].float == float {
            continue;
        }
        let end = start + strips[start..].iter().take_while(|strip| strip.float == float).count();
        // A heading above it may well stand at the head of a page.
        for at in (start.saturating_sub(FEW).max(1)..start).rev() {
            if strips[at + 1].parting != Parting::Free {
                break;
            }
            strips[at].cost += BESIDE_FLOAT;
        }
        strips.iter_mut().skip(end + 1).take(FEW).for_each(|strip| strip.cost += BESIDE_FLOAT);
        let above = before.filter(|&first| first + lines(&strips[first]) == start);
        if let Some(first) = above {
            settings(&mut strips[first], |lines| {
                let (few, all) = (lines.len().saturating_sub(FEW).max(1), lines.len());
                &mut lines[few.min(all)..]
            });
        }
        if let Some(below) = strips.get_mut(end) {
            settings(below, |lines| {
                let (few, all) = (lines.len().min(FEW + 1), lines.len());
                &mut lines[all.min(1)..few]
            });
        }
    }
}

/// How many strips the paragraph has that begins with a strip, if it can be set in other ways.
fn lines(strip: &Strip) -> usize {
    strip.pliant.as_deref().map_or(0, |pliant: &Pliant| pliant.lines)
}

/// Adds the cost to some lines of every other setting of the paragraph that begins with a strip.
fn settings(strip: &mut Strip, few: impl Fn(&mut [SetLine]) -> &mut [SetLine]) {
    let others = strip.pliant.as_deref_mut().map(|pliant| &mut pliant.others);
    for setting in others.into_iter().flatten() {
        few(&mut setting.lines).iter_mut().for_each(|line| line.cost += BESIDE_FLOAT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::galley::Setting;
    use crate::page::plan::PlanId;

    #[test]
    fn a_few_lines_above_and_below_a_float_cost_something() {
        let mut strips = vec![Strip::default(); 12];
        strips[5].float = Some(PlanId(1));
        strips[6].float = Some(PlanId(1));
        let looser = Setting { cost: 30, lines: vec![SetLine::default(); 6] };
        strips[0].pliant = Some(Box::new(Pliant { piece: 0, lines: 5, others: vec![looser] }));
        beside(&mut strips);
        let dear: Vec<usize> = (0..12).filter(|&at| strips[at].cost > 0).collect();
        assert_eq!(dear, [3, 4, 8, 9]);
        let other = &strips[0].pliant.as_ref().expect("other ways").others[0];
        let dear: Vec<usize> = (0..6).filter(|&at| other.lines[at].cost > 0).collect();
        assert_eq!(dear, [4, 5]);
    }

    #[test]
    fn a_heading_above_a_float_may_stand_at_the_head_of_a_page() {
        let mut strips = vec![Strip::default(); 4];
        strips[2].float = Some(PlanId(1));
        strips[2].parting = Parting::Avoid;
        beside(&mut strips);
        assert_eq!(strips[1].cost, 0);
    }
}
