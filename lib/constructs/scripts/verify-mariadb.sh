#!/bin/sh
# Restores each dump into a scratch MariaDB of its own inside this container: a dump is a backup only when a database comes out of it.
# The server listens on no network and lives as long as the check.
#
# Environment:
#   BACKUP_DIR    folder with the dumps (default /backup)
#   SCRATCH_DIR   room for the restored database (default /scratch)
#   CHECK_SQL     a query on the restored database that must answer `1` (default: none)
#
# Exit codes: 0 every dump restores; 1 one does not, or there is none; 2 the scratch server does not start; 64 a variable is missing.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"

scratch=${SCRATCH_DIR:-/scratch}
data="$scratch/mysqldata"
socket="$scratch/mysql.sock"
server=''

stop() {
  if [ -n "$server" ]; then
    kill -9 "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$data" "$socket" "$scratch/dump.sql"
}
trap stop EXIT
trap 'exit 143' TERM INT
rm -rf "$data"

set -- "${BACKUP_DIR:-/backup}"/*.sql.gz
if [ ! -e "$1" ]; then
  complain 'there is no dump to verify'
  exit 1
fi

mkdir -p "$data"
if ! mariadb-install-db --no-defaults --datadir="$data" --auth-root-authentication-method=normal --skip-test-db >"$scratch/server.log" 2>&1; then
  complain 'the scratch server cannot be set up:'
  tail -n 5 "$scratch/server.log" >&2
  exit 2
fi
mariadbd --no-defaults --datadir="$data" --socket="$socket" --pid-file="$scratch/mysql.pid" --skip-networking --skip-grant-tables --innodb-flush-log-at-trx-commit=0 >>"$scratch/server.log" 2>&1 &
server=$!
patience=60
until mariadb-admin --no-defaults --socket="$socket" ping >/dev/null 2>&1; do
  patience=$((patience - 1))
  if [ "$patience" -eq 0 ] || ! kill -0 "$server" 2>/dev/null; then
    complain 'the scratch server does not start:'
    tail -n 5 "$scratch/server.log" >&2
    exit 2
  fi
  sleep 1
done

for dump; do
  say "restoring $(basename "$dump")"
  mariadb --no-defaults --socket="$socket" -e 'create database restored'
  if ! gzip -dc "$dump" >"$scratch/dump.sql" || ! mariadb --no-defaults --socket="$socket" restored <"$scratch/dump.sql"; then
    complain "$(basename "$dump") does not restore"
    exit 1
  fi
  if [ -n "${CHECK_SQL:-}" ]; then
    answer=$(mariadb --no-defaults --socket="$socket" -N -B restored -e "$CHECK_SQL") || answer='an error'
    if [ "$answer" != 1 ]; then
      complain "the restored database fails the check: expected 1, got $answer"
      exit 1
    fi
  fi
  tables=$(mariadb --no-defaults --socket="$socket" -N -B -e "select count(*) from information_schema.tables where table_schema = 'restored'")
  mariadb --no-defaults --socket="$socket" -e 'drop database restored'
  say "$(basename "$dump") restores: $tables tables"
done
