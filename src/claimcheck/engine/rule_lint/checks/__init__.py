"""The checks of `rules lint`, one file each: a module with `problems(rule, bench)` is a check."""
