#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# quiz.sh - problems have the answers that they say, and sheets get their marks.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
wants python3
evidence="$scratch/out $scratch/err"

python3 "$here/tests/quiz.py" "$VMSCOPE" >"$scratch/out" 2>&1
sed '/^1\.\.[0-9]*$/d' "$scratch/out"
cases=$(grep -c '^\(not \)\{0,1\}ok' "$scratch/out")
grep -q "^1\.\.$cases\$" "$scratch/out"
result $? "quiz.py came to its end"

# grade FILE... - its table is in out
grade()
{
	"$VMSCOPE" -c "grade $*" >"$scratch/out" 2>"$scratch/err"
}

# sheet NAME LINE...
sheet()
{
	name=$scratch/$1
	shift
	printf '%s\n' "$@" >"$name"
}

right=$("$VMSCOPE" --json -c 'quiz address seed=7 n=2 solve' | python3 -c '
import json, sys
print(*(q["answer"] for q in json.load(sys.stdin)["quiz"]["questions"]))')
one=${right% *}
two=${right#* }

sheet ann '# Ann' 'address seed=7 n=2' "$one  # sure" '' "$two"
sheet bob 'address seed=7 n=2' "$(printf '0x%x' $((one - 4096)))" nonsense
sheet eve 'address n=2 seed=7 level=2' -
grade "$scratch/ann" "$scratch/bob" "$scratch/eve" &&
	{
		echo 'file,topic,seed,n,right,wrong,forgot'
		echo "$scratch/ann,address,7,2,2,0,"
		echo "$scratch/bob,address,7,2,0,2,guard-page gap-page"
		echo "$scratch/eve,address,7,2,0,2,"
	} | diff - "$scratch/out"
result $? "a row a file: right, wrong, and what was forgotten"

printf '\357\273\277address seed=7 n=2\r\n%s\r\n%s\r\n' "$one" "$two" \
	>"$scratch/dos"
grade "$scratch/dos" && grep -q ',2,0,$' "$scratch/out"
result $? "lines may end in CR LF, and the first begin with a mark"

sheet 'a,b' 'address seed=7 n=2' "$one" "$two"
grade "$scratch/a,b" && grep -q "^\"$scratch/a,b\",address" "$scratch/out"
result $? "a comma in a name is quoted"

# damaged WORDS LINE... - marking ends with these words, and no table
damaged()
{
	words=$1
	shift
	sheet bad "$@"
	grade "$scratch/ann" "$scratch/bad"
	test $? -eq 1 && test ! -s "$scratch/out" &&
		test "$(wc -l <"$scratch/err")" -eq 1 &&
		grep -q "$words" "$scratch/err"
	result $? "a damaged sheet: $words"
}

damaged 'bad: there is nothing in it' '# nobody'
damaged 'bad:1: the first line must be like' 0xd0800000
damaged 'bad:2: the first line needs seed=N and n=N' '# me' 'address n=2'
damaged 'bad:1: the first line takes' 'address seed=7 n=2 colour=red'
damaged 'bad:1: 201 is not .* from 1 to 200' 'address seed=7 n=201'
damaged 'bad:1: 0 is not a valid seed: .* 1 to 4294967295' 'address seed=0 n=2'
damaged 'bad:1: 9 is not a valid level: .* 1 to 3' 'address level=9 seed=7 n=2'
damaged 'bad:4: more answers' 'address seed=7 n=2' 1 2 3
grade "$scratch/nowhere"
test $? -eq 1 && grep -q 'nowhere' "$scratch/err"
result $? "a sheet that is not there"
printf 'address seed=7 n=2\n\0' >"$scratch/bad"
grade "$scratch/bad"
test $? -eq 1 && grep -q 'bad' "$scratch/err"
result $? "a sheet with a NUL byte"

# says WORDS COMMAND
says()
{
	"$VMSCOPE" -c "$2" >"$scratch/out" 2>&1
	grep -q "$1" "$scratch/out"
	result $? "$2: $1"
}

says "right: it is $one" "quiz address seed=7 question=1 answer=$one"
says 'gap-page:' "quiz address seed=7 question=1 answer=$one-4k"
says "it is $one" 'quiz address seed=7 question=1 answer=-'
says 'belong together' 'quiz address question=1'
says 'no question 6 of 5' 'quiz address question=6 answer=0'
says 'up to 200' 'quiz address n=201'
says 'not one of address, frame' 'quiz maths'
says 'not a valid level' 'quiz walk level=4'
says 'only word after the topic' 'quiz walk solved'

# The machine of the person has no part in it.
"$VMSCOPE" -c 'quiz buddy seed=3' >"$scratch/here" 2>&1
"$VMSCOPE" --board=highmem -c 'vmalloc 1M' -c 'quiz buddy seed=3' \
	-c 'cat /proc/vmallocinfo' >"$scratch/out" 2>&1
sed 1d "$scratch/out" | grep -v pages=256 | diff - "$scratch/here"
result $? "the same problems on every board, which stays as it is"

# What another allocator would answer: the lines of a problem, in batch.
for allocator in 2.6.39 6.1; do
	"$VMSCOPE" --json -c "quiz address-$allocator seed=3 n=8 level=2 solve" |
		python3 -c '
import json, subprocess, sys
for q in json.load(sys.stdin)["quiz"]["questions"]:
    assert q["setup"][0] == "boot allocator=" + sys.argv[2], q
    done = subprocess.run([sys.argv[1], "--json", "-b"], text=True,
                          input="\n".join(q["setup"] + [q["ask"]]),
                          capture_output=True)
    last = json.loads(done.stdout.splitlines()[-1])
    assert last["value"] == q["answer"], (q, last)
' "$VMSCOPE" $allocator >"$scratch/out" 2>&1
	result $? "address-$allocator: the answer is that kernel's"
done

plan
