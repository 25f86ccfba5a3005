/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <time.h>

#include "popover-fixture.h"
#include "ui/tb-entry-renderer.h"
#include "ui/tb-inbox-list.h"
#include "ui/tb-inbox-page.h"
#include "ui/tb-list-detail.h"
#include "ui/tb-notification-detail.h"
#include "ui/tb-ui.h"

/* What opening a full inbox may cost, in ms of the processor's time. */
#define MOST_TIME 150

typedef struct
{
  PopoverFixture *popover;
  GtkWidget *window;
  TbInboxPage *page;
  TbInboxList *list;
} Fixture;

static void
settle (void)
{
  while (gtk_events_pending ())
    gtk_main_iteration ();
}

static void
open_page (Fixture *fixture, int width)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) copy = g_simple_action_new ("copy", NULL);

  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (copy));
  fixture->window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  fixture->page = g_object_new (TB_TYPE_INBOX_PAGE, NULL);
  gtk_widget_insert_action_group (fixture->window, "app",
                                  G_ACTION_GROUP (fixture->popover->actions));
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (actions));
  gtk_container_add (GTK_CONTAINER (fixture->window), GTK_WIDGET (fixture->page));
  tb_inbox_page_set_models (fixture->page, fixture->popover->sessions, fixture->popover->inbox);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, 600);
  gtk_window_present (GTK_WINDOW (fixture->window));
  settle ();
  /* Also where it is hidden because it is empty. */
  fixture->list = TB_INBOX_LIST (
      gtk_widget_get_template_child (GTK_WIDGET (fixture->page), TB_TYPE_INBOX_PAGE, "list"));
}

static void
close_page (Fixture *fixture)
{
  g_object_ref (fixture->window);
  g_object_ref (fixture->page);
  gtk_widget_destroy (fixture->window);
  g_assert_finalize_object (fixture->page);
  g_assert_finalize_object (fixture->window);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->popover = popover_fixture_new (TRUE, FALSE);
  open_page (fixture, GPOINTER_TO_INT (data));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_page (fixture);
  popover_fixture_free (fixture->popover);
}

static const char *
notify (Fixture *fixture, const char *title, const char *body, TbUrgency urgency)
{
  return popover_fixture_notify (fixture->popover, title, body, urgency, 0);
}

static GtkWidget *
get_child (Fixture *fixture, const char *name)
{
  return GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (fixture->page), TB_TYPE_INBOX_PAGE, name));
}

static GtkWidget *
find_detail (Fixture *fixture)
{
  return popover_fixture_find (fixture->window, TB_TYPE_NOTIFICATION_DETAIL, 0);
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  return popover_fixture_shows (fixture->window, text);
}

static void
select_id (Fixture *fixture, const char *id)
{
  g_assert_true (
      tb_inbox_list_select (fixture->list, tb_inbox_lookup (fixture->popover->inbox, id)));
  settle ();
}

static void
assert_selected (Fixture *fixture, const char *id)
{
  TbInboxEntry *entry = tb_inbox_list_get_selected (fixture->list);

  g_assert_nonnull (entry);
  g_assert_cmpstr (tb_notification_get_id (tb_inbox_entry_get_notification (entry)), ==, id);
}

static guint
count_rows (Fixture *fixture)
{
  GtkTreeModel *model = gtk_tree_view_get_model (GTK_TREE_VIEW (fixture->list));

  return (guint) gtk_tree_model_iter_n_children (model, NULL);
}

static void
type_search (Fixture *fixture, const char *text)
{
  tb_inbox_page_find (fixture->page);
  gtk_entry_set_text (GTK_ENTRY (get_child (fixture, "search_entry")), text);
  /* Enter does not wait for the pause that ends typing. */
  g_signal_emit_by_name (get_child (fixture, "search_entry"), "activate");
  settle ();
}

static void
toggle (Fixture *fixture, const char *name, gboolean active)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_child (fixture, name)), active);
  settle ();
}

static void
expect_activated (Fixture *fixture, const char *action, const char *target)
{
  g_autofree char *expected = g_strstrip (g_strdup_printf ("%s %s", action, target));
  GPtrArray *activated = fixture->popover->activated;

  g_assert_cmpuint (activated->len, >, 0);
  g_assert_cmpstr (g_ptr_array_index (activated, activated->len - 1), ==, expected);
}

static void
test_detail_says_everything (Fixture *fixture, gconstpointer data)
{
  const char *id;

  g_assert_true (shows (fixture, "No notifications"));
  g_assert_true (shows (fixture, "No notification selected"));

  notify (fixture, "Other", "", TB_URGENCY_NORMAL);
  id = notify (fixture, "<b>New</b> & order", "Order 123\nfrom <i>ACME</i>", TB_URGENCY_NORMAL);
  settle ();
  select_id (fixture, id);
  g_assert_true (shows (fixture, "<b>New</b> & order"));
  g_assert_true (shows (fixture, "Order 123\nfrom <i>ACME</i>"));
  g_assert_true (shows (fixture, "Acme"));
  g_assert_true (shows (fixture, "private-user-user_456"));
  g_assert_true (shows (fixture, "notification"));
  g_assert_true (shows (fixture, "Unread"));
  /* There is no page, and so no way to open it. */
  g_assert_false (shows (fixture, "Link"));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (gtk_widget_get_template_child (
      find_detail (fixture), TB_TYPE_NOTIFICATION_DETAIL, "open_button"))));

  tb_inbox_mark_read (fixture->popover->inbox, id);
  g_assert_true (shows (fixture, "Read"));
}

static void
test_urgent_one_is_acknowledged (Fixture *fixture, gconstpointer data)
{
  const char *id = notify (fixture, "Fire", "", TB_URGENCY_URGENT);
  GtkWidget *button;

  settle ();
  select_id (fixture, id);
  g_assert_true (shows (fixture, "Urgent, not acknowledged"));
  button = GTK_WIDGET (gtk_widget_get_template_child (
      find_detail (fixture), TB_TYPE_NOTIFICATION_DETAIL, "acknowledge_button"));
  gtk_widget_grab_focus (button);
  gtk_button_clicked (GTK_BUTTON (button));
  expect_activated (fixture, "acknowledge", id);
  g_assert_true (shows (fixture, "Urgent, acknowledged"));
  /* The button went, and the keyboard goes on beside it. */
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->window)),
                                         find_detail (fixture)));
}

static void
test_search_finds_and_is_cleared (Fixture *fixture, gconstpointer data)
{
  notify (fixture, "Invoice", "from ACME", TB_URGENCY_NORMAL);
  notify (fixture, "Žofie wrote", "", TB_URGENCY_NORMAL);
  notify (fixture, "Order", "for Acme", TB_URGENCY_NORMAL);
  settle ();
  type_search (fixture, "acme");
  g_assert_cmpuint (count_rows (fixture), ==, 2);
  g_assert_true (shows (fixture, "2 found"));
  type_search (fixture, "ZOFIE");
  g_assert_cmpuint (count_rows (fixture), ==, 1);
  type_search (fixture, "nowhere");
  g_assert_true (shows (fixture, "Nothing found"));

  gtk_button_clicked (GTK_BUTTON (gtk_widget_get_ancestor (
      popover_fixture_find_label (fixture->window, "Show All"), GTK_TYPE_BUTTON)));
  settle ();
  g_assert_cmpuint (count_rows (fixture), ==, 3);
  g_assert_false (shows (fixture, "Nothing found"));
}

static void
test_filters_leave_out_what_is_not_wanted (Fixture *fixture, gconstpointer data)
{
  const char *read = notify (fixture, "Read", "", TB_URGENCY_NORMAL);
  const char *older = notify (fixture, "Older", "", TB_URGENCY_NORMAL);
  const char *newer = notify (fixture, "Newer", "", TB_URGENCY_URGENT);

  tb_inbox_mark_read (fixture->popover->inbox, read);
  toggle (fixture, "unread_button", TRUE);
  g_assert_cmpuint (count_rows (fixture), ==, 2);
  select_id (fixture, newer);

  /* The neighbour takes the place of what leaves. */
  tb_inbox_mark_read (fixture->popover->inbox, newer);
  settle ();
  g_assert_cmpuint (count_rows (fixture), ==, 1);
  assert_selected (fixture, older);
  tb_inbox_mark_read (fixture->popover->inbox, older);
  settle ();
  g_assert_null (tb_inbox_list_get_selected (fixture->list));
  g_assert_true (shows (fixture, "No notification selected"));

  toggle (fixture, "unread_button", FALSE);
  toggle (fixture, "urgent_button", TRUE);
  g_assert_cmpuint (count_rows (fixture), ==, 1);
  /* A notification that is asked for is shown, whatever is looked for. */
  tb_inbox_page_show_notification (fixture->page, older);
  settle ();
  g_assert_cmpuint (count_rows (fixture), ==, 3);
  assert_selected (fixture, older);
}

static void
test_enter_opens (Fixture *fixture, gconstpointer data)
{
  const char *id = notify (fixture, "Order", "", TB_URGENCY_NORMAL);
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_first ();

  settle ();
  select_id (fixture, id);
  gtk_tree_view_row_activated (GTK_TREE_VIEW (fixture->list), path,
                               gtk_tree_view_get_column (GTK_TREE_VIEW (fixture->list), 0));
  expect_activated (fixture, "open-notification", id);
}

static void
test_marks_all_of_what_is_looked_at_read (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button = get_child (fixture, "all_button");

  gtk_button_clicked (GTK_BUTTON (button));
  expect_activated (fixture, "mark-all-read", "");
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (get_child (fixture, "account_chooser")),
                               POPOVER_FIXTURE_ACCOUNT);
  gtk_button_clicked (GTK_BUTTON (button));
  expect_activated (fixture, "mark-account-read", POPOVER_FIXTURE_ACCOUNT);
  gtk_combo_box_set_active (GTK_COMBO_BOX (get_child (fixture, "account_chooser")), 0);
  gtk_button_clicked (GTK_BUTTON (button));
  expect_activated (fixture, "mark-all-read", "");
}

static TbInboxEntry *
dup_first_visible (Fixture *fixture)
{
  GtkTreeView *tree_view = GTK_TREE_VIEW (fixture->list);
  g_autoptr (GtkTreePath) path = NULL;
  TbInboxEntry *entry = NULL;
  GtkTreeIter iter;

  g_assert_true (gtk_tree_view_get_visible_range (tree_view, &path, NULL));
  g_assert_true (gtk_tree_model_get_iter (gtk_tree_view_get_model (tree_view), &iter, path));
  gtk_tree_model_get (gtk_tree_view_get_model (tree_view), &iter, 0, &entry, -1);

  return entry;
}

static void
test_what_arrives_moves_nothing (Fixture *fixture, gconstpointer data)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->list));
  g_autofree char *selected = NULL;
  double upper;
  g_autoptr (TbInboxEntry) first = NULL;
  g_autoptr (TbInboxEntry) first_after = NULL;

  for (guint i = 0; i < 200; i++)
    {
      const char *id = notify (fixture, "Title", "", TB_URGENCY_NORMAL);

      if (i == 100)
        selected = g_strdup (id);
    }
  settle ();
  select_id (fixture, selected);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) / 2);
  settle ();
  first = dup_first_visible (fixture);
  upper = gtk_adjustment_get_upper (adjustment);

  for (guint i = 0; i < 3; i++)
    notify (fixture, "New", "", TB_URGENCY_NORMAL);
  WAIT_UNTIL (gtk_adjustment_get_upper (adjustment) > upper);
  first_after = dup_first_visible (fixture);
  g_assert_true (first == first_after);
  assert_selected (fixture, selected);
}

static void
test_what_arrives_is_seen_at_the_top (Fixture *fixture, gconstpointer data)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->list));
  double upper;
  g_autoptr (TbInboxEntry) first = NULL;
  const char *id;

  for (guint i = 0; i < 50; i++)
    notify (fixture, "Title", "", TB_URGENCY_NORMAL);
  WAIT_UNTIL (gtk_adjustment_get_upper (adjustment) > 1000);
  upper = gtk_adjustment_get_upper (adjustment);
  id = notify (fixture, "New", "", TB_URGENCY_NORMAL);
  WAIT_UNTIL (gtk_adjustment_get_upper (adjustment) > upper);
  first = dup_first_visible (fixture);
  g_assert_cmpstr (tb_notification_get_id (tb_inbox_entry_get_notification (first)), ==, id);
}

static void
test_row_says_to_the_ear_what_it_shows (Fixture *fixture, gconstpointer data)
{
  const char *id = notify (fixture, "Fire", "In the kitchen", TB_URGENCY_URGENT);
  TbInboxEntry *entry = tb_inbox_lookup (fixture->popover->inbox, id);
  g_autoptr (GtkCellRenderer) renderer = g_object_ref_sink (tb_entry_renderer_new ());
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  tb_entry_renderer_set_entry (TB_ENTRY_RENDERER (renderer), entry, g_get_real_time ());
  g_object_get (renderer, "text", &text, NULL);
  g_assert_cmpstr (text, ==, "Urgent, not acknowledged: Fire, now, In the kitchen");
  tb_inbox_acknowledge (fixture->popover->inbox, id);
  name = tb_entry_renderer_dup_name (entry);
  g_assert_cmpstr (name, ==, "Fire");
}

static void
test_copies_title_text_and_link (Fixture *fixture, gconstpointer data)
{
  const char *id = notify (fixture, "Title", "Line 1\nLine 2", TB_URGENCY_NORMAL);
  const TbNotificationFields fields = { .account_id = "a",
                                        .channel = "c",
                                        .event = "e",
                                        .title = "Title",
                                        .link = "https://example.com/1" };
  g_autoptr (TbNotification) notification = tb_notification_new (&fields);
  g_autofree char *none = tb_inbox_page_dup_selected_text (fixture->page);
  g_autofree char *text = NULL;
  g_autofree char *with_link = tb_notification_detail_dup_text (notification);

  g_assert_null (none);
  settle ();
  select_id (fixture, id);
  text = tb_inbox_page_dup_selected_text (fixture->page);
  g_assert_cmpstr (text, ==, "Title\n\nLine 1\nLine 2");
  g_assert_cmpstr (with_link, ==, "Title\n\nhttps://example.com/1");
}

static gboolean
can_go_back (Fixture *fixture)
{
  gboolean result;

  g_object_get (fixture->page, "can-go-back", &result, NULL);
  return result;
}

static void
test_detail_takes_the_place_of_the_list_where_it_is_narrow (Fixture *fixture, gconstpointer data)
{
  const char *id = notify (fixture, "Order", "", TB_URGENCY_NORMAL);
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_first ();

  settle ();
  select_id (fixture, id);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (fixture->list)));
  g_assert_null (find_detail (fixture));
  g_assert_false (can_go_back (fixture));

  gtk_tree_view_row_activated (GTK_TREE_VIEW (fixture->list), path,
                               gtk_tree_view_get_column (GTK_TREE_VIEW (fixture->list), 0));
  settle ();
  g_assert_cmpuint (fixture->popover->activated->len, ==, 0);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (fixture->list)));
  g_assert_nonnull (find_detail (fixture));
  g_assert_true (can_go_back (fixture));

  g_assert_true (tb_inbox_page_go_back (fixture->page));
  settle ();
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (fixture->list)));
  g_assert_false (tb_inbox_page_go_back (fixture->page));

  /* With more room, both are there. */
  gtk_window_resize (GTK_WINDOW (fixture->window), 900, 600);
  WAIT_UNTIL (find_detail (fixture) != NULL);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (fixture->list)));
}

static void
test_full_inbox_opens_at_once (Fixture *fixture, gconstpointer data)
{
  clock_t start;
  double time;

  close_page (fixture);
  for (guint i = 0; i < TB_INBOX_CAPACITY; i++)
    notify (fixture, "Title of a usual length", "And a text that says a little more than that",
            TB_URGENCY_NORMAL);
  start = clock ();
  open_page (fixture, 900);
  time = (double) (clock () - start) * 1000 / CLOCKS_PER_SEC;
  g_test_message ("%u rows in %.0f ms", count_rows (fixture), time);
  g_assert_cmpuint (count_rows (fixture), ==, TB_INBOX_CAPACITY);
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpfloat (time, <, MOST_TIME);
#endif
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  g_assert_true (tb_ui_ensure (&error));

#define ADD_AT(name, width, function)                                                              \
  g_test_add ("/inbox-page/" name, Fixture, GINT_TO_POINTER (width), set_up, function, tear_down)
#define ADD(name, function) ADD_AT (name, 900, function)
  ADD ("detail-says-everything", test_detail_says_everything);
  ADD ("urgent-one-is-acknowledged", test_urgent_one_is_acknowledged);
  ADD ("search-finds-and-is-cleared", test_search_finds_and_is_cleared);
  ADD ("filters-leave-out-what-is-not-wanted", test_filters_leave_out_what_is_not_wanted);
  ADD ("enter-opens", test_enter_opens);
  ADD ("marks-all-of-what-is-looked-at-read", test_marks_all_of_what_is_looked_at_read);
  ADD ("what-arrives-moves-nothing", test_what_arrives_moves_nothing);
  ADD ("what-arrives-is-seen-at-the-top", test_what_arrives_is_seen_at_the_top);
  ADD ("row-says-to-the-ear-what-it-shows", test_row_says_to_the_ear_what_it_shows);
  ADD ("copies-title-text-and-link", test_copies_title_text_and_link);
  ADD_AT ("detail-takes-the-place-of-the-list-where-it-is-narrow", 400,
          test_detail_takes_the_place_of_the_list_where_it_is_narrow);
  ADD ("full-inbox-opens-at-once", test_full_inbox_opens_at_once);

  return g_test_run ();
}
