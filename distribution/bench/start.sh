#!/usr/bin/env bash
# Start of the host to its first HTTP 200 with all bundled plugins, and its resident memory at idle: median of N runs (default 5).
# Usage: distribution/bench/start.sh [N]   after `mvn package`
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
tree=$(find "$here/target" -maxdepth 1 -type d -name 'gantry-*' | head -n 1)
[ -n "$tree" ] || { echo "no tree below $here/target; run \`mvn package\` first" >&2; exit 2; }
rounds=${1:-5}
scratch=$(mktemp -d)
host=
stop() { [ -z "$host" ] || { kill "$host" 2>/dev/null && wait "$host" 2>/dev/null || true; host=; }; }
trap 'stop; rm -rf "$scratch"' EXIT

median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

port=18480
sed -e "s|^data:.*|data: $scratch/data|" -e "s|port: 8480|port: $port|" "$tree/conf/gantry.yaml" > "$scratch/gantry.yaml"
for round in $(seq "$rounds"); do
  begun=$(date +%s%N)
  "$tree/bin/gantry" run --config "$scratch/gantry.yaml" > "$scratch/log" 2>&1 &
  host=$!
  until curl -fs -o /dev/null "http://127.0.0.1:$port/health"; do
    kill -0 "$host" 2>/dev/null || { cat "$scratch/log" >&2; exit 1; }
    sleep 0.1
  done
  took=$((($(date +%s%N) - begun) / 1000000))
  sleep 5 # at idle: after what starting leaves to do
  rss=$(($(awk '/^VmRSS/ { print $2 }' "/proc/$host/status") / 1024))
  echo "run $round: $took ms to HTTP 200, $rss MiB resident"
  echo "$took" >> "$scratch/took"
  echo "$rss" >> "$scratch/rss"
  stop
done
echo "median of $rounds: $(median "$scratch/took") ms to HTTP 200, $(median "$scratch/rss") MiB resident at idle"
