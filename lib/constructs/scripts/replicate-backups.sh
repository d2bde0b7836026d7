#!/bin/sh
# Copies every good backup of one bucket to others that do not have it yet. A copy counts only after it was read back and compared with the checksum that
# the backup was stored with. Nothing is ever removed, and a target that fails does not stop the others.
#
# Environment:
#   SOURCE            rclone remote and path of the backups
#   TARGETS           rclone remotes and paths, separated by spaces
#   RCLONE_CONFIG_…   the remotes, as rclone takes them
#   TMPDIR            room for lists (default /tmp)
#
# Exit codes: 0 every target has every good backup; 1 one has not, or there is none; 64 a variable is missing.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"

need SOURCE TARGETS
lists=$(mktemp -d "${TMPDIR:-/tmp}/lists.XXXXXX")
trap 'rm -rf "$lists"' EXIT
trap 'exit 143' TERM INT

if ! rclone lsf "$SOURCE" --files-only --include '*.sha256' >"$lists/source"; then
  complain "$SOURCE cannot be listed"
  exit 1
fi
if [ ! -s "$lists/source" ]; then
  complain "there is no good backup at $SOURCE"
  exit 1
fi

replicate() {
  target=$1
  checksum=$2
  name=${checksum%.sha256}
  expected=$(rclone cat "$SOURCE/$checksum" | cut -d ' ' -f 1)
  rclone copyto "$SOURCE/$name" "$target/$name" --retries 3 || return 1
  if [ "$(rclone cat "$target/$name" | sha256sum | cut -d ' ' -f 1)" != "$expected" ]; then
    complain "$name at $target differs from the checksum that it was stored with"
    return 1
  fi
  rclone copyto "$SOURCE/$checksum" "$target/$checksum" --retries 3 || return 1
  say "copied and verified $name at $target"
}

status=0
for target in $TARGETS; do
  if ! rclone lsf "$target" --files-only --include '*.sha256' >"$lists/target"; then
    complain "$target cannot be listed"
    status=1
    continue
  fi
  grep -vxFf "$lists/target" "$lists/source" >"$lists/missing" || true
  while read -r checksum; do
    if ! replicate "$target" "$checksum" </dev/null; then
      complain "${checksum%.sha256} is not safely at $target"
      status=1
    fi
  done <"$lists/missing"
done
exit "$status"
