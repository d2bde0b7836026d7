#!/bin/sh
# Deletes claims that nobody uses. Two runs at least are needed: the first notes at the claim since when it is unused, a later one deletes it when that is long enough ago;
# a claim that is used again loses the note. Used is what a pod, a Deployment, StatefulSet, DaemonSet, ReplicaSet, Job or CronJob of the namespace names, and every claim made
# from a template of a StatefulSet that exists. A claim that something owns, or with the annotation cronwright.dev/keep, stays. Other resources that name claims are not known
# here: that is why a dry run comes first.
#
# Environment:
#   MAX_AGE_SECONDS  how long a claim has been unused that goes
#   DRY_RUN          0: notes and deletes; 1: only says what is unused (default 1)
#   API_SERVER, ACCOUNT_DIR, API_TRIES, API_DELAY  see call-api.sh
#
# Exit codes: 0 done; 1 a list cannot be read or a claim cannot be changed; 64 a variable is missing; 69 no answer; 77 not allowed.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"
# shellcheck source=lib/constructs/scripts/call-api.sh
. "$(dirname "$0")/call-api.sh"
# shellcheck source=lib/constructs/scripts/list-objects.sh
. "$(dirname "$0")/list-objects.sh"

need MAX_AGE_SECONDS
space=$(namespace)
claims=/api/v1/namespaces/$space/persistentvolumeclaims
# Claims first: one that is made while the rest is read is not judged.
# shellcheck disable=SC2154 # call-api.sh sets it
list "$claims" "$calls/claims"
: >"$calls/users"
for path in /api/v1/namespaces/"$space"/pods /apis/apps/v1/namespaces/"$space"/deployments /apis/apps/v1/namespaces/"$space"/statefulsets \
  /apis/apps/v1/namespaces/"$space"/daemonsets /apis/apps/v1/namespaces/"$space"/replicasets /apis/batch/v1/namespaces/"$space"/jobs \
  /apis/batch/v1/namespaces/"$space"/cronjobs; do
  list "$path" "$calls/page"
  cat "$calls/page" >>"$calls/users"
done

now=$(date +%s)
# A generic ephemeral volume's claim is owned by its pod and stays by that.
jq -r --slurpfile users "$calls/users" --argjson before "$((now - MAX_AGE_SECONDS))" '
  ([$users[] | .. | .persistentVolumeClaim? | objects | .claimName]) as $named
  | ([$users[] | select(.spec.volumeClaimTemplates) | .metadata.name as $set | .spec.volumeClaimTemplates[] | "\(.metadata.name)-\($set)-"]) as $templates
  | .metadata.name as $name
  | .metadata.annotations["cronwright.dev/unused-since"] as $since
  | (($named | index($name)) != null or any($templates[]; . as $start | ($name | startswith($start)) and ($name[($start | length):] | test("^[0-9]+$")))) as $used
  | select((.metadata.ownerReferences // []) == [] and .metadata.deletionTimestamp == null and .metadata.annotations["cronwright.dev/keep"] == null)
  | (if $used then (if $since then "forget" else empty end) elif $since == null then "note" elif ($since | tonumber? // now) < $before then "delete" else "wait" end) as $verb
  | "\($verb) \($name) \(.metadata.uid) \(.metadata.resourceVersion)"' "$calls/claims" >"$calls/verdicts"

status=0
judge() {
  # shellcheck disable=SC2154 # call sets it
  case $answer_code in
    200 | 202) say "$1" ;;
    404 | 409) say "claim $name has changed meanwhile: the next run looks again" ;;
    *)
      complain "claim $name: code $answer_code, $(message)"
      status=1
      ;;
  esac
}

while read -r verb name uid version; do
  if [ "${DRY_RUN:-1}" != 0 ]; then
    if [ "$verb" != forget ]; then say "claim $name is used by nobody"; fi
    continue
  fi
  case $verb in
    note | forget)
      since=null
      if [ "$verb" = note ]; then since="\"$now\""; fi
      call PATCH "$claims/$name" application/merge-patch+json <<EOT
{"metadata":{"resourceVersion":"$version","annotations":{"cronwright.dev/unused-since":$since}}}
EOT
      if [ "$verb" = note ]; then judge "claim $name is used by nobody: noted"; else judge "claim $name is used again"; fi
      ;;
    delete)
      # The version, so that a claim that somebody touches meanwhile stays.
      call DELETE "$claims/$name" application/json <<EOT
{"kind":"DeleteOptions","apiVersion":"v1","preconditions":{"uid":"$uid","resourceVersion":"$version"}}
EOT
      judge "deleted claim $name"
      ;;
    *) say "claim $name is used by nobody: its time is not over" ;;
  esac
done <"$calls/verdicts"
exit "$status"
