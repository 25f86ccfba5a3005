/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-token-bucket.h"

/**
 * pusher_token_bucket_init:
 * @self: a bucket to set up, full
 * @capacity: how many may go at once, at least 1
 * @per_second: how many more may go each second, more than 0
 * @now: the time, in µs
 */
void
pusher_token_bucket_init (PusherTokenBucket *self, double capacity, double per_second, gint64 now)
{
  *self = (PusherTokenBucket){
    .capacity = capacity,
    .per_second = per_second,
    .tokens = capacity,
    .filled_at = now,
  };
}

/**
 * pusher_token_bucket_take:
 * @self: a bucket
 * @now: the time, in µs, never earlier than before
 *
 * Takes a token, if there is one.
 *
 * Returns: 0 if one was taken; else how long until there is one, in µs
 */
gint64
pusher_token_bucket_take (PusherTokenBucket *self, gint64 now)
{
  double elapsed = (double) (now - self->filled_at) / G_USEC_PER_SEC;

  self->tokens = MIN (self->capacity, self->tokens + elapsed * self->per_second);
  self->filled_at = now;
  /* Sums of fractions fall short of 1 by less than anybody can tell. */
  if (self->tokens >= 1.0 - 1e-6)
    {
      self->tokens -= 1.0;
      return 0;
    }

  return (gint64) ((1.0 - self->tokens) / self->per_second * G_USEC_PER_SEC) + 1;
}
