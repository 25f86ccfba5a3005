/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The state that all parts of the server work on. It knows no HTTP. */

#include "dev-application.h"

#include "dev-connection.h"
#include "dev-message.h"

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DevApplication, dev_application, G_TYPE_OBJECT)

static void
dev_application_dispose (GObject *object)
{
  DevApplication *self = DEV_APPLICATION (object);

  dev_application_close_all (self);

  G_OBJECT_CLASS (dev_application_parent_class)->dispose (object);
}

static void
dev_application_finalize (GObject *object)
{
  DevApplication *self = DEV_APPLICATION (object);

  g_ptr_array_unref (self->connections);
  g_ptr_array_unref (self->sockets);
  g_hash_table_unref (self->channels);
  dev_users_free (self->users);
  dev_faults_free (self->faults);
  dev_inbox_free (self->inbox);
  dev_sign_in_free (self->sign_in);
  dev_record_clear (&self->record);
  dev_settings_clear (&self->settings);
  g_free (self->id);
  g_free (self->key);
  g_free (self->secret);

  G_OBJECT_CLASS (dev_application_parent_class)->finalize (object);
}

static void
dev_application_class_init (DevApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dev_application_dispose;
  object_class->finalize = dev_application_finalize;

  /**
   * DevApplication::changed:
   * @self: an application
   *
   * Something that `/control/wait` can wait for may have happened.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", DEV_TYPE_APPLICATION, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dev_application_init (DevApplication *self)
{
  self->flavour = dev_flavour_find ("soketi");
  self->users = dev_users_new ();
  self->faults = dev_faults_new ();
  self->inbox = dev_inbox_new ();
  self->sign_in = dev_sign_in_new ();
  self->channels
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) dev_channel_free);
  self->connections = g_ptr_array_new_with_free_func (g_object_unref);
  self->sockets = g_ptr_array_new_with_free_func (g_object_unref);
  dev_settings_reset (&self->settings);
  dev_record_reset (&self->record);
}

/**
 * dev_application_new:
 * @id: application id, as in REST paths
 * @key: public key
 * @secret: secret
 *
 * Returns: (transfer full): an application without connections
 */
DevApplication *
dev_application_new (const char *id, const char *key, const char *secret)
{
  DevApplication *self = g_object_new (DEV_TYPE_APPLICATION, NULL);

  self->id = g_strdup (id);
  self->key = g_strdup (key);
  self->secret = g_strdup (secret);

  return self;
}

/**
 * dev_application_reset:
 * @self: an application
 *
 * Sets flavour, settings, faults, users, inbox and record to how the server starts.
 * Connections stay.
 */
void
dev_application_reset (DevApplication *self)
{
  self->flavour = dev_flavour_find ("soketi");
  dev_settings_reset (&self->settings);
  dev_record_reset (&self->record);
  dev_faults_reset (self->faults);
  dev_sign_in_reset (self->sign_in);
  dev_users_free (self->users);
  self->users = dev_users_new ();
  dev_inbox_free (self->inbox);
  self->inbox = dev_inbox_new ();
  dev_application_changed (self);
}

/**
 * dev_application_changed:
 * @self: an application
 *
 * Emits #DevApplication::changed.
 */
void
dev_application_changed (DevApplication *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * dev_application_log:
 * @self: an application
 * @format: printf() format of one line
 * @...: what it prints
 *
 * Prints to standard error when the server was started with `--log`.
 */
void
dev_application_log (DevApplication *self, const char *format, ...)
{
  va_list arguments;
  g_autofree char *line = NULL;
  g_autofree char *now = NULL;

  if (!self->logs)
    return;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  now = dev_record_now ();
  g_printerr ("%s %s\n", now, line);
}

/**
 * dev_application_find_channel:
 * @self: an application
 * @name: (nullable): full name of a channel
 *
 * Returns: (transfer none) (nullable): the channel if it is occupied
 */
DevChannel *
dev_application_find_channel (DevApplication *self, const char *name)
{
  return name != NULL ? g_hash_table_lookup (self->channels, name) : NULL;
}

/**
 * dev_application_get_channel:
 * @self: an application
 * @name: full name of a channel
 *
 * Returns: (transfer none): the channel, made if nobody occupies it
 */
DevChannel *
dev_application_get_channel (DevApplication *self, const char *name)
{
  DevChannel *channel = g_hash_table_lookup (self->channels, name);

  if (channel == NULL)
    {
      channel = dev_channel_new (name);
      g_hash_table_insert (self->channels, channel->name, channel);
    }

  return channel;
}

/**
 * dev_application_prune_channel:
 * @self: an application
 * @channel: (transfer none): a channel of it
 *
 * Frees @channel if nothing is left to remember.
 */
void
dev_application_prune_channel (DevApplication *self, DevChannel *channel)
{
  if (channel->subscribers->len == 0 && channel->members->len == 0 && channel->cached == NULL)
    g_hash_table_remove (self->channels, channel->name);
}

/**
 * dev_application_find_connection:
 * @self: an application
 * @socket_id: (nullable): id of a connection
 *
 * Returns: (transfer none) (nullable): that connection, while it is open
 */
DevConnection *
dev_application_find_connection (DevApplication *self, const char *socket_id)
{
  for (guint i = 0; i < self->connections->len; i++)
    {
      DevConnection *connection = self->connections->pdata[i];

      if (g_strcmp0 (dev_connection_get_socket_id (connection), socket_id) == 0)
        return connection;
    }

  return NULL;
}

static guint
publish_to_user (DevApplication *self, const char *channel, const char *text)
{
  const char *user_id = channel + strlen ("#server-to-user-");
  guint delivered = 0;

  for (guint i = 0; i < self->connections->len; i++)
    {
      DevConnection *connection = self->connections->pdata[i];

      if (g_strcmp0 (dev_connection_get_user_id (connection), user_id) != 0)
        continue;
      dev_connection_send (connection, text);
      delivered++;
    }

  return delivered;
}

/**
 * dev_application_publish:
 * @self: an application
 * @channel: full name of the channel
 * @event: name of the event
 * @data: (transfer none) (nullable): data as it goes into the frame
 * @user_id: (transfer none) (nullable): whom the event claims to come from
 * @except_socket_id: (nullable): the connection that does not get it
 *
 * Returns: how many connections got it
 */
guint
dev_application_publish (DevApplication *self,
                         const char *channel,
                         const char *event,
                         JsonNode *data,
                         JsonNode *user_id,
                         const char *except_socket_id)
{
  g_autofree char *text = dev_message_new (event, channel, data, user_id);
  DevConnection *except = NULL;
  DevChannel *found;

  self->record.published++;
  /* Signed-in sockets get these without a subscription (protocol row 10.13). */
  if (g_str_has_prefix (channel, "#server-to-user-"))
    return publish_to_user (self, channel, text);

  found = dev_application_find_channel (self, channel);
  if (dev_channel_name_is_cache (channel))
    {
      found = dev_application_get_channel (self, channel);
      g_free (found->cached);
      found->cached = g_strdup (text);
    }
  if (found == NULL)
    return 0;

  if (except_socket_id != NULL)
    except = dev_application_find_connection (self, except_socket_id);
  dev_channel_broadcast (found, text, except);

  return found->subscribers->len - (except != NULL && dev_channel_has (found, except) ? 1 : 0);
}

/**
 * dev_application_close_all:
 * @self: an application
 *
 * Ends every connection as this flavour of server does when it shuts down.
 */
void
dev_application_close_all (DevApplication *self)
{
  g_autoptr (GPtrArray) connections
      = g_ptr_array_copy (self->connections, (GCopyFunc) g_object_ref, NULL);
  g_autoptr (GPtrArray) sockets = NULL;

  g_ptr_array_set_free_func (connections, g_object_unref);
  for (guint i = 0; i < connections->len; i++)
    dev_connection_refuse (connections->pdata[i], DEV_REFUSAL_SHUTDOWN, NULL, NULL);

  sockets = g_ptr_array_copy (self->sockets, (GCopyFunc) g_object_ref, NULL);
  g_ptr_array_set_free_func (sockets, g_object_unref);
  for (guint i = 0; i < sockets->len; i++)
    dev_socket_drop (sockets->pdata[i], FALSE);
}
