//! Shapers for work in parallel. In: faces. Out: shapers that know what all the work before taught them: no more of
//! them than threads, however finely the work is cut.

use super::Shaper;
use crate::font::Faces;
use crate::hyphenation::Exceptions;
use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, PoisonError};

/// Shapers that nobody uses just now.
pub struct Shapers<'f> {
    faces: &'f Faces,
    exceptions: &'f Exceptions,
    idle: Mutex<Vec<Shaper<'f>>>,
}

/// A shaper in use; it comes back when dropped.
pub struct Lent<'s, 'f> {
    shapers: &'s Shapers<'f>,
    /// `None` only while it comes back.
    shaper: Option<Shaper<'f>>,
}

impl<'f> Shapers<'f> {
    /// None yet, over these faces and with these exceptions; see [`Shaper::new`].
    pub fn new(faces: &'f Faces, exceptions: &'f Exceptions) -> Shapers<'f> {
        Shapers { faces, exceptions, idle: Mutex::default() }
    }

    /// Forgets what the work before has taught: what comes is little.
    pub fn rest(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// A shaper to use: results do not depend on which.
    pub fn lend(&self) -> Lent<'_, 'f> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Lent { shapers: self, shaper: Some(idle.unwrap_or_else(|| Shaper::new(self.faces, self.exceptions))) }
    }
}

impl<'f> Deref for Lent<'_, 'f> {
    type Target = Shaper<'f>;
    fn deref(&self) -> &Shaper<'f> {
        self.shaper.as_ref().expect("it is in use")
    }
}

impl<'f> DerefMut for Lent<'_, 'f> {
    fn deref_mut(&mut self) -> &mut Shaper<'f> {
        self.shaper.as_mut().expect("it is in use")
    }
}

impl Drop for Lent<'_, '_> {
    fn drop(&mut self) {
        self.shapers.idle.lock().unwrap_or_else(PoisonError::into_inner).extend(self.shaper.take());
    }
}
