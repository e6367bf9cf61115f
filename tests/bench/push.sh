#!/bin/sh
# SPDX-License-Identifier: MIT
# push.sh: how long kosh-push takes for a made-up world, against psql's \copy of
# the same observations, in the order of their key, into a table of the same
# columns, checks and key, from a text and from a binary file. kosh-push puts all
# other tables besides, and has the server analyze them. DB=FILE pushes another
# database. Medians of RUNS interleaved runs, as ratios: absolute times are the
# machine's. It never fails a build.
set -u
LC_ALL=C
export LC_ALL
: "${B:=build}" "${RUNS:=3}" "${DB:=}"
if ! sh tests/postgres.sh there || ! command -v psql >/dev/null; then
	echo "pushing: no PostgreSQL here"
	exit 0
fi
room=$(mktemp -d) || exit 0
trap 'sh tests/postgres.sh stop "$room/pg"; rm -rf "$room"' EXIT
trap 'exit 0' HUP INT TERM
tree=$(pwd)
KOSH_ROOT=$room
export KOSH_ROOT
unset KOSH_DB
chmod 755 "$room"
if [ "$DB" ]; then
	mkdir "$room/output"
	cp "$DB" "$room/output/kosh.db"
else
	mkdir "$room/raw"
	ln -s "$tree/raw/areas" "$room/raw/areas"
	"$B/bench/world" "$room" 20 10 200 20 || exit 0
fi
address=$(sh tests/postgres.sh start "$room/pg") || exit 0

ask()
{
	psql -XAtq -v ON_ERROR_STOP=1 -d "$address" "$@"
}

. tests/bench/clock.sh

fresh()
{
	ask -c 'DROP SCHEMA IF EXISTS kosh CASCADE' 2>/dev/null
	"$B/bin/kosh-push" -q --tables "$address"
	ask -c CHECKPOINT
}

fresh
"$B/bin/kosh-push" -q "$address"
ask -c '\copy (SELECT * FROM kosh.observation ORDER BY release_id, indicator_id, measure, period, area, place) TO '"'$room/rows.txt'"
ask -c '\copy (SELECT * FROM kosh.observation ORDER BY release_id, indicator_id, measure, period, area, place) TO '"'$room/rows.bin'"' (FORMAT binary)'
ask -c 'CREATE TABLE public.copied
	(LIKE kosh.observation INCLUDING ALL)'
i=0
while [ $i -le "$RUNS" ]; do
	fresh
	clocked push "$B/bin/kosh-push" -q "$address"
	clocked again "$B/bin/kosh-push" -q "$address"
	for way in txt bin; do
		ask -c 'TRUNCATE public.copied' -c CHECKPOINT
		[ $way = txt ] && format=text || format=binary
		clocked $way psql -Xq -d "$address" -c '\copy public.copied FROM '"'$room/rows.$way' (FORMAT $format)"
	done
	# the first round warms up
	[ $i -gt 0 ] || rm -f "$room"/*.time
	i=$((i + 1))
done

echo "pushing $(($(wc -l <"$room/rows.txt"))) observations, medians of $RUNS" \
	"interleaved runs"
echo
best=$(for way in txt bin; do median "$room/$way.time"; done | sort -n | head -n 1)
printf '%-34s %10s %8s\n' what ms 'x \copy'
while read -r name what; do
	printf '%-34s %10s %8s\n' "$what" "$(median "$room/$name.time" |
		awk '{ printf "%.1f", $1 / 1000 }')" \
		"$(median "$room/$name.time" |
			awk -v best="$best" '{ printf "%.2f", $1 / best }')"
done <<'END'
push kosh-push, all of it
again kosh-push, nothing has changed
txt psql \copy, text
bin psql \copy, binary
END
exit 0
