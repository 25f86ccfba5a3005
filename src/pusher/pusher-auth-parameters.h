/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PusherAuthFormat:
 * @PUSHER_AUTH_FORMAT_FORM: `application/x-www-form-urlencoded`, as the protocol's clients send it
 * @PUSHER_AUTH_FORMAT_JSON: `application/json`
 *
 * How the request's parameters are encoded (rows 6.1, 6.3).
 */
typedef enum
{
  PUSHER_AUTH_FORMAT_FORM,
  PUSHER_AUTH_FORMAT_JSON,
} PusherAuthFormat;

/**
 * PusherAuthParameters:
 *
 * What is sent to an authorisation endpoint besides the question itself, in the order in which it
 * was added.
 */
typedef struct _PusherAuthParameters PusherAuthParameters;

PusherAuthParameters *pusher_auth_parameters_new (void);
void pusher_auth_parameters_free (PusherAuthParameters *self);
void pusher_auth_parameters_add (PusherAuthParameters *self, const char *name, const char *value);
GBytes *pusher_auth_parameters_encode (const PusherAuthParameters *self,
                                       PusherAuthFormat format,
                                       const char *socket_id,
                                       const char *channel_name,
                                       const char **content_type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PusherAuthParameters, pusher_auth_parameters_free)

G_END_DECLS
