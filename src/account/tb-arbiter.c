/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-arbiter.h"

struct _TbArbiter
{
  GObject parent_instance;

  TbAccountList *accounts;
  TbPreferences *preferences;
  TbQuiet *quiet;
  TbWallClock *clock;
  TbRules *rules;
  TbPolicyState state;
};

G_DEFINE_FINAL_TYPE (TbArbiter, tb_arbiter, G_TYPE_OBJECT)

static void
tb_arbiter_finalize (GObject *object)
{
  TbArbiter *self = TB_ARBITER (object);

  g_clear_object (&self->accounts);
  g_clear_object (&self->preferences);
  g_clear_object (&self->quiet);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->rules, tb_rules_unref);

  G_OBJECT_CLASS (tb_arbiter_parent_class)->finalize (object);
}

static void
tb_arbiter_class_init (TbArbiterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_arbiter_finalize;
}

static void
tb_arbiter_init (TbArbiter *self)
{
}

/* All but quiet; what is muted by a glob is to be freed with the glob that @glob gets. */
static TbPolicyInput
look (TbArbiter *self, const TbRule *rule, TbNotification *notification, char **glob)
{
  TbAccount *account = NULL;
  TbPolicyInput input = {
    .action = TB_ACTION_IGNORE,
    .urgent_passes = TRUE,
    .now = tb_wall_clock_get_elapsed (self->clock),
  };

  if (rule != NULL)
    {
      input.rule = tb_rule_get_name (rule);
      input.rule_muted
          = tb_preferences_contains (self->preferences, TB_PREFERENCE_MUTED_RULES, input.rule);
    }
  if (rule == NULL || notification == NULL)
    return input;

  input.action = tb_rule_get_action (rule);
  input.urgency = tb_notification_get_urgency (notification);
  account = tb_account_list_lookup (self->accounts, tb_notification_get_account_id (notification),
                                    NULL);
  if (account != NULL)
    {
      *glob = tb_account_dup_muting_glob (account, tb_notification_get_channel (notification));
      input.muting_glob = *glob;
      if (input.urgency == TB_URGENCY_URGENT)
        input.urgent_passes = tb_account_get_urgent_passes (account);
    }

  return input;
}

static const TbRule *
find_rule (TbArbiter *self, TbNotification *notification)
{
  return tb_rules_find (self->rules, tb_notification_get_channel (notification),
                        tb_notification_get_event (notification));
}

/**
 * tb_arbiter_new:
 * @accounts: the accounts, each of which may have channels that are switched off
 * @preferences: what the user has switched off for all accounts
 * @quiet: whether it is quiet
 * @clock: time
 * @rules: the rules in force
 *
 * Returns: (transfer full): has decided nothing yet
 */
TbArbiter *
tb_arbiter_new (TbAccountList *accounts,
                TbPreferences *preferences,
                TbQuiet *quiet,
                TbWallClock *clock,
                TbRules *rules)
{
  TbArbiter *self = g_object_new (TB_TYPE_ARBITER, NULL);

  self->accounts = g_object_ref (accounts);
  self->preferences = g_object_ref (preferences);
  self->quiet = g_object_ref (quiet);
  self->clock = g_object_ref (clock);
  self->rules = tb_rules_ref (rules);

  return self;
}

/**
 * tb_arbiter_set_rules:
 * @self: an arbiter
 * @rules: the rules that are in force from now on
 */
void
tb_arbiter_set_rules (TbArbiter *self, TbRules *rules)
{
  TbRules *old = self->rules;

  self->rules = tb_rules_ref (rules);
  tb_rules_unref (old);
}

/**
 * tb_arbiter_get_quiet:
 * @self: an arbiter
 *
 * Returns: (transfer none): whether it is quiet
 */
TbQuiet *
tb_arbiter_get_quiet (TbArbiter *self)
{
  return self->quiet;
}

/**
 * tb_arbiter_get_clock:
 * @self: an arbiter
 *
 * Returns: (transfer none): its clock
 */
TbWallClock *
tb_arbiter_get_clock (TbArbiter *self)
{
  return self->clock;
}

/**
 * tb_arbiter_decide:
 * @self: an arbiter
 * @rule: the rule that matched an event
 * @notification: (nullable): what it made of the event
 * @duplicate: whether the inbox had it before
 *
 * Decides of a notification that has come, and counts it.
 *
 * Returns: (transfer full): the verdict
 */
TbVerdict *
tb_arbiter_decide (TbArbiter *self,
                   const TbRule *rule,
                   TbNotification *notification,
                   gboolean duplicate)
{
  g_autofree char *glob = NULL;
  TbPolicyInput input = look (self, rule, notification, &glob);

  input.duplicate = duplicate;
  input.quiet = tb_quiet_get_cause (self->quiet);
  input.quiet_until = tb_quiet_get_until (self->quiet);

  return tb_policy_decide (&self->state, &input);
}

/**
 * tb_arbiter_preview:
 * @self: an arbiter
 * @rule: the rule that matched
 * @notification: what it made of an event
 *
 * Decides of a notification as tb_arbiter_decide() would if it came alone, and counts nothing.
 *
 * Returns: (transfer full): the verdict
 */
TbVerdict *
tb_arbiter_preview (TbArbiter *self, const TbRule *rule, TbNotification *notification)
{
  g_autofree char *glob = NULL;
  TbPolicyInput input = look (self, rule, notification, &glob);
  TbPolicyState state = { 0 };

  input.quiet = tb_quiet_get_cause (self->quiet);
  input.quiet_until = tb_quiet_get_until (self->quiet);

  return tb_policy_decide (&state, &input);
}

/**
 * tb_arbiter_reconsider:
 * @self: an arbiter
 * @notification: a notification of the inbox
 *
 * Decides of a notification that came before as if it came now, alone.
 *
 * Returns: (transfer full): the verdict
 */
TbVerdict *
tb_arbiter_reconsider (TbArbiter *self, TbNotification *notification)
{
  return tb_arbiter_preview (self, find_rule (self, notification), notification);
}

/**
 * tb_arbiter_is_held_by_quiet:
 * @self: an arbiter
 * @notification: a notification of the inbox
 *
 * Returns: whether a snooze or quiet hours keep such a notification from being shown, and nothing
 *   else does
 */
gboolean
tb_arbiter_is_held_by_quiet (TbArbiter *self, TbNotification *notification)
{
  g_autofree char *glob = NULL;
  TbPolicyInput input = look (self, find_rule (self, notification), notification, &glob);
  TbPolicyState state = { 0 };
  g_autoptr (TbVerdict) verdict = NULL;

  input.quiet = TB_QUIET_CAUSE_HOURS;
  verdict = tb_policy_decide (&state, &input);

  return tb_verdict_get_decision (verdict) == TB_DECISION_QUIET
         && tb_verdict_get_reason (verdict) == TB_REASON_QUIET_HOURS;
}

/**
 * tb_arbiter_is_silent:
 * @self: an arbiter
 * @notification: a notification
 *
 * Returns: whether the user has switched off the sound of such notifications
 */
gboolean
tb_arbiter_is_silent (TbArbiter *self, TbNotification *notification)
{
  const TbRule *rule = find_rule (self, notification);

  return rule != NULL
         && tb_preferences_contains (self->preferences, TB_PREFERENCE_SILENT_RULES,
                                     tb_rule_get_name (rule));
}
