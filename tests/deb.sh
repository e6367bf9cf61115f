#!/bin/sh
# SPDX-License-Identifier: MIT
# deb.sh [PACKAGE]
#
# Installs the Debian package (made by make deb if none is given) in a fresh
# system of the release that this machine has, as apt has it, and does what its
# users do: run the main job as a plain user on the official workbooks, look at
# man pages and completions, upgrade, remove, purge. The answers have to be
# those of the tools built here. $B/bin, $B/bundled and KOSH_TEST_DATA are as in
# run.sh; KOSH_DEBOOTSTRAP names a file where debootstrap's packages are kept
# from one run to the next.
set -eu
LC_ALL=C
export LC_ALL
: "${B:=build}" "${KOSH_TEST_DATA:=../shared}" "${KOSH_DEBOOTSTRAP:=}"

skip()
{
	echo "skipped: check-deb: $1"
	exit 0
}

[ "$(id -u)" = 0 ] || skip "needs root, for a system of its own"
for tool in debootstrap lintian dpkg-buildpackage dh mandoc; do
	command -v $tool >/dev/null || skip "needs $tool"
done
# what is mounted goes with the script
if [ -z "${KOSH_UNSHARED-}" ]; then
	unshare -m true 2>/dev/null || skip "needs the right to mount"
	KOSH_UNSHARED=1 exec unshare -m sh "$0" "$@"
fi
codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
# shellcheck disable=SC2016 # apt-get fills that in
mirror=$(apt-get indextargets --format '$(REPO_URI)' \
	'Identifier: Packages' "Codename: $codename" 'Component: main' |
	head -n 1)
[ "$mirror" ] || skip "apt knows no mirror of '$codename'"

failed=0
passed=0
# check SENTENCE COMMAND...
check()
{
	sentence=$1
	shift
	if "$@" >"$room/said" 2>&1; then
		passed=$((passed + 1))
		echo "ok $sentence"
	else
		failed=$((failed + 1))
		echo "FAILED: $sentence"
		sed 's/^/  /' "$room/said" | tail -n 30
	fi
}

build=$(cd "$B" && pwd)
books=$KOSH_TEST_DATA/data/gairi
[ -d "$books" ] || books=$build/bundled
room=$(mktemp -d)
root=$room/system
trap 'umount "$root/proc" 2>/dev/null || :; rm -rf "$room"' EXIT
trap 'exit 99' HUP INT TERM

# ---- the package -------------------------------------------------------------

if [ $# -gt 0 ]; then
	package=$1
else
	${MAKE:-make} -s deb >/dev/null
	package=$(echo "$build"/deb/kosh_*.deb)
fi
check "lintian has no errors and no warnings" \
	lintian --allow-root --fail-on error,warning "$package"

# ---- the system --------------------------------------------------------------

# in_root COMMAND...: as root, without questions
in_root()
{
	chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin \
		DEBIAN_FRONTEND=noninteractive LC_ALL=C \
		${http_proxy:+http_proxy="$http_proxy"} "$@"
}

# as_user COMMAND...: as somebody without rights, at home
as_user()
{
	chroot --userspec=plain:plain "$root" env -i PATH=/usr/bin:/bin \
		HOME=/home/plain KOSH_ROOT=/home/plain/indices TZ=UTC \
		SOURCE_DATE_EPOCH=1767225600 KOSH_RUN_ID=deb "$@"
}

system()
{
	debootstrap --variant=minbase \
		${KOSH_DEBOOTSTRAP:+--cache-dir="$KOSH_DEBOOTSTRAP"} \
		"$codename" "$root" "$mirror"
	mount -t proc none "$root/proc"
	cp /etc/resolv.conf "$root/etc" 2>/dev/null || :
	in_root useradd -m plain
	in_root mkdir /srv/books
	cp "$books"/* "$root/srv/books"
	cp "$package" "$root/srv/kosh.deb"
	in_root apt-get -q update
	in_root apt-get -qy satisfy --no-install-recommends \
		"$(dpkg-deb -f "$package" Depends)"
}

echo "# a system of $codename from $mirror"
if ! system >"$room/log" 2>&1; then
	tail -n 5 "$room/log" >&2
	skip "no system could be had from $mirror"
fi

# everything there is, but what dpkg and apt note of their own
everything()
{
	in_root find / -xdev -path /proc -prune -o -path /home/plain -prune \
		-o -path /var/lib/dpkg -prune -o -path /var/log -prune \
		-o -path /var/cache -prune -o -path /srv -prune -o -print | sort
}
everything >"$room/before"
install_it()
{
	in_root apt-get -qy install --no-install-recommends "/srv/$1"
}
check "apt installs it" install_it kosh.deb

# ---- what its users do -------------------------------------------------------

# The tools built here, in a folder of its own.
here()
{
	env -i PATH="$build/bin:/usr/bin:/bin" KOSH_ROOT="$room/indices" TZ=UTC \
		SOURCE_DATE_EPOCH=1767225600 KOSH_RUN_ID=deb "$@"
}

# same COMMAND...: there as here
same()
{
	here "$@" >"$room/ours" && as_user "$@" >"$room/theirs" &&
		test -s "$room/ours" && diff "$room/ours" "$room/theirs"
}

nothing_to_do()
{
	as_user kosh run --from /srv/books gairi 2>&1 | tee "$room/again" |
		grep 'nothing has changed' || { cat "$room/again" && false; }
}

pages_there()
{
	for page in "$build"/man/*.[17] cmd/*.5; do
		name=$(basename "$page")
		gzip -dc "$root/usr/share/man/man${name##*.}/$name.gz" |
			cmp - "$page" || return 1
	done
}

# as bash does it: the file of the name of the command is read
completed()
{
	# shellcheck disable=SC2016 # of that shell
	as_user bash -c 'for tool in kosh kosh-run kosh-query; do
			. /usr/share/bash-completion/completions/$tool || exit
		done
		COMP_WORDS=(kosh run --fail) COMP_CWORD=2
		_kosh
		echo "${COMPREPLY[*]}"' | grep -x -e '--fail-on --fail-fast'
}

mkdir -p "$room/indices/raw"
cp -r raw/areas raw/gairi "$room/indices/raw"
in_root install -d -o plain -g plain /home/plain/indices
here kosh-run -q --from "$books" gairi >/dev/null
check "a plain user runs the main job" \
	as_user kosh-run --from /srv/books gairi
check "the report is what the database says" \
	as_user kosh-export --verify /home/plain/indices/output/gairi.xlsx
check "kosh-query says what it says here" same kosh-query ranking gairi/2025
check "the findings are the same" same kosh-query findings gairi
check "the text of each cell is the same" \
	same kosh-query 'SELECT * FROM observation ORDER BY 1, 2, 3, 4, 5, 6'
check "every number holds against its cell" as_user kosh trace --verify-all gairi
check "a second run has nothing to do" nothing_to_do
check "kosh doctor finds the machine fit" as_user kosh doctor
check "every manual page is there" pages_there
check "bash completes options" completed

# ---- the service -------------------------------------------------------------

# systemd looks for the program of a unit, and for other units, here.
unit_is_sound()
{
	mkdir -p "$room/unit"
	cp "$root/lib/systemd/system/kosh.timer" "$room/unit"
	sed "s|=/usr/bin/|=$build/bin/|" \
		"$root/lib/systemd/system/kosh.service" \
		>"$room/unit/kosh.service"
	said=$(systemd-analyze verify --man=no "$room/unit/kosh.service" \
		"$room/unit/kosh.timer" 2>&1) || return 1
	echo "$said"
	! echo "$said" | grep -q kosh
}

# The exposure that systemd-analyze counts is 0 to 10, the less the better.
unit_is_locked()
{
	systemd-analyze security --offline=yes --root="$root" --threshold=15 \
		--no-pager kosh.service
}

# The system calls that the service may make, by its SystemCallFilter=.
allowed()
{
	sed -n 's/^SystemCallFilter=//p' \
		"$root/lib/systemd/system/kosh.service" >"$room/filter"
	systemd-analyze syscall-filter 2>/dev/null | awk '
		FNR == NR { filter[++n] = $0; next }
		/^@/ { set = $1; next }
		set && NF == 1 && !/#/ { in_set[set] = in_set[set] " " $1 }
		function put(name, yes,   words, k, i) {
			k = split(in_set[name], words, " ")
			if (name !~ /^@/)
				may[name] = yes
			for (i = 1; i <= k; i++)
				put(words[i], yes)
		}
		END {
			for (i = 1; i <= n; i++) {
				yes = sub(/^~/, "", filter[i]) == 0
				k = split(filter[i], words, " ")
				for (j = 1; j <= k; j++)
					put(words[j], yes)
			}
			for (name in may)
				if (may[name])
					print name
		}' "$room/filter" - | sort
}

# What it does is kept from it nowhere: the main job from nothing, traced.
calls_allowed()
{
	strace -f -qq -o "$room/calls" chroot --userspec=plain:plain "$root" \
		env -i PATH=/usr/bin:/bin KOSH_ROOT=/home/plain/traced \
		kosh-run -q --from /srv/books gairi >/dev/null || return 1
	awk '/execve\("\/usr\/bin\/kosh-run"/ { on = 1 }
		on && $2 ~ /^[a-z_0-9]+\(/ { sub(/\(.*/, "", $2); print $2 }' \
		"$room/calls" | sort -u >"$room/made"
	allowed >"$room/may"
	[ "$(wc -l <"$room/made")" -gt 20 ] && [ -s "$room/may" ] &&
		! comm -23 "$room/made" "$room/may" | grep .
}

in_root install -d -o plain -g plain /home/plain/traced
if command -v systemd-analyze >/dev/null; then
	check "systemd takes the service and its timer" unit_is_sound
	check "the service is exposed as little as systemd-analyze knows to ask" \
		unit_is_locked
	if command -v strace >/dev/null; then
		check "the service may make the calls that it makes" calls_allowed
	else
		echo "skipped: the calls of the service: needs strace"
	fi
else
	echo "skipped: the service: needs systemd-analyze"
fi

# ---- upgrade, removal --------------------------------------------------------

# The same package as a later version.
later()
{
	dpkg-deb -R "$package" "$room/later" &&
		sed -i 's/^Version: .*/&+later/' "$room/later/DEBIAN/control" &&
		dpkg-deb -b "$room/later" "$root/srv/later.deb"
}

# What the user has: names and bytes.
user_has()
{
	(cd "$root/home/plain" && find . -type f ! -path './traced/*' \
		-exec sha256sum {} + | sort -k 2)
}

kept()
{
	user_has | diff "$room/user" -
}

gone()
{
	everything | diff "$room/before" -
}

user_has >"$room/user"
check "apt installs it over itself" \
	in_root apt-get -qy install --reinstall /srv/kosh.deb
check "a later version can be made" later
check "apt upgrades to it" install_it later.deb
check "what the user has is as it was" kept
check "the later one has nothing to do either" nothing_to_do
user_has >"$room/user"
check "apt removes it" in_root apt-get -qy remove kosh
check "what the user has is as it was after that" kept
check "apt purges it" in_root apt-get -qy purge kosh
check "nothing is left but what the user has" gone
check "what the user has is as it was in the end" kept

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
