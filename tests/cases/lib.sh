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

# The findings of extracting the 2025 workbook here, without their long keys.
findings()
{
	kosh-extract --findings found.csv gairi/2025 "$book2025" >/dev/null
	mlr --icsv --ocsv cut -o -f rule,severity,area,sheet,cell,raw,message \
		found.csv
}

# need_nginx; start_nginx: serves www/ on a port of this machine until the
# script ends. $server is its address then, nginx/access.log tells what was
# asked for, a line "METHOD TARGET STATUS" each. What the server is to do
# besides stands in nginx/server.conf, in nginx's own language, before that.
need_nginx()
{
	PATH=$PATH:/usr/sbin
	need nginx
}

nginx_conf()
{
	[ "$(id -u)" != 0 ] || echo "user root;"
	cat <<-END
		worker_processes 1;
		pid nginx.pid;
		error_log error.log;
		events { worker_connections 64; }
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
				root ../www;
				types { text/html html; application/json json; }
				include server*.conf;
			}
		}
	END
}

stop_nginx()
{
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
	# shellcheck disable=SC2034 # for the cases
	server=http://127.0.0.1:$port
}
