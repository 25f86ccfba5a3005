/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-keyring-operation.h"

#include "desktop/tb-keyring-error.h"
#include "desktop/tb-sandbox.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>

/* libsecret's simple calls hide what matters here: a lookup in a locked
 * collection finds nothing without an error, and may ask the user to unlock
 * it. So every operation searches first, without unlocking, and looks at what
 * is locked itself. The answer to the caller does not wait for libsecret to
 * notice a cancellation. */

typedef enum
{
  OPERATION_STORE,
  OPERATION_LOOKUP,
  OPERATION_CLEAR,
} OperationKind;

typedef struct
{
  OperationKind kind;
  GHashTable *attributes;
  char *label;
  SecretValue *value;
  gboolean allow_prompt;
  gboolean prompted;
  gboolean finished;
  guint timeout;             /* milliseconds */
  GCancellable *cancellable; /* of the calls to libsecret */
  GSource *timeout_source;
  GSource *cancelled_source;
} Operation;

static const SecretSchema schema = {
  "com.nebutra.Traybell.Account",
  SECRET_SCHEMA_NONE,
  { { "account", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

static void search (GTask *task);
static void check_default_collection (GTask *task);

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
operation_free (Operation *operation)
{
  clear_source (&operation->timeout_source);
  clear_source (&operation->cancelled_source);
  g_clear_object (&operation->cancellable);
  g_clear_pointer (&operation->value, secret_value_unref);
  g_free (operation->label);
  g_hash_table_unref (operation->attributes);
  g_free (operation);
}

/* Whether the caller has not been answered yet. From here on the sources
 * cannot answer, and libsecret is told to stop. */
static gboolean
finish (GTask *task)
{
  Operation *operation = g_task_get_task_data (task);

  if (operation->finished)
    return FALSE;

  operation->finished = TRUE;
  clear_source (&operation->timeout_source);
  clear_source (&operation->cancelled_source);
  g_cancellable_cancel (operation->cancellable);
  return TRUE;
}

static gboolean
is_finished (GTask *task)
{
  return ((Operation *) g_task_get_task_data (task))->finished;
}

static void
fail (GTask *task, TbKeyringError code, const char *message)
{
  if (finish (task))
    g_task_return_new_error (task, TB_KEYRING_ERROR, code, "%s", message);
}

static void
fail_with (GTask *task, const GError *error)
{
  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    fail (task, TB_KEYRING_ERROR_LOCKED, _ ("The keyring is locked"));
  else if (finish (task))
    g_task_return_error (task, tb_keyring_error_translate (error));
}

static gboolean
on_timeout (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);

  fail (task, TB_KEYRING_ERROR_TIMED_OUT, _ ("The keyring does not answer"));
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);

  if (finish (task))
    g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
start_timeout (GTask *task, guint milliseconds)
{
  Operation *operation = g_task_get_task_data (task);

  clear_source (&operation->timeout_source);
  operation->timeout_source = g_timeout_source_new (milliseconds);
  g_source_set_static_name (operation->timeout_source, "[traybell] keyring timeout");
  g_source_set_callback (operation->timeout_source, on_timeout, task, NULL);
  g_source_attach (operation->timeout_source, g_task_get_context (task));
}

/* libsecret says only in an unstable header which backend it chose. */
static gboolean
is_file_forced (void)
{
  return g_strcmp0 (g_getenv ("SECRET_BACKEND"), "file") == 0;
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gboolean stored = secret_password_store_finish (result, &error);

  if (is_finished (task))
    return;

  /* The user closed the question for a new keyring: libsecret tried all the same. */
  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT) || (!stored && !error))
    fail (task, TB_KEYRING_ERROR_LOCKED, _ ("There is no keyring yet"));
  else if (error != NULL)
    fail_with (task, error);
  else if (finish (task))
    g_task_return_boolean (task, TRUE);
}

static void
store (GTask *task)
{
  Operation *operation = g_task_get_task_data (task);

  secret_password_storev_binary (&schema, operation->attributes, SECRET_COLLECTION_DEFAULT,
                                 operation->label, operation->value, operation->cancellable,
                                 on_stored, g_object_ref (task));
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gboolean cleared = secret_password_clear_finish (result, &error);

  if (is_finished (task))
    return;

  if (error != NULL)
    fail_with (task, error);
  else if (!cleared)
    fail (task, TB_KEYRING_ERROR_NOT_FOUND, _ ("The keyring has no such secret"));
  else if (finish (task))
    g_task_return_boolean (task, TRUE);
}

static void
on_retrieved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  SecretValue *value
      = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, &error);
  gsize length;
  const char *bytes = value != NULL ? secret_value_get (value, &length) : NULL;

  if (is_finished (task))
    g_clear_pointer (&value, secret_value_unref);
  else if (error != NULL)
    fail_with (task, error);
  else if (value == NULL) /* locked again in the meantime */
    fail (task, TB_KEYRING_ERROR_LOCKED, _ ("The keyring is locked"));
  else if (!g_utf8_validate (bytes, length, NULL))
    {
      secret_value_unref (value);
      fail (task, TB_KEYRING_ERROR_FAILED, _ ("The keyring's secret is not a text"));
    }
  else if (finish (task))
    {
      /* Whatever content type another program gave it. */
      SecretValue *text = secret_value_new (bytes, length, "text/plain");

      secret_value_unref (value);
      g_task_return_pointer (task, secret_value_unref_to_password (text, &length),
                             (GDestroyNotify) secret_password_free);
    }
}

static void
on_unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Operation *operation = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  int n_unlocked = secret_service_unlock_finish (SECRET_SERVICE (source), result, NULL, &error);

  if (is_finished (task))
    return;

  if (error != NULL)
    {
      fail_with (task, error);
      return;
    }
  if (n_unlocked == 0)
    {
      fail (task, TB_KEYRING_ERROR_LOCKED, _ ("The keyring was not unlocked"));
      return;
    }

  start_timeout (task, operation->timeout);
  /* Looked at anew: a prompt can be dismissed and still name what it was for. */
  if (operation->kind == OPERATION_STORE)
    check_default_collection (task);
  else
    search (task);
}

/* Asks the user, once an operation. */
static void
unlock (GTask *task, SecretService *service, GDBusProxy *locked)
{
  Operation *operation = g_task_get_task_data (task);
  g_autoptr (GList) objects = NULL;

  if (!operation->allow_prompt || operation->prompted)
    {
      fail (task, TB_KEYRING_ERROR_LOCKED, _ ("The keyring is locked"));
      return;
    }

  operation->prompted = TRUE;
  start_timeout (task, TB_KEYRING_PROMPT_TIMEOUT_SECONDS * 1000);
  objects = g_list_prepend (NULL, locked);
  secret_service_unlock (service, objects, operation->cancellable, on_unlocked,
                         g_object_ref (task));
}

static void
on_default_collection (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Operation *operation = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, &error);

  if (is_finished (task))
    return;

  if (error != NULL)
    {
      fail_with (task, error);
    }
  else if (collection != NULL && secret_collection_get_locked (collection))
    {
      unlock (task, secret_collection_get_service (collection), G_DBUS_PROXY (collection));
    }
  else if (operation->kind != OPERATION_STORE)
    {
      fail (task, TB_KEYRING_ERROR_NOT_FOUND, _ ("The keyring has no such secret"));
    }
  else if (collection == NULL && !operation->allow_prompt)
    {
      /* The service asks for a password for the new one. */
      fail (task, TB_KEYRING_ERROR_LOCKED, _ ("There is no keyring yet"));
    }
  else
    {
      if (collection == NULL)
        start_timeout (task, TB_KEYRING_PROMPT_TIMEOUT_SECONDS * 1000);
      store (task);
    }
}

static void
on_service (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Operation *operation = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretService) service = secret_service_get_finish (result, &error);

  if (is_finished (task))
    return;

  if (service != NULL)
    secret_collection_for_alias (service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                                 operation->cancellable, on_default_collection,
                                 g_object_ref (task));
  else if (tb_sandbox_is_inside ()) /* the file behind the portal had nothing, and there is no more
                                     */
    fail (task, TB_KEYRING_ERROR_NOT_FOUND, _ ("The keyring has no such secret"));
  else
    fail_with (task, error);
}

/* Some services show nothing of a locked collection, so nothing found is not
 * the end of it. */
static void
check_default_collection (GTask *task)
{
  Operation *operation = g_task_get_task_data (task);

  secret_service_get (SECRET_SERVICE_NONE, operation->cancellable, on_service, g_object_ref (task));
}

static SecretItem *
find_locked (GList *items)
{
  for (GList *at = items; at != NULL; at = at->next)
    {
      if (SECRET_IS_ITEM (at->data) && secret_item_get_locked (at->data))
        return at->data;
    }

  return NULL;
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Operation *operation = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autolist (GObject) items = secret_password_search_finish (result, &error);
  SecretItem *locked = find_locked (items);

  if (is_finished (task))
    return;

  if (error != NULL)
    fail_with (task, error);
  else if (items == NULL && is_file_forced ())
    fail (task, TB_KEYRING_ERROR_NOT_FOUND, _ ("The keyring has no such secret"));
  else if (items == NULL)
    check_default_collection (task);
  else if (locked != NULL)
    unlock (task, secret_item_get_service (locked), G_DBUS_PROXY (locked));
  else if (operation->kind == OPERATION_CLEAR)
    secret_password_clearv (&schema, operation->attributes, operation->cancellable, on_cleared,
                            g_object_ref (task));
  else
    secret_retrievable_retrieve_secret (SECRET_RETRIEVABLE (items->data), operation->cancellable,
                                        on_retrieved, g_object_ref (task));
}

static void
search (GTask *task)
{
  Operation *operation = g_task_get_task_data (task);
  SecretSearchFlags flags
      = operation->kind == OPERATION_CLEAR ? SECRET_SEARCH_ALL : SECRET_SEARCH_NONE;

  secret_password_searchv (&schema, operation->attributes, flags, operation->cancellable, on_found,
                           g_object_ref (task));
}

static void
start (
    GTask *task, OperationKind kind, const char *account_id, gboolean allow_prompt, guint timeout)
{
  Operation *operation = g_new0 (Operation, 1);
  GCancellable *cancellable = g_task_get_cancellable (task);

  operation->kind = kind;
  operation->attributes = secret_attributes_build (&schema, "account", account_id, NULL);
  operation->allow_prompt = allow_prompt;
  operation->timeout = timeout;
  operation->cancellable = g_cancellable_new ();
  g_task_set_task_data (task, operation, (GDestroyNotify) operation_free);

  /* Behind the portal the question, if there is one, is not ours to see. */
  start_timeout (task, allow_prompt && tb_sandbox_is_inside ()
                           ? TB_KEYRING_PROMPT_TIMEOUT_SECONDS * 1000
                           : timeout);
  if (cancellable != NULL)
    {
      operation->cancelled_source = g_cancellable_source_new (cancellable);
      g_source_set_static_name (operation->cancelled_source, "[traybell] keyring cancelled");
      g_source_set_callback (operation->cancelled_source, G_SOURCE_FUNC (on_cancelled), task, NULL);
      g_source_attach (operation->cancelled_source, g_task_get_context (task));
    }
}

void
tb_keyring_operation_store (GTask *task,
                            const char *account_id,
                            const char *label,
                            const char *secret,
                            gboolean allow_prompt,
                            guint timeout)
{
  g_autoptr (GTask) owned_task = task;
  Operation *operation;

  start (task, OPERATION_STORE, account_id, allow_prompt, timeout);
  operation = g_task_get_task_data (task);
  operation->label = g_strdup (label);
  operation->value = secret_value_new (secret, -1, "text/plain");

  if (is_file_forced () || tb_sandbox_is_inside ())
    store (task);
  else
    check_default_collection (task);
}

void
tb_keyring_operation_lookup (GTask *task,
                             const char *account_id,
                             gboolean allow_prompt,
                             guint timeout)
{
  g_autoptr (GTask) owned_task = task;

  start (task, OPERATION_LOOKUP, account_id, allow_prompt, timeout);
  search (task);
}

void
tb_keyring_operation_clear (GTask *task,
                            const char *account_id,
                            gboolean allow_prompt,
                            guint timeout)
{
  g_autoptr (GTask) owned_task = task;

  start (task, OPERATION_CLEAR, account_id, allow_prompt, timeout);
  search (task);
}

void
tb_keyring_operation_secret_free (char *secret)
{
  secret_password_free (secret);
}
