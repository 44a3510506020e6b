/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prediction.c - judging an answer, and the step that decides.
 */
#include "session/prediction/prediction.h"

#include <errno.h>
#include <string.h>

#include "session/line/expression.h"
#include "session/prediction/forgotten_rules.h"
#include "session/session.h"
#include "translate.h"

/* ---- The answer ---- */

/* A number may stand for anything; 0 is NULL. */
static bool is_null(struct value value)
{
	return value_is_null(value) || !value.bits;
}

static bool is_same(struct value a, struct value b)
{
	return is_null(a) || is_null(b) ? is_null(a) == is_null(b)
					: a.bits == b.bits;
}

/* It is printed as what was asked for. */
static void take_type(struct prediction *p)
{
	if (!p->given)
		return;
	if (is_null(p->answer) && !p->variable)
		p->answer.type = VALUE_NULL;
	else if (!value_is_null(p->right))
		p->answer.type = p->right.type;
	else if (p->answer.type == VALUE_NUMBER)
		p->answer.type = VALUE_ADDR;
}

/* ---- The step that decides ---- */

static uint32_t addr_at(const struct step_record *r, uint32_t i)
{
	const struct record_var *addr;
	struct record_step step;

	record_step(r, i, &step);
	addr = record_var(&step, "addr");
	return addr ? addr->value : 0;
}

/* Where the reason of a NULL was given: the last step of that function; one
 * that has none speaks of what the last step found. */
static uint32_t step_of_failure(const struct session *s,
				const struct step_record *r)
{
	const struct step_point *why = s->k->why.point;
	uint32_t i = record_steps(r);

	while (why && i--)
		if (record_event(r, i) == STEP_OVERFLOW ||
		    !strcmp(record_point(r, i)->function, why->function))
			return i;
	return record_steps(r) - 1;
}

/* After a purge it begins again. */
static uint32_t last_search(const struct step_record *r)
{
	uint32_t i = record_steps(r);

	while (i && record_event(r, i - 1) != STEP_OVERFLOW)
		i--;
	return i;
}

/*
 * The search tries rising addresses: what decides against an answer is the last
 * try at or below it that ran into an area, else where the hole was found. It
 * decides also where a search starts above it.
 */
static uint32_t step_against(const struct step_record *r, uint32_t answer)
{
	uint32_t decides = 0;
	bool found = false;

	for (uint32_t i = last_search(r); i < record_steps(r); i++) {
		enum step_event event = record_event(r, i);
		uint32_t addr;

		if (event != STEP_START && event != STEP_TEST &&
		    event != STEP_FOUND)
			continue;
		addr = addr_at(r, i);
		if (event == STEP_START && answer < addr)
			return i;
		if (event == STEP_TEST && addr <= answer) {
			decides = i;
			found = true;
		}
		if (event == STEP_FOUND)
			return found && addr > answer ? decides : i;
	}
	return decides;
}

/* Where a slot, an entry of fixmap, a run of a block is settled. */
static bool settles(const struct step_record *r, uint32_t i)
{
	static const char *const ids[] = { "lowmem",	    "kmap_high",
					   "try_slot",	    "atomic_lowmem",
					   "kmap_high_get", "set_fixmap",
					   "find_region" };

	for (unsigned int n = 0; n < sizeof(ids) / sizeof(ids[0]); n++)
		if (!strcmp(record_point(r, i)->id, ids[n]))
			return true;
	return false;
}

static bool tells(const struct step_record *r, uint32_t i, uint32_t value)
{
	struct record_step step;

	record_step(r, i, &step);
	for (unsigned int n = 0; n < step.nr_vars; n++)
		if (step.var[n].value == value)
			return true;
	return false;
}

/* Else where an address is told first; of a call that takes pages, where it
 * takes them. */
static uint32_t step_that_settles(const struct step_record *r,
				  struct value right)
{
	uint32_t i = record_steps(r);

	while (i--)
		if (settles(r, i))
			return i;
	for (i = 0; right.type == VALUE_ADDR && i < record_steps(r); i++)
		if (tells(r, i, right.bits))
			return i;
	for (i = 0; i < record_steps(r); i++)
		if (record_event(r, i) == STEP_PAGES_TAKEN)
			return i;
	return 0;
}

static uint32_t step_that_decides(const struct session *s,
				  const struct prediction *p,
				  const struct step_record *r, bool area)
{
	if (value_is_null(p->right))
		return step_of_failure(s, r);
	if (!area)
		return step_that_settles(r, p->right);
	return step_against(r, p->given && !is_null(p->answer) ? p->answer.bits
							       : UINT32_MAX);
}

/* ---- The judge ---- */

/*
 * Rules explain only a search that has the same result on paper. A call that
 * fails although there is a hole has come to another limit.
 */
static bool paper_agrees(const struct prediction *p,
			 const struct paper_sheet *paper,
			 struct paper_search *search, uint32_t offset)
{
	uint64_t addr;
	bool fits = paper_find(paper, search, &addr);

	if (!value_is_null(p->right))
		return fits && addr + offset == p->right.bits;
	if (fits)
		search->most = 0;
	return true;
}

static const char *asked_for(struct value right)
{
	switch (right.type) {
	case VALUE_PFN:
		return "pfn";
	case VALUE_PHYS:
		return "physical";
	case VALUE_NUMBER:
	case VALUE_COUNT:
	case VALUE_INT:
		return "number";
	default:
		return "address";
	}
}

static void say_why(struct session *s, struct prediction *p,
		    const struct step_record *r)
{
	struct inspector in = session_inspector(s);
	FILE *to = fmemopen(p->why, sizeof(p->why) - 1, "w");
	struct record_step step;

	if (!to)
		return;
	record_step(r, p->decides, &step);
	record_print_why(&step, &in, to);
	fclose(to);
}

static int explain(struct session *s, struct prediction *p,
		   const struct paper_sheet *paper,
		   struct paper_mappings *mappings, const struct step_record *r,
		   struct paper_search *search)
{
	/* ioremap gives the address of a register, in the first page. */
	uint32_t offset =
		p->right.type == VALUE_ADDR ? p->right.bits & ~PAGE_MASK : 0;
	uint32_t answer = is_null(p->answer) ? 0 : p->answer.bits;
	int error = 0;

	if (search && paper_agrees(p, paper, search, offset))
		error = forgotten_rules(s, paper, search,
					answer ? answer - offset : 0,
					&p->forgot);
	p->forgot |= forgotten_mapping(
		mapping_rules(s->k, mappings, r, paper, answer));
	return error;
}

int prediction_judge(struct session *s, struct prediction *p,
		     struct value right, const struct paper_sheet *paper,
		     struct paper_mappings *mappings,
		     const struct step_record *r, uint32_t bytes)
{
	struct paper_search search;
	bool area;
	int error;

	p->right = right;
	strcpy(p->asked, asked_for(right));
	take_type(p);
	p->ok = p->given && is_same(p->answer, right);
	if (p->ok || !record_steps(r))
		return 0;
	/* Without a history there are no steps to go to. */
	if (s->k->m->journal.capacity)
		p->moment = s->log.at + 1;
	p->serial = s->log.serials + 1;
	area = paper_search_of(s, r, bytes, &search);
	p->decides = step_that_decides(s, p, r, area);
	error = p->given ? explain(s, p, paper, mappings, r,
				   area ? &search : NULL)
			 : 0;
	/* NULL has its reason, which is told with it. */
	if (!error && !p->forgot && !value_is_null(right))
		say_why(s, p, r);
	return error;
}

/* What a variable of this kind is as a value. */
static enum value_type type_of(const struct record_var *var)
{
	switch (var->kind) {
	case STEP_NUMBER:
		return VALUE_INT;
	case STEP_COUNT:
	case STEP_PAGES:
	case STEP_ORDER:
		return VALUE_COUNT;
	case STEP_PHYS:
		return VALUE_PHYS;
	case STEP_PFN:
		return VALUE_PFN;
	case STEP_ADDR:
		return VALUE_ADDR;
	default:
		if (step_is_object(var->kind))
			return var->value ? VALUE_ADDR : VALUE_NULL;
		return VALUE_NUMBER;
	}
}

void prediction_judge_variable(struct prediction *p,
			       const struct record_var *right)
{
	snprintf(p->asked, sizeof(p->asked), "%s", right->name);
	p->variable = true;
	p->right = (struct value){ type_of(right), right->value };
	take_type(p);
	p->ok = p->given && p->answer.bits == right->value;
}

void prediction_print(const struct prediction *p, FILE *to)
{
	struct value_text answer = value_text(p->answer);
	struct value_text right = value_text(p->right);

	if (p->variable)
		fprintf(to,
			!p->given ? _("%s is %s\n")
			: p->ok	  ? _("right: %s is %s\n")
				  : _("wrong: %s is %s, not %s\n"),
			p->asked, right.text, answer.text);
	else
		fprintf(to,
			!p->given ? _("it is %s\n")
			: p->ok	  ? _("right: it is %s\n")
				  : _("wrong: it is %s, not %s\n"),
			right.text, answer.text);
	if (p->ok || p->variable)
		return;
	forgotten_print(p->forgot, to);
	if (*p->why)
		fprintf(to, _("what decides: %s\n"), p->why);
	if (p->moment)
		fprintf(to, _("`step %u` shows the line that decides\n"),
			p->moment);
}

bool prediction_stands(const struct session *s, uint32_t n)
{
	const struct prediction *p = &s->prediction;

	return p->serial && !p->ok && !p->variable && p->moment == n &&
	       n <= s->log.nr && command_log_serial(&s->log, n) == p->serial;
}
