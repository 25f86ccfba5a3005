/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keys and ciphertexts of encrypted channels (protocol §11). */

#include "encrypted-fixture.h"

#include "pusher/pusher-channel-name.h"
#include "pusher/pusher-cipher.h"
#include "pusher/pusher-error.h"

static PusherEvent *
event_new (const char *nonce, const char *ciphertext)
{
  g_autofree char *data
      = g_strdup_printf ("{\"nonce\":\"%s\",\"ciphertext\":\"%s\"}", nonce, ciphertext);

  return pusher_event_new_with_text ("e", ENCRYPTED_CHANNEL, data);
}

static void
test_vectors (void)
{
  static const struct
  {
    const char *ciphertext;
    const char *text;
    JsonNodeType type;
  } cases[] = {
    { ENCRYPTED_OBJECT, "{\"message\":\"hello\"}", JSON_NODE_OBJECT },
    { ENCRYPTED_STRING, "\"plain é\"", JSON_NODE_VALUE },
    { ENCRYPTED_NOT_JSON, "not json", JSON_NODE_VALUE },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (PusherCipher) cipher = pusher_cipher_new (ENCRYPTED_KEY, &error);

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PusherEvent) event = event_new (ENCRYPTED_NONCE, cases[i].ciphertext);
      g_autoptr (PusherEvent) plain = pusher_cipher_open (cipher, event, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (pusher_event_get_name (plain), ==, "e");
      g_assert_cmpstr (pusher_event_get_channel (plain), ==, ENCRYPTED_CHANNEL);
      g_assert_cmpstr (pusher_event_get_text (plain), ==, cases[i].text);
      g_assert_cmpint (json_node_get_node_type (pusher_event_get_data (plain)), ==, cases[i].type);
      g_assert_false (pusher_event_is_replay (plain));
    }
}

static void
test_keys (void)
{
  static const char *const keys[] = {
    NULL,
    "",
    "short",
    "AAAA",
    /* 31 and 33 bytes. */
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    /* No standard base64: without its end, of another alphabet, with a space, with more after. */
    "E3I6KxLwqP1Rr/p1676Vpnrw23CkRdS5bkX5NazRkeY",
    "E3I6KxLwqP1Rr_p1676Vpnrw23CkRdS5bkX5NazRkeY=",
    " E3I6KxLwqP1Rr/p1676Vpnrw23CkRdS5bkX5NazRkeY=",
    "E3I6KxLwqP1Rr/p1676Vpnrw23CkRdS5bkX5NazRkeY=AAAA",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (pusher_cipher_new (keys[i], &error));
      g_assert_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_ANSWER);
      if (keys[i] != NULL && *keys[i] != '\0')
        g_assert_null (g_strstr_len (error->message, -1, keys[i]));
    }
}

static void
test_not_encrypted (void)
{
  static const char *const data[] = {
    NULL,
    "null",
    "5",
    "[]",
    "{}",
    "\"words\"",
    "{\"a\":1}",
    "{\"nonce\":\"" ENCRYPTED_NONCE "\"}",
    "{\"ciphertext\":\"" ENCRYPTED_OBJECT "\"}",
    "{\"nonce\":null,\"ciphertext\":\"" ENCRYPTED_OBJECT "\"}",
    "{\"nonce\":5,\"ciphertext\":\"" ENCRYPTED_OBJECT "\"}",
    "{\"nonce\":\"" ENCRYPTED_NONCE "\",\"ciphertext\":{}}",
    /* 21 and 27 bytes where 24 belong, 15 where 16 are the least. */
    "{\"nonce\":\"JCQkJCQkJCQkJCQkJCQkJCQkJCQk\",\"ciphertext\":\"" ENCRYPTED_OBJECT "\"}",
    "{\"nonce\":\"" ENCRYPTED_NONCE "JCQk\",\"ciphertext\":\"" ENCRYPTED_OBJECT "\"}",
    "{\"nonce\":\"" ENCRYPTED_NONCE "\",\"ciphertext\":\"JCQkJCQkJCQkJCQkJCQk\"}",
    "{\"nonce\":\"" ENCRYPTED_NONCE "\",\"ciphertext\":\"\"}",
    "{\"nonce\":\"" ENCRYPTED_NONCE "\",\"ciphertext\":\"!" ENCRYPTED_OBJECT "\"}",
  };
  g_autoptr (PusherCipher) cipher = pusher_cipher_new (ENCRYPTED_KEY, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (data); i++)
    {
      g_autoptr (PusherEvent) event = pusher_event_new ("e", ENCRYPTED_CHANNEL, data[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (pusher_cipher_open (cipher, event, &error));
      g_assert_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_DATA);
    }
}

static void
test_another_key (void)
{
  g_autofree char *key = encrypted_key (7);
  g_autoptr (PusherCipher) cipher = pusher_cipher_new (key, NULL);
  g_autoptr (PusherEvent) event = event_new (ENCRYPTED_NONCE, ENCRYPTED_OBJECT);
  g_autoptr (GError) error = NULL;

  g_assert_null (pusher_cipher_open (cipher, event, &error));
  g_assert_error (error, PUSHER_ERROR, PUSHER_ERROR_DECRYPTION);
}

/* Somebody who has the key may still send anything. */
static void
test_odd_plaintexts (void)
{
  static const char *const texts[] = { "", "null", "{\"a\":", "\x01\x02", "{\"a\":\"\\u0000\"}" };
  g_autofree char *key = encrypted_key (7);
  g_autoptr (PusherCipher) cipher = pusher_cipher_new (key, NULL);
  g_autofree char *bad_data = encrypted_data (7, "\xff\xfe");
  g_autoptr (PusherEvent) bad = pusher_event_new ("e", ENCRYPTED_CHANNEL, bad_data);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *data = encrypted_data (7, texts[i]);
      g_autoptr (PusherEvent) event = pusher_event_new ("e", ENCRYPTED_CHANNEL, data);
      g_autoptr (PusherEvent) plain = pusher_cipher_open (cipher, event, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (pusher_event_get_text (plain), ==, texts[i]);
      pusher_event_get_data (plain);
    }
  g_assert_null (pusher_cipher_open (cipher, bad, &error));
  g_assert_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_DATA);
}

static void
test_presence (void)
{
  g_assert_cmpint (pusher_channel_name_get_type_of ("presence-encrypted-a"), ==,
                   PUSHER_CHANNEL_PRESENCE);
  g_assert_cmpint (pusher_channel_name_get_type_of ("private-encrypted-a"), ==,
                   PUSHER_CHANNEL_ENCRYPTED);
  g_assert_cmpint (pusher_channel_name_get_type_of ("private-encrypteda"), ==,
                   PUSHER_CHANNEL_PRIVATE);
  g_assert_cmpint (pusher_channel_name_get_type_of ("encrypted-a"), ==, PUSHER_CHANNEL_PUBLIC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/11.2/what-is-no-key", test_keys);
  g_test_add_func ("/pusher/11.3/known-ciphertexts", test_vectors);
  g_test_add_func ("/pusher/11.3/any-plain-text", test_odd_plaintexts);
  g_test_add_func ("/pusher/11.4/what-is-not-encrypted", test_not_encrypted);
  g_test_add_func ("/pusher/11.5/another-key-is-told-apart", test_another_key);
  g_test_add_func ("/pusher/11.14/presence-is-never-encrypted", test_presence);

  return g_test_run ();
}
