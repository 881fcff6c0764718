//! Progress by stage: a bar on a terminal, nothing anywhere else. The only module that knows a terminal.

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use std::time::Duration;

/// The stages of a build, in order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Bytes to a draft.
    Read,
    /// Draft to book.
    Normalize,
    /// Book to pages.
    Paginate,
    /// Pages to PDF.
    WritePdf,
    /// Book to EPUB.
    WriteEpub,
}

impl Stage {
    /// How many there are.
    pub const COUNT: u64 = 5;

    /// What the user reads while it runs.
    pub fn message(self) -> &'static str {
        match self {
            Stage::Read => "reading",
            Stage::Normalize => "normalizing",
            Stage::Paginate => "setting pages",
            Stage::WritePdf => "writing PDF",
            Stage::WriteEpub => "writing EPUB",
        }
    }
}

/// Who is told how far a build is.
pub trait Progress: Sync {
    /// A stage begins.
    fn begin(&self, stage: Stage);
    /// The build is over, well or not.
    fn end(&self);
}

/// Tells nobody.
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _stage: Stage) {}
    fn end(&self) {}
}

/// The bars of books that are pressed at once, one below the other.
#[derive(Default)]
pub struct Bars(MultiProgress);

/// A bar on standard error; hidden where that is no terminal.
pub struct Bar(ProgressBar);

impl Bar {
    /// A bar for a build of the book called `name`.
    pub fn new(name: &str, bars: &Bars) -> Bar {
        let bar = bars.0.add(ProgressBar::new(Stage::COUNT));
        let style = ProgressStyle::with_template("{spinner} {prefix}: {msg} [{bar:20}]");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_prefix(name.to_owned());
        Bar(bar)
    }
}

impl Progress for Bar {
    fn begin(&self, stage: Stage) {
        self.0.set_message(stage.message());
        self.0.set_position(stage as u64);
        self.0.enable_steady_tick(Duration::from_millis(100));
    }

    fn end(&self) {
        self.0.finish_and_clear();
    }
}
