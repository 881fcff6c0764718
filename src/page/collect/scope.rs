//! An element with its computed style, as the walk stands in it.

use crate::language::Lang;
use crate::style::{Node, Pseudo, Sheet, Style};
use crate::vocabulary::Element;

/// The element that the walk stands in.
pub struct Scope<'a> {
    pub node: Node<'a>,
    pub style: Style,
}

/// An element among its siblings, before its style is known.
#[derive(Clone, Copy)]
pub struct Sibling<'a> {
    pub element: Element,
    pub id: &'a str,
    pub lang: Lang,
    pub first: bool,
}

impl<'a> Sibling<'a> {
    /// The first child of its parent.
    pub fn first(element: Element, lang: Lang) -> Sibling<'a> {
        Sibling { element, id: "", lang, first: true }
    }

    /// The child after `previous`, which is `None` for the first.
    pub fn after(previous: Option<Sibling>, element: Element, lang: Lang) -> Sibling<'a> {
        Sibling { element, id: "", lang, first: previous.is_none() }
    }

    fn node<'n>(self, previous: Option<&'n Node<'n>>, parent: &'n Node<'n>) -> Node<'n>
    where
        'a: 'n,
    {
        Node {
            name: self.element.html,
            class: self.element.class,
            id: self.id,
            lang: self.lang,
            first: self.first,
            previous,
            parent: Some(parent),
        }
    }
}

impl Scope<'_> {
    /// Walks into a child. `previous` is the sibling just before it.
    pub fn enter<R>(
        &self,
        sheet: &Sheet,
        previous: Option<Sibling>,
        child: Sibling,
        walk: impl FnOnce(&Scope) -> R,
    ) -> R {
        let before = previous.map(|sibling| sibling.node(None, &self.node));
        let node = child.node(before.as_ref(), &self.node);
        let style = sheet.style(&node, Some(&self.style));
        walk(&Scope { node, style })
    }

    /// The same element without background and rules.
    pub fn frameless(&self) -> Scope<'_> {
        let border = Default::default();
        Scope { node: self.node, style: Style { background: None, border, ..self.style.clone() } }
    }

    /// The style of a generated box, where the sheet makes one.
    pub fn pseudo(&self, sheet: &Sheet, which: Pseudo) -> Option<Style> {
        sheet.pseudo(&self.node, which, &self.style)
    }

    /// Language of the element.
    pub fn lang(&self) -> Lang {
        self.node.lang
    }
}
