#!/bin/sh
# SPDX-License-Identifier: MIT
# pictures.sh FOLDER: the pictures of README.md, drawn from the published
# figures that lie in the tree: report.png, country.png, page.png.
set -eu
: "${B:=build}"
mkdir -p "$1"
out=$(cd "$1" && pwd)
tree=$(pwd)
case $B in
/*) build=$B ;;
*) build=$tree/$B ;;
esac
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
PATH=$build/bin:$PATH
SOURCE_DATE_EPOCH=1767225600 TZ=UTC KOSH_ROOT=$room
export PATH SOURCE_DATE_EPOCH TZ KOSH_ROOT

mkdir -p "$room/raw" "$room/output"
cp -r "$tree/raw/areas" "$tree/raw/gairi" "$room/raw"
cd "$room"
kosh-run -q --from "$build/bundled" gairi >/dev/null
kosh-export -q gairi -o summary.xlsx
kosh-export -q gairi country --area KAZ -o country.xlsx
kosh-export -q gairi -o page.html
soffice --headless --norestore "-env:UserInstallation=file://$room/office" \
	--convert-to pdf summary.xlsx country.xlsx >said 2>&1 || cat said >&2
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars \
	--window-size=1200,1000 --screenshot="$room/page.png" \
	"file://$room/page.html" >said 2>&1 || cat said >&2

draw()
{
	/usr/bin/python3 -B "$tree/tests/look/picture.py" "$@"
}
draw "$out/report.png" "$room/summary.xlsx=Ranking:420" \
	"$room/summary.xlsx=Charts:560"
draw "$out/country.png" "$room/country.xlsx=Country"
draw "$out/page.png" "$room/page.png"
