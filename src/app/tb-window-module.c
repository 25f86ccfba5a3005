/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/tb-window-module.h"

#include <gmodule.h>

#include "tb-version.h"

extern G_MODULE_EXPORT const TbWindowModule tb_window_module;

const TbWindowModule tb_window_module = {
  .version = TB_VERSION,
  .set_new = tb_window_set_new,
  .set_free = tb_window_set_free,
  .set_present = tb_window_set_present,
  .set_toggle_popover = tb_window_set_toggle_popover,
  .set_show_inbox = tb_window_set_show_inbox,
  .set_show_preferences = tb_window_set_show_preferences,
  .set_show_shortcuts = tb_window_set_show_shortcuts,
  .set_show_about = tb_window_set_show_about,
  .set_set_up_account = tb_window_set_set_up_account,
  .set_create_status_icon = tb_window_set_create_status_icon,
  .set_get_place = tb_window_set_get_place,
};
