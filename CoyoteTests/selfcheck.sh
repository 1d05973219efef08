#!/usr/bin/env bash
# The checker against itself at length: random configurations of every protocol by four seeds, and ten thousand runs of a
# small case with one to four workers. Prints what docs/VERDICTS.md has; exit status 1 if anything disagrees.
# CoyoteTests/selfcheck.sh [CONFIGURATIONS PER SEED]
set -u
cd "$(dirname "$0")/.." || exit 1
dotnet build -c Release Cli -v q >/dev/null || exit 1
status=0
for seed in 101 102 103 104; do
  dotnet run -c Release --no-build --project Cli -- selfcheck --seed "$seed" --configurations "${1:-500}" 2>/dev/null || status=1
done
SELFCHECK_RUNS=10000 dotnet test CoyoteTests -c Release --filter FullyQualifiedName~A_small_case_comes_out_the_same || status=1
exit $status
