/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PUSHER_TYPE_AUTHORIZATION (pusher_authorization_get_type ())

/* The largest answer of an authorisation endpoint that is read, in bytes (row 6.21). */
#define PUSHER_AUTHORIZATION_MAX_SIZE (64 * 1024)

/**
 * PusherAuthorization:
 *
 * What an authorisation endpoint answered for one channel, or for the user, on one socket. Holds
 * signatures: never log its members (row 6.22).
 */
typedef struct _PusherAuthorization PusherAuthorization;

GType pusher_authorization_get_type (void);
PusherAuthorization *pusher_authorization_parse (const char *answer, gsize length, GError **error);
PusherAuthorization *pusher_authorization_copy (const PusherAuthorization *self);
void pusher_authorization_free (PusherAuthorization *self);

const char *pusher_authorization_get_auth (const PusherAuthorization *self);
const char *pusher_authorization_get_channel_data (const PusherAuthorization *self);
const char *pusher_authorization_get_user_data (const PusherAuthorization *self);
const char *pusher_authorization_get_shared_secret (const PusherAuthorization *self);
char *pusher_authorization_dup_user_id (const PusherAuthorization *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PusherAuthorization, pusher_authorization_free)

G_END_DECLS
