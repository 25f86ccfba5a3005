/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The life of a sandboxed program without a window: it has the desktop's consent, says there how
 * things stand, and is started at login if the user wants that. */

#include "app/tb-background.h"

#include <glib/gi18n.h>

struct _TbBackground
{
  GObject parent_instance;

  TbBackgroundPortal *portal;
  TbPortalAutostart *autostart;
  TbPreferences *preferences;
  TbSessionList *sessions;
  TbInbox *inbox;
  guint update_source;
};

G_DEFINE_FINAL_TYPE (TbBackground, tb_background, G_TYPE_OBJECT)

static gboolean
on_update_due (gpointer user_data)
{
  TbBackground *self = TB_BACKGROUND (user_data);
  guint n_sessions = g_list_model_get_n_items (G_LIST_MODEL (self->sessions));
  g_autofree TbSessionState *states = g_new (TbSessionState, n_sessions);
  g_autofree char *status = NULL;

  self->update_source = 0;
  for (guint i = 0; i < n_sessions; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (G_LIST_MODEL (self->sessions), i);

      states[i] = tb_session_get_state (session);
    }
  status = tb_background_describe (states, n_sessions, tb_inbox_get_unread (self->inbox));
  tb_background_portal_set_status (self->portal, status);

  return G_SOURCE_REMOVE;
}

/* A burst of changes is one change to the desktop. */
static void
queue_update (TbBackground *self)
{
  if (self->update_source == 0)
    self->update_source = g_idle_add (on_update_due, self);
}

static void
on_sessions_changed (
    GListModel *sessions, guint position, guint removed, guint added, gpointer user_data)
{
  TbBackground *self = TB_BACKGROUND (user_data);

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (sessions, i);

      g_signal_connect_object (session, "notify::state", G_CALLBACK (queue_update), self,
                               G_CONNECT_SWAPPED);
    }
  queue_update (self);
}

/* Only an answer is worth remembering: what failed today was not what the user wanted. */
static void
on_autostart_changed (TbPortalAutostart *autostart, GParamSpec *pspec, gpointer user_data)
{
  TbBackground *self = TB_BACKGROUND (user_data);

  if (tb_portal_autostart_get_answered (autostart) && tb_portal_autostart_get_available (autostart))
    tb_preferences_set_boolean (self->preferences, TB_PREFERENCE_START_AT_LOGIN,
                                tb_portal_autostart_get_enabled (autostart));
}

static void
tb_background_dispose (GObject *object)
{
  TbBackground *self = TB_BACKGROUND (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  g_clear_object (&self->autostart);
  g_clear_object (&self->portal);
  g_clear_object (&self->preferences);
  g_clear_object (&self->sessions);
  g_clear_object (&self->inbox);

  G_OBJECT_CLASS (tb_background_parent_class)->dispose (object);
}

static void
tb_background_class_init (TbBackgroundClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tb_background_dispose;
}

static void
tb_background_init (TbBackground *self)
{
}

/**
 * tb_background_new:
 * @connection: the session bus
 * @portals: which portals there are
 * @preferences: remember whether the program is started at login
 * @sessions: the accounts
 * @inbox: the notifications
 *
 * Asks the desktop, and keeps it up to date from then on.
 *
 * Returns: (transfer full): the life in the background
 */
TbBackground *
tb_background_new (GDBusConnection *connection,
                   TbPortals *portals,
                   TbPreferences *preferences,
                   TbSessionList *sessions,
                   TbInbox *inbox)
{
  TbBackground *self = g_object_new (TB_TYPE_BACKGROUND, NULL);

  self->preferences = g_object_ref (preferences);
  self->sessions = g_object_ref (sessions);
  self->inbox = g_object_ref (inbox);
  self->portal = tb_background_portal_new (connection, portals);
  self->autostart = tb_portal_autostart_new (
      self->portal, portals,
      tb_preferences_get_boolean (preferences, TB_PREFERENCE_START_AT_LOGIN));
  g_signal_connect_object (self->autostart, "notify::enabled", G_CALLBACK (on_autostart_changed),
                           self, 0);
  g_signal_connect_object (self->autostart, "notify::answered", G_CALLBACK (on_autostart_changed),
                           self, 0);
  g_signal_connect_object (sessions, "items-changed", G_CALLBACK (on_sessions_changed), self, 0);
  g_signal_connect_object (inbox, "notify::unread", G_CALLBACK (queue_update), self,
                           G_CONNECT_SWAPPED);
  on_sessions_changed (G_LIST_MODEL (sessions), 0, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (sessions)), self);

  return self;
}

/**
 * tb_background_get_autostart:
 * @self: a life in the background
 *
 * Returns: (transfer none): whether it begins at login
 */
TbPortalAutostart *
tb_background_get_autostart (TbBackground *self)
{
  return self->autostart;
}

static const char *
describe_states (const TbSessionState *states, gsize n_states)
{
  gsize n_connected = 0;
  gsize n_connecting = 0;
  gsize n_on = 0;

  for (gsize i = 0; i < n_states; i++)
    {
      if (states[i] == TB_SESSION_SIGN_IN_NEEDED)
        return _ ("Sign-in needed");

      n_connected += states[i] == TB_SESSION_CONNECTED;
      n_connecting += states[i] == TB_SESSION_CONNECTING;
      n_on += states[i] != TB_SESSION_DISCONNECTED;
    }

  if (n_states == 0)
    return _ ("No account");
  if (n_on == 0)
    return _ ("Off");
  if (n_connected == n_on)
    return _ ("Connected");
  if (n_connecting > 0)
    return _ ("Connecting…");

  return n_connected > 0 ? _ ("Partly connected") : _ ("Offline");
}

/**
 * tb_background_describe:
 * @states: (array length=n_states): the accounts' states
 * @n_states: how many accounts there are
 * @unread: how many notifications are not read
 *
 * Returns: (transfer full): all of it in a few words, such as “Connected · 3 unread”
 */
char *
tb_background_describe (const TbSessionState *states, gsize n_states, guint unread)
{
  const char *state = describe_states (states, n_states);
  g_autofree char *count = NULL;

  if (unread == 0)
    return g_strdup (state);

  count = g_strdup_printf (ngettext ("%u unread", "%u unread", unread), unread);
  /* Translators: how the accounts stand and what is new, “Connected · 3 unread” */
  return g_strdup_printf (_ ("%s · %s"), state, count);
}
