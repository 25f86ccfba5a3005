/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the user would like to tell of a web app. */

#include "ui/tb-start-page.h"

#include <glib/gi18n-lib.h>

struct _TbStartPage
{
  TbSetupPage parent_instance;

  GtkWidget *browser_button;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbStartPage, tb_start_page, TB_TYPE_SETUP_PAGE)

static void
on_browser_clicked (TbStartPage *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, "browser");
}

static void
on_import_clicked (TbStartPage *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, "import");
}

static void
on_form_clicked (TbStartPage *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, "form");
}

static void
tb_start_page_enter (TbSetupPage *page)
{
  gtk_widget_grab_focus (TB_START_PAGE (page)->browser_button);
}

static void
tb_start_page_class_init (TbStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  TB_SETUP_PAGE_CLASS (klass)->enter = tb_start_page_enter;

  /* The name of the page that the user has chosen: browser, import or form. */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TbStartPage, browser_button);
  gtk_widget_class_bind_template_callback (widget_class, on_browser_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_import_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_form_clicked);
}

static void
tb_start_page_init (TbStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tb_setup_page_set_title (TB_SETUP_PAGE (self), _ ("Add Account"));
}

/**
 * tb_start_page_new:
 *
 * Returns: (transfer floating): the first page of the set-up
 */
GtkWidget *
tb_start_page_new (void)
{
  return g_object_new (TB_TYPE_START_PAGE, NULL);
}
