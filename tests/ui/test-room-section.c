/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "popover-fixture.h"
#include "ui/tb-fold-button.h"
#include "ui/tb-member-row.h"
#include "ui/tb-room-section.h"
#include "ui/tb-ui.h"

typedef struct
{
  PusherChannel *channel;
  PusherPresence *presence;
  GtkWidget *window;
  GtkWidget *scrolled_window;
  TbRoomSection *section;
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
  fixture->scrolled_window = gtk_scrolled_window_new (NULL, NULL);
  fixture->section = TB_ROOM_SECTION (tb_room_section_new (fixture->channel, NULL));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (fixture->scrolled_window), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_container_add (GTK_CONTAINER (fixture->scrolled_window), GTK_WIDGET (fixture->section));
  gtk_container_add (GTK_CONTAINER (fixture->window), fixture->scrolled_window);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 400);
  gtk_widget_show (fixture->scrolled_window);
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

/* Four screens, of which nobody sees more than one. */
#define FEW 40

static GtkAdjustment *
get_adjustment (Fixture *fixture)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (fixture->scrolled_window));
}

static guint
count_rows (Fixture *fixture)
{
  return popover_fixture_count (fixture->window, TB_TYPE_MEMBER_ROW);
}

static TbMemberRow *
find_row (Fixture *fixture, const char *id)
{
  for (guint i = 0; i < count_rows (fixture); i++)
    {
      if (g_str_equal (get_id (fixture, i), id))
        return get_row (fixture, i);
    }

  return NULL;
}

/* Where a row is seen, from the top of the window. */
static int
get_top (Fixture *fixture, TbMemberRow *row)
{
  int y = -1;

  gtk_widget_translate_coordinates (GTK_WIDGET (row), fixture->window, 0, 0, NULL, &y);

  return y;
}

static void
fill (Fixture *fixture, guint n_members)
{
  g_autofree char *heading = g_strdup_printf ("Here now · %u", n_members);

  popover_fixture_fill (fixture->presence, "9999", n_members);
  WAIT_UNTIL (popover_fixture_shows (fixture->window, heading));
  WAIT_UNTIL (gtk_adjustment_get_upper (get_adjustment (fixture)) > n_members * 20);
}

static void
test_room_of_thousands_has_few_rows (Fixture *fixture, gconstpointer data)
{
  fill (fixture, 10000);
  g_assert_cmpuint (count_rows (fixture), <, FEW);
  g_assert_cmpstr (get_id (fixture, 0), ==, "9999");

  pusher_member_set_typing (pusher_presence_lookup (fixture->presence, "8888"), TRUE);
  WAIT_UNTIL (g_strcmp0 (get_id (fixture, 1), "8888") == 0);
  g_assert_cmpuint (count_rows (fixture), <, FEW);
}

static void
test_room_of_thousands_has_few_rows_from_the_start (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  GtkWidget *scrolled_window = gtk_scrolled_window_new (NULL, NULL);

  popover_fixture_fill (fixture->presence, "9999", 10000);
  gtk_container_add (GTK_CONTAINER (scrolled_window), tb_room_section_new (fixture->channel, NULL));
  gtk_container_add (GTK_CONTAINER (window), scrolled_window);
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 400);
  gtk_widget_show (scrolled_window);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_cmpuint (popover_fixture_count (window, TB_TYPE_MEMBER_ROW), >, 5);
  g_assert_cmpuint (popover_fixture_count (window, TB_TYPE_MEMBER_ROW), <, FEW);
  gtk_widget_destroy (window);
}

static void
test_room_of_thousands_scrolls_to_the_end (Fixture *fixture, gconstpointer data)
{
  GtkAdjustment *adjustment = get_adjustment (fixture);
  int bottom = gtk_widget_get_allocated_height (fixture->window);
  TbMemberRow *last;

  fill (fixture, 10000);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  WAIT_UNTIL (find_row (fixture, "9998") != NULL);
  last = find_row (fixture, "9998");
  WAIT_UNTIL (get_top (fixture, last) < bottom);
  g_assert_cmpint (get_top (fixture, last), >, bottom - 100);
  g_assert_null (find_row (fixture, "9999"));
  g_assert_cmpuint (count_rows (fixture), <, FEW);

  gtk_adjustment_set_value (adjustment, 0);
  g_assert_nonnull (find_row (fixture, "9999"));
}

/* Every place between the ends has the right people in the right order, without gaps. */
static void
test_room_of_thousands_scrolls_smoothly (Fixture *fixture, gconstpointer data)
{
  GtkAdjustment *adjustment = get_adjustment (fixture);

  fill (fixture, 10000);
  for (guint i = 0; i < 200; i++)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + i * 13);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      for (guint row = 1; row < count_rows (fixture); row++)
        {
          g_assert_cmpuint (tb_member_row_get_position (get_row (fixture, row)), ==,
                            tb_member_row_get_position (get_row (fixture, row - 1)) + 1);
          g_assert_cmpint (
              get_top (fixture, get_row (fixture, row)), ==,
              get_top (fixture, get_row (fixture, row - 1))
                  + gtk_widget_get_allocated_height (GTK_WIDGET (get_row (fixture, row))));
        }
      if (tb_member_row_get_position (get_row (fixture, 0)) > 0)
        g_assert_cmpint (get_top (fixture, get_row (fixture, 0)), <=, 0);
    }
}

static void
test_room_stays_where_it_is_over_a_reconnection (Fixture *fixture, gconstpointer data)
{
  GtkAdjustment *adjustment = get_adjustment (fixture);
  TbMemberRow *row;
  int top;

  fill (fixture, 10000);
  gtk_adjustment_set_value (adjustment, 50000);
  row = get_row (fixture, 5);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  top = get_top (fixture, row);

  pusher_channel_set_state (fixture->channel, PUSHER_CHANNEL_WANTED, NULL);
  pusher_presence_set_stale (fixture->presence, TRUE);
  popover_fixture_fill (fixture->presence, "9999", 10000);
  pusher_channel_set_state (fixture->channel, PUSHER_CHANNEL_SUBSCRIBED, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 50000);
  g_assert_true (get_row (fixture, 5) == row);
  g_assert_cmpint (get_top (fixture, row), ==, top);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == GTK_WIDGET (row));
}

static void
test_room_stays_where_it_is_on_another_connection (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PusherChannel) channel = pusher_channel_new ("presence-room-doc_789");
  GtkAdjustment *adjustment = get_adjustment (fixture);
  g_autofree char *id = NULL;

  fill (fixture, 10000);
  gtk_adjustment_set_value (adjustment, 50000);
  gtk_widget_grab_focus (GTK_WIDGET (get_row (fixture, 5)));
  id = g_strdup (get_id (fixture, 5));

  /* Nobody is known there yet, so everybody stays. */
  tb_room_section_set_channel (fixture->section, channel);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 50000);
  g_assert_cmpstr (get_id (fixture, 5), ==, id);
  g_assert_true (popover_fixture_shows (fixture->window, "Last here · 10000"));

  popover_fixture_fill (pusher_channel_get_presence (channel), "9999", 10000);
  pusher_channel_set_state (channel, PUSHER_CHANNEL_SUBSCRIBED, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (popover_fixture_shows (fixture->window, "Here now · 10000"));
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 50000);
  g_assert_cmpstr (get_id (fixture, 5), ==, id);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window))
                 == GTK_WIDGET (get_row (fixture, 5)));
}

static void
test_room_keeps_the_focus_of_who_is_scrolled_away (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  fill (fixture, 10000);
  row = GTK_WIDGET (get_row (fixture, 3));
  gtk_widget_grab_focus (row);
  gtk_adjustment_set_value (get_adjustment (fixture), 100000);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == row);
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (fixture)), ==, 100000);

  /* The next step goes on from there, and back into view. */
  gtk_widget_child_focus (fixture->window, GTK_DIR_DOWN);
  g_assert_cmpuint (tb_member_row_get_position (
                        TB_MEMBER_ROW (gtk_window_get_focus (GTK_WINDOW (fixture->window)))),
                    ==, 4);
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (fixture)), <, 300);
}

static guint
get_focus_position (Fixture *fixture)
{
  return tb_member_row_get_position (
      TB_MEMBER_ROW (gtk_window_get_focus (GTK_WINDOW (fixture->window))));
}

static void
test_room_can_be_walked_by_keyboard (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list;
  guint position;

  fill (fixture, 10000);
  list = gtk_widget_get_parent (GTK_WIDGET (get_row (fixture, 0)));
  gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD);
  g_assert_cmpuint (get_focus_position (fixture), ==, 0);
  g_signal_emit_by_name (list, "move-cursor", GTK_MOVEMENT_BUFFER_ENDS, 1);
  g_assert_cmpuint (get_focus_position (fixture), ==, 9999);
  g_assert_false (gtk_widget_child_focus (list, GTK_DIR_DOWN));
  g_signal_emit_by_name (list, "move-cursor", GTK_MOVEMENT_PAGES, -1);
  position = get_focus_position (fixture);
  g_assert_cmpuint (position, <, 9999 - 4);
  g_assert_cmpuint (position, >, 9999 - FEW);
  gtk_widget_child_focus (list, GTK_DIR_UP);
  g_assert_cmpuint (get_focus_position (fixture), ==, position - 1);
  g_signal_emit_by_name (list, "move-cursor", GTK_MOVEMENT_BUFFER_ENDS, -1);
  g_assert_cmpuint (get_focus_position (fixture), ==, 0);
  g_assert_cmpuint (count_rows (fixture), <, FEW);
}

static void
test_screen_readers_are_told_which_of_how_many (Fixture *fixture, gconstpointer data)
{
  AtkAttributeSet *attributes;
  guint n_found = 0;

  fill (fixture, 10000);
  attributes
      = atk_object_get_attributes (gtk_widget_get_accessible (GTK_WIDGET (get_row (fixture, 2))));
  for (GSList *at = attributes; at != NULL; at = at->next)
    {
      AtkAttribute *attribute = at->data;

      if (g_str_equal (attribute->name, "posinset"))
        {
          g_assert_cmpstr (attribute->value, ==, "3");
          n_found++;
        }
      if (g_str_equal (attribute->name, "setsize"))
        {
          g_assert_cmpstr (attribute->value, ==, "10000");
          n_found++;
        }
    }
  atk_attribute_set_free (attributes);
  g_assert_cmpuint (n_found, ==, 2);
}

static GtkWidget *
get_search_entry (Fixture *fixture)
{
  return popover_fixture_find (fixture->window, GTK_TYPE_SEARCH_ENTRY, 0);
}

static void
test_room_can_be_searched_when_there_are_many (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry;

  g_assert_null (get_search_entry (fixture));
  g_assert_false (tb_room_section_focus_search (fixture->section));
  fill (fixture, 20);
  g_assert_null (get_search_entry (fixture));
  popover_fixture_join (fixture->presence, "z", "Žofie Nováková");
  WAIT_UNTIL (get_search_entry (fixture) != NULL);
  entry = get_search_entry (fixture);
  g_assert_true (tb_room_section_focus_search (fixture->section));
  g_assert_true (gtk_widget_is_focus (entry));

  gtk_entry_set_text (GTK_ENTRY (entry), "nova");
  WAIT_UNTIL (count_rows (fixture) == 1);
  g_assert_cmpstr (get_id (fixture, 0), ==, "z");
  g_assert_true (popover_fixture_shows (fixture->window, "Here now · 21"));

  gtk_entry_set_text (GTK_ENTRY (entry), "nobody");
  WAIT_UNTIL (popover_fixture_shows (fixture->window, "Nobody here is called “nobody”"));

  /* Who searches is not disturbed by who leaves. */
  popover_fixture_leave (fixture->presence, "z");
  WAIT_UNTIL (popover_fixture_shows (fixture->window, "Here now · 20"));
  g_assert_true (get_search_entry (fixture) == entry);
  g_signal_emit_by_name (entry, "stop-search");
  WAIT_UNTIL (count_rows (fixture) > 5);
  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (entry)), ==, "");
}

static void
test_room_can_be_folded (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button = popover_fixture_find (fixture->window, TB_TYPE_FOLD_BUTTON, 0);
  AtkObject *accessible = gtk_widget_get_accessible (button);
  g_autoptr (AtkStateSet) open = atk_object_ref_state_set (accessible);
  g_autoptr (AtkStateSet) closed = NULL;

  g_assert_cmpstr (atk_object_get_name (accessible), ==, "doc_789: Here now · 3");
  g_assert_true (atk_state_set_contains_state (open, ATK_STATE_EXPANDABLE));
  g_assert_true (atk_state_set_contains_state (open, ATK_STATE_EXPANDED));

  gtk_button_clicked (GTK_BUTTON (button));
  g_assert_true (tb_room_section_get_folded (fixture->section));
  g_assert_cmpuint (count_rows (fixture), ==, 0);
  closed = atk_object_ref_state_set (accessible);
  g_assert_false (atk_state_set_contains_state (closed, ATK_STATE_EXPANDED));
  popover_fixture_join (fixture->presence, "c", "Cyd");
  WAIT_UNTIL (popover_fixture_shows (fixture->window, "Here now · 4"));

  gtk_button_clicked (GTK_BUTTON (button));
  WAIT_UNTIL (count_rows (fixture) == 4);
}

static void
test_room_shows_who_is_active_and_who_away (Fixture *fixture, gconstpointer data)
{
  PusherMember *ben = pusher_presence_lookup (fixture->presence, "b");
  GtkWidget *row = GTK_WIDGET (get_row (fixture, 2));
  AtkObject *accessible = gtk_widget_get_accessible (row);

  pusher_member_set_active (ben, TRUE);
  g_assert_cmpstr (atk_object_get_description (accessible), ==, "Active now");
  pusher_member_set_active (ben, FALSE);
  pusher_member_set_away (ben, TRUE);
  g_assert_cmpstr (atk_object_get_description (accessible), ==, "Away");
  g_assert_true (popover_fixture_shows (row, "away"));
  g_assert_true (gtk_style_context_has_class (gtk_widget_get_style_context (row), "away"));
  pusher_member_set_typing (ben, TRUE);
  g_assert_false (popover_fixture_shows (row, "away"));
}

static void
test_room_that_is_not_seen_does_nothing_until_it_is (Fixture *fixture, gconstpointer data)
{
  GtkWidget *content = gtk_bin_get_child (GTK_BIN (fixture->window));

  gtk_widget_hide (fixture->window);
  popover_fixture_fill (fixture->presence, "me", 8);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (popover_fixture_count (content, TB_TYPE_MEMBER_ROW), ==, 3);

  gtk_window_present (GTK_WINDOW (fixture->window));
  g_assert_cmpuint (count_rows (fixture), ==, 8);
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
  GtkWidget *list = gtk_widget_get_parent (GTK_WIDGET (get_row (fixture, 0)));
  AtkObject *accessible = gtk_widget_get_accessible (list);
  int top = get_top (fixture, get_row (fixture, 0));

  pusher_channel_set_state (fixture->channel, PUSHER_CHANNEL_WANTED, NULL);
  pusher_presence_set_stale (fixture->presence, TRUE);
  g_assert_true (popover_fixture_shows (fixture->window, "Last here · 3"));
  g_assert_cmpstr (atk_object_get_description (accessible), ==,
                   "As it was before the connection was lost");
  g_assert_true (gtk_style_context_has_class (gtk_widget_get_style_context (list), "stale"));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (count_rows (fixture), ==, 3);
  g_assert_cmpint (get_top (fixture, get_row (fixture, 0)), ==, top);

  pusher_presence_set_stale (fixture->presence, FALSE);
  g_assert_true (popover_fixture_shows (fixture->window, "Here now · 3"));
  g_assert_cmpstr (atk_object_get_description (accessible), ==, "");
  g_assert_false (gtk_style_context_has_class (gtk_widget_get_style_context (list), "stale"));
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
  ADD ("of-thousands-has-few-rows-from-the-start",
       test_room_of_thousands_has_few_rows_from_the_start);
  ADD ("of-thousands-scrolls-to-the-end", test_room_of_thousands_scrolls_to_the_end);
  ADD ("of-thousands-scrolls-smoothly", test_room_of_thousands_scrolls_smoothly);
  ADD ("stays-where-it-is-over-a-reconnection", test_room_stays_where_it_is_over_a_reconnection);
  ADD ("stays-where-it-is-on-another-connection",
       test_room_stays_where_it_is_on_another_connection);
  ADD ("keeps-the-focus-of-who-is-scrolled-away",
       test_room_keeps_the_focus_of_who_is_scrolled_away);
  ADD ("can-be-walked-by-keyboard", test_room_can_be_walked_by_keyboard);
  ADD ("tells-screen-readers-which-of-how-many", test_screen_readers_are_told_which_of_how_many);
  ADD ("can-be-searched-when-there-are-many", test_room_can_be_searched_when_there_are_many);
  ADD ("can-be-folded", test_room_can_be_folded);
  ADD ("shows-who-is-active-and-who-away", test_room_shows_who_is_active_and_who_away);
  ADD ("that-is-not-seen-does-nothing-until-it-is",
       test_room_that_is_not_seen_does_nothing_until_it_is);
  ADD ("says-why-it-is-empty", test_room_says_why_it_is_empty);
  ADD ("says-that-it-is-stale", test_room_says_that_it_is_stale);
#undef ADD
  g_test_add_func ("/room/is-called-what-is-its-own", test_room_is_called_what_is_its_own);

  return g_test_run ();
}
