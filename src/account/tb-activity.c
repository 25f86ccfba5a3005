/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-activity.h"

/* The least time between two looks at who is idle by now, in s. */
#define LOOK_INTERVAL 5

/* In place of the time at which a member was active last. */
#define AWAY -1

struct _TbActivity
{
  PusherClock *clock;
  GHashTable *last_seen; /* PusherMember, unowned → gint64, when it was active last, or AWAY */
  guint timer;           /* one for all: cursors move sixty times a second */
};

/* Whoever leaves the room is forgotten: most do so right after the web app has said so. */
static void
on_member_gone (gpointer user_data, GObject *member)
{
  TbActivity *self = user_data;

  g_hash_table_remove (self->last_seen, member);
}

static void
reset_member (TbActivity *self, PusherMember *member)
{
  g_object_weak_unref (G_OBJECT (member), on_member_gone, self);
  pusher_member_set_active (member, FALSE);
  pusher_member_set_away (member, FALSE);
}

static void
on_look (gpointer user_data)
{
  TbActivity *self = user_data;
  gint64 now = pusher_clock_get_time (self->clock);
  gint64 next = G_MAXINT64;
  GHashTableIter iter;
  gpointer member;
  gpointer value;

  self->timer = 0;
  g_hash_table_iter_init (&iter, self->last_seen);
  while (g_hash_table_iter_next (&iter, &member, &value))
    {
      gint64 last_seen = *(const gint64 *) value;
      gint64 idle_at = last_seen + (gint64) TB_ACTIVITY_TIMEOUT * G_USEC_PER_SEC;

      if (last_seen == AWAY)
        continue;
      if (idle_at > now)
        {
          next = MIN (next, idle_at);
          continue;
        }
      g_hash_table_iter_remove (&iter);
      reset_member (self, member);
    }

  if (next != G_MAXINT64)
    self->timer = pusher_clock_add_timer (
        self->clock, MAX (next - now, (gint64) LOOK_INTERVAL * G_USEC_PER_SEC), on_look, self);
}

/* Where it is kept when @member was active last. */
static gint64 *
ensure_entry (TbActivity *self, PusherMember *member)
{
  gint64 *last_seen = g_hash_table_lookup (self->last_seen, member);

  if (last_seen == NULL)
    {
      last_seen = g_new0 (gint64, 1);
      g_hash_table_insert (self->last_seen, member, last_seen);
      g_object_weak_ref (G_OBJECT (member), on_member_gone, self);
    }

  return last_seen;
}

/**
 * tb_activity_new:
 * @clock: the time
 *
 * Returns: (transfer full): nobody is active, and nobody away
 */
TbActivity *
tb_activity_new (PusherClock *clock)
{
  TbActivity *self = g_new0 (TbActivity, 1);

  self->clock = g_object_ref (clock);
  self->last_seen = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  return self;
}

/**
 * tb_activity_free:
 * @self: (transfer full): who is active; from here on nobody is, nor away
 */
void
tb_activity_free (TbActivity *self)
{
  GHashTableIter iter;
  gpointer member;

  pusher_clock_clear_timer (self->clock, &self->timer);
  g_hash_table_iter_init (&iter, self->last_seen);
  while (g_hash_table_iter_next (&iter, &member, NULL))
    reset_member (self, member);
  g_hash_table_unref (self->last_seen);
  g_object_unref (self->clock);
  g_free (self);
}

/**
 * tb_activity_mark_active:
 * @self: who is active
 * @member: a member who did something: active for %TB_ACTIVITY_TIMEOUT from now, or a few seconds
 * longer
 */
void
tb_activity_mark_active (TbActivity *self, PusherMember *member)
{
  gint64 *last_seen = ensure_entry (self, member);

  *last_seen = pusher_clock_get_time (self->clock);
  pusher_member_set_away (member, FALSE);
  pusher_member_set_active (member, TRUE);
  if (self->timer == 0)
    self->timer = pusher_clock_add_timer (
        self->clock, (gint64) TB_ACTIVITY_TIMEOUT * G_USEC_PER_SEC, on_look, self);
}

/**
 * tb_activity_mark_away:
 * @self: who is active
 * @member: a member who has left, as the web app sees it: until it does something again
 */
void
tb_activity_mark_away (TbActivity *self, PusherMember *member)
{
  gint64 *last_seen = ensure_entry (self, member);

  *last_seen = AWAY;
  pusher_member_set_active (member, FALSE);
  pusher_member_set_away (member, TRUE);
}
