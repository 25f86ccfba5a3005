/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "launch/tb-program.h"

G_BEGIN_DECLS

TbApplication *tb_application_new (TbInstance *instance, TbTray *tray, TbDBusTraybell1 *skeleton);
void tb_application_free (TbApplication *self);
void tb_application_activate (TbApplication *self);

G_END_DECLS
