#!/bin/sh
# SPDX-License-Identifier: MIT
# run.sh TEST...
#
# Runs the cmocka programs $B/tests/TEST and the cases of tests/cases, JOBS of
# them at a time (as many as there are processors), and ends with "N passed, N
# failed, N skipped". UNDER is put in front of the programs (valgrind). A failure
# prints what the program said.
#
# run.sh one NAME: one of them. What it says goes to $B/said/NAME, and how many
# passed, failed and were skipped to $B/said/NAME.n.
set -u
LC_ALL=C
export LC_ALL
: "${B:=build}" "${UNDER:=}" "${JOBS:=$(nproc)}"
: "${KOSH_TEST_DATA:=../shared}"
KOSH_BUNDLE=$B/bundle
export KOSH_TEST_DATA B UNDER KOSH_BUNDLE

# A cmocka program; it says what it skipped as "not ok 7 # SKIP name".
run_program()
{
	status=0
	# shellcheck disable=SC2086 # UNDER is a command with its options
	CMOCKA_MESSAGE_OUTPUT=TAP $UNDER "$B/tests/$1" >"$log" 2>&1 ||
		status=$?
	skip=$(grep -cE '^(not )?ok [0-9]+ # SKIP' "$log")
	good=$(grep -cE '^ok [0-9]+ - ' "$log")
	bad=$(grep -cE '^not ok [0-9]+ - ' "$log")
	sed -n "s/^[a-z ]* [0-9]* # SKIP /skipped: $1: /p" "$log"
	# a crash says nothing of the test it died in
	[ "$status" = 0 ] || [ "$bad" != 0 ] || bad=1
	[ "$bad" = 0 ] || {
		echo "FAILED: $1 (status $status)"
		grep -vE '^ok ' "$log" | head -60
	}
}

run_case()
{
	status=0 good=0 bad=0 skip=0
	sh tests/case.sh "$1" >"$log" 2>&1 || status=$?
	case $status in
	0) good=1 ;;
	77)
		skip=1
		echo "skipped: $1: $(cat "$log")"
		;;
	*)
		bad=1
		echo "FAILED: $1"
		cat "$log"
		;;
	esac
}

if [ "${1-}" = one ]; then
	name=$(basename "$2")
	log=$B/said/$name.log
	case $2 in
	tests/cases/*) run_case "$2" ;;
	*) run_program "$2" ;;
	esac >"$B/said/$name"
	echo "$good $bad $skip" >"$B/said/$name.n"
	exit
fi

rm -rf "$B/said"
mkdir -p "$B/said"
{
	printf '%s\n' "$@"
	for case in tests/cases/*/cmd; do
		[ ! -e "$case" ] || dirname "$case"
	done
} >"$B/said/.all"
xargs -P "$JOBS" -n 1 sh tests/run.sh one <"$B/said/.all"
while read -r name; do
	said=$B/said/$(basename "$name")
	cat "$said"
	if [ -e "$said.n" ]; then
		cat "$said.n" >>"$B/said/.counts"
	else
		echo "FAILED: $name was ended"
		echo 0 1 0 >>"$B/said/.counts"
	fi
done <"$B/said/.all"
awk '{ passed += $1; failed += $2; skipped += $3 }
	END {
		printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
		exit failed > 0
	}' "$B/said/.counts"
