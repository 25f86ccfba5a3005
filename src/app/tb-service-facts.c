/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/tb-service-facts.h"

/* A flood of events is not a flood of signals on the bus: this long at least is between two, in ms.
 */
#define PAUSE 100

struct _TbServiceFacts
{
  TbDBusTraybell1 *skeleton;
  TbSessionList *sessions;
  TbInbox *inbox;
  TbQuiet *quiet;

  GPtrArray *followed; /* sessions, which may outlive their place in the list */
  guint source;        /* while there is something to tell */
};

static void
add_account (GVariantBuilder *builder, TbSession *session, TbInbox *inbox)
{
  TbAccount *account = tb_session_get_account (session);
  const char *id = tb_account_get_id (account);
  g_autofree char *name = tb_account_dup_name (account);

  g_variant_builder_open (builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (builder, "{sv}", "id", g_variant_new_string (id));
  g_variant_builder_add (builder, "{sv}", "name", g_variant_new_string (name));
  g_variant_builder_add (
      builder, "{sv}", "state",
      g_variant_new_string (tb_session_state_to_string (tb_session_get_state (session))));
  g_variant_builder_add (builder, "{sv}", "unread",
                         g_variant_new_uint32 (tb_inbox_count_unread_of (inbox, id)));
  g_variant_builder_close (builder);
}

/* What has not changed since is not told. */
static void
tell (TbServiceFacts *self)
{
  guint n_sessions = g_list_model_get_n_items (G_LIST_MODEL (self->sessions));
  gint64 until = tb_quiet_get_active (self->quiet) ? tb_quiet_get_until (self->quiet) : 0;
  guint urgent = 0;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < n_sessions; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (G_LIST_MODEL (self->sessions), i);

      add_account (&builder, session, self->inbox);
    }
  g_object_get (self->inbox, "urgent-unread", &urgent, NULL);
  g_object_set (self->skeleton, "accounts", g_variant_builder_end (&builder), "unread",
                tb_inbox_get_unread (self->inbox), "urgent-unread", urgent, "quiet",
                tb_quiet_get_active (self->quiet), "quiet-until", until / G_USEC_PER_SEC, NULL);
}

static gboolean
on_pause_over (gpointer user_data)
{
  TbServiceFacts *self = user_data;

  self->source = 0;
  tell (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (TbServiceFacts *self)
{
  if (self->source == 0)
    self->source = g_timeout_add (PAUSE, on_pause_over, self);
}

static void
on_notify (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  schedule (user_data);
}

static void
on_account_changed (TbAccount *account, const char *key, gpointer user_data)
{
  schedule (user_data);
}

static void
unfollow_all (TbServiceFacts *self)
{
  for (guint i = 0; i < self->followed->len; i++)
    {
      TbSession *session = g_ptr_array_index (self->followed, i);

      g_signal_handlers_disconnect_by_data (session, self);
      g_signal_handlers_disconnect_by_data (tb_session_get_account (session), self);
    }
  g_ptr_array_set_size (self->followed, 0);
}

static void
follow_all (TbServiceFacts *self)
{
  guint n_sessions = g_list_model_get_n_items (G_LIST_MODEL (self->sessions));

  for (guint i = 0; i < n_sessions; i++)
    {
      TbSession *session = g_list_model_get_item (G_LIST_MODEL (self->sessions), i);

      g_ptr_array_add (self->followed, session);
      g_signal_connect (session, "notify::state", G_CALLBACK (on_notify), self);
      g_signal_connect (tb_session_get_account (session), "changed",
                        G_CALLBACK (on_account_changed), self);
    }
}

static void
on_sessions_changed (
    GListModel *sessions, guint position, guint removed, guint added, gpointer user_data)
{
  TbServiceFacts *self = user_data;

  unfollow_all (self);
  follow_all (self);
  schedule (self);
}

/**
 * tb_service_facts_new:
 * @skeleton: the service's face on the bus
 * @sessions: the accounts
 * @inbox: the notifications
 * @quiet: whether it is quiet
 *
 * Returns: (transfer full): keeps the properties of @skeleton right from now on
 */
TbServiceFacts *
tb_service_facts_new (TbDBusTraybell1 *skeleton,
                      TbSessionList *sessions,
                      TbInbox *inbox,
                      TbQuiet *quiet)
{
  TbServiceFacts *self = g_new0 (TbServiceFacts, 1);

  self->skeleton = g_object_ref (skeleton);
  self->sessions = g_object_ref (sessions);
  self->inbox = g_object_ref (inbox);
  self->quiet = g_object_ref (quiet);
  g_signal_connect (sessions, "items-changed", G_CALLBACK (on_sessions_changed), self);
  g_signal_connect (inbox, "notify::unread", G_CALLBACK (on_notify), self);
  g_signal_connect (inbox, "notify::urgent-unread", G_CALLBACK (on_notify), self);
  g_signal_connect (quiet, "notify::active", G_CALLBACK (on_notify), self);
  g_signal_connect (quiet, "notify::until", G_CALLBACK (on_notify), self);
  self->followed = g_ptr_array_new_with_free_func (g_object_unref);
  follow_all (self);
  tell (self);

  return self;
}

/**
 * tb_service_facts_free:
 * @self: (transfer full): tells nothing more; before the sessions go
 */
void
tb_service_facts_free (TbServiceFacts *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  unfollow_all (self);
  g_ptr_array_unref (self->followed);
  g_signal_handlers_disconnect_by_data (self->sessions, self);
  g_signal_handlers_disconnect_by_data (self->inbox, self);
  g_signal_handlers_disconnect_by_data (self->quiet, self);
  g_object_unref (self->skeleton);
  g_object_unref (self->sessions);
  g_object_unref (self->inbox);
  g_object_unref (self->quiet);
  g_free (self);
}
