/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-inbox-view.h"

#define START 1700000000000000

typedef struct
{
  TbInbox *inbox;
  TbInboxView *view;
  TbInboxQuery query;
  /* What the view told, replayed: the rows that a list of it would have. */
  GPtrArray *rows;
  guint n_told;
  guint last_removed;
  guint last_added;
  gint64 now;
} Fixture;

static void
on_items_changed (GListModel *view, guint position, guint n_removed, guint n_added, Fixture *f)
{
  f->n_told++;
  f->last_removed = n_removed;
  f->last_added = n_added;
  if (n_removed > 0)
    g_ptr_array_remove_range (f->rows, position, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (f->rows, (int) (position + i), g_list_model_get_item (view, position + i));
  g_assert_cmpuint (g_list_model_get_n_items (view), ==, f->rows->len);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->inbox = tb_inbox_new ();
  f->view = tb_inbox_view_new (f->inbox);
  f->rows = g_ptr_array_new_with_free_func (g_object_unref);
  f->now = START;
  g_signal_connect (f->view, "items-changed", G_CALLBACK (on_items_changed), f);
}

static gboolean
is_wanted (const TbInboxQuery *query, TbInboxEntry *entry)
{
  const TbNotification *notification = tb_inbox_entry_get_notification (entry);

  if (query->text != NULL && strstr (tb_notification_get_title (notification), query->text) == NULL)
    return FALSE;
  if (query->unread_only && !tb_inbox_entry_get_unread (entry))
    return FALSE;
  if (query->urgent_only && tb_notification_get_urgency (notification) != TB_URGENCY_URGENT)
    return FALSE;
  return query->account_id == NULL
         || g_str_equal (query->account_id, tb_notification_get_account_id (notification));
}

/* The view and what it told are what anybody would find by looking at every entry. */
static void
check (Fixture *f)
{
  GListModel *inbox = G_LIST_MODEL (f->inbox);
  guint n_wanted = 0;

  for (guint i = 0; i < g_list_model_get_n_items (inbox); i++)
    {
      g_autoptr (TbInboxEntry) entry = g_list_model_get_item (inbox, i);
      g_autoptr (TbInboxEntry) shown = NULL;
      guint position = G_MAXUINT;

      if (!is_wanted (&f->query, entry))
        {
          g_assert_false (tb_inbox_view_find (f->view, entry, NULL));
          continue;
        }
      shown = g_list_model_get_item (G_LIST_MODEL (f->view), n_wanted);
      g_assert_true (shown == entry);
      g_assert_true (g_ptr_array_index (f->rows, n_wanted) == entry);
      g_assert_true (tb_inbox_view_find (f->view, entry, &position));
      g_assert_cmpuint (position, ==, n_wanted);
      n_wanted++;
    }
  g_assert_cmpuint (n_wanted, ==, f->rows->len);
  g_assert_cmpuint (n_wanted, ==, g_list_model_get_n_items (G_LIST_MODEL (f->view)));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (f->view), n_wanted));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  check (f);
  g_ptr_array_unref (f->rows);
  g_assert_finalize_object (f->view);
  g_assert_finalize_object (f->inbox);
}

/* Gives the id, which the entry owns. */
static const char *
add_at (
    Fixture *f, const char *account_id, const char *title, TbUrgency urgency, gint64 received_at)
{
  const TbNotificationFields fields = {
    .account_id = account_id,
    .channel = "private-user-1",
    .event = "notification",
    .title = title,
    .urgency = urgency,
    .received_at = received_at,
  };
  g_autoptr (TbNotification) notification = tb_notification_new (&fields);

  g_assert_true (tb_inbox_add (f->inbox, notification));
  return tb_notification_get_id (notification);
}

static const char *
add (Fixture *f, const char *title)
{
  return add_at (f, "a", title, TB_URGENCY_NORMAL, f->now++);
}

static void
ask (Fixture *f, const TbInboxQuery *query)
{
  f->query = *query;
  tb_inbox_view_set_query (f->view, query);
}

static void
test_all_of_the_inbox_at_first (Fixture *f, gconstpointer data)
{
  g_autoptr (TbInboxView) late = NULL;

  add (f, "One");
  add (f, "Two");
  g_assert_cmpuint (f->rows->len, ==, 2);
  g_assert_false (tb_inbox_view_is_filtered (f->view));

  late = tb_inbox_view_new (f->inbox);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (late)), ==, 2);
}

static void
test_what_arrives_is_one_row_more (Fixture *f, gconstpointer data)
{
  add (f, "Order one");
  ask (f, &(TbInboxQuery){ .text = "rder" });
  g_assert_true (tb_inbox_view_is_filtered (f->view));
  f->n_told = 0;

  add (f, "Invoice");
  g_assert_cmpuint (f->n_told, ==, 0);
  add (f, "Order two");
  g_assert_cmpuint (f->n_told, ==, 1);
  g_assert_cmpuint (f->last_removed, ==, 0);
  g_assert_cmpuint (f->last_added, ==, 1);

  /* One that is older than others goes to its place. */
  add_at (f, "a", "Order zero", TB_URGENCY_LOW, START - 1);
  g_assert_cmpuint (f->n_told, ==, 2);
  check (f);
}

static void
test_what_was_read_is_replaced_or_goes (Fixture *f, gconstpointer data)
{
  const char *one = add (f, "One");
  const char *two = add (f, "Two");

  f->n_told = 0;
  tb_inbox_mark_read (f->inbox, one);
  g_assert_cmpuint (f->n_told, ==, 1);
  g_assert_cmpuint (f->last_removed, ==, 1);
  g_assert_cmpuint (f->last_added, ==, 1);

  ask (f, &(TbInboxQuery){ .unread_only = TRUE });
  g_assert_cmpuint (f->rows->len, ==, 1);
  f->n_told = 0;
  tb_inbox_mark_read (f->inbox, two);
  g_assert_cmpuint (f->n_told, ==, 1);
  g_assert_cmpuint (f->last_removed, ==, 1);
  g_assert_cmpuint (f->last_added, ==, 0);
  g_assert_cmpuint (f->rows->len, ==, 0);
}

static void
test_query_that_finds_the_same_tells_nothing (Fixture *f, gconstpointer data)
{
  add (f, "Order");
  add (f, "Invoice");
  ask (f, &(TbInboxQuery){ .text = "rd" });
  f->n_told = 0;
  ask (f, &(TbInboxQuery){ .text = "rde" });
  g_assert_cmpuint (f->n_told, ==, 0);
  ask (f, &(TbInboxQuery){ .text = "rde", .account_id = "b" });
  g_assert_cmpuint (f->n_told, ==, 1);
}

static void
test_everything_is_read_in_one_go (Fixture *f, gconstpointer data)
{
  gint64 start;

  for (guint i = 0; i < TB_INBOX_CAPACITY; i++)
    add (f, i % 2 == 0 ? "Even" : "Odd");
  ask (f, &(TbInboxQuery){ .unread_only = TRUE, .text = "dd" });
  start = g_get_monotonic_time ();
  tb_inbox_mark_all_read (f->inbox, NULL);
  g_test_message ("%d entries read in %.1f ms", TB_INBOX_CAPACITY,
                  (double) (g_get_monotonic_time () - start) / 1000);
  g_assert_cmpuint (f->rows->len, ==, 0);
}

static const char *
any_id (Fixture *f)
{
  guint n_entries = g_list_model_get_n_items (G_LIST_MODEL (f->inbox));
  g_autoptr (TbInboxEntry) entry = NULL;

  if (n_entries == 0)
    return "none";
  entry = g_list_model_get_item (G_LIST_MODEL (f->inbox),
                                 (guint) g_test_rand_int_range (0, (int) n_entries));
  return tb_notification_get_id (tb_inbox_entry_get_notification (entry));
}

static void
do_anything (Fixture *f)
{
  static const char *const accounts[] = { "a", "b", "c" };
  static const char *const titles[] = { "Order", "Invoice", "Ordinary", "Report" };
  static const char *const texts[] = { NULL, "Ord", "Order", "port", "nothing" };
  const char *account = accounts[g_test_rand_int_range (0, 3)];

  switch (g_test_rand_int_range (0, 12))
    {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
      add_at (f, account, titles[g_test_rand_int_range (0, 4)],
              (TbUrgency) g_test_rand_int_range (0, 3), START + g_test_rand_int_range (0, 1000));
      break;
    case 5:
    case 6:
      tb_inbox_mark_read (f->inbox, any_id (f));
      break;
    case 7:
      tb_inbox_acknowledge (f->inbox, any_id (f));
      break;
    case 8:
      tb_inbox_remove (f->inbox, any_id (f));
      break;
    case 9:
      if (g_test_rand_int_range (0, 20) == 0)
        tb_inbox_mark_all_read (f->inbox, g_test_rand_bit () ? account : NULL);
      break;
    case 10:
      if (g_test_rand_int_range (0, 20) == 0)
        tb_inbox_remove_account (f->inbox, account);
      break;
    default:
      ask (f, &(TbInboxQuery){
                  .text = texts[g_test_rand_int_range (0, 5)],
                  .unread_only = g_test_rand_bit (),
                  .urgent_only = g_test_rand_int_range (0, 3) == 0,
                  .account_id = g_test_rand_bit () ? account : NULL,
              });
    }
}

static void
test_always_what_looking_at_every_entry_finds (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 5000; i++)
    {
      do_anything (f);
      check (f);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/inbox-view/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("all-of-the-inbox-at-first", test_all_of_the_inbox_at_first);
  ADD ("what-arrives-is-one-row-more", test_what_arrives_is_one_row_more);
  ADD ("what-was-read-is-replaced-or-goes", test_what_was_read_is_replaced_or_goes);
  ADD ("query-that-finds-the-same-tells-nothing", test_query_that_finds_the_same_tells_nothing);
  ADD ("everything-is-read-in-one-go", test_everything_is_read_in_one_go);
  ADD ("always-what-looking-at-every-entry-finds", test_always_what_looking_at_every_entry_finds);

  return g_test_run ();
}
