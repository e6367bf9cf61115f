#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# What the scripts here have in common, read at their begin: a small world, the
# tools that are disturbed in it, and what has to hold behind them. The tools of
# $B come first in PATH, the checkout is $tree, and we are in $room, which goes
# with the script. The clock stands still.
: "${B:=build}"
build=$(realpath "$B")
tree=$(realpath "$(dirname "$0")/../..")
PATH=$build/bin:$PATH
SOURCE_DATE_EPOCH=1767225600 TZ=UTC KOSH_ROOT=. KOSH_RUN_ID=crash LC_ALL=C
export PATH SOURCE_DATE_EPOCH TZ KOSH_ROOT KOSH_RUN_ID LC_ALL
unset KOSH_DB

command -v sqlite3 >/dev/null || {
	echo "needs sqlite3" >&2
	exit 77
}
room=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$room"; rm -rf "$room"' EXIT
trap 'exit 99' HUP INT TERM
cd "$room" || exit 1

# Memory can be refused to programs that have no allocator of their own, as those
# under a sanitizer do.
can_refuse()
{
	[ "$(LD_PRELOAD=$build/crash/refuse.so kosh-run -V 2>&1)" = \
		"$(kosh-run -V 2>&1)" ]
}

# ---- a small world -----------------------------------------------------------

# Of one dataset enough editions that another process asks the rules.
years()
{
	case $1 in
	demo) echo 2021 2022 2023 2024 ;;
	*) echo 2023 2024 ;;
	esac
}

spec()
{
	cat <<-YAML
		dataset: $1
		title: The index $1
		publisher: Nobody
		licence: CC0
		indicators:
		  - {id: overall}
		  - {id: money, of: overall}
		  - {id: people, of: overall}
		editions:
	YAML
	for year in $(years "$1"); do
		cat <<-YAML
			  - edition: "$year"
			    file: $1-$year.csv
			    sheets: [csv]
			    columns:
			      - {label: Country, is: area}
			      - {label: Rank, rank: overall}
			      - {label: Score, score: overall}
			      - {label: Money, score: money}
			      - {label: People, score: people}
		YAML
	done
}

# book SHIFT: eight areas, one of which lacks a figure
book()
{
	awk -v shift="$1" 'BEGIN {
		print "Country,Rank,Score,Money,People"
		n = split("Kazakhstan Uzbekistan Kyrgyzstan Tajikistan " \
			"Turkmenistan France Germany Japan", name, " ")
		for (i = 1; i <= n; i++) {
			money = 80 - 3 * i + shift
			printf "%s,%d,%s,%s,%s\n", name[i], i, money - 5,
				money, i == 7 ? "" : money - 10
		}
	}'
}

# state NAME FROM: another one to begin with
state()
{
	cp -a "$2" "$1"
	cd "$1" || exit 1
}

# What there is of these areas alone.
areas()
{
	mkdir none/raw/areas
	for file in "$tree"/raw/areas/*.csv; do
		case $file in
		*/regions.csv | */schemes.csv) cat "$file" ;;
		*) sed -n -E '1p; 2,$s/(^|.*,)(KAZ|UZB|KGZ|TJK|TKM|FRA|DEU|JPN)(,|$)/&/p' \
			"$file" ;;
		esac >"none/raw/areas/${file##*/}"
	done
}

make_world()
{
	mkdir -p none/raw none/output none/books none/later
	areas
	for d in demo more; do
		mkdir none/raw/$d
		spec $d >none/raw/$d/$d.yaml
		for year in $(years $d); do
			book ${#d} >"none/books/$d-$year.csv"
		done
		book 7 >none/books/$d-2024.csv
	done
	# the publisher replaced one
	echo 'demo,2024,Kazakhstan,rank,1' |
		sed '1i dataset,edition,area,measure,value' >none/claims.csv
	cp none/books/* none/later
	book 9 >none/later/more-2024.csv
	(state fetched none && kosh-fetch -q --from books demo more >/dev/null)
	(state staged fetched && for e in 2023 2024; do
		kosh-extract -q demo/$e books/demo-$e.csv >stream.$e
	done && kosh-load -q stream.2023 && kosh-load -q stream.2024)
	(state judged staged && kosh-validate -q demo >/dev/null)
	(state derived judged && kosh-derive -q &&
		kosh-export -q demo && kosh-export -q --format csv demo)
	(state whole none && kosh-run -q --from books demo more >/dev/null)
}

# A tool: the state that it begins in and what it does. Its status may be 1: there
# are findings.
# shellcheck disable=SC2034 # for the scripts
tools='run again fetch load validate derive asof xlsx html md csv rotate extract
	query'
# Those that only read, and one that makes a draft.
# shellcheck disable=SC2034
readers='rows status trace diff claim score areas cells sniff
	rules plan trial verify list drift doctor new'
begins()
{
	case $1 in
	run | fetch) echo none ;;
	again) echo whole ;;
	load | extract | new | cells | sniff | drift) echo fetched ;;
	plan | trial | doctor | areas) echo fetched ;;
	validate) echo staged ;;
	derive) echo judged ;;
	*) echo derived ;;
	esac
}
# work TOOL PREFIX...: does it, under another command if there is one
work()
{
	tool=$1
	shift
	case $tool in
	run) set -- "$@" kosh-run -q --from books demo more ;;
	again) set -- "$@" kosh-run -q --from later demo more ;;
	fetch) set -- "$@" kosh-fetch -q --from books demo more ;;
	load) set -- "$@" kosh-load -q ../staged/stream.2023 ;;
	validate) set -- "$@" kosh-validate -q demo ;;
	derive) set -- "$@" kosh-derive -q ;;
	asof) set -- "$@" kosh-derive -q --as-of 2026-12-31 -o output/then.db ;;
	xlsx) set -- "$@" kosh-export -q demo ;;
	html) set -- "$@" kosh-export -q -o output/demo.html demo ;;
	md) set -- "$@" kosh-export -q -o output/demo.md demo ;;
	csv) set -- "$@" kosh-export -q --format csv demo ;;
	rotate) set -- "$@" kosh-log rotate ;;
	extract) set -- "$@" kosh-extract -q --findings output/found.csv \
		-o output/stream.csv demo/2023 books/demo-2023.csv ;;
	query) set -- "$@" kosh-query -q -o output/rows.csv \
		ranking demo/2024 ;;
	rows) set -- "$@" kosh-query -q ranking demo/2024 ;;
	status) set -- "$@" kosh-status -q demo ;;
	trace) set -- "$@" kosh-trace -q KAZ demo/2024 ;;
	diff) set -- "$@" kosh-diff -q demo/2023 demo/2024 ;;
	claim) set -- "$@" kosh-claim -q claims.csv ;;
	score) set -- "$@" kosh-score infer --all -q demo/2024 ;;
	areas) set -- "$@" kosh-areas -q Kazakhstan Narnia ;;
	cells) set -- "$@" kosh-cells -q books/demo-2023.csv ;;
	sniff) set -- "$@" kosh-sniff -q books/demo-2023.csv ;;
	drift) set -- "$@" kosh-sniff -q --against demo/2023 books/demo-2024.csv ;;
	rules) set -- "$@" kosh-validate -q --list ;;
	plan) set -- "$@" kosh-run -q --plan demo more ;;
	trial) set -- "$@" kosh-run -n -q --offline demo more ;;
	verify) set -- "$@" kosh-log -q verify ;;
	list) set -- "$@" kosh-log -q list ;;
	doctor) set -- "$@" kosh-doctor -q ;;
	new) set -- "$@" kosh-new -q fresh books/demo-2023.csv ;;
	esac
	"$@" </dev/null
}

# ---- what has to hold ----------------------------------------------------------

# dump DB: all that it says, and nothing of how it came to that. A report, which
# is an input too, names the line of the log; the lock grows with all datasets.
dump()
{
	sqlite3 "$1" <"$tree/tests/crash/dump.sql" >../selects
	sqlite3 "$1" <../selects | sort |
		grep -v -e "^run_input.*.xlsx'|" -e "^run_input.*kosh.lock'|"
}

holds()
{
	"$@" >said 2>&1 || {
		echo "-- $*: status $?"
		cat said
	}
}

# What there is, as text: equal texts are equal states. libxlsxwriter unlinks its
# temporary files where it opens them, which may fail.
picture()
{
	find . -type f ! -name '*.db*' ! -name 'kosh.log*' ! -name '*.xlsx' \
		! -name 'tmp.??????????' ! -name kosh.lock ! -name said \
		! -name datapackage.json ! -name lock \
		! -path '*.html' ! -path '*.md' -exec sha256sum {} + | sort -k 2
	sort raw/kosh.lock 2>&1 # in the order in which datasets were taken
	find . -name '*.db' | sort | while read -r db; do
		echo "$db:"
		dump "$db"
	done
	if [ -e output/kosh.db ]; then
		cp output/kosh.db copy.db
		sqlite3 copy.db 'DELETE FROM log_head'
		for d in demo more; do
			[ ! -e output/$d.xlsx ] || {
				kosh-export -q --db copy.db -o copy.xlsx $d
				sha256sum copy.xlsx
			}
		done
		rm -f copy.*
	fi
	find . -name '*.tmp*' # left behind
}

# What is wrong here, at any time.
judge()
{
	for db in output/*.db; do
		[ -e "$db" ] || continue
		sqlite3 "$db" 'PRAGMA integrity_check; PRAGMA foreign_key_check' \
			2>&1 | grep -v '^ok$'
	done
	[ ! -e raw/kosh.lock ] || holds kosh-fetch --verify
	[ ! -e output/kosh.log ] || holds kosh-log verify
}

# And when it is done.
judge_done()
{
	judge
	for d in demo more; do
		[ ! -e output/$d.xlsx ] || {
			holds kosh-trace -q --verify-all $d
			holds kosh-export --verify output/$d.xlsx
		}
	done
}

begin()
{
	rm -rf here
	cp -a "$(begins "$1")" here
	cd here || exit 1
}
