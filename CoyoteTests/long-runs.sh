#!/usr/bin/env bash
# Explorations that take too long for `dotnet test`. Prints one row of docs/LONG-RUNS.md for each.
# Give arguments to run one of your own: CoyoteTests/long-runs.sh --scenario conflict --unreduced
set -u
cd "$(dirname "$0")/.." || exit 1
dotnet build -c Release Cli -v q >/dev/null || exit 1

row() {
  dotnet run -c Release --no-build --project Cli -- check bgp "$@" --trace "$(mktemp -u)" 2>/dev/null | awk -v options="$*" '
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

echo "| options of \`check bgp\` | verdict | distinct states | depth | seconds |"
echo "| --- | --- | --- | --- | --- |"
row --scenario three-views --byzantine leader0,leader1
row --scenario longer-proof
row --scenario published-fast
row --scenario classic --unreduced
row --scenario two-classic --unreduced
row --scenario stuck-acceptor --unreduced
row --scenario view-change --unreduced
row --scenario two-ballots --max-length 2
row --scenario three-commands --ballots fast,classic --byzantine a4 --max-states 60000000
row --scenario three-ballots --commands a,b --max-states 60000000
row --scenario byzantine --unreduced --max-states 60000000
row --scenario byzantine --acceptors 7 --faults 2 --ballots classic --max-states 60000000
