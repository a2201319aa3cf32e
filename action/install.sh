#!/usr/bin/env bash
# Installs claimcheck from this checkout of the action into an environment of its own.
set -euo pipefail
"${CLAIMCHECK_PYTHON:-python3}" -m venv "$RUNNER_TEMP/claimcheck"
"$RUNNER_TEMP/claimcheck/bin/python" -m pip install --quiet --disable-pip-version-check "$GITHUB_ACTION_PATH"
