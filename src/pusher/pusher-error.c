/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-error.h"

/* What an error knows besides its words, for whoever advises the user. */
typedef struct
{
  guint status;                           /* of HTTP, or a code of the protocol; 0 for neither */
  GTlsCertificateFlags certificate_flags; /* 0 where no certificate was refused */
  gboolean proxy;                         /* whether it is a proxy's, and not the server's */
} PusherErrorPrivate;

static void
pusher_error_private_init (PusherErrorPrivate *details)
{
}

static void
pusher_error_private_copy (const PusherErrorPrivate *from, PusherErrorPrivate *to)
{
  *to = *from;
}

static void
pusher_error_private_clear (PusherErrorPrivate *details)
{
}

G_DEFINE_EXTENDED_ERROR (PusherError, pusher_error)

/**
 * pusher_error_new_for_status:
 * @code: the error
 * @status: the HTTP status that it comes from, or the protocol's own code of four digits
 * @format: a sentence for the user
 * @...: for @format
 *
 * Returns: (transfer full): an error with pusher_error_get_status()
 */
GError *
pusher_error_new_for_status (PusherError code, guint status, const char *format, ...)
{
  GError *error;
  va_list arguments;

  va_start (arguments, format);
  error = g_error_new_valist (PUSHER_ERROR, (int) code, format, arguments);
  va_end (arguments);
  pusher_error_get_private (error)->status = status;

  return error;
}

/**
 * pusher_error_new_for_certificate:
 * @flags: what is wrong with the server's certificate
 * @format: a sentence for the user
 * @...: for @format
 *
 * Returns: (transfer full): %PUSHER_ERROR_TLS, with pusher_error_get_certificate_flags()
 */
GError *
pusher_error_new_for_certificate (GTlsCertificateFlags flags, const char *format, ...)
{
  GError *error;
  va_list arguments;

  va_start (arguments, format);
  error = g_error_new_valist (PUSHER_ERROR, PUSHER_ERROR_TLS, format, arguments);
  va_end (arguments);
  pusher_error_get_private (error)->certificate_flags = flags;

  return error;
}

/**
 * pusher_error_new_for_proxy:
 * @code: the error
 * @format: a sentence for the user
 * @...: for @format
 *
 * Returns: (transfer full): an error with pusher_error_is_of_proxy()
 */
GError *
pusher_error_new_for_proxy (PusherError code, const char *format, ...)
{
  GError *error;
  va_list arguments;

  va_start (arguments, format);
  error = g_error_new_valist (PUSHER_ERROR, (int) code, format, arguments);
  va_end (arguments);
  pusher_error_get_private (error)->proxy = TRUE;

  return error;
}

/**
 * pusher_error_explain:
 * @cause: an error of this domain
 * @format: a sentence for the user that says more than that of @cause
 * @...: for @format
 *
 * Returns: (transfer full): the same error in other words
 */
GError *
pusher_error_explain (const GError *cause, const char *format, ...)
{
  GError *error = g_error_copy (cause);
  va_list arguments;

  va_start (arguments, format);
  g_free (error->message);
  error->message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return error;
}

/**
 * pusher_error_get_status:
 * @error: (nullable): an error of any domain
 *
 * Returns: the HTTP status that @error comes from, the protocol's own code, from 4000 on, or 0
 * (rows 1.11, 4.6, 6.13)
 */
guint
pusher_error_get_status (const GError *error)
{
  return error != NULL && error->domain == PUSHER_ERROR ? pusher_error_get_private (error)->status
                                                        : 0;
}

/**
 * pusher_error_get_certificate_flags:
 * @error: (nullable): an error of any domain
 *
 * Returns: what is wrong with the certificate that @error is about, or 0 (row 1.17)
 */
GTlsCertificateFlags
pusher_error_get_certificate_flags (const GError *error)
{
  return error != NULL && error->domain == PUSHER_ERROR
             ? pusher_error_get_private (error)->certificate_flags
             : 0;
}

/**
 * pusher_error_is_of_proxy:
 * @error: (nullable): an error of any domain
 *
 * Returns: whether it was a proxy on the way to the server that failed (row 4.21)
 */
gboolean
pusher_error_is_of_proxy (const GError *error)
{
  return error != NULL && error->domain == PUSHER_ERROR && pusher_error_get_private (error)->proxy;
}

/**
 * pusher_error_is_retryable:
 * @error: (nullable): an error of any domain
 *
 * Tells whether the same request may succeed later although nobody changes anything:
 * an authorisation endpoint that cannot be reached, answers 408, 429 or 5xx, or is too
 * slow (row 6.14), one whose certificate may be renewed meanwhile (row 1.17), and a
 * subscription that was not answered (row 5.17).
 *
 * Returns: %TRUE if trying again later is worth it
 */
gboolean
pusher_error_is_retryable (const GError *error)
{
  return g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_UNAVAILABLE)
         || g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT)
         || g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_TLS)
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
