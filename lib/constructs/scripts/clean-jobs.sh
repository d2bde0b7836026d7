#!/bin/sh
# Deletes Jobs, with their pods, that ended long ago. Jobs that something owns are left to it: a CronJob keeps its own history.
#
# Environment:
#   MAX_AGE_SECONDS  how long ago a Job has ended that goes
#   SELECTOR         labels of the Jobs, as kubectl takes them (default: all of the namespace)
#   DRY_RUN          1: says what would go, deletes nothing (default 0)
#   API_SERVER, ACCOUNT_DIR, API_TRIES, API_DELAY  see call-api.sh
#
# Exit codes: 0 done; 1 a list cannot be read or a Job cannot be deleted; 64 a variable is missing; 69 no answer; 77 not allowed.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"
# shellcheck source=lib/constructs/scripts/call-api.sh
. "$(dirname "$0")/call-api.sh"
# shellcheck source=lib/constructs/scripts/list-objects.sh
. "$(dirname "$0")/list-objects.sh"

need MAX_AGE_SECONDS
jobs=/apis/batch/v1/namespaces/$(namespace)/jobs
# shellcheck disable=SC2154 # call-api.sh sets it
list "$jobs" "$calls/jobs" "${SELECTOR:-}"
jq -r --argjson before "$(($(date +%s) - MAX_AGE_SECONDS))" '
  select((.metadata.ownerReferences // []) == [] and .metadata.deletionTimestamp == null)
  | ([.status.conditions[]? | select((.type == "Complete" or .type == "Failed") and .status == "True")][0]) as $ended
  | select($ended != null and ($ended.lastTransitionTime | fromdateiso8601) < $before)
  | "\(.metadata.name) \(.metadata.uid) \($ended.type) \($ended.lastTransitionTime)"' "$calls/jobs" >"$calls/old"

status=0
while read -r name uid outcome time; do
  if [ "${DRY_RUN:-0}" = 1 ]; then
    say "would delete Job $name: $outcome since $time"
    continue
  fi
  # The uid, so that a new Job of the same name stays.
  call DELETE "$jobs/$name" application/json <<EOT
{"kind":"DeleteOptions","apiVersion":"v1","propagationPolicy":"Background","preconditions":{"uid":"$uid"}}
EOT
  # shellcheck disable=SC2154 # call sets it
  case $answer_code in
    200 | 202) say "deleted Job $name: $outcome since $time" ;;
    404 | 409) say "Job $name is gone already" ;;
    *)
      complain "Job $name cannot be deleted: code $answer_code, $(message)"
      status=1
      ;;
  esac
done <"$calls/old"
say "$(wc -l <"$calls/old" | tr -d ' ') of $(wc -l <"$calls/jobs" | tr -d ' ') Jobs ended more than $MAX_AGE_SECONDS seconds ago"
exit "$status"
