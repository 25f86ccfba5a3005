/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-retry-after.h"

/* By the server's own clock where it tells: ours may be wrong. */
static GDateTime *
get_time (SoupMessageHeaders *headers)
{
  const char *date = soup_message_headers_get_one (headers, "Date");
  GDateTime *time = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;

  return time != NULL ? time : g_date_time_new_now_utc ();
}

/**
 * pusher_retry_after_read:
 * @headers: the headers of an answer that is no success
 *
 * Returns: how long the server asks to wait before the next request, by seconds or by a date, in s,
 *   at most %PUSHER_RETRY_AFTER_MAX; 0 if it does not say (rows 1.11, 6.14)
 */
guint
pusher_retry_after_read (SoupMessageHeaders *headers)
{
  const char *value = soup_message_headers_get_one (headers, "Retry-After");
  guint64 seconds = 0;
  g_autoptr (GDateTime) date = NULL;
  g_autoptr (GDateTime) now = NULL;

  if (value == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT64, &seconds, NULL))
    return (guint) MIN (seconds, PUSHER_RETRY_AFTER_MAX);

  date = soup_date_time_new_from_http_string (value);
  if (date == NULL)
    return 0;

  now = get_time (headers);
  return (guint) CLAMP (g_date_time_difference (date, now) / G_TIME_SPAN_SECOND, 0,
                        PUSHER_RETRY_AFTER_MAX);
}
