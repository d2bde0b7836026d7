#!/bin/sh
# Encrypts every backup of a folder for its recipients and removes the plain one. Only public keys are here: nobody who reads this pod can read an older backup.
#
# Environment:
#   BACKUP_DIR       folder with the backups (default /backup)
#   ENCRYPTION       age or gpg
#   AGE_RECIPIENTS   age: recipients, separated by spaces
#   GPG_PUBLIC_KEYS  gpg: file with the recipients' public keys
#   TMPDIR           gpg: where its key ring lives while it runs (default /tmp)
#
# Exit codes: 0 done; 1 nothing to encrypt, or the encryption failed; 64 a variable is missing or unknown.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"

need ENCRYPTION
partial=''
GNUPGHOME="${TMPDIR:-/tmp}/keyring"
export GNUPGHOME
trap 'rm -rf "$partial" "$GNUPGHOME"' EXIT
trap 'exit 143' TERM INT

case $ENCRYPTION in
age)
  need AGE_RECIPIENTS
  set --
  for recipient in $AGE_RECIPIENTS; do set -- "$@" -r "$recipient"; done
  ;;
gpg)
  need GPG_PUBLIC_KEYS
  mkdir -p "$GNUPGHOME"
  chmod 700 "$GNUPGHOME"
  if ! gpg --batch --quiet --import "$GPG_PUBLIC_KEYS"; then
    complain 'the public keys cannot be imported'
    exit 1
  fi
  set --
  for fingerprint in $(gpg --batch --with-colons --list-keys | awk -F: '$1 == "pub" { primary = 1 } $1 == "fpr" && primary { print $10; primary = 0 }'); do
    set -- "$@" --recipient "$fingerprint"
  done
  ;;
*)
  complain 'ENCRYPTION is neither age nor gpg'
  exit 64
  ;;
esac

found=0
for plain in "${BACKUP_DIR:-/backup}"/*.dump "${BACKUP_DIR:-/backup}"/*.gz; do
  [ -e "$plain" ] || continue
  found=1
  partial="$plain.$ENCRYPTION.partial"
  if [ "$ENCRYPTION" = age ]; then
    age "$@" -o "$partial" "$plain" && done=1 || done=0
  else
    gpg --batch --yes --quiet --trust-model always --compress-algo none "$@" --output "$partial" --encrypt "$plain" && done=1 || done=0
  fi
  if [ "$done" -eq 0 ] || [ ! -s "$partial" ]; then
    complain "$(basename "$plain") cannot be encrypted; nothing unencrypted leaves this pod"
    exit 1
  fi
  mv "$partial" "$plain.$ENCRYPTION"
  rm -f "$plain"
  say "encrypted $(basename "$plain") with $ENCRYPTION"
done
if [ "$found" -eq 0 ]; then
  complain 'there is no backup to encrypt'
  exit 1
fi
