/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay_buddy.c - traces of one zone: which pages, and what the lists hold.
 *
 * With pcp=1 single pages go by way of the per-cpu lists, as in a running
 * kernel; with pcp=0 the trace called the buddy itself.
 */
#include "replay.h"

#include <stdlib.h>
#include <string.h>

#include "kernel/buddy.h"
#include "kernel/list.h"
#include "kernel/page_alloc.h"

static const char *const type_names[MIGRATE_TYPES] = {
	"Unmovable", "Reclaimable", "Movable", "Reserve", "Isolate",
};

static int begin(struct trace *t, const uint32_t *header)
{
	enum { START, PAGES, PAGE_BYTES, ORDERS, BLOCK, RECORD, CPUS, PCP };

	if (header[PAGE_BYTES] != PAGE_SIZE || header[ORDERS] != MAX_ORDER ||
	    header[BLOCK] != pageblock_order || header[CPUS] != 1 ||
	    header[RECORD] != sizeof(struct page))
		return refuse(t, "a zone of another kernel");
	t->start = header[START];
	t->pages = header[PAGES];
	t->pcp = header[PCP];
	return zone_new(t);
}

/* ---- Blocks taken from another type's lists ---- */

static void note_stolen(void *arg, const struct extfrag *e)
{
	struct trace *t = arg;
	size_t used = strlen(t->stolen);

	snprintf(t->stolen + used, sizeof(t->stolen) - used,
		 " fallback(pfn=%u order=%u from_order=%u start_mt=%u"
		 " new_mt=%u block_mt=%u)",
		 e->pfn - t->shift, e->order, e->fallback_order, e->start_type,
		 e->new_type, e->block_type);
}

static void before(struct trace *t)
{
	t->stolen[0] = '\0';
	t->k->on_extfrag = note_stolen;
	t->k->on_extfrag_arg = t;
}

static void after(struct trace *t)
{
	answer(t, "%s", t->stolen);
}

/* ---- Operations ---- */

static int need_boot(const struct trace *t)
{
	return t->booted ? 0 : refuse(t, "the boot line is missing");
}

static void answer_counts(struct trace *t)
{
	answer(t, "pcp=%u free=%u", t->zone->pageset.count,
	       t->zone->vm_stat[NR_FREE_PAGES]);
}

static const struct page *take(struct trace *t, const struct request *r)
{
	uint32_t order = r->value[KEY_ORDER], type = r->value[KEY_TYPE];
	const struct page *page;

	if (t->pcp)
		return buffered_rmqueue(t->k, t->zone, order, type,
					r->value[KEY_COLD]);
	page = __rmqueue(t->k, t->zone, order, type);
	if (page)
		mod_zone_page_state(t->k, t->zone, NR_FREE_PAGES,
				    -(1 << order));
	return page;
}

static void give(struct trace *t, const struct page *page, uint32_t order,
		 bool cold)
{
	struct kernel *k = t->k;

	if (t->pcp && order == 0) {
		free_hot_cold_page(k, page, cold);
	} else if (t->pcp) {
		__free_pages_ok(k, page, order);
	} else {
		mod_zone_page_state(k, t->zone, NR_FREE_PAGES, 1 << order);
		__free_one_page(k, page, t->zone, order,
				get_pageblock_migratetype(k, page));
	}
}

/*
 * The traces do not always say that a page was freed as a cold one. A picture
 * right after it does: a hot page is first on its per-cpu list, a cold one
 * last.
 */
static bool shown_cold(const struct trace *t, pfn_t pfn)
{
	char word[16];

	snprintf(word, sizeof(word), " %u", pfn);
	for (size_t at = t->at; next_list(t, &at);) {
		const char *line = t->line[at], *first = strchr(line, ':');
		size_t length = strlen(line), end = strlen(word);

		if (strncmp(line, "pcp ", strlen("pcp ")) || length < end ||
		    strcmp(line + length - end, word))
			continue;
		return first && first + 1 != line + length - end;
	}
	return false;
}

static int check_request(const struct trace *t, const struct request *r)
{
	if (need_boot(t))
		return -1;
	if (r->value[KEY_ORDER] >= MAX_ORDER)
		return refuse(t, "order=%u", r->value[KEY_ORDER]);
	return 0;
}

static int run_alloc(struct trace *t, const struct request *r, struct id *id)
{
	const struct page *page;

	if (check_request(t, r))
		return -1;
	page = take(t, r);
	id->state = page ? ID_LIVE : ID_FAILED;
	if (!page) {
		answer(t, "FAIL");
		return 0;
	}
	id->what = r->value[KEY_ORDER];
	id->where = page_to_pfn(t->k, page) - t->shift;
	answer(t, "pfn=%u", id->where);
	return 0;
}

static int run_free(struct trace *t, const struct request *r, struct id *id)
{
	if (check_request(t, r))
		return -1;
	if (r->value[KEY_PFN] != id->where || r->value[KEY_ORDER] != id->what)
		return refuse(t, "id=%u is pfn=%u order=%u", id->id, id->where,
			      id->what);
	give(t, pfn_to_page(t->k, id->where + t->shift), id->what,
	     r->value[KEY_COLD] || shown_cold(t, id->where));
	id->state = ID_FREED;
	answer_counts(t);
	return 0;
}

static int run_drain(struct trace *t, const struct request *r, struct id *id)
{
	(void)r;
	(void)id;
	if (need_boot(t))
		return -1;
	drain_pages(t->k);
	answer_counts(t);
	return 0;
}

static int run_wmark(struct trace *t, const struct request *r, struct id *id)
{
	(void)id;
	if (need_boot(t))
		return -1;
	if (r->value[KEY_MIN] > t->pages)
		return refuse(t, "min=%u in a zone of %u pages",
			      r->value[KEY_MIN], t->pages);
	set(t->k->m, t->zone->watermark[WMARK_MIN], r->value[KEY_MIN]);
	setup_zone_migrate_reserve(t->k, t->zone);
	answer(t, "setup_zone_migrate_reserve");
	return 0;
}

/* ---- Pictures ---- */

static unsigned int find_type(const char *name)
{
	unsigned int type = 0;

	while (type < MIGRATE_TYPES && strcmp(name, type_names[type]))
		type++;
	return type;
}

static uint32_t count_list(const struct trace *t, const struct list_head *list)
{
	const struct list_head *entry;
	uint32_t count = 0;

	list_for_each (t->k, entry, list) {
		count++;
		BUG_ON(count > t->pages);
	}
	return count;
}

static uint32_t count_pageblocks(const struct trace *t, unsigned int type)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < t->pages; i += pageblock_nr_pages)
		count += get_pageblock_migratetype(
				 t->k, pfn_to_page(t->k, t->start + t->shift +
								 i)) == type;
	return count;
}

static int buddyinfo_line(struct trace *t, char *line)
{
	static const char *const forms[] = { "Node",	"0,",	  "zone", "%s",
					     "free=%u", "pcp=%u", NULL };

	if (need_boot(t))
		return -1;
	t->answer[0] = '\0';
	answer(t, "Node 0, zone %s ", zone_name(t->zone));
	for (unsigned int order = 0; order < MAX_ORDER; order++)
		answer(t, "%u ", t->zone->free_area[order].nr_free);
	answer(t, "| free=%u pcp=%u", t->zone->vm_stat[NR_FREE_PAGES],
	       t->zone->pageset.count);
	next_word(&line);
	return compare(t, line, t->answer, forms);
}

static int pagetype_line(struct trace *t, char *line)
{
	static const char *const forms[] = { "%u", "|", "pageblocks=%u", NULL };
	const char *name;
	unsigned int type;

	if (need_boot(t))
		return -1;
	next_word(&line);
	name = next_word(&line);
	type = find_type(name ? name : "");
	if (type == MIGRATE_TYPES)
		return refuse(t, "a type of pages is missing");
	t->answer[0] = '\0';
	for (unsigned int order = 0; order < MAX_ORDER; order++) {
		const struct free_area *area = &t->zone->free_area[order];

		answer(t, "%u ", count_list(t, &area->free_list[type]));
	}
	answer(t, "| pageblocks=%u", count_pageblocks(t, type));
	return compare(t, line, t->answer, forms);
}

/* Compare the pages on a list, from head to tail. */
static int compare_list(struct trace *t, char *line,
			const struct list_head *list)
{
	static const char *const forms[] = { "%u", NULL };
	const struct list_head *entry;
	const char *word = next_word(&line);
	char *text = NULL;
	size_t size;
	FILE *to;
	int result;

	if (!word || strcmp(word, "head->tail:"))
		return refuse(t, "head->tail: is missing");
	to = open_memstream(&text, &size);
	if (!to)
		return refuse(t, "no memory");
	list_for_each (t->k, entry, list) {
		const struct page *page = container_of(entry, struct page, lru);

		fprintf(to, "%u ", page_to_pfn(t->k, page) - t->shift);
	}
	fclose(to);
	result = compare(t, line, text, forms);
	free(text);
	return result;
}

/* The word type=NAME, with one of the first @nr types. */
static int read_type(struct trace *t, char **line, unsigned int nr,
		     unsigned int *type)
{
	const char *word = next_word(line);

	if (!word || strncmp(word, "type=", strlen("type=")))
		return refuse(t, "type= is missing");
	*type = find_type(word + strlen("type="));
	if (*type >= nr)
		return refuse(t, "there is no list of %.64s", word);
	return 0;
}

static int freelist_line(struct trace *t, char *line)
{
	uint32_t order[MAX_VALUES];
	const char *word;
	unsigned int type;

	if (need_boot(t))
		return -1;
	next_word(&line);
	word = next_word(&line);
	if (!word || !match(word, "order=%u", order) || order[0] >= MAX_ORDER)
		return refuse(t, "order= is missing");
	if (read_type(t, &line, MIGRATE_TYPES, &type))
		return -1;
	return compare_list(t, line,
			    &t->zone->free_area[order[0]].free_list[type]);
}

static int pcp_line(struct trace *t, char *line)
{
	unsigned int type;

	if (need_boot(t))
		return -1;
	next_word(&line);
	if (read_type(t, &line, MIGRATE_PCPTYPES, &type))
		return -1;
	return compare_list(t, line, &t->zone->pageset.lists[type]);
}

/* ---- The dialect ---- */

static const char *const pfn_forms[] = {
	"pfn=%u",    "FAIL",	      "fallback(pfn=%u",
	"order=%u",  "from_order=%u", "start_mt=%u",
	"new_mt=%u", "block_mt=%u)",  NULL,
};
static const char *const count_forms[] = { "pcp=%u", "free=%u", "skip", NULL };
static const char *const wmark_forms[] = { "setup_zone_migrate_reserve", NULL };

static const struct operation op_alloc = {
	.needs = KEY_BIT(ORDER) | KEY_BIT(TYPE) | KEY_BIT(ID),
	.allows = KEY_BIT(COLD),
	.use = ID_TAKE,
	.results = pfn_forms,
	.run = run_alloc,
};

static const struct operation op_free = {
	.needs = KEY_BIT(ID),
	.allows = KEY_BIT(PFN) | KEY_BIT(ORDER) | KEY_BIT(COLD),
	.use = ID_GIVE,
	.results = count_forms,
	.run = run_free,
};

static const struct operation op_drain = {
	.results = count_forms,
	.run = run_drain,
};

static const struct operation op_wmark = {
	.needs = KEY_BIT(MIN),
	.results = wmark_forms,
	.run = run_wmark,
};

static const struct statement statements[] = {
	{ "boot", boot_line, NULL },
	{ "alloc", NULL, &op_alloc },
	{ "free", NULL, &op_free },
	{ "drain", NULL, &op_drain },
	{ "wmark", NULL, &op_wmark },
	{ "buddyinfo", buddyinfo_line, NULL },
	{ "pagetype", pagetype_line, NULL },
	{ "freelist", freelist_line, NULL },
	{ "pcp", pcp_line, NULL },
	{ NULL, NULL, NULL },
};

const struct dialect buddy_dialect = {
	.header = "# version=%s zone=Normal start_pfn=%u pages=%u page_size=%u"
		  " MAX_ORDER=%u pageblock_order=%u sizeof(struct page)=%u"
		  " online_cpus=%u pcp=%b",
	.versions = versions_2_6_32,
	.begin = begin,
	.before = before,
	.after = after,
	.statements = statements,
};
