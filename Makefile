# `make` sets up and runs the main job; `make test` sets up and runs every check that CI runs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: all report test docs tools lock clean
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

# What some tests use besides Python: a browser, and the validators that others wrote. Where they cannot be had, those
# tests skip and say what to install; with CLAIMCHECK_REQUIRE_BROWSER=1 and CLAIMCHECK_REQUIRE_TOOLS=1 they fail.
tools: $(VENV)/tools

$(VENV)/tools: $(VENV)/ready tests/browser/package-lock.json tests/validators/package-lock.json
	command -v chromium >/dev/null || { apt-get update -q && apt-get install -y -q chromium; } || true
	command -v npm >/dev/null && npm ci --ignore-scripts --no-audit --no-fund --prefix tests/browser || true
	command -v npm >/dev/null && npm ci --no-audit --no-fund --prefix tests/validators || true
	touch $@

test: $(VENV)/tools
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/claimcheck rules test
	$(BIN)/claimcheck lint
	$(BIN)/mkdocs build --quiet --strict
	$(BIN)/python -m pytest -n auto

docs: $(VENV)/ready
	$(BIN)/mkdocs build --strict

lock:
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-header --no-annotate \
	  --python-version 3.11 --upgrade --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) build report.html report_files
