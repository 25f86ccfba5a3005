/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desktop/tb-tray.h"
#include "launch/tb-instance.h"
#include "launch/tb-traybell1.h"

G_BEGIN_DECLS

/* The name of the one symbol that the module with the program has for the executable. */
#define TB_PROGRAM_SYMBOL "tb_program"

typedef struct _TbApplication TbApplication;

/**
 * TbProgram:
 * @version: of the module
 * @run_command: see tb_command_line_run()
 * @application_new: see tb_application_new()
 * @application_free: see tb_application_free()
 * @application_activate: see tb_application_activate()
 *
 * What the executable calls of the module with everything else: the executable is linked with GIO
 * only, so that the icon is in the tray before forty libraries are loaded.
 */
typedef struct
{
  const char *version;
  int (*run_command) (int argc, char **argv);
  TbApplication *(*application_new) (TbInstance *instance, TbTray *tray, TbDBusTraybell1 *skeleton);
  void (*application_free) (TbApplication *self);
  void (*application_activate) (TbApplication *self);
} TbProgram;

const TbProgram *tb_program_load (void);

G_END_DECLS
