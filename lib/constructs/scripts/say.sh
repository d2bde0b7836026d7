#!/bin/sh
# Words that every script here shares. Read with `.`, never run by itself.
#
# Exit codes: 64 from need, when a variable is missing.

# One line with the time, for the log.
say() {
  echo "$(date -u +%H:%M:%SZ) $*"
}

# One line for whoever reads why the job failed.
complain() {
  echo "$(basename "$0" .sh): $*" >&2
}

# Ends the script with code 64 unless each named variable has a value. Values are never printed.
need() {
  for variable; do
    eval "value=\${$variable:-}"
    # shellcheck disable=SC2154 # eval sets it
    if [ -z "$value" ]; then
      complain "$variable is not set"
      exit 64
    fi
  done
}
