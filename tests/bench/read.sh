#!/bin/sh
# SPDX-License-Identifier: MIT
# read.sh: how fast workbooks are read, against the time that only unpacking
# them takes and against whatever other readers are installed. Rounds are
# interleaved, figures are medians; seconds are the machine's, ratios travel.
#
# Another reader that has taken PATIENCE seconds of a workload has no more runs
# on it, and one that would need more than LONGEST for a run has none. RUNS=
# sets the rounds, LOADS= the workloads, BENCH=quick spends less. It never fails
# a build.
set -u
LC_ALL=C
export LC_ALL
: "${B:=build}" "${BENCH:=full}" "${LOADS:=small mid big many xls}"
if [ "$BENCH" = quick ]; then
	: "${RUNS:=3}" "${PATIENCE:=4}"
else
	: "${RUNS:=5}" "${PATIENCE:=12}"
fi
LONGEST=20
tools=$B/bench
books=$B/bench/books
cells=$B/bin/kosh-cells
mkdir -p "$books" || exit 0
room=$(mktemp -d "$B/bench/room.XXXXXX") || exit 0
trap 'rm -rf "$room"' EXIT
trap 'exit 0' HUP INT TERM

python=
for p in python3 /usr/bin/python3; do
	"$p" -c 'import openpyxl' 2>/dev/null && python=$p && break
done
read_openpyxl='import sys, openpyxl
for path in sys.argv[1:]:
    for sheet in openpyxl.load_workbook(path, read_only=True):
        for row in sheet.iter_rows(values_only=True):
            for value in row:
                pass'
read_pandas='import sys, pandas
for path in sys.argv[1:]:
    pandas.read_excel(path, sheet_name=None, header=None)'
read_readxl='library(readxl)
for (path in commandArgs(TRUE))
    for (sheet in excel_sheets(path))
        read_excel(path, sheet, col_names = FALSE, progress = FALSE,
            .name_repair = "minimal")'

# ---- what there is ----

peers='xlsx2csv in2csv ssconvert ogr2ogr openpyxl pandas readxl'

has()
{
	case $1 in
	openpyxl) [ -n "$python" ] ;;
	pandas) [ -n "$python" ] && "$python" -c 'import pandas' ;;
	readxl) Rscript -e 'library(readxl)' ;;
	*) command -v "$1" ;;
	esac >/dev/null 2>&1
}

find_peers()
{
	present='' absent=''
	for peer in $peers; do
		if has "$peer"; then
			present="$present $peer"
		else
			absent="$absent $peer"
		fi
	done
	echo "other readers:${present:- none}; not installed:${absent:- none}"
}

# make_book NAME KIND ARGUMENT...: NAME.xlsx, and in NAME.size its bytes unpacked
make_book()
{
	book=$books/$1 kind=$2
	shift 2
	[ -e "$book.xlsx" ] && return
	"$tools/generate" "$kind" "$book.tmp" "$@" >"$book.size" &&
		mv "$book.tmp" "$book.xlsx"
}

make_books()
{
	make_book small small
	make_book mid table 20000 20
	make_book big table 400000 30
	mkdir -p "$books/many"
	i=1
	while [ $i -le 200 ]; do
		make_book many/$i small $i
		i=$((i + 1))
	done
	cat "$books"/many/*.size | awk '{ n += $1 } END { print n }' \
		>"$books/many.size"
	printf '%s\n' "$books"/many/*.xlsx >"$room/list"
	[ ! -x "$tools/xlsmake" ] || [ -e "$books/old.xls" ] ||
		"$tools/xlsmake" 60000 20 "$books/old.xls" >/dev/null
}

# ---- one run ----

# clocked COMMAND...: a run of $name on $load
clocked()
{
	"$tools/clock" "$room/$load.$name" $((2 * LONGEST)) "$@" \
		>/dev/null 2>"$room/said.$name"
}

one()
{
	case $name in
	limit) clocked "$tools/inflate_limit" "$1" ;;
	freexl) clocked "$tools/freexl_cells" "$1" ;;
	kosh) clocked "$cells" --format none "$1" ;;
	kosh-core) clocked taskset -c 0 "$cells" --format none "$1" ;;
	kosh-csv) clocked "$cells" --format csv -o "$room/csv" "$1" ;;
	version) clocked "$cells" -V ;;
	true) clocked /bin/true ;;
	xlsx2csv) clocked xlsx2csv -a "$1" "$room/csv" ;;
	in2csv) clocked in2csv "$1" ;;
	ssconvert) clocked ssconvert -S "$1" "$room/csv.csv" ;;
	ogr2ogr) clocked ogr2ogr -f CSV "$room/csv" "$1" ;;
	*) all "$1" ;;
	esac
}

# One process for all files where the tool can; else xargs starts them.
all()
{
	case $name in
	limit) clocked "$tools/inflate_limit" "$@" ;;
	openpyxl) clocked "$python" -c "$read_openpyxl" "$@" ;;
	pandas) clocked "$python" -c "$read_pandas" "$@" ;;
	readxl) clocked Rscript -e "$read_readxl" "$@" ;;
	kosh) each "$cells" --format none ;;
	kosh-core) each taskset -c 0 "$cells" --format none ;;
	kosh-csv) each "$cells" --format csv -o "$room/csv" ;;
	version) each "$cells" -V ;;
	true) each /bin/true ;;
	xlsx2csv) each xlsx2csv -a ;;
	in2csv) each in2csv ;;
	ogr2ogr) each ogr2ogr -f CSV /vsistdout/ ;;
	esac
}

each()
{
	clocked xargs -n 1 "$@" <"$room/list"
}

run()
{
	rm -rf "$room"/csv*
	if [ "$load" = many ]; then
		all "$books"/many/*.xlsx
	else
		one "$books/$1"
	fi
}

# ---- how often ----

# column N WORKLOAD: the median of what the clock wrote there about $name
column()
{
	[ -e "$room/$2.$name" ] || return
	sort -n -k "$1,$1" "$room/$2.$name" |
		awk -v n="$1" '{ v[NR] = $n } END { print v[int((NR + 1) / 2)] }'
}

# What it took on smaller workloads lets expect too long a run on this one.
# Processor time, since a busy machine must not decide it.
too_long()
{
	case $load in
	big) smaller=mid ;;
	many) smaller=small ;;
	*) return 1 ;;
	esac
	[ -e "$room/$smaller.$name" ] || return
	{ column 2 small; column 2 $smaller; } |
		awk -v load="$load" -v most=$LONGEST '{ v[NR] = $1 / 1e6 }
			END {
				s = 30 * (v[2] - v[1])
				if (load == "many")
					s = 200 * v[1]
				exit !(s > most)
			}'
}

# It has failed here, or taken its time.
has_had_enough()
{
	[ -e "$room/$load.$name" ] &&
		awk -v most="$PATIENCE" '{ s += $1; bad += $4 != 0 }
			END { exit !(s / 1e6 > most || bad) }' \
			"$room/$load.$name"
}

due()
{
	case " $present " in
	*" $name "*) ! has_had_enough && ! too_long ;;
	esac
}

# measure LOAD FILE ROUNDS TOOL...
measure()
{
	load=$1 file=$2 rounds=$3
	shift 3
	round=1
	while [ $round -le "$rounds" ]; do
		for name in "$@"; do
			due && run "$file"
		done
		round=$((round + 1))
	done
}

# ---- what came of it ----

label()
{
	case $1 in
	limit) echo 'inflate and CRC alone' ;;
	freexl) echo 'freexl, cells only' ;;
	kosh) echo 'kosh-cells' ;;
	kosh-core) echo 'kosh-cells, one core' ;;
	kosh-csv) echo 'kosh-cells to csv' ;;
	version) echo 'kosh-cells -V' ;;
	true) echo '/bin/true' ;;
	*) echo "$1" ;;
	esac
}

# A line for each tool that gave its figures, for awk: name, runs, seconds,
# processor seconds, KiB, the worst status, what it said last
figures()
{
	for name in "$@"; do
		f=$room/$load.$name
		[ -e "$f" ] || { echo "$(label "$name")|0"; continue; }
		printf '%s|%d|%s|%s|%s|%s|%s\n' "$(label "$name")" \
			"$(wc -l <"$f")" "$(column 1 "$load")" \
			"$(column 2 "$load")" "$(column 3 "$load")" \
			"$(sort -n -k 4,4 "$f" | awk 'END { print $4 }')" \
			"$(tail -n 1 "$room/said.$name" | tr -d '|')"
	done
}

# table TITLE SIZE TOOL...: the first tool is that with which all are compared
table()
{
	title=$1 size=$2
	shift 2
	printf '\n%s\n%-22s %4s %9s %9s %8s %8s %8s %8s %7s\n' "$title" \
		tool runs seconds cpu "x $1" 'cpu x' 'x kosh' 'peak MiB' MB/s
	figures "$@" | awk -F '|' -v size="$size" '
	{ line[NR] = $0 }
	$1 == "kosh-cells" { kosh = $3 }
	NR == 1 { base = $3; cpu = $4 }
	function times(a, b) { return b ? sprintf("%.2f", a / b) : "-" }
	END {
		for (i = 1; i <= NR; i++) {
			split(line[i], v, "|")
			if (!v[2])
				printf "%-22s %4s %9s\n", v[1], "-", "-"
			else if (v[6])
				printf "%-22s %4s %9s  exit status %d %.50s\n",
					v[1], v[2], "-", v[6], v[7]
			else
				printf "%-22s %4s %9.4f %9.4f %8s %8s %8s " \
					"%8.1f %7.0f\n", v[1], v[2],
					v[3] / 1e6, v[4] / 1e6,
					times(v[3], base), times(v[4], cpu),
					times(v[3], kosh), v[5] / 1024,
					size / v[3]
		}
	}'
}

# How far a small workbook is from starting a process at all.
small_ratios()
{
	load=small
	for name in kosh version true; do
		printf '%s %s\n' "$(column 1 small)" "$(column 2 small)"
	done | awk '{ clock[NR] = $1; cpu[NR] = $2 }
	END {
		if (clock[2] && clock[3] && cpu[2] && cpu[3])
			printf "kosh-cells takes %.2f times kosh-cells -V " \
				"(%.2f by processor time), %.2f (%.2f) times " \
				"/bin/true\n", clock[1] / clock[2], \
				cpu[1] / cpu[2], clock[1] / clock[3], \
				cpu[1] / cpu[3]
	}'
}

find_peers
make_books
ours='kosh kosh-core kosh-csv'
command -v taskset >/dev/null || ours='kosh kosh-csv'

# size NAME: the bytes unpacked
size()
{
	cat "$books/$1.size"
}

# without NAME...: takes peers off that cannot read a workload or would take
# minutes for it
without()
{
	for name in "$@"; do
		present=$(echo "$present" | sed "s/ $name\\>//")
	done
}

# shellcheck disable=SC2086 # lists of names
measure_load()
{
	case $1 in
	small)
		measure small small.xlsx $((8 * RUNS)) \
			limit true version $ours $present
		table '2 sheets: 8,000 values, 50,000 empty cells with a style' \
			"$(size small)" limit true version $ours $present
		small_ratios
		;;
	mid)
		measure mid mid.xlsx "$RUNS" limit $ours $present
		table 'a table of 20,000 x 20' "$(size mid)" \
			limit $ours $present
		;;
	big)
		measure big big.xlsx "$RUNS" limit $ours $present
		table 'a table of 400,000 x 30' "$(size big)" \
			limit $ours $present
		;;
	many)
		without ssconvert
		measure many many "$RUNS" limit true $ours $present
		table '200 of the small ones' "$(size many)" \
			limit true $ours $present
		;;
	xls)
		[ -x "$tools/freexl_cells" ] || return
		without xlsx2csv openpyxl
		measure xls old.xls "$RUNS" freexl $ours $present
		table 'an .xls of 60,000 x 20' "$(wc -c <"$books/old.xls")" \
			freexl $ours $present
		;;
	esac
}

for load in $LOADS; do
	measure_load "$load"
done
cat <<'END'

x limit: by the clock; cpu x: by processor time; peak MiB: with the mapped file;
MB/s: of bytes unpacked. 200 small ones: the limit, openpyxl, pandas and readxl
take them in one process. in2csv reads the first sheet only.
END
exit 0
