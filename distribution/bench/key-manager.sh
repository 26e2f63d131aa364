#!/usr/bin/env bash
# How fast secrets are kept, read and listed: at 8 connections, by turns against a running Gantry and, if BARBICAN names one, a running Barbican
# that asks for no token. Needs wrk and curl.
#
#   distribution/bench/key-manager.sh [ROUNDS] [SECONDS]
#
# GANTRY (http://127.0.0.1:8480), PASSWORD_FILE (of admin), BARBICAN (http://127.0.0.1:9311), CONNECTIONS (8)
set -euo pipefail
cd "$(dirname "$0")"
rounds=${1:-3} seconds=${2:-8} connections=${CONNECTIONS:-8}
gantry=${GANTRY:-http://127.0.0.1:8480}
password=$(cat "${PASSWORD_FILE:?name the file with the password of admin}")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

token=$(curl -fsS -D - -o /dev/null -H 'Content-Type: application/json' "$gantry/identity/v3/auth/tokens" -d @- <<JSON | tr -d '\r' | sed -n 's/^x-subject-token: //Ip'
{"auth": {"identity": {"methods": ["password"], "password": {"user": {"name": "admin", "domain": {"id": "default"}, "password": "$password"}}},
 "scope": {"project": {"name": "admin", "domain": {"id": "default"}}}}}
JSON
)

seed() { # NAME URL HEADER: 200 secrets to be read
  curl -fsS -H "$3" -H 'Content-Type: application/json' -d '{"name":"read","payload":"a secret to be read","payload_content_type":"text/plain"}' \
    $(for ((i = 0; i < 200; i++)); do echo "$2/v1/secrets"; done) | grep -o '[0-9a-f-]\{36\}' | sort -u > "$scratch/ids.$1"
}

one() { # NAME URL HEADER WHAT
  local root=/${2#*://*/}
  [ "$root" != "/$2" ] || root=
  WHAT=$4 ROOT=$root HEADER=$3 IDS="$scratch/ids.$1" wrk -t1 -c"$connections" -d"${seconds}s" --timeout 20s --latency \
    -s key-manager.lua "${2%"$root"}" > "$scratch/out" 2> "$scratch/err"
  awk -v name="$1" -v what="$4" '/Requests\/sec/{r=$2} /50%/{a=$2} /99%/{b=$2} /Non-2xx/{e=$NF}
    END{printf "%-9s %-8s %9.0f per second   p50 %-9s p99 %-9s not 2xx %d\n", name, what, r, a, b, e + 0}' "$scratch/out"
  head -n 2 "$scratch/err"
}

seed gantry "$gantry/key-manager" "X-Auth-Token: $token"
[ -z "${BARBICAN:-}" ] || seed barbican "$BARBICAN" "X-Project-Id: bench"
for ((round = 0; round < rounds; round++)); do
  for what in ${WHAT_ALL:-list payload create}; do
    one gantry "$gantry/key-manager" "X-Auth-Token: $token" $what
    [ -z "${BARBICAN:-}" ] || one barbican "$BARBICAN" "X-Project-Id: bench" $what
  done
done
