/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "keyring-calls.h"

#include "bus-fixture.h"

static void
on_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **received = user_data;

  *received = g_object_ref (result);
}

gboolean
keyring_store (TbKeyring *keyring,
               const char *account_id,
               const char *secret,
               gboolean allow_prompt,
               GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tb_keyring_store_async (keyring, account_id, "Traybell test", secret, allow_prompt, NULL,
                          on_ready, &result);
  WAIT_UNTIL (result != NULL);
  return tb_keyring_store_finish (keyring, result, error);
}

char *
keyring_lookup (TbKeyring *keyring, const char *account_id, gboolean allow_prompt, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tb_keyring_lookup_async (keyring, account_id, allow_prompt, NULL, on_ready, &result);
  WAIT_UNTIL (result != NULL);
  return tb_keyring_lookup_finish (keyring, result, error);
}

gboolean
keyring_clear (TbKeyring *keyring, const char *account_id, gboolean allow_prompt, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tb_keyring_clear_async (keyring, account_id, allow_prompt, NULL, on_ready, &result);
  WAIT_UNTIL (result != NULL);
  return tb_keyring_clear_finish (keyring, result, error);
}

void
keyring_assert_secret (TbKeyring *keyring, const char *account_id, const char *secret)
{
  g_autoptr (GError) error = NULL;
  char *found = keyring_lookup (keyring, account_id, FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, secret);
  tb_keyring_secret_free (found);
}

void
keyring_assert_lookup_error (TbKeyring *keyring,
                             const char *account_id,
                             gboolean allow_prompt,
                             TbKeyringError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (keyring_lookup (keyring, account_id, allow_prompt, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, TB_KEYRING_ERROR, (int) code);
}
