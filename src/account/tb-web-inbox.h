/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-inbox-adapter.h"

G_BEGIN_DECLS

#define TB_TYPE_WEB_INBOX (tb_web_inbox_get_type ())
G_DECLARE_FINAL_TYPE (TbWebInbox, tb_web_inbox, TB, WEB_INBOX, GObject)

TbInboxAdapter *tb_web_inbox_new (TbInboxClient *client);

G_END_DECLS
