# SPDX-License-Identifier: MIT
# options.awk: the options that a tool's --help shows, which is its option
# table: a line each of tool (-v tool=NAME), long name, letter or -, argument
# or -, help, with tabs between.
function option(line,   words, n, i, letter, name, argument, help)
{
	letter = argument = "-"
	n = split(line, words, " ")
	i = 1
	if (words[i] ~ /^-.,$/)
		letter = substr(words[i++], 2, 1)
	name = substr(words[i++], 3)
	if (words[i] ~ /^[A-Z][A-Z0-9,:]*([.][a-z]+)?$/ && i < n)
		argument = words[i++]
	for (help = words[i++]; i <= n; i++)
		help = help " " words[i]
	print tool, name, letter, argument, help
}

function finish()
{
	if (held != "")
		option(held)
	held = ""
}

BEGIN { OFS = "\t" }
/^options:/ { on = 1; next }
/^$/ { finish(); on = 0 }
!on { next }
# the help of a long name stands on the next line
$1 !~ /^-/ { held = held " " $0; next }
{ finish(); held = $0 }
END { finish() }
