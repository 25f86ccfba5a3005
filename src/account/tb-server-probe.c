/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-server-probe.h"

#include <libsoup/soup.h>

#include "account/tb-account-client.h"
#include "account/tb-answer.h"
#include "pusher/pusher-certificate.h"
#include "pusher/pusher-http-exchange.h"
#include "pusher/pusher-options.h"
#include "pusher/pusher-proxy-resolver.h"
#include "pusher/pusher-system-clock.h"

/* How long all of the answer may take, in µs: somebody sits and waits. */
#define TIMEOUT (10 * G_USEC_PER_SEC)

/* An answer to HEAD has nothing in it, in bytes. */
#define ANSWER_MAX_SIZE 1024

/* Certificates in one chain; a server may send any number. */
#define CHAIN_MAX 6

struct _TbServerProbe
{
  GTlsCertificate *certificate; /* NULL without TLS, or if it did not come as far */
  GTlsCertificateFlags problems;
  char *proxy;
  gint64 skew; /* this computer's clock beyond the server's, in s */
  gboolean has_skew;
};

static gboolean
on_accept_certificate (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags problems,
                       gpointer user_data)
{
  TbServerProbe *self = user_data;

  g_set_object (&self->certificate, certificate);
  self->problems = problems;
  return TRUE;
}

static GUri *
build_address (TbAccount *account)
{
  g_autofree char *host = tb_account_dup_string (account, "host");
  g_autofree char *cluster = tb_account_dup_string (account, "cluster");
  g_autoptr (PusherOptions) options = pusher_options_new ("x");
  g_autofree char *server = NULL;

  pusher_options_set_host (options, *host != '\0' ? host : NULL);
  pusher_options_set_cluster (options, *cluster != '\0' ? cluster : NULL);
  server = pusher_options_dup_host (options);
  if (server == NULL)
    return NULL;

  return g_uri_build (
      G_URI_FLAGS_NONE, tb_account_get_tls (account) ? "https" : "http", NULL, server,
      tb_account_get_port (account) != 0 ? tb_account_get_port (account) : -1, "/", NULL, NULL);
}

static void
read_clock (TbServerProbe *self, SoupMessage *message, gint64 asked, gint64 answered)
{
  const char *date
      = soup_message_headers_get_one (soup_message_get_response_headers (message), "Date");
  g_autoptr (GDateTime) time = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;

  if (time == NULL)
    return;

  self->has_skew = TRUE;
  self->skew = (asked + answered) / 2 / G_USEC_PER_SEC - g_date_time_to_unix (time);
}

/* The way through a proxy is there for asynchronous requests only. */
static void
ask (TbServerProbe *self, TbAccount *account, GUri *address)
{
  g_autoptr (SoupSession) session = tb_account_client_create_session (account);
  g_autoptr (SoupMessage) message = soup_message_new_from_uri (SOUP_METHOD_HEAD, address);
  g_autoptr (PusherClock) clock = pusher_system_clock_new ();
  g_autoptr (GProxyResolver) proxies = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  gint64 asked = g_get_real_time ();

  g_signal_connect (message, "accept-certificate", G_CALLBACK (on_accept_certificate), self);
  pusher_http_exchange_async (session, clock, message, ANSWER_MAX_SIZE, TIMEOUT, NULL,
                              tb_answer_keep, &result);
  answer = pusher_http_exchange_finish (tb_answer_wait (&result), &error);
  if (answer == NULL)
    g_debug ("The probe was not answered: %s", error->message);
  if (self->certificate == NULL)
    g_set_object (&self->certificate, soup_message_get_tls_peer_certificate (message));
  read_clock (self, message, asked, g_get_real_time ());

  g_object_get (session, "proxy-resolver", &proxies, NULL);
  self->proxy = pusher_proxy_resolver_describe (PUSHER_PROXY_RESOLVER (proxies),
                                                g_uri_get_host (soup_message_get_uri (message)),
                                                g_uri_get_port (soup_message_get_uri (message)));
  soup_session_abort (session);
}

/**
 * tb_server_probe_new:
 * @account: whose server to ask
 *
 * Asks, and waits for the answer some seconds at most, in which the main loop goes on.
 *
 * Returns: (transfer full): what came of it; nothing if the settings name no server
 */
TbServerProbe *
tb_server_probe_new (TbAccount *account)
{
  TbServerProbe *self = g_new0 (TbServerProbe, 1);
  g_autoptr (GUri) address = build_address (account);

  if (address != NULL)
    ask (self, account, address);

  return self;
}

/**
 * tb_server_probe_free:
 * @self: (transfer full): a probe
 */
void
tb_server_probe_free (TbServerProbe *self)
{
  g_clear_object (&self->certificate);
  g_free (self->proxy);
  g_free (self);
}

/**
 * tb_server_probe_get_proxy:
 * @self: a probe
 *
 * Returns: (nullable): host and port of the proxy on the way, %NULL if there is none
 */
const char *
tb_server_probe_get_proxy (TbServerProbe *self)
{
  return self->proxy;
}

static char *
describe_name (const char *name)
{
  char *described = pusher_certificate_describe_name (name);

  return described != NULL ? described : g_strdup ("?");
}

/**
 * tb_server_probe_describe_chain:
 * @self: a probe
 *
 * Returns: (transfer full) (nullable): who vouches for whom, "app.example.com ← Acme CA", of the
 *   certificates that the server sent; %NULL if it sent none
 */
char *
tb_server_probe_describe_chain (TbServerProbe *self)
{
  g_autoptr (GString) chain = NULL;
  GTlsCertificate *last = NULL;
  g_autofree char *root = NULL;
  guint n = 0;

  if (self->certificate == NULL)
    return NULL;

  chain = g_string_new (NULL);
  for (GTlsCertificate *at = self->certificate; at != NULL && n < CHAIN_MAX;
       at = g_tls_certificate_get_issuer (at), n++)
    {
      g_autofree char *subject = g_tls_certificate_get_subject_name (at);
      g_autofree char *name = describe_name (subject);

      g_string_append_printf (chain, "%s%s", n > 0 ? " ← " : "", name);
      last = at;
    }
  root = g_tls_certificate_get_issuer_name (last);
  if (root != NULL)
    {
      g_autofree char *subject = g_tls_certificate_get_subject_name (last);
      g_autofree char *name = describe_name (root);

      if (g_strcmp0 (root, subject) != 0)
        g_string_append_printf (chain, " ← %s", name);
    }

  return g_string_free (g_steal_pointer (&chain), FALSE);
}

/**
 * tb_server_probe_get_expiry:
 * @self: a probe
 *
 * Returns: (transfer full) (nullable): until when the certificates that the server sent are all
 *   valid
 */
GDateTime *
tb_server_probe_get_expiry (TbServerProbe *self)
{
  g_autoptr (GDateTime) first = NULL;
  guint n = 0;

  for (GTlsCertificate *at = self->certificate; at != NULL && n < CHAIN_MAX;
       at = g_tls_certificate_get_issuer (at), n++)
    {
      g_autoptr (GDateTime) end = g_tls_certificate_get_not_valid_after (at);

      if (end != NULL && (first == NULL || g_date_time_compare (end, first) < 0))
        {
          g_clear_pointer (&first, g_date_time_unref);
          first = g_steal_pointer (&end);
        }
    }

  return g_steal_pointer (&first);
}

/**
 * tb_server_probe_get_problems:
 * @self: a probe
 *
 * Returns: why the certificate is not accepted; none if it is
 */
GTlsCertificateFlags
tb_server_probe_get_problems (TbServerProbe *self)
{
  return self->problems;
}

/**
 * tb_server_probe_get_skew:
 * @self: a probe
 * @skew: (out): by how many seconds this computer's clock is ahead of the server's
 *
 * Returns: whether the server has said which time it is
 */
gboolean
tb_server_probe_get_skew (TbServerProbe *self, gint64 *skew)
{
  *skew = self->skew;
  return self->has_skew;
}
