/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an inbox knows of the web apps' own lists of notifications, whatever happens meanwhile. */

#include "store-fixture.h"

#define TOLERANCE (2 * G_TIME_SPAN_MINUTE)

static void
expect_caught_up (StoreFixture *fixture, const char *account_id, gint64 expected)
{
  gint64 until;

  g_assert_true (tb_inbox_get_caught_up (fixture->inbox, account_id, &until));
  g_assert_cmpint (until, ==, expected);
}

static void
test_it_is_known_up_to_when (StoreFixture *fixture, gconstpointer data)
{
  gint64 until;

  store_fixture_open (fixture);
  g_assert_false (tb_inbox_get_caught_up (fixture->inbox, "acme", &until));
  tb_inbox_set_caught_up (fixture->inbox, "acme", 7);
  tb_inbox_set_caught_up (fixture->inbox, "acme", 5);
  expect_caught_up (fixture, "acme", 7);
  g_assert_false (tb_inbox_get_caught_up (fixture->inbox, "other", &until));

  store_fixture_close (fixture);
  store_fixture_open (fixture);
  expect_caught_up (fixture, "acme", 7);
  tb_inbox_set_caught_up (fixture->inbox, "acme", 9);
  expect_caught_up (fixture, "acme", 9);

  tb_inbox_remove_account (fixture->inbox, "acme");
  g_assert_false (tb_inbox_get_caught_up (fixture->inbox, "acme", &until));
}

static void
expect_adopted (StoreFixture *fixture, TbNotification *nameless)
{
  g_autoptr (TbNotification) named = store_fixture_make ("acme", "n1", "Hello", TB_URGENCY_NORMAL,
                                                         STORE_FIXTURE_START + G_TIME_SPAN_MINUTE);
  TbInboxEntry *entry = tb_inbox_adopt (fixture->inbox, named, TOLERANCE);

  g_assert_nonnull (entry);
  g_assert_cmpstr (tb_notification_get_id (tb_inbox_entry_get_notification (entry)), ==,
                   tb_notification_get_id (nameless));
  g_assert_false (tb_inbox_add (fixture->inbox, named));
  g_assert_true (tb_inbox_lookup_dedupe_id (fixture->inbox, "acme", "n1") == entry);
  /* Once only. */
  g_assert_null (tb_inbox_adopt (fixture->inbox, named, TOLERANCE));
}

static void
test_what_came_without_a_name_gets_one (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (TbNotification) nameless
      = store_fixture_make ("acme", NULL, "Hello", TB_URGENCY_NORMAL, STORE_FIXTURE_START);
  TbInboxEntry *entry;

  store_fixture_open (fixture);
  g_assert_true (tb_inbox_add (fixture->inbox, nameless));
  expect_adopted (fixture, nameless);

  store_fixture_close (fixture);
  store_fixture_open (fixture);
  entry = tb_inbox_lookup_dedupe_id (fixture->inbox, "acme", "n1");
  g_assert_nonnull (entry);
  g_assert_cmpstr (tb_notification_get_id (tb_inbox_entry_get_notification (entry)), ==,
                   tb_notification_get_id (nameless));
  g_assert_null (tb_inbox_lookup_dedupe_id (fixture->inbox, "other", "n1"));
}

static void
test_in_memory_too (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (TbNotification) nameless
      = store_fixture_make ("acme", NULL, "Hello", TB_URGENCY_NORMAL, STORE_FIXTURE_START);

  fixture->inbox = tb_inbox_new ();
  g_assert_true (tb_inbox_add (fixture->inbox, nameless));
  expect_adopted (fixture, nameless);
  g_clear_object (&fixture->inbox);
}

static void
test_others_are_not_taken_for_it (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (TbNotification) other_text
      = store_fixture_make ("acme", NULL, "Other", TB_URGENCY_NORMAL, STORE_FIXTURE_START);
  g_autoptr (TbNotification) other_account
      = store_fixture_make ("other", NULL, "Hello", TB_URGENCY_NORMAL, STORE_FIXTURE_START);
  g_autoptr (TbNotification) other_time = store_fixture_make (
      "acme", NULL, "Hello", TB_URGENCY_NORMAL, STORE_FIXTURE_START - TOLERANCE - 1);
  g_autoptr (TbNotification) other_name
      = store_fixture_make ("acme", "n0", "Hello", TB_URGENCY_NORMAL, STORE_FIXTURE_START);
  g_autoptr (TbNotification) named
      = store_fixture_make ("acme", "n1", "Hello", TB_URGENCY_NORMAL, STORE_FIXTURE_START);

  store_fixture_open (fixture);
  g_assert_true (tb_inbox_add (fixture->inbox, other_text));
  g_assert_true (tb_inbox_add (fixture->inbox, other_account));
  g_assert_true (tb_inbox_add (fixture->inbox, other_time));
  g_assert_true (tb_inbox_add (fixture->inbox, other_name));
  g_assert_null (tb_inbox_adopt (fixture->inbox, named, TOLERANCE));
  g_assert_false (tb_inbox_has_seen (fixture->inbox, named));
  g_assert_true (tb_inbox_has_seen (fixture->inbox, other_name));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/inbox-catch-up/" name, StoreFixture, NULL, store_fixture_set_up, function,         \
              store_fixture_tear_down)
  ADD ("it-is-known-up-to-when", test_it_is_known_up_to_when);
  ADD ("what-came-without-a-name-gets-one", test_what_came_without_a_name_gets_one);
  ADD ("in-memory-too", test_in_memory_too);
  ADD ("others-are-not-taken-for-it", test_others_are_not_taken_for_it);
#undef ADD

  return g_test_run ();
}
