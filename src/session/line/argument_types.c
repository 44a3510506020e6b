/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * argument_types.c - one reader for each type of argument.
 *
 * A reader takes a word as it was typed, resolves what is the person's in it
 * ($1, names) and puts the quantity into its place in struct args. Which word
 * is which argument is in argument.c.
 */
#include "session/line/argument_internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "session/generations/moved_values.h"
#include "session/line/expression.h"
#include "session/quiz/quiz.h"
#include "session/session.h"
#include "translate.h"

enum {
	FIRST_PAGES = 64,
	LARGEST_ALIGN = 16 << 20,
	LARGEST_COUNT = 1000000000,
	LARGEST_BOUND = 1 << 30,
};

/* ---- One reader a type: what @w says goes into @args ---- */

static int read_size(struct session *s, const struct typed_argument *w,
		     struct args *args)
{
	char why[MESSAGE_SIZE];
	int error = parse_size(w->text, &args->size);

	if (error)
		return fail(s, error, "%s",
			    size_error(error, w->text, why, sizeof(why)));
	return 0;
}

/* An expression that must not be one of the other kinds of quantity. */
static int read_quantity(struct session *s, const struct typed_argument *w,
			 enum value_type type, uint32_t *result)
{
	struct value value;
	int error = evaluate(s, w->text, &value);

	if (error)
		return error;
	if (value.type != type && value.type != VALUE_NUMBER &&
	    !(value_is_null(value) && type == VALUE_ADDR))
		return fail(s, -EINVAL, "%s is %s, but %s must be %s",
			    shown(w->text).text, _(value_type_name(value.type)),
			    w->arg->name, _(value_type_name(type)));
	*result = value.bits;
	return 0;
}

static int read_addr(struct session *s, const struct typed_argument *w,
		     struct args *args)
{
	int error = read_quantity(s, w, VALUE_ADDR, &args->addr);

	args->addr = moved_values_find(s->moved, VALUE_ADDR, args->addr);
	return error;
}

static int read_phys(struct session *s, const struct typed_argument *w,
		     struct args *args)
{
	return read_quantity(s, w, VALUE_PHYS, &args->phys);
}

/* The frame that the struct page at an address of mem_map is about. */
static int page_at(struct session *s, const char *text, vaddr_t addr,
		   pfn_t *pfn)
{
	const struct kernel *k = s->k;
	uint32_t offset = addr - k->g->mem_map;

	if (!in_mem_map(k, addr, pfn))
		return fail(s, -EINVAL,
			    "%s is an address outside mem_map; a page is a "
			    "pfn, pfn:N or the address of its struct page",
			    shown(text).text);
	if (offset % sizeof(struct page))
		return fail(s, -EINVAL,
			    "%s is inside the struct page at 0x%08x",
			    shown(text).text,
			    addr - offset % (uint32_t)sizeof(struct page));
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
	if (value_is_null(value) || value.type == VALUE_PHYS)
		return fail(s, -EINVAL, "%s is %s, not a page",
			    shown(text).text, _(value_type_name(value.type)));
	if (value.type == VALUE_ADDR ||
	    (value.type == VALUE_NUMBER && value.bits >= s->k->page_offset))
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

static int read_page(struct session *s, const struct typed_argument *w,
		     struct args *args)
{
	pfn_t pfn = 0;
	int error = reserve_page(s, args->nr_pages);

	if (error)
		return error;
	args->page = s->pages;
	error = page_number(s, w->text, &pfn);
	s->pages[args->nr_pages++] =
		moved_values_find(s->moved, VALUE_PFN, pfn);
	return error;
}

static int read_order(struct session *s, const struct typed_argument *w,
		      struct args *args)
{
	uint64_t order;

	if (parse_number(w->text, &order) || order > UINT32_MAX)
		return fail(s, -EINVAL,
			    "%s is not a valid order: use 0 to %d, for 2^ORDER "
			    "pages",
			    shown(w->text).text, MAX_ORDER - 1);
	args->order = (uint32_t)order;
	return 0;
}

static int read_align(struct session *s, const struct typed_argument *w,
		      struct args *args)
{
	uint32_t align;

	if (parse_size(w->text, &align) || align < 1 || align > LARGEST_ALIGN ||
	    (align & (align - 1)))
		return fail(s, -EINVAL,
			    "%s is not a valid alignment: use a power of two "
			    "up to 16M",
			    shown(w->text).text);
	args->align = align;
	return 0;
}

static int read_node(struct session *s, const struct typed_argument *w,
		     struct args *args)
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
			    nodes[1].node_present_pages
				    ? N_("%s is not a node of this machine; it "
					 "has nodes 0 and 1")
				    : N_("%s is not a node of this machine; it "
					 "has only node 0"),
			    shown(w->text).text);
	args->node = (int)node;
	return 0;
}

static int read_gfp(struct session *s, const struct typed_argument *w,
		    struct args *args)
{
	if (gfp_parse(w->text, &args->gfp))
		return fail(s, -EINVAL,
			    "%s are not valid gfp flags: write for example "
			    "GFP_KERNEL or GFP_ATOMIC|__GFP_ZERO",
			    shown(w->text).text);
	return 0;
}

static int read_prot(struct session *s, const struct typed_argument *w,
		     struct args *args)
{
	if (prot_parse(w->text, &args->prot))
		return fail(s, -EINVAL,
			    "%s is not a valid protection: write PAGE_KERNEL, "
			    "PAGE_KERNEL_EXEC, pgprot_noncached or "
			    "pgprot_writecombine",
			    shown(w->text).text);
	return 0;
}

static int read_choice(struct session *s, const struct typed_argument *w,
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
	return fail(s, -EINVAL, "%s is not one of %s", shown(w->text).text,
		    list);
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

static int read_caller(struct session *s, const struct typed_argument *w,
		       struct args *args)
{
	if (caller_parse(w->text, &args->caller))
		return fail(s, -EINVAL,
			    "%s is not a valid caller: write "
			    "SYMBOL+0xOFF/0xLEN, with OFF up to LEN",
			    shown(w->text).text);
	return 0;
}

static int read_format(struct session *s, const struct typed_argument *w,
		       struct args *args)
{
	if (format_parse(w->text, &args->format))
		return fail(s, -EINVAL,
			    "/%s is not a valid format: give a count, one of x "
			    "d u o t c a s, and b, h or w for the size",
			    shown(w->text).text);
	return 0;
}

int number_read(struct session *s, const char *name, const char *text,
		uint32_t low, uint32_t high, uint32_t *result)
{
	uint64_t number;

	if (parse_number(text, &number) || number < low || number > high)
		return fail(s, -EINVAL,
			    "%s is not a valid %s: use a number from %u to %u",
			    shown(text).text, name, low, high);
	*result = (uint32_t)number;
	return 0;
}

static int read_cpu(struct session *s, const struct typed_argument *w,
		    struct args *args)
{
	return number_read(s, w->arg->name, w->text, 0,
			   s->k->g->nr_online_cpus - 1, &args->cpu);
}

/* Numbers and sizes between two others, and where they go. */
#define PLACE(member) offsetof(struct args, member)

static const struct bounds {
	size_t place; /* of an uint32_t */
	uint32_t low, high;
} bounds[ARG_TYPES] = {
	[ARG_COUNT] = { PLACE(count), 1, LARGEST_COUNT },
	[ARG_PERCENT] = { PLACE(percent), 0, 100 },
	[ARG_LEVEL] = { PLACE(level), 1, QUIZ_LEVELS },
	[ARG_NUMBER] = { PLACE(number), 1, LARGEST_COUNT },
	[ARG_SEED] = { PLACE(seed), 1, UINT32_MAX },
	[ARG_MIN] = { PLACE(min), 1, LARGEST_BOUND },
	[ARG_MAX] = { PLACE(max), 1, LARGEST_BOUND },
	[ARG_INIT] = { PLACE(init), 1, LARGEST_BOUND },
};

static uint32_t *place_of(const struct bounds *b, struct args *args)
{
	return (void *)((char *)args + b->place);
}

static int read_bounded(struct session *s, const struct typed_argument *w,
			struct args *args)
{
	const struct bounds *b = &bounds[w->arg->type];

	return number_read(s, w->arg->name, w->text, b->low, b->high,
			   place_of(b, args));
}

static int read_bytes(struct session *s, const struct typed_argument *w,
		      struct args *args)
{
	const struct bounds *b = &bounds[w->arg->type];
	uint32_t *size = place_of(b, args);

	if (parse_size(w->text, size) || *size < b->low || *size > b->high)
		return fail(s, -EINVAL,
			    "%s is not a valid size for %s=: write for example "
			    "4k or 1M, up to 1G",
			    shown(w->text).text, w->arg->name);
	return 0;
}

static int read_word(struct session *s, const struct typed_argument *w,
		     struct args *args)
{
	(void)s;
	if (!args->nr_words++)
		args->word = w->place;
	return 0;
}

/* Who does not know says - or ?. */
static int read_answer(struct session *s, const struct typed_argument *w,
		       struct args *args)
{
	if (!strcmp(w->text, "-") || !strcmp(w->text, "?"))
		return 0;
	return evaluate(s, w->text, &args->answer);
}

static int read_file(struct session *s, const struct typed_argument *w,
		     struct args *args)
{
	if (!*w->text)
		return fail(s, -EINVAL, "%s needs the name of a file, not \"\"",
			    s->words.word[0]);
	args->file = w->text;
	return 0;
}

/* ---- The table ---- */

static const struct {
	const char *placeholder;
	int (*read)(struct session *s, const struct typed_argument *w,
		    struct args *args);
} kinds[ARG_TYPES] = {
	[ARG_SIZE] = { "SIZE", read_size },
	[ARG_ADDR] = { "ADDR", read_addr },
	[ARG_PHYS] = { "PHYS", read_phys },
	[ARG_PAGE] = { "PAGE", read_page },
	[ARG_ORDER] = { "ORDER", read_order },
	[ARG_ALIGN] = { "BYTES", read_align },
	[ARG_NODE] = { "N", read_node },
	[ARG_CPU] = { "N", read_cpu },
	[ARG_GFP] = { "FLAGS", read_gfp },
	[ARG_PROT] = { "PROT", read_prot },
	[ARG_CHOICE] = { "WORD", read_choice },
	[ARG_CALLER] = { "SYMBOL+0xOFF/0xLEN", read_caller },
	[ARG_FORMAT] = { "FMT", read_format },
	[ARG_COUNT] = { "N", read_bounded },
	[ARG_PERCENT] = { "PERCENT", read_bounded },
	[ARG_LEVEL] = { "N", read_bounded },
	[ARG_NUMBER] = { "N", read_bounded },
	[ARG_SEED] = { "N", read_bounded },
	[ARG_MIN] = { "SIZE", read_bytes },
	[ARG_MAX] = { "SIZE", read_bytes },
	[ARG_INIT] = { "SIZE", read_bytes },
	[ARG_WORD] = { "WORD", read_word },
	[ARG_ANSWER] = { "EXPR", read_answer },
	[ARG_FILE] = { "FILE", read_file },
};

int argument_read(struct session *s, const struct typed_argument *w,
		  struct args *args)
{
	return kinds[w->arg->type].read(s, w, args);
}

const char *argument_placeholder(enum arg_type type)
{
	return kinds[type].placeholder;
}

void argument_choices(const struct arg *arg, FILE *to)
{
	for (const struct choice *c = arg->choices; c->name; c++)
		fprintf(to, "%s%s", c == arg->choices ? "" : "|", c->name);
}
