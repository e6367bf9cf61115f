#!/bin/sh
# SPDX-License-Identifier: MIT
# postgres.sh start DIR   a PostgreSQL of one's own, on a socket in DIR; says
#                         its address: postgresql://kosh@/kosh?host=DIR
# postgres.sh stop DIR    ends it; DIR goes
# postgres.sh there       whether one can be started here
#
# It does not listen on the net, takes nothing from the settings of the machine
# and does not sync: it is for tests. As root it runs as the user postgres.
set -eu

# Of the newest version that is installed.
bin=$(for d in /usr/lib/postgresql/*/bin /usr/local/pgsql/bin; do
	[ ! -x "$d/initdb" ] || echo "$d"
done | sort -V | tail -n 1)

# The server refuses to run as root.
as()
{
	if [ "$(id -u)" = 0 ]; then
		setpriv --reuid=postgres --regid=postgres --clear-groups "$@"
	else
		"$@"
	fi
}

start()
{
	mkdir -p "$1"
	dir=$(cd "$1" && pwd -P)
	[ "$(id -u)" != 0 ] || chown postgres "$dir"
	chmod 755 "$dir"
	(
		cd "$dir"
		as "$bin/initdb" -D data -U kosh -A trust --no-sync \
			--encoding=UTF8 --locale=C
		as "$bin/pg_ctl" -D data -s -w -l log -o "-k '$dir' -h '' \
			-c fsync=off -c synchronous_commit=off \
			-c full_page_writes=off -c max_connections=40 \
			-c max_locks_per_transaction=256 \
			-c shared_buffers=64MB ${POSTGRES_OPTIONS-}" start
		"$bin/createdb" -h "$dir" -U kosh kosh
	) >"$dir/started" 2>&1 || {
		cat "$dir/started" "$dir/log" >&2
		return 1
	}
	echo "postgresql://kosh@/kosh?host=$dir"
}

stop()
{
	dir=$(cd "$1" && pwd -P)
	(cd "$dir" && as "$bin/pg_ctl" -D data -s -m immediate stop) || :
	rm -rf "$dir"
}

case ${1-} in
start | stop)
	"$1" "$2"
	;;
there)
	[ "$bin" ] && { [ "$(id -u)" != 0 ] || id postgres >/dev/null 2>&1; }
	;;
*)
	sed -n '3,5s/^# //p' "$0" >&2
	exit 2
	;;
esac
