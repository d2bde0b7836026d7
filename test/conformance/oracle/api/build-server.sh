#!/bin/sh
# Builds kube-apiserver of one version through the module proxy: build-server.sh 1.33.13 <folder>
# The staging modules (k8s.io/api …) are published as v0.<minor>.<patch>; where one lacks that patch, its .0 is taken.
set -eu
version=$1
folder=$2
staged=v0.${version#1.}

mkdir -p "$folder"
cd "$folder"
source=$(go mod download -json "k8s.io/kubernetes@v$version" | sed -n 's/^[[:space:]]*"Dir": "\(.*\)",$/\1/p')
cat >go.mod <<MOD
module example.com/apiserver

go $(sed -n 's/^go //p' "$source/go.mod")

require k8s.io/kubernetes v$version
MOD
# kubernetes requires its staging modules as v0.0.0 and replaces them by folders that are not in the published module.
sed -n 's/^[[:space:]]*\(k8s\.io\/[a-z0-9-]*\) v0\.0\.0$/\1/p; s/^[[:space:]]*\(k8s\.io\/[a-z0-9-]*\) v0\.0\.0 .*$/\1/p' "$source/go.mod" | sort -u | while read -r module; do
  if go list -m "$module@$staged" >/dev/null 2>&1; then at=$staged; else at=v0.${version#1.}; at=${at%.*}.0; fi
  go mod edit -replace "$module=$module@$at"
done
cp "$source/go.sum" go.sum
go get -tool k8s.io/kubernetes/cmd/kube-apiserver >/dev/null 2>&1 || go mod download
CGO_ENABLED=0 go build -mod=mod -o kube-apiserver k8s.io/kubernetes/cmd/kube-apiserver
echo "$folder/kube-apiserver"
