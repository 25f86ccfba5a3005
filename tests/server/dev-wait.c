/* SPDX-License-Identifier: GPL-3.0-or-later */

/* POST /control/wait: an answer that comes when a condition holds. */

#include "dev-wait.h"

#include "dev-condition.h"
#include "dev-json.h"
#include "dev-reply.h"

#define DEFAULT_TIMEOUT_MILLISECONDS 10000

typedef struct
{
  DevApplication *application;
  SoupServerMessage *message; /* not owned: the wait is freed with it */
  JsonObject *condition;
  gulong changed_id;
  GSource *timer;
} Wait;

static void
stop (Wait *wait)
{
  g_clear_signal_handler (&wait->changed_id, wait->application);
  if (wait->timer != NULL)
    {
      g_source_destroy (wait->timer);
      g_clear_pointer (&wait->timer, g_source_unref);
    }
}

static void
wait_free (gpointer data)
{
  Wait *wait = data;

  stop (wait);
  g_object_unref (wait->application);
  json_object_unref (wait->condition);
  g_free (wait);
}

static void
reply (SoupServerMessage *message, gboolean met)
{
  JsonObject *answer = json_object_new ();

  json_object_set_boolean_member (answer, "met", met);
  if (!met)
    json_object_set_string_member (answer, "error", "The time is over");
  dev_reply_object (message, met ? 200 : 408, answer);
}

static void
on_changed (DevApplication *application, gpointer user_data)
{
  Wait *wait = user_data;

  if (!dev_condition_is_met (application, wait->condition))
    return;

  stop (wait);
  reply (wait->message, TRUE);
  soup_server_message_unpause (wait->message);
}

static gboolean
on_timeout (gpointer user_data)
{
  Wait *wait = user_data;

  stop (wait);
  reply (wait->message, FALSE);
  soup_server_message_unpause (wait->message);

  return G_SOURCE_REMOVE;
}

/**
 * dev_wait_handle:
 * @application: the application
 * @message: the request
 * @parameters: see dev_condition_read(); `timeout` in milliseconds, 10,000 when
 *   left out
 *
 * Answers 200 `{"met":true}` as soon as the condition holds, or 408 when the
 * time is over.
 */
void
dev_wait_handle (DevApplication *application, SoupServerMessage *message, JsonObject *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) condition = dev_condition_read (parameters, &error);
  gint64 timeout = dev_json_get_number (parameters, "timeout", DEFAULT_TIMEOUT_MILLISECONDS);
  Wait *wait;

  if (condition == NULL)
    {
      dev_reply_error (message, 400, error->message);
      return;
    }
  if (dev_condition_is_met (application, condition))
    {
      reply (message, TRUE);
      return;
    }

  wait = g_new0 (Wait, 1);
  wait->application = g_object_ref (application);
  wait->message = message;
  wait->condition = g_steal_pointer (&condition);
  wait->changed_id = g_signal_connect (application, "changed", G_CALLBACK (on_changed), wait);
  wait->timer = g_timeout_source_new ((guint) CLAMP (timeout, 0, G_MAXINT));
  g_source_set_callback (wait->timer, on_timeout, wait, NULL);
  g_source_attach (wait->timer, NULL);
  g_object_set_data_full (G_OBJECT (message), "dev-wait", wait, wait_free);
  soup_server_message_pause (message);
}
