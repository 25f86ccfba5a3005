/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a web app means by an answer that is no list of notifications, and what to do about it. */

#include "account/tb-inbox-refusal.h"

#include <glib/gi18n-lib.h>

#include "pusher/pusher-error.h"
#include "pusher/pusher-server-words.h"

/* As much of a web app's own words as an error repeats, in characters. */
#define WORDS_MAX_LENGTH 120
/* What is larger is a page for people. */
#define WORDS_MAX_SIZE 4096

/**
 * tb_inbox_refusal_explain:
 * @status: the HTTP status of an answer, other than 2xx
 * @address: the address of the list
 * @body: (array length=length): the answer's body
 * @length: its length in bytes
 *
 * Says to a person what the answer means, with the web app's own words if it has any.
 *
 * Returns: (transfer full): %PUSHER_ERROR_UNAUTHORIZED, %PUSHER_ERROR_DENIED,
 *   %PUSHER_ERROR_UNAVAILABLE or %PUSHER_ERROR_BAD_ANSWER
 */
GError *
tb_inbox_refusal_explain (guint status, const char *address, const char *body, gsize length)
{
  g_autofree char *words
      = length <= WORDS_MAX_SIZE ? pusher_server_words_read (body, length, WORDS_MAX_LENGTH) : NULL;
  g_autofree char *detail
      = words != NULL ? g_strdup_printf ("%u: %s", status, words) : g_strdup_printf ("%u", status);

  if (status >= 300 && status < 400)
    return pusher_error_new_for_status (
        PUSHER_ERROR_UNAUTHORIZED, status,
        _ ("Instead of its notifications the web app sends us to another page (%s), most likely to "
           "sign in: sign in again"),
        detail);
  if (status == 401 || status == 419)
    return pusher_error_new_for_status (
        PUSHER_ERROR_UNAUTHORIZED, status,
        _ ("The web app does not accept the sign-in for its notifications (%s): sign in again"),
        detail);
  if (status == 403)
    return pusher_error_new_for_status (
        PUSHER_ERROR_DENIED, status,
        _ ("The web app does not let you see its list of notifications (%s); ask whoever runs it"),
        detail);
  if (status == 404 || status == 405)
    return pusher_error_new_for_status (
        PUSHER_ERROR_BAD_ANSWER, status,
        _ ("There is no list of notifications at %s (%s); check the inbox in the account's "
           "settings"),
        address, detail);
  if (status == 409)
    return pusher_error_new_for_status (
        PUSHER_ERROR_BAD_ANSWER, status,
        _ ("The web app keeps no list of notifications (%s), so what comes while you are offline "
           "is missed; ask whoever runs it, or set the account's inbox to none"),
        detail);
  if (status == 408 || status == 429 || status >= 500)
    return pusher_error_new_for_status (
        PUSHER_ERROR_UNAVAILABLE, status,
        _ ("The web app cannot list its notifications just now (%s); it is asked again in a while"),
        detail);

  return pusher_error_new_for_status (
      PUSHER_ERROR_BAD_ANSWER, status,
      _ ("The web app did not understand what was asked about its notifications (%s); check the "
         "inbox in the account's settings"),
      detail);
}

/**
 * tb_inbox_refusal_explain_page:
 *
 * Returns: (transfer full): %PUSHER_ERROR_UNAUTHORIZED, for an answer that is a page for people
 */
GError *
tb_inbox_refusal_explain_page (void)
{
  return pusher_error_new_for_status (
      PUSHER_ERROR_UNAUTHORIZED, 200,
      _ ("Instead of its notifications the web app sends a page for people, most likely to sign "
         "in: sign in again"));
}

/**
 * tb_inbox_refusal_explain_nonsense:
 * @address: the address of the list
 *
 * Returns: (transfer full): %PUSHER_ERROR_BAD_ANSWER, for an answer that cannot be read
 */
GError *
tb_inbox_refusal_explain_nonsense (const char *address)
{
  return g_error_new (PUSHER_ERROR, PUSHER_ERROR_BAD_ANSWER,
                      _ ("What %s answers is no list of notifications that Traybell can read; "
                         "check the inbox in the account's settings"),
                      address);
}

/**
 * tb_inbox_refusal_explain_size:
 * @address: the address of the list
 *
 * Returns: (transfer full): %PUSHER_ERROR_BAD_ANSWER, for an answer that is too large
 */
GError *
tb_inbox_refusal_explain_size (const char *address)
{
  return g_error_new (PUSHER_ERROR, PUSHER_ERROR_BAD_ANSWER,
                      _ ("The list of notifications at %s is too large to be read; ask whoever "
                         "runs the web app to keep its answers below 2 MB"),
                      address);
}
