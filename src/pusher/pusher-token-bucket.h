/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PusherTokenBucket:
 * @capacity: how many may go at once
 * @per_second: how many more may go each second
 * @tokens: how many may go now
 * @filled_at: when @tokens was true, in µs
 *
 * A rate limit. A plain value; the time is passed in.
 */
typedef struct
{
  double capacity;
  double per_second;
  double tokens;
  gint64 filled_at;
} PusherTokenBucket;

void
pusher_token_bucket_init (PusherTokenBucket *self, double capacity, double per_second, gint64 now);
gint64 pusher_token_bucket_take (PusherTokenBucket *self, gint64 now);

G_END_DECLS
