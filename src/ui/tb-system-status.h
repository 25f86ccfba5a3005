/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/tb-status-fact.h"

G_BEGIN_DECLS

/**
 * TbSystemStatus:
 *
 * How what Traybell needs of the desktop stands: what the status page shows beside the accounts.
 * Whoever knows the desktop fills it.
 *
 * Signals: `changed`.
 */
#define TB_TYPE_SYSTEM_STATUS (tb_system_status_get_type ())
G_DECLARE_FINAL_TYPE (TbSystemStatus, tb_system_status, TB, SYSTEM_STATUS, GObject)

TbSystemStatus *tb_system_status_new (void);
void tb_system_status_set (TbSystemStatus *self, const char *id, TbStatusFact *fact);
guint tb_system_status_get_n_facts (TbSystemStatus *self);
const TbStatusFact *tb_system_status_get_fact (TbSystemStatus *self, guint number);

G_END_DECLS
