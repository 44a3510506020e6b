/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * command.h - the command table: what each command takes, gives and does.
 *
 * A command is one row of the table of its group's file (cmd_*.c). Checking of
 * arguments, usage lines, help, completion and the manual read the rows.
 */
#ifndef VMSCOPE_SESSION_COMMANDS_COMMAND_H
#define VMSCOPE_SESSION_COMMANDS_COMMAND_H

#include <stdio.h>

#include "kernel/gfp.h"
#include "kernel/kallsyms.h"
#include "kernel/kernel.h"
#include "kernel/pgtable.h"
#include "inspect/examine.h"
#include "session/value_history.h"

struct session;

/* What an argument can be; argument.c reads each. */
enum arg_type {
	ARG_SIZE,   /* bytes: 40k */
	ARG_ADDR,   /* virtual address: 0xd0800000, $1, name+0x10 */
	ARG_PHYS,   /* physical address */
	ARG_PAGE,   /* a frame: pfn, $2, pfn:N, a struct page's address */
	ARG_ORDER,  /* of 2^ORDER pages */
	ARG_ALIGN,  /* bytes, a power of two */
	ARG_NODE,   /* NUMA node */
	ARG_CPU,    /* number of one that is online */
	ARG_GFP,    /* GFP_KERNEL|__GFP_ZERO */
	ARG_PROT,   /* PAGE_KERNEL */
	ARG_CHOICE, /* one of the words in @choices */
	ARG_CALLER, /* SYMBOL+0xOFF/0xLEN */
	ARG_FORMAT, /* of x: 8wx */
	ARG_COUNT,  /* how often, at least once */
	ARG_PERCENT,
	ARG_LEVEL,  /* of difficulty: 1 to 3 */
	ARG_NUMBER, /* of one of many, from 1 */
	ARG_SEED,   /* of random numbers; any 32 bits but 0 */
	ARG_MIN,    /* bytes: the smallest that may be taken */
	ARG_MAX,    /* bytes: the largest */
	ARG_INIT,   /* bytes of a module's init section */
	ARG_WORD,
	ARG_ANSWER, /* what a person said before it was shown */
	ARG_FILE,
	ARG_TYPES
};

enum arg_flags {
	ARG_OPTIONAL = 0x1,
	ARG_REPEAT = 0x2,  /* the last one: as many as there are */
	ARG_KEYWORD = 0x4, /* optional, anywhere, as name=VALUE */
	ARG_SLASH = 0x8,   /* optional, right after the command: x/8wx */

	/* What it may name, when its type does not tell; for completion. */
	ARG_COMMANDS = 0x10, /* commands, and words of the glossary */
	ARG_CALL = 0x20,     /* a command, and the line's rest is its own */
	ARG_PROC = 0x40,     /* files of /proc */
	ARG_BOARDS = 0x80,
	ARG_MODULES = 0x100, /* loaded ones */
	ARG_VALUES = 0x200,  /* $1, names and symbols in an expression */
	ARG_OBJECTS = 0x400, /* what the user has from kmalloc */
	ARG_BLOCKS = 0x800,  /* what the user has from alloc_pages */
	ARG_SETTINGS = 0x1000,
	ARG_SETTING_VALUES = 0x2000, /* of the setting in the word before */
	ARG_LESSONS = 0x4000,
	ARG_BRANCHES = 0x8000,
	ARG_FILES = 0x10000, /* of the host */
	ARG_PARTS = 0x20000, /* of a picture */
	/* Live areas: times a set of kinds, bits 1 << enum area_kind. */
	ARG_AREAS = 0x40000,
};

/* A word that stands for a number. A list of them ends with a NULL name. */
struct choice {
	const char *name;
	uint32_t value;
};

struct arg {
	const char *name; /* "SIZE"; of a keyword the word before = */
	enum arg_type type;
	unsigned int flags;
	const struct choice *choices; /* of ARG_CHOICE */
};

/* A return address as it is written; it gets a place when it is used. */
struct caller {
	char name[KSYM_NAME_LEN];
	uint32_t offset, len; /* bytes */
};

/*
 * Arguments of one call, each where its type belongs: no command takes two of
 * one type, but for words and repeated ones. What was not given has the default.
 */
struct args {
	uint32_t given; /* one bit an arg_type */
	uint32_t size;	/* bytes */
	vaddr_t addr;
	paddr_t phys;
	const pfn_t *page; /* nr_pages of them */
	uint32_t nr_pages;
	uint32_t order;
	uint32_t align;	 /* bytes; 1 */
	int node;	 /* -1: any */
	uint32_t cpu;	 /* 0 */
	gfp_t gfp;	 /* GFP_KERNEL */
	pgprot_t prot;	 /* PAGE_KERNEL */
	uint32_t choice; /* 0 */
	struct caller caller;
	struct format format; /* one word in hex */
	uint32_t count;	      /* 1 */
	uint32_t percent;     /* 0 to 100 */
	uint32_t level, number;
	uint32_t seed;	     /* 1 */
	uint32_t min, max;   /* bytes */
	uint32_t init;	     /* bytes; 0 */
	struct value answer; /* VALUE_NONE: they do not know */
	const char *file;
	const char *const *word; /* nr_words of them */
	uint32_t nr_words;
};

/** arg_given() - was an argument of this type on the line? */
static inline bool arg_given(const struct args *args, enum arg_type type)
{
	return args->given >> type & 1;
}

enum command_flags {
	COMMAND_CHANGES = 0x1,	/* calls into the kernel: may change it */
	COMMAND_REBOOTS = 0x2,	/* puts a fresh kernel in its place */
	COMMAND_TRAVELS = 0x4,	/* moves the machine along the log */
	COMMAND_CALLS = 0x8,	/* its words are another command's line */
	COMMAND_LOOKS = 0x10,	/* only moves what one looks at */
	COMMAND_STEPS = 0x20,	/* moves in the call that is stepped through, or
				* on to another */
	COMMAND_SETTLED = 0x40, /* reads the log: not inside a call, but one may
				 * go on stepping afterwards */
	COMMAND_TRACED = 0x80,	/* changes nothing, but has step points */
	COMMAND_ASKS = 0x100,	/* leaves a question: not while one is open */
	COMMAND_SHOWS = 0x200,	/* is about its ADDR: panes choose that */

	COMMAND_LOGGED = COMMAND_CHANGES | COMMAND_REBOOTS,
	/* A call that is stepped through is at its end before it runs. */
	COMMAND_PAUSES = COMMAND_LOGGED | COMMAND_TRAVELS | COMMAND_SETTLED,
};

enum { MAX_ARGS = 8 };

struct command {
	const char *name;
	unsigned int flags;
	const char *summary;	   /* one line, no full stop */
	const char *returns;	   /* what kind of value; NULL: nothing */
	const char *help;	   /* paragraphs */
	const char *example;	   /* lines that run on a fresh machine */
	struct arg args[MAX_ARGS]; /* up to one without a name */

	/*
	 * Does it. @value is VALUE_NONE until it says otherwise. Returns 0 or
	 * fail(). Text goes to s->out.
	 */
	int (*run)(struct session *s, const struct args *args,
		   struct value *value);

	/*
	 * The row that stands for this one now, for what follows the word
	 * (s->words) or while a call is stepped through; may be this one. NULL:
	 * always this one.
	 */
	const struct command *(*now)(const struct session *s,
				     const struct command *c);
};

/* Commands that belong together: one file each. */
struct command_group {
	const char *name;
	const char *title;
	const struct command *commands; /* up to one without a name */
};

extern const struct command areas_commands[];
extern const struct command map_ram_commands[];
extern const struct command pages_commands[];
extern const struct command highmem_commands[];
extern const struct command check_commands[];
extern const struct command cpu_commands[];
extern const struct command decode_commands[];
extern const struct command leaks_commands[];
extern const struct command proc_commands[];
extern const struct command step_commands[];
extern const struct command stepping_commands[];
extern const struct command trouble_commands[];
extern const struct command screen_commands[];
extern const struct command session_commands[];
extern const struct command settings_commands[];
extern const struct command lesson_commands[];
extern const struct command predict_commands[];
extern const struct command quiz_commands[];
extern const struct command compare_commands[];
extern const struct command explain_commands[];
extern const struct command time_commands[];

/* What stands for `step` without a call, and for `goto` inside one
 * (cmd_stepping.c): struct command's now(). */
const struct command *step_now(const struct session *s,
			       const struct command *c);
const struct command *goto_now(const struct session *s,
			       const struct command *c);

/** command_groups() - the whole table; ends with a group without a name. */
const struct command_group *command_groups(void);

/**
 * command_find() - the row of a command.
 * @name: its name
 * @len: bytes of @name
 * Return: the row, NULL if there is none
 */
const struct command *command_find(const char *name, size_t len);

/** command_unknown() - fail() with the command that was probably meant. */
int command_unknown(struct session *s, const char *name);

/** command_usage() - write "vmalloc SIZE [caller=...]", without newline. */
void command_usage(const struct command *c, FILE *to);

/** command_help() - write all that help says about one command. */
void command_help(const struct command *c, FILE *to);

/** command_summaries() - write the groups with one line a command. */
void command_summaries(FILE *to);

#endif
