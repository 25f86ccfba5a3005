/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <libsoup/soup.h>

#include "pusher/pusher-auth-parameters.h"
#include "pusher/pusher-authorizer.h"
#include "pusher/pusher-clock.h"

G_BEGIN_DECLS

/* How long an authorisation endpoint may take, in s (row 6.15). */
#define PUSHER_HTTP_AUTHORIZER_TIMEOUT 15

/**
 * PusherHeadersFunc:
 * @headers: the headers of a request that is about to be sent
 * @user_data: what was given with the function
 *
 * Adds credentials, asked for at every request (row 6.4).
 */
typedef void (*PusherHeadersFunc) (SoupMessageHeaders *headers, gpointer user_data);

#define PUSHER_TYPE_HTTP_AUTHORIZER (pusher_http_authorizer_get_type ())
G_DECLARE_FINAL_TYPE (
    PusherHttpAuthorizer, pusher_http_authorizer, PUSHER, HTTP_AUTHORIZER, GObject)

gboolean pusher_http_authorizer_check_endpoint (const char *endpoint, GError **error);
PusherHttpAuthorizer *pusher_http_authorizer_new (SoupSession *session,
                                                  PusherClock *clock,
                                                  const char *endpoint,
                                                  GError **error);
void pusher_http_authorizer_set_format (PusherHttpAuthorizer *self, PusherAuthFormat format);
PusherAuthFormat pusher_http_authorizer_get_format (PusherHttpAuthorizer *self);
void pusher_http_authorizer_add_parameter (PusherHttpAuthorizer *self,
                                           const char *name,
                                           const char *value);
void pusher_http_authorizer_set_headers_func (PusherHttpAuthorizer *self,
                                              PusherHeadersFunc func,
                                              gpointer user_data,
                                              GDestroyNotify user_data_free);

G_END_DECLS
