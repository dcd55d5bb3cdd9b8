//! Fuzz targets. `checks` has what each target must guarantee; the program's tests also run these
//! checks over the saved corpus.

pub mod checks;
