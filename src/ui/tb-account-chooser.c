/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-account-chooser.h"

#include <glib/gi18n-lib.h>

/* Stands for all accounts; no account has it as its id. */
#define ALL ""

struct _TbAccountChooser
{
  GtkComboBoxText parent_instance;

  GListModel *sessions;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (TbAccountChooser, tb_account_chooser, GTK_TYPE_COMBO_BOX_TEXT)

static void
fill (TbAccountChooser *self)
{
  GtkComboBox *combo_box = GTK_COMBO_BOX (self);
  g_autofree char *chosen = g_strdup (gtk_combo_box_get_active_id (combo_box));
  guint n_sessions = g_list_model_get_n_items (self->sessions);

  self->filling = TRUE;
  gtk_combo_box_text_remove_all (GTK_COMBO_BOX_TEXT (self));
  gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (self), ALL, _ ("All Accounts"));
  for (guint i = 0; i < n_sessions; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (self->sessions, i);
      TbAccount *account = tb_session_get_account (session);
      g_autofree char *name = tb_account_dup_name (account);

      gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (self), tb_account_get_id (account), name);
    }
  self->filling = FALSE;

  /* An account that is gone is no longer looked at. */
  if (chosen == NULL || !gtk_combo_box_set_active_id (combo_box, chosen))
    gtk_combo_box_set_active_id (combo_box, ALL);
  gtk_widget_set_visible (GTK_WIDGET (self), n_sessions > 1);
}

static void
on_name_changed (TbAccount *account, const char *key, gpointer user_data)
{
  fill (TB_ACCOUNT_CHOOSER (user_data));
}

static void
on_sessions_changed (
    GListModel *sessions, guint position, guint removed, guint added, gpointer user_data)
{
  TbAccountChooser *self = TB_ACCOUNT_CHOOSER (user_data);

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (sessions, i);

      g_signal_connect_object (tb_session_get_account (session), "changed::name",
                               G_CALLBACK (on_name_changed), self, 0);
    }
  fill (self);
}

/* What is chosen while the list is made anew is nobody's choice. */
static void
tb_account_chooser_changed (GtkComboBox *combo_box)
{
  if (TB_ACCOUNT_CHOOSER (combo_box)->filling)
    g_signal_stop_emission_by_name (combo_box, "changed");
}

static void
tb_account_chooser_destroy (GtkWidget *widget)
{
  TbAccountChooser *self = TB_ACCOUNT_CHOOSER (widget);

  if (self->sessions != NULL)
    g_signal_handlers_disconnect_by_data (self->sessions, self);
  g_clear_object (&self->sessions);

  GTK_WIDGET_CLASS (tb_account_chooser_parent_class)->destroy (widget);
}

static void
tb_account_chooser_class_init (TbAccountChooserClass *klass)
{
  GTK_WIDGET_CLASS (klass)->destroy = tb_account_chooser_destroy;
}

static void
tb_account_chooser_init (TbAccountChooser *self)
{
  g_signal_connect (self, "changed", G_CALLBACK (tb_account_chooser_changed), NULL);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)), _ ("Account"));
}

/**
 * tb_account_chooser_set_sessions:
 * @self: a chooser
 * @sessions: all accounts' sessions, followed from now on
 *
 * To be called once.
 */
void
tb_account_chooser_set_sessions (TbAccountChooser *self, TbSessionList *sessions)
{
  g_autoptr (GList) cells = gtk_cell_layout_get_cells (GTK_CELL_LAYOUT (self));

  /* A long name must not make the list wider. */
  g_object_set (cells->data, "ellipsize", PANGO_ELLIPSIZE_END, "max-width-chars", 16, NULL);

  self->sessions = G_LIST_MODEL (g_object_ref (sessions));
  g_signal_connect (sessions, "items-changed", G_CALLBACK (on_sessions_changed), self);
  on_sessions_changed (self->sessions, 0, 0, g_list_model_get_n_items (self->sessions), self);
}

/**
 * tb_account_chooser_get_account_id:
 * @self: a chooser
 *
 * Returns: (nullable): the id of the account that is chosen, or %NULL for all
 */
const char *
tb_account_chooser_get_account_id (TbAccountChooser *self)
{
  const char *id = gtk_combo_box_get_active_id (GTK_COMBO_BOX (self));

  return id == NULL || *id == '\0' ? NULL : id;
}

/**
 * tb_account_chooser_choose_all:
 * @self: a chooser
 *
 * Chooses all accounts.
 */
void
tb_account_chooser_choose_all (TbAccountChooser *self)
{
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (self), ALL);
}
