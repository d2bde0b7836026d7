#!/bin/sh
# Compresses logs that nobody writes any longer, archives them in cold storage, and frees their room only after the archive was read back.
# Whenever it is killed, each line is still in the log, in the compressed log or in the archive; the next run goes on from there.
#
# Environment:
#   LOG_DIR                  folder with the logs
#   PATTERN                  which logs, as find -name takes it (default *.log)
#   COMPRESS_AFTER_MINUTES   logs without a change for this long are compressed
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

compress() {
  packed="$1-$(date -u -r "$1" +%Y%m%dT%H%M%SZ).gz"
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
  rm "$1"
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

find . -type f -name "${PATTERN:-*.log}" -mmin +"$COMPRESS_AFTER_MINUTES" >"$lists/logs"
while IFS= read -r log; do
  compress "$log" </dev/null || status=1
done <"$lists/logs"

if [ -n "${ARCHIVE_TARGET:-}" ]; then
  find . -type f -name "${PATTERN:-*.log}-*Z.gz" >"$lists/packed"
  while IFS= read -r packed; do
    archive "$packed" </dev/null || status=1
  done <"$lists/packed"
fi
exit "$status"
