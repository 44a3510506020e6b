/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * film.h - a picture among those that one file holds: a page, a cast.
 *
 * The first one brings what stands before all of them, the last what ends the
 * file. picture.c fills it in; html.c and cast.c write it.
 */
#ifndef VMSCOPE_EXPORT_FILM_H
#define VMSCOPE_EXPORT_FILM_H

#include "export/export.h"
#include "view/scene/scene.h"

enum { FILM_TITLE = 256 }; /* bytes */

struct film {
	const struct scene *scene;
	const struct canvas *canvas;
	enum theme theme;
	struct ground ground;
	uint32_t number, of; /* from 1 */
};

/** film_title() - the call that is stepped through. Return: @title. */
const char *film_title(const struct film *film, char title[FILM_TITLE]);

/** film_plain() - how plain text is shown in it. */
struct style film_plain(const struct film *film);

/** export_html() - write a picture to a page. Return: 0 or -ENOMEM. */
int export_html(const struct film *film, FILE *to);

/** export_cast() - write a picture to an asciicast v2. Return: likewise. */
int export_cast(const struct film *film, FILE *to);

#endif
