#!/usr/bin/env bash
# Explorations that take too long for `dotnet test`. Prints one row of docs/LONG-RUNS.md for each.
# Give arguments to run one of your own: CoyoteTests/long-runs.sh bgp --scenario conflict --unreduced
set -u
cd "$(dirname "$0")/.." || exit 1
dotnet build -c Release Cli -v q >/dev/null || exit 1

row() {
  dotnet run -c Release --no-build --project Cli -- check "$@" --trace "$(mktemp -u)" 2>/dev/null | awk -v options="$*" '
    / distinct states, /  { gsub(/,/, "", $1); gsub(/,/, "", $4); states = $1; depth = $7; seconds = $8 }
    / bytes\/state/        { bytes = $(NF - 5) }
    /^holds/              { verdict = "holds" }
    /^violated/           { verdict = $2 " fails in " $4 " steps"; gsub(/,/, "", verdict) }
    /^incomplete/         { verdict = $0 }
    END { gsub(/,/, "", depth); printf "| `%s` | %s | %s | %s | %s |\n", options, verdict, states, depth, seconds }'
}

if [ $# -gt 0 ]; then
  row "$@"
  exit
fi

echo "| options of \`check\` | verdict | distinct states | depth | seconds |"
echo "| --- | --- | --- | --- | --- |"
row bgp --scenario three-views --byzantine leader0,leader1
row bgp --scenario view-change-conflict --unreduced
row bgp --scenario view-change-conflict --repeats
row bgp --scenario byzantine --repeats
row bgp --scenario repeated --ballots classic,classic
row bgp --scenario view-change-conflict --ballots fast,classic --max-length 1 --max-states 60000000
row bgp --scenario view-change-conflict --acceptors 7 --faults 2 --max-states 60000000
row bgp --scenario classic --acceptors 7 --faults 2
row bgp --scenario longer-proof
row bgp --scenario published-fast
row bgp --scenario classic --unreduced
row bgp --scenario two-classic --unreduced
row bgp --scenario stuck-acceptor --unreduced
row bgp --scenario view-change --unreduced
row bgp --scenario any-order --unreduced
row bgp --scenario any-order-three --unreduced
row bgp --scenario view-change-conflict --orders
row bgp --scenario two-ballots --max-length 2
row bgp --scenario three-commands --ballots fast,classic --byzantine a4 --max-states 60000000
row bgp --scenario three-ballots --commands a,b --max-states 60000000
row bgp --scenario byzantine --unreduced --max-states 60000000
row bgp --scenario byzantine --acceptors 7 --faults 2 --ballots classic --max-states 60000000
row bgp --scenario universal-leader --acceptors 2 --faults 0 --byzantine leader0 --max-length 2
row crash-register --scenario four-timestamps --max-states 20000000
row byzantine-register --scenario two-recoveries --max-states 20000000
row byzantine-register --scenario optimized-two-recoveries --max-states 20000000
row byzantine-register --scenario byzantine-again --max-states 20000000
row byzantine-register --scenario two-byzantine-leaders --max-states 20000000
row fab-register --scenario two-recoveries --max-states 20000000
row fab-register --scenario byzantine-again --max-states 20000000
row fab-register --scenario all-byzantine-leaders --max-states 20000000
row fab --scenario few-learners
row pfab --scenario few-learners
# counterexamples that tests only replay
row byzantine-register --scenario byzantine --without read-quorum --property AgreementInv
row byzantine-register --scenario byzantine-successor --without token-allows --property AgreementInv

# Certificates: a valid one always vouches for at least one value, and after a value is chosen for no other. One recovery
# (two regencies) and two, in which the Byzantine acceptor is joined by nobody, one leader, another, or all of them.
certificates() { # PROTOCOL SCENARIO ACCEPTOR
  row "$1" --scenario "$2" --byzantine "$3" --commands a@p1,b@p2
  row "$1" --scenario "$2" --byzantine "$3,p1"
  row "$1" --scenario "$2" --byzantine "$3,p2"
  row "$1" --scenario "$2" --byzantine "$3,leader"
  row "$1" --scenario "$2" --byzantine leader --views 3 --max-states 40000000
  row "$1" --scenario "$2" --byzantine "$3,p1" --commands a@p1,b@p3 --views 3 --max-states 40000000
  row "$1" --scenario "$2" --byzantine "$3" --commands a@p1,b@p2,a@p3 --views 3 --max-states 40000000
  row "$1" --scenario "$2" --byzantine "$3,p2" --commands a@p1,b@p2,a@p3 --views 3 --max-states 40000000
  row "$1" --scenario "$2" --byzantine "$3,p1" --views 3 --max-states 40000000
  row "$1" --scenario "$2" --byzantine "$3,leader" --views 3 --max-states 40000000
}

certificates pfab recovery a4
certificates fab recovery a6
certificates pfab recovery-six a6

# The tests with what takes long: rules not shown necessary in all scenarios that were tried, the largest scenarios, a hundred
# random configurations in place of thirty, ten acceptors whose run is shrunk, a program made from the template.
LONG_TESTS=1 dotnet test CoyoteTests -c Release
LONG_TESTS=1 dotnet test CommandLineTests -c Release
