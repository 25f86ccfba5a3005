/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * libsoup's socket reads for as long as there is something to read, in one turn of the main loop
 * (row 8.27). It can be made on a stream that is portioned; but the stream that a session has
 * opened comes only inside a socket of libsoup's own. So that one is told to read no more before
 * it has begun, and another one takes its stream over.
 */

#include "pusher/pusher-paced-websocket.h"

#include "pusher/pusher-paced-stream.h"

static GList *
copy_extensions (SoupWebsocketConnection *connection)
{
  return g_list_copy_deep (soup_websocket_connection_get_extensions (connection),
                           (GCopyFunc) g_object_ref, NULL);
}

/**
 * pusher_paced_websocket_new:
 * @opened: (transfer full): a socket as a session has just opened it: this turn of the main loop
 *
 * Returns: (transfer full): a socket that hands on what arrives on @opened in turns of the
 *   thread's main loop that leave it responsive
 */
SoupWebsocketConnection *
pusher_paced_websocket_new (SoupWebsocketConnection *opened)
{
  SoupWebsocketConnection *self;
  GSource *reader;
  g_autoptr (GIOStream) stream = NULL;

  reader = g_main_context_find_source_by_user_data (g_main_context_get_thread_default (), opened);
  /* Of a make that is not known: better read without turns than by two. */
  if (reader == NULL)
    return opened;

  g_source_destroy (reader);
  stream = pusher_paced_stream_new (soup_websocket_connection_get_io_stream (opened));
  self = soup_websocket_connection_new (
      stream, soup_websocket_connection_get_uri (opened), SOUP_WEBSOCKET_CONNECTION_CLIENT,
      soup_websocket_connection_get_origin (opened),
      soup_websocket_connection_get_protocol (opened), copy_extensions (opened));
  /* With it goes the stream. */
  g_object_set_data_full (G_OBJECT (self), "pusher-opened", opened, g_object_unref);

  return self;
}
