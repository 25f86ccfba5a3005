/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks the web app who has signed in. What it does not tell the user fills in: only a cancellation
 * is an error here. */

#include "account/tb-identity.h"

#include <string.h>

#include "account/tb-web-request.h"
#include "inbox/tb-json-members.h"
#include "pusher/pusher-json-text.h"
#include "pusher/pusher-server-words.h"

typedef struct
{
  SoupSession *session;
  PusherClock *clock;
  char *tenants_endpoint;
  char *token;
  TbIdentity *identity;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->session);
  g_object_unref (question->clock);
  g_free (question->tenants_endpoint);
  explicit_bzero (question->token, strlen (question->token));
  g_free (question->token);
  g_clear_pointer (&question->identity, tb_identity_free);
  g_free (question);
}

static JsonObject *
get_member_object (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static void
read_user (TbIdentity *identity, const TbWebAnswer *answer)
{
  g_autoptr (JsonNode) node = tb_web_answer_parse (answer);
  JsonObject *user = NULL;
  const char *name;

  if (SOUP_STATUS_IS_SUCCESSFUL (answer->status) && node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    user = get_member_object (json_node_get_object (node), "user");
  if (user == NULL)
    return;

  identity->user_id = tb_json_dup_id (user, "id");
  name = pusher_json_get_string (user, "name");
  if (name == NULL || *name == '\0')
    name = pusher_json_get_string (user, "email");
  identity->name = name != NULL ? pusher_server_words_dup (name) : NULL;
}

static void
read_tenants (TbIdentity *identity, const TbWebAnswer *answer)
{
  g_autoptr (JsonNode) node = tb_web_answer_parse (answer);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *tenants = NULL;
  guint n_tenants;

  if (SOUP_STATUS_IS_SUCCESSFUL (answer->status) && node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    tenants = json_node_get_array (node);
  n_tenants = tenants != NULL ? MIN (json_array_get_length (tenants), TB_IDENTITY_MAX_TENANTS) : 0;
  for (guint i = 0; i < n_tenants; i++)
    {
      JsonNode *tenant = json_array_get_element (tenants, i);
      g_autofree char *id = JSON_NODE_HOLDS_OBJECT (tenant)
                                ? tb_json_dup_id (json_node_get_object (tenant), "id")
                                : NULL;

      if (id != NULL)
        g_strv_builder_add (builder, id);
    }

  g_strfreev (identity->tenant_ids);
  identity->tenant_ids = g_strv_builder_end (builder);
}

static void
return_identity (GTask *task)
{
  Question *question = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&question->identity),
                         (GDestroyNotify) tb_identity_free);
}

static void
on_tenants_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Question *question = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (TbWebAnswer) answer = tb_web_request_send_finish (result, &error);

  if (answer != NULL)
    read_tenants (question->identity, answer);
  else
    g_debug ("The web app does not tell the tenants: %s", error->message);
  return_identity (task);
}

static void
ask_for_tenants (GTask *task)
{
  Question *question = g_task_get_task_data (task);

  if (question->tenants_endpoint == NULL)
    return_identity (task);
  else
    tb_web_request_send_async (question->session, question->clock, question->tenants_endpoint, NULL,
                               question->token, g_task_get_cancellable (task), on_tenants_ready,
                               g_object_ref (task));
}

static void
on_user_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Question *question = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (TbWebAnswer) answer = tb_web_request_send_finish (result, &error);

  if (answer != NULL)
    read_user (question->identity, answer);
  else
    g_debug ("The web app does not tell the user: %s", error->message);
  ask_for_tenants (task);
}

/**
 * tb_identity_free:
 * @self: (transfer full): an identity
 */
void
tb_identity_free (TbIdentity *self)
{
  g_free (self->user_id);
  g_free (self->name);
  g_strfreev (self->tenant_ids);
  g_free (self);
}

/**
 * tb_identity_fetch_async:
 * @session: the HTTP session to ask with
 * @clock: the time
 * @endpoints: where to ask
 * @token: the user's bearer token
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is known or not
 * @user_data: for @callback
 *
 * Asks the web app who the user is and which tenants they belong to.
 */
void
tb_identity_fetch_async (SoupSession *session,
                         PusherClock *clock,
                         const TbSignInEndpoints *endpoints,
                         const char *token,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  question->session = g_object_ref (session);
  question->clock = g_object_ref (clock);
  question->tenants_endpoint = g_strdup (endpoints->tenants);
  question->token = g_strdup (token);
  question->identity = g_new0 (TbIdentity, 1);
  question->identity->tenant_ids = g_new0 (char *, 1);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_set_source_tag (task, tb_identity_fetch_async);

  if (endpoints->user == NULL)
    ask_for_tenants (task);
  else
    tb_web_request_send_async (session, clock, endpoints->user, NULL, token, cancellable,
                               on_user_ready, g_object_ref (task));
}

/**
 * tb_identity_fetch_finish:
 * @result: what the callback got
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): what the web app tells, which may be nothing; %NULL with
 *   %G_IO_ERROR_CANCELLED only
 */
TbIdentity *
tb_identity_fetch_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
