//! (prose)
