/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account-editor.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TbSetupTask:
 * @TB_SETUP_ADD: an account is to be added: by signing in with the browser, by importing settings
 * or by filling in a form
 * @TB_SETUP_EDIT: the settings of an account are to be changed
 * @TB_SETUP_SIGN_IN: an account is to get another secret, in the way that it got the first
 *
 * What the user wants the set-up for.
 */
typedef enum
{
  TB_SETUP_ADD,
  TB_SETUP_EDIT,
  TB_SETUP_SIGN_IN,
} TbSetupTask;

#define TB_SETUP_WIDTH 560
#define TB_SETUP_HEIGHT 620

#define TB_TYPE_SETUP_WINDOW (tb_setup_window_get_type ())
G_DECLARE_FINAL_TYPE (TbSetupWindow, tb_setup_window, TB, SETUP_WINDOW, GtkWindow)

TbSetupWindow *
tb_setup_window_new (TbAccountEditor *editor, TbSetupTask task, GActionGroup *app_actions);
TbSetupTask tb_setup_window_get_task (TbSetupWindow *self);
TbAccount *tb_setup_window_get_account (TbSetupWindow *self);

G_END_DECLS
