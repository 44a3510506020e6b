/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * canonical_line.c - the line of a command in words that mean the same at any time.
 *
 * What is the person's ($1, names, the current folder) is replaced by what it
 * stands for. So the log (command_log.h) can be run again where none of it is known.
 * arguments_read() calls it for each word of a command that is logged.
 *
 * The line inside repeat and the like is read afresh for each call: there only
 * the person's words are replaced, and what reads memory stays as it is.
 */
#include "session/line/argument_internal.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "inspect/c_expression.h"
#include "inspect/c_value.h"
#include "session/line/expression.h"
#include "session/session.h"
#include "text/error_text.h"

enum { TOKEN_SIZE = 256 };

/* ---- Words ---- */

/* What would end a word, or begin something else. */
static bool needs_quotes(const char *text)
{
	if (!*text || *text == '=')
		return true;
	for (; *text; text++)
		if (is_blank(*text) || *text == '"' || *text == '#')
			return true;
	return false;
}

void word_print(const char *text, FILE *to)
{
	if (!needs_quotes(text)) {
		fputs(text, to);
		return;
	}
	putc('"', to);
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			putc('\\', to);
		putc(*text, to);
	}
	putc('"', to);
}

/* ---- The line inside: what is the person's in an expression ---- */

/*
 * A value as a term. Where C's grammar reads it the type counts, too: an int
 * has a sign, and .page of an address asks the page tables.
 */
static void print_literal(struct value value, const char *behind, FILE *to)
{
	if (value.type == VALUE_ADDR || value_is_null(value))
		fprintf(to, "((unsigned)(void*)0x%08" PRIx32 ")", value.bits);
	else if (value.type == VALUE_INT)
		fprintf(to, "((int)0x%" PRIx32 ")", value.bits);
	else if (value.type == VALUE_PHYS && !strncmp(behind, ".page", 5))
		fprintf(to, "((unsigned)0x%05" PRIx32 ")",
			value.bits >> PAGE_SHIFT);
	else
		fprintf(to, "((unsigned)0x%" PRIx32 ")", value.bits);
}

static bool is_word_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || c == '_';
}

/* Bytes of the word, the $N or the one sign that @text starts with. */
static size_t token_length(const char *text)
{
	size_t len = 1;

	if (*text == '$' || is_word_char(*text))
		while (is_word_char(text[len]))
			len++;
	return len;
}

/* Words of an expression that are names of members or structs, no values. */
struct grammar {
	bool tag;    /* the next word names a struct */
	bool member; /* the next word names a member */
	bool type;   /* a struct stood here: after a comma comes a member */
};

static void follow(struct grammar *g, const char *token, const char *next)
{
	bool word = is_word_char(*token);

	if (is_blank(*token) || *token == '*')
		return;
	g->type = (g->type && !word) || (word && g->tag);
	g->tag = !strcmp(token, "struct");
	g->member = *token == '.' || (*token == '-' && *next == '>') ||
		    (*token == '>' && g->member) || (*token == ',' && g->type);
}

/* A number alone, or with an offset, needs no cast to stay what it is. */
static bool needs_casts(const char *text)
{
	return strpbrk(text, "*&()[].<>!~/%|^=?");
}

/* All of an expression; @c: with casts that keep its values' types. */
static void print_frozen(struct session *s, const char *text, bool c, FILE *to)
{
	struct inspector in = session_inspector(s);
	struct grammar g = { .tag = false };
	char token[TOKEN_SIZE];
	struct value value;

	for (; *text; text += strlen(token)) {
		size_t len = token_length(text);

		if (len >= sizeof(token))
			len = sizeof(token) - 1;
		memcpy(token, text, len);
		token[len] = '\0';
		if (g.tag || g.member || own_value(&in, token, &value))
			fputs(token, to);
		else if (c)
			print_literal(value, text + len, to);
		else
			fprintf(to, "0x%08" PRIx32, value.bits);
		follow(&g, token, text + len);
	}
}

/* Of these types a word is an expression; of others it stands for itself. */
static bool is_expression(const struct arg *arg, const char *text)
{
	if (arg->type == ARG_PAGE)
		return strncmp(text, "pfn:", 4);
	return arg->type == ARG_ADDR || arg->type == ARG_PHYS ||
	       (arg->flags & ARG_VALUES);
}

/* @text: the part of @word that is the value. */
static int write_frozen(struct session *s, const struct arg *arg,
			const char *word, const char *text)
{
	bool c = (arg->flags & ARG_VALUES) || needs_casts(text);
	struct memory_stream frozen;
	int error = memory_stream_open(&frozen);

	if (!error) {
		fprintf(frozen.file, "%.*s", (int)(text - word), word);
		print_frozen(s, text, c, frozen.file);
		error = memory_stream_text(&frozen);
	}
	if (!error)
		word_print(frozen.text, s->canonical.file);
	memory_stream_close(&frozen);
	return error ? fail_memory(s) : 0;
}

/* Whatever is wrong with the word, the command inside will say. */
static int write_inner(struct session *s, const char *word, struct inner *inner)
{
	const struct arg *arg = NULL;
	const char *text = word;

	if (!inner->command) {
		inner->command = command_find(word, strcspn(word, "/"));
		if (inner->command)
			inner->next = argument_first(inner->command);
	} else {
		arg = argument_match(inner->command, word, &inner->next, &text);
	}
	if (arg && (arg->flags & ARG_CALL)) {
		*inner = (struct inner){ .command = NULL };
		return write_inner(s, word, inner);
	}
	if (arg && is_expression(arg, text))
		return write_frozen(s, arg, word, text);
	word_print(word, s->canonical.file);
	return 0;
}

/* ---- One writer a type ---- */

static int write_addr(struct session *s, const struct typed_argument *w,
		      const struct args *args)
{
	(void)w;
	fprintf(s->canonical.file, "0x%08x", args->addr);
	return 0;
}

static int write_phys(struct session *s, const struct typed_argument *w,
		      const struct args *args)
{
	(void)w;
	fprintf(s->canonical.file, "0x%08x", args->phys);
	return 0;
}

static int write_page(struct session *s, const struct typed_argument *w,
		      const struct args *args)
{
	(void)w;
	fprintf(s->canonical.file, "pfn:%u", args->page[args->nr_pages - 1]);
	return 0;
}

/* Another folder may be the current one when it is read again. */
static int write_path(struct session *s, const char *name)
{
	char *folder, *path;
	int n;

	if (*name == '/') {
		word_print(name, s->canonical.file);
		return 0;
	}
	folder = getcwd(NULL, 0);
	if (!folder)
		return fail(s, -errno, "%s: cannot find the current folder: %s",
			    shown(name).text, error_text(errno));
	n = asprintf(&path, "%s/%s", folder, name);
	free(folder);
	if (n < 0)
		return fail_memory(s);
	word_print(path, s->canonical.file);
	free(path);
	return 0;
}

static int write_file(struct session *s, const struct typed_argument *w,
		      const struct args *args)
{
	(void)w;
	return write_path(s, args->file);
}

/* What it comes to now: the memory that it reads may be another's later. */
static int write_expression(struct session *s, const char *text)
{
	struct value value;
	int error = evaluate(s, text, &value);

	if (!error)
		fprintf(s->canonical.file, "0x%08" PRIx32, value.bits);
	return error;
}

static int write_answer(struct session *s, const struct typed_argument *w,
			const struct args *args)
{
	(void)w;
	if (args->answer.type == VALUE_NONE)
		putc('-', s->canonical.file);
	else
		fprintf(s->canonical.file, "0x%08" PRIx32, args->answer.bits);
	return 0;
}

static int (*const writers[ARG_TYPES])(struct session *s,
				       const struct typed_argument *w,
				       const struct args *args) = {
	/* Of the others each word is a literal already. */
	[ARG_ADDR] = write_addr, [ARG_PHYS] = write_phys,
	[ARG_PAGE] = write_page, [ARG_ANSWER] = write_answer,
	[ARG_FILE] = write_file,
};

int canonical_write(struct session *s, const struct typed_argument *w,
		    const struct args *args, struct inner *inner)
{
	const struct arg *arg = w->arg;

	putc(arg->flags & ARG_SLASH ? '/' : ' ', s->canonical.file);
	if (arg->flags & ARG_CALL)
		return write_inner(s, w->text, inner);
	if (arg->flags & ARG_KEYWORD)
		fprintf(s->canonical.file, "%s=", arg->name);
	if (writers[arg->type])
		return writers[arg->type](s, w, args);
	if ((arg->flags & ARG_BOARDS) && strchr(w->text, '/'))
		return write_path(s, w->text);
	if (arg->flags & ARG_VALUES)
		return write_expression(s, w->text);
	word_print(w->text, s->canonical.file);
	return 0;
}
