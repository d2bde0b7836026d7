#!/bin/sh
# Reports how the steps before it ended, to a webhook, and ends with their code.
#
# Environment:
#   JOB_NAME           what is reported on
#   STATE_DIR          folder shared with the steps (default /cronwright)
#   ON_FAILURE_URL     where a failure is posted (default: nowhere)
#   ON_SUCCESS_URL     where a success is posted (default: nowhere)
#   STYLE              slack: {"text": …}; webhook (default): {"job", "status", "code", "time"}
#
# Exit codes: the steps' own; 70 when they left none. A report that cannot be delivered is told in the log and changes nothing: the work is done or not.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"

need JOB_NAME
state=${STATE_DIR:-/cronwright}
if [ -e "$state/skip" ]; then exit 0; fi
code=70
if [ -s "$state/status" ]; then code=$(cat "$state/status"); fi
if [ "$code" -eq 0 ]; then
  word=succeeded
  url=${ON_SUCCESS_URL:-}
else
  word=failed
  url=${ON_FAILURE_URL:-}
fi

if [ -n "$url" ]; then
  if [ "${STYLE:-webhook}" = slack ]; then
    body="{\"text\":\"$JOB_NAME $word with code $code\"}"
  else
    body="{\"job\":\"$JOB_NAME\",\"status\":\"$word\",\"code\":$code,\"time\":\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\"}"
  fi
  # The address is a secret: it goes in by a file, not by the command line, and curl's own words, which may hold it, stay out of the log.
  config=$(mktemp "${TMPDIR:-/tmp}/curl.XXXXXX")
  trap 'rm -f "$config"' EXIT
  printf 'url = "%s"\n' "$url" >"$config"
  if printf '%s' "$body" | curl --silent --fail --max-time 20 --retry 3 --header 'Content-Type: application/json' --data-binary @- --config "$config" --output /dev/null 2>/dev/null; then
    say "reported: $JOB_NAME $word"
  else
    complain "the report that $JOB_NAME $word could not be delivered"
  fi
fi
exit "$code"
