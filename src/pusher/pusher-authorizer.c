/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-authorizer.h"

G_DEFINE_INTERFACE (PusherAuthorizer, pusher_authorizer, G_TYPE_OBJECT)

static void
pusher_authorizer_default_init (PusherAuthorizerInterface *interface)
{
}

/**
 * pusher_authorizer_authorize_async:
 * @self: an authorizer
 * @socket_id: the socket to authorise
 * @channel_name: (nullable): the channel to authorise it for; %NULL asks who the user is (row 10.1)
 * @cancellable: (nullable): cancels the request
 * @callback: called when there is an answer
 * @user_data: for @callback
 *
 * Asks for an authorisation, which is good for this socket and this channel only (row 5.19).
 */
void
pusher_authorizer_authorize_async (PusherAuthorizer *self,
                                   const char *socket_id,
                                   const char *channel_name,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  PUSHER_AUTHORIZER_GET_IFACE (self)->authorize_async (self, socket_id, channel_name, cancellable,
                                                       callback, user_data);
}

/**
 * pusher_authorizer_authorize_finish:
 * @self: an authorizer
 * @result: the result that the callback got
 * @retry_after: (out): with an error, how long the endpoint asks to wait, in s; 0 if it did not say
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): the authorisation, or %NULL with %PUSHER_ERROR_UNAUTHORIZED,
 *   %PUSHER_ERROR_DENIED, %PUSHER_ERROR_BAD_ANSWER, %PUSHER_ERROR_UNAVAILABLE,
 * %PUSHER_ERROR_TIMED_OUT, %PUSHER_ERROR_NETWORK, %PUSHER_ERROR_TLS or %G_IO_ERROR_CANCELLED
 */
PusherAuthorization *
pusher_authorizer_authorize_finish (PusherAuthorizer *self,
                                    GAsyncResult *result,
                                    guint *retry_after,
                                    GError **error)
{
  *retry_after = 0;
  return PUSHER_AUTHORIZER_GET_IFACE (self)->authorize_finish (self, result, retry_after, error);
}
