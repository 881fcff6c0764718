//! An mdBook's `SUMMARY.md`: which chapters, in which order.
