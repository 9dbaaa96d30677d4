#!/usr/bin/env bash
# Brings the plane of docker-compose.yml up, asks every instance and the balanced address, and
# takes everything down again. Base images that cannot be pulled are replaced by stand-ins of the
# same name made from Debian packages, so that it runs where no registry can be reached.
#
# Needs docker and docker compose; for stand-ins root, debootstrap and a Debian mirror.
set -euo pipefail
cd "$(dirname "$0")/../.."

project=skewplane-smoke
work=$(mktemp -d)
daemon=

say() { echo "smoke: $*" >&2; }

skip() {
  say "SKIPPED SKIPPED SKIPPED: $*"
  exit 0
}

compose() {
  if docker compose version >/dev/null 2>&1; then
    docker compose --project-name "$project" "$@"
  else
    docker-compose --project-name "$project" "$@"
  fi
}

clean_up() {
  local code=$?
  trap - EXIT
  if [ "$code" -ne 0 ] && [ -n "${up:-}" ]; then compose logs --tail 40 >&2 || true; fi
  if [ -n "${up:-}" ]; then compose down --volumes --timeout 20 >&2 || true; fi
  if [ -n "$daemon" ]; then
    say "stopping dockerd ($daemon)"
    kill "$daemon" && wait "$daemon" || true
    umount "$work/exec/netns/default" 2>/dev/null || true # dockerd leaves it mounted
  fi
  rm -rf "$work"
  exit "$code"
}
trap clean_up EXIT

# A daemon that runs already is used; otherwise one of our own is started for this run.
start_daemon() {
  local driver
  for driver in overlay2 vfs; do
    export DOCKER_HOST="unix://$work/docker.sock"
    dockerd --host "$DOCKER_HOST" --data-root "$work/docker" --exec-root "$work/exec" \
      --pidfile "$work/docker.pid" --storage-driver "$driver" >"$work/dockerd.log" 2>&1 &
    daemon=$!
    for _ in $(seq 100); do
      if docker info >/dev/null 2>&1; then return 0; fi
      kill -0 "$daemon" 2>/dev/null || break
      sleep 0.2
    done
    kill "$daemon" 2>/dev/null || true
    wait "$daemon" || true
    daemon=
  done
  tail -5 "$work/dockerd.log" >&2
  return 1
}

# One Debian tree with all programs serves as every base image.
make_stand_in_tree() {
  [ -d "$work/tree" ] && return
  command -v debootstrap >/dev/null || skip "no registry can be reached, and there is no debootstrap"
  say "no registry can be reached: making stand-ins from Debian packages"
  debootstrap --variant=minbase --include=ca-certificates,etcd-server,etcd-client,haproxy \
    bookworm "$work/tree" >"$work/debootstrap.log" 2>&1 ||
    { tail -20 "$work/debootstrap.log" >&2; skip "debootstrap failed"; }
  ln -s /usr/bin/etcd /usr/bin/etcdctl "$work/tree/usr/local/bin/"
  cp "$(command -v node)" "$work/tree/usr/local/bin/node"
  cp -r "$(npm root --global)/npm" "$work/tree/usr/local/lib/npm"
  ln -s ../lib/npm/bin/npm-cli.js "$work/tree/usr/local/bin/npm"
  ln -s ../lib/npm/bin/npx-cli.js "$work/tree/usr/local/bin/npx"
  # Whatever this host trusts, so that npm gets through the same proxies.
  cp /etc/ssl/certs/ca-certificates.crt "$work/tree/etc/ssl/certs/ca-certificates.crt"
}

ensure_image() {
  local image=$1
  shift
  docker image inspect "$image" >/dev/null 2>&1 && return
  timeout 120 docker pull --quiet "$image" >&2 2>"$work/pull.log" && return
  make_stand_in_tree
  tar -C "$work/tree" -c . | docker import "$@" - "$image" >/dev/null
  say "stand-in for $image"
}

ensure_images() {
  ensure_image "$(sed -n 's/^ARG NODE_IMAGE=//p' Dockerfile)" \
    --change 'ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt'
  ensure_image "$(sed -n 's/^ *image: \(.*etcd:.*\)/\1/p' docker-compose.yml)"
  ensure_image "$(sed -n 's/^ *image: \(haproxy:.*\)/\1/p' docker-compose.yml)" \
    --change 'CMD ["haproxy", "-W", "-db", "-f", "/usr/local/etc/haproxy/haproxy.cfg"]'
}

# Writes ca.crt, admin.crt and admin.key from the kubeconfig the tools service prints.
unpack_kubeconfig() {
  compose run --rm kubeconfig >"$work/kubeconfig" 2>"$work/run.log" || { cat "$work/run.log" >&2; return 1; }
  local pair
  for pair in certificate-authority-data:ca.crt client-certificate-data:admin.crt client-key-data:admin.key; do
    sed -n "s/^ *${pair%%:*}: *//p" "$work/kubeconfig" | head -1 | base64 -d >"$work/${pair##*:}"
  done
}

ask() {
  local path=$1
  shift
  curl --silent --show-error --fail-with-body --max-time 20 --cacert "$work/ca.crt" \
    --cert "$work/admin.crt" --key "$work/admin.key" "$@" "https://127.0.0.1:$path"
}

expect() {
  local what=$1 wanted=$2 answer=$3
  if ! grep -q -- "$wanted" <<<"$answer"; then
    say "FAILED $what: no $wanted in: $answer"
    exit 1
  fi
  say "ok $what"
}

# On a CI machine of our own nothing is preinstalled; a person's machine is left as it is.
install_docker() {
  [ "${CI:-}" = true ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0
  command -v dockerd >/dev/null && command -v debootstrap >/dev/null && compose version >/dev/null 2>&1 && return 0
  say "installing docker.io, docker-compose and debootstrap"
  local policy=/usr/sbin/policy-rc.d
  # Installing must not start a daemon that would outlive this run.
  [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && made_policy=yes; }
  { apt-get update && apt-get install --yes --no-install-recommends docker.io docker-compose debootstrap; } \
    >"$work/apt.log" 2>&1 || { tail -5 "$work/apt.log" >&2; say "apt-get failed"; }
  [ -z "${made_policy:-}" ] || rm -f "$policy"
}

install_docker
command -v docker >/dev/null || skip "there is no docker"
compose version >/dev/null 2>&1 || skip "there is no docker compose"
docker info >/dev/null 2>&1 || start_daemon || skip "dockerd cannot be started"

ensure_images
say "building the image"
docker build --quiet --network host --tag skewplane:local . >&2
up=yes
compose up --detach >&2
unpack_kubeconfig

expect 'apiserver-a is 1.35' '"minor": "35"' "$(ask 6451/version)"
expect 'apiserver-b is 1.35' '"minor": "35"' "$(ask 6452/version)"
expect 'apiserver-c is 1.36' '"minor": "36"' "$(ask 6453/version)"
object='{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"smoke"},"data":{"from":"a"}}'
path=api/v1/namespaces/default/configmaps
expect 'create at a' '"name": *"smoke"' "$(ask "6451/$path" -H 'Content-Type: application/json' -d "$object")"
for port in 6451 6452 6453 6450; do
  expect "read at $port" '"from": *"a"' "$(ask "$port/$path/smoke")"
done
expect 'refused without a certificate' '403' \
  "$(curl --silent --cacert "$work/ca.crt" --output /dev/null --write-out '%{http_code}' "https://127.0.0.1:6450/$path")"

compose stop apiserver-a >&2
for _ in 1 2 3 4 5 6; do
  expect 'balanced address without a' '"from": *"a"' "$(ask "6450/$path/smoke" --retry 5 --retry-all-errors)"
done
say PASSED
