/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-portals.h"

#include <glib/gi18n.h>

#include "desktop/tb-portal-request.h"

enum
{
  PROP_KNOWN = 1,
  N_PROPERTIES,
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

struct _TbPortals
{
  GObject parent_instance;

  GDBusConnection *connection;
  guint watch;
  gboolean watched;          /* the watch has spoken once */
  GCancellable *cancellable; /* of the questions that are out */
  guint n_unanswered;
  gboolean known;
  GVariant *answers[TB_N_PORTALS]; /* of type a{sv}; NULL for a portal that is missing */
};

/* One question to one portal. Does not own the portals: dispose cancels. */
typedef struct
{
  TbPortals *portals;
  TbPortal portal;
} Question;

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbPortals, tb_portals, G_TYPE_OBJECT)

static void
finish_answers (TbPortals *self)
{
  g_autoptr (TbPortals) alive = g_object_ref (self);

  if (!self->known)
    {
      self->known = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KNOWN]);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Question *question = user_data;
  TbPortals *self = question->portals;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_pointer (&self->answers[question->portal], g_variant_unref);
  if (reply != NULL)
    g_variant_get (reply, "(@a{sv})", &self->answers[question->portal]);
  else
    g_debug ("%s: %s", tb_portals_get_interface (question->portal), error->message);

  if (--self->n_unanswered == 0)
    finish_answers (self);
}

static void
ask (TbPortals *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->n_unanswered = TB_N_PORTALS;

  for (TbPortal portal = 0; portal < TB_N_PORTALS; portal++)
    {
      Question *question = g_new (Question, 1);

      question->portals = self;
      question->portal = portal;
      g_dbus_connection_call (self->connection, TB_PORTAL_NAME, TB_PORTAL_PATH,
                              "org.freedesktop.DBus.Properties", "GetAll",
                              g_variant_new ("(s)", tb_portals_get_interface (portal)),
                              G_VARIANT_TYPE ("(a{sv})"), G_DBUS_CALL_FLAGS_NONE, -1,
                              self->cancellable, on_answer, question);
    }
}

static void
on_appeared (GDBusConnection *connection, const char *name, const char *owner, gpointer user_data)
{
  TbPortals *self = TB_PORTALS (user_data);

  self->watched = TRUE;
  ask (self);
}

/* They are started by the first question. Once gone they are left alone: they come back when the
 * desktop wants them to, or with the next call. */
static void
on_vanished (GDBusConnection *connection, const char *name, gpointer user_data)
{
  TbPortals *self = TB_PORTALS (user_data);

  if (!self->watched)
    ask (self);
  self->watched = TRUE;
}

static void
tb_portals_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_KNOWN:
      g_value_set_boolean (value, TB_PORTALS (object)->known);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_portals_dispose (GObject *object)
{
  TbPortals *self = TB_PORTALS (object);

  g_clear_handle_id (&self->watch, g_bus_unwatch_name);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->connection);
  for (TbPortal portal = 0; portal < TB_N_PORTALS; portal++)
    g_clear_pointer (&self->answers[portal], g_variant_unref);

  G_OBJECT_CLASS (tb_portals_parent_class)->dispose (object);
}

static void
tb_portals_class_init (TbPortalsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tb_portals_get_property;
  object_class->dispose = tb_portals_dispose;

  properties[PROP_KNOWN]
      = g_param_spec_boolean ("known", NULL, NULL, FALSE,
                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", TB_TYPE_PORTALS, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
tb_portals_init (TbPortals *self)
{
}

TbPortals *
tb_portals_new (GDBusConnection *connection)
{
  TbPortals *self;

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (connection), NULL);

  self = g_object_new (TB_TYPE_PORTALS, NULL);
  self->connection = g_object_ref (connection);
  self->watch
      = g_bus_watch_name_on_connection (connection, TB_PORTAL_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                        on_appeared, on_vanished, self, NULL);

  return self;
}

gboolean
tb_portals_get_known (TbPortals *self)
{
  g_return_val_if_fail (TB_IS_PORTALS (self), FALSE);

  return self->known;
}

guint
tb_portals_get_version (TbPortals *self, TbPortal portal)
{
  guint version = 1;

  g_return_val_if_fail (TB_IS_PORTALS (self), 0);
  g_return_val_if_fail (portal < TB_N_PORTALS, 0);

  if (self->answers[portal] == NULL)
    return 0;

  g_variant_lookup (self->answers[portal], "version", "u", &version);
  return version;
}

GVariant *
tb_portals_dup_property (TbPortals *self,
                         TbPortal portal,
                         const char *name,
                         const GVariantType *type)
{
  g_return_val_if_fail (TB_IS_PORTALS (self), NULL);
  g_return_val_if_fail (portal < TB_N_PORTALS, NULL);

  if (self->answers[portal] == NULL)
    return NULL;

  return g_variant_lookup_value (self->answers[portal], name, type);
}

const char *
tb_portals_get_interface (TbPortal portal)
{
  static const char *const interfaces[TB_N_PORTALS] = {
    [TB_PORTAL_NOTIFICATION] = "org.freedesktop.portal.Notification",
    [TB_PORTAL_OPEN_URI] = "org.freedesktop.portal.OpenURI",
    [TB_PORTAL_BACKGROUND] = "org.freedesktop.portal.Background",
    [TB_PORTAL_SECRET] = "org.freedesktop.portal.Secret",
    [TB_PORTAL_NETWORK_MONITOR] = "org.freedesktop.portal.NetworkMonitor",
    [TB_PORTAL_PROXY_RESOLVER] = "org.freedesktop.portal.ProxyResolver",
  };

  g_return_val_if_fail (portal < TB_N_PORTALS, NULL);

  return interfaces[portal];
}

const char *
tb_portals_get_label (TbPortal portal)
{
  switch (portal)
    {
    case TB_PORTAL_NOTIFICATION:
      return _ ("Notifications");
    case TB_PORTAL_OPEN_URI:
      return _ ("Opening pages");
    case TB_PORTAL_BACKGROUND:
      return _ ("Background and start at login");
    case TB_PORTAL_SECRET:
      return _ ("Key of the sandbox's keyring");
    case TB_PORTAL_NETWORK_MONITOR:
      return _ ("Network changes");
    case TB_PORTAL_PROXY_RESOLVER:
      return _ ("Proxy settings");
    case TB_N_PORTALS:
    default:
      g_return_val_if_reached (NULL);
    }
}

const char *
tb_portals_explain (TbPortals *self, TbPortal portal)
{
  g_return_val_if_fail (TB_IS_PORTALS (self), NULL);

  if (!self->known || tb_portals_get_version (self, portal) > 0)
    return NULL;

  switch (portal)
    {
    case TB_PORTAL_NOTIFICATION:
      return _ ("Notifications cannot be shown, because this desktop has no portal for them; "
                "install xdg-desktop-portal-gtk or the one of your desktop");
    case TB_PORTAL_OPEN_URI:
      return _ ("Pages cannot be opened in the browser, because this desktop has no portal for it; "
                "install xdg-desktop-portal-gtk or the one of your desktop");
    case TB_PORTAL_BACKGROUND:
      return _ ("Traybell cannot ask to be started at login, because this desktop has no portal "
                "for it; add “flatpak run com.nebutra.Traybell --background” to the programs that "
                "your desktop starts");
    case TB_PORTAL_SECRET:
      return _ ("Tokens are kept in the desktop's own keyring and not in the sandbox's, because "
                "this desktop has no portal for its key");
    case TB_PORTAL_NETWORK_MONITOR:
      return _ ("Traybell watches the network by itself, because this desktop has no portal for "
                "it; a change may be noticed late");
    case TB_PORTAL_PROXY_RESOLVER:
      return _ ("The desktop's proxy settings are not used, because it has no portal for them");
    case TB_N_PORTALS:
    default:
      g_return_val_if_reached (NULL);
    }
}
