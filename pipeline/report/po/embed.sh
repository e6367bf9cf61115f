#!/bin/sh
# SPDX-License-Identifier: MIT
# embed.sh FILE.mo... >catalogues.c
#
# Writes compiled catalogues as C arrays; the name of a file is the code of its
# language.
set -eu
LC_ALL=C
export LC_ALL

echo '/* Made by pipeline/report/po/embed.sh. */'
echo '#include "pipeline/report/catalogue.h"'
for file in "$@"; do
	printf '\nstatic const unsigned char %s[] = {' "$(basename "$file" .mo)"
	od -An -v -tu1 "$file" |
		awk '{ gsub(/ +/, ","); sub(/^,/, ""); printf "\n\t%s,", $0 }'
	printf '\n};\n'
done
printf '\nconst struct catalogue_file catalogue_files[] = {\n'
for file in "$@"; do
	code=$(basename "$file" .mo)
	printf '\t{ "%s", (const char *)%s, sizeof(%s) },\n' "$code" "$code" \
		"$code"
done
printf '};\nconst size_t catalogue_files_count = %d;\n' $#
