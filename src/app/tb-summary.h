/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desktop/tb-notifier.h"
#include "inbox/tb-wall-clock.h"

G_BEGIN_DECLS

/* The summary's toast; clicking it is a wish to see the inbox. */
#define TB_SUMMARY_ID "summary"

#define TB_TYPE_SUMMARY (tb_summary_get_type ())
G_DECLARE_FINAL_TYPE (TbSummary, tb_summary, TB, SUMMARY, GObject)

TbSummary *tb_summary_new (TbNotifier *notifier, TbWallClock *clock);
void tb_summary_count (TbSummary *self, guint count);
void tb_summary_show_missed (TbSummary *self, guint count);
void tb_summary_show_quiet (TbSummary *self, guint count);
void tb_summary_withdraw (TbSummary *self);

G_END_DECLS
