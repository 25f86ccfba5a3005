/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-wall-clock.h"
#include "popover-fixture.h"
#include "ui/tb-account-header.h"
#include "ui/tb-notice.h"
#include "ui/tb-avatar.h"
#include "ui/tb-fold-button.h"
#include "ui/tb-member-row.h"
#include "ui/tb-notification-row.h"
#include "ui/tb-notification-section.h"
#include "ui/tb-room-section.h"
#include "ui/tb-session-notices.h"
#include "ui/tb-ui.h"

typedef struct
{
  PopoverFixture *popover;
  GtkWidget *window;
} Fixture;

typedef struct
{
  gboolean with_account;
  gboolean reachable;
} Parameters;

static const Parameters online = { TRUE, TRUE };
static const Parameters offline = { TRUE, FALSE };
static const Parameters empty = { FALSE, FALSE };

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const Parameters *parameters = data;
  TbPopover *popover;

  fixture->popover = popover_fixture_new (parameters->with_account, parameters->reachable);
  popover = tb_popover_new (fixture->popover->sessions, fixture->popover->inbox,
                            G_ACTION_GROUP (fixture->popover->actions));
  fixture->window = GTK_WIDGET (popover);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_ref (fixture->window);
  gtk_widget_destroy (fixture->window);
  g_assert_finalize_object (fixture->window);
  popover_fixture_free (fixture->popover);
}

static TbPopover *
get_popover (Fixture *fixture)
{
  return TB_POPOVER (fixture->window);
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  return popover_fixture_shows (fixture->window, text);
}

static void
test_popover_is_not_shown_by_itself (Fixture *fixture, gconstpointer data)
{
  g_assert_false (gtk_widget_get_visible (fixture->window));
}

static void
test_popover_shows_a_live_session (Fixture *fixture, gconstpointer data)
{
  PusherPresence *presence;

  popover_fixture_notify (fixture->popover, "New order received", "", TB_URGENCY_NORMAL, 0);
  tb_popover_present (get_popover (fixture), NULL);
  WAIT_UNTIL (shows (fixture, "· online"));
  g_assert_true (shows (fixture, "Acme"));
  WAIT_UNTIL (shows (fixture, "Alice Smith"));
  g_assert_true (shows (fixture, "(you)"));
  g_assert_true (shows (fixture, "New order received"));

  presence = pusher_channel_get_presence (popover_fixture_get_room (fixture->popover));
  popover_fixture_join (presence, "user_789", "Bob Kern");
  WAIT_UNTIL (shows (fixture, "Bob Kern"));
  g_assert_true (shows (fixture, "Here now · 2"));
}

static GtkWidget *
find_button (Fixture *fixture, const char *label)
{
  GtkWidget *found = popover_fixture_find_label (fixture->window, label);

  return found != NULL ? gtk_widget_get_ancestor (found, GTK_TYPE_BUTTON) : NULL;
}

static const char *
get_activated (Fixture *fixture)
{
  GPtrArray *activated = fixture->popover->activated;

  return activated->len > 0 ? g_ptr_array_index (activated, activated->len - 1) : "";
}

static void
test_popover_says_what_is_wrong_and_retries (Fixture *fixture, gconstpointer data)
{
  TbSession *session = popover_fixture_get_session (fixture->popover);

  tb_popover_present (get_popover (fixture), NULL);
  WAIT_UNTIL (tb_session_get_last_error (session) != NULL);
  g_assert_true (shows (fixture, tb_session_get_last_error (session)));
  g_assert_true (shows (fixture, "· connecting…"));
  g_assert_true (shows (fixture, "Not joined yet"));

  gtk_button_clicked (GTK_BUTTON (find_button (fixture, "Now")));
  g_assert_cmpstr (get_activated (fixture), ==, "retry acme");
}

/* How many seconds the popover says are left, or 0. */
static guint
read_countdown (Fixture *fixture)
{
  for (guint seconds = 60; seconds > 0; seconds--)
    {
      g_autofree char *text = g_strdup_printf ("Next attempt in %u s", seconds);

      if (shows (fixture, text))
        return seconds;
    }

  return 0;
}

static void
test_popover_counts_down_to_the_next_attempt (Fixture *fixture, gconstpointer data)
{
  guint seconds;

  tb_popover_present (get_popover (fixture), NULL);
  /* The first attempts follow one another at once; later ones leave time to count. */
  WAIT_UNTIL (read_countdown (fixture) > 2);
  for (seconds = read_countdown (fixture) - 1; seconds > 0; seconds--)
    WAIT_UNTIL (read_countdown (fixture) == seconds);
}

/* Whether something that a widget has planned will wake the program. */
static gboolean
ticks (Fixture *fixture, GType type)
{
  GtkWidget *widget = popover_fixture_find (gtk_bin_get_child (GTK_BIN (fixture->window)), type, 0);

  return g_main_context_find_source_by_user_data (NULL, widget) != NULL;
}

static void
test_popover_that_is_not_seen_does_not_tick (Fixture *fixture, gconstpointer data)
{
  tb_popover_present (get_popover (fixture), NULL);
  popover_fixture_notify (fixture->popover, "Order", "", TB_URGENCY_NORMAL, 0);
  WAIT_UNTIL (read_countdown (fixture) > 0);
  WAIT_UNTIL (shows (fixture, "Order"));
  g_assert_true (ticks (fixture, TB_TYPE_SESSION_NOTICES));
  g_assert_true (ticks (fixture, TB_TYPE_NOTIFICATION_SECTION));

  gtk_widget_hide (fixture->window);
  g_assert_false (ticks (fixture, TB_TYPE_SESSION_NOTICES));
  g_assert_false (ticks (fixture, TB_TYPE_NOTIFICATION_SECTION));
  /* What changes meanwhile is no reason to begin. */
  tb_session_retry_now (popover_fixture_get_session (fixture->popover));
  popover_fixture_notify (fixture->popover, "Other", "", TB_URGENCY_NORMAL, 0);
  WAIT_UNTIL (tb_session_get_next_attempt_in (popover_fixture_get_session (fixture->popover)) > 0);
  g_assert_false (ticks (fixture, TB_TYPE_SESSION_NOTICES));
  g_assert_false (ticks (fixture, TB_TYPE_NOTIFICATION_SECTION));

  tb_popover_present (get_popover (fixture), NULL);
  g_assert_true (ticks (fixture, TB_TYPE_SESSION_NOTICES));
  g_assert_true (ticks (fixture, TB_TYPE_NOTIFICATION_SECTION));
}

static void
test_popover_offers_to_sign_in (Fixture *fixture, gconstpointer data)
{
  TbSession *session = popover_fixture_get_session (fixture->popover);

  g_assert_true (
      dev_server_post (fixture->popover->server, "auth", "{\"mode\":\"status\",\"status\":401}"));
  tb_popover_present (get_popover (fixture), NULL);
  WAIT_UNTIL (tb_session_get_state (session) == TB_SESSION_SIGN_IN_NEEDED);
  g_assert_true (shows (fixture, "· sign-in needed"));
  g_assert_true (shows (fixture, tb_session_get_last_error (session)));
  gtk_button_clicked (GTK_BUTTON (find_button (fixture, "Sign In")));
  g_assert_cmpstr (get_activated (fixture), ==, "sign-in acme");
}

static void
test_popover_says_that_there_is_no_network (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) host
      = g_variant_ref_sink (g_variant_new_parsed ("{'host': <'ws.example.com'>}"));
  TbSession *session = popover_fixture_get_session (fixture->popover);

  tb_session_set_network_available (session, FALSE);
  tb_account_apply (tb_session_get_account (session), host);
  tb_session_set_network_available (session, FALSE);
  tb_popover_present (get_popover (fixture), NULL);
  WAIT_UNTIL (shows (fixture, "There is no network"));
  g_assert_true (shows (fixture, "It connects by itself as soon as there is one."));
  g_assert_nonnull (find_button (fixture, "Now"));
  tb_session_set_network_available (session, TRUE);
  WAIT_UNTIL (!shows (fixture, "There is no network"));
}

static void
test_popover_tells_of_maintenance (Fixture *fixture, gconstpointer data)
{
  TbSession *session = popover_fixture_get_session (fixture->popover);
  const char *payload = "{\"message\":\"<b>New</b> disks\",\"endsAt\":\"2099-01-02T23:00:00\"}";
  GtkWidget *notice;

  WAIT_UNTIL (tb_session_get_state (session) == TB_SESSION_CONNECTED);
  popover_fixture_wait_for_channel (fixture->popover, "private-user-user_456");
  tb_popover_present (get_popover (fixture), NULL);
  g_assert_null (popover_fixture_find (fixture->window, TB_TYPE_NOTICE, 0));
  dev_server_publish (fixture->popover->server, "private-user-user_456", "system:maintenance",
                      payload);
  WAIT_UNTIL (shows (fixture, "<b>New</b> disks"));
  notice = popover_fixture_find (fixture->window, TB_TYPE_NOTICE, 0);
  g_assert_true (g_str_has_prefix (atk_object_get_name (gtk_widget_get_accessible (notice)),
                                   "Maintenance until "));

  gtk_button_clicked (GTK_BUTTON (popover_fixture_find (notice, GTK_TYPE_BUTTON, 0)));
  g_assert_false (shows (fixture, "<b>New</b> disks"));
  g_assert_null (tb_session_get_maintenance (session));
}

static void
test_popover_says_that_it_is_quiet (Fixture *fixture, gconstpointer data)
{
  TbPreferences *preferences = tb_preferences_new ();
  FakeWallClock *clock = fake_wall_clock_new ("Europe/Berlin", "2026-03-10T20:00:00");
  TbQuiet *quiet = tb_quiet_new (preferences, TB_WALL_CLOCK (clock));

  tb_popover_present (get_popover (fixture), NULL);
  tb_popover_set_quiet (get_popover (fixture), quiet);
  g_assert_false (shows (fixture, "Quiet until 21:00"));
  tb_quiet_snooze (quiet, TB_SNOOZE_HOUR);
  g_assert_true (shows (fixture, "Quiet until 21:00"));
  tb_quiet_end (quiet);
  g_assert_false (shows (fixture, "Quiet until 21:00"));
  tb_quiet_snooze (quiet, TB_SNOOZE_HOUR);
  fake_wall_clock_advance (clock, G_TIME_SPAN_HOUR);
  g_assert_false (shows (fixture, "Quiet until 21:00"));

  tb_popover_set_quiet (get_popover (fixture), NULL);
  g_assert_finalize_object (quiet);
  g_assert_finalize_object (clock);
  g_object_unref (preferences);
}

static void
test_popover_without_rooms_says_what_to_do (Fixture *fixture, gconstpointer data)
{
  TbAccount *account = tb_session_get_account (popover_fixture_get_session (fixture->popover));
  g_autoptr (GVariant) none = g_variant_ref_sink (g_variant_new_parsed ("{'rooms': <@as []>}"));
  g_autoptr (GVariant) one = g_variant_ref_sink (g_variant_new_parsed ("{'rooms': <['lobby']>}"));

  tb_popover_present (get_popover (fixture), NULL);
  g_assert_false (shows (fixture, "No rooms yet. Add one in Preferences."));
  tb_account_apply (account, none);
  WAIT_UNTIL (shows (fixture, "No rooms yet. Add one in Preferences."));
  WAIT_UNTIL (!shows (fixture, "doc_789"));
  tb_account_apply (account, one);
  WAIT_UNTIL (shows (fixture, "lobby"));
  g_assert_false (shows (fixture, "No rooms yet. Add one in Preferences."));
}

static void
test_popover_remembers_what_is_folded (Fixture *fixture, gconstpointer data)
{
  GtkWidget *other;

  popover_fixture_wait_for_room (fixture->popover);
  tb_popover_present (get_popover (fixture), NULL);
  WAIT_UNTIL (shows (fixture, "Alice Smith"));
  gtk_button_clicked (GTK_BUTTON (popover_fixture_find (fixture->window, TB_TYPE_FOLD_BUTTON, 0)));
  g_assert_false (shows (fixture, "Alice Smith"));

  /* As after the program was started again. */
  other = GTK_WIDGET (tb_popover_new (fixture->popover->sessions, fixture->popover->inbox,
                                      G_ACTION_GROUP (fixture->popover->actions)));
  tb_popover_present (TB_POPOVER (other), NULL);
  WAIT_UNTIL (popover_fixture_shows (other, "doc_789"));
  g_assert_false (popover_fixture_shows (other, "Alice Smith"));
  gtk_button_clicked (GTK_BUTTON (popover_fixture_find (other, TB_TYPE_FOLD_BUTTON, 0)));
  WAIT_UNTIL (popover_fixture_shows (other, "Alice Smith"));
  gtk_widget_destroy (other);
}

static void
test_popover_keeps_its_rooms_over_a_reload (Fixture *fixture, gconstpointer data)
{
  TbAccount *account = tb_session_get_account (popover_fixture_get_session (fixture->popover));
  g_autoptr (GVariant) settings
      = g_variant_ref_sink (g_variant_new_parsed ("{'origin': <'https://x.example.com'>}"));
  PusherChannel *before;
  GtkWidget *section;

  popover_fixture_wait_for_room (fixture->popover);
  tb_popover_present (get_popover (fixture), NULL);
  WAIT_UNTIL (shows (fixture, "Alice Smith"));
  section = popover_fixture_find (fixture->window, TB_TYPE_ROOM_SECTION, 0);
  before = g_object_ref (popover_fixture_get_room (fixture->popover));

  tb_account_apply (account, settings);
  WAIT_UNTIL (popover_fixture_get_room (fixture->popover) != before);
  /* In no moment is the room empty. */
  while (pusher_channel_get_state (popover_fixture_get_room (fixture->popover))
         != PUSHER_CHANNEL_SUBSCRIBED)
    {
      g_assert_true (shows (fixture, "Alice Smith"));
      g_main_context_iteration (NULL, TRUE);
    }
  WAIT_UNTIL (shows (fixture, "Here now · 1"));
  g_assert_true (popover_fixture_find (fixture->window, TB_TYPE_ROOM_SECTION, 0) == section);
  g_assert_true (shows (fixture, "Alice Smith"));
  g_object_unref (before);
}

static void
test_popover_shows_pictures (Fixture *fixture, gconstpointer data)
{
  PusherPresence *presence;
  GtkWidget *avatar;

  popover_fixture_wait_for_room (fixture->popover);
  presence = pusher_channel_get_presence (popover_fixture_get_room (fixture->popover));
  popover_fixture_join_with_avatar (presence, "b", "Bob", "/avatars/bob.png");
  popover_fixture_join_with_avatar (presence, "c", "Cyd", "/avatars/cyd.png?fault=huge");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  /* Nobody is on the screen. */
  g_assert_cmpint (dev_server_get_counter (fixture->popover->server, "avatarRequests"), ==, 0);

  tb_popover_present (get_popover (fixture), NULL);
  WAIT_UNTIL (shows (fixture, "Bob"));
  avatar = popover_fixture_find (fixture->window, TB_TYPE_AVATAR, 1);
  WAIT_UNTIL (tb_avatar_has_picture (TB_AVATAR (avatar)));
  WAIT_UNTIL (dev_server_get_counter (fixture->popover->server, "avatarRequests") == 2);
  g_assert_false (tb_avatar_has_picture (
      TB_AVATAR (popover_fixture_find (fixture->window, TB_TYPE_AVATAR, 2))));

  tb_avatars_set_enabled (fixture->popover->avatars, FALSE);
  g_assert_false (tb_avatar_has_picture (TB_AVATAR (avatar)));
  tb_avatars_set_enabled (fixture->popover->avatars, TRUE);
  WAIT_UNTIL (tb_avatar_has_picture (TB_AVATAR (avatar)));
}

static void
test_popover_fetches_no_pictures_of_who_is_out_of_sight (Fixture *fixture, gconstpointer data)
{
  PusherPresence *presence;
  gint64 n_requests;

  popover_fixture_wait_for_room (fixture->popover);
  presence = pusher_channel_get_presence (popover_fixture_get_room (fixture->popover));
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *id = g_strdup_printf ("%03u", i);
      g_autofree char *avatar = g_strdup_printf ("/avatars/%u.png", i);

      popover_fixture_join_with_avatar (presence, id, id, avatar);
    }
  tb_popover_present (get_popover (fixture), NULL);
  WAIT_UNTIL (shows (fixture, "000"));
  WAIT_UNTIL (tb_avatar_has_picture (
      TB_AVATAR (popover_fixture_find (fixture->window, TB_TYPE_AVATAR, 1))));
  n_requests = dev_server_get_counter (fixture->popover->server, "avatarRequests");
  g_assert_cmpint (n_requests, >, 0);
  g_assert_cmpint (n_requests, <, 15);
}

static void
test_popover_follows_the_accounts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("com.nebutra.Traybell");
  TbAccount *account = tb_session_get_account (popover_fixture_get_session (fixture->popover));
  g_autoptr (GVariant) name = g_variant_ref_sink (g_variant_new_parsed ("{'name': <'<b>B</b>'>}"));

  tb_popover_present (get_popover (fixture), NULL);
  g_assert_true (shows (fixture, "Acme"));
  g_assert_false (shows (fixture, "No account yet"));
  tb_account_apply (account, name);
  WAIT_UNTIL (shows (fixture, "<b>B</b>"));

  g_settings_reset (settings, "accounts");
  WAIT_UNTIL (shows (fixture, "No account yet"));
  g_assert_cmpuint (popover_fixture_count (fixture->window, TB_TYPE_ACCOUNT_HEADER), ==, 0);
  g_assert_false (shows (fixture, "Notifications"));
}

static void
test_popover_without_accounts_says_so (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button;

  tb_popover_present (get_popover (fixture), NULL);
  g_assert_true (shows (fixture, "No account yet"));
  button = find_button (fixture, "Quit");
  gtk_button_clicked (GTK_BUTTON (button));
  g_assert_cmpuint (fixture->popover->activated->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (fixture->popover->activated, 0), ==, "quit");
}

static void
test_popover_toggles_with_the_icon (Fixture *fixture, gconstpointer data)
{
  tb_popover_present_at (get_popover (fixture), 1200, 10, NULL);
  g_assert_true (gtk_widget_get_visible (fixture->window));
  tb_popover_present (get_popover (fixture), NULL);
  g_assert_true (gtk_widget_get_visible (fixture->window));
  tb_popover_present_at (get_popover (fixture), 1200, 10, NULL);
  g_assert_false (gtk_widget_get_visible (fixture->window));
  /* A toggle is no dismissal: the next click opens at once. */
  tb_popover_present_at (get_popover (fixture), 0, 0, NULL);
  g_assert_true (gtk_widget_get_visible (fixture->window));
}

static gboolean
click_opens (Fixture *fixture)
{
  tb_popover_present_at (get_popover (fixture), 1200, 10, NULL);

  return gtk_widget_get_visible (fixture->window);
}

static gboolean
on_time_passing (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
test_popover_closes_with_the_focus (Fixture *fixture, gconstpointer data)
{
  gint64 dismissed;
  guint time;

  tb_popover_present (get_popover (fixture), NULL);
  popover_fixture_change_focus (fixture->window, TRUE);
  g_assert_true (gtk_widget_get_visible (fixture->window));
  popover_fixture_change_focus (fixture->window, FALSE);
  g_assert_false (gtk_widget_get_visible (fixture->window));

  /* The click that took the focus away does not open it again, a later one does. */
  dismissed = g_get_monotonic_time ();
  g_assert_false (click_opens (fixture));
  time = g_timeout_add (10, on_time_passing, NULL);
  WAIT_UNTIL (click_opens (fixture));
  g_source_remove (time);
  g_assert_cmpint (g_get_monotonic_time () - dismissed, >=, (TB_POPOVER_DISMISS_TIME - 10) * 1000);
}

static void
test_popover_that_was_dismissed_can_be_presented (Fixture *fixture, gconstpointer data)
{
  tb_popover_present (get_popover (fixture), NULL);
  popover_fixture_change_focus (fixture->window, TRUE);
  popover_fixture_change_focus (fixture->window, FALSE);
  tb_popover_present (get_popover (fixture), NULL);
  g_assert_true (gtk_widget_get_visible (fixture->window));
}

static void
test_popover_closes_on_request (Fixture *fixture, gconstpointer data)
{
  tb_popover_present (get_popover (fixture), NULL);
  g_signal_emit_by_name (fixture->window, "close");
  g_assert_false (gtk_widget_get_visible (fixture->window));

  /* A window manager's close button does not destroy it, either. */
  tb_popover_present (get_popover (fixture), NULL);
  gtk_window_close (GTK_WINDOW (fixture->window));
  WAIT_UNTIL (!gtk_widget_get_visible (fixture->window));
}

static void
test_popover_closes_when_something_is_opened (Fixture *fixture, gconstpointer data)
{
  popover_fixture_notify (fixture->popover, "Order", "", TB_URGENCY_NORMAL, 0);
  tb_popover_present (get_popover (fixture), NULL);
  WAIT_UNTIL (popover_fixture_count (fixture->window, TB_TYPE_NOTIFICATION_ROW) == 1);
  gtk_widget_activate (popover_fixture_find (fixture->window, TB_TYPE_NOTIFICATION_ROW, 0));
  g_assert_true (
      g_str_has_prefix (g_ptr_array_index (fixture->popover->activated, 0), "open-notification "));
  g_assert_false (gtk_widget_get_visible (fixture->window));
}

static void
test_popover_can_open_often (Fixture *fixture, gconstpointer data)
{
  PusherPresence *presence;
  GtkWidget *row;

  popover_fixture_wait_for_room (fixture->popover);
  presence = pusher_channel_get_presence (popover_fixture_get_room (fixture->popover));
  tb_popover_present (get_popover (fixture), NULL);
  WAIT_UNTIL (shows (fixture, "Alice Smith"));
  row = popover_fixture_find (fixture->window, TB_TYPE_MEMBER_ROW, 0);

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *id = g_strdup_printf ("user %u", i);
      g_autofree char *title = g_strdup_printf ("Title %u", i);

      gtk_widget_hide (fixture->window);
      popover_fixture_join (presence, id, id);
      popover_fixture_notify (fixture->popover, title, "", TB_URGENCY_NORMAL, 0);
      popover_fixture_leave (presence, id);
      tb_popover_present_at (get_popover (fixture), 1200, 10, NULL);
      g_assert_true (shows (fixture, title));
      g_assert_cmpuint (popover_fixture_count (fixture->window, TB_TYPE_MEMBER_ROW), ==, 1);
      g_assert_cmpuint (popover_fixture_count (fixture->window, TB_TYPE_NOTIFICATION_ROW), ==,
                        MIN (i + 1, 30));
    }
  g_assert_true (popover_fixture_find (fixture->window, TB_TYPE_MEMBER_ROW, 0) == row);
}

static void
test_popover_that_is_gone_follows_nothing (Fixture *fixture, gconstpointer data)
{
  TbPopover *other = tb_popover_new (fixture->popover->sessions, fixture->popover->inbox,
                                     G_ACTION_GROUP (fixture->popover->actions));
  g_autoptr (GSettings) settings = g_settings_new ("com.nebutra.Traybell");

  tb_popover_present (other, NULL);
  g_object_ref (other);
  gtk_widget_destroy (GTK_WIDGET (other));
  g_assert_finalize_object (other);

  popover_fixture_notify (fixture->popover, "Order", "", TB_URGENCY_NORMAL, 0);
  tb_session_retry_now (popover_fixture_get_session (fixture->popover));
  g_settings_reset (settings, "accounts");
  WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (fixture->popover->sessions)) == 0);
}

static void
test_popover_has_words_for_every_state (void)
{
  g_autoptr (GHashTable) words = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GEnumClass) states = g_type_class_ref (TB_TYPE_SESSION_STATE);

  for (guint i = 0; i < states->n_values; i++)
    g_assert_true (g_hash_table_add (words, (char *) tb_account_header_describe_state (
                                                (TbSessionState) states->values[i].value)));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  g_assert_true (tb_ui_ensure (&error));
  g_assert_true (tb_ui_ensure (NULL));

#define ADD(name, parameters, function)                                                            \
  g_test_add ("/popover/" name, Fixture, &parameters, set_up, function, tear_down)
  ADD ("is-not-shown-by-itself", offline, test_popover_is_not_shown_by_itself);
  ADD ("shows-a-live-session", online, test_popover_shows_a_live_session);
  ADD ("says-what-is-wrong-and-retries", offline, test_popover_says_what_is_wrong_and_retries);
  ADD ("counts-down-to-the-next-attempt", offline, test_popover_counts_down_to_the_next_attempt);
  ADD ("that-is-not-seen-does-not-tick", offline, test_popover_that_is_not_seen_does_not_tick);
  ADD ("offers-to-sign-in", online, test_popover_offers_to_sign_in);
  ADD ("says-that-there-is-no-network", offline, test_popover_says_that_there_is_no_network);
  ADD ("tells-of-maintenance", online, test_popover_tells_of_maintenance);
  ADD ("says-that-it-is-quiet", offline, test_popover_says_that_it_is_quiet);
  ADD ("without-rooms-says-what-to-do", online, test_popover_without_rooms_says_what_to_do);
  ADD ("remembers-what-is-folded", online, test_popover_remembers_what_is_folded);
  ADD ("keeps-its-rooms-over-a-reload", online, test_popover_keeps_its_rooms_over_a_reload);
  ADD ("shows-pictures", online, test_popover_shows_pictures);
  ADD ("fetches-no-pictures-of-who-is-out-of-sight", online,
       test_popover_fetches_no_pictures_of_who_is_out_of_sight);
  ADD ("follows-the-accounts", offline, test_popover_follows_the_accounts);
  ADD ("without-accounts-says-so", empty, test_popover_without_accounts_says_so);
  ADD ("toggles-with-the-icon", offline, test_popover_toggles_with_the_icon);
  ADD ("closes-with-the-focus", offline, test_popover_closes_with_the_focus);
  ADD ("that-was-dismissed-can-be-presented", offline,
       test_popover_that_was_dismissed_can_be_presented);
  ADD ("closes-on-request", offline, test_popover_closes_on_request);
  ADD ("closes-when-something-is-opened", offline, test_popover_closes_when_something_is_opened);
  ADD ("that-is-gone-follows-nothing", offline, test_popover_that_is_gone_follows_nothing);
  ADD ("can-open-often", online, test_popover_can_open_often);
#undef ADD
  g_test_add_func ("/popover/has-words-for-every-state", test_popover_has_words_for_every_state);

  return g_test_run ();
}
