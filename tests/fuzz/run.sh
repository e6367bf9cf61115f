#!/bin/sh
# SPDX-License-Identifier: MIT
# run.sh SECONDS TARGET...
#
# Runs the fuzz targets in $B/fuzz for so long each, with libFuzzer or, where
# FUZZER=afl, with AFL++. What is found to be worth keeping goes on from run to
# run in $ROOM/TARGET. A line for each: executions, edges, findings; a finding
# is shown and fails the run.
set -u
LC_ALL=C
export LC_ALL
: "${B:?}" "${ROOM:?}" "${FUZZER:=libfuzzer}"
ASAN_OPTIONS=quarantine_size_mb=16:abort_on_error=1:symbolize=0
[ "$FUZZER" = afl ] || ASAN_OPTIONS=quarantine_size_mb=16
UBSAN_OPTIONS=print_stacktrace=1
export ASAN_OPTIONS UBSAN_OPTIONS
seconds=$1
shift
failed=0

# is_xml TARGET
is_xml()
{
	case $1 in sheet | strings | styles | package | book) return 0 ;; esac
	return 1
}

# count DIR: the files in it
count()
{
	find "$1" -type f 2>/dev/null | wc -l
}

with_libfuzzer()
{
	set --
	is_xml "$target" && set -- -dict=tests/fuzz/xml.dict
	mkdir -p "$at/corpus"
	"$B/fuzz/$target" "$@" -max_total_time="$seconds" -timeout=10 \
		-rss_limit_mb=256 -print_final_stats=1 \
		-artifact_prefix="$at/found/" "$at/corpus" "$at/seeds" \
		>"$at/log" 2>&1
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$at/log")
	edges=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$at/log" | tail -1)
}

with_afl()
{
	set --
	is_xml "$target" && set -- -x tests/fuzz/xml.dict
	AFL_NO_UI=1 AFL_SKIP_CPUFREQ=1 AFL_AUTORESUME=1 AFL_NO_AFFINITY=1 \
		AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 \
		afl-fuzz -i "$at/seeds" -o "$at/afl" -V "$seconds" -t 10000 \
		"$@" -- "$B/fuzz/$target" >"$at/log" 2>&1
	stats=$at/afl/default/fuzzer_stats
	runs=$(sed -n 's/^execs_done *: *//p' "$stats")
	edges=$(sed -n 's/^edges_found *: *//p' "$stats")
	for f in "$at"/afl/default/crashes/id* "$at"/afl/default/hangs/id*; do
		[ ! -e "$f" ] || cp "$f" "$at/found/$(cksum <"$f" | tr ' ' -)"
	done
}

for target in "$@"; do
	at=$ROOM/$target
	kept=tests/fuzz/found/$target
	mkdir -p "$at/found"
	rm -rf "$at/seeds"
	"$B/fuzz/write_seeds" "$target" "$at/seeds" || exit 1
	[ ! -d "$kept" ] || cp "$kept"/* "$at/seeds"
	before=$(count "$at/found")
	runs='' edges=''
	if [ "$FUZZER" = afl ]; then with_afl; else with_libfuzzer; fi
	found=$(($(count "$at/found") - before))
	printf '%-10s %12s executions %6s edges %3s findings\n' "$target" \
		"${runs:-no}" "${edges:-no}" "$found"
	if [ "$found" != 0 ] || [ -z "${runs:-}" ]; then
		failed=1
		tail -40 "$at/log"
		find "$at/found" -type f
	fi
done
exit $failed
