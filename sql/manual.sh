#!/bin/sh
# SPDX-License-Identifier: MIT
# manual.sh FILE... >kosh-rules.7
#
# Writes the manual page of the rules from the heads of their files.
set -eu
LC_ALL=C
export LC_ALL

cat <<'END'
.\" SPDX-License-Identifier: MIT
.\" Made by sql/manual.sh of the heads in sql/rules.
.Dd November 28, 2026
.Dt KOSH-RULES 7
.Os
.Sh NAME
.Nm kosh-rules
.Nd what is looked for in workbooks and in what was loaded of them
.Sh DESCRIPTION
Each rule has an id, which stays what it is and is never given to another rule, and
a severity.
Where a rule can be of two severities the requirements say when.
Rules that are found in the workbook are applied by
.Xr kosh-extract 1 ,
those that are found in the database by
.Xr kosh-validate 1 ,
which also says one of them by
.Fl -explain
and all by
.Fl -list .
END

awk '
# Prints a text in lines, each sentence on its own; none may look like a request.
function put(text,   words, k, i, line)
{
	gsub(/\\/, "\\e", text)
	k = split(text, words, " ")
	line = ""
	for (i = 1; i <= k; i++) {
		line = line (line == "" ? "" : " ") words[i]
		if (length(line) > 64 || words[i] ~ /[.?!]"?\)?$/ || i == k) {
			print (line ~ /^[.'"'"']/ ? "\\&" : "") line
			line = ""
		}
	}
}

# The title of the series of an id, where a new one begins.
function series(id, n)
{
	n = substr(id, 2, 1)
	if (n == last)
		return
	last = n
	if (open)
		print ".El"
	open = 1
	print ".Ss " (n in titles ? titles[n] : "Others")
	print ".Bl -tag -width Ds"
}

function finish()
{
	if (!id)
		return
	series(id)
	print ".It Sy " id " Pq " severity
	put(toupper(substr(title, 1, 1)) substr(title, 2) ".")
	print "Found in the " (query ? "database." : "workbook.")
	print ".Pp"
	put(why)
	print ".Pp"
	print "Remedy:"
	put(remedy)
	for (i = 1; i <= n; i++) {
		if (i == 1)
			print ".Bl -enum"
		print ".It"
		put(points[i])
	}
	if (n)
		print ".El"
	id = ""
}

BEGIN {
	split("Structure|Cells|Labels, codes and rows|Counts|Values|Ranks|" \
		"Composites|Change|Freshness", names, "|")
	for (i in names)
		titles[i] = names[i]
}

FNR == 1 {
	finish()
	n = query = head = 0
	key = ""
}

# Behind the head nothing but the query is of interest.
!/^--/ {
	if (!/^[ \t]*$/)
		query = 1
	key = ""
	next
}

query { next }

/^-- (id|severity|title|why|remedy): / {
	key = $2
	sub(/:$/, "", key)
	text = $0
	sub(/^-- [a-z]*: */, "", text)
	if (key == "id") id = text
	if (key == "severity") severity = text
	if (key == "title") title = text
	if (key == "why") why = text
	if (key == "remedy") remedy = text
	next
}

/^-- [0-9]+\. / {
	key = "point"
	text = $0
	sub(/^-- [0-9]+\. */, "", text)
	points[++n] = text
	next
}

/^--   / && key {
	text = $0
	sub(/^-- */, "", text)
	if (key == "title") title = title " " text
	if (key == "why") why = why " " text
	if (key == "remedy") remedy = remedy " " text
	if (key == "point") points[n] = points[n] " " text
	next
}

{ key = "" }

END {
	finish()
	if (open)
		print ".El"
}' "$@"

cat <<'END'
.Sh SEE ALSO
.Xr kosh-extract 1 ,
.Xr kosh-run 1 ,
.Xr kosh-validate 1 ,
.Xr kosh-spec 5
END
