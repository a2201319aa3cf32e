"""Mines a corpus for regularities that no rule says yet, and writes them down as rules to be judged by people."""
