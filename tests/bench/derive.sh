#!/bin/sh
# SPDX-License-Identifier: MIT
# derive.sh: how long deriving takes in a made-up world, all of it and after one
# new edition, against the same in DuckDB where node finds @duckdb/node-api
# (from the folder DUCKDB_NODE). WORLD=48 is one of 48 million observations,
# some 10 GB on disk. Medians of RUNS interleaved runs, as ratios: absolute
# times are the machine's. It never fails a build.
set -u
LC_ALL=C
export LC_ALL
: "${B:=build}" "${RUNS:=7}" "${WORLD:=}"
room=$(mktemp -d) || exit 0
trap 'rm -rf "$room"' EXIT
tree=$(pwd)
KOSH_ROOT=$room
export KOSH_ROOT
unset KOSH_DB
case $WORLD in
48) size='200 30 200 40' ;;
*) size='20 30 200 4' ;;
esac
mkdir "$room/raw"
ln -s "$tree/raw/areas" "$room/raw/areas"
# shellcheck disable=SC2086 # four numbers
"$B/bench/world" "$room" $size || exit 0
mv "$room/output/kosh.db" "$room/world.db"

. tests/bench/clock.sh

fresh()
{
	rm -f "$room"/output/kosh.db*
	cp "$room/world.db" "$room/output/kosh.db"
	sync
}

# The figures as DuckDB likes them best.
peer()
{
	node tests/bench/derive-peer.mjs "$@"
}

ways=
fresh
"$B/bin/kosh-derive" -q
"$B/bin/kosh-query" "SELECT dataset, edition, ordinal, area, rank, score
	FROM standing" >"$room/figures.csv"
"$B/bin/kosh-query" "SELECT scheme, region, area FROM region_area" \
	>"$room/members.csv"
if command -v node >/dev/null && peer make "$room/peer.duck" \
	"$room/figures.csv" "$room/members.csv" >/dev/null 2>&1; then
	ways='rows simple bare'
fi

i=0
while [ $i -le "$RUNS" ]; do
	fresh
	clocked all "$B/bin/kosh-derive" -q
	clocked none "$B/bin/kosh-derive" -q
	"$B/bin/kosh-load" -q "$room/next.csv"
	"$B/bin/kosh-validate" -q -o "$room/findings" w000
	clocked one "$B/bin/kosh-derive" -q
	clocked delta "$B/bin/kosh-query" delta w000/2018 w000/2019
	clocked leaders "$B/bin/kosh-query" leaders w000/2019
	for way in $ways; do
		cp "$room/peer.duck" "$room/run.duck"
		peer "$way" "$room/run.duck" |
			awk '{ print int($1 * 1e6) }' >>"$room/$way.time"
	done
	# the first round warms up
	[ $i -gt 0 ] || rm -f "$room"/*.time
	i=$((i + 1))
done

echo "deriving $(($(wc -l <"$room/figures.csv") - 1)) standings of a world of" \
	"$size (datasets, editions, areas, indicators)," \
	"$(($(wc -c <"$room/world.db") / 1000000)) MB, medians of $RUNS" \
	"interleaved runs"
echo
all=$(median "$room/all.time")
printf '%-34s %10s %8s\n' what ms 'x all'
while read -r name what; do
	[ -e "$room/$name.time" ] || continue
	printf '%-34s %10s %8s\n' "$what" "$(median "$room/$name.time" |
		awk '{ printf "%.1f", $1 / 1000 }')" \
		"$(median "$room/$name.time" |
			awk -v all="$all" '{ printf "%.2f", $1 / all }')"
done <<'END'
all kosh-derive, all of it
none kosh-derive, nothing is stale
one kosh-derive, after one edition
delta kosh-query delta
leaders kosh-query leaders
rows DuckDB, the same tables
simple DuckDB, ranks, LAG, leaders
bare DuckDB, these without tables
END
exit 0
