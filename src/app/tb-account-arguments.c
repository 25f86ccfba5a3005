/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/tb-account-arguments.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "account/tb-answer.h"
#include "app/tb-secret-input.h"

/* What no one types as a port. */
#define NO_PORT G_MININT

struct _TbAccountArguments
{
  char *name;
  char *key;
  char *cluster;
  char *host;
  int port;
  char *path;
  gboolean tls;
  gboolean no_tls;
  char *ca_file;
  char *origin;
  char *auth_endpoint;
  char *auth_format;
  char **auth_parameters;
  char *user_id;
  char **tenant_ids;
  char **channels;
  char **rooms;
  char *web_url;
  char **allowed_origins;
  char **avatar_origins;
  char *inbox_adapter;
  char *inbox_url;
  char **muted_channels;
  gboolean urgent_passes;
  gboolean no_urgent_passes;
  char *sign_in_url;
  char *sign_in_client_id;
  gboolean token_stdin;
  gboolean cookie_stdin;
  char *header_stdin;
};

/**
 * tb_account_arguments_new:
 *
 * Returns: (transfer full): nothing said
 */
TbAccountArguments *
tb_account_arguments_new (void)
{
  TbAccountArguments *self = g_new0 (TbAccountArguments, 1);

  self->port = NO_PORT;
  return self;
}

/**
 * tb_account_arguments_free:
 * @self: (transfer full): arguments
 */
void
tb_account_arguments_free (TbAccountArguments *self)
{
  g_free (self->name);
  g_free (self->key);
  g_free (self->cluster);
  g_free (self->host);
  g_free (self->path);
  g_free (self->ca_file);
  g_free (self->origin);
  g_free (self->auth_endpoint);
  g_free (self->auth_format);
  g_strfreev (self->auth_parameters);
  g_free (self->user_id);
  g_strfreev (self->tenant_ids);
  g_strfreev (self->channels);
  g_strfreev (self->rooms);
  g_free (self->web_url);
  g_strfreev (self->allowed_origins);
  g_strfreev (self->avatar_origins);
  g_free (self->inbox_adapter);
  g_free (self->inbox_url);
  g_strfreev (self->muted_channels);
  g_free (self->sign_in_url);
  g_free (self->sign_in_client_id);
  g_free (self->header_stdin);
  g_free (self);
}

/**
 * tb_account_arguments_list_options:
 * @self: where the options' values go
 * @only_secret: whether only the secret can be given
 *
 * Returns: (transfer full) (array zero-terminated=1): the options, to be freed with g_free()
 */
GOptionEntry *
tb_account_arguments_list_options (TbAccountArguments *self, gboolean only_secret)
{
  const GOptionEntry secret[] = {
    { "token-stdin", 0, 0, G_OPTION_ARG_NONE, &self->token_stdin,
      _ ("Read a bearer token from standard input"), NULL },
    { "cookie-stdin", 0, 0, G_OPTION_ARG_NONE, &self->cookie_stdin,
      _ ("Read the Cookie header from standard input"), NULL },
    { "header-stdin", 0, 0, G_OPTION_ARG_STRING, &self->header_stdin,
      _ ("Read the value of another HTTP header from standard input"), _ ("NAME") },
    G_OPTION_ENTRY_NULL,
  };
  const GOptionEntry all[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &self->name, _ ("What to call the account"), _ ("NAME") },
    { "key", 0, 0, G_OPTION_ARG_STRING, &self->key, _ ("The app key, which is public"), _ ("KEY") },
    { "cluster", 0, 0, G_OPTION_ARG_STRING, &self->cluster,
      _ ("The cluster of Pusher Channels, such as eu"), _ ("CLUSTER") },
    { "host", 0, 0, G_OPTION_ARG_STRING, &self->host,
      _ ("The host of your own Pusher-compatible server"), _ ("HOST") },
    { "port", 0, 0, G_OPTION_ARG_INT, &self->port, _ ("Its port"), _ ("PORT") },
    { "path", 0, 0, G_OPTION_ARG_STRING, &self->path, _ ("What stands before /app/ in its address"),
      _ ("PATH") },
    { "tls", 0, 0, G_OPTION_ARG_NONE, &self->tls, _ ("Connect with encryption, as is usual"),
      NULL },
    { "no-tls", 0, 0, G_OPTION_ARG_NONE, &self->no_tls, _ ("Connect without encryption"), NULL },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &self->ca_file,
      _ ("Certificates to trust instead of the system's"), _ ("FILE") },
    { "origin", 0, 0, G_OPTION_ARG_STRING, &self->origin, _ ("The Origin header to send"),
      _ ("ORIGIN") },
    { "auth-endpoint", 0, 0, G_OPTION_ARG_STRING, &self->auth_endpoint,
      _ ("Where the web app authorises private channels"), _ ("URL") },
    { "auth-format", 0, 0, G_OPTION_ARG_STRING, &self->auth_format,
      _ ("How requests to it are encoded: form or json"), _ ("FORMAT") },
    { "auth-param", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->auth_parameters,
      _ ("A further parameter of those requests; may be repeated"), _ ("NAME=VALUE") },
    { "user-id", 0, 0, G_OPTION_ARG_STRING, &self->user_id,
      _ ("Your user id, as it stands in channel names"), _ ("ID") },
    { "tenant-id", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->tenant_ids,
      _ ("The id of a tenant that you belong to; may be repeated"), _ ("ID") },
    { "channel", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->channels,
      _ ("A further channel; may be repeated"), _ ("NAME") },
    { "room", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->rooms,
      _ ("A room whose members are shown; may be repeated"), _ ("ID") },
    { "web-url", 0, 0, G_OPTION_ARG_STRING, &self->web_url, _ ("The address of the web app"),
      _ ("URL") },
    { "allow-origin", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->allowed_origins,
      _ ("A further site whose pages may be opened; may be repeated"), _ ("ORIGIN") },
    { "avatar-origin", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->avatar_origins,
      _ ("A further site that people's pictures may come from; may be repeated"), _ ("ORIGIN") },
    { "inbox-adapter", 0, 0, G_OPTION_ARG_STRING, &self->inbox_adapter,
      _ ("How the web app tells what came meanwhile: none, web or gateway"), _ ("STYLE") },
    { "inbox-url", 0, 0, G_OPTION_ARG_STRING, &self->inbox_url,
      _ ("Where its list of notifications is, if not at the usual place"), _ ("URL") },
    { "mute-channel", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->muted_channels,
      _ ("A channel whose notifications go to the inbox only, in which * stands for any text; may "
         "be repeated"),
      _ ("NAME") },
    { "urgent-passes", 0, 0, G_OPTION_ARG_NONE, &self->urgent_passes,
      _ ("Show urgent notifications also while it is quiet, as is usual"), NULL },
    { "no-urgent-passes", 0, 0, G_OPTION_ARG_NONE, &self->no_urgent_passes,
      _ ("Keep urgent notifications until it is not quiet any more"), NULL },
    { "sign-in-url", 0, 0, G_OPTION_ARG_STRING, &self->sign_in_url,
      _ ("Where the web app lets you sign in with the browser"), _ ("URL") },
    { "sign-in-client-id", 0, 0, G_OPTION_ARG_STRING, &self->sign_in_client_id,
      _ ("What the web app knows Traybell as there"), _ ("ID") },
    secret[0],
    secret[1],
    secret[2],
    G_OPTION_ENTRY_NULL,
  };

  return only_secret ? g_memdup2 (secret, sizeof secret) : g_memdup2 (all, sizeof all);
}

static gboolean
refuse (GError **error, const char *message, const char *value)
{
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s: “%s”", message, value);
  return FALSE;
}

static void
insert_string (GVariantDict *settings, const char *setting, const char *value)
{
  if (value != NULL)
    g_variant_dict_insert (settings, setting, "s", value);
}

/* An empty value empties the list of an account that has one. */
static void
insert_strings (GVariantDict *settings, const char *setting, char **values)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) filled = NULL;

  if (values == NULL)
    return;

  for (gsize i = 0; values[i] != NULL; i++)
    {
      if (*values[i] != '\0')
        g_strv_builder_add (builder, values[i]);
    }
  filled = g_strv_builder_end (builder);
  g_variant_dict_insert (settings, setting, "^as", filled);
}

static gboolean
insert_auth_parameters (TbAccountArguments *self, GVariantDict *settings, GError **error)
{
  GVariantBuilder builder;

  if (self->auth_parameters == NULL)
    return TRUE;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  for (gsize i = 0; self->auth_parameters[i] != NULL; i++)
    {
      const char *equals = strchr (self->auth_parameters[i], '=');
      g_autofree char *name = NULL;

      if (equals == NULL || equals == self->auth_parameters[i])
        {
          g_variant_builder_clear (&builder);
          return refuse (error, _ ("A parameter has the form NAME=VALUE"),
                         self->auth_parameters[i]);
        }
      name = g_strndup (self->auth_parameters[i], (gsize) (equals - self->auth_parameters[i]));
      g_variant_builder_add (&builder, "{ss}", name, equals + 1);
    }
  g_variant_dict_insert_value (settings, "auth-parameters", g_variant_builder_end (&builder));

  return TRUE;
}

/* An endpoint may be given relative to the web app, as web apps write it themselves. */
static gboolean
insert_auth_endpoint (TbAccountArguments *self,
                      GVariantDict *settings,
                      TbAccount *account,
                      GError **error)
{
  g_autofree char *web_url = NULL;
  g_autofree char *absolute = NULL;

  if (self->auth_endpoint == NULL)
    return TRUE;

  if (!g_variant_dict_lookup (settings, "web-url", "s", &web_url) && account != NULL)
    web_url = tb_account_dup_string (account, "web-url");
  if (self->auth_endpoint[0] != '/' || web_url == NULL || *web_url == '\0')
    {
      g_variant_dict_insert (settings, "auth-endpoint", "s", self->auth_endpoint);
      return TRUE;
    }

  absolute = g_uri_resolve_relative (web_url, self->auth_endpoint, G_URI_FLAGS_NONE, NULL);
  if (absolute == NULL)
    return refuse (error, _ ("This is not the address of a web app"), web_url);
  g_variant_dict_insert (settings, "auth-endpoint", "s", absolute);

  return TRUE;
}

/**
 * tb_account_arguments_build:
 * @self: arguments
 * @account: (nullable): the account that is to have these settings, if there is one already
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): an a{sv} of an account's settings by name, or %NULL with
 *   %G_OPTION_ERROR_BAD_VALUE
 */
GVariant *
tb_account_arguments_build (TbAccountArguments *self, TbAccount *account, GError **error)
{
  g_auto (GVariantDict) settings = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *ca_file
      = self->ca_file != NULL ? g_canonicalize_filename (self->ca_file, NULL) : NULL;

  if (self->port != NO_PORT && (self->port < 1 || self->port > G_MAXUINT16))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("%d is not a port; it is a number from 1 to 65535"), self->port);
      return NULL;
    }
  if (self->cluster != NULL && self->host != NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("Only one of --cluster and --host can be used: a cluster is one of Pusher "
                      "Channels, a host your own server"));
      return NULL;
    }
  if (self->auth_format != NULL && !g_str_equal (self->auth_format, "form")
      && !g_str_equal (self->auth_format, "json"))
    {
      refuse (error, _ ("The format is form or json"), self->auth_format);
      return NULL;
    }

  if (self->inbox_adapter != NULL && !g_str_equal (self->inbox_adapter, "none")
      && !g_str_equal (self->inbox_adapter, "web") && !g_str_equal (self->inbox_adapter, "gateway"))
    {
      refuse (error, _ ("The inbox of a web app is none, web or gateway"), self->inbox_adapter);
      return NULL;
    }

  if (self->urgent_passes && self->no_urgent_passes)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("Only one of --urgent-passes and --no-urgent-passes can be used"));
      return NULL;
    }

  if (self->tls && self->no_tls)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("Only one of --tls and --no-tls can be used"));
      return NULL;
    }

  insert_string (&settings, "name", self->name);
  insert_string (&settings, "key", self->key);
  insert_string (&settings, "cluster", self->cluster);
  insert_string (&settings, "host", self->host);
  if (self->port != NO_PORT)
    g_variant_dict_insert (&settings, "port", "u", (guint32) self->port);
  insert_string (&settings, "path", self->path);
  if (self->tls || self->no_tls)
    g_variant_dict_insert (&settings, "tls", "b", self->tls);
  insert_string (&settings, "ca-file", ca_file);
  insert_string (&settings, "origin", self->origin);
  insert_string (&settings, "auth-format", self->auth_format);
  insert_string (&settings, "user-id", self->user_id);
  insert_string (&settings, "web-url", self->web_url);
  insert_string (&settings, "sign-in-url", self->sign_in_url);
  insert_string (&settings, "sign-in-client-id", self->sign_in_client_id);
  insert_strings (&settings, "tenant-ids", self->tenant_ids);
  insert_strings (&settings, "channels", self->channels);
  insert_strings (&settings, "rooms", self->rooms);
  insert_strings (&settings, "allowed-origins", self->allowed_origins);
  insert_strings (&settings, "avatar-origins", self->avatar_origins);
  insert_string (&settings, "inbox-adapter", self->inbox_adapter);
  insert_string (&settings, "inbox-url", self->inbox_url);
  insert_strings (&settings, "muted-channels", self->muted_channels);
  if (self->urgent_passes || self->no_urgent_passes)
    g_variant_dict_insert (&settings, "urgent-passes-quiet", "b", self->urgent_passes);
  if (!insert_auth_parameters (self, &settings, error)
      || !insert_auth_endpoint (self, &settings, account, error))
    return NULL;

  return g_variant_ref_sink (g_variant_dict_end (&settings));
}

/**
 * tb_account_arguments_has_secret:
 * @self: arguments
 *
 * Returns: whether a secret is to be read from standard input
 */
gboolean
tb_account_arguments_has_secret (TbAccountArguments *self)
{
  return self->token_stdin || self->cookie_stdin || self->header_stdin != NULL;
}

/**
 * tb_account_arguments_get_header_name:
 * @self: arguments
 *
 * Returns: the HTTP header that carries the secret
 */
const char *
tb_account_arguments_get_header_name (TbAccountArguments *self)
{
  if (self->header_stdin != NULL)
    return self->header_stdin;

  return self->cookie_stdin ? "Cookie" : "Authorization";
}

/**
 * tb_account_arguments_read_secret:
 * @self: arguments with a secret
 * @error: return location for an error, or %NULL
 *
 * Reads standard input to its end; at a terminal, one line that is not shown.
 *
 * Returns: (transfer full) (nullable): the secret; free it with tb_secret_input_free()
 */
char *
tb_account_arguments_read_secret (TbAccountArguments *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if ((self->token_stdin ? 1 : 0) + (self->cookie_stdin ? 1 : 0)
          + (self->header_stdin != NULL ? 1 : 0)
      > 1)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("Only one of --token-stdin, --cookie-stdin and --header-stdin can be used"));
      return NULL;
    }

  if (isatty (STDIN_FILENO))
    {
      /* Translators: asks for a token, a cookie or another header, which is not shown while it is
       * typed */
      g_autofree char *prompt
          = g_strdup_printf (_ ("%s: "), tb_account_arguments_get_header_name (self));

      return tb_secret_input_read_terminal (prompt, error);
    }

  tb_secret_input_read_async (dup (STDIN_FILENO), tb_answer_keep, &result);

  return tb_secret_input_read_finish (tb_answer_wait (&result), error);
}
