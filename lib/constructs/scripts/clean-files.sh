#!/bin/sh
# Removes files by age and by count, and the folders that this leaves empty. Never leaves the folder, never follows a link.
#
# Environment:
#   CLEAN_DIR         the folder
#   PATTERN           which files, as find -name takes it (default *)
#   MAX_AGE_MINUTES   files older than this go (default: none go by age)
#   KEEP_LAST         of what is left only this many newest stay (default: all)
#   DRY_RUN           1: says what would go, removes nothing (default 0)
#
# Exit codes: 0 done; 1 a file could not be removed; 64 a variable is missing, or neither age nor count is set.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"

need CLEAN_DIR
if [ -z "${MAX_AGE_MINUTES:-}${KEEP_LAST:-}" ]; then
  complain 'neither MAX_AGE_MINUTES nor KEEP_LAST is set: nothing says what may go'
  exit 64
fi
if ! cd "$CLEAN_DIR"; then
  complain "$CLEAN_DIR is not there"
  exit 1
fi

status=0
removed=0
remove() {
  removed=$((removed + 1))
  if [ "${DRY_RUN:-0}" = 1 ]; then
    say "would remove $1"
  elif rm -f -- "$1"; then
    say "removed $1"
  else
    complain "$1 could not be removed"
    status=1
  fi
}

lists=$(mktemp -d "${TMPDIR:-/tmp}/lists.XXXXXX")
trap 'rm -rf "$lists"' EXIT
trap 'exit 143' TERM INT

: >"$lists/gone"
if [ -n "${MAX_AGE_MINUTES:-}" ]; then
  find . -type f -name "${PATTERN:-*}" -mmin +"$MAX_AGE_MINUTES" >"$lists/gone"
  while IFS= read -r file; do remove "$file"; done <"$lists/gone"
fi
if [ -n "${KEEP_LAST:-}" ]; then
  # Times in whole seconds, then names: the same order on every system.
  find . -type f -name "${PATTERN:-*}" -exec stat -c '%Y %n' {} + | sort -rn | sed 's/^[0-9]* //' | grep -vxFf "$lists/gone" >"$lists/left" || true
  tail -n "+$((KEEP_LAST + 1))" "$lists/left" >"$lists/many"
  while IFS= read -r file; do remove "$file"; done <"$lists/many"
fi
if [ "${DRY_RUN:-0}" != 1 ]; then find . -mindepth 1 -depth -type d -mmin +"${MAX_AGE_MINUTES:-60}" -exec rmdir {} + 2>/dev/null || true; fi
say "$removed files in $CLEAN_DIR"
exit "$status"
