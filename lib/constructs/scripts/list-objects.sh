#!/bin/sh
# Lists objects page by page. Read with `.` after call-api.sh, never run by itself; it needs jq.
#
# Exit codes: 1 from list, when the list cannot be read.
set -eu

# list PATH FILE [SELECTOR]: writes one object a line. A list that is not whole ends the script: nothing is judged by half of it.
list() {
  : >"$2"
  page=
  while :; do
    call GET "$1?limit=500${3:+&labelSelector=$(printf '%s' "$3" | jq -sRr @uri)}${page:+&continue=$page}"
    # shellcheck disable=SC2154 # call sets them
    if [ "$answer_code" != 200 ]; then
      complain "$1 cannot be listed: code $answer_code, $(message)"
      exit 1
    fi
    # shellcheck disable=SC2154 # call-api.sh sets it
    jq -c '.items[]' "$answer" >>"$2"
    page=$(jq -r '.metadata.continue // "" | @uri' "$answer")
    if [ -z "$page" ]; then return 0; fi
  done
}
