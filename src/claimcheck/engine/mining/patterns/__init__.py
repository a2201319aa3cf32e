"""The regularities that are looked for, one file each: a module with `candidates(evidence)` is one."""
