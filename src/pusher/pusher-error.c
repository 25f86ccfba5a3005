/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-error.h"

/* clang-format off */
G_DEFINE_QUARK (pusher-error-quark, pusher_error)
/* clang-format on */

/**
 * pusher_error_is_retryable:
 * @error: (nullable): an error of any domain
 *
 * Tells whether the same request may succeed later although nobody changes anything:
 * an authorisation endpoint that cannot be reached, answers 408, 429 or 5xx, or is too
 * slow (row 6.14), and a subscription that was not answered (row 5.17).
 *
 * Returns: %TRUE if trying again later is worth it
 */
gboolean
pusher_error_is_retryable (const GError *error)
{
  return g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_UNAVAILABLE)
         || g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT)
         || g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_NETWORK);
}

/**
 * pusher_error_needs_credentials:
 * @error: (nullable): an error of any domain
 *
 * Tells whether the person has to sign in again before the request can succeed (row 6.13).
 *
 * Returns: %TRUE if the credentials were refused
 */
gboolean
pusher_error_needs_credentials (const GError *error)
{
  return g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_UNAUTHORIZED);
}
