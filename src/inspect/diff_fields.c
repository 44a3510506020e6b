/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * diff_fields.c - objects whose words have names, and the items about them.
 *
 * The C types say what the words of an object are called and what they are
 * about (c_type.h); one reader goes through the changes of any object by its
 * type. The kernel's globals are such objects, or variables, so they are here.
 *
 * Used by diff_objects.c, which finds out whose words they are. diff_say() is
 * for all who write a text of an item.
 */
#include "inspect/diff_internal.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "inspect/c_type.h"
#include "inspect/flag_names.h"
#include "translate.h"
#include "kernel/highmem.h"
#include "kernel/page_alloc.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* ---- Items ---- */

struct diff_item *diff_add_item(struct diff_reader *r, enum diff_kind kind,
				uint32_t address, uint32_t words)
{
	struct diff *d = r->d;
	struct diff_item *more;

	if (d->nr == d->capacity) {
		d->capacity = d->capacity ? 2 * d->capacity : 64;
		more = reallocarray(d->item, d->capacity, sizeof(*more));
		if (!more) {
			r->failed = true;
			return NULL;
		}
		d->item = more;
	}
	more = &d->item[d->nr];
	*more = (struct diff_item){
		.kind = kind, .address = address, .count = 1, .words = words
	};
	if (r->texts) {
		more->text = calloc(1, sizeof(*more->text));
		if (!more->text) {
			r->failed = true;
			return NULL;
		}
	}
	d->nr++;
	return more;
}

void diff_say(char *text, size_t size, const char *format, ...)
{
	static const char cut[] = "...";
	size_t len = strlen(text);
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(text + len, size - len, format, args);
	va_end(args);
	if (n >= 0 && (size_t)n >= size - len && size > sizeof(cut))
		memcpy(text + size - sizeof(cut), cut, sizeof(cut));
}

/* ---- Fields of objects ---- */

static bool is_decimal(const struct cpart *part)
{
	return part->meaning.kind == VALUE_NONE && ctype_is_integer(part->type);
}

static void say_value(char *text, size_t size, const struct cpart *part,
		      uint32_t value)
{
	if (!is_decimal(part))
		diff_say(text, size, "%08" PRIx32, value);
	else if (part->type.base->is_signed)
		diff_say(text, size, "%" PRId32, (int32_t)value);
	else
		diff_say(text, size, "%" PRIu32, value);
}

static void say_values(char *text, size_t size, const struct cpart *part,
		       uint32_t old, uint32_t new)
{
	char names[128] = "";

	old = cpart_value(part, old);
	new = cpart_value(part, new);
	if (part->meaning.flags &&
	    !flags_changed_text(part->meaning.flags, old, new, names,
				sizeof(names))) {
		diff_say(text, size, " %s", names);
		return;
	}
	diff_say(text, size, " ");
	say_value(text, size, part, old);
	diff_say(text, size, " -> ");
	say_value(text, size, part, new);
}

/* All parts of a word: "inuse 128, objects 128". */
static void say_parts(char *text, size_t size, const struct cpart *part,
		      unsigned int nr, uint32_t word)
{
	for (unsigned int i = 0; i < nr; i++) {
		diff_say(text, size, "%s%s ", i ? _(", ") : "", part[i].name);
		say_value(text, size, &part[i], cpart_value(&part[i], word));
	}
}

enum change_told { TOLD_NOTHING, TOLD_LINK, TOLD_VALUES };

/* What a change did to an object, which was @before, into @text; NULL: only
 * what is to be told. */
static enum change_told say_change(char *text, size_t size,
				   const struct cfield *f, const void *before,
				   const void *object, uint32_t offset,
				   const struct diff_change *c)
{
	struct cpart part[CPART_MOST], was[CPART_MOST];
	unsigned int nr = cfield_parts(f, object, offset, part);
	unsigned int nr_was =
		before == object ? 0 : cfield_parts(f, before, offset, was);
	enum change_told told = TOLD_NOTHING;

	if (!nr || part[0].meaning.link)
		return TOLD_LINK;
	if (nr_was && strcmp(was[0].name, part[0].name) != 0) {
		if (!text)
			return TOLD_VALUES;
		diff_say(text, size, "%s", *text ? _(", ") : "");
		say_parts(text, size, was, nr_was, c->old);
		diff_say(text, size, " -> ");
		say_parts(text, size, part, nr, c->new);
		return TOLD_VALUES;
	}
	for (unsigned int i = 0; i < nr; i++) {
		if (cpart_value(&part[i], c->old) ==
		    cpart_value(&part[i], c->new))
			continue;
		told = TOLD_VALUES;
		if (!text)
			break;
		diff_say(text, size, "%s%s", *text ? _(", ") : "",
			 part[i].name);
		say_values(text, size, &part[i], c->old, c->new);
	}
	return told;
}

/*
 * A frame is there while somebody uses it. Of an area's record that was free
 * other words lay where its bounds are: with new bounds it is a new area.
 */
static enum diff_fate fate_of(const struct diff_reader *r, enum diff_kind kind,
			      uint32_t first)
{
	const struct diff_change *c;

	if (kind == DIFF_VMAP_AREA)
		return diff_change_of(
			       r,
			       first + offsetof(struct vmap_area, va_start) / 4)
			       ? DIFF_CAME
			       : DIFF_CHANGED;
	if (kind != DIFF_PAGE)
		return DIFF_CHANGED;
	c = diff_change_of(r, first + offsetof(struct page, _count) / 4);
	return c ? diff_fate_of(c) : DIFF_CHANGED;
}

size_t diff_describe_object(struct diff_reader *r, size_t i,
			    enum diff_kind kind, const struct cbase *type,
			    const void *object, uint32_t address,
			    const char *name)
{
	char text[sizeof(((struct diff_text *)0)->change)] = "";
	const struct cfield whole = { .type = ctype_of(type) };
	const uint32_t first = word_of(r, object);
	struct diff_item *item;
	const void *before = object;
	struct page page;
	uint32_t links = 0;
	bool values = false;
	size_t start = i;

	/* Its flags say what its other words are: the old flags for the old
	 * words. */
	if (kind == DIFF_PAGE) {
		page = *(const struct page *)object;
		page.flags =
			diff_old_word(r, &((const struct page *)object)->flags);
		before = &page;
	}
	for (; i < r->nr && r->change[i].word - first < type->size / 4; i++)
		switch (say_change(r->texts ? text : NULL, sizeof(text), &whole,
				   before, object,
				   (r->change[i].word - first) * 4,
				   &r->change[i])) {
		case TOLD_LINK:
			links++;
			break;
		case TOLD_VALUES:
			values = true;
			break;
		case TOLD_NOTHING:
			break;
		}
	if (!values) {
		r->links += links;
		return i;
	}
	if (links)
		SAY(text,
		    ngettext(", %" PRIu32 " link", ", %" PRIu32 " links",
			     links),
		    links);
	item = diff_add_item(r, kind, address, (uint32_t)(i - start));
	if (item) {
		item->fate = fate_of(r, kind, first);
		TELL(item, name, "%s", name);
		TELL(item, change, "%s", text);
	}
	return i;
}

size_t diff_count_until(const struct diff_reader *r, size_t i, uint32_t end)
{
	while (i < r->nr && r->change[i].word < end)
		i++;
	return i;
}

size_t diff_describe_count(struct diff_reader *r, size_t i, uint32_t end,
			   enum diff_kind kind, uint32_t address,
			   const char *name)
{
	size_t next = diff_count_until(r, i, end);
	uint32_t words = (uint32_t)(next - i);
	struct diff_item *item = diff_add_item(r, kind, address, words);

	if (item) {
		TELL(item, name, "%s", name);
		TELL(item, change,
		     ngettext("%" PRIu32 " word", "%" PRIu32 " words", words),
		     words);
	}
	return next;
}

/* ---- Globals ---- */

/* The element of an array, or the object itself, that an offset lies in. */
static const void *element_at(const struct diff_reader *r,
			      const struct cfield *f, uint32_t offset)
{
	const uint8_t *start = (const uint8_t *)r->k->g + f->offset;

	return start +
	       (offset - f->offset) / f->type.base->size * f->type.base->size;
}

static size_t describe_zone(struct diff_reader *r, size_t i,
			    const struct cfield *f, uint32_t offset)
{
	const struct pglist_data *node = element_at(r, f, offset);
	uint32_t in_node = 4 * (r->change[i].word - word_of(r, node));
	const struct zone *zone = &node->node_zones[in_node / sizeof(*zone)];
	char name[DIFF_NAME] = "";

	if (zone >= node->node_zones + MAX_NR_ZONES)
		return diff_describe_count(r, i, word_of(r, node + 1),
					   DIFF_GLOBAL, va_of(r->k, node),
					   f->name);
	SAY(name, _("zone %s"), zone_name(zone));
	return diff_describe_object(r, i, DIFF_ZONE, cbase_find("struct zone"),
				    zone, va_of(r->k, zone), name);
}

static size_t describe_cache(struct diff_reader *r, size_t i,
			     const struct cfield *f, uint32_t offset)
{
	const struct kmem_cache *cache = element_at(r, f, offset);
	char name[DIFF_NAME] = "";

	SAY(name, _("cache %s"), cache->name);
	return diff_describe_object(r, i, DIFF_CACHE, f->type.base, cache,
				    va_of(r->k, cache), name);
}

/* An object with the name of the global. */
static size_t describe_whole(struct diff_reader *r, size_t i,
			     const struct cfield *f, uint32_t offset)
{
	const void *object = element_at(r, f, offset);

	return diff_describe_object(r, i, DIFF_GLOBAL, f->type.base, object,
				    va_of(r->k, object), f->name);
}

/* Where a highmem page is seen, or was; in the pool it says nothing. */
static size_t describe_pam(struct diff_reader *r, size_t i,
			   const struct cfield *f, uint32_t offset)
{
	const struct page_address_map *pam = element_at(r, f, offset);
	char name[64] = "";
	pfn_t pfn;

	if (in_mem_map(r->k, pam->page, &pfn))
		SAY(name, _("page_address_map of pfn %05" PRIx32), pfn);
	else
		SAY(name, "%s", f->name);
	return diff_describe_object(r, i, DIFF_GLOBAL, f->type.base, pam,
				    va_of(r->k, pam), name);
}

/* Types of globals that are objects of their own. */
static const struct {
	const char *type;
	size_t (*describe)(struct diff_reader *r, size_t i,
			   const struct cfield *f, uint32_t offset);
} global_objects[] = {
	{ "struct pglist_data", describe_zone },
	{ "struct kmem_cache", describe_cache },
	{ "struct fault_attr", describe_whole },
	{ "struct page_address_map", describe_pam },
	{ "struct page_address_slot", describe_whole },
};

/* "name old -> new", or "name.member old -> new" */
static size_t describe_variable(struct diff_reader *r, size_t i,
				const struct cfield *f, uint32_t offset)
{
	char text[sizeof(((struct diff_text *)0)->change)] = "";
	const struct diff_change *c = &r->change[i];
	const void *object = (const uint8_t *)r->k->g + f->offset;
	struct diff_item *item;
	size_t len;

	if (say_change(text, sizeof(text), f, object, object,
		       offset - f->offset, c) == TOLD_LINK) {
		r->links++;
		return i + 1;
	}
	item = diff_add_item(r, DIFF_GLOBAL, virtual_of(r, c), 1);
	if (!item)
		return i + 1;
	len = strcspn(text, " ");
	TELL(item, name, "%s%s%.*s", f->name, len ? "." : "", (int)len, text);
	TELL(item, change, "%s", text + len + 1);
	return i + 1;
}

/* A slot of pkmap: how many use it. */
static size_t describe_slot(struct diff_reader *r, size_t i, uint32_t slot)
{
	const struct diff_change *c = &r->change[i];
	struct diff_item *item =
		diff_add_item(r, DIFF_GLOBAL, virtual_of(r, c), 1);

	if (item) {
		item->fate = diff_fate_of(c);
		TELL(item, name,
		     _("pkmap_count[%" PRIu32 "], slot of %08" PRIx32), slot,
		     PKMAP_ADDR(r->k, slot));
		TELL(item, change, "%" PRIu32 " -> %" PRIu32, c->old, c->new);
	}
	return i + 1;
}

size_t diff_describe_global(struct diff_reader *r, size_t i)
{
	uint32_t first = word_of(r, r->k->g);
	uint32_t offset = (r->change[i].word - first) * 4;
	const struct cfield *f = cglobal_at(offset);

	BUG_ON(!f);
	for (size_t o = 0; o < ARRAY_SIZE(global_objects); o++)
		if (!strcmp(f->type.base->name, global_objects[o].type))
			return global_objects[o].describe(r, i, f, offset);
	if (!strcmp(f->name, "pkmap_count"))
		return describe_slot(r, i, (offset - f->offset) / 4);
	if (ctype_is_array(f->type))
		return diff_describe_count(
			r, i, first + (f->offset + f->size) / 4, DIFF_GLOBAL,
			virtual_of(r, &r->change[i]), f->name);
	return describe_variable(r, i, f, offset);
}
