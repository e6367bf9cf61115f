#!/bin/sh
# SPDX-License-Identifier: MIT
# madebooks.sh ROOT DATASETS EDITIONS [AREAS [INDICATORS]]
#
# Made-up datasets made1, made2, ... below ROOT/raw, of editions 1001, 1002, ...
# each, and their workbooks in ROOT/books: of each area a rank, a score, and the
# scores of indicators. The same arguments make the same bytes.
#
# madebooks.sh again ROOT DATASET EDITION [AREAS [INDICATORS]]: the workbook of
# an edition with other figures, as if it had been replaced.
set -eu
LC_ALL=C
export LC_ALL
: "${B:=build}"
tree=$(cd "$(dirname "$0")/.." && pwd)
version=0
[ "$1" != again ] || {
	version=1
	shift
}
root=$1 second=$2 third=$3 areas=${4-195} indicators=${5-10}
figures=$root/books/figures
mkdir -p "$figures" "$root/output"
[ -e "$root/raw/areas" ] || {
	mkdir -p "$root/raw"
	ln -s "$tree/raw/areas" "$root/raw/areas"
}
sed -n 's/^[A-Z]*,[A-Z]*,[0-9]*,\([A-Za-z ]*\),iso$/\1/p' \
	"$tree/raw/areas/areas.csv" | head -n "$areas" >"$root/books/areas"

# spec NAME FIRST LAST
spec()
{
	mkdir -p "$root/raw/$1"
	{
		echo "dataset: $1"
		echo "title: Made up"
		echo "publisher: Nobody"
		echo "indicators:"
		echo "  - {id: overall}"
		i=1
		while [ $i -le "$indicators" ]; do
			echo "  - {id: i$i, of: overall}"
			i=$((i + 1))
		done
		echo "editions:"
		echo "  - edition: \"$2\""
		echo "    file: $1-$2.xlsx"
		echo "    sheets: [Figures]"
		echo "    columns:"
		echo "      - {label: Country, is: area}"
		echo "      - {label: Rank, rank: overall}"
		echo "      - {label: Score, score: overall}"
		i=1
		while [ $i -le "$indicators" ]; do
			echo "      - {label: Indicator $i, score: i$i}"
			i=$((i + 1))
		done
		i=$(($2 + 1))
		while [ $i -le "$3" ]; do
			echo "  - {edition: \"$i\", like: \"$2\"," \
				"file: $1-$i.xlsx}"
			i=$((i + 1))
		done
	} >"$root/raw/$1/$1.yaml"
}

# books NAME FIRST LAST: the figures of a dataset, and how they lie in workbooks
books()
{
	awk -v name="$1" -v number="${1#made}" -v first="$2" -v last="$3" \
		-v indicators="$indicators" -v version=$version \
		-v folder="$figures" '
		{ area[++n] = $0 }
		END {
			for (e = first; e <= last; e++) {
				srand(number * 100003 + e * 2 + version)
				file = folder "/" name "-" e ".csv"
				printf "Rank,Country,Score" >file
				for (i = 1; i <= indicators; i++)
					printf ",Indicator %d", i >file
				print "" >file
				for (a = 1; a <= n; a++) {
					printf "%d,%s,%.2f", a, area[a], \
						99 - (a - rand()) * 98 / n >file
					for (i = 1; i <= indicators; i++)
						printf ",%.2f", 100 * rand() >file
					print "" >file
				}
				close(file)
				print "workbook," name "-" e ".xlsx,"
				print "sheet,Figures," name "-" e ".csv"
			}
		}' "$root/books/areas" >>"$figures/workbooks.csv"
}

echo what,where,value >"$figures/workbooks.csv"
if [ $version = 1 ]; then
	books "$second" "$third" "$third"
else
	n=1
	while [ $n -le "$second" ]; do
		spec "made$n" 1001 $((1000 + third))
		books "made$n" 1001 $((1000 + third))
		n=$((n + 1))
	done
fi
"$B/bundle" "$figures/workbooks.csv" "$root/books"
rm -r "$figures" "$root/books/areas"
