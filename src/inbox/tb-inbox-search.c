/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finding entries of an inbox by their texts, most of which are on the disk only. */

#include "inbox/tb-inbox-private.h"

typedef struct
{
  TbInbox *inbox;
  GArray *positions;
  TbInboxTextsFunc func;
  gpointer user_data;
} Finding;

static void
on_found (gint64 number, gint64 received_at, gpointer user_data)
{
  Finding *finding = user_data;
  guint place;

  if (tb_inbox_index_find (finding->inbox->index, number, received_at, &place))
    {
      guint position = tb_inbox_place_to_position (finding->inbox, place);

      g_array_append_val (finding->positions, position);
    }
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;

  return first < second ? -1 : first > second;
}

GArray *
tb_inbox_search (TbInbox *self, const TbSearch *search)
{
  GArray *positions = g_array_new (FALSE, FALSE, sizeof (guint));
  Finding finding = { .inbox = self, .positions = positions };
  guint length;

  g_return_val_if_fail (TB_IS_INBOX (self), positions);
  g_return_val_if_fail (search != NULL, positions);

  tb_inbox_commit (self);
  length = tb_inbox_index_get_length (self->index);
  for (guint position = 0; position < length; position++)
    {
      guint place = tb_inbox_place_to_position (self, position);
      const TbInboxSlot *slot = tb_inbox_index_get (self->index, place);
      TbInboxEntry *entry;

      if (!tb_search_is_empty (search) && !(slot->flags & TB_SLOT_UNSAVED))
        continue;
      entry = tb_inbox_shelf_find (self->shelf, slot->number);
      if (tb_search_is_empty (search)
          || tb_search_matches (search, tb_inbox_entry_get_notification (entry)))
        g_array_append_val (positions, position);
    }

  if (self->store != NULL && !tb_search_is_empty (search))
    tb_store_search (self->store, search, on_found, &finding);
  g_array_sort (positions, compare_positions);
  return positions;
}

static void
on_texts (gint64 number, gint64 received_at, const char *const *texts, gpointer user_data)
{
  Finding *finding = user_data;

  if (finding->func (texts, finding->user_data))
    on_found (number, received_at, finding);
}

GArray *
tb_inbox_scan (TbInbox *self, TbInboxTextsFunc func, gpointer user_data)
{
  GArray *positions = g_array_new (FALSE, FALSE, sizeof (guint));
  Finding finding = { self, positions, func, user_data };

  g_return_val_if_fail (TB_IS_INBOX (self), positions);
  g_return_val_if_fail (func != NULL, positions);

  tb_inbox_commit (self);
  if (self->store != NULL)
    tb_store_scan (self->store, on_texts, &finding);
  for (guint place = 0; place < tb_inbox_index_get_length (self->index); place++)
    {
      const TbInboxSlot *slot = tb_inbox_index_get (self->index, place);
      TbNotification *notification;

      if (self->store != NULL && !(slot->flags & TB_SLOT_UNSAVED))
        continue;
      notification
          = tb_inbox_entry_get_notification (tb_inbox_shelf_find (self->shelf, slot->number));
      on_texts (slot->number, slot->received_at,
                (const char *const[TB_STORE_TEXTS]){
                    tb_notification_get_title (notification),
                    tb_notification_get_body (notification),
                    tb_notification_get_channel (notification),
                    tb_notification_get_event (notification),
                    tb_notification_get_category (notification),
                },
                &finding);
    }

  g_array_sort (positions, compare_positions);
  return positions;
}
