/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-fetched-item.h"

G_BEGIN_DECLS

/**
 * TbFetchedPage:
 * @items: (element-type TbFetchedItem): the notifications, the newest first
 * @next: (nullable): where the list goes on, for tb_inbox_adapter_fetch_async(); %NULL at its end
 * @time: when the web app answered, in µs since the Unix epoch, UTC, by its own clock; 0 if it does
 *   not say
 *
 * A part of a web app's own list of notifications.
 */
typedef struct
{
  GPtrArray *items;
  char *next;
  gint64 time;
} TbFetchedPage;

TbFetchedPage *tb_fetched_page_new (JsonArray *array, const char *next, gint64 time);
void tb_fetched_page_free (TbFetchedPage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbFetchedPage, tb_fetched_page_free)

G_END_DECLS
