/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_leaks.c - kmemleak, and the pointers that a person keeps or forgets.
 *
 * In Linux one writes words to /sys/kernel/debug/kmemleak; here they are the
 * words of a command.
 */
#include "session/commands/command.h"

#include <errno.h>
#include <inttypes.h>

#include "inspect/ledger.h"
#include "kernel/kmemleak.h"
#include "kernel/printk.h"
#include "kernel/proc/proc.h"
#include "session/session.h"
#include "translate.h"

static int check_on(struct session *s)
{
	if (s->k->g->kmemleak_enabled)
		return 0;
	return fail(s, -EINVAL,
		    "kmemleak is off; `boot kmemleak=on` turns it on");
}

/* ---- kmemleak ---- */

enum { SCAN, CLEAR, DUMP, OFF };

static const struct choice words[] = {
	{ "scan", SCAN }, { "clear", CLEAR }, { "dump", DUMP },
	{ "off", OFF },	  { NULL, 0 },
};

static int scan(struct session *s)
{
	int leaks = kmemleak_scan(s->k);

	if (leaks < 0)
		return fail_memory(s);
	if (!leaks)
		fputs(_("no new leaks\n"), s->out.file);
	else
		fprintf(s->out.file,
			ngettext("%d new leak: `cat %s` shows it\n",
				 "%d new leaks: `cat %s` shows them\n",
				 (unsigned long)leaks),
			leaks, debugfs_entry()->name);
	return 0;
}

static int dump(struct session *s, const struct args *args)
{
	const struct kmemleak_object *object = kmemleak_find(s->k, args->addr);

	if (!arg_given(args, ARG_ADDR))
		return fail(s, -EINVAL, "dump needs the address of a block");
	if (object)
		dump_object_info(s->k, object);
	else
		printk(s->k, KERN_NOTICE "kmemleak: Unknown object at 0x%08x\n",
		       args->addr);
	return 0;
}

static int run_kmemleak(struct session *s, const struct args *args,
			struct value *value)
{
	int error = check_on(s);

	(void)value;
	if (error)
		return error;
	if (args->choice == DUMP)
		return dump(s, args);
	if (arg_given(args, ARG_ADDR))
		return fail(s, -EINVAL, "only dump takes an address");
	if (args->choice == SCAN)
		return scan(s);
	if (args->choice == CLEAR)
		kmemleak_clear(s->k);
	else
		kmemleak_disable(s->k);
	return 0;
}

/* ---- forget ---- */

static int run_forget(struct session *s, const struct args *args,
		      struct value *value)
{
	const struct value block = { VALUE_ADDR, args->addr };
	bool had_name = values_forget_name(&s->values, block);
	int error = check_on(s);

	(void)value;
	/* The log's own lines run where nothing has a name. */
	if (error && (had_name || s->mode != SESSION_LIVE))
		return 0;
	if (error)
		return error;
	if (!ledger_forget(s->k, args->addr) && !had_name)
		return fail(s, -EINVAL,
			    "0x%08" PRIx32 " is not a pointer that you keep",
			    args->addr);
	return 0;
}

const struct command leaks_commands[] = {
	{
		.name = "kmemleak",
		.flags = COMMAND_CHANGES,
		.summary = N_("Look for memory that nobody points to"),
		.help = N_("After `boot kmemleak=on`. scan reads .data, .bss, "
			   "the struct pages and then what is pointed to "
			   "itself, as words of RAM: a block that fewer words "
			   "lead into than its min_count is reported in "
			   "/sys/kernel/debug/kmemleak. It waits until all "
			   "blocks are 5 s old. clear reports what is there no "
			   "more, dump ADDR puts a record into the log, off "
			   "ends it for good. What a command gave you keep a "
			   "pointer to, a word on the stack of init, until you "
			   "free or `forget` it."),
		.example = "boot kmemleak=on\n"
			   "a = vmalloc 8k\n"
			   "kmemleak dump a\n"
			   "forget a\n"
			   "kmemleak scan\n"
			   "cat /sys/kernel/debug/kmemleak",
		.args = { { "WHAT", ARG_CHOICE, 0, words },
			  { "ADDR", ARG_ADDR, ARG_OPTIONAL, NULL } },
		.run = run_kmemleak,
	},
	{
		.name = "forget",
		.flags = COMMAND_CHANGES,
		.summary =
			N_("Overwrite your pointer to a block, as a bug would"),
		.help = N_(
			"The block is not freed, and its name can still be "
			"typed, but the block is shown as $N again. After "
			"`boot kmemleak=on` kmemleak finds one pointer less: a "
			"vmalloc area needs 3: vm_struct.addr, "
			"vmap_area.va_start and yours. A word that you wrote "
			"into a block of yours counts as well, and so does "
			"what a block has left over from its last owner."),
		.example = "boot kmemleak=on\n"
			   "a = kmalloc 100\n"
			   "forget a",
		.args = { { "ADDR", ARG_ADDR, 0, NULL } },
		.run = run_forget,
	},
	{ .name = NULL },
};
