/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Looks up values in JSON text without parsing it, to give numbers as they were written: a parser
 * turns 19.90 into 19.9, and loses digits of an id beyond 64 bits. And looks at a text before a
 * parser does.
 */

/**
 * tb_json_literal_find_member:
 * @value: (nullable): text that begins with an object
 * @name: name of a member
 *
 * Finds a member's value; of several of the same name the last, as parsers do. Names that are
 * written with escapes are not found.
 *
 * Returns: (nullable): where in @value it begins, or %NULL
 */
const char *tb_json_literal_find_member (const char *value, const char *name);

/**
 * tb_json_literal_find_element:
 * @value: (nullable): text that begins with an array
 * @index: number of an element, from 0
 *
 * Returns: (nullable): where in @value that element begins, or %NULL
 */
const char *tb_json_literal_find_element (const char *value, guint64 index);

/**
 * tb_json_literal_dup_number:
 * @value: (nullable): text that begins with a value
 *
 * Returns: (transfer full) (nullable): the number as written, or %NULL if the value is none
 */
char *tb_json_literal_dup_number (const char *value);

/**
 * tb_json_literal_is_json:
 * @text: any text
 * @levels: how many levels of objects and arrays are fine
 *
 * Tells in advance whether a recursive parser may have @text. json-glib also takes comments, single
 * quotes and broken escapes, in which brackets hide from anyone who counts them in another way; at
 * some 100,000 levels it overflows the stack. So only what is JSON strictly by RFC 8259 passes.
 *
 * Returns: whether @text is one JSON value and nests no deeper than that
 */
gboolean tb_json_literal_is_json (const char *text, guint levels);

G_END_DECLS
