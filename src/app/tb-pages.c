/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opens pages of the web app in the browser, and with them the notifications that they belong to.
 */

#include "app/tb-pages.h"

#include <glib/gi18n.h>

struct _TbPages
{
  GObject parent_instance;

  TbOpener *opener;
  TbInbox *inbox;
  TbAlerts *alerts;
};

enum
{
  SIGNAL_SHOW_WINDOW,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbPages, tb_pages, G_TYPE_OBJECT)

/* What is being opened, and who waits to hear of it. */
typedef struct
{
  TbPages *pages;
  char *notification_id; /* NULL for a page that belongs to none */
  TbPlace place;
  GTask *task; /* NULL if nobody waits */
} Opening;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->pages);
  g_clear_object (&opening->task);
  g_free (opening->notification_id);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

/* Whoever opened a notification has seen it. */
static void
mark_opened (TbPages *self, const char *notification_id, TbPlace place)
{
  TbPlace former;

  if (notification_id == NULL)
    return;

  tb_history_note (tb_inbox_get_history (self->inbox), notification_id,
                   &(TbStep){ .kind = TB_STEP_OPENED, .place = place });
  former = tb_inbox_act_from (self->inbox, place);
  tb_inbox_acknowledge (self->inbox, notification_id);
  tb_inbox_mark_read (self->inbox, notification_id);
  tb_inbox_act_from (self->inbox, former);
}

static void
on_open_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  TbPages *self = opening->pages;
  g_autoptr (GError) error = NULL;

  if (tb_opener_open_finish (TB_OPENER (source), result, &error))
    {
      mark_opened (self, opening->notification_id, opening->place);
      if (opening->task != NULL)
        g_task_return_boolean (opening->task, TRUE);
      return;
    }

  /* What was not opened stays unread. */
  if (!g_error_matches (error, TB_OPENER_ERROR, TB_OPENER_ERROR_DISMISSED))
    tb_alerts_report (self->alerts, _ ("The page could not be opened"), error->message);
  if (opening->task != NULL)
    g_task_return_error (opening->task, g_steal_pointer (&error));
}

static void
open_uri (TbPages *self,
          const char *uri,
          const char *activation_token,
          const char *notification_id,
          GTask *task)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->pages = g_object_ref (self);
  opening->notification_id = g_strdup (notification_id);
  opening->place = tb_inbox_get_place (self->inbox);
  opening->task = task != NULL ? g_object_ref (task) : NULL;
  tb_opener_open_async (self->opener, uri, activation_token, NULL, on_open_ready, opening);
}

static void
tb_pages_finalize (GObject *object)
{
  TbPages *self = TB_PAGES (object);

  g_clear_object (&self->opener);
  g_clear_object (&self->inbox);
  g_clear_object (&self->alerts);

  G_OBJECT_CLASS (tb_pages_parent_class)->finalize (object);
}

static void
tb_pages_class_init (TbPagesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_pages_finalize;

  /* A notification without a page is to be shown in the window: its id, and an activation token or
   * NULL. Returns a sentence for the user if that cannot be done, transfer full. */
  signals[SIGNAL_SHOW_WINDOW]
      = g_signal_new ("show-window", TB_TYPE_PAGES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_STRING, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
tb_pages_init (TbPages *self)
{
}

/**
 * tb_pages_new:
 * @opener: opens addresses
 * @inbox: where the notifications are
 * @alerts: tells the user of a page that could not be opened
 *
 * Returns: (transfer full): what opens pages
 */
TbPages *
tb_pages_new (TbOpener *opener, TbInbox *inbox, TbAlerts *alerts)
{
  TbPages *self = g_object_new (TB_TYPE_PAGES, NULL);

  self->opener = g_object_ref (opener);
  self->inbox = g_object_ref (inbox);
  self->alerts = g_object_ref (alerts);

  return self;
}

/**
 * tb_pages_open:
 * @self: what opens pages
 * @uri: an address
 *
 * Opens a page; the user is told if it cannot be opened.
 */
void
tb_pages_open (TbPages *self, const char *uri)
{
  open_uri (self, uri, NULL, NULL, NULL);
}

/**
 * tb_pages_open_notification:
 * @self: what opens pages
 * @id: a notification's id
 * @activation_token: (nullable): for the window that is presented because of this
 * @task: (nullable): returns a boolean when the page is open, or the error
 *
 * Opens the page of a notification, or the window for one without a page, and marks it read once
 * that has worked.
 */
void
tb_pages_open_notification (TbPages *self,
                            const char *id,
                            const char *activation_token,
                            GTask *task)
{
  TbInboxEntry *entry = tb_inbox_lookup (self->inbox, id);
  const char *link
      = entry != NULL ? tb_notification_get_link (tb_inbox_entry_get_notification (entry)) : NULL;
  g_autofree char *problem = NULL;

  if (link != NULL)
    {
      open_uri (self, link, activation_token, id, task);
      return;
    }

  if (entry == NULL)
    problem = g_strdup_printf (_ ("There is no notification “%s”"), id);
  else
    g_signal_emit (self, signals[SIGNAL_SHOW_WINDOW], 0, id, activation_token, &problem);

  if (problem == NULL)
    mark_opened (self, id, tb_inbox_get_place (self->inbox));
  else
    g_debug ("%s", problem);
  if (task != NULL && problem == NULL)
    g_task_return_boolean (task, TRUE);
  else if (task != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", problem);
}
