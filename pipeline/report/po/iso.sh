#!/bin/sh
# SPDX-License-Identifier: MIT
# iso.sh ru >pipeline/report/po/iso/ru.po
#
# Takes the names of areas in a language from iso-codes (Debian package
# iso-codes, LGPL-2.1-or-later), by the codes of ISO 3166-1. What it takes is
# kept in the tree, so that every build has the same names whatever version of
# iso-codes its machine has.
#
# The text of a name there is its English one: the common name, else the name.
set -eu
LC_ALL=C
export LC_ALL
language=$1
codes=/usr/share/iso-codes/json/iso_3166-1.json
names=/usr/share/locale/$language/LC_MESSAGES/iso_3166-1.mo
for file in "$codes" "$names"; do
	[ -r "$file" ] || {
		echo "iso.sh: $file: not there: install iso-codes" >&2
		exit 1
	}
done

cat <<EOF
# Names of areas, by their codes in ISO 3166-1.
# From iso-codes $(dpkg-query -W -f '${source:Upstream-Version}' iso-codes), https://salsa.debian.org/iso-codes-team/iso-codes
# Copyright its translators; GNU Lesser General Public License 2.1 or later.
# Made by pipeline/report/po/iso.sh; what is better said otherwise stands in
# area/$language.po.
msgid ""
msgstr ""
"Language: $language\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
EOF
msgunfmt --no-wrap "$names" | awk '
	# "name": "Aruba", and msgid "Aruba": what is between the outer quotes
	function quoted(s)
	{
		sub(/^[^"]*"/, "", s)
		sub(/",?$/, "", s)
		return s
	}
	function put(name)
	{
		if (name == "" || !(name in said))
			return 0
		printf "\n#. %s\nmsgctxt \"area\"\nmsgid \"%s\"\n", name, code
		printf "msgstr \"%s\"\n", said[name]
		return 1
	}
	FNR == NR && /^msgid / { text = quoted($0) }
	FNR == NR && /^msgstr / && text != "" { said[text] = quoted($0) }
	FNR == NR { next }
	/"alpha_3":/ { sub(/^[^:]*:/, ""); code = quoted($0) }
	/"name":/ { sub(/^[^:]*:/, ""); name = quoted($0) }
	/"common_name":/ { sub(/^[^:]*:/, ""); common = quoted($0) }
	/^    \}/ {
		if (!put(common))
			put(name)
		common = name = ""
	}' - "$codes"
