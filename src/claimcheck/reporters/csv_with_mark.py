"""The reporter `csv-bom`: the table of `csv` with the byte order mark by which Excel knows UTF-8."""

from __future__ import annotations

from claimcheck.reporters.csv_table import CsvReporter

REPORTER = CsvReporter("csv-bom", ".bom.csv", mark="\ufeff")
