/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-session.h"

G_BEGIN_DECLS

const char *tb_words_get_state (TbSessionState state);
char *tb_words_dup_plain (const char *text);
char *tb_words_describe_account (const char *name, TbSessionState state);

G_END_DECLS
