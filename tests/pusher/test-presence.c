/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who is there (protocol §7), as a list. */

#include <string.h>
#include <time.h>

#include "pusher/pusher-error.h"
#include "pusher/pusher-presence.h"

/* What the list tells, checked against what it holds. */
typedef struct
{
  PusherPresence *presence;
  GPtrArray *seen; /* ids in order, kept up by the signals alone */
  guint changes;
} Watch;

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  Watch *watch = user_data;

  watch->changes++;
  g_assert_cmpuint (position + removed, <=, watch->seen->len);
  if (removed > 0)
    g_ptr_array_remove_range (watch->seen, position, removed);
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (PusherMember) member = g_list_model_get_item (model, position + i);

      g_assert_nonnull (member);
      g_ptr_array_insert (watch->seen, (int) (position + i),
                          g_strdup (pusher_member_get_id (member)));
    }
}

static Watch *
watch_new (void)
{
  Watch *watch = g_new0 (Watch, 1);

  watch->presence = pusher_presence_new ();
  watch->seen = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect (watch->presence, "items-changed", G_CALLBACK (on_items_changed), watch);

  return watch;
}

static void
watch_free (Watch *watch)
{
  g_assert_finalize_object (watch->presence);
  g_ptr_array_unref (watch->seen);
  g_free (watch);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Watch, watch_free)

/* The ids in the list, as the list has them and as its signals told. */
static void
assert_members (Watch *watch, const char *wanted)
{
  GListModel *model = G_LIST_MODEL (watch->presence);
  g_autoptr (GString) ids = g_string_new (NULL);
  guint length = g_list_model_get_n_items (model);

  g_assert_cmpuint (length, ==, watch->seen->len);
  for (guint i = 0; i < length; i++)
    {
      g_autoptr (PusherMember) member = g_list_model_get_item (model, i);

      g_assert_cmpstr (pusher_member_get_id (member), ==, g_ptr_array_index (watch->seen, i));
      g_assert_true (pusher_presence_lookup (watch->presence, pusher_member_get_id (member))
                     == member);
      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", pusher_member_get_id (member));
    }
  g_assert_null (g_list_model_get_item (model, length));
  g_assert_cmpstr (ids->str, ==, wanted);
}

static gboolean
replace (Watch *watch, const char *data)
{
  g_autoptr (PusherEvent) event
      = pusher_event_new ("pusher_internal:subscription_succeeded", "presence-a", data);
  g_autoptr (GError) error = NULL;
  gboolean replaced = pusher_presence_replace (watch->presence, event, &error);

  if (!replaced)
    g_assert_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_DATA);
  else
    g_assert_no_error (error);

  return replaced;
}

static gboolean
add (Watch *watch, const char *data)
{
  g_autoptr (PusherEvent) event
      = pusher_event_new ("pusher_internal:member_added", "presence-a", data);

  return pusher_presence_add (watch->presence, event);
}

static gboolean
take_out (Watch *watch, const char *data)
{
  g_autoptr (PusherEvent) event
      = pusher_event_new ("pusher_internal:member_removed", "presence-a", data);

  return pusher_presence_remove (watch->presence, event);
}

static void
assert_info (Watch *watch, const char *id, const char *wanted)
{
  PusherMember *member = pusher_presence_lookup (watch->presence, id);
  g_autofree char *printed = NULL;

  g_assert_nonnull (member);
  if (pusher_member_get_info (member) != NULL)
    printed = json_to_string (pusher_member_get_info (member), FALSE);
  g_assert_cmpstr (printed, ==, wanted);
}

static void
test_list (void)
{
  g_autoptr (Watch) watch = watch_new ();

  g_assert_true (pusher_presence_get_stale (watch->presence));
  /* A string that holds JSON, and the JSON itself. */
  g_assert_true (replace (watch, "\"{\\\"presence\\\":{\\\"ids\\\":[\\\"u1\\\",\\\"u2\\\"],"
                                 "\\\"hash\\\":{\\\"u1\\\":{\\\"name\\\":\\\"Al\\\"},"
                                 "\\\"u2\\\":null},\\\"count\\\":2}}\""));
  assert_members (watch, "u1 u2");
  g_assert_cmpuint (watch->changes, ==, 1);
  assert_info (watch, "u1", "{\"name\":\"Al\"}");
  assert_info (watch, "u2", NULL);
  g_assert_false (pusher_presence_get_stale (watch->presence));

  g_assert_true (replace (watch, "{\"presence\":{\"ids\":[\"u3\"],\"hash\":{},\"count\":1}}"));
  assert_members (watch, "u3");
}

static void
test_ids_and_hash (void)
{
  g_autoptr (Watch) watch = watch_new ();

  replace (watch, "{\"presence\":{\"ids\":[\"u1\",42],\"hash\":{\"u1\":{\"name\":\"Al\"},"
                  "\"u9\":{\"name\":\"Zoe\"}},\"count\":2}}");
  assert_members (watch, "u1 42 u9");
  assert_info (watch, "42", NULL);
  g_assert_cmpstr (pusher_member_get_name (pusher_presence_lookup (watch->presence, "42")), ==,
                   "42");
  replace (watch, "{\"presence\":{\"hash\":{\"u1\":{}}}}");
  assert_members (watch, "u1");
  replace (watch, "{\"presence\":{\"ids\":[\"u2\"]}}");
  assert_members (watch, "u2");
}

static void
test_php_hash (void)
{
  g_autoptr (Watch) watch = watch_new ();

  replace (watch, "{\"presence\":{\"count\":0,\"ids\":[],\"hash\":[]}}");
  assert_members (watch, "");
  replace (watch, "{\"presence\":{\"count\":2,\"ids\":[0,1],\"hash\":[{\"name\":\"A\"},"
                  "{\"name\":\"B\"}]}}");
  assert_members (watch, "0 1");
  assert_info (watch, "1", "{\"name\":\"B\"}");
}

static void
test_count (void)
{
  g_autoptr (Watch) watch = watch_new ();

  replace (watch, "{\"presence\":{\"count\":99,\"ids\":[\"a\"],\"hash\":{\"a\":{}}}}");
  assert_members (watch, "a");
  replace (watch, "{\"presence\":{\"count\":\"x\",\"ids\":[\"a\",\"b\"],\"hash\":{}}}");
  assert_members (watch, "a b");
}

static void
test_bad_lists (void)
{
  static const char *const data[] = {
    NULL,
    "null",
    "{}",
    "\"\"",
    "\"{}\"",
    "[]",
    "5",
    "\"x\"",
    "{\"presence\":null}",
    "{\"presence\":[]}",
    "{\"presence\":\"x\"}",
    "{\"presence\":{\"ids\":",
    "\"{\\\"presence\\\":\"",
  };
  g_autoptr (Watch) watch = watch_new ();

  replace (watch, "{\"presence\":{\"ids\":[\"a\"]}}");
  for (gsize i = 0; i < G_N_ELEMENTS (data); i++)
    {
      g_assert_false (replace (watch, data[i]));
      assert_members (watch, "a");
    }
  /* Odd parts of a list leave the rest. */
  g_assert_true (replace (watch, "{\"presence\":{\"ids\":[\"b\",null,{},[1],true,\"b\"],"
                                 "\"hash\":\"x\"}}"));
  assert_members (watch, "b");
  g_assert_true (replace (watch, "{\"presence\":{\"ids\":{\"a\":1},\"hash\":7}}"));
  assert_members (watch, "");
}

static void
test_number_ids (void)
{
  g_autoptr (Watch) watch = watch_new ();

  replace (watch, "{\"presence\":{\"ids\":[\"1\",\"2\",1],\"hash\":{\"1\":{\"n\":1},\"2\":{}}}}");
  assert_members (watch, "1 2");
  g_assert_false (add (watch, "{\"user_id\":1,\"user_info\":{\"n\":2}}"));
  assert_members (watch, "1 2");
  assert_info (watch, "1", "{\"n\":2}");
  g_assert_true (take_out (watch, "{\"user_id\":2}"));
  assert_members (watch, "1");
}

static void
test_huge_ids (void)
{
  g_autoptr (Watch) watch = watch_new ();

  replace (watch, "{\"presence\":{\"ids\":[9223372036854775808,1.50,-1]}}");
  assert_members (watch, "9223372036854775808 1.50 -1");
  g_assert_true (add (watch, "{\"user_id\":99999999999999999999}"));
  g_assert_true (add (watch, "{\"user_id\":99999999999999999998}"));
  assert_members (watch, "9223372036854775808 1.50 -1 99999999999999999999 99999999999999999998");
}

static void
test_info (void)
{
  g_autoptr (Watch) watch = watch_new ();

  replace (watch, "{\"presence\":{\"hash\":{\"null\":null,\"text\":\"t\",\"list\":[1],"
                  "\"mail\":{\"email\":\"a@b\",\"avatar\":\"https://x/y\"},"
                  "\"odd\":{\"name\":5,\"username\":\"\",\"avatar\":{}},"
                  "\"twice\":{\"a\":1},\"twice\":{\"a\":2}}}}");
  assert_info (watch, "null", NULL);
  assert_info (watch, "text", "\"t\"");
  assert_info (watch, "list", "[1]");
  assert_info (watch, "twice", "{\"a\":2}");
  g_assert_cmpstr (pusher_member_get_name (pusher_presence_lookup (watch->presence, "mail")), ==,
                   "a@b");
  g_assert_cmpstr (pusher_member_get_avatar (pusher_presence_lookup (watch->presence, "mail")), ==,
                   "https://x/y");
  g_assert_cmpstr (pusher_member_get_name (pusher_presence_lookup (watch->presence, "odd")), ==,
                   "odd");
}

static void
test_me (void)
{
  g_autoptr (Watch) watch = watch_new ();

  pusher_presence_set_my_id (watch->presence, "7");
  replace (watch, "{\"presence\":{\"ids\":[\"1\"]}}");
  g_assert_null (pusher_presence_lookup (watch->presence, "7"));
  /* I come later, as a number. */
  add (watch, "{\"user_id\":7}");
  g_assert_true (pusher_member_get_me (pusher_presence_lookup (watch->presence, "7")));
  g_assert_false (pusher_member_get_me (pusher_presence_lookup (watch->presence, "1")));
  pusher_presence_set_my_id (watch->presence, "1");
  g_assert_false (pusher_member_get_me (pusher_presence_lookup (watch->presence, "7")));
  g_assert_true (pusher_member_get_me (pusher_presence_lookup (watch->presence, "1")));
  g_assert_cmpstr (pusher_presence_get_my_id (watch->presence), ==, "1");
}

static void
on_name_changed (PusherMember *member, GParamSpec *pspec, gpointer user_data)
{
  guint *changes = user_data;

  (*changes)++;
}

static void
test_added (void)
{
  g_autoptr (Watch) watch = watch_new ();
  PusherMember *member;
  guint changes = 0;

  replace (watch, "{\"presence\":{\"ids\":[]}}");
  g_assert_true (add (watch, "{\"user_id\":\"a\",\"user_info\":{\"name\":\"Al\"}}"));
  g_assert_true (add (watch, "\"{\\\"user_id\\\":\\\"b\\\"}\""));
  assert_members (watch, "a b");
  g_assert_cmpuint (watch->changes, ==, 2);

  /* Known already: the same object, with the news. */
  member = pusher_presence_lookup (watch->presence, "a");
  g_signal_connect (member, "notify::name", G_CALLBACK (on_name_changed), &changes);
  g_assert_false (add (watch, "{\"user_id\":\"a\",\"user_info\":{\"name\":\"Alice\"}}"));
  g_assert_true (pusher_presence_lookup (watch->presence, "a") == member);
  g_assert_cmpstr (pusher_member_get_name (member), ==, "Alice");
  g_assert_cmpuint (changes, ==, 1);
  g_assert_cmpuint (watch->changes, ==, 2);
}

static void
test_removed (void)
{
  g_autoptr (Watch) watch = watch_new ();
  g_autoptr (PusherMember) member = NULL;

  replace (watch, "{\"presence\":{\"hash\":{\"a\":{\"name\":\"Al\"},\"b\":{},\"c\":{}}}}");
  member = g_object_ref (pusher_presence_lookup (watch->presence, "a"));
  g_assert_true (take_out (watch, "{\"user_id\":\"a\"}"));
  g_assert_true (take_out (watch, "{\"user_id\":\"c\"}"));
  assert_members (watch, "b");
  g_assert_cmpstr (pusher_member_get_name (member), ==, "Al");
  g_assert_false (take_out (watch, "{\"user_id\":\"a\"}"));
  g_assert_false (take_out (watch, "{}"));
  g_assert_false (take_out (watch, NULL));
  g_assert_false (take_out (watch, "{\"user_id\":null}"));
  g_assert_false (add (watch, "{\"user_id\":{}}"));
  g_assert_false (add (watch, "[]"));
  assert_members (watch, "b");
}

static void
test_before_success (void)
{
  g_autoptr (Watch) watch = watch_new ();

  g_assert_false (add (watch, "{\"user_id\":\"a\"}"));
  g_assert_false (take_out (watch, "{\"user_id\":\"a\"}"));
  assert_members (watch, "");
  replace (watch, "{\"presence\":{\"ids\":[\"a\"]}}");
  pusher_presence_set_stale (watch->presence, TRUE);
  g_assert_false (take_out (watch, "{\"user_id\":\"a\"}"));
  assert_members (watch, "a");
}

/* A new list is told as the difference to the old: whoever stays keeps place and object. */
static void
test_difference (void)
{
  g_autoptr (Watch) watch = watch_new ();
  PusherMember *member;

  replace (watch, "{\"presence\":{\"ids\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"]}}");
  member = pusher_presence_lookup (watch->presence, "d");
  watch->changes = 0;
  pusher_presence_set_stale (watch->presence, TRUE);
  replace (watch, "{\"presence\":{\"ids\":[\"g\",\"f\",\"d\",\"a\"]}}");
  assert_members (watch, "a d f g");
  g_assert_true (pusher_presence_lookup (watch->presence, "d") == member);
  g_assert_cmpuint (watch->changes, ==, 3);

  watch->changes = 0;
  replace (watch, "{\"presence\":{\"ids\":[\"a\",\"d\",\"f\",\"g\"]}}");
  g_assert_cmpuint (watch->changes, ==, 0);
  pusher_presence_clear (watch->presence);
  assert_members (watch, "");
  g_assert_cmpuint (watch->changes, ==, 1);
  g_assert_true (pusher_presence_get_stale (watch->presence));
}

/* Ten thousand come one by one, and come again after a reconnection: well under a second of work.
 */
static void
test_ten_thousand_members (void)
{
  g_autoptr (PusherPresence) presence = pusher_presence_new ();
  g_autoptr (GString) data = g_string_new ("{\"presence\":{\"hash\":{");
  g_autoptr (PusherEvent) nobody
      = pusher_event_new ("pusher_internal:subscription_succeeded", "presence-a",
                          "{\"presence\":{\"ids\":[],\"hash\":{},\"count\":0}}");
  g_autoptr (PusherEvent) everybody = NULL;
  g_autoptr (PusherMember) first = NULL;
  clock_t start = clock ();
  double seconds;

  g_assert_true (pusher_presence_replace (presence, nobody, NULL));
  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *member
          = g_strdup_printf ("{\"user_id\":\"%u\",\"user_info\":{\"name\":\"N %u\"}}", i, i);
      g_autoptr (PusherEvent) event
          = pusher_event_new ("pusher_internal:member_added", "presence-a", member);

      g_assert_true (pusher_presence_add (presence, event));
      g_string_append_printf (data, "%s\"%u\":{\"name\":\"N %u\"}", i > 0 ? "," : "", i, i);
    }
  g_string_append (data, "}}}");
  first = g_list_model_get_item (G_LIST_MODEL (presence), 0);
  everybody = pusher_event_new ("pusher_internal:subscription_succeeded", "presence-a", data->str);
  g_assert_true (pusher_presence_replace (presence, everybody, NULL));
  seconds = (double) (clock () - start) / CLOCKS_PER_SEC;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (presence)), ==, 10000);
  g_assert_true (pusher_presence_lookup (presence, "0") == first);
  g_test_message ("20,000 members in %.3f s of work", seconds);
  g_assert_cmpfloat (seconds, <, 1.0);
}

static void
on_member_changed (PusherMember *member, GParamSpec *pspec, gpointer user_data)
{
  Watch *watch = user_data;

  watch->changes++;
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (watch->presence)), ==,
                    watch->seen->len);
}

/* Whoever looks at the list while it changes sees what it was told of, and nobody else. */
static void
test_names_change_with_the_list (void)
{
  g_autoptr (Watch) watch = watch_new ();
  g_autoptr (PusherMember) member = NULL;

  replace (watch,
           "{\"presence\":{\"ids\":[\"1\"],\"hash\":{\"1\":{\"name\":\"Al\"}},\"count\":1}}");
  member = g_list_model_get_item (G_LIST_MODEL (watch->presence), 0);
  g_signal_connect (member, "notify", G_CALLBACK (on_member_changed), watch);
  watch->changes = 0;
  replace (watch,
           "{\"presence\":{\"ids\":[\"2\",\"1\"],\"hash\":{\"1\":{\"name\":\"Bo\"}},\"count\":2}}");
  g_assert_cmpuint (watch->changes, ==, 2);
  g_assert_cmpstr (pusher_member_get_name (member), ==, "Bo");
  g_signal_handlers_disconnect_by_data (member, watch);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/7.1/the-list-replaces", test_list);
  g_test_add_func ("/pusher/7.2/ids-and-hash-together", test_ids_and_hash);
  g_test_add_func ("/pusher/7.3/a-hash-from-php", test_php_hash);
  g_test_add_func ("/pusher/7.4/the-count-is-ours", test_count);
  g_test_add_func ("/pusher/7.5/a-bad-list-changes-nothing", test_bad_lists);
  g_test_add_func ("/pusher/7.6/a-number-is-its-text", test_number_ids);
  g_test_add_func ("/pusher/7.7/a-huge-number-keeps-its-digits", test_huge_ids);
  g_test_add_func ("/pusher/7.8/user-info-of-any-kind", test_info);
  g_test_add_func ("/pusher/7.10/i-may-come-later", test_me);
  g_test_add_func ("/pusher/7.11/a-member-comes", test_added);
  g_test_add_func ("/pusher/7.12/a-known-member-comes-again", test_added);
  g_test_add_func ("/pusher/7.13/a-member-leaves", test_removed);
  g_test_add_func ("/pusher/7.14/an-unknown-member-leaves", test_removed);
  g_test_add_func ("/pusher/7.15/nobody-comes-before-the-list", test_before_success);
  g_test_add_func ("/pusher/7.17/a-new-list-is-a-difference", test_difference);
  g_test_add_func ("/pusher/7.17/names-change-with-the-list", test_names_change_with_the_list);
  g_test_add_func ("/pusher/7.11/ten-thousand-members-come-quickly", test_ten_thousand_members);

  return g_test_run ();
}
