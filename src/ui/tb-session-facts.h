/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-session.h"
#include "ui/tb-status-fact.h"

G_BEGIN_DECLS

void tb_session_facts_add (GPtrArray *facts, TbSession *session, gint64 now);
char *tb_session_facts_format_since (gint64 since, gint64 now);

G_END_DECLS
