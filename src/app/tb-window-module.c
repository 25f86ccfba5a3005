/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/tb-window-module.h"

#include <gmodule.h>

extern G_MODULE_EXPORT const TbWindowModule tb_window_module;

const TbWindowModule tb_window_module = {
  .set_new = tb_window_set_new,
  .set_free = tb_window_set_free,
  .set_present = tb_window_set_present,
  .set_toggle_popover = tb_window_set_toggle_popover,
};
