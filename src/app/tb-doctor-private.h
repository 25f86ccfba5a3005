/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the parts of the doctor share. */

#pragma once

#include "account/tb-credentials.h"
#include "app/tb-doctor.h"
#include "desktop/tb-keyring.h"
#include "launch/tb-traybell1.h"

G_BEGIN_DECLS

struct _TbDoctor
{
  TbDoctorFunc func;
  gpointer user_data;
  TbCheckState worst;

  GDBusConnection *bus;    /* NULL without a session bus */
  TbDBusTraybell1 *remote; /* NULL if Traybell does not run */
  TbAccountList *accounts;
  TbKeyring *keyring;
};

void tb_doctor_tell (TbDoctor *self, const TbFinding *finding);
gboolean tb_doctor_wait (gboolean (*is_over) (gpointer data), gpointer data, guint seconds);

void tb_doctor_examine_account (TbDoctor *self, TbAccount *account, gboolean even_disabled);
void tb_doctor_examine_inbox (TbDoctor *self, TbAccount *account, TbCredentials *credentials);
void tb_doctor_examine_desktop (TbDoctor *self, gboolean notify);

G_END_DECLS
