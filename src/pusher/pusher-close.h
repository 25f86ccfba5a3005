/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PusherRetry:
 * @PUSHER_RETRY_BACK_OFF: reconnect, ever more patiently
 * @PUSHER_RETRY_AT_ONCE: reconnect at once, unless that was just tried
 * @PUSHER_RETRY_SLOWLY: the server refuses us, but that may pass by itself: every few minutes
 * @PUSHER_RETRY_NEVER: the server refuses us until somebody changes something
 *
 * What follows the end of a connection.
 */
typedef enum
{
  PUSHER_RETRY_BACK_OFF,
  PUSHER_RETRY_AT_ONCE,
  PUSHER_RETRY_SLOWLY,
  PUSHER_RETRY_NEVER,
} PusherRetry;

/* How long to wait where a refusal may pass by itself, in s (row 4.7). */
#define PUSHER_RETRY_SLOW_DELAY 300

PusherRetry pusher_close_get_retry (guint code);

G_END_DECLS
