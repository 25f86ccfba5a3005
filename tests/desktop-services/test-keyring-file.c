/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-keyring.h"

#include "bus-fixture.h"
#include "keyring-calls.h"

/* libsecret's file backend, as in a sandbox, with no bus at all. */

#ifdef __SANITIZE_ADDRESS__
const char *__asan_default_options (void);
const char *__lsan_default_suppressions (void);

const char *
__asan_default_options (void)
{
  return "fast_unwind_on_malloc=0";
}

/* libsecret 0.20.5 forgets to free the entity tag each time it writes the file. */
const char *
__lsan_default_suppressions (void)
{
  return "leak:^g_strdup$\n";
}
#endif

static void
test_a_secret_is_stored_replaced_and_cleared (void)
{
  TbKeyring *keyring = tb_keyring_new (NULL);
  g_autoptr (GError) error = NULL;

  keyring_assert_lookup_error (keyring, "one", TRUE, TB_KEYRING_ERROR_NOT_FOUND);
  g_assert_false (keyring_clear (keyring, "one", FALSE, &error));
  g_assert_error (error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (keyring_store (keyring, "one", "s3cret", FALSE, &error));
  g_assert_no_error (error);
  g_assert_true (keyring_store (keyring, "two", "\303\274\n\"'{}", FALSE, &error));
  g_assert_no_error (error);
  keyring_assert_secret (keyring, "one", "s3cret");
  keyring_assert_secret (keyring, "two", "\303\274\n\"'{}");

  g_assert_true (keyring_store (keyring, "one", "newer", FALSE, &error));
  g_assert_no_error (error);
  keyring_assert_secret (keyring, "one", "newer");

  g_assert_true (keyring_clear (keyring, "one", FALSE, &error));
  g_assert_no_error (error);
  keyring_assert_lookup_error (keyring, "one", FALSE, TB_KEYRING_ERROR_NOT_FOUND);
  keyring_assert_secret (keyring, "two", "\303\274\n\"'{}");

  g_assert_finalize_object (keyring);
}

static void
test_the_file_holds_no_plain_text (void)
{
  TbKeyring *keyring = tb_keyring_new (NULL);
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (keyring_store (keyring, "three", "plain-text-marker", FALSE, NULL));
  g_assert_true (
      g_file_get_contents (g_getenv ("SECRET_FILE_TEST_PATH"), &contents, &length, NULL));
  g_assert_null (g_strstr_len (contents, length, "plain-text-marker"));

  g_assert_finalize_object (keyring);
}

static void
on_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **received = user_data;

  *received = g_object_ref (result);
}

static void
test_a_cancelled_call_says_so (void)
{
  TbKeyring *keyring = tb_keyring_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  tb_keyring_lookup_async (keyring, "one", FALSE, cancellable, on_ready, &result);
  WAIT_UNTIL (result != NULL);
  g_assert_null (tb_keyring_lookup_finish (keyring, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_clear_object (&result);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (keyring);
}

static void
test_the_last_answer_is_known (void)
{
  TbKeyring *keyring = tb_keyring_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (tb_keyring_get_answered (keyring));
  keyring_assert_lookup_error (keyring, "nobody", FALSE, TB_KEYRING_ERROR_NOT_FOUND);
  g_assert_true (tb_keyring_get_answered (keyring));
  error = tb_keyring_dup_error (keyring);
  g_assert_no_error (error);

  g_assert_finalize_object (keyring);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("traybell-keyring-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "test.keyring", NULL);
  const char *remove[] = { "rm", "-rf", folder, NULL };
  int status;

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "password", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/desktop/keyring-file/stored-replaced-cleared",
                   test_a_secret_is_stored_replaced_and_cleared);
  g_test_add_func ("/desktop/keyring-file/no-plain-text", test_the_file_holds_no_plain_text);
  g_test_add_func ("/desktop/keyring-file/cancelled", test_a_cancelled_call_says_so);
  g_test_add_func ("/desktop/keyring-file/last-answer", test_the_last_answer_is_known);

  status = g_test_run ();
  g_spawn_sync (NULL, (char **) remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                NULL);
  return status;
}
