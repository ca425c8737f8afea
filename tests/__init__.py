"""The tests; a package, so that two folders may have files of the same name."""
