/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "launch/tb-instance.h"

G_BEGIN_DECLS

#define TB_APPLICATION_ID "com.nebutra.Traybell"

/* Where the interface com.nebutra.Traybell1 is. */
#define TB_SERVICE_PATH "/com/nebutra/Traybell"

/**
 * TbLauncher:
 *
 * The instance as it is launched: it takes its name on the bus, with everything there that others
 * may ask for at once, puts its icon into the tray, and only then loads the program.
 */
#define TB_TYPE_LAUNCHER (tb_launcher_get_type ())
G_DECLARE_FINAL_TYPE (TbLauncher, tb_launcher, TB, LAUNCHER, TbInstance)

int tb_launcher_run (GApplicationFlags flags, gboolean background);

G_END_DECLS
