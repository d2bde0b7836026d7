#!/bin/sh
# Reports how the steps before it ended, to Slack, a webhook or by e-mail, and ends with their code.
#
# Environment (each ON_FAILURE_… has its twin ON_SUCCESS_…):
#   JOB_NAME               what is reported on
#   STATE_DIR              folder shared with the steps (default /cronwright/state)
#   ON_FAILURE_STYLE       slack: {"text": …}; webhook (default): {"job", "status", "code", "step", "time", "note"}; email: a mail
#   ON_FAILURE_URL         where a failure is posted, or smtp://HOST:PORT, or smtps://HOST:PORT (default: nowhere)
#   ON_FAILURE_NOTE        a text below the message (default: none)
#   ON_FAILURE_FROM        mail: its sender
#   ON_FAILURE_TO          mail: its recipients, separated by spaces
#   ON_FAILURE_TLS         mail: 1 insists on STARTTLS (default 0)
#   ON_FAILURE_USERNAME    mail: whom the server knows (default: it does not ask)
#   ON_FAILURE_PASSWORD    mail: the password
#
# Exit codes: the steps' own; 64 a variable is missing; 70 when the steps left no code. A report that cannot be delivered is told in the log and changes nothing: the work is
# done or not.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"

need JOB_NAME
state=${STATE_DIR:-/cronwright/state}
if [ -e "$state/skip" ]; then exit 0; fi
code=70
if [ -s "$state/status" ]; then code=$(cat "$state/status"); fi
step=''
if [ -s "$state/step" ]; then step=$(cat "$state/step"); fi
if [ "$code" -eq 0 ]; then
  word=succeeded
  prefix=ON_SUCCESS
else
  word=failed
  prefix=ON_FAILURE
fi

# One of the variables of this outcome.
setting() {
  eval "printf '%s' \"\${${prefix}_$1:-}\""
}

# A text as it stands between the quotes of JSON. Control characters without a letter of their own are left out.
json() {
  tab=$(printf '\t')
  printf '%s' "$1" | tr -d '\000-\010\013-\037\177' | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e "s/$tab/\\\\t/g" | awk 'NR > 1 { printf "\\n" } { printf "%s", $0 }'
}

# A line of curl's configuration. A Secret often ends in a line break that nobody meant.
option() {
  printf '%s = "%s"\n' "$1" "$(printf '%s' "$2" | tr -d '\r\n' | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g')"
}

message="$JOB_NAME $word"
if [ "$code" -ne 0 ]; then message="$message with code $code${step:+ in step $step}"; fi
note=$(setting NOTE)
time=$(date -u +%Y-%m-%dT%H:%M:%SZ)

slack_body() {
  text=$message
  if [ -n "$note" ]; then
    text="$text
$note"
  fi
  printf '{"text":"%s"}' "$(json "$text")"
}

webhook_body() {
  printf '{"job":"%s","status":"%s","code":%s,"step":"%s","time":"%s","note":"%s"}' \
    "$(json "$JOB_NAME")" "$word" "$code" "$(json "$step")" "$time" "$(json "$note")"
}

mail_body() {
  cr=$(printf '\r')
  {
    echo "From: <$(setting FROM)>"
    echo "To: $(setting TO | sed -e 's/ /, /g')"
    echo "Subject: $message"
    echo "Date: $(LC_ALL=C date -u '+%a, %d %b %Y %H:%M:%S +0000')"
    echo "Message-ID: <$(date -u +%Y%m%d%H%M%S).$$.$JOB_NAME@$(setting FROM | sed -e 's/.*@//')>"
    echo 'MIME-Version: 1.0'
    echo 'Content-Type: text/plain; charset=utf-8'
    echo 'Content-Transfer-Encoding: 8bit'
    echo
    echo "$message, at $time."
    if [ -n "$note" ]; then printf '\n%s\n' "$note"; fi
  } | tr -d '\r' | sed -e "s/\$/$cr/"
}

if [ -n "$(setting URL)" ]; then
  folder=$(mktemp -d "${TMPDIR:-/tmp}/report.XXXXXX")
  trap 'rm -rf "$folder"' EXIT
  # Address and password go in by a file, not by the command line, and curl's own words, which may hold them, stay out of the log.
  url=$(setting URL)
  # By the path of the URL curl says who it is.
  if [ "$(setting STYLE)" = email ]; then url="$url/$(setting FROM | sed -e 's/.*@//')"; fi
  {
    option url "$url"
    echo 'silent'
    echo 'fail'
    echo 'max-time = 20'
    echo 'retry = 3'
    option output /dev/null
  } >"$folder/curl"
  case $(setting STYLE) in
    email)
      mail_body >"$folder/body"
      {
        option mail-from "$(setting FROM)"
        for address in $(setting TO); do option mail-rcpt "$address"; done
        option upload-file "$folder/body"
        if [ "$(setting TLS)" = 1 ]; then echo ssl-reqd; fi
        if [ -n "$(setting USERNAME)" ]; then option user "$(setting USERNAME | tr -d '\r\n'):$(setting PASSWORD)"; fi
      } >>"$folder/curl"
      ;;
    *)
      if [ "$(setting STYLE)" = slack ]; then slack_body >"$folder/body"; else webhook_body >"$folder/body"; fi
      {
        option header 'Content-Type: application/json'
        option data-binary "@$folder/body"
      } >>"$folder/curl"
      ;;
  esac
  if curl --config "$folder/curl" 2>/dev/null; then
    say "reported: $JOB_NAME $word"
  else
    complain "the report that $JOB_NAME $word could not be delivered"
  fi
fi
exit "$code"
