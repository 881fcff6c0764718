//! Commands that a book defines. In: definitions, and a formula. Out: the formula with these spelled out, and with what
//! TeX means the same by in the words that the converter knows.

use super::Place;
use std::collections::BTreeMap;

/// How long a formula may become by what is put into it.
const LONGEST: usize = 65_536;
/// How many macros may be spelled out in one formula.
const MOST: usize = 4_096;

/// Commands for words.
const TEXT: &[&str] =
    &["text", "textrm", "textbf", "textit", "textsf", "texttt", "textnormal", "mbox", "hbox", "textsc"];

/// Macros by their names without backslash.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Macros(BTreeMap<String, Macro>);

/// What a command stands for: `#1` to `#9` in it are its arguments.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Macro {
    arguments: usize,
    body: String,
}

/// A part of TeX.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Token<'t> {
    /// A command without its backslash.
    Command(&'t str),
    /// Everything else, one character each.
    Sign(char),
}

impl Macros {
    /// The macros of a file with one `\name:{what it stands for}` on each line, as mdBook's KaTeX preprocessor has them.
    pub fn parse(file: &str) -> Macros {
        let definition = |line: &str| {
            let (name, body) = line.trim().strip_prefix('\\')?.split_once(':')?;
            let body = body.trim();
            let body = body.strip_prefix('{').and_then(|body| body.strip_suffix('}')).unwrap_or(body);
            Some((name.trim().to_owned(), Macro { arguments: arguments(body), body: body.to_owned() }))
        };
        Macros(file.lines().filter_map(definition).collect())
    }

    /// The formula with all macros spelled out, its own definitions too.
    pub fn spell_out(&self, tex: &str, place: Place) -> Result<String, String> {
        if tex.len() > LONGEST {
            return Err(format!("it is longer than {LONGEST} bytes"));
        }
        let mut speller = Speller { macros: self.0.clone(), spelled: 0, out: String::with_capacity(tex.len()) };
        speller.spell(tex, 0)?;
        Ok(plain_environments(&speller.out, place))
    }
}

/// How many arguments a definition takes.
fn arguments(body: &str) -> usize {
    (1..=9).rev().find(|number| body.contains(&format!("#{number}"))).unwrap_or(0)
}

/// The next token of `tex` and where it ends.
fn next(tex: &str) -> Option<(Token<'_>, usize)> {
    let first = tex.chars().next()?;
    let Some(rest) = tex.strip_prefix('\\') else { return Some((Token::Sign(first), first.len_utf8())) };
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let length = if letters > 0 { letters } else { rest.chars().next().map_or(0, char::len_utf8) };
    Some((Token::Command(&rest[..length]), 1 + length))
}

/// The argument that `tex` begins with, without its braces, and where it ends.
fn argument(tex: &str) -> Option<(&str, usize)> {
    let blank = tex.len() - tex.trim_start().len();
    let rest = &tex[blank..];
    if !rest.starts_with('{') {
        let (_, length) = next(rest)?;
        return Some((&rest[..length], blank + length));
    }
    let (mut depth, mut at) = (0usize, 0);
    while let Some((token, length)) = next(&rest[at..]) {
        at += length;
        match token {
            Token::Sign('{') => depth += 1,
            Token::Sign('}') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((&rest[1..at - 1], blank + at));
        }
    }
    None
}

/// How long the length in brackets is that may stand behind the end of a row.
fn row_gap(tex: &str) -> usize {
    let star = usize::from(tex.starts_with('*'));
    let inside = tex[star..].strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(inside, _)| inside);
    let unit = |length: &str| {
        length.trim().trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-')).len() == 2
    };
    inside.filter(|length| length.len() < 16 && unit(length)).map_or(star, |length| star + length.len() + 2)
}

/// Spells out macros.
struct Speller {
    macros: BTreeMap<String, Macro>,
    spelled: usize,
    out: String,
}

impl Speller {
    fn spell(&mut self, tex: &str, depth: usize) -> Result<(), String> {
        let mut at = 0;
        while let Some((token, length)) = next(&tex[at..]) {
            let start = at;
            at += length;
            if self.out.len() > LONGEST {
                return Err("what its macros stand for is too long".to_owned());
            }
            match token {
                Token::Command("newcommand" | "renewcommand" | "providecommand" | "def" | "gdef") => {
                    at += self.define(&tex[at..]).ok_or("a definition in it has no end")?;
                }
                // More room between rows is a matter of the sheet.
                Token::Command("\\") => {
                    self.out.push_str(r"\\");
                    at += row_gap(&tex[at..]);
                }
                Token::Command(name) if TEXT.contains(&name) && !self.macros.contains_key(name) => {
                    at += self.words(name, &tex[at..], depth)?;
                }
                Token::Command("hline") if self.out.trim_end().ends_with(r"\hline") => {}
                Token::Command(name) => match self.macros.get(name).cloned() {
                    Some(known) => {
                        self.spelled += 1;
                        if self.spelled > MOST || depth > 64 {
                            return Err(format!("its macro `\\{name}` stands for itself"));
                        }
                        let (body, used) = known.with_arguments(&tex[at..], name)?;
                        at += used;
                        self.spell(&body, depth + 1)?;
                        // A letter behind would go on with a command that stands at the end.
                        self.out.push(' ');
                    }
                    None => self.out.push_str(&tex[start..at]),
                },
                Token::Sign('%') => at += tex[at..].find('\n').map_or(tex.len() - at, |end| end + 1),
                Token::Sign(sign) => self.out.push(sign),
            }
        }
        Ok(())
    }

    /// The argument of a command for words; what stands between dollar signs in it is a formula again.
    fn words(&mut self, name: &str, tex: &str, depth: usize) -> Result<usize, String> {
        let name = if name == "textnormal" || name == "mbox" || name == "hbox" { "text" } else { name };
        let Some((body, length)) = argument(tex) else {
            self.out.extend(["\\", name]);
            return Ok(0);
        };
        let mut rest = body;
        loop {
            let (words, formula) = rest.split_once('$').unwrap_or((rest, ""));
            if !words.is_empty() || body.is_empty() {
                self.out.extend(["\\", name, "{", words, "}"]);
            }
            let Some((formula, behind)) = formula.split_once('$') else { return Ok(length) };
            self.out.push('{');
            self.spell(formula, depth + 1)?;
            self.out.push('}');
            rest = behind;
        }
    }

    /// `\newcommand{\name}[2]{…}` or `\def\name#1#2{…}`, behind the first word; returns its length.
    fn define(&mut self, tex: &str) -> Option<usize> {
        let (name, mut at) = argument(tex)?;
        let name = name.trim().strip_prefix('\\')?.to_owned();
        while let Some((token, length)) = next(&tex[at..]).filter(|(token, _)| *token != Token::Sign('{')) {
            at += length;
            if matches!(token, Token::Command(_)) {
                return None;
            }
        }
        let (body, length) = argument(&tex[at..])?;
        self.macros.insert(name, Macro { arguments: arguments(body), body: body.to_owned() });
        Some(at + length)
    }
}

impl Macro {
    /// What it stands for with the arguments that `tex` begins with, and how long these are.
    fn with_arguments(&self, tex: &str, name: &str) -> Result<(String, usize), String> {
        let mut given = Vec::new();
        let mut at = 0;
        for _ in 0..self.arguments {
            let (body, length) = argument(&tex[at..])
                .ok_or_else(|| format!("`\\{name}` has fewer than {} arguments", self.arguments))?;
            given.push(body);
            at += length;
        }
        let mut out = String::with_capacity(self.body.len());
        let mut rest = self.body.as_str();
        while let Some((before, after)) = rest.split_once('#') {
            out.push_str(before);
            let number = after.chars().next().and_then(|c| c.to_digit(10)).filter(|number| (1..=9).contains(number));
            match number {
                Some(number) => {
                    out.push_str(given.get(number as usize - 1).copied().unwrap_or_default());
                    rest = &after[1..];
                }
                None => {
                    out.push('#');
                    rest = after;
                }
            }
            if out.len() > LONGEST {
                return Err("what its macros stand for is too long".to_owned());
            }
        }
        out.push_str(rest);
        Ok((out, at))
    }
}

/// Environments that number their rows become those that do not: a book would number them anew in each formula, so only
/// `\tag` numbers one. A formula with a tag and without an environment gets one.
fn plain_environments(tex: &str, place: Place) -> String {
    const SAME: &[(&str, &str)] = &[
        ("{align}", "{align*}"),
        ("{alignat}", "{align*}"),
        ("{alignat*}", "{align*}"),
        ("{alignedat}", "{aligned}"),
        ("{eqnarray}", "{align*}"),
        ("{eqnarray*}", "{align*}"),
        ("{flalign}", "{align*}"),
        ("{flalign*}", "{align*}"),
        ("{split}", "{aligned}"),
        ("{equation}", "{equation*}"),
        ("{gather}", "{gather*}"),
        ("{multline*}", "{multline}"),
        ("{smallmatrix}", "{matrix}"),
        ("{displaymath}", "{equation*}"),
        ("{math}", "{equation*}"),
    ];
    let mut out = String::with_capacity(tex.len());
    let mut rest = tex;
    while let Some(at) = rest.find('\\') {
        let (before, command) = rest.split_at(at);
        out.push_str(before);
        let Some((token, length)) = next(command) else { break };
        out.push_str(&command[..length]);
        rest = &command[length..];
        if let Token::Command(word @ ("begin" | "end")) = token
            && let Some((from, to)) = SAME.iter().find(|(from, _)| rest.starts_with(from))
        {
            out.push_str(to);
            rest = &rest[from.len()..];
            // How many columns it aligns.
            if word == "begin" && (from.contains("alignat") || from.contains("alignedat")) {
                rest = argument(rest).map_or(rest, |(_, length)| &rest[length..]);
            }
        }
    }
    out.push_str(rest);
    let numbered = ["{align*}", "{equation*}", "{gather*}", "{multline}"];
    let bare = !numbered.iter().any(|name| out.contains(name));
    match place {
        Place::Display if bare && out.contains(r"\tag") => format!(r"\begin{{equation*}}{out}\end{{equation*}}"),
        _ => out.replace(r"\end{multline}", r"\notag\end{multline}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(file: &str, tex: &str) -> Result<String, String> {
        Macros::parse(file).spell_out(tex, Place::Inline)
    }

    #[test]
    fn macros_take_arguments_and_stand_in_each_other() {
        let file = "\\R:{\\mathbb{R}}\n\\pair:{\\langle #1, #2 \\rangle}\n\\both:{\\pair{\\R}{#1}}\n";
        assert_eq!(spelled(file, r"\both x\R").unwrap(), r"\langle \mathbb{R} , x \rangle  \mathbb{R} ");
        assert_eq!(spelled(file, r"\Ring").unwrap(), r"\Ring");
        assert!(spelled(file, r"\pair{a").is_err());
    }

    #[test]
    fn a_formula_may_define_its_own() {
        assert_eq!(spelled("", r"\newcommand{\x}[1]{(#1)}\x{a}").unwrap(), "(a) ");
        assert_eq!(spelled("", r"\def\x#1{[#1]}\x b % no").unwrap(), "[b]  ");
    }

    #[test]
    fn what_stands_for_itself_ends() {
        assert!(spelled("\\a:{\\b\\b}\n\\b:{\\a\\a}", r"\a").is_err());
        assert!(spelled("\\a:{aaaaaaaaaa#1#1#1#1#1#1#1#1}", &r"\a{\a{".repeat(20)).is_err());
    }

    #[test]
    fn only_tags_number() {
        let display = |tex: &str| Macros::default().spell_out(tex, Place::Display).unwrap();
        assert_eq!(display(r"\begin{align}a&=b\end{align}"), r"\begin{align*}a&=b\end{align*}");
        assert_eq!(display(r"a \tag{1}"), r"\begin{equation*}a \tag{1}\end{equation*}");
        assert_eq!(display(r"\begin{alignat}{2}a\end{alignat}"), r"\begin{align*}a\end{align*}");
    }
}
