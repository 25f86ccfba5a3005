/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window in which an account is added, changed, or signed in again: one page after the other,
 * with a way back, until all is saved. */

#include "ui/tb-setup-window.h"

#include <gdk/gdkkeysyms.h>
#include <glib/gi18n-lib.h>

#include "ui/tb-browser-page.h"
#include "ui/tb-check-page.h"
#include "ui/tb-form-page.h"
#include "ui/tb-import-page.h"
#include "ui/tb-secret-page.h"
#include "ui/tb-start-page.h"

struct _TbSetupWindow
{
  GtkWindow parent_instance;

  GtkHeaderBar *header_bar;
  GtkButton *cancel_button;
  GtkButton *back_button;
  GtkButton *proceed_button;
  GtkLabel *proceed_label; /* one for good: a screen reader may still be at it when it changes */
  GtkStack *stack;

  TbAccountEditor *editor;
  TbSetupTask task;
  GPtrArray *history; /* names of the pages before this one; static strings */
};

enum
{
  SIGNAL_CLOSE,
  SIGNAL_OPEN_PAGE,
  SIGNAL_SAVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbSetupWindow, tb_setup_window, GTK_TYPE_WINDOW)

static TbSetupPage *
get_page (TbSetupWindow *self, const char *name)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, name);

  return page != NULL ? TB_SETUP_PAGE (page) : NULL;
}

static TbSetupPage *
get_visible_page (TbSetupWindow *self)
{
  return TB_SETUP_PAGE (gtk_stack_get_visible_child (self->stack));
}

static void
update (TbSetupWindow *self)
{
  TbSetupPage *page = get_visible_page (self);
  const char *title = tb_setup_page_get_title (page);
  const char *action = tb_setup_page_get_action (page);
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self->proceed_button));

  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_header_bar_set_title (self->header_bar, title);
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), self->history->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->proceed_button), action != NULL);
  if (action == NULL)
    return;

  gtk_label_set_label (self->proceed_label, action);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->proceed_button)),
                       gtk_label_get_text (self->proceed_label));
  gtk_widget_set_sensitive (GTK_WIDGET (self->proceed_button), tb_setup_page_get_ready (page));
  if (tb_setup_page_get_suggested (page))
    gtk_style_context_add_class (context, GTK_STYLE_CLASS_SUGGESTED_ACTION);
  else
    gtk_style_context_remove_class (context, GTK_STYLE_CLASS_SUGGESTED_ACTION);
  /* What should not be done is not done by Enter. */
  gtk_window_set_default (GTK_WINDOW (self), tb_setup_page_get_suggested (page)
                                                 ? GTK_WIDGET (self->proceed_button)
                                                 : NULL);
}

static void
show_page (TbSetupWindow *self, const char *name)
{
  TbSetupPage *page = get_page (self, name);
  TbSetupPage *before = get_visible_page (self);

  if (before != NULL && before != page)
    tb_setup_page_leave (before);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (page));
  update (self);
  tb_setup_page_enter (page);
}

static void
go_on (TbSetupWindow *self, const char *name)
{
  g_ptr_array_add (self->history, (gpointer) gtk_stack_get_visible_child_name (self->stack));
  show_page (self, name);
}

static void
go_back (TbSetupWindow *self)
{
  const char *name;

  if (self->history->len == 0)
    return;

  name = g_ptr_array_steal_index (self->history, self->history->len - 1);
  show_page (self, name);
}

static void
on_page_changed (TbSetupPage *page, gpointer user_data)
{
  TbSetupWindow *self = TB_SETUP_WINDOW (user_data);

  if (page == get_visible_page (self))
    update (self);
}

static void
on_page_offered (TbSetupPage *page, gpointer user_data)
{
  TbSetupWindow *self = TB_SETUP_WINDOW (user_data);

  if (page == get_visible_page (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->proceed_button));
}

static void
on_chosen (TbStartPage *page, const char *name, gpointer user_data)
{
  TbSetupWindow *self = TB_SETUP_WINDOW (user_data);

  tb_form_page_set_note (TB_FORM_PAGE (get_page (self, "form")), NULL);
  tb_form_page_set_signed_in (TB_FORM_PAGE (get_page (self, "form")), FALSE);
  go_on (self, g_intern_string (name));
}

static void
on_imported (TbImportPage *page, gpointer user_data)
{
  TbSetupWindow *self = TB_SETUP_WINDOW (user_data);

  tb_form_page_set_note (TB_FORM_PAGE (get_page (self, "form")), tb_import_page_get_note (page));
  go_on (self, "form");
}

static void
on_signed_in (TbBrowserPage *page, gpointer user_data)
{
  TbSetupWindow *self = TB_SETUP_WINDOW (user_data);

  if (self->task != TB_SETUP_ADD)
    {
      go_on (self, "check");
      return;
    }

  tb_form_page_set_note (TB_FORM_PAGE (get_page (self, "form")), tb_browser_page_get_note (page));
  tb_form_page_set_signed_in (TB_FORM_PAGE (get_page (self, "form")), TRUE);
  go_on (self, "form");
}

static void
on_filled_in (TbSetupPage *page, gpointer user_data)
{
  go_on (TB_SETUP_WINDOW (user_data), "check");
}

static void
on_saved (TbCheckPage *page, gpointer user_data)
{
  g_autoptr (TbSetupWindow) self = g_object_ref (TB_SETUP_WINDOW (user_data));

  g_signal_emit (self, signals[SIGNAL_SAVED], 0,
                 tb_account_get_id (tb_account_editor_get_account (self->editor)));
  gtk_widget_destroy (GTK_WIDGET (self));
}

static void
on_open_page (TbBrowserPage *page, const char *uri, gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_OPEN_PAGE], 0, uri);
}

static void
on_discard_response (GtkDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (TbSetupWindow) self = g_object_ref (TB_SETUP_WINDOW (user_data));

  gtk_widget_destroy (GTK_WIDGET (dialog));
  if (response == GTK_RESPONSE_ACCEPT)
    gtk_widget_destroy (GTK_WIDGET (self));
}

/* What the user has written is not lost by a slip of the finger. */
static void
close_window (TbSetupWindow *self)
{
  GtkWidget *dialog;
  GtkWidget *discard;

  if (!tb_account_editor_is_changed (self->editor))
    {
      gtk_widget_destroy (GTK_WIDGET (self));
      return;
    }

  dialog = gtk_message_dialog_new (
      GTK_WINDOW (self), GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT, GTK_MESSAGE_QUESTION,
      GTK_BUTTONS_NONE, "%s", _ ("Discard what you have filled in?"));
  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (dialog), "%s",
                                            _ ("Nothing of it is saved yet."));
  gtk_dialog_add_button (GTK_DIALOG (dialog), _ ("_Keep Editing"), GTK_RESPONSE_CANCEL);
  discard = gtk_dialog_add_button (GTK_DIALOG (dialog), _ ("_Discard"), GTK_RESPONSE_ACCEPT);
  gtk_style_context_add_class (gtk_widget_get_style_context (discard),
                               GTK_STYLE_CLASS_DESTRUCTIVE_ACTION);
  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_discard_response), self, 0);
  gtk_widget_show (dialog);
}

static void
on_cancel_clicked (TbSetupWindow *self)
{
  close_window (self);
}

static void
on_back_clicked (TbSetupWindow *self)
{
  go_back (self);
}

static void
on_proceed_clicked (TbSetupWindow *self)
{
  tb_setup_page_proceed (get_visible_page (self));
}

static gboolean
tb_setup_window_delete_event (GtkWidget *widget, GdkEventAny *event)
{
  close_window (TB_SETUP_WINDOW (widget));

  return GDK_EVENT_STOP;
}

/* A file that is dropped anywhere is meant to be imported. */
static void
on_drag_data_received (GtkWidget *widget,
                       GdkDragContext *context,
                       int x,
                       int y,
                       GtkSelectionData *data,
                       guint info,
                       guint time)
{
  TbSetupWindow *self = TB_SETUP_WINDOW (widget);
  g_auto (GStrv) uris = gtk_selection_data_get_uris (data);
  const char *name = gtk_stack_get_visible_child_name (self->stack);
  g_autoptr (GFile) file = NULL;

  if (uris == NULL || uris[0] == NULL
      || (!g_str_equal (name, "start") && !g_str_equal (name, "import")))
    return;

  file = g_file_new_for_uri (uris[0]);
  if (g_str_equal (name, "start"))
    go_on (self, "import");
  tb_import_page_load (TB_IMPORT_PAGE (get_page (self, "import")), file);
}

static void
tb_setup_window_destroy (GtkWidget *widget)
{
  TbSetupWindow *self = TB_SETUP_WINDOW (widget);
  GtkWidget *page = self->stack != NULL ? gtk_stack_get_visible_child (self->stack) : NULL;

  if (page != NULL && self->editor != NULL)
    tb_setup_page_leave (TB_SETUP_PAGE (page));
  g_clear_object (&self->editor);

  GTK_WIDGET_CLASS (tb_setup_window_parent_class)->destroy (widget);
}

static void
tb_setup_window_finalize (GObject *object)
{
  g_ptr_array_unref (TB_SETUP_WINDOW (object)->history);

  G_OBJECT_CLASS (tb_setup_window_parent_class)->finalize (object);
}

static void
tb_setup_window_class_init (TbSetupWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tb_setup_window_finalize;
  widget_class->destroy = tb_setup_window_destroy;
  widget_class->delete_event = tb_setup_window_delete_event;
  widget_class->drag_data_received = on_drag_data_received;

  /* Bound to Escape, after whatever has the focus had its chance to use the key. */
  signals[SIGNAL_CLOSE] = g_signal_new_class_handler (
      "close", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION,
      G_CALLBACK (close_window), NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_binding_entry_add_signal (gtk_binding_set_by_class (klass), GDK_KEY_Escape, 0, "close", 0);

  /* The address of a page of the web app: to be opened in the browser. */
  signals[SIGNAL_OPEN_PAGE]
      = g_signal_new ("open-page", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /* The account is saved: its id. The window goes by itself. */
  signals[SIGNAL_SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-setup-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TbSetupWindow, header_bar);
  gtk_widget_class_bind_template_child (widget_class, TbSetupWindow, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, TbSetupWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, TbSetupWindow, proceed_button);
  gtk_widget_class_bind_template_child (widget_class, TbSetupWindow, proceed_label);
  gtk_widget_class_bind_template_child (widget_class, TbSetupWindow, stack);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_proceed_clicked);
}

static void
tb_setup_window_init (TbSetupWindow *self)
{
  GtkWindow *window = GTK_WINDOW (self);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->history = g_ptr_array_new ();
  gtk_window_set_default_size (window, TB_SETUP_WIDTH, TB_SETUP_HEIGHT);
  gtk_window_set_type_hint (window, GDK_WINDOW_TYPE_HINT_DIALOG);
  gtk_window_set_position (window, GTK_WIN_POS_CENTER);
  gtk_drag_dest_set (GTK_WIDGET (self), GTK_DEST_DEFAULT_ALL, NULL, 0, GDK_ACTION_COPY);
  gtk_drag_dest_add_uri_targets (GTK_WIDGET (self));
}

static void
add_page (TbSetupWindow *self, const char *name, GtkWidget *page, GCallback on_finished)
{
  gtk_stack_add_named (self->stack, page, name);
  g_signal_connect (page, "changed", G_CALLBACK (on_page_changed), self);
  g_signal_connect (page, "offered", G_CALLBACK (on_page_offered), self);
  if (on_finished != NULL)
    g_signal_connect (page, "finished", on_finished, self);
}

/**
 * tb_setup_window_new:
 * @editor: what is set up
 * @task: what for; for another than %TB_SETUP_ADD the account is there
 * @app_actions: the actions that its widgets activate as "app.…": `remove-account` with an
 * account's id
 *
 * Makes the window, not shown yet; tb_ui_ensure() must have succeeded.
 *
 * Returns: (transfer none): the window, which lives until it is saved, cancelled or destroyed
 */
TbSetupWindow *
tb_setup_window_new (TbAccountEditor *editor, TbSetupTask task, GActionGroup *app_actions)
{
  TbSetupWindow *self = g_object_new (TB_TYPE_SETUP_WINDOW, NULL);
  TbAccount *account = tb_account_editor_get_account (editor);
  GtkWidget *page;

  self->editor = g_object_ref (editor);
  self->task = task;
  gtk_widget_insert_action_group (GTK_WIDGET (self), "app", app_actions);

  if (task == TB_SETUP_ADD)
    {
      page = tb_start_page_new ();
      add_page (self, "start", page, NULL);
      g_signal_connect (page, "chosen", G_CALLBACK (on_chosen), self);
      add_page (self, "import", tb_import_page_new (editor), G_CALLBACK (on_imported));
    }
  if (task == TB_SETUP_SIGN_IN && tb_account_get_sign_in_method (account) != TB_SIGN_IN_BROWSER)
    {
      add_page (self, "secret", tb_secret_page_new (editor), G_CALLBACK (on_filled_in));
    }
  else if (task != TB_SETUP_EDIT)
    {
      page = tb_browser_page_new (editor);
      add_page (self, "browser", page, G_CALLBACK (on_signed_in));
      g_signal_connect (page, "open-page", G_CALLBACK (on_open_page), self);
    }
  if (task != TB_SETUP_SIGN_IN)
    add_page (self, "form", tb_form_page_new (editor), G_CALLBACK (on_filled_in));
  add_page (self, "check", tb_check_page_new (editor), G_CALLBACK (on_saved));

  /* The first that was added is the first that is shown. */
  update (self);
  tb_setup_page_enter (get_visible_page (self));

  return self;
}

/**
 * tb_setup_window_get_task:
 * @self: the window
 *
 * Returns: what it is for
 */
TbSetupTask
tb_setup_window_get_task (TbSetupWindow *self)
{
  return self->task;
}

/**
 * tb_setup_window_get_account:
 * @self: the window
 *
 * Returns: (transfer none) (nullable): the account that it is about, or %NULL for one that is still
 *   to be added
 */
TbAccount *
tb_setup_window_get_account (TbSetupWindow *self)
{
  return tb_account_editor_get_account (self->editor);
}
