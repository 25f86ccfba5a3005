/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-inbox.h"

#define START 1700000000000000

typedef struct
{
  TbInbox *inbox;
  /* What the list model told, replayed: the entries a view would have. */
  GPtrArray *view;
  guint n_unread_notified;
  guint n_urgent_notified;
  guint n_changed;
  GPtrArray *removed;
} Fixture;

static void
on_items_changed (GListModel *model, guint position, guint n_removed, guint n_added, Fixture *f)
{
  if (n_removed > 0)
    g_ptr_array_remove_range (f->view, position, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (f->view, (int) (position + i), g_list_model_get_item (model, position + i));
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, f->view->len);
}

static void
on_unread_changed (TbInbox *inbox, GParamSpec *pspec, Fixture *f)
{
  f->n_unread_notified++;
}

static void
on_urgent_unread_changed (TbInbox *inbox, GParamSpec *pspec, Fixture *f)
{
  f->n_urgent_notified++;
}

static void
on_entry_changed (TbInbox *inbox, TbInboxEntry *entry, Fixture *f)
{
  f->n_changed++;
}

static void
on_entry_removed (TbInbox *inbox, TbInboxEntry *entry, Fixture *f)
{
  g_ptr_array_add (f->removed, g_object_ref (entry));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->inbox = tb_inbox_new ();
  f->view = g_ptr_array_new_with_free_func (g_object_unref);
  f->removed = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (f->inbox, "items-changed", G_CALLBACK (on_items_changed), f);
  g_signal_connect (f->inbox, "notify::unread", G_CALLBACK (on_unread_changed), f);
  g_signal_connect (f->inbox, "notify::urgent-unread", G_CALLBACK (on_urgent_unread_changed), f);
  g_signal_connect (f->inbox, "entry-changed", G_CALLBACK (on_entry_changed), f);
  g_signal_connect (f->inbox, "entry-removed", G_CALLBACK (on_entry_removed), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  GListModel *model = G_LIST_MODEL (f->inbox);

  g_assert_cmpuint (g_list_model_get_n_items (model), ==, f->view->len);
  for (guint i = 0; i < f->view->len; i++)
    {
      g_autoptr (TbInboxEntry) entry = g_list_model_get_item (model, i);

      g_assert_true (entry == g_ptr_array_index (f->view, i));
    }
  g_ptr_array_unref (f->view);
  g_ptr_array_unref (f->removed);
  g_assert_finalize_object (f->inbox);
}

static TbNotification *
make (const char *account_id,
      const char *dedupe_id,
      const char *channel,
      TbUrgency urgency,
      gint64 received_at)
{
  const TbNotificationFields fields = {
    .account_id = account_id,
    .dedupe_id = dedupe_id,
    .channel = channel,
    .event = "notification",
    .title = "Title",
    .urgency = urgency,
    .received_at = received_at,
  };

  return tb_notification_new (&fields);
}

static gboolean
add (Fixture *f, const char *account_id, const char *dedupe_id, const char *channel)
{
  g_autoptr (TbNotification) notification
      = make (account_id, dedupe_id, channel, TB_URGENCY_NORMAL, START);

  return tb_inbox_add (f->inbox, notification);
}

/* Gives the id, which the entry owns. */
static const char *
add_at (Fixture *f, TbUrgency urgency, gint64 received_at)
{
  g_autoptr (TbNotification) notification
      = make ("a", NULL, "private-user-1", urgency, received_at);

  g_assert_true (tb_inbox_add (f->inbox, notification));
  return tb_notification_get_id (notification);
}

static const char *
id_at (Fixture *f, guint position)
{
  TbInboxEntry *entry = g_ptr_array_index (f->view, position);

  return tb_notification_get_id (tb_inbox_entry_get_notification (entry));
}

static void
test_the_newest_is_first (Fixture *f, gconstpointer data)
{
  const char *second = add_at (f, TB_URGENCY_NORMAL, START + 2);
  const char *third = add_at (f, TB_URGENCY_NORMAL, START + 3);
  const char *first = add_at (f, TB_URGENCY_NORMAL, START + 1);
  const char *later = add_at (f, TB_URGENCY_NORMAL, START + 3);

  g_assert_cmpstr (id_at (f, 0), ==, later);
  g_assert_cmpstr (id_at (f, 1), ==, third);
  g_assert_cmpstr (id_at (f, 2), ==, second);
  g_assert_cmpstr (id_at (f, 3), ==, first);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (f->inbox)) == TB_TYPE_INBOX_ENTRY);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (f->inbox), 4));
}

static void
test_one_event_on_two_channels_is_one_entry (Fixture *f, gconstpointer data)
{
  g_assert_true (add (f, "a", "e1", "private-user-1"));
  g_assert_false (add (f, "a", "e1", "private-tenant-1"));
  g_assert_cmpuint (f->view->len, ==, 1);
  g_assert_cmpuint (tb_inbox_get_unread (f->inbox), ==, 1);

  g_assert_true (add (f, "b", "e1", "private-user-1"));
  g_assert_true (add (f, "a", "e2", "private-user-1"));
  g_assert_true (add (f, "a", NULL, "private-user-1"));
  g_assert_true (add (f, "a", NULL, "private-user-1"));
  g_assert_cmpuint (f->view->len, ==, 5);
}

static void
test_a_removed_one_does_not_come_again (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;

  g_assert_true (add (f, "a", "e1", "private-user-1"));
  id = g_strdup (id_at (f, 0));
  g_assert_true (tb_inbox_remove (f->inbox, id));
  g_assert_false (tb_inbox_remove (f->inbox, id));
  g_assert_false (add (f, "a", "e1", "private-user-1"));
  g_assert_cmpuint (f->view->len, ==, 0);
  g_assert_cmpuint (f->removed->len, ==, 1);
}

static void
test_the_same_value_is_added_once (Fixture *f, gconstpointer data)
{
  g_autoptr (TbNotification) notification = make ("a", NULL, "c", TB_URGENCY_NORMAL, START);

  g_assert_true (tb_inbox_add (f->inbox, notification));
  g_assert_false (tb_inbox_add (f->inbox, notification));
}

static void
test_ids_are_forgotten_after_ten_thousand (Fixture *f, gconstpointer data)
{
  g_assert_true (add (f, "a", "e0", "c"));
  for (int i = 1; i < TB_INBOX_MEMORY; i++)
    {
      g_autofree char *id = g_strdup_printf ("e%d", i);

      g_assert_true (add (f, "a", id, "c"));
    }
  g_assert_false (add (f, "a", "e0", "c"));
  g_assert_true (add (f, "a", "one more", "c"));
  g_assert_true (add (f, "a", "e0", "c"));
  g_assert_false (add (f, "a", "e2", "c"));
}

static void
test_entries_are_found_by_id (Fixture *f, gconstpointer data)
{
  const char *id = add_at (f, TB_URGENCY_NORMAL, START);
  TbInboxEntry *entry = tb_inbox_lookup (f->inbox, id);

  g_assert_true (entry == g_ptr_array_index (f->view, 0));
  g_assert_true (tb_inbox_entry_get_unread (entry));
  g_assert_true (tb_inbox_entry_get_acknowledged (entry));
  g_assert_null (tb_inbox_lookup (f->inbox, "/../nonsense"));
  g_assert_false (tb_inbox_mark_read (f->inbox, ""));
  g_assert_false (tb_inbox_acknowledge (f->inbox, "x"));
}

static void
on_entry_notify (TbInboxEntry *entry, GParamSpec *pspec, guint *count)
{
  (*count)++;
}

static void
test_reading_one_notifies_once (Fixture *f, gconstpointer data)
{
  const char *id = add_at (f, TB_URGENCY_NORMAL, START);
  TbInboxEntry *entry = tb_inbox_lookup (f->inbox, id);
  gboolean unread = TRUE;
  guint count = 0;

  g_signal_connect (entry, "notify::unread", G_CALLBACK (on_entry_notify), &count);
  add_at (f, TB_URGENCY_NORMAL, START);
  g_assert_cmpuint (f->n_unread_notified, ==, 2);

  g_assert_true (tb_inbox_mark_read (f->inbox, id));
  g_assert_false (tb_inbox_mark_read (f->inbox, id));
  g_object_get (entry, "unread", &unread, NULL);
  g_assert_false (unread);
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpuint (f->n_unread_notified, ==, 3);
  g_assert_cmpuint (f->n_urgent_notified, ==, 0);
  g_assert_cmpuint (f->n_changed, ==, 1);
  g_assert_cmpuint (tb_inbox_get_unread (f->inbox), ==, 1);
  g_signal_handlers_disconnect_by_data (entry, &count);
}

static void
test_reading_all_notifies_once (Fixture *f, gconstpointer data)
{
  add (f, "a", NULL, "c");
  add (f, "a", NULL, "c");
  add (f, "b", NULL, "c");
  add_at (f, TB_URGENCY_URGENT, START);
  g_assert_cmpuint (tb_inbox_count_unread_of (f->inbox, "a"), ==, 3);
  g_assert_cmpuint (tb_inbox_count_unread_of (f->inbox, "b"), ==, 1);
  f->n_unread_notified = 0;
  f->n_urgent_notified = 0;

  g_assert_cmpuint (tb_inbox_mark_all_read (f->inbox, "a"), ==, 3);
  g_assert_cmpuint (f->n_unread_notified, ==, 1);
  g_assert_cmpuint (f->n_urgent_notified, ==, 1);
  g_assert_cmpuint (f->n_changed, ==, 3);
  g_assert_cmpuint (tb_inbox_get_unread (f->inbox), ==, 1);

  g_assert_cmpuint (tb_inbox_mark_all_read (f->inbox, NULL), ==, 1);
  g_assert_cmpuint (tb_inbox_mark_all_read (f->inbox, NULL), ==, 0);
  g_assert_cmpuint (f->n_unread_notified, ==, 2);
  g_assert_cmpuint (tb_inbox_get_unread (f->inbox), ==, 0);
}

static void
test_urgent_ones_are_counted_and_acknowledged (Fixture *f, gconstpointer data)
{
  const char *id = add_at (f, TB_URGENCY_URGENT, START);
  TbInboxEntry *entry = tb_inbox_lookup (f->inbox, id);
  guint unread = 0;
  guint urgent_unread = 0;

  g_object_get (f->inbox, "unread", &unread, "urgent-unread", &urgent_unread, NULL);
  g_assert_cmpuint (unread, ==, 1);
  g_assert_cmpuint (urgent_unread, ==, 1);
  g_assert_false (tb_inbox_entry_get_acknowledged (entry));

  g_assert_true (tb_inbox_mark_read (f->inbox, id));
  g_assert_cmpuint (tb_inbox_get_urgent_unread (f->inbox), ==, 0);
  g_assert_false (tb_inbox_entry_get_acknowledged (entry));

  g_assert_true (tb_inbox_acknowledge (f->inbox, id));
  g_assert_false (tb_inbox_acknowledge (f->inbox, id));
  g_assert_true (tb_inbox_entry_get_acknowledged (entry));
  g_assert_cmpuint (f->n_changed, ==, 2);
}

static void
test_acknowledging_reads_too (Fixture *f, gconstpointer data)
{
  const char *id = add_at (f, TB_URGENCY_URGENT, START);

  g_assert_true (tb_inbox_acknowledge (f->inbox, id));
  g_assert_cmpuint (tb_inbox_get_unread (f->inbox), ==, 0);
  g_assert_cmpuint (tb_inbox_get_urgent_unread (f->inbox), ==, 0);
  g_assert_cmpuint (f->n_changed, ==, 1);
  g_assert_cmpuint (f->n_urgent_notified, ==, 2);
}

static void
test_a_known_state_is_kept (Fixture *f, gconstpointer data)
{
  g_autoptr (TbNotification) read = make ("a", "1", "c", TB_URGENCY_NORMAL, START);
  g_autoptr (TbNotification) urgent = make ("a", "2", "c", TB_URGENCY_URGENT, START);
  g_autoptr (TbNotification) again = make ("a", "1", "d", TB_URGENCY_NORMAL, START);

  g_assert_true (tb_inbox_add_with_state (f->inbox, read, FALSE, FALSE));
  g_assert_true (tb_inbox_add_with_state (f->inbox, urgent, TRUE, TRUE));
  g_assert_cmpuint (tb_inbox_get_unread (f->inbox), ==, 1);
  g_assert_true (tb_inbox_entry_get_acknowledged (
      tb_inbox_lookup (f->inbox, tb_notification_get_id (urgent))));
  /* What a store gave back is not news when it comes again. */
  g_assert_false (tb_inbox_add (f->inbox, again));
}

static void
test_an_account_is_removed_whole (Fixture *f, gconstpointer data)
{
  add (f, "a", NULL, "c");
  add (f, "b", NULL, "c");
  add (f, "a", NULL, "c");
  add_at (f, TB_URGENCY_URGENT, START);
  f->n_unread_notified = 0;

  g_assert_cmpuint (tb_inbox_remove_account (f->inbox, "a"), ==, 3);
  g_assert_cmpuint (tb_inbox_remove_account (f->inbox, "a"), ==, 0);
  g_assert_cmpuint (f->view->len, ==, 1);
  g_assert_cmpuint (f->removed->len, ==, 3);
  g_assert_cmpuint (f->n_unread_notified, ==, 1);
  g_assert_cmpuint (tb_inbox_get_unread (f->inbox), ==, 1);
  g_assert_cmpuint (tb_inbox_get_urgent_unread (f->inbox), ==, 0);
}

static void
test_a_full_inbox_drops_the_oldest_read_first (Fixture *f, gconstpointer data)
{
  g_autofree char *oldest = g_strdup (add_at (f, TB_URGENCY_NORMAL, START));
  g_autofree char *second = NULL;
  g_autofree char *read = NULL;

  second = g_strdup (add_at (f, TB_URGENCY_NORMAL, START + 1));
  for (int i = 2; i < TB_INBOX_CAPACITY; i++)
    {
      const char *id = add_at (f, TB_URGENCY_NORMAL, START + i);

      if (i == 1000)
        read = g_strdup (id);
    }
  tb_inbox_mark_read (f->inbox, read);

  add_at (f, TB_URGENCY_NORMAL, START + TB_INBOX_CAPACITY);
  g_assert_cmpuint (f->view->len, ==, TB_INBOX_CAPACITY);
  g_assert_null (tb_inbox_lookup (f->inbox, read));
  g_assert_nonnull (tb_inbox_lookup (f->inbox, oldest));

  add_at (f, TB_URGENCY_NORMAL, START + TB_INBOX_CAPACITY);
  g_assert_null (tb_inbox_lookup (f->inbox, oldest));
  g_assert_nonnull (tb_inbox_lookup (f->inbox, second));
  g_assert_cmpuint (f->view->len, ==, TB_INBOX_CAPACITY);
  g_assert_cmpuint (tb_inbox_get_unread (f->inbox), ==, TB_INBOX_CAPACITY);
  g_assert_cmpuint (f->removed->len, ==, 2);
}

static void
test_unacknowledged_urgent_ones_go_last (Fixture *f, gconstpointer data)
{
  g_autofree char *urgent = g_strdup (add_at (f, TB_URGENCY_URGENT, START));
  g_autofree char *acknowledged = g_strdup (add_at (f, TB_URGENCY_URGENT, START + 1));

  tb_inbox_mark_read (f->inbox, urgent);
  tb_inbox_acknowledge (f->inbox, acknowledged);
  for (int i = 2; i < TB_INBOX_CAPACITY + 10; i++)
    add_at (f, TB_URGENCY_NORMAL, START + i);
  g_assert_nonnull (tb_inbox_lookup (f->inbox, urgent));
  g_assert_null (tb_inbox_lookup (f->inbox, acknowledged));

  for (int i = 0; i < TB_INBOX_CAPACITY; i++)
    add_at (f, TB_URGENCY_URGENT, START + 2 * TB_INBOX_CAPACITY + i);
  g_assert_null (tb_inbox_lookup (f->inbox, urgent));
  g_assert_cmpuint (f->view->len, ==, TB_INBOX_CAPACITY);
  g_assert_cmpuint (tb_inbox_get_urgent_unread (f->inbox), ==, TB_INBOX_CAPACITY);
}

static void
on_changed_remove (TbInbox *inbox, TbInboxEntry *entry, gpointer data)
{
  tb_inbox_remove_account (inbox, "a");
}

static void
test_listeners_may_change_the_inbox (Fixture *f, gconstpointer data)
{
  add (f, "a", NULL, "c");
  add (f, "a", NULL, "c");
  add (f, "b", NULL, "c");
  g_signal_connect (f->inbox, "entry-changed", G_CALLBACK (on_changed_remove), NULL);

  tb_inbox_mark_all_read (f->inbox, NULL);
  g_assert_cmpuint (f->view->len, ==, 1);
  g_assert_cmpuint (tb_inbox_get_unread (f->inbox), ==, 0);
}

static void
test_ten_thousand_are_added_quickly (void)
{
  g_autoptr (TbInbox) inbox = tb_inbox_new ();
  gint64 start = g_get_monotonic_time ();

  for (int i = 0; i < 10000; i++)
    {
      g_autofree char *id = g_strdup_printf ("event-%d", i);
      g_autoptr (TbNotification) notification
          = make ("a", id, "private-user-1", TB_URGENCY_NORMAL, START + i);

      g_assert_true (tb_inbox_add (inbox, notification));
      if (i % 3 == 0)
        tb_inbox_mark_read (inbox, tb_notification_get_id (notification));
    }
  g_test_message ("%" G_GINT64_FORMAT " µs", g_get_monotonic_time () - start);
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_TIME_SPAN_SECOND);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (inbox)), ==, TB_INBOX_CAPACITY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/inbox/the-newest-is-first", test_the_newest_is_first);
  ADD ("/inbox/one-event-on-two-channels-is-one-entry",
       test_one_event_on_two_channels_is_one_entry);
  ADD ("/inbox/a-removed-one-does-not-come-again", test_a_removed_one_does_not_come_again);
  ADD ("/inbox/the-same-value-is-added-once", test_the_same_value_is_added_once);
  ADD ("/inbox/ids-are-forgotten-after-ten-thousand", test_ids_are_forgotten_after_ten_thousand);
  ADD ("/inbox/entries-are-found-by-id", test_entries_are_found_by_id);
  ADD ("/inbox/reading-one-notifies-once", test_reading_one_notifies_once);
  ADD ("/inbox/reading-all-notifies-once", test_reading_all_notifies_once);
  ADD ("/inbox/urgent-ones-are-counted-and-acknowledged",
       test_urgent_ones_are_counted_and_acknowledged);
  ADD ("/inbox/acknowledging-reads-too", test_acknowledging_reads_too);
  ADD ("/inbox/a-known-state-is-kept", test_a_known_state_is_kept);
  ADD ("/inbox/an-account-is-removed-whole", test_an_account_is_removed_whole);
  ADD ("/inbox/a-full-inbox-drops-the-oldest-read-first",
       test_a_full_inbox_drops_the_oldest_read_first);
  ADD ("/inbox/unacknowledged-urgent-ones-go-last", test_unacknowledged_urgent_ones_go_last);
  ADD ("/inbox/listeners-may-change-the-inbox", test_listeners_may_change_the_inbox);
#undef ADD
  g_test_add_func ("/inbox/ten-thousand-are-added-quickly", test_ten_thousand_are_added_quickly);

  return g_test_run ();
}
