/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lesson.h - a text that is read page by page, while its commands run.
 *
 * A lesson is a script. Its first line is its title (`# SPDX-...` may stand
 * before it, and its file's name in it); then come pages: lines that begin
 * with # are what the page says, the commands after them are what it does,
 * and the next line with a # begins the next page. doc/teaching.md tells
 * teachers how to write one.
 *
 * Invariants:
 *   1. page[] is not empty, and each page has a text, commands or both;
 *   2. pages [1, at] have been shown; of them all but the last ran to their
 *      ends, and the last did if page[at - 1].ran;
 *   3. a moment that a page keeps is only gone to if it is still the same;
 *   4. a page begins at the moment, and at the step of a call, where the one
 *      before it ended.
 *
 * Users: cmd_lesson.c turns the pages; views may show the one that is on.
 */
#ifndef VMSCOPE_SESSION_LESSON_LESSON_H
#define VMSCOPE_SESSION_LESSON_LESSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct session;

/* A place in the command log, and who can tell whether it is still that. */
struct lesson_moment {
	uint32_t at;	 /* moment of the log */
	uint64_t serial; /* of its entry; 0: moment 0 */
	uint32_t step;	 /* from 1, of that entry's call; 0: not inside it */
};

struct lesson_page {
	const char *prose; /* lines with their #, prose_len bytes */
	size_t prose_len;
	const char *commands; /* lines, commands_len bytes */
	size_t commands_len;
	unsigned long line;	    /* of the first command in the file */
	bool ran;		    /* its commands, to the last */
	struct lesson_moment begin; /* before its commands */
	struct lesson_moment end;   /* after them, if they ran */
};

/* Who turns the pages. */
enum lesson_turner {
	LESSON_READ,   /* the reader */
	LESSON_PLAYED, /* the full screen, after a while */
	LESSON_PAUSED, /* the same, as soon as the reader says so */
};

struct lesson {
	char *name;  /* as in the list, or a file's */
	char *file;  /* for messages: "first-vmalloc.vms" */
	char *title; /* one line */
	char *text;  /* the file; pages point into it */
	struct lesson_page *page;
	unsigned int nr;    /* pages */
	unsigned int at;    /* the page shown last, from 1; 0: none yet */
	unsigned int turns; /* pages shown so far, some of them twice */
	unsigned int jump;  /* pages before this one are passed, not shown */
	enum lesson_turner turner;
	unsigned long missed; /* line whose step no call reached; 0: none */
	bool endless; /* the next lesson begins where it ends, and so on */
};

/**
 * lesson_list() - write each lesson's name and title.
 * @s: the session; the lesson that is on is marked
 * @to: where
 * Return: 0; -ENOENT when there is no folder of lessons, -ENOMEM
 */
int lesson_list(struct session *s, FILE *to);

/**
 * lesson_names() - the name of each lesson.
 * @each: called with each, in the order of data/lessons/contents, and then with
 *        those that it does not have
 * @data: handed on
 * Return: as lesson_list()
 */
int lesson_names(void (*each)(const char *name, void *data), void *data);

/**
 * lesson_begin() - read a lesson; it takes the place of the one that is on.
 * @s: the session
 * @name: one of the list, or a file if there is a slash in it
 * Return: 0, or fail() with the old lesson still on
 */
int lesson_begin(struct session *s, const char *name);

/**
 * lesson_jump() - go to a page of a lesson; the commands of the pages before it
 * run without being shown, as far as they have not.
 * @s: the session
 * @name: as for lesson_begin(); the lesson that is on need not begin again
 * @page: number of the page, from 1
 * Return: 0, or fail() with the old lesson where it was
 */
int lesson_jump(struct session *s, const char *name, uint32_t page);

/**
 * lesson_play() - have the pages turned by the full screen, which has a clock.
 * @s: the session
 * @name: of a lesson to begin with; NULL: the one that is on goes on, and if
 *        there is none, all are played, one after the other, again and again
 * @page: to begin with, from 1
 * Return: 0, or fail()
 */
int lesson_play(struct session *s, const char *name, uint32_t page);

/** lesson_passes() - a page is passed on the way to another: nobody reads it. */
bool lesson_passes(const struct session *s);

/**
 * lesson_next() - show the next page, and have its commands run after this
 * one; the same page again if it stopped at an error.
 * @s: the session, in a lesson
 * Return: 0, or fail(). After the last page the lesson ends.
 *
 * First the machine goes to where the page before left it.
 */
int lesson_next(struct session *s);

/** lesson_back() - likewise the page before, from where that one began. */
int lesson_back(struct session *s);

/**
 * lesson_hides() - does a command of a page hold the lesson to what it says,
 * and tell the reader nothing?
 * @line: the command's line
 * @len: its bytes
 */
bool lesson_hides(const char *line, size_t len);

/** lesson_page_ran() - all commands of the page have run. */
void lesson_page_ran(struct session *s);

/** lesson_missed() - a call was to stand at a step that it never reaches: on a
 * page, `lesson check` tells it. */
void lesson_missed(struct session *s);

/** lesson_reread() - another language is in use: have the pages in that one,
 * with the lesson where it is. Without a translation they stay. */
void lesson_reread(struct session *s);

/** lesson_end() - leave the lesson, if one is on. */
void lesson_end(struct session *s);

#endif
