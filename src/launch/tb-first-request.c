/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What the bus started the program for. Who activates an action of a program that is not running
 * has the bus start it, and the bus hands the call over as soon as the program has its name: before
 * anything need be on the screen.
 */

#include "launch/tb-first-request.h"

#define APPLICATION_INTERFACE "org.freedesktop.Application"

/* How long the bus may take to answer, in ms; it has just given us our name. */
#define BUS_TIMEOUT 5000

/* What the thread of the connection writes and ours reads. */
typedef struct
{
  GMutex mutex;
  gboolean seen;
  char *action; /* NULL for a request that is none */
} Finding;

struct _TbFirstRequest
{
  GDBusConnection *connection;
  guint filter;
  Finding *finding;
};

static void
clear_finding (gpointer data)
{
  Finding *finding = data;

  g_mutex_clear (&finding->mutex);
  g_free (finding->action);
}

static void
release_finding (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_finding);
}

static char *
dup_action (GDBusMessage *message)
{
  GVariant *body = g_dbus_message_get_body (message);
  char *action = NULL;

  if (g_strcmp0 (g_dbus_message_get_member (message), "ActivateAction") == 0 && body != NULL
      && g_variant_is_of_type (body, G_VARIANT_TYPE ("(sava{sv})")))
    g_variant_get_child (body, 0, "s", &action);

  return action;
}

/* Called in the thread of the connection. */
static GDBusMessage *
on_message (GDBusConnection *connection,
            GDBusMessage *message,
            gboolean incoming,
            gpointer user_data)
{
  Finding *finding = user_data;

  if (!incoming || g_dbus_message_get_message_type (message) != G_DBUS_MESSAGE_TYPE_METHOD_CALL
      || g_strcmp0 (g_dbus_message_get_interface (message), APPLICATION_INTERFACE) != 0)
    return message;

  g_mutex_lock (&finding->mutex);
  if (!finding->seen)
    {
      finding->seen = TRUE;
      finding->action = dup_action (message);
    }
  g_mutex_unlock (&finding->mutex);

  return message;
}

/**
 * tb_first_request_new:
 * @connection: the bus, which has not given the program its name yet
 *
 * Returns: (transfer full): what the program was started for, once it has its name
 */
TbFirstRequest *
tb_first_request_new (GDBusConnection *connection)
{
  TbFirstRequest *self = g_new0 (TbFirstRequest, 1);

  self->connection = g_object_ref (connection);
  self->finding = g_atomic_rc_box_new0 (Finding);
  g_mutex_init (&self->finding->mutex);
  self->filter = g_dbus_connection_add_filter (
      connection, on_message, g_atomic_rc_box_acquire (self->finding), release_finding);

  return self;
}

/**
 * tb_first_request_free:
 * @self: what the program was started for
 *
 * Stops looking at what comes.
 */
void
tb_first_request_free (TbFirstRequest *self)
{
  g_dbus_connection_remove_filter (self->connection, self->filter);
  release_finding (self->finding);
  g_object_unref (self->connection);
  g_free (self);
}

/**
 * tb_first_request_is_action:
 * @self: what the program was started for
 * @action_name: an action's name
 *
 * Asks the bus something, and waits for its answer: what it sent before has come then.
 *
 * Returns: whether the first that the program was asked for is @action_name
 */
gboolean
tb_first_request_is_action (TbFirstRequest *self, const char *action_name)
{
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
      self->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
      "GetId", NULL, NULL, G_DBUS_CALL_FLAGS_NONE, BUS_TIMEOUT, NULL, NULL);
  gboolean is_action;

  g_mutex_lock (&self->finding->mutex);
  is_action = g_strcmp0 (self->finding->action, action_name) == 0;
  g_mutex_unlock (&self->finding->mutex);

  return is_action;
}
