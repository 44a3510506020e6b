/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * glossary.c - the table of words, and finding one in it.
 */
#include "session/answer/glossary.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "translate.h"

/* TRANSLATORS: words by which an entry is found, with commas between; the first
 * is its name. The English ones find it in any case: yours alone will do. */
static const struct glossary_entry entries[] = {
	{ "AP",
	  N_("Access permissions: two bits of a small page or a section in the "
	     "hardware's tables. AP 1: the kernel reads and writes, user mode "
	     "may do nothing; AP 2: user mode may read; AP 3: it may write, "
	     "too.") },
	{ N_("area"),
	  N_("A range of addresses of the vmalloc region with one owner: a "
	     "vmap_area in the kernel's tree, as a rule with a vm_struct that "
	     "knows its size, its pages and its caller. The size has the guard "
	     "page in it.") },
	{ "ARM",
	  N_("The architecture of the simulated CPU: ARMv5 with 32-bit "
	     "addresses, two levels of page tables, sections of 1 MB and pages "
	     "of 4 KB.") },
	{ N_("black height,bh"),
	  N_("Each way down from a node of a red-black tree meets the same "
	     "number of black nodes: its black height. As no red node has a "
	     "red "
	     "child, the longest way is at most twice the shortest, and n "
	     "areas "
	     "are searched in about 2 log2 n steps.") },
	{ N_("block,vmap_block"),
	  N_("Of vm_map_ram(): an area of many pages from which short mappings "
	     "get their addresses without a look at the tree. Of the buddy: "
	     "2^order free frames side by side.") },
	{ N_("board"),
	  N_("The machine: its banks of RAM, CPU and devices. Above "
	     "VMALLOC_END "
	     "it may map devices of its own at fixed addresses.") },
	{ N_("bootmem"),
	  N_("The allocator of the time before the buddy: a bitmap with a bit "
	     "a "
	     "frame. What it gave, mem_map above all, stays reserved.") },
	{ N_("buddy"),
	  N_("The allocator of frames. A free block of 2^order frames has one "
	     "neighbour of its size, its buddy; once both are free they merge. "
	     "A block that is too large is halved until one fits.") },
	{ N_("caller"),
	  N_("Who asked for the area: the return address in its vm_struct, "
	     "which /proc/vmallocinfo prints as symbol+offset/length.") },
	{ N_("candidate"),
	  N_("The range that alloc_vmap_area() is trying: it fits if it ends "
	     "before the next area begins. The strip marks it with ?.") },
	{ "CONSISTENT_",
	  N_("CONSISTENT_BASE to CONSISTENT_END, the DMA region: addresses "
	     "where dma_alloc_coherent() maps memory uncached, for a device to "
	     "share it with the CPU.") },
	{ "CPU",
	  N_("The processor. Every access that it makes goes through the TLB "
	     "and the page tables; `read` and `write` are such accesses.") },
	{ N_("dirty"),
	  N_("A page of a block of vm_map_ram() that was unmapped. Its address "
	     "is not given again before the whole block is given back and "
	     "purged.") },
	{ "DMA", N_("Direct memory access, by a device without the CPU. The "
		    "region DMA "
		    "has addresses for memory that both see uncached; the zone "
		    "DMA has "
		    "the frames that such a device can reach.") },
	{ N_("domain"),
	  N_("Each first-level entry belongs to one of 16 domains, and a "
	     "register of the CPU gives each: no access, client (the "
	     "permissions count) or manager (they do not). Linux has the "
	     "kernel "
	     "in domain 0, user mode in 1 and devices in 2.") },
	{ "ERR_PTR",
	  N_("A pointer that stands for an error, -4095 to -1: the last 4095 "
	     "addresses, which are never mapped, so that using it faults.") },
	{ N_("fault"),
	  N_("An access that the CPU does not make: nothing is mapped there "
	     "(translation fault), or the permissions or the domain forbid it. "
	     "In the kernel that is an oops.") },
	{ "fixmap,FIXADDR_",
	  N_("Addresses that are fixed when the kernel is compiled, from "
	     "FIXADDR_START on. kmap_atomic() maps highmem here: a slot a CPU "
	     "and a purpose (KM_USER0 ...).") },
	{ N_("frame"),
	  N_("4 KB of physical memory. Its number is its pfn. Pages are "
	     "addresses, frames are RAM: the page tables lead from one to the "
	     "other.") },
	{ N_("gap"),
	  N_("A page that stays free after an area: when a candidate runs into "
	     "an area, alloc_vmap_area() goes on one page after its end. It is "
	     "not a guard page, and belongs to nobody.") },
	{ "gfp,GFP_,__GFP_",
	  N_("Flags of an allocation, \"get free page\". GFP_KERNEL may sleep, "
	     "GFP_ATOMIC must not and may use the reserve; __GFP_HIGHMEM, "
	     "__GFP_MOVABLE and __GFP_ZERO say where from and in which "
	     "state.") },
	{ N_("guard page,guard"),
	  N_("The last page of an area, which is never mapped: who runs over "
	     "the end of a buffer faults instead of writing to the next one. "
	     "It "
	     "counts in the area's size: 40 KB take 44.") },
	{ "high_memory,high_mem",
	  N_("The first address after lowmem. VMALLOC_START is 8 MB above it, "
	     "rounded down to 8 MB.") },
	{ N_("highmem,high memory"),
	  N_("RAM beyond lowmem, which has no address of its own. Tables, "
	     "vmalloc() or kmap() give it one.") },
	{ N_("hole"),
	  N_("Free addresses between two areas; the first one that is large "
	     "enough is taken. Also the 8 MB below VMALLOC_START, never "
	     "mapped, "
	     "to catch accesses past the end of lowmem.") },
	{ "ioremap",
	  N_("Maps a device's registers: an area as of vmalloc(), whose pages "
	     "lead, uncached, to physical addresses outside RAM.") },
	{ "kallsyms",
	  N_("The kernel's symbols with their addresses, in /proc/kallsyms: "
	     "functions, and the variables from which a debugger begins.") },
	{ "KB,MB,GB,K,M,G,B", N_("Sizes: 1 KB is 1024 bytes, 1 MB 1024 KB, 1 "
				 "GB 1024 MB. K, M and G "
				 "are the same in less room; B is a byte.") },
	{ N_("kernel,kernel image"),
	  N_("The image of the kernel: its code, its data and .bss, at the "
	     "begin of lowmem, with the first table before it.") },
	{ N_("kmalloc,object,slab,SLUB,cache"),
	  N_("Memory smaller than a page comes from a cache of objects of one "
	     "size, kmalloc-64 for 33 to 64 bytes. A slab is the frames that "
	     "such a cache has taken together; SLUB is the allocator's "
	     "name.") },
	{ N_("kmap,kmap_high"),
	  N_("Gives a frame of highmem an address for a while: one of 512 "
	     "slots "
	     "of the region pkmap. A slot is used again only after a flush of "
	     "the TLB for all of them.") },
	{ N_("kmap_atomic,KM_"),
	  N_("As kmap(), for a moment in which nobody sleeps: each CPU has a "
	     "slot of the fixmap for each purpose, KM_USER0, KM_IRQ0 ...") },
	{ "kmemleak", N_("Looks through memory for pointers. A block that no "
			 "word points at "
			 "any more can never be freed: a leak.") },
	{ N_("L_PTE_,Linux PTE"),
	  N_("Linux's own copy of a PTE, 2 KB below the hardware's in the same "
	     "frame: it has the bits young, dirty and present, for which the "
	     "hardware's has no room.") },
	{ N_("lazy,lazily freed,freed,VM_LAZY_FREE"),
	  N_("vfree() takes an area off vmlist and marks it VM_LAZY_FREE. Its "
	     "addresses stay taken until a purge, in 2.6.32 its translations, "
	     "too; one flush of the TLB then does for many areas.") },
	{ N_("lowmem,low memory"),
	  N_("The RAM that the kernel sees at PAGE_OFFSET plus its physical "
	     "address, by sections of 1 MB. kmalloc() gives addresses in it: "
	     "one piece of RAM for one piece of addresses.") },
	{ N_("mem_map,struct page"),
	  N_("An array with a struct page, 32 bytes, for each frame: who uses "
	     "it, how often, on which list it is.") },
	{ N_("migratetype,Unmovable,Reclaimable,Movable,Reserve,Isolate"),
	  N_("What a pageblock of 4 MB is for, so that what can be moved does "
	     "not mix with what cannot. The free lists are kept by type; one "
	     "that is empty takes a block of another.") },
	{ N_("modules,module,MODULES_"),
	  N_("The region below PAGE_OFFSET where modules are loaded, near "
	     "enough for a branch into the kernel. Their areas have the kind "
	     "module.") },
	{ N_("node"),
	  N_("Of a tree: the rb_node in a vmap_area. Of memory: a bank that is "
	     "near to some CPUs (NUMA), with zones of its own.") },
	{ "NR_",
	  N_("Counters of a zone, in its vm_stat: NR_FREE_PAGES is what its "
	     "free lists hold; others count the pages of slabs.") },
	{ "NULL",
	  N_("The pointer 0, where nothing is ever mapped: a call that fails "
	     "returns it.") },
	{ N_("oops"),
	  N_("What the kernel prints when it faults: the address, the "
	     "first-level entry (*pgd), both copies of the PTE (*pte, *ppte) "
	     "and the fault's number. dmesg has it.") },
	{ N_("order"),
	  N_("A block of 2^order frames: order 0 is 4 KB, order 3 is 32 KB, "
	     "order 10 is 4 MB. Blocks begin at a multiple of their size.") },
	{ N_("page"),
	  N_("4 KB of addresses that one PTE maps to a frame. Pages side by "
	     "side may lead to frames anywhere: that is what vmalloc is "
	     "for.") },
	{ N_("page table,second level"),
	  N_("A first-level entry leads to a table of 256 PTEs for 1 MB. Linux "
	     "makes two at a time in one frame, with its own copies in front: "
	     "four times 1 KB.") },
	{ "PAGE_OFFSET,PAGE_OFF",
	  N_("The first address of the kernel's lowmem, 0xc0000000 on most "
	     "boards. What is below belongs to user mode, but for the modules "
	     "and pkmap.") },
	{ N_("pages[],pages"),
	  N_("The array of struct page pointers of an area, in its order: "
	     "which "
	     "frames vfree() has to give back. A large one is vmalloced "
	     "itself.") },
	{ N_("pageset,per-cpu,per-cpu list,pcp,batch"),
	  N_("Each CPU keeps single free frames of a zone in a list of its "
	     "own, "
	     "to take and give without a lock. An empty list gets batch frames "
	     "from the buddy; one of high frames gives batch back: \"15 go at "
	     "90\".") },
	{ N_("pfn,page frame number"),
	  N_("Page frame number: the physical address without its last "
	     "12 bits, "
	     "three hex digits. pfn f800 is physical 0f800000.") },
	{ "PG_",
	  N_("Bits of a struct page's flags: PG_slab, PG_reserved, PG_buddy "
	     "(the first frame of a free block) ...") },
	{ N_("pgd,pmd,swapper_pg_dir,first level"),
	  N_("The first-level table, 16 KB: 4096 words, each for 1 MB. The "
	     "kernel's is swapper_pg_dir. Linux takes two words for one pgd "
	     "entry of 2 MB; a pmd is the same thing here, as there is no "
	     "level "
	     "between.") },
	{ "pkmap,PKMAP_",
	  N_("The 2 MB below PAGE_OFFSET, from PKMAP_BASE on, where kmap() "
	     "gives frames of highmem an address.") },
	{ N_("PTE,hw PTE"),
	  N_("Page table entry: the word for one page, with the frame's "
	     "address "
	     "and permissions. The hardware reads one, hw PTE; Linux keeps a "
	     "second one beside it, see L_PTE_.") },
	{ N_("purge"),
	  N_("The end of lazily freed areas: their addresses become free, "
	     "after "
	     "one flush of the TLB for all of them. It comes when they have "
	     "too "
	     "many pages, when no hole is found, or by vm_unmap_aliases().") },
	{ "RAM",
	  N_("Physical memory, in frames of 4 KB. The page tables decide at "
	     "which addresses it is seen, if at all.") },
	{ "RCU",
	  N_("Read-copy-update: readers take no lock, and what was removed is "
	     "freed only when none can see it any more. Not simulated.") },
	{ N_("red-black tree,red,black,rb_node,vmap_area_root"),
	  N_("A binary search tree that keeps itself flat by colouring nodes. "
	     "vmap_area_root holds all areas by address, so that a hole is "
	     "found "
	     "without a walk along the whole list.") },
	{ N_("reserved"), N_("Frames that boot took, or that nobody may have: "
			     "PG_reserved. They "
			     "never come to the buddy.") },
	{ N_("run,runs"),
	  N_("Frames that follow each other. 10 pages in 1 run lie in one "
	     "piece; in 10 runs none lies after the one before.") },
	{ N_("section"),
	  N_("A first-level entry that maps 1 MB at once, without a second "
	     "table. Lowmem is mapped so.") },
	{ N_("steal"),
	  N_("A free list that is empty takes the largest block of another "
	     "migratetype; from half a pageblock on the pageblock changes its "
	     "type with it.") },
	{ N_("taken"),
	  N_("Addresses that an area has: from its start to the end of its "
	     "guard page, whether or not they are mapped.") },
	{ N_("TLB,lookaside buffer"),
	  N_("The translations that the CPU remembers. After a change of the "
	     "page tables it must be flushed, page by page, and on all CPUs: "
	     "that is what lazy freeing saves.") },
	{ "TTBR0",
	  N_("The CPU's register with the physical address of the first-level "
	     "table: every walk begins there.") },
	{ N_("unmapped"),
	  N_("Addresses that are taken and lead nowhere yet: of "
	     "get_vm_area(), or of an area whose call is not over.") },
	{ N_("user,TASK_SIZE"), N_("The addresses below TASK_SIZE, which each "
				   "process maps in its own "
				   "way. No process runs here.") },
	{ N_("vectors"),
	  N_("One page at ffff0000 with the code to which the CPU jumps on an "
	     "exception.") },
	{ "VM_",
	  N_("Flags of an area: VM_ALLOC (by vmalloc), VM_IOREMAP, VM_MAP (by "
	     "vmap) in its vm_struct; VM_LAZY_FREE, VM_LAZY_FREEING, "
	     "VM_VM_AREA "
	     "(it has a vm_struct) in its vmap_area.") },
	{ "vm_map_ram,map_ram",
	  N_("Maps some pages for a short time: from a block of the CPU, "
	     "without a guard page or a vm_struct.") },
	{ "vm_struct,vmlist",
	  N_("An area as vfree() and /proc/vmallocinfo know it: address, size, "
	     "flags, pages, caller. They hang on vmlist, by address.") },
	{ "vmalloc,VMALLOC_",
	  N_("Memory in one piece of addresses from frames that lie anywhere. "
	     "Its region is from VMALLOC_START to VMALLOC_END; VMALLOC_OFFSET, "
	     "8 MB, keeps it away from lowmem.") },
	{ "VmallocChunk,VmallocTotal,VmallocUsed",
	  N_("Lines of /proc/meminfo: the largest hole of the vmalloc region, "
	     "the region, and what areas take of it. Areas that wait for the "
	     "purge and modules do not count.") },
	{ "vmap",
	  N_("Maps frames that somebody already has, side by side, in an area "
	     "of their own. vunmap() leaves the frames alone.") },
	{ "vmap_area",
	  N_("A taken range of the vmalloc region, va_start to va_end: a node "
	     "of the tree that finds holes, and a link of the sorted list.") },
	{ N_("watermark"),
	  N_("Free pages below which a zone gives no more: min, low, high. "
	     "Below min only urgent allocations get any.") },
	{ N_("zone,Normal"),
	  N_("Frames of one kind: Normal is lowmem, HighMem the rest, DMA what "
	     "all devices reach. Each has free lists, watermarks and per-cpu "
	     "lists of its own.") },
	{ NULL, NULL },
};

const struct glossary_entry *glossary(void)
{
	return entries;
}

/* The @i-th of words with commas between. */
static bool word_of(const char *at, unsigned int i, char *word)
{
	while (at && i--) {
		at = strchr(at, ',');
		if (at)
			at++;
	}
	if (!at)
		return false;
	snprintf(word, GLOSSARY_WORD, "%.*s", (int)strcspn(at, ","), at);
	return true;
}

bool glossary_word(const struct glossary_entry *entry, unsigned int i,
		   char *word)
{
	return word_of(_(entry->words), i, word);
}

/* How well words fit: all of it, or bytes of a family's begin; 0: not. */
static size_t fitting(const char *words, const char *word, size_t len)
{
	char known[GLOSSARY_WORD];
	size_t best = 0;

	for (unsigned int i = 0; word_of(words, i, known); i++) {
		size_t n = strlen(known);

		if (n == len && !strncasecmp(word, known, n))
			return SIZE_MAX;
		if (known[n - 1] == '_' && n < len && n > best &&
		    !strncmp(word, known, n))
			best = n;
	}
	return best;
}

static const struct glossary_entry *find(const char *word, size_t len)
{
	const struct glossary_entry *found = NULL;
	size_t best = 0;

	for (const struct glossary_entry *e = entries; e->words; e++) {
		size_t english = fitting(e->words, word, len);
		size_t other = fitting(_(e->words), word, len);
		size_t fits = english > other ? english : other;

		if (fits > best) {
			best = fits;
			found = e;
		}
	}
	return found;
}

const struct glossary_entry *glossary_find(const char *word)
{
	size_t len = strlen(word);
	const struct glossary_entry *entry = find(word, len);

	if (!entry && len > 2 && word[len - 1] == 's')
		entry = find(word, len - 1);
	return entry;
}
