#!/bin/sh
# Loads the content of a window, CSV with a header, into a PostgreSQL table. The same transaction notes the window in the table cronwright_windows: one that is noted there is
# not loaded again, so that its rows are there exactly once, whatever was killed in between.
#
# Environment:
#   PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD  as libpq takes them
#   BRIDGE        whose window it is
#   TABLE         the table, in lower case
#   WINDOW_NAME, WINDOW_FILE  see write-windows.sh
#
# Exit codes: 0 its rows are there; 1 the database refused; 64 a variable is missing or is no name.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"

need PGHOST PGDATABASE PGUSER BRIDGE TABLE WINDOW_NAME WINDOW_FILE
if ! printf '%s\n' "$TABLE" | grep -Eqx '[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?'; then
  complain "$TABLE is no name in lower case"
  exit 64
fi
quoted="\"$(echo "$TABLE" | sed 's/\./"."/')\""
# The header names the columns: their order is the source's, not the table's.
columns=$(head -n 1 "$WINDOW_FILE" | tr -d '\r')
if [ -n "$columns" ] && ! printf '%s\n' "$columns" | grep -Eqx '[a-z_][a-z0-9_]*(,[a-z_][a-z0-9_]*)*'; then
  complain 'the first line does not name columns in lower case with commas between them'
  exit 1
fi
copy=''
if [ -n "$columns" ]; then copy="\\copy $quoted (\"$(echo "$columns" | sed 's/,/","/g')\") from '$WINDOW_FILE' with (format csv, header)"; fi
if ! PGCONNECT_TIMEOUT=${PGCONNECT_TIMEOUT:-15} PGCLIENTENCODING=UTF8 psql --no-password -X -q -A -t -v ON_ERROR_STOP=1 -v VERBOSITY=terse -v bridge="$BRIDGE" -v name="$WINDOW_NAME" <<EOT; then
set client_min_messages = warning;
select to_regclass('cronwright_windows') is null as is_missing \\gset
\\if :is_missing
create table cronwright_windows (bridge text, name text, loaded timestamptz not null default now(), primary key (bridge, name));
\\endif
begin;
with noted as (insert into cronwright_windows (bridge, name) values (:'bridge', :'name') on conflict do nothing returning 1) select count(*) = 1 as is_new from noted \\gset
\\if :is_new
$copy
\\endif
commit;
EOT
  complain "the window $WINDOW_NAME is not loaded"
  exit 1
fi
