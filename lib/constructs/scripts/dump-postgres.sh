#!/bin/sh
# Dumps one PostgreSQL database into a file, and believes it only when pg_restore can read it back.
#
# Environment:
#   PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD  as libpq takes them
#   BACKUP_DIR    folder for the dump (default /backup)
#   BACKUP_NAME   name of the backup (default: the database)
#
# Exit codes: 0 done; 1 the dump failed or cannot be read; 64 a variable is missing.
set -eu

: "${PGHOST:?PGHOST is not set}" "${PGDATABASE:?PGDATABASE is not set}" "${PGUSER:?PGUSER is not set}"
directory=${BACKUP_DIR:-/backup}
name=${BACKUP_NAME:-$PGDATABASE}
stamp=$(date -u +%Y%m%dT%H%M%SZ)
target="$directory/$name-$stamp.dump"

# A half dump never has the final name.
partial="$target.partial"
trap 'rm -f "$partial"' EXIT

echo "dumping $PGDATABASE at $PGHOST"
if ! pg_dump --format=custom --no-password --lock-wait-timeout=60000 --file="$partial"; then
  echo "dump-postgres: pg_dump failed; nothing was kept" >&2
  exit 1
fi
if ! pg_restore --list "$partial" >/dev/null; then
  echo "dump-postgres: the dump cannot be read back; nothing was kept" >&2
  exit 1
fi
mv "$partial" "$target"
echo "dumped $(wc -c <"$target") bytes to $target"
