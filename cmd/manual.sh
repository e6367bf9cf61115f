#!/bin/sh
# SPDX-License-Identifier: MIT
# manual.sh PAGE BIN >kosh-X.1
#
# Writes the manual page of a tool: PAGE, with the list behind the line
#	.\" options
# made of the options that the tool itself prints. Each has its head and its
# short text by the option table, in the order of --help; what PAGE says under
# an .It of its own name is added behind that. An .It that is no option fails.
set -eu
LC_ALL=C
export LC_ALL
page=$1 bin=$2
here=$(dirname "$0")
options=$(mktemp)
trap 'rm -f "$options"' EXIT

"$bin" --help | awk -v tool="$(basename "$bin")" -f "$here/options.awk" \
	>"$options"
awk -F '\t' -v page="$page" '
function fail(what)
{
	print page ": " what >"/dev/stderr"
	failed = 1
	exit 1
}

# A sentence of the help; the names of values keep their small letters.
function sentence(s)
{
	gsub(/\\/, "\\e", s)
	gsub(/--/, "\\-\\-", s)
	if (s !~ /^[a-z-]+([,:]| \(| or )/)
		s = toupper(substr(s, 1, 1)) substr(s, 2)
	return s (s ~ /[.?!]$/ ? "" : ".")
}

# The long name in an .It.
function named(line,   words, n, i)
{
	n = split(line, words, " ")
	for (i = 2; i <= n; i++)
		if (words[i] ~ /^-[a-z]/)
			return substr(words[i], 2)
	return line
}

function put_all(   i)
{
	for (i = 1; i <= n; i++) {
		print ".It Fl " heads[i]
		print helps[i]
		printf "%s", more[names[i]]
	}
}

FILENAME != page {
	names[++n] = $2
	known[$2] = 1
	heads[n] = ($3 == "-" ? "" : $3 " , ") "-" $2 \
		($4 == "-" ? "" : " Ar " $4)
	helps[n] = sentence($5)
	next
}

/^\.\\" options/ { marked = on = 1 }
!on || /^\.\\"/ { print; next }
/^\.Bl/ && depth++ == 0 { print; next }
/^\.El/ && --depth == 0 { put_all(); on = 0; print; next }
/^\.It / && depth == 1 {
	name = named($0)
	if (!(name in known))
		fail("\"" $0 "\": the tool has no such option")
	next
}
{ more[name] = more[name] $0 "\n" }

END {
	if (!failed && !marked)
		fail("there is no line .\\\" options before a list")
	if (!failed && on)
		fail("the list of options has no end")
}' "$options" "$page"
