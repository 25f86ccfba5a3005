/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-request-queue.h"

#include "pusher/pusher-token-bucket.h"

/* An application server is asked so often in one go, and so often a second after that: enough for
 * an account with many channels to come back at once, and far less than a connection that flaps
 * would ask for (row 6.20). */
#define BURST 200
#define PER_SECOND 4

typedef struct
{
  guint ticket;
  PusherRequestFunc func;
  gpointer user_data;
} Entry;

struct _PusherRequestQueue
{
  PusherClock *clock;
  guint width;
  guint last_ticket;
  GQueue waiting;      /* Entry */
  GHashTable *running; /* tickets */
  PusherTokenBucket bucket;
  guint timer;
};

static void start_waiting (PusherRequestQueue *self);

static void
on_token_due (gpointer user_data)
{
  PusherRequestQueue *self = user_data;

  self->timer = 0;
  start_waiting (self);
}

static void
start_waiting (PusherRequestQueue *self)
{
  while (self->timer == 0 && g_hash_table_size (self->running) < self->width
         && !g_queue_is_empty (&self->waiting))
    {
      gint64 delay = pusher_token_bucket_take (&self->bucket, pusher_clock_get_time (self->clock));
      g_autofree Entry *entry = NULL;

      if (delay > 0)
        {
          self->timer = pusher_clock_add_timer (self->clock, delay, on_token_due, self);
          break;
        }

      entry = g_queue_pop_head (&self->waiting);
      g_hash_table_add (self->running, GUINT_TO_POINTER (entry->ticket));
      entry->func (entry->user_data);
    }
}

/**
 * pusher_request_queue_new:
 * @width: how many may run at once
 * @clock: the time
 *
 * Returns: (transfer full): an empty queue
 */
PusherRequestQueue *
pusher_request_queue_new (guint width, PusherClock *clock)
{
  PusherRequestQueue *self = g_new0 (PusherRequestQueue, 1);

  self->clock = g_object_ref (clock);
  self->width = width;
  g_queue_init (&self->waiting);
  self->running = g_hash_table_new (NULL, NULL);
  pusher_token_bucket_init (&self->bucket, BURST, PER_SECOND, pusher_clock_get_time (clock));

  return self;
}

/**
 * pusher_request_queue_free:
 * @self: (transfer full): a queue; nothing that waits in it is started
 */
void
pusher_request_queue_free (PusherRequestQueue *self)
{
  pusher_clock_clear_timer (self->clock, &self->timer);
  g_queue_clear_full (&self->waiting, g_free);
  g_hash_table_unref (self->running);
  g_object_unref (self->clock);
  g_free (self);
}

/**
 * pusher_request_queue_enter:
 * @self: a queue
 * @func: starts the request, at once or when it is its turn
 * @user_data: for @func
 *
 * Returns: the request's ticket, never 0
 */
guint
pusher_request_queue_enter (PusherRequestQueue *self, PusherRequestFunc func, gpointer user_data)
{
  Entry *entry = g_new0 (Entry, 1);
  guint ticket = ++self->last_ticket;

  if (ticket == 0)
    ticket = ++self->last_ticket;
  *entry = (Entry){ ticket, func, user_data };
  g_queue_push_tail (&self->waiting, entry);
  start_waiting (self);

  return ticket;
}

/**
 * pusher_request_queue_leave:
 * @self: a queue
 * @ticket: (inout): the ticket of a request that has ended, runs or waits; 0 does nothing. Set to 0
 *
 * Ends a request, and starts the next in line.
 */
void
pusher_request_queue_leave (PusherRequestQueue *self, guint *ticket)
{
  guint number = *ticket;

  *ticket = 0;
  if (number == 0)
    return;

  if (!g_hash_table_remove (self->running, GUINT_TO_POINTER (number)))
    {
      for (GList *link = self->waiting.head; link != NULL; link = link->next)
        {
          Entry *entry = link->data;

          if (entry->ticket == number)
            {
              g_free (entry);
              g_queue_delete_link (&self->waiting, link);
              break;
            }
        }
    }
  start_waiting (self);
}

/**
 * pusher_request_queue_dismiss:
 * @self: a queue
 *
 * Sends everybody away who waits in line: their tickets are good for nothing but to leave with.
 * What runs goes on.
 */
void
pusher_request_queue_dismiss (PusherRequestQueue *self)
{
  g_queue_clear_full (&self->waiting, g_free);
}
