/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "popover-fixture.h"
#include "ui/tb-notification-row.h"
#include "ui/tb-notification-section.h"
#include "ui/tb-ui.h"

typedef struct
{
  PopoverFixture *popover;
  GtkWidget *window;
  guint n_opened;
} Fixture;

static void
on_opened (TbNotificationSection *section, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_opened++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *section;

  fixture->popover = popover_fixture_new (FALSE, FALSE);
  fixture->window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  section = tb_notification_section_new (fixture->popover->inbox);
  g_signal_connect (section, "opened", G_CALLBACK (on_opened), fixture);
  gtk_widget_insert_action_group (fixture->window, "app",
                                  G_ACTION_GROUP (fixture->popover->actions));
  gtk_container_add (GTK_CONTAINER (fixture->window), section);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_ref (fixture->window);
  gtk_widget_destroy (fixture->window);
  g_assert_finalize_object (fixture->window);
  popover_fixture_free (fixture->popover);
}

static GtkWidget *
get_row (Fixture *fixture, guint number)
{
  return popover_fixture_find (fixture->window, TB_TYPE_NOTIFICATION_ROW, number);
}

static guint
count_rows (Fixture *fixture)
{
  return popover_fixture_count (fixture->window, TB_TYPE_NOTIFICATION_ROW);
}

static gboolean
is_row (Fixture *fixture, guint number, const char *title)
{
  GtkWidget *row = get_row (fixture, number);

  return row != NULL && popover_fixture_shows (row, title);
}

static void
expect_activated (Fixture *fixture, const char *name, const char *id)
{
  g_autofree char *expected = g_strdup_printf ("%s %s", name, id);
  GPtrArray *activated = fixture->popover->activated;

  g_assert_cmpuint (activated->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (activated, 0), ==, expected);
}

static const char *
notify (Fixture *fixture, const char *title, TbUrgency urgency, gint64 age)
{
  return popover_fixture_notify (fixture->popover, title, "Body", urgency, age);
}

static void
test_notifications_follow_the_inbox (Fixture *fixture, gconstpointer data)
{
  const char *id;

  g_assert_true (popover_fixture_shows (fixture->window, "No notifications"));

  id = notify (fixture, "First", TB_URGENCY_NORMAL, 120);
  notify (fixture, "Second", TB_URGENCY_LOW, 0);
  WAIT_UNTIL (count_rows (fixture) == 2);
  g_assert_true (is_row (fixture, 0, "Second"));
  g_assert_true (is_row (fixture, 1, "First"));
  g_assert_true (is_row (fixture, 1, "2 min"));
  g_assert_true (popover_fixture_shows (fixture->window, "2 unread"));

  tb_inbox_remove (fixture->popover->inbox, id);
  WAIT_UNTIL (count_rows (fixture) == 1);
  g_assert_true (is_row (fixture, 0, "Second"));
  g_assert_true (popover_fixture_shows (fixture->window, "1 unread"));

  tb_inbox_mark_all_read (fixture->popover->inbox, NULL);
  g_assert_false (popover_fixture_shows (fixture->window, "0 unread"));
}

static void
test_notifications_that_are_urgent_come_first (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;
  GtkWidget *button;
  const char *id;

  notify (fixture, "Old", TB_URGENCY_NORMAL, 300);
  id = notify (fixture, "Urgent", TB_URGENCY_URGENT, 200);
  notify (fixture, "New", TB_URGENCY_NORMAL, 100);
  WAIT_UNTIL (count_rows (fixture) == 3);
  g_assert_true (is_row (fixture, 0, "Urgent"));
  g_assert_true (is_row (fixture, 1, "New"));

  row = get_row (fixture, 0);
  g_assert_nonnull (popover_fixture_find (row, GTK_TYPE_IMAGE, 0));
  g_assert_null (popover_fixture_find (
      popover_fixture_find (get_row (fixture, 1), GTK_TYPE_LABEL, 0), GTK_TYPE_IMAGE, 0));
  g_assert_cmpstr (atk_object_get_name (gtk_widget_get_accessible (row)), ==,
                   "Urgent, not acknowledged: Urgent");

  button = popover_fixture_find (row, GTK_TYPE_BUTTON, 0);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "_Acknowledge");
  gtk_widget_grab_focus (button);
  gtk_button_clicked (GTK_BUTTON (button));
  expect_activated (fixture, "acknowledge", id);
  g_assert_null (popover_fixture_find (row, GTK_TYPE_BUTTON, 0));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == row);
  WAIT_UNTIL (is_row (fixture, 1, "Urgent"));
  g_assert_cmpuint (fixture->n_opened, ==, 0);
}

static void
test_notifications_open_by_their_id (Fixture *fixture, gconstpointer data)
{
  const char *id = notify (fixture, "First", TB_URGENCY_NORMAL, 60);

  notify (fixture, "Second", TB_URGENCY_NORMAL, 0);
  WAIT_UNTIL (count_rows (fixture) == 2);
  gtk_widget_activate (get_row (fixture, 1));
  expect_activated (fixture, "open-notification", id);
  g_assert_cmpuint (fixture->n_opened, ==, 1);
}

static void
test_notifications_are_marked_read_by_their_id (Fixture *fixture, gconstpointer data)
{
  const char *id = notify (fixture, "First", TB_URGENCY_NORMAL, 60);
  AtkObject *accessible;
  GtkWidget *row;

  WAIT_UNTIL (count_rows (fixture) == 1);
  row = get_row (fixture, 0);
  accessible = gtk_widget_get_accessible (row);
  g_assert_cmpstr (atk_object_get_name (accessible), ==, "Unread: First");
  gtk_button_clicked (GTK_BUTTON (popover_fixture_find (row, GTK_TYPE_BUTTON, 0)));
  expect_activated (fixture, "mark-read", id);
  g_assert_cmpstr (atk_object_get_name (accessible), ==, "First");
  g_assert_null (popover_fixture_find (row, GTK_TYPE_BUTTON, 0));
}

static void
test_notifications_show_markup_as_text (Fixture *fixture, gconstpointer data)
{
  const char *title = "<b>Title</b> &amp;";
  const char *body = "<a href=\"https://example.com\">Body</a> & <unclosed";

  popover_fixture_notify (fixture->popover, title, body, TB_URGENCY_NORMAL, 0);
  WAIT_UNTIL (count_rows (fixture) == 1);
  g_assert_true (is_row (fixture, 0, title));
  g_assert_true (is_row (fixture, 0, body));
}

static void
test_notifications_are_thirty_at_most (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *title = g_strdup_printf ("Title %u", i);

      notify (fixture, title, i == 0 ? TB_URGENCY_URGENT : TB_URGENCY_NORMAL, 100 - (gint64) i);
    }
  WAIT_UNTIL (count_rows (fixture) == TB_NOTIFICATION_SECTION_ROWS);
  g_assert_true (is_row (fixture, 0, "Title 0"));
  g_assert_true (is_row (fixture, 1, "Title 39"));
  g_assert_true (is_row (fixture, 29, "Title 11"));
  g_assert_true (popover_fixture_shows (fixture->window, "40 unread"));
}

static void
test_notifications_can_all_be_marked_read (Fixture *fixture, gconstpointer data)
{
  guint last = popover_fixture_count (fixture->window, GTK_TYPE_BUTTON) - 1;

  gtk_button_clicked (GTK_BUTTON (popover_fixture_find (fixture->window, GTK_TYPE_BUTTON, last)));
  g_assert_cmpuint (fixture->popover->activated->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (fixture->popover->activated, 0), ==, "mark-all-read");
  g_assert_cmpuint (fixture->n_opened, ==, 0);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  g_assert_true (tb_ui_ensure (&error));

#define ADD(name, function)                                                                        \
  g_test_add ("/notifications/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("follow-the-inbox", test_notifications_follow_the_inbox);
  ADD ("that-are-urgent-come-first", test_notifications_that_are_urgent_come_first);
  ADD ("open-by-their-id", test_notifications_open_by_their_id);
  ADD ("are-marked-read-by-their-id", test_notifications_are_marked_read_by_their_id);
  ADD ("show-markup-as-text", test_notifications_show_markup_as_text);
  ADD ("are-thirty-at-most", test_notifications_are_thirty_at_most);
  ADD ("can-all-be-marked-read", test_notifications_can_all_be_marked_read);
#undef ADD

  return g_test_run ();
}
