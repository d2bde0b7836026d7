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
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"

need PGHOST PGDATABASE PGUSER
directory=${BACKUP_DIR:-/backup}
target="$directory/${BACKUP_NAME:-$PGDATABASE}-$(date -u +%Y%m%dT%H%M%SZ).dump"

# A half dump never has the final name.
partial="$target.partial"
trap 'rm -f "$partial"' EXIT
trap 'exit 143' TERM INT

say "dumping $PGDATABASE at $PGHOST"
if ! PGCONNECT_TIMEOUT=${PGCONNECT_TIMEOUT:-15} pg_dump --format=custom --no-password --lock-wait-timeout=60000 --file="$partial"; then
  complain 'pg_dump failed; nothing was kept'
  exit 1
fi
if ! pg_restore --list "$partial" >/dev/null; then
  complain 'the dump cannot be read back; nothing was kept'
  exit 1
fi
mv "$partial" "$target"
say "dumped $(wc -c <"$target") bytes to $target"
