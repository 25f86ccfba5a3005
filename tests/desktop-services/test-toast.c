/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-toast-queue.h"
#include "desktop/tb-toast.h"

static TbToast *
new_toast (const char *id, TbToastUrgency urgency)
{
  return tb_toast_new (id, "Title", NULL, urgency, NULL, NULL, NULL, 0);
}

static void
test_text_of_a_server_is_cleaned (void)
{
  g_autoptr (TbToast) toast = tb_toast_new ("1", "A\nB\x01\tC\xff", "one\ntwo\t\x1b[31m",
                                            TB_TOAST_URGENCY_LOW, "im\x02", "", NULL, 0);

  g_assert_cmpstr (tb_toast_get_title (toast), ==, "A B C\357\277\275");
  g_assert_cmpstr (tb_toast_get_body (toast), ==, "one\ntwo [31m");
  g_assert_cmpstr (tb_toast_get_category (toast), ==, "im");
  g_assert_null (tb_toast_get_sound_name (toast));
}

static void
test_actions_keep_their_order (void)
{
  const TbToastAction actions[] = { { "open", "Open" }, { "read", "Mark _read" } };
  g_autoptr (TbToast) toast
      = tb_toast_new ("1", "T", NULL, TB_TOAST_URGENCY_NORMAL, NULL, NULL, actions, 2);

  g_assert_cmpuint (tb_toast_get_n_actions (toast), ==, 2);
  g_assert_cmpstr (tb_toast_get_action (toast, 0)->id, ==, "open");
  g_assert_cmpstr (tb_toast_get_action (toast, 1)->label, ==, "Mark _read");
  g_assert_cmpstr (tb_toast_get_body (toast), ==, "");
}

static void
test_a_toast_is_a_boxed_value (void)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (TbToast) toast = new_toast ("1", TB_TOAST_URGENCY_NORMAL);

  g_value_init (&value, TB_TYPE_TOAST);
  g_value_set_boxed (&value, toast);
  g_assert_true (g_value_get_boxed (&value) == toast);
}

static void
push (TbToastQueue *queue, const char *id, guint serial, TbToastUrgency urgency)
{
  g_autoptr (TbToast) toast = new_toast (id, urgency);

  g_assert_null (tb_toast_queue_push (queue, id, serial, toast));
}

static void
assert_pop (TbToastQueue *queue, const char *id, guint serial, gboolean shows)
{
  g_autoptr (TbToastCommand) command = tb_toast_queue_pop (queue);

  g_assert_nonnull (command);
  g_assert_cmpstr (command->toast_id, ==, id);
  g_assert_cmpuint (command->serial, ==, serial);
  g_assert_true ((command->toast != NULL) == shows);
}

static void
test_the_newest_command_for_a_toast_counts (void)
{
  g_autoptr (TbToastQueue) queue = tb_toast_queue_new (10);

  push (queue, "a", 1, TB_TOAST_URGENCY_NORMAL);
  push (queue, "b", 2, TB_TOAST_URGENCY_NORMAL);
  push (queue, "a", 3, TB_TOAST_URGENCY_NORMAL);
  g_assert_null (tb_toast_queue_push (queue, "b", 2, NULL));
  assert_pop (queue, "a", 3, TRUE);
  assert_pop (queue, "b", 2, FALSE);
  g_assert_null (tb_toast_queue_pop (queue));
}

static void
test_a_full_queue_drops_the_oldest_of_the_least_urgent (void)
{
  g_autoptr (TbToastQueue) queue = tb_toast_queue_new (3);
  g_autoptr (TbToast) toast = new_toast ("e", TB_TOAST_URGENCY_NORMAL);
  g_autoptr (TbToast) low = new_toast ("f", TB_TOAST_URGENCY_LOW);
  g_autoptr (TbToastCommand) dropped = NULL;
  g_autoptr (TbToastCommand) dropped_new = NULL;

  push (queue, "a", 1, TB_TOAST_URGENCY_CRITICAL);
  push (queue, "b", 2, TB_TOAST_URGENCY_NORMAL);
  g_assert_null (tb_toast_queue_push (queue, "c", 3, NULL));
  push (queue, "d", 4, TB_TOAST_URGENCY_NORMAL);
  dropped = tb_toast_queue_push (queue, "e", 5, toast);
  g_assert_cmpstr (dropped->toast_id, ==, "b");
  dropped_new = tb_toast_queue_push (queue, "f", 6, low);
  g_assert_cmpstr (dropped_new->toast_id, ==, "f");

  assert_pop (queue, "a", 1, TRUE);
  assert_pop (queue, "c", 3, FALSE);
  assert_pop (queue, "d", 4, TRUE);
  assert_pop (queue, "e", 5, TRUE);
  g_assert_null (tb_toast_queue_pop (queue));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/desktop/toast/text-is-cleaned", test_text_of_a_server_is_cleaned);
  g_test_add_func ("/desktop/toast/actions-keep-their-order", test_actions_keep_their_order);
  g_test_add_func ("/desktop/toast/boxed", test_a_toast_is_a_boxed_value);
  g_test_add_func ("/desktop/toast-queue/newest-counts",
                   test_the_newest_command_for_a_toast_counts);
  g_test_add_func ("/desktop/toast-queue/full",
                   test_a_full_queue_drops_the_oldest_of_the_least_urgent);

  return g_test_run ();
}
