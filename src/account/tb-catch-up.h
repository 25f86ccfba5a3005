/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account.h"
#include "inbox/tb-inbox.h"
#include "inbox/tb-rules.h"

G_BEGIN_DECLS

/**
 * TbCatchUpFunc:
 * @rules: (element-type TbRule): the rule of each notification
 * @notifications: (element-type TbNotification): what is new, the oldest first; in the inbox
 * already
 * @user_data: what was given with the function
 *
 * Decides what the user is shown of what came meanwhile, and shows it.
 *
 * Returns: (transfer full) (element-type TbVerdict): what was decided of each
 */
typedef GPtrArray *(*TbCatchUpFunc) (GPtrArray *rules,
                                     GPtrArray *notifications,
                                     gpointer user_data);

/**
 * TbCatchUp:
 *
 * What becomes of the notifications that were fetched from a web app's own list.
 */
typedef struct _TbCatchUp TbCatchUp;

TbCatchUp *tb_catch_up_new (TbAccount *account, TbInbox *inbox);
void tb_catch_up_free (TbCatchUp *self);
gboolean tb_catch_up_wants_more (TbCatchUp *self, GPtrArray *items);
void tb_catch_up_take (TbCatchUp *self,
                       TbRules *rules,
                       GPtrArray *items,
                       gint64 time,
                       TbCatchUpFunc decide,
                       gpointer user_data);
TbNotification *tb_catch_up_claim (TbCatchUp *self, TbNotification *notification);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbCatchUp, tb_catch_up_free)

G_END_DECLS
