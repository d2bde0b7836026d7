#!/bin/sh
# Restores each dump into a scratch server of its own inside this container: a dump is a backup only when a database comes out of it.
# The server listens on no network and lives as long as the check.
#
# Environment:
#   BACKUP_DIR    folder with the dumps (default /backup)
#   SCRATCH_DIR   room for the restored database (default /scratch)
#   CHECK_SQL     a query on the restored database that must answer `t` (default: none)
#
# Exit codes: 0 every dump restores; 1 one does not, or there is none; 2 the scratch server does not start; 64 a variable is missing.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"

scratch=${SCRATCH_DIR:-/scratch}
data="$scratch/pgdata"
unset PGHOST PGPORT PGDATABASE PGUSER PGPASSWORD

stop() {
  if [ -f "$data/postmaster.pid" ]; then pg_ctl -D "$data" -m immediate stop >/dev/null 2>&1 || true; fi
  rm -rf "$data"
}
trap stop EXIT
trap 'exit 143' TERM INT
rm -rf "$data"

set -- "${BACKUP_DIR:-/backup}"/*.dump
if [ ! -e "$1" ]; then
  complain 'there is no dump to verify'
  exit 1
fi

# What is never kept need not be written through.
if ! initdb --no-sync --auth=trust --username=verify --encoding=UTF8 -D "$data" >"$scratch/server.log" 2>&1 ||
  ! pg_ctl -D "$data" -w -l "$scratch/server.log" -o "-c listen_addresses='' -c unix_socket_directories='$scratch' -c fsync=off -c shared_buffers=32MB" start >/dev/null; then
  complain 'the scratch server does not start:'
  tail -n 5 "$scratch/server.log" >&2
  exit 2
fi

for dump; do
  say "restoring $(basename "$dump")"
  createdb -h "$scratch" -U verify restored
  if ! pg_restore -h "$scratch" -U verify -d restored --no-owner --no-privileges --exit-on-error "$dump"; then
    complain "$(basename "$dump") does not restore"
    exit 1
  fi
  if [ -n "${CHECK_SQL:-}" ]; then
    answer=$(psql -h "$scratch" -U verify -d restored -AXtq -v ON_ERROR_STOP=1 -c "$CHECK_SQL") || answer='an error'
    if [ "$answer" != t ]; then
      complain "the restored database fails the check: expected t, got $answer"
      exit 1
    fi
  fi
  tables=$(psql -h "$scratch" -U verify -d restored -AXtqc "select count(*) from pg_catalog.pg_tables where schemaname not in ('pg_catalog', 'information_schema')")
  dropdb -h "$scratch" -U verify restored
  say "$(basename "$dump") restores: $tables tables"
done
