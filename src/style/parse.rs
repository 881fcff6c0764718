//! CSS text to rules. In: the text of one sheet. Out: its rules as plain tokens, each with its place, and the faults
//! met on the way; never fails. The only file that knows `cssparser`. Syntax: CSS Syntax Module Level 3.

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState, QualifiedRuleParser,
    RuleBodyItemParser, RuleBodyParser, SourceLocation, StyleSheetParser, Token as CssToken,
};
use std::fmt;

/// A line and a column of a sheet, both from 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Place {
    /// Line from 1.
    pub line: usize,
    /// Column from 1, in UTF-16 code units.
    pub column: usize,
}

/// One token of a selector or a value. Comments are gone.
#[derive(Clone, PartialEq, Debug)]
pub enum Token {
    /// `word`, as written.
    Word(String),
    /// `"string"`
    String(String),
    /// `#hash`, without the sign.
    Hash(String),
    /// `1.5`
    Number(f64),
    /// `50%`, as 50.
    Percent(f64),
    /// `2em`: its number and its unit in lower case.
    Dimension(f64, String),
    /// `name(…)`: its name in lower case; empty for plain parentheses.
    Function(String, Vec<Token>),
    /// A sign such as `,` `:` `>`.
    Sign(char),
    /// Space between two tokens.
    Space,
    /// Something that nothing Pressmark reads is made of.
    Other,
}

/// `name: value`.
#[derive(Clone, PartialEq, Debug)]
pub struct Declaration {
    /// Lower case, except for custom properties.
    pub name: String,
    /// Without spaces and without `!important`.
    pub value: Vec<Token>,
    /// Whether `!important`.
    pub important: bool,
    /// Where it begins.
    pub place: Place,
}

/// A style rule or an at-rule.
#[derive(Clone, PartialEq, Debug)]
pub struct Rule {
    /// Name of an at-rule in lower case; `None` for a style rule.
    pub at: Option<String>,
    /// Selectors, media, names: what stands before the block.
    pub prelude: Vec<Token>,
    /// What its block declares.
    pub declarations: Vec<Declaration>,
    /// The rules in its block.
    pub rules: Vec<Rule>,
    /// Where it begins.
    pub place: Place,
}

/// Something that is not CSS.
#[derive(Clone, PartialEq, Debug)]
pub struct Fault {
    /// Where it begins.
    pub place: Place,
    /// Its first characters.
    pub text: String,
}

/// Reads a sheet.
pub fn parse(text: &str) -> (Vec<Rule>, Vec<Fault>) {
    let mut input = Parser::new(text);
    let mut reader = Reader { contents: Contents::Rules, faults: Vec::new() };
    let mut rules = Vec::new();
    let mut faults = Vec::new();
    for item in StyleSheetParser::new(&mut input, &mut reader) {
        match item {
            Ok(Item::Rule(rule)) => rules.push(rule),
            Ok(Item::Declaration(_)) => {}
            Err((_, text, at)) => faults.push(fault(text, at)),
        }
    }
    faults.extend(reader.faults);
    faults.sort_by_key(|fault| fault.place);
    (rules, faults)
}

/// The red, green and blue of a color's name.
pub fn named_color(name: &str) -> Option<[u8; 3]> {
    cssparser::color::parse_named_color(name).ok().map(|(red, green, blue)| [red, green, blue])
}

/// The red, green and blue of `#rgb` or `#rrggbb`, given without its sign.
pub fn hash_color(hash: &str) -> Option<[u8; 3]> {
    match cssparser::color::parse_hash_color(hash.as_bytes()) {
        Ok((red, green, blue, 1.0)) => Some([red, green, blue]),
        _ => None,
    }
}

/// A name as a sheet writes it, escaped where it must be.
pub struct Name<'a>(pub &'a str);

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        cssparser::serialize_identifier(self.0, f)
    }
}

/// What stands in the block that is being read.
#[derive(Clone, Copy, PartialEq)]
enum Contents {
    Rules,
    Declarations,
}

enum Item {
    Rule(Rule),
    Declaration(Declaration),
}

struct Reader {
    contents: Contents,
    faults: Vec<Fault>,
}

impl Reader {
    fn block<'i>(
        &mut self,
        contents: Contents,
        (at, prelude): (Option<String>, Vec<Token>),
        start: &ParserState,
        input: &mut Parser<'i>,
    ) -> Item {
        let place = place(start.source_location());
        let mut rule = Rule { at, prelude, declarations: Vec::new(), rules: Vec::new(), place };
        let outer = std::mem::replace(&mut self.contents, contents);
        let mut faults = Vec::new();
        for item in RuleBodyParser::new(input, self) {
            match item {
                Ok(Item::Rule(inner)) => rule.rules.push(inner),
                Ok(Item::Declaration(declaration)) => rule.declarations.push(declaration),
                Err((_, text, at)) => faults.push(fault(text, at)),
            }
        }
        self.faults.extend(faults);
        self.contents = outer;
        Item::Rule(rule)
    }
}

impl<'i> DeclarationParser<'i> for Reader {
    type Declaration = Item;
    type Error = ();

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        start: &ParserState,
    ) -> Result<Item, ParseError<()>> {
        let mut value = tokens(input)?;
        value.retain(|token| *token != Token::Space);
        let important = match value.as_slice() {
            [.., Token::Sign('!'), Token::Word(word)] => word.eq_ignore_ascii_case("important"),
            _ => false,
        };
        if important {
            value.truncate(value.len() - 2);
        }
        let name = if name.starts_with("--") { name.to_string() } else { name.to_ascii_lowercase() };
        Ok(Item::Declaration(Declaration { name, value, important, place: place(start.source_location()) }))
    }
}

impl<'i> QualifiedRuleParser<'i> for Reader {
    type Prelude = Vec<Token>;
    type QualifiedRule = Item;
    type Error = ();

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<Vec<Token>, ParseError<()>> {
        tokens(input)
    }

    fn parse_block(
        &mut self,
        prelude: Vec<Token>,
        start: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<Item, ParseError<()>> {
        Ok(self.block(Contents::Declarations, (None, prelude), start, input))
    }
}

impl<'i> AtRuleParser<'i> for Reader {
    type Prelude = (String, Vec<Token>);
    type AtRule = Item;
    type Error = ();

    fn parse_prelude(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
    ) -> Result<(String, Vec<Token>), ParseError<()>> {
        Ok((name.to_ascii_lowercase(), tokens(input)?))
    }

    fn rule_without_block(&mut self, (name, prelude): (String, Vec<Token>), start: &ParserState) -> Result<Item, ()> {
        let place = place(start.source_location());
        Ok(Item::Rule(Rule { at: Some(name), prelude, declarations: Vec::new(), rules: Vec::new(), place }))
    }

    fn parse_block(
        &mut self,
        (name, prelude): (String, Vec<Token>),
        start: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<Item, ParseError<()>> {
        let contents = match name.as_str() {
            "media" | "supports" | "layer" => Contents::Rules,
            _ => Contents::Declarations,
        };
        Ok(self.block(contents, (Some(name), prelude), start, input))
    }
}

impl<'i> RuleBodyItemParser<'i, Item, ()> for Reader {
    fn parse_declarations(&self) -> bool {
        self.contents == Contents::Declarations
    }

    fn parse_qualified(&self) -> bool {
        self.contents == Contents::Rules
    }
}

/// All tokens up to where `input` ends; spaces at both ends dropped. `cssparser` bounds how deep blocks may nest.
fn tokens(input: &mut Parser) -> Result<Vec<Token>, ParseError<()>> {
    let mut out = Vec::new();
    while let Ok(token) = input.next_including_whitespace() {
        let token = match token {
            CssToken::Ident(word) => Token::Word(word.to_string()),
            CssToken::QuotedString(text) => Token::String(text.to_string()),
            CssToken::Hash(name) | CssToken::IDHash(name) => Token::Hash(name.to_string()),
            CssToken::Number { value, .. } => Token::Number(decimal(*value)),
            CssToken::Percentage { unit_value, .. } => Token::Percent(decimal(unit_value * 100.0)),
            CssToken::Dimension { value, unit, .. } => Token::Dimension(decimal(*value), unit.to_ascii_lowercase()),
            CssToken::UnquotedUrl(url) => Token::Function("url".to_owned(), vec![Token::String(url.to_string())]),
            CssToken::Function(name) => {
                let name = name.to_ascii_lowercase();
                Token::Function(name, input.parse_nested_block(tokens)?)
            }
            CssToken::ParenthesisBlock => Token::Function(String::new(), input.parse_nested_block(tokens)?),
            CssToken::WhiteSpace(_) => Token::Space,
            CssToken::Delim(sign) => Token::Sign(*sign),
            CssToken::Colon => Token::Sign(':'),
            CssToken::Semicolon => Token::Sign(';'),
            CssToken::Comma => Token::Sign(','),
            CssToken::SquareBracketBlock => Token::Sign('['),
            CssToken::BadUrl(_) | CssToken::BadString(_) | CssToken::CurlyBracketBlock => {
                return Err(ParseError::unexpected_token());
            }
            _ => Token::Other,
        };
        if token != Token::Space || out.last().is_some_and(|last| *last != Token::Space) {
            out.push(token);
        }
    }
    if out.last() == Some(&Token::Space) {
        out.pop();
    }
    Ok(out)
}

/// The decimal number that stands in the sheet: `.82` is read as 0.82, not as the nearest single-precision float.
fn decimal(value: f32) -> f64 {
    value.to_string().parse().unwrap_or_default()
}

fn place(at: SourceLocation) -> Place {
    Place { line: at.line as usize + 1, column: at.column as usize }
}

fn fault(text: &str, at: SourceLocation) -> Fault {
    let line = text.lines().next().unwrap_or_default().trim();
    let text = match line.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    };
    Fault { place: place(at), text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_keep_their_places_and_values_their_decimals() {
        let (rules, faults) = parse("p { margin: 0 .82em }\n@page :left { @top-left { content: \"x\" } }");
        assert_eq!(faults, []);
        assert_eq!(rules[0].prelude, [Token::Word("p".into())]);
        assert_eq!(rules[0].declarations[0].value, [Token::Number(0.0), Token::Dimension(0.82, "em".into())]);
        assert_eq!(rules[1].place, Place { line: 2, column: 1 });
        assert_eq!(rules[1].rules[0].at.as_deref(), Some("top-left"));
    }

    #[test]
    fn a_fault_ends_where_its_declaration_ends() {
        let (rules, faults) = parse("p { 1x: 2; color: red }\nq { margin: 0 !important }");
        assert_eq!(faults.len(), 1);
        assert_eq!((faults[0].place.line, faults[0].place.column), (1, 5));
        assert_eq!(rules[0].declarations[0].name, "color");
        assert!(rules[1].declarations[0].important && rules[1].declarations[0].value.len() == 1);
    }

    #[test]
    fn blocks_without_an_end_are_no_trouble() {
        for text in
            ["p {", "@media print { p { color: ", "a:lang(", "\"", &"(".repeat(100_000), &"@media{".repeat(9000)]
        {
            let (rules, faults) = parse(text);
            assert!(rules.len() + faults.len() <= 1 + text.len());
        }
    }
}
