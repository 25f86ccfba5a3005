/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the inbox to toasts, and from their buttons back. */

#include "app/tb-alerts.h"

#include <glib/gi18n.h>

/* Ids of toasts that are no notification of the inbox. */
#define SUMMARY_ID "summary"
#define REPORT_ID "report"

/* The buttons. The toast itself does the same as “open”, but not every server lets it be clicked.
 */
#define ACTION_OPEN "open"
#define ACTION_MARK_READ "mark-read"
#define ACTION_ACKNOWLEDGE "acknowledge"

/* What the specification calls a message that somebody wrote. */
#define CATEGORY "im.received"

struct _TbAlerts
{
  GObject parent_instance;

  TbInbox *inbox;
  TbNotifier *notifier;
  TbPolicyState policy;
};

enum
{
  SIGNAL_OPEN,
  SIGNAL_MARK_READ,
  SIGNAL_ACKNOWLEDGE,
  SIGNAL_SHOW_INBOX,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbAlerts, tb_alerts, G_TYPE_OBJECT)

static TbToastUrgency
toast_urgency (TbUrgency urgency)
{
  switch (urgency)
    {
    case TB_URGENCY_LOW:
      return TB_TOAST_URGENCY_LOW;
    case TB_URGENCY_URGENT:
      return TB_TOAST_URGENCY_CRITICAL;
    case TB_URGENCY_NORMAL:
    default:
      return TB_TOAST_URGENCY_NORMAL;
    }
}

static void
show_notification (TbAlerts *self, TbNotification *notification)
{
  gboolean urgent = tb_notification_get_urgency (notification) == TB_URGENCY_URGENT;
  const TbToastAction actions[] = {
    { TB_TOAST_ACTION_DEFAULT, _ ("Open") },
    { ACTION_OPEN, _ ("Open") },
    { urgent ? ACTION_ACKNOWLEDGE : ACTION_MARK_READ,
      urgent ? _ ("Acknowledge") : _ ("Mark as Read") },
  };
  g_autoptr (TbToast) toast = tb_toast_new (
      tb_notification_get_id (notification), tb_notification_get_title (notification),
      tb_notification_get_body (notification),
      toast_urgency (tb_notification_get_urgency (notification)), CATEGORY,
      tb_notification_get_sound (notification), actions, G_N_ELEMENTS (actions));

  tb_notifier_show (self->notifier, toast);
}

static void
show_summary (TbAlerts *self)
{
  guint count = self->policy.n_summarised;
  const TbToastAction actions[] = {
    { TB_TOAST_ACTION_DEFAULT, _ ("Show") },
    { ACTION_OPEN, _ ("Show") },
  };
  g_autofree char *title
      = g_strdup_printf (ngettext ("%u new notification", "%u new notifications", count), count);
  g_autoptr (TbToast) toast
      = tb_toast_new (SUMMARY_ID, title, _ ("They are in your inbox."), TB_TOAST_URGENCY_NORMAL,
                      CATEGORY, NULL, actions, G_N_ELEMENTS (actions));

  tb_notifier_show (self->notifier, toast);
}

static void
on_activated (TbNotifier *notifier,
              const char *toast_id,
              const char *action_id,
              const char *activation_token,
              gpointer user_data)
{
  TbAlerts *self = TB_ALERTS (user_data);

  if (g_str_equal (toast_id, SUMMARY_ID) || g_str_equal (toast_id, REPORT_ID))
    g_signal_emit (self, signals[SIGNAL_SHOW_INBOX], 0, activation_token);
  else if (g_str_equal (action_id, ACTION_MARK_READ))
    g_signal_emit (self, signals[SIGNAL_MARK_READ], 0, toast_id);
  else if (g_str_equal (action_id, ACTION_ACKNOWLEDGE))
    g_signal_emit (self, signals[SIGNAL_ACKNOWLEDGE], 0, toast_id);
  else
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, toast_id, activation_token);
}

/* What was read, here or elsewhere, need not stay on the screen. */
static void
on_entry_changed (TbInbox *inbox, TbInboxEntry *entry, gpointer user_data)
{
  TbAlerts *self = TB_ALERTS (user_data);
  TbNotification *notification = tb_inbox_entry_get_notification (entry);
  gboolean urgent = tb_notification_get_urgency (notification) == TB_URGENCY_URGENT;

  if (!tb_inbox_entry_get_unread (entry) && (!urgent || tb_inbox_entry_get_acknowledged (entry)))
    tb_notifier_withdraw (self->notifier, tb_notification_get_id (notification));
}

static void
on_entry_removed (TbInbox *inbox, TbInboxEntry *entry, gpointer user_data)
{
  TbAlerts *self = TB_ALERTS (user_data);

  tb_notifier_withdraw (self->notifier,
                        tb_notification_get_id (tb_inbox_entry_get_notification (entry)));
}

static void
tb_alerts_finalize (GObject *object)
{
  TbAlerts *self = TB_ALERTS (object);

  g_clear_object (&self->inbox);
  g_clear_object (&self->notifier);

  G_OBJECT_CLASS (tb_alerts_parent_class)->finalize (object);
}

static void
tb_alerts_class_init (TbAlertsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_alerts_finalize;

  /* The user asks to open a notification: its id, and an activation token or NULL. */
  signals[SIGNAL_OPEN] = g_signal_new ("open", TB_TYPE_ALERTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  /* The user has read a notification: its id. */
  signals[SIGNAL_MARK_READ] = g_signal_new ("mark-read", TB_TYPE_ALERTS, G_SIGNAL_RUN_LAST, 0, NULL,
                                            NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /* The user acknowledges a notification: its id. */
  signals[SIGNAL_ACKNOWLEDGE] = g_signal_new ("acknowledge", TB_TYPE_ALERTS, G_SIGNAL_RUN_LAST, 0,
                                              NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /* The user asks for the inbox: an activation token or NULL. */
  signals[SIGNAL_SHOW_INBOX] = g_signal_new ("show-inbox", TB_TYPE_ALERTS, G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tb_alerts_init (TbAlerts *self)
{
}

/**
 * tb_alerts_new:
 * @inbox: where the notifications are
 * @notifier: shows them
 *
 * Returns: (transfer full): what goes between the two
 */
TbAlerts *
tb_alerts_new (TbInbox *inbox, TbNotifier *notifier)
{
  TbAlerts *self = g_object_new (TB_TYPE_ALERTS, NULL);

  self->inbox = g_object_ref (inbox);
  self->notifier = g_object_ref (notifier);
  g_signal_connect_object (inbox, "entry-changed", G_CALLBACK (on_entry_changed), self, 0);
  g_signal_connect_object (inbox, "entry-removed", G_CALLBACK (on_entry_removed), self, 0);
  g_signal_connect_object (notifier, "activated", G_CALLBACK (on_activated), self, 0);

  return self;
}

/**
 * tb_alerts_handle:
 * @self: the alerts
 * @rule: the rule that matched an event
 * @notification: (nullable): what it made of it
 * @duplicate: whether the inbox had it before
 *
 * Decides by the policy whether the user is shown @notification now, and does so.
 *
 * Returns: what was decided
 */
TbDecision
tb_alerts_handle (TbAlerts *self,
                  const TbRule *rule,
                  TbNotification *notification,
                  gboolean duplicate)
{
  TbPolicyInput input = {
    .action = notification != NULL ? tb_rule_get_action (rule) : TB_ACTION_IGNORE,
    .urgency = tb_rule_get_urgency (rule),
    .duplicate = duplicate,
    .now = g_get_monotonic_time (),
  };
  TbDecision decision = tb_policy_decide (&self->policy, &input);

  if (decision == TB_DECISION_SHOWN)
    show_notification (self, notification);
  else if (decision == TB_DECISION_SUMMARISED)
    show_summary (self);

  return decision;
}

/**
 * tb_alerts_report:
 * @self: the alerts
 * @title: what did not work
 * @body: why, and what to do
 *
 * Tells the user of something that is no notification of an account.
 */
void
tb_alerts_report (TbAlerts *self, const char *title, const char *body)
{
  g_autoptr (TbToast) toast
      = tb_toast_new (REPORT_ID, title, body, TB_TOAST_URGENCY_NORMAL, NULL, NULL, NULL, 0);

  tb_notifier_show (self->notifier, toast);
}
