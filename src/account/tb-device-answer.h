/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account-error.h"
#include "account/tb-web-request.h"

G_BEGIN_DECLS

/* The wait between two polls where the web app names none, in s (RFC 8628, 3.2). */
#define TB_DEVICE_CODE_INTERVAL 5
/* How long a code is good for where the web app does not say, in s. */
#define TB_DEVICE_CODE_LIFETIME 600

/**
 * TbDeviceCode:
 * @device_code: proves to the web app that it is us who asked; never shown, never logged
 * @user_code: what the user enters in the browser
 * @address: where, for people to read
 * @page: (nullable): the same with the code filled in
 * @lifetime: for how long the code is good, in s
 * @interval: how long to wait between two polls, in s
 *
 * A code for signing in with the browser (RFC 8628, 3.2).
 */
typedef struct
{
  char *device_code;
  char *user_code;
  char *address;
  char *page;
  guint lifetime;
  guint interval;
} TbDeviceCode;

/**
 * TbDeviceVerdict:
 * @TB_DEVICE_TOKEN: here is the token
 * @TB_DEVICE_PENDING: the user has not done it yet
 * @TB_DEVICE_SLOW_DOWN: likewise, and the polls come too fast
 * @TB_DEVICE_UNAVAILABLE: the web app cannot answer just now
 * @TB_DEVICE_OVER: there will be no token
 *
 * What a poll has found (RFC 8628, 3.5).
 */
typedef enum
{
  TB_DEVICE_TOKEN,
  TB_DEVICE_PENDING,
  TB_DEVICE_SLOW_DOWN,
  TB_DEVICE_UNAVAILABLE,
  TB_DEVICE_OVER,
} TbDeviceVerdict;

TbDeviceCode *tb_device_code_parse (const TbWebAnswer *answer, GError **error);
void tb_device_code_free (TbDeviceCode *self);
TbDeviceVerdict tb_device_token_parse (const TbWebAnswer *answer, char **token, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbDeviceCode, tb_device_code_free)

G_END_DECLS
