#!/bin/sh
# Runs the program that writes to the destination, once for each window that was read, oldest first, with the window's content on standard input.
# A run that is killed between a write and its mark is followed by one that writes that window again: WINDOW_NAME is the key by which a destination knows it.
#
# Usage: write-windows.sh PROGRAM [ARGUMENT…]   The program gets WINDOW_START, WINDOW_END, WINDOW_NAME, and WINDOW_FILE with the content.
#
# Environment:
#   WINDOWS_DIR   folder of the plan (default /windows); it gets `done`, the end of the last window that is written
#
# Exit codes: 0, also when a window failed: that is noted, so that those before it are marked; 1 the plan is missing.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"
# shellcheck source=lib/constructs/scripts/windows.sh
. "$(dirname "$0")/windows.sh"
trap 'exit 143' TERM INT

write_window() {
  # What was not read for a reason that is noted already.
  if [ ! -e "$WINDOW_FILE" ]; then
    if [ -e "$windows/failed" ]; then exit 0; fi
    return 1
  fi
  code=0
  "$@" <"$WINDOW_FILE" || code=$?
  if [ "$code" -ne 0 ]; then return "$code"; fi
  # shellcheck disable=SC2154 # windows.sh sets it
  echo "$end" >"$windows/done.partial"
  mv "$windows/done.partial" "$windows/done"
  say "wrote the window from $WINDOW_START to $WINDOW_END: $(wc -c <"$WINDOW_FILE" | tr -d ' ') bytes"
}
each_window write_window "$@"
