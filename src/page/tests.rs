//! Small books, paged.
