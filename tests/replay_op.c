/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay_op.c - operation lines: `alloc size=4096 ... id=1 -> 0xd0800000`.
 *
 * What stands between the operation's name and the arrow is read by one table
 * of words, so that an unknown, missing or double one is refused everywhere
 * alike. What the kernel's steps were (`op` and indented lines before it) is
 * compared in replay_steps.c.
 */
#include "replay.h"

#include <string.h>

#include "kernel/vmalloc.h"

/* A word: its form, the key it gives, and the value if the form has none. */
static const struct word {
	const char *form;
	enum key key;
	uint32_t value;
} words[] = {
	{ "size=%u", KEY_SIZE, 0 },
	{ "align=%u", KEY_ALIGN, 0 },
	{ "flags=alloc", KEY_FLAGS, VM_ALLOC },
	{ "flags=map", KEY_FLAGS, VM_MAP },
	{ "flags=user", KEY_FLAGS, VM_ALLOC | VM_USERMAP },
	{ "range=module", KEY_MODULE, true },
	{ "caller=%s+%x/%x", KEY_CALLER, 0 },
	{ "phys=%x", KEY_PHYS, 0 },
	{ "%x", KEY_ADDR, 0 },
	{ "order=%u", KEY_ORDER, 0 },
	{ "mt=unmovable", KEY_TYPE, MIGRATE_UNMOVABLE },
	{ "mt=reclaimable", KEY_TYPE, MIGRATE_RECLAIMABLE },
	{ "mt=movable", KEY_TYPE, MIGRATE_MOVABLE },
	{ "pfn=%u", KEY_PFN, 0 },
	{ "cold=%b", KEY_COLD, 0 },
	{ "min=%u", KEY_MIN, 0 },
	{ "pages=%u", KEY_PAGES, 0 },
	{ "cpu=%u", KEY_CPU, 0 },
	{ "id=%u", KEY_ID, 0 },
	{ NULL, 0, 0 },
};

/* ---- The `op` line ---- */

int op_line(struct trace *t, char *line)
{
	static const char *const forms[] = {
		"op alloc size=%u align=%u flags=%s",
		"op alloc size=%u align=%u flags=%s range=module",
		"op alloc size=%u align=%u flags=%s caller=%s",
		"op alloc size=%u align=%u flags=%s range=module caller=%s",
		"op ioremap size=%u",
		"op ioremap size=%u phys=%x",
		"op area size=%u align=%u",
		"op free id=%u",
		"op purge",
		"op work",
		NULL,
	};
	uint32_t value[MAX_VALUES];
	const char *const *form = forms;

	while (*form && !match(line, *form, value))
		form++;
	if (!*form)
		return refuse(t, "cannot read \"%.64s\"", line);
	t->op = line + strlen("op ");
	t->pending_steps++;
	return 0;
}

/* The operation after an `op` line: the same words, and the id. */
static int check_op(struct trace *t, const char *operation)
{
	uint32_t value[MAX_VALUES];
	size_t length = t->op ? strlen(t->op) : 0;
	const char *rest = operation + length;

	if (t->op && (strncmp(t->op, operation, length) ||
		      (!match(rest, "", value) && !match(rest, " %x", value) &&
		       !match(rest, " id=%u", value) &&
		       !match(rest, " caller=%s id=%u", value))))
		return refuse(t, "the `op` line before says \"%.64s\"", t->op);
	t->op = NULL;
	t->pending_steps = 0;
	return 0;
}

/* ---- Operations ---- */

static int read_word(struct trace *t, const char *text, struct request *r,
		     uint32_t *given)
{
	uint32_t value[MAX_VALUES];
	const struct word *word = words;

	value[0] = 0;
	while (word->form && !match(text, word->form, value))
		word++;
	if (!word->form)
		return refuse(t, "cannot read \"%.64s\"", text);
	if (*given & 1u << word->key)
		return refuse(t, "\"%.64s\" says again what was said", text);
	*given |= 1u << word->key;
	r->value[word->key] = word->value ? word->value : value[0];
	if (word->key == KEY_CALLER)
		r->caller = text + strlen("caller=");
	return 0;
}

static int read_request(struct trace *t, char *line, const struct operation *op,
			struct request *r)
{
	const char *name = next_word(&line), *word;
	uint32_t given = 0;

	*r = (struct request){ 0 };
	while ((word = next_word(&line)))
		if (read_word(t, word, r, &given))
			return -1;
	if (given & ~(op->needs | op->allows))
		return refuse(t, "a word that does not belong to %s", name);
	if (op->needs & ~given)
		return refuse(t, "a word that %s needs is missing", name);
	return 0;
}

/* The entry of the operation's id; ids are never used for two things. */
static int find_id(struct trace *t, const struct operation *op, uint32_t nr,
		   struct id **id)
{
	*id = op->use == ID_NONE ? NULL : ids_find(&t->ids, nr);
	if (op->use == ID_TAKE) {
		if (*id)
			return refuse(t, "id=%u was used in line %zu", nr,
				      (*id)->line);
		*id = ids_add(&t->ids, nr);
		(*id)->line = t->at + 1;
	}
	if (op->use == ID_GIVE) {
		if (!*id)
			return refuse(t, "id=%u was never taken", nr);
		if ((*id)->state == ID_FREED)
			return refuse(t, "id=%u was freed before", nr);
	}
	return 0;
}

int run_operation(struct trace *t, char *line, const struct operation *op)
{
	char *arrow = strstr(line, " -> ");
	bool stepped = t->stepped && t->dialect->steps;
	bool has_steps = t->nr_steps;
	struct request r;
	struct id *id;

	if (!arrow)
		return refuse(t, "an operation without a result");
	*arrow = '\0';
	if (stepped && op->use == ID_TAKE && !t->op)
		return refuse(t, "the steps of this have no `op` line");
	if (check_op(t, line) || read_request(t, line, op, &r) ||
	    find_id(t, op, r.value[KEY_ID], &id))
		return -1;
	t->operations++;
	t->answer[0] = '\0';
	if (op->use == ID_GIVE && id->state == ID_FAILED) {
		if (r.value[KEY_ADDR] || r.value[KEY_PFN])
			return refuse(t, "id=%u got nothing", id->id);
		if (has_steps)
			return refuse(t, "steps of what was not done");
		answer(t, "skip");
	} else {
		t->dialect->before(t);
		if (stepped)
			steps_begin(t);
		if (op->run(t, &r, id))
			return -1;
		if (stepped && steps_end(t))
			return -1;
		t->dialect->after(t);
	}
	return compare(t, arrow + strlen(" -> "), t->answer, op->results);
}
