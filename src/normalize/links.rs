//! (to be written)

use crate::diagnostic::Sink;
use crate::model::Book;
use crate::project::NormalizeOptions;

pub fn run(book: &mut Book, options: &NormalizeOptions, sink: &mut Sink) {
    let _ = (book, options, sink);
}
