#!/bin/sh
# Uploads every backup of a folder to an S3-compatible bucket with rclone, compares checksums, then removes what is older than the retention.
# The newest backup in the bucket is never removed, however old it is.
#
# Environment:
#   BACKUP_DIR        folder with the backups (default /backup)
#   BACKUP_NAME       name of the backup: files are NAME-<stamp>.dump
#   BACKUP_TARGET     rclone remote and path, such as s3:bucket/orders
#   RETENTION_DAYS    backups older than this are removed
#   RCLONE_CONFIG_*   the remote, as rclone takes it
#
# Exit codes: 0 done; 1 nothing to upload, or the upload cannot be verified; 64 a variable is missing.
set -eu

: "${BACKUP_NAME:?BACKUP_NAME is not set}" "${BACKUP_TARGET:?BACKUP_TARGET is not set}" "${RETENTION_DAYS:?RETENTION_DAYS is not set}"
directory=${BACKUP_DIR:-/backup}

set -- "$directory/$BACKUP_NAME"-*.dump
if [ ! -e "$1" ]; then
  echo "upload-backup: there is no backup in $directory" >&2
  exit 1
fi

rclone copy "$directory" "$BACKUP_TARGET" --include "$BACKUP_NAME-*.dump" --checksum
if ! rclone check "$directory" "$BACKUP_TARGET" --include "$BACKUP_NAME-*.dump" --one-way; then
  echo "upload-backup: the uploaded backup differs from the local one; older backups are kept" >&2
  exit 1
fi
echo "uploaded and verified: $(basename "$1")"

# Names sort by time: the last one is the newest and stays.
rclone lsf "$BACKUP_TARGET" --files-only --include "$BACKUP_NAME-*.dump" --min-age "${RETENTION_DAYS}d" | sort >/tmp/old
newest=$(rclone lsf "$BACKUP_TARGET" --files-only --include "$BACKUP_NAME-*.dump" | sort | tail -n 1)
while read -r old; do
  if [ "$old" != "$newest" ]; then
    rclone deletefile "$BACKUP_TARGET/$old"
    echo "removed $old: older than $RETENTION_DAYS days"
  fi
done </tmp/old
