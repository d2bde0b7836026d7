#!/bin/sh
# Maintains one PostgreSQL database in one session, under an advisory lock: two maintenances never run at once, wherever they were started.
# In order: purge, vacuum, analyze, reindex. What a killed reindex left behind is dropped first.
#
# Environment:
#   PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD  as libpq takes them
#   PURGE     rules TABLE:COLUMN:DAYS, separated by spaces: rows whose COLUMN is older go, in steps of 10,000 (default: none)
#   VACUUM    1: vacuum (default 0)
#   ANALYZE   1: refresh the planner's statistics (default 0)
#   REINDEX   tables whose indexes are rebuilt concurrently, separated by spaces (default: none)
#   LOG_DIR   folder that keeps a log of each run (default: none)
#
# Exit codes: 0 done; 1 a task failed; 64 a variable is missing or no task is chosen; 75 another maintenance is under way.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"

need PGHOST PGDATABASE PGUSER
if [ -z "${PURGE:-}${REINDEX:-}" ] && [ "${VACUUM:-0}${ANALYZE:-0}" = 00 ]; then
  complain 'no task is chosen: set PURGE, VACUUM, ANALYZE or REINDEX'
  exit 64
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/maintain.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 143' TERM INT

# A name that needs no quotes, with its schema where it has one.
is_name() {
  printf '%s\n' "$1" | grep -Eqx '[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?'
}

{
  cat <<'SQL'
\set ON_ERROR_STOP on
select pg_try_advisory_lock(hashtext('cronwright maintenance')) as free \gset
\if :free
\else
  \warn 'another maintenance of this database is under way'
  select 1/0 as busy \g /dev/null
\endif
select format('drop index concurrently if exists %I.%I', n.nspname, c.relname)
from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
where not i.indisvalid and c.relname ~ '_ccnew\d*$' \gexec
SQL
  for rule in ${PURGE:-}; do
    table=${rule%%:*}
    days=${rule##*:}
    column=${rule#*:}
    column=${column%:*}
    if ! is_name "$table" || ! is_name "$column" || ! printf '%s\n' "$days" | grep -Eqx '[1-9][0-9]{0,4}'; then
      complain "$rule is no rule TABLE:COLUMN:DAYS"
      exit 64
    fi
    cat <<SQL
\echo 'purging $table: $column older than $days days'
do \$\$
declare gone bigint; total bigint := 0; bound timestamptz := now() - interval '$days days';
begin
  loop
    delete from $table where ctid = any (array(select ctid from $table where $column < bound limit 10000));
    get diagnostics gone = row_count;
    total := total + gone;
    commit;
    exit when gone = 0;
  end loop;
  raise notice 'purged % rows of $table', total;
end \$\$;
SQL
  done
  if [ "${VACUUM:-0}" = 1 ] && [ "${ANALYZE:-0}" = 1 ]; then
    printf '%s\n' "\\echo 'vacuum and analyze'"
    echo 'vacuum (analyze);'
  elif [ "${VACUUM:-0}" = 1 ]; then
    printf '%s\n' "\\echo 'vacuum'"
    echo 'vacuum;'
  elif [ "${ANALYZE:-0}" = 1 ]; then
    printf '%s\n' "\\echo 'analyze'"
    echo 'analyze;'
  fi
  for table in ${REINDEX:-}; do
    if ! is_name "$table"; then
      complain "$table is no name of a table"
      exit 64
    fi
    printf '%s\n' "\\echo 'reindex $table'"
    echo "reindex table concurrently $table;"
  done
  printf '%s\n' "\\echo 'done'"
} >"$work/tasks.sql"

say "maintaining $PGDATABASE at $PGHOST"
status=0
PGCONNECT_TIMEOUT=${PGCONNECT_TIMEOUT:-15} psql --no-password -X -q -f "$work/tasks.sql" >"$work/log" 2>&1 || status=$?
cat "$work/log"
if [ -n "${LOG_DIR:-}" ]; then cp "$work/log" "$LOG_DIR/maintenance-$(date -u +%Y%m%dT%H%M%SZ).log"; fi
if [ "$status" -ne 0 ]; then
  if grep -q 'another maintenance of this database is under way' "$work/log"; then
    complain 'another maintenance of this database is under way; nothing was done'
    exit 75
  fi
  complain 'a task failed; the tasks after it were not started'
  exit 1
fi
