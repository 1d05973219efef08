#!/usr/bin/env bash
# Every default scenario with the verified reductions, and beside it the whole graph. Prints the table of docs/VERDICTS.md.
# CoyoteTests/unreduced.sh [TIME A RUN, such as 10m]
set -u
cd "$(dirname "$0")/.." || exit 1
dotnet build -c Release Cli -v q >/dev/null || exit 1
bgpv="${BGPV:-dotnet run -c Release --no-build --project Cli --}"

numbers() { # PROTOCOL SCENARIO OPTIONS
  $bgpv check "$1" --scenario "$2" "${@:3}" --trace "$(mktemp -u)" 2>/dev/null | awk '
    / distinct states, / { states = $1; seconds = $8 }
    /^holds/             { verdict = "holds" }
    /^violated/          { verdict = "violated" }
    /^incomplete/        { verdict = "stopped" }
    END { gsub(/,/, "", states); print states, seconds, verdict }'
}

echo "| protocol | scenario | states, reduced | s | states of the whole graph | s | verdicts | ratio |"
echo "| --- | --- | --- | --- | --- | --- | --- | --- |"
for protocol in bgp crash-register byzantine-register fab-register fab pfab fab-machine; do
  for scenario in $($bgpv list "$protocol" | awk '/^scenarios/ { on = 1; next } /^$/ { on = 0 } on && $1 ~ /^\*/ { sub(/^\*/, "", $1); print $1 }'); do
    read -r states seconds verdict < <(numbers "$protocol" "$scenario")
    read -r whole long other < <(numbers "$protocol" "$scenario" --unreduced --time "${1:-10m}")
    echo "| $protocol | $scenario | $states | $seconds | $whole | $long | $verdict; $other | $(awk -v a="$whole" -v b="$states" 'BEGIN { printf "%.1f", a / b }') |"
  done
done
