/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-status-page.h"

#include <glib/gi18n-lib.h>

#include "pusher/pusher-channel.h"
#include "tb-version.h"
#include "ui/tb-relative-time.h"
#include "ui/tb-session-facts.h"
#include "ui/tb-status-row.h"

struct _TbStatusPage
{
  GtkBox parent_instance;

  GtkScrolledWindow *scrolled_window;
  GtkBox *content_box;
  GtkWidget *accounts_heading;
  GtkContainer *account_box;
  GtkContainer *system_box;

  GListModel *sessions;
  TbSystemStatus *system_status;
  guint refresh_source;
  guint tick_source;
};

G_DEFINE_FINAL_TYPE (TbStatusPage, tb_status_page, GTK_TYPE_BOX)

static GPtrArray *
collect_accounts (TbStatusPage *self, gint64 now)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func ((GDestroyNotify) tb_status_fact_free);
  guint n_sessions = g_list_model_get_n_items (self->sessions);

  for (guint i = 0; i < n_sessions; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (self->sessions, i);

      tb_session_facts_add (facts, session, now);
    }

  return facts;
}

/* The facts belong to the system's status. */
static GPtrArray *
collect_system (TbStatusPage *self)
{
  GPtrArray *facts = g_ptr_array_new ();

  for (guint i = 0; i < tb_system_status_get_n_facts (self->system_status); i++)
    g_ptr_array_add (facts, (gpointer) tb_system_status_get_fact (self->system_status, i));

  return facts;
}

/* Rows that are there say something else, so that none loses the keyboard's focus. */
static void
show_facts (GtkContainer *box, GPtrArray *facts)
{
  g_autoptr (GList) rows = gtk_container_get_children (box);
  GList *row = rows;

  for (guint i = 0; i < facts->len; i++)
    {
      GtkWidget *widget = row != NULL ? row->data : tb_status_row_new ();

      tb_status_row_set_fact (TB_STATUS_ROW (widget), g_ptr_array_index (facts, i));
      if (row != NULL)
        row = row->next;
      else
        gtk_container_add (box, widget);
    }
  for (; row != NULL; row = row->next)
    gtk_widget_destroy (row->data);
}

static gboolean
waits_for_attempt (TbStatusPage *self)
{
  guint n_sessions = g_list_model_get_n_items (self->sessions);

  for (guint i = 0; i < n_sessions; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (self->sessions, i);
      TbSessionInboxFacts inbox;

      tb_session_describe_inbox (session, &inbox);
      if (tb_session_get_next_attempt_in (session) >= 0 || inbox.next_attempt_in >= 0)
        return TRUE;
    }

  return FALSE;
}

static void refresh (TbStatusPage *self);

static gboolean
on_tick (gpointer user_data)
{
  TbStatusPage *self = TB_STATUS_PAGE (user_data);

  self->tick_source = 0;
  refresh (self);

  return G_SOURCE_REMOVE;
}

static void
refresh (TbStatusPage *self)
{
  g_autoptr (GPtrArray) accounts = collect_accounts (self, g_get_real_time ());
  g_autoptr (GPtrArray) system = collect_system (self);

  show_facts (self->account_box, accounts);
  show_facts (self->system_box, system);
  gtk_widget_set_visible (self->accounts_heading, accounts->len > 0);

  /* Seconds are counted only while somebody waits and looks. */
  if (self->tick_source == 0 && waits_for_attempt (self))
    self->tick_source = g_timeout_add_seconds (1, on_tick, self);
}

static gboolean
on_refresh_due (gpointer user_data)
{
  TbStatusPage *self = TB_STATUS_PAGE (user_data);

  self->refresh_source = 0;
  refresh (self);

  return G_SOURCE_REMOVE;
}

/* Many channels change at once; and what cannot be seen is looked at when it can. */
static void
queue_refresh (TbStatusPage *self)
{
  if (self->refresh_source == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->refresh_source = g_idle_add (on_refresh_due, self);
}

static void
on_changed (TbStatusPage *self)
{
  queue_refresh (self);
}

static void
on_channels_items_changed (
    GListModel *channels, guint position, guint removed, guint added, gpointer user_data)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (PusherChannel) channel = g_list_model_get_item (channels, i);

      g_signal_connect_object (channel, "notify::state", G_CALLBACK (on_changed), user_data,
                               G_CONNECT_SWAPPED);
    }
  queue_refresh (TB_STATUS_PAGE (user_data));
}

/* Each connection has channels of its own; the list without any is the same each time. */
static void
on_channels_changed (TbSession *session, GParamSpec *pspec, gpointer user_data)
{
  GListModel *channels = tb_session_get_channels (session);

  g_signal_handlers_disconnect_by_func (channels, on_channels_items_changed, user_data);
  g_signal_connect_object (channels, "items-changed", G_CALLBACK (on_channels_items_changed),
                           user_data, 0);
  on_channels_items_changed (channels, 0, 0, g_list_model_get_n_items (channels), user_data);
}

static void
follow_session (TbStatusPage *self, TbSession *session)
{
  g_signal_connect_object (session, "notify::state", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::last-error", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::inbox-error", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::channels", G_CALLBACK (on_channels_changed), self, 0);
  g_signal_connect_object (tb_session_get_account (session), "changed::name",
                           G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_channels_changed (session, NULL, self);
}

static void
on_sessions_changed (
    GListModel *sessions, guint position, guint removed, guint added, gpointer user_data)
{
  TbStatusPage *self = TB_STATUS_PAGE (user_data);

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (sessions, i);

      follow_session (self, session);
    }
  queue_refresh (self);
}

static void
tb_status_page_map (GtkWidget *widget)
{
  /* Never shows what was true when it was last seen. */
  refresh (TB_STATUS_PAGE (widget));

  GTK_WIDGET_CLASS (tb_status_page_parent_class)->map (widget);
}

static void
tb_status_page_unmap (GtkWidget *widget)
{
  TbStatusPage *self = TB_STATUS_PAGE (widget);

  g_clear_handle_id (&self->tick_source, g_source_remove);
  g_clear_handle_id (&self->refresh_source, g_source_remove);

  GTK_WIDGET_CLASS (tb_status_page_parent_class)->unmap (widget);
}

static void
tb_status_page_destroy (GtkWidget *widget)
{
  TbStatusPage *self = TB_STATUS_PAGE (widget);

  g_clear_handle_id (&self->tick_source, g_source_remove);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  if (self->sessions != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->sessions, self);
      g_signal_handlers_disconnect_by_data (self->system_status, self);
    }
  g_clear_object (&self->sessions);
  g_clear_object (&self->system_status);

  GTK_WIDGET_CLASS (tb_status_page_parent_class)->destroy (widget);
}

static void
tb_status_page_class_init (TbStatusPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->map = tb_status_page_map;
  widget_class->unmap = tb_status_page_unmap;
  widget_class->destroy = tb_status_page_destroy;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-status-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TbStatusPage, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, TbStatusPage, content_box);
  gtk_widget_class_bind_template_child (widget_class, TbStatusPage, accounts_heading);
  gtk_widget_class_bind_template_child (widget_class, TbStatusPage, account_box);
  gtk_widget_class_bind_template_child (widget_class, TbStatusPage, system_box);
}

static void
tb_status_page_init (TbStatusPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* What gets the focus by the keyboard is scrolled to. */
  gtk_container_set_focus_vadjustment (GTK_CONTAINER (self->content_box),
                                       gtk_scrolled_window_get_vadjustment (self->scrolled_window));
}

/**
 * tb_status_page_set_models:
 * @self: a page
 * @sessions: all accounts' sessions, followed from now on
 * @system_status: how the desktop stands, followed from now on
 *
 * To be called once. What the page's buttons activate are those that tb_session_facts_add() says,
 * those of @system_status, `app.retry-all` and `win.copy`.
 */
void
tb_status_page_set_models (TbStatusPage *self,
                           TbSessionList *sessions,
                           TbSystemStatus *system_status)
{
  self->sessions = G_LIST_MODEL (g_object_ref (sessions));
  self->system_status = g_object_ref (system_status);
  g_signal_connect (sessions, "items-changed", G_CALLBACK (on_sessions_changed), self);
  g_signal_connect_swapped (system_status, "changed", G_CALLBACK (on_changed), self);
  on_sessions_changed (self->sessions, 0, 0, g_list_model_get_n_items (self->sessions), self);
}

/**
 * tb_status_page_dup_text:
 * @self: a page
 *
 * Returns: (transfer full): all that the page says now, as text; no secret is in it
 */
char *
tb_status_page_dup_text (TbStatusPage *self)
{
  gint64 now = g_get_real_time ();
  g_autoptr (GPtrArray) accounts = collect_accounts (self, now);
  g_autoptr (GPtrArray) system = collect_system (self);
  g_autofree char *accounts_text = tb_status_fact_build_report (accounts);
  g_autofree char *system_text = tb_status_fact_build_report (system);
  g_autofree char *time = tb_relative_time_format_exactly (now);

  return g_strdup_printf ("Traybell %s, %s\n\n%s\n\n%s\n%s\n\n%s", TB_VERSION, time, _ ("Accounts"),
                          accounts_text, _ ("Desktop"), system_text);
}
