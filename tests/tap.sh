# SPDX-License-Identifier: GPL-3.0-or-later
# tap.sh - what the tests written in shell share; they source it:
#
#	. "${srcdir:-.}/tests/tap.sh"
#	needs "$VMSCOPE"
#	...
#	result $? "what must hold"
#	plan
#
# $here is the source folder, $scratch a folder of the test's own.

: "${VMSCOPE:=$PWD/vmscope}"
here=${srcdir:-.}
scratch=$(mktemp -d) || { echo "Bail out! no temporary folder"; exit 1; }
trap 'rm -rf "$scratch"' EXIT

cases=0
evidence= # files that tell about any case that fails

# needs PROGRAM - without it, nothing can be tested
needs()
{
	test -x "$1" || { echo "Bail out! no $1"; exit 1; }
}

# wants COMMAND - without it, the test is skipped
wants()
{
	command -v "$1" >/dev/null || { echo "1..0 # SKIP no $1"; exit 0; }
}

# wants_terminal - Python, and a pseudo-terminal to drive a program with
wants_terminal()
{
	wants python3
	python3 -c 'import pty; pty.openpty()' 2>/dev/null ||
		{ echo "1..0 # SKIP no pseudo-terminal"; exit 0; }
}

# into_scratch - work there; the program's data is found from there, too
into_scratch()
{
	case ${VMSCOPE_DATA-} in
	/* | '') ;;
	*) VMSCOPE_DATA=$PWD/$VMSCOPE_DATA ;;
	esac
	cd "$scratch" || exit 1
}

# passed NAME
passed()
{
	cases=$((cases + 1))
	echo "ok $cases - $1"
}

# failed NAME TEXT - the text tells why
failed()
{
	cases=$((cases + 1))
	echo "not ok $cases - $1"
	echo "$2" | sed 's/^/# /'
}

# result STATUS NAME [FILE]... - what the files say, if it went wrong
result()
{
	if test "$1" -eq 0; then
		passed "$2"
		return
	fi
	case_name=$2
	shift 2
	test $# -gt 0 || set -- $evidence
	failed "$case_name" "$(test $# -eq 0 || head -n 20 "$@")"
}

# plan - how many cases there were; the last thing to say
plan()
{
	echo "1..$cases"
}
