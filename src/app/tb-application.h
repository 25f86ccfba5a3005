/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/tb-instance.h"

G_BEGIN_DECLS

#define TB_APPLICATION_ID "com.nebutra.Traybell"

#define TB_TYPE_APPLICATION (tb_application_get_type ())
G_DECLARE_FINAL_TYPE (TbApplication, tb_application, TB, APPLICATION, TbInstance)

TbApplication *tb_application_new (GApplicationFlags flags, gboolean background);

G_END_DECLS
