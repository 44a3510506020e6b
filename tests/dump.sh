#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# dump.sh - a raw dump of RAM tells the same as the program.
#
# After some work the RAM is saved and read by dump_reader.py, which knows
# kallsyms and the ARM's struct offsets only. Areas, tree, page tables, frames
# and free blocks must be what /proc and vtop say.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
wants python3

# answers COMMAND - the output of the last such command in `answers`
answers()
{
	python3 -c '
import json, sys
for line in open(sys.argv[1]):
    answer = json.loads(line)
    if answer["command"] == sys.argv[2]:
        output = answer["output"]
sys.stdout.write(output)' "$scratch/answers" "$1"
}

# values - `ADDRESS VALUE` for each vtop in `answers`, - for null
values()
{
	python3 -c '
import json, sys
for line in open(sys.argv[1]):
    answer = json.loads(line)
    word, *rest = answer["command"].split()
    if word == "vtop":
        print(rest[0], answer["value"] or "-")' "$scratch/answers"
}

reader()
{
	python3 "$here/tests/dump_reader.py" "$scratch/dump" \
		"$scratch/kallsyms" "$@"
}

# run OPTION... - the script, all its answers in `answers`
run()
{
	"$VMSCOPE" --json "$@" "$scratch/script" >"$scratch/answers" \
		2>"$scratch/diff"
}

# same NAME WANTED GOT
same()
{
	diff "$2" "$3" >"$scratch/diff"
	result $? "$1" "$scratch/diff"
}

# Columns of all zones added up; the rows are `Node N, zone NAME c0 ... c10`.
sum_zones()
{
	awk '{ for (i = 5; i <= NF; i++) n[i] += $i; fields = NF }
	     END { for (i = 5; i <= fields; i++)
			printf "%d%s", n[i], i < fields ? " " : "\n" }'
}

# overwritten GLOBAL - the last dump with 8 bytes of it changed is seen to be
# wrong
overwritten()
{
	address=$(awk -v name="$1" '$3 == name { print $1 }' \
		"$scratch/kallsyms")
	cp "$scratch/dump" "$scratch/damaged"
	printf '\1\0\0\0\0\0\0\0' | dd of="$scratch/damaged" bs=1 \
		conv=notrunc seek=$((0x$address - 0xc0000000)) 2>/dev/null
	! python3 "$here/tests/dump_reader.py" "$scratch/damaged" \
		"$scratch/kallsyms" --check >"$scratch/got" 2>&1
	result $? "the reader sees a $1 overwritten" "$scratch/got"
}

# dump NAME MEGABYTES OPTION... - with a script on stdin
dump()
{
	name=$1
	size=$2
	shift 2
	cat >"$scratch/work"
	cat "$scratch/work" - >"$scratch/script" <<END
pmemsave $scratch/dump 0 ${size}M
cat /proc/kallsyms
cat /proc/vmallocinfo
cat /proc/buddyinfo
END
	if ! run "$@"; then
		tail -n 1 "$scratch/answers" >>"$scratch/diff"
		result 1 "$name: runs" "$scratch/diff"
		return
	fi
	answers 'cat /proc/kallsyms' >"$scratch/kallsyms"

	answers 'cat /proc/vmallocinfo' | sed 's|/0x[0-9a-f]*||' \
		>"$scratch/wanted"
	reader --vmallocinfo >"$scratch/got" 2>&1
	same "$name: vmallocinfo" "$scratch/wanted" "$scratch/got"

	answers 'cat /proc/buddyinfo' | sum_zones >"$scratch/wanted"
	reader --buddyinfo >"$scratch/got" 2>&1
	same "$name: buddyinfo" "$scratch/wanted" "$scratch/got"

	reader --check >"$scratch/got" 2>&1
	result $? "$name: the structures tell one story" "$scratch/got"

	# The same work again, now that the addresses are known.
	reader --addresses >"$scratch/addresses" 2>&1
	sed 's/^/vtop /' "$scratch/addresses" |
		cat "$scratch/work" - >"$scratch/script"
	run "$@"
	values >"$scratch/wanted"
	reader --vtop - <"$scratch/addresses" >"$scratch/got" 2>&1
	same "$name: vtop of $(wc -l <"$scratch/got") addresses" \
		"$scratch/wanted" "$scratch/got"
}

# mixed SEED - areas and objects of all kinds, half of them freed again
mixed()
{
	awk -v seed="$1" '
	function below(n) { return int(rand() * n) }
	BEGIN {
		srand(seed)
		split("vmalloc vmalloc vmalloc_user vmalloc_32 ioremap kmalloc",
		      take)
		split("vfree vfree vfree vfree iounmap kfree", give)
		for (i = 1; i <= 300; i++) {
			kind[i] = 1 + below(6)
			physical = take[kind[i]] == "ioremap" ? "0xf1000000 " : ""
			print take[kind[i]] " " physical 1 + below(60000)
			if (below(20) == 0)
				print "vm_unmap_aliases"
			j = 1 + below(i)
			if (below(2) && !(j in gone))
				print give[kind[j]] " $" j
			else
				continue
			gone[j] = 1
		}
	}'
}

dump "after boot" 64 --cmdline mem=64M <<'END'
END

dump "blocks of vm_map_ram" 64 --cmdline mem=64M <<'END'
vmalloc 40k
page = alloc_pages 6
vm_map_ram page page+1 page+2
vm_map_ram page+3
vm_map_ram page+4 page+5 page+6 page+7 page+8
vm_unmap_ram $4 1
vm_unmap_ram $3 3
vm_unmap_aliases
END
# 3 pages are 4, 5 are 8 at a multiple of 8; the block begins at one of 4 MB.
echo "0xc4c00000-0xc5000000 free=1011 dirty=5 given=0-4,8-15 unmapped=0-4" \
	>"$scratch/wanted"
reader --blocks >"$scratch/got" 2>&1
same "the bitmaps of a block" "$scratch/wanted" "$scratch/got"

dump "areas, some lazily freed" 64 --cmdline mem=64M <<'END'
vmalloc 40k
vmalloc 5M
vmalloc 4k
vmalloc_user 20k
vmalloc_32 64k
ioremap 0xf1000000 1M
ioremap 0xf1020004 100
insmod ubi 724k
insmod ubifs 100k
get_vm_area 64k map
vfree $3
vfree $1
iounmap $7
rmmod ubi
vmalloc 40k
END

dump "areas, purged" 64 --cmdline mem=64M <<'END'
vmalloc 40k
vmalloc 5M
vmalloc 4k
vfree $2
vfree $1
vm_unmap_aliases
vmalloc 12k
vmalloc 3M
END

dump "pages and objects" 64 --cmdline mem=64M <<'END'
alloc_pages 0
alloc_pages 3
alloc_pages 10
alloc_pages 0 gfp=GFP_HIGHUSER_MOVABLE
alloc_pages 4 gfp=GFP_KERNEL|__GFP_RECLAIMABLE
kmalloc 100
kmalloc 5000
kmalloc 100k
free_pages $2 3
kfree $7
alloc_pages 2
END

dump "memory used up" 64 --cmdline mem=64M <<'END'
vmalloc 30M
vmalloc 20M
vmalloc 30M
vfree $2
vmalloc 4M
vmalloc 1M
END

dump "the article's listing" 256 \
	--import "$here/data/marvell.vmallocinfo" <<'END'
vmalloc 40k
vfree 0xd0861000
vfree 0xd0960000
END

dump "highmem" 96 --cmdline 'mem=96M vmalloc=720M' <<'END'
vmalloc 5M
vmalloc 300k
vfree $1
insmod ubi 200k
END

dump "a split at 2 GB" 64 --board vmsplit-2g --cmdline mem=64M <<'END'
vmalloc 5M
ioremap 0xf1000000 1M
vfree $1
insmod ubi 200k
vmalloc 300k
END

dump "kmemleak" 32 --cmdline 'mem=32M kmemleak=on' <<'END'
a = vmalloc 40k
b = kmalloc 100
c = vmalloc 5M
insmod ubi 200k
d = vmalloc 4k
write b d
write c+5000 a
forget a
forget d
forget b
kmemleak scan
END
reader --kmemleak >"$scratch/got" 2>&1
awk '$3 == 3 { print $4 }' "$scratch/got" | sort | uniq -c |
	sed 's/^ *//' >"$scratch/counts"
printf '%s\n' '1 2' '3 3' >"$scratch/wanted"
same "kmemleak: who has 3 pointers" "$scratch/wanted" "$scratch/counts"

dump "kmap" 96 --cmdline 'mem=96M vmalloc=720M' <<'END'
a = alloc_pages 5 gfp=GFP_HIGHUSER
kmap a
kmap a
kmap a+121%32
kmap a+1
kmap a+2
kunmap a
kunmap a+2
kmap_flush_unused
kmap a+3
kunmap a+1
kmap_atomic a+4 KM_USER0
kmap_atomic a+3 KM_USER1
END
for global in pkmap_count page_address_htable page_address_pool; do
	overwritten $global
done

for seed in 1 2; do
	mixed $seed >"$scratch/mixed"
	dump "mixed work, seed $seed" 64 --cmdline mem=64M <"$scratch/mixed"
done

# The last dump again, with one global overwritten: no longer one story.
for global in vmlist vmap_area_root vmap_area_list mem_map; do
	overwritten $global
done

plan
