/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-portal-notifier.h"

#include "desktop/tb-portal-request.h"
#include "desktop/tb-portal-toast.h"
#include "desktop/tb-toast-queue.h"

/* The notification portal without libnotify, which in a sandbox counts its ids from 1 in every
 * process, and so replaces what an earlier one showed, and updates by removing and adding.
 *
 * Actions are an exported action of the application and not the portal's signal ActionInvoked:
 * beside that signal xdg-desktop-portal-gtk activates the application, which would present its
 * window for every button, while an exported action is activated alone, with an activation token
 * where there is one, and also if the program has to be started for it.
 *
 * One call is out at a time: the portal answers calls on several threads, where a withdrawal could
 * overtake what it is to withdraw. */

enum
{
  PROP_0,
  PROP_SERVER_NAME,
  PROP_CAPABILITIES,
  PROP_ERROR,
};

struct _TbPortalNotifier
{
  GObject parent_instance;

  GDBusConnection *connection;
  TbPortals *portals;
  GCancellable *cancellable;
  TbToastQueue *queue;
  TbToastCommand *current; /* what the portal was asked for; NULL while it has nothing to do */
  /* toast id → serial of the newest tb_notifier_show() of it, until it is closed */
  GHashTable *live;
  guint last_serial;

  GSimpleAction *action;
  char *activation_token;
  GError *error;
};

static void tb_portal_notifier_iface_init (TbNotifierInterface *iface);
static void send_next (TbPortalNotifier *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbPortalNotifier,
                               tb_portal_notifier,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TB_TYPE_NOTIFIER,
                                                      tb_portal_notifier_iface_init))

static void
set_error (TbPortalNotifier *self, const GError *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  g_object_notify (G_OBJECT (self), "error");
}

/* Of two calls for one id only the newer is answered, and only once. */
static gboolean
is_newest (TbPortalNotifier *self, const TbToastCommand *command)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->live, command->toast_id)) == command->serial;
}

static void
close_toast (TbPortalNotifier *self, const TbToastCommand *command, TbNotifierClosedReason reason)
{
  if (!is_newest (self, command))
    return;

  g_hash_table_remove (self->live, command->toast_id);
  tb_notifier_emit_closed (TB_NOTIFIER (self), command->toast_id, reason);
}

/* What the user is told of @error. */
static GError *
explain (TbPortalNotifier *self, const GError *error)
{
  const char *explanation = tb_portals_explain (self->portals, TB_PORTAL_NOTIFICATION);

  if (explanation != NULL)
    return g_error_new_literal (TB_PORTAL_ERROR, TB_PORTAL_ERROR_MISSING, explanation);

  return tb_portal_error_translate (error);
}

/* Does not own the notifier, so that a portal that never answers cannot keep it alive: dispose
 * cancels, and nothing is looked at before it is known that this did not happen. */
static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbPortalNotifier) self = NULL;
  g_autoptr (TbToastCommand) command = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) explained = NULL;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = g_object_ref (user_data);
  command = g_steal_pointer (&self->current);
  if (error != NULL)
    explained = explain (self, error);
  set_error (self, explained);

  if (command->toast == NULL)
    close_toast (self, command, TB_NOTIFIER_CLOSED_WITHDRAWN);
  else if (error != NULL)
    close_toast (self, command, TB_NOTIFIER_CLOSED_UNDEFINED);
  else if (is_newest (self, command))
    tb_notifier_emit_shown (TB_NOTIFIER (self), command->toast_id);

  send_next (self);
}

static void
call (TbPortalNotifier *self, const char *method, GVariant *parameters)
{
  g_dbus_connection_call (self->connection, TB_PORTAL_NAME, TB_PORTAL_PATH,
                          tb_portals_get_interface (TB_PORTAL_NOTIFICATION), method, parameters,
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable, on_sent, self);
}

/* The categories that the portal knows, or NULL. */
static GStrv
dup_categories (TbPortalNotifier *self)
{
  g_autoptr (GVariant) options = tb_portals_dup_property (
      self->portals, TB_PORTAL_NOTIFICATION, "SupportedOptions", G_VARIANT_TYPE_VARDICT);
  GStrv categories = NULL;

  if (options != NULL)
    g_variant_lookup (options, "category", "^as", &categories);

  return categories;
}

static void
send_toast (TbPortalNotifier *self, const TbToast *toast)
{
  g_auto (GStrv) categories = dup_categories (self);
  guint version = tb_portals_get_version (self->portals, TB_PORTAL_NOTIFICATION);

  call (self, "AddNotification",
        g_variant_new ("(s@a{sv})", tb_toast_get_id (toast),
                       tb_portal_toast_serialize (toast, version, (const char *const *) categories,
                                                  "app." TB_PORTAL_NOTIFIER_ACTION)));
}

static void
send_next (TbPortalNotifier *self)
{
  if (self->current != NULL || !tb_portals_get_known (self->portals))
    return;

  self->current = tb_toast_queue_pop (self->queue);
  if (self->current == NULL)
    return;

  if (self->current->toast != NULL)
    send_toast (self, self->current->toast);
  else
    call (self, "RemoveNotification", g_variant_new ("(s)", self->current->toast_id));
}

static void
on_portals_changed (TbPortals *portals, gpointer user_data)
{
  TbPortalNotifier *self = TB_PORTAL_NOTIFIER (user_data);

  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify (G_OBJECT (self), "server-name");
  g_object_notify (G_OBJECT (self), "capabilities");
  g_object_thaw_notify (G_OBJECT (self));
  send_next (self);
}

static void
on_action_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TbPortalNotifier *self = TB_PORTAL_NOTIFIER (user_data);
  g_autofree char *token = g_steal_pointer (&self->activation_token);
  const char *toast_id;
  const char *action_id;

  g_variant_get (parameter, "(&s&s)", &toast_id, &action_id);
  /* The action is exported, so anybody on the bus can activate it with anything. */
  if (*toast_id != '\0' && *action_id != '\0')
    tb_notifier_emit_activated (TB_NOTIFIER (self), toast_id, action_id, token);
}

static void
push (TbPortalNotifier *self, const char *toast_id, TbToast *toast)
{
  g_autoptr (TbToastCommand) dropped = NULL;
  guint serial = ++self->last_serial;

  g_hash_table_insert (self->live, g_strdup (toast_id), GUINT_TO_POINTER (serial));
  dropped = tb_toast_queue_push (self->queue, toast_id, serial, toast);
  if (dropped != NULL)
    close_toast (self, dropped, TB_NOTIFIER_CLOSED_UNDEFINED);
  send_next (self);
}

static void
tb_portal_notifier_show (TbNotifier *notifier, TbToast *toast)
{
  push (TB_PORTAL_NOTIFIER (notifier), tb_toast_get_id (toast), toast);
}

static void
tb_portal_notifier_withdraw (TbNotifier *notifier, const char *toast_id)
{
  TbPortalNotifier *self = TB_PORTAL_NOTIFIER (notifier);

  if (g_hash_table_contains (self->live, toast_id))
    push (self, toast_id, NULL);
}

static char *
build_server_name (TbPortalNotifier *self)
{
  guint version = tb_portals_get_version (self->portals, TB_PORTAL_NOTIFICATION);

  return version > 0 ? g_strdup_printf ("xdg-desktop-portal (Notification %u)", version) : NULL;
}

/* In the words of the Desktop Notifications Specification. */
static const char *const *
get_capabilities (TbPortalNotifier *self)
{
  static const char *const none[] = { NULL };
  static const char *const first[] = { "actions", "body", NULL };
  static const char *const second[] = { "actions", "body", "sound", NULL };
  guint version = tb_portals_get_version (self->portals, TB_PORTAL_NOTIFICATION);

  return version >= 2 ? second : version == 1 ? first : none;
}

static void
tb_portal_notifier_get_property (GObject *object,
                                 guint property_id,
                                 GValue *value,
                                 GParamSpec *pspec)
{
  TbPortalNotifier *self = TB_PORTAL_NOTIFIER (object);

  switch (property_id)
    {
    case PROP_SERVER_NAME:
      g_value_take_string (value, build_server_name (self));
      break;
    case PROP_CAPABILITIES:
      g_value_set_boxed (value, get_capabilities (self));
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
tb_portal_notifier_dispose (GObject *object)
{
  TbPortalNotifier *self = TB_PORTAL_NOTIFIER (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (tb_portal_notifier_parent_class)->dispose (object);
}

static void
tb_portal_notifier_finalize (GObject *object)
{
  TbPortalNotifier *self = TB_PORTAL_NOTIFIER (object);

  g_clear_pointer (&self->current, tb_toast_command_free);
  tb_toast_queue_free (self->queue);
  g_hash_table_unref (self->live);
  g_clear_object (&self->action);
  g_clear_object (&self->portals);
  g_clear_object (&self->connection);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_free (self->activation_token);

  G_OBJECT_CLASS (tb_portal_notifier_parent_class)->finalize (object);
}

static void
tb_portal_notifier_iface_init (TbNotifierInterface *iface)
{
  iface->show = tb_portal_notifier_show;
  iface->withdraw = tb_portal_notifier_withdraw;
}

static void
tb_portal_notifier_class_init (TbPortalNotifierClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tb_portal_notifier_get_property;
  object_class->dispose = tb_portal_notifier_dispose;
  object_class->finalize = tb_portal_notifier_finalize;

  g_object_class_override_property (object_class, PROP_SERVER_NAME, "server-name");
  g_object_class_override_property (object_class, PROP_CAPABILITIES, "capabilities");
  g_object_class_override_property (object_class, PROP_ERROR, "error");
}

static void
tb_portal_notifier_init (TbPortalNotifier *self)
{
  self->cancellable = g_cancellable_new ();
  self->queue = tb_toast_queue_new (TB_PORTAL_NOTIFIER_QUEUE_MAXIMUM);
  self->live = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->action = g_simple_action_new (TB_PORTAL_NOTIFIER_ACTION, G_VARIANT_TYPE ("(ss)"));
  g_signal_connect_object (self->action, "activate", G_CALLBACK (on_action_activated), self, 0);
}

TbNotifier *
tb_portal_notifier_new (GDBusConnection *connection, TbPortals *portals)
{
  TbPortalNotifier *self;

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (connection), NULL);
  g_return_val_if_fail (TB_IS_PORTALS (portals), NULL);

  self = g_object_new (TB_TYPE_PORTAL_NOTIFIER, NULL);
  self->connection = g_object_ref (connection);
  self->portals = g_object_ref (portals);
  g_signal_connect_object (portals, "changed", G_CALLBACK (on_portals_changed), self, 0);

  return TB_NOTIFIER (self);
}

GAction *
tb_portal_notifier_get_action (TbPortalNotifier *self)
{
  g_return_val_if_fail (TB_IS_PORTAL_NOTIFIER (self), NULL);

  return G_ACTION (self->action);
}

void
tb_portal_notifier_set_activation_token (TbPortalNotifier *self, const char *activation_token)
{
  g_return_if_fail (TB_IS_PORTAL_NOTIFIER (self));

  g_free (self->activation_token);
  self->activation_token
      = activation_token != NULL && *activation_token != '\0' ? g_strdup (activation_token) : NULL;
}
