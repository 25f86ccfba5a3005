/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "setup-fixture.h"
#include "ui/tb-ui.h"

/* An account is added, page by page, against a server. */

static void
test_filling_in_a_form_adds_an_account (SetupFixture *fixture, gconstpointer data)
{
  TbAccount *account;
  g_autofree char *endpoint = NULL;
  g_autofree char *expected
      = g_strconcat (dev_server_get_url (fixture->base->server), "/api/pusher/auth", NULL);

  setup_fill_in_alice (fixture, "alice-token");
  setup_click (fixture, "Check");
  WAIT_UNTIL (setup_shows (fixture, "It works"));
  g_assert_true (setup_has_focus (fixture, "Save"));
  g_assert_null (fixture->saved);
  setup_click (fixture, "Save");
  WAIT_UNTIL (fixture->saved != NULL);

  account = setup_get_account (fixture);
  endpoint = tb_account_dup_string (account, "auth-endpoint");
  g_assert_cmpstr (tb_account_get_id (account), ==, fixture->saved);
  g_assert_true (tb_account_get_enabled (account));
  g_assert_cmpstr (endpoint, ==, expected);
  g_assert_true (
      dev_server_wait (fixture->base->server, 10000, "{\"subscribed\":\"private-user-user_456\"}"));
}

static void
test_what_fails_can_be_saved_anyway_but_not_by_enter (SetupFixture *fixture, gconstpointer data)
{
  setup_fill_in_alice (fixture, "old-token");
  setup_click (fixture, "Check");
  WAIT_UNTIL (setup_shows (fixture, "It does not work yet"));
  g_assert_true (setup_shows (
      fixture, "Sign in to the web app again, and give this account a new token or cookie."));
  g_assert_true (setup_has_focus (fixture, "Failed: The web app accepts your sign-in"));
  g_assert_null (gtk_window_get_default_widget (GTK_WINDOW (fixture->window)));
  setup_click (fixture, "Save Anyway");
  WAIT_UNTIL (fixture->saved != NULL);
}

static void
test_going_back_keeps_what_was_filled_in (SetupFixture *fixture, gconstpointer data)
{
  setup_fill_in_alice (fixture, "old-token");
  setup_click (fixture, "Check");
  WAIT_UNTIL (setup_shows (fixture, "It does not work yet"));
  setup_click (fixture, "Back");
  g_assert_cmpstr (setup_read (fixture, "App key"), ==, "demo-key");
  g_assert_cmpstr (setup_read (fixture, "Secret"), ==, "old-token");
  setup_fill_in (fixture, "Secret", "alice-token");
  setup_click (fixture, "Check");
  WAIT_UNTIL (setup_shows (fixture, "It works"));
}

static void
test_what_is_missing_is_told_beside_its_field (SetupFixture *fixture, gconstpointer data)
{
  const char *key = "The app key is missing; it is the public key that the web app uses";
  const char *server = "The server is missing; set a cluster of Pusher Channels or the host of "
                       "your own server";
  AtkObject *accessible;

  setup_click (fixture, "Fill in a form");
  setup_find (fixture, GTK_TYPE_ENTRY, "App key");
  g_assert_false (setup_shows (fixture, key));
  setup_click (fixture, "Check");
  WAIT_UNTIL (setup_shows (fixture, key));
  g_assert_true (setup_shows (fixture, server));
  g_assert_true (setup_shows (fixture,
                              "This is relative to the web app: enter the web app's address "
                              "above, or the whole address here"));
  g_assert_true (setup_has_focus (fixture, "App key"));
  /* Whoever cannot see it is told, too. */
  accessible = gtk_widget_get_accessible (setup_find (fixture, GTK_TYPE_ENTRY, "App key"));
  g_assert_cmpstr (atk_object_get_description (accessible), ==, key);

  setup_fill_in (fixture, "App key", "demo-key");
  WAIT_UNTIL (!setup_shows (fixture, key));
  g_assert_cmpstr (atk_object_get_description (accessible), ==,
                   "The public key of the web app, often called PUSHER_KEY. It is not a secret.");
}

static void
test_a_mistake_is_told_when_the_field_is_left (SetupFixture *fixture, gconstpointer data)
{
  const char *sentence = "“ftp://x” is not the address of a web app; it begins with https://";

  setup_click (fixture, "Fill in a form");
  gtk_widget_grab_focus (setup_find (fixture, GTK_TYPE_ENTRY, "Address of the web app"));
  setup_fill_in (fixture, "Address of the web app", "ftp://x");
  g_assert_false (setup_shows (fixture, sentence));
  setup_leave_field (fixture);
  WAIT_UNTIL (setup_shows (fixture, sentence));
  setup_fill_in (fixture, "Address of the web app", "https://x");
  WAIT_UNTIL (!setup_shows (fixture, sentence));
}

static void
test_a_secret_that_is_none_is_told (SetupFixture *fixture, gconstpointer data)
{
  setup_fill_in_alice (fixture, "two\nlines");
  setup_click (fixture, "Check");
  WAIT_UNTIL (setup_shows (fixture, "The secret must be one line of plain characters"));
  g_assert_true (setup_has_focus (fixture, "Secret"));
}

static void
test_the_kind_of_server_fills_in_what_is_usual (SetupFixture *fixture, gconstpointer data)
{
  GtkComboBox *combo;

  setup_click (fixture, "Fill in a form");
  combo = GTK_COMBO_BOX (setup_find (fixture, GTK_TYPE_COMBO_BOX, "Type of server"));
  g_assert_nonnull (setup_look_for (fixture, GTK_TYPE_ENTRY, "Cluster"));
  g_assert_null (setup_look_for (fixture, GTK_TYPE_ENTRY, "Host"));
  g_assert_cmpstr (setup_read (fixture, "Authorisation endpoint"), ==, "/api/pusher/auth");

  gtk_combo_box_set_active (combo, 1);
  g_assert_null (setup_look_for (fixture, GTK_TYPE_ENTRY, "Cluster"));
  setup_find (fixture, GTK_TYPE_ENTRY, "Host");
  g_assert_cmpstr (setup_read (fixture, "Port"), ==, "6001");

  gtk_combo_box_set_active (combo, 2);
  g_assert_cmpstr (setup_read (fixture, "Authorisation endpoint"), ==, "/broadcasting/auth");
  g_assert_cmpstr (setup_read (fixture, "Port"), ==, "8080");
  gtk_expander_set_expanded (GTK_EXPANDER (setup_find (fixture, GTK_TYPE_EXPANDER, "Advanced")),
                             TRUE);
  g_assert_cmpstr (setup_read (fixture, "Further channels"), ==,
                   "private-App.Models.User.{user_id}");

  /* What the user has written stays. */
  setup_fill_in (fixture, "Authorisation endpoint", "/my/auth");
  setup_fill_in (fixture, "Further channels", "public-news");
  setup_fill_in (fixture, "Port", "444");
  gtk_combo_box_set_active (combo, 0);
  gtk_combo_box_set_active (combo, 1);
  g_assert_cmpstr (setup_read (fixture, "Port"), ==, "444");
  g_assert_cmpstr (setup_read (fixture, "Authorisation endpoint"), ==, "/my/auth");
  g_assert_cmpstr (setup_read (fixture, "Further channels"), ==, "public-news");
}

static void
paste (SetupFixture *fixture, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (setup_find (
                                fixture, GTK_TYPE_TEXT_VIEW, "Settings of the web app"))),
                            text, -1);
}

static void
test_pasted_settings_fill_in_the_form (SetupFixture *fixture, gconstpointer data)
{
  setup_click (fixture, "Import settings");
  setup_click (fixture, "Continue");
  WAIT_UNTIL (
      setup_shows (fixture, "Enter the address of the web app, or paste its settings below"));
  paste (fixture, "DATABASE_URL=x\n");
  setup_click (fixture, "Continue");
  WAIT_UNTIL (
      setup_shows (fixture, "The app key is missing: there is no NEXT_PUBLIC_PUSHER_KEY in it"));
  paste (fixture, "NEXT_PUBLIC_PUSHER_KEY=k\nNEXT_PUBLIC_PUSHER_CLUSTER=eu\nPUSHER_SECRET=hush\n");
  setup_click (fixture, "Continue");
  WAIT_UNTIL (
      setup_shows (fixture, "The settings are relative to the web app: enter its address, too"));
  g_assert_true (setup_has_focus (fixture, "Address of the web app"));
  setup_fill_in (fixture, "Address of the web app", "app.example.com");
  setup_click (fixture, "Continue");

  WAIT_UNTIL (setup_shows (fixture,
                           "These are the settings from the text. PUSHER_SECRET was left out: "
                           "only the web app's server may have it. Fill in what is missing."));
  g_assert_cmpstr (setup_read (fixture, "App key"), ==, "k");
  g_assert_cmpstr (setup_read (fixture, "Cluster"), ==, "eu");
  g_assert_cmpstr (setup_read (fixture, "Address of the web app"), ==, "https://app.example.com");
  g_assert_true (setup_has_focus (fixture, "User id"));
}

static void
test_the_web_app_is_asked_for_its_settings (SetupFixture *fixture, gconstpointer data)
{
  setup_click (fixture, "Import settings");
  g_assert_true (dev_server_post (fixture->base->server, "web",
                                  "{\"endpoint\":\"well-known\",\"mode\":\"status\","
                                  "\"status\":404,\"count\":1}"));
  setup_fill_in (fixture, "Address of the web app", dev_server_get_url (fixture->base->server));
  setup_click (fixture, "Continue");
  setup_find (fixture, GTK_TYPE_BUTTON, "Continue");
  WAIT_UNTIL (setup_has_focus (fixture, "Address of the web app"));
  setup_click (fixture, "Continue");
  WAIT_UNTIL (
      setup_shows (fixture, "These are the settings from the web app. Fill in what is missing."));
  g_assert_cmpstr (setup_read (fixture, "App key"), ==, "demo-key");
  g_assert_cmpstr (setup_read (fixture, "Rooms"), ==, "doc_789");
}

static void
begin_sign_in (SetupFixture *fixture, const char *sign_in)
{
  g_assert_true (dev_server_post (fixture->base->server, "sign-in", "%s", sign_in));
  setup_click (fixture, "Sign in with the browser");
  setup_fill_in (fixture, "Address of the web app", dev_server_get_url (fixture->base->server));
  setup_click (fixture, "Get Code");
  WAIT_UNTIL (setup_shows (fixture, "WDJB-1000"));
}

static void
test_signing_in_with_the_browser_fills_in_the_form (SetupFixture *fixture, gconstpointer data)
{
  begin_sign_in (fixture, "{\"interval\":1}");
  g_assert_true (setup_has_focus (fixture, "Open Browser"));
  setup_click (fixture, "Open Browser");
  g_assert_true (g_str_has_suffix (fixture->opened, "/device?user_code=WDJB-1000"));
  setup_click (fixture, "Copy Code");
  {
    g_autofree char *copied = gtk_clipboard_wait_for_text (
        gtk_widget_get_clipboard (fixture->window, GDK_SELECTION_CLIPBOARD));

    g_assert_cmpstr (copied, ==, "WDJB-1000");
  }

  g_assert_true (dev_server_post (fixture->base->server, "sign-in", "{\"outcome\":\"approve\"}"));
  WAIT_UNTIL (setup_shows (
      fixture, "You have signed in as Alice Smith. Compare what is filled in, and go on."));
  g_assert_cmpstr (setup_read (fixture, "User id"), ==, "user_456");
  g_assert_cmpstr (setup_read (fixture, "Tenants"), ==, "org_123");
  g_assert_true (setup_shows (
      fixture, "You have signed in with the browser; the token goes into the keyring."));
  setup_click (fixture, "Check");
  WAIT_UNTIL (setup_shows (fixture, "It works"));
  setup_click (fixture, "Save");
  WAIT_UNTIL (fixture->saved != NULL);
  g_assert_cmpint (tb_account_get_sign_in_method (setup_get_account (fixture)), ==,
                   TB_SIGN_IN_BROWSER);
}

static void
test_a_sign_in_that_is_refused_can_be_tried_again (SetupFixture *fixture, gconstpointer data)
{
  begin_sign_in (fixture, "{\"interval\":1,\"outcome\":\"deny\"}");
  WAIT_UNTIL (
      setup_shows (fixture, "The sign-in was refused in the browser; try again to sign in"));
  setup_click (fixture, "Try Again");
  setup_click (fixture, "Get Code");
  WAIT_UNTIL (setup_shows (fixture, "WDJB-1001"));
}

static void
test_closing_gives_up_the_sign_in (SetupFixture *fixture, gconstpointer data)
{
  begin_sign_in (fixture, "{\"interval\":1}");
  gtk_widget_destroy (fixture->window);
  WAIT_UNTIL (G_OBJECT (fixture->window)->ref_count == 1);
  g_assert_finalize_object (g_steal_pointer (&fixture->window));
}

static void
press_escape (SetupFixture *fixture)
{
  g_signal_emit_by_name (fixture->window, "close");
}

static void
test_escape_closes_when_nothing_is_lost (SetupFixture *fixture, gconstpointer data)
{
  press_escape (fixture);
  g_assert_null (setup_find_dialog ());
  g_assert_true (gtk_widget_in_destruction (fixture->window)
                 || !gtk_widget_get_mapped (fixture->window));
}

static void
test_escape_asks_before_something_is_lost (SetupFixture *fixture, gconstpointer data)
{
  setup_fill_in_alice (fixture, "alice-token");
  press_escape (fixture);
  g_assert_nonnull (setup_find_dialog ());
  gtk_dialog_response (GTK_DIALOG (setup_find_dialog ()), GTK_RESPONSE_CANCEL);
  g_assert_null (setup_find_dialog ());
  g_assert_true (gtk_widget_get_mapped (fixture->window));
  g_assert_cmpstr (setup_read (fixture, "App key"), ==, "demo-key");

  press_escape (fixture);
  gtk_dialog_response (GTK_DIALOG (setup_find_dialog ()), GTK_RESPONSE_ACCEPT);
  g_assert_false (gtk_widget_get_mapped (fixture->window));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->base->accounts)), ==, 0);
}

static void
test_every_page_is_reachable_and_labelled (SetupFixture *fixture, gconstpointer data)
{
  GtkComboBox *combo;

  setup_assert_reachable (fixture);
  setup_click (fixture, "Sign in with the browser");
  setup_find (fixture, GTK_TYPE_ENTRY, "Address of the web app");
  setup_assert_reachable (fixture);
  setup_click (fixture, "Back");
  begin_sign_in (fixture, "{}");
  setup_assert_reachable (fixture);
  setup_click (fixture, "Back");
  setup_click (fixture, "Import settings");
  setup_find (fixture, GTK_TYPE_TEXT_VIEW, "Settings of the web app");
  setup_assert_reachable (fixture);
  setup_click (fixture, "Back");
  setup_fill_in_alice (fixture, "alice-token");
  combo = GTK_COMBO_BOX (setup_find (fixture, GTK_TYPE_COMBO_BOX, "Type of server"));
  gtk_expander_set_expanded (GTK_EXPANDER (setup_find (fixture, GTK_TYPE_EXPANDER, "Advanced")),
                             TRUE);
  for (int i = 0; i < 4; i++)
    {
      gtk_combo_box_set_active (combo, i);
      setup_find (fixture, GTK_TYPE_ENTRY, i == 0 ? "Cluster" : "Host");
      setup_assert_reachable (fixture);
    }
  setup_click (fixture, "Check");
  WAIT_UNTIL (setup_shows (fixture, "It works"));
  setup_assert_reachable (fixture);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/setup-window/" name, SetupFixture, NULL, setup_begin_to_add, function, setup_end)

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  tb_ui_ensure (&error);
  g_assert_no_error (error);

  ADD ("filling-in-a-form-adds-an-account", test_filling_in_a_form_adds_an_account);
  ADD ("what-fails-can-be-saved-anyway-but-not-by-enter",
       test_what_fails_can_be_saved_anyway_but_not_by_enter);
  ADD ("going-back-keeps-what-was-filled-in", test_going_back_keeps_what_was_filled_in);
  ADD ("what-is-missing-is-told-beside-its-field", test_what_is_missing_is_told_beside_its_field);
  ADD ("a-mistake-is-told-when-the-field-is-left", test_a_mistake_is_told_when_the_field_is_left);
  ADD ("a-secret-that-is-none-is-told", test_a_secret_that_is_none_is_told);
  ADD ("the-kind-of-server-fills-in-what-is-usual", test_the_kind_of_server_fills_in_what_is_usual);
  ADD ("pasted-settings-fill-in-the-form", test_pasted_settings_fill_in_the_form);
  ADD ("the-web-app-is-asked-for-its-settings", test_the_web_app_is_asked_for_its_settings);
  ADD ("signing-in-with-the-browser-fills-in-the-form",
       test_signing_in_with_the_browser_fills_in_the_form);
  ADD ("a-sign-in-that-is-refused-can-be-tried-again",
       test_a_sign_in_that_is_refused_can_be_tried_again);
  ADD ("closing-gives-up-the-sign-in", test_closing_gives_up_the_sign_in);
  ADD ("escape-closes-when-nothing-is-lost", test_escape_closes_when_nothing_is_lost);
  ADD ("escape-asks-before-something-is-lost", test_escape_asks_before_something_is_lost);
  ADD ("every-page-is-reachable-and-labelled", test_every_page_is_reachable_and_labelled);

  return g_test_run ();
}
