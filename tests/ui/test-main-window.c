/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gdk/gdkkeysyms.h>

#include "popover-fixture.h"
#include "ui/tb-main-window.h"
#include "ui/tb-shortcuts-window.h"
#include "ui/tb-ui.h"

typedef struct
{
  PopoverFixture *popover;
  TbSystemStatus *status;
  GtkWidget *window;
} Fixture;

static void
settle (void)
{
  while (gtk_events_pending ())
    gtk_main_iteration ();
}

static void
open_window (Fixture *fixture)
{
  fixture->window = GTK_WIDGET (tb_main_window_new (fixture->popover->sessions,
                                                    fixture->popover->inbox, fixture->status,
                                                    G_ACTION_GROUP (fixture->popover->actions)));
  tb_main_window_present (TB_MAIN_WINDOW (fixture->window), NULL);
  settle ();
}

static void
close_window (Fixture *fixture)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  WAIT_UNTIL (!gtk_widget_get_visible (fixture->window));
  g_object_ref (fixture->window);
  gtk_widget_destroy (fixture->window);
  g_assert_finalize_object (fixture->window);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->popover = popover_fixture_new (data == NULL, FALSE);
  fixture->status = tb_system_status_new ();
  open_window (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("com.nebutra.Traybell.Window");

  close_window (fixture);
  g_assert_finalize_object (fixture->status);
  popover_fixture_free (fixture->popover);
  g_settings_reset (settings, "width");
  g_settings_reset (settings, "height");
  g_settings_reset (settings, "maximized");
  g_settings_reset (settings, "page");
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  return popover_fixture_shows (fixture->window, text);
}

static gboolean
press (Fixture *fixture, guint key, GdkModifierType modifiers)
{
  gboolean used = gtk_accel_groups_activate (G_OBJECT (fixture->window), key, modifiers);

  settle ();
  return used;
}

static const char *
get_page (Fixture *fixture)
{
  GtkStack *pages
      = GTK_STACK (gtk_widget_get_template_child (fixture->window, TB_TYPE_MAIN_WINDOW, "pages"));

  return gtk_stack_get_visible_child_name (pages);
}

static void
expect_activated (Fixture *fixture, const char *action)
{
  GPtrArray *activated = fixture->popover->activated;

  g_assert_cmpuint (activated->len, >, 0);
  g_assert_cmpstr (g_ptr_array_index (activated, activated->len - 1), ==, action);
}

static void
activate (Fixture *fixture, const char *action, GVariant *target)
{
  g_action_group_activate_action (gtk_widget_get_action_group (fixture->window, "win"), action,
                                  target);
  settle ();
}

static char *
paste (Fixture *fixture)
{
  return gtk_clipboard_wait_for_text (
      gtk_widget_get_clipboard (fixture->window, GDK_SELECTION_CLIPBOARD));
}

static void
test_keys_do_what_the_menu_does (Fixture *fixture, gconstpointer data)
{
  g_assert_true (press (fixture, GDK_KEY_2, GDK_MOD1_MASK));
  g_assert_cmpstr (get_page (fixture), ==, "people");
  g_assert_true (press (fixture, GDK_KEY_3, GDK_MOD1_MASK));
  g_assert_cmpstr (get_page (fixture), ==, "status");
  g_assert_true (press (fixture, GDK_KEY_f, GDK_CONTROL_MASK));
  g_assert_cmpstr (get_page (fixture), ==, "inbox");
  g_assert_true (GTK_IS_ENTRY (gtk_window_get_focus (GTK_WINDOW (fixture->window))));

  g_assert_true (press (fixture, GDK_KEY_comma, GDK_CONTROL_MASK));
  expect_activated (fixture, "show-preferences");
  g_assert_true (press (fixture, GDK_KEY_F1, 0));
  expect_activated (fixture, "show-shortcuts");
  g_assert_true (press (fixture, GDK_KEY_question, GDK_CONTROL_MASK));
  expect_activated (fixture, "show-shortcuts");
  g_assert_true (press (fixture, GDK_KEY_F5, 0));
  expect_activated (fixture, "retry-all");
  g_assert_true (press (fixture, GDK_KEY_r, GDK_CONTROL_MASK));
  expect_activated (fixture, "retry-all");
  g_assert_true (press (fixture, GDK_KEY_q, GDK_CONTROL_MASK));
  expect_activated (fixture, "quit");
}

static void
test_keys_of_actions_that_a_window_has_not_are_left_alone (Fixture *fixture, gconstpointer data)
{
  GtkWindow *shortcuts = tb_shortcuts_window_new (G_ACTION_GROUP (fixture->popover->actions));

  g_assert_false (gtk_accel_groups_activate (G_OBJECT (shortcuts), GDK_KEY_f, GDK_CONTROL_MASK));
  g_assert_true (gtk_accel_groups_activate (G_OBJECT (shortcuts), GDK_KEY_q, GDK_CONTROL_MASK));
  expect_activated (fixture, "quit");
  gtk_widget_destroy (GTK_WIDGET (shortcuts));
}

static gboolean
is_wide (Fixture *fixture, int width)
{
  int now;

  gtk_window_get_size (GTK_WINDOW (fixture->window), &now, NULL);
  return now == width;
}

static void
test_is_as_it_was_when_it_was_closed (Fixture *fixture, gconstpointer data)
{
  int width;
  int height;

  gtk_window_resize (GTK_WINDOW (fixture->window), 760, 580);
  WAIT_UNTIL (is_wide (fixture, 760));
  activate (fixture, "page", g_variant_new_string ("status"));
  close_window (fixture);

  open_window (fixture);
  g_assert_cmpstr (get_page (fixture), ==, "status");
  gtk_window_get_size (GTK_WINDOW (fixture->window), &width, &height);
  g_assert_cmpint (width, ==, 760);
  g_assert_cmpint (height, ==, 580);
}

static void
test_fits_a_small_screen (Fixture *fixture, gconstpointer data)
{
  int least;

  gtk_window_resize (GTK_WINDOW (fixture->window), TB_MAIN_WINDOW_NARROW_WIDTH - 20, 500);
  WAIT_UNTIL (is_wide (fixture, TB_MAIN_WINDOW_NARROW_WIDTH - 20));
  settle ();
  gtk_widget_get_preferred_width (fixture->window, &least, NULL);
  g_assert_cmpint (least, <=, 360);
}

static void
test_shows_a_notification_that_is_asked_for (Fixture *fixture, gconstpointer data)
{
  const char *id = popover_fixture_notify (fixture->popover, "Older", "Its text", 1, 60);

  popover_fixture_notify (fixture->popover, "Newer", "Another text", 1, 0);
  activate (fixture, "page", g_variant_new_string ("people"));
  tb_main_window_show_notification (TB_MAIN_WINDOW (fixture->window), id);
  settle ();
  g_assert_cmpstr (get_page (fixture), ==, "inbox");
  g_assert_true (shows (fixture, "Its text"));
  /* One that is gone meanwhile is nothing to do. */
  tb_main_window_show_notification (TB_MAIN_WINDOW (fixture->window), "none");
}

static void
test_copies_what_the_page_is_about (Fixture *fixture, gconstpointer data)
{
  const char *id = popover_fixture_notify (fixture->popover, "Order", "Text", 1, 60);
  g_autofree char *notification = NULL;
  g_autofree char *status = NULL;

  tb_system_status_set (fixture->status, "tray",
                        tb_status_fact_new ("Tray", TB_FACT_OFF, "No tray"));
  tb_main_window_show_notification (TB_MAIN_WINDOW (fixture->window), id);
  g_signal_emit_by_name (fixture->window, "copy");
  notification = paste (fixture);
  g_assert_cmpstr (notification, ==, "Order\n\nText");

  activate (fixture, "page", g_variant_new_string ("status"));
  activate (fixture, "copy", NULL);
  status = paste (fixture);
  g_assert_true (g_str_has_prefix (status, "Traybell "));
  g_assert_nonnull (strstr (status, "Acme: "));
  g_assert_nonnull (strstr (status, "Tray: No tray"));
  g_assert_null (strstr (status, "alice-token"));
}

static void
test_status_asks_for_attention (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (
      gtk_widget_get_template_child (fixture->window, TB_TYPE_MAIN_WINDOW, "status_page"));
  gboolean needs_attention = FALSE;

  WAIT_UNTIL (tb_session_get_last_error (popover_fixture_get_session (fixture->popover)) != NULL);
  gtk_container_child_get (GTK_CONTAINER (gtk_widget_get_parent (page)), page, "needs-attention",
                           &needs_attention, NULL);
  g_assert_true (needs_attention);
}

static void
test_without_accounts_it_asks_for_one (Fixture *fixture, gconstpointer data)
{
  g_assert_true (shows (fixture, "No account yet"));
  g_assert_null (popover_fixture_find (fixture->window, GTK_TYPE_STACK_SWITCHER, 0));
  g_assert_false (press (fixture, GDK_KEY_f, GDK_CONTROL_MASK));
  gtk_button_clicked (GTK_BUTTON (gtk_widget_get_ancestor (
      popover_fixture_find_label (fixture->window, "Add Account…"), GTK_TYPE_BUTTON)));
  WAIT_UNTIL (fixture->popover->activated->len > 0);
  expect_activated (fixture, "add-account");
}

static void
test_people_are_shown_by_the_rooms_of_the_settings (Fixture *fixture, gconstpointer data)
{
  TbAccount *account = tb_session_get_account (popover_fixture_get_session (fixture->popover));
  g_autoptr (GVariant) none = g_variant_ref_sink (g_variant_new_parsed ("{'rooms': <@as []>}"));

  activate (fixture, "page", g_variant_new_string ("people"));
  g_assert_true (shows (fixture, "doc_789"));
  tb_account_apply (account, none);
  WAIT_UNTIL (shows (fixture, "No rooms yet"));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  g_assert_true (tb_ui_ensure (&error));

#define ADD(name, function)                                                                        \
  g_test_add ("/main-window/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("keys-do-what-the-menu-does", test_keys_do_what_the_menu_does);
  ADD ("keys-of-actions-that-a-window-has-not-are-left-alone",
       test_keys_of_actions_that_a_window_has_not_are_left_alone);
  ADD ("is-as-it-was-when-it-was-closed", test_is_as_it_was_when_it_was_closed);
  ADD ("fits-a-small-screen", test_fits_a_small_screen);
  ADD ("shows-a-notification-that-is-asked-for", test_shows_a_notification_that_is_asked_for);
  ADD ("copies-what-the-page-is-about", test_copies_what_the_page_is_about);
  ADD ("status-asks-for-attention", test_status_asks_for_attention);
  ADD ("people-are-shown-by-the-rooms-of-the-settings",
       test_people_are_shown_by_the_rooms_of_the_settings);
  g_test_add ("/main-window/without-accounts-it-asks-for-one", Fixture, "", set_up,
              test_without_accounts_it_asks_for_one, tear_down);

  return g_test_run ();
}
