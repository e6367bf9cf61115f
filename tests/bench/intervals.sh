#!/bin/sh
# SPDX-License-Identifier: MIT
# intervals.sh: how long it takes to rank the areas of the 2025 index under DRAWS
# random draws of its weights, against numpy where it is installed: the sums
# alone, and the whole process. Medians of interleaved rounds, as ratios. It
# never fails a build.
set -u
LC_ALL=C
export LC_ALL
: "${B:=build}" "${RUNS:=5}" "${DRAWS:=10000}"
python=
for p in /usr/bin/python3 python3; do
	"$p" -c 'import numpy' 2>/dev/null && python=$p && break
done
room=$(mktemp -d) || exit 0
trap 'chmod -R u+w "$room"; rm -rf "$room"' EXIT
tree=$(pwd)
mkdir -p "$room/raw/gairi" "$room/output"
ln -s "$tree/raw/areas" "$room/raw/areas"
ln -s "$tree"/raw/gairi/gairi.yaml "$tree"/raw/gairi/*.csv \
	"$room/raw/gairi"
KOSH_ROOT=$room
export KOSH_ROOT
unset KOSH_DB
# settings that some set for other machines make numpy slower than it is
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
"$B/bin/kosh-run" -q --from "$B/bundled" gairi/2025 >/dev/null || exit 0
"$B/bin/kosh-query" "SELECT o.area, n.indicator, o.value
	FROM observation AS o JOIN indicator AS n USING (indicator_id)
	WHERE o.measure = 'score' AND n.level = 2 AND o.place = 0
	ORDER BY o.area, n.indicator" >"$room/scores.csv"

. tests/bench/clock.sh

# whole NAME COMMAND...: its milliseconds
whole()
{
	name=$1
	shift
	start=$(date +%s%N)
	"$@" >"$room/said" 2>&1 || cat "$room/said" >&2
	awk -v ns=$(($(date +%s%N) - start)) 'BEGIN { print ns / 1e6 }' \
		>>"$room/$name"
}

i=0
while [ $i -lt "$RUNS" ]; do
	for way in uniform dirichlet; do
		"$B/bench/intervals" "$room/output/kosh.db" gairi/2025 \
			"$DRAWS" $way >>"$room/sums.$way.kosh"
		whole process.$way.kosh "$B/bin/kosh-score" intervals -q \
			--runs "$DRAWS" --draw $way gairi/2025
		[ "$python" ] || continue
		"$python" tests/bench/intervals.py "$room/scores.csv" \
			"$DRAWS" $way 5 >>"$room/sums.$way.numpy"
		whole process.$way.numpy "$python" tests/bench/intervals.py \
			"$room/scores.csv" "$DRAWS" $way 1
	done
	i=$((i + 1))
done

echo "ranks under $DRAWS draws of weights, areas x inputs:" \
	"$(awk 'NR == 1 { print $2, $3, $4 }' "$room/sums.uniform.kosh")," \
	"$(nproc) cores, ms"
echo
printf '%-20s %10s %10s %8s\n' what kosh numpy ratio
for what in sums process; do
	for way in uniform dirichlet; do
		awk -v what="$what, $way" \
			-v ours="$(median "$room/$what.$way.kosh")" \
			-v numpy="$(median "$room/$what.$way.numpy")" 'BEGIN {
			printf "%-20s %10.1f ", what, ours
			if (numpy > 0)
				printf "%10.1f %8.1f\n", numpy, numpy / ours
			else
				printf "%10s %8s\n", "-", "-"
		}'
	done
done
exit 0
