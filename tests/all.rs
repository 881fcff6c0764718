//! Every test that looks at Pressmark from outside, as one program: it is linked once, not once for each file.

mod alike;
mod books;
mod breakages;
mod cases;
mod commands;
mod commonmark;
mod conservation;
mod determinism;
mod glossary;
mod hostile;
mod layers;
mod mdbook;
mod pages;
mod paths;
mod pdf;
mod pictures;
mod pressing;
mod print_pages;
mod printed;
mod read_back;
mod reduced;
mod screens;
mod sheets;
mod targets;
mod validators;
