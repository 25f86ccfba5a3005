/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-notification.h"

#include <string.h>

static const TbNotificationFields plain = {
  .account_id = "account",
  .dedupe_id = "n1",
  .channel = "private-user-1",
  .event = "notification",
  .title = "Title",
  .urgency = TB_URGENCY_NORMAL,
  .received_at = 1700000000000000,
};

static void
test_fields_come_back (void)
{
  g_autoptr (TbNotification) notification = NULL;
  TbNotificationFields fields = plain;

  fields.body = "One\ntwo";
  fields.link = "https://app.example.com/a";
  fields.category = "order";
  fields.sound = "bell";
  fields.raw_payload = "{}";
  notification = tb_notification_new (&fields);

  g_assert_cmpstr (tb_notification_get_account_id (notification), ==, "account");
  g_assert_cmpstr (tb_notification_get_dedupe_id (notification), ==, "n1");
  g_assert_cmpstr (tb_notification_get_channel (notification), ==, "private-user-1");
  g_assert_cmpstr (tb_notification_get_event (notification), ==, "notification");
  g_assert_cmpstr (tb_notification_get_title (notification), ==, "Title");
  g_assert_cmpstr (tb_notification_get_body (notification), ==, "One\ntwo");
  g_assert_cmpstr (tb_notification_get_link (notification), ==, "https://app.example.com/a");
  g_assert_cmpstr (tb_notification_get_category (notification), ==, "order");
  g_assert_cmpstr (tb_notification_get_sound (notification), ==, "bell");
  g_assert_cmpstr (tb_notification_get_raw_payload (notification), ==, "{}");
  g_assert_cmpint (tb_notification_get_urgency (notification), ==, TB_URGENCY_NORMAL);
  g_assert_cmpint (tb_notification_get_received_at (notification), ==, 1700000000000000);
}

static void
test_missing_fields_are_empty (void)
{
  g_autoptr (TbNotification) notification = tb_notification_new (&plain);

  g_assert_cmpstr (tb_notification_get_body (notification), ==, "");
  g_assert_cmpstr (tb_notification_get_raw_payload (notification), ==, "");
  g_assert_null (tb_notification_get_link (notification));
  g_assert_null (tb_notification_get_category (notification));
  g_assert_null (tb_notification_get_sound (notification));
}

static void
check_same_id (const TbNotificationFields *one, const TbNotificationFields *other, gboolean same)
{
  g_autoptr (TbNotification) first = tb_notification_new (one);
  g_autoptr (TbNotification) second = tb_notification_new (other);
  const char *first_id = tb_notification_get_id (first);
  const char *second_id = tb_notification_get_id (second);

  g_assert_cmpuint (strlen (first_id), ==, 32);
  g_assert_cmpuint (strspn (first_id, "0123456789abcdef"), ==, 32);
  g_assert_cmpuint (strlen (second_id), ==, 32);
  g_assert_cmpint (g_str_equal (first_id, second_id), ==, same);
}

static void
test_the_id_depends_on_account_and_dedupe_id (void)
{
  TbNotificationFields other = plain;

  other.channel = "private-tenant-1";
  other.title = "Another";
  check_same_id (&plain, &other, TRUE);

  other.account_id = "other";
  check_same_id (&plain, &other, FALSE);

  other = plain;
  other.dedupe_id = "n2";
  check_same_id (&plain, &other, FALSE);

  /* The same letters, divided in another place. */
  other.account_id = "accountn";
  other.dedupe_id = "1";
  check_same_id (&plain, &other, FALSE);
}

static void
test_without_dedupe_id_every_id_is_new (void)
{
  TbNotificationFields fields = plain;

  fields.dedupe_id = NULL;
  check_same_id (&fields, &fields, FALSE);
}

static void
test_a_stored_id_stays (void)
{
  g_autoptr (TbNotification) notification = NULL;
  TbNotificationFields fields = plain;

  fields.id = "stored";
  notification = tb_notification_new (&fields);
  g_assert_cmpstr (tb_notification_get_id (notification), ==, "stored");
}

static void
test_texts_are_cleaned_and_capped (void)
{
  g_autofree char *long_text = g_strnfill (100 * 1000, 'x');
  g_autoptr (TbNotification) notification = NULL;
  TbNotificationFields fields = plain;

  fields.title = long_text;
  fields.body = long_text;
  fields.raw_payload = long_text;
  fields.category = "a\nb";
  notification = tb_notification_new (&fields);

  g_assert_cmpint (g_utf8_strlen (tb_notification_get_title (notification), -1), ==,
                   TB_NOTIFICATION_TITLE_LENGTH);
  g_assert_cmpint (g_utf8_strlen (tb_notification_get_body (notification), -1), ==,
                   TB_NOTIFICATION_BODY_LENGTH);
  g_assert_cmpuint (strlen (tb_notification_get_raw_payload (notification)), ==,
                    TB_NOTIFICATION_PAYLOAD_SIZE);
  g_assert_cmpstr (tb_notification_get_category (notification), ==, "a b");
}

static void
test_it_lives_in_values (void)
{
  g_autoptr (TbNotification) notification = tb_notification_new (&plain);
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, TB_TYPE_NOTIFICATION);
  g_value_set_boxed (&value, notification);
  g_assert_true (g_value_get_boxed (&value) == notification);
}

static void
test_urgencies_have_names (void)
{
  g_assert_cmpstr (tb_urgency_get_name (TB_URGENCY_LOW), ==, "low");
  g_assert_cmpstr (tb_urgency_get_name (TB_URGENCY_NORMAL), ==, "normal");
  g_assert_cmpstr (tb_urgency_get_name (TB_URGENCY_URGENT), ==, "urgent");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/notification/fields-come-back", test_fields_come_back);
  g_test_add_func ("/notification/missing-fields-are-empty", test_missing_fields_are_empty);
  g_test_add_func ("/notification/the-id-depends-on-account-and-dedupe-id",
                   test_the_id_depends_on_account_and_dedupe_id);
  g_test_add_func ("/notification/without-dedupe-id-every-id-is-new",
                   test_without_dedupe_id_every_id_is_new);
  g_test_add_func ("/notification/a-stored-id-stays", test_a_stored_id_stays);
  g_test_add_func ("/notification/texts-are-cleaned-and-capped", test_texts_are_cleaned_and_capped);
  g_test_add_func ("/notification/it-lives-in-values", test_it_lives_in_values);
  g_test_add_func ("/notification/urgencies-have-names", test_urgencies_have_names);

  return g_test_run ();
}
