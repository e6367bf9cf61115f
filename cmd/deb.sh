#!/bin/sh
# SPDX-License-Identifier: MIT
# deb.sh VERSION DIR: makes a Debian package of this tree in DIR.
set -eu
version=$1 dir=$2
if ! command -v dpkg-buildpackage >/dev/null ||
	! command -v dh >/dev/null; then
	echo 'make deb: install dpkg-dev and debhelper first' >&2
	exit 1
fi
rm -rf "$dir"
mkdir -p "$dir/kosh-$version/raw"
cp -r Makefile LICENSE cmd pipeline sql tests "$dir/kosh-$version"
for part in raw/*; do
	case $part in
	raw/store | raw/kosh.lock) ;;
	*) cp -r "$part" "$dir/kosh-$version/raw" ;;
	esac
done
cd "$dir/kosh-$version"
mv cmd/debian debian
cp cmd/service/kosh.service cmd/service/kosh.timer debian
cat >debian/changelog <<EOF
kosh ($version) unstable; urgency=medium

  * Release $version.

 -- The kosh authors <kosh@example.org>  $(LC_ALL=C date -Ru \
	${SOURCE_DATE_EPOCH:+-d @$SOURCE_DATE_EPOCH})
EOF
dpkg-buildpackage -b -us -uc -j"$(nproc)" >../build.log 2>&1 || {
	tail -n 20 ../build.log >&2
	exit 1
}
cd ..
ls kosh_*.deb
