/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gmodule.h>

#include "app/tb-application.h"
#include "app/tb-command-line.h"
#include "tb-version.h"

extern G_MODULE_EXPORT const TbProgram tb_program;

const TbProgram tb_program = {
  .version = TB_VERSION,
  .run_command = tb_command_line_run,
  .application_new = tb_application_new,
  .application_free = tb_application_free,
  .application_activate = tb_application_activate,
};
