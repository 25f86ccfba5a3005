/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the status page says about an account and its channels, and what the user can do. */

#include "ui/tb-session-facts.h"

#include <glib/gi18n-lib.h>

#include "pusher/pusher-channel.h"
#include "pusher/pusher-error.h"
#include "ui/tb-moment.h"
#include "ui/tb-relative-time.h"

static gboolean
is_same_day (GDateTime *a, GDateTime *b)
{
  return g_date_time_get_year (a) == g_date_time_get_year (b)
         && g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b);
}

/* @words, and since when. */
static char *
say_since (const char *words, gint64 since, gint64 now)
{
  g_autofree char *time = tb_session_facts_format_since (since, now);

  /* Translators: a state and a time: “Online since 09:41” */
  return g_strdup_printf (_ ("%s since %s"), words, time);
}

static void
set_remedy (TbStatusFact *fact,
            const char *remedy,
            const char *label,
            const char *action,
            TbSession *session)
{
  fact->remedy = g_strdup (remedy);
  fact->label = label;
  fact->action = action;
  if (session != NULL)
    fact->target = g_strdup (tb_account_get_id (tb_session_get_account (session)));
}

static void
offer_retry (TbStatusFact *fact, TbSession *session)
{
  set_remedy (fact, _ ("Traybell tries again by itself."), _ ("_Try Again Now"), "app.retry",
              session);
}

static void
offer_sign_in (TbStatusFact *fact, TbSession *session)
{
  set_remedy (fact, _ ("Sign in again: the web app no longer accepts what Traybell has."),
              _ ("_Sign In"), "app.sign-in", session);
}

static void
offer_edit (TbStatusFact *fact, TbSession *session, const char *remedy)
{
  set_remedy (fact, remedy, _ ("_Edit Account"), "app.edit-account", session);
}

static char *
say_next_attempt (gint64 next_attempt_in)
{
  guint seconds = (guint) ((next_attempt_in + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
  guint minutes = (seconds + 59) / 60;

  if (minutes > 2)
    return g_strdup_printf (
        ngettext ("Next attempt in %u minute.", "Next attempt in %u minutes.", minutes), minutes);

  return g_strdup_printf (
      ngettext ("Next attempt in %u second.", "Next attempt in %u seconds.", seconds), seconds);
}

/* The next attempt stands beside what went wrong with the last. */
static char *
describe_error (TbSession *session)
{
  const char *error = tb_session_get_last_error (session);
  gint64 next_attempt_in = tb_session_get_next_attempt_in (session);
  g_autofree char *next = NULL;

  if (next_attempt_in < 0)
    return g_strdup (error);

  next = say_next_attempt (next_attempt_in);
  return error != NULL ? g_strdup_printf ("%s\n%s", error, next) : g_steal_pointer (&next);
}

static void
add_account (GPtrArray *facts, TbSession *session, gint64 now)
{
  gint64 since = tb_session_get_state_since (session);
  g_autofree char *name = tb_account_dup_name (tb_session_get_account (session));
  TbStatusFact *fact = tb_status_fact_new (name, TB_FACT_BAD, NULL);

  fact->text = describe_error (session);
  switch (tb_session_get_state (session))
    {
    case TB_SESSION_CONNECTED:
      fact->state = TB_FACT_GOOD;
      fact->words = say_since (_ ("Online"), since, now);
      /* What is wrong with a channel is said beside it. */
      g_clear_pointer (&fact->text, g_free);
      break;
    case TB_SESSION_CONNECTING:
      fact->state = TB_FACT_BUSY;
      fact->words = say_since (_ ("Connecting"), since, now);
      if (tb_session_get_last_error (session) != NULL)
        offer_retry (fact, session);
      break;
    case TB_SESSION_UNAVAILABLE:
      fact->words = say_since (_ ("Cannot connect"), since, now);
      offer_retry (fact, session);
      break;
    case TB_SESSION_REFUSED:
      fact->words = say_since (_ ("Refused"), since, now);
      offer_edit (fact, session,
                  _ ("Check the app key, the server and the encryption of the account."));
      break;
    case TB_SESSION_SIGN_IN_NEEDED:
      fact->words = say_since (_ ("Sign-in needed"), since, now);
      offer_sign_in (fact, session);
      break;
    case TB_SESSION_DISCONNECTED:
    default:
      fact->state = TB_FACT_OFF;
      fact->words = g_strdup (_ ("Off"));
      set_remedy (fact, _ ("Switch the account on in Preferences to connect."), _ ("_Preferences"),
                  "app.show-preferences", NULL);
      break;
    }
  g_ptr_array_add (facts, fact);
}

static void
offer_for_channel (TbStatusFact *fact, TbSession *session, const GError *error)
{
  if (pusher_error_needs_credentials (error))
    offer_sign_in (fact, session);
  else if (g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_DENIED))
    offer_edit (fact, session,
                _ ("Ask whoever runs the web app to let you in, or leave the channel out."));
  else
    offer_retry (fact, session);
}

static void
add_channel (GPtrArray *facts, TbSession *session, PusherChannel *channel, gint64 now)
{
  gint64 since = pusher_channel_get_state_since (channel);
  const GError *error = pusher_channel_get_error (channel);
  TbStatusFact *fact = tb_status_fact_new (pusher_channel_get_name (channel), TB_FACT_BUSY, NULL);

  fact->nested = TRUE;
  fact->text = error != NULL ? g_strdup (error->message) : NULL;
  switch (pusher_channel_get_state (channel))
    {
    case PUSHER_CHANNEL_SUBSCRIBED:
      fact->state = TB_FACT_GOOD;
      fact->words = say_since (_ ("Subscribed"), since, now);
      break;
    case PUSHER_CHANNEL_DENIED:
      fact->state = TB_FACT_BAD;
      fact->words = say_since (_ ("Denied"), since, now);
      offer_for_channel (fact, session, error);
      break;
    case PUSHER_CHANNEL_FAILED:
      fact->state = TB_FACT_BAD;
      fact->words = say_since (_ ("Failed"), since, now);
      offer_for_channel (fact, session, error);
      break;
    case PUSHER_CHANNEL_AUTHORISING:
      fact->words = say_since (_ ("Asking the web app"), since, now);
      break;
    case PUSHER_CHANNEL_PENDING:
      fact->words = say_since (_ ("Asking the server"), since, now);
      break;
    case PUSHER_CHANNEL_WANTED:
    default:
      fact->state = TB_FACT_OFF;
      fact->words = g_strdup (_ ("Waiting for the connection"));
      break;
    }
  g_ptr_array_add (facts, fact);
}

/* The web app's own list of notifications, if it has one. */
static void
add_inbox (GPtrArray *facts, TbSession *session, gint64 now)
{
  TbStatusFact *fact;
  TbSessionInboxFacts inbox;

  if (tb_account_get_inbox_style (tb_session_get_account (session)) == TB_INBOX_STYLE_NONE
      || tb_session_get_state (session) == TB_SESSION_DISCONNECTED)
    return;

  tb_session_describe_inbox (session, &inbox);
  fact = tb_status_fact_new (_ ("Inbox of the web app"), TB_FACT_BUSY, NULL);
  fact->nested = TRUE;
  if (inbox.error != NULL)
    {
      g_autofree char *next
          = inbox.next_attempt_in >= 0 ? say_next_attempt (inbox.next_attempt_in) : NULL;

      fact->state = TB_FACT_BAD;
      fact->words = g_strdup (_ ("Not up to date"));
      fact->text
          = next != NULL ? g_strdup_printf ("%s\n%s", inbox.error, next) : g_strdup (inbox.error);
      if (inbox.needs_credentials)
        offer_sign_in (fact, session);
      else if (inbox.may_pass)
        offer_retry (fact, session);
      else
        offer_edit (fact, session, _ ("Everything that comes while you are online still arrives."));
    }
  else if (inbox.fetched_at != 0)
    {
      fact->state = TB_FACT_GOOD;
      fact->words = say_since (_ ("Up to date"), inbox.fetched_at, now);
      if (inbox.n_waiting > 0)
        fact->text = g_strdup_printf (
            ngettext ("%u notification was read here that the web app does not know of yet.",
                      "%u notifications were read here that the web app does not know of yet.",
                      inbox.n_waiting),
            inbox.n_waiting);
    }
  else
    {
      fact->words = g_strdup (_ ("Waiting for the connection"));
      fact->state = TB_FACT_OFF;
    }
  g_ptr_array_add (facts, fact);
}

/**
 * tb_session_facts_add:
 * @facts: (element-type TbStatusFact): gets one fact for the account, one for each channel and one
 *   for the web app's own list of notifications, if it has one
 * @session: an account's session
 * @now: the time now, in µs since the Unix epoch, UTC
 *
 * Says how an account stands. What is offered to the user are `app.retry`, `app.sign-in` and
 * `app.edit-account`, with the account's id, and `app.show-preferences`.
 */
void
tb_session_facts_add (GPtrArray *facts, TbSession *session, gint64 now)
{
  GListModel *channels = tb_session_get_channels (session);
  guint n_channels = g_list_model_get_n_items (channels);

  add_account (facts, session, now);
  for (guint i = 0; i < n_channels; i++)
    {
      g_autoptr (PusherChannel) channel = g_list_model_get_item (channels, i);

      add_channel (facts, session, channel, now);
    }
  add_inbox (facts, session, now);
}

/**
 * tb_session_facts_format_since:
 * @since: a time, in µs since the Unix epoch, UTC
 * @now: the time now, likewise
 *
 * Returns: (transfer full): the time of day, and the date if it is not today, for the user
 */
char *
tb_session_facts_format_since (gint64 since, gint64 now)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (since / G_USEC_PER_SEC);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  if (then == NULL || today == NULL || !is_same_day (then, today))
    return tb_relative_time_format_exactly (since);

  /* Not the country's whole format of a time, which may name the zone as well. */
  return tb_moment_format_time (since, zone);
}
