/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-catch-up.h"

#include "account/tb-fetched-item.h"

/* What is in no list is this, as the least of the contract has it. */
#define EVENT "notification"
#define URGENT_EVENT "notification:urgent"

/* How much later than its time a notification may get into the list: servers write at their
 * leisure, and several of them have several clocks. */
#define SLACK G_TIME_SPAN_MINUTE

/* How far apart an event and its notification in the list may be said to have come. */
#define TOLERANCE (2 * G_TIME_SPAN_MINUTE)

/* How far clocks may differ before that is taken for more than the way from there to here. */
#define CLOCK_DIFFERENCE (5 * G_TIME_SPAN_SECOND)

struct _TbCatchUp
{
  TbAccount *account;
  TbInbox *inbox;
  GPtrArray *unclaimed; /* TbNotification, lately fetched; each may come as an event too */
};

/* Something that was not known before. */
typedef struct
{
  const TbRule *rule;
  TbNotification *notification;
  TbRecord *record; /* unowned: the history has it */
} News;

/**
 * tb_catch_up_new:
 * @account: an account
 * @inbox: where its notifications go
 *
 * Returns: (transfer full): nothing fetched yet
 */
TbCatchUp *
tb_catch_up_new (TbAccount *account, TbInbox *inbox)
{
  TbCatchUp *self = g_new0 (TbCatchUp, 1);

  self->account = g_object_ref (account);
  self->inbox = g_object_ref (inbox);
  self->unclaimed = g_ptr_array_new_with_free_func ((GDestroyNotify) tb_notification_unref);

  return self;
}

/**
 * tb_catch_up_free:
 * @self: (transfer full): a catch-up
 */
void
tb_catch_up_free (TbCatchUp *self)
{
  g_ptr_array_unref (self->unclaimed);
  g_object_unref (self->inbox);
  g_object_unref (self->account);
  g_free (self);
}

/* When the account's oldest unread notification came, or G_MAXINT64. */
static gint64
find_oldest_unread (TbCatchUp *self)
{
  const char *account_id = tb_account_get_id (self->account);
  gint64 oldest = G_MAXINT64;
  TbInboxGlance glance;

  for (guint i = 0; tb_inbox_peek (self->inbox, i, &glance); i++)
    {
      if (glance.unread && g_str_equal (glance.account_id, account_id))
        oldest = glance.received_at;
    }

  return oldest;
}

/**
 * tb_catch_up_wants_more:
 * @self: a catch-up
 * @items: (element-type TbFetchedItem): what was fetched so far, the newest first
 *
 * Returns: whether more may be new, or of interest because it is unread here
 */
gboolean
tb_catch_up_wants_more (TbCatchUp *self, GPtrArray *items)
{
  const TbFetchedItem *last;
  gint64 until;

  if (items->len == 0)
    return FALSE;
  if (!tb_inbox_get_caught_up (self->inbox, tb_account_get_id (self->account), &until))
    return TRUE;

  last = g_ptr_array_index (items, items->len - 1);
  return last->created_at == 0 || last->created_at > until - SLACK
         || find_oldest_unread (self) < last->created_at;
}

/* The name under which rules know it: that which the web app says, if a rule wants to show that. */
static const TbRule *
find_rule (TbRules *rules, const char *channel, const TbFetchedItem *item, const char **event)
{
  const TbRule *rule = item->type != NULL ? tb_rules_find (rules, channel, item->type) : NULL;

  if (rule != NULL && tb_rule_get_action (rule) != TB_ACTION_IGNORE
      && (!item->urgent || tb_rule_get_urgency (rule) == TB_URGENCY_URGENT))
    {
      *event = item->type;
      return rule;
    }

  *event = item->urgent ? URGENT_EVENT : EVENT;
  return tb_rules_find (rules, channel, *event);
}

/* Lists name ways of delivery as well as channels; what the account does not listen to is none. */
static char *
choose_channel (GStrv channels, const TbFetchedItem *item)
{
  if (item->channel != NULL && g_strv_contains ((const char *const *) channels, item->channel))
    return g_strdup (item->channel);

  return g_strdup (channels[0] != NULL ? channels[0] : "inbox");
}

static TbNotification *
build (TbCatchUp *self,
       const TbRule *rule,
       const char *channel,
       const char *event,
       const TbFetchedItem *item,
       gint64 received_at)
{
  g_autofree char *user_id = tb_account_dup_string (self->account, "user-id");
  g_autofree char *web_url = tb_account_dup_string (self->account, "web-url");
  g_auto (GStrv) allowed_origins = tb_account_dup_strings (self->account, "allowed-origins");
  g_autofree char *text = json_to_string (item->payload, FALSE);
  const TbRuleContext context = {
    .account_id = tb_account_get_id (self->account),
    .user_id = user_id,
    .channel = channel,
    .event = event,
    .data = item->payload,
    .raw_text = text,
    .web_url = *web_url != '\0' ? web_url : NULL,
    .allowed_origins = (const char *const *) allowed_origins,
    .received_at = received_at,
  };

  return tb_rule_build (rule, &context);
}

/* The user has seen to it elsewhere. What was read here before need not be acknowledged by that:
 * it may be our own word that comes back. */
static void
take_read (TbCatchUp *self, TbInboxEntry *entry)
{
  TbPlace former;

  if (!tb_inbox_entry_get_unread (entry))
    return;

  former = tb_inbox_act_from (self->inbox, TB_PLACE_ELSEWHERE);
  tb_inbox_acknowledge (self->inbox,
                        tb_notification_get_id (tb_inbox_entry_get_notification (entry)));
  tb_inbox_act_from (self->inbox, former);
}

/* One that is known already, or came as an event without a name: only that it was read is news. */
static gboolean
take_known (TbCatchUp *self, TbNotification *notification, const TbFetchedItem *item)
{
  const char *dedupe_id = tb_notification_get_dedupe_id (notification);
  TbInboxEntry *entry = NULL;

  if (!tb_inbox_has_seen (self->inbox, notification))
    {
      entry = tb_inbox_adopt (self->inbox, notification, TOLERANCE);
      if (entry == NULL)
        return FALSE;
      /* That it was read could not be told while it had no name. */
      if (!tb_inbox_entry_get_unread (entry) && !item->read && item->id != NULL)
        tb_outbox_add_read (tb_inbox_get_outbox (self->inbox), tb_account_get_id (self->account),
                            item->id);
    }
  else
    {
      /* For another year. */
      tb_inbox_add_with_state (self->inbox, notification, FALSE, TRUE);
      entry = dedupe_id != NULL
                  ? tb_inbox_lookup_dedupe_id (self->inbox, tb_account_get_id (self->account),
                                               dedupe_id)
                  : tb_inbox_lookup (self->inbox, tb_notification_get_id (notification));
    }

  if (entry != NULL && item->read)
    {
      g_autoptr (TbInboxEntry) held = g_object_ref (entry);

      take_read (self, held);
    }
  return TRUE;
}

static TbRecord *
begin_record (TbCatchUp *self, const TbRule *rule, TbNotification *notification)
{
  const TbRecordFields fields = {
    .account_id = tb_notification_get_account_id (notification),
    .notification_id = tb_notification_get_id (notification),
    .received_at = g_get_real_time (),
    .origin = TB_ORIGIN_FETCHED,
    .channel = tb_notification_get_channel (notification),
    .event = tb_notification_get_event (notification),
    .rule = tb_rule_get_name (rule),
  };

  return tb_record_ref (tb_history_begin (tb_inbox_get_history (self->inbox), &fields));
}

static void
news_free (gpointer data)
{
  News *news = data;

  tb_record_unref (news->record);
  tb_notification_unref (news->notification);
  g_free (news);
}

/* Shown to nobody. */
static void
enter_silently (TbCatchUp *self,
                const TbRule *rule,
                TbNotification *notification,
                const TbFetchedItem *item)
{
  const TbReason reason = item->read ? TB_REASON_READ_ELSEWHERE : TB_REASON_OLD;
  TbPlace former
      = tb_inbox_act_from (self->inbox, item->read ? TB_PLACE_ELSEWHERE : TB_PLACE_UNKNOWN);
  g_autoptr (TbRecord) record = NULL;
  g_autoptr (TbVerdict) verdict = tb_verdict_new (TB_DECISION_QUIET, reason, NULL, 0, 0);

  tb_inbox_add_with_state (self->inbox, notification, !item->read, TRUE);
  tb_inbox_act_from (self->inbox, former);
  record = begin_record (self, rule, notification);
  tb_history_decide (tb_inbox_get_history (self->inbox), record, verdict);
}

static void
take_item (TbCatchUp *self,
           TbRules *rules,
           GStrv channels,
           const TbFetchedItem *item,
           gboolean is_old,
           gint64 received_at,
           GPtrArray *news)
{
  g_autofree char *channel = choose_channel (channels, item);
  const char *event;
  const TbRule *rule = find_rule (rules, channel, item, &event);
  g_autoptr (TbNotification) notification = NULL;

  if (rule != NULL)
    notification = build (self, rule, channel, event, item, received_at);
  if (notification == NULL || take_known (self, notification, item))
    return;

  if (tb_notification_get_dedupe_id (notification) != NULL)
    g_ptr_array_add (self->unclaimed, tb_notification_ref (notification));
  if (item->read || is_old)
    {
      enter_silently (self, rule, notification, item);
    }
  else if (tb_inbox_add (self->inbox, notification))
    {
      News *new_one = g_new0 (News, 1);

      new_one->rule = rule;
      new_one->notification = tb_notification_ref (notification);
      new_one->record = begin_record (self, rule, notification);
      g_ptr_array_add (news, new_one);
    }
}

static void
decide_all (TbCatchUp *self, GPtrArray *news, TbCatchUpFunc decide, gpointer user_data)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new ();
  g_autoptr (GPtrArray) notifications = g_ptr_array_new ();
  g_autoptr (GPtrArray) verdicts = NULL;

  if (news->len == 0)
    return;

  for (guint i = 0; i < news->len; i++)
    {
      const News *one = g_ptr_array_index (news, i);

      g_ptr_array_add (rules, (gpointer) one->rule);
      g_ptr_array_add (notifications, one->notification);
    }
  verdicts = decide (rules, notifications, user_data);
  for (guint i = 0; i < news->len; i++)
    tb_history_decide (tb_inbox_get_history (self->inbox),
                       ((const News *) g_ptr_array_index (news, i))->record,
                       g_ptr_array_index (verdicts, i));
}

static void
forget_old_ones (TbCatchUp *self)
{
  gint64 oldest = g_get_real_time () - TOLERANCE;

  for (guint i = self->unclaimed->len; i > 0; i--)
    {
      if (tb_notification_get_received_at (g_ptr_array_index (self->unclaimed, i - 1)) < oldest)
        g_ptr_array_remove_index (self->unclaimed, i - 1);
    }
}

/**
 * tb_catch_up_take:
 * @self: a catch-up
 * @rules: what becomes of which event; whatever comes into force meanwhile comes too late
 * @items: (element-type TbFetchedItem): what was fetched, the newest first
 * @time: when, in µs since the Unix epoch, UTC, by the clock of the web app; 0 if it does not say
 * @decide: decides what the user is shown
 * @user_data: for @decide
 *
 * Takes what was fetched into the inbox. What was there when the list was fetched for the first
 * time enters silently, and so does what was read elsewhere; what is new since is shown, unless it
 * came as an event already.
 */
void
tb_catch_up_take (TbCatchUp *self,
                  TbRules *rules,
                  GPtrArray *items,
                  gint64 time,
                  TbCatchUpFunc decide,
                  gpointer user_data)
{
  g_autoptr (TbRules) held_rules = tb_rules_ref (rules);
  g_auto (GStrv) channels = tb_account_dup_channel_names (self->account);
  const char *account_id = tb_account_get_id (self->account);
  const gint64 now = g_get_real_time ();
  const gint64 difference = time != 0 && ABS (now - time) > CLOCK_DIFFERENCE ? now - time : 0;
  g_autoptr (GPtrArray) news = g_ptr_array_new_with_free_func (news_free);
  gint64 newest = 0;
  gint64 until = 0;
  gboolean is_first = !tb_inbox_get_caught_up (self->inbox, account_id, &until);

  for (guint i = items->len; i > 0; i--)
    {
      const TbFetchedItem *item = g_ptr_array_index (items, i - 1);
      gboolean is_old = is_first || (item->created_at != 0 && item->created_at <= until - SLACK);
      gint64 received_at = item->created_at != 0 ? MIN (item->created_at + difference, now) : now;

      take_item (self, held_rules, channels, item, is_old, received_at, news);
      newest = MAX (newest, item->created_at);
    }

  if (newest == 0)
    newest = time != 0 ? time : now;
  tb_inbox_set_caught_up (self->inbox, account_id, newest);
  decide_all (self, news, decide, user_data);
  forget_old_ones (self);
}

/**
 * tb_catch_up_claim:
 * @self: a catch-up
 * @notification: what an event became, before it is added to the inbox
 *
 * Looks whether an event without an id is of a notification that was fetched just before it came.
 *
 * Returns: (transfer full) (nullable): the notification that was fetched
 */
TbNotification *
tb_catch_up_claim (TbCatchUp *self, TbNotification *notification)
{
  gint64 received_at = tb_notification_get_received_at (notification);

  if (tb_notification_get_dedupe_id (notification) != NULL)
    return NULL;

  for (guint i = 0; i < self->unclaimed->len; i++)
    {
      TbNotification *fetched = g_ptr_array_index (self->unclaimed, i);

      if (ABS (received_at - tb_notification_get_received_at (fetched)) > TOLERANCE
          || !g_str_equal (tb_notification_get_title (fetched),
                           tb_notification_get_title (notification))
          || !g_str_equal (tb_notification_get_body (fetched),
                           tb_notification_get_body (notification)))
        continue;
      return g_ptr_array_steal_index (self->unclaimed, i);
    }

  return NULL;
}
