/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_check.c - C expressions printed, typed and made sure of; and echo.
 *
 * The words of an expression are joined by a blank: quotes are of use only
 * around a #.
 */
#include "session/commands/command.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "inspect/c_expression.h"
#include "inspect/c_print.h"
#include "session/line/expression.h"
#include "session/session.h"
#include "translate.h"

/* ---- echo ---- */

static int run_echo(struct session *s, const struct args *args,
		    struct value *value)
{
	(void)value;
	for (uint32_t i = 0; i < args->nr_words; i++)
		fprintf(s->out.file, "%s%s", i ? " " : "", args->word[i]);
	putc('\n', s->out.file);
	return 0;
}

/* ---- Expressions ---- */

/* All words of an expression with a blank between them; NULL: no memory. */
static char *join_words(const struct args *args)
{
	size_t size = 1;
	char *text, *to;

	for (uint32_t i = 0; i < args->nr_words; i++)
		size += strlen(args->word[i]) + 1;
	text = to = malloc(size);
	if (!text)
		return NULL;
	*to = '\0';
	for (uint32_t i = 0; i < args->nr_words; i++) {
		if (i)
			to = mempcpy(to, " ", 1);
		to = stpcpy(to, args->word[i]);
	}
	return text;
}

/* What p makes of a letter of x: the value in the history follows it. */
static struct value formatted(struct value value, char letter)
{
	if (letter == 'x')
		value.type = VALUE_NUMBER;
	else if (letter == 'u')
		value.type = VALUE_COUNT;
	else if (letter == 'd')
		value.type = VALUE_INT;
	return value;
}

/* In a format that $N = has no way to show, the number comes before it. */
static int print_scalar(struct inspector *in, struct cvalue *v, char letter,
			FILE *to, struct value *value)
{
	struct ceval e = { in, 0 };
	int error = cvalue_load(&e, v);

	if (error)
		return error;
	if (letter && strchr("otca", letter)) {
		cprint_number(in->k, v, letter, to);
		putc('\n', to);
	} else if (!letter) {
		cprint_remark(in->k, v, to);
	}
	*value = formatted(cvalue_result(v), letter);
	return 0;
}

/* An object, or where one lies: not the number that a variable holds. */
static bool is_about(const struct cvalue *v, vaddr_t *va)
{
	*va = v->bits;
	if (v->lvalue)
		return ctype_is_array(v->type) || ctype_is_struct(v->type);
	return v->bits && cvalue_result(v).type == VALUE_ADDR;
}

static int print_expression(struct session *s, const char *text, char letter,
			    struct value *value)
{
	struct inspector in = session_inspector(s);
	struct cvalue v;
	int error = cexpr_evaluate(&in, text, &v, NULL);
	vaddr_t va;
	bool about = !error && is_about(&v, &va);

	if (!error && (ctype_is_array(v.type) || ctype_is_struct(v.type)))
		error = cprint_object(&in, &v, letter, s->out.file);
	else if (!error)
		error = print_scalar(&in, &v, letter, s->out.file, value);
	if (!error && about)
		view_state_show(&s->look, va);
	return error ? fail_inspect(s, error, &in) : 0;
}

static int run_p(struct session *s, const struct args *args,
		 struct value *value)
{
	bool given = arg_given(args, ARG_FORMAT);
	char *text;
	int error;

	if (given && (args->format.count != 1 || args->format.letter == 's'))
		return fail(s, -EINVAL,
			    "p takes one of the letters x d u o t c a, without "
			    "a count; x/FMT shows memory");
	text = join_words(args);
	if (!text)
		return fail_memory(s);
	error = print_expression(s, text, given ? args->format.letter : 0,
				 value);
	free(text);
	return error;
}

static void list_types(FILE *to)
{
	for (const struct cbase *const *b = cbase_structs(); *b; b++)
		fprintf(to, _("%-24s %4" PRIu32 " bytes\n"), (*b)->name,
			(*b)->size);
}

static int run_ptype(struct session *s, const struct args *args,
		     struct value *value)
{
	struct inspector in = session_inspector(s);
	struct ctype type;
	char *text;
	int error;

	(void)value;
	if (!args->nr_words) {
		list_types(s->out.file);
		return 0;
	}
	text = join_words(args);
	if (!text)
		return fail_memory(s);
	error = cexpr_type(&in, text, &type);
	free(text);
	if (error)
		return fail_inspect(s, error, &in);
	ctype_print(type, s->out.file);
	return 0;
}

/* ---- assert ---- */

static int assertion_failed(struct session *s, const char *text,
			    const struct ccomparison *c)
{
	if (!c->op)
		return fail(s, -EINVAL, "assertion failed: %.300s", text);
	return fail(s, -EINVAL, "assertion failed: %.300s: %s %s %s", text,
		    value_text(cvalue_result(&c->left)).text, c->op,
		    value_text(cvalue_result(&c->right)).text);
}

static int run_assert(struct session *s, const struct args *args,
		      struct value *value)
{
	char *text = join_words(args);
	struct inspector in = session_inspector(s);
	struct ceval e = { &in, 0 };
	struct ccomparison top;
	struct cvalue v;
	bool truth;
	int error;

	(void)value;
	if (!text)
		return fail_memory(s);
	error = cexpr_evaluate(&in, text, &v, &top);
	if (!error)
		error = cvalue_truth(&e, &v, &truth);
	if (error)
		error = fail_inspect(s, error, &in);
	else if (!truth)
		error = assertion_failed(s, text, &top);
	free(text);
	return error;
}

const struct command check_commands[] = {
	{
		.name = "assert",
		.summary = N_("Stop the script unless a condition holds"),
		.help = N_("Prints nothing when EXPR is not 0. Otherwise it is "
			   "an error that shows the expression and, for a "
			   "comparison, the values of both sides. `help p` "
			   "explains expressions."),
		.example = "vmalloc 40k\n"
			   "assert $1 == vmlist->addr",
		.args = { { "EXPR", ARG_WORD, ARG_REPEAT | ARG_VALUES, NULL } },
		.run = run_assert,
	},
	{
		.name = "echo",
		.summary = N_("Print words"),
		.help = N_("Joined by a space, without the quotes around them. "
			   "Quotes keep spaces and #."),
		.example = "echo \"two  blanks\" stay",
		.args = { { "TEXT", ARG_WORD, ARG_OPTIONAL | ARG_REPEAT,
			    NULL } },
		.run = run_echo,
	},
	{
		.name = "p",
		.summary = N_("Print the value of a C expression"),
		.returns = N_("the value, if it is a number or a pointer"),
		.help = N_(
			"C's operators on the kernel's variables and memory, "
			"as in gdb: -> . [ ] * &, casts, sizeof, container_of, "
			"?: and all that calculate or compare. Besides C's "
			"numbers there are 40k, 10p (pages), $N and names, "
			"PAGE_OFFSET, __va(), virt_to_page(), ALIGN(), fls() "
			"and more of Linux's headers (Tab after p lists them), "
			"and four ways from a number to what it is about:\n  "
			"$1.vm     struct vm_struct of the area at an "
			"address\n  $1.va     its struct vmap_area\n  $1.guard "
			" its guard page\n  $3.page   struct page of a pfn, or "
			"of the frame at an address\nNumbers have 32 bits and "
			"wrap; with an int on both sides they are signed.\nFMT "
			"is one letter: x hex, d decimal, u unsigned, o octal, "
			"t binary, c character, a symbol."),
		.example = "vmalloc 40k\n"
			   "p *(struct vm_struct *)$1.vm\n"
			   "p high_memory - PAGE_OFFSET\n"
			   "p __va((max_low << PAGE_SHIFT) - 1) + 1\n"
			   "p/x totalram_pages << 12\n"
			   "p container_of(vmap_area_root.rb_node, struct "
			   "vmap_area, rb_node)->va_end",
		.args = { { "FMT", ARG_FORMAT, ARG_SLASH, NULL },
			  { "EXPR", ARG_WORD, ARG_REPEAT | ARG_VALUES, NULL } },
		.run = run_p,
	},
	{
		.name = "ptype",
		.summary = N_("Show a C type with offsets and sizes"),
		.help = N_(
			"Takes a type, or an expression, which is not "
			"evaluated. Without an argument it lists the structs. "
			"Offsets and sizes are in bytes, as in RAM."),
		.example = "ptype struct vm_struct\n"
			   "ptype vmap_area_root",
		.args = { { "TYPE", ARG_WORD, ARG_OPTIONAL | ARG_REPEAT,
			    NULL } },
		.run = run_ptype,
	},
	{ .name = NULL },
};
