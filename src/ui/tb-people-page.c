/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-people-page.h"

#include "ui/tb-account-section.h"
#include "ui/tb-empty-state.h"

struct _TbPeoplePage
{
  GtkStack parent_instance;

  GtkScrolledWindow *scrolled_window;
  GtkBox *account_box;

  GListModel *sessions;
};

G_DEFINE_FINAL_TYPE (TbPeoplePage, tb_people_page, GTK_TYPE_STACK)

static gboolean
has_room (TbAccount *account)
{
  g_auto (GStrv) names = tb_account_dup_channel_names (account);

  for (gsize i = 0; names[i] != NULL; i++)
    {
      if (g_str_has_prefix (names[i], "presence-"))
        return TRUE;
    }

  return FALSE;
}

/* By the settings and not by what is joined: rooms of an account that is off are rooms as well. */
static void
update_emptiness (TbPeoplePage *self)
{
  guint n_sessions = g_list_model_get_n_items (self->sessions);
  gboolean found = FALSE;

  for (guint i = 0; i < n_sessions && !found; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (self->sessions, i);

      found = has_room (tb_session_get_account (session));
    }

  gtk_stack_set_visible_child_name (GTK_STACK (self), found ? "rooms" : "empty");
}

static void
on_account_changed (TbAccount *account, const char *key, gpointer user_data)
{
  update_emptiness (TB_PEOPLE_PAGE (user_data));
}

static void
on_sessions_changed (
    GListModel *sessions, guint position, guint removed, guint added, gpointer user_data)
{
  TbPeoplePage *self = TB_PEOPLE_PAGE (user_data);
  g_autoptr (GList) sections = gtk_container_get_children (GTK_CONTAINER (self->account_box));
  GList *section = g_list_nth (sections, position);

  for (guint i = 0; i < removed; i++, section = section->next)
    gtk_widget_destroy (section->data);
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (sessions, position + i);
      GtkWidget *added_section = tb_account_section_new (session);

      gtk_box_pack_start (self->account_box, added_section, FALSE, FALSE, 0);
      gtk_box_reorder_child (self->account_box, added_section, (int) (position + i));
      g_signal_connect_object (tb_session_get_account (session), "changed",
                               G_CALLBACK (on_account_changed), self, 0);
    }
  update_emptiness (self);
}

static void
tb_people_page_destroy (GtkWidget *widget)
{
  TbPeoplePage *self = TB_PEOPLE_PAGE (widget);

  if (self->sessions != NULL)
    g_signal_handlers_disconnect_by_data (self->sessions, self);
  g_clear_object (&self->sessions);

  GTK_WIDGET_CLASS (tb_people_page_parent_class)->destroy (widget);
}

static void
tb_people_page_class_init (TbPeoplePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->destroy = tb_people_page_destroy;

  g_type_ensure (TB_TYPE_EMPTY_STATE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-people-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TbPeoplePage, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, TbPeoplePage, account_box);
}

static void
tb_people_page_init (TbPeoplePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* What gets the focus by the keyboard is scrolled to. */
  gtk_container_set_focus_vadjustment (GTK_CONTAINER (self->account_box),
                                       gtk_scrolled_window_get_vadjustment (self->scrolled_window));
}

/**
 * tb_people_page_set_sessions:
 * @self: a page
 * @sessions: all accounts' sessions, followed from now on
 *
 * To be called once. A button activates `app.show-preferences`.
 */
void
tb_people_page_set_sessions (TbPeoplePage *self, TbSessionList *sessions)
{
  self->sessions = G_LIST_MODEL (g_object_ref (sessions));
  g_signal_connect (sessions, "items-changed", G_CALLBACK (on_sessions_changed), self);
  on_sessions_changed (self->sessions, 0, 0, g_list_model_get_n_items (self->sessions), self);
}
