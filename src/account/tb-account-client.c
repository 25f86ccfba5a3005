/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From an account's settings to a client of the Pusher protocol. */

#include "account/tb-account-client.h"

#include "pusher/pusher-soup-session.h"
#include "pusher/pusher-websocket.h"
#include "tb-version.h"

static void
add_credentials (SoupMessageHeaders *headers, gpointer user_data)
{
  tb_credentials_apply (TB_CREDENTIALS (user_data), headers);
}

/* What the client makes its sockets with. */
typedef struct
{
  SoupSession *http;
  TbAccountStageFunc stage_func; /* NULL if nobody follows */
  gpointer stage_data;
} Factory;

static void
factory_free (gpointer data)
{
  Factory *factory = data;

  g_object_unref (factory->http);
  g_free (factory);
}

static void
on_stage (PusherWebsocket *websocket, guint stage, const char *seen, gpointer user_data)
{
  Factory *factory = user_data;

  factory->stage_func ((PusherStage) stage, seen, factory->stage_data);
}

/* A socket that was given up tells nothing any more, and the client gives up each before it goes.
 */
static PusherTransport *
make_websocket (gpointer user_data)
{
  Factory *factory = user_data;
  PusherTransport *websocket = pusher_websocket_new (factory->http);

  if (factory->stage_func != NULL)
    g_signal_connect (websocket, "stage", G_CALLBACK (on_stage), factory);

  return websocket;
}

static PusherOptions *
build_options (TbAccount *account)
{
  g_autofree char *key = tb_account_dup_string (account, "key");
  g_autofree char *cluster = tb_account_dup_string (account, "cluster");
  g_autofree char *host = tb_account_dup_string (account, "host");
  g_autofree char *path = tb_account_dup_string (account, "path");
  g_autofree char *origin = tb_account_dup_string (account, "origin");
  PusherOptions *options = pusher_options_new (key);

  pusher_options_set_cluster (options, cluster);
  pusher_options_set_host (options, host);
  pusher_options_set_port (options, tb_account_get_port (account));
  pusher_options_set_path (options, path);
  pusher_options_set_tls (options, tb_account_get_tls (account));
  pusher_options_set_origin (options, origin);
  pusher_options_set_client (options, "traybell", TB_VERSION);

  return options;
}

static void
set_up_authorizer (PusherHttpAuthorizer *authorizer, TbAccount *account, TbCredentials *credentials)
{
  g_autoptr (GVariant) parameters = tb_account_get_auth_parameters (account);
  gboolean json = tb_account_get_auth_format (account) == TB_AUTH_FORMAT_JSON;
  GVariantIter iter;
  const char *name;
  const char *value;

  pusher_http_authorizer_set_format (authorizer,
                                     json ? PUSHER_AUTH_FORMAT_JSON : PUSHER_AUTH_FORMAT_FORM);
  g_variant_iter_init (&iter, parameters);
  while (g_variant_iter_next (&iter, "{&s&s}", &name, &value))
    pusher_http_authorizer_add_parameter (authorizer, name, value);
  pusher_http_authorizer_set_headers_func (authorizer, add_credentials, g_object_ref (credentials),
                                           g_object_unref);
}

/**
 * tb_account_client_create_session:
 * @account: whose certificates to trust
 *
 * Returns: (transfer full): an HTTP session
 */
SoupSession *
tb_account_client_create_session (TbAccount *account)
{
  g_autofree char *ca_file = tb_account_dup_string (account, "ca-file");

  return pusher_soup_session_new ("Traybell/" TB_VERSION, ca_file, NULL);
}

/**
 * tb_account_client_new:
 * @account: where to connect
 * @credentials: sent to the authorisation endpoint, and nowhere else
 * @clock: time and chance
 * @stage_func: (nullable): follows the attempts to connect
 * @stage_data: for @stage_func; must live as long as the client
 * @authorizer: (out) (transfer full) (nullable): what authorises private channels; %NULL if the
 * account has no authorisation endpoint
 * @session: (out) (transfer full): the HTTP session of both
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): a client that is not connected and has no channels, or %NULL
 * with what is wrong with the settings
 */
PusherClient *
tb_account_client_new (TbAccount *account,
                       TbCredentials *credentials,
                       PusherClock *clock,
                       TbAccountStageFunc stage_func,
                       gpointer stage_data,
                       PusherHttpAuthorizer **authorizer,
                       SoupSession **session,
                       GError **error)
{
  g_autofree char *endpoint = tb_account_dup_string (account, "auth-endpoint");
  g_autoptr (PusherHttpAuthorizer) new_authorizer = NULL;
  g_autoptr (SoupSession) http = NULL;
  g_autoptr (PusherOptions) options = NULL;
  PusherClient *client;
  Factory *factory;

  http = tb_account_client_create_session (account);
  if (*endpoint != '\0')
    {
      new_authorizer = pusher_http_authorizer_new (http, clock, endpoint, error);
      if (new_authorizer == NULL)
        return NULL;
      set_up_authorizer (new_authorizer, account, credentials);
    }

  factory = g_new0 (Factory, 1);
  factory->http = g_object_ref (http);
  factory->stage_func = stage_func;
  factory->stage_data = stage_data;
  options = build_options (account);
  client = pusher_client_new (options,
                              new_authorizer != NULL ? PUSHER_AUTHORIZER (new_authorizer) : NULL,
                              clock, make_websocket, factory, factory_free, error);
  if (client == NULL)
    return NULL;

  *authorizer = g_steal_pointer (&new_authorizer);
  *session = g_steal_pointer (&http);
  return client;
}
