#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# translation.sh - every text for people goes through the catalogue, and the
# language is found and changed as people expect.
#
# A language is made from all the texts that translators get (pseudo.py), and
# the program runs in it.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
wants msgfmt
wants msgmerge
wants xgettext
wants python3
pot=$PWD/data/po/vmscope.pot
test -f "$pot" || { echo "Bail out! no $pot"; exit 1; }

# A data folder of our own that has one language.
data=$scratch/data
folder=$data/locale/xx_YY/C.UTF-8/LC_MESSAGES
mkdir -p "$folder"
ln -s "$(cd "$here/data" && pwd)"/* "$data"
python3 "$here/tests/pseudo.py" catalogue "$pot" >"$scratch/xx_YY.po" &&
	msgfmt -c --check-format -o "$folder/vmscope.mo" "$scratch/xx_YY.po" \
		2>"$scratch/why"
result $? "the texts make a catalogue whose formats match" "$scratch/why"
for po in "$here"/data/po/*.po; do
	msgfmt -c --check-format -o /dev/null "$po" 2>"$scratch/why"
	result $? "formats match in ${po##*/}" "$scratch/why"
	msgmerge -q --no-fuzzy-matching -o "$scratch/merged" "$po" "$pot" &&
		! grep -A1 '^#~ msgid' "$scratch/merged" >"$scratch/why"
	result $? "${po##*/} has no text that the program lost" "$scratch/why"
	msgattrib --untranslated --no-obsolete "$scratch/merged" >"$scratch/why"
	test "$(grep -c '^msgid ' "$scratch/why")" -le 1
	result $? "${po##*/} has all texts" "$scratch/why"
done

python3 "$here/tests/chinese.py" "$here/data/po/zh_CN.po" \
	"$here"/data/lessons/zh_CN/*.vms "$here"/doc/*zh_CN* >"$scratch/why"
result $? "the Chinese texts agree on words and punctuation" "$scratch/why"

python3 "$here/tests/untranslated.py" "$here/src" "$here/data/po/local.mk" \
	>"$scratch/why"
result $? "no text is printed without asking the catalogue" "$scratch/why"

VMSCOPE_DATA=$data LC_ALL=C.UTF-8
export VMSCOPE_DATA LC_ALL
unset LANGUAGE

# ---- Which language ----

greeting='there is no command'

# speaks LANGUAGE NAME COMMAND... - an error comes in it
speaks()
{
	language=$1 name=$2
	shift 2
	"$@" -c nosuchthing </dev/null >"$scratch/out" 2>&1
	case $language in
	english) grep -q "$greeting" "$scratch/out" ;;
	*) ! grep -q "$greeting" "$scratch/out" &&
		grep -q nosuchthing "$scratch/out" ;;
	esac
	result $? "$name" "$scratch/out"
}

speaks english "English where nothing says otherwise" "$VMSCOPE"
speaks other "--lang chooses" "$VMSCOPE" --lang=xx_YY
speaks other "--lang knows a language without its territory" \
	"$VMSCOPE" --lang=xx
speaks other "set language chooses while running" \
	"$VMSCOPE" -k -c 'set language xx_YY'
speaks english "set language goes back to English" \
	"$VMSCOPE" --lang=xx_YY -k -c 'set language en'
speaks other "LC_ALL chooses, also a locale that is not installed" \
	env LC_ALL=xx_YY.UTF-8 "$VMSCOPE"
speaks other "LC_MESSAGES chooses" \
	env LC_ALL= LC_CTYPE=C.UTF-8 LC_MESSAGES=xx_YY.UTF-8 "$VMSCOPE"
speaks other "LANG chooses" env LC_ALL= LANG=xx_YY.UTF-8 "$VMSCOPE"
speaks other "LANGUAGE chooses, the first that is there" \
	env LANGUAGE=de:xx_YY "$VMSCOPE"
speaks other "and again after another one" env LANGUAGE=de:xx_YY \
	"$VMSCOPE" -k -c 'set language en' -c 'set language auto'
speaks english "English comes before what stands after it in LANGUAGE" \
	env LANGUAGE=en:xx_YY "$VMSCOPE"
speaks english "LC_ALL=C wins over LANGUAGE" \
	env LC_ALL=C LANGUAGE=xx_YY "$VMSCOPE"
speaks english "a neighbour's language is none" \
	env LC_ALL=xx_ZZ.UTF-8 "$VMSCOPE"
speaks english "--lang=en wins over the environment" \
	env LC_ALL=xx_YY.UTF-8 "$VMSCOPE" --lang=en

speaks english "without UTF-8 it stays with English" \
	env LC_ALL=C "$VMSCOPE" --lang=xx_YY
test "$(grep -c 'need a UTF-8 locale' "$scratch/out")" = 1
result $? "and says so once" "$scratch/out"
LC_ALL=C "$VMSCOPE" -c 'set language xx' >"$scratch/out" 2>&1
test $? = 1 && grep -q 'need a UTF-8 locale' "$scratch/out"
result $? "so does set language" "$scratch/out"

"$VMSCOPE" --nosuch --lang=xx_YY >"$scratch/out" 2>&1
test $? = 2 && grep -q -- ' --nosuch ' "$scratch/out" &&
	! grep -q 'not an option' "$scratch/out"
result $? "an option that is not there is refused in the language of --lang" \
	"$scratch/out"

"$VMSCOPE" -c 'set language tlh' >"$scratch/out" 2>&1
test $? = 1 && grep -q 'auto en xx_YY$' "$scratch/out"
result $? "a language that is not there is refused, with those that are" \
	"$scratch/out"

# ---- Every text ----

# What is no English wherever it stands: names of commands, settings, files.
names="$("$VMSCOPE" -c help </dev/null | sed -n 's/^  \([^ ]*\) .*/\1/p')
	$("$VMSCOPE" -c show </dev/null | sed -n 's/^\([a-z]*\) .*/\1/p')
	$(ls "$here/data/boards")
	vmscope man auto en dark light contrast colorblind mono always never on
	off all areas frames tree tables memory log source zone pageset
	user modules pkmap lowmem hole vmalloc board DMA unused fixmap vectors
	Left Right"

# translated NAME ARGUMENT... - what vmscope prints then, in both languages. Out
# of it go examples of commands, the setting that must differ, and the lines
# that $source matches: source text is English.
source='/^kernel: /d'
translated()
{
	name=$1
	shift
	"$VMSCOPE" "$@" </dev/null 2>&1 |
		sed "/^    /d; /^language /d; $source" >"$scratch/english"
	"$VMSCOPE" --lang=xx_YY "$@" </dev/null 2>&1 |
		sed "/^    /d; /^language /d; $source" >"$scratch/pseudo"
	python3 "$here/tests/pseudo.py" compare "$scratch/english" \
		"$scratch/pseudo" $names >"$scratch/why"
	result $? "$name is translated" "$scratch/why"
}

translated "--help" --help
translated "--version" --version
translated "the list of commands" -c help
set --
for command in $("$VMSCOPE" -c help </dev/null | sed -n 's/^  \([^ ]*\) .*/\1/p')
do
	set -- "$@" -c "help $command"
done
translated "the help of each command" "$@"
translated "what settings take" -c set -c 'show panes' -c 'set history 1M'

# Every pane as text; what the kernel's source and /proc say is not translated.
set -- -c 'vmalloc 40k' -c 'vmalloc 4k' -c 'vfree $1' \
	-c 'ioremap 0xf1000000 16k' -c 'select $2' -c 'focus areas' \
	-c 'export text - screen 120x40' -c 'select $1'
for pane in layout areas frames tree tables memory log source; do
	set -- "$@" -c "focus $pane" -c 'export text - screen 80x24'
done
translated "each pane" -k "$@"

# Why each region is where it is, on boards that differ.
for board in marvell kirkwood; do
	translated "the layout of $board" -B $board -c layout
done
# Mappings for a short time, in each pane.
set -- --board=highmem --cmdline=kmemleak=on -c 'page = alloc_pages 2' \
	-c 'vm_map_ram page page+1' -c 'vm_map_ram page+2' \
	-c 'export text - screen 100x40' -c 'vm_unmap_ram $ 1' \
	-c 'export text - screen 100x40' -c 'high = alloc_pages 0 gfp=GFP_HIGHUSER' \
	-c 'a = kmap high' -c 'kunmap high' -c 'forget a' -c 'b = kmap high' \
	-c 'kmap_atomic high KM_USER0'
for pane in areas frames tree tables memory log; do
	set -- "$@" -c "focus $pane"
	for look in page high b '$2'; do
		set -- "$@" -c "select $look" -c 'export text - screen 100x40'
	done
done
translated "each pane with mappings for a short time" -k "$@"

# Stepping: lines, reasons, variables and what they were before.
set -- -c 'vmalloc 8k' -c 'vmalloc 4k' -c 'vfree $1'
for call in 'vmalloc 4k' 'vfree $2' 'kmalloc 8' 'alloc_pages 0' \
	'vm_unmap_aliases'; do
	set -- "$@" -c "step $call"
	for _ in 1 2 3 4 5 6; do
		set -- "$@" -c 'step 5' -c 'export text - source 120x40' \
			-c locals -c where
	done
	set -- "$@" -c finish -c 'export text - source 80x24' -c leave
done
source='/^>\{0,1\} *[0-9]\{1,4\}[… ] /d; /: [a-z/0-9]*\/[a-z_]*\.[ch], /d'
words=$names
names="$names slab object tmp parent page of pfn order migratetype Unmovable"
translated "the steps of calls" -k "$@"
names=$words source='/^kernel: /d'

# What commands and errors say.
set --
while IFS= read -r line; do
	set -- "$@" -c "$line"
done <<'END'
nosuch
vmaloc 4k
vmalloc
vmalloc 4q
vmalloc 4k 5k
vmalloc 4k nope=1
__vmalloc 4k gfp=X
__vmalloc 4k prot=X
__vmalloc 4k align=3
__vmalloc 4k node=7
vmalloc 4k caller=x
vfree 0x1000
vfree 0
vmalloc 40k
vfree $+4k
ioremap 0xf1000000 4k
vfree $
get_vm_area 8k
iounmap $
kfree 1
alloc_pages 11
alloc_pages 0
free_pages $ 1
insmod one 4k
insmod one 4k
rmmod two
page = alloc_pages 2
ram = vm_map_ram page page+1 page+2
vm_unmap_ram ram+4k 2
vm_unmap_ram ram 33
vm_unmap_ram ram 4
vm_unmap_ram ram 3
vm_unmap_ram ram 3
ram = vm_map_ram page page+1 page+2 page+3
vm_unmap_ram ram 3
vm_unmap_ram ram+1 3
vm_unmap_ram ram+128k 1
kmap page
kunmap page
kmap_atomic page KM_USER0
kunmap_atomic 0xd0000000 KM_USER0
kunmap_atomic $ KM_USER0
kunmap_atomic $ KM_USER0
kmap_flush_unused
kmemleak scan
tlb
vfree $99
vtop $1
vtop $1+40k
read/w 0xc0000001
write 0xc0000000 1
vfree $1
vtop $1
x/z 0
p 1 +
p nosuch
assert 1 == 2
ptype nosuch
cat nosuch
pmemsave /dev/null 0 0
select 5 5
scroll up
search
search nosuchtext
export text - nowhere
board nosuch
boot mem=x
boot mem=1M
boot mem=64M@0x100000
boot vmalloc=x
set nosuch 1
set theme nosuch
set speed 99
undo 1000
undo
redo
goto 1000
branch nosuch
branch
next
break nosuch
break alloc_vmap_area
delete 9
repeat 2 vmalloc 4k
repeat 2 undo
churn 5
churn 5 min=8k max=4k
fail_page_alloc
fail_page_alloc nosuch=1
fail_page_alloc times=x
check
lesson nosuch
lesson next
9x = vmalloc 4k
NULL = vmalloc 4k
page = vmalloc 4k
x =
vmalloc "4k
diff
END
translated "what commands and errors say" -k "$@"
plan
