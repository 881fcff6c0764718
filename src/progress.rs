//! Progress by stage.
