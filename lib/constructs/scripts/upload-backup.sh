#!/bin/sh
# Uploads every backup of a folder to an S3-compatible bucket with rclone, compares what is stored with what was sent, then removes what no rule keeps.
# A backup counts as good when its .sha256 stands beside it, which is written last; the newest good one is never removed.
#
# Environment:
#   BACKUP_DIR        folder with the backups (default /backup)
#   BACKUP_NAME       name of the backup: files are NAME-<time>.<ending>
#   BACKUP_TARGET     rclone remote and path, such as s3:bucket/orders
#   VERIFY            checksum (default): what the store says of its copy; download: the copy is read back whole
#   KEEP_…            see select-expired.sh
#   RCLONE_CONFIG_…   the remote, as rclone takes it
#   TMPDIR            room for lists (default /tmp)
#
# Exit codes: 0 done; 1 there is no backup, or it is not safely stored; 3 it is stored, but old ones could not be removed; 64 a variable is missing.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"
# shellcheck source=lib/constructs/scripts/store-file.sh
. "$(dirname "$0")/store-file.sh"

need BACKUP_NAME BACKUP_TARGET
directory=${BACKUP_DIR:-/backup}
lists=$(mktemp -d "${TMPDIR:-/tmp}/lists.XXXXXX")
trap 'rm -rf "$lists"' EXIT
trap 'exit 143' TERM INT

found=0
for file in "$directory/$BACKUP_NAME"-*; do
  case $file in *.partial | *.sha256 | *'-*') continue ;; esac
  found=1
  name=$(basename "$file")
  store "$directory" "$name" "$BACKUP_TARGET" || exit 1
  echo "$(hash_of <"$file")  $name" >"$lists/$name.sha256"
  if ! rclone copyto "$lists/$name.sha256" "$BACKUP_TARGET/$name.sha256" --retries 3; then
    complain "the checksum of $name could not be uploaded; older backups are kept"
    exit 1
  fi
  say "uploaded and verified $name"
done
if [ "$found" -eq 0 ]; then
  complain "there is no backup in $directory"
  exit 1
fi

if ! rclone lsf "$BACKUP_TARGET" --files-only >"$lists/all"; then
  complain 'the backup is stored, but the bucket cannot be listed; nothing was removed'
  exit 3
fi
# Only this backup's own: orders-eu is not an orders.
grep -E "^$BACKUP_NAME-[0-9]{8}T[0-9]{6}Z\." "$lists/all" | sort >"$lists/own"
grep '\.sha256$' "$lists/own" | sed 's/\.sha256$//' >"$lists/good"
grep -v '\.sha256$' "$lists/own" | grep -vxFf "$lists/good" >"$lists/halves" || true
newest=$(tail -n 1 "$lists/good")
sh "$(dirname "$0")/select-expired.sh" <"$lists/good" >"$lists/expired"

status=0
remove() {
  if rclone deletefile "$BACKUP_TARGET/$1"; then return; fi
  complain "$1 could not be removed"
  status=3
}
while read -r old; do
  # Without its checksum a backup is a half one, which the next run removes.
  remove "$old.sha256"
  remove "$old"
  say "removed $old: no rule keeps it"
done <"$lists/expired"
while read -r half; do
  if [ "$half" = "$newest" ] || [ "$(printf '%s\n%s\n' "$half" "$newest" | sort | tail -n 1)" = "$half" ]; then continue; fi
  remove "$half"
  say "removed $half: its upload was never finished"
done <"$lists/halves"
exit "$status"
