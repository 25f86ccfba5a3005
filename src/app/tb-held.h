/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-arbiter.h"
#include "inbox/tb-inbox.h"

G_BEGIN_DECLS

GPtrArray *tb_held_list (TbInbox *inbox, TbArbiter *arbiter, gint64 since);

G_END_DECLS
