/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-request-queue.h"

typedef struct
{
  guint ticket;
  PusherRequestFunc func;
  gpointer user_data;
} Entry;

struct _PusherRequestQueue
{
  guint width;
  guint last_ticket;
  GQueue waiting;      /* Entry */
  GHashTable *running; /* tickets */
};

static void
start_waiting (PusherRequestQueue *self)
{
  while (g_hash_table_size (self->running) < self->width && !g_queue_is_empty (&self->waiting))
    {
      g_autofree Entry *entry = g_queue_pop_head (&self->waiting);

      g_hash_table_add (self->running, GUINT_TO_POINTER (entry->ticket));
      entry->func (entry->user_data);
    }
}

/**
 * pusher_request_queue_new:
 * @width: how many may run at once
 *
 * Returns: (transfer full): an empty queue
 */
PusherRequestQueue *
pusher_request_queue_new (guint width)
{
  PusherRequestQueue *self = g_new0 (PusherRequestQueue, 1);

  self->width = width;
  g_queue_init (&self->waiting);
  self->running = g_hash_table_new (NULL, NULL);

  return self;
}

/**
 * pusher_request_queue_free:
 * @self: (transfer full): a queue; nothing that waits in it is started
 */
void
pusher_request_queue_free (PusherRequestQueue *self)
{
  g_queue_clear_full (&self->waiting, g_free);
  g_hash_table_unref (self->running);
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
