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

# The findings of extracting the 2025 workbook here, without their long keys.
findings()
{
	kosh-extract --findings found.csv gairi/2025 "$book2025" >/dev/null
	mlr --icsv --ocsv cut -o -f rule,severity,area,sheet,cell,raw,message \
		found.csv
}

need_nginx()
{
	PATH=$PATH:/usr/sbin
	need nginx
	need openssl
}

# start_nginx [LINES]: a server of what lies in www/, over http at $HTTP and
# over https at $HTTPS, by a certificate that is trusted from here on. LINES are
# more of its configuration. access.log has a line for each request: status and
# path. It ends with the case.
start_nginx()
{
	mkdir -p www nginx
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 \
		-nodes -keyout nginx/key.pem -out nginx/cert.pem -days 3650 \
		-subj /CN=localhost \
		-addext subjectAltName=DNS:localhost,IP:127.0.0.1 2>/dev/null
	CURL_CA_BUNDLE=$PWD/nginx/cert.pem
	export CURL_CA_BUNDLE
	unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
	trap stop_nginx EXIT
	tries=0
	until configure_nginx "${1-}" && nginx -p "$PWD/nginx/" -c nginx.conf \
		2>nginx/said; do
		tries=$((tries + 1))
		[ $tries -lt 5 ] || { cat nginx/said >&2; exit 99; }
	done
}

configure_nginx()
{
	port=$((20000 + $(od -An -N2 -tu2 /dev/urandom) % 40000))
	HTTP=http://127.0.0.1:$port HTTPS=https://localhost:$((port + 1))
	cat >nginx/nginx.conf <<-CONF
		$([ "$(id -u)" != 0 ] || echo "user root;")
		worker_processes 1;
		pid $PWD/nginx/pid;
		error_log $PWD/nginx/error.log;
		events { worker_connections 256; }
		http {
			types { application/vnd.ms-excel xls; text/html html; }
			default_type application/octet-stream;
			log_format plain '\$status \$uri';
			access_log $PWD/access.log plain;
			root $PWD/www;
			gzip_types *;
			client_body_temp_path $PWD/nginx/t1;
			proxy_temp_path $PWD/nginx/t2;
			fastcgi_temp_path $PWD/nginx/t3;
			uwsgi_temp_path $PWD/nginx/t4;
			scgi_temp_path $PWD/nginx/t5;
			server {
				listen 127.0.0.1:$port;
				listen 127.0.0.1:$((port + 1)) ssl;
				ssl_certificate $PWD/nginx/cert.pem;
				ssl_certificate_key $PWD/nginx/key.pem;
				$1
			}
		}
	CONF
}

stop_nginx()
{
	[ ! -s nginx/pid ] || kill "$(cat nginx/pid)"
}

# net_spec NAME: a dataset of one edition, whose workbook is $HTTPS/a.xlsx; more
# editions can be added to its file.
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
		    url: $HTTPS/a.xlsx
		    sheets: [Global Rankings]
		    columns:
		      - {label: Country, is: area}
		      - {label: Ranking, rank: overall}
		      - {label: Total Score, score: overall}
	YAML
}
