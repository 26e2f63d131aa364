#!/bin/sh
# Measures the transfer strategies against each other and against iperf3, in turn, and prints medians and ratios.
# Build first: mvn -q -DskipTests package.  Usage: plugins/transfer/bench/transfer.sh [RUNS] [MEBIBYTES]
# The part with a cap per TCP flow needs root: it makes two network namespaces of its own and removes them again.
set -eu
runs=${1:-5} mebibytes=${2:-512} flows=4 cap=500mbit
here=$(cd "$(dirname "$0")/../../.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
class_path=$(find "$here"/plugins/transfer/target/classes "$here"/plugins/transfer/target/test-classes "$here"/plugins/memory/target/classes \
  "$here"/plugins/lab/target/classes "$here"/plugin-api/api/target/classes "$here"/plugin-api/tck/target/classes -maxdepth 0 | tr '\n' ':')
for name in pf4j slf4j-api jspecify; do
  class_path=$class_path$(find "${MAVEN_REPOSITORY:-$HOME/.m2/repository}" -name "$name-[0-9]*.jar" ! -name '*-sources.jar' | sort | tail -1):
done
place=$(mktemp -d /dev/shm/bench-XXXXXX)
near=gantry-near-$$ far=gantry-far-$$ receiver='' server=''
clean() {
  for process in $receiver $server; do kill "$process" 2>/dev/null || true; done
  ip netns del "$near" 2>/dev/null || true
  ip netns del "$far" 2>/dev/null || true
  rm -rf "$place"
}
trap clean EXIT INT TERM
bench() { $java -Xmx64m -cp "$class_path" io.gantry.transfer.TransferBench "$@"; }

# move CONNECTIONS ADDRESS FROM PORT [near far]: bytes per second
move() {
  rm -rf "$place/m" && mkdir "$place/m"
  mkfifo "$place/m/bye"
  ${6:+ip netns exec $6} $java -Xmx64m -cp "$class_path" io.gantry.transfer.TransferBench receive "$place/m" "$mebibytes" "$1" "$2" \
    <"$place/m/bye" >"$place/m/hello" &
  receiver=$!
  exec 9>"$place/m/bye"
  while ! [ -s "$place/m/hello" ]; do kill -0 $receiver; sleep 0.05; done
  read -r port token <"$place/m/hello"
  ${5:+ip netns exec $5} $java -Xmx64m -cp "$class_path" io.gantry.transfer.TransferBench send "$place/m" "$mebibytes" "$1" "$3" "$4" "$2" \
    "$port" "$token" "$rounds"
  exec 9>&-
  wait $receiver
  receiver=''
}

# ceiling STREAMS ADDRESS: what iperf3 gets
ceiling() {
  iperf3 -s -1 -B "$2" -p 5999 >/dev/null & server=$!
  sleep 0.3
  iperf3 -c "$2" -p 5999 -P "$1" -t 3 -O 1 -J | grep -A9 '"sum_received"' | sed -n 's/.*"bits_per_second":[^0-9]*\([0-9.e+]*\).*/\1/p' |
    awk '{printf "%.0f\n", $1 / 8}'
  wait $server || true
  server=''
}

median() { sort -n "$place/$1" | awk '{v[NR]=$1} END {print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }
rate() { awk -v v="$(median "$1")" 'BEGIN {printf "%8.2f Gbit/s", v * 8 / 1e9}'; }
ratio() { awk -v a="$(median "$1")" -v b="$(median "$2")" -v n="${3:-1}" 'BEGIN {printf "%.2f", a / (b * n)}'; }

rounds=12 run=0
while [ $run -lt "$runs" ]; do
  run=$((run + 1))
  ceiling 1 127.0.0.1 >>"$place/iperf-1"
  move 1 127.0.0.1 127.0.0.1 0 >>"$place/single"
  ceiling $flows 127.0.0.1 >>"$place/iperf-n"
  move $flows 127.0.0.1 127.0.0.1 0 >>"$place/parallel"
  bench downtime "$place/d$run" "$mebibytes" 1 >>"$place/down-1"
  bench downtime "$place/e$run" "$mebibytes" $flows >>"$place/down-n"
done
echo "loopback, $mebibytes MiB of noise, median of $runs runs, $(nproc) processors"
echo "  iperf3, 1 stream        $(rate iperf-1)"
echo "  single                  $(rate single)   $(ratio single iperf-1) of iperf3"
echo "  iperf3, $flows streams       $(rate iperf-n)"
echo "  parallel                $(rate parallel)   $(ratio parallel iperf-n) of iperf3, $(ratio parallel single) of single"
echo "  downtime                single $(median down-1) ms, parallel $(median down-n) ms"
[ "$(id -u)" = 0 ] || { echo "not root: no measurement with a cap per flow"; exit 0; }

ip netns add "$near"; ip netns add "$far"
ip link add gn$$ netns "$near" type veth peer name gf$$ netns "$far"
ip -n "$near" addr add 10.98.0.1/24 dev gn$$; ip -n "$far" addr add 10.98.0.2/24 dev gf$$
for name in "$near" "$far"; do ip -n "$name" link set lo up; done
ip -n "$near" link set gn$$ up; ip -n "$far" link set gf$$ up
tc -n "$near" qdisc add dev gn$$ root handle 1: htb default 1
tc -n "$near" class add dev gn$$ parent 1: classid 1:1 htb rate 40gbit ceil 40gbit
# One class for each of eight consecutive source ports.
for flow in 0 1 2 3 4 5 6 7; do
  tc -n "$near" class add dev gn$$ parent 1: classid 1:1$flow htb rate $cap ceil $cap burst 256k
  tc -n "$near" filter add dev gn$$ parent 1: protocol ip prio 1 u32 match ip protocol 6 0xff match ip sport $flow 0x0007 flowid 1:1$flow
done
rounds=3 run=0
while [ $run -lt "$runs" ]; do
  run=$((run + 1))
  # Other ports each time, because those of the last run are still being waited for; each a multiple of eight.
  move 1 10.98.0.2 10.98.0.1 $((20000 + run * 16)) "$near" "$far" >>"$place/flow-1"
  move $flows 10.98.0.2 10.98.0.1 $((20008 + run * 16)) "$near" "$far" >>"$place/flow-n"
done
echo "two namespaces, $cap a flow"
echo "  single                  $(rate flow-1)"
echo "  parallel                $(rate flow-n)   $(ratio flow-n flow-1 $flows) of $flows times single"
