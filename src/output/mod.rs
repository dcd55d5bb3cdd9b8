//! Finished bytes put in place, all or nothing.
