/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * numbers.c - names, numbers with units and addresses, as they are typed.
 */
#include "inspect/numbers.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "translate.h"

bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* The value of a hex digit, -1 for any other character. */
static int hex_digit(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool is_name(const char *text)
{
	if (!is_letter(*text))
		return false;
	while (is_letter(*text) || is_digit(*text))
		text++;
	return !*text;
}

bool is_bare_hex(const char *text)
{
	size_t digits = 0, letters = 0;

	for (; digits <= 8 && hex_digit(text[digits]) >= 0; digits++)
		letters += !is_digit(text[digits]);
	return digits == 8 && letters && !text[digits];
}

/* ---- Numbers ---- */

/* Digits of a base from *p on; 0, -EINVAL for none, -ERANGE. */
static int scan_digits(const char **p, uint64_t base, uint64_t *number)
{
	const char *start = *p;
	uint64_t n = 0;
	bool fits = true;
	int digit;

	for (; (digit = hex_digit(**p)) >= 0 && (uint64_t)digit < base; ++*p)
		fits = fits && !__builtin_mul_overflow(n, base, &n) &&
		       !__builtin_add_overflow(n, (uint64_t)digit, &n);
	if (*p == start)
		return -EINVAL;
	*number = n;
	return fits ? 0 : -ERANGE;
}

/* A number at the start of @text, and where it ends. */
static int scan_number(const char *text, const char **end, uint64_t *number)
{
	bool hex;

	*end = text;
	if (*text == '-')
		return is_digit(text[1]) ? -EDOM : -EINVAL;
	hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
	if (hex)
		*end += 2;
	return scan_digits(end, hex ? 16 : 10, number);
}

int parse_number(const char *text, uint64_t *number)
{
	const char *end;
	uint64_t n;
	int error = scan_number(text, &end, &n);

	if (error == -EDOM || error == -EINVAL)
		return error;
	if (*end)
		return -EINVAL;
	if (!error)
		*number = n;
	return error;
}

/* How far a unit shifts, -1 for no unit. */
static int unit_shift(char c)
{
	static const struct {
		char letter;
		signed char shift;
	} units[] = { { '\0', 0 }, { 'k', 10 }, { 'K', 10 },
		      { 'm', 20 }, { 'M', 20 }, { 'g', 30 },
		      { 'G', 30 }, { 'p', 12 }, { 'P', 12 } };

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (units[i].letter == c)
			return units[i].shift;
	return -1;
}

int parse_bytes(const char *text, uint64_t *bytes)
{
	const char *end;
	uint64_t n;
	int shift, error = scan_number(text, &end, &n);

	if (error == -EDOM || error == -EINVAL)
		return error;
	shift = unit_shift(*end);
	if (shift < 0 || (*end && end[1]))
		return -EINVAL;
	if (error || n > UINT64_MAX >> shift)
		return -ERANGE;
	*bytes = n << shift;
	return 0;
}

int parse_size(const char *text, uint32_t *size)
{
	uint64_t bytes;
	int error = parse_bytes(text, &bytes);

	if (error)
		return error;
	if (bytes > UINT32_MAX)
		return -ERANGE;
	*size = (uint32_t)bytes;
	return 0;
}

int parse_address(const char *text, uint32_t *address)
{
	uint64_t n;
	int error;

	if (is_bare_hex(text))
		error = scan_digits(&text, 16, &n);
	else
		error = parse_number(text, &n);
	if (error)
		return error;
	if (n > UINT32_MAX)
		return -ERANGE;
	*address = (uint32_t)n;
	return 0;
}

const char *size_error(int error, const char *what, char *buffer, size_t size)
{
	const char *why = N_("%s is not a valid size: write 40k, 1M, 0x1000, "
			     "10p (pages) or bytes");

	if (error == -ERANGE)
		why = N_("%s does not fit into 32 bits: the largest size is "
			 "0xffffffff");
	else if (error == -EDOM)
		why = N_("%s is negative: a size starts at 0");
	snprintf(buffer, size, _(why), shown(what).text);
	return buffer;
}

/* ---- Words in messages ---- */

struct shown shown(const char *word)
{
	struct shown s;

	if (!*word)
		word = "\"\"";
	if (strlen(word) < sizeof(s.text))
		strcpy(s.text, word);
	else
		snprintf(s.text, sizeof(s.text), "%.*s...",
			 (int)sizeof(s.text) - 4, word);
	return s;
}
