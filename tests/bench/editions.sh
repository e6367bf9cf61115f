#!/bin/sh
# SPDX-License-Identifier: MIT
# editions.sh: what a run costs where one workbook of many was replaced, against
# a run of one edition alone: EDITIONS made-up ones (1000), in datasets of EACH
# (20), cold, with one changed, with none; medians of RUNS, as ratios: absolute
# times are the machine's. It never fails a build.
set -u
LC_ALL=C
export LC_ALL
: "${B:=build}" "${EDITIONS:=1000}" "${EACH:=20}" "${RUNS:=5}"
room=$(mktemp -d) || exit 0
trap 'chmod -R u+w "$room"; rm -rf "$room"' EXIT
unset KOSH_DB
export B

# run NAME ROOT ARGUMENT...: notes its time in microseconds
run()
{
	name=$1
	KOSH_ROOT=$2
	export KOSH_ROOT
	shift 2
	start=$(date +%s%N)
	"$B/bin/kosh-run" -q --from "$KOSH_ROOT/books" "$@" >/dev/null
	echo $((($(date +%s%N) - start) / 1000)) >>"$room/$name.time"
}

median()
{
	sort -n "$room/$1.time" |
		awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

many=$((EDITIONS / EACH))
datasets=$(seq -f 'made%.0f' $many)
sh tests/madebooks.sh "$room/many" $many "$EACH" || exit 0
sh tests/madebooks.sh "$room/one" 1 1 || exit 0
# shellcheck disable=SC2086 # a list of words
run cold "$room/many" $datasets
i=1
while [ $i -le "$RUNS" ]; do
	sh tests/madebooks.sh again "$room/many" "made$((1 + i % many))" \
		$((1000 + 1 + i % EACH)) || exit 0
	# shellcheck disable=SC2086 # a list of words
	run changed "$room/many" $datasets
	# shellcheck disable=SC2086 # a list of words
	run unchanged "$room/many" $datasets
	chmod -R u+w "$room/one"
	rm -rf "$room/one/output" "$room/one/raw/store" "$room/one/raw/kosh.lock"
	run alone "$room/one" made1
	i=$((i + 1))
done
echo
echo "$EDITIONS editions in $many datasets, medians of $RUNS runs"
echo
for name in cold changed unchanged alone; do
	printf '%-12s %10.1f ms %8.2f of one edition alone\n' $name \
		"$(median $name | awk '{ print $1 / 1000 }')" \
		"$(awk -v a="$(median $name)" -v b="$(median alone)" \
			'BEGIN { print a / b }')"
done
