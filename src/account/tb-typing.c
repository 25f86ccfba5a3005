/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-typing.h"

#include "pusher/pusher-presence.h"

typedef struct
{
  TbTyping *typing;
  PusherMember *member;
  guint timer;
} Typist;

struct _TbTyping
{
  PusherClock *clock;
  GHashTable *typists; /* PusherMember → Typist */
};

static void
typist_free (gpointer data)
{
  Typist *typist = data;

  pusher_clock_clear_timer (typist->typing->clock, &typist->timer);
  pusher_member_set_typing (typist->member, FALSE);
  g_object_unref (typist->member);
  g_free (typist);
}

static void
on_expired (gpointer user_data)
{
  Typist *typist = user_data;

  typist->timer = 0;
  g_hash_table_remove (typist->typing->typists, typist->member);
}

/**
 * tb_typing_new:
 * @clock: the time
 *
 * Returns: (transfer full): nobody is typing
 */
TbTyping *
tb_typing_new (PusherClock *clock)
{
  TbTyping *self = g_new0 (TbTyping, 1);

  self->clock = g_object_ref (clock);
  self->typists = g_hash_table_new_full (NULL, NULL, NULL, typist_free);

  return self;
}

/**
 * tb_typing_free:
 * @self: (transfer full): who is typing; nobody is from here on
 */
void
tb_typing_free (TbTyping *self)
{
  g_hash_table_unref (self->typists);
  g_object_unref (self->clock);
  g_free (self);
}

/**
 * tb_typing_start:
 * @self: who is typing
 * @member: a member who began to type, or still does: for %PUSHER_TYPING_TIMEOUT from now
 */
void
tb_typing_start (TbTyping *self, PusherMember *member)
{
  Typist *typist = g_hash_table_lookup (self->typists, member);

  if (typist == NULL)
    {
      typist = g_new0 (Typist, 1);
      typist->typing = self;
      typist->member = g_object_ref (member);
      g_hash_table_insert (self->typists, member, typist);
    }

  pusher_clock_clear_timer (self->clock, &typist->timer);
  typist->timer = pusher_clock_add_timer (self->clock, PUSHER_TYPING_TIMEOUT * G_USEC_PER_SEC,
                                          on_expired, typist);
  pusher_member_set_typing (member, TRUE);
}

/**
 * tb_typing_stop:
 * @self: who is typing
 * @member: a member who does not type any more
 */
void
tb_typing_stop (TbTyping *self, PusherMember *member)
{
  g_hash_table_remove (self->typists, member);
}
