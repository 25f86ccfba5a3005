/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <libsoup/soup.h>

#include "pusher/pusher-clock.h"

G_BEGIN_DECLS

void pusher_http_exchange_async (SoupSession *session,
                                 PusherClock *clock,
                                 SoupMessage *message,
                                 gsize max_size,
                                 gint64 timeout,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GBytes *pusher_http_exchange_finish (GAsyncResult *result, GError **error);

G_END_DECLS
