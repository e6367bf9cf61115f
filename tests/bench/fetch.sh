#!/bin/sh
# SPDX-License-Identifier: MIT
# fetch.sh: how long it takes to fetch EDITIONS workbooks from a server on
# loopback, and to learn that none has changed, against curl and wget. Medians
# of interleaved runs, as ratios. It never fails a build.
set -u
LC_ALL=C
export LC_ALL
: "${B:=build}" "${RUNS:=9}" "${EDITIONS:=200}"
case $B in
/*) ;;
*) B=$(pwd)/$B ;;
esac
for tool in nginx curl wget; do
	command -v $tool >/dev/null || PATH=$PATH:/usr/sbin
	command -v $tool >/dev/null ||
		{ echo "fetching: $tool is not installed"; exit 0; }
done
tree=$(pwd)
room=$(mktemp -d) || exit 0
cleanup()
{
	[ -e "$room/nginx.pid" ] && kill "$(cat "$room/nginx.pid")"
	chmod -R u+w "$room" 2>/dev/null
	rm -rf "$room"
}
trap cleanup EXIT
chmod 755 "$room"

# ---- what there is to fetch --------------------------------------------------

# The same workbook EDITIONS times, told apart by the comment of its zip.
mkdir -p "$room/www" "$room/root/raw/many"
book=$B/bundled/2025-Government-AI-Readiness-Index-data-1.xlsx
ln -s "$tree/raw/areas" "$room/root/raw/areas"
port=$((20000 + $$ % 20000))
spec=$room/root/raw/many/many.yaml
cat >"$spec" <<-YAML
	dataset: many
	title: Many editions
	publisher: Nobody
	indicators:
	  - {id: overall}
	editions:
	  - edition: "0"
	    file: 0.xlsx
	    url: http://127.0.0.1:$port/0.xlsx
	    sheets: [Global Rankings]
	    columns:
	      - {label: Country, is: area}
	      - {label: Ranking, rank: overall}
	      - {label: Total Score, score: overall}
YAML
i=0
while [ $i -lt "$EDITIONS" ]; do
	{
		head -c -2 "$book"
		printf '\004\000%04d' $i
	} >"$room/www/$i.xlsx"
	url=http://127.0.0.1:$port/$i.xlsx
	[ $i = 0 ] || cat >>"$spec" <<-YAML
		  - {edition: "$i", like: "0", file: $i.xlsx, url: "$url"}
	YAML
	cat >>"$room/curl.conf" <<-CONF
		next
		url = "$url"
		output = "$room/curl/$i.xlsx"
		etag-save = "$room/curl/$i.etag"
		etag-compare = "$room/curl/$i.etag"
		silent
		show-error
		fail
	CONF
	echo "$url" >>"$room/urls"
	i=$((i + 1))
done
sed -i 1d "$room/curl.conf" # the first one has none before it

cat >"$room/nginx.conf" <<-CONF
	worker_processes 1;
	pid $room/nginx.pid;
	error_log $room/error.log;
	events { worker_connections 1024; }
	http {
		access_log off;
		root $room/www;
		client_body_temp_path $room/t1;
		proxy_temp_path $room/t2;
		fastcgi_temp_path $room/t3;
		uwsgi_temp_path $room/t4;
		scgi_temp_path $room/t5;
		server { listen 127.0.0.1:$port; }
	}
CONF
nginx -p "$room" -c "$room/nginx.conf" 2>"$room/error" ||
	{ echo "fetching: nginx does not start: $(cat "$room/error")"; exit 0; }

# ---- who fetches -------------------------------------------------------------

KOSH_ROOT=$room/root
export KOSH_ROOT
unset KOSH_DB http_proxy https_proxy all_proxy

run_kosh()
{
	"$B/bin/kosh-fetch" -q --allow-private many
}

run_curl()
{
	curl --parallel --config "$room/curl.conf"
}

run_wget()
{
	wget -q -N -P "$room/wget" -i "$room/urls"
}

forget()
{
	chmod -R u+w "$room/root/raw/store" 2>/dev/null
	rm -rf "$room/root/raw/store" "$room/root/raw/kosh.lock" \
		"$room/root/output" "$room/curl" "$room/wget"
	mkdir -p "$room/curl" "$room/wget"
}

# clocked NAME COMMAND: its time in microseconds, into a file of that name. Only
# kosh syncs what it writes: it is not to wait for what others left behind.
clocked()
{
	sync
	start=$(date +%s%N)
	$2 >"$room/said" 2>&1 || { echo "$2 failed:"; head -3 "$room/said"; }
	echo $((($(date +%s%N) - start) / 1000)) >>"$room/$1"
}

median()
{
	sort -n "$room/$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

i=0
while [ $i -le "$RUNS" ]; do
	forget
	for who in kosh curl wget; do
		clocked cold.$who run_$who
	done
	for who in kosh curl wget; do
		clocked same.$who run_$who
	done
	[ $i -gt 0 ] || rm "$room"/cold.* "$room"/same.* # to warm up
	i=$((i + 1))
done

echo
echo "fetching $EDITIONS workbooks from loopback, medians of $RUNS runs:"
for what in cold same; do
	kosh=$(median $what.kosh)
	for who in kosh curl wget; do
		awk -v what=$what -v who=$who -v t="$(median $what.$who)" \
			-v kosh="$kosh" 'BEGIN {
			printf "  %s %-5s %8.1f ms  %.2f of kosh\n",
				what == "cold" ? "all new  " : "unchanged",
				who, t / 1000, t / kosh }'
	done
done
