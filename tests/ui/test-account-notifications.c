/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lockable-settings.h"
#include "popover-fixture.h"
#include "ui/tb-account-notifications.h"
#include "ui/tb-ui.h"

#define ID "mutes"
#define PATH TB_ACCOUNT_PATH ID "/"

typedef struct
{
  TbAccount *account;
  TbAccount *elsewhere; /* the same, as others change it */
  GtkWidget *window;
} Fixture;

static void
settle (void)
{
  while (gtk_events_pending ())
    gtk_main_iteration ();
}

static void
change (Fixture *fixture, const char *settings)
{
  g_autoptr (GVariant) parsed = g_variant_ref_sink (g_variant_new_parsed (settings));

  tb_account_apply (fixture->elsewhere, parsed);
  settle ();
}

static void
open_window (Fixture *fixture)
{
  fixture->window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  gtk_container_add (GTK_CONTAINER (fixture->window),
                     tb_account_notifications_new (fixture->account));
  gtk_window_present (GTK_WINDOW (fixture->window));
  settle ();
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->account = tb_account_new (ID);
  fixture->elsewhere = tb_account_new (ID);
  change (fixture, "{'user-id': <'user_456'>, 'tenant-ids': <['org_1', 'org_2']>,"
                   " 'rooms': <['doc_789']>, 'channels': <['public-news']>}");
  open_window (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GObject) widget
      = g_object_ref (G_OBJECT (gtk_bin_get_child (GTK_BIN (fixture->window))));

  gtk_widget_destroy (fixture->window);
  g_assert_finalize_object (g_steal_pointer (&widget));
  tb_account_reset (fixture->elsewhere);
  g_assert_finalize_object (fixture->elsewhere);
  g_assert_finalize_object (fixture->account);
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  return popover_fixture_shows (fixture->window, text);
}

/* The control that a screen reader calls @name, or NULL. */
static GtkWidget *
lookup_control (Fixture *fixture, const char *name)
{
  return popover_fixture_find_control (fixture->window, name);
}

static GtkWidget *
find_control (Fixture *fixture, const char *name)
{
  GtkWidget *control = lookup_control (fixture, name);

  g_assert_nonnull (control);
  return control;
}

static gboolean
is_shown (Fixture *fixture, const char *channel)
{
  g_autofree char *name = g_strconcat ("Show: ", channel, NULL);

  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find_control (fixture, name)));
}

static gboolean
can_be_switched (Fixture *fixture, const char *channel)
{
  g_autofree char *name = g_strconcat ("Show: ", channel, NULL);

  return gtk_widget_get_sensitive (find_control (fixture, name));
}

static void
click (Fixture *fixture, const char *name)
{
  gtk_button_clicked (GTK_BUTTON (find_control (fixture, name)));
  settle ();
}

static void
expect_muted (Fixture *fixture, const char *expected)
{
  g_auto (GStrv) globs = tb_account_dup_strings (fixture->elsewhere, "muted-channels");
  g_autofree char *joined = g_strjoinv (" ", globs);

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_each_channel_is_muted_by_itself (Fixture *fixture, gconstpointer data)
{
  static const char *const channels[] = { "private-user-user_456", "private-tenant-org_1",
                                          "private-tenant-org_2", "doc_789", "public-news" };

  for (gsize i = 0; i < G_N_ELEMENTS (channels); i++)
    {
      g_assert_true (shows (fixture, channels[i]));
      g_assert_true (is_shown (fixture, channels[i]));
    }
  click (fixture, "Show: doc_789");
  expect_muted (fixture, "presence-room-doc_789");
  click (fixture, "Show: private-tenant-org_2");
  expect_muted (fixture, "presence-room-doc_789 private-tenant-org_2");
  g_assert_true (is_shown (fixture, "private-tenant-org_1"));
  g_assert_false (shows (fixture, "Also muted"));
  click (fixture, "Show: doc_789");
  expect_muted (fixture, "private-tenant-org_2");
  g_assert_true (shows (fixture, "What is muted still goes to the inbox."));
}

static void
test_a_pattern_is_removed_as_a_whole (Fixture *fixture, gconstpointer data)
{
  change (fixture, "{'muted-channels': <['private-tenant-org_2', 'private-*', 'gone']>}");
  g_assert_false (is_shown (fixture, "private-user-user_456"));
  g_assert_false (can_be_switched (fixture, "private-user-user_456"));
  g_assert_false (can_be_switched (fixture, "private-tenant-org_2"));
  g_assert_true (can_be_switched (fixture, "doc_789"));
  g_assert_true (shows (fixture, "Muted by “private-*”"));
  g_assert_true (shows (fixture, "Also muted"));
  g_assert_true (shows (fixture, "gone"));

  gtk_widget_grab_focus (find_control (fixture, "Unmute private-*"));
  click (fixture, "Unmute private-*");
  expect_muted (fixture, "private-tenant-org_2 gone");
  g_assert_true (is_shown (fixture, "private-user-user_456"));
  g_assert_false (is_shown (fixture, "private-tenant-org_2"));
  g_assert_true (can_be_switched (fixture, "private-tenant-org_2"));
  g_assert_false (shows (fixture, "Muted by “private-*”"));
  /* The keyboard goes on from where it was. */
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window))
                 == find_control (fixture, "Unmute gone"));
  click (fixture, "Unmute gone");
  expect_muted (fixture, "private-tenant-org_2");
  g_assert_false (shows (fixture, "Also muted"));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window))
                 == find_control (fixture, "Show: private-user-user_456"));
}

static void
test_channels_come_and_go_and_the_focus_stays (Fixture *fixture, gconstpointer data)
{
  GtkWidget *news = find_control (fixture, "Show: public-news");

  gtk_widget_grab_focus (news);
  change (fixture, "{'rooms': <['doc_789', 'doc_790']>}");
  g_assert_true (is_shown (fixture, "doc_790"));
  change (fixture, "{'rooms': <['doc_790']>, 'muted-channels': <['public-news']>}");
  g_assert_null (lookup_control (fixture, "Show: doc_789"));
  g_assert_false (is_shown (fixture, "public-news"));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == news);

  /* What mutes a channel that is gone is not forgotten, and can be seen. */
  change (fixture, "{'channels': <@as []>}");
  g_assert_null (lookup_control (fixture, "Show: public-news"));
  g_assert_nonnull (lookup_control (fixture, "Unmute public-news"));
}

static void
test_urgent_ones_pass_or_not (Fixture *fixture, gconstpointer data)
{
  GtkSwitch *control
      = GTK_SWITCH (find_control (fixture, "Urgent notifications also while it is quiet"));

  g_assert_true (gtk_switch_get_active (control));
  gtk_switch_set_active (control, FALSE);
  g_assert_false (tb_account_get_urgent_passes (fixture->elsewhere));
  change (fixture, "{'urgent-passes-quiet': <true>}");
  g_assert_true (gtk_switch_get_active (control));
}

static void
test_names_are_plain_text (Fixture *fixture, gconstpointer data)
{
  change (fixture, "{'rooms': <['a_b_c']>, 'muted-channels': <['<b>*</b>', '*a_b_c']>}");
  g_assert_true (shows (fixture, "a_b_c"));
  g_assert_true (shows (fixture, "Muted by “*a_b_c”"));
  g_assert_true (shows (fixture, "<b>*</b>"));
}

static void
test_what_an_administrator_has_fixed_cannot_be_changed (Fixture *fixture, gconstpointer data)
{
  change (fixture, "{'muted-channels': <['public-*']>}");
  gtk_widget_destroy (fixture->window);
  lockable_settings_set_locked (PATH "muted-channels", TRUE);
  lockable_settings_set_locked (PATH "urgent-passes-quiet", TRUE);
  open_window (fixture);

  g_assert_false (can_be_switched (fixture, "doc_789"));
  g_assert_false (gtk_widget_get_sensitive (find_control (fixture, "Unmute public-*")));
  g_assert_false (gtk_widget_get_sensitive (
      find_control (fixture, "Urgent notifications also while it is quiet")));
  g_assert_true (shows (fixture, "Your administrator has fixed this."));

  lockable_settings_set_locked (PATH "muted-channels", FALSE);
  lockable_settings_set_locked (PATH "urgent-passes-quiet", FALSE);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  lockable_settings_use ();
  g_test_init (&argc, &argv, NULL);
  g_assert_true (tb_ui_ensure (&error));

#define ADD(name, function)                                                                        \
  g_test_add ("/account-notifications/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("each-channel-is-muted-by-itself", test_each_channel_is_muted_by_itself);
  ADD ("a-pattern-is-removed-as-a-whole", test_a_pattern_is_removed_as_a_whole);
  ADD ("channels-come-and-go-and-the-focus-stays", test_channels_come_and_go_and_the_focus_stays);
  ADD ("urgent-ones-pass-or-not", test_urgent_ones_pass_or_not);
  ADD ("names-are-plain-text", test_names_are_plain_text);
  ADD ("what-an-administrator-has-fixed-cannot-be-changed",
       test_what_an_administrator_has_fixed_cannot_be_changed);

  return g_test_run ();
}
