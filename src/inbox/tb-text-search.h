/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-notification.h"

G_BEGIN_DECLS

/**
 * TbTextSearch:
 *
 * The words that somebody looks for, made ready to be looked for in many notifications. To be used
 * by one thread at a time.
 */
typedef struct _TbTextSearch TbTextSearch;

/**
 * tb_text_search_new:
 * @text: (nullable): what was typed, valid UTF-8
 *
 * Returns: (transfer full) (nullable): a search for the words of @text, or %NULL if it has none,
 *   which every notification would match
 */
TbTextSearch *tb_text_search_new (const char *text);

/**
 * tb_text_search_free:
 * @self: (transfer full): a search
 */
void tb_text_search_free (TbTextSearch *self);

/**
 * tb_text_search_matches:
 * @self: a search
 * @notification: a notification
 *
 * Looks for the words in title, body, channel, event and the sender's category. Neither case nor
 * accents matter.
 *
 * Returns: whether every word is there, maybe as a part of a longer one
 */
gboolean tb_text_search_matches (TbTextSearch *self, const TbNotification *notification);

/**
 * tb_text_search_matches_texts:
 * @self: a search
 * @texts: (array length=n_texts) (element-type utf8): texts, valid UTF-8; %NULL among them is no
 *   text
 * @n_texts: how many
 *
 * The same for texts that are no notification yet.
 *
 * Returns: whether every word is there
 */
gboolean tb_text_search_matches_texts (TbTextSearch *self, const char *const *texts, gsize n_texts);

/**
 * tb_text_search_fold:
 * @text: valid UTF-8
 * @folded: gets what is left of @text, at its end
 *
 * Takes away what a person who searches may leave out: case, accents, ligatures.
 */
void tb_text_search_fold (const char *text, GString *folded);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbTextSearch, tb_text_search_free)

G_END_DECLS
