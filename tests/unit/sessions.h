/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sessions.h - a session for a unit test, and lines that run in it.
 */
#ifndef VMSCOPE_TESTS_SESSIONS_H
#define VMSCOPE_TESTS_SESSIONS_H

/* First: cmocka's fail() is a macro and would take the session's for it. */
#include "session/session.h"

#include "unit.h"

/* open_session() - a booted session, or the test fails. */
static inline struct session *open_session(struct session_options options)
{
	char why[MESSAGE_SIZE] = "";
	struct session *s = session_new(&options, why, sizeof(why));

	if (!s)
		fail_msg("session_new: %s", why);
	return s;
}

/* end_session() - the teardown of a test that has one as its *state. */
static inline int end_session(void **state)
{
	session_free(*state);
	return 0;
}

/* For a file that has a start_session(). */
#define in_session(test)                                                       \
	cmocka_unit_test_setup_teardown(test, start_session, end_session)

/* execute() - what came of a line. */
static inline struct result execute(struct session *s, const char *line)
{
	struct result r;

	session_execute(s, line, strlen(line), &r);
	return r;
}

/* good() - what came of a line that must not fail. */
static inline struct result good(struct session *s, const char *line)
{
	struct result r = execute(s, line);

	if (r.error)
		fail_msg("%s: %s", line, r.message);
	return r;
}

/* assert_refused() - an error of one line, whatever the line was. */
static inline void assert_refused(struct session *s, const char *line)
{
	struct result r = execute(s, line);

	if (!r.error)
		fail_msg("%s: was accepted", line);
	assert_true(r.error < 0);
	assert_true(*r.message);
	assert_null(strpbrk(r.message, "\n\r\033"));
}

#endif
