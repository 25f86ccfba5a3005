/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "popover-fixture.h"
#include "ui/tb-member-order.h"

typedef struct
{
  PusherPresence *presence;
  TbMemberOrder *order;
  GListStore *mirror; /* what a follower of items-changed has */
} Fixture;

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < added; i++)
    g_ptr_array_add (items, g_list_model_get_item (model, position + i));
  g_list_store_splice (fixture->mirror, position, removed, items->pdata, items->len);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->presence = pusher_presence_new ();
  fixture->mirror = g_list_store_new (PUSHER_TYPE_MEMBER);
  fixture->order = tb_member_order_new (G_LIST_MODEL (fixture->presence));
  g_signal_connect (fixture->order, "items-changed", G_CALLBACK (on_items_changed), fixture);
  popover_fixture_fill (fixture->presence, "me", 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->order);
  /* Nobody follows the members any more. */
  if (pusher_presence_lookup (fixture->presence, "b") != NULL)
    pusher_member_set_typing (pusher_presence_lookup (fixture->presence, "b"), TRUE);
  g_object_unref (fixture->mirror);
  g_assert_finalize_object (fixture->presence);
}

static char *
dup_names (GListModel *model)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (PusherMember) member = g_list_model_get_item (model, i);

      g_ptr_array_add (names, g_strdup (pusher_member_get_name (member)));
    }
  g_ptr_array_add (names, NULL);

  return g_strjoinv (" ", (GStrv) names->pdata);
}

static void
expect (Fixture *fixture, const char *names)
{
  g_autofree char *ordered = dup_names (G_LIST_MODEL (fixture->order));
  g_autofree char *followed = dup_names (G_LIST_MODEL (fixture->mirror));

  g_assert_cmpstr (ordered, ==, names);
  g_assert_cmpstr (followed, ==, names);
}

static void
join_all (Fixture *fixture)
{
  popover_fixture_join (fixture->presence, "c", "Cyd");
  popover_fixture_join (fixture->presence, "a", "Ann");
  popover_fixture_join (fixture->presence, "me", "Me");
  popover_fixture_join (fixture->presence, "b", "Ben");
}

static void
test_order_is_me_then_names (Fixture *fixture, gconstpointer data)
{
  join_all (fixture);

  expect (fixture, "Me Ann Ben Cyd");
}

static void
test_order_has_who_types_after_me (Fixture *fixture, gconstpointer data)
{
  PusherMember *member;

  join_all (fixture);
  member = pusher_presence_lookup (fixture->presence, "c");
  pusher_member_set_typing (member, TRUE);
  expect (fixture, "Me Cyd Ann Ben");
  pusher_member_set_typing (member, FALSE);
  expect (fixture, "Me Ann Ben Cyd");
}

static void
test_order_follows_names (Fixture *fixture, gconstpointer data)
{
  join_all (fixture);
  popover_fixture_join (fixture->presence, "a", "Zoe");

  expect (fixture, "Me Ben Cyd Zoe");
}

static void
test_order_follows_who_leaves (Fixture *fixture, gconstpointer data)
{
  join_all (fixture);
  popover_fixture_leave (fixture->presence, "me");
  expect (fixture, "Ann Ben Cyd");
  popover_fixture_leave (fixture->presence, "b");
  expect (fixture, "Ann Cyd");
  pusher_presence_clear (fixture->presence);
  expect (fixture, "");
}

static void
test_order_tells_namesakes_apart (Fixture *fixture, gconstpointer data)
{
  popover_fixture_join (fixture->presence, "2", "Ann");
  popover_fixture_join (fixture->presence, "1", "Ann");
  popover_fixture_leave (fixture->presence, "1");

  expect (fixture, "Ann");
  g_assert_nonnull (pusher_presence_lookup (fixture->presence, "2"));
}

static void
test_order_of_a_large_room_is_one_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PusherMember) first = NULL;

  popover_fixture_fill (fixture->presence, "7", 10000);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->mirror)), ==, 10000);
  first = g_list_model_get_item (G_LIST_MODEL (fixture->order), 0);
  g_assert_cmpstr (pusher_member_get_id (first), ==, "7");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->order), 10000));
}

static void
test_order_can_be_searched (Fixture *fixture, gconstpointer data)
{
  join_all (fixture);
  popover_fixture_join (fixture->presence, "z", "Žofie Nováková");
  popover_fixture_join (fixture->presence, "l", "ليلى");
  popover_fixture_join (fixture->presence, "w", "王小明");

  tb_member_order_set_search (fixture->order, "n");
  expect (fixture, "Ann Ben Žofie Nováková");
  tb_member_order_set_search (fixture->order, "  NOVA ");
  expect (fixture, "Žofie Nováková");
  tb_member_order_set_search (fixture->order, "žof");
  expect (fixture, "Žofie Nováková");
  tb_member_order_set_search (fixture->order, "小");
  expect (fixture, "王小明");
  tb_member_order_set_search (fixture->order, "يلى");
  expect (fixture, "ليلى");
  tb_member_order_set_search (fixture->order, ".*");
  expect (fixture, "");
  g_assert_cmpuint (tb_member_order_get_total (fixture->order), ==, 7);
  tb_member_order_set_search (fixture->order, " ");
  expect (fixture, "Me Ann Ben Cyd Žofie Nováková ليلى 王小明");
  tb_member_order_set_search (fixture->order, NULL);
  expect (fixture, "Me Ann Ben Cyd Žofie Nováková ليلى 王小明");
}

static void
test_order_follows_while_it_is_searched (Fixture *fixture, gconstpointer data)
{
  PusherMember *cyd;
  guint position;

  join_all (fixture);
  cyd = pusher_presence_lookup (fixture->presence, "c");
  tb_member_order_set_search (fixture->order, "n");
  expect (fixture, "Ann Ben");
  g_assert_false (tb_member_order_find (fixture->order, cyd, &position));

  popover_fixture_join (fixture->presence, "d", "Dan");
  popover_fixture_join (fixture->presence, "x", "Xyl");
  expect (fixture, "Ann Ben Dan");
  pusher_member_set_typing (cyd, TRUE);
  pusher_member_set_typing (pusher_presence_lookup (fixture->presence, "d"), TRUE);
  expect (fixture, "Dan Ann Ben");
  popover_fixture_join (fixture->presence, "c", "Conny");
  expect (fixture, "Conny Dan Ann Ben");
  g_assert_true (tb_member_order_find (fixture->order, cyd, &position));
  g_assert_cmpuint (position, ==, 0);
  popover_fixture_join (fixture->presence, "a", "Al");
  expect (fixture, "Conny Dan Ben");
  popover_fixture_leave (fixture->presence, "d");
  popover_fixture_leave (fixture->presence, "x");
  expect (fixture, "Conny Ben");
  popover_fixture_fill (fixture->presence, "me", 0);
  expect (fixture, "");
  popover_fixture_fill (fixture->presence, "me", 30);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->mirror)), ==, 30);
  tb_member_order_set_search (fixture->order, "00007");
  expect (fixture, "Person 00007");
  g_assert_true (tb_member_order_lookup (fixture->order, "8")
                 == pusher_presence_lookup (fixture->presence, "8"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/member-order/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("is-me-then-names", test_order_is_me_then_names);
  ADD ("has-who-types-after-me", test_order_has_who_types_after_me);
  ADD ("follows-names", test_order_follows_names);
  ADD ("follows-who-leaves", test_order_follows_who_leaves);
  ADD ("tells-namesakes-apart", test_order_tells_namesakes_apart);
  ADD ("of-a-large-room-is-one-change", test_order_of_a_large_room_is_one_change);
  ADD ("can-be-searched", test_order_can_be_searched);
  ADD ("follows-while-it-is-searched", test_order_follows_while_it_is_searched);
#undef ADD

  return g_test_run ();
}
