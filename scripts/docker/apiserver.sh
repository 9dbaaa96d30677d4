#!/bin/sh
# One apiserver of the plane: $VERSION is what it is, its host name who it is.
set -eu
name=$(hostname)
address=$(hostname -i | cut -d ' ' -f 1)
minor=${VERSION#1.}

gates=UnknownVersionInteroperabilityProxy=true
set --
# As of 1.33 the flag works without a gate.
[ "$minor" -lt 33 ] || set -- --requestheader-uid-headers=X-Remote-Uid
# Up to 1.32 the peer proxy learns from StorageVersion objects.
if [ "$minor" -le 32 ]; then
  gates=$gates,StorageVersionAPI=true
  set -- --runtime-config=internal.apiserver.k8s.io/v1alpha1=true
fi

exec node /app/packages/cli/dist/main.js apiserver \
  --hostname="$name" \
  --binary-version="$VERSION" \
  --etcd-servers=http://etcd:2379 \
  --bind-address=0.0.0.0 \
  --advertise-address="$address" \
  --secure-port=6443 \
  --tls-cert-file="/pki/$name.crt" \
  --tls-private-key-file="/pki/$name.key" \
  --client-ca-file=/pki/ca.crt \
  --requestheader-client-ca-file=/pki/front-proxy-ca.crt \
  --requestheader-allowed-names=front-proxy-client \
  --requestheader-username-headers=X-Remote-User \
  --requestheader-group-headers=X-Remote-Group \
  --requestheader-extra-headers-prefix=X-Remote-Extra- \
  --proxy-client-cert-file=/pki/front-proxy-client.crt \
  --proxy-client-key-file=/pki/front-proxy-client.key \
  --peer-ca-file=/pki/ca.crt \
  --peer-advertise-ip="$address" \
  --peer-advertise-port=6443 \
  --service-account-issuer=https://kubernetes.default.svc.cluster.local \
  --service-account-signing-key-file=/pki/sa.key \
  --service-account-key-file=/pki/sa.pub \
  --authorization-mode=RBAC \
  --feature-gates="$gates" \
  "$@"
