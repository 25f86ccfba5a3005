/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-host.h"

#include <gio/gio.h>

/**
 * pusher_host_is_loopback:
 * @host: a host name or an address
 *
 * Returns: whether @host is this very computer, so that nobody is on the way to it (row 6.22)
 */
gboolean
pusher_host_is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address)
                         : g_ascii_strcasecmp (host, "localhost") == 0;
}
