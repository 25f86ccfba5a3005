/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Signatures are the application server's business, and a test server's (rows 6.23, 15.2). */

#include <gio/gio.h>
#include <string.h>

#include "dev-signature.h"
#include "encrypted-fixture.h"

#define SECRET "7ad3773142a6692b25b8"

static void
test_known_signatures (void)
{
  static const struct
  {
    const char *channel;
    const char *channel_data;
    const char *signature;
  } cases[] = {
    { "private-foobar", NULL, "58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4" },
    { "presence-foobar", "{\"user_id\":10,\"user_info\":{\"name\":\"Mr. Channels\"}}",
      "31935e7d86dba64c2a90aed31fdc61869f9b22ba9d8863bba239c03ca481bc80" },
    { "presence-foobar", "{\"user_id\":10,\"user_info\":{\"name\":\"Mr. Pusher\"}}",
      "afaed3695da2ffd16931f457e338e6c9f2921fa133ce7dac49f529792be6304c" },
  };
  g_autofree char *user = dev_signature_user (SECRET, "1234.1234", "{\"id\":\"12345\"}");
  g_autofree char *shared_secret = dev_signature_shared_secret (ENCRYPTED_CHANNEL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *signature
          = dev_signature_channel (SECRET, "1234.1234", cases[i].channel, cases[i].channel_data);

      g_assert_cmpstr (signature, ==, cases[i].signature);
    }
  g_assert_cmpstr (user, ==, "4708d583dada6a56435fb8bc611c77c359a31eebde13337c16ab43aa6de336ba");
  g_assert_cmpstr (shared_secret, ==, ENCRYPTED_KEY);
}

/* Whether a file of the room may know how to sign. */
static gboolean
publishes (const char *name)
{
  return g_str_equal (name, "pusher-request-signature.c")
         || g_str_equal (name, "pusher-publisher.c");
}

/* No client could make a signature if it had the application's secret: only what publishes can, and
 * nothing of the client knows that. */
static void
test_no_client_signs (void)
{
  static const char *const signers[]
      = { "hmac",          "Hmac",         "HMAC", "crypto_auth", "pusher-request-signature",
          "dev_signature", "publisher.h\"" };
  g_autofree char *folder
      = g_build_filename (g_test_get_dir (G_TEST_DIST), "..", "src", "pusher", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) files = g_dir_open (folder, 0, &error);
  const char *name;
  guint read = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;

      if (!g_str_has_suffix (name, ".c") || publishes (name))
        continue;
      g_file_get_contents (path, &text, NULL, &error);
      g_assert_no_error (error);
      for (gsize i = 0; i < G_N_ELEMENTS (signers); i++)
        {
          if (strstr (text, signers[i]) != NULL)
            g_error ("%s mentions %s", name, signers[i]);
        }
      read++;
    }
  g_assert_cmpuint (read, >, 30);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/6.23/known-signatures", test_known_signatures);
  g_test_add_func ("/pusher/15.2/no-client-signs", test_no_client_signs);

  return g_test_run ();
}
