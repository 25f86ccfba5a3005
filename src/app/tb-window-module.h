/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/tb-window-set.h"

G_BEGIN_DECLS

/* The name of the one symbol that the module with the windows has for the program. */
#define TB_WINDOW_MODULE_SYMBOL "tb_window_module"

/**
 * TbWindowModule:
 * @set_new: see tb_window_set_new()
 * @set_free: see tb_window_set_free()
 * @set_present: see tb_window_set_present()
 * @set_toggle_popover: see tb_window_set_toggle_popover()
 *
 * What the program calls of the module.
 */
typedef struct
{
  TbWindowSet *(*set_new) (TbSessionList *sessions, TbInbox *inbox, GActionGroup *app_actions);
  void (*set_free) (TbWindowSet *self);
  char *(*set_present) (TbWindowSet *self, const char *activation_token);
  char *(*set_toggle_popover) (TbWindowSet *self, int x, int y, const char *activation_token);
} TbWindowModule;

G_END_DECLS
