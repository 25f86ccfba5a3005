/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a session is told of the network, and of the computer's sleep. */

#include "account/tb-session-private.h"
#include "pusher/pusher-host.h"

/**
 * tb_session_set_network_available:
 * @self: a session
 * @available: whether the system believes that there is a network
 */
void
tb_session_set_network_available (TbSession *self, gboolean available)
{
  g_autofree char *host = tb_account_dup_string (self->account, "host");

  /* This computer needs no network to reach itself. */
  available = available || pusher_host_is_loopback (host);
  if (self->network_unavailable == available)
    {
      self->network_unavailable = !available;
      g_object_notify (G_OBJECT (self), "network-available");
    }
  if (self->connection != NULL)
    pusher_client_set_network_available (tb_session_connection_get_client (self->connection),
                                         available);
}

/**
 * tb_session_network_changed:
 * @self: a session
 *
 * The way to the network is another one.
 */
void
tb_session_network_changed (TbSession *self)
{
  if (self->connection == NULL)
    return;

  pusher_client_network_changed (tb_session_connection_get_client (self->connection));
  /* Another network may have another proxy. */
  tb_session_connection_check_proxies (self->connection);
}

/**
 * tb_session_proxies_changed:
 * @self: a session
 *
 * The system's proxy settings may be other ones.
 */
void
tb_session_proxies_changed (TbSession *self)
{
  if (self->connection != NULL)
    tb_session_connection_check_proxies (self->connection);
}

/**
 * tb_session_resumed:
 * @self: a session
 * @slept: for how long the computer was suspended, in µs
 */
void
tb_session_resumed (TbSession *self, gint64 slept)
{
  tb_session_maintenance_update (tb_session_events_get_maintenance (self->events),
                                 g_get_real_time ());
  if (self->connection == NULL)
    return;

  pusher_client_resumed (tb_session_connection_get_client (self->connection), slept);
  tb_session_connection_check_proxies (self->connection);
}

/**
 * tb_session_get_network_available:
 * @self: a session
 *
 * Returns: %FALSE while the system believes that there is no network to reach the server over
 */
gboolean
tb_session_get_network_available (TbSession *self)
{
  return !self->network_unavailable;
}
