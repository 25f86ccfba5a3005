/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TB_TYPE_SETUP_PAGE (tb_setup_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (TbSetupPage, tb_setup_page, TB, SETUP_PAGE, GtkBox)

/**
 * TbSetupPageClass:
 * @enter: the page is shown, by going on to it or back to it: shows what is so now, and gives the
 * focus to what is done first
 * @leave: the page is shown no longer: whatever is under way is given up
 * @proceed: the button that goes on was pressed; ends with tb_setup_page_finish() once the page is
 * done
 *
 * One page of the window that sets an account up.
 */
struct _TbSetupPageClass
{
  GtkBoxClass parent_class;

  void (*enter) (TbSetupPage *self);
  void (*leave) (TbSetupPage *self);
  void (*proceed) (TbSetupPage *self);
};

void tb_setup_page_enter (TbSetupPage *self);
void tb_setup_page_leave (TbSetupPage *self);
void tb_setup_page_proceed (TbSetupPage *self);
void tb_setup_page_finish (TbSetupPage *self);
void tb_setup_page_offer_action (TbSetupPage *self);

void tb_setup_page_set_content (TbSetupPage *self, GtkScrolledWindow *scrolled, GtkWidget *content);

const char *tb_setup_page_get_title (TbSetupPage *self);
void tb_setup_page_set_title (TbSetupPage *self, const char *title);
const char *tb_setup_page_get_action (TbSetupPage *self);
gboolean tb_setup_page_get_ready (TbSetupPage *self);
gboolean tb_setup_page_get_suggested (TbSetupPage *self);
void
tb_setup_page_set_action (TbSetupPage *self, const char *label, gboolean ready, gboolean suggested);

G_END_DECLS
