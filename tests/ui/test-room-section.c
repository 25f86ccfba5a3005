/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "popover-fixture.h"
#include "ui/tb-member-row.h"
#include "ui/tb-room-section.h"
#include "ui/tb-ui.h"

typedef struct
{
  PusherChannel *channel;
  PusherPresence *presence;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->channel = pusher_channel_new ("presence-room-doc_789");
  fixture->presence = pusher_channel_get_presence (fixture->channel);
  pusher_channel_set_state (fixture->channel, PUSHER_CHANNEL_SUBSCRIBED, NULL);
  popover_fixture_fill (fixture->presence, "me", 0);
  popover_fixture_join (fixture->presence, "b", "Ben");
  popover_fixture_join (fixture->presence, "me", "Me");
  popover_fixture_join (fixture->presence, "a", "Ann");

  fixture->window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  gtk_container_add (GTK_CONTAINER (fixture->window), tb_room_section_new (fixture->channel));
  gtk_window_present (GTK_WINDOW (fixture->window));
  WAIT_UNTIL (popover_fixture_shows (fixture->window, "Ann"));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_ref (fixture->window);
  gtk_widget_destroy (fixture->window);
  g_assert_finalize_object (fixture->window);
  g_assert_finalize_object (fixture->channel);
}

static TbMemberRow *
get_row (Fixture *fixture, guint number)
{
  return TB_MEMBER_ROW (popover_fixture_find (fixture->window, TB_TYPE_MEMBER_ROW, number));
}

static const char *
get_id (Fixture *fixture, guint number)
{
  return pusher_member_get_id (tb_member_row_get_member (get_row (fixture, number)));
}

static void
test_room_says_where_and_who (Fixture *fixture, gconstpointer data)
{
  g_assert_true (popover_fixture_shows (fixture->window, "Here now · 3"));
  g_assert_true (popover_fixture_shows (fixture->window, "doc_789"));
  g_assert_cmpstr (get_id (fixture, 0), ==, "me");
  g_assert_true (popover_fixture_shows (GTK_WIDGET (get_row (fixture, 0)), "(you)"));
  g_assert_cmpstr (get_id (fixture, 1), ==, "a");
  g_assert_cmpstr (get_id (fixture, 2), ==, "b");
  g_assert_false (popover_fixture_shows (fixture->window, "typing…"));
}

static void
test_room_follows_who_comes_and_leaves (Fixture *fixture, gconstpointer data)
{
  popover_fixture_join (fixture->presence, "c", "Cyd");
  WAIT_UNTIL (popover_fixture_shows (fixture->window, "Cyd"));
  g_assert_true (popover_fixture_shows (fixture->window, "Here now · 4"));

  popover_fixture_leave (fixture->presence, "a");
  WAIT_UNTIL (!popover_fixture_shows (fixture->window, "Ann"));
  g_assert_true (popover_fixture_shows (fixture->window, "Here now · 3"));
  g_assert_cmpuint (popover_fixture_count (fixture->window, TB_TYPE_MEMBER_ROW), ==, 3);
}

static void
test_room_follows_names (Fixture *fixture, gconstpointer data)
{
  popover_fixture_join (fixture->presence, "a", "Zoe");
  WAIT_UNTIL (g_strcmp0 (get_id (fixture, 2), "a") == 0);
  g_assert_true (popover_fixture_shows (fixture->window, "Zoe"));
  g_assert_false (popover_fixture_shows (fixture->window, "Ann"));
}

static void
test_room_shows_who_types (Fixture *fixture, gconstpointer data)
{
  PusherMember *ben = pusher_presence_lookup (fixture->presence, "b");
  GtkWidget *row = GTK_WIDGET (get_row (fixture, 2));

  pusher_member_set_typing (ben, TRUE);
  WAIT_UNTIL (g_strcmp0 (get_id (fixture, 1), "b") == 0);
  g_assert_true (GTK_WIDGET (get_row (fixture, 1)) == row);
  g_assert_true (popover_fixture_shows (row, "typing…"));
  g_assert_cmpstr (atk_object_get_name (gtk_widget_get_accessible (row)), ==, "Ben, typing");

  pusher_member_set_typing (ben, FALSE);
  WAIT_UNTIL (g_strcmp0 (get_id (fixture, 2), "b") == 0);
  g_assert_false (popover_fixture_shows (row, "typing…"));
}

static void
test_room_keeps_the_focus_on_a_row_that_moves (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row = GTK_WIDGET (get_row (fixture, 2));

  gtk_widget_grab_focus (row);
  pusher_member_set_typing (pusher_presence_lookup (fixture->presence, "b"), TRUE);
  WAIT_UNTIL (g_strcmp0 (get_id (fixture, 1), "b") == 0);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == row);

  popover_fixture_leave (fixture->presence, "b");
  WAIT_UNTIL (popover_fixture_count (fixture->window, TB_TYPE_MEMBER_ROW) == 2);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window))
                 == GTK_WIDGET (get_row (fixture, 1)));
}

static void
test_room_is_one_step_of_the_tab_key (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list = gtk_widget_get_parent (GTK_WIDGET (get_row (fixture, 0)));

  popover_fixture_change_focus (fixture->window, TRUE);
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  g_assert_true (gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window))
                 == GTK_WIDGET (get_row (fixture, 0)));
  g_assert_false (gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD));
}

static void
test_room_shows_markup_as_text (Fixture *fixture, gconstpointer data)
{
  const char *name = "<b>Eve</b> & <a href=\"https://example.com\">co</a> &lt;";

  popover_fixture_join (fixture->presence, "e", name);
  WAIT_UNTIL (popover_fixture_shows (fixture->window, name));
  /* Asking the label makes it lay its text out, which is where markup would be refused. */
  g_assert_cmpstr (pango_layout_get_text (gtk_label_get_layout (
                       GTK_LABEL (popover_fixture_find_label (fixture->window, name)))),
                   ==, name);
}

static void
test_room_cuts_endless_names (Fixture *fixture, gconstpointer data)
{
  g_autofree char *name = g_strnfill (100000, 'x');
  g_autofree char *start = g_strnfill (TB_MEMBER_NAME_LENGTH, 'x');
  g_autofree char *shown = g_strconcat (start, "…", NULL);

  popover_fixture_join (fixture->presence, "x", name);
  WAIT_UNTIL (popover_fixture_shows (fixture->window, shown));
}

static void
test_room_of_thousands_has_few_rows (Fixture *fixture, gconstpointer data)
{
  popover_fixture_fill (fixture->presence, "9999", 10000);
  WAIT_UNTIL (popover_fixture_shows (fixture->window, "Here now · 10000"));
  g_assert_cmpuint (popover_fixture_count (fixture->window, TB_TYPE_MEMBER_ROW), ==,
                    TB_ROOM_SECTION_ROWS);
  g_assert_true (popover_fixture_shows (fixture->window, "and 9950 more"));
  g_assert_cmpstr (get_id (fixture, 0), ==, "9999");

  /* Of those who have no row, one who types gets one. */
  pusher_member_set_typing (pusher_presence_lookup (fixture->presence, "8888"), TRUE);
  WAIT_UNTIL (g_strcmp0 (get_id (fixture, 1), "8888") == 0);
  g_assert_cmpuint (popover_fixture_count (fixture->window, TB_TYPE_MEMBER_ROW), ==,
                    TB_ROOM_SECTION_ROWS);
}

static void
test_room_that_is_not_seen_does_nothing_until_it_is (Fixture *fixture, gconstpointer data)
{
  gtk_widget_hide (fixture->window);
  popover_fixture_fill (fixture->presence, "me", 40);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (
      popover_fixture_count (gtk_bin_get_child (GTK_BIN (fixture->window)), TB_TYPE_MEMBER_ROW), ==,
      3);

  gtk_window_present (GTK_WINDOW (fixture->window));
  g_assert_cmpuint (popover_fixture_count (fixture->window, TB_TYPE_MEMBER_ROW), ==, 40);
}

static void
test_room_says_why_it_is_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error
      = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "<i>You</i> may not");

  pusher_presence_clear (fixture->presence);
  WAIT_UNTIL (popover_fixture_shows (fixture->window, "Nobody is here"));
  pusher_channel_set_state (fixture->channel, PUSHER_CHANNEL_WANTED, NULL);
  g_assert_true (popover_fixture_shows (fixture->window, "Not joined yet"));
  g_assert_true (popover_fixture_shows (fixture->window, "Here now"));
  pusher_channel_set_state (fixture->channel, PUSHER_CHANNEL_PENDING, NULL);
  g_assert_true (popover_fixture_shows (fixture->window, "Joining…"));
  pusher_channel_set_state (fixture->channel, PUSHER_CHANNEL_DENIED, error);
  g_assert_true (popover_fixture_shows (fixture->window, "<i>You</i> may not"));
}

static void
test_room_says_that_it_is_stale (Fixture *fixture, gconstpointer data)
{
  const char *text = "As it was before the connection was lost";

  pusher_channel_set_state (fixture->channel, PUSHER_CHANNEL_WANTED, NULL);
  pusher_presence_set_stale (fixture->presence, TRUE);
  g_assert_true (popover_fixture_shows (fixture->window, text));
  g_assert_cmpuint (popover_fixture_count (fixture->window, TB_TYPE_MEMBER_ROW), ==, 3);
  pusher_presence_set_stale (fixture->presence, FALSE);
  g_assert_false (popover_fixture_shows (fixture->window, text));
}

static void
test_room_is_called_what_is_its_own (void)
{
  static const char *const names[][2] = { { "presence-room-doc_789", "doc_789" },
                                          { "presence-lobby", "lobby" },
                                          { "presence-room-", "room-" },
                                          { "presence-", "presence-" } };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = tb_room_section_dup_room_name (names[i][0]);

      g_assert_cmpstr (name, ==, names[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  g_assert_true (tb_ui_ensure (&error));

#define ADD(name, function) g_test_add ("/room/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("says-where-and-who", test_room_says_where_and_who);
  ADD ("follows-who-comes-and-leaves", test_room_follows_who_comes_and_leaves);
  ADD ("follows-names", test_room_follows_names);
  ADD ("shows-who-types", test_room_shows_who_types);
  ADD ("keeps-the-focus-on-a-row-that-moves", test_room_keeps_the_focus_on_a_row_that_moves);
  ADD ("is-one-step-of-the-tab-key", test_room_is_one_step_of_the_tab_key);
  ADD ("shows-markup-as-text", test_room_shows_markup_as_text);
  ADD ("cuts-endless-names", test_room_cuts_endless_names);
  ADD ("of-thousands-has-few-rows", test_room_of_thousands_has_few_rows);
  ADD ("that-is-not-seen-does-nothing-until-it-is",
       test_room_that_is_not_seen_does_nothing_until_it_is);
  ADD ("says-why-it-is-empty", test_room_says_why_it_is_empty);
  ADD ("says-that-it-is-stale", test_room_says_that_it_is_stale);
#undef ADD
  g_test_add_func ("/room/is-called-what-is-its-own", test_room_is_called_what_is_its_own);

  return g_test_run ();
}
