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
# shellcheck disable=SC2154 # world.sh says $room, $build and $tools
set -u
: "${KEEP:=}"
n=$1
seed=${2:-$(od -An -N3 -tu4 /dev/urandom | tr -d ' ')}
only=${3:-} fault=${4:-}
# shellcheck disable=SC1091
. "$(dirname "$0")/world.sh"

# a sanitizer cannot look for leaks where strace looks on
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
export ASAN_OPTIONS

faults='moment limit'
if strace -qq -o /dev/null true 2>/dev/null; then
	faults="$faults kill full broken"
else
	echo "without strace: not killed at a call, no full and no broken disk"
fi
if can_refuse; then
	faults="$faults memory"
else
	echo "memory is not refused"
fi

changes='write pwrite64 writev rename renameat renameat2 link linkat unlink
	unlinkat ftruncate truncate fsync fdatasync chmod fchmod mkdir mkdirat
	rmdir'
# as strace wants them, those that a machine lacks too
traced=$(echo "$changes" | sed 's/[a-z0-9]\{1,\}/?&/g' | tr -s '\n\t ' ,)

# ---- undisturbed ---------------------------------------------------------------

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
