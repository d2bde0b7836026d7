#!/bin/sh
# Anonymizes extracted tables in SQL, inside a PostgreSQL of its own in this container, and removes the raw files. The key reaches no other server and no log.
#
#   keep   as it is
#   hash   HMAC-like SHA-256 under the key, in hex: equal values stay equal, in every table, so that rows can still be joined
#   mask   the first character and ***; a single one is masked whole
#   drop   never extracted
#
# Environment:
#   TABLES          see tables.sh
#   ANONYMIZE_KEY   key of the hashes, at least 16 characters (needed where a column is hashed)
#   WORK_DIR        folder: raw/NAME.csv becomes clean/NAME-<time>.csv.gz (default /work)
#   SCRATCH_DIR     room for the server (default /scratch)
#
# Exit codes: 0 done; 1 a table cannot be anonymized; 2 the scratch server does not start; 64 a variable is missing, or the key is too short.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"
# shellcheck source=lib/constructs/scripts/tables.sh
. "$(dirname "$0")/tables.sh"

need TABLES
work=${WORK_DIR:-/work}
scratch=${SCRATCH_DIR:-/scratch}
data="$scratch/pgdata"
time=$(date -u +%Y%m%dT%H%M%SZ)
unset PGHOST PGPORT PGDATABASE PGUSER PGPASSWORD

case $TABLES in
  *:hash*)
    need ANONYMIZE_KEY
    if [ "${#ANONYMIZE_KEY}" -lt 16 ]; then
      complain 'ANONYMIZE_KEY has less than 16 characters: who has the hashes could guess it'
      exit 64
    fi
    ;;
esac

stop() {
  if [ -f "$data/postmaster.pid" ]; then pg_ctl -D "$data" -m immediate stop >/dev/null 2>&1 || true; fi
  rm -rf "$data" "$work/clean.partial"
}
trap stop EXIT
trap 'exit 143' TERM INT
rm -rf "$data" "$work/clean" "$work/clean.partial"
mkdir -p "$work/clean.partial"

# What is never kept need not be written through. A statement that fails is not logged: it may hold a value.
if ! initdb --no-sync --auth=trust --username=etl --encoding=UTF8 --locale=C -D "$data" >"$scratch/server.log" 2>&1 ||
  ! pg_ctl -D "$data" -w -l "$scratch/server.log" -o "-c listen_addresses='' -c unix_socket_directories='$scratch' -c fsync=off -c shared_buffers=32MB -c log_min_messages=panic" start >/dev/null; then
  complain 'the scratch server does not start:'
  tail -n 5 "$scratch/server.log" >&2
  exit 2
fi

# expressions COLUMNS: what is selected of each.
expressions() {
  list=''
  for column in $1; do
    quoted="\"${column%:*}\""
    case ${column#*:} in
      keep) value=$quoted ;;
      hash) value="encode(sha256(\"the key\" || sha256(\"the key\" || convert_to($quoted, 'UTF8'))), 'hex') as $quoted" ;;
      mask) value="case when length($quoted) > 1 then left($quoted, 1) else '' end || case when $quoted is not null then '***' end as $quoted" ;;
      drop) continue ;;
      *)
        complain "${column#*:} is no rule: keep, hash, mask or drop"
        exit 64
        ;;
    esac
    list="$list${list:+, }$value"
  done
  echo "$list"
}

anonymize() {
  columns=$(moved "$5")
  chosen=$(expressions "$5")
  cat >"$work/anonymize.sql" <<EOT
\\getenv key ANONYMIZE_KEY
\\if :{?key}
\\else
\\set key ''
\\endif
create unlogged table raw ($(echo "$columns" | sed 's/",/" text,/g') text);
create temp table secret as select convert_to(:'key', 'UTF8') as "the key";
\\copy raw from '$work/raw/$1.csv' with (format csv, header)
\\copy (select $chosen from raw, secret) to program 'gzip -c >"$work/clean.partial/$1-$time.csv.gz"' with (format csv, header)
drop table raw;
EOT
  # The server's words on a row may hold its values.
  if ! session -h "$scratch" -U etl -d postgres --set=VERBOSITY=terse -f "$work/anonymize.sql" >/dev/null || ! gzip -t "$work/clean.partial/$1-$time.csv.gz"; then
    complain "$1 cannot be anonymized; nothing goes on"
    exit 1
  fi
  say "anonymized $1"
}
each_table anonymize
rm -rf "$work/raw" "$work/anonymize.sql"
mv "$work/clean.partial" "$work/clean"
