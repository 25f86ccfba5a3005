/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tb_text_clean_line:
 * @text: (nullable): bytes from outside
 * @max_characters: longest result, in characters (code points); at least 1
 *
 * Makes one line fit to be shown: valid UTF-8, every run of white space (newlines too) one
 * space, none at the ends, no control characters, no bidirectional overrides, and no
 * embedding or isolate that is not closed. What is too long ends in an ellipsis, cut so that
 * no combining mark, joined emoji or flag is split. Markup is left alone: this is plain text.
 *
 * Returns: (transfer full): the line, maybe empty
 */
char *tb_text_clean_line (const char *text, guint max_characters);

/**
 * tb_text_clean_body:
 * @text: (nullable): bytes from outside
 * @max_characters: longest result, in characters (code points); at least 1
 *
 * As tb_text_clean_line(), but newlines stay, at most two in a row, and spaces within a line
 * stay as they are.
 *
 * Returns: (transfer full): the text, maybe empty
 */
char *tb_text_clean_body (const char *text, guint max_characters);

/**
 * tb_text_limit_bytes:
 * @text: (nullable): bytes from outside
 * @max_bytes: longest result, in bytes
 *
 * Makes @text valid UTF-8 and cuts it between two characters, so that raw data can be kept
 * and shown to a person who looks for a mistake.
 *
 * Returns: (transfer full): the text, maybe empty
 */
char *tb_text_limit_bytes (const char *text, gsize max_bytes);

G_END_DECLS
