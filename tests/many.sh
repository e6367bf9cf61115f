#!/bin/sh
# SPDX-License-Identifier: MIT
# many.sh: many made-up workbooks are read by commands of kosh-run --plan, under
# GNU parallel, into one database: by one at a time, by two, by two of which
# some are killed, and by kosh-run alone. The databases must be the same, and so
# what kosh-push makes of them on one PostgreSQL (POSTGRES=1). How much faster
# it goes is said as ratios of this run, above all that of all of it: by
# kosh-run alone on one processor, against the plan, the reading by two at a
# time, and then kosh-run. Exit status 1 where something was lost, or where that
# is less than RATIO (0: not asked for).
#
# BOOKS workbooks in datasets of EDITIONS each.
set -u
LC_ALL=C
export LC_ALL
: "${B:=build}" "${BOOKS:=2000}" "${EDITIONS:=20}" "${RATIO:=0}" \
	"${POSTGRES:=0}"
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

# How many workbooks a plan reads
planned()
{
	tr ' ' '\n' <"$room/plan" | grep -c @
}

# shellcheck disable=SC2317 # clocked calls it
on_one()
{
	# shellcheck disable=SC2086 # a list of words
	taskset -c "$processor" kosh-run -q --offline $datasets >/dev/null ||
		bad=1
}

# pushed NAME: what the server holds then, by table, but for what a log has
pushed()
{
	[ "$POSTGRES" = 1 ] || return 0
	psql -Xq -d "$address" -c 'DROP SCHEMA IF EXISTS kosh CASCADE' 2>/dev/null
	kosh-push -q "$address" >/dev/null || bad=1
	psql -XAtq -d "$address" -c "SELECT tablename FROM pg_tables
		WHERE schemaname = 'kosh' AND tablename NOT IN ('event', 'log_head')
		ORDER BY 1" |
		while read -r table; do
			psql -XAtq -d "$address" \
				-c "\\copy kosh.$table TO STDOUT" |
				grep -v '\.xlsx' | LC_ALL=C sort | sha256sum |
				sed "s/-/$table/"
		done >"$room/$1.pg"
	diff "$room/alone.pg" "$room/$1.pg" || {
		echo "many.sh: what was pushed of '$1' is another one" >&2
		bad=1
	}
}

if [ "$POSTGRES" = 1 ]; then
	chmod 755 "$room"
	address=$(sh tests/postgres.sh start "$room/pg") || exit 1
	trap 'sh tests/postgres.sh stop "$room/pg"
		chmod -R u+w "$room"; rm -rf "$room"' EXIT
fi
processor=$(taskset -cp $$ | sed 's/.*[^0-9]\([0-9]*\)$/\1/')

fresh
clocked alone load
state alone
pushed alone
fresh
clocked slow on_one
state slow
fresh
clocked one ahead 1
[ "$(count)" = "$BOOKS" ] || bad=1
clocked loading load
state one
fresh
clocked two ahead 2
[ "$(count)" = "$BOOKS" ] || bad=1
clocked loaded load
state two
pushed two

# Workers are killed, some before they begin, and what is left is planned again.
fresh
# shellcheck disable=SC2086 # a list of words
kosh-run --plan --batch 3 $datasets >"$room/plan"
sed '0~3s/^/timeout -s KILL 0.015 /; 0~4s/^/false /' "$room/plan" |
	parallel -j 2 >/dev/null 2>&1
left=$((BOOKS - $(count)))
echo "workers were killed: $left of $BOOKS workbooks are unread"
[ $left -gt 0 ] || bad=1
# shellcheck disable=SC2086 # a list of words
kosh-run --plan $datasets >"$room/plan"
[ "$(planned)" = $left ] || bad=1
load
state killed
pushed killed

echo "$BOOKS workbooks; $(nproc) processors"
# shellcheck disable=SC2046 # numbers
set -- $(cat "$room/slow.ms" "$room/alone.ms" "$room/one.ms" \
	"$room/loading.ms" "$room/two.ms" "$room/loaded.ms")
awk -v slow="$1" -v alone="$2" -v one="$3" -v loading="$4" -v two="$5" \
	-v loaded="$6" -v ratio="$RATIO" 'BEGIN {
	form = "%-46s %8d ms\n"
	printf form, "kosh-run alone, on one processor", slow
	printf form, "kosh-run alone, on all", alone
	printf form, "read ahead, one at a time", one
	printf form, "then loaded", loading
	printf form, "read ahead, two at a time", two
	printf form, "then loaded", loaded
	printf "reading: two at a time are %.2f times as fast as one\n", \
		one / two
	printf "all of it: %.2f times as fast as on one processor, %.2f " \
		"without reading ahead\n", slow / (two + loaded), slow / alone
	exit ratio > 0 && slow / (two + loaded) < ratio
}' || bad=1
exit $bad
