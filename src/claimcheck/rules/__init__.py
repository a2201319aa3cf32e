"""Rules: the language, the files, and what turns a match of claims into a constraint."""
