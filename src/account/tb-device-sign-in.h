/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "account/tb-device-answer.h"
#include "account/tb-sign-in-endpoints.h"
#include "pusher/pusher-clock.h"

G_BEGIN_DECLS

/**
 * TbDeviceSignInState:
 * @TB_DEVICE_SIGN_IN_IDLE: not begun, or cancelled
 * @TB_DEVICE_SIGN_IN_ASKING: the web app is asked for a code
 * @TB_DEVICE_SIGN_IN_WAITING: there is a code, and the user has the browser to do
 * @TB_DEVICE_SIGN_IN_POLLING: likewise, and the web app is just asked whether that is done
 * @TB_DEVICE_SIGN_IN_DONE: there is a token
 * @TB_DEVICE_SIGN_IN_FAILED: there will be none; another attempt needs another code
 *
 * How far signing in with the browser is.
 */
typedef enum
{
  TB_DEVICE_SIGN_IN_IDLE,
  TB_DEVICE_SIGN_IN_ASKING,
  TB_DEVICE_SIGN_IN_WAITING,
  TB_DEVICE_SIGN_IN_POLLING,
  TB_DEVICE_SIGN_IN_DONE,
  TB_DEVICE_SIGN_IN_FAILED,
} TbDeviceSignInState;

#define TB_TYPE_DEVICE_SIGN_IN_STATE (tb_device_sign_in_state_get_type ())
GType tb_device_sign_in_state_get_type (void);

/* How much longer to wait between two polls when the web app asks for it, in s (RFC 8628, 3.5). */
#define TB_DEVICE_SIGN_IN_SLOW_DOWN 5
/* The longest wait between two polls while the web app cannot be reached, in s. */
#define TB_DEVICE_SIGN_IN_PATIENCE 60

#define TB_TYPE_DEVICE_SIGN_IN (tb_device_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (TbDeviceSignIn, tb_device_sign_in, TB, DEVICE_SIGN_IN, GObject)

TbDeviceSignIn *tb_device_sign_in_new (SoupSession *session,
                                       PusherClock *clock,
                                       const TbSignInEndpoints *endpoints);
void tb_device_sign_in_start (TbDeviceSignIn *self);
void tb_device_sign_in_cancel (TbDeviceSignIn *self);

TbDeviceSignInState tb_device_sign_in_get_state (TbDeviceSignIn *self);
const TbDeviceCode *tb_device_sign_in_get_code (TbDeviceSignIn *self);
guint tb_device_sign_in_get_time_left (TbDeviceSignIn *self);
const char *tb_device_sign_in_get_token (TbDeviceSignIn *self);
const GError *tb_device_sign_in_get_error (TbDeviceSignIn *self);
const GError *tb_device_sign_in_get_trouble (TbDeviceSignIn *self);

G_END_DECLS
