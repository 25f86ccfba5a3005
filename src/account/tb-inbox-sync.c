/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-inbox-sync.h"

#include "pusher/pusher-backoff.h"
#include "pusher/pusher-error.h"

/* When something is asked again that only a person can mend, in s; up to twice as long. */
#define LONG_WAIT (15 * 60)

/* So often a mark may be refused that the web app understands: then it is none of its own. */
#define MOST_REFUSALS 10

/* What is asked again and again by itself, independent of the other. */
typedef struct
{
  TbInboxSync *sync;
  void (*run) (TbInboxSync *sync);
  gboolean wanted;
  gboolean busy;
  PusherBackoff backoff;
  guint timer;
  gint64 due; /* on the clock */
  GError *error;
} Lane;

struct _TbInboxSync
{
  TbInboxAdapter *adapter;
  TbOutbox *outbox;
  char *account_id;
  PusherClock *clock;
  const TbInboxSyncFuncs *funcs;
  gpointer user_data;
  GCancellable *cancellable;

  gboolean paused;

  Lane fetching;
  gboolean fetches_again; /* what is fetched now may be too old already */
  GPtrArray *items;       /* of the pages so far */
  gint64 time;
  gint64 fetched_at;

  Lane marking;
  GArray *sent;       /* gint64, numbers of the marks that are under way */
  guint n_one_by_one; /* how many of those that were refused together are tried alone */
};

/* What a request is answered to, if the sync is still there. */
typedef struct
{
  TbInboxSync *sync;
  GCancellable *cancellable;
} Question;

static Question *
question_new (TbInboxSync *self)
{
  Question *question = g_new0 (Question, 1);

  question->sync = self;
  question->cancellable = g_object_ref (self->cancellable);
  return question;
}

/* The sync, or NULL if it is gone. */
static TbInboxSync *
question_end (Question *question)
{
  TbInboxSync *self = g_cancellable_is_cancelled (question->cancellable) ? NULL : question->sync;

  g_object_unref (question->cancellable);
  g_free (question);
  return self;
}

static void
run (Lane *lane)
{
  if (lane->wanted && !lane->busy && lane->timer == 0 && !lane->sync->paused)
    lane->run (lane->sync);
}

static void
on_due (gpointer user_data)
{
  Lane *lane = user_data;

  lane->timer = 0;
  run (lane);
}

static void
hurry (Lane *lane)
{
  pusher_clock_clear_timer (lane->sync->clock, &lane->timer);
  run (lane);
}

static void
succeed (Lane *lane)
{
  lane->busy = FALSE;
  lane->backoff.failures = 0;
  g_clear_error (&lane->error);
}

/* Takes the error. */
static void
fail (Lane *lane, GError *error, guint retry_after)
{
  TbInboxSync *self = lane->sync;
  gboolean refused = pusher_error_needs_credentials (error);
  double random = pusher_clock_get_random (self->clock);
  gint64 delay;

  if (pusher_error_is_retryable (error))
    delay = pusher_backoff_honour (&lane->backoff, pusher_backoff_next (&lane->backoff, random),
                                   retry_after, random);
  else
    delay = (gint64) ((1 + random) * LONG_WAIT * G_USEC_PER_SEC);

  lane->busy = FALSE;
  g_clear_error (&lane->error);
  lane->error = error;
  lane->due = pusher_clock_get_time (self->clock) + delay;
  if (!self->paused)
    lane->timer = pusher_clock_add_timer (self->clock, delay, on_due, lane);
  if (refused)
    self->funcs->refused (self->user_data);
  self->funcs->changed (self->user_data);
}

/* Takes the items, which may be needed no more when it is told. */
static void
finish_fetching (TbInboxSync *self)
{
  g_autoptr (GPtrArray) items = g_steal_pointer (&self->items);

  self->fetching.wanted = self->fetches_again;
  self->fetches_again = FALSE;
  self->fetched_at = g_get_real_time ();
  self->funcs->fetched (items, self->time, self->user_data);
  self->funcs->changed (self->user_data);
  run (&self->fetching);
}

static void fetch_page (TbInboxSync *self, const char *place);

static void
on_page_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TbInboxSync *self = question_end (user_data);
  guint retry_after = 0;
  GError *error = NULL;
  g_autoptr (TbFetchedPage) page
      = tb_inbox_adapter_fetch_finish (TB_INBOX_ADAPTER (source), result, &retry_after, &error);

  if (self == NULL)
    {
      g_clear_error (&error);
      return;
    }
  if (page == NULL)
    {
      g_clear_pointer (&self->items, g_ptr_array_unref);
      fail (&self->fetching, error, retry_after);
      return;
    }

  if (self->time == 0)
    self->time = page->time;
  while (page->items->len > 0 && self->items->len < TB_INBOX_SYNC_MOST)
    g_ptr_array_add (self->items, g_ptr_array_steal_index (page->items, 0));
  if (page->next != NULL && self->items->len < TB_INBOX_SYNC_MOST
      && self->funcs->wants_more (self->items, self->user_data))
    {
      fetch_page (self, page->next);
      return;
    }

  succeed (&self->fetching);
  finish_fetching (self);
}

static void
fetch_page (TbInboxSync *self, const char *place)
{
  tb_inbox_adapter_fetch_async (self->adapter, place, self->cancellable, on_page_ready,
                                question_new (self));
}

static void
run_fetching (TbInboxSync *self)
{
  self->fetching.busy = TRUE;
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) tb_fetched_item_free);
  self->time = 0;
  fetch_page (self, NULL);
}

static void
end_marks (TbInboxSync *self)
{
  for (guint i = 0; i < self->sent->len; i++)
    tb_outbox_done (self->outbox, g_array_index (self->sent, gint64, i));
}

/* Whether the web app, which is known to have a list, answers that it wants no such mark. */
static gboolean
is_about_marks (TbInboxSync *self, const GError *error)
{
  guint status = pusher_error_get_status (error);

  return status >= 400 && status < 500 && !pusher_error_needs_credentials (error)
         && !pusher_error_is_retryable (error) && self->fetched_at != 0
         && self->fetching.error == NULL;
}

/* Returns whether the next can be sent at once: this one is told by now, or never will be. */
static gboolean
handle_refusal (TbInboxSync *self, const GError *error)
{
  gboolean is_denied = g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_DENIED);

  if (!is_about_marks (self, error))
    {
      for (guint i = 0; i < self->sent->len; i++)
        tb_outbox_failed (self->outbox, g_array_index (self->sent, gint64, i));
      return FALSE;
    }
  /* One of them is to blame. */
  if (self->sent->len > 1)
    {
      self->n_one_by_one = self->sent->len;
      return TRUE;
    }
  /* What is denied may be allowed again. */
  if (is_denied
      && tb_outbox_failed (self->outbox, g_array_index (self->sent, gint64, 0)) < MOST_REFUSALS)
    return FALSE;

  end_marks (self);
  return TRUE;
}

static void
on_marked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TbInboxSync *self = question_end (user_data);
  guint retry_after = 0;
  g_autoptr (GError) error = NULL;
  gboolean done
      = tb_inbox_adapter_mark_finish (TB_INBOX_ADAPTER (source), result, &retry_after, &error);

  if (self == NULL)
    return;

  if (done)
    end_marks (self);
  if (done || handle_refusal (self, error))
    {
      succeed (&self->marking);
      self->funcs->changed (self->user_data);
      run (&self->marking);
    }
  else
    {
      fail (&self->marking, g_steal_pointer (&error), retry_after);
    }
}

static guint
choose_most_marks (TbInboxSync *self)
{
  guint most = tb_inbox_adapter_get_most_marks (self->adapter);

  if (self->n_one_by_one > 0)
    {
      self->n_one_by_one--;
      return 1;
    }
  /* All that wait at once, if everything here was read. */
  if (tb_inbox_adapter_marks_all (self->adapter)
      && tb_outbox_count (self->outbox, self->account_id) > most && self->marking.error == NULL
      && self->funcs->may_mark_all (self->user_data))
    return G_MAXUINT;

  return most;
}

static void
run_marking (TbInboxSync *self)
{
  guint most = choose_most_marks (self);
  g_autoptr (GPtrArray) marks = tb_outbox_peek (self->outbox, self->account_id, most);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  gboolean all = most == G_MAXUINT;

  g_array_set_size (self->sent, 0);
  for (guint i = 0; i < marks->len; i++)
    {
      const TbMark *mark = g_ptr_array_index (marks, i);

      g_array_append_val (self->sent, mark->number);
      g_ptr_array_add (ids, mark->dedupe_id);
      all = all || mark->kind == TB_MARK_READ_ALL;
    }
  if (marks->len == 0)
    {
      self->marking.wanted = FALSE;
      self->n_one_by_one = 0;
      return;
    }
  /* Nothing here makes such a mark, and this web app has no words for it. */
  if (all && !tb_inbox_adapter_marks_all (self->adapter))
    {
      end_marks (self);
      run (&self->marking);
      return;
    }

  self->marking.busy = TRUE;
  g_ptr_array_add (ids, NULL);
  tb_inbox_adapter_mark_async (self->adapter, all ? NULL : (const char *const *) ids->pdata,
                               self->cancellable, on_marked, question_new (self));
}

/**
 * tb_inbox_sync_new:
 * @adapter: how to ask
 * @outbox: what was read here and is to be told
 * @account_id: whose
 * @clock: time and chance
 * @funcs: who is told, static
 * @user_data: for @funcs
 *
 * Returns: (transfer full): asks for nothing yet
 */
TbInboxSync *
tb_inbox_sync_new (TbInboxAdapter *adapter,
                   TbOutbox *outbox,
                   const char *account_id,
                   PusherClock *clock,
                   const TbInboxSyncFuncs *funcs,
                   gpointer user_data)
{
  TbInboxSync *self = g_new0 (TbInboxSync, 1);

  self->adapter = g_object_ref (adapter);
  self->outbox = g_object_ref (outbox);
  self->account_id = g_strdup (account_id);
  self->clock = g_object_ref (clock);
  self->funcs = funcs;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  self->fetching.sync = self;
  self->fetching.run = run_fetching;
  self->marking.sync = self;
  self->marking.run = run_marking;
  self->sent = g_array_new (FALSE, FALSE, sizeof (gint64));

  return self;
}

static void
clear_lane (Lane *lane)
{
  pusher_clock_clear_timer (lane->sync->clock, &lane->timer);
  g_clear_error (&lane->error);
}

/**
 * tb_inbox_sync_free:
 * @self: (transfer full): a sync; what it is about is given up
 */
void
tb_inbox_sync_free (TbInboxSync *self)
{
  g_cancellable_cancel (self->cancellable);
  clear_lane (&self->fetching);
  clear_lane (&self->marking);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_array_unref (self->sent);
  g_object_unref (self->cancellable);
  g_object_unref (self->clock);
  g_object_unref (self->outbox);
  g_object_unref (self->adapter);
  g_free (self->account_id);
  g_free (self);
}

/**
 * tb_inbox_sync_fetch:
 * @self: a sync
 *
 * There is a connection: fetches what came meanwhile, at once, and goes on with what waits.
 */
void
tb_inbox_sync_fetch (TbInboxSync *self)
{
  self->paused = FALSE;
  self->fetches_again = self->fetching.busy;
  self->fetching.wanted = TRUE;
  hurry (&self->fetching);
  hurry (&self->marking);
}

/**
 * tb_inbox_sync_pause:
 * @self: a sync
 *
 * There is no connection: what is to be asked waits for tb_inbox_sync_fetch().
 */
void
tb_inbox_sync_pause (TbInboxSync *self)
{
  self->paused = TRUE;
  pusher_clock_clear_timer (self->clock, &self->fetching.timer);
  pusher_clock_clear_timer (self->clock, &self->marking.timer);
}

/**
 * tb_inbox_sync_send_marks:
 * @self: a sync
 *
 * Tells what was read here, as soon as that is possible.
 */
void
tb_inbox_sync_send_marks (TbInboxSync *self)
{
  self->marking.wanted = TRUE;
  run (&self->marking);
}

/**
 * tb_inbox_sync_retry_now:
 * @self: a sync
 *
 * Waits no longer: the user asks to try again, or there are other credentials.
 */
void
tb_inbox_sync_retry_now (TbInboxSync *self)
{
  hurry (&self->fetching);
  hurry (&self->marking);
}

/**
 * tb_inbox_sync_get_error:
 * @self: a sync
 *
 * Returns: (transfer none) (nullable): what went wrong last and has not gone well since, one
 *   sentence for the user
 */
const GError *
tb_inbox_sync_get_error (TbInboxSync *self)
{
  return self->fetching.error != NULL ? self->fetching.error : self->marking.error;
}

/**
 * tb_inbox_sync_get_fetched_at:
 * @self: a sync
 *
 * Returns: when it was fetched last, in µs since the Unix epoch, UTC; 0 if not at all
 */
gint64
tb_inbox_sync_get_fetched_at (TbInboxSync *self)
{
  return self->fetched_at;
}

/**
 * tb_inbox_sync_get_next_attempt_in:
 * @self: a sync
 *
 * Returns: µs until what tb_inbox_sync_get_error() says is tried again, or -1 if nothing waits
 */
gint64
tb_inbox_sync_get_next_attempt_in (TbInboxSync *self)
{
  const Lane *lane = self->fetching.error != NULL ? &self->fetching : &self->marking;

  return lane->timer != 0 ? MAX (lane->due - pusher_clock_get_time (self->clock), 0) : -1;
}
