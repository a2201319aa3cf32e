"""For those who write rules: examples, sketches, trials, mutants, profiles."""
