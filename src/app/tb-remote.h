/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "launch/tb-traybell1.h"

G_BEGIN_DECLS

TbDBusTraybell1 *tb_remote_find (void);
gboolean tb_remote_answers (TbDBusTraybell1 *remote);
TbDBusTraybell1 *tb_remote_require (int *exit_code);

G_END_DECLS
