/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the tray shows of accounts and inbox: icon, tooltip and menu. */

#include "app/tb-tray-presenter.h"

#include <glib/gi18n.h>

#include "app/tb-words.h"

struct _TbTrayPresenter
{
  GObject parent_instance;

  TbTray *tray;
  TbSessionList *sessions;
  TbInbox *inbox;
  TbQuiet *quiet;
  TbReminders *reminders;
  GMenu *menu;
  guint update_source;
};

G_DEFINE_FINAL_TYPE (TbTrayPresenter, tb_tray_presenter, G_TYPE_OBJECT)

static TbTrayState
derive_state (TbTrayPresenter *self)
{
  guint n_sessions = g_list_model_get_n_items (G_LIST_MODEL (self->sessions));
  g_autofree TbSessionState *states = g_new (TbSessionState, n_sessions);

  for (guint i = 0; i < n_sessions; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (G_LIST_MODEL (self->sessions), i);

      states[i] = tb_session_get_state (session);
    }

  return tb_tray_presenter_derive (states, n_sessions, tb_inbox_get_unread (self->inbox),
                                   tb_reminders_get_pending (self->reminders),
                                   tb_quiet_get_active (self->quiet));
}

static char *
describe_unread (TbTrayPresenter *self)
{
  guint unread = tb_inbox_get_unread (self->inbox);

  if (unread == 0)
    return g_strdup (_ ("Nothing unread"));

  return g_strdup_printf (ngettext ("%u unread", "%u unread", unread), unread);
}

static void
append_item (GMenu *menu, const char *label, const char *action, const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  if (target != NULL)
    g_menu_item_set_action_and_target (item, action, "s", target);
  else if (action != NULL)
    g_menu_item_set_detailed_action (item, action);
  g_menu_append_item (menu, item);
}

/* A label that says how something stands, and cannot be chosen. */
static void
append_fact (GMenu *menu, const char *label)
{
  append_item (menu, label, "app.nothing", NULL);
}

static void
append_quiet (TbTrayPresenter *self, GMenu *menu)
{
  static const TbSnooze snoozes[] = { TB_SNOOZE_HALF_HOUR, TB_SNOOZE_HOUR, TB_SNOOZE_TOMORROW };
  g_autoptr (GMenu) submenu = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (snoozes); i++)
    append_item (submenu, tb_snooze_get_label (snoozes[i]), "app.snooze",
                 tb_snooze_to_string (snoozes[i]));
  g_menu_append_submenu (menu, _ ("_Snooze Notifications"), G_MENU_MODEL (submenu));
  if (tb_quiet_get_active (self->quiet))
    append_item (menu, _ ("_Resume Notifications"), "app.end-quiet", NULL);
}

static char *
escape_mnemonic (const char *text)
{
  g_autoptr (GString) result = g_string_new (text);

  g_string_replace (result, "_", "__", 0);
  return g_string_free (g_steal_pointer (&result), FALSE);
}

static void
rebuild_menu (TbTrayPresenter *self, GString *tooltip)
{
  guint n_sessions = g_list_model_get_n_items (G_LIST_MODEL (self->sessions));
  g_autoptr (GMenu) windows = g_menu_new ();
  g_autoptr (GMenu) quiet = g_menu_new ();
  g_autoptr (GMenu) states = g_menu_new ();
  g_autoptr (GMenu) end = g_menu_new ();
  g_autofree char *unread = describe_unread (self);
  g_autofree char *quiet_until = tb_quiet_describe (self->quiet);

  append_item (windows, _ ("_Open Traybell"), "app.show-window", NULL);
  append_quiet (self, quiet);
  if (quiet_until != NULL)
    {
      append_fact (states, quiet_until);
      g_string_append_printf (tooltip, "%s\n", quiet_until);
    }
  append_fact (states, unread);
  for (guint i = 0; i < n_sessions; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (G_LIST_MODEL (self->sessions), i);
      TbAccount *account = tb_session_get_account (session);
      g_autofree char *name = tb_account_dup_name (account);
      g_autofree char *web_url = tb_account_dup_string (account, "web-url");
      g_autofree char *state = tb_words_describe_account (name, tb_session_get_state (session));
      g_autofree char *escaped_state = escape_mnemonic (state);

      append_fact (states, escaped_state);
      g_string_append_printf (tooltip, "%s\n", state);
      if (*web_url != '\0')
        {
          g_autofree char *escaped_name = escape_mnemonic (name);
          /* Translators: opens the web app of the account of this name */
          g_autofree char *label = n_sessions == 1
                                       ? g_strdup (_ ("Open _Web App"))
                                       : g_strdup_printf (_ ("Open Web App of %s"), escaped_name);

          append_item (windows, label, "app.open-web", tb_account_get_id (account));
        }
    }
  if (n_sessions == 0)
    {
      append_fact (states, _ ("No account"));
      g_string_append_printf (tooltip, "%s\n", _ ("No account"));
    }
  g_string_append (tooltip, unread);
  append_item (end, _ ("_Quit"), "app.quit", NULL);

  g_menu_remove_all (self->menu);
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (windows));
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (quiet));
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (states));
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (end));
}

static gboolean
on_update_due (gpointer user_data)
{
  TbTrayPresenter *self = TB_TRAY_PRESENTER (user_data);
  g_autoptr (GString) tooltip = g_string_new (NULL);

  self->update_source = 0;
  rebuild_menu (self, tooltip);
  tb_tray_set_state (self->tray, derive_state (self));
  tb_tray_set_tooltip (self->tray, NULL, tooltip->str);

  return G_SOURCE_REMOVE;
}

/* A burst of changes is one change to a panel. */
static void
queue_update (TbTrayPresenter *self)
{
  if (self->update_source == 0)
    self->update_source = g_idle_add (on_update_due, self);
}

static void
on_changed (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  queue_update (TB_TRAY_PRESENTER (user_data));
}

static void
on_account_changed (TbAccount *account, const char *key, gpointer user_data)
{
  queue_update (TB_TRAY_PRESENTER (user_data));
}

static void
on_sessions_changed (
    GListModel *sessions, guint position, guint removed, guint added, gpointer user_data)
{
  TbTrayPresenter *self = TB_TRAY_PRESENTER (user_data);

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (sessions, i);

      g_signal_connect_object (session, "notify::state", G_CALLBACK (on_changed), self, 0);
      g_signal_connect_object (tb_session_get_account (session), "changed::name",
                               G_CALLBACK (on_account_changed), self, 0);
      g_signal_connect_object (tb_session_get_account (session), "changed::web-url",
                               G_CALLBACK (on_account_changed), self, 0);
    }
  queue_update (self);
}

static void
tb_tray_presenter_dispose (GObject *object)
{
  TbTrayPresenter *self = TB_TRAY_PRESENTER (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  g_clear_object (&self->tray);
  g_clear_object (&self->sessions);
  g_clear_object (&self->inbox);
  g_clear_object (&self->quiet);
  g_clear_object (&self->reminders);
  g_clear_object (&self->menu);

  G_OBJECT_CLASS (tb_tray_presenter_parent_class)->dispose (object);
}

static void
tb_tray_presenter_class_init (TbTrayPresenterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tb_tray_presenter_dispose;
}

static void
tb_tray_presenter_init (TbTrayPresenter *self)
{
  self->menu = g_menu_new ();
}

/**
 * tb_tray_presenter_new:
 * @tray: the icon
 * @sessions: the accounts
 * @inbox: the notifications
 * @quiet: whether it is quiet
 * @reminders: the urgent notifications that nobody has acknowledged
 * @actions: what the menu's actions are looked up in
 *
 * Returns: (transfer full): keeps @tray up to date for as long as it lives
 */
TbTrayPresenter *
tb_tray_presenter_new (TbTray *tray,
                       TbSessionList *sessions,
                       TbInbox *inbox,
                       TbQuiet *quiet,
                       TbReminders *reminders,
                       GActionGroup *actions)
{
  TbTrayPresenter *self = g_object_new (TB_TYPE_TRAY_PRESENTER, NULL);

  self->tray = g_object_ref (tray);
  self->sessions = g_object_ref (sessions);
  self->inbox = g_object_ref (inbox);
  self->quiet = g_object_ref (quiet);
  self->reminders = g_object_ref (reminders);
  tb_tray_set_menu (tray, G_MENU_MODEL (self->menu), actions);
  g_signal_connect_object (sessions, "items-changed", G_CALLBACK (on_sessions_changed), self, 0);
  g_signal_connect_object (inbox, "notify::unread", G_CALLBACK (on_changed), self, 0);
  g_signal_connect_object (quiet, "notify::description", G_CALLBACK (on_changed), self, 0);
  g_signal_connect_object (reminders, "notify::pending", G_CALLBACK (on_changed), self, 0);
  on_sessions_changed (G_LIST_MODEL (sessions), 0, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (sessions)), self);

  return self;
}

/**
 * tb_tray_presenter_get_menu:
 * @self: a presenter
 *
 * Returns: (transfer none): the menu of the icon, kept up to date
 */
GMenuModel *
tb_tray_presenter_get_menu (TbTrayPresenter *self)
{
  return G_MENU_MODEL (self->menu);
}

/**
 * tb_tray_presenter_derive:
 * @states: (array length=n_states): the accounts' states
 * @n_states: how many accounts there are
 * @unread: how many notifications are not read
 * @urgent_waiting: how many urgent ones are not acknowledged
 * @quiet: whether it is quiet
 *
 * What needs the user's doing comes first, then what is on the way, then that it is quiet, then
 * what is new.
 *
 * Returns: what the icon shows of all accounts together
 */
TbTrayState
tb_tray_presenter_derive (const TbSessionState *states,
                          gsize n_states,
                          guint unread,
                          guint urgent_waiting,
                          gboolean quiet)
{
  gboolean any_connected = FALSE;
  gboolean any_connecting = FALSE;

  if (urgent_waiting > 0)
    return TB_TRAY_STATE_URGENT;

  for (gsize i = 0; i < n_states; i++)
    {
      switch (states[i])
        {
        case TB_SESSION_SIGN_IN_NEEDED:
          return TB_TRAY_STATE_SIGN_IN;
        case TB_SESSION_CONNECTED:
          any_connected = TRUE;
          break;
        case TB_SESSION_CONNECTING:
          any_connecting = TRUE;
          break;
        case TB_SESSION_DISCONNECTED:
        case TB_SESSION_UNAVAILABLE:
        case TB_SESSION_REFUSED:
        default:
          break;
        }
    }

  if (!any_connected)
    return any_connecting ? TB_TRAY_STATE_CONNECTING : TB_TRAY_STATE_OFFLINE;
  if (quiet)
    return TB_TRAY_STATE_QUIET;

  return unread > 0 ? TB_TRAY_STATE_UNREAD : TB_TRAY_STATE_ONLINE;
}
