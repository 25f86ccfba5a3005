/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-account-operations.h"
#include "bus-fixture.h"
#include "pusher/pusher-error.h"
#include "session-fixture.h"

/* A session when the web app, the keyring or the settings do not do as they should. */

static void
on_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
set_secret (SessionFixture *fixture, const char *value)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tb_account_set_secret_async (fixture->account, fixture->keyring, "Authorization", value, on_ready,
                               &result);
  WAIT_UNTIL (result != NULL);
  g_assert_true (tb_account_set_secret_finish (fixture->account, result, &error));
  g_assert_no_error (error);
  tb_session_secret_changed (fixture->session);
}

static void
test_a_denied_channel_does_not_hurt_the_others (SessionFixture *fixture, gconstpointer data)
{
  PusherChannel *denied;
  g_autofree char *told = NULL;

  session_fixture_apply (fixture, "{'tenant-ids': <['org_456', 'org_123']>}");
  session_fixture_start (fixture);

  denied = session_fixture_get_channel (fixture, "private-tenant-org_456");
  g_assert_cmpint (pusher_channel_get_state (denied), ==, PUSHER_CHANNEL_DENIED);
  g_assert_error (pusher_channel_get_error (denied), PUSHER_ERROR, PUSHER_ERROR_DENIED);
  g_assert_cmpint (tb_session_get_state (fixture->session), ==, TB_SESSION_CONNECTED);
  told = g_strconcat (
      "Channel private-tenant-org_456: ", pusher_channel_get_error (denied)->message, NULL);
  g_assert_cmpstr (tb_session_get_last_error (fixture->session), ==, told);

  dev_server_publish (fixture->server, SESSION_FIXTURE_TENANT, "notification", "{}");
  WAIT_UNTIL (fixture->questions->len == 1);
}

static void
test_a_new_secret_heals_without_a_new_connection (SessionFixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->secrets->secret, g_free);
  session_fixture_start (fixture);
  g_assert_cmpint (tb_session_get_state (fixture->session), ==, TB_SESSION_SIGN_IN_NEEDED);
  g_assert_nonnull (strstr (tb_session_get_last_error (fixture->session), "sign in again"));

  set_secret (fixture, "alice-token");
  WAIT_UNTIL (tb_session_get_state (fixture->session) == TB_SESSION_CONNECTED);
  WAIT_UNTIL (session_fixture_is_subscribed (fixture, SESSION_FIXTURE_TENANT));
  g_assert_cmpstr (fixture->secrets->secret, ==, SESSION_FIXTURE_SECRET);
  g_assert_cmpint (dev_server_get_counter (fixture->server, "connectionsOpened"), ==, 1);
}

static void
test_the_same_secret_given_again_is_tried_again (SessionFixture *fixture, gconstpointer data)
{
  g_assert_true (dev_server_post (fixture->server, "auth", "{\"mode\":\"status\",\"status\":401}"));
  session_fixture_start (fixture);
  g_assert_cmpint (tb_session_get_state (fixture->session), ==, TB_SESSION_SIGN_IN_NEEDED);

  g_assert_true (dev_server_post (fixture->server, "auth", "{\"mode\":\"normal\"}"));
  set_secret (fixture, "alice-token");
  WAIT_UNTIL (tb_session_get_state (fixture->session) == TB_SESSION_CONNECTED);
}

/* Another program, or another computer, may have renewed the secret. */
/* The answer to what was asked with the old one comes after the new one is known. */
static void
test_a_new_secret_counts_for_what_is_under_way (SessionFixture *fixture, gconstpointer data)
{
  g_free (fixture->secrets->secret);
  fixture->secrets->secret = g_strdup ("Authorization: Bearer wrong");
  dev_server_post (fixture->server, "auth", "{\"mode\":\"delay\",\"milliseconds\":300}");
  tb_session_start (fixture->session);
  WAIT_UNTIL (dev_server_get_counter (fixture->server, "authRequests") == 2);

  set_secret (fixture, "alice-token");
  WAIT_UNTIL (session_fixture_is_subscribed (fixture, SESSION_FIXTURE_USER)
              && session_fixture_is_subscribed (fixture, SESSION_FIXTURE_TENANT));
  WAIT_UNTIL (tb_session_get_state (fixture->session) == TB_SESSION_CONNECTED);
}

static void
test_a_secret_that_was_renewed_in_the_keyring_is_found (SessionFixture *fixture, gconstpointer data)
{
  g_assert_true (
      dev_server_post (fixture->server, "users", "{\"user\":\"alice\",\"token\":\"renewed\"}"));
  tb_session_start (fixture->session);
  WAIT_UNTIL (tb_session_get_state (fixture->session) == TB_SESSION_CONNECTED);
  g_free (fixture->secrets->secret);
  fixture->secrets->secret = g_strdup ("Authorization: Bearer renewed");

  WAIT_UNTIL (session_fixture_is_subscribed (fixture, SESSION_FIXTURE_USER));
  WAIT_UNTIL (tb_session_get_state (fixture->session) == TB_SESSION_CONNECTED);
}

static void
test_refused_credentials_are_not_tried_over_and_over (SessionFixture *fixture, gconstpointer data)
{
  g_assert_true (
      dev_server_post (fixture->server, "users", "{\"user\":\"alice\",\"token\":\"renewed\"}"));
  session_fixture_start (fixture);
  WAIT_UNTIL (tb_session_get_state (fixture->session) == TB_SESSION_SIGN_IN_NEEDED);
  bus_fixture_settle (fixture->connection);
  fake_clock_advance (fixture->clock, 5);
  bus_fixture_settle (fixture->connection);

  g_assert_cmpint (dev_server_get_counter (fixture->server, "authRequests"), ==, 2);
}

static void
test_the_user_can_ask_to_try_again (SessionFixture *fixture, gconstpointer data)
{
  g_assert_true (dev_server_post (fixture->server, "auth", "{\"mode\":\"status\",\"status\":403}"));
  session_fixture_start (fixture);
  g_assert_false (session_fixture_is_subscribed (fixture, SESSION_FIXTURE_USER));

  g_assert_true (dev_server_post (fixture->server, "auth", "{\"mode\":\"normal\"}"));
  tb_session_retry_now (fixture->session);
  WAIT_UNTIL (session_fixture_is_subscribed (fixture, SESSION_FIXTURE_USER));
  WAIT_UNTIL (tb_session_get_last_error (fixture->session) == NULL);
}

static void
test_a_locked_keyring_is_waited_for (SessionFixture *fixture, gconstpointer data)
{
  fake_secret_service_set_locked (fixture->secrets, TRUE);
  tb_session_start (fixture->session);
  WAIT_UNTIL (tb_session_get_last_error (fixture->session) != NULL);
  g_test_message ("%s", tb_session_get_last_error (fixture->session));
  g_assert_cmpint (tb_session_get_state (fixture->session), ==, TB_SESSION_CONNECTING);
  g_assert_cmpint (dev_server_get_counter (fixture->server, "upgradeRequests"), ==, 0);

  fake_secret_service_set_locked (fixture->secrets, FALSE);
  WAIT_UNTIL (session_fixture_is_subscribed (fixture, SESSION_FIXTURE_USER));
  WAIT_UNTIL (tb_session_get_last_error (fixture->session) == NULL);
  g_assert_cmpint (tb_session_get_state (fixture->session), ==, TB_SESSION_CONNECTED);
  g_assert_cmpuint (fixture->secrets->n_prompts, ==, 0);
}

static void
test_a_keyring_that_is_locked_again_signs_nobody_out (SessionFixture *fixture, gconstpointer data)
{
  session_fixture_start (fixture);
  fake_secret_service_set_locked (fixture->secrets, TRUE);
  bus_fixture_settle (fixture->connection);
  tb_session_retry_now (fixture->session);
  bus_fixture_settle (fixture->connection);

  dev_server_close_all (fixture->server, 4200, "");
  WAIT_UNTIL (tb_session_get_state (fixture->session) == TB_SESSION_CONNECTING);
  fake_clock_advance (fixture->clock, 5);
  WAIT_UNTIL (session_fixture_is_subscribed (fixture, SESSION_FIXTURE_USER)
              && session_fixture_is_subscribed (fixture, SESSION_FIXTURE_TENANT));
  WAIT_UNTIL (tb_session_get_state (fixture->session) == TB_SESSION_CONNECTED);
}

static void
test_public_channels_alone_need_no_keyring (SessionFixture *fixture, gconstpointer data)
{
  fake_secret_service_vanish (fixture->secrets);
  session_fixture_apply (fixture, "{'user-id': <''>, 'tenant-ids': <@as []>,"
                                  " 'auth-endpoint': <''>, 'channels': <['public-news']>}");
  session_fixture_start (fixture);

  g_assert_cmpint (tb_session_get_state (fixture->session), ==, TB_SESSION_CONNECTED);
  g_assert_null (tb_session_get_last_error (fixture->session));
}

static void
test_settings_that_cannot_be_used_are_told_and_can_be_mended (SessionFixture *fixture,
                                                              gconstpointer data)
{
  session_fixture_apply (fixture, "{'key': <''>}");
  tb_session_start (fixture->session);
  WAIT_UNTIL (tb_session_get_state (fixture->session) == TB_SESSION_REFUSED);
  g_assert_nonnull (strstr (tb_session_get_last_error (fixture->session), "app key"));

  session_fixture_apply (fixture, "{'key': <'demo-key'>}");
  WAIT_UNTIL (tb_session_get_state (fixture->session) == TB_SESSION_CONNECTED);
  g_assert_null (tb_session_get_last_error (fixture->session));

  session_fixture_apply (fixture, "{'channels': <['not a channel']>}");
  WAIT_UNTIL (tb_session_get_state (fixture->session) == TB_SESSION_REFUSED);
  WAIT_UNTIL (dev_server_get_connections (fixture->server) == 0);
}

static void
test_a_server_that_refuses_is_told (SessionFixture *fixture, gconstpointer data)
{
  session_fixture_apply (fixture, "{'key': <'wrong'>}");
  tb_session_start (fixture->session);
  WAIT_UNTIL (tb_session_get_state (fixture->session) == TB_SESSION_REFUSED);
  g_test_message ("%s", tb_session_get_last_error (fixture->session));
  g_assert_nonnull (tb_session_get_last_error (fixture->session));
}

static void
stop (TbSession *session, GParamSpec *pspec, gpointer user_data)
{
  tb_session_stop (session);
}

static void
test_whoever_hears_of_an_error_may_stop_it (SessionFixture *fixture, gconstpointer data)
{
  dev_server_post (fixture->server, "connect", "{\"mode\":\"refuse-http\",\"status\":503}");
  tb_session_start (fixture->session);
  g_signal_connect (fixture->session, "notify::last-error", G_CALLBACK (stop), NULL);
  WAIT_UNTIL (tb_session_get_state (fixture->session) == TB_SESSION_DISCONNECTED);
  bus_fixture_settle (fixture->connection);
  g_assert_cmpint (tb_session_get_state (fixture->session), ==, TB_SESSION_DISCONNECTED);
  g_assert_null (tb_session_get_last_error (fixture->session));
}

static void
test_nothing_leaks_when_it_goes_while_connecting (SessionFixture *fixture, gconstpointer data)
{
  g_assert_true (dev_server_post (fixture->server, "connect", "{\"mode\":\"hang\"}"));
  tb_session_start (fixture->session);
  WAIT_UNTIL (dev_server_get_counter (fixture->server, "upgradeRequests") == 1);
  g_assert_finalize_object (g_steal_pointer (&fixture->session));
  g_assert_true (dev_server_post (fixture->server, "reset", "{}"));
}

static void
test_nothing_leaks_when_it_goes_while_authorising (SessionFixture *fixture, gconstpointer data)
{
  g_assert_true (dev_server_post (fixture->server, "auth", "{\"mode\":\"hang\"}"));
  tb_session_start (fixture->session);
  WAIT_UNTIL (dev_server_get_counter (fixture->server, "authRequests") == 2);
  g_assert_finalize_object (g_steal_pointer (&fixture->session));
}

static void
test_nothing_leaks_when_it_goes_while_the_keyring_hangs (SessionFixture *fixture,
                                                         gconstpointer data)
{
  fixture->secrets->keeps_silent = TRUE;
  tb_session_start (fixture->session);
  bus_fixture_settle (fixture->connection);
  g_assert_cmpint (tb_session_get_state (fixture->session), ==, TB_SESSION_CONNECTING);
  g_assert_finalize_object (g_steal_pointer (&fixture->session));
}

static void
test_nothing_leaks_when_it_goes_with_a_change_and_a_reload_pending (SessionFixture *fixture,
                                                                    gconstpointer data)
{
  fake_clock_set_random (fixture->clock, 0.9);
  session_fixture_start (fixture);
  dev_server_publish (fixture->server, SESSION_FIXTURE_USER, "system:reload", "{}");
  WAIT_UNTIL (fixture->events->len > 0);
  session_fixture_apply (fixture, "{'rooms': <['doc_789']>}");
  g_assert_finalize_object (g_steal_pointer (&fixture->session));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/session-failures/" name, SessionFixture, NULL, session_fixture_set_up, function,   \
              session_fixture_tear_down)
  ADD ("a-denied-channel-does-not-hurt-the-others", test_a_denied_channel_does_not_hurt_the_others);
  ADD ("a-new-secret-heals-without-a-new-connection",
       test_a_new_secret_heals_without_a_new_connection);
  ADD ("the-same-secret-given-again-is-tried-again",
       test_the_same_secret_given_again_is_tried_again);
  ADD ("a-new-secret-counts-for-what-is-under-way", test_a_new_secret_counts_for_what_is_under_way);
  ADD ("a-secret-that-was-renewed-in-the-keyring-is-found",
       test_a_secret_that_was_renewed_in_the_keyring_is_found);
  ADD ("refused-credentials-are-not-tried-over-and-over",
       test_refused_credentials_are_not_tried_over_and_over);
  ADD ("the-user-can-ask-to-try-again", test_the_user_can_ask_to_try_again);
  ADD ("a-locked-keyring-is-waited-for", test_a_locked_keyring_is_waited_for);
  ADD ("a-keyring-that-is-locked-again-signs-nobody-out",
       test_a_keyring_that_is_locked_again_signs_nobody_out);
  ADD ("public-channels-alone-need-no-keyring", test_public_channels_alone_need_no_keyring);
  ADD ("settings-that-cannot-be-used-are-told-and-can-be-mended",
       test_settings_that_cannot_be_used_are_told_and_can_be_mended);
  ADD ("a-server-that-refuses-is-told", test_a_server_that_refuses_is_told);
  ADD ("whoever-hears-of-an-error-may-stop-it", test_whoever_hears_of_an_error_may_stop_it);
  ADD ("nothing-leaks-when-it-goes-while-connecting",
       test_nothing_leaks_when_it_goes_while_connecting);
  ADD ("nothing-leaks-when-it-goes-while-authorising",
       test_nothing_leaks_when_it_goes_while_authorising);
  ADD ("nothing-leaks-when-it-goes-while-the-keyring-hangs",
       test_nothing_leaks_when_it_goes_while_the_keyring_hangs);
  ADD ("nothing-leaks-when-it-goes-with-a-change-and-a-reload-pending",
       test_nothing_leaks_when_it_goes_with_a_change_and_a_reload_pending);

  return session_fixture_run ();
}
