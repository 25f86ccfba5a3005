/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "setup-fixture.h"
#include "ui/tb-remove-dialog.h"
#include "ui/tb-ui.h"

/* An account that is there is changed, signed in again, and removed. */

static void
test_an_account_is_changed_and_keeps_its_secret (SetupFixture *fixture, gconstpointer data)
{
  g_autofree char *name = NULL;

  setup_open (fixture, TB_SETUP_EDIT);
  WAIT_UNTIL (setup_shows (fixture, "The secret is kept in the keyring."));
  g_assert_null (setup_look_for (fixture, GTK_TYPE_ENTRY, "Secret"));
  g_assert_cmpstr (setup_read (fixture, "Name of this account"), ==, "Acme");
  setup_fill_in (fixture, "Name of this account", "Other");
  setup_click (fixture, "Check");
  WAIT_UNTIL (setup_shows (fixture, "It works"));
  setup_click (fixture, "Save");
  WAIT_UNTIL (fixture->saved != NULL);
  name = tb_account_dup_name (setup_get_account (fixture));
  g_assert_cmpstr (name, ==, "Other");
}

static void
test_a_secret_that_is_there_can_be_replaced (SetupFixture *fixture, gconstpointer data)
{
  setup_open (fixture, TB_SETUP_EDIT);
  setup_click (fixture, "Replace…");
  g_assert_true (setup_has_focus (fixture, "Secret"));
  setup_fill_in (fixture, "Secret", "old-token");
  setup_click (fixture, "Check");
  WAIT_UNTIL (setup_shows (fixture, "It does not work yet"));
}

static void
test_an_account_can_be_switched_off (SetupFixture *fixture, gconstpointer data)
{
  setup_open (fixture, TB_SETUP_EDIT);
  gtk_switch_set_active (GTK_SWITCH (popover_fixture_find (fixture->window, GTK_TYPE_SWITCH, 0)),
                         FALSE);
  setup_click (fixture, "Check");
  WAIT_UNTIL (setup_shows (fixture, "It works"));
  setup_click (fixture, "Save");
  WAIT_UNTIL (fixture->saved != NULL);
  g_assert_false (tb_account_get_enabled (setup_get_account (fixture)));
}

static void
test_where_the_list_is_can_be_said (SetupFixture *fixture, gconstpointer data)
{
  g_autofree char *url = NULL;

  setup_open (fixture, TB_SETUP_EDIT);
  g_assert_null (setup_look_for (fixture, GTK_TYPE_ENTRY, "Address of the list"));
  gtk_expander_set_expanded (
      GTK_EXPANDER (popover_fixture_find (fixture->window, GTK_TYPE_EXPANDER, 0)), TRUE);
  gtk_combo_box_set_active_id (
      GTK_COMBO_BOX (setup_find (fixture, GTK_TYPE_COMBO_BOX, "List of notifications")), "gateway");
  setup_fill_in (fixture, "Address of the list", "/api/v1/notifications");
  setup_assert_reachable (fixture);
  setup_click (fixture, "Check");
  WAIT_UNTIL (setup_shows (fixture, "It works"));
  setup_click (fixture, "Save");
  WAIT_UNTIL (fixture->saved != NULL);
  g_assert_cmpint (tb_account_get_inbox_style (setup_get_account (fixture)), ==,
                   TB_INBOX_STYLE_GATEWAY);
  url = tb_account_dup_string (setup_get_account (fixture), "inbox-url");
  g_assert_cmpstr (url, ==, "/api/v1/notifications");
}

static void
test_removing_is_asked_for (SetupFixture *fixture, gconstpointer data)
{
  setup_open (fixture, TB_SETUP_EDIT);
  setup_click (fixture, "Remove Account…");
  g_assert_cmpstr (fixture->removed, ==, POPOVER_FIXTURE_ACCOUNT);
}

static void
test_removing_is_asked_about_and_done (SetupFixture *fixture, gconstpointer data)
{
  g_autoptr (TbAccountEditor) editor
      = tb_account_editor_new (fixture->base->accounts, fixture->base->keyring,
                               fixture->base->sessions, setup_get_account (fixture));
  GtkWidget *dialog = tb_remove_dialog_new (NULL, editor);

  gtk_widget_show (dialog);
  g_assert_true (popover_fixture_shows (dialog, "Remove the account “Acme”?"));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->base->accounts)), ==, 1);

  dialog = tb_remove_dialog_new (NULL, editor);
  gtk_widget_show (dialog);
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (fixture->base->accounts)) == 0);
  WAIT_UNTIL (setup_find_dialog () == NULL);
}

static void
test_signing_in_again_asks_for_the_secret_alone (SetupFixture *fixture, gconstpointer data)
{
  setup_open (fixture, TB_SETUP_SIGN_IN);
  WAIT_UNTIL (setup_has_focus (fixture, "Secret"));
  g_assert_null (setup_look_for (fixture, GTK_TYPE_ENTRY, "App key"));
  setup_click (fixture, "Check");
  WAIT_UNTIL (setup_shows (fixture, "The secret is empty; paste it on one line"));
  setup_fill_in (fixture, "Secret", "alice-token");
  setup_click (fixture, "Check");
  WAIT_UNTIL (setup_shows (fixture, "It works"));
  setup_click (fixture, "Save");
  WAIT_UNTIL (fixture->saved != NULL);
}

static void
test_signing_in_again_with_the_browser_begins_at_once (SetupFixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) settings = g_variant_parse (
      G_VARIANT_TYPE_VARDICT, "{'sign-in-method': <'browser'>}", NULL, NULL, NULL);

  tb_account_apply (setup_get_account (fixture), settings);
  g_assert_true (dev_server_post (fixture->base->server, "sign-in", "{\"interval\":1}"));
  setup_open (fixture, TB_SETUP_SIGN_IN);
  WAIT_UNTIL (setup_shows (fixture, "WDJB-1000"));
  g_assert_true (dev_server_post (fixture->base->server, "sign-in", "{\"outcome\":\"approve\"}"));
  WAIT_UNTIL (setup_shows (fixture, "It works"));
  setup_click (fixture, "Save");
  WAIT_UNTIL (fixture->saved != NULL);
}

static void
test_what_is_changed_is_reachable_and_labelled (SetupFixture *fixture, gconstpointer data)
{
  setup_open (fixture, TB_SETUP_EDIT);
  setup_find (fixture, GTK_TYPE_BUTTON, "Replace…");
  setup_assert_reachable (fixture);
  setup_click (fixture, "Replace…");
  gtk_combo_box_set_active (
      GTK_COMBO_BOX (setup_find (fixture, GTK_TYPE_COMBO_BOX, "Kind of secret")), 2);
  setup_find (fixture, GTK_TYPE_ENTRY, "Name of the header");
  setup_assert_reachable (fixture);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/setup-change/" name, SetupFixture, NULL, setup_begin_with_account, function,       \
              setup_end)

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  tb_ui_ensure (&error);
  g_assert_no_error (error);

  ADD ("an-account-is-changed-and-keeps-its-secret",
       test_an_account_is_changed_and_keeps_its_secret);
  ADD ("a-secret-that-is-there-can-be-replaced", test_a_secret_that_is_there_can_be_replaced);
  ADD ("an-account-can-be-switched-off", test_an_account_can_be_switched_off);
  ADD ("where-the-list-is-can-be-said", test_where_the_list_is_can_be_said);
  ADD ("removing-is-asked-for", test_removing_is_asked_for);
  ADD ("signing-in-again-asks-for-the-secret-alone",
       test_signing_in_again_asks_for_the_secret_alone);
  ADD ("signing-in-again-with-the-browser-begins-at-once",
       test_signing_in_again_with_the_browser_begins_at_once);
  ADD ("what-is-changed-is-reachable-and-labelled", test_what_is_changed_is_reachable_and_labelled);
  /* Last: it takes the secret of the fixture's account away. */
  ADD ("removing-is-asked-about-and-done", test_removing_is_asked_about_and_done);

  return g_test_run ();
}
