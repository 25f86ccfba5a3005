/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <libsoup/soup.h>

#include "pusher/pusher-clock.h"
#include "pusher/pusher-options.h"
#include "pusher/pusher-publication.h"

G_BEGIN_DECLS

/* How long a server may take to publish, in s. */
#define PUSHER_PUBLISHER_TIMEOUT 30

#define PUSHER_TYPE_PUBLISHER (pusher_publisher_get_type ())
G_DECLARE_FINAL_TYPE (PusherPublisher, pusher_publisher, PUSHER, PUBLISHER, GObject)

PusherPublisher *pusher_publisher_new (SoupSession *session,
                                       PusherClock *clock,
                                       const PusherOptions *options,
                                       const char *app_id,
                                       const char *secret,
                                       GError **error);
void pusher_publisher_set_max_data_size (PusherPublisher *self, gsize bytes);
void pusher_publisher_publish_async (PusherPublisher *self,
                                     PusherPublication *publication,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
void pusher_publisher_publish_batch_async (PusherPublisher *self,
                                           GPtrArray *publications,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean
pusher_publisher_publish_finish (PusherPublisher *self, GAsyncResult *result, GError **error);

G_END_DECLS
