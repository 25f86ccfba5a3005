/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-session-events.h"

struct _TbSessionEvents
{
  TbSession *session; /* unowned: it owns us */
  TbInbox *inbox;
  TbRules *rules;
  TbSessionEffects *effects;
  TbSessionDecideFunc decide;
  gpointer decide_data;
};

/**
 * tb_session_events_new:
 * @session: whose events; must live longer
 * @clock: time and chance
 * @inbox: where notifications go
 * @rules: what becomes of which event
 * @funcs: who is told of what events do, static
 * @user_data: for @funcs
 *
 * Returns: (transfer full): nothing has happened yet
 */
TbSessionEvents *
tb_session_events_new (TbSession *session,
                       PusherClock *clock,
                       TbInbox *inbox,
                       TbRules *rules,
                       const TbSessionEffectsFuncs *funcs,
                       gpointer user_data)
{
  TbSessionEvents *self = g_new0 (TbSessionEvents, 1);

  self->session = session;
  self->inbox = g_object_ref (inbox);
  self->rules = tb_rules_ref (rules);
  self->effects = tb_session_effects_new (clock, funcs, user_data);

  return self;
}

/**
 * tb_session_events_free:
 * @self: (transfer full): events
 */
void
tb_session_events_free (TbSessionEvents *self)
{
  tb_session_effects_free (self->effects);
  tb_rules_unref (self->rules);
  g_object_unref (self->inbox);
  g_free (self);
}

/**
 * tb_session_events_set_rules:
 * @self: events
 * @rules: what becomes of which event from now on
 */
void
tb_session_events_set_rules (TbSessionEvents *self, TbRules *rules)
{
  TbRules *old = self->rules;

  self->rules = tb_rules_ref (rules);
  tb_rules_unref (old);
}

/**
 * tb_session_events_set_decide_func:
 * @self: events
 * @func: (nullable): decides what the user is shown
 * @user_data: for @func
 */
void
tb_session_events_set_decide_func (TbSessionEvents *self,
                                   TbSessionDecideFunc func,
                                   gpointer user_data)
{
  self->decide = func;
  self->decide_data = user_data;
}

/**
 * tb_session_events_handle:
 * @self: events
 * @connection: where it came from
 * @channel: (nullable): its channel, or %NULL for an event of none that is subscribed
 * @event: an event
 * @notification: (out) (transfer full) (nullable): what became of it
 *
 * The way of one event: rule, effect, notification, inbox, decision. One that no rule wants costs
 * the look-up and nothing else.
 *
 * Returns: (transfer full): what was decided
 */
TbVerdict *
tb_session_events_handle (TbSessionEvents *self,
                          TbSessionConnection *connection,
                          PusherChannel *channel,
                          PusherEvent *event,
                          TbNotification **notification)
{
  /* Other rules may come into force meanwhile. */
  g_autoptr (TbRules) rules = tb_rules_ref (self->rules);
  const TbRule *rule = NULL;
  gboolean duplicate = FALSE;

  *notification = NULL;
  if (channel != NULL)
    rule = tb_rules_find (rules, pusher_channel_get_name (channel), pusher_event_get_name (event));
  if (rule == NULL)
    return tb_verdict_new (TB_DECISION_IGNORED, TB_REASON_NO_RULE, NULL, 0, 0);

  tb_session_effects_apply (self->effects, tb_rule_get_effect (rule), channel, event);
  if (tb_rule_get_action (rule) != TB_ACTION_IGNORE)
    *notification = tb_session_connection_build_notification (connection, rule, channel, event);
  if (*notification != NULL)
    duplicate = !tb_inbox_add (self->inbox, *notification);

  return self->decide != NULL
             ? self->decide (self->session, rule, *notification, duplicate, self->decide_data)
             : tb_verdict_new (TB_DECISION_IGNORED, TB_REASON_NONE, NULL, 0, 0);
}

/**
 * tb_session_events_forget:
 * @self: events
 *
 * The connection is gone, and with it who is typing, active or away.
 */
void
tb_session_events_forget (TbSessionEvents *self)
{
  tb_session_effects_forget (self->effects);
}

/**
 * tb_session_events_get_maintenance:
 * @self: events
 *
 * Returns: (transfer none): what the web app has announced
 */
TbSessionMaintenance *
tb_session_events_get_maintenance (TbSessionEvents *self)
{
  return tb_session_effects_get_maintenance (self->effects);
}
