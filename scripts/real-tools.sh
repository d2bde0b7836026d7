#!/bin/sh
# Installs what the real runs need and this machine lacks: Debian packages (test/real/apt-packages.txt) and an S3-compatible server (test/real/requirements.txt, into
# .tools/venv). Quick when nothing is missing; without root it says what to install. No service of a package is started.
set -eu
cd "$(dirname "$0")/.."

missing=''
while read -r package; do
  if [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" != installed ]; then missing="$missing $package"; fi
done <test/real/apt-packages.txt

if [ -n "$missing" ]; then
  if [ "$(id -u)" -ne 0 ]; then
    echo "real-tools: as root, run: apt-get install$missing" >&2
    exit 1
  fi
  echo "installing$missing …"
  # Debian starts a server as it is installed, unless this says no.
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
  fi
  export DEBIAN_FRONTEND=noninteractive
  log=$(mktemp)
  # shellcheck disable=SC2086 # one word a package
  if ! { apt-get update -q && apt-get install -q -y --no-install-recommends $missing; } >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    echo 'real-tools: the packages could not be installed' >&2
    exit 1
  fi
  rm -f "$log"
fi

venv=.tools/venv
if ! cmp -s test/real/requirements.txt "$venv/installed.txt"; then
  echo 'installing an S3-compatible server …'
  rm -rf "$venv"
  # Debian's own: the one whose venv module was just installed.
  /usr/bin/python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement test/real/requirements.txt
  cp test/real/requirements.txt "$venv/installed.txt"
fi
