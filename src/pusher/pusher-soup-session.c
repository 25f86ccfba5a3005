/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The HTTP session that the socket and the authorisation requests share, and what its errors mean.
 */

#include "pusher/pusher-soup-session.h"

#include <glib/gi18n-lib.h>

#include "pusher/pusher-error.h"
#include "pusher/pusher-request-queue.h"

/* An idle connection to an authorisation endpoint is not worth keeping for longer, in s. */
#define IDLE_TIMEOUT 60
/* As many requests as the queue of authorisations lets run at once, and one upgrade beside them. */
#define MAX_CONNECTIONS (PUSHER_REQUEST_QUEUE_WIDTH + 1)

static const char *
describe_certificate_problem (GTlsCertificateFlags flags)
{
  if (flags & G_TLS_CERTIFICATE_EXPIRED)
    return _ ("it has expired");
  if (flags & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return _ ("it is not valid yet; is the clock of this computer right?");
  if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return _ ("it is for another name");
  if (flags & G_TLS_CERTIFICATE_REVOKED)
    return _ ("it was revoked");
  if (flags & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return _ ("nobody whom this computer trusts has signed it; a company's own authority goes into "
              "the account's CA file");

  return _ ("it is not acceptable");
}

/**
 * pusher_soup_session_new:
 * @user_agent: what to call ourselves; servers behind firewalls refuse an empty one (row 1.18)
 * @ca_file: (nullable): certificates to trust instead of the system's, in PEM format
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): a session that keeps no cookies, or %NULL if @ca_file cannot
 *   be used
 */
SoupSession *
pusher_soup_session_new (const char *user_agent, const char *ca_file, GError **error)
{
  g_autoptr (SoupSession) session = NULL;

  session = soup_session_new_with_options ("user-agent", user_agent, "idle-timeout", IDLE_TIMEOUT,
                                           "max-conns-per-host", MAX_CONNECTIONS, NULL);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_COOKIE_JAR);

  if (ca_file != NULL && *ca_file != '\0')
    {
      g_autoptr (GTlsDatabase) database = NULL;
      g_autoptr (GError) local_error = NULL;

      database = g_tls_file_database_new (ca_file, &local_error);
      if (database == NULL)
        {
          g_set_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_OPTIONS,
                       _ ("The CA file “%s” cannot be used: %s"), ca_file, local_error->message);
          return NULL;
        }
      soup_session_set_tls_database (session, database);
    }

  return g_steal_pointer (&session);
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
  GTlsCertificateFlags flags = soup_message_get_tls_peer_certificate_errors (message);

  if (flags != 0)
    return pusher_error_new_for_certificate (
        flags,
        /* Translators: first the server's name, then the reason */
        _ ("The certificate of %s is not accepted: %s"), host,
        describe_certificate_problem (flags));
  if (error->domain == G_TLS_ERROR)
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_TLS,
                        _ ("%s and this computer cannot agree on an encrypted connection (%s)"),
                        host, error->message);
  if (error->domain == G_RESOLVER_ERROR)
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_NETWORK,
                        _ ("The server %s cannot be found; check its name and the network"), host);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_NETWORK,
                        _ ("Nothing answers at %s, port %d; check the address, or whether the "
                           "server is running"),
                        host, g_uri_get_port (uri));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT, _ ("%s does not answer"), host);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE))
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_NETWORK,
                        _ ("%s cannot be reached from this network"), host);
  if (error->domain == G_IO_ERROR && error->code >= G_IO_ERROR_PROXY_FAILED
      && error->code <= G_IO_ERROR_PROXY_NOT_ALLOWED)
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_NETWORK,
                        _ ("The proxy does not let the connection to %s through (%s)"), host,
                        error->message);

  return g_error_new (PUSHER_ERROR, PUSHER_ERROR_NETWORK, _ ("No connection to %s (%s)"), host,
                      error->message);
}
