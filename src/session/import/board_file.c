/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * board_file.c - board files, one table row a key.
 */
#include "session/import/board_file.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/abi.h"
#include "kernel/arm.h"
#include "kernel/boot.h"
#include "text/clean_text.h"
#include "session/files/data_folder.h"
#include "session/files/text_lines.h"
#include "session/import/boot_log.h"
#include "session/line/parse.h"
#include "text/error_text.h"
#include "translate.h"

enum { BOARD_LINE = 1280 };

struct board_field;

/* A board file that is being read. */
struct board_reader {
	struct board *board;
	const char *file;
	unsigned long line;	    /* 0: it is about the file as a whole */
	uint32_t seen;		    /* one bit a row of fields[] */
	char value[BOARD_LINE + 1]; /* of this line, as written */
	char *why;
	size_t size; /* bytes at why */
};

/* What a key sets, and what is right for it. */
struct board_field {
	const char *key;
	int (*parse)(struct board_reader *r, const struct board_field *f,
		     char *text);
	size_t offset;	     /* in struct board */
	uint32_t min, max;   /* of a number; of a text: max bytes with NUL */
	uint32_t step;	     /* a number is a multiple of it */
	const char *example; /* the value as it could be */
	bool required, repeats;
};

static int wrong(struct board_reader *r, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static int wrong(struct board_reader *r, const char *format, ...)
{
	va_list args;
	int n;

	n = r->line ? snprintf(r->why, r->size, "%s:%lu: ", r->file, r->line)
		    : snprintf(r->why, r->size, _("%s: "), r->file);
	if (n >= 0 && (size_t)n < r->size) {
		va_start(args, format);
		vsnprintf(r->why + n, r->size - (size_t)n, _(format), args);
		va_end(args);
	}
	return -EINVAL;
}

static int wrong_value(struct board_reader *r, const struct board_field *f)
{
	return wrong(
		r, "%s is not a valid value for %s; write for example: %s = %s",
		shown(r->value).text, f->key, f->key, f->example);
}

/* ---- Values ---- */

static void *member(struct board_reader *r, const struct board_field *f)
{
	return (char *)r->board + f->offset;
}

static int parse_text(struct board_reader *r, const struct board_field *f,
		      char *text)
{
	if (strlen(text) >= f->max)
		return wrong(r, "%s has %zu bytes; at most %u are allowed",
			     f->key, strlen(text), f->max - 1);
	strcpy(member(r, f), text);
	return 0;
}

/* In a board eight bare digits are an address in hex, as in /proc/iomem. */
static int parse_location(const char *text, uint32_t *address)
{
	enum { DIGITS = 8 };

	if (strlen(text) != DIGITS ||
	    strspn(text, "0123456789abcdefABCDEF") != DIGITS)
		return parse_address(text, address);
	*address = (uint32_t)strtoul(text, NULL, 16);
	return 0;
}

static int set_number(struct board_reader *r, const struct board_field *f,
		      uint32_t value)
{
	const char *range =
		f->max <= MAX_CPUS ? N_("%s must be from %u to %u; for example "
					"%s = %s")
				   : N_("%s must be from 0x%x to 0x%x; for "
					"example %s = %s");

	if (value < f->min || value > f->max)
		return wrong(r, range, f->key, f->min, f->max, f->key,
			     f->example);
	if (value % f->step)
		return wrong(r,
			     "%s must be a multiple of 0x%x; for example "
			     "%s = %s",
			     f->key, f->step, f->key, f->example);
	*(uint32_t *)member(r, f) = value;
	return 0;
}

static int parse_quantity(struct board_reader *r, const struct board_field *f,
			  char *text)
{
	uint32_t value;

	return parse_size(text, &value) ? wrong_value(r, f)
					: set_number(r, f, value);
}

static int parse_where(struct board_reader *r, const struct board_field *f,
		       char *text)
{
	uint32_t value;

	return parse_location(text, &value) ? wrong_value(r, f)
					    : set_number(r, f, value);
}

static int parse_yes_no(struct board_reader *r, const struct board_field *f,
			char *text)
{
	bool yes = !strcmp(text, "yes");

	if (!yes && strcmp(text, "no"))
		return wrong_value(r, f);
	*(bool *)member(r, f) = yes;
	return 0;
}

/* The next word of @text, which moves on after it; "" at the end. */
static char *next_word(char **text)
{
	char *word = *text + strspn(*text, " \t");

	*text = word + strcspn(word, " \t");
	if (**text)
		*(*text)++ = '\0';
	return word;
}

static int add_bank(struct board_reader *r, uint64_t size, paddr_t start,
		    unsigned int node)
{
	struct board *b = r->board;
	uint64_t free_from = 0;

	if (b->nr_banks)
		free_from = b->bank[b->nr_banks - 1].start +
			    b->bank[b->nr_banks - 1].size;
	if (b->nr_banks == MAX_BANKS)
		return wrong(r, "more than %d banks of RAM", MAX_BANKS);
	if (!size || size % PAGE_SIZE || start % PAGE_SIZE)
		return wrong(r, "size and start of RAM must be multiples of "
				"4 KB");
	if (size > (UINT64_C(1) << 32) - start)
		return wrong(r, "the RAM ends above 4 GB");
	if (start < free_from)
		return wrong(r, "the RAM starts below the end of the previous "
				"bank; list banks in ascending order");
	b->bank[b->nr_banks] = (struct bank){ start, size };
	b->bank_node[b->nr_banks++] = node;
	return 0;
}

/* SIZE @ START [node N] */
static int parse_ram(struct board_reader *r, const struct board_field *f,
		     char *text)
{
	const char *size_word = next_word(&text), *at = next_word(&text);
	const char *start_word = next_word(&text);
	const char *node_word = next_word(&text), *number = next_word(&text);
	uint64_t size, node = 0;
	paddr_t start;

	if (parse_bytes(size_word, &size) || strcmp(at, "@") ||
	    parse_location(start_word, &start) || *next_word(&text))
		return wrong_value(r, f);
	if (*node_word && (strcmp(node_word, "node") ||
			   parse_number(number, &node) || node >= MAX_NUMNODES))
		return wrong_value(r, f);
	return add_bank(r, size, start, (unsigned int)node);
}

/* START-LAST NAME */
static int parse_device(struct board_reader *r, const struct board_field *f,
			char *text)
{
	struct board *b = r->board;
	struct device *d = &b->device[b->nr_devices];
	char *range = next_word(&text), *last = strchr(range, '-');
	const char *name = text + strspn(text, " \t");

	if (b->nr_devices == MAX_DEVICES)
		return wrong(r, "more than %d devices", MAX_DEVICES);
	if (last)
		*last++ = '\0';
	if (!last || parse_location(range, &d->start) ||
	    parse_location(last, &d->end) || d->end < d->start || !*name ||
	    strlen(name) >= sizeof(d->name))
		return wrong_value(r, f);
	strcpy(d->name, name);
	b->nr_devices++;
	return 0;
}

/* The name of a kernel, by its number for the member. */
static int parse_kernel(struct board_reader *r, const struct board_field *f,
			char *text, const char *(*name)(unsigned int i))
{
	for (unsigned int i = 0; name(i); i++)
		if (!strcmp(text, name(i))) {
			*(unsigned int *)member(r, f) = i;
			return 0;
		}
	return wrong_value(r, f);
}

static int parse_map(struct board_reader *r, const struct board_field *f,
		     char *text)
{
	return parse_kernel(r, f, text, map_name);
}

static int parse_allocator(struct board_reader *r, const struct board_field *f,
			   char *text)
{
	return parse_kernel(r, f, text, allocator_name);
}

/* VIRT PHYS SIZE */
static int parse_iotable(struct board_reader *r, const struct board_field *f,
			 char *text)
{
	struct board *b = r->board;
	struct iotable *io = &b->iotable[b->nr_iotables];
	const char *virt = next_word(&text), *phys = next_word(&text);
	const char *size = next_word(&text);

	if (b->nr_iotables == MAX_IOTABLES)
		return wrong(r, "more than %d static mappings", MAX_IOTABLES);
	if (parse_location(virt, &io->virt) ||
	    parse_location(phys, &io->phys) || parse_size(size, &io->size) ||
	    *next_word(&text))
		return wrong_value(r, f);
	if (!io->size || (io->virt | io->phys | io->size) % PAGE_SIZE)
		return wrong(r,
			     "a static mapping is made of whole pages; for "
			     "example %s = %s",
			     f->key, f->example);
	b->nr_iotables++;
	return 0;
}

/* ---- Keys ---- */

#define MEMBER(name) offsetof(struct board, name)
#define MEMBER_SIZE(name) sizeof(((struct board *)0)->name)

static const struct board_field fields[] = {
	{ "title", parse_text, MEMBER(title), 0, MEMBER_SIZE(title), 0,
	  "Marvell Feroceon board, 256 MB", false, false },
	{ "source", parse_text, MEMBER(source), 0, MEMBER_SIZE(source), 0,
	  "where the numbers come from", false, false },
	{ "phys_offset", parse_where, MEMBER(phys_offset), 0, 0xf0000000,
	  SECTION_SIZE, "0x00000000", true, false },
	{ "page_offset", parse_where, MEMBER(page_offset), VMSPLIT_1G,
	  VMSPLIT_3G, VMSPLIT_1G, "0x80000000", false, false },
	{ "ram", parse_ram, 0, 0, 0, 0, "256M @ 0x00000000 node 0", true,
	  true },
	{ "vmalloc_end", parse_where, MEMBER(vmalloc_end), VMSPLIT_1G,
	  CONSISTENT_BASE, PGDIR_SIZE, "0xf0000000", true, false },
	{ "map_of", parse_map, MEMBER(map), 0, 0, 0, "3.18", false, false },
	{ "allocator", parse_allocator, MEMBER(allocator), 0, 0, 0, "2.6.39",
	  false, false },
	{ "dma_size", parse_quantity, MEMBER(dma_size), PGDIR_SIZE, 128 << 20,
	  PGDIR_SIZE, "8M", false, false },
	{ "cmdline", parse_text, MEMBER(cmdline), 0, MEMBER_SIZE(cmdline), 0,
	  "mem=128M vmalloc=256M", false, false },
	{ "cpu", parse_text, MEMBER(cpu), 0, MEMBER_SIZE(cpu), 0,
	  "ARM926EJ-S [41069265] revision 5 (ARMv5TEJ), cr=00093177", false,
	  false },
	{ "cpus", parse_quantity, MEMBER(cpus), 1, MAX_CPUS, 1, "1", false,
	  false },
	{ "highmem", parse_yes_no, MEMBER(highmem), 0, 0, 0, "yes", false,
	  false },
	{ "debug_highmem", parse_yes_no, MEMBER(debug_highmem), 0, 0, 0, "no",
	  false, false },
	{ "init", parse_quantity, MEMBER(init_size), 4096, 64 << 20, 1, "132K",
	  false, false },
	{ "text", parse_quantity, MEMBER(text_size), 4096, 64 << 20, 1, "3400K",
	  false, false },
	{ "data", parse_quantity, MEMBER(data_size), THREAD_SIZE, 64 << 20, 1,
	  "285K", false, false },
	{ "image_end", parse_quantity, MEMBER(image_end), TEXT_OFFSET, 64 << 20,
	  4, "0x4b0000", false, false },
	{ "device", parse_device, 0, 0, 0, 0,
	  "f1000000-f10fffff internal registers", false, true },
	{ "iotable", parse_iotable, 0, 0, 0, 0, "0xf1000000 0x10000000 4K",
	  false, true },
};

enum { NR_FIELDS = sizeof(fields) / sizeof(fields[0]) };

bool board_key(int i, struct board_key *key)
{
	const struct board_field *f = &fields[i];

	if (i >= NR_FIELDS)
		return false;
	*key = (struct board_key){ f->key, f->example, f->required,
				   f->repeats };
	return true;
}

static const struct board_field *find_field(const char *key)
{
	for (int i = 0; i < NR_FIELDS; i++)
		if (!strcmp(fields[i].key, key))
			return &fields[i];
	return NULL;
}

static const char *nearest_key(const char *key)
{
	const char *best = fields[0].key;

	for (int i = 1; i < NR_FIELDS; i++)
		if (edit_distance(key, fields[i].key) <
		    edit_distance(key, best))
			best = fields[i].key;
	return best;
}

static int set_field(struct board_reader *r, const char *key, char *value)
{
	const struct board_field *f = find_field(key);
	uint32_t bit;

	if (!f)
		return wrong(r, "there is no key %s; did you mean %s?",
			     shown(key).text, nearest_key(key));
	bit = 1u << (f - fields);
	if ((r->seen & bit) && !f->repeats)
		return wrong(r, "%s is given twice", key);
	r->seen |= bit;
	strcpy(r->value, value);
	return f->parse(r, f, value);
}

/* ---- Lines ---- */

/* Cut blanks off both ends. */
static char *strip(char *text)
{
	size_t len;

	while (is_blank(*text))
		text++;
	len = strlen(text);
	while (len && is_blank(text[len - 1]))
		len--;
	text[len] = '\0';
	return text;
}

/* Titles and names are shown as they are: nothing that a terminal obeys. */
static bool has_control(const char *text)
{
	for (; *text; text++)
		if (((unsigned char)*text < ' ' && *text != '\t') ||
		    *text == 0x7f)
			return true;
	return false;
}

static int read_board_line(struct board_reader *r, char *line)
{
	char *equals;

	line[strcspn(line, "#")] = '\0';
	line = strip(line);
	if (!*line)
		return 0;
	if (has_control(line))
		return wrong(r, "a control character: this is not a text file");
	equals = strchr(line, '=');
	if (!equals)
		return wrong(r, "%s is not of the form `key = value`",
			     shown(line).text);
	*equals = '\0';
	return set_field(r, strip(line), strip(equals + 1));
}

static int check_complete(struct board_reader *r)
{
	r->line = 0;
	for (int i = 0; i < NR_FIELDS; i++)
		if (fields[i].required && !(r->seen & 1u << i))
			return wrong(r,
				     "there is no line for %s; write for "
				     "example: %s = %s",
				     fields[i].key, fields[i].key,
				     fields[i].example);
	return 0;
}

static int read_lines(struct board_reader *r, FILE *file)
{
	char line[BOARD_LINE + 1];
	size_t len;
	int error = 0;

	while (!error && text_lines_read(file, line, BOARD_LINE, &len)) {
		r->line++;
		if (len > BOARD_LINE)
			return wrong(r, "the line has more than %d bytes",
				     BOARD_LINE);
		if (memchr(line, '\0', len))
			return wrong(r, "a NUL byte: this is not a text file");
		line[len] = '\0';
		error = read_board_line(r, line);
	}
	if (!error && ferror(file)) {
		r->line = 0;
		return wrong(r, "%s", error_text(errno));
	}
	return error ? error : check_complete(r);
}

/* ---- Files ---- */

/* A board is called as its file is, without the folders. */
static void name_board(struct board *board, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;

	snprintf(board->name, sizeof(board->name), "%.*s",
		 (int)sizeof(board->name) - 1, name);
	clean_line(board->name);
}

/* What a file does not say is the marvell's, but for its RAM and devices. */
static struct board board_defaults(void)
{
	struct board b = *marvell_board();

	b.name[0] = b.title[0] = b.source[0] = '\0';
	b.nr_banks = b.nr_devices = 0;
	b.highmem = false;
	return b;
}

/* A board that was read: where it comes from is a part of it. */
static void finish(struct board *new, struct board *board)
{
	if (!*new->title)
		snprintf(new->title, sizeof(new->title), "%s", new->name);
	if (!*new->source)
		snprintf(new->source, sizeof(new->source), "%s", new->name);
	*board = *new;
}

int board_read(FILE *file, const char *name, struct board *board, char *why,
	       size_t size)
{
	struct board new = board_defaults();
	struct board_reader r = {
		.board = &new, .file = name, .why = why, .size = size
	};
	int error;

	name_board(&new, name);
	error = read_lines(&r, file);
	if (!error)
		finish(&new, board);
	return error;
}

/* What a boot log was taken for, in one line. */
static void tell_boot_log(const struct board *b, const char *assumed, char *why,
			  size_t size)
{
	uint64_t ram = 0;

	for (unsigned int i = 0; i < b->nr_banks; i++)
		ram += b->bank[i].size;
	if (*assumed)
		snprintf(why, size,
			 _("%s is a boot log: %" PRIu64
			   " MB of RAM at %08" PRIx32 ", VMALLOC_END %08" PRIx32
			   "; assumed: %s"),
			 b->name, ram >> 20, b->phys_offset, b->vmalloc_end,
			 assumed);
	else
		snprintf(why, size,
			 _("%s is a boot log: %" PRIu64
			   " MB of RAM at %08" PRIx32
			   ", VMALLOC_END %08" PRIx32),
			 b->name, ram >> 20, b->phys_offset, b->vmalloc_end);
}

int board_from_log(const char *path, const char *text, size_t len,
		   struct board *board, char *why, size_t size)
{
	struct board new = board_defaults();
	char assumed[96];
	int error = boot_log_read(text, len, &new, assumed, sizeof(assumed));

	if (error) {
		snprintf(why, size, _("%s: %s"), path,
			 error == -ENOMSG ? _("this boot log does not say how "
					      "much RAM there is")
					  : error_text(-error));
		return error;
	}
	name_board(&new, path);
	clean_line(new.title);
	clean_line(new.cpu);
	clean_line(new.cmdline);
	finish(&new, board);
	tell_boot_log(board, assumed, why, size);
	return 0;
}

static int read_board_file(const char *path, enum input_kind kind,
			   struct board *board, char *why, size_t size)
{
	char *text;
	size_t len;
	FILE *file;
	int error = lines_all(path, kind, &text, &len);

	if (error) {
		snprintf(why, size, _("%s: %s"), path, input_problem(-error));
		return error;
	}
	error = board_from_log(path, text, len, board, why, size);
	if (error == -ENOEXEC) {
		*why = '\0';
		file = fmemopen(text, len, "r");
		error = file ? board_read(file, path, board, why, size)
			     : -ENOMEM;
		if (file)
			fclose(file);
		else
			snprintf(why, size, _("out of memory"));
	}
	free(text);
	return error;
}

void board_write(const struct board *b, const char *prefix, FILE *to)
{
	fprintf(to, "%stitle = %s\n%ssource = %s\n", prefix, b->title, prefix,
		b->source);
	fprintf(to, "%sphys_offset = 0x%08x\n", prefix, b->phys_offset);
	if (b->page_offset != VMSPLIT_3G)
		fprintf(to, "%spage_offset = 0x%08x\n", prefix, b->page_offset);
	for (unsigned int i = 0; i < b->nr_banks; i++)
		fprintf(to, "%sram = 0x%" PRIx64 " @ 0x%08x node %u\n", prefix,
			b->bank[i].size, b->bank[i].start, b->bank_node[i]);
	fprintf(to, "%svmalloc_end = 0x%08x\n%scpus = %u\n%shighmem = %s\n",
		prefix, b->vmalloc_end, prefix, b->cpus, prefix,
		b->highmem ? "yes" : "no");
	if (b->debug_highmem)
		fprintf(to, "%sdebug_highmem = yes\n", prefix);
	fprintf(to, "%sinit = %u\n%stext = %u\n%sdata = %u\n", prefix,
		b->init_size, prefix, b->text_size, prefix, b->data_size);
	fprintf(to, "%simage_end = 0x%x\n", prefix, b->image_end);
	if (b->map)
		fprintf(to, "%smap_of = %s\n", prefix, map_name(b->map));
	if (b->dma_size)
		fprintf(to, "%sdma_size = 0x%x\n", prefix, b->dma_size);
	if (b->allocator)
		fprintf(to, "%sallocator = %s\n", prefix,
			allocator_name(b->allocator));
	if (*b->cmdline)
		fprintf(to, "%scmdline = %s\n", prefix, b->cmdline);
	if (*b->cpu)
		fprintf(to, "%scpu = %s\n", prefix, b->cpu);
	for (unsigned int i = 0; i < b->nr_devices; i++)
		fprintf(to, "%sdevice = 0x%08x-0x%08x %s\n", prefix,
			b->device[i].start, b->device[i].end,
			b->device[i].name);
	for (unsigned int i = 0; i < b->nr_iotables; i++)
		fprintf(to, "%siotable = 0x%08x 0x%08x 0x%x\n", prefix,
			b->iotable[i].virt, b->iotable[i].phys,
			b->iotable[i].size);
}

static char *board_path(const char *name)
{
	char *path, *in_data;

	if (strchr(name, '/'))
		return strdup(name);
	if (asprintf(&path, "boards/%s", name) < 0) {
		errno = ENOMEM;
		return NULL;
	}
	in_data = data_path(path);
	free(path);
	return in_data;
}

int board_load(const char *name, enum input_kind kind, struct board *board,
	       char *why, size_t size)
{
	char *path = *name ? board_path(name) : NULL;
	int error;

	if (!path && (!*name || errno == ENOENT)) {
		snprintf(why, size,
			 _("there is no board %s; `board` lists them, and the "
			   "name of a file needs a slash"),
			 shown(name).text);
		return -ENOENT;
	}
	if (!path) {
		snprintf(why, size, _("out of memory"));
		return -ENOMEM;
	}
	error = read_board_file(path, kind, board, why, size);
	free(path);
	return error;
}

/* Hidden files and an editor's backups are not boards. */
static int is_board_name(const struct dirent *entry)
{
	const char *name = entry->d_name;

	return name[0] != '.' && name[strlen(name) - 1] != '~';
}

static void list_board(FILE *to, const char *name, const char *current)
{
	char why[256];
	struct board board;
	const char *about = why;

	if (!board_load(name, INPUT_FILE, &board, why, sizeof(why)))
		about = board.title;
	fprintf(to, "%c %-12s %s\n", strcmp(name, current) ? ' ' : '*', name,
		about);
}

int board_list(FILE *to, const char *current)
{
	char *path = data_path("boards");
	struct dirent **entry;
	int nr;

	if (!path)
		return -errno;
	nr = scandir(path, &entry, is_board_name, alphasort);
	free(path);
	if (nr < 0)
		return -errno;
	for (int i = 0; i < nr; i++) {
		list_board(to, entry[i]->d_name, current);
		free(entry[i]);
	}
	free(entry);
	return 0;
}
