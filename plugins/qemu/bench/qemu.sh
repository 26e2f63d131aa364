#!/bin/sh
# Measures how long QEMU's guests take to move, by the strategies and by the same commands given by hand, in turn, and prints medians and ratios.
# Build first: mvn -q -DskipTests package.  Usage: plugins/qemu/bench/qemu.sh [RUNS] [MEBIBYTES] [FILL]
# FILL MiB of the guest's memory hold noise. The part with a cap per TCP flow needs root: it makes two network namespaces of its own and removes them again.
set -eu
runs=${1:-5} mebibytes=${2:-512} fill=${3:-256} cap=500mbit
here=$(cd "$(dirname "$0")/../../.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
class_path=$(find "$here"/plugins/qemu/target/classes "$here"/plugins/qemu/target/test-classes "$here"/plugins/qmp/target/classes \
  "$here"/plugin-api/api/target/classes "$here"/plugin-api/tck/target/classes -maxdepth 0 | tr '\n' ':')
for name in 'pf4j-[0-9]' 'slf4j-api-[0-9]' 'jspecify-[0-9]' jackson-core-2 jackson-databind-2 jackson-annotations-2 jackson-datatype-jdk8-2; do
  class_path=$class_path$(find "${MAVEN_REPOSITORY:-$HOME/.m2/repository}" -name "$name*.jar" ! -name '*-sources.jar' ! -name '*-rc*' | sort -V | tail -1):
done
place=$(mktemp -d)
near=gantry-near-$$ far=gantry-far-$$
clean() {
  ip netns del "$near" 2>/dev/null || true
  ip netns del "$far" 2>/dev/null || true
  rm -rf "$place"
}
trap clean EXIT INT TERM
bench() { $java -Xmx128m -cp "$class_path" io.gantry.qemu.transfer.QemuBench "$@"; }

echo "loopback, guest of $mebibytes MiB with $fill MiB of noise, median of $runs runs, $(nproc) processors"
bench "$place/l" "$runs" "$mebibytes" "$fill" 127.0.0.1 127.0.0.1 '' ''
[ "$(id -u)" = 0 ] || { echo "not root: no measurement with a cap per flow"; exit 0; }

ip netns add "$near"; ip netns add "$far"
ip link add gn$$ netns "$near" type veth peer name gf$$ netns "$far"
ip -n "$near" addr add 10.98.0.1/24 dev gn$$; ip -n "$far" addr add 10.98.0.2/24 dev gf$$
for name in "$near" "$far"; do ip -n "$name" link set lo up; done
ip -n "$near" link set gn$$ up; ip -n "$far" link set gf$$ up
tc -n "$near" qdisc add dev gn$$ root handle 1: htb default 1
tc -n "$near" class add dev gn$$ parent 1: classid 1:1 htb rate 40gbit ceil 40gbit quantum 60000
# Sixteen classes by source port; the kernel gives connections even ones. Two connections may share a class, which is why a median is taken.
for flow in 0 1 2 3 4 5 6 7 8 9 a b c d e f; do
  tc -n "$near" class add dev gn$$ parent 1: classid 1:1$flow htb rate $cap ceil $cap burst 256k quantum 60000
  tc -n "$near" filter add dev gn$$ parent 1: protocol ip prio 1 u32 match ip protocol 6 0xff match ip sport $((0x$flow * 2)) 0x001e flowid 1:1$flow
done
echo "two namespaces, $cap a flow"
bench "$place/n" "$runs" "$mebibytes" "$fill" 10.98.0.1 10.98.0.2 "ip netns exec $near" "ip netns exec $far"
