#!/bin/sh
# Sets aside logs that nobody writes any longer, compresses them, archives them in cold storage, and frees their room only after the archive was read back.
# Whenever it is killed, each line is still in a log, in a compressed log or in the archive; the next run goes on from there.
#
# Who opens a log by its name for each line, or again after a while, begins a new one. Who keeps it open writes on into the one that was set aside: it stays, empty, for as long
# again, and what comes into it is compressed by a later run, if this script may write it. Lost are the lines of whoever keeps a log open and is silent for more than twice that time.
#
# Environment:
#   LOG_DIR                  folder with the logs
#   PATTERN                  which logs, as find -name takes it (default *.log)
#   COMPRESS_AFTER_MINUTES   logs without a change for this long are compressed
#   SETTLE_SECONDS           between setting aside and compressing, for who has just opened one (default 5)
#   ARCHIVE_TARGET           rclone remote and path for compressed logs (default: they stay)
#   RCLONE_CONFIG_…          the remote, as rclone takes it
#   TMPDIR                   room for lists (default /tmp)
#
# Exit codes: 0 done; 1 a log could not be compressed or archived, and is kept; 64 a variable is missing.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"

need LOG_DIR COMPRESS_AFTER_MINUTES
if ! cd "$LOG_DIR"; then
  complain "$LOG_DIR is not there"
  exit 1
fi
lists=$(mktemp -d "${TMPDIR:-/tmp}/lists.XXXXXX")
trap 'rm -rf "$lists"' EXIT
trap 'exit 143' TERM INT
status=0

pattern=${PATTERN:-*.log}
digits='[0-9][0-9]'
stamp="$digits$digits$digits${digits}T$digits$digits${digits}Z"

# When a file was last written.
written() {
  date -u -r "$1" +%Y%m%dT%H%M%SZ
}

set_aside() {
  aside="$1-$(written "$1")"
  if [ ! -e "$aside" ]; then mv "$1" "$aside"; fi
}

compress() {
  # One that was written again since it was compressed has a name of its own.
  case $1 in
    *"-$(written "$1")") packed="$1.gz" ;;
    *) packed="$1-$(written "$1").gz" ;;
  esac
  before=$(stat -c '%s %Y' "$1")
  if ! gzip -c "$1" >"$packed.partial" || ! gzip -dc "$packed.partial" | cmp -s - "$1"; then
    rm -f "$packed.partial"
    complain "$1 could not be compressed and is kept"
    return 1
  fi
  if [ "$before" != "$(stat -c '%s %Y' "$1")" ]; then
    rm -f "$packed.partial"
    say "left $1: somebody writes it again"
    return 0
  fi
  mv "$packed.partial" "$packed"
  # A log of another user may be one that only its folder lets go.
  if ! true 2>/dev/null >"$1"; then rm -f "$1"; fi
  say "compressed $1"
}

archive() {
  name=${1#./}
  if ! rclone copyto "$1" "$ARCHIVE_TARGET/$name" --retries 3; then
    complain "$name could not be archived and is kept"
    return 1
  fi
  if [ "$(rclone cat "$ARCHIVE_TARGET/$name" | sha256sum)" != "$(sha256sum <"$1")" ]; then
    complain "the archive of $name differs; the log is kept"
    return 1
  fi
  rm "$1"
  say "archived $name"
}

find . -type f -name "$pattern-$stamp" -size 0 -mmin +"$COMPRESS_AFTER_MINUTES" -exec rm -f {} +
find . -type f -name "$pattern" ! -name "*-$stamp*" -size +0 -mmin +"$COMPRESS_AFTER_MINUTES" >"$lists/logs"
while IFS= read -r log; do
  set_aside "$log"
done <"$lists/logs"
if [ -s "$lists/logs" ]; then sleep "${SETTLE_SECONDS:-5}"; fi
find . -type f -name "$pattern-$stamp" -size +0 -mmin +"$COMPRESS_AFTER_MINUTES" >"$lists/aside"
while IFS= read -r log; do
  compress "$log" </dev/null || status=1
done <"$lists/aside"

if [ -n "${ARCHIVE_TARGET:-}" ]; then
  find . -type f -name "$pattern-$stamp*.gz" >"$lists/packed"
  while IFS= read -r packed; do
    archive "$packed" </dev/null || status=1
  done <"$lists/packed"
fi
exit "$status"
