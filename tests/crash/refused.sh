#!/bin/sh
# SPDX-License-Identifier: MIT
# refused.sh N [TOOL]
#
# Runs the tools with one request for memory refused, each at N points that are
# spread over all that it asks for; N of 0: at each. It ends as it does
# undisturbed, or with status 5 and the reason on stderr; no file that is new is
# there in part, and what there is proves itself.
#
# libxlsxwriter crashes without memory, which loses nothing. A workbook that wants
# more than its reader may have is at fault itself, with status 3. kosh-doctor's
# result is what it could find out.
# shellcheck disable=SC2154 # world.sh says $room, $build, $tools and $readers
set -u
n=$1 only=${2:-}
# shellcheck disable=SC1091
. "$(dirname "$0")/world.sh"

can_refuse || {
	echo "memory cannot be refused here" >&2
	exit 77
}

# The files that are the same bytes each time, with what they hold. A report of
# a run names the line of the log. libxlsxwriter unlinks its temporary files where
# it opens them, which may fail.
files()
{
	case $tool in
	run | again) report='*.xlsx' ;;
	*) report= ;;
	esac
	find . -type f ! -name '*.db*' ! -name 'kosh.log*' ! -name kosh.lock \
		! -name lock ! -name 'tmp.??????????' ! -name said \
		! -name "$report" -exec sha256sum {} +
}

measure()
{
	begin "$1"
	files >../may
	status=0
	work "$1" env "COUNT=$room/asked" "LD_PRELOAD=$build/crash/refuse.so" \
		>../wanted 2>../err || status=$?
	files >>../may
	case $status in
	0 | 1) ;;
	*)
		echo "$1, undisturbed: status $status"
		cat ../err
		exit 99
		;;
	esac
	asked=$(cat ../asked)
	cd ..
}

is_excels()
{
	case $tool in
	run | again | xlsx) ;;
	*) return 1 ;;
	esac
	[ "$1" = 139 ] || [ "$1" = 134 ]
}

# attempt TOOL N: what is wrong then
attempt()
{
	got=0
	work "$1" env "REFUSE=$2" "LD_PRELOAD=$build/crash/refuse.so" \
		>../out 2>../err || got=$?
	if [ $got = 5 ]; then
		[ -s ../err ] || echo "-- no message"
	elif is_excels $got; then
		excel=$((excel + 1))
	elif [ $got = 3 ] && grep -q 'a workbook reader has at most' ../err; then
		:
	elif [ "$tool" = doctor ] && [ $got = 1 ]; then
		:
	elif [ $got != "$status" ]; then
		echo "-- status $got"
	elif [ "$tool" != doctor ] && ! cmp -s ../out ../wanted; then
		echo "-- another result"
	fi
	[ $got = 3 ] || files | grep -vxFf ../may
	find . -name '*.tmp*'
	for report in output/*.xlsx; do
		[ ! -e "$report" ] || holds kosh-cells -q "$report"
	done
	judge
}

make_world
bad=0 all=0
for tool in $tools $readers; do
	[ "${only:-$tool}" = "$tool" ] || continue
	excel=0
	measure "$tool"
	step=1
	[ "$n" = 0 ] || step=$(((asked + n - 1) / n))
	at=$((step / 2 + step % 2)) points=0
	while [ $at -le "$asked" ]; do
		begin "$tool"
		attempt "$tool" $at >../wrong 2>&1
		cd ..
		if [ -s wrong ]; then
			bad=$((bad + 1))
			echo "$tool, request $at:"
			cat wrong err
		fi
		points=$((points + 1))
		at=$((at + step))
	done
	all=$((all + points))
	echo "$tool: $points of $asked requests, $excel crashes of libxlsxwriter"
done
echo "$all refused, $bad went wrong"
[ $bad = 0 ]
