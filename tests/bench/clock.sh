# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154
# clock.sh: for the benches, which have a folder $room

# clocked NAME COMMAND...: its time in microseconds, a line of $room/NAME.time
clocked()
{
	name=$1
	shift
	start=$(date +%s%N)
	"$@" >/dev/null 2>"$room/err" || cat "$room/err" >&2
	echo $((($(date +%s%N) - start) / 1000)) >>"$room/$name.time"
}

# median FILE: of its lines; 0 where there is none
median()
{
	[ -s "$1" ] || { echo 0; return; }
	sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}
