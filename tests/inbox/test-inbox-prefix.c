/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ids as people type them. */

#include "inbox/tb-inbox-error.h"
#include "inbox/tb-inbox-prefix.h"

static TbInbox *
make_inbox (void)
{
  static const char *const ids[] = { "abc1", "abc2", "abd", "abc", "f00" };
  TbInbox *inbox = tb_inbox_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (TbNotification) notification = tb_notification_new (&(TbNotificationFields){
          .id = ids[i], .account_id = "acme", .channel = "c", .event = "e", .title = "t" });

      g_assert_true (tb_inbox_add (inbox, notification));
    }

  return inbox;
}

static void
check (TbInbox *inbox, const char *prefix, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbInboxEntry) entry = tb_inbox_find_by_prefix (inbox, prefix, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (tb_notification_get_id (tb_inbox_entry_get_notification (entry)), ==, expected);
}

static void
check_refused (TbInbox *inbox, const char *prefix, int code, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tb_inbox_find_by_prefix (inbox, prefix, &error));
  g_assert_error (error, TB_INBOX_ERROR, code);
  g_assert_cmpstr (error->message, ==, sentence);
}

static void
test_a_prefix_of_one_is_enough (void)
{
  g_autoptr (TbInbox) inbox = make_inbox ();

  check (inbox, "f", "f00");
  check (inbox, "f00", "f00");
  check (inbox, "abd", "abd");
  check (inbox, "abc1", "abc1");
  /* A whole id is meant, although others begin with it. */
  check (inbox, "abc", "abc");
}

static void
test_what_is_not_one_is_told (void)
{
  g_autoptr (TbInbox) inbox = make_inbox ();

  check_refused (inbox, "x", TB_INBOX_ERROR_NO_NOTIFICATION, "There is no notification “x”");
  check_refused (inbox, "f001", TB_INBOX_ERROR_NO_NOTIFICATION, "There is no notification “f001”");
  check_refused (inbox, "", TB_INBOX_ERROR_NO_NOTIFICATION, "There is no notification “”");
  check_refused (inbox, "ab", TB_INBOX_ERROR_AMBIGUOUS,
                 "4 notifications begin with “ab”; give more of the id");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inbox/prefix/a-prefix-of-one-is-enough", test_a_prefix_of_one_is_enough);
  g_test_add_func ("/inbox/prefix/what-is-not-one-is-told", test_what_is_not_one_is_told);

  return g_test_run ();
}
