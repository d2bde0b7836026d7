#!/bin/sh
# Exports objects of the namespace as one list that kubectl applies again: without status and without what the server gave them. What something owns is left to its owner, and so
# is what every namespace is given.
#
# Environment:
#   KINDS        what is exported, GROUP/VERSION/RESOURCE or VERSION/RESOURCE, separated by spaces
#   BACKUP_DIR   folder for the export (default /backup)
#   BACKUP_NAME  name of the export
#   API_SERVER, ACCOUNT_DIR, API_TRIES, API_DELAY  see call-api.sh
#
# Exit codes: 0 done; 1 a kind cannot be listed, or the export cannot be written; 64 a variable is missing; 69 no answer; 77 not allowed.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"
# shellcheck source=lib/constructs/scripts/call-api.sh
. "$(dirname "$0")/call-api.sh"
# shellcheck source=lib/constructs/scripts/list-objects.sh
. "$(dirname "$0")/list-objects.sh"

need KINDS BACKUP_NAME
# Only who encrypts and uploads it reads it: the same user of the same pod.
umask 077
target="${BACKUP_DIR:-/backup}/$BACKUP_NAME-$(date -u +%Y%m%dT%H%M%SZ).json.gz"
# shellcheck disable=SC2154 # call-api.sh sets it
objects=$calls/objects
: >"$objects"
for kind in $KINDS; do
  version=${kind%/*}
  case $version in
    */*) base=/apis/$version ;;
    *) base=/api/$version ;;
  esac
  list "$base/namespaces/$(namespace)/${kind##*/}" "$calls/page"
  # In a list only the list itself says of which kind its items are.
  # shellcheck disable=SC2154 # call-api.sh sets it
  jq -r '[.apiVersion, (.kind | sub("List$"; ""))] | @tsv' "$answer" >"$calls/type"
  read -r api_version type <"$calls/type"
  jq -c --arg version "$api_version" --arg kind "$type" '
    select((.metadata.ownerReferences // []) == [])
    | select(($kind == "ConfigMap" and .metadata.name == "kube-root-ca.crt" or .type == "kubernetes.io/service-account-token") | not)
    | {apiVersion: $version, kind: $kind} + .
    | del(.status, .metadata.managedFields, .metadata.uid, .metadata.resourceVersion, .metadata.creationTimestamp, .metadata.generation)
    | del(.metadata.annotations["kubectl.kubernetes.io/last-applied-configuration", "deployment.kubernetes.io/revision"])
    | if .metadata.annotations == {} then del(.metadata.annotations) else . end
    | if $kind == "Service" and .spec.clusterIP != "None" then del(.spec.clusterIP, .spec.clusterIPs) else . end
    | if .metadata.annotations["pv.kubernetes.io/bound-by-controller"] then del(.spec.volumeName, .metadata.annotations["pv.kubernetes.io/bound-by-controller", "pv.kubernetes.io/bind-completed"]) else . end' \
    "$calls/page" >"$calls/own"
  say "$type: $(wc -l <"$calls/own" | tr -d ' ') of $(wc -l <"$calls/page" | tr -d ' ')"
  cat "$calls/own" >>"$objects"
done
if ! jq -s '{apiVersion: "v1", kind: "List", items: sort_by(.kind, .metadata.name)}' "$objects" >"$calls/list" ||
  ! gzip -c "$calls/list" >"$target.partial" || ! gzip -t "$target.partial"; then
  rm -f "$target.partial"
  complain 'the export could not be written; nothing was kept'
  exit 1
fi
mv "$target.partial" "$target"
say "exported $(wc -l <"$objects" | tr -d ' ') objects to $target"
