#!/bin/sh
# SPDX-License-Identifier: MIT
# report.sh: what kosh-export costs over libxlsxwriter alone writing the same
# cells, formats, tables, links, notes and charts: the summary of gairi, and
# the full report of a made-up dataset of ROWS thousand observations against the
# library in constant memory. Of the library's program the list of cells is
# mapped, the database and its queries are not there. Medians of processor time
# in RUNS interleaved runs, as ratios, and peak memory. It never fails a build.
set -u
LC_ALL=C
export LC_ALL
: "${B:=build}" "${RUNS:=7}" "${ROWS:=400}"
case $B in
/*) ;;
*) B=$(pwd)/$B ;;
esac
tree=$(pwd)
room=$(mktemp -d) || exit 0
trap 'rm -rf "$room"' EXIT
unset KOSH_DB

# timed NAME COMMAND...
timed()
{
	name=$1
	shift
	"$B/bench/clock" "$room/$name.time" 600 "$@" >/dev/null 2>"$room/err" ||
		cat "$room/err" >&2
}

# median NAME COLUMN
median()
{
	awk -v c="$2" '{ print $c }' "$room/$1.time" | sort -n |
		awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

# against NAME MODE ROOT DATASET PROFILE: the two in turn
against()
{
	KOSH_ROOT=$3
	export KOSH_ROOT
	"$B/bin/kosh-export" -q "$4" "$5" -o "$room/book.xlsx" || return
	"$B/bench/report" record "$room/book.xlsx" "$room/list" || return
	i=0
	while [ $i -le "$RUNS" ]; do
		timed "$1" "$B/bin/kosh-export" -q "$4" "$5" \
			-o "$room/book.xlsx"
		timed "$1.bare" "$B/bench/report" "$2" "$room/list" \
			"$room/bare.xlsx"
		# the first round warms up
		[ $i -gt 0 ] || rm -f "$room"/*.time
		i=$((i + 1))
	done
	for name in "$1" "$1.bare"; do
		printf '%-22s %10s %10s %8s %10s\n' "$name" \
			"$(median "$name" 2 | awk '{ print $1 / 1000 }')" \
			"$(median "$name" 3)" "$(awk -v a="$(median "$name" 2)" \
			-v b="$(median "$1.bare" 2)" \
			'BEGIN { printf "%.2f", a / b }')" \
			"$(wc -c <"$room/$([ "$name" = "$1" ] && echo book ||
			echo bare).xlsx")"
	done
}

mkdir -p "$room/gairi/raw" "$room/world/raw"
ln -s "$tree/raw/areas" "$tree/raw/gairi" "$room/gairi/raw/"
KOSH_ROOT=$room/gairi "$B/bin/kosh-run" -q --from "$B/bundled" gairi \
	>/dev/null || exit 0
ln -s "$tree/raw/areas" "$room/world/raw/areas"
"$B/bench/world" "$room/world" 1 $((ROWS / 20)) 200 100 || exit 0
KOSH_ROOT=$room/world "$B/bin/kosh-derive" -q || exit 0

echo "reports, medians of $RUNS interleaved runs"
echo
printf '%-22s %10s %10s %8s %10s\n' what 'cpu ms' 'peak KiB' 'x bare' bytes
against summary kept "$room/gairi" gairi summary
against full constant "$room/world" w000 full
exit 0
