/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-session-effects.h"

#include "account/tb-typing.h"

/* A broadcast to reload reaches a whole company at once: it is heeded within so many s, and once in
 * so many s. */
#define RELOAD_JITTER 10
#define RELOAD_INTERVAL 60

struct _TbSessionEffects
{
  PusherClock *clock;
  TbSessionReloadFunc reload;
  gpointer user_data;

  TbTyping *typing;
  guint reload_timer;
  gboolean has_reloaded;
  gint64 last_reload;
};

/* Who an event is about: its sender, or the user whom its data name. */
static PusherMember *
find_member (PusherChannel *channel, PusherEvent *event)
{
  static const char *const members[] = { "userId", "user_id", "id", NULL };
  PusherPresence *presence = pusher_channel_get_presence (channel);
  const char *user_id = pusher_event_get_user_id (event);
  JsonNode *data;

  if (presence == NULL)
    return NULL;
  if (user_id != NULL)
    return pusher_presence_lookup (presence, user_id);

  data = pusher_event_get_data (event);
  for (gsize i = 0; members[i] != NULL && data != NULL && JSON_NODE_HOLDS_OBJECT (data); i++)
    {
      JsonNode *node = json_object_get_member (json_node_get_object (data), members[i]);
      g_autofree char *number = NULL;

      if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
        continue;
      if (json_node_get_value_type (node) == G_TYPE_INT64)
        number = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));

      return pusher_presence_lookup (presence,
                                     number != NULL ? number : json_node_get_string (node));
    }

  return NULL;
}

static void
on_reload_due (gpointer user_data)
{
  TbSessionEffects *self = user_data;

  self->reload_timer = 0;
  self->has_reloaded = TRUE;
  self->last_reload = pusher_clock_get_time (self->clock);
  self->reload (self->user_data);
}

static void
plan_reload (TbSessionEffects *self)
{
  gint64 now = pusher_clock_get_time (self->clock);
  gint64 earliest
      = self->has_reloaded ? self->last_reload + (gint64) RELOAD_INTERVAL * G_USEC_PER_SEC : now;
  gint64 jitter = (gint64) (pusher_clock_get_random (self->clock) * RELOAD_JITTER * G_USEC_PER_SEC);

  if (self->reload_timer == 0)
    self->reload_timer = pusher_clock_add_timer (self->clock, MAX (earliest - now, 0) + jitter,
                                                 on_reload_due, self);
}

/**
 * tb_session_effects_new:
 * @clock: time and chance
 * @reload: called when the web app asks to begin anew: at most once a minute, and a random while
 * later
 * @user_data: for @reload
 *
 * Returns: (transfer full): nothing has happened yet
 */
TbSessionEffects *
tb_session_effects_new (PusherClock *clock, TbSessionReloadFunc reload, gpointer user_data)
{
  TbSessionEffects *self = g_new0 (TbSessionEffects, 1);

  self->clock = g_object_ref (clock);
  self->reload = reload;
  self->user_data = user_data;
  self->typing = tb_typing_new (clock);

  return self;
}

/**
 * tb_session_effects_free:
 * @self: (transfer full): effects; a reload that is planned does not happen
 */
void
tb_session_effects_free (TbSessionEffects *self)
{
  pusher_clock_clear_timer (self->clock, &self->reload_timer);
  tb_typing_free (self->typing);
  g_object_unref (self->clock);
  g_free (self);
}

/**
 * tb_session_effects_apply:
 * @self: effects
 * @effect: what the rule says
 * @channel: the event's channel
 * @event: an event
 *
 * Does what @effect says.
 */
void
tb_session_effects_apply (TbSessionEffects *self,
                          TbRuleEffect effect,
                          PusherChannel *channel,
                          PusherEvent *event)
{
  PusherMember *member;

  switch (effect)
    {
    case TB_EFFECT_TYPING_START:
    case TB_EFFECT_TYPING_STOP:
      member = find_member (channel, event);
      if (member != NULL && effect == TB_EFFECT_TYPING_START)
        tb_typing_start (self->typing, member);
      else if (member != NULL)
        tb_typing_stop (self->typing, member);
      break;
    case TB_EFFECT_RELOAD:
      plan_reload (self);
      break;
    case TB_EFFECT_NONE:
    case TB_EFFECT_MEMBER_HINT:
    case TB_EFFECT_MEMBER_ACTIVE:
    case TB_EFFECT_MAINTENANCE:
    default:
      break;
    }
}

/**
 * tb_session_effects_forget:
 * @self: effects
 *
 * The connection is gone, and with it who is typing.
 */
void
tb_session_effects_forget (TbSessionEffects *self)
{
  tb_typing_free (self->typing);
  self->typing = tb_typing_new (self->clock);
}
