/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Events that are encrypted between their publisher and us: NaCl secretbox, by libsodium. */

#include "pusher/pusher-cipher.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "pusher/pusher-error.h"
#include "pusher/pusher-json-text.h"

struct _PusherCipher
{
  guchar key[crypto_secretbox_KEYBYTES];
};

/* Decodes standard base64 into exactly @wanted bytes, or into at least as many where @exact is not
 * set. */
static guchar *
decode (const char *text, gsize wanted, gboolean exact, gsize *length)
{
  gsize capacity = text != NULL ? strlen (text) : 0;
  g_autofree guchar *bytes = g_malloc (capacity + 1);
  const char *end = NULL;

  if (text == NULL
      || sodium_base642bin (bytes, capacity + 1, text, capacity, NULL, length, &end,
                            sodium_base64_VARIANT_ORIGINAL)
             != 0
      || end != text + capacity || *length < wanted || (exact && *length != wanted))
    {
      sodium_memzero (bytes, capacity + 1);
      return NULL;
    }

  return g_steal_pointer (&bytes);
}

static PusherEvent *
refuse (GError **error, const char *problem)
{
  g_set_error_literal (error, PUSHER_ERROR, PUSHER_ERROR_BAD_DATA, problem);
  return NULL;
}

/**
 * pusher_cipher_new:
 * @shared_secret: (nullable): what the authorisation endpoint answered: a key in base64
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): the key, or %NULL with %PUSHER_ERROR_BAD_ANSWER unless
 *   @shared_secret is one of 32 bytes (rows 11.1, 11.2)
 */
PusherCipher *
pusher_cipher_new (const char *shared_secret, GError **error)
{
  PusherCipher *self;
  g_autofree guchar *key = NULL;
  gsize length = 0;

  if (sodium_init () < 0)
    {
      g_set_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_ANSWER,
                   _ ("Encrypted channels do not work on this computer"));
      return NULL;
    }

  key = decode (shared_secret, crypto_secretbox_KEYBYTES, TRUE, &length);
  if (key == NULL)
    {
      g_set_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_ANSWER,
                   _ ("The authorisation endpoint gave no valid key for this encrypted channel"));
      return NULL;
    }

  self = g_new0 (PusherCipher, 1);
  memcpy (self->key, key, sizeof self->key);
  sodium_memzero (key, length);

  return self;
}

/**
 * pusher_cipher_free:
 * @self: (transfer full): a key, overwritten first
 */
void
pusher_cipher_free (PusherCipher *self)
{
  sodium_memzero (self->key, sizeof self->key);
  g_free (self);
}

/**
 * pusher_cipher_open:
 * @self: a key
 * @event: an encrypted event
 * @error: return location for an error, or %NULL
 *
 * Decrypts @event (row 11.3).
 *
 * Returns: (transfer full) (nullable): the event with its plain data, or %NULL with
 *   %PUSHER_ERROR_BAD_DATA for what is not an encrypted event (rows 11.4, 11.10) or
 *   %PUSHER_ERROR_DECRYPTION if it was encrypted with another key (row 11.5)
 */
PusherEvent *
pusher_cipher_open (const PusherCipher *self, PusherEvent *event, GError **error)
{
  JsonNode *data = pusher_event_get_data (event);
  g_autofree guchar *nonce = NULL;
  g_autofree guchar *ciphertext = NULL;
  g_autofree char *plaintext = NULL;
  JsonObject *object;
  PusherEvent *plain;
  gsize nonce_length = 0;
  gsize length = 0;

  if (data == NULL || !JSON_NODE_HOLDS_OBJECT (data))
    return refuse (error, _ ("An event on an encrypted channel was not encrypted"));

  object = json_node_get_object (data);
  nonce = decode (pusher_json_get_string (object, "nonce"), crypto_secretbox_NONCEBYTES, TRUE,
                  &nonce_length);
  ciphertext = decode (pusher_json_get_string (object, "ciphertext"), crypto_secretbox_MACBYTES,
                       FALSE, &length);
  if (nonce == NULL || ciphertext == NULL)
    return refuse (error, _ ("An event on an encrypted channel was not encrypted as it should be"));

  plaintext = g_malloc (length - crypto_secretbox_MACBYTES + 1);
  if (crypto_secretbox_open_easy ((guchar *) plaintext, ciphertext, length, nonce, self->key) != 0)
    {
      g_set_error (error, PUSHER_ERROR, PUSHER_ERROR_DECRYPTION,
                   _ ("An event could not be decrypted: the channel's key has changed"));
      return NULL;
    }
  plaintext[length - crypto_secretbox_MACBYTES] = '\0';
  if (!g_utf8_validate (plaintext, (gssize) (length - crypto_secretbox_MACBYTES), NULL))
    return refuse (error, _ ("An event on an encrypted channel is not text"));

  plain = pusher_event_new_with_text (pusher_event_get_name (event),
                                      pusher_event_get_channel (event), plaintext);
  if (pusher_event_is_replay (event))
    pusher_event_mark_replay (plain);

  return plain;
}
