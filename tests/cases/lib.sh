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

# All tools but kosh itself.
tools()
{
	(cd "$BIN" && ls) | grep '^kosh-'
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

# first_release: the figures of 2025 as the press had them in December 2025,
# before they were restated, as far as it told them. The ranks go to those who
# hold them since.
first_release()
{
	figures
	for file in 2025-global-rankings.csv 2025-dimensions-pillars.csv; do
		awk -F, -v OFS=, -v at="$([ $file = 2025-dimensions-pillars.csv ] ||
			echo 1)" '
			BEGIN {
				rank["Kazakhstan"] = 60; rank["Peru"] = 58
				rank["Georgia"] = 84
				rank["Dominican Republic"] = 87
				rank["Azerbaijan"] = 70; rank["Nigeria"] = 69
				rank["T\303\274rkiye"] = 48; rank["Bahrain"] = 53
				score["Azerbaijan"] = 49
				score["T\303\274rkiye"] = 58.1
			}
			$(at + 2) in rank { $(at + 1) = rank[$(at + 2)] }
			$(at + 2) in score { $(at + 3) = score[$(at + 2)] }
			!at && $2 == "Georgia" {
				$6 = 48.01; $9 = 29.19; $10 = 36.55
			}
			{ print }' "figures/$file" >edited
		mv edited "figures/$file"
	done
	workbook
}

# both_releases: that one, fetched on 24 December 2025, and the one of January
# with all other editions, in the database.
both_releases()
{
	first_release
	SOURCE_DATE_EPOCH=1766534400 kosh-fetch -q --from . gairi/2025 \
		>/dev/null
	kosh-run -q --from "$BUNDLED" gairi >/dev/null
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

# need_postgres; start_postgres [DIR...]: a PostgreSQL of the case's own in each
# folder, pg if none is named, until the script ends; $postgres is the address of
# the last one. psql_here SQL asks it.
need_postgres()
{
	sh "$TREE/tests/postgres.sh" there && return
	echo "needs postgresql" >&2
	exit 77
}

stop_postgres()
{
	for server in $servers; do
		sh "$TREE/tests/postgres.sh" stop "$server"
	done
}

start_postgres()
{
	need_postgres
	need psql
	[ $# -gt 0 ] || set -- pg
	# what runs as another user has to get in
	chmod 755 .. .
	servers=
	trap stop_postgres EXIT
	trap 'exit 99' HUP INT TERM
	for server; do
		servers="$servers $server"
		postgres=$(sh "$TREE/tests/postgres.sh" start "$server") ||
			exit 99
	done
}

psql_here()
{
	psql -XAtq -v ON_ERROR_STOP=1 -d "$postgres" -c "$1"
}

# same_there: which of the tables that kosh-push compares are not the
# same in output/kosh.db and on the server, rows by what they
# refer to, doubles by their bits.
here_and_there()
{
	sqlite3 -list -nullvalue NULL output/kosh.db "$(echo "$1" | sed -E \
		's/BITS\(([a-z_.]+)\)/CASE WHEN \1 IS NOT NULL THEN hex(ieee754_to_blob(\1)) END/g')" |
		LC_ALL=C sort >here.rows
	psql -XAtq -P null=NULL -d "$postgres" -c "SET search_path = kosh" \
		-c "$(echo "$1" | sed -E \
		's/BITS\(([a-z_.]+)\)/upper(encode(float8send(\1), '\''hex'\''))/g')" |
		LC_ALL=C sort >there.rows
	cmp -s here.rows there.rows ||
		echo "$2: $(wc -l <here.rows) rows here, $(wc -l <there.rows) there"
}

# columns TABLE ALIAS: those that say something by themselves
columns()
{
	sqlite3 output/kosh.db "SELECT group_concat(iif(type = 'REAL',
			'BITS($2.' || name || ')', '$2.' || name), ', ')
		FROM pragma_table_xinfo('$1')
		WHERE name NOT IN ('finding_id', 'indicator_id', 'label_id',
			'release_id', 'sheet_id', 'waiver_id')"
}

same_there()
{
	for table in area scheme region member sheet label finding_seen \
		dataset regime edition indicator release waiver average source \
		run_input; do
		here_and_there "SELECT $(columns $table t) FROM $table AS t" \
			$table
	done
	here_and_there "SELECT r.dataset, r.edition, r.release, w.rule, w.place,
		$(columns finding f) FROM finding AS f
		JOIN release AS r ON r.release_id = f.release_id
		LEFT JOIN waiver AS w ON w.waiver_id = f.waiver_id" finding
	here_and_there "SELECT r.dataset, r.edition, r.release, n.indicator,
		s.name, l.label, $(columns observation o) FROM observation AS o
		JOIN release AS r ON r.release_id = o.release_id
		JOIN indicator AS n ON n.indicator_id = o.indicator_id
		JOIN sheet AS s ON s.sheet_id = o.sheet_id
		JOIN label AS l ON l.label_id = o.label_id" observation
	here_and_there "SELECT count(*) FROM observation" observations
}

# need_nginx; start_nginx: serves www/ at two ports of this machine until the
# script ends: $server is the address of the one, $secure that of the other over
# TLS, by a certificate that is trusted from then on. nginx/access.log tells what
# was asked for, a line "METHOD TARGET STATUS" each. What the server is to do
# besides stands in nginx/server.conf, in nginx's own language, before that.
need_nginx()
{
	PATH=$PATH:/usr/sbin
	need nginx
	need openssl
}

nginx_conf()
{
	[ "$(id -u)" != 0 ] || echo "user root;"
	cat <<-END
		worker_processes 1;
		pid nginx.pid;
		error_log error.log;
		events { worker_connections 256; }
		http {
			log_format asked '\$request_method \$request_uri \$status';
			access_log access.log asked;
			client_body_temp_path temp;
			proxy_temp_path temp;
			fastcgi_temp_path temp;
			uwsgi_temp_path temp;
			scgi_temp_path temp;
			server {
				listen 127.0.0.1:$1;
				listen 127.0.0.1:$(($1 + 1)) ssl;
				ssl_certificate cert.pem;
				ssl_certificate_key key.pem;
				root ../www;
				types { text/html html; application/json json; }
				include server*.conf;
			}
		}
	END
}

stop_nginx()
{
	[ -s nginx/nginx.pid ] || return 0
	kill "$(cat nginx/nginx.pid)" 2>/dev/null || return 0
	while [ -e nginx/nginx.pid ]; do sleep 0.02; done
}

# nginx cannot be asked for any port that is free: one is drawn until it will
# do, below those that outgoing connections get.
start_nginx()
{
	need_nginx
	unset http_proxy https_proxy HTTPS_PROXY all_proxy ALL_PROXY
	mkdir -p www nginx
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 \
		-nodes -keyout nginx/key.pem -out nginx/cert.pem -days 3650 \
		-subj /CN=localhost \
		-addext subjectAltName=DNS:localhost,IP:127.0.0.1 2>/dev/null
	CURL_CA_BUNDLE=$PWD/nginx/cert.pem
	export CURL_CA_BUNDLE
	tries=0
	until
		port=$(od -An -N2 -tu2 /dev/urandom)
		port=$((20000 + port % 12000))
		nginx_conf "$port" >nginx/nginx.conf
		nginx -p "$PWD/nginx" -c nginx.conf -e error.log 2>nginx/said
	do
		tries=$((tries + 1))
		[ "$tries" -lt 9 ] && continue
		cat nginx/said >&2
		exit 99
	done
	trap stop_nginx EXIT
	trap 'exit 99' HUP INT TERM
	until [ -s nginx/nginx.pid ]; do sleep 0.02; done
	# shellcheck disable=SC2034 # for the case
	server=http://127.0.0.1:$port
	secure=https://localhost:$((port + 1))
}

# net_spec NAME: a dataset of one edition, whose workbook is $secure/a.xlsx;
# more editions can be added to its file.
net_spec()
{
	mkdir -p "raw/$1"
	cat >"raw/$1/$1.yaml" <<-YAML
		dataset: $1
		title: A demonstration
		publisher: Nobody
		indicators:
		  - {id: overall}
		editions:
		  - edition: "2025"
		    file: a.xlsx
		    url: $secure/a.xlsx
		    sheets: [Global Rankings]
		    columns:
		      - {label: Country, is: area}
		      - {label: Ranking, rank: overall}
		      - {label: Total Score, score: overall}
	YAML
}

# hostile: gairi/2025 in the database, with findings that hold in every text of
# theirs what could break a report.
hostile()
{
	need sqlite3
	kosh-run -q --from "$BUNDLED" gairi/2025 >/dev/null
	sqlite3 output/kosh.db <<-'END'
		WITH bad (bytes) AS (VALUES
			(x'00'), (x'1b5b33316d'), (x'ff'), (x'0a'), (x'0d0a09'),
			(x'efbfbe'), (x'efbfbf'), (x'eda080'), (x'c29b'), (x''),
			(']]>'), ('|'), ('-->'), ('<b>&amp;</b>'), ('%s%n\'),
			('"''`*_[x](y)'), ('{{x}}'), ('/../'), ('# x'),
			('http://x.y/'), ('www.x.y'), ('$x$'))
		INSERT INTO finding (stage, rule, severity, release_id,
			indicator, measure, area, label, period, sheet, cell,
			raw, expected, actual, message)
		SELECT 'extract', iif(bytes = '-->', '<V>' || t, 'V202'),
			'error', (SELECT release_id FROM release
				WHERE edition = '2025'
					AND source = 'workbook'),
			t, t, t, t, t, t, t, t, t, t, t
		FROM (SELECT bytes, CAST(CAST('a' AS BLOB)
				|| CAST(bytes AS BLOB)
				|| CAST('z' AS BLOB) AS TEXT) AS t FROM bad);
		UPDATE release SET forced = ']]>|<b>' || char(0xfffe, 27),
			url = ']]>|<b>' || char(0xfffe, 27),
			file = CAST(x'61ff7c3c0a1b223e2620' AS TEXT)
		WHERE edition = '2025' AND source = 'workbook';
	END
}

# faulty: gairi/2025 with one error, one warning and one that is waived.
faulty()
{
	figures
	edit 's/,Kazakhstan,.*/,Kazakhstan,n\/a!/' 2025-global-rankings.csv
	edit '/,Chile,/p' 2025-global-rankings.csv
	workbook
	cat >raw/gairi/waivers.csv <<-END
		rule,place,who,why,until
		V302,2025:Global Rankings,A. Person,told the publisher,2026-06-30
	END
}

# anew DIR: the rest of the script runs there, with an empty store.
anew()
{
	mkdir -p "$1/raw/gairi" "$1/output"
	ln -s "$TREE/raw/areas" "$1/raw/areas"
	ln -s "$TREE/raw/gairi/gairi.yaml" "$TREE"/raw/gairi/*.csv \
		"$1/raw/gairi"
	cd "$1" || exit 99
}

# fingerless: a filter for reports of releases that are made here.
fingerless()
{
	sed -E 's/[0-9a-f]{64}/SHA256/g; s/\b[0-9a-f]{32}\b/FINGERPRINT/g
		s/\b[0-9a-f]{12}\b/RELEASE/g; s/kosh [0-9.]+/kosh VERSION/'
}

# need_look: what the tests that look at reports need: $python with openpyxl, and
# the scripts of tests/look in $look.
need_look()
{
	# shellcheck disable=SC2034 # for the case
	look=$TREE/tests/look
	for python in /usr/bin/python3 python3 none; do
		"$python" -B -c 'import openpyxl' 2>/dev/null && return
	done
	echo "needs python3-openpyxl" >&2
	exit 77
}

# need_paper: what it takes to print them besides. Calibri is as wide as Carlito.
need_paper()
{
	need_look
	need soffice
	need pdftotext
	need pdftoppm
	"$python" -c 'import PIL' 2>/dev/null || {
		echo "needs python3-pil" >&2
		exit 77
	}
	fc-match Calibri | grep -q Carlito && return
	echo "needs fonts-crosextra-carlito" >&2
	exit 77
}

# reports LANGUAGE...: the reports of gairi, in all profiles and in those of the
# languages that there are, in reports/PROFILE-LANGUAGE.xlsx; full only if $full
# is set, and in English. Which they are is printed.
reports()
{
	mkdir -p reports
	for profile in summary 'country --area KAZ' 'region --region 143' full; do
		for language in "$@"; do
			case ${full-}${profile%% *}-$language in
			full-* | 1full-[!e]*) continue ;;
			esac
			# shellcheck disable=SC2086 # a list of words
			kosh-export -q --lang "$language" gairi $profile -o \
				"reports/${profile%% *}-$language.xlsx" \
				2>refused && continue
			grep -q -e 'no such profile' -e 'none of that name' \
				refused && continue
			cat refused >&2
			exit 99
		done
	done
	ls reports
}
