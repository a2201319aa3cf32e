# `make` sets up and runs the main job; `make test` sets up and runs every check that CI runs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: all report test check lock clean
.DELETE_ON_ERROR:

all: report

$(VENV)/ready: pyproject.toml requirements-dev.lock
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable ./examples/claimcheck-feasts
	touch $@

report: $(VENV)/ready
	$(BIN)/claimcheck lint
	$(BIN)/claimcheck report --output report.html

test: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/claimcheck rules test
	$(BIN)/claimcheck lint
	$(BIN)/python -m pytest -n auto

lock:
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-header --no-annotate \
	  --python-version 3.11 --upgrade --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) report.html
