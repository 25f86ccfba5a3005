/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-close.h"

/**
 * pusher_close_get_retry:
 * @code: a close code, 0 where the socket vanished without one (row 4.13), or the code of a
 *   `pusher:error` that came instead of a greeting (row 2.6)
 *
 * Returns: what to do next (rows 4.5 to 4.13)
 */
PusherRetry
pusher_close_get_retry (guint code)
{
  switch (code)
    {
    case 4000:
      /* Officially “TLS only”, but sockudo says it for any error (row 4.5). */
      return PUSHER_RETRY_BACK_OFF;
    case 4004:
    case 4009:
      /* Over quota, or not authorised in time: both pass without anybody's doing (row 4.7). */
      return PUSHER_RETRY_SLOWLY;
    default:
      break;
    }

  if (code >= 4001 && code <= 4099)
    return PUSHER_RETRY_NEVER;
  if (code >= 4200 && code <= 4299)
    return PUSHER_RETRY_AT_ONCE;

  return PUSHER_RETRY_BACK_OFF;
}
