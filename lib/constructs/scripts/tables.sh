#!/bin/sh
# Reads which tables move, and how. Read with `.` after say.sh, never run by itself.
#
# Environment:
#   TABLES   a line each: NAME|SOURCE TABLE|DESTINATION TABLE|replace or upsert:KEY|COLUMN:RULE COLUMN:RULE …
#            Rules are keep, hash, mask and drop. Names are in lower case.
#
# Exit codes: 64 from each_table, when a line cannot be read.
set -eu

# each_table FUNCTION: calls it once a line with NAME, SOURCE, DESTINATION, LOAD and COLUMNS.
each_table() {
  while IFS='|' read -r name source destination load columns; do
    if [ -z "$name" ]; then continue; fi
    for word in "$name" $(echo "$source $destination ${load#upsert:}" | tr . ' ') $(echo "$columns" | sed 's/:[a-z]*//g'); do
      if ! printf '%s\n' "$word" | grep -Eqx '[a-z_][a-z0-9_]*'; then
        complain "$word is no name in lower case"
        exit 64
      fi
    done
    "$1" "$name" "$source" "$destination" "$load" "$columns" </dev/null
  done <<EOT
$TABLES
EOT
}

# quoted schema.table: a name may be a word of SQL.
quoted() {
  echo "\"$1\"" | sed 's/\./"."/'
}

# moved COLUMNS: the names of those that are not dropped, quoted, with commas between them.
moved() {
  list=''
  for column in $1; do
    if [ "${column#*:}" != drop ]; then list="$list${list:+, }\"${column%:*}\""; fi
  done
  echo "$list"
}

# session: psql for a script on standard input. Texts mean the same on both sides.
session() {
  PGCONNECT_TIMEOUT=${PGCONNECT_TIMEOUT:-15} PGCLIENTENCODING=UTF8 PGTZ=UTC PGDATESTYLE=ISO psql --no-password -X -A -t -v ON_ERROR_STOP=1 "$@"
}
