/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-read-state.h"

#include "account/tb-fetched-item.h"
#include "inbox/tb-payload.h"

/* How many notifications one event can say were read. */
#define MOST_IDS 1000

struct _TbReadState
{
  TbAccount *account;
  TbInbox *inbox;
};

/* What the web app's list knows it by: its id, not that of the event. A payload that was cut says
 * nothing any more, and neither does one that is no JSON. */
static char *
dup_server_id (TbNotification *notification)
{
  g_autoptr (TbPayload) payload
      = tb_payload_new (NULL, tb_notification_get_raw_payload (notification));
  char *id = tb_payload_dup_field (payload, "id");

  return id != NULL ? id : g_strdup (tb_notification_get_dedupe_id (notification));
}

/* An acknowledgement of what was read before is no news to the web app. */
static gboolean
was_read_now (const TbInboxState *state)
{
  return state->read_at != 0 && state->read_place != TB_PLACE_ELSEWHERE
         && (state->acknowledged_at == 0 || state->acknowledged_at == state->read_at);
}

static void
on_entry_changed (TbInbox *inbox, TbInboxEntry *entry, gpointer user_data)
{
  TbReadState *self = user_data;
  const char *account_id = tb_account_get_id (self->account);
  TbNotification *notification = tb_inbox_entry_get_notification (entry);
  g_autofree char *id = NULL;

  if (!g_str_equal (tb_notification_get_account_id (notification), account_id)
      || tb_account_get_inbox_style (self->account) == TB_INBOX_STYLE_NONE
      || !was_read_now (tb_inbox_entry_get_state (entry)))
    return;
  /* Without a dedupe id the list does not know it, or not yet. */
  if (tb_notification_get_dedupe_id (notification) == NULL)
    return;

  id = dup_server_id (notification);
  if (g_str_has_prefix (id, TB_FETCHED_ITEM_OWN_PREFIX))
    return;
  tb_outbox_add_read (tb_inbox_get_outbox (inbox), account_id, id);
}

/* By what the web app calls it; by the id in its payload where the event had a name of its own. */
static TbInboxEntry *
find_entry (TbReadState *self, const char *id)
{
  const char *account_id = tb_account_get_id (self->account);
  TbInboxEntry *found = tb_inbox_lookup_dedupe_id (self->inbox, account_id, id);
  TbInboxGlance glance;

  if (found != NULL)
    return g_object_ref (found);

  for (guint i = 0; tb_inbox_peek (self->inbox, i, &glance); i++)
    {
      g_autoptr (TbInboxEntry) entry = NULL;
      g_autofree char *server_id = NULL;

      if (!glance.unread || !g_str_equal (glance.account_id, account_id))
        continue;
      entry = g_list_model_get_item (G_LIST_MODEL (self->inbox), i);
      server_id = dup_server_id (tb_inbox_entry_get_notification (entry));
      if (g_strcmp0 (server_id, id) == 0)
        return g_steal_pointer (&entry);
    }

  return NULL;
}

/* Of what was read here already it may be our own word that comes back. */
static void
take_id (TbReadState *self, const char *id)
{
  g_autoptr (TbInboxEntry) entry = find_entry (self, id);

  if (entry != NULL && tb_inbox_entry_get_unread (entry))
    tb_inbox_acknowledge (self->inbox,
                          tb_notification_get_id (tb_inbox_entry_get_notification (entry)));
}

/**
 * tb_read_state_new:
 * @account: an account
 * @inbox: where its notifications are, followed from now on
 *
 * Returns: (transfer full): the account's read state
 */
TbReadState *
tb_read_state_new (TbAccount *account, TbInbox *inbox)
{
  TbReadState *self = g_new0 (TbReadState, 1);

  self->account = g_object_ref (account);
  self->inbox = g_object_ref (inbox);
  g_signal_connect (inbox, "entry-changed", G_CALLBACK (on_entry_changed), self);

  return self;
}

/**
 * tb_read_state_free:
 * @self: (transfer full): a read state
 */
void
tb_read_state_free (TbReadState *self)
{
  g_signal_handlers_disconnect_by_data (self->inbox, self);
  g_object_unref (self->inbox);
  g_object_unref (self->account);
  g_free (self);
}

/**
 * tb_read_state_take_event:
 * @self: a read state
 * @event: an event that says by `id` or `ids` what was read elsewhere
 *
 * Marks that read, and acknowledged if it is urgent.
 */
void
tb_read_state_take_event (TbReadState *self, PusherEvent *event)
{
  g_autoptr (TbPayload) payload
      = tb_payload_new (pusher_event_get_data (event), pusher_event_get_text (event));
  TbPlace former = tb_inbox_act_from (self->inbox, TB_PLACE_ELSEWHERE);
  g_autofree char *id = tb_payload_dup_field (payload, "id");

  if (id != NULL)
    take_id (self, id);
  for (guint i = 0; i < MOST_IDS; i++)
    {
      g_autofree char *path = g_strdup_printf ("ids.%u", i);
      g_autofree char *next = tb_payload_dup_field (payload, path);

      if (next == NULL)
        break;
      take_id (self, next);
    }
  tb_inbox_act_from (self->inbox, former);
}
