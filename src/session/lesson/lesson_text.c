/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lesson_text.c - lines of a lesson become paragraphs: the author did not know
 * how wide the reader's are.
 */
#include "session/lesson/lesson_text.h"

#include <string.h>

#include "text/paragraph.h"
#include "text/text_width.h"

bool lesson_line(const char **text, const char *end, const char **line,
		 size_t *len, size_t *indent)
{
	const char *at = *text;

	if (at >= end)
		return false;
	*len = strcspn(at, "\n");
	*text += *len + 1;
	if (*len && *at == '#')
		at++, --*len;
	for (*indent = 0; *len && *at == ' '; ++*indent)
		at++, --*len;
	*line = at;
	return true;
}

bool lesson_paragraph(const char **text, const char *end, char *paragraph)
{
	const char *line, *before = *text;
	size_t len, indent, used = 0;

	while (lesson_line(text, end, &line, &len, &indent)) {
		bool alone = !len || indent > 1;
		int blanks = alone ? (int)indent - 1
				   : used && text_wants_blank(paragraph, used,
							      line, len);

		if (alone && used) {
			*text = before;
			return true;
		}
		used += (size_t)snprintf(
			paragraph + used, LESSON_PARAGRAPH - used, "%*s%.*s",
			blanks > 0 ? blanks : 0, "", (int)len, line);
		if (used >= LESSON_PARAGRAPH)
			used = LESSON_PARAGRAPH - 1;
		if (alone)
			return true;
		before = *text;
	}
	return used;
}

void lesson_print(const char *prose, size_t len, FILE *to)
{
	const char *end = prose + len;
	char paragraph[LESSON_PARAGRAPH];

	while (lesson_paragraph(&prose, end, paragraph)) {
		if (*paragraph && *paragraph != ' ')
			paragraph_begin(0, to);
		fprintf(to, "%s\n", paragraph);
	}
}
