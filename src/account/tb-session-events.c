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
  TbSessionCatchUpFunc catch_up;
  gpointer catch_up_data;
  TbSessionInbox *session_inbox; /* NULL or unowned: the session owns it too */
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
 * tb_session_events_get_rules:
 * @self: events
 *
 * Returns: (transfer none): what becomes of which event now
 */
TbRules *
tb_session_events_get_rules (TbSessionEvents *self)
{
  return self->rules;
}

/**
 * tb_session_events_set_inbox:
 * @self: events
 * @session_inbox: (nullable): what is fetched besides; must live longer, or be taken away
 */
void
tb_session_events_set_inbox (TbSessionEvents *self, TbSessionInbox *session_inbox)
{
  self->session_inbox = session_inbox;
}

/**
 * tb_session_events_set_catch_up_func:
 * @self: events
 * @func: (nullable): decides what the user is shown of what came meanwhile
 * @user_data: for @func
 */
void
tb_session_events_set_catch_up_func (TbSessionEvents *self,
                                     TbSessionCatchUpFunc func,
                                     gpointer user_data)
{
  self->catch_up = func;
  self->catch_up_data = user_data;
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

static TbVerdict *
decide (TbSessionEvents *self, const TbRule *rule, TbNotification *notification, gboolean duplicate)
{
  return self->decide != NULL
             ? self->decide (self->session, rule, notification, duplicate, self->decide_data)
             : tb_verdict_new (TB_DECISION_IGNORED, TB_REASON_NONE, NULL, 0, 0);
}

/**
 * tb_session_events_decide_all:
 * @self: events
 * @rules: (element-type TbRule): the rule of each notification
 * @notifications: (element-type TbNotification): what came meanwhile, the oldest first
 *
 * Returns: (transfer full) (element-type TbVerdict): what was decided of each
 */
GPtrArray *
tb_session_events_decide_all (TbSessionEvents *self, GPtrArray *rules, GPtrArray *notifications)
{
  GPtrArray *verdicts;

  if (self->catch_up != NULL)
    return self->catch_up (self->session, rules, notifications, self->catch_up_data);

  verdicts = g_ptr_array_new_with_free_func ((GDestroyNotify) tb_verdict_unref);
  for (guint i = 0; i < notifications->len; i++)
    g_ptr_array_add (verdicts, decide (self, g_ptr_array_index (rules, i),
                                       g_ptr_array_index (notifications, i), FALSE));
  return verdicts;
}

/* What was fetched just before it came as an event, or NULL. */
static TbNotification *
claim (TbSessionEvents *self, TbNotification *notification)
{
  return self->session_inbox != NULL ? tb_session_inbox_claim (self->session_inbox, notification)
                                     : NULL;
}

/* The record is there before anything happens to the notification that is to be noted in it. */
static TbVerdict *
keep (TbSessionEvents *self, const TbRule *rule, TbNotification *notification, gboolean was_fetched)
{
  TbHistory *history = tb_inbox_get_history (self->inbox);
  const TbRecordFields fields = {
    .account_id = tb_notification_get_account_id (notification),
    .notification_id = tb_notification_get_id (notification),
    .received_at = tb_notification_get_received_at (notification),
    .channel = tb_notification_get_channel (notification),
    .event = tb_notification_get_event (notification),
    .rule = tb_rule_get_name (rule),
  };
  gboolean duplicate = was_fetched || !tb_inbox_take (self->inbox, notification);
  g_autoptr (TbRecord) record = tb_record_ref (tb_history_begin (history, &fields));
  TbVerdict *verdict = decide (self, rule, notification, duplicate);

  tb_history_decide (history, record, verdict);
  return verdict;
}

static TbVerdict *
ignore (TbSessionEvents *self, const TbRule *rule, PusherChannel *channel, PusherEvent *event)
{
  const TbRecordFields fields = {
    .account_id = tb_account_get_id (tb_session_get_account (self->session)),
    .received_at = g_get_real_time (),
    .channel = pusher_channel_get_name (channel),
    .event = pusher_event_get_name (event),
    .rule = tb_rule_get_name (rule),
  };

  tb_history_count_ignored (tb_inbox_get_history (self->inbox), &fields);
  return decide (self, rule, NULL, FALSE);
}

/**
 * tb_session_events_handle:
 * @self: events
 * @connection: where it came from
 * @channel: (nullable): its channel, or %NULL for an event of none that is subscribed
 * @event: an event
 * @notification: (out) (transfer full) (nullable): what became of it
 *
 * The way of one event: rule, effect, notification, inbox, decision, record. One that no rule wants
 * costs the look-up and a number, and nothing else.
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
  g_autoptr (TbNotification) fetched = NULL;

  *notification = NULL;
  if (channel != NULL)
    rule = tb_rules_find (rules, pusher_channel_get_name (channel), pusher_event_get_name (event));
  if (rule == NULL)
    {
      tb_history_count_unmatched (tb_inbox_get_history (self->inbox));
      return tb_verdict_new (TB_DECISION_IGNORED, TB_REASON_NO_RULE, NULL, 0, 0);
    }

  tb_session_effects_apply (self->effects, tb_rule_get_effect (rule), channel, event);
  if (tb_rule_get_action (rule) != TB_ACTION_IGNORE)
    *notification = tb_session_connection_build_notification (connection, rule, channel, event);

  if (*notification == NULL)
    return ignore (self, rule, channel, event);

  fetched = claim (self, *notification);
  if (fetched != NULL)
    {
      tb_notification_unref (*notification);
      *notification = g_steal_pointer (&fetched);
      return keep (self, rule, *notification, TRUE);
    }

  return keep (self, rule, *notification, FALSE);
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
