#!/bin/sh
# SPDX-License-Identifier: MIT
# case.sh DIR: runs one case of a whole tool.
#
# DIR holds cmd, a shell script that runs in an empty folder of its own with
# tests/cases/lib.sh before it, and what must come out: out, err, status (0 if
# absent). out and err absent mean that nothing may be written there. The exit
# status 77 skips. KOSH_TEST_ACCEPT=1 takes what came out for what must.
set -u
here=$(pwd)
dir=$here/$1
case $B in
/*) build=$B ;;
*) build=$here/$B ;;
esac
case $KOSH_TEST_DATA in
/*) OFFICIAL=$KOSH_TEST_DATA/data ;;
*) OFFICIAL=$here/$KOSH_TEST_DATA/data ;;
esac
BIN=$build/bin TREE=$here BUNDLE=$build/bundle BUNDLED=$build/bundled
PATH=$BIN:$PATH
SOURCE_DATE_EPOCH=1767225600 TZ=UTC KOSH_ROOT=. KOSH_RUN_ID=case
export BIN TREE BUNDLE BUNDLED OFFICIAL PATH SOURCE_DATE_EPOCH TZ KOSH_ROOT \
	KOSH_RUN_ID
unset KOSH_DB

room=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$room"; rm -rf "$room"' EXIT
mkdir -p "$room/here/raw/gairi" "$room/here/output"
ln -s "$TREE/raw/areas" "$room/here/raw/areas"
ln -s "$TREE/raw/gairi/gairi.yaml" "$TREE"/raw/gairi/*.csv \
	"$room/here/raw/gairi"
cat "$TREE/tests/cases/lib.sh" "$dir/cmd" >"$room/script"
cd "$room/here" || exit 1

status=0
# who runs the tests may ignore signals (nohup), which a script would inherit
env --default-signal sh "$room/script" >"$room/out" 2>"$room/err" \
	</dev/null || status=$?
if [ "$status" = 77 ]; then
	cat "$room/err"
	exit 77
fi
# who runs a case, and when, makes another hash
for stream in out err; do
	LC_ALL=C sed -i -E \
		's/log: line [0-9]+, head ([0-9a-f]{64}|SHA256)/log: line N, head HASH/' \
		"$room/$stream"
done
bad=0
expected=$(cat "$dir/status" 2>/dev/null || echo 0)
[ "$status" = "$expected" ] || {
	echo "status $status, expected $expected"
	bad=1
}
for stream in out err; do
	wanted=$dir/$stream
	if [ "${KOSH_TEST_ACCEPT-}" ]; then
		rm -f "$wanted"
		[ ! -s "$room/$stream" ] || cp "$room/$stream" "$wanted"
	fi
	[ -e "$wanted" ] || wanted=/dev/null
	diff -u --label "expected $stream" --label "$stream" "$wanted" \
		"$room/$stream" || bad=1
done
if [ "${KOSH_TEST_ACCEPT-}" ]; then
	rm -f "$dir/status"
	[ "$status" = 0 ] || echo "$status" >"$dir/status"
fi
exit $bad
