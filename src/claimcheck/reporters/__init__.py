"""Reporters: what a run found, as text, JSON, Markdown or HTML; each is one module with a `REPORTER`."""
