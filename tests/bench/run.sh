#!/bin/sh
# SPDX-License-Identifier: MIT
# run.sh: how long the main job takes, against the same job in pandas where it
# is installed; how large the code is; how many tests there are. Figures are
# medians of interleaved runs, as ratios: absolute times are the machine's.
# Then how fast observations go from tool to tool and into the database (ROWS=
# says how many: 12000000 takes some minutes), and read.sh: how fast workbooks
# are read. It never fails a build.
set -u
LC_ALL=C
export LC_ALL
: "${B:=build}" "${RUNS:=9}" "${ROWS:=375629}" "${KOSH_TEST_DATA:=../shared}"
from=$KOSH_TEST_DATA/data/gairi
[ -d "$from" ] || from=$B/bundled
room=$(mktemp -d) || exit 0
trap 'chmod -R u+w "$room"; rm -rf "$room"' EXIT
tree=$(pwd)
python=
for p in /usr/bin/python3 python3; do
	"$p" -c 'import pandas, openpyxl' 2>/dev/null && python=$p && break
done

# clocked NAME COMMAND...: its time in microseconds, its peak memory in KiB
clocked()
{
	name=$1
	shift
	start=$(date +%s%N)
	if [ -x /usr/bin/time ]; then
		/usr/bin/time -f %M -a -o "$room/$name.mem" "$@" \
			>/dev/null 2>"$room/$name.err" ||
			cat "$room/$name.err" >&2
	else
		"$@" >/dev/null 2>"$room/$name.err"
	fi
	echo $((($(date +%s%N) - start) / 1000)) >>"$room/$name.time"
}

median()
{
	[ -e "$1" ] || { echo 0; return; }
	sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

fresh()
{
	chmod -R u+w "$room/root" 2>/dev/null
	rm -rf "$room/root"
	mkdir -p "$room/root/raw/gairi" "$room/root/output"
	ln -s "$tree/raw/areas" "$room/root/raw/areas"
	ln -s "$tree/raw/gairi/gairi.yaml" "$tree"/raw/gairi/*.csv \
		"$room/root/raw/gairi"
	sync
}

KOSH_ROOT=$room/root
export KOSH_ROOT
unset KOSH_DB
i=0
while [ $i -le "$RUNS" ]; do
	fresh
	clocked cold "$B/bin/kosh-run" -q --from "$from" gairi
	clocked unchanged "$B/bin/kosh-run" -q --from "$from" gairi
	clocked version "$B/bin/kosh-run" --version
	[ -z "$python" ] ||
		clocked pandas "$python" tests/bench/pandas_job.py "$from" \
			"$room"
	# the first round warms up
	[ $i -gt 0 ] || rm -f "$room"/*.time "$room"/*.mem
	i=$((i + 1))
done

echo "main job, seven editions from $from, medians of $RUNS interleaved runs"
echo
printf '%-12s %10s %12s\n' what ms 'peak KiB'
for name in cold unchanged version pandas; do
	[ -e "$room/$name.time" ] || continue
	printf '%-12s %10.1f %12s\n' $name \
		"$(median "$room/$name.time" | awk '{ print $1 / 1000 }')" \
		"$(median "$room/$name.mem")"
done
echo
cold=$(median "$room/cold.time")
awk -v cold="$cold" -v same="$(median "$room/unchanged.time")" \
	-v version="$(median "$room/version.time")" \
	-v pandas="$(median "$room/pandas.time")" 'BEGIN {
	if (pandas > 0)
		printf "pandas takes %.1f times as long as the cold run\n", \
			pandas / cold
	printf "the unchanged run takes %.1f times kosh-run --version\n", \
		same / version
}'
echo
echo 'lines of code'
for dir in cmd pipeline/* sql tests raw; do
	printf '%-20s %6s\n' "$dir" "$(find "$dir" \( -name "*.[ch]" \
		-o -name '*.sql' \) -exec cat {} + | wc -l)"
done
echo
echo "tests: $(cat tests/test_*.c | grep -c '(void \*\*state)$') in C," \
	"$(find tests/cases -name cmd | wc -l) cases of whole tools"
echo
"$B/bench/records"
echo
"$B/bench/load" "$ROWS" 5 "$room"
echo
bank=$KOSH_TEST_DATA/data/hdi/HDR2018_all_indicators.xlsx
[ ! -e "$bank" ] ||
	"$B/bench/extract_cost" raw/hdi/hdi.yaml 2018 "$bank"
echo
sh tests/bench/read.sh
exit 0
