#!/bin/sh
# Calls Kubernetes' API with the token of the pod's account. Read with `.` after say.sh, never run by itself.
#
# Environment:
#   API_SERVER   address of the API (default https://kubernetes.default.svc)
#   ACCOUNT_DIR  folder with ca.crt, namespace and token (default /var/run/secrets/kubernetes.io/serviceaccount)
#   API_TRIES    how often a call is tried that gets no answer, or 429 or 5xx (default 5)
#   API_DELAY    seconds between tries (default 3)
#
# Exit codes: 69 from call, when the API does not answer; 77 when the account lacks the right. Other answers are left to the caller, in $answer_code.
set -eu
server=${API_SERVER:-https://kubernetes.default.svc}
account=${ACCOUNT_DIR:-/var/run/secrets/kubernetes.io/serviceaccount}
calls=$(mktemp -d "${TMPDIR:-/tmp}/calls.XXXXXX")
answer=$calls/answer
trap 'rm -rf "$calls"' EXIT
trap 'exit 143' TERM INT

# call METHOD PATH [CONTENT-TYPE, with the body on standard input]
# A call may have been done although its answer was lost: after a second try that meets a conflict the caller reads and compares.
call() {
  method=$1
  path=$2
  # The token may be renewed while the pod runs; it goes in by a file, not by the command line.
  (umask 077 && printf 'header = "Authorization: Bearer %s"\n' "$(cat "$account/token")" >"$calls/config")
  if [ $# -gt 2 ]; then
    cat >"$calls/body"
    printf 'header = "Content-Type: %s"\ndata-binary = "@%s"\n' "$3" "$calls/body" >>"$calls/config"
  fi
  tries=${API_TRIES:-5}
  while :; do
    : >"$answer"
    # Without a user agent of its own curl is sent JSON in many lines.
    answer_code=$(curl --silent --max-time 30 --cacert "$account/ca.crt" --user-agent cronwright --config "$calls/config" --request "$method" \
      --output "$answer" --write-out '%{http_code}' "$server$path") || answer_code=000
    tries=$((tries - 1))
    case $answer_code in
      000 | 429 | 5??)
        if [ "$tries" -le 0 ]; then
          complain "$method $path: the API does not answer (code $answer_code)"
          exit 69
        fi
        sleep "${API_DELAY:-3}"
        ;;
      401 | 403)
        complain "$method $path is refused: $(message)"
        exit 77
        ;;
      *) return 0 ;;
    esac
  done
}

# The text that a key has in the answer: keys and values that hold no quotes, as names, versions and base64 do. What is quoted within a text is not found.
text_of() {
  sed -n 's|.*"'"$1"'": *"\([^"]*\)".*|\1|p' "$answer" | head -n 1
}

# What the API says about a call that it refuses.
message() {
  sed -n 's/.*"message": *"\(\([^"\\]\|\\.\)*\)".*/\1/p' "$answer" | tr -d '\134' | head -n 1
}

namespace() {
  cat "$account/namespace"
}
