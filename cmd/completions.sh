#!/bin/sh
# SPDX-License-Identifier: MIT
# completions.sh bash|zsh|fish BIN...
#
# Writes what a shell completes of each tool, by the options that the tools
# themselves print: what --help shows is what the shell offers. Options with an
# argument complete file names; words complete datasets, of kosh-query the names
# of queries, of kosh the tools.
set -eu
LC_ALL=C
export LC_ALL
shell=$1
shift

# The options of all tools, as options.awk prints them.
options()
{
	for bin in "$@"; do
		[ "$(basename "$bin")" != kosh ] || continue
		"$bin" --help | awk -v tool="$(basename "$bin")" \
			-f "$(dirname "$0")/options.awk"
	done
}

tools()
{
	for bin in "$@"; do
		basename "$bin"
	done | sed -n 's/^kosh-//p' | tr '\n' ' '
}

in_bash()
{
	cat <<-'EOF'
	# bash completion of kosh and its tools
	_kosh_datasets()
	{
		local dir
		for dir in "${KOSH_ROOT:-.}"/raw/*/; do
			dir=${dir%/}
			dir=${dir##*/}
			case $dir in
			# the words that are offered are expanded by the shell
			*[!a-z0-9._-]*) ;;
			*) [ -e "${KOSH_ROOT:-.}/raw/$dir/$dir.yaml" ] && echo "$dir" ;;
			esac
		done
	}

	_kosh_of()
	{
		case $1 in
	EOF
	options "$@" | awk -F '\t' '
		$1 != tool {
			if (tool)
				print words "\" ;;"
			tool = $1
			words = "\t" tool ") echo \""
		}
		{ words = words " --" $2 ($3 == "-" ? "" : " -" $3) }
		END { print words "\" ;;" }'
	cat <<-'EOF'
		esac
	}

	_kosh_taking()
	{
		case $1 in
	EOF
	options "$@" | awk -F '\t' '
		$4 == "-" { next }
		$1 != tool {
			if (tool)
				print words " \" ;;"
			tool = $1
			words = "\t" tool ") echo \""
		}
		{ words = words " --" $2 ($3 == "-" ? "" : " -" $3) }
		END { print words " \" ;;" }'
	cat <<-EOF
		esac
	}

	_kosh_tools="$(tools "$@")"
	EOF
	cat <<-'EOF'

	_kosh()
	{
		local tool=${COMP_WORDS[0]##*/} word=${COMP_WORDS[COMP_CWORD]}
		local before=${COMP_WORDS[COMP_CWORD - 1]} words
		COMPREPLY=()
		if [ "$tool" = kosh ]; then
			if [ "$COMP_CWORD" = 1 ]; then
				mapfile -t COMPREPLY < <(compgen -W "$_kosh_tools" -- "$word")
				return
			fi
			tool=kosh-${COMP_WORDS[1]}
		fi
		case " $(_kosh_taking "$tool") " in
		*" $before "*)
			mapfile -t COMPREPLY < <(compgen -f -- "$word")
			return
			;;
		esac
		case $word in
		-*) words=$(_kosh_of "$tool") ;;
		*)
			words=$(_kosh_datasets)
			if [ "$tool" = kosh-query ]; then
				words="$words $(kosh-query --list 2>/dev/null | sed -n 's/^  \([a-z][a-z-]*\).*/\1/p')"
			fi
			;;
		esac
		mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
		[ ${#COMPREPLY[@]} -gt 0 ] || case $word in
		-*) ;;
		*) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
		esac
	}
	EOF
	printf 'complete -o filenames -F _kosh kosh'
	tools "$@" | sed 's/\([a-z]*\) / kosh-\1/g'
	printf '\n'
}

in_zsh()
{
	printf '#compdef kosh'
	tools "$@" | sed 's/\([a-z]*\) / kosh-\1/g'
	cat <<-'EOF'


	_kosh_words()
	{
		local -a words
		words=(${KOSH_ROOT:-.}/raw/*/*.yaml(N:t:r))
		# the words that are offered are expanded by the shell
		words=(${words:#*[^a-z0-9._-]*})
		[[ $1 != kosh-query ]] || words+=(${(f)"$(kosh-query --list 2>/dev/null | sed -n 's/^  \([a-z][a-z-]*\).*/\1/p')"})
		_alternative "words:word:($words)" 'files:file:_files'
	}

	_kosh_of()
	{
		case $1 in
	EOF
	options "$@" | awk -F '\t' '
		function quoted(s) {
			gsub(/\\/, "\\\\", s)
			gsub(/\[/, "\\[", s)
			gsub(/\]/, "\\]", s)
			gsub(/:/, "\\:", s)
			gsub(/\047/, "\047\\\047\047", s)
			return s
		}
		$1 != tool {
			if (tool)
				print "\t\t\"*:word:_kosh_words " tool "\" ;;"
			tool = $1
			print "\t" tool ") _arguments -s \\"
		}
		{
			value = $4 == "-" ? "" : ":" $4 ":_files"
			printf "\t\t\047--%s%s[%s]%s\047 \\\n", $2, \
				$4 == "-" ? "" : "=", quoted($5), value
			if ($3 != "-")
				printf "\t\t\047-%s[%s]%s\047 \\\n", $3, \
					quoted($5), value
		}
		END { print "\t\t\"*:word:_kosh_words " tool "\" ;;" }'
	cat <<-EOF
		esac
	}

	_kosh_tools=($(tools "$@"))
	EOF
	cat <<-'EOF'

	if [[ $service == kosh ]]; then
		if (( CURRENT == 2 )); then
			compadd -a _kosh_tools
		else
			local tool=kosh-$words[2]
			shift words
			(( CURRENT-- ))
			_kosh_of $tool
		fi
	else
		_kosh_of $service
	fi
	EOF
}

in_fish()
{
	cat <<-'EOF'
	# fish completion of kosh and its tools
	function __kosh_datasets
		set -l root .
		set -q KOSH_ROOT; and set root $KOSH_ROOT
		for spec in $root/raw/*/*.yaml
			basename $spec .yaml
		end
	end

	function __kosh_queries
		kosh-query --list 2>/dev/null | sed -n 's/^  \([a-z][a-z-]*\).*/\1/p'
	end

	EOF
	for tool in $(tools "$@"); do
		printf "complete -c kosh -n __fish_use_subcommand -a %s\n" "$tool"
		printf "complete -c kosh-%s -a '(__kosh_datasets)'\n" "$tool"
	done
	printf "complete -c kosh-query -a '(__kosh_queries)'\n"
	options "$@" | awk -F '\t' '
		{
			help = $5
			gsub(/\\/, "\\\\", help)
			gsub(/\047/, "\\\047", help)
			rest = " -l " $2 ($3 == "-" ? "" : " -s " $3) \
				($4 == "-" ? "" : " -r -F") \
				" -d \047" help "\047"
			print "complete -c " $1 rest
			print "complete -c kosh -n \"__fish_seen_subcommand_from " \
				substr($1, 6) "\"" rest
		}'
}

case $shell in
bash) in_bash "$@" ;;
zsh) in_zsh "$@" ;;
fish) in_fish "$@" ;;
*)
	echo "completions.sh: '$shell': expected bash, zsh or fish" >&2
	exit 2
	;;
esac
