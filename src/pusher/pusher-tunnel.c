/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * The way through an HTTP proxy: CONNECT, whatever is to be carried. libsoup asks a proxy only for
 * TLS so, and would hand it an unencrypted WebSocket to forward, which proxies do not; it gives a
 * refusal out as the server's own answer; and it asks for the proxy itself once the proxy wants a
 * password (row 14.10).
 *
 * Reached from GIO's socket client by the name of its protocol, and only asynchronously: there is
 * no connect().
 */

#include "pusher/pusher-tunnel.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "pusher/pusher-error.h"
#include "pusher/pusher-proxy.h"

/* A proxy's answer is a status and some headers; a page that explains a refusal is not read. */
#define ANSWER_MAX_SIZE 16384
#define END_OF_HEADERS "\r\n\r\n"

struct _PusherTunnel
{
  GObject parent_instance;
};

/* One conversation with a proxy. */
typedef struct
{
  GIOStream *stream;
  GProxyAddress *address;
  char *request;
  char answer[ANSWER_MAX_SIZE + 1];
  gsize length;
} Conversation;

static void pusher_tunnel_proxy_init (GProxyInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PusherTunnel,
                               pusher_tunnel,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY, pusher_tunnel_proxy_init))

static void
conversation_free (Conversation *self)
{
  g_object_unref (self->stream);
  g_object_unref (self->address);
  if (self->request != NULL)
    explicit_bzero (self->request, strlen (self->request));
  g_free (self->request);
  g_free (self);
}

static char *
build_credentials (GProxyAddress *address)
{
  const char *user = g_proxy_address_get_username (address);
  const char *password = g_proxy_address_get_password (address);
  g_autofree char *both = NULL;
  g_autofree char *encoded = NULL;
  char *line;

  if (user == NULL || *user == '\0')
    return g_strdup ("");

  both = g_strdup_printf ("%s:%s", user, password != NULL ? password : "");
  encoded = g_base64_encode ((const guchar *) both, strlen (both));
  line = g_strdup_printf ("Proxy-Authorization: Basic %s\r\n", encoded);
  explicit_bzero (both, strlen (both));
  explicit_bzero (encoded, strlen (encoded));

  return line;
}

static char *
build_request (GProxyAddress *address, GError **error)
{
  const char *host = g_proxy_address_get_destination_hostname (address);
  const char *program = g_get_prgname ();
  g_autofree char *name = g_hostname_to_ascii (host);
  g_autofree char *target = NULL;
  g_autofree char *agent = NULL;
  g_autofree char *credentials = NULL;
  char *request;

  if (name == NULL)
    {
      g_set_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_OPTIONS,
                   _ ("“%s” is not the name of a server"), host);
      return NULL;
    }

  target = g_strdup_printf (strchr (name, ':') != NULL ? "[%s]:%u" : "%s:%u", name,
                            g_proxy_address_get_destination_port (address));
  agent = program != NULL ? g_strdup_printf ("User-Agent: %s\r\n", program) : g_strdup ("");
  credentials = build_credentials (address);
  request = g_strdup_printf ("CONNECT %s HTTP/1.1\r\nHost: %s\r\n%s%s\r\n", target, target, agent,
                             credentials);
  explicit_bzero (credentials, strlen (credentials));

  return request;
}

/* Whether the proxy takes a name and a password, rather than a kind of sign-in that we do not
 * know. */
static gboolean
offers_basic (const char *answer)
{
  g_auto (GStrv) lines = g_strsplit (answer, "\r\n", -1);
  gboolean offers_any = FALSE;

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      static const char name[] = "proxy-authenticate:";
      g_autofree char *line = g_ascii_strdown (lines[i], -1);

      if (!g_str_has_prefix (line, name))
        continue;
      offers_any = TRUE;
      if (strstr (line + strlen (name), "basic") != NULL)
        return TRUE;
    }

  return !offers_any;
}

/* What a proxy says to a person by not opening the tunnel. */
static GError *
explain_refusal (GProxyAddress *address, int status, const char *answer)
{
  g_autofree char *proxy = pusher_proxy_describe (g_proxy_address_get_uri (address));
  const char *host = g_proxy_address_get_destination_hostname (address);
  guint port = g_proxy_address_get_destination_port (address);
  const char *user = g_proxy_address_get_username (address);

  /* tinyproxy answers a wrong password with 401, a missing one with 407. */
  if ((status == 407 || status == 401) && !offers_basic (answer))
    return pusher_error_new_for_proxy (
        PUSHER_ERROR_NETWORK,
        _ ("The proxy %s asks for a kind of sign-in that is not supported (%d); "
           "ask its administrator for an exception, or for sign-in by name and "
           "password"),
        proxy, status);
  if ((status == 407 || status == 401) && user != NULL)
    return pusher_error_new_for_proxy (
        PUSHER_ERROR_NETWORK,
        _ ("The proxy %s does not accept the user name and password in the "
           "system's proxy settings (%d); correct them there"),
        proxy, status);
  if (status == 407 || status == 401)
    return pusher_error_new_for_proxy (
        PUSHER_ERROR_NETWORK,
        _ ("The proxy %s asks for a user name and a password (%d); add them to "
           "the system's proxy settings"),
        proxy, status);
  if (status == 403 || status == 405)
    return pusher_error_new_for_proxy (
        PUSHER_ERROR_NETWORK,
        _ ("The proxy %s does not allow connections to %s, port %u (%d); ask its "
           "administrator to allow them"),
        proxy, host, port, status);
  if (status >= 500)
    return pusher_error_new_for_proxy (
        PUSHER_ERROR_NETWORK,
        _ ("The proxy %s does not reach %s, port %u (%d); check the address, or "
           "whether the server is running"),
        proxy, host, port, status);

  return pusher_error_new_for_proxy (
      PUSHER_ERROR_NETWORK,
      _ ("The proxy %s does not open a connection to %s, port %u (%d); check the "
         "system's proxy settings"),
      proxy, host, port, status);
}

static GError *
explain_nonsense (GProxyAddress *address)
{
  g_autofree char *proxy = pusher_proxy_describe (g_proxy_address_get_uri (address));

  return pusher_error_new_for_proxy (
      PUSHER_ERROR_NETWORK,
      _ ("What answers at %s is not an HTTP proxy; check the system's proxy "
         "settings"),
      proxy);
}

static GError *
explain_silence (GProxyAddress *address)
{
  g_autofree char *proxy = pusher_proxy_describe (g_proxy_address_get_uri (address));

  return pusher_error_new_for_proxy (
      PUSHER_ERROR_NETWORK,
      _ ("The proxy %s ends the connection without an answer; check the system's "
         "proxy settings, or whether the proxy is too busy"),
      proxy);
}

static void read_answer (GTask *task);

static void
handle_answer (GTask *task, const char *end)
{
  Conversation *self = g_task_get_task_data (task);
  const char *space = strchr (self->answer, ' ');
  guint64 status = space != NULL ? g_ascii_strtoull (space + 1, NULL, 10) : 0;

  if (!g_str_has_prefix (self->answer, "HTTP/1.") || status < 200 || status > 599)
    g_task_return_error (task, explain_nonsense (self->address));
  else if (status >= 300)
    g_task_return_error (task, explain_refusal (self->address, (int) status, self->answer));
  /* Neither TLS nor HTTP begins with the server: nobody can have sent more than the proxy. */
  else if (end[strlen (END_OF_HEADERS)] != '\0')
    g_task_return_error (task, explain_nonsense (self->address));
  else
    g_task_return_pointer (task, g_object_ref (self->stream), g_object_unref);
}

static void
on_read_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Conversation *self = g_task_get_task_data (task);
  GError *error = NULL;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);
  const char *end;

  if (length < 0)
    {
      g_task_return_error (task, error);
      return;
    }

  self->length += (gsize) length;
  self->answer[self->length] = '\0';
  end = strstr (self->answer, END_OF_HEADERS);
  if (end != NULL)
    handle_answer (task, end);
  else if (self->length == 0)
    g_task_return_error (task, explain_silence (self->address));
  else if (length == 0 || self->length == ANSWER_MAX_SIZE || strlen (self->answer) < self->length)
    g_task_return_error (task, explain_nonsense (self->address));
  else
    read_answer (g_steal_pointer (&task));
}

/* Takes over @task. */
static void
read_answer (GTask *task)
{
  Conversation *self = g_task_get_task_data (task);

  g_input_stream_read_async (g_io_stream_get_input_stream (self->stream),
                             self->answer + self->length, ANSWER_MAX_SIZE - self->length,
                             g_task_get_priority (task), g_task_get_cancellable (task),
                             on_read_ready, task);
}

static void
on_write_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    read_answer (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
pusher_tunnel_connect_async (GProxy *proxy,
                             GIOStream *stream,
                             GProxyAddress *address,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (proxy, cancellable, callback, user_data);
  Conversation *self = g_new0 (Conversation, 1);
  int priority = g_task_get_priority (task);
  GError *error = NULL;

  self->stream = g_object_ref (stream);
  self->address = g_object_ref (address);
  g_task_set_task_data (task, self, (GDestroyNotify) conversation_free);
  g_task_set_source_tag (task, pusher_tunnel_connect_async);

  self->request = build_request (address, &error);
  if (self->request == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_output_stream_write_all_async (g_io_stream_get_output_stream (stream), self->request,
                                   strlen (self->request), priority, cancellable, on_write_ready,
                                   g_steal_pointer (&task));
}

static GIOStream *
pusher_tunnel_connect_finish (GProxy *proxy, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
pusher_tunnel_supports_hostname (GProxy *proxy)
{
  return TRUE;
}

static void
pusher_tunnel_proxy_init (GProxyInterface *interface)
{
  interface->connect_async = pusher_tunnel_connect_async;
  interface->connect_finish = pusher_tunnel_connect_finish;
  interface->supports_hostname = pusher_tunnel_supports_hostname;
}

static void
pusher_tunnel_class_init (PusherTunnelClass *klass)
{
}

static void
pusher_tunnel_init (PusherTunnel *self)
{
}

/**
 * pusher_tunnel_register:
 *
 * Makes GIO know %PUSHER_TUNNEL_PROTOCOL. May be called more than once.
 */
void
pusher_tunnel_register (void)
{
  /* GIO makes its extension points the first time that it needs one of its own extensions. */
  g_proxy_resolver_get_default ();
  g_io_extension_point_implement (G_PROXY_EXTENSION_POINT_NAME, PUSHER_TYPE_TUNNEL,
                                  PUSHER_TUNNEL_PROTOCOL, 0);
}
