#!/bin/sh
# Dumps one MariaDB or MySQL database in one transaction, and believes it only when the dump says itself that it is complete.
#
# Environment:
#   DB_HOST, DB_PORT (default 3306), DB_NAME, DB_USER, DB_PASSWORD
#   BACKUP_DIR    folder for the dump (default /backup)
#   BACKUP_NAME   name of the backup (default: the database)
#   TMPDIR        where the client's options are kept while it runs (default /tmp)
#
# Exit codes: 0 done; 1 the dump failed or is not whole; 64 a variable is missing.
set -eu
umask 022
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"

need DB_HOST DB_NAME DB_USER DB_PASSWORD
directory=${BACKUP_DIR:-/backup}
target="$directory/${BACKUP_NAME:-$DB_NAME}-$(date -u +%Y%m%dT%H%M%SZ).sql.gz"
partial="$target.partial"
plain="$directory/.plain.sql"
options="${TMPDIR:-/tmp}/client-options.cnf"
trap 'rm -f "$partial" "$plain" "$options"' EXIT
trap 'exit 143' TERM INT

# A password on the command line is seen by every process of the node; this file is ours alone.
escaped=$(printf '%s' "$DB_PASSWORD" | sed 's/[\\"]/\\&/g')
(umask 077 && printf '[client]\nhost="%s"\nport=%s\nuser="%s"\npassword="%s"\nprotocol=tcp\n' "$DB_HOST" "${DB_PORT:-3306}" "$DB_USER" "$escaped" >"$options")

dump=mariadb-dump
command -v "$dump" >/dev/null || dump=mysqldump

say "dumping $DB_NAME at $DB_HOST"
if ! "$dump" --defaults-extra-file="$options" --single-transaction --quick --routines --triggers --events --hex-blob --no-tablespaces --result-file="$plain" "$DB_NAME"; then
  complain "$dump failed; nothing was kept"
  exit 1
fi
if ! tail -n 1 "$plain" | grep -q '^-- Dump completed'; then
  complain 'the dump does not end as a whole one does; nothing was kept'
  exit 1
fi
if ! gzip -c "$plain" >"$partial" || ! gzip -t "$partial"; then
  complain 'the dump could not be compressed; nothing was kept'
  exit 1
fi
mv "$partial" "$target"
say "dumped $(wc -c <"$target") bytes to $target"
