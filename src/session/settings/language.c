/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * language.c - which languages there are, and turning gettext to one.
 *
 * gettext looks for the catalogue of the locale that LC_MESSAGES has, and many
 * systems have no locale but C and C.UTF-8. It translates in C.UTF-8, too, but
 * newer glibc hears LANGUAGE no more there. So LC_MESSAGES is C.UTF-8 always,
 * and each language has a folder of its own with a catalogue for C.UTF-8: to
 * choose a language is to bind the domain to its folder.
 */
#include "session/settings/language.h"

#include <dirent.h>
#include <errno.h>
#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "session/files/data_folder.h"

static const char domain[] = "vmscope";

enum {
	MAX_LANGUAGES = 30,
	NAME_SIZE = 16, /* of zh_CN and the like, with its NUL */
};

/* Found once in a process: what is installed does not change under it. */
static char installed[MAX_LANGUAGES][NAME_SIZE];
static const char *words[LANGUAGES + MAX_LANGUAGES + 1];

static int is_language(const struct dirent *entry)
{
	return *entry->d_name != '.' && strlen(entry->d_name) < NAME_SIZE;
}

/* A folder without a catalogue is not a language. */
static bool has_catalogue(const char *folder, const char *name)
{
	char *path;
	bool there;

	if (asprintf(&path, "%s/%s/C.UTF-8/LC_MESSAGES/%s.mo", folder, name,
		     domain) < 0)
		return false;
	there = !access(path, R_OK);
	free(path);
	return there;
}

static void find_installed(void)
{
	char *folder = data_path("locale");
	struct dirent **entry;
	int nr = folder ? scandir(folder, &entry, is_language, alphasort) : -1;
	int found = 0;

	for (int i = 0; i < nr; i++) {
		if (found < MAX_LANGUAGES &&
		    has_catalogue(folder, entry[i]->d_name)) {
			strcpy(installed[found], entry[i]->d_name);
			words[LANGUAGES + found] = installed[found];
			found++;
		}
		free(entry[i]);
	}
	if (nr >= 0)
		free(entry);
	free(folder);
}

const char *const *language_words(void)
{
	if (!words[LANGUAGE_AUTO]) {
		words[LANGUAGE_AUTO] = "auto";
		words[LANGUAGE_ENGLISH] = "en";
		find_installed();
	}
	return words;
}

/* @word is the language of @name, or both are the same. */
static bool names(const char *word, size_t len, const char *name)
{
	return !strncmp(word, name, len) && (!name[len] || name[len] == '_');
}

int language_find(const char *word)
{
	const char *const *all = language_words();

	for (int i = 0; all[i]; i++)
		if (names(word, strlen(word), all[i]))
			return i;
	return -ENOENT;
}

/* ---- What the environment says ---- */

/* The catalogue of a locale's name: zh_CN.UTF-8 takes zh_CN or zh. */
static int find_for_locale(const char *locale)
{
	char name[NAME_SIZE];
	size_t len = strcspn(locale, ".@");
	int found;

	if (len >= sizeof(name))
		return -ENOENT;
	memcpy(name, locale, len);
	name[len] = '\0';
	if (names("en", 2, name) || !strcmp(name, "C") ||
	    !strcmp(name, "POSIX"))
		return LANGUAGE_ENGLISH;
	found = len ? language_find(name) : -ENOENT;
	if (found >= 0)
		return found;
	name[strcspn(name, "_")] = '\0';
	found = *name ? language_find(name) : -ENOENT;
	/* Not a neighbour's: who reads zh_TW may not read zh_CN. */
	return found >= 0 && !strcmp(words[found], name) ? found : -ENOENT;
}

static const char *locale_name(void)
{
	static const char *const variables[] = { "LC_ALL", "LC_MESSAGES",
						 "LANG" };

	for (size_t i = 0; i < sizeof(variables) / sizeof(*variables); i++) {
		const char *value = getenv(variables[i]);

		if (value && *value)
			return value;
	}
	return "C";
}

/* As gettext: LANGUAGE goes first, unless the locale is plain C. */
static unsigned int ask_environment(void)
{
	const char *locale = locale_name();
	const char *list = getenv("LANGUAGE");
	int found = -ENOENT;

	if (!strcmp(locale, "C") || !strcmp(locale, "POSIX"))
		return LANGUAGE_ENGLISH;
	while (list && *list && found < 0) {
		char one[NAME_SIZE];
		size_t len = strcspn(list, ":");

		snprintf(one, sizeof(one), "%.*s", (int)len, list);
		found = find_for_locale(one);
		list += len + (list[len] == ':');
	}
	if (found < 0)
		found = find_for_locale(locale);
	return found < 0 ? LANGUAGE_ENGLISH : (unsigned int)found;
}

/* Once: a catalogue in use takes LANGUAGE out of the environment. */
static unsigned int from_environment(void)
{
	static unsigned int answer = LANGUAGE_AUTO; /* none yet */

	if (answer == LANGUAGE_AUTO)
		answer = ask_environment();
	return answer;
}

/* ---- Turning to it ---- */

static void use_english(void)
{
	setlocale(LC_MESSAGES, "C");
}

static int use_catalogue(const char *name)
{
	char *locale = data_path("locale");
	char *folder = NULL;
	int error = 0;

	if (!locale || asprintf(&folder, "%s/%s", locale, name) < 0 ||
	    !setlocale(LC_MESSAGES, "C.UTF-8") ||
	    !bindtextdomain(domain, folder) ||
	    !bind_textdomain_codeset(domain, "UTF-8") || !textdomain(domain))
		error = -ENOMEM;
	free(folder);
	free(locale);
	return error;
}

static const char *in_use = "en";

const char *language_name(void)
{
	return in_use;
}

int language_use(unsigned int language)
{
	bool asked = language == LANGUAGE_AUTO;
	bool plain = strcmp(nl_langinfo(CODESET), "UTF-8");

	if (asked)
		language = from_environment();
	if (language != LANGUAGE_ENGLISH && plain && !asked)
		return -EILSEQ;
	if (language == LANGUAGE_ENGLISH || plain) {
		use_english();
		in_use = language_words()[LANGUAGE_ENGLISH];
		return language == LANGUAGE_ENGLISH ? 0 : -EILSEQ;
	}
	in_use = language_words()[language];
	/* Where LANGUAGE is heard in C.UTF-8, it has been by us. */
	unsetenv("LANGUAGE");
	return use_catalogue(in_use);
}
