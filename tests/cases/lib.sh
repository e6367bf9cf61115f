# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# What the cases have in common. $BIN is in PATH; $TREE is the checkout,
# $BUNDLED the workbooks made from raw/gairi/figures, $OFFICIAL the official
# ones.

# A make that a case calls is nobody's child.
unset MAKEFLAGS MFLAGS MAKELEVEL

need_official()
{
	[ -d "$OFFICIAL/gairi" ] && return
	echo "needs the official workbooks (KOSH_TEST_DATA)" >&2
	exit 77
}

need()
{
	command -v "$1" >/dev/null && return
	echo "needs $1" >&2
	exit 77
}

# A small file system of its own; everything in it goes with the case. The
# rest of the script runs with room for SIZE.
need_mount()
{
	unshare -m true 2>/dev/null && return
	echo "needs the right to mount" >&2
	exit 77
}

book2025=2025-Government-AI-Readiness-Index-data-1.xlsx

# figures: the sheets of the 2025 edition as CSV, in figures/, to be edited;
# workbook then makes the workbook of them under its official name.
figures()
{
	mkdir -p figures
	cp "$TREE"/raw/gairi/figures/2025-*.csv figures
	chmod u+w figures/*
	awk -v file="$book2025" 'BEGIN { FS = "," }
		NR == 1 { print }
		$1 == "workbook" { on = $2 == file }
		on { print }' "$TREE/raw/gairi/figures/workbooks.csv" \
		>figures/workbooks.csv
}

workbook()
{
	"$BUNDLE" figures/workbooks.csv .
}

# edit SED-SCRIPT FILE: sed -i, and a failure if it changed nothing
edit()
{
	sed "$1" "figures/$2" >edited
	if cmp -s edited "figures/$2"; then
		echo "edit '$1' changed nothing" >&2
		exit 99
	fi
	mv edited "figures/$2"
}

# hashless: a filter for releases that are made here. Their bytes, and so their
# sha256, are those of the library that wrote the workbook.
hashless()
{
	sed -E 's/[0-9a-f]{64}/SHA256/g; s/\b[0-9a-f]{12}\b/RELEASE/g'
}

# The findings of extracting the 2025 workbook here, without their long keys.
findings()
{
	kosh-extract --findings found.csv gairi/2025 "$book2025" >/dev/null
	mlr --icsv --ocsv cut -o -f rule,severity,area,sheet,cell,raw,message \
		found.csv
}
