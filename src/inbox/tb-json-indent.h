/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TB_JSON_INDENT_DEPTH:
 *
 * How deep lines are indented at most, in levels. What lies deeper is at the same depth: somebody
 * who sends thousands of brackets gets no megabytes of spaces.
 */
#define TB_JSON_INDENT_DEPTH 16

/**
 * tb_json_indent:
 * @text: a payload as received, valid UTF-8
 *
 * Lays JSON out for a person to read: a line for each member and element, indented by two spaces a
 * level. Every name, number and string stays as it was written, and where @text was cut the rest is
 * laid out all the same. A text that begins like no object or array is left alone.
 *
 * Returns: (transfer full): the text
 */
char *tb_json_indent (const char *text);

G_END_DECLS
