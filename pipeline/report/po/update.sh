#!/bin/sh
# SPDX-License-Identifier: MIT
# update.sh [DIR]
#
# Collects the texts of the reports anew into kosh.pot, and brings the .po files
# in line with it: texts that are new there are untranslated, those that are
# gone go. English says what the texts say. With DIR it leaves the tree alone
# and writes only DIR/kosh.pot.
#
# Texts are those of the C files (say, say_as, say_many, N_), and those of data
# that a reader sees, in contexts of their own: region and scheme of raw/areas,
# regime and indicator of raw/gairi/gairi.yaml and the regime of a spec that
# names none, and the words of the database that the file "words" lists. Lines are not wrapped, and places are files
# without numbers, so that a change of the code does not change them all.
set -eu
LC_ALL=C
export LC_ALL
po=pipeline/report/po
out=$(cd "${1-$(dirname "$0")}" && pwd)
cd "$(dirname "$0")/../../.."
command -v xgettext >/dev/null || {
	echo "update.sh: xgettext is not there: install gettext" >&2
	exit 1
}
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

# C as it is, with the characters that \u25b2 and \xe2\x96\xb2 stand for, which
# xgettext does not know.
plain()
{
	awk '
	function hex(s, n, i)
	{
		for (i = 1; i <= length(s); i++)
			n = 16 * n + index("0123456789abcdef",
				tolower(substr(s, i, 1))) - 1
		return n
	}
	function utf8(n)
	{
		if (n < 2048)
			return sprintf("%c%c", 192 + int(n / 64), 128 + n % 64)
		return sprintf("%c%c%c", 224 + int(n / 4096),
			128 + int(n / 64) % 64, 128 + n % 64)
	}
	{
		out = ""
		h = "[0-9A-Fa-f]"
		while (match($0, "\\\\(u" h h h h "|x[89A-Fa-f]" h ")")) {
			out = out substr($0, 1, RSTART - 1)
			n = hex(substr($0, RSTART + 2, RLENGTH - 2))
			out = out (RLENGTH > 4 ? utf8(n) : sprintf("%c", n))
			$0 = substr($0, RSTART + RLENGTH)
		}
		print out $0
	}' "$1"
}

# A text that is not ASCII is worth a warning to xgettext.
from_code()
{
	mkdir -p "$room/pipeline/report"
	for file in pipeline/report/*.c; do
		plain "$file" >"$room/$file"
	done
	(cd "$room" && xgettext --language=C --from-code=UTF-8 \
		--add-location=file --no-wrap --sort-by-file \
		-o code.pot -k -ksay:2 -ksay_as:2c,3 -ksay_many:2,3 -kN_:1 \
		pipeline/report/*.c 2>said) || {
		cat "$room/said" >&2
		exit 1
	}
}

# put CONTEXT FILE: what is read are texts of the file, one a line
put()
{
	sort -u | awk -v context="$1" -v file="$2" 'NF {
		gsub(/\\/, "\\\\")
		gsub(/"/, "\\\"")
		printf "\n#: %s\nmsgctxt \"%s\"\nmsgid \"%s\"\nmsgstr \"\"\n",
			file, context, $0
	}'
}

# column N FILE: of a CSV file without its header; "a, b" is one field
column()
{
	awk -v want="$1" 'NR > 1 {
		for (i = 1; i <= want; i++) {
			if (match($0, /^"([^"]|"")*"/)) {
				field = substr($0, 2, RLENGTH - 2)
				gsub(/""/, "\"", field)
			} else {
				match($0, /^[^,]*/)
				field = substr($0, 1, RLENGTH)
			}
			$0 = substr($0, RLENGTH + 2)
		}
		print field
	}' "$2"
}

# value STARTS KEY FILE: of the maps of a spec that stand on one line,
# {id: x, label: y}
value()
{
	sed -n "/^ *- {$1:/p" "$3" | sed -n \
		-e "s/.*[{ ]$2: \"\([^\"]*\)\".*/\1/p; t" \
		-e "s/.*[{ ]$2: \([^,}]*\).*/\1/p"
}

from_data()
{
	regions=raw/areas/regions.csv
	schemes=raw/areas/schemes.csv
	spec=raw/gairi/gairi.yaml
	default=pipeline/extract/spec_fill.c
	column 3 $regions | put region $regions
	column 2 $schemes | put scheme $schemes
	value regime title $spec | put regime $spec
	sed -n 's/.* title\[\] = "\(.*\)";/\1/p' $default | put regime $default
	value id label $spec | put indicator $spec
	grep . $po/words | put word $po/words
}

header()
{
	cat <<'EOF'
# SPDX-License-Identifier: MIT
# Texts of the reports. Made by pipeline/report/po/update.sh.
msgid ""
msgstr ""
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
EOF
}

from_code
{
	header
	echo
	# without its own header, which tells the time
	sed '1,/^$/d' "$room/code.pot"
	from_data
} >"$room/all.pot"
msgcat --no-wrap --add-location=file -o "$out/kosh.pot" "$room/all.pot"
[ $# -eq 0 ] || exit 0
for language in en ru kk; do
	msgmerge -q --no-fuzzy-matching --no-wrap --add-location=file \
		-o "$room/merged" $po/$language.po $po/kosh.pot
	[ $language != en ] || {
		msgen --no-wrap -o "$room/en" "$room/merged"
		mv "$room/en" "$room/merged"
	}
	msgattrib --no-wrap --no-obsolete -o $po/$language.po "$room/merged"
done
