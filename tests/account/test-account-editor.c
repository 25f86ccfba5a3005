/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-account-editor.h"

#include "account-fixture.h"
#include "bus-fixture.h"
#include "dev-server.h"
#include "fake-clock.h"
#include "fake-secret-service.h"

/* An account that is added or changed: all of it, or nothing. */

static GTestDBus *bus;

typedef struct
{
  DevServer *server;
  FakeClock *clock;
  GDBusConnection *connection;
  FakeSecretService *secrets;
  GSettings *settings;
  TbKeyring *keyring;
  TbInbox *inbox;
  TbRules *rules;
  TbAccountList *accounts;
  TbSessionList *sessions;
  TbAccountEditor *editor;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->server = dev_server_new (NULL, &error);
  g_assert_no_error (error);
  fixture->clock = fake_clock_new ();
  fixture->settings = g_settings_new ("com.nebutra.Traybell");
  g_settings_reset (fixture->settings, "accounts");
  fixture->connection = bus_fixture_connect (bus);
  fixture->secrets = fake_secret_service_new (bus);
  fixture->keyring = tb_keyring_new (fixture->connection);
  bus_fixture_settle (fixture->connection);
  fake_secret_service_appear (fixture->secrets);
  bus_fixture_settle (fixture->connection);
  fixture->inbox = tb_inbox_new ();
  fixture->rules = tb_rules_new_default (&error);
  g_assert_no_error (error);
  fixture->accounts = tb_account_list_new ();
  fixture->sessions = tb_session_list_new (fixture->accounts, fixture->keyring, fixture->inbox,
                                           fixture->rules, NULL, NULL);
  fixture->editor
      = tb_account_editor_new (fixture->accounts, fixture->keyring, fixture->sessions, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDBusConnection) libsecret = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  g_assert_finalize_object (fixture->editor);
  g_assert_finalize_object (fixture->sessions);
  WAIT_UNTIL (dev_server_get_connections (fixture->server) == 0);
  WAIT_UNTIL (fake_clock_get_timers (fixture->clock) == 0);
  g_settings_reset (fixture->settings, "accounts");
  g_assert_finalize_object (fixture->accounts);
  bus_fixture_settle (fixture->connection);
  WAIT_UNTIL (G_OBJECT (fixture->keyring)->ref_count == 1);
  g_assert_finalize_object (fixture->keyring);
  g_assert_finalize_object (fixture->inbox);
  g_assert_finalize_object (fixture->clock);
  g_assert_finalize_object (fixture->server);
  g_assert_finalize_object (fixture->settings);
  tb_rules_unref (fixture->rules);
  fake_secret_service_free (fixture->secrets);
  bus_fixture_disconnect (fixture->connection);
  bus_fixture_settle (libsecret);
}

static void apply (Fixture *fixture, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
apply (Fixture *fixture, const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autoptr (GVariant) settings = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  settings = account_fixture_settings ("%s", text);
  tb_account_editor_apply (fixture->editor, settings);
}

static void
fill_in (Fixture *fixture)
{
  apply (fixture,
         "{'name': <'Acme'>, 'key': <'demo-key'>, 'host': <'127.0.0.1'>, 'port': <uint32 %u>,"
         " 'tls': <false>, 'user-id': <'user_456'>, 'auth-endpoint': <'%s/api/pusher/auth'>}",
         dev_server_get_port (fixture->server), dev_server_get_url (fixture->server));
}

static void
give_secret (Fixture *fixture, const char *secret)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (tb_account_editor_set_secret (fixture->editor, "Authorization", secret, &error));
  g_assert_no_error (error);
}

static void
on_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
save (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tb_account_editor_save_async (fixture->editor, on_ready, &result);
  WAIT_UNTIL (result != NULL);

  return tb_account_editor_save_finish (fixture->editor, result, error);
}

static guint
count_accounts (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->accounts));
}

static TbSession *
get_session (Fixture *fixture)
{
  return tb_session_list_lookup (
      fixture->sessions, tb_account_get_id (tb_account_editor_get_account (fixture->editor)));
}

/* Adds Alice's account, and an editor for it as it is then. */
static void
add (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbAccount) account = NULL;

  fill_in (fixture);
  give_secret (fixture, "alice-token");
  g_assert_true (save (fixture, &error));
  g_assert_no_error (error);
  account = g_object_ref (tb_account_editor_get_account (fixture->editor));
  g_assert_finalize_object (fixture->editor);
  fixture->editor
      = tb_account_editor_new (fixture->accounts, fixture->keyring, fixture->sessions, account);
  WAIT_UNTIL (tb_session_get_state (get_session (fixture)) == TB_SESSION_CONNECTED);
  g_assert_true (
      dev_server_wait (fixture->server, 5000, "{\"subscribed\":\"private-user-user_456\"}"));
}

static TbCheckOutcome
check (Fixture *fixture)
{
  g_autoptr (TbLiveCheck) live_check
      = tb_account_editor_create_check (fixture->editor, PUSHER_CLOCK (fixture->clock));
  TbCheckOutcome outcome;

  tb_live_check_start (live_check);
  WAIT_UNTIL (tb_live_check_get_outcome (live_check) != TB_CHECK_OUTCOME_RUNNING);
  outcome = tb_live_check_get_outcome (live_check);
  tb_account_editor_learn (fixture->editor, live_check);

  return outcome;
}

static void
test_nothing_is_written_before_it_is_saved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbAccount) draft = NULL;
  g_autofree char *key = NULL;
  g_autofree char *kept = NULL;
  TbAccount *account;

  g_assert_false (tb_account_editor_is_changed (fixture->editor));
  fill_in (fixture);
  give_secret (fixture, "alice-token");
  g_assert_true (tb_account_editor_is_changed (fixture->editor));
  draft = tb_account_editor_dup_draft (fixture->editor);
  key = tb_account_dup_string (draft, "key");
  g_assert_cmpstr (key, ==, "demo-key");
  g_assert_cmpint (check (fixture), ==, TB_CHECK_OUTCOME_PASSED);

  g_assert_cmpuint (count_accounts (fixture), ==, 0);
  g_assert_null (fixture->secrets->secret);
  account = tb_account_new (tb_account_get_id (draft));
  kept = tb_account_dup_string (account, "key");
  g_assert_cmpstr (kept, ==, "");
  g_assert_finalize_object (account);
}

static void
test_an_account_is_added_with_its_secret (Fixture *fixture, gconstpointer data)
{
  TbAccount *account;
  g_autofree char *name = NULL;

  add (fixture);
  account = tb_account_editor_get_account (fixture->editor);
  name = tb_account_dup_name (account);
  g_assert_cmpuint (count_accounts (fixture), ==, 1);
  g_assert_true (tb_account_get_enabled (account));
  g_assert_cmpstr (name, ==, "Acme");
  g_assert_cmpstr (fixture->secrets->secret, ==, "Authorization: Bearer alice-token");
  g_assert_cmpstr (fixture->secrets->label, ==, "Traybell: Acme");
  g_assert_false (tb_account_editor_is_changed (fixture->editor));
  /* It never connected without its secret. */
  g_assert_cmpint (dev_server_get_counter (fixture->server, "authRequests"), ==, 1);
}

static void
test_an_account_without_a_secret_is_added_too (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fill_in (fixture);
  g_assert_cmpint (check (fixture), ==, TB_CHECK_OUTCOME_FAILED);
  g_assert_true (save (fixture, &error));
  g_assert_no_error (error);
  g_assert_true (tb_account_get_enabled (tb_account_editor_get_account (fixture->editor)));
  g_assert_null (fixture->secrets->secret);
}

static void
test_an_account_can_be_added_disabled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fill_in (fixture);
  apply (fixture, "{'enabled': <false>}");
  g_assert_true (save (fixture, &error));
  g_assert_false (tb_account_get_enabled (tb_account_editor_get_account (fixture->editor)));
}

static void
test_what_cannot_be_used_is_not_saved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fill_in (fixture);
  apply (fixture, "{'key': <''>}");
  give_secret (fixture, "alice-token");
  g_assert_false (save (fixture, &error));
  account_fixture_assert_sentence (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INCOMPLETE);
  g_assert_cmpuint (count_accounts (fixture), ==, 0);
  g_assert_null (fixture->secrets->secret);
  g_assert_true (tb_account_editor_has_secret (fixture->editor));
}

static void
test_without_the_keyring_nothing_half_is_saved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->secrets->locked = TRUE;
  fixture->secrets->dismisses_prompts = TRUE;
  fill_in (fixture);
  give_secret (fixture, "alice-token");
  g_assert_false (save (fixture, &error));
  account_fixture_assert_sentence (error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_LOCKED);
  g_assert_cmpuint (count_accounts (fixture), ==, 0);

  /* What was typed is still there to try again. */
  fixture->secrets->dismisses_prompts = FALSE;
  g_clear_error (&error);
  g_assert_true (save (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_accounts (fixture), ==, 1);
}

static void
test_bad_secrets_are_refused_as_they_are_given (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  give_secret (fixture, "alice-token");
  g_assert_false (tb_account_editor_set_secret (fixture->editor, "Authorization", "a\nb", &error));
  account_fixture_assert_sentence (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_SECRET);
  g_assert_true (tb_account_editor_has_secret (fixture->editor));
  tb_account_editor_keep_secret (fixture->editor);
  g_assert_false (tb_account_editor_has_secret (fixture->editor));
}

static void
test_changes_keep_the_secret (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  add (fixture);
  apply (fixture, "{'name': <'Other'>, 'rooms': <['doc_789']>}");
  g_assert_true (tb_account_editor_is_changed (fixture->editor));
  g_assert_cmpint (check (fixture), ==, TB_CHECK_OUTCOME_PASSED);
  g_assert_true (save (fixture, &error));
  g_assert_no_error (error);

  name = tb_account_dup_name (tb_account_editor_get_account (fixture->editor));
  g_assert_cmpstr (name, ==, "Other");
  g_assert_cmpstr (fixture->secrets->secret, ==, "Authorization: Bearer alice-token");
  g_assert_true (
      dev_server_wait (fixture->server, 5000, "{\"subscribed\":\"presence-room-doc_789\"}"));
}

static void
test_the_same_again_is_no_change (Fixture *fixture, gconstpointer data)
{
  add (fixture);
  apply (fixture, "{'name': <'Acme'>, 'tls': <false>}");
  g_assert_false (tb_account_editor_is_changed (fixture->editor));
  apply (fixture, "{'name': <'Other'>}");
  g_assert_true (tb_account_editor_is_changed (fixture->editor));
  apply (fixture, "{'name': <'Acme'>}");
  g_assert_false (tb_account_editor_is_changed (fixture->editor));
}

static void
test_another_secret_heals_the_session (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add (fixture);
  g_assert_true (
      dev_server_post (fixture->server, "users", "{\"user\":\"alice\",\"token\":\"renewed\"}"));
  dev_server_close_all (fixture->server, 4200, "");
  WAIT_UNTIL (tb_session_get_state (get_session (fixture)) == TB_SESSION_SIGN_IN_NEEDED);
  g_assert_cmpint (check (fixture), ==, TB_CHECK_OUTCOME_FAILED);

  give_secret (fixture, "renewed");
  g_assert_cmpint (check (fixture), ==, TB_CHECK_OUTCOME_PASSED);
  g_assert_true (save (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->secrets->secret, ==, "Authorization: Bearer renewed");
  WAIT_UNTIL (tb_session_get_state (get_session (fixture)) == TB_SESSION_CONNECTED);
}

static void
test_what_a_check_found_out_is_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (dev_server_post (fixture->server, "auth", "{\"mode\":\"require-json\"}"));
  fill_in (fixture);
  give_secret (fixture, "alice-token");
  g_assert_cmpint (check (fixture), ==, TB_CHECK_OUTCOME_PASSED);
  g_assert_true (save (fixture, &error));
  g_assert_cmpint (tb_account_get_auth_format (tb_account_editor_get_account (fixture->editor)), ==,
                   TB_AUTH_FORMAT_JSON);
}

static void
test_removing_removes_the_secret_too (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  add (fixture);
  tb_account_editor_remove_async (fixture->editor, on_ready, &result);
  WAIT_UNTIL (result != NULL);
  g_assert_true (tb_account_editor_remove_finish (fixture->editor, result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_accounts (fixture), ==, 0);
  g_assert_null (fixture->secrets->secret);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/account-editor/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  bus = bus_fixture_up ();

  ADD ("nothing-is-written-before-it-is-saved", test_nothing_is_written_before_it_is_saved);
  ADD ("an-account-is-added-with-its-secret", test_an_account_is_added_with_its_secret);
  ADD ("an-account-without-a-secret-is-added-too", test_an_account_without_a_secret_is_added_too);
  ADD ("an-account-can-be-added-disabled", test_an_account_can_be_added_disabled);
  ADD ("what-cannot-be-used-is-not-saved", test_what_cannot_be_used_is_not_saved);
  ADD ("without-the-keyring-nothing-half-is-saved", test_without_the_keyring_nothing_half_is_saved);
  ADD ("bad-secrets-are-refused-as-they-are-given", test_bad_secrets_are_refused_as_they_are_given);
  ADD ("changes-keep-the-secret", test_changes_keep_the_secret);
  ADD ("the-same-again-is-no-change", test_the_same_again_is_no_change);
  ADD ("another-secret-heals-the-session", test_another_secret_heals_the_session);
  ADD ("what-a-check-found-out-is-kept", test_what_a_check_found_out_is_kept);
  ADD ("removing-removes-the-secret-too", test_removing_removes_the_secret_too);

  result = g_test_run ();
  /* Not unreferenced: that would wait for libsecret to let go of the bus. */
  g_test_dbus_stop (bus);

  return result;
}
