#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# step.sh - stepping as scripts and the plain prompt see it: what each command
# prints, from the first step to the last and back.
#
# That the machine is the right one at each step is in unit/test_stepper.c.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
evidence="$scratch/out"

# session COMMAND... - run them; what they answer is in out
session()
{
	printf '%s\n' "$@" >"$scratch/in"
	"$VMSCOPE" -k -b <"$scratch/in" >"$scratch/out" 2>&1
}

# says NAME WORDS COMMAND... - these words begin or are in one of the answers
says()
{
	name=$1
	words=$2
	shift 2
	session "$@"
	grep -q -e "$words" "$scratch/out"
	result $? "$name"
}

# lacks NAME WORDS COMMAND... - they are in none
lacks()
{
	name=$1
	words=$2
	shift 2
	session "$@"
	! grep -q -e "$words" "$scratch/out"
	result $? "$name"
}

# answer COMMAND... - the last line's own answer
answer()
{
	printf '%s\n' "$@" >"$scratch/in"
	"$VMSCOPE" -k --json <"$scratch/in" 2>&1 | tail -n 1 >"$scratch/out"
}

# in_answer NAME WORDS - it is in there
in_answer()
{
	grep -q -F -e "$2" "$scratch/out"
	result $? "$1"
}

# ---- Beginning ----

says "step begins at the first step of the call" \
	'^step 1 of [0-9]*: vmalloc, vmalloc.c:' 'step vmalloc 4k'
says "the value of the call is there at once" '^\$1 = 0xd0800000' \
	'step vmalloc 4k'
says "one command leads to the hole walk" \
	'^step [0-9]* of [0-9]*: alloc_vmap_area, vmap_2_6_32.c:' \
	'step to hole vmalloc 4k'
says "the line that comes next is shown" '^ *[0-9]*  while (first) {' \
	'step to hole vmalloc 4k'
lacks "step points are not" 'step_as\|step(k' 'step vmalloc 4k' \
	'continue' 'goto start' 'next' 'step 20'
says "a target that is never met leaves one at the start" \
	'^no .rotate. in this call (a rotation of the tree)' \
	'step to rotate vmalloc 4k'
says "a call without steps has none" 'no steps to step through' \
	'step failslab off'
says "a call that fails is stepped through, too" \
	'^step 1 of [0-9]*: vmalloc,' 'step vmalloc 2G'
says "an error is the call's own" '^stdin:1: error: 0x00001234' \
	'step vfree 0x1234'
says "step alone is for the last command" '^step 1 of [0-9]*: vfree' \
	'vmalloc 4k' 'vfree $' 'step'
says "step N is for command N" '^step 1 of [0-9]*: vmalloc,' \
	'vmalloc 4k' 'vfree $' 'step 1'
says "what comes after it can be done again" '(undone)' \
	'vmalloc 4k' 'vfree $' 'step 1' 'history'
says "a boot has no steps" 'boots a kernel' 'boot' 'step 1'
says "stepping needs a command" '^stdin:1: error: there is no command in the log yet' \
	'step'

# ---- Moving ----

says "step N makes N steps" '^step 4 of' 'step vmalloc 4k' 'step 3'
says "a step back is a step back" '^step 1 of' \
	'step vmalloc 4k' 'step' 'reverse-step'
says "the reason has this step's numbers" \
	'^0xd0800000 + 0x2000 runs into the vmalloc area 0xd0800000-0xd080b000' \
	'vmalloc 40k' 'step to hole vmalloc 4k' 'step'
says "what changed is named, with what it was" \
	'^  addr 0xd0800000 -> 0xd080c000' \
	'vmalloc 40k' 'step to hole vmalloc 4k' 'next' 'next'
says "finish leaves the function" ': __get_vm_area_node, \|: __vmalloc_' \
	'step to alloc_vmap_area vmalloc 4k' 'finish'
says "goto goes to a step of the call" '^step 7 of' \
	'step vmalloc 4k' 'goto 7'
says "goto end is after the last step" '^end of [0-9]* steps:' \
	'step vmalloc 4k' 'goto end'
says "without breakpoints continue goes there, too" \
	'^no breakpoint was reached' 'step vmalloc 4k' 'continue'
says "next goes into what does all the rest" \
	'^the rest of vmalloc is done by __vmalloc_node' 'step vmalloc 4k' 'next'
says "and so leads through the call to its end" \
	'^end of [0-9]* steps: vmalloc,' 'step vmalloc 4k' 'next 99'
says "from there reverse-next passes over nothing" \
	'is ready: vmalloc gives 0xd0800000' \
	'step vmalloc 4k' 'goto end' 'reverse-next'
says "so does finish from the last function" '^end of [0-9]* steps: vmalloc,' \
	'step to __vmalloc_area_node vmalloc 4k' 'finish'
says "there one can leave" '`leave` ends stepping' \
	'step vmalloc 4k' 'goto end' 'step'
says "advance goes on to a function" ': map_vm_area, vmalloc.c:' \
	'step vmalloc 4k' 'advance map_vm_area'
says "advance alone is for the next visit of a line" \
	'^pages\[1\] = pfn' 'step vmalloc 8k' 'advance fill_page_array' \
	'next' 'advance'
says "reverse-advance finds what came before" ': alloc_vmap_area, ' \
	'step vmalloc 4k' 'goto end' 'reverse-advance alloc_vmap_area'
says "moves need a call" 'no call is being stepped through' 'next'

# ---- What is in the way ----

says "a freed area is in the way, and it is said why" \
	'^0xd0800000 + 0x2000 runs into 0xd0800000-0xd080b000, which was freed' \
	'vmalloc 40k' 'vfree $' 'step to hole vmalloc 4k' 'step'
says "after a purge it is not" 'no area is in the way' \
	'vmalloc 40k' 'vfree $' 'vm_unmap_aliases' 'step to hole vmalloc 4k'
says "an ioremap is called one" 'runs into the ioremap area 0xd0800000-' \
	'ioremap 0xf1000000 4k' 'step to hole vmalloc 4k' 'step'
says "a block is called one" 'runs into the vm_map_ram block 0xd0800000-' \
	'alloc_pages 0' 'vm_map_ram $' 'step to hole vmalloc 4k' 'step'
says "a module is called one" "runs into the module's area 0xbf000000-" \
	'insmod a 8k' 'step to hole insmod b 8k' 'step'
says "a record tells what an area was when the step was made" \
	'0xd0800000-0xd080b000, which was freed' \
	'vmalloc 40k' 'vfree $' 'trace get_vm_area 0x1f7fe000'
says "an allocation says which freed areas it passed" \
	'passed 2 freed' \
	'vmalloc 4k' 'vmalloc 4k' 'vmalloc 4k' 'vfree $1' 'vfree $2' \
	'vmalloc 8k' 'diff'
lacks "but not those where it would not fit" 'passed' \
	'vmalloc 4k' 'vmalloc 4k' 'vfree $1' 'vmalloc 12k' 'diff'

# ---- Breakpoints ----

says "a breakpoint stops continue" '^breakpoint 1: rb_insert_color' \
	'break rb_insert_color' 'step vmalloc 4k' 'continue'
says "a line of the source is one" '^breakpoint 1: vmap_2_6_32.c:[0-9]*' \
	'break vmap_2_6_32.c:1' 'break'
says "a hidden line is the one below" '^breakpoint 1: vmap_2_6_32.c:' \
	'break vmap_2_6_32.c:85' 'step vmalloc 4k' 'continue'
says "a condition, without blanks" '^1 *if addr == 0xd0800000' \
	'break if addr==0xd0800000' 'break'
says "a variable that no step has cannot be watched" \
	'error: no step has a variable nosuch' 'watch nosuch'
says "nor compared" 'error: no step has a variable nosuch' \
	'break if nosuch > 1'
says "a size has its unit in a condition" '^breakpoint 1: if size > 0x1000' \
	'break if size > 4k'
says "one that a step has by another name can" '^breakpoint 1: watch vmap_l' \
	'watch vmap_lazy_nr'
says "watch stops where a variable changes" '^breakpoint 1: watch addr' \
	'vmalloc 40k' 'watch addr' 'step vmalloc 4k' 'continue'
says "names and values count in a condition" '^1 *if addr > 0xd0800000' \
	'a = vmalloc 4k' 'break if addr > a' 'break'
says "an unknown place has a nearest one" 'did you mean alloc_vmap_area?' \
	'break alloc_vmap_are'
says "delete takes all" '^2 breakpoints deleted' \
	'break pte' 'break hole' 'delete'

# ---- Looking around ----

says "where names the calls, innermost first" '^#3  vmalloc, vmalloc.c:' \
	'step to alloc_vmap_area vmalloc 4k' 'where'
says "locals tell what they point at" \
	'^first  *0x[0-9a-f]*  vmap_area 0xd0800000-0xd080b000' \
	'vmalloc 40k' 'step to hole vmalloc 4k' 'locals'
says "locals tell their last change" \
	'^addr  *0xd080c000 .*(was 0xd0800000 until step [0-9]*)' \
	'vmalloc 40k' 'step to hole vmalloc 4k' 'next' 'next' 'locals'
says "/proc is that of the moment" '^0xd0800000-0xd080b000 *45056' \
	'step vmalloc 40k' 'advance map_vm_area' 'cat /proc/vmallocinfo'
lacks "an area in the tree only is not yet in /proc" \
	'^0xd0800000-0xd080b000 *45056' \
	'step vmalloc 40k' 'advance rb_insert_color' 'cat /proc/vmallocinfo'
says "diff is what the move changed" '^vmap_area of d0800000' \
	'step to alloc_vmap_area vmalloc 40k' 'finish' 'diff'

# ---- Leaving ----

says "leave goes to the end of the call" '^at the end of command 1' \
	'step vmalloc 4k' 'leave'
says "a call of one's own ends the stepping, and says so" \
	'^(left the call that was being stepped through)' \
	'step vmalloc 4k' 'vmalloc 4k'
lacks "one that is refused does not" 'being stepped through)' 'step vmalloc 4k' 'vfree 5'
says "one stands where one stood" '^step 3 of' \
	'step vmalloc 4k' 'step' 'vfree 5' 'step'
says "history has one command" '^\*     1  step vmalloc 4k' \
	'step vmalloc 4k' 'step' 'step' 'history'
says "without a history stepping says what to do" 'set history 64M' \
	'set history 0' 'step vmalloc 4k'

# ---- JSON ----

answer 'vmalloc 40k' 'step to hole vmalloc 4k'
in_answer "an answer has the step" \
	'"step":{"file":"vmap_2_6_32.c","line":'
in_answer "with its variables and objects" \
	'"objects":{"first":"vmap_area 0xd0800000-0xd080b000"}'
in_answer "and the call's value" '"value":"0xd080c000","name":"$2"'
answer 'step vmalloc 4k' 'next' 'cat /proc/version'
! grep -q '"step"' "$scratch/out"
result $? "what only looks has none"
answer 'step vmalloc 4k' 'leave'
! grep -q '"step"' "$scratch/out"
result $? "who left stands nowhere"

# ---- A file of /proc, line by line ----

says "/proc/vmallocinfo is shown area by area" 's_show() {' 'vmalloc 4k' \
	'trace cat /proc/vmallocinfo'
says "each flag that is set gives its word" '0x1 is set in 0x1' \
	'ioremap 0xf1000000 4k' 'trace cat vmallocinfo'
lacks "and one that is not gives none" '0x2 is set' \
	'ioremap 0xf1000000 4k' 'trace cat vmallocinfo'
says "the pages of a vmalloc are told" 'pages\[\] leads to 2 pages' \
	'vmalloc 8k' 'trace cat vmallocinfo'
says "nodes only where there are several" '^steps: 5$' 'vmalloc 8k' \
	'trace cat vmallocinfo'
says "an empty file has one step" '^steps: 1$' 'trace cat vmallocinfo'
says "one can stand in it" '^step 2 of 5: s_show,' 'vmalloc 8k' \
	'step cat vmallocinfo' step
says "other files have no steps" 'has no steps' 'step cat buddyinfo'

# ---- Saved and done again ----

cat >"$scratch/one.vms" <<END
step vmalloc 40k
step
a = step vmalloc 4k
next
vfree \$1
save $scratch/saved
p \$2
END
"$VMSCOPE" -k -b "$scratch/one.vms" </dev/null >"$scratch/out" 2>&1
"$VMSCOPE" -c "load $scratch/saved" -c 'cat /proc/vmallocinfo' </dev/null \
	>"$scratch/loaded" 2>&1
grep -q '^3 commands loaded' "$scratch/loaded"
result $? "a session that stepped is loaded as if it had not" "$scratch/loaded"
plan
