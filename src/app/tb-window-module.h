/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/tb-window-set.h"

G_BEGIN_DECLS

/* The name of the one symbol that the module with the windows has for the program. */
#define TB_WINDOW_MODULE_SYMBOL "tb_window_module"

/**
 * TbWindowModule:
 * @version: of the module
 * @set_new: see tb_window_set_new()
 * @set_free: see tb_window_set_free()
 * @set_present: see tb_window_set_present()
 * @set_toggle_popover: see tb_window_set_toggle_popover()
 * @set_show_inbox: see tb_window_set_show_inbox()
 * @set_show_preferences: see tb_window_set_show_preferences()
 * @set_show_shortcuts: see tb_window_set_show_shortcuts()
 * @set_show_about: see tb_window_set_show_about()
 * @set_set_up_account: see tb_window_set_set_up_account()
 * @set_create_status_icon: see tb_window_set_create_status_icon()
 * @set_get_place: see tb_window_set_get_place()
 *
 * What the program calls of the module.
 */
typedef struct
{
  const char *version;
  TbWindowSet *(*set_new) (const TbWindowsParts *parts);
  void (*set_free) (TbWindowSet *self);
  char *(*set_present) (TbWindowSet *self,
                        const char *notification_id,
                        const char *activation_token);
  char *(*set_toggle_popover) (TbWindowSet *self, int x, int y, const char *activation_token);
  char *(*set_show_inbox) (TbWindowSet *self, const char *activation_token);
  char *(*set_show_preferences) (TbWindowSet *self);
  char *(*set_show_shortcuts) (TbWindowSet *self);
  char *(*set_show_about) (TbWindowSet *self);
  char *(*set_set_up_account) (TbWindowSet *self,
                               TbSetupKind kind,
                               const char *id,
                               const char *activation_token);
  GObject *(*set_create_status_icon) (TbWindowSet *self, GMenuModel *menu, char **problem);
  TbPlace (*set_get_place) (TbWindowSet *self);
} TbWindowModule;

G_END_DECLS
