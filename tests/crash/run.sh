#!/bin/sh
# SPDX-License-Identifier: MIT
# run.sh N [SEED [TOOL [FAULT]]]
#
# Disturbs the tools that write, N times: one of them, by one fault, at a point
# drawn from all of its work. Then it is run again undisturbed, and what is there
# must be what an undisturbed run leaves: the database, the store, the reports,
# to the last bit; and all that proves itself does. The clock stands still.
#
# The faults:
#   moment   SIGKILL at a random moment
#   kill     SIGKILL at one of its calls that change files
#   full     from one of its writes on the disk is full
#   broken   one of these calls fails (EIO)
#   limit    no file may grow beyond a size
#   memory   one request for memory is refused
#
# The same SEED draws the same; a failure prints the line that repeats it, and
# leaves what it left in $KEEP, if that is set.
set -u
: "${B:=build}" "${KEEP:=}"
n=$1
seed=${2:-$(od -An -N3 -tu4 /dev/urandom | tr -d ' ')}
only=${3:-} fault=${4:-}
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
faults='moment limit'
if strace -qq -o /dev/null true 2>/dev/null; then
	faults="$faults kill full broken"
else
	echo "without strace: not killed at a call, no full and no broken disk"
fi
# programs under a sanitizer have an allocator of their own
if [ "$(LD_PRELOAD=$build/crash/refuse.so kosh-run -V 2>&1)" = \
	"$(kosh-run -V 2>&1)" ]; then
	faults="$faults memory"
else
	echo "memory is not refused"
fi
room=$(mktemp -d) || exit 1
trap 'rm -rf "$room"' EXIT
trap 'exit 99' HUP INT TERM
cd "$room" || exit 1

changes='write pwrite64 writev rename renameat renameat2 link linkat unlink
	unlinkat ftruncate truncate fsync fdatasync chmod fchmod mkdir mkdirat
	rmdir'
# as strace wants them, those that a machine lacks too
traced=$(echo "$changes" | sed 's/[a-z0-9]\{1,\}/?&/g' | tr -s '\n\t ' ,)

# ---- a small world -----------------------------------------------------------

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
	for year in 2023 2024; do
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
		book ${#d} >none/books/$d-2023.csv
		book 7 >none/books/$d-2024.csv
	done
	# the publisher replaced one
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
tools='run again fetch load validate derive asof xlsx html md csv rotate extract
	query'
begins()
{
	case $1 in
	run | fetch) echo none ;;
	again) echo whole ;;
	load | extract) echo fetched ;;
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

# ---- undisturbed ---------------------------------------------------------------

begin()
{
	rm -rf here
	cp -a "$(begins "$1")" here
	cd here || exit 1
}

# Its state at the end, how long it takes, and where it can be disturbed.
measure()
{
	begin "$1"
	from=$(date +%s%N)
	work "$1" >/dev/null 2>&1
	echo $? >"../$1.status"
	echo $((($(date +%s%N) - from) / 1000)) >"../$1.took"
	judge_done >"../$1.bad" 2>&1
	picture >"../$1.picture"
	find output raw -type f -printf '%s\n' | sort -n | tail -n 1 \
		>"../$1.size"
	cd ..
	begin "$1"
	case $faults in
	*kill*)
		work "$1" strace -qq -e "trace=$traced" -o "../$1.trace" \
			>/dev/null 2>&1 ;;
	*) : >"../$1.trace" ;;
	esac
	cd ..
	awk -F'(' '/^[a-z]/ { print $1, ++n[$1] }' "$1.trace" >"$1.points"
	begin "$1"
	work "$1" env "COUNT=$room/$1.asked" "LD_PRELOAD=$build/crash/refuse.so" \
		>/dev/null 2>&1
	cd ..
	[ ! -s "$1.bad" ] || {
		echo "$1, undisturbed:"
		cat "$1.bad"
		exit 99
	}
}

# ---- disturbed -----------------------------------------------------------------

# share R N: which of N, 1 to N, is the share R of them
share()
{
	awk -v r="$1" -v n="$2" 'BEGIN { print int(r * n) + 1 }'
}

writes_excel()
{
	case $1 in
	run | again | xlsx) ;;
	*) return 1 ;;
	esac
}

# disturb TOOL FAULT R: runs it with the fault at the share R of its work
disturb()
{
	case $2 in
	moment)
		at=$(awk -v r="$3" -v n="$(cat "../$1.took")" \
			'BEGIN { printf "%.6f", r * n / 1e6 }')
		work "$1" timeout --foreground -s KILL "$at" ;;
	limit)
		at=$(share "$3" "$(cat "../$1.size")")
		# shellcheck disable=SC2016 # for that shell
		work "$1" sh -c 'ulimit -f "$0"; exec "$@"' $((at / 512)) ;;
	memory)
		at=$(share "$3" "$(cat "../$1.asked")")
		work "$1" env "REFUSE=$at" "LD_PRELOAD=$build/crash/refuse.so" ;;
	*)
		case $2 in
		full) which='^(write|pwrite64|ftruncate|mkdir|link) ' ;;
		*) which=. ;;
		esac
		grep -E "$which" "../$1.points" >../points
		at=$(sed -n "$(share "$3" "$(wc -l <../points)")p" ../points)
		k=${at#* } call=${at% *}
		case $2 in
		kill) how=signal=KILL:when=$k ;;
		full) how=error=ENOSPC:when=$k+ ;;
		broken) how=error=EIO:when=$k ;;
		esac
		work "$1" strace -qq -o /dev/null -e "trace=$call" \
			-e "inject=$call:$how" ;;
	esac
}

# What a tool may say of a fault that it met: its status, and a line why. Without
# memory libxlsxwriter dies, which loses nothing.
check_said()
{
	case $1 in
	0 | 1) ;;
	[345]) # the message may be what cannot be written
		[ -s ../err ] || [ "$call" = write ] || [ "$2" = limit ] ||
			echo "-- status $1 and no message" ;;
	124 | 137) [ "$2" = kill ] || [ "$2" = moment ] ||
		echo "-- status $1" ;;
	139) { [ "$2" = memory ] && writes_excel "$3"; } ||
		echo "-- it crashed" ;;
	*) echo "-- status $1" ;;
	esac
	! grep -e Sanitizer -e runtime.error -e Assertion ../err
}

# attempt TOOL FAULT R: what is wrong then, if anything
attempt()
{
	status=0 call=
	disturb "$1" "$2" "$3" >../out 2>../err || status=$?
	check_said "$status" "$2" "$1"
	case $3 in
	*[02468]) judge ;; # else the next run finds it as it was left
	esac
	status=0
	work "$1" >../out 2>../again || status=$?
	[ $status = "$(cat "../$1.status")" ] || {
		echo "-- the next run: status $status"
		cat ../again
	}
	judge_done
	picture >../picture
	diff "../$1.picture" ../picture | cut -c 1-300 | head -n 20
}

make_world
for tool in $tools; do
	[ "${only:-$tool}" = "$tool" ] || continue
	measure "$tool" || exit 1
	chosen="${chosen-} $tool"
done
echo "seed $seed"

awk -v n="$n" -v seed="$seed" -v tools="$chosen" \
	-v faults="${fault:-$faults}" 'BEGIN {
	srand(seed)
	t = split(tools, tool, " ")
	f = split(faults, fault, " ")
	for (i = 0; i < n; i++)
		printf "%s %s %.8f\n", tool[i % t + 1],
			fault[int(rand() * f) + 1], rand()
}' >plan
bad=0
while read -r tool fault r; do
	begin "$tool"
	attempt "$tool" "$fault" "$r" >../wrong 2>&1
	cd ..
	[ -s wrong ] || continue
	bad=$((bad + 1))
	echo "$tool $fault $r:"
	cat wrong err
	[ ! "$KEEP" ] || {
		mkdir -p "$KEEP/$bad"
		cp -a here wrong out err picture "$tool".* "$KEEP/$bad"
	}
done <plan
echo "$n disturbed, $bad went wrong"
[ $bad = 0 ]
