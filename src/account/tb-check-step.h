/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TbCheckKind:
 * @TB_CHECK_SETTINGS: the settings are complete, and the keyring gives the secret
 * @TB_CHECK_NAME: the server's name has an address
 * @TB_CHECK_TCP: the server can be reached
 * @TB_CHECK_TLS: the connection is encrypted
 * @TB_CHECK_UPGRADE: the server speaks WebSocket
 * @TB_CHECK_KEY: the server knows the app key, and greets
 * @TB_CHECK_ENDPOINT: the web app authorises
 * @TB_CHECK_CHANNEL: a channel is subscribed
 *
 * What a step of a check is about, in the order of the steps.
 */
typedef enum
{
  TB_CHECK_SETTINGS,
  TB_CHECK_NAME,
  TB_CHECK_TCP,
  TB_CHECK_TLS,
  TB_CHECK_UPGRADE,
  TB_CHECK_KEY,
  TB_CHECK_ENDPOINT,
  TB_CHECK_CHANNEL,
} TbCheckKind;

/**
 * TbCheckState:
 * @TB_CHECK_WAITING: not begun
 * @TB_CHECK_RUNNING: under way
 * @TB_CHECK_PASSED: as it should be
 * @TB_CHECK_WARNING: not as it should be, but the account works
 * @TB_CHECK_FAILED: the account does not work like this
 * @TB_CHECK_SKIPPED: not tried: an earlier step has failed, or there is nothing to try
 *
 * How far a step of a check is.
 */
typedef enum
{
  TB_CHECK_WAITING,
  TB_CHECK_RUNNING,
  TB_CHECK_PASSED,
  TB_CHECK_WARNING,
  TB_CHECK_FAILED,
  TB_CHECK_SKIPPED,
} TbCheckState;

#define TB_TYPE_CHECK_STATE (tb_check_state_get_type ())
GType tb_check_state_get_type (void);
const char *tb_check_state_to_string (TbCheckState state);

#define TB_TYPE_CHECK_STEP (tb_check_step_get_type ())
G_DECLARE_FINAL_TYPE (TbCheckStep, tb_check_step, TB, CHECK_STEP, GObject)

TbCheckStep *tb_check_step_new (TbCheckKind kind, const char *channel);
TbCheckKind tb_check_step_get_kind (TbCheckStep *self);
const char *tb_check_step_get_kind_name (TbCheckStep *self);
const char *tb_check_step_get_channel (TbCheckStep *self);
const char *tb_check_step_get_title (TbCheckStep *self);
TbCheckState tb_check_step_get_state (TbCheckStep *self);
gboolean tb_check_step_is_over (TbCheckStep *self);
const char *tb_check_step_get_seen (TbCheckStep *self);
const char *tb_check_step_get_remedy (TbCheckStep *self);
void
tb_check_step_set (TbCheckStep *self, TbCheckState state, const char *seen, const char *remedy);

G_END_DECLS
