/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/tb-alerts.h"
#include "desktop/tb-opener.h"

G_BEGIN_DECLS

#define TB_TYPE_PAGES (tb_pages_get_type ())
G_DECLARE_FINAL_TYPE (TbPages, tb_pages, TB, PAGES, GObject)

TbPages *tb_pages_new (TbOpener *opener, TbInbox *inbox, TbAlerts *alerts);
void tb_pages_open (TbPages *self, const char *uri);
void tb_pages_open_notification (TbPages *self,
                                 const char *id,
                                 const char *activation_token,
                                 GTask *task);

G_END_DECLS
