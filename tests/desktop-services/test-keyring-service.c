/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-keyring.h"

#include <string.h>

#include "bus-fixture.h"
#include "fake-secret-service.h"
#include "keyring-calls.h"

/* A secret service that is absent, locked, dismissive or stuck. libsecret
 * remembers the service for the process, so all tests share one bus. */

static GTestDBus *bus;

typedef struct
{
  GDBusConnection *connection;
  FakeSecretService *service;
  TbKeyring *keyring;
  guint n_changes;
} Fixture;

static void
on_changed (TbKeyring *keyring, gpointer user_data)
{
  ((Fixture *) user_data)->n_changes++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->connection = bus_fixture_connect (bus);
  fixture->service = fake_secret_service_new (bus);
  fixture->service->secret = g_strdup ("s3cret");
  fixture->service->account = g_strdup ("one");
  fixture->keyring = tb_keyring_new (fixture->connection);
  g_signal_connect (fixture->keyring, "changed", G_CALLBACK (on_changed), fixture);
  bus_fixture_settle (fixture->connection);
}

static void
appear (Fixture *fixture)
{
  fake_secret_service_appear (fixture->service);
  WAIT_UNTIL (fixture->n_changes == 1);
  fixture->n_changes = 0;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDBusConnection) libsecret = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  g_assert_finalize_object (fixture->keyring);
  fake_secret_service_free (fixture->service);
  bus_fixture_disconnect (fixture->connection);
  /* Lets libsecret see that the service went. */
  bus_fixture_settle (libsecret);
}

/* What a status page would tell; -1 for a keyring that did its part. */
static void
assert_last_error (Fixture *fixture, int code)
{
  g_autoptr (GError) error = tb_keyring_dup_error (fixture->keyring);

  g_assert_true (tb_keyring_get_answered (fixture->keyring));
  if (code >= 0)
    g_assert_error (error, TB_KEYRING_ERROR, code);
  else
    g_assert_no_error (error);
}

static void
test_an_absent_service_is_unavailable_until_it_appears (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  keyring_assert_lookup_error (fixture->keyring, "one", TRUE, TB_KEYRING_ERROR_UNAVAILABLE);
  g_assert_false (keyring_store (fixture->keyring, "one", "x", TRUE, &error));
  g_assert_error (error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_UNAVAILABLE);
  g_assert_true (tb_keyring_error_is_temporary (error));
  g_assert_cmpuint (fixture->n_changes, ==, 0);
  assert_last_error (fixture, TB_KEYRING_ERROR_UNAVAILABLE);

  appear (fixture);
  keyring_assert_secret (fixture->keyring, "one", "s3cret");
  assert_last_error (fixture, -1);
}

static void
test_a_secret_is_stored_found_and_cleared (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  appear (fixture);
  g_assert_true (keyring_store (fixture->keyring, "two", "other", FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->service->secret, ==, "other");
  g_assert_cmpstr (fixture->service->account, ==, "two");
  g_assert_cmpstr (fixture->service->label, ==, "Traybell test");
  keyring_assert_secret (fixture->keyring, "two", "other");
  keyring_assert_lookup_error (fixture->keyring, "one", TRUE, TB_KEYRING_ERROR_NOT_FOUND);

  g_assert_true (keyring_clear (fixture->keyring, "two", FALSE, &error));
  g_assert_no_error (error);
  keyring_assert_lookup_error (fixture->keyring, "two", TRUE, TB_KEYRING_ERROR_NOT_FOUND);
  g_assert_cmpuint (fixture->service->n_prompts, ==, 0);
}

static void
test_a_locked_collection_is_not_signed_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) store_error = NULL;
  g_autoptr (GError) clear_error = NULL;

  fixture->service->locked = TRUE;
  fixture->service->hides_locked_items = data != NULL;
  appear (fixture);
  keyring_assert_lookup_error (fixture->keyring, "one", FALSE, TB_KEYRING_ERROR_LOCKED);
  assert_last_error (fixture, TB_KEYRING_ERROR_LOCKED);
  g_assert_false (keyring_store (fixture->keyring, "one", "x", FALSE, &store_error));
  g_assert_error (store_error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_LOCKED);
  g_assert_false (keyring_clear (fixture->keyring, "one", FALSE, &clear_error));
  g_assert_error (clear_error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_LOCKED);
  g_assert_cmpuint (fixture->service->n_prompts, ==, 0);
  g_assert_cmpstr (fixture->service->secret, ==, "s3cret");

  fake_secret_service_set_locked (fixture->service, FALSE);
  WAIT_UNTIL (fixture->n_changes == 1);
  keyring_assert_secret (fixture->keyring, "one", "s3cret");

  fake_secret_service_set_locked (fixture->service, TRUE);
  bus_fixture_settle (fixture->connection);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
}

static void
test_an_allowed_prompt_unlocks_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  char *secret;

  fixture->service->locked = TRUE;
  fixture->service->hides_locked_items = data != NULL;
  appear (fixture);
  secret = keyring_lookup (fixture->keyring, "one", TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, "s3cret");
  tb_keyring_secret_free (secret);
  g_assert_cmpuint (fixture->service->n_prompts, ==, 1);

  fixture->service->locked = TRUE;
  g_assert_true (keyring_store (fixture->keyring, "one", "newer", TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->service->secret, ==, "newer");
  g_assert_cmpuint (fixture->service->n_prompts, ==, 2);

  fixture->service->locked = TRUE;
  g_assert_true (keyring_clear (fixture->keyring, "one", TRUE, &error));
  g_assert_no_error (error);
  g_assert_null (fixture->service->secret);
  g_assert_cmpuint (fixture->service->n_prompts, ==, 3);
}

static void
test_a_dismissed_prompt_is_locked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->service->locked = TRUE;
  fixture->service->dismisses_prompts = TRUE;
  appear (fixture);
  keyring_assert_lookup_error (fixture->keyring, "one", TRUE, TB_KEYRING_ERROR_LOCKED);
  g_assert_cmpuint (fixture->service->n_prompts, ==, 1);
  g_assert_false (keyring_store (fixture->keyring, "one", "x", TRUE, &error));
  g_assert_error (error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_LOCKED);
  g_assert_cmpuint (fixture->service->n_prompts, ==, 2);
}

static void
test_a_first_keyring_is_made_only_if_the_user_may_be_asked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->service->has_collection = FALSE;
  g_clear_pointer (&fixture->service->secret, g_free);
  appear (fixture);
  keyring_assert_lookup_error (fixture->keyring, "one", TRUE, TB_KEYRING_ERROR_NOT_FOUND);
  g_assert_false (keyring_store (fixture->keyring, "one", "x", FALSE, &error));
  g_assert_error (error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_cmpuint (fixture->service->n_prompts, ==, 0);

  fixture->service->dismisses_prompts = TRUE;
  g_assert_false (keyring_store (fixture->keyring, "one", "x", TRUE, &error));
  g_assert_error (error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_LOCKED);
  g_clear_error (&error);

  fixture->service->dismisses_prompts = FALSE;
  g_assert_true (keyring_store (fixture->keyring, "one", "x", TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->service->n_prompts, ==, 2);
  keyring_assert_secret (fixture->keyring, "one", "x");
}

/* It must not be taken for one that has no secret: that would ask the user to sign in again. */
static void
test_a_failing_service_is_told_with_its_reason (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  appear (fixture);
  keyring_assert_secret (fixture->keyring, "one", "s3cret");
  fixture->service->fails = TRUE;
  keyring_assert_lookup_error (fixture->keyring, "one", TRUE, TB_KEYRING_ERROR_FAILED);
  g_assert_false (keyring_store (fixture->keyring, "one", "x", TRUE, &error));
  g_assert_error (error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "The disk is full"));
  g_clear_error (&error);
  g_assert_false (keyring_clear (fixture->keyring, "one", TRUE, &error));
  g_assert_error (error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_FAILED);

  fixture->service->fails = FALSE;
  keyring_assert_secret (fixture->keyring, "one", "s3cret");
}

/* Another program may have put it there. */
static void
test_a_secret_that_is_no_text_is_refused (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->service->secret);
  fixture->service->secret = g_strdup ("\xff\xfe");
  appear (fixture);
  keyring_assert_lookup_error (fixture->keyring, "one", TRUE, TB_KEYRING_ERROR_FAILED);
}

static void
test_a_stuck_service_times_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  appear (fixture);
  fixture->service->keeps_silent = TRUE;
  g_object_set (fixture->keyring, "timeout", 50, NULL);
  keyring_assert_lookup_error (fixture->keyring, "one", TRUE, TB_KEYRING_ERROR_TIMED_OUT);
  g_assert_false (keyring_store (fixture->keyring, "one", "x", TRUE, &error));
  g_assert_error (error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_TIMED_OUT);
  g_clear_error (&error);
  g_assert_false (keyring_clear (fixture->keyring, "one", TRUE, &error));
  g_assert_error (error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_TIMED_OUT);
  bus_fixture_settle (fixture->connection);
}

static void
on_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **received = user_data;

  *received = g_object_ref (result);
}

static void
test_a_stuck_call_can_be_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  appear (fixture);
  fixture->service->keeps_silent = TRUE;
  tb_keyring_lookup_async (fixture->keyring, "one", FALSE, cancellable, on_ready, &result);
  WAIT_UNTIL (fixture->service->unanswered->len > 0);
  g_cancellable_cancel (cancellable);
  WAIT_UNTIL (result != NULL);
  g_assert_null (tb_keyring_lookup_finish (fixture->keyring, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  bus_fixture_settle (fixture->connection);
}

int
main (int argc, char *argv[])
{
  int status;

  g_unsetenv ("SECRET_BACKEND");
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, function)                                                                  \
  g_test_add ("/desktop/keyring-service/" path, Fixture, data, set_up, function, tear_down)
  ADD ("absent", NULL, test_an_absent_service_is_unavailable_until_it_appears);
  ADD ("stored-found-cleared", NULL, test_a_secret_is_stored_found_and_cleared);
  ADD ("locked", NULL, test_a_locked_collection_is_not_signed_out);
  ADD ("locked-and-hidden", "hidden", test_a_locked_collection_is_not_signed_out);
  ADD ("allowed-prompt", NULL, test_an_allowed_prompt_unlocks_once);
  ADD ("allowed-prompt-hidden", "hidden", test_an_allowed_prompt_unlocks_once);
  ADD ("dismissed-prompt", NULL, test_a_dismissed_prompt_is_locked);
  ADD ("first-keyring", NULL, test_a_first_keyring_is_made_only_if_the_user_may_be_asked);
  ADD ("failing", NULL, test_a_failing_service_is_told_with_its_reason);
  ADD ("no-text", NULL, test_a_secret_that_is_no_text_is_refused);
  ADD ("stuck", NULL, test_a_stuck_service_times_out);
  ADD ("cancelled", NULL, test_a_stuck_call_can_be_cancelled);
#undef ADD

  bus = bus_fixture_up ();
  status = g_test_run ();
  /* Not unreferenced: that would wait for libsecret to let go of the bus. */
  g_test_dbus_stop (bus);
  return status;
}
