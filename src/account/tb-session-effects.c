/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-session-effects.h"

#include "account/tb-activity.h"
#include "account/tb-typing.h"
#include "pusher/pusher-json-text.h"

/* A broadcast to reload reaches a whole company at once: it is heeded within so many s, and once in
 * so many s. */
#define RELOAD_JITTER 10
#define RELOAD_INTERVAL 60

struct _TbSessionEffects
{
  PusherClock *clock;
  const TbSessionEffectsFuncs *funcs;
  gpointer user_data;

  TbTyping *typing;
  TbActivity *activity;
  TbSessionMaintenance *maintenance;
  guint reload_timer;
  gboolean has_reloaded;
  gint64 last_reload;
};

/* The user whom an event's data name, or NULL. Looked up where it stands: cursors move sixty times
 * a second, and building a tree of each move would cost more than all else together. */
static char *
find_user_id (PusherEvent *event)
{
  static const char *const members[] = { "userId", "user_id", "id" };
  gsize best = G_N_ELEMENTS (members);
  g_autofree char *id = NULL;
  PusherJsonExtent data;
  PusherJsonExtent name;
  PusherJsonExtent value;
  PusherJsonCursor cursor;

  if (!pusher_event_get_json (event, &data))
    return NULL;
  pusher_json_cursor_init (&cursor, data.text, data.length);
  if (!pusher_json_cursor_enter_object (&cursor))
    return NULL;

  while (pusher_json_cursor_next_member (&cursor, &name)
         && pusher_json_cursor_skip (&cursor, &value))
    {
      if (value.kind != PUSHER_JSON_STRING && value.kind != PUSHER_JSON_NUMBER)
        continue;
      for (gsize i = 0; i < best; i++)
        {
          if (!pusher_json_extent_equals (&name, members[i]))
            continue;
          g_free (id);
          id = pusher_json_extent_dup_scalar (&value);
          best = i;
        }
    }

  return g_steal_pointer (&id);
}

/* Who an event is about: its sender, or the user whom its data name. */
static PusherMember *
find_member (PusherChannel *channel, PusherEvent *event)
{
  PusherPresence *presence = pusher_channel_get_presence (channel);
  const char *sender = pusher_event_get_user_id (event);
  g_autofree char *user_id = NULL;

  if (presence == NULL)
    return NULL;
  if (sender == NULL)
    user_id = find_user_id (event);

  return pusher_presence_lookup (presence, sender != NULL ? sender : user_id);
}

static void
on_reload_due (gpointer user_data)
{
  TbSessionEffects *self = user_data;

  self->reload_timer = 0;
  self->has_reloaded = TRUE;
  self->last_reload = pusher_clock_get_time (self->clock);
  self->funcs->reload (self->user_data);
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

/* Whether a hint says that somebody has left, such as "presence:leave". */
static gboolean
is_leave (PusherEvent *event)
{
  const char *name = pusher_event_get_name (event);

  return g_str_has_suffix (name, "leave") || g_str_has_suffix (name, "left");
}

static void
take_hint (TbSessionEffects *self, PusherMember *member, gboolean leaves)
{
  if (leaves)
    {
      tb_typing_stop (self->typing, member);
      tb_activity_mark_away (self->activity, member);
    }
  else
    {
      tb_activity_mark_active (self->activity, member);
    }
}

static void
take_maintenance (TbSessionEffects *self, PusherEvent *event)
{
  gint64 now = g_get_real_time ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (TbMaintenance) maintenance = tb_maintenance_parse (
      pusher_event_get_data (event), pusher_event_get_text (event), zone, now);

  tb_session_maintenance_take (self->maintenance, maintenance, now);
}

/**
 * tb_session_effects_new:
 * @clock: time and chance
 * @funcs: who is told, static
 * @user_data: for @funcs
 *
 * Returns: (transfer full): nothing has happened yet
 */
TbSessionEffects *
tb_session_effects_new (PusherClock *clock, const TbSessionEffectsFuncs *funcs, gpointer user_data)
{
  TbSessionEffects *self = g_new0 (TbSessionEffects, 1);

  self->clock = g_object_ref (clock);
  self->funcs = funcs;
  self->user_data = user_data;
  self->typing = tb_typing_new (clock);
  self->activity = tb_activity_new (clock);
  self->maintenance = tb_session_maintenance_new (clock, funcs->maintenance_changed, user_data);

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
  tb_activity_free (self->activity);
  tb_session_maintenance_free (self->maintenance);
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
      if (member != NULL)
        tb_activity_mark_active (self->activity, member);
      break;
    case TB_EFFECT_MEMBER_HINT:
      member = find_member (channel, event);
      if (member != NULL)
        take_hint (self, member, is_leave (event));
      break;
    case TB_EFFECT_MEMBER_ACTIVE:
      member = find_member (channel, event);
      if (member != NULL)
        tb_activity_mark_active (self->activity, member);
      break;
    case TB_EFFECT_MAINTENANCE:
      take_maintenance (self, event);
      break;
    case TB_EFFECT_RELOAD:
      plan_reload (self);
      break;
    case TB_EFFECT_READ:
      self->funcs->read (event, self->user_data);
      break;
    case TB_EFFECT_NONE:
    default:
      break;
    }
}

/**
 * tb_session_effects_forget:
 * @self: effects
 *
 * The connection is gone, and with it who is typing, active or away. What was announced stays.
 */
void
tb_session_effects_forget (TbSessionEffects *self)
{
  tb_typing_free (self->typing);
  self->typing = tb_typing_new (self->clock);
  tb_activity_free (self->activity);
  self->activity = tb_activity_new (self->clock);
}

/**
 * tb_session_effects_get_maintenance:
 * @self: effects
 *
 * Returns: (transfer none): what the web app has announced
 */
TbSessionMaintenance *
tb_session_effects_get_maintenance (TbSessionEffects *self)
{
  return self->maintenance;
}
