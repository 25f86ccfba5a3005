/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-options.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pusher/pusher-error.h"

/* The version of the protocol that this room speaks (row 1.8). */
#define PROTOCOL_VERSION 7
/* The close code of a server that speaks TLS only. */
#define CODE_TLS_ONLY 4000

struct _PusherOptions
{
  char *key;
  char *cluster;
  char *host;
  guint16 port;
  char *path;
  gboolean tls;
  gboolean tls_upgrade;
  char *origin;
  char *client_name;
  char *client_version;
  guint activity_timeout;
  guint pong_timeout;
};

G_DEFINE_BOXED_TYPE (PusherOptions, pusher_options, pusher_options_copy, pusher_options_free)

static void
set_string (char **member, const char *value)
{
  g_free (*member);
  *member = value != NULL && *value != '\0' ? g_strdup (value) : NULL;
}

/* Encodes what may not stand in a path; what is encoded already stays so. */
static char *
encode_path (const char *path)
{
  g_autoptr (GString) encoded = g_string_new (NULL);

  for (const char *c = path; *c != '\0'; c++)
    {
      gboolean is_encoded = *c == '%' && g_ascii_isxdigit (c[1]) && g_ascii_isxdigit (c[2]);

      if (g_ascii_isalnum (*c) || strchr ("/-._~!$&'()*+,;=:@", *c) != NULL || is_encoded)
        g_string_append_c (encoded, *c);
      else
        g_string_append_printf (encoded, "%%%02X", (guchar) *c);
    }

  return g_string_free (g_steal_pointer (&encoded), FALSE);
}

/* The path before `/app/`: begins with a slash unless it is empty, and ends without one. */
static char *
normalise_path (const char *path)
{
  g_autofree char *trimmed = g_strdup (path != NULL ? path : "");
  g_autofree char *encoded = NULL;
  gsize length = strlen (trimmed);

  while (length > 0 && trimmed[length - 1] == '/')
    trimmed[--length] = '\0';
  if (length == 0)
    return g_strdup ("");

  encoded = encode_path (trimmed);
  return g_strconcat (encoded[0] == '/' ? "" : "/", encoded, NULL);
}

/**
 * pusher_options_new:
 * @key: the application's public key
 *
 * Returns: (transfer full): options with TLS on (row 1.6); a cluster or a host has to follow
 */
PusherOptions *
pusher_options_new (const char *key)
{
  PusherOptions *self = g_new0 (PusherOptions, 1);

  self->key = g_strdup (key);
  self->tls = TRUE;
  self->client_name = g_strdup ("c-glib");
  self->client_version = g_strdup ("0.1.0");
  self->activity_timeout = PUSHER_DEFAULT_ACTIVITY_TIMEOUT;
  self->pong_timeout = PUSHER_DEFAULT_PONG_TIMEOUT;

  return self;
}

/**
 * pusher_options_copy:
 * @self: options
 *
 * Returns: (transfer full): a copy of @self
 */
PusherOptions *
pusher_options_copy (const PusherOptions *self)
{
  PusherOptions *copy = g_new0 (PusherOptions, 1);

  *copy = *self;
  copy->key = g_strdup (self->key);
  copy->cluster = g_strdup (self->cluster);
  copy->host = g_strdup (self->host);
  copy->path = g_strdup (self->path);
  copy->origin = g_strdup (self->origin);
  copy->client_name = g_strdup (self->client_name);
  copy->client_version = g_strdup (self->client_version);

  return copy;
}

/**
 * pusher_options_free:
 * @self: (transfer full): options
 */
void
pusher_options_free (PusherOptions *self)
{
  g_free (self->key);
  g_free (self->cluster);
  g_free (self->host);
  g_free (self->path);
  g_free (self->origin);
  g_free (self->client_name);
  g_free (self->client_version);
  g_free (self);
}

/**
 * pusher_options_set_cluster:
 * @self: options
 * @cluster: (nullable): a cluster of hosted Pusher, such as `eu`; a host wins over it (row 1.4)
 */
void
pusher_options_set_cluster (PusherOptions *self, const char *cluster)
{
  set_string (&self->cluster, cluster);
}

/**
 * pusher_options_set_host:
 * @self: options
 * @host: (nullable): a host name or an address, without port and scheme
 */
void
pusher_options_set_host (PusherOptions *self, const char *host)
{
  set_string (&self->host, host);
}

/**
 * pusher_options_set_port:
 * @self: options
 * @port: a TCP port, or 0 for 443 with TLS and 80 without
 */
void
pusher_options_set_port (PusherOptions *self, guint16 port)
{
  self->port = port;
}

/**
 * pusher_options_set_path:
 * @self: options
 * @path: (nullable): what stands before `/app/` in the address, already percent-encoded (row 1.3)
 */
void
pusher_options_set_path (PusherOptions *self, const char *path)
{
  set_string (&self->path, path);
}

/**
 * pusher_options_set_tls:
 * @self: options
 * @tls: %FALSE to connect without encryption, which has to be asked for (row 1.6)
 */
void
pusher_options_set_tls (PusherOptions *self, gboolean tls)
{
  self->tls = tls;
}

/**
 * pusher_options_set_tls_upgrade:
 * @self: options without TLS
 * @tls_upgrade: whether to switch to TLS, on the same port, when the server says that it speaks
 * nothing else (row 4.4)
 */
void
pusher_options_set_tls_upgrade (PusherOptions *self, gboolean tls_upgrade)
{
  self->tls_upgrade = tls_upgrade;
}

/**
 * pusher_options_set_origin:
 * @self: options
 * @origin: (nullable): the `Origin` header to send, for applications that restrict it (row 1.15)
 */
void
pusher_options_set_origin (PusherOptions *self, const char *origin)
{
  set_string (&self->origin, origin);
}

/**
 * pusher_options_set_client:
 * @self: options
 * @name: the program's name as the server sees it (row 1.9)
 * @version: its version, as in semantic versioning
 */
void
pusher_options_set_client (PusherOptions *self, const char *name, const char *version)
{
  set_string (&self->client_name, name);
  set_string (&self->client_version, version);
}

/**
 * pusher_options_set_activity_timeout:
 * @self: options
 * @seconds: how long the server may be silent before it is pinged; the server's own wish counts
 *   where it is shorter (row 3.1)
 */
void
pusher_options_set_activity_timeout (PusherOptions *self, guint seconds)
{
  self->activity_timeout = MAX (seconds, 1);
}

/**
 * pusher_options_set_pong_timeout:
 * @self: options
 * @seconds: how long the answer to a ping may take (row 3.5)
 */
void
pusher_options_set_pong_timeout (PusherOptions *self, guint seconds)
{
  self->pong_timeout = MAX (seconds, 1);
}

/**
 * pusher_options_get_key:
 * @self: options
 *
 * Returns: the application's public key
 */
const char *
pusher_options_get_key (const PusherOptions *self)
{
  return self->key;
}

/**
 * pusher_options_get_tls:
 * @self: options
 *
 * Returns: whether the connection is encrypted
 */
gboolean
pusher_options_get_tls (const PusherOptions *self)
{
  return self->tls;
}

/**
 * pusher_options_switch_to_tls:
 * @self: options
 * @code: the code with which a server closed the connection
 *
 * Turns TLS on, where it is off, the server says that it speaks nothing else, and that was allowed.
 * Happens once at most: with TLS the same code means something else (rows 4.4, 4.5).
 *
 * Returns: %TRUE if TLS is on from now on
 */
gboolean
pusher_options_switch_to_tls (PusherOptions *self, guint code)
{
  if (code != CODE_TLS_ONLY || self->tls || !self->tls_upgrade)
    return FALSE;

  self->tls = TRUE;
  return TRUE;
}

/**
 * pusher_options_get_origin:
 * @self: options
 *
 * Returns: (nullable): the `Origin` header to send
 */
const char *
pusher_options_get_origin (const PusherOptions *self)
{
  return self->origin;
}

/**
 * pusher_options_get_activity_timeout:
 * @self: options
 *
 * Returns: in s, at least 1
 */
guint
pusher_options_get_activity_timeout (const PusherOptions *self)
{
  return self->activity_timeout;
}

/**
 * pusher_options_get_pong_timeout:
 * @self: options
 *
 * Returns: in s, at least 1
 */
guint
pusher_options_get_pong_timeout (const PusherOptions *self)
{
  return self->pong_timeout;
}

/**
 * pusher_options_dup_host:
 * @self: options
 *
 * Returns: (transfer full) (nullable): the host to connect to (rows 1.1 to 1.4), or %NULL if
 * neither a host nor a cluster was set
 */
char *
pusher_options_dup_host (const PusherOptions *self)
{
  if (self->host != NULL)
    return g_strdup (self->host);
  if (self->cluster != NULL)
    return g_strdup_printf ("ws-%s.pusher.com", self->cluster);

  return NULL;
}

/* Puts an address together of parts that are encoded already. A whole address where a host is asked
 * for would make an address of something else. */
static char *
join_uri (const PusherOptions *self,
          const char *scheme,
          const char *host,
          const char *path,
          const char *query,
          GError **error)
{
  g_autofree char *uri = NULL;
  int port = self->port != 0 ? self->port : (self->tls ? 443 : 80);

  uri = strpbrk (host, "/\\?#@[] \t\r\n") != NULL
            ? NULL
            : g_uri_join (G_URI_FLAGS_ENCODED, scheme, NULL, host, port, path, query, NULL);
  if (uri == NULL || !g_uri_is_valid (uri, G_URI_FLAGS_ENCODED, NULL))
    {
      g_set_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_OPTIONS,
                   _ ("“%s” is not the name of a server"), host);
      return NULL;
    }

  return g_steal_pointer (&uri);
}

/* %FALSE with what is missing (row 1.5). */
static gboolean
check_complete (const PusherOptions *self, GError **error)
{
  if (self->key == NULL || *self->key == '\0')
    {
      g_set_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_OPTIONS, _ ("The app key is missing"));
      return FALSE;
    }
  if (self->host == NULL && self->cluster == NULL)
    {
      g_set_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_OPTIONS,
                   _ ("Neither a host nor a cluster is set"));
      return FALSE;
    }

  return TRUE;
}

/**
 * pusher_options_build_uri:
 * @self: options
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): the address of the WebSocket (rows 1.1 to 1.9), or %NULL
 * with %PUSHER_ERROR_BAD_OPTIONS and a sentence that says what is missing (row 1.5)
 */
char *
pusher_options_build_uri (const PusherOptions *self, GError **error)
{
  g_autofree char *host = pusher_options_dup_host (self);
  g_autofree char *prefix = normalise_path (self->path);
  g_autofree char *key = NULL;
  g_autofree char *path = NULL;
  g_autofree char *query = NULL;
  g_autofree char *client_name = NULL;
  g_autofree char *client_version = NULL;

  if (!check_complete (self, error))
    return NULL;

  key = g_uri_escape_string (self->key, NULL, FALSE);
  path = g_strconcat (prefix, "/app/", key, NULL);
  client_name = g_uri_escape_string (self->client_name, NULL, FALSE);
  client_version = g_uri_escape_string (self->client_version, NULL, FALSE);
  query = g_strdup_printf ("protocol=%d&client=%s&version=%s&flash=false", PROTOCOL_VERSION,
                           client_name, client_version);

  return join_uri (self, self->tls ? "wss" : "ws", host, path, query, error);
}

/**
 * pusher_options_build_api_uri:
 * @self: options
 * @app_id: the application's id, which is not its key
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): the address of the application in the server's HTTP API,
 *   without a slash at its end (row 18.2), or %NULL with %PUSHER_ERROR_BAD_OPTIONS and a sentence
 *   that says what is missing
 */
char *
pusher_options_build_api_uri (const PusherOptions *self, const char *app_id, GError **error)
{
  g_autofree char *host = NULL;
  g_autofree char *prefix = normalise_path (self->path);
  g_autofree char *escaped_id = g_uri_escape_string (app_id, NULL, FALSE);
  g_autofree char *path = g_strconcat (prefix, "/apps/", escaped_id, NULL);

  if (!check_complete (self, error))
    return NULL;
  if (*app_id == '\0')
    {
      g_set_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_OPTIONS, _ ("The app id is missing"));
      return NULL;
    }

  host = self->host != NULL ? g_strdup (self->host)
                            : g_strdup_printf ("api-%s.pusher.com", self->cluster);

  return join_uri (self, self->tls ? "https" : "http", host, path, NULL, error);
}
