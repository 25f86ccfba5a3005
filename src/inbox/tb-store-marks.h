/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-store.h"

G_BEGIN_DECLS

/* For TbOutbox: its marks in the database. */

/**
 * TbStoreMark:
 * @number: its place in the order
 * @account_id: whose it is
 * @kind: a word for what happened
 * @dedupe_id: what it happened to
 * @made_at: when, in microseconds since the Unix epoch, UTC
 * @n_failures: how often it was tried in vain
 *
 * One mark. The strings belong to whoever made it.
 */
typedef struct
{
  gint64 number;
  const char *account_id;
  const char *kind;
  const char *dedupe_id;
  gint64 made_at;
  guint n_failures;
} TbStoreMark;

/**
 * TbStoreMarkFunc:
 * @mark: a mark
 * @user_data: what was given with the function
 *
 * Hears of one mark.
 */
typedef void (*TbStoreMarkFunc) (const TbStoreMark *mark, gpointer user_data);

/**
 * tb_store_each_mark:
 * @self: a store
 * @func: hears of each mark, in their order
 * @user_data: for @func
 *
 * Reads the marks.
 */
void tb_store_each_mark (TbStore *self, TbStoreMarkFunc func, gpointer user_data);

/**
 * tb_store_put_mark:
 * @self: a store
 * @mark: a mark, in place of the one with its number if there is one
 *
 * Returns: %FALSE if it could not be written
 */
gboolean tb_store_put_mark (TbStore *self, const TbStoreMark *mark);

/**
 * tb_store_remove_marks:
 * @self: a store
 * @numbers: (array length=n_numbers): numbers of marks
 * @n_numbers: how many
 *
 * Returns: %FALSE if that could not be written
 */
gboolean tb_store_remove_marks (TbStore *self, const gint64 *numbers, gsize n_numbers);

G_END_DECLS
