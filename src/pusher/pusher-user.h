/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "pusher/pusher-authorizer.h"
#include "pusher/pusher-clock.h"
#include "pusher/pusher-connection.h"

G_BEGIN_DECLS

/* How long a server may take to answer a sign-in, in s: some ignore it (row 10.9). */
#define PUSHER_SIGN_IN_TIMEOUT 10

/**
 * PusherUserState:
 * @PUSHER_USER_SIGNED_OUT: nobody is signed in, and nobody is to be
 * @PUSHER_USER_WAITING: to be signed in as soon as there is a connection
 * @PUSHER_USER_AUTHENTICATING: the authentication endpoint was asked
 * @PUSHER_USER_PENDING: the server was asked
 * @PUSHER_USER_SIGNED_IN: the server knows who we are
 * @PUSHER_USER_FAILED: it did not work
 *
 * How far the sign-in is.
 */
typedef enum
{
  PUSHER_USER_SIGNED_OUT,
  PUSHER_USER_WAITING,
  PUSHER_USER_AUTHENTICATING,
  PUSHER_USER_PENDING,
  PUSHER_USER_SIGNED_IN,
  PUSHER_USER_FAILED,
} PusherUserState;

#define PUSHER_TYPE_USER_STATE (pusher_user_state_get_type ())
GType pusher_user_state_get_type (void);

#define PUSHER_TYPE_USER (pusher_user_get_type ())
G_DECLARE_FINAL_TYPE (PusherUser, pusher_user, PUSHER, USER, GObject)

PusherUser *
pusher_user_new (PusherConnection *connection, PusherAuthorizer *authenticator, PusherClock *clock);
void pusher_user_sign_in (PusherUser *self);
PusherUserState pusher_user_get_state (PusherUser *self);
const char *pusher_user_get_id (PusherUser *self);
const char *pusher_user_get_data (PusherUser *self);
const GError *pusher_user_get_error (PusherUser *self);
gboolean pusher_user_is_undecided (PusherUser *self);
char *pusher_user_dup_channel_name (PusherUser *self);

void pusher_user_start (PusherUser *self);
void pusher_user_take_credentials (PusherUser *self);
void pusher_user_stop (PusherUser *self);
gboolean pusher_user_handle_event (PusherUser *self, PusherEvent *event);
gboolean pusher_user_handle_error (PusherUser *self, const GError *error);

G_END_DECLS
