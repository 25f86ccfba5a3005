/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Accounts that an administrator has fixed. */

#include "account-fixture.h"
#include "account/tb-account-operations.h"
#include "bus-fixture.h"
#include "fake-secret-service.h"
#include "locked-settings.h"

static GTestDBus *bus;

typedef struct
{
  GDBusConnection *connection;
  FakeSecretService *service;
  TbKeyring *keyring;
  TbAccountList *accounts;
  TbAccount *account;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) settings = account_fixture_usable ();
  g_autoptr (GError) error = NULL;

  fixture->accounts = tb_account_list_new ();
  fixture->account = g_object_ref (tb_account_list_add (fixture->accounts, settings, &error));
  g_assert_no_error (error);

  fixture->connection = bus_fixture_connect (bus);
  fixture->service = fake_secret_service_new (bus);
  fixture->service->account = g_strdup (tb_account_get_id (fixture->account));
  fixture->service->secret = g_strdup ("Authorization: Bearer one");
  fixture->keyring = tb_keyring_new (fixture->connection);
  bus_fixture_settle (fixture->connection);
  fake_secret_service_appear (fixture->service);
  locked_settings_set_locked (TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDBusConnection) libsecret = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  locked_settings_set_locked (FALSE);
  g_assert_true (
      tb_account_list_remove (fixture->accounts, tb_account_get_id (fixture->account), NULL));
  WAIT_UNTIL (G_OBJECT (fixture->keyring)->ref_count == 1);
  g_assert_finalize_object (fixture->keyring);
  g_object_unref (fixture->account);
  g_assert_finalize_object (fixture->accounts);
  fake_secret_service_free (fixture->service);
  bus_fixture_disconnect (fixture->connection);
  /* Lets libsecret see that the service went. */
  bus_fixture_settle (libsecret);
}

static void
assert_untouched (Fixture *fixture)
{
  g_autofree char *key = tb_account_dup_string (fixture->account, "key");

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->accounts)), ==, 1);
  g_assert_cmpstr (key, ==, "demo-key");
  g_assert_cmpstr (fixture->service->secret, ==, "Authorization: Bearer one");
}

static void
test_adding (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) settings = account_fixture_usable ();
  g_autoptr (GError) error = NULL;

  g_assert_null (tb_account_list_add (fixture->accounts, settings, &error));
  account_fixture_assert_sentence (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID);
  assert_untouched (fixture);
}

static void
test_removing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = g_strdup (tb_account_get_id (fixture->account));
  g_autoptr (GError) error = NULL;

  g_assert_false (tb_account_list_remove (fixture->accounts, id, &error));
  account_fixture_assert_sentence (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID);
  assert_untouched (fixture);
}

static void
on_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_removing_with_its_secret (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tb_account_remove_async (fixture->account, fixture->accounts, fixture->keyring, on_ready,
                           &result);
  WAIT_UNTIL (result != NULL);
  g_assert_false (tb_account_remove_finish (fixture->account, result, &error));
  account_fixture_assert_sentence (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID);
  assert_untouched (fixture);
}

int
main (int argc, char **argv)
{
  int result;

  locked_settings_install ();
  g_test_init (&argc, &argv, NULL);
  bus = bus_fixture_up ();

#define ADD(name, function)                                                                        \
  g_test_add ("/managed-accounts/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("none-can-be-added", test_adding);
  ADD ("none-can-be-removed", test_removing);
  ADD ("none-loses-its-secret", test_removing_with_its_secret);

  result = g_test_run ();
  /* Not unreferenced: that would wait for libsecret to let go of the bus. */
  g_test_dbus_stop (bus);

  return result;
}
