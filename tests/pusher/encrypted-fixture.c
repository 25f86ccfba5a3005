/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The publisher's part of an encrypted channel. */

#include "encrypted-fixture.h"

#include <sodium.h>
#include <string.h>

/* A key of 32 times @number, as an authorisation endpoint answers it. */
char *
encrypted_key (guint8 number)
{
  guchar key[crypto_secretbox_KEYBYTES];

  memset (key, number, sizeof key);
  return g_base64_encode (key, sizeof key);
}

/* @text encrypted with encrypted_key (@number): an event's data, a JSON object. */
char *
encrypted_data (guint8 number, const char *text)
{
  guchar key[crypto_secretbox_KEYBYTES];
  guchar nonce[crypto_secretbox_NONCEBYTES];
  gsize length = strlen (text) + crypto_secretbox_MACBYTES;
  g_autofree guchar *ciphertext = g_malloc (length);
  g_autofree char *nonce_text = NULL;
  g_autofree char *ciphertext_text = NULL;

  memset (key, number, sizeof key);
  memset (nonce, 5, sizeof nonce);
  g_assert_cmpint (sodium_init (), >=, 0);
  g_assert_cmpint (
      crypto_secretbox_easy (ciphertext, (const guchar *) text, strlen (text), nonce, key), ==, 0);
  nonce_text = g_base64_encode (nonce, sizeof nonce);
  ciphertext_text = g_base64_encode (ciphertext, length);

  return g_strdup_printf ("{\"nonce\":\"%s\",\"ciphertext\":\"%s\"}", nonce_text, ciphertext_text);
}
