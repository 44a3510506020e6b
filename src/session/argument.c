/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * argument.c - one reader for each type of argument, and which word is what.
 *
 * A word NAME=... is the keyword of that name if the command has one; all
 * others are taken in their order.
 */
#include "session/argument.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "session/cexpr.h"
#include "session/cvalue.h"
#include "session/expression.h"
#include "session/session.h"

enum {
	FIRST_PAGES = 64,
	LARGEST_ALIGN = 16 << 20,
	LARGEST_COUNT = 1000000000,
	LARGEST_BOUND = 1 << 30,
};

/* ---- One reader a type: what @w says goes into @args ---- */

/* A word of the line: its text, and its place for those that are kept. */
struct word {
	const char *text; /* behind NAME= */
	const char *const *place;
	const struct arg *arg;
};

static int read_size(struct session *s, const struct word *w, struct args *args)
{
	char why[MESSAGE_SIZE];
	int error = parse_size(w->text, &args->size);

	if (error)
		return fail(s, error, "%s",
			    size_error(error, w->text, why, sizeof(why)));
	return 0;
}

/* An expression that must not be one of the other kinds of quantity. */
static int read_quantity(struct session *s, const struct word *w,
			 enum value_type type, uint32_t *result)
{
	struct value value;
	int error = evaluate(s, w->text, &value);

	if (error)
		return error;
	if (value.type != type && value.type != VALUE_NUMBER &&
	    !(value.type == VALUE_NULL && type == VALUE_ADDR))
		return fail(s, -EINVAL, "%s is %s; %s is to be %s",
			    shown(w->text).text, value_type_name(value.type),
			    w->arg->name, value_type_name(type));
	*result = value.bits;
	return 0;
}

static int read_addr(struct session *s, const struct word *w, struct args *args)
{
	return read_quantity(s, w, VALUE_ADDR, &args->addr);
}

static int read_phys(struct session *s, const struct word *w, struct args *args)
{
	return read_quantity(s, w, VALUE_PHYS, &args->phys);
}

/* The frame that the struct page at an address of mem_map is about. */
static int page_at(struct session *s, const char *text, vaddr_t addr,
		   pfn_t *pfn)
{
	const struct kernel *k = s->k;
	uint32_t offset = addr - k->g->mem_map;
	uint32_t index = offset / (uint32_t)sizeof(struct page);

	if (addr < k->g->mem_map || index >= k->g->max_mapnr)
		return fail(s, -EINVAL,
			    "%s is an address outside mem_map; a page is a "
			    "pfn, pfn:N or its struct page's address",
			    shown(text).text);
	if (offset % sizeof(struct page))
		return fail(s, -EINVAL,
			    "%s is inside the struct page at 0x%08x",
			    shown(text).text,
			    addr - offset % (uint32_t)sizeof(struct page));
	*pfn = k->layout.first_pfn + index;
	return 0;
}

static int page_number(struct session *s, const char *text, pfn_t *pfn)
{
	static const char prefix[] = "pfn:";
	struct value value;
	uint64_t number;
	int error;

	if (!strncmp(text, prefix, strlen(prefix))) {
		if (parse_number(text + strlen(prefix), &number) ||
		    number > UINT32_MAX)
			return fail(s, -EINVAL,
				    "%s: write pfn:63488 or pfn:0xf800",
				    shown(text).text);
		*pfn = (pfn_t)number;
		return 0;
	}
	error = evaluate(s, text, &value);
	if (error)
		return error;
	if (value.type == VALUE_NULL || value.type == VALUE_PHYS)
		return fail(s, -EINVAL, "%s is %s, no page", shown(text).text,
			    value_type_name(value.type));
	if (value.type == VALUE_ADDR ||
	    (value.type == VALUE_NUMBER && value.bits >= PAGE_OFFSET))
		return page_at(s, text, value.bits, pfn);
	*pfn = value.bits;
	return 0;
}

/* Room for one more page; what was there stays. */
static int reserve_page(struct session *s, size_t nr)
{
	size_t capacity = nr ? 2 * nr : FIRST_PAGES;
	pfn_t *more;

	if (nr < s->pages_capacity)
		return 0;
	more = reallocarray(s->pages, capacity, sizeof(*more));
	if (!more)
		return fail_memory(s);
	s->pages = more;
	s->pages_capacity = capacity;
	return 0;
}

static int read_page(struct session *s, const struct word *w, struct args *args)
{
	int error = reserve_page(s, args->nr_pages);

	if (error)
		return error;
	args->page = s->pages;
	return page_number(s, w->text, &s->pages[args->nr_pages++]);
}

static int read_order(struct session *s, const struct word *w,
		      struct args *args)
{
	uint64_t order;

	if (parse_number(w->text, &order) || order > UINT32_MAX)
		return fail(s, -EINVAL,
			    "%s is no order: 0 to %d, for 2^ORDER pages",
			    shown(w->text).text, MAX_ORDER - 1);
	args->order = (uint32_t)order;
	return 0;
}

static int read_align(struct session *s, const struct word *w,
		      struct args *args)
{
	uint32_t align;

	if (parse_size(w->text, &align) || align < 1 || align > LARGEST_ALIGN ||
	    (align & (align - 1)))
		return fail(s, -EINVAL,
			    "%s is no alignment: a power of two up to 16M",
			    shown(w->text).text);
	args->align = align;
	return 0;
}

static int read_node(struct session *s, const struct word *w, struct args *args)
{
	const struct pglist_data *nodes = s->k->g->contig_page_data;
	uint64_t node;

	if (!strcmp(w->text, "-1")) {
		args->node = -1;
		return 0;
	}
	if (parse_number(w->text, &node) || node >= MAX_NUMNODES ||
	    !nodes[node].node_present_pages)
		return fail(s, -EINVAL,
			    "%s is no node of this machine; it has %s",
			    shown(w->text).text,
			    nodes[1].node_present_pages ? "0 and 1"
							: "node 0 only");
	args->node = (int)node;
	return 0;
}

static int read_gfp(struct session *s, const struct word *w, struct args *args)
{
	if (gfp_parse(w->text, &args->gfp))
		return fail(s, -EINVAL,
			    "%s are no gfp flags: write GFP_KERNEL, "
			    "GFP_ATOMIC|__GFP_ZERO and the like",
			    shown(w->text).text);
	return 0;
}

static int read_prot(struct session *s, const struct word *w, struct args *args)
{
	if (prot_parse(w->text, &args->prot))
		return fail(s, -EINVAL,
			    "%s is no protection: write PAGE_KERNEL, "
			    "PAGE_KERNEL_EXEC, pgprot_noncached or "
			    "pgprot_writecombine",
			    shown(w->text).text);
	return 0;
}

static int read_choice(struct session *s, const struct word *w,
		       struct args *args)
{
	const struct choice *c = w->arg->choices;
	char list[MESSAGE_SIZE / 2] = "";

	for (; c->name; c++) {
		if (!strcmp(c->name, w->text)) {
			args->choice = c->value;
			return 0;
		}
		snprintf(list + strlen(list), sizeof(list) - strlen(list),
			 "%s%s", *list ? ", " : "", c->name);
	}
	return fail(s, -EINVAL, "%s is none of %s", shown(w->text).text, list);
}

int caller_parse(const char *text, struct caller *caller)
{
	const char *plus = strchr(text, '+');
	const char *slash = plus ? strchr(plus, '/') : NULL;
	char offset[16];

	if (!slash || plus == text ||
	    (size_t)(plus - text) >= sizeof(caller->name) ||
	    (size_t)(slash - plus) > sizeof(offset))
		return -EINVAL;
	memcpy(caller->name, text, (size_t)(plus - text));
	caller->name[plus - text] = '\0';
	memcpy(offset, plus + 1, (size_t)(slash - plus - 1));
	offset[slash - plus - 1] = '\0';
	if (!is_name(caller->name) || parse_size(offset, &caller->offset) ||
	    parse_size(slash + 1, &caller->len) || !caller->len ||
	    caller->offset > caller->len)
		return -EINVAL;
	return 0;
}

static int read_caller(struct session *s, const struct word *w,
		       struct args *args)
{
	if (caller_parse(w->text, &args->caller))
		return fail(s, -EINVAL,
			    "%s is no caller: write SYMBOL+0xOFF/0xLEN with "
			    "OFF up to LEN",
			    shown(w->text).text);
	return 0;
}

static int read_format(struct session *s, const struct word *w,
		       struct args *args)
{
	if (format_parse(w->text, &args->format))
		return fail(s, -EINVAL,
			    "/%s is no format: a count, one of x d u o t c a "
			    "s, and b, h or w for the size",
			    shown(w->text).text);
	return 0;
}

/* A number from @low to @high. */
static int read_bounded(struct session *s, const struct word *w, uint32_t low,
			uint32_t high, uint32_t *result)
{
	uint64_t number;

	if (parse_number(w->text, &number) || number < low || number > high)
		return fail(s, -EINVAL, "%s is no %s: a number from %u to %u",
			    shown(w->text).text, w->arg->name, low, high);
	*result = (uint32_t)number;
	return 0;
}

static int read_count(struct session *s, const struct word *w,
		      struct args *args)
{
	return read_bounded(s, w, 1, LARGEST_COUNT, &args->count);
}

static int read_percent(struct session *s, const struct word *w,
			struct args *args)
{
	return read_bounded(s, w, 0, 100, &args->percent);
}

static int read_seed(struct session *s, const struct word *w, struct args *args)
{
	return read_bounded(s, w, 1, UINT32_MAX, &args->seed);
}

static int read_bound(struct session *s, const struct word *w, uint32_t *size)
{
	if (parse_size(w->text, size) || *size < 1 || *size > LARGEST_BOUND)
		return fail(s, -EINVAL,
			    "%s is no %s= size: write 4k or 1M, up to 1G",
			    shown(w->text).text, w->arg->name);
	return 0;
}

static int read_min(struct session *s, const struct word *w, struct args *args)
{
	return read_bound(s, w, &args->min);
}

static int read_max(struct session *s, const struct word *w, struct args *args)
{
	return read_bound(s, w, &args->max);
}

static int read_word(struct session *s, const struct word *w, struct args *args)
{
	(void)s;
	if (!args->nr_words++)
		args->word = w->place;
	return 0;
}

static int read_file(struct session *s, const struct word *w, struct args *args)
{
	if (!*w->text)
		return fail(s, -EINVAL, "%s needs a file's name, not \"\"",
			    s->words.word[0]);
	args->file = w->text;
	return 0;
}

/* ---- One writer a type: the literal that means the same at any time ---- */

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

static int write_addr(struct session *s, const struct word *w,
		      const struct args *args)
{
	(void)w;
	fprintf(s->canonical.file, "0x%08x", args->addr);
	return 0;
}

static int write_phys(struct session *s, const struct word *w,
		      const struct args *args)
{
	(void)w;
	fprintf(s->canonical.file, "0x%08x", args->phys);
	return 0;
}

static int write_page(struct session *s, const struct word *w,
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
		return fail(s, -errno, "%s: no current folder: %s",
			    shown(name).text, strerror(errno));
	n = asprintf(&path, "%s/%s", folder, name);
	free(folder);
	if (n < 0)
		return fail_memory(s);
	word_print(path, s->canonical.file);
	free(path);
	return 0;
}

static int write_file(struct session *s, const struct word *w,
		      const struct args *args)
{
	(void)w;
	return write_path(s, args->file);
}

static const struct kind {
	const char *placeholder;
	int (*read)(struct session *s, const struct word *w, struct args *args);
	/* NULL: a literal already */
	int (*write)(struct session *s, const struct word *w,
		     const struct args *args);
} kinds[ARG_TYPES] = {
	[ARG_SIZE] = { "SIZE", read_size, NULL },
	[ARG_ADDR] = { "ADDR", read_addr, write_addr },
	[ARG_PHYS] = { "PHYS", read_phys, write_phys },
	[ARG_PAGE] = { "PAGE", read_page, write_page },
	[ARG_ORDER] = { "ORDER", read_order, NULL },
	[ARG_ALIGN] = { "BYTES", read_align, NULL },
	[ARG_NODE] = { "N", read_node, NULL },
	[ARG_GFP] = { "FLAGS", read_gfp, NULL },
	[ARG_PROT] = { "PROT", read_prot, NULL },
	[ARG_CHOICE] = { "WORD", read_choice, NULL },
	[ARG_CALLER] = { "SYMBOL+0xOFF/0xLEN", read_caller, NULL },
	[ARG_FORMAT] = { "FMT", read_format, NULL },
	[ARG_COUNT] = { "N", read_count, NULL },
	[ARG_PERCENT] = { "PERCENT", read_percent, NULL },
	[ARG_SEED] = { "N", read_seed, NULL },
	[ARG_MIN] = { "SIZE", read_min, NULL },
	[ARG_MAX] = { "SIZE", read_max, NULL },
	[ARG_WORD] = { "WORD", read_word, NULL },
	[ARG_FILE] = { "FILE", read_file, write_file },
};

const char *argument_placeholder(enum arg_type type)
{
	return kinds[type].placeholder;
}

void argument_choices(const struct arg *arg, FILE *to)
{
	for (const struct choice *c = arg->choices; c->name; c++)
		fprintf(to, "%s%s", c == arg->choices ? "" : "|", c->name);
}

/* ---- Which word is which argument ---- */

/* The usage line behind a complaint; s->out is free for it now. */
static int fail_usage(struct session *s, const struct command *c,
		      const char *complaint)
{
	char copy[MESSAGE_SIZE / 2];

	snprintf(copy, sizeof(copy), "%s", complaint);
	stream_reset(&s->out);
	command_usage(c, s->out.file);
	if (stream_text(&s->out))
		return fail_memory(s);
	return fail(s, -EINVAL, "%s; usage: %.*s", copy, (int)s->out.size,
		    s->out.text);
}

/* The length of NAME in NAME=..., 0 if the word is no such thing. */
static size_t keyword_length(const char *word)
{
	size_t len = strspn(word, "abcdefghijklmnopqrstuvwxyz_");

	return word[len] == '=' ? len : 0;
}

static const struct arg *find_keyword(const struct command *c, const char *word,
				      size_t len)
{
	for (const struct arg *arg = c->args; arg->name; arg++)
		if ((arg->flags & ARG_KEYWORD) &&
		    !strncmp(arg->name, word, len) && !arg->name[len])
			return arg;
	return NULL;
}

/* The next argument that is neither keyword nor slash; NULL at the end. */
static const struct arg *positional(const struct arg *arg)
{
	while (arg->name && (arg->flags & (ARG_KEYWORD | ARG_SLASH)))
		arg++;
	return arg->name ? arg : NULL;
}

const struct arg *argument_first(const struct command *c)
{
	return positional(c->args);
}

bool argument_missing(const struct arg *next, bool given)
{
	if (!next || (next->flags & ARG_OPTIONAL))
		return false;
	return !(next->flags & ARG_REPEAT) || !given;
}

/* A value in a line that repeat or the like will run. */
static int write_called(struct session *s, const char *text)
{
	struct value value;
	int error;

	if (*text != '$' && !values_find(&s->values, text)) {
		word_print(text, s->canonical.file);
		return 0;
	}
	error = evaluate(s, text, &value);
	if (error)
		return error;
	fprintf(s->canonical.file,
		value.type == VALUE_PFN ? "pfn:%u" : "0x%08x", value.bits);
	return 0;
}

/* What it comes to now: the memory that it reads may be another's later. */
static int write_expression(struct session *s, const char *text)
{
	struct ceval e = { s, 0 };
	struct cvalue v;
	int error = cexpr_evaluate(s, text, &v, NULL);

	if (!error)
		error = cvalue_load(&e, &v);
	if (!error)
		fprintf(s->canonical.file, "0x%08" PRIx32, (uint32_t)v.bits);
	return error;
}

static int write_canonical(struct session *s, const struct command *c,
			   const struct word *w, const struct args *args)
{
	const struct kind *kind = &kinds[w->arg->type];

	putc(w->arg->flags & ARG_SLASH ? '/' : ' ', s->canonical.file);
	if (w->arg->flags & ARG_KEYWORD)
		fprintf(s->canonical.file, "%s=", w->arg->name);
	if (kind->write)
		return kind->write(s, w, args);
	if ((w->arg->flags & ARG_BOARDS) && strchr(w->text, '/'))
		return write_path(s, w->text);
	if (w->arg->flags & ARG_VALUES)
		return write_expression(s, w->text);
	if (c->flags & COMMAND_CALLS)
		return write_called(s, w->text);
	word_print(w->text, s->canonical.file);
	return 0;
}

static int take(struct session *s, const struct command *c,
		const struct arg *arg, const char *text,
		const char *const *place, struct args *args)
{
	struct word w = { text, place, arg };
	int error;

	args->given |= 1u << arg->type;
	error = kinds[arg->type].read(s, &w, args);
	if (error || !(c->flags & COMMAND_LOGGED))
		return error;
	return write_canonical(s, c, &w, args);
}

/* Words and file names may have a = in them. */
static bool may_hold_equals(const struct arg *arg)
{
	return arg && (arg->type == ARG_WORD || arg->type == ARG_FILE);
}

const struct arg *argument_match(const struct command *c, const char *word,
				 const struct arg **next, const char **text)
{
	const struct arg *arg = *next;
	size_t len = keyword_length(word);
	const struct arg *keyword = len ? find_keyword(c, word, len) : NULL;

	*text = word;
	if (keyword || (len && !may_hold_equals(arg))) {
		*text = word + len + 1;
		return keyword;
	}
	if (arg && !(arg->flags & ARG_REPEAT))
		*next = positional(arg + 1);
	return arg;
}

static int fail_match(struct session *s, const struct command *c,
		      const char *word, bool keyword)
{
	char complaint[128];

	if (keyword)
		snprintf(complaint, sizeof(complaint), "%s takes no %.*s",
			 c->name, (int)strcspn(word, "=") + 1, word);
	else
		snprintf(complaint, sizeof(complaint), "%s is too much for %s",
			 shown(word).text, c->name);
	return fail_usage(s, c, complaint);
}

/* One word of the line; *next is the argument to come in its order. */
static int take_word(struct session *s, const struct command *c,
		     const char *const *word, const struct arg **next,
		     struct args *args)
{
	const char *text;
	const struct arg *arg = argument_match(c, *word, next, &text);

	if (!arg)
		return fail_match(s, c, *word, text != *word);
	if ((arg->flags & ARG_KEYWORD) && arg_given(args, arg->type))
		return fail(s, -EINVAL, "%s= is there twice", arg->name);
	return take(s, c, arg, text, word, args);
}

static int take_slash(struct session *s, const struct command *c,
		      const char *slash, struct args *args)
{
	for (const struct arg *arg = c->args; arg->name; arg++)
		if (arg->flags & ARG_SLASH)
			return take(s, c, arg, slash, NULL, args);
	return fail(s, -EINVAL, "%s takes no /%s", c->name, shown(slash).text);
}

static int check_complete(struct session *s, const struct command *c,
			  const struct arg *next, const struct args *args)
{
	char complaint[128];

	if (!argument_missing(next, next && arg_given(args, next->type)))
		return 0;
	snprintf(complaint, sizeof(complaint), "%s needs %s", c->name,
		 next->name);
	return fail_usage(s, c, complaint);
}

int arguments_read(struct session *s, const struct command *c,
		   const char *slash, struct args *args)
{
	const struct arg *next = argument_first(c);
	int error = 0;

	*args = (struct args){
		.align = 1,
		.node = -1,
		.gfp = GFP_KERNEL,
		.prot = PAGE_KERNEL,
		.format = { .count = 1, .size = 4, .letter = 'x' },
		.count = 1,
		.seed = 1,
	};
	if (slash)
		error = take_slash(s, c, slash, args);
	for (size_t i = 1; !error && i < s->words.nr; i++)
		error = take_word(s, c, &s->words.word[i], &next, args);
	return error ? error : check_complete(s, c, next, args);
}
