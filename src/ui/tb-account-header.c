/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-account-header.h"

#include <glib/gi18n-lib.h>

struct _TbAccountHeader
{
  GtkBox parent_instance;

  GtkWidget *dot;
  GtkLabel *name_label;
  GtkLabel *state_label;
  GtkMenuButton *quiet_button;
  GtkMenuButton *menu_button;
  GtkLabel *quiet_label;

  TbSession *session;
  TbSessionState shown_state;
};

G_DEFINE_FINAL_TYPE (TbAccountHeader, tb_account_header, GTK_TYPE_BOX)

static void
update_state (TbAccountHeader *self)
{
  GtkStyleContext *context = gtk_widget_get_style_context (self->dot);
  TbSessionState state = tb_session_get_state (self->session);
  g_autofree char *name = tb_account_dup_name (tb_session_get_account (self->session));
  g_autofree char *text = NULL;
  g_autofree char *description = NULL;

  /* TRANSLATORS: stands right after the name of an account: “Acme · online” */
  text = g_strdup_printf (_ ("· %s"), tb_account_header_describe_state (state));
  description = g_strdup_printf (_ ("%s: %s"), name, tb_account_header_describe_state (state));

  gtk_style_context_remove_class (context, tb_session_state_to_string (self->shown_state));
  gtk_style_context_add_class (context, tb_session_state_to_string (state));
  self->shown_state = state;

  gtk_label_set_text (self->name_label, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name_label), name);
  gtk_label_set_text (self->state_label, text);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)), description);
}

static void
update_menu (TbAccountHeader *self)
{
  TbAccount *account = tb_session_get_account (self->session);
  g_autofree char *name = tb_account_dup_name (account);
  g_autofree char *button_name = g_strdup_printf (_ ("Menu of %s"), name);
  g_autofree char *web_url = tb_account_dup_string (account, "web-url");
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) first = g_menu_new ();
  g_autoptr (GMenu) second = g_menu_new ();
  g_autoptr (GMenu) last = g_menu_new ();

  if (*web_url != '\0')
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ ("_Open Web App"), NULL);

      g_menu_item_set_action_and_target (item, "app.open-web", "s", tb_account_get_id (account));
      g_menu_append_item (first, item);
    }
  g_menu_append (first, _ ("_Inbox"), "app.show-inbox");
  g_menu_append (second, _ ("_Preferences"), "app.show-preferences");
  g_menu_append (last, _ ("_Quit"), "app.quit");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (second));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));

  gtk_menu_button_set_menu_model (self->menu_button, G_MENU_MODEL (menu));
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->menu_button)), button_name);
}

static void
append_snooze (GMenu *menu, const char *label, const char *duration)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "app.snooze", "s", duration);
  g_menu_append_item (menu, item);
}

static void
set_up_quiet_menu (TbAccountHeader *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) begin = g_menu_new ();
  g_autoptr (GMenu) end = g_menu_new ();

  append_snooze (begin, _ ("For 30 _Minutes"), "30m");
  append_snooze (begin, _ ("For 1 _Hour"), "1h");
  append_snooze (begin, _ ("Until _Tomorrow, 8:00"), "tomorrow");
  g_menu_append (end, _ ("_Resume Notifications"), "app.end-quiet");
  g_menu_append_section (menu, _ ("Snooze Notifications"), G_MENU_MODEL (begin));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));
  gtk_menu_button_set_menu_model (self->quiet_button, G_MENU_MODEL (menu));
}

static void
on_session_changed (TbSession *session, GParamSpec *pspec, gpointer user_data)
{
  update_state (TB_ACCOUNT_HEADER (user_data));
}

static void
on_account_changed (TbAccount *account, const char *key, gpointer user_data)
{
  TbAccountHeader *self = TB_ACCOUNT_HEADER (user_data);

  if (!g_str_equal (key, "name") && !g_str_equal (key, "web-url"))
    return;
  update_state (self);
  update_menu (self);
}

static void
tb_account_header_destroy (GtkWidget *widget)
{
  TbAccountHeader *self = TB_ACCOUNT_HEADER (widget);

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (tb_session_get_account (self->session), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  g_clear_object (&self->session);

  GTK_WIDGET_CLASS (tb_account_header_parent_class)->destroy (widget);
}

static void
tb_account_header_class_init (TbAccountHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->destroy = tb_account_header_destroy;

  gtk_widget_class_set_accessible_role (widget_class, ATK_ROLE_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-account-header.ui");
  gtk_widget_class_bind_template_child (widget_class, TbAccountHeader, dot);
  gtk_widget_class_bind_template_child (widget_class, TbAccountHeader, name_label);
  gtk_widget_class_bind_template_child (widget_class, TbAccountHeader, state_label);
  gtk_widget_class_bind_template_child (widget_class, TbAccountHeader, quiet_button);
  gtk_widget_class_bind_template_child (widget_class, TbAccountHeader, menu_button);
  gtk_widget_class_bind_template_child (widget_class, TbAccountHeader, quiet_label);
}

static void
tb_account_header_init (TbAccountHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  set_up_quiet_menu (self);
}

/**
 * tb_account_header_new:
 * @session: an account's session, followed from now on
 *
 * Its menu activates `app.open-web` with the account's id, `app.show-inbox`, `app.show-preferences`
 * and `app.quit`.
 *
 * Returns: (transfer floating): a header
 */
GtkWidget *
tb_account_header_new (TbSession *session)
{
  TbAccountHeader *self = g_object_new (TB_TYPE_ACCOUNT_HEADER, NULL);
  TbAccount *account = tb_session_get_account (session);

  self->session = g_object_ref (session);
  g_signal_connect (session, "notify::state", G_CALLBACK (on_session_changed), self);
  g_signal_connect (account, "changed", G_CALLBACK (on_account_changed), self);
  update_state (self);
  update_menu (self);

  return GTK_WIDGET (self);
}

/**
 * tb_account_header_set_quiet_shown:
 * @self: a header
 * @shown: whether it has the menu that makes it quiet, which is for all accounts; at first it has
 * not
 *
 * The menu activates `app.snooze` with “30m”, “1h” or “tomorrow”, and `app.end-quiet`.
 */
void
tb_account_header_set_quiet_shown (TbAccountHeader *self, gboolean shown)
{
  gtk_widget_set_visible (GTK_WIDGET (self->quiet_button), shown);
}

/**
 * tb_account_header_set_quiet_text:
 * @self: a header
 * @text: (nullable): says that it is quiet, and until when; %NULL while it is not
 */
void
tb_account_header_set_quiet_text (TbAccountHeader *self, const char *text)
{
  gtk_label_set_text (self->quiet_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->quiet_label), text != NULL);
}

/**
 * tb_account_header_describe_state:
 * @state: a session's state
 *
 * Returns: a word or two for the user, to stand after the account's name
 */
const char *
tb_account_header_describe_state (TbSessionState state)
{
  switch (state)
    {
    case TB_SESSION_CONNECTING:
      return _ ("connecting…");
    case TB_SESSION_CONNECTED:
      return _ ("online");
    case TB_SESSION_UNAVAILABLE:
      return _ ("cannot connect");
    case TB_SESSION_REFUSED:
      return _ ("refused");
    case TB_SESSION_SIGN_IN_NEEDED:
      return _ ("sign-in needed");
    case TB_SESSION_DISCONNECTED:
    default:
      return _ ("off");
    }
}
