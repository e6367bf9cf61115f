#!/bin/sh
# SPDX-License-Identifier: MIT
# many.sh: many made-up workbooks are read by commands of kosh-run --plan, under
# GNU parallel, into one database: by one process, by one on each processor with
# workers that are killed, and by kosh-run alone. The three databases must be
# the same; how much faster two are than one is said as a ratio of this run. Exit
# status 1 where something was lost, or where two processors are less than RATIO
# times as fast (0: not asked for).
#
# BOOKS workbooks in datasets of EDITIONS each.
set -u
LC_ALL=C
export LC_ALL
: "${B:=build}" "${BOOKS:=2000}" "${EDITIONS:=20}" "${RATIO:=0}"
case $B in
/*) ;;
*) B=$(pwd)/$B ;;
esac
command -v parallel >/dev/null || {
	echo "many.sh: GNU parallel is not there: install the package parallel" >&2
	exit 1
}
room=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$room"; rm -rf "$room"' EXIT
KOSH_ROOT=$room SOURCE_DATE_EPOCH=1767225600 KOSH_RUN_ID=many
export B KOSH_ROOT SOURCE_DATE_EPOCH KOSH_RUN_ID
unset KOSH_DB
PATH=$B/bin:$PATH
bad=0

sh tests/madebooks.sh "$room" $((BOOKS / EDITIONS)) "$EDITIONS" || exit 1
datasets=$(seq -f 'made%.0f' $((BOOKS / EDITIONS)))
# shellcheck disable=SC2086 # a list of words
kosh-fetch -q --from "$room/books" $datasets >/dev/null || exit 1

fresh()
{
	rm -rf "$room/output"
	mkdir "$room/output"
	sync
}

# clocked NAME COMMAND...: its milliseconds, for took
clocked()
{
	name=$1
	shift
	start=$(date +%s%N)
	"$@"
	echo $((($(date +%s%N) - start) / 1000000)) >"$room/$name.ms"
}

# shellcheck disable=SC2317 # clocked calls the next two
# ahead JOBS: what has to be read, by so many at once
ahead()
{
	# shellcheck disable=SC2086 # a list of words
	kosh-run --plan $datasets >"$room/plan"
	parallel -j "$1" <"$room/plan"
}

# The rest of it, by kosh-run
load()
{
	# shellcheck disable=SC2086 # a list of words
	kosh-run -q --offline $datasets >/dev/null || bad=1
}

# What the database says, but for the heads of a log, whose lines have ids.
state()
{
	sqlite3 "$room/output/kosh.db" .dump |
		grep -v -e '^INSERT INTO log_head' \
			-e '^INSERT INTO run_input.*\.xlsx' |
		sha256sum >"$room/$1"
	cmp -s "$room/$1" "$room/alone" || {
		echo "many.sh: the database of '$1' is another one" >&2
		bad=1
	}
}

count()
{
	find "$room/output/parts" -name '*.part' 2>/dev/null | wc -l
}

fresh
clocked alone load
state alone
fresh
clocked one ahead 1
[ "$(count)" = "$BOOKS" ] || bad=1
clocked loading load
state one
fresh
clocked two ahead 2
[ "$(count)" = "$BOOKS" ] || bad=1
load
state two

# Workers are killed, some before they begin, and what is left is planned again.
fresh
# shellcheck disable=SC2086 # a list of words
kosh-run --plan $datasets >"$room/plan"
sed '0~7s/^/timeout -s KILL 0.005 /; 0~11s/^/false /' "$room/plan" |
	parallel -j 2 >/dev/null 2>&1
echo "workers were killed: $((BOOKS - $(count))) of $BOOKS workbooks are unread"
[ "$(count)" -lt "$BOOKS" ] || bad=1
# shellcheck disable=SC2086 # a list of words
[ "$(kosh-run --plan $datasets | wc -l)" = $((BOOKS - $(count))) ] || bad=1
load
state killed

echo "$BOOKS workbooks; $(nproc) processors"
# shellcheck disable=SC2046 # numbers
set -- $(cat "$room/alone.ms" "$room/one.ms" "$room/two.ms" "$room/loading.ms")
awk -v alone="$1" -v one="$2" -v two="$3" -v loading="$4" \
	-v ratio="$RATIO" 'BEGIN {
	printf "%-38s %8d ms\n", "kosh-run alone", alone
	printf "%-38s %8d ms\n", "read ahead, one at a time", one
	printf "%-38s %8d ms\n", "read ahead, two at a time", two
	printf "%-38s %8d ms\n", "then loaded", loading
	printf "two at a time: %.2f times as fast; with the loading %.2f\n",
		one / two, (one + loading) / (two + loading)
	exit ratio > 0 && one / two < ratio
}' || bad=1
exit $bad
