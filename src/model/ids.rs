//! Ids: positions in the book's tables, one type for each table so that they cannot be mixed up.

macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident;)*) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(pub u32);

        impl $name {
            /// The id as an index.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A place that links lead to, in [`super::Book::anchors`].
    AnchorId;
    /// A picture, in [`super::Book::assets`].
    AssetId;
    /// A block, in document order; [`super::Book::permalinks`] has its permanent name.
    BlockId;
    /// An index mark, in [`super::Book::marks`].
    MarkId;
    /// A note, in [`super::Book::notes`].
    NoteId;
    /// A page of the printed edition, in [`super::Book::print_pages`].
    PrintPageId;
    /// An index entry, in [`super::Book::terms`].
    TermId;
}
