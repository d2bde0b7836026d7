#!/bin/sh
# Runs etcd and a kube-apiserver for the oracle until it is stopped: serve.sh <kube-apiserver> <folder>
# Settings as kubeadm's where they decide about an answer; namespaces and service accounts need not exist.
set -eu
server=$1
folder=$2
mkdir -p "$folder"
cd "$folder"
etcd --data-dir "$folder/etcd" --listen-client-urls http://127.0.0.1:23790 --advertise-client-urls http://127.0.0.1:23790 \
  --listen-peer-urls http://127.0.0.1:23800 >etcd.log 2>&1 &
etcd=$!
trap 'kill $etcd' EXIT INT TERM
openssl genrsa -out key.pem 2048 2>/dev/null
echo 'oracle,oracle,oracle,system:masters' >tokens.csv
"$server" --etcd-servers http://127.0.0.1:23790 --secure-port 16443 --bind-address 127.0.0.1 --advertise-address 127.0.0.1 --endpoint-reconciler-type none --cert-dir "$folder/certs" \
  --service-account-issuer https://oracle --service-account-key-file key.pem --service-account-signing-key-file key.pem \
  --token-auth-file tokens.csv --authorization-mode AlwaysAllow --allow-privileged=true \
  --disable-admission-plugins ServiceAccount,NamespaceLifecycle --service-cluster-ip-range 10.96.0.0/24 >server.log 2>&1
