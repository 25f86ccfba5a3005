/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tries the account out, shows each step as it passes or fails, and saves. */

#include "ui/tb-check-page.h"

#include <glib/gi18n-lib.h>

#include "ui/tb-check-row.h"

struct _TbCheckPage
{
  TbSetupPage parent_instance;

  GtkScrolledWindow *scrolled;
  GtkWidget *content_box;
  GtkLabel *summary_label;
  GtkLabel *advice_label;
  GtkWidget *error_box;
  GtkLabel *error_label;
  GtkListBox *step_list;
  GtkWidget *again_button;

  TbAccountEditor *editor;
  TbLiveCheck *check; /* NULL while the page is not shown */
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (TbCheckPage, tb_check_page, TB_TYPE_SETUP_PAGE)

static gboolean
has_warning (TbLiveCheck *check)
{
  GListModel *steps = tb_live_check_get_steps (check);

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (TbCheckStep) step = g_list_model_get_item (steps, i);

      if (tb_check_step_get_state (step) == TB_CHECK_WARNING)
        return TRUE;
    }

  return FALSE;
}

static void
show_summary (TbCheckPage *self, const char *summary, const char *advice)
{
  gtk_label_set_text (self->summary_label, summary);
  gtk_label_set_text (self->advice_label, advice != NULL ? advice : "");
  gtk_widget_set_visible (GTK_WIDGET (self->advice_label), advice != NULL);
}

static void
update (TbCheckPage *self)
{
  TbSetupPage *page = TB_SETUP_PAGE (self);
  TbCheckOutcome outcome
      = self->check != NULL ? tb_live_check_get_outcome (self->check) : TB_CHECK_OUTCOME_NONE;

  gtk_widget_set_sensitive (self->again_button,
                            outcome != TB_CHECK_OUTCOME_RUNNING && !self->saving);
  switch (outcome)
    {
    case TB_CHECK_OUTCOME_PASSED:
      show_summary (self, _ ("It works"),
                    has_warning (self->check)
                        ? _ ("Not everything is as it should be, but you can save the account.")
                        : NULL);
      tb_setup_page_set_action (page, _ ("_Save"), !self->saving, TRUE);
      break;
    case TB_CHECK_OUTCOME_FAILED:
      show_summary (self, _ ("It does not work yet"),
                    _ ("Go back to change something, or save the account as it is: Traybell tries "
                       "again by itself."));
      tb_setup_page_set_action (page, _ ("_Save Anyway"), !self->saving, FALSE);
      break;
    case TB_CHECK_OUTCOME_NONE:
    case TB_CHECK_OUTCOME_RUNNING:
    default:
      show_summary (self, _ ("Trying it out…"), NULL);
      tb_setup_page_set_action (page, _ ("_Save"), FALSE, TRUE);
      break;
    }
}

static void
show_error (TbCheckPage *self, const char *error)
{
  gtk_label_set_text (self->error_label, error != NULL ? error : "");
  gtk_widget_set_visible (self->error_box, error != NULL);
}

static TbCheckState
get_state (GtkWidget *row, TbLiveCheck *check)
{
  g_autoptr (TbCheckStep) step = g_list_model_get_item (
      tb_live_check_get_steps (check), (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));

  return tb_check_step_get_state (step);
}

/* Whoever waits for the end of it goes on from there: to what has failed, so that it is seen and
 * read out, or to saving. */
static void
move_focus (TbCheckPage *self)
{
  g_autoptr (GList) rows = gtk_container_get_children (GTK_CONTAINER (self->step_list));

  for (GList *row = rows; row != NULL; row = row->next)
    {
      if (get_state (row->data, self->check) == TB_CHECK_FAILED)
        {
          gtk_widget_grab_focus (row->data);
          return;
        }
    }

  tb_setup_page_offer_action (TB_SETUP_PAGE (self));
}

static void
on_outcome_changed (TbLiveCheck *check, GParamSpec *pspec, gpointer user_data)
{
  TbCheckPage *self = TB_CHECK_PAGE (user_data);

  if (tb_live_check_get_outcome (check) == TB_CHECK_OUTCOME_PASSED)
    tb_account_editor_learn (self->editor, check);
  update (self);
  if (tb_live_check_get_outcome (check) == TB_CHECK_OUTCOME_PASSED
      || tb_live_check_get_outcome (check) == TB_CHECK_OUTCOME_FAILED)
    move_focus (self);
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  return tb_check_row_new (TB_CHECK_STEP (item));
}

static void
drop_check (TbCheckPage *self)
{
  if (self->check == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->check, self);
  tb_live_check_cancel (self->check);
  g_clear_object (&self->check);
  gtk_list_box_bind_model (self->step_list, NULL, NULL, NULL, NULL);
}

static void
begin (TbCheckPage *self)
{
  drop_check (self);
  show_error (self, NULL);
  self->check = tb_account_editor_create_check (self->editor, NULL);
  gtk_list_box_bind_model (self->step_list, tb_live_check_get_steps (self->check), create_row, NULL,
                           NULL);
  g_signal_connect (self->check, "notify::outcome", G_CALLBACK (on_outcome_changed), self);
  tb_live_check_start (self->check);
}

static void
on_again_clicked (TbCheckPage *self)
{
  begin (self);
}

static void
on_save_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbCheckPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = tb_account_editor_save_finish (TB_ACCOUNT_EDITOR (source), result, &error);

  self->saving = FALSE;
  /* The window may have gone meanwhile. */
  if (self->editor == NULL)
    return;

  show_error (self, saved ? NULL : error->message);
  update (self);
  if (saved)
    tb_setup_page_finish (TB_SETUP_PAGE (self));
}

static void
tb_check_page_enter (TbSetupPage *page)
{
  begin (TB_CHECK_PAGE (page));
}

static void
tb_check_page_leave (TbSetupPage *page)
{
  drop_check (TB_CHECK_PAGE (page));
}

static void
tb_check_page_proceed (TbSetupPage *page)
{
  TbCheckPage *self = TB_CHECK_PAGE (page);

  self->saving = TRUE;
  show_error (self, NULL);
  update (self);
  tb_account_editor_save_async (self->editor, on_save_ready, g_object_ref (self));
}

static void
tb_check_page_dispose (GObject *object)
{
  TbCheckPage *self = TB_CHECK_PAGE (object);

  if (self->check != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->check, self);
      tb_live_check_cancel (self->check);
    }
  g_clear_object (&self->check);
  g_clear_object (&self->editor);

  G_OBJECT_CLASS (tb_check_page_parent_class)->dispose (object);
}

static void
tb_check_page_class_init (TbCheckPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_check_page_dispose;
  TB_SETUP_PAGE_CLASS (klass)->enter = tb_check_page_enter;
  TB_SETUP_PAGE_CLASS (klass)->leave = tb_check_page_leave;
  TB_SETUP_PAGE_CLASS (klass)->proceed = tb_check_page_proceed;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-check-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TbCheckPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, TbCheckPage, content_box);
  gtk_widget_class_bind_template_child (widget_class, TbCheckPage, summary_label);
  gtk_widget_class_bind_template_child (widget_class, TbCheckPage, advice_label);
  gtk_widget_class_bind_template_child (widget_class, TbCheckPage, error_box);
  gtk_widget_class_bind_template_child (widget_class, TbCheckPage, error_label);
  gtk_widget_class_bind_template_child (widget_class, TbCheckPage, step_list);
  gtk_widget_class_bind_template_child (widget_class, TbCheckPage, again_button);
  gtk_widget_class_bind_template_callback (widget_class, on_again_clicked);
}

static void
tb_check_page_init (TbCheckPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tb_setup_page_set_content (TB_SETUP_PAGE (self), self->scrolled, self->content_box);
  /* The rows scroll with the whole page. */
  gtk_list_box_set_adjustment (self->step_list,
                               gtk_scrolled_window_get_vadjustment (self->scrolled));
  tb_setup_page_set_title (TB_SETUP_PAGE (self), _ ("Check"));
}

/**
 * tb_check_page_new:
 * @editor: what is checked and saved
 *
 * Returns: (transfer floating): the page, which is done once the account is saved
 */
GtkWidget *
tb_check_page_new (TbAccountEditor *editor)
{
  TbCheckPage *self = g_object_new (TB_TYPE_CHECK_PAGE, NULL);

  self->editor = g_object_ref (editor);
  update (self);

  return GTK_WIDGET (self);
}
