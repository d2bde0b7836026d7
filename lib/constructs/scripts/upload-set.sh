#!/bin/sh
# Uploads the parts of a backup as one set. Every part is stored, then every part is compared once more, and the manifest that says which parts belong together is written last:
# a set without a manifest is none. Then the sets go that no rule keeps; the newest whole one never does.
#
# Environment:
#   BACKUP_DIR        folder with the parts (default /backup)
#   BACKUP_NAME       name of the set: it becomes NAME-<time>/ and NAME-<time>.json
#   BACKUP_TARGET     rclone remote and path, such as s3:bucket/shop
#   PARTS             names of the parts in order, separated by spaces: each is one file PART-<time>.<ending>
#   ENCRYPTION        age or gpg: a part that does not end so is refused (default: parts are not encrypted)
#   HALVES_AFTER      seconds after which a set without a manifest is no longer under way, and goes (default 86400)
#   KEEP_…            see select-expired.sh
#   VERIFY, RCLONE_CONFIG_…  see store-file.sh
#   TMPDIR            room for lists (default /tmp)
#
# Exit codes: 0 done; 1 a part is missing, or the set is not safely stored; 3 it is stored, but old ones could not be removed; 64 a variable is missing.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"
# shellcheck source=lib/constructs/scripts/store-file.sh
. "$(dirname "$0")/store-file.sh"

need BACKUP_NAME BACKUP_TARGET PARTS
directory=${BACKUP_DIR:-/backup}
lists=$(mktemp -d "${TMPDIR:-/tmp}/lists.XXXXXX")
trap 'rm -rf "$lists"' EXIT
trap 'exit 143' TERM INT
set_name="$BACKUP_NAME-$(date -u +%Y%m%dT%H%M%SZ)"
manifest=$set_name.json

# All parts are looked for before the first is sent.
: >"$lists/parts"
for part in $PARTS; do
  file=''
  for candidate in "$directory/$part"-[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]T[0-9][0-9][0-9][0-9][0-9][0-9]Z.*; do
    case $candidate in *.partial) continue ;; esac
    if [ -s "$candidate" ]; then file=$(basename "$candidate"); fi
  done
  if [ -z "$file" ]; then
    complain "part $part is missing: nothing was uploaded, the last whole set is untouched"
    exit 1
  fi
  if [ -n "${ENCRYPTION:-}" ] && [ "${file%."$ENCRYPTION"}" = "$file" ]; then
    complain "part $part is not encrypted: nothing was uploaded"
    exit 1
  fi
  echo "$part $file" >>"$lists/parts"
done

while read -r part file; do
  store "$directory" "$file" "$BACKUP_TARGET/$set_name" </dev/null || exit 1
  say "uploaded $part: $file"
done <"$lists/parts"

{
  printf '{"version":1,"set":"%s","parts":[' "$set_name"
  comma=''
  while read -r part file; do
    if ! stored_whole "$directory" "$file" "$BACKUP_TARGET/$set_name" </dev/null; then
      complain "$file is no longer what was sent: the set is not whole, older ones are kept"
      exit 1
    fi
    printf '%s\n{"part":"%s","file":"%s","bytes":%d,"sha256":"%s"}' "$comma" "$part" "$file" "$(wc -c <"$directory/$file")" "$(hash_of <"$directory/$file")"
    comma=,
  done <"$lists/parts"
  printf ']}\n'
} >"$lists/$manifest"
store "$lists" "$manifest" "$BACKUP_TARGET" || exit 1
say "verified $(wc -l <"$lists/parts" | tr -d ' ') parts; the set is $set_name"

if ! rclone lsf "$BACKUP_TARGET" --max-depth 1 >"$lists/all"; then
  complain 'the set is stored, but the bucket cannot be listed; nothing was removed'
  exit 3
fi
# Only this set's own: shop-eu is not a shop.
grep -E "^$BACKUP_NAME-[0-9]{8}T[0-9]{6}Z\.json$" "$lists/all" | sort >"$lists/whole"
sh "$(dirname "$0")/select-expired.sh" <"$lists/whole" >"$lists/expired"
oldest="$BACKUP_NAME-$(date -u -d "@$(($(date +%s) - ${HALVES_AFTER:-86400}))" +%Y%m%dT%H%M%SZ)"
sed -n 's/\.json$/\//p' "$lists/whole" >"$lists/named"
{ grep -E "^$BACKUP_NAME-[0-9]{8}T[0-9]{6}Z/$" "$lists/all" || true; } | { grep -vxFf "$lists/named" || true; } |
  awk -v oldest="$oldest" '{ sub("/$", "") } $0 < oldest' >"$lists/halves"

status=0
remove() {
  if ! rclone purge "$BACKUP_TARGET/$1"; then
    complain "$1 could not be removed"
    status=3
    return
  fi
  say "removed $1: $2"
}
while read -r old; do
  # Without its manifest a set is a half one, which a later run removes.
  if ! rclone deletefile "$BACKUP_TARGET/$old"; then
    complain "$old could not be removed"
    status=3
    continue
  fi
  remove "${old%.json}" 'no rule keeps it'
done <"$lists/expired"
while read -r half; do
  remove "$half" 'it never became whole'
done <"$lists/halves"
exit "$status"
