/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account.h"
#include "account/tb-check-step.h"
#include "pusher/pusher-channel.h"

G_BEGIN_DECLS

/**
 * TbCheckSteps:
 *
 * The steps of a check in their order: one of each kind, and one for each channel.
 */
typedef struct _TbCheckSteps TbCheckSteps;

TbCheckSteps *tb_check_steps_new (TbAccount *account);
void tb_check_steps_free (TbCheckSteps *self);
GListModel *tb_check_steps_get_model (TbCheckSteps *self);
TbCheckStep *tb_check_steps_get (TbCheckSteps *self, TbCheckKind kind);
guint tb_check_steps_get_n_channels (TbCheckSteps *self);
TbCheckStep *tb_check_steps_get_channel (TbCheckSteps *self, guint number);
void tb_check_steps_reset (TbCheckSteps *self);
void tb_check_steps_run (TbCheckSteps *self, TbCheckKind kind);
void tb_check_steps_pass (TbCheckSteps *self, TbCheckKind kind, const char *seen);
void tb_check_steps_pass_channel (TbCheckSteps *self, PusherChannel *channel);
TbCheckKind tb_check_steps_locate (TbCheckSteps *self, const GError *error);
void tb_check_steps_fail (TbCheckSteps *self, TbCheckStep *step, const GError *error);
gboolean tb_check_steps_close (TbCheckSteps *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbCheckSteps, tb_check_steps_free)

G_END_DECLS
