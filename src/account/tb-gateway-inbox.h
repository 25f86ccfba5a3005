/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-inbox-adapter.h"

G_BEGIN_DECLS

#define TB_TYPE_GATEWAY_INBOX (tb_gateway_inbox_get_type ())
G_DECLARE_FINAL_TYPE (TbGatewayInbox, tb_gateway_inbox, TB, GATEWAY_INBOX, GObject)

TbInboxAdapter *tb_gateway_inbox_new (TbInboxClient *client);

G_END_DECLS
