#!/usr/bin/env bash
# Late or never: each Liveness erratum's rule taken out, first as the configuration ends, then with further ballots, views,
# timestamps and regencies. Prints the table of docs/LIVENESS.md. Give an erratum and options to run a row of your own:
# CoyoteTests/liveness.sh E08 bgp --scenario conflict --without open-by-phase1
set -u
cd "$(dirname "$0")/.." || exit 1
dotnet build -c Release Cli -v q >/dev/null || exit 1

more=(--time "${LIVENESS_TIME:-10m}")

check() {
  dotnet run -c Release --no-build --project Cli -- check "$@" --trace "$(mktemp -u)" 2>/dev/null
}

row() { # ERRATUM PROTOCOL OPTIONS
  local erratum=$1 strict
  shift
  local options="$*"
  # shellcheck disable=SC2086 # words without spaces
  strict=$(check ${options// --further ?/} --further 0 "${more[@]}" | awk '/^violated: .* in / { gsub(/,/, "", $2); print $2 ", " $4; found = 1 } /^holds/ { print "holds"; found = 1 } END { if (!found) print "incomplete" }')
  check "$@" "${more[@]}" | awk -v row="| $erratum | \`$*\` | $strict |" '
    / distinct states, /  { seconds = $8 }
    /^  late: /           { late = $0; sub(/.*enough was: /, "", late); count = $3 }
    /^  continued: /      { beyond = $2; gsub(/,/, "", beyond) }
    /^holds/              { verdict = late == "" ? "holds" : "late: " late }
    /^violated: .* for ever/ { steps = $4; tried = $0; sub(/.*was tried: /, "", tried); verdict = "never in " tried " (" steps " steps)" }
    /^violated: .* nothing to go on with/ { verdict = "never: nothing to go on with" }
    /^incomplete/         { verdict = $0 }
    END { printf "%s %s | %s | %s | %s |\n", row, verdict, count, beyond, seconds }'
}

if [ $# -gt 0 ]; then
  row "$@"
  exit
fi

echo "| erratum | options of \`check\` | as the configuration ends | with further tries | late states | states beyond | seconds |"
echo "| --- | --- | --- | --- | --- | --- | --- |"
row E05 bgp --scenario stuck-acceptor --without justification --with prefix-guard --property LivenessProp
row E07 bgp --without propose-once --property LivenessProp
row E08 bgp --without open-by-phase1 --property LivenessProp
row E10 bgp --without universal-any-ballot --property LivenessProp
row E11 bgp --without propose-to-all --property LivenessProp
row E12 bgp --without keep-proposals --property LivenessProp
row E13 bgp --without unique-ballots --property LivenessProp
row E18 bgp --without report-proven-ballot --property LivenessProp
row E23 bgp --without universal-forward --property TotalityProp
row E24 bgp --without fast-voted --property LivenessProp
row E25 bgp --without own-ballots --property LivenessProp
row R05 byzantine-register --without propose-once --property TerminationProp
row R05 fab-register --without propose-once --property TerminationProp
row R06 byzantine-register --without first-change --property TerminationProp
row R06 byzantine-register --without first-change --byzantine p1 --property TerminationProp
row R06 fab-register --without first-proof --property TerminationProp
row R06 fab-register --without first-proof --property TerminationProp --further 4
row R09 fab-register --without first-write-free --property TerminationProp
row R05-R09 fab-register --rules published --property TerminationProp
row R05-R09 fab-register --rules published --property TerminationProp --further 4
row F01 fab --without answer-again --property CL2Prop
row F01 pfab --without answer-again --property CL2Prop
row F02 fab --without suspect-again --property CL1Prop
row F02 pfab --without suspect-again --property CL1Prop
row F03 fab --without pull-by-value --property CL2Prop
row F03 pfab --without pull-by-value --property CL2Prop
row "P02, P03" pfab --scenario stuck --without newest-evidence --property CL1Prop
row P02 pfab --scenario published-stuck --property CL1Prop
