/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_completion.c - what is offered for a line, by the command table alone.
 *
 * In the lines | is the cursor.
 */
/* First: cmocka's fail() is a macro and would take the session's for it. */
#include "session/line/completion.h"
#include "session/commands/command.h"
#include "session/session.h"

#include "sessions.h"

#include <sys/stat.h>

/* ---- A session with something of everything ---- */

static const char *const setup[] = {
	"vmalloc 40k caller=my_init+0x10/0x80", /* $1 */
	"ioremap 0xf1000000 1M",		/* $2 */
	"buf = vmalloc 4k",			/* $3 */
	"block = alloc_pages 2",		/* $4 */
	"kmalloc 100",				/* $5 */
	"insmod ubifs 64k",			/* $6 */
	"alloc_pages 0",			/* $7 */
	"vtop $1",				/* $8 */
	"vmalloc 0",				/* $9: NULL */
};

static int start_session(void **state)
{
	*state = open_session((struct session_options){ .board = NULL });
	for (size_t i = 0; i < ARRAY_SIZE(setup); i++)
		good(*state, setup[i]);
	return 0;
}

static void find(struct completion *c, const struct session *s,
		 const char *line)
{
	const char *cursor = strrchr(line, '|');

	completion_find(c, s, line, (size_t)(cursor - line));
}

static bool has(const struct completion *c, const char *text)
{
	for (size_t i = 0; i < c->nr; i++)
		if (!strcmp(c->candidate[i].text, text))
			return true;
	return false;
}

/* All candidates with a blank between them; = after an open one is its own. */
static void assert_offers(const struct session *s, const char *line,
			  const char *wanted)
{
	struct completion c;
	char got[1024] = "";

	find(&c, s, line);
	for (size_t i = 0; i < c.nr; i++)
		snprintf(got + strlen(got), sizeof(got) - strlen(got), "%s%s",
			 i ? " " : "", c.candidate[i].text);
	completion_free(&c);
	if (strcmp(got, wanted))
		fail_msg("%s: \"%s\", not \"%s\"", line, got, wanted);
}

static void assert_offer(const struct session *s, const char *line,
			 const char *text, bool wanted)
{
	struct completion c;
	bool got;

	find(&c, s, line);
	got = has(&c, text);
	completion_free(&c);
	if (got != wanted)
		fail_msg("%s: %s is%s offered", line, text, got ? "" : " not");
}

/* ---- Commands ---- */

static void commands_by_their_start(void **state)
{
	assert_offers(*state, "vmall|", "vmalloc vmalloc_32 vmalloc_user");
	assert_offers(*state, "  ioun|", "iounmap");
	assert_offers(*state, "x = ioun|", "iounmap");
	assert_offers(*state, "x=ioun|", "iounmap");
	assert_offers(*state, "help ioun|", "iounmap");
	assert_offers(*state, "frobnicate|", "");
	assert_offers(*state, "ioun| 4k", "iounmap");
}

static void every_command_for_nothing(void **state)
{
	for (const struct command_group *g = command_groups(); g->name; g++) {
		for (const struct command *c = g->commands; c->name; c++) {
			assert_offer(*state, "|", c->name, true);
			assert_offer(*state, "buf = |", c->name, true);
			assert_offer(*state, "help |", c->name, true);
		}
	}
}

static void the_rest_of_repeat_is_a_command(void **state)
{
	assert_offers(*state, "repeat 10 ioun|", "iounmap");
	assert_offers(*state, "repeat 10 vfree b|", "buf");
	assert_offers(*state, "repeat 10 ioremap 0x0 4k mtype=w|", "wc");
}

/* ---- Keywords ---- */

static void keywords_where_they_are_useful(void **state)
{
	assert_offers(*state, "vmalloc |", "");
	assert_offers(*state, "vmalloc c|", "caller=");
	assert_offers(*state, "vmalloc 4k |", "caller=");
	assert_offers(*state, "vmalloc 4k caller=a+0x0/0x4 |", "");
	assert_offers(*state, "__vmalloc 4k |",
		      "align= caller= gfp= node= prot=");
	assert_offers(*state, "__vmalloc 4k gfp=GFP_KERNEL p|", "prot=");
}

static void keywords_stay_open_for_their_value(void **state)
{
	struct completion c;

	find(&c, *state, "vmalloc 4k c|");
	assert_int_equal(c.nr, 1);
	assert_true(c.candidate[0].open);
	assert_int_equal(c.start, strlen("vmalloc 4k "));
	completion_free(&c);
	find(&c, *state, "vmallo|");
	assert_false(c.candidate[0].open);
	assert_int_equal(c.start, 0);
	completion_free(&c);
}

static void values_of_keywords(void **state)
{
	struct completion c;

	assert_offers(*state, "__vmalloc 4k prot=pg|",
		      "pgprot_noncached pgprot_writecombine");
	assert_offers(*state, "kmalloc 4k gfp=GFP_KERNEL|__GFP_Z|",
		      "__GFP_ZERO");
	assert_offers(*state, "ioremap 0x0 4k mtype=c|", "cached");
	assert_offers(*state, "alloc_pages 0 node=|", "0");
	assert_offers(*state, "vmalloc 4k caller=my_|", "my_init+0x");
	assert_offers(*state, "vmalloc 4k wrong=|", "");
	find(&c, *state, "kmalloc 4k gfp=GFP_KERNEL|__GFP_Z|");
	assert_int_equal(c.start, strlen("kmalloc 4k gfp=GFP_KERNEL|"));
	completion_free(&c);
}

/* ---- Addresses ---- */

static void only_areas_that_the_command_frees(void **state)
{
	assert_offers(*state, "vfree |", "$1 $3 0xd0800000 0xd080c000 buf");
	assert_offers(*state, "iounmap |", "$2 0xd0a00000");
	assert_offers(*state, "vunmap |", "");
	assert_offers(*state, "kfree |", "$5");
	assert_offers(*state, "free_pages |", "$4 $7 block");
	assert_offers(*state, "rmmod |", "ubifs");
}

static void freed_ones_are_gone(void **state)
{
	struct result r;

	session_execute(*state, "vfree $1", strlen("vfree $1"), &r);
	assert_int_equal(r.error, 0);
	assert_offers(*state, "vfree |", "$3 0xd080c000 buf");
}

static void addresses_names_and_symbols(void **state)
{
	assert_offers(*state, "vtop b|", "buf");
	assert_offers(*state, "vtop vmap_area_|",
		      "vmap_area_list vmap_area_root");
	assert_offers(*state, "x/8wx vmap_area_r|", "vmap_area_root");
	assert_offers(*state, "x/8|", "");
	assert_offers(*state, "vtop $|", "$1 $2 $3 $5 $6");
	assert_offers(*state, "vtop 0xd0a|", "0xd0a00000");
	assert_offers(*state, "vmap $4 |", "$4 $7 block caller=");
	assert_offers(*state, "ioremap 0xf100|", "0xf1000000");
}

static void the_last_part_of_an_expression(void **state)
{
	struct completion c;

	assert_offers(*state, "vtop 0x10+bu|", "buf");
	find(&c, *state, "vtop 0x10+bu|");
	assert_int_equal(c.start, strlen("vtop 0x10+"));
	completion_free(&c);
}

/* ---- Files ---- */

static void make_files(char *folder)
{
	static const char *const names[] = { "one.vms", "my file.vms",
					     ".hidden" };
	char path[128];
	FILE *file;

	assert_non_null(mkdtemp(folder));
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
		file = fopen(path, "w");
		assert_non_null(file);
		fclose(file);
	}
	snprintf(path, sizeof(path), "%s/sub", folder);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_equal(chdir(folder), 0);
}

static void remove_files(const char *folder)
{
	remove("one.vms");
	remove("my file.vms");
	remove(".hidden");
	remove("sub");
	assert_int_equal(chdir("/"), 0);
	assert_int_equal(rmdir(folder), 0);
}

static void files_in_quotes_if_need_be(void **state)
{
	char folder[] = "/tmp/completion-XXXXXX";
	char line[128];
	struct completion c;

	make_files(folder);
	assert_offers(*state, "source |", "\"my file.vms\" one.vms sub/");
	assert_offers(*state, "source o|", "one.vms");
	assert_offers(*state, "source .|", ".hidden");
	assert_offers(*state, "source \"my f|", "my file.vms\"");
	assert_offers(*state, "source missing/|", "");
	assert_offers(*state, "import s|", "sub/");
	snprintf(line, sizeof(line), "source %s/on|", folder);
	find(&c, *state, line);
	assert_int_equal(c.nr, 1);
	assert_int_equal(c.start, strlen("source "));
	completion_free(&c);
	remove_files(folder);
}

static void proc_and_boards(void **state)
{
	assert_offers(*state, "cat /proc/vm|", "/proc/vmallocinfo");
	assert_offers(*state, "cat vm|", "vmallocinfo");
	assert_offers(*state, "board marv|", "marvell");
}

static void parts_of_a_picture(void **state)
{
	struct session *s = *state;

	assert_offers(s, "export svg file ar|", "areas");
	assert_offers(s, "export svg file areas so|", "source");
	assert_offers(s, "export svg file s|", "screen source");
	good(s, "step vmalloc 4k");
	assert_offers(s, "export svg file st|", "steps");
	assert_offers(s, "export svg file steps |", "1-end");
	good(s, "leave");
	good(s, "undo");
}

/* ---- Lines that make no sense ---- */

static void nothing_where_nothing_is_known(void **state)
{
	assert_offers(*state, "# vmall|", "");
	assert_offers(*state, "vmalloc 4k # c|", "");
	assert_offers(*state, "vmalloc \"a|b\" c|", "caller=");
	assert_offers(*state, "frobnicate 4k |", "");
	assert_offers(*state, "quit |", "");
	assert_offers(*state, "= |", "");
	assert_offers(*state, "layout a b c |", "");
}

/* Any bytes at all: it comes back, and what it offers starts on the line. */
static void any_line_is_survived(void **state)
{
	static const char letters[] = "vmalloc_help $1=|\"\\#+ /xgfp\t0d";
	struct chance chance = new_chance();
	struct completion c;
	char line[40];

	for (int i = 0; i < 20000; i++) {
		size_t len = below(&chance, sizeof(line) - 1);

		for (size_t j = 0; j < len; j++)
			line[j] = letters[below(&chance, sizeof(letters) - 1)];
		line[len] = '\0';
		completion_find(&c, *state, line, len);
		assert_true(c.start <= len);
		completion_free(&c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		in_session(commands_by_their_start),
		in_session(every_command_for_nothing),
		in_session(the_rest_of_repeat_is_a_command),
		in_session(keywords_where_they_are_useful),
		in_session(keywords_stay_open_for_their_value),
		in_session(values_of_keywords),
		in_session(only_areas_that_the_command_frees),
		in_session(freed_ones_are_gone),
		in_session(addresses_names_and_symbols),
		in_session(the_last_part_of_an_expression),
		in_session(files_in_quotes_if_need_be),
		in_session(proc_and_boards),
		in_session(parts_of_a_picture),
		in_session(nothing_where_nothing_is_known),
		in_session(any_line_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
