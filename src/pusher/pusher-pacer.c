/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-pacer.h"

#include "pusher/pusher-turn.h"

struct _PusherPacer
{
  gatomicrefcount references;
  PusherPacerFunc func; /* NULL once stopped */
  GDestroyNotify item_free;
  gpointer user_data;

  GQueue waiting;
  GSource *source; /* while something waits */
};

static PusherPacer *
pacer_ref (PusherPacer *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

static void
pacer_unref (PusherPacer *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_queue_clear_full (&self->waiting, self->item_free);
  g_free (self);
}

static void
hand_on (PusherPacer *self, gpointer item)
{
  self->func (item, self->user_data);
  self->item_free (item);
}

static void
drop_source (PusherPacer *self)
{
  GSource *source = g_steal_pointer (&self->source);

  if (source == NULL)
    return;
  g_source_destroy (source);
  g_source_unref (source);
}

/* Another turn of the main loop: everybody else had theirs. */
static gboolean
on_turn (gpointer user_data)
{
  PusherPacer *self = pacer_ref (user_data);
  gint64 turn_ends = g_get_monotonic_time () + PUSHER_TURN * 1000;
  gboolean more;

  while (self->func != NULL && !g_queue_is_empty (&self->waiting)
         && g_get_monotonic_time () < turn_ends)
    hand_on (self, g_queue_pop_head (&self->waiting));

  more = self->func != NULL && !g_queue_is_empty (&self->waiting);
  if (!more)
    drop_source (self);
  pacer_unref (self);

  return more ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
wait_for_turn (PusherPacer *self)
{
  /* At the priority of everything else, so that each gets its turn. */
  self->source = g_idle_source_new ();
  g_source_set_priority (self->source, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->source, on_turn, pacer_ref (self), (GDestroyNotify) pacer_unref);
  g_source_set_static_name (self->source, "[pusher] messages");
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

/**
 * pusher_pacer_new:
 * @func: takes the items
 * @item_free: frees an item
 * @user_data: for @func
 *
 * Returns: (transfer full): a pacer; end it with pusher_pacer_stop()
 */
PusherPacer *
pusher_pacer_new (PusherPacerFunc func, GDestroyNotify item_free, gpointer user_data)
{
  PusherPacer *self = g_new0 (PusherPacer, 1);

  g_atomic_ref_count_init (&self->references);
  self->func = func;
  self->item_free = item_free;
  self->user_data = user_data;
  g_queue_init (&self->waiting);

  return self;
}

/**
 * pusher_pacer_stop:
 * @self: (transfer full): a pacer, also from within its function; what waits is dropped
 */
void
pusher_pacer_stop (PusherPacer *self)
{
  self->func = NULL;
  drop_source (self);
  pacer_unref (self);
}

/**
 * pusher_pacer_push:
 * @self: a pacer
 * @item: (transfer full): an item
 *
 * Hands @item on before this returns, or, where this turn has lasted long or others wait, in a
 * later turn of the thread's main loop.
 */
void
pusher_pacer_push (PusherPacer *self, gpointer item)
{
  if (!g_queue_is_empty (&self->waiting) || pusher_turn_has_lasted ())
    {
      g_queue_push_tail (&self->waiting, item);
      if (self->source == NULL)
        wait_for_turn (self);
      return;
    }

  pacer_ref (self);
  hand_on (self, item);
  pacer_unref (self);
}
