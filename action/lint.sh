#!/usr/bin/env bash
# Lints the project in the working directory. Everything from outside comes in variables and is never a part of a
# command's text. The exit status is that of `claimcheck lint`.
set -euo pipefail

counts="$RUNNER_TEMP/claimcheck.json"
comment="$RUNNER_TEMP/claimcheck.md"
rm -f "$counts" "$comment"

options=(--format github --format "json:$counts" --format "markdown:$comment")
if [ -n "${CLAIMCHECK_SARIF_FILE:-}" ]; then options+=(--format "sarif:$CLAIMCHECK_SARIF_FILE"); fi
if [ -n "${CLAIMCHECK_FAIL_ON:-}" ]; then options+=("--fail-on=$CLAIMCHECK_FAIL_ON"); fi
if [ -n "${CLAIMCHECK_CHANGED_SINCE:-}" ]; then options+=("--changed-since=$CLAIMCHECK_CHANGED_SINCE"); fi
options+=(--)
while IFS= read -r path; do
  if [ -n "$path" ]; then options+=("$path"); fi
done <<< "${CLAIMCHECK_PATHS:-}"

status=0
"$RUNNER_TEMP/claimcheck/bin/claimcheck" lint "${options[@]}" || status=$?

{
  echo "status=$status"
  if [ -f "$counts" ]; then
    "$RUNNER_TEMP/claimcheck/bin/python" -I -c '
import json, sys
summary = json.load(open(sys.argv[1], encoding="utf-8"))["summary"]
print("errors=%d\nwarnings=%d" % (summary["errors"], summary["warnings"]))' "$counts"
    if [ -n "${CLAIMCHECK_SARIF_FILE:-}" ]; then echo "sarif-file=$PWD/$CLAIMCHECK_SARIF_FILE"; fi
  fi
} >> "$GITHUB_OUTPUT"

if [ "${CLAIMCHECK_SUMMARY:-true}" = true ] && [ -f "$comment" ]; then cat "$comment" >> "$GITHUB_STEP_SUMMARY"; fi
exit "$status"
