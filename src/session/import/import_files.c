/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * import_files.c - reading the files of an import, and what each of them is.
 */
#include "session/import/import_files.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "inspect/numbers.h"
#include "session/files/data_folder.h"
#include "session/files/text_lines.h"
#include "session/import/board_file.h"
#include "session/import/posted_text.h"
#include "session/import/vmallocinfo_listing.h"
#include "translate.h"

/* One of them. */
struct read_file {
	const char *name;
	char *text;
	size_t size;
	bool areas, lists, beside;
};

static int refuse(struct imported_file *in, int error, const char *file,
		  const char *problem)
{
	snprintf(in->why, sizeof(in->why), "%s: %s", shown(file).text, problem);
	return error;
}

/* One of that name, else the one that vmscope comes with. */
static int read_text(struct imported_file *in, struct read_file *f,
		     enum input_kind kind)
{
	int error = lines_all(f->name, kind, &f->text, &f->size);
	char *ours = error == -ENOENT && !strchr(f->name, '/')
			     ? data_path(f->name)
			     : NULL;

	if (ours)
		error = lines_all(ours, INPUT_FILE, &f->text, &f->size);
	free(ours);
	return error ? refuse(in, error, f->name, input_problem(-error)) : 0;
}

/* ---- What a text is ---- */

/* A log that says how much RAM there is; the first one counts. */
static bool take_log(struct beside_listing *b, const struct read_file *f)
{
	char why[256];

	if (b->has_log || board_from_log(f->name, f->text, f->size, &b->log,
					 why, sizeof(why)))
		return false;
	b->has_log = true;
	return true;
}

static int look_at(struct imported_file *in, struct read_file *f)
{
	const char *problem = posted_text_problem(f->text, f->size);
	struct machine_facts facts = { .nr_banks = 0 };
	int error;

	if (problem)
		return refuse(in, -EINVAL, f->name, _(problem));
	error = memory_report_read(&in->report, f->name, f->text, f->size,
				   in->why, sizeof(in->why));
	if (error && error != -ENOENT)
		return error;
	f->lists = !error;
	f->areas = vmallocinfo_has_areas(f->text, f->size);
	machine_facts_read(&facts, f->text, f->size);
	f->beside = facts.iomem || facts.meminfo;
	machine_facts_read(&in->beside.facts, f->text, f->size);
	f->beside |= take_log(&in->beside, f);
	return 0;
}

int imported_text(struct imported_file *in)
{
	struct read_file f = { .name = in->file, .size = in->size };
	int error;

	f.text = (char *)(uintptr_t)in->text;
	error = look_at(in, &f);
	in->lists = f.lists;
	in->areas = f.areas || !f.lists;
	return error;
}

/* ---- All of them ---- */

/* The areas first, so that their lines have the numbers of their file. */
static int join(struct imported_file *in, const struct read_file *f, size_t nr)
{
	size_t used = 0, size = 1;

	for (size_t i = 0; i < nr; i++)
		size += f[i].areas || f[i].lists ? f[i].size + 1 : 0;
	in->own = malloc(size);
	if (!in->own)
		return -ENOMEM;
	for (int lists = 0; lists <= 1; lists++)
		for (size_t i = 0; i < nr; i++) {
			if (lists ? f[i].areas || !f[i].lists : !f[i].areas)
				continue;
			in->file = in->file ? in->file : f[i].name;
			memcpy(in->own + used, f[i].text, f[i].size);
			used += f[i].size;
			if (used && in->own[used - 1] != '\n' && nr > 1)
				in->own[used++] = '\n';
		}
	in->text = in->own;
	in->size = used;
	return 0;
}

static int tell_apart(struct imported_file *in, struct read_file *f, size_t nr)
{
	const struct read_file *listing = NULL;

	for (size_t i = 0; i < nr; i++) {
		int error = look_at(in, &f[i]);

		if (error)
			return error;
		/* Alone it is taken for a listing, whose reader says why not. */
		if (nr == 1)
			f[i].areas |= !f[i].lists;
		if (!f[i].areas && !f[i].lists && !f[i].beside)
			return refuse(in, -EINVAL, f[i].name,
				      _("neither a listing nor iomem, meminfo, "
					"a boot log or a report of free "
					"memory"));
		if (f[i].areas && listing)
			return refuse(in, -EINVAL, f[i].name,
				      _("there is a listing of areas "
					"already; one machine has one"));
		if (f[i].areas)
			listing = &f[i];
	}
	return 0;
}

int imported_files(struct imported_file *in, const char *const *file, size_t nr,
		   enum input_kind kind)
{
	struct read_file *f = calloc(nr, sizeof(*f));
	int error = f ? 0 : -ENOMEM;

	for (size_t i = 0; !error && i < nr; i++) {
		f[i].name = file[i];
		error = read_text(in, &f[i], kind);
	}
	if (!error)
		error = tell_apart(in, f, nr);
	if (!error)
		error = join(in, f, nr);
	if (!error && !in->file)
		error = refuse(in, -EINVAL, file[0],
			       _("it contains no areas, and no free lists"));
	if (!error) {
		/* Of all lists together. */
		in->lists =
			!memory_report_read(&in->report, in->file, in->text,
					    in->size, in->why, sizeof(in->why));
		for (size_t i = 0; i < nr; i++)
			in->areas |= f[i].areas;
	}
	for (size_t i = 0; f && i < nr; i++)
		free(f[i].text);
	free(f);
	if (error == -ENOMEM)
		snprintf(in->why, sizeof(in->why), "%s", _("out of memory"));
	return error;
}

void imported_free(struct imported_file *in)
{
	free(in->own);
	in->own = NULL;
}

/* ---- What told of the board, and what did not ---- */

static void add(char *text, size_t size, bool is, const char *what)
{
	size_t len = strlen(text);

	if (is)
		snprintf(text + len, size - len, "%s%s", len ? ", " : "",
			 _(what));
}

void imported_sources(const struct imported_file *in, char *text, size_t size)
{
	const struct machine_facts *f = &in->beside.facts;

	*text = '\0';
	add(text, size, in->areas, N_("the listing"));
	add(text, size, in->beside.has_log, N_("the boot log"));
	add(text, size, f->iomem && !f->hidden, "iomem");
	add(text, size, f->meminfo, "meminfo");
}

void imported_assumed(const struct imported_file *in, char *text, size_t size)
{
	const struct machine_facts *f = &in->beside.facts;
	bool log = in->beside.has_log, told = machine_facts_told(f);

	*text = '\0';
	add(text, size, !log && !f->nr_banks && !f->ram,
	    N_("where RAM starts and how much there is"));
	add(text, size, !log && !f->nr_banks && f->ram,
	    N_("where RAM starts, and its size rounded up"));
	add(text, size, told && !log && !f->vmalloc, N_("VMALLOC_END"));
	add(text, size, !*text, N_("nothing at all"));
}
