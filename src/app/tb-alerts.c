/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the inbox to toasts, and from their buttons back. */

#include "app/tb-alerts.h"

#include <glib/gi18n.h>

#include "app/tb-held.h"
#include "app/tb-summary.h"

/* Ids of toasts that are no notification of the inbox. */
#define REPORT_ID "report"
#define RULES_ID "rules"
#define WAITING_ID "waiting"

/* How many urgent notifications are shown again when the program starts; GNOME keeps ten of an
 * application. The others are one toast. */
#define MOST_AT_START 10

/* How many toasts there are at most for what came while there was no connection; more are one. */
#define MOST_AFTER_ABSENCE 5

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
  TbArbiter *arbiter;
  TbReminders *reminders;
  TbPreferences *preferences;
  TbSummary *summary;
  GHashTable *activated; /* ids of toasts with an action chosen, until they close because of it */
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

/* Noted before it is known what the server answers. */
static void
note (TbAlerts *self, TbNotification *notification, TbStepKind kind)
{
  const TbStep step = {
    .kind = kind,
    .without_text = !tb_preferences_get_boolean (self->preferences, TB_PREFERENCE_SHOW_TEXT),
  };

  tb_history_note (tb_inbox_get_history (self->inbox), tb_notification_get_id (notification),
                   &step);
}

static void
show_notification (TbAlerts *self, TbNotification *notification, TbStepKind kind)
{
  gboolean urgent = tb_notification_get_urgency (notification) == TB_URGENCY_URGENT;
  gboolean with_text = tb_preferences_get_boolean (self->preferences, TB_PREFERENCE_SHOW_TEXT);
  const char *title = urgent ? _ ("New urgent notification") : _ ("New notification");
  const TbToastAction actions[] = {
    { TB_TOAST_ACTION_DEFAULT, _ ("Open") },
    { ACTION_OPEN, _ ("Open") },
    { urgent ? ACTION_ACKNOWLEDGE : ACTION_MARK_READ,
      urgent ? _ ("Acknowledge") : _ ("Mark as Read") },
  };
  g_autoptr (TbToast) toast = tb_toast_new (
      tb_notification_get_id (notification),
      with_text ? tb_notification_get_title (notification) : title,
      with_text ? tb_notification_get_body (notification) : NULL,
      toast_urgency (tb_notification_get_urgency (notification)), CATEGORY,
      tb_arbiter_is_silent (self->arbiter, notification) ? NULL
                                                         : tb_notification_get_sound (notification),
      actions, G_N_ELEMENTS (actions));

  note (self, notification, kind);
  tb_notifier_show (self->notifier, toast);
}

static gboolean
is_urgent (TbNotification *notification)
{
  return tb_notification_get_urgency (notification) == TB_URGENCY_URGENT;
}

/* What came while it was quiet is one toast, but each of what is urgent is shown. */
static void
show_held (TbAlerts *self, gint64 since)
{
  g_autoptr (GPtrArray) held = NULL;

  tb_inbox_commit (self->inbox);
  held = tb_held_list (self->inbox, self->arbiter, since);
  for (guint i = held->len; i > 0; i--)
    {
      TbNotification *notification = g_ptr_array_index (held, i - 1);

      if (!is_urgent (notification))
        continue;
      show_notification (self, notification, TB_STEP_SHOWN_AFTER_QUIET);
      tb_reminders_restart (self->reminders, tb_notification_get_id (notification));
      g_ptr_array_remove_index (held, i - 1);
    }

  if (held->len == 1)
    {
      show_notification (self, g_ptr_array_index (held, 0), TB_STEP_SHOWN_AFTER_QUIET);
      return;
    }
  for (guint i = 0; i < held->len; i++)
    note (self, g_ptr_array_index (held, i), TB_STEP_COUNTED_AFTER_QUIET);
  if (held->len > 1)
    tb_summary_show_quiet (self->summary, held->len);
}

static void
on_quiet_changed (TbQuiet *quiet, GParamSpec *pspec, gpointer user_data)
{
  gint64 since = tb_quiet_take_ended_since (quiet);

  if (since != 0)
    show_held (TB_ALERTS (user_data), since);
}

/* Shown again, unless it is not to be shown now: then the end of quiet brings it. */
static void
remind (TbAlerts *self, TbNotification *notification)
{
  g_autoptr (TbVerdict) verdict = tb_arbiter_reconsider (self->arbiter, notification);

  if (tb_verdict_get_decision (verdict) == TB_DECISION_SHOWN)
    show_notification (self, notification, TB_STEP_REMINDED);
}

static void
on_reminder_due (TbReminders *reminders, TbInboxEntry *entry, gpointer user_data)
{
  remind (TB_ALERTS (user_data), tb_inbox_entry_get_notification (entry));
}

static void
on_unread_changed (TbInbox *inbox, GParamSpec *pspec, gpointer user_data)
{
  if (tb_inbox_get_unread (inbox) == 0)
    tb_summary_withdraw (TB_ALERTS (user_data)->summary);
}

static gboolean
is_own (const char *toast_id)
{
  static const char *const ids[] = { TB_SUMMARY_ID, REPORT_ID, RULES_ID, WAITING_ID, NULL };

  return g_strv_contains (ids, toast_id);
}

static void
on_activated (TbNotifier *notifier,
              const char *toast_id,
              const char *action_id,
              const char *activation_token,
              gpointer user_data)
{
  TbAlerts *self = TB_ALERTS (user_data);

  g_hash_table_add (self->activated, g_strdup (toast_id));
  if (is_own (toast_id))
    g_signal_emit (self, signals[SIGNAL_SHOW_INBOX], 0, activation_token);
  else if (g_str_equal (action_id, ACTION_MARK_READ))
    g_signal_emit (self, signals[SIGNAL_MARK_READ], 0, toast_id);
  else if (g_str_equal (action_id, ACTION_ACKNOWLEDGE))
    g_signal_emit (self, signals[SIGNAL_ACKNOWLEDGE], 0, toast_id);
  else
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, toast_id, activation_token);
}

static void
on_shown (TbNotifier *notifier, const char *toast_id, gpointer user_data)
{
  TbAlerts *self = TB_ALERTS (user_data);
  g_autofree char *server = tb_notifier_dup_server_name (notifier);

  if (!is_own (toast_id))
    tb_history_note (tb_inbox_get_history (self->inbox), toast_id,
                     &(TbStep){ .kind = TB_STEP_ACCEPTED, .subject = server });
}

/* Servers close a toast after one of its actions, which is not to dismiss it: a page that could not
 * be opened was not read. */
static void
on_closed (TbNotifier *notifier,
           const char *toast_id,
           TbNotifierClosedReason reason,
           gpointer user_data)
{
  TbAlerts *self = TB_ALERTS (user_data);
  g_autoptr (GError) error = NULL;
  TbStep step = { .kind = TB_STEP_CLOSED };
  gboolean was_activated = g_hash_table_remove (self->activated, toast_id);

  if (is_own (toast_id))
    return;

  switch (reason)
    {
    case TB_NOTIFIER_CLOSED_EXPIRED:
      step.kind = TB_STEP_EXPIRED;
      break;
    case TB_NOTIFIER_CLOSED_DISMISSED:
      /* Some servers say so of what they close because a button was chosen. */
      if (!was_activated)
        step.kind = TB_STEP_DISMISSED;
      break;
    case TB_NOTIFIER_CLOSED_WITHDRAWN:
      step.kind = TB_STEP_WITHDRAWN;
      break;
    case TB_NOTIFIER_CLOSED_UNDEFINED:
    default:
      /* Gone again, or never there, which there is an error about. */
      error = tb_notifier_dup_error (notifier);
      if (error != NULL)
        step = (TbStep){ .kind = TB_STEP_REFUSED, .subject = error->message };
    }
  tb_history_note (tb_inbox_get_history (self->inbox), toast_id, &step);

  if (step.kind == TB_STEP_DISMISSED
      && tb_preferences_get_boolean (self->preferences, TB_PREFERENCE_DISMISS_MARKS_READ))
    g_signal_emit (self, signals[SIGNAL_MARK_READ], 0, toast_id);
}

/* What was read, here or elsewhere, need not stay on the screen. */
static void
on_entry_changed (TbInbox *inbox, TbInboxEntry *entry, gpointer user_data)
{
  TbAlerts *self = TB_ALERTS (user_data);
  TbNotification *notification = tb_inbox_entry_get_notification (entry);

  if (!tb_inbox_entry_get_unread (entry)
      && (!is_urgent (notification) || tb_inbox_entry_get_acknowledged (entry)))
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
tell (TbAlerts *self, const char *id, const char *title, const char *body)
{
  g_autoptr (TbToast) toast
      = tb_toast_new (id, title, body, TB_TOAST_URGENCY_NORMAL, NULL, NULL, NULL, 0);

  tb_notifier_show (self->notifier, toast);
}

static void
tb_alerts_finalize (GObject *object)
{
  TbAlerts *self = TB_ALERTS (object);

  g_clear_object (&self->inbox);
  g_clear_object (&self->notifier);
  g_clear_object (&self->arbiter);
  g_clear_object (&self->reminders);
  g_clear_object (&self->preferences);
  g_clear_object (&self->summary);
  g_clear_pointer (&self->activated, g_hash_table_unref);

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
  self->activated = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * tb_alerts_new:
 * @inbox: where the notifications are
 * @notifier: shows them
 * @arbiter: decides which
 * @reminders: the urgent ones that nobody has acknowledged
 * @preferences: what the user prefers for all accounts
 *
 * Returns: (transfer full): what goes between the two
 */
TbAlerts *
tb_alerts_new (TbInbox *inbox,
               TbNotifier *notifier,
               TbArbiter *arbiter,
               TbReminders *reminders,
               TbPreferences *preferences)
{
  TbAlerts *self = g_object_new (TB_TYPE_ALERTS, NULL);

  self->inbox = g_object_ref (inbox);
  self->notifier = g_object_ref (notifier);
  self->arbiter = g_object_ref (arbiter);
  self->reminders = g_object_ref (reminders);
  self->preferences = g_object_ref (preferences);
  self->summary = tb_summary_new (notifier, tb_arbiter_get_clock (arbiter));
  g_signal_connect_object (inbox, "notify::unread", G_CALLBACK (on_unread_changed), self, 0);
  g_signal_connect_object (inbox, "entry-changed", G_CALLBACK (on_entry_changed), self, 0);
  g_signal_connect_object (inbox, "entry-removed", G_CALLBACK (on_entry_removed), self, 0);
  g_signal_connect_object (notifier, "activated", G_CALLBACK (on_activated), self, 0);
  g_signal_connect_object (notifier, "shown", G_CALLBACK (on_shown), self, 0);
  g_signal_connect_object (notifier, "closed", G_CALLBACK (on_closed), self, 0);
  g_signal_connect_object (reminders, "due", G_CALLBACK (on_reminder_due), self, 0);
  g_signal_connect_object (tb_arbiter_get_quiet (arbiter), "notify::active",
                           G_CALLBACK (on_quiet_changed), self, 0);

  return self;
}

/**
 * tb_alerts_start:
 * @self: the alerts
 *
 * Shows what is still to be shown of the time before the program started: urgent notifications that
 * nobody has acknowledged, and what came in quiet that has ended since.
 */
void
tb_alerts_start (TbAlerts *self)
{
  g_autoptr (GPtrArray) waiting = tb_reminders_list (self->reminders);
  guint n_others = waiting->len > MOST_AT_START ? waiting->len - MOST_AT_START : 0;

  for (guint i = n_others; i < waiting->len; i++)
    remind (self, tb_inbox_entry_get_notification (g_ptr_array_index (waiting, i)));
  if (n_others > 0)
    {
      g_autofree char *title
          = g_strdup_printf (ngettext ("%u more urgent notification waits",
                                       "%u more urgent notifications wait", n_others),
                             n_others);

      tell (self, WAITING_ID, title, _ ("They are in your inbox."));
    }

  on_quiet_changed (tb_arbiter_get_quiet (self->arbiter), NULL, self);
}

/**
 * tb_alerts_handle:
 * @self: the alerts
 * @rule: the rule that matched an event
 * @notification: (nullable): what it made of it
 * @duplicate: whether the inbox had it before
 *
 * Lets the arbiter decide whether the user is shown @notification now, and does so.
 *
 * Returns: (transfer full): what was decided
 */
TbVerdict *
tb_alerts_handle (TbAlerts *self,
                  const TbRule *rule,
                  TbNotification *notification,
                  gboolean duplicate)
{
  TbVerdict *verdict = tb_arbiter_decide (self->arbiter, rule, notification, duplicate);

  if (tb_verdict_get_decision (verdict) == TB_DECISION_SHOWN)
    {
      /* Not before it is on the disk. */
      tb_inbox_commit (self->inbox);
      show_notification (self, notification, TB_STEP_SHOWN);
      /* What the server kept for us is old already when it is shown for the first time. */
      tb_reminders_restart (self->reminders, tb_notification_get_id (notification));
    }
  else if (tb_verdict_get_decision (verdict) == TB_DECISION_SUMMARISED)
    tb_summary_count (self->summary, tb_verdict_get_count (verdict));

  return verdict;
}

/* How many of them the user would be shown, urgent ones not counted. */
static guint
count_shown (TbAlerts *self, GPtrArray *rules, GPtrArray *notifications)
{
  guint count = 0;

  for (guint i = 0; i < notifications->len; i++)
    {
      TbNotification *notification = g_ptr_array_index (notifications, i);
      g_autoptr (TbVerdict) verdict
          = tb_arbiter_preview (self->arbiter, g_ptr_array_index (rules, i), notification);

      if (tb_verdict_get_decision (verdict) == TB_DECISION_SHOWN && !is_urgent (notification))
        count++;
    }

  return count;
}

/* One of many: in the summary if it would be shown. */
static TbVerdict *
sum_up (TbAlerts *self, const TbRule *rule, TbNotification *notification, guint count)
{
  g_autoptr (TbVerdict) verdict = tb_arbiter_preview (self->arbiter, rule, notification);

  if (tb_verdict_get_decision (verdict) != TB_DECISION_SHOWN)
    return g_steal_pointer (&verdict);

  return tb_verdict_new (TB_DECISION_SUMMARISED, TB_REASON_CAUGHT_UP, NULL, 0, count);
}

/**
 * tb_alerts_handle_all:
 * @self: the alerts
 * @rules: (element-type TbRule): the rule of each notification
 * @notifications: (element-type TbNotification): what came while there was no connection, the
 *   oldest first
 *
 * As tb_alerts_handle(), for what comes at once because it came long before: a few are shown each,
 * more than that are one toast. What is urgent is shown in any case.
 *
 * Returns: (transfer full) (element-type TbVerdict): what was decided of each
 */
GPtrArray *
tb_alerts_handle_all (TbAlerts *self, GPtrArray *rules, GPtrArray *notifications)
{
  GPtrArray *verdicts = g_ptr_array_new_with_free_func ((GDestroyNotify) tb_verdict_unref);
  guint count = count_shown (self, rules, notifications);

  for (guint i = 0; i < notifications->len; i++)
    {
      const TbRule *rule = g_ptr_array_index (rules, i);
      TbNotification *notification = g_ptr_array_index (notifications, i);

      if (count > MOST_AFTER_ABSENCE && !is_urgent (notification))
        g_ptr_array_add (verdicts, sum_up (self, rule, notification, count));
      else
        g_ptr_array_add (verdicts, tb_alerts_handle (self, rule, notification, FALSE));
    }
  if (count > MOST_AFTER_ABSENCE)
    tb_summary_show_missed (self->summary, count);

  return verdicts;
}

static GPtrArray *
on_catch_up (TbSession *session, GPtrArray *rules, GPtrArray *notifications, gpointer user_data)
{
  return tb_alerts_handle_all (TB_ALERTS (user_data), rules, notifications);
}

/**
 * tb_alerts_follow:
 * @self: the alerts, which live longer than @sessions
 * @sessions: the accounts
 *
 * Shows what comes while there is no connection with tb_alerts_handle_all() from now on.
 */
void
tb_alerts_follow (TbAlerts *self, TbSessionList *sessions)
{
  tb_session_list_set_catch_up_func (sessions, on_catch_up, self);
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
  tell (self, REPORT_ID, title, body);
}

/**
 * tb_alerts_report_rules:
 * @self: the alerts
 * @mistake: (nullable): what is wrong with the user's rules, or %NULL if nothing is any more
 *
 * Tells the user of a mistake in the rules, or takes that back.
 */
void
tb_alerts_report_rules (TbAlerts *self, const char *mistake)
{
  if (mistake != NULL)
    tell (self, RULES_ID, _ ("Your rules have a mistake"), mistake);
  else
    tb_notifier_withdraw (self->notifier, RULES_ID);
}
