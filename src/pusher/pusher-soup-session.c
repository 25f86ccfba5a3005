/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The HTTP session that the socket and the authorisation requests share, with its proxies and its
 * trust, and what its errors mean. */

#include "pusher/pusher-soup-session.h"

#include <glib/gi18n-lib.h>

#include "pusher/pusher-authority.h"
#include "pusher/pusher-certificate.h"
#include "pusher/pusher-error.h"
#include "pusher/pusher-proxy-resolver.h"
#include "pusher/pusher-request-queue.h"
#include "pusher/pusher-route.h"

/* An idle connection to an authorisation endpoint is not worth keeping for longer, in s. */
#define IDLE_TIMEOUT 60
/* As many requests as the queue of authorisations lets run at once, and one upgrade beside them. */
#define MAX_CONNECTIONS (PUSHER_REQUEST_QUEUE_WIDTH + 1)

/* Kept with the session and with each of its messages. */
typedef struct
{
  PusherProxyResolver *proxies;
  PusherAuthority *authority; /* NULL to trust whom the system trusts */
  gboolean distrusted;        /* whether the system's authorities did not know an issuer */
} Surroundings;

static GQuark
get_quark (void)
{
  return g_quark_from_static_string ("pusher-surroundings");
}

static void
surroundings_clear (gpointer data)
{
  Surroundings *self = data;

  g_object_unref (self->proxies);
  g_clear_pointer (&self->authority, pusher_authority_free);
}

static void
surroundings_unref (gpointer data)
{
  g_rc_box_release_full (data, surroundings_clear);
}

/* Takes over @self. */
static void
keep_with (gpointer object, Surroundings *self)
{
  g_object_set_qdata_full (object, get_quark (), self, surroundings_unref);
}

/* GIO reads the system's authorities once, for as long as the program runs; but that one of them
 * was missing may have been mended. */
static void
read_system_again (SoupSession *session)
{
  g_autoptr (GTlsDatabase) known
      = g_tls_backend_get_default_database (g_tls_backend_get_default ());
  g_autoptr (GInitable) read = NULL;

  if (known != NULL)
    read = g_initable_new (G_OBJECT_TYPE (known), NULL, NULL, NULL);
  if (read != NULL)
    soup_session_set_tls_database (session, G_TLS_DATABASE (read));
}

/* Before there is a connection for the message. */
static void
on_request_queued (SoupSession *session, SoupMessage *message, gpointer user_data)
{
  Surroundings *surroundings = user_data;

  keep_with (message, g_rc_box_acquire (surroundings));
  if (surroundings->authority != NULL && pusher_authority_read (surroundings->authority))
    soup_session_set_tls_database (session,
                                   pusher_authority_get_database (surroundings->authority));
  if (surroundings->distrusted)
    read_system_again (session);
  surroundings->distrusted = FALSE;
  pusher_route_watch (message, surroundings->proxies);
}

/**
 * pusher_soup_session_new:
 * @user_agent: what to call ourselves; servers behind firewalls refuse an empty one (row 1.18)
 * @ca_file: (nullable): certificates to trust instead of the system's, in PEM format; read anew for
 * each attempt after which it has changed, and while it cannot be used nobody is trusted
 * @proxy_resolver: (nullable): what to ask for proxies; %NULL for GIO's own resolver
 *
 * Returns: (transfer full): a session that keeps no cookies, answers no challenges, and uses the
 *   system's proxies
 */
SoupSession *
pusher_soup_session_new (const char *user_agent,
                         const char *ca_file,
                         GProxyResolver *proxy_resolver)
{
  SoupSession *session;
  Surroundings *surroundings = g_rc_box_new0 (Surroundings);

  surroundings->proxies = pusher_proxy_resolver_new (proxy_resolver);
  if (ca_file != NULL && *ca_file != '\0')
    surroundings->authority = pusher_authority_new (ca_file);

  session = soup_session_new_with_options ("user-agent", user_agent, "idle-timeout", IDLE_TIMEOUT,
                                           "max-conns-per-host", MAX_CONNECTIONS, "proxy-resolver",
                                           surroundings->proxies, NULL);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_COOKIE_JAR);
  /* Credentials are sent unasked, and to nobody who asks. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  g_signal_connect (session, "request-queued", G_CALLBACK (on_request_queued), surroundings);
  keep_with (session, surroundings);

  return session;
}

/* A certificate that is not accepted. */
static GError *
explain_certificate (SoupMessage *message, GTlsCertificateFlags flags)
{
  Surroundings *surroundings = g_object_get_qdata (G_OBJECT (message), get_quark ());
  PusherAuthority *authority = surroundings != NULL ? surroundings->authority : NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *words = NULL;

  if (authority != NULL && pusher_authority_get_error (authority) != NULL)
    return g_error_copy (pusher_authority_get_error (authority));
  if (surroundings != NULL && authority == NULL && (flags & G_TLS_CERTIFICATE_UNKNOWN_CA))
    surroundings->distrusted = TRUE;

  words = pusher_certificate_explain (
      soup_message_get_tls_peer_certificate (message), flags,
      g_uri_get_host (soup_message_get_uri (message)),
      authority != NULL ? pusher_authority_get_file (authority) : NULL, now);

  return pusher_error_new_for_certificate (flags, "%s", words);
}

/* The other side does not answer our TLS with its own. */
static GError *
explain_encryption (SoupMessage *message, const GError *error)
{
  const char *host = g_uri_get_host (soup_message_get_uri (message));
  int port = g_uri_get_port (soup_message_get_uri (message));

  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_CERTIFICATE_REQUIRED))
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_TLS,
                        _ ("%s asks for a certificate of ours, which is not supported; ask its "
                           "administrator for a way without"),
                        host);
  /* Under this name comes whatever the library cannot make sense of, and each alert too. */
  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_MISC)
      || g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_HANDSHAKE))
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_TLS,
                        _ ("%s and this computer cannot agree on an encrypted connection (%s); "
                           "check the port %d, and whether the server uses TLS there"),
                        host, error->message, port);

  return g_error_new (PUSHER_ERROR, PUSHER_ERROR_TLS,
                      _ ("%s does not speak TLS on port %d; check the port, and whether the server "
                         "uses TLS there"),
                      host, port);
}

/**
 * pusher_soup_session_explain:
 * @message: a message that could not be sent
 * @error: libsoup's error for it
 *
 * Puts an error of the network or of TLS into words (rows 1.17, 4.21).
 *
 * Returns: (transfer full): %PUSHER_ERROR_TLS, %PUSHER_ERROR_TIMED_OUT or %PUSHER_ERROR_NETWORK
 */
GError *
pusher_soup_session_explain (SoupMessage *message, const GError *error)
{
  GUri *uri = soup_message_get_uri (message);
  const char *host = g_uri_get_host (uri);
  int port = g_uri_get_port (uri);
  GTlsCertificateFlags flags = soup_message_get_tls_peer_certificate_errors (message);
  const PusherRoute *route = pusher_route_find (message);
  GError *explained;

  /* Of the tunnel through a proxy. */
  if (error->domain == PUSHER_ERROR)
    return g_error_copy (error);

  /* By somebody else than who waits for it, such as when the session takes another route. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_NETWORK,
                        _ ("The connection to %s was broken off; it is tried again"), host);

  explained = pusher_route_explain_proxy (route, error);
  if (explained != NULL)
    return explained;
  if (flags != 0)
    return explain_certificate (message, flags);
  if (error->domain == G_TLS_ERROR || pusher_route_is_encrypting (route))
    return explain_encryption (message, error);
  if (error->domain == G_RESOLVER_ERROR)
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_NETWORK,
                        _ ("The server %s cannot be found; check its name and the network"), host);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_NETWORK,
                        _ ("Nothing answers at %s, port %d; check the address, or whether the "
                           "server is running"),
                        host, port);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return pusher_soup_session_explain_silence (message);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE))
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_NETWORK,
                        _ ("%s cannot be reached from this network"), host);
  if (pusher_route_is_open (route) && soup_message_get_tls_peer_certificate (message) == NULL)
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_NETWORK,
                        _ ("%s ends the connection on port %d without an answer; check the port, "
                           "and whether the server uses TLS there"),
                        host, port);

  return g_error_new (PUSHER_ERROR, PUSHER_ERROR_NETWORK, _ ("No connection to %s (%s)"), host,
                      error->message);
}

/**
 * pusher_soup_session_explain_silence:
 * @message: a message that was sent and has no answer
 *
 * Says who it is that does not answer: a proxy, the server, or TLS on it (rows 1.13, 6.15).
 *
 * Returns: (transfer full): %PUSHER_ERROR_TIMED_OUT
 */
GError *
pusher_soup_session_explain_silence (SoupMessage *message)
{
  const PusherRoute *route = pusher_route_find (message);

  if (route != NULL)
    return pusher_route_explain_silence (route);

  return g_error_new (PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT, _ ("%s does not answer"),
                      g_uri_get_host (soup_message_get_uri (message)));
}
