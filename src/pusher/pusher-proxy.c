/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What a desktop calls a proxy, what GIO calls it, and what people may see of it. */

#include "pusher/pusher-proxy.h"

#include <string.h>

#include "pusher/pusher-server-words.h"
#include "pusher/pusher-tunnel.h"

/* The user name and the password stay encoded as they came. */
#define FLAGS (G_URI_FLAGS_ENCODED | G_URI_FLAGS_HAS_PASSWORD)

static const struct
{
  const char *scheme;
  const char *protocol;
  int port;
} protocols[] = {
  { "http", PUSHER_TUNNEL_PROTOCOL, 80 },
  { "https", "https", 443 },
  { "socks", "socks5", 1080 },
  { "socks5h", "socks5", 1080 },
  { "socks5", "socks5", 1080 },
  { "socks4a", "socks4a", 1080 },
  { "socks4", "socks4", 1080 },
};

/**
 * pusher_proxy_describe:
 * @uri: a proxy's address
 *
 * Returns: (transfer full): its host and port, fit to be shown: without the password
 */
char *
pusher_proxy_describe (const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, FLAGS, NULL);
  g_autofree char *host = NULL;

  if (parsed == NULL || g_uri_get_host (parsed) == NULL || *g_uri_get_host (parsed) == '\0')
    return g_strdup ("?");

  host = pusher_server_words_dup (g_uri_get_host (parsed));
  if (g_uri_get_port (parsed) <= 0)
    return g_steal_pointer (&host);

  return g_strdup_printf (strchr (host, ':') != NULL ? "[%s]:%d" : "%s:%d", host,
                          g_uri_get_port (parsed));
}

/**
 * pusher_proxy_translate:
 * @uri: a proxy's address as the system's settings give it, or `direct://`
 *
 * Gives it the port that is left out, where GIO would ask at port 0, and the name of what GIO
 * connects through: #PusherTunnel for an HTTP proxy.
 *
 * Returns: (transfer full) (nullable): an address for GIO, or %NULL if @uri is none
 */
char *
pusher_proxy_translate (const char *uri)
{
  g_autoptr (GUri) parsed = NULL;
  const char *protocol;
  int port;

  if (g_str_has_prefix (uri, "direct:"))
    return g_strdup ("direct://");

  parsed = g_uri_parse (uri, FLAGS, NULL);
  if (parsed == NULL || g_uri_get_host (parsed) == NULL || *g_uri_get_host (parsed) == '\0')
    return NULL;

  protocol = g_uri_get_scheme (parsed);
  port = g_uri_get_port (parsed);
  for (gsize i = 0; i < G_N_ELEMENTS (protocols); i++)
    {
      if (!g_str_equal (g_uri_get_scheme (parsed), protocols[i].scheme))
        continue;
      protocol = protocols[i].protocol;
      if (port <= 0)
        port = protocols[i].port;
    }

  return g_uri_join_with_user (FLAGS, protocol, g_uri_get_user (parsed),
                               g_uri_get_password (parsed), NULL, g_uri_get_host (parsed), port, "",
                               NULL, NULL);
}
