/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* How the names begin that are made for notifications without one: nothing that a web app calls its
 * own begins so. */
#define TB_FETCHED_ITEM_OWN_PREFIX "traybell:"

/**
 * TbFetchedItem:
 * @payload: (nullable): the notification as an event would carry it: its own members, and those of
 *   its `data` where it has none of that name
 * @id: (nullable): what the web app calls it
 * @type: (nullable): what kind of thing the web app says it is, maybe the name of an event
 * @channel: (nullable): the channel that the web app says it was sent on
 * @created_at: when it was made, in µs since the Unix epoch, UTC, by the clock of the web app; 0 if
 *   the web app does not say
 * @read: whether it was read
 * @urgent: whether the web app says that it is urgent
 *
 * One notification of a web app's own list.
 */
typedef struct
{
  JsonNode *payload;
  char *id;
  char *type;
  char *channel;
  gint64 created_at;
  gboolean read;
  gboolean urgent;
} TbFetchedItem;

TbFetchedItem *tb_fetched_item_new (JsonNode *node);
void tb_fetched_item_free (TbFetchedItem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbFetchedItem, tb_fetched_item_free)

G_END_DECLS
