#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# scenarios.sh - each scenario runs, holds what it asserts, and says so.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
data=$(cd "$here/data" && pwd) || { echo "Bail out! no data"; exit 1; }
VMSCOPE_DATA=$data
export VMSCOPE_DATA
cd "$scratch" || exit 1

# scenario NAME COMMAND... - the commands after it; all in out, and $status
scenario()
{
	name=$1
	shift
	for command; do
		set -- "$@" -c "$command"
		shift
	done
	"$VMSCOPE" "$data/scenarios/$name.vms" "$@" >out 2>err </dev/null
	status=$?
	cat err >>out
}

# says NAME PATTERN... - lines that come in this order, and nothing went wrong
says()
{
	what=$1
	shift
	cp out rest
	for pattern; do
		line=$(grep -n -m 1 -e "$pattern" rest | cut -d : -f 1)
		if test -z "$line"; then
			echo "not there, or not in this place: $pattern" >>out
			status=1
			break
		fi
		tail -n +$((line + 1)) rest >later
		mv later rest
	done
	test ! -s err || status=1
	result "$status" "$what" out
}

# ---- All of them ----

for file in "$data"/scenarios/*.vms; do
	name=${file##*/}
	name=${name%.vms}

	scenario "$name" check
	test $status -eq 0 && test ! -s err &&
		test "$(tail -n 1 out)" = "every invariant holds"
	result $? "$name runs, and check is clean after it" out

	"$VMSCOPE" -c 'board numa' -c 'vmalloc 1M' -c "source \"$file\"" \
		>from_session 2>&1 </dev/null
	test $? -eq 0 && "$VMSCOPE" "$file" >alone 2>&1 </dev/null &&
		tail -n "$(wc -l <alone)" from_session | cmp -s - alone
	result $? "$name does the same in a session that was used before" \
		from_session

	tail -n 1 alone | grep -q '^[A-Za-z].*[a-z]' &&
		grep -q '^assert ' "$file"
	result $? "$name asserts, and ends with what it has shown" alone

	"$VMSCOPE" --json "$file" >json 2>&1 </dev/null &&
		! grep -q -v '^{"n":[0-9]*,.*"ok":true' json
	result $? "$name is all right as JSON" json

	awk 'length($0) > 80 { print FILENAME ":" FNR ": " $0 }' "$file" >wide
	test ! -s wide
	result $? "$name fits 80 columns" wide
done

# ---- versatile-boot ----

# What the booted kernel's vmallocinfo and its first two calls said.
scenario versatile-boot 'vmalloc 40k' 'vmalloc 4k' vm_unmap_aliases 'vmalloc 4k'
says "versatile-boot is the board as init finds it" \
	'^0xd0864000-0xd0866000    8192 __arm_ioremap_pfn' '^0xd0870000-0xd0872000' \
	'^\$30 = 0xd0873000' '^\$31 = 0xd087f000' '^\$32 = 0xd0800000'

# ---- marvell-boot ----

boot=$data/scenarios/marvell-boot.vms
listing=$data/marvell.vmallocinfo

# lists FILE - does the listing come out of this script?
lists()
{
	"$VMSCOPE" "$1" -c 'cat /proc/vmallocinfo' >out 2>&1 </dev/null &&
		tail -n 125 out | diff "$listing" - >diff
}

lists "$boot"
result $? "marvell-boot gives the listing byte for byte" diff
"$VMSCOPE" -c "source \"$boot\"" -c 'cat /proc/vmallocinfo' >out 2>&1 </dev/null
tail -n 125 out | cmp -s "$listing" -
result $? "also when a session sources it" out

# Registers in physical space look like addresses; they stand after ioremap.
sed 's/^#.*//; s/ioremap 0xf10[0-9a-f]* //' "$boot" >calls
grep -n -i -E -e '0x0*[b-f][0-9a-f]{7}' -e '(^|[^0-9a-z_])[b-f][0-9a-f]{7}' \
	-e '[0-9]{10}' calls >addresses
test ! -s addresses
result $? "no kernel virtual address stands in it" addresses
grep -n -E -e '^(import|get_vm_area|source|boot)' calls >others
test ! -s others
result $? "it takes areas by vmalloc, ioremap and insmod alone" others

# Each area that was freed on the way is the cause of something.
sed -n -E 's/^(vfree|iounmap) //p' calls >freed
while read -r name; do
	grep -v -E -e "^$name =" -e "^(vfree|iounmap) $name\$" -e '^assert' \
		"$boot" >without.vms
	! lists without.vms && test -s diff
	result $? "without $name the listing is another"
done <freed

# And it must still wait for the purge in the end.
for name in $(cat freed); do
	sed -E "/^assert/d; s/^(vfree|iounmap) $name\$/&\nvm_unmap_aliases/" \
		"$boot" >purged.vms
	lists purged.vms || echo "$name" >>needed
done
test "$(wc -l <needed)" -ge 6
result $? "a purge on the way changes the listing" needed

# ---- fragmentation ----

# Seven noughts: orders 4 to 10.
none='\(  *0\)\{7\} *$'
scenario fragmentation 'cat /proc/buddyinfo' 'vmalloc 64M' check
says "fragmentation: alloc_pages fails where vmalloc succeeds" \
	'^Node 0, zone   Normal .* 6[0-9] *$' "^Node 0, zone   Normal.*$none" \
	'^kernel: vmscope: page allocation failure. order:4' \
	'^\$1 = NULL$' '^no zone can give 2^4 contiguous pages' \
	'^\$2 = NULL$' '^\$3 = 0xd0800000$' '^Half of the memory is free' \
	"^Node 0, zone   Normal.*$none" '^\$7 = 0xd0' \
	'^every invariant holds$'

scenario fragmentation 'cat /proc/vmallocinfo'
grep -q '^0xd0800000-0xd0811000   69632 my_init+0x10/0x80 pages=16 vmalloc$' out
result $? "fragmentation: 16 pages are mapped" out

set --
for page in 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
	set -- "$@" "vtop buf+${page}p"
done
scenario fragmentation "$@"
sed -n 's/^frame  *pfn \([0-9]*\) .*/\1/p' out | tail -n 16 >frames
test "$(sort -u frames | wc -l)" -eq 16 &&
	awk 'NR > 1 && ($1 == last + 1 || $1 == last - 1) { near++ }
	     { last = $1 } END { exit near > 4 }' frames
result $? "fragmentation: the 16 frames are scattered" frames

# ---- exhaustion ----

scenario exhaustion dmesg 'cat /proc/vmallocinfo'
says "exhaustion: purge and retry, then failure with the message" \
	'^0xfb002000-0xfc803000 25169920 capture_open' \
	'vmap_lazy_nr>:.6152$' '^\$[0-9]* = 0xfb002000$' 'vmap_lazy_nr>:.0$' \
	'^kernel: vmap allocation for size 12587008 failed: use vmalloc=<size> to increase size.$' \
	'^\$[0-9]* = NULL$' '^no hole of 12587008 bytes' \
	'^vmap allocation for size 12587008 failed' '^0xfb002000-0xfc803000'

# What the message advises.
sed '/^assert/d; s/^board highmem$/&\nboot vmalloc=256M/' \
	"$data/scenarios/exhaustion.vms" >more.vms
"$VMSCOPE" more.vms -c 'assert preview != 0' >out 2>&1 </dev/null &&
	! grep -q -e NULL -e 'allocation.*failed' out
result $? "exhaustion: with vmalloc=256M it would not have failed" out

# ---- use-after-free ----

scenario use-after-free 'assert before == theirs' 'x/wx again' 'vfree again' \
	'vfree other'
says "use-after-free: the old translation works until the purge" \
	'^\$1 = 0xd0800000$' '^frame  *pfn 63490 ' '^\$2 = 0x0f802000$' \
	'waits for the purge$' '^\$3 = 0x0f802000$' '^\$4 = 0xd0804000$' \
	'^\$5 = 0x0f802000$' '^\$7 = 0xdeadbeef$' \
	'empty: this page is not mapped' '^\$8 = NULL$' \
	'^kernel: Unable to handle kernel paging request .*d0800000$' \
	'^\$9 = fault$' '^\$10 = 0xd0800000$' '^After vfree'

plan
