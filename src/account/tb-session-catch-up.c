/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a session fetches from the web app's own list of notifications, and tells it. */

#include "account/tb-session-private.h"
#include "pusher/pusher-error.h"

static GPtrArray *
on_decide (GPtrArray *rules, GPtrArray *notifications, gpointer user_data)
{
  return tb_session_events_decide_all (TB_SESSION (user_data)->events, rules, notifications);
}

static TbRules *
on_get_rules (gpointer user_data)
{
  return tb_session_events_get_rules (TB_SESSION (user_data)->events);
}

static void
on_changed (gpointer user_data)
{
  g_object_notify (G_OBJECT (user_data), "inbox-error");
}

void
tb_session_set_up_inbox (TbSession *self, TbInbox *inbox)
{
  static const TbSessionInboxFuncs funcs = { on_decide, on_get_rules, on_changed };

  self->session_inbox
      = tb_session_inbox_new (self->account, self->credentials, inbox, self->clock, &funcs, self);
  tb_session_events_set_inbox (self->events, self->session_inbox);
}

/**
 * tb_session_set_catch_up_func:
 * @self: a session
 * @func: (nullable): decides what the user is shown of what came while there was no connection;
 *   without it each is decided as if it came now
 * @user_data: for @func
 */
void
tb_session_set_catch_up_func (TbSession *self, TbSessionCatchUpFunc func, gpointer user_data)
{
  tb_session_events_set_catch_up_func (self->events, func, user_data);
}

/**
 * tb_session_describe_inbox:
 * @self: a session
 * @facts: (out caller-allocates): how it stands with the web app's own list of notifications
 *
 * That something of it changed is told by notify::inbox-error.
 */
void
tb_session_describe_inbox (TbSession *self, TbSessionInboxFacts *facts)
{
  const GError *error = tb_session_inbox_get_error (self->session_inbox);

  facts->error = error != NULL ? error->message : NULL;
  facts->needs_credentials = pusher_error_needs_credentials (error);
  facts->may_pass = pusher_error_is_retryable (error);
  facts->next_attempt_in
      = error != NULL ? tb_session_inbox_get_next_attempt_in (self->session_inbox) : -1;
  facts->fetched_at = tb_session_inbox_get_fetched_at (self->session_inbox);
  facts->n_waiting = tb_session_inbox_count_waiting (self->session_inbox);
}
