#!/bin/sh
# Puts files into an object store with rclone and compares what is stored with what was sent. Read with `.` after say.sh, never run by itself.
#
# Environment:
#   VERIFY            checksum (default): what the store says of its copy; download: the copy is read back whole
#   RCLONE_CONFIG_…   the remote, as rclone takes it
#
# Exit codes: none of its own; its functions answer 0 or not.
set -eu

hash_of() {
  sha256sum | cut -d ' ' -f 1
}

# stored_whole FOLDER NAME TARGET
stored_whole() {
  if [ "${VERIFY:-checksum}" = download ]; then
    [ "$(rclone cat "$3/$2" | hash_of)" = "$(hash_of <"$1/$2")" ]
  else
    rclone check "$1" "$3" --include "/$2" --one-way --quiet
  fi
}

# store FOLDER NAME TARGET
store() {
  if ! rclone copyto "$1/$2" "$3/$2" --retries 3; then
    complain "$2 could not be uploaded; older backups are kept"
    return 1
  fi
  if ! stored_whole "$1" "$2" "$3"; then
    complain "$2 differs from what was sent; older backups are kept"
    return 1
  fi
}
