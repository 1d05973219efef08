#!/usr/bin/env bash
# Faults on real processes, for docs/FAULTS.md: 1,100 of them, 50 of each kind, on a bank and on a store, in 36 minutes at the least; then
# malformed input; then the planted bugs, each of which must be found. Arguments: a seed; how many faults; how long they take (1, 550, 18m).
set -u
cd "$(dirname "$0")/.." || exit 1
dotnet build -c Release Cli -v q >/dev/null || exit 1
bgpv="Cli/bin/Release/net10.0/bgpv"
seed=${1:-1} faults=${2:-550} time=${3:-18m} failed=0

expect() {
  local status=$1
  shift
  echo "\$ bgpv cluster attack $*"
  "$bgpv" cluster attack "$@"
  local actual=$?
  [ $actual -eq "$status" ] || { echo "exit status $actual, $status was expected"; failed=1; }
}

expect 0 --application store --seed "$seed" --faults "$faults" --time "$time"
expect 0 --application bank --seed $((seed + 1)) --faults "$faults" --time "$time"
expect 0 --fuzz 100000 --seed "$seed"
expect 1 --planted ForgetPromise --kinds kill --faults 8 --time 40s --seed "$seed"
expect 1 --planted SendBeforeSync --kinds kill --faults 20 --time 100s --seed "$seed"
expect 1 --planted AcceptWrongSignature --kinds wrong-signature --faults 4 --time 20s --seed "$seed"
expect 1 --planted ReuseBallot --kinds kill --faults 8 --time 40s --seed "$seed"
exit $failed
