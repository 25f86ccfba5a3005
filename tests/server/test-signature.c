/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "dev-signature.h"

/* The key pair of Pusher's documentation. */
#define SECRET "7ad3773142a6692b25b8"

static void
test_documented_vectors (void)
{
  g_autofree char *user = dev_signature_user (SECRET, "1234.1234", "{\"id\":\"12345\"}");
  g_autofree char *private_channel
      = dev_signature_channel (SECRET, "1234.1234", "private-foobar", NULL);
  g_autofree char *presence
      = dev_signature_channel (SECRET, "1234.1234", "presence-foobar",
                               "{\"user_id\":10,\"user_info\":{\"name\":\"Mr. Channels\"}}");

  g_assert_cmpstr (user, ==, "4708d583dada6a56435fb8bc611c77c359a31eebde13337c16ab43aa6de336ba");
  g_assert_cmpstr (private_channel, ==,
                   "58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4");
  g_assert_cmpstr (presence, ==,
                   "31935e7d86dba64c2a90aed31fdc61869f9b22ba9d8863bba239c03ca481bc80");
}

static void
test_empty_channel_data_is_signed_too (void)
{
  g_autofree char *with = dev_signature_channel (SECRET, "1.2", "private-a", "");
  g_autofree char *without = dev_signature_channel (SECRET, "1.2", "private-a", NULL);
  g_autofree char *expected = dev_signature_sign (SECRET, "1.2:private-a:");

  g_assert_cmpstr (with, ==, expected);
  g_assert_cmpstr (with, !=, without);
}

static void
test_shared_secret_of_an_encrypted_channel (void)
{
  g_autofree char *secret = dev_signature_shared_secret ("private-encrypted-foo");

  g_assert_cmpstr (secret, ==, "E3I6KxLwqP1Rr/p1676Vpnrw23CkRdS5bkX5NazRkeY=");
}

/* The worked example of the REST API reference. */
#define BODY                                                                                       \
  "{\"name\":\"foo\",\"channels\":[\"project-3\"],\"data\":\"{\\\"some\\\":\\\"data\\\"}\"}"
#define KEY "278d425bdf160c739803"
#define TIME 1353088179

static void
set (GHashTable *query, const char *name, const char *value)
{
  g_hash_table_insert (query, g_strdup (name), g_strdup (value));
}

static GHashTable *
make_query (void)
{
  GHashTable *query = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  set (query, "auth_key", KEY);
  set (query, "auth_timestamp", "1353088179");
  set (query, "auth_version", "1.0");
  set (query, "body_md5", "ec365a775a4cd0599faeb73354201b6f");
  set (query, "auth_signature", "da454824c97ba181a32ccc17a72625ba02771f50b50e1e7430e47a1f3f457e6c");

  return query;
}

static gboolean
check (GHashTable *query, const char *method, const char *body, gint64 now)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (body, strlen (body));
  g_autoptr (GError) error = NULL;
  gboolean right = dev_signature_check_request (KEY, SECRET, method, "/apps/3/events", query, bytes,
                                                now, &error);

  if (!right)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);

  return right;
}

static void
test_rest_call_of_the_documentation_is_accepted (void)
{
  g_autoptr (GHashTable) query = make_query ();

  g_assert_true (check (query, "POST", BODY, TIME));
}

static void
test_rest_call_that_was_changed_is_refused (void)
{
  static const char *const names[]
      = { "auth_key", "auth_timestamp", "auth_version", "body_md5", "auth_signature" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GHashTable) query = make_query ();

      set (query, names[i], "1353088180");
      g_assert_false (check (query, "POST", BODY, TIME));
      g_hash_table_remove (query, names[i]);
      g_assert_false (check (query, "POST", BODY, TIME));
    }

  {
    g_autoptr (GHashTable) query = make_query ();

    g_assert_false (check (query, "PUT", BODY, TIME));
    g_assert_false (check (query, "POST", BODY " ", TIME));
    set (query, "info", "user_count");
    g_assert_false (check (query, "POST", BODY, TIME));
  }
}

static void
test_rest_call_is_valid_for_ten_minutes (void)
{
  g_autoptr (GHashTable) query = make_query ();

  g_assert_true (check (query, "POST", BODY, TIME + 600));
  g_assert_true (check (query, "POST", BODY, TIME - 600));
  g_assert_false (check (query, "POST", BODY, TIME + 601));
  g_assert_false (check (query, "POST", BODY, TIME - 601));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signature/documented-vectors", test_documented_vectors);
  g_test_add_func ("/signature/empty-channel-data-is-signed-too",
                   test_empty_channel_data_is_signed_too);
  g_test_add_func ("/signature/shared-secret-of-an-encrypted-channel",
                   test_shared_secret_of_an_encrypted_channel);
  g_test_add_func ("/signature/rest-call-of-the-documentation-is-accepted",
                   test_rest_call_of_the_documentation_is_accepted);
  g_test_add_func ("/signature/rest-call-that-was-changed-is-refused",
                   test_rest_call_that_was_changed_is_refused);
  g_test_add_func ("/signature/rest-call-is-valid-for-ten-minutes",
                   test_rest_call_is_valid_for_ten_minutes);

  return g_test_run ();
}
