#!/bin/sh
# Loads anonymized tables into PostgreSQL in one transaction and validates them before it commits: readers see either all that was there before or all that is new.
#
# Environment:
#   PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD  as libpq takes them
#   TABLES     see tables.sh. replace: what was in the table goes; upsert:KEY: rows with a known key are updated, others are added, none goes
#   CHECKS     queries that must answer true before the commit, one a line (default: none). That every extracted row arrived is always checked
#   WORK_DIR   folder: clean/NAME-<time>.csv.gz and counts (default /work)
#
# Exit codes: 0 done; 1 the database refused or a check failed, and nothing has changed; 64 a variable is missing or is no name.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"
# shellcheck source=lib/constructs/scripts/tables.sh
. "$(dirname "$0")/tables.sh"

need PGHOST PGDATABASE PGUSER TABLES
work=${WORK_DIR:-/work}
trap 'exit 143' TERM INT

incoming() {
  rows=$((rows + 1))
  expected=$(sed -n "${rows}p" "$work/counts")
  set -- "$1" "$(quoted "$3")" "$(moved "$5")" "$work/clean/$1"-*.csv.gz
  echo "create temp table \"incoming_$1\" on commit drop as select $3 from $2 limit 0;"
  printf '%s\n' "\\copy \"incoming_$1\" from program 'gzip -dc \"$4\"' with (format csv, header)"
  check "select count(*) = $expected from \"incoming_$1\"" "not every one of the $expected rows of $1 arrived"
}

emptied() {
  if [ "$4" = replace ]; then echo "delete from $(quoted "$3");"; fi
}

filled() {
  columns=$(moved "$5")
  conflict=''
  if [ "$4" != replace ]; then
    key=${4#upsert:}
    updates=$(echo "$columns" | tr ',' '\n' | sed "s/ //g; /^\"$key\"\$/d; s/.*/& = excluded.&/" | tr '\n' ',' | sed 's/,$//')
    conflict="on conflict (\"$key\") do ${updates:+update set }${updates:-nothing}"
  fi
  echo "insert into $(quoted "$3") ($columns) select $columns from \"incoming_$1\" $conflict;"
}

# check QUERY SENTENCE
check() {
  # shellcheck disable=SC2016 # psql's own
  printf 'select coalesce((%s), false) as ok \\gset\n\\if :ok\n\\else\n\\warn %s\nrollback;\n\\quit\n\\endif\n' "$1" "'load-tables: $(echo "$2" | sed "s/'/''/g")'"
}

reversed() {
  sed '1!G;h;$!d'
}

{
  echo 'begin;'
  rows=0
  each_table incoming
  # Tables that others refer to come first: they are emptied last.
  each_table emptied | reversed
  each_table filled
  printf '%s\n' "${CHECKS:-}" | while IFS= read -r query; do
    if [ -n "$query" ]; then check "$query" "a check failed: $query"; fi
  done
  echo 'commit;'
  printf '%s\n' '\echo committed'
} >"$work/load.sql"
if ! session -f "$work/load.sql" >"$work/load.log" || [ "$(tail -n 1 "$work/load.log")" != committed ]; then
  complain 'the tables are not loaded; the destination is as it was'
  exit 1
fi

count() {
  rows=$((rows + 1))
  say "loaded $(sed -n "${rows}p" "$work/counts") rows into $3"
}
rows=0
each_table count
