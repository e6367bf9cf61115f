#!/bin/sh
# SPDX-License-Identifier: MIT
# madebooks.sh ROOT DATASETS EDITIONS
#
# Makes datasets in ROOT/raw (made-001, ...), each with its spec, and in
# ROOT/books an .xlsx of each edition: 190 areas with their rank, their score and
# 20 parts, which is about what an edition of gairi is. The same arguments give
# the same files. $B/bundle lays them out.
set -eu
LC_ALL=C
export LC_ALL
root=$1 datasets=$2 editions=$3
: "${B:=build}"
mkdir -p "$root/raw" "$root/books"
[ -e "$root/raw/areas" ] || ln -s "$(pwd)/raw/areas" "$root/raw/areas"
figures=$(mktemp -d)
trap 'rm -rf "$figures"' EXIT

awk -F, -v datasets="$datasets" -v editions="$editions" -v root="$root" \
	-v figures="$figures" '
# splitmix would need integers of 64 bits; a line of Lehmer has 31
function draw()
{
	seed = (seed * 48271) % 2147483647
	return seed
}

function put_spec(name, file,   e, i)
{
	print "dataset: " name >file
	print "title: Made-up index " name >file
	print "publisher: nobody" >file
	print "licence: CC0" >file
	print "attribution: nobody" >file
	print "indicators:" >file
	print "  - {id: overall, label: Score}" >file
	for (i = 1; i <= 20; i++)
		print "  - {id: part-" i ", label: Part " i "}" >file
	print "editions:" >file
	for (e = 1; e <= editions; e++) {
		print "  - edition: \"" 1949 + e "\"" >file
		print "    areas: " n >file
		print "    scale: [0, 100]" >file
		print "    file: " name "-" 1949 + e ".xlsx" >file
		print "    sheets: [Scores]" >file
		print "    columns:" >file
		print "      - {label: Rank, rank: overall}" >file
		print "      - {label: Country, is: area}" >file
		print "      - {label: Score, score: overall}" >file
		for (i = 1; i <= 20; i++)
			print "      - {label: Part " i ", score: part-" i "}" \
				>file
	}
	close(file)
}

function put_figures(file,   a, b, i, rank)
{
	printf "Rank,Country,Score" >file
	for (i = 1; i <= 20; i++)
		printf ",Part %d", i >file
	print "" >file
	for (a = 1; a <= n; a++)
		score[a] = draw() % 10000
	for (a = 1; a <= n; a++) {
		rank = 1
		for (b = 1; b <= n; b++)
			rank += score[b] > score[a]
		printf "%d,%s,%.2f", rank, label[a], score[a] / 100 >file
		for (i = 1; i <= 20; i++)
			printf ",%.2f", draw() % 10000 / 100 >file
		print "" >file
	}
	close(file)
}

# areas whose name needs no quotes in CSV
$1 ~ /^[A-Z][A-Z][A-Z]$/ && NF == kinds && $5 == "iso" && n < 190 {
	label[++n] = $4
}
FNR == 1 { kinds = NF }

END {
	print "what,where,value"
	for (d = 1; d <= datasets; d++) {
		name = sprintf("made-%03d", d)
		system("mkdir -p " root "/raw/" name)
		put_spec(name, root "/raw/" name "/" name ".yaml")
		for (e = 1; e <= editions; e++) {
			seed = d * 1000 + e
			draw()
			put_figures(figures "/" name "-" e ".csv")
			print "workbook," name "-" 1949 + e ".xlsx,"
			print "sheet,Scores," name "-" e ".csv"
		}
	}
}' raw/areas/areas.csv >"$figures/workbooks.csv"
"$B/bundle" "$figures/workbooks.csv" "$root/books"
