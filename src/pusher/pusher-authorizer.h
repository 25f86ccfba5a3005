/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <gio/gio.h>

#include "pusher/pusher-authorization.h"

G_BEGIN_DECLS

#define PUSHER_TYPE_AUTHORIZER (pusher_authorizer_get_type ())
G_DECLARE_INTERFACE (PusherAuthorizer, pusher_authorizer, PUSHER, AUTHORIZER, GObject)

/**
 * PusherAuthorizerInterface:
 * @authorize_async: see pusher_authorizer_authorize_async()
 * @authorize_finish: see pusher_authorizer_authorize_finish()
 *
 * Whoever can say that this client may subscribe to a channel.
 */
struct _PusherAuthorizerInterface
{
  GTypeInterface parent_interface;

  void (*authorize_async) (PusherAuthorizer *self,
                           const char *socket_id,
                           const char *channel_name,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
  PusherAuthorization *(*authorize_finish) (PusherAuthorizer *self,
                                            GAsyncResult *result,
                                            guint *retry_after,
                                            GError **error);
};

void pusher_authorizer_authorize_async (PusherAuthorizer *self,
                                        const char *socket_id,
                                        const char *channel_name,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
PusherAuthorization *pusher_authorizer_authorize_finish (PusherAuthorizer *self,
                                                         GAsyncResult *result,
                                                         guint *retry_after,
                                                         GError **error);

G_END_DECLS
