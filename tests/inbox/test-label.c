/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-event-label.h"

static void
check_label (const char *event, const char *expected)
{
  g_autofree char *label = tb_event_label (event);

  g_assert_cmpstr (label, ==, expected);
}

static void
test_events_of_the_contract_have_labels (void)
{
  check_label ("notification", "Notification");
  check_label ("notification:urgent", "Urgent notification");
  check_label ("alert", "Alert");
  check_label ("order:created", "Order created");
  check_label ("ai:completed", "AI task completed");
  check_label ("client-alert", "Alert");
}

static void
test_other_names_are_split_into_words (void)
{
  check_label ("invoice:overdue", "Invoice overdue");
  check_label ("user.profile_updated", "User profile updated");
  check_label ("newMessage", "New message");
  check_label ("client-typing", "Typing");
  check_label ("a", "A");
  check_label ("PDFReady", "PDF ready");
  check_label ("order2Shipped", "Order2 shipped");
  check_label ("größe:geändert", "Größe geändert");
}

static void
test_classes_lose_their_namespace (void)
{
  check_label ("App\\Notifications\\InvoicePaid", "Invoice paid");
  check_label ("Illuminate\\Notifications\\Events\\BroadcastNotificationCreated",
               "Broadcast notification created");
  check_label ("App\\Events\\HTTPFailure", "HTTP failure");
  check_label ("Trailing\\", "Trailing");
}

static void
test_a_name_without_words_has_a_label (void)
{
  check_label ("", "Notification");
  check_label (":::", "Notification");
  check_label ("client-", "Notification");
  check_label ("\xff\xfe", "Notification");
  /* An accent on its own. */
  check_label ("\xcc\x81", "Notification");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/label/events-of-the-contract-have-labels",
                   test_events_of_the_contract_have_labels);
  g_test_add_func ("/label/other-names-are-split-into-words",
                   test_other_names_are_split_into_words);
  g_test_add_func ("/label/classes-lose-their-namespace", test_classes_lose_their_namespace);
  g_test_add_func ("/label/a-name-without-words-has-a-label",
                   test_a_name_without_words_has_a_label);

  return g_test_run ();
}
