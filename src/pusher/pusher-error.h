/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PusherError:
 * @PUSHER_ERROR_BAD_OPTIONS: the options cannot make an address (rows 1.5, 6.22)
 * @PUSHER_ERROR_BAD_CHANNEL_NAME: the name breaks row 5.24
 * @PUSHER_ERROR_BAD_FRAME: a frame that is not an event (row 8.14)
 * @PUSHER_ERROR_BAD_DATA: an event's data is not what its name asks for (row 7.5)
 * @PUSHER_ERROR_HANDSHAKE: the server's first frame was not a greeting (rows 2.5 to 2.7)
 * @PUSHER_ERROR_HTTP: the server answered the upgrade with another status than 101 (row 1.11)
 * @PUSHER_ERROR_TLS: the server's certificate was not accepted (row 1.17)
 * @PUSHER_ERROR_NETWORK: no connection to the server, or the connection was lost (row 4.21)
 * @PUSHER_ERROR_TIMED_OUT: no answer in time (rows 1.13, 3.5, 5.17, 6.15)
 * @PUSHER_ERROR_REFUSED: the server asked not to be called again unchanged (row 4.6)
 * @PUSHER_ERROR_CLOSED: the server closed the connection with another code
 * @PUSHER_ERROR_SERVER: a `pusher:error` frame, which is information only (row 4.1)
 * @PUSHER_ERROR_UNAUTHORIZED: the authorisation endpoint asks for other credentials
 *   (401, 419, a redirect or a page instead of an answer; rows 6.12, 6.13)
 * @PUSHER_ERROR_DENIED: the authorisation endpoint denies this channel (403; row 6.13)
 * @PUSHER_ERROR_BAD_ANSWER: the authorisation endpoint's answer is malformed (row 6.11)
 * @PUSHER_ERROR_UNAVAILABLE: the authorisation endpoint cannot answer just now (row 6.14)
 * @PUSHER_ERROR_SUBSCRIPTION: the server refused the subscription (row 5.16) or the sign-in
 * (row 10.10)
 * @PUSHER_ERROR_CHANNEL_DATA: the server refused the subscription because the application signs
 * `channel_data` for a private channel (protocol §6b)
 * @PUSHER_ERROR_DECRYPTION: an event was encrypted with another key (row 11.5)
 * @PUSHER_ERROR_BAD_EVENT: a client event that the protocol does not allow (rows 9.2 to 9.4, 9.10)
 * @PUSHER_ERROR_NOT_SUBSCRIBED: a client event without a connection, or on a channel that is not
 * subscribed (rows 4.24, 9.5)
 * @PUSHER_ERROR_RATE_LIMITED: more client events than a server takes (row 9.6)
 *
 * What can go wrong between a client and a server of the Pusher Channels protocol.
 */
typedef enum
{
  PUSHER_ERROR_BAD_OPTIONS,
  PUSHER_ERROR_BAD_CHANNEL_NAME,
  PUSHER_ERROR_BAD_FRAME,
  PUSHER_ERROR_BAD_DATA,
  PUSHER_ERROR_HANDSHAKE,
  PUSHER_ERROR_HTTP,
  PUSHER_ERROR_TLS,
  PUSHER_ERROR_NETWORK,
  PUSHER_ERROR_TIMED_OUT,
  PUSHER_ERROR_REFUSED,
  PUSHER_ERROR_CLOSED,
  PUSHER_ERROR_SERVER,
  PUSHER_ERROR_UNAUTHORIZED,
  PUSHER_ERROR_DENIED,
  PUSHER_ERROR_BAD_ANSWER,
  PUSHER_ERROR_UNAVAILABLE,
  PUSHER_ERROR_SUBSCRIPTION,
  PUSHER_ERROR_CHANNEL_DATA,
  PUSHER_ERROR_DECRYPTION,
  PUSHER_ERROR_BAD_EVENT,
  PUSHER_ERROR_NOT_SUBSCRIBED,
  PUSHER_ERROR_RATE_LIMITED,
} PusherError;

#define PUSHER_ERROR (pusher_error_quark ())

GQuark pusher_error_quark (void);

GError *pusher_error_new_for_status (PusherError code, guint status, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
GError *pusher_error_new_for_certificate (GTlsCertificateFlags flags, const char *format, ...)
    G_GNUC_PRINTF (2, 3);
GError *pusher_error_new_for_proxy (PusherError code, const char *format, ...) G_GNUC_PRINTF (2, 3);
GError *pusher_error_explain (const GError *cause, const char *format, ...) G_GNUC_PRINTF (2, 3);
guint pusher_error_get_status (const GError *error);
GTlsCertificateFlags pusher_error_get_certificate_flags (const GError *error);
gboolean pusher_error_is_of_proxy (const GError *error);
gboolean pusher_error_is_retryable (const GError *error);
gboolean pusher_error_needs_credentials (const GError *error);

G_END_DECLS
