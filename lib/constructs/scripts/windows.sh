#!/bin/sh
# Goes through the windows that are planned. Read with `.` after say.sh, never run by itself.
#
# Environment:
#   WINDOWS_DIR   folder of the plan (default /windows)
#
# Exit codes: none of its own; a program that fails is noted in WINDOWS_DIR/failed, and what comes after its window is left for the next run.
set -eu
windows=${WINDOWS_DIR:-/windows}

# each_window FUNCTION PROGRAM [ARGUMENT…]: calls the function for each window, with WINDOW_START, WINDOW_END, WINDOW_NAME and WINDOW_FILE for the program.
each_window() {
  step=$1
  shift
  # shellcheck disable=SC2034 # the function reads it
  # On another file: the program may read its standard input.
  while read -r start end WINDOW_START WINDOW_END WINDOW_NAME <&3; do
    export WINDOW_START WINDOW_END WINDOW_NAME
    WINDOW_FILE=$windows/data/$start
    export WINDOW_FILE
    code=0
    "$step" "$@" || code=$?
    if [ "$code" -ne 0 ]; then
      complain "the window from $WINDOW_START to $WINDOW_END failed with code $code: it and what comes after it are left for the next run"
      echo "$code" >"$windows/failed"
      return 0
    fi
  done 3<"$windows/plan"
}
