//! Findings as text: with the line they stand on, short, or JSON.
