#!/bin/sh
# SPDX-License-Identifier: MIT
# coverage.sh FILE.c...
#
# Which lines and branches of the sources the programs in $TESTS run, by gcov:
# a row for each file and the total, and with V=1 the lines that were not run
# and those with a branch that was never taken. $B was built with --coverage.
set -eu
LC_ALL=C
export LC_ALL
: "${B:?}" "${TESTS:?}" "${V:=}"
: "${KOSH_TEST_DATA:=../shared}"
export KOSH_TEST_DATA
find "$B" -name '*.gcda' -exec rm -f {} +
for test in $TESTS; do
	"$B/tests/$test" >"$B/test.log" 2>&1 || {
		cat "$B/test.log" >&2
		exit 1
	}
done

# What gcov says of one file, its headers left out.
summary()
{
	gcov -bn -o "$B/obj/${1%.c}.gcno" "$1" 2>/dev/null |
		awk -v file="$1" '
		/^File / { ours = $0 == "File '\''" file "'\''" }
		ours && /^Lines executed/ { split($0, l, /[:%]| of /) }
		ours && /^Taken at least/ { split($0, b, /[:%]| of /) }
		END {
			printf "%s %.0f %d %.0f %d\n", file, l[2] * l[4] / 100,
				l[4], b[2] * b[4] / 100, b[4]
		}'
}

for file in "$@"; do
	summary "$file"
done | awk '
function row(name, l, lines, b, branches)
{
	printf "%-34s %5d of %5d lines %6.1f %% %5d of %5d branches %6.1f %%\n",
		name, l, lines, lines ? 100 * l / lines : 100, b, branches,
		branches ? 100 * b / branches : 100
}
{
	row($1, $2, $3, $4, $5)
	l += $2; lines += $3; b += $4; branches += $5
}
END { row("total", l, lines, b, branches) }'

[ -n "$V" ] || exit 0
for file in "$@"; do
	gcov -bt -o "$B/obj/${file%.c}.gcno" "$file" 2>/dev/null |
		awk -v file="$file" '
	function say(what)
	{
		print file ":" number ": " what ":" text
	}
	$1 == "-:" && $2 ~ /^0:Source/ {
		sub(/.*Source:/, "")
		ours = $0 == file
	}
	!ours { next }
	/^ *[-#=0-9*]+: *[0-9]+:/ {
		split($0, part, ":")
		number = part[2] + 0
		text = $0
		sub(/^[^:]*:[^:]*:[\t ]*/, " ", text)
		said = 0
		if (part[1] ~ /[#=]/) {
			say("not run")
			said = 1
		}
	}
	/^branch .*taken 0%/ && !said {
		say("a branch not taken")
		said = 1
	}'
done
