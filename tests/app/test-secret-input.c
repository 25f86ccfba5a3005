/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/tb-secret-input.h"

#include <fcntl.h>
#include <glib-unix.h>
#include <unistd.h>

#include "bus-fixture.h"

/* Secrets come in through file descriptors, from anybody. */

static void
on_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static char *
read_bytes (const void *bytes, gsize length, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  int descriptors[2];

  g_assert_true (g_unix_open_pipe (descriptors, FD_CLOEXEC, NULL));
  g_assert_cmpint (write (descriptors[1], bytes, length), ==, length);
  close (descriptors[1]);
  tb_secret_input_read_async (descriptors[0], on_ready, &result);
  WAIT_UNTIL (result != NULL);
  /* It is closed when it was read. */
  g_assert_cmpint (fcntl (descriptors[0], F_GETFD), ==, -1);

  return tb_secret_input_read_finish (result, error);
}

static void
test_everything_is_read (void)
{
  g_autofree char *longest = g_strnfill (16383, 'x');
  const char *const texts[] = { "", "s3cret\n", " a b ", longest };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      char *secret = read_bytes (texts[i], strlen (texts[i]), &error);

      g_assert_no_error (error);
      g_assert_cmpstr (secret, ==, texts[i]);
      tb_secret_input_free (secret);
    }
}

static void
test_what_is_too_long_is_refused (void)
{
  g_autofree char *text = g_strnfill (16384, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_null (read_bytes (text, 16384, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_null (strstr (error->message, "xx"));
}

static void
test_a_zero_byte_is_refused (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_bytes ("s3c\0ret", 7, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_null (strstr (error->message, "s3c"));
}

static void
test_what_cannot_be_read_is_an_error (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tb_secret_input_read_async (open ("/", O_RDONLY | O_CLOEXEC), on_ready, &result);
  WAIT_UNTIL (result != NULL);
  g_assert_null (tb_secret_input_read_finish (result, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secret-input/everything-is-read", test_everything_is_read);
  g_test_add_func ("/secret-input/what-is-too-long-is-refused", test_what_is_too_long_is_refused);
  g_test_add_func ("/secret-input/a-zero-byte-is-refused", test_a_zero_byte_is_refused);
  g_test_add_func ("/secret-input/what-cannot-be-read-is-an-error",
                   test_what_cannot_be_read_is_an_error);

  return g_test_run ();
}
