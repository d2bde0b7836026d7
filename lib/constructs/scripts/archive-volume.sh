#!/bin/sh
# Archives a mounted folder, and believes the archive only when it lists as many files as the folder has.
#
# Environment:
#   SOURCE_DIR    the folder (default /source)
#   BACKUP_DIR    folder for the archive (default /backup)
#   BACKUP_NAME   name of the backup
#   REFUSE_EMPTY  1: a folder without any file is a failure (default 0)
#
# Exit codes: 0 done; 1 the archive failed, or files came or went while it was written, or there are none; 64 a variable is missing.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"

need BACKUP_NAME
source=${SOURCE_DIR:-/source}
target="${BACKUP_DIR:-/backup}/$BACKUP_NAME-$(date -u +%Y%m%dT%H%M%SZ).tar.gz"
partial="$target.partial"
trap 'rm -f "$partial"' EXIT
trap 'exit 143' TERM INT

# One dot per entry: names may hold line breaks.
entries() {
  find "$1" -exec printf . ';' | wc -c
}

before=$(entries "$source")
if [ "${REFUSE_EMPTY:-0}" = 1 ] && [ "$before" -le 1 ]; then
  complain "$source is empty; nothing was kept"
  exit 1
fi
say "archiving $before entries of $source"
if ! tar -C "$source" -czf "$partial" . || ! gzip -t "$partial"; then
  complain 'tar failed; nothing was kept'
  exit 1
fi
if [ "$before" -ne "$(entries "$source")" ]; then
  complain 'files came or went while the archive was written; nothing was kept'
  exit 1
fi
mv "$partial" "$target"
say "archived $(wc -c <"$target") bytes to $target"
