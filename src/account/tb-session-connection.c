/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-session-connection.h"

#include "account/tb-account-client.h"
#include "pusher/pusher-error.h"
#include "pusher/pusher-proxy-resolver.h"

struct _TbSessionConnection
{
  PusherClient *client;
  PusherHttpAuthorizer *authorizer; /* NULL if the account has no endpoint */
  SoupSession *http;
  TbAccount *account;
  TbCredentials *credentials;
  gboolean asked_for_fresh_credentials;
  const TbSessionConnectionFuncs *funcs;
  gpointer user_data;

  /* What it was built from. */
  GVariant *settings; /* an a{sv} */
  TbAuthFormat format;

  /* What events are turned into notifications with. */
  char *user_id;
  char *web_url;
  GStrv allowed_origins;
};

/* What is asked for each notification is no part of a connection, nor is a name, nor are pictures,
 * the way of signing in, or the format, which the connection itself finds out. */
static gboolean
is_part_of_it (const char *setting)
{
  static const char *const others[] = {
    "name", "muted-channels", "urgent-passes-quiet", "avatar-origins", "auth-format", NULL,
  };

  return !g_strv_contains (others, setting) && !g_str_has_prefix (setting, "sign-in-");
}

static GVariant *
dup_connection_settings (TbAccount *account)
{
  g_autoptr (GVariant) all = tb_account_dup_settings (account);
  g_auto (GVariantDict) settings = G_VARIANT_DICT_INIT (NULL);
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, all);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    {
      if (is_part_of_it (name))
        g_variant_dict_insert_value (&settings, name, value);
    }

  return g_variant_ref_sink (g_variant_dict_end (&settings));
}

static PusherProxyResolver *
get_proxies (TbSessionConnection *self)
{
  return PUSHER_PROXY_RESOLVER (soup_session_get_proxy_resolver (self->http));
}

static void
on_event (PusherClient *client, PusherChannel *channel, PusherEvent *event, gpointer user_data)
{
  TbSessionConnection *self = user_data;

  self->funcs->event (channel, event, self->user_data);
}

static void
on_state_changed (PusherClient *client, GParamSpec *pspec, gpointer user_data)
{
  TbSessionConnection *self = user_data;

  if (pusher_client_get_state (client) == PUSHER_CONNECTION_CONNECTED)
    self->asked_for_fresh_credentials = FALSE;
  self->funcs->state_changed (self->user_data);
}

static void
on_resynchronised (PusherClient *client, gint64 gap, gpointer user_data)
{
  TbSessionConnection *self = user_data;

  self->funcs->resynchronised (self->user_data);
}

static void
on_error (PusherClient *client, GError *error, const char *channel, gpointer user_data)
{
  TbSessionConnection *self = user_data;

  self->funcs->channel_changed (self->user_data);
}

/* What the web app understands is remembered for the next start. */
static void
remember_format (TbSessionConnection *self)
{
  TbAuthFormat format = tb_session_connection_get_auth_format (self);

  if (format != tb_account_get_auth_format (self->account))
    tb_account_set_auth_format (self->account, format);
}

static void
on_channel_state_changed (PusherChannel *channel, GParamSpec *pspec, gpointer user_data)
{
  TbSessionConnection *self = user_data;

  /* Refused credentials are read from the keyring once more, in case somebody renewed them there;
   * others than before are tried at once (row 6.13). */
  if (pusher_error_needs_credentials (pusher_channel_get_error (channel))
      && !self->asked_for_fresh_credentials)
    {
      self->asked_for_fresh_credentials = TRUE;
      tb_credentials_load (self->credentials);
    }
  if (pusher_channel_get_state (channel) == PUSHER_CHANNEL_SUBSCRIBED
      && pusher_channel_get_channel_type (channel) != PUSHER_CHANNEL_PUBLIC)
    remember_format (self);

  self->funcs->channel_changed (self->user_data);
}

/* Whatever was asked or is kept open goes the old way. */
static void
on_proxies_changed (PusherProxyResolver *proxies, gpointer user_data)
{
  TbSessionConnection *self = user_data;
  /* Whoever is told may let go of us. */
  g_autoptr (SoupSession) http = g_object_ref (self->http);

  pusher_client_route_changed (self->client);
  soup_session_abort (http);
}

static gboolean
subscribe_all (TbSessionConnection *self, TbAccount *account, GError **error)
{
  g_auto (GStrv) names = tb_account_dup_channel_names (account);

  for (gsize i = 0; names[i] != NULL; i++)
    {
      PusherChannel *channel = pusher_client_subscribe (self->client, names[i], error);

      if (channel == NULL)
        return FALSE;
      g_signal_connect (channel, "notify::state", G_CALLBACK (on_channel_state_changed), self);
    }

  return TRUE;
}

/* A CA file that is not there may come: the connection tells of it, and looks for it at each
 * attempt (row 1.17). */
static gboolean
check_settings (TbAccount *account, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (tb_account_check (account, &problem)
      || g_error_matches (problem, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_NO_FILE))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/**
 * tb_session_connection_new:
 * @account: where to connect, and which channels to subscribe
 * @credentials: for the authorisation endpoint
 * @clock: time and chance
 * @funcs: who is told, static
 * @user_data: for @funcs
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): a connection that is not open, or %NULL with what is wrong
 * with the settings
 */
TbSessionConnection *
tb_session_connection_new (TbAccount *account,
                           TbCredentials *credentials,
                           PusherClock *clock,
                           const TbSessionConnectionFuncs *funcs,
                           gpointer user_data,
                           GError **error)
{
  g_autoptr (TbSessionConnection) self = g_new0 (TbSessionConnection, 1);

  self->funcs = funcs;
  self->user_data = user_data;
  self->account = g_object_ref (account);
  self->credentials = g_object_ref (credentials);
  self->settings = dup_connection_settings (account);
  self->format = tb_account_get_auth_format (account);
  self->user_id = tb_account_dup_string (account, "user-id");
  self->web_url = tb_account_dup_string (account, "web-url");
  self->allowed_origins = tb_account_dup_strings (account, "allowed-origins");

  if (!check_settings (account, error))
    return NULL;
  self->client = tb_account_client_new (account, credentials, clock, NULL, NULL, &self->authorizer,
                                        &self->http, error);
  if (self->client == NULL || !subscribe_all (self, account, error))
    return NULL;

  g_signal_connect (self->client, "event", G_CALLBACK (on_event), self);
  g_signal_connect (self->client, "error", G_CALLBACK (on_error), self);
  g_signal_connect (self->client, "resynchronised", G_CALLBACK (on_resynchronised), self);
  g_signal_connect (self->client, "notify::state", G_CALLBACK (on_state_changed), self);
  g_signal_connect (get_proxies (self), "changed", G_CALLBACK (on_proxies_changed), self);

  return g_steal_pointer (&self);
}

/**
 * tb_session_connection_free:
 * @self: (transfer full): a connection, closed if it is open
 */
void
tb_session_connection_free (TbSessionConnection *self)
{
  if (self->client != NULL)
    {
      GListModel *channels = pusher_client_get_channels (self->client);

      for (guint i = 0; i < g_list_model_get_n_items (channels); i++)
        {
          g_autoptr (PusherChannel) channel = g_list_model_get_item (channels, i);

          g_signal_handlers_disconnect_by_data (channel, self);
        }
      g_signal_handlers_disconnect_by_data (self->client, self);
      pusher_client_disconnect (self->client);
      g_object_unref (self->client);
    }
  if (self->http != NULL)
    g_signal_handlers_disconnect_by_data (get_proxies (self), self);
  g_clear_object (&self->http);
  g_clear_object (&self->authorizer);
  g_clear_object (&self->account);
  g_clear_object (&self->credentials);
  g_clear_pointer (&self->settings, g_variant_unref);
  g_free (self->user_id);
  g_free (self->web_url);
  g_strfreev (self->allowed_origins);
  g_free (self);
}

/**
 * tb_session_connection_is_current:
 * @self: a connection
 *
 * Returns: whether it is what the account's settings ask for: they may be told of late, when the
 * connection was made with them already
 */
gboolean
tb_session_connection_is_current (TbSessionConnection *self)
{
  g_autoptr (GVariant) settings = dup_connection_settings (self->account);
  TbAuthFormat format;

  if (!g_variant_equal (settings, self->settings))
    return FALSE;

  format = tb_account_get_auth_format (self->account);
  return self->authorizer == NULL || format == self->format
         || format == tb_session_connection_get_auth_format (self);
}

/**
 * tb_session_connection_open:
 * @self: a connection
 *
 * Connects, and never gives up.
 */
void
tb_session_connection_open (TbSessionConnection *self)
{
  pusher_client_connect (self->client);
}

/**
 * tb_session_connection_check_proxies:
 * @self: a connection
 *
 * The system's proxy settings may be other ones: connects anew if they are.
 */
void
tb_session_connection_check_proxies (TbSessionConnection *self)
{
  pusher_proxy_resolver_check (get_proxies (self));
}

/**
 * tb_session_connection_get_client:
 * @self: a connection
 *
 * Returns: (transfer none): the client that it is
 */
PusherClient *
tb_session_connection_get_client (TbSessionConnection *self)
{
  return self->client;
}

/**
 * tb_session_connection_get_http:
 * @self: a connection
 *
 * Returns: (transfer none): the HTTP session that it asks the web app with
 */
SoupSession *
tb_session_connection_get_http (TbSessionConnection *self)
{
  return self->http;
}

/**
 * tb_session_connection_get_auth_format:
 * @self: a connection
 *
 * Returns: how requests to the authorisation endpoint are encoded, as it turned out so far
 */
TbAuthFormat
tb_session_connection_get_auth_format (TbSessionConnection *self)
{
  return self->authorizer != NULL
                 && pusher_http_authorizer_get_format (self->authorizer) == PUSHER_AUTH_FORMAT_JSON
             ? TB_AUTH_FORMAT_JSON
             : TB_AUTH_FORMAT_FORM;
}

/**
 * tb_session_connection_describe:
 * @self: a connection
 * @facts: (inout): gets those that a connection knows; the errors in it belong to the connection
 */
void
tb_session_connection_describe (TbSessionConnection *self, TbSessionFacts *facts)
{
  GListModel *channels = pusher_client_get_channels (self->client);
  guint n_channels = g_list_model_get_n_items (channels);

  facts->has_connection = TRUE;
  facts->connection = pusher_client_get_state (self->client);
  facts->connection_error = pusher_client_get_last_error (self->client);

  for (guint i = 0; i < n_channels; i++)
    {
      g_autoptr (PusherChannel) channel = g_list_model_get_item (channels, i);
      const GError *error = pusher_channel_get_error (channel);

      if (error == NULL)
        continue;
      if (pusher_error_needs_credentials (error) && facts->sign_in_error == NULL)
        facts->sign_in_error = error;
      else if (facts->channel_error != NULL)
        facts->other_channels++;
      else
        {
          facts->channel_error = error;
          facts->channel_name = pusher_channel_get_name (channel);
        }
    }
}

/**
 * tb_session_connection_build_notification:
 * @self: a connection
 * @rule: the rule that matches @event
 * @channel: the channel that it came on
 * @event: an event
 *
 * Returns: (transfer full) (nullable): what @rule makes of @event
 */
TbNotification *
tb_session_connection_build_notification (TbSessionConnection *self,
                                          const TbRule *rule,
                                          PusherChannel *channel,
                                          PusherEvent *event)
{
  TbRuleContext context = {
    .account_id = tb_account_get_id (self->account),
    .user_id = self->user_id,
    .channel = pusher_channel_get_name (channel),
    .event = pusher_event_get_name (event),
    .data = pusher_event_get_data (event),
    .raw_text = pusher_event_get_text (event),
    .web_url = *self->web_url != '\0' ? self->web_url : NULL,
    .allowed_origins = (const char *const *) self->allowed_origins,
    .received_at = g_get_real_time (),
  };

  return tb_rule_build (rule, &context);
}
