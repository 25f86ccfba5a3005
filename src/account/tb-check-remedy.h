/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-check-step.h"

G_BEGIN_DECLS

const char *
tb_check_remedy_get (TbCheckKind kind, const char *channel, const GError *error, gboolean tls);
const char *tb_check_remedy_get_for_inbox (const GError *error);
const char *tb_check_remedy_get_for_loss (const GError *error);

G_END_DECLS
