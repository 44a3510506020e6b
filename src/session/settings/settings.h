/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * settings.h - what a person likes: colours, keys, how much is remembered.
 *
 * Settings are not part of the machine: they are not in the command log and not
 * undone. `set` and `show` (cmd_settings.c), their help, their completion and
 * the file below are all made from one table. Front ends with a screen load
 * and save the file; batch never does, so that a script does the same for
 * everybody.
 *
 * The file is $XDG_CONFIG_HOME/vmscope/settings (~/.config/vmscope/settings),
 * lines `set NAME VALUE`. Other lines in it stay as they are.
 */
#ifndef VMSCOPE_SESSION_SETTINGS_SETTINGS_H
#define VMSCOPE_SESSION_SETTINGS_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct session;

/* Values of choices: places in their rows' lists of words. */
enum { SETTING_THEME_AUTO }; /* then those of enum theme */
enum setting_color {
	SETTING_COLOR_AUTO,
	SETTING_COLOR_ALWAYS,
	SETTING_COLOR_NEVER
};
enum setting_panes {
	SETTING_PANES_AUTO,
	SETTING_PANES_1,
	SETTING_PANES_2,
	SETTING_PANES_3,
	SETTING_PANES_ALL
};

/* Every theme; theme.c in view has their colours. */
#define ALL_THEMES(THEME)                                                      \
	THEME(DARK, dark)                                                      \
	THEME(LIGHT, light)                                                    \
	THEME(CONTRAST, contrast)                                              \
	/* Okabe and Ito's colours only */                                     \
	THEME(COLORBLIND, colorblind)                                          \
	/* bold, underline and reverse, no colour */                           \
	THEME(MONO, mono)
#define THEME_ID(id, word) THEME_##id,
enum theme { ALL_THEMES(THEME_ID) THEMES };
#undef THEME_ID

/** theme_name() - its word in `set theme`. */
const char *theme_name(enum theme theme);

enum { NR_SETTINGS = 11 };

/* Each member that is a setting is a row of setting_rows(). */
struct settings {
	unsigned int theme;    /* see settings_theme() */
	unsigned int color;    /* enum setting_color */
	unsigned int ascii;    /* 1: no character beyond ASCII */
	unsigned int present;  /* 1: large, for a projector */
	unsigned int mouse;    /* 1: the program gets the mouse */
	unsigned int language; /* place in language_words() */
	unsigned int pane;     /* enum pane: has the keys at the start */
	unsigned int alone;    /* 1: it has the whole screen then */
	unsigned int speed;    /* steps a second that autoplay makes */
	uint64_t panes;	       /* enum setting_panes, or a pane_list */
	uint64_t history;      /* bytes that the journal may use; 0: none */

	bool light; /* no setting: the terminal's background is */

	/* For the file: what it is to say, where an option rules this run. */
	uint64_t kept[NR_SETTINGS];
	unsigned int fixed;   /* one bit a row: an option rules */
	unsigned int changed; /* one bit a row: kept[] differs from the file */
};

enum setting_type {
	SETTING_CHOICE,	  /* one of words; its value is the word's place */
	SETTING_LANGUAGE, /* likewise, of those that are installed */
	SETTING_SWITCH,	  /* off or on */
	SETTING_SIZE,	  /* bytes: 64M */
	SETTING_NUMBER,	  /* lowest to highest */
	SETTING_PANES,	  /* one of words, or a list of panes */
};

struct setting {
	const char *name;
	enum setting_type type;
	size_t offset;		  /* in struct settings */
	size_t size;		  /* bytes of the member */
	const char *const *words; /* see setting_words() */
	uint64_t usual;		  /* value when nobody says otherwise */
	uint64_t lowest, highest; /* of a number */
	const char *help;	  /* one line, no full stop */
};

/** setting_rows() - the table: NR_SETTINGS rows, and one without a name. */
const struct setting *setting_rows(void);

/** setting_find() - the row of a name; NULL if there is none. */
const struct setting *setting_find(const char *name);

/** setting_words() - the words it takes, up to NULL; NULL: takes none. */
const char *const *setting_words(const struct setting *row);

/** setting_takes() - write which values it takes: "dark light contrast". */
void setting_takes(const struct setting *row, FILE *to);

/** setting_value() - write a setting's value as `set` reads it. */
void setting_value(const struct settings *settings, const struct setting *row,
		   FILE *to);

/** setting_print() - write a value of a setting likewise. */
void setting_print(const struct setting *row, uint64_t value, FILE *to);

/** setting_parse() - read a value. Return: 0 or -Exxx. */
int setting_parse(const struct setting *row, const char *text, uint64_t *value);

/** settings_theme() - the theme that is wanted now. */
enum theme settings_theme(const struct settings *settings);

/** settings_init() - every setting as usual. */
void settings_init(struct settings *settings);

/**
 * settings_set() - the person wants another value, now and next time.
 * @s: the session; `history` gives its journal another size at once
 * @name: of the setting
 * @text: the value
 * Return: 0, or fail() with everything as it was (-EINVAL, -ENOMEM)
 */
int settings_set(struct session *s, const char *name, const char *text);

/**
 * settings_keep_look() - the panes are found again as they are left now.
 * @s: the session; its pane and whether that stands alone are settings, too
 */
void settings_keep_look(struct session *s);

/**
 * settings_fix() - an option wants this value, for this run only: the file
 * does not change it, nor it the file.
 * Return: as settings_set()
 */
int settings_fix(struct session *s, const char *name, const char *text);

/** settings_unknown() - fail() with the setting that was probably meant. */
int settings_unknown(struct session *s, const char *name);

/**
 * settings_load() - take over what the person's file says.
 * @s: the session, settings_init() done
 * @problems: gets a line for each thing in the file that is not understood;
 *	      the rest counts. The file may be missing.
 */
void settings_load(struct session *s, FILE *problems);

/**
 * settings_save() - bring the person's file up to date, if it is not.
 * @s: the session; what another one has saved meanwhile stays
 * Return: 0, or fail(); then the old file is still there, whole
 */
int settings_save(struct session *s);

#endif
