/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tells the status page, which knows no desktop, how the desktop stands. */

#include "app/tb-system-watch.h"

#include "app/tb-system-words.h"
#include "desktop/tb-sandbox.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"

struct _TbSystemWatch
{
  GObject parent_instance;

  TbSystemStatus *status;
  TbTray *tray; /* NULL without a session bus */
  TbNotifier *notifier;
  TbKeyring *keyring;
  guint portal_watch;
};

G_DEFINE_FINAL_TYPE (TbSystemWatch, tb_system_watch, G_TYPE_OBJECT)

static void
update_tray (TbSystemWatch *self)
{
  tb_system_status_set (
      self->status, "tray",
      tb_system_words_describe_tray (self->tray != NULL && tb_tray_get_registered (self->tray)));
}

static void
update_notifications (TbSystemWatch *self)
{
  g_autofree char *server = tb_notifier_dup_server_name (self->notifier);
  g_auto (GStrv) capabilities = tb_notifier_dup_capabilities (self->notifier);
  g_autoptr (GError) error = tb_notifier_dup_error (self->notifier);

  tb_system_status_set (
      self->status, "notifications",
      tb_system_words_describe_notifications (server, (const char *const *) capabilities, error));
}

static void
update_keyring (TbSystemWatch *self)
{
  g_autoptr (GError) error = tb_keyring_dup_error (self->keyring);

  tb_system_status_set (
      self->status, "keyring",
      tb_system_words_describe_keyring (tb_keyring_get_answered (self->keyring), error));
}

static void
update_sandbox (TbSystemWatch *self, gboolean has_portals)
{
  tb_system_status_set (self->status, "sandbox",
                        tb_system_words_describe_sandbox (tb_sandbox_is_inside (), has_portals));
}

static void
on_portal_appeared (GDBusConnection *connection,
                    const char *name,
                    const char *owner,
                    gpointer user_data)
{
  update_sandbox (TB_SYSTEM_WATCH (user_data), TRUE);
}

static void
on_portal_vanished (GDBusConnection *connection, const char *name, gpointer user_data)
{
  update_sandbox (TB_SYSTEM_WATCH (user_data), FALSE);
}

static void
tb_system_watch_dispose (GObject *object)
{
  TbSystemWatch *self = TB_SYSTEM_WATCH (object);

  g_clear_handle_id (&self->portal_watch, g_bus_unwatch_name);
  g_clear_object (&self->tray);
  g_clear_object (&self->notifier);
  g_clear_object (&self->keyring);
  g_clear_object (&self->status);

  G_OBJECT_CLASS (tb_system_watch_parent_class)->dispose (object);
}

static void
tb_system_watch_class_init (TbSystemWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tb_system_watch_dispose;
}

static void
tb_system_watch_init (TbSystemWatch *self)
{
  self->status = tb_system_status_new ();
}

/**
 * tb_system_watch_new:
 * @connection: (nullable): the session bus
 * @tray: (nullable): the icon
 * @notifier: shows notifications
 * @keyring: keeps secrets
 *
 * Follows all of them; to be made when somebody wants to look.
 *
 * Returns: (transfer full): a watch on the desktop
 */
TbSystemWatch *
tb_system_watch_new (GDBusConnection *connection,
                     TbTray *tray,
                     TbNotifier *notifier,
                     TbKeyring *keyring)
{
  TbSystemWatch *self = g_object_new (TB_TYPE_SYSTEM_WATCH, NULL);

  self->notifier = g_object_ref (notifier);
  self->keyring = g_object_ref (keyring);
  g_set_object (&self->tray, tray);
  if (tray != NULL)
    g_signal_connect_object (tray, "notify::registered", G_CALLBACK (update_tray), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (notifier, "notify", G_CALLBACK (update_notifications), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keyring, "notify::error", G_CALLBACK (update_keyring), self,
                           G_CONNECT_SWAPPED);
  update_tray (self);
  update_notifications (self);
  update_keyring (self);
  update_sandbox (self, FALSE);
  if (connection != NULL)
    self->portal_watch
        = g_bus_watch_name_on_connection (connection, PORTAL_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                          on_portal_appeared, on_portal_vanished, self, NULL);

  return self;
}

/**
 * tb_system_watch_get_status:
 * @self: a watch
 *
 * Returns: (transfer none): what it sees, kept up to date
 */
TbSystemStatus *
tb_system_watch_get_status (TbSystemWatch *self)
{
  return self->status;
}
