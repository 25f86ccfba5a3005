/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The body of an authorisation endpoint's answer (rows 6.5 to 6.11). */

#include "fuzz-target.h"

#include <string.h>

#include "pusher/pusher-authorization.h"
#include "pusher/pusher-error.h"

static void
assert_is_kept (const char *original, const char *copy)
{
  g_assert_cmpstr (original, ==, copy);
  g_assert_true (original == NULL || g_utf8_validate (original, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PusherAuthorization) authorization
      = pusher_authorization_parse ((const char *) data, size, &error);
  g_autoptr (PusherAuthorization) copy = NULL;
  g_autofree char *user_id = NULL;

  if (authorization == NULL)
    {
      g_assert_true (g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_BAD_ANSWER)
                     || g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_UNAUTHORIZED));
      return 0;
    }

  g_assert_no_error (error);
  g_assert_cmpuint (size, <=, PUSHER_AUTHORIZATION_MAX_SIZE);
  g_assert_nonnull (strchr (pusher_authorization_get_auth (authorization), ':'));

  copy = pusher_authorization_copy (authorization);
  assert_is_kept (pusher_authorization_get_auth (authorization),
                  pusher_authorization_get_auth (copy));
  assert_is_kept (pusher_authorization_get_channel_data (authorization),
                  pusher_authorization_get_channel_data (copy));
  assert_is_kept (pusher_authorization_get_user_data (authorization),
                  pusher_authorization_get_user_data (copy));
  assert_is_kept (pusher_authorization_get_shared_secret (authorization),
                  pusher_authorization_get_shared_secret (copy));

  user_id = pusher_authorization_dup_user_id (authorization);
  g_assert_true (user_id == NULL || g_utf8_validate (user_id, -1, NULL));
  if (user_id != NULL)
    g_assert_nonnull (pusher_authorization_get_channel_data (authorization));

  return 0;
}
