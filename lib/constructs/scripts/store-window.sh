#!/bin/sh
# Puts the content of a window into a bucket under the window's own name: a window that is written twice is one object.
#
# Environment:
#   WINDOW_NAME, WINDOW_FILE  see write-windows.sh
#   TARGET    rclone remote and path
#   ENDING    of the object's name, such as .json (default none)
#   VERIFY, RCLONE_CONFIG_…  see store-file.sh
#   TMPDIR    room for a link (default /tmp)
#
# Exit codes: 0 done; 1 it is not safely stored; 64 a variable is missing.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"
# shellcheck source=lib/constructs/scripts/store-file.sh
. "$(dirname "$0")/store-file.sh"

need WINDOW_NAME WINDOW_FILE TARGET
folder=$(mktemp -d "${TMPDIR:-/tmp}/window.XXXXXX")
trap 'rm -rf "$folder"' EXIT
trap 'exit 143' TERM INT
cp "$WINDOW_FILE" "$folder/$WINDOW_NAME${ENDING:-}"
store "$folder" "$WINDOW_NAME${ENDING:-}" "$TARGET"
