/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * key.h - keys as views know them, whatever terminal they came from.
 *
 * A key is a character, or one of the names below, with KEY_ALT added when Alt
 * was held. ui/ makes them from the terminal's bytes; the tables of keys, from
 * which footer, help and manual are made, are written in them.
 */
#ifndef VMSCOPE_VIEW_SCREEN_KEY_H
#define VMSCOPE_VIEW_SCREEN_KEY_H

#include <stddef.h>
#include <stdint.h>

#define VKEY_ALT 0x400000u

enum vkey {
	VKEY_UP = 0x200000,
	VKEY_DOWN,
	VKEY_LEFT,
	VKEY_RIGHT,
	VKEY_PAGE_UP,
	VKEY_PAGE_DOWN,
	VKEY_HOME,
	VKEY_END,
	VKEY_TAB,
	VKEY_BACK_TAB,
	VKEY_ENTER,
	VKEY_ESCAPE,
	VKEY_BACKSPACE,
	VKEY_DELETE,
	VKEY_F1, /* and on to F12 */
	VKEY_F12 = VKEY_F1 + 11,
};

/**
 * vkey_name() - how a key is called: "PgUp", "F1", "Alt-x", "+".
 * @key: a character or enum vkey, with or without VKEY_ALT
 * @name: KEY_NAME_SIZE bytes
 */
enum { KEY_NAME_SIZE = 16 };
void vkey_name(uint32_t key, char *name);

#endif
