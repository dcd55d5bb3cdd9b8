//! Fuzz targets. What each has to hold is in `checks`, which the tests of the program run over the
//! saved corpus too.

pub mod checks;
