/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The settings that a web app offers at a well-known address. They are public, so nothing in them
 * is a secret; and they are another's, so nothing in them is about this computer. */

#include "account/tb-well-known.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "account/tb-account-error.h"
#include "account/tb-account-import.h"
#include "account/tb-web-request.h"
#include "pusher/pusher-host.h"

/* A web app that moves its pages about within itself is followed so often. */
#define MAX_REDIRECTS 3

/* What a web app has no say in: the files of this computer, and when the user wants to be quiet. */
static const char *const foreign_settings[]
    = { "ca-file", "enabled", "muted-channels", "urgent-passes-quiet", NULL };

typedef struct
{
  SoupSession *session;
  PusherClock *clock;
  char *web_url;
  char *address; /* the one that is asked now */
  guint redirects;
  GStrv refused;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->session);
  g_object_unref (question->clock);
  g_free (question->web_url);
  g_free (question->address);
  g_strfreev (question->refused);
  g_free (question);
}

static void ask (GTask *task);

static gboolean
is_same_origin (const char *address, const char *other)
{
  g_autoptr (GUri) uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GUri) other_uri = g_uri_parse (other, SOUP_HTTP_URI_FLAGS, NULL);

  return uri != NULL && other_uri != NULL && g_uri_get_host (uri) != NULL
         && g_uri_get_host (other_uri) != NULL
         && g_str_equal (g_uri_get_scheme (uri), g_uri_get_scheme (other_uri))
         && g_ascii_strcasecmp (g_uri_get_host (uri), g_uri_get_host (other_uri)) == 0
         && g_uri_get_port (uri) == g_uri_get_port (other_uri);
}

static GVariant *
read_settings (Question *question, const TbWebAnswer *answer, GError **error)
{
  g_auto (GVariantDict) given = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) given_settings = NULL;
  g_autoptr (GVariant) settings = NULL;
  g_auto (GVariantDict) kept = { 0 };
  g_autoptr (JsonNode) node = tb_web_answer_parse (answer);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_IMPORT,
                   _ ("What %s offers as settings cannot be read; use the web app's env file, or "
                      "fill in the form"),
                   question->web_url);
      return NULL;
    }

  g_variant_dict_insert (&given, "web-url", "s", question->web_url);
  given_settings = g_variant_ref_sink (g_variant_dict_end (&given));
  settings = tb_account_import_parse (answer->body, (gssize) answer->length, given_settings,
                                      &question->refused, error);
  if (settings == NULL)
    return NULL;

  g_variant_dict_init (&kept, settings);
  for (gsize i = 0; foreign_settings[i] != NULL; i++)
    g_variant_dict_remove (&kept, foreign_settings[i]);

  return g_variant_ref_sink (g_variant_dict_end (&kept));
}

static void
refuse (GTask *task, const TbWebAnswer *answer)
{
  Question *question = g_task_get_task_data (task);

  if (answer->status >= 500)
    g_task_return_new_error (task, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_NOT_FOUND,
                             _ ("%s cannot answer just now (%u); try again in a while"),
                             question->web_url, answer->status);
  else
    g_task_return_new_error (
        task, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_NOT_FOUND,
        _ ("%s offers no settings for Traybell; use the web app's env file, or "
           "fill in the form"),
        question->web_url);
}

static void
on_answer_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Question *question = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (TbWebAnswer) answer = tb_web_request_send_finish (result, &error);
  GVariant *settings;

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (answer->location != NULL && answer->status >= 300 && answer->status < 400
      && question->redirects < MAX_REDIRECTS
      && is_same_origin (answer->location, question->address))
    {
      question->redirects++;
      g_free (question->address);
      question->address = g_strdup (answer->location);
      ask (task);
      return;
    }
  if (!SOUP_STATUS_IS_SUCCESSFUL (answer->status) || tb_web_answer_is_page (answer))
    {
      refuse (task, answer);
      return;
    }

  settings = read_settings (question, answer, &error);
  if (settings != NULL)
    g_task_return_pointer (task, settings, (GDestroyNotify) g_variant_unref);
  else
    g_task_return_error (task, error);
}

static void
ask (GTask *task)
{
  Question *question = g_task_get_task_data (task);

  tb_web_request_send_async (question->session, question->clock, question->address, NULL, NULL,
                             g_task_get_cancellable (task), on_answer_ready, g_object_ref (task));
}

/**
 * tb_well_known_complete_address:
 * @text: the address of a web app as people type it, such as `app.example.com`
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): the address with its scheme, https unless it is of this very
 *   computer, or %NULL with %TB_ACCOUNT_ERROR_INVALID or, for nothing, %TB_ACCOUNT_ERROR_INCOMPLETE
 */
char *
tb_well_known_complete_address (const char *text, GError **error)
{
  g_autofree char *address = g_strstrip (g_strdup (text));
  g_autofree char *complete = NULL;

  if (*address == '\0')
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INCOMPLETE,
                   _ ("Enter the address of the web app, such as https://app.example.com"));
      return NULL;
    }

  if (strstr (address, "://") == NULL)
    {
      g_autofree char *assumed = g_strconcat ("https://", address, NULL);
      g_autoptr (GUri) uri = g_uri_parse (assumed, SOUP_HTTP_URI_FLAGS, NULL);
      gboolean here = uri != NULL && g_uri_get_host (uri) != NULL
                      && pusher_host_is_loopback (g_uri_get_host (uri));

      complete = g_strconcat (here ? "http://" : "https://", address, NULL);
    }
  else
    {
      complete = g_steal_pointer (&address);
    }

  return tb_web_request_check_address (complete, error) ? g_steal_pointer (&complete) : NULL;
}

/**
 * tb_well_known_fetch_async:
 * @session: the HTTP session to ask with
 * @clock: the time
 * @web_url: the address of a web app, as tb_well_known_complete_address() makes it
 * @cancellable: (nullable): a cancellable
 * @callback: called when there are settings or none
 * @user_data: for @callback
 *
 * Asks the web app for an account's settings: JSON with their own names or those of an env file.
 */
void
tb_well_known_fetch_async (SoupSession *session,
                           PusherClock *clock,
                           const char *web_url,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  question->session = g_object_ref (session);
  question->clock = g_object_ref (clock);
  question->web_url = g_strdup (web_url);
  question->address
      = g_uri_resolve_relative (web_url, TB_WELL_KNOWN_PATH, SOUP_HTTP_URI_FLAGS, NULL);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_set_source_tag (task, tb_well_known_fetch_async);
  ask (task);
}

/**
 * tb_well_known_fetch_finish:
 * @result: what the callback got
 * @refused: (out) (transfer full) (optional): names of secrets that were found and are not kept
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): an a{sv} of account settings by name, with the web app's
 *   address among them, or %NULL with %TB_ACCOUNT_ERROR_NOT_FOUND if the web app offers none,
 *   %TB_ACCOUNT_ERROR_IMPORT, an error of the network, or %G_IO_ERROR_CANCELLED
 */
GVariant *
tb_well_known_fetch_finish (GAsyncResult *result, GStrv *refused, GError **error)
{
  Question *question = g_task_get_task_data (G_TASK (result));
  GVariant *settings = g_task_propagate_pointer (G_TASK (result), error);

  if (refused != NULL)
    *refused = settings != NULL ? g_strdupv (question->refused) : NULL;

  return settings;
}
