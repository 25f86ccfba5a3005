/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-tray-watcher.h"

/* The item registers with its path: every watcher takes a leading slash as
 * "the sender's object", so no name has to be owned, which a sandbox would not
 * allow. */

#define WATCHER_NAME "org.kde.StatusNotifierWatcher"
#define WATCHER_PATH "/StatusNotifierWatcher"
#define WATCHER_INTERFACE "org.kde.StatusNotifierWatcher"

enum
{
  PROP_0,
  PROP_REGISTERED,
  N_PROPERTIES
};

struct _TbTrayWatcher
{
  GObject parent_instance;

  GDBusConnection *connection;
  char *item_path;
  guint watch;
  guint subscription;
  GCancellable *cancellable; /* of the calls to one owner of the name; NULL without one */
  char *owner;               /* who has the name, or NULL: as far as we were told */
  char *registrar;           /* whose answer to the registration came, or NULL */
  gboolean is_early; /* the item was registered before it was known whether there is an owner */
  gboolean accepted;
  gboolean has_host;
  gboolean registered;
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TbTrayWatcher, tb_tray_watcher, G_TYPE_OBJECT)

static void
update_registered (TbTrayWatcher *self)
{
  gboolean registered = self->accepted && self->has_host;

  if (self->registered == registered)
    return;

  self->registered = registered;
  g_debug ("The tray icon is %s", registered ? "registered" : "not registered");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REGISTERED]);
}

static void register_item (TbTrayWatcher *self);

/* Nobody has the watcher's name. */
static gboolean
is_absent (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER);
}

/* The callbacks of the two calls do not own the object, so that a watcher that
 * never answers cannot keep it alive: dispose cancels the calls, and nothing is
 * looked at before it is known that this did not happen. */
static void
on_host_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TbTrayWatcher *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || is_absent (error))
    return;

  if (reply != NULL)
    g_variant_get (reply, "(v)", &value);
  /* A watcher without the property is its own host. */
  self->has_host = value == NULL || !g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN)
                   || g_variant_get_boolean (value);
  update_registered (self);
}

static void
query_host (TbTrayWatcher *self)
{
  g_dbus_connection_call (
      self->connection, WATCHER_NAME, WATCHER_PATH, "org.freedesktop.DBus.Properties", "Get",
      g_variant_new ("(ss)", WATCHER_INTERFACE, "IsStatusNotifierHostRegistered"),
      G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, self->cancellable, on_host_ready,
      self);
}

static void
on_item_registered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TbTrayWatcher *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusMessage) reply = g_dbus_connection_send_message_with_reply_finish (
      G_DBUS_CONNECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->is_early = FALSE;
  self->accepted = reply != NULL && !g_dbus_message_to_gerror (reply, &error);
  g_free (self->registrar);
  self->registrar = reply != NULL ? g_strdup (g_dbus_message_get_sender (reply)) : NULL;
  if (reply != NULL && self->owner != NULL && g_strcmp0 (self->owner, self->registrar) != 0)
    {
      /* It has come in between, or another one has. */
      register_item (self);
      return;
    }

  if (!self->accepted && !is_absent (error))
    g_message ("The tray does not take the icon: %s", error->message);
  update_registered (self);
}

static void
forget_owner (TbTrayWatcher *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->registrar, g_free);
  self->accepted = FALSE;
  self->has_host = FALSE;
}

static void
send_item (TbTrayWatcher *self)
{
  g_autoptr (GDBusMessage) call = g_dbus_message_new_method_call (
      WATCHER_NAME, WATCHER_PATH, WATCHER_INTERFACE, "RegisterStatusNotifierItem");

  forget_owner (self);
  self->cancellable = g_cancellable_new ();
  g_dbus_message_set_body (call, g_variant_new ("(s)", self->item_path));
  g_dbus_message_set_flags (call, G_DBUS_MESSAGE_FLAGS_NO_AUTO_START);
  g_dbus_connection_send_message_with_reply (self->connection, call, G_DBUS_SEND_MESSAGE_FLAGS_NONE,
                                             -1, NULL, self->cancellable, on_item_registered, self);
}

static void
register_item (TbTrayWatcher *self)
{
  send_item (self);
  query_host (self);
}

static void
on_watcher_appeared (GDBusConnection *connection,
                     const char *name,
                     const char *owner,
                     gpointer user_data)
{
  TbTrayWatcher *self = user_data;

  g_free (self->owner);
  self->owner = g_strdup (owner);
  if (!self->is_early && g_strcmp0 (self->owner, self->registrar) != 0)
    register_item (self);
}

static void
on_watcher_vanished (GDBusConnection *connection, const char *name, gpointer user_data)
{
  TbTrayWatcher *self = user_data;

  g_clear_pointer (&self->owner, g_free);
  self->is_early = FALSE;
  forget_owner (self);
  update_registered (self);
}

static void
on_watcher_signal (GDBusConnection *connection,
                   const char *sender,
                   const char *object_path,
                   const char *interface_name,
                   const char *signal_name,
                   GVariant *parameters,
                   gpointer user_data)
{
  TbTrayWatcher *self = user_data;

  /* One of several hosts may have come or gone, so ask instead of counting. */
  if (self->cancellable != NULL
      && (g_str_equal (signal_name, "StatusNotifierHostRegistered")
          || g_str_equal (signal_name, "StatusNotifierHostUnregistered")))
    query_host (self);
}

static void
tb_tray_watcher_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_REGISTERED:
      g_value_set_boolean (value, TB_TRAY_WATCHER (object)->registered);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
tb_tray_watcher_dispose (GObject *object)
{
  TbTrayWatcher *self = TB_TRAY_WATCHER (object);

  g_clear_handle_id (&self->watch, g_bus_unwatch_name);
  forget_owner (self);
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->connection, self->subscription);
  self->subscription = 0;
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (tb_tray_watcher_parent_class)->dispose (object);
}

static void
tb_tray_watcher_finalize (GObject *object)
{
  TbTrayWatcher *self = TB_TRAY_WATCHER (object);

  g_free (self->owner);
  g_free (self->item_path);

  G_OBJECT_CLASS (tb_tray_watcher_parent_class)->finalize (object);
}

static void
tb_tray_watcher_class_init (TbTrayWatcherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tb_tray_watcher_get_property;
  object_class->dispose = tb_tray_watcher_dispose;
  object_class->finalize = tb_tray_watcher_finalize;

  properties[PROP_REGISTERED]
      = g_param_spec_boolean ("registered", NULL, NULL, FALSE,
                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
tb_tray_watcher_init (TbTrayWatcher *self)
{
}

TbTrayWatcher *
tb_tray_watcher_new (GDBusConnection *connection, const char *item_path)
{
  TbTrayWatcher *self;

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (connection), NULL);
  g_return_val_if_fail (g_variant_is_object_path (item_path), NULL);

  self = g_object_new (TB_TYPE_TRAY_WATCHER, NULL);
  self->connection = g_object_ref (connection);
  self->item_path = g_strdup (item_path);
  /* Most desktops have a tray: the icon is in it sooner if nobody asks first whether there is one,
   * and if nothing else is sent before. Who answers is compared with who has the name then. */
  self->is_early = TRUE;
  send_item (self);
  self->subscription = g_dbus_connection_signal_subscribe (
      connection, WATCHER_NAME, WATCHER_INTERFACE, NULL, WATCHER_PATH, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_watcher_signal, self, NULL);
  self->watch
      = g_bus_watch_name_on_connection (connection, WATCHER_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                        on_watcher_appeared, on_watcher_vanished, self, NULL);
  query_host (self);

  return self;
}

gboolean
tb_tray_watcher_get_registered (TbTrayWatcher *self)
{
  g_return_val_if_fail (TB_IS_TRAY_WATCHER (self), FALSE);

  return self->registered;
}
