/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-notification.h"

G_BEGIN_DECLS

/**
 * TB_SEARCH_TERMS:
 *
 * How many words of what was typed are looked for. A choice of this program: nobody types more.
 */
#define TB_SEARCH_TERMS 16

/**
 * TbSearch:
 *
 * What a person typed to find notifications. Every word has to be there: in the title, the body,
 * the channel, the event or the category, as the beginning of a word ("ord" finds "Order"). Case
 * and the accents of Latin letters do not matter. A word with letters of a script that puts no
 * spaces between words (Chinese, Japanese, Thai and others), or one of nothing but signs, is found
 * anywhere in a text instead, because no index of words has it.
 *
 * Whatever is typed is only ever looked for: nothing in it is an operator.
 */
typedef struct _TbSearch TbSearch;

/**
 * tb_search_new:
 * @text: what was typed
 *
 * Returns: (transfer full): the search; an empty one finds everything
 */
TbSearch *tb_search_new (const char *text);

/**
 * tb_search_free:
 * @self: (nullable) (transfer full): a search
 *
 * Frees it.
 */
void tb_search_free (TbSearch *self);

/**
 * tb_search_is_empty:
 * @self: a search
 *
 * Returns: whether no word was typed
 */
gboolean tb_search_is_empty (const TbSearch *self);

/**
 * tb_search_matches:
 * @self: a search
 * @notification: a notification
 *
 * The same as what tb_inbox_search() asks the index, for one notification at hand. The two may
 * differ for letters that only one of them knows (GLib's Unicode is newer than the index's).
 *
 * Returns: whether @notification is found
 */
gboolean tb_search_matches (const TbSearch *self, const TbNotification *notification);

/**
 * tb_search_dup_expression:
 * @self: a search
 *
 * Returns: (transfer full) (nullable): the words that the index has, as an FTS5 expression, or
 *   %NULL if there are none
 */
char *tb_search_dup_expression (const TbSearch *self);

/**
 * tb_search_has_scanned:
 * @self: a search
 *
 * Returns: whether there are words that the index does not have, for tb_search_scan()
 */
gboolean tb_search_has_scanned (const TbSearch *self);

/**
 * tb_search_scan:
 * @self: a search
 * @texts: (array length=n_texts) (element-type utf8): texts of one notification; %NULL among them
 *   is no text
 * @n_texts: how many
 *
 * Returns: whether every word that the index does not have is in one of @texts
 */
gboolean tb_search_scan (const TbSearch *self, const char *const *texts, gsize n_texts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSearch, tb_search_free)

G_END_DECLS
