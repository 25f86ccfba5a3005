/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account-list.h"
#include "account/tb-check-step.h"

G_BEGIN_DECLS

/**
 * TbFinding:
 * @step: what was looked at, for programs: "settings", "tls", "tray"
 * @account: (nullable): the id of the account that it is about, %NULL for the desktop
 * @channel: (nullable): the channel that it is about
 * @state: how it is; %TB_CHECK_SKIPPED if there was nothing to look at
 * @title: what was looked at, for people
 * @seen: (nullable): what was seen, without secrets
 * @remedy: (nullable): what to do about it, in sentences
 *
 * One thing that the doctor has looked at.
 */
typedef struct
{
  const char *step;
  const char *account;
  const char *channel;
  TbCheckState state;
  const char *title;
  const char *seen;
  const char *remedy;
} TbFinding;

/**
 * TbDoctorFunc:
 * @finding: what was found, for the duration of the call
 * @user_data: as it was given
 *
 * Hears of each finding as soon as it is there.
 */
typedef void (*TbDoctorFunc) (const TbFinding *finding, gpointer user_data);

/* Looks at everything that has to work, step by step, beside the running Traybell or without. */
typedef struct _TbDoctor TbDoctor;

TbDoctor *tb_doctor_new (TbDoctorFunc func, gpointer user_data);
void tb_doctor_free (TbDoctor *self);
TbAccountList *tb_doctor_get_accounts (TbDoctor *self);
void tb_doctor_examine (TbDoctor *self, TbAccount *account, gboolean notify);
TbCheckState tb_doctor_get_worst (TbDoctor *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbDoctor, tb_doctor_free)

G_END_DECLS
