/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is typed finds what it should, in the index as in the texts themselves. */

#include "store-fixture.h"

static TbNotification *
make (const char *title, const char *body)
{
  const TbNotificationFields fields = {
    .account_id = "acme",
    .channel = "private-user-user_456",
    .event = "order:created",
    .title = title,
    .body = body,
    .category = "invoice",
    .urgency = TB_URGENCY_NORMAL,
    .received_at = STORE_FIXTURE_START,
  };

  return tb_notification_new (&fields);
}

/* Whether the index finds it; asserts that the texts say the same. */
static gboolean
finds (StoreFixture *fixture, const char *text)
{
  g_autoptr (TbSearch) search = tb_search_new (text);
  g_autoptr (GArray) positions = tb_inbox_search (fixture->inbox, search);
  g_autoptr (TbInboxEntry) entry = g_list_model_get_item (G_LIST_MODEL (fixture->inbox), 0);
  gboolean found = positions->len == 1;

  g_assert_null (tb_store_get_error (fixture->store));
  if (tb_search_matches (search, tb_inbox_entry_get_notification (entry)) != found)
    g_error ("“%s” is %s by the index alone", text, found ? "found" : "not found");
  return found;
}

static void
add (StoreFixture *fixture, const char *title, const char *body)
{
  g_autoptr (TbNotification) notification = make (title, body);

  store_fixture_open (fixture);
  if (g_list_model_get_n_items (G_LIST_MODEL (fixture->inbox)) > 0)
    {
      g_autoptr (TbInboxEntry) entry = g_list_model_get_item (G_LIST_MODEL (fixture->inbox), 0);

      tb_inbox_remove (fixture->inbox,
                       tb_notification_get_id (tb_inbox_entry_get_notification (entry)));
    }
  g_assert_true (tb_inbox_add (fixture->inbox, notification));
  g_assert_cmpuint (tb_inbox_count_unsaved (fixture->inbox), ==, 0);
}

static void
test_words_are_found_by_their_beginnings (StoreFixture *fixture, gconstpointer data)
{
  add (fixture, "New order received", "Order 123 was SHIPPED to Zürich");
  g_assert_true (finds (fixture, "order"));
  g_assert_true (finds (fixture, "ORD"));
  g_assert_true (finds (fixture, "ship zur"));
  g_assert_true (finds (fixture, "  zürich\t12  "));
  g_assert_true (finds (fixture, "ZÜRICH"));
  g_assert_true (finds (fixture, "Zu\xcc\x88ri"));
  g_assert_false (finds (fixture, "rder"));
  g_assert_false (finds (fixture, "order missing"));
  g_assert_false (finds (fixture, "124"));
}

static void
test_channel_event_and_category_are_found (StoreFixture *fixture, gconstpointer data)
{
  add (fixture, "Title", "");
  g_assert_true (finds (fixture, "user_456"));
  g_assert_true (finds (fixture, "private-user-user_4"));
  g_assert_true (finds (fixture, "order:created"));
  g_assert_true (finds (fixture, "order:cre"));
  g_assert_true (finds (fixture, "invo title"));
  g_assert_false (finds (fixture, "created:order"));
  g_assert_false (finds (fixture, "order:title"));
}

static void
test_nothing_typed_is_an_operator (StoreFixture *fixture, gconstpointer data)
{
  static const char *const texts[] = {
    "\"",
    "\"\"",
    "title\"",
    "\"title",
    "title AND",
    "AND",
    "OR title",
    "NOT title",
    "NEAR(a b)",
    "title:",
    "title : x",
    "-title",
    "+title",
    "^title",
    "*",
    "title*",
    "(",
    ")",
    "{title}",
    "title^2",
    "\\",
    "'",
    "';--",
    "a\nb",
    "%",
    "_",
    "search",
    "rowid",
    "\xf0\x9f\x94\xa5",
    "\xff\xfe",
    "\xcc\x81",
    "...",
    "title . order",
    "\"*",
    "* *",
  };

  add (fixture, "Title of an order", "and so on");
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    finds (fixture, texts[i]);
  g_assert_true (finds (fixture, "\"title\""));
  g_assert_true (finds (fixture, "title*"));
  g_assert_true (finds (fixture, "AND"));
  g_assert_false (finds (fixture, "title NEAR order"));
  g_assert_false (finds (fixture, "NOT"));
}

static void
test_scripts_without_spaces_are_found_anywhere (StoreFixture *fixture, gconstpointer data)
{
  add (fixture, "お客様から新しい注文が届きました", "订单 123 已付款，请尽快发货");
  g_assert_true (finds (fixture, "注文"));
  g_assert_true (finds (fixture, "新しい"));
  g_assert_true (finds (fixture, "付款 发货"));
  g_assert_true (finds (fixture, "付款 123"));
  g_assert_false (finds (fixture, "文注"));

  add (fixture, "มีคำสั่งซื้อใหม่เข้ามา", "");
  g_assert_true (finds (fixture, "ซื้อ"));
  g_assert_false (finds (fixture, "ขาย"));

  /* These have spaces. */
  add (fixture, "새 주문이 도착했습니다", "Новый заказ ждёт вас");
  g_assert_true (finds (fixture, "주문"));
  g_assert_true (finds (fixture, "ЗАКАЗ"));
  g_assert_false (finds (fixture, "문이"));
}

static void
test_signs_are_found_anywhere (StoreFixture *fixture, gconstpointer data)
{
  add (fixture, "Build failed 🔥", "It went down by 3 %");
  g_assert_true (finds (fixture, "🔥"));
  g_assert_true (finds (fixture, "%"));
  g_assert_true (finds (fixture, "🔥 fail"));
  g_assert_false (finds (fixture, "🎉"));
}

static void
test_what_is_removed_is_not_found (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (TbSearch) search = tb_search_new ("first");

  add (fixture, "First", "");
  g_assert_true (finds (fixture, "first"));
  add (fixture, "Second", "");
  g_assert_false (finds (fixture, "first"));
  store_fixture_close (fixture);
  store_fixture_open (fixture);
  g_assert_false (finds (fixture, "first"));
  g_assert_true (finds (fixture, "second"));
}

static void
test_an_inbox_in_memory_is_searched_too (void)
{
  g_autoptr (TbInbox) inbox = tb_inbox_new ();
  g_autoptr (TbNotification) first = make ("First order", "");
  g_autoptr (TbNotification) second = make ("Second order", "");
  g_autoptr (TbSearch) both = tb_search_new ("order");
  g_autoptr (TbSearch) one = tb_search_new ("first");
  g_autoptr (TbSearch) everything = tb_search_new (" ");
  g_autoptr (GArray) positions = NULL;

  tb_inbox_add (inbox, first);
  tb_inbox_add (inbox, second);
  positions = tb_inbox_search (inbox, one);
  g_assert_cmpuint (positions->len, ==, 1);
  g_assert_cmpuint (g_array_index (positions, guint, 0), ==, 1);
  g_array_unref (positions);

  positions = tb_inbox_search (inbox, both);
  g_assert_cmpuint (positions->len, ==, 2);
  g_assert_cmpuint (g_array_index (positions, guint, 0), ==, 0);
  g_array_unref (positions);

  g_assert_true (tb_search_is_empty (everything));
  positions = tb_inbox_search (inbox, everything);
  g_assert_cmpuint (positions->len, ==, 2);
}

/* Index and texts agree on whatever is put together of these. */
static void
test_the_index_and_the_texts_agree (StoreFixture *fixture, gconstpointer data)
{
  static const char *const pieces[] = {
    "a", "ab", "B",  "é",  "e\xcc\x81", "ß",  "1", "23", " ", "  ", "-", "_", ":", ".", "\"",
    "*", "(",  "注", "文", "🔥",         "\n", "Ω", "й",  "'", "%",  "/", "ö", "O", "ñ", "ﬁ",
  };

  for (int i = 0; i < 200; i++)
    {
      g_autoptr (GString) title = g_string_new ("x");
      int length = g_test_rand_int_range (0, 12);

      for (int j = 0; j < length; j++)
        g_string_append (title, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      add (fixture, title->str, "");
      for (int j = 0; j < 20; j++)
        {
          g_autoptr (GString) text = g_string_new (NULL);
          int n_pieces = g_test_rand_int_range (1, 5);

          for (int k = 0; k < n_pieces; k++)
            g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
          finds (fixture, text->str);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/search/" name, StoreFixture, NULL, store_fixture_set_up, function,                 \
              store_fixture_tear_down)
  ADD ("words-are-found-by-their-beginnings", test_words_are_found_by_their_beginnings);
  ADD ("channel-event-and-category-are-found", test_channel_event_and_category_are_found);
  ADD ("nothing-typed-is-an-operator", test_nothing_typed_is_an_operator);
  ADD ("scripts-without-spaces-are-found-anywhere", test_scripts_without_spaces_are_found_anywhere);
  ADD ("signs-are-found-anywhere", test_signs_are_found_anywhere);
  ADD ("what-is-removed-is-not-found", test_what_is_removed_is_not_found);
  ADD ("the-index-and-the-texts-agree", test_the_index_and_the_texts_agree);
#undef ADD
  g_test_add_func ("/search/an-inbox-in-memory-is-searched-too",
                   test_an_inbox_in_memory_is_searched_too);

  return g_test_run ();
}
