#!/bin/sh
# Runs the program that reads a stream, once for each window that is planned. What it writes to standard output is the window's content; half of it never counts.
#
# Usage: read-windows.sh PROGRAM [ARGUMENT…]   The program gets WINDOW_START and WINDOW_END (from ≤ t < until, as 2027-03-31T08:15:00Z) and WINDOW_NAME (20270331T081500Z).
#
# Environment:
#   WINDOWS_DIR   folder of the plan (default /windows)
#
# Exit codes: 0, also when a window failed: that is noted, so that those before it are written; 1 the plan is missing.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"
# shellcheck source=lib/constructs/scripts/windows.sh
. "$(dirname "$0")/windows.sh"
trap 'exit 143' TERM INT

read_window() {
  code=0
  "$@" >"$WINDOW_FILE.partial" </dev/null || code=$?
  if [ "$code" -eq 0 ]; then mv "$WINDOW_FILE.partial" "$WINDOW_FILE"; else rm -f "$WINDOW_FILE.partial"; fi
  return "$code"
}
each_window read_window "$@"
