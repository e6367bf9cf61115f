#!/bin/sh
# SPDX-License-Identifier: MIT
# embed.sh PAGE STYLE SCRIPT... >htmlfiles.c
#
# Writes the parts of the page as C arrays. The scripts become one: a function
# of its own around them, in strict mode, so that nothing of it is global.
set -eu
LC_ALL=C
export LC_ALL

array()
{
	printf '\nextern const char %s[];\nconst char %s[] = {' "$1" "$1"
	od -An -v -tu1 | awk -v name="$1" '
		{
			printf "\n\t"
			for (i = 1; i <= NF; i++) {
				if ($i > 127) {
					print name ": not ASCII" >"/dev/stderr"
					exit 1
				}
				printf "%d,", $i
			}
		}
		END { print " 0\n};" }'
}

echo '/* Made by pipeline/report/html/embed.sh. */'
array html_page <"$1"
array html_style <"$2"
shift 2
{
	echo '(function () {'
	echo '"use strict";'
	cat "$@"
	echo '})();'
} | array html_script
