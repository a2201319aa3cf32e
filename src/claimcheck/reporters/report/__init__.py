"""The HTML report: what its pages show, the pictures, and how it is split into files."""
