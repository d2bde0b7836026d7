#!/bin/sh
# Takes the Lease of a job, so that its work is done by one Job at a time, and once: not again by a second pod or Job of the same run, nor sooner than it may.
# The Lease outlasts the Job by its duration alone: nothing has to renew it while the program runs. The Job's name is the holder, so a later pod of the same Job goes on.
#
# Environment:
#   LEASE            name of the Lease; it is made when it is missing
#   LEASE_SECONDS    how long it is held at most: the Job's activeDeadlineSeconds and some
#   AT_MOST_EVERY    seconds since the last success in which the work is not done again (default 0)
#   STATE_DIR        folder shared with the steps: it gets `lease` when the Lease is taken, `skip` when the work is done already (default /cronwright/state)
#   API_SERVER, ACCOUNT_DIR, API_TRIES, API_DELAY  see call-api.sh; ACCOUNT_DIR holds job-name too
#
# Exit codes: 0 taken, or the work is done already; 1 the Lease cannot be written; 64 a variable is missing; 69 no answer; 75 another Job holds the Lease; 77 not allowed.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"
# shellcheck source=lib/constructs/scripts/call-api.sh
. "$(dirname "$0")/call-api.sh"

need LEASE LEASE_SECONDS
state=${STATE_DIR:-/cronwright/state}
# shellcheck disable=SC2154 # call-api.sh sets it
job=$(cat "$account/job-name")
path=/apis/coordination.k8s.io/v1/namespaces/$(namespace)/leases/$LEASE

skip() {
  say "skipped: $1"
  echo "$1" >"$state/skip"
  exit 0
}

# Seconds of a time such as 2027-03-31T08:00:00.000000Z.
seconds_of() {
  date -u -d "$(echo "$1" | sed 's/T/ /; s/[.Z].*//')" +%s
}

for _ in 1 2 3 4 5; do
  call GET "$path"
  # shellcheck disable=SC2154 # call sets it
  case $answer_code in
    200 | 404) ;;
    *)
      complain "Lease $LEASE: code $answer_code, $(message)"
      exit 1
      ;;
  esac
  holder=$(text_of holderIdentity)
  version=$(text_of resourceVersion)
  last_run=$(text_of 'cronwright\.dev/last-run')
  last_success=$(text_of 'cronwright\.dev/last-success')
  now=$(date +%s)
  if [ -n "$last_run" ] && [ "$last_run" = "$job" ]; then skip "$job has done its work already"; fi
  if [ "$((${last_success:-0} + ${AT_MOST_EVERY:-0}))" -gt "$now" ]; then
    skip "the last success is $((now - last_success)) seconds ago, less than $AT_MOST_EVERY"
  fi
  if [ "$holder" = "$job" ]; then
    say "$job holds Lease $LEASE"
    : >"$state/lease"
    exit 0
  fi
  if [ -n "$holder" ]; then
    held=$(sed -n 's/.*"leaseDurationSeconds": *\([0-9]*\).*/\1/p' "$answer")
    if [ "$(($(seconds_of "$(text_of renewTime)") + ${held:-0}))" -gt "$now" ]; then
      complain "$holder holds Lease $LEASE: $job does nothing"
      exit 75
    fi
    say "$holder did not return Lease $LEASE in its time"
  fi
  time=$(date -u +%Y-%m-%dT%H:%M:%S.000000Z)
  at=''
  if [ -n "$version" ]; then at=",\"resourceVersion\":\"$version\""; fi
  call PUT "$path" application/json <<EOT
{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"$LEASE"$at,"annotations":{"cronwright.dev/last-run":"$last_run","cronwright.dev/last-success":"$last_success"}},"spec":{"holderIdentity":"$job","leaseDurationSeconds":$LEASE_SECONDS,"acquireTime":"$time","renewTime":"$time"}}
EOT
  case $answer_code in
    # Somebody else was faster, or an answer of ours was lost: what is there decides. A Lease that is new to us and there all the same is a 422.
    200 | 201 | 409 | 422) ;;
    *)
      complain "Lease $LEASE: code $answer_code, $(message)"
      exit 1
      ;;
  esac
done
complain "Lease $LEASE changes all the time: $job does nothing"
exit 75
