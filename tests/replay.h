/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay.h - a trace of the real kernel, run again on src/kernel.
 *
 * A trace is a text: operations with the answers that the real kernel gave,
 * and between them pictures of its structures. tests/data/traces/README.md has
 * the format. Its dialects: addresses of the vmalloc region (replay_virtual.c),
 * vm_map_ram's blocks among them (replay_map_ram.c), the pages of one zone
 * (replay_buddy.c), and the slots of pkmap (replay_kmap.c).
 *
 * Functions that give an int return 0, or -1 after they printed why the
 * replay of this file ends: `FILE:LINE: expected ... got ...` on stdout when
 * the kernels disagree, `FILE:LINE: ...` on stderr when the file makes no
 * sense.
 */
#ifndef VMSCOPE_TESTS_REPLAY_H
#define VMSCOPE_TESTS_REPLAY_H

#include <stdio.h>

#include "kernel/kernel.h"
#include "kernel/step.h"
#include "session/stepping/step_record.h"

enum {
	MAX_VALUES = 12,      /* numbers in one form of match() */
	MAX_ANSWER = 1 << 18, /* characters of a result, with a NUL */
};

/* What an id of the trace stands for. */
enum id_state { ID_UNUSED, ID_LIVE, ID_FAILED, ID_FREED };

struct id {
	uint32_t id;
	enum id_state state;
	uint32_t where; /* virtual address, or pfn */
	uint32_t what;	/* kind of area, or order of the block */
	size_t line;	/* where the trace took it, from 1 */
};

/* All ids of a trace: a hash table with open addressing. */
struct ids {
	struct id *slot;
	size_t capacity; /* slots, a power of two */
	size_t used;
};

struct trace {
	const char *file; /* its name, for messages */
	char *text;	  /* all of it */
	char **line;	  /* NUL-terminated, in text */
	size_t nr_lines;
	size_t at;    /* index of the line under work */
	bool stepped; /* it tells the steps of each operation */

	const struct dialect *dialect; /* NULL before the header */
	struct kernel *k;
	struct ids ids;
	const char *op;	      /* text of an `op` line, until its result */
	size_t pending_steps; /* these and step lines, until their result */
	size_t first_step;    /* index of the first step line of them */
	size_t nr_steps;      /* step lines that wait to be compared */
	struct step_record *record; /* of an operation with steps */
	char answer[MAX_ANSWER];    /* what our kernel answered */

	/* Virtual: how many before the operation. */
	uint32_t tlb_flushes;

	/* Blocks of vm_map_ram: what the operation did beside its answer. */
	struct map_ram_sink *sink;
	bool hashes; /* each answer has those of the tree, and of bitmaps */

	/* Buddy: the zone; a trace's pfn and @shift make ours (mod 2^32). */
	const struct zone *zone;
	pfn_t start, shift;
	uint32_t pages;
	bool pcp;		 /* by way of the per-cpu lists */
	bool booted;		 /* the `boot` line was there */
	char stolen[MAX_ANSWER]; /* what an operation took of other types */

	/* Highmem. */
	struct step_sink flush_sink; /* sees what a flush does: */
	bool flushed;		     /* there was one */
	bool emptied[LAST_PKMAP];    /* these slots */
	const struct page *sleeper;  /* whose kmap() waits for a slot; NULL */
	bool tells_chains;	     /* each line has bucket=, pos=, pam= */
	bool stopped;		     /* by a BUG */

	/* For the summary. */
	size_t operations, results, steps;
};

/* What a line may be: its first word, and who takes it. */
struct statement {
	const char *form; /* of the first word, for match() */
	int (*run)(struct trace *t, char *line); /* whole line; else NULL */
	const struct operation *op;
};

/* A line of the kernel's steps, read or made. */
struct step_line {
	int form;		    /* index in step_lines->form; -1: none */
	uint32_t value[MAX_VALUES]; /* those that the form has; others are 0 */
};

/* How the steps of one kernel are written. */
struct step_lines {
	const char *const *form; /* for match(); ends with NULL */
	/* Our step as such a line; false: it has none. */
	bool (*make)(const struct record_step *step, struct step_line *line);
	int optional; /* a form of ours that a trace may leave out; -1: none */
};

struct dialect {
	const char *header; /* form of the header line, for match() */
	/* Whose traces it reads: beginnings of the version, ends with NULL. */
	const char *const *versions;
	enum allocator allocator; /* theirs */
	/* Has a kernel ready; @header holds the numbers in that line. */
	int (*begin)(struct trace *t, const uint32_t *header);
	/* Around each operation: see what it does beside its result. */
	void (*before)(struct trace *t);
	void (*after)(struct trace *t);
	const struct step_lines
		*steps; /* indented lines; NULL: there are none */
	const struct statement *statements; /* ends with a NULL form */
};

/* 2.6.32 and 2.6.33, which decides alike; later kernels do not. */
extern const char *const versions_2_6_32[];

extern const struct dialect virtual_dialect, cached_dialect,
	virtual_6_1_dialect, map_ram_dialect, buddy_dialect, kmap_dialect;

/* ---- Words and lines: replay_text.c ---- */

/**
 * match() - has a text a certain form?
 * @text: the text
 * @form: stands for itself, but %u for a decimal number, %b for a binary one,
 * %x for a 0x number, all of 32 bits, and %s for some characters but spaces
 * @value: receives the numbers in their order; MAX_VALUES at the most
 * Return: true when all of @text has the form
 */
bool match(const char *text, const char *form, uint32_t *value);

/**
 * next_word() - cut the next word off a line.
 * @line: where to go on; moved past the word, and the line gets a NUL there
 * Return: the word, NULL at the end
 */
char *next_word(char **line);

/** trace_read() - read a file into lines. */
int trace_read(struct trace *t, const char *file);

/** trace_free() - give all memory back, the kernel too. */
void trace_free(struct trace *t);

/** refuse() - the trace makes no sense at this line. Return: -1 */
int refuse(const struct trace *t, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/** differ() - our kernel gave something else. Return: -1 */
int differ(const struct trace *t, const char *expected, const char *got);

/**
 * compare() - hold what the trace says against what our kernel gave.
 * @t: the trace; one more result when they agree
 * @expected: words, cut up; the last may be ...(N), for N words in all
 * @got: words, cut up
 * @forms: what a word may look like, for match(); ends with NULL. A word of
 * another form is no difference, but a damaged trace
 */
int compare(struct trace *t, char *expected, char *got,
	    const char *const *forms);

/** answer() - say what an operation gave, as printf does; adds to t->answer. */
void answer(struct trace *t, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/** grow() - realloc() that does not return without memory. */
void *grow(void *old, size_t count, size_t size);

/** copy_text() - strdup() that does not return without memory. */
char *copy_text(const char *text);

/* ---- Operations: replay_op.c ---- */

/* What an operation's words can say; each at most once in a line. */
enum key {
	KEY_SIZE,
	KEY_ALIGN,
	KEY_FLAGS,
	KEY_MODULE,
	KEY_CALLER,
	KEY_PHYS,
	KEY_ADDR,
	KEY_ORDER,
	KEY_TYPE,
	KEY_PFN,
	KEY_COLD,
	KEY_MIN,
	KEY_PAGES,
	KEY_CPU,
	KEY_ID,
	NR_KEYS
};

#define KEY_BIT(key) (1u << KEY_##key)

/* One operation, read. What is not given is 0. */
struct request {
	uint32_t value[NR_KEYS];
	const char *caller; /* sym+0xoff/0xlen, or NULL */
};

enum id_use { ID_NONE, ID_TAKE, ID_GIVE };

struct operation {
	uint32_t needs;		    /* words: KEY_BIT() */
	uint32_t allows;	    /* words beyond these */
	enum id_use use;	    /* what it does with its id */
	const char *const *results; /* forms of the answer, ends with NULL */
	/* Does it and says its answer. @id: NULL for ID_NONE. */
	int (*run)(struct trace *t, const struct request *r, struct id *id);
};

/**
 * run_operation() - read a line, do what it says, compare the answers.
 * @t: the trace
 * @line: the whole line
 * @op: the operation that its first word names
 */
int run_operation(struct trace *t, char *line, const struct operation *op);

/** op_line() - the `op` line before steps; the result line must fit it. */
int op_line(struct trace *t, char *line);

/* ---- Steps: replay_steps.c ---- */

extern const struct step_lines steps_2_6_32, steps_2_6_39, steps_6_1;

/** step_number() - the value of a step's variable. */
uint32_t step_number(const struct record_step *step, const char *name);

/** step_area() - @line tells an area that a variable points at: its bounds are
 * the first two numbers. */
void step_area(const struct record_step *step, const char *name,
	       struct step_line *line);

/** steps_line() - a line of the kernel's steps: kept until the result. */
int steps_line(struct trace *t, char *line);

/** steps_begin() - record what comes, an operation that has steps. */
void steps_begin(struct trace *t);

/** steps_end() - it is done: hold its steps against the trace's. */
int steps_end(struct trace *t);

/* ---- The vmalloc region: replay_virtual.c ---- */

/** virtual_begin() - boot a kernel with this many CPUs and this region. */
int virtual_begin(struct trace *t, const struct board *board,
		  const uint32_t *header);

/** virtual_has_hashes() - files come in two forms: does each answer of this one
 * have hashes? */
bool virtual_has_hashes(const struct trace *t);

/* What the lines of these operations say, in all dialects that have them. */
#define ALLOC_WORDS                                                            \
	.needs =                                                               \
		KEY_BIT(SIZE) | KEY_BIT(ALIGN) | KEY_BIT(FLAGS) | KEY_BIT(ID), \
	.allows = KEY_BIT(MODULE) | KEY_BIT(CALLER), .use = ID_TAKE
#define IOREMAP_WORDS                                                          \
	.needs = KEY_BIT(SIZE) | KEY_BIT(ID),                                  \
	.allows = KEY_BIT(PHYS) | KEY_BIT(CALLER), .use = ID_TAKE
#define AREA_WORDS                                                             \
	.needs = KEY_BIT(SIZE) | KEY_BIT(ALIGN) | KEY_BIT(ID), .use = ID_TAKE
#define FREE_WORDS .needs = KEY_BIT(ID), .allows = KEY_BIT(ADDR), .use = ID_GIVE

/* Operations and pictures that the blocks of vm_map_ram stand among. */
int virtual_alloc(struct trace *t, const struct request *r, struct id *id);
int virtual_ioremap(struct trace *t, const struct request *r, struct id *id);
int virtual_area(struct trace *t, const struct request *r, struct id *id);
int virtual_free(struct trace *t, const struct request *r, struct id *id);
int virtual_purge(struct trace *t, const struct request *r, struct id *id);
int virtual_tree_line(struct trace *t, char *line);
int virtual_list_line(struct trace *t, char *line);
int virtual_vmlist_line(struct trace *t, char *line);
int virtual_tree_hash_line(struct trace *t, char *line);
int virtual_lazy_line(struct trace *t, char *line);

/** virtual_tree_hash() - FNV-1a over the tree, as in a treehash line. */
uint32_t virtual_tree_hash(const struct trace *t);

/** compare_picture() - compare the words after a line's first one with what
 * @print gives. */
int compare_picture(struct trace *t, char *line,
		    void (*print)(const struct trace *t, FILE *to),
		    const char *const *forms);

#define FNV1A_SEED 2166136261u

/** fnv1a_word() - one more value, as four bytes, in a hash. */
uint32_t fnv1a_word(uint32_t hash, uint32_t word);

/* ---- The zone of a buddy trace: replay_zone.c ---- */

/**
 * zone_new() - boot a kernel whose Normal zone is as long as the trace's.
 * @t: start and pages are set; gets a kernel and a zone, empty so far
 */
int zone_new(struct trace *t);

/** boot_line() - hand the zone's free pages over as the `boot` line says. */
int boot_line(struct trace *t, char *line);

/**
 * next_list() - find a picture of a list before the next operation.
 * @t: the trace
 * @at: index of a line; moved to the list's
 * Return: false when there is none (left)
 */
bool next_list(const struct trace *t, size_t *at);

/* ---- Ids: replay_ids.c ---- */

/** ids_find() - what an id stands for; NULL when it was never used. */
struct id *ids_find(const struct ids *ids, uint32_t id);

/** ids_add() - a new id; it must not be there. Valid until the next one. */
struct id *ids_add(struct ids *ids, uint32_t id);

#endif
