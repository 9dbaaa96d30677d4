#!/bin/sh
# Makes all certificates once, and the kubeconfig of the controllers, in the volume all share.
set -eu
skewplane() {
  node /app/packages/cli/dist/main.js "$@"
}
umask 077
skewplane pki init --directory /pki --instances apiserver-a,apiserver-b,apiserver-c
skewplane kubeconfig --pki /pki --identity controllers --server skew=https://haproxy:6443 \
  >/pki/controllers.kubeconfig
