//! Shapers for work in parallel. In: faces. Out: shapers that know what all the work before taught any of them: no more
//! of them than threads, however finely the work is cut.

use super::Shaper;
use super::lexicon::Common;
use super::shape::MOST;
use crate::font::Faces;
use crate::hyphenation::Exceptions;
use rayon::prelude::*;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Shapers that nobody uses just now, and what all of them know.
pub struct Shapers<'f> {
    faces: &'f Faces,
    exceptions: &'f Exceptions,
    idle: Mutex<Idle<'f>>,
}

#[derive(Default)]
struct Idle<'f> {
    shapers: Vec<Shaper<'f>>,
    common: Arc<Common>,
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
        *self.idle() = Idle::default();
    }

    /// Teaches all of them what each has learned. To be called while none is in use.
    pub fn share(&self) {
        let mut idle = self.idle();
        let Idle { shapers, common } = &mut *idle;
        let learned: Vec<_> = shapers.iter_mut().map(Shaper::unlearn).collect();
        if let Some(common) = Arc::get_mut(common) {
            if common.count() > MOST {
                *common = Common::default();
            } else {
                learned.iter().for_each(|(learned, strikes)| common.learn(learned, strikes));
            }
        }
        shapers.iter_mut().for_each(|shaper| shaper.learn(common.clone()));
    }

    /// Does work on each item, in parallel, and lets all shapers know what each has learned in it; results stand in the order
    /// of the items.
    pub fn map<T: Sync, R: Send>(&self, items: &[T], work: impl Fn(&mut Shaper<'f>, &T) -> R + Sync) -> Vec<R> {
        let work = |shaper: &mut Lent<'_, 'f>, item: &T| work(shaper, item);
        let done = items.par_iter().map_init(|| self.lend(), work).collect();
        self.share();
        done
    }

    /// A shaper to use: results do not depend on which.
    pub fn lend(&self) -> Lent<'_, 'f> {
        let mut idle = self.idle();
        let shaper = idle.shapers.pop().unwrap_or_else(|| {
            let mut shaper = Shaper::new(self.faces, self.exceptions);
            shaper.learn(idle.common.clone());
            shaper
        });
        Lent { shapers: self, shaper: Some(shaper) }
    }

    fn idle(&self) -> MutexGuard<'_, Idle<'f>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
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
        self.shapers.idle().shapers.extend(self.shaper.take());
    }
}
