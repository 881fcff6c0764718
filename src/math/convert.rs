//! TeX to MathML. In: TeX without macros of its own. Out: MathML Core as math-core writes it. Long formulas are read on a
//! stack that holds them however they are nested.

use super::Place;
use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};
use std::sync::LazyLock;
use std::thread;

/// The longest formula in bytes that is read: the longest of real books have two thousand.
const LONGEST: usize = 16_384;
/// How long a formula may be to be read without a stack of its own: it can nest no deeper than it has signs.
const SHORT: usize = 256;
/// The stack of a longer one: what a level takes without optimization, for one level for each two bytes.
const STACK: usize = LONGEST / 2 * 48 * 1024;

static CONVERTER: LazyLock<LatexToMathML> = LazyLock::new(|| {
    let config =
        MathCoreConfig { ignore_unknown_commands: true, allow_unreliable_rendering: true, ..Default::default() };
    LatexToMathML::new(config).expect("no macros, no error in them")
});

/// The MathML of a formula, and whether it refers to the number of another, which nothing here knows.
pub fn mathml(tex: &str, place: Place) -> Result<(String, bool), String> {
    if tex.len() > LONGEST {
        return Err(format!("it is longer than {LONGEST} bytes"));
    }
    if tex.len() <= SHORT {
        return converted(tex, place);
    }
    let thread = thread::Builder::new().stack_size(STACK);
    thread::scope(|scope| match thread.spawn_scoped(scope, || converted(tex, place)) {
        Ok(running) => running.join().unwrap_or_else(|_| Err("it cannot be read".to_owned())),
        Err(_) => Err("it is too long to be read".to_owned()),
    })
}

fn converted(tex: &str, place: Place) -> Result<(String, bool), String> {
    let display = match place {
        Place::Inline => MathDisplay::Inline,
        Place::Display => MathDisplay::Block,
    };
    let result = CONVERTER.convert_with_local_state(tex, display);
    result.map(|result| (result.mathml, result.warnings.has_undefined_references())).map_err(|error| {
        let at = tex.get(error.0.clone()).unwrap_or_default().trim();
        let message = error.error_message();
        let message = message.trim_end_matches('.');
        let mut message = message[..1].to_lowercase() + &message[1..];
        if !at.is_empty() && at.len() < 24 && !message.contains(at) {
            message += &format!(" at `{at}`");
        }
        message
    })
}
