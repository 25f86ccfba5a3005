/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Device authorization (RFC 8628) as a web app does it: codes, and what becomes of them. */

#include "dev-sign-in.h"

#include "dev-json.h"

#include <gio/gio.h>

#define GRANT_TYPE "urn:ietf:params:oauth:grant-type:device_code"
/* As the RFC has it where a server says nothing, and shorter than any person takes, in s. */
#define DEFAULT_INTERVAL 5
#define DEFAULT_LIFETIME 600

typedef struct
{
  char *user_code;
  char *client_id;
  gboolean approved;
} Code;

struct _DevSignIn
{
  GHashTable *codes; /* device code → Code */
  guint number;
  char *outcome; /* wait, approve, deny, expire or invalid */
  char *user;
  gint64 interval;
  gint64 lifetime;
  gint64 slow_downs; /* so many polls are too fast */
  gint64 pending;    /* so many more find nothing */
};

static void
code_free (gpointer data)
{
  Code *code = data;

  g_free (code->user_code);
  g_free (code->client_id);
  g_free (code);
}

/**
 * dev_sign_in_new:
 *
 * Returns: (transfer full): no code yet
 */
DevSignIn *
dev_sign_in_new (void)
{
  DevSignIn *self = g_new0 (DevSignIn, 1);

  self->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, code_free);
  dev_sign_in_reset (self);

  return self;
}

/**
 * dev_sign_in_free:
 * @self: (transfer full): the codes
 */
void
dev_sign_in_free (DevSignIn *self)
{
  g_hash_table_unref (self->codes);
  g_free (self->outcome);
  g_free (self->user);
  g_free (self);
}

/**
 * dev_sign_in_reset:
 * @self: the codes
 *
 * Forgets all of them, and waits for the user from now on.
 */
void
dev_sign_in_reset (DevSignIn *self)
{
  g_hash_table_remove_all (self->codes);
  g_free (self->outcome);
  g_free (self->user);
  self->outcome = g_strdup ("wait");
  self->user = g_strdup ("alice");
  self->interval = DEFAULT_INTERVAL;
  self->lifetime = DEFAULT_LIFETIME;
  self->slow_downs = 0;
  self->pending = 0;
}

/**
 * dev_sign_in_change:
 * @self: the codes
 * @wanted: `outcome`: what polls find: wait, approve, deny, expire or invalid; `slowDowns` and
 *   `pending`: after so many other answers; `user` who signs in; `interval` and `expiresIn` in s
 * @error: return location for a %G_IO_ERROR_INVALID_ARGUMENT
 *
 * Returns: whether there is such an outcome
 */
gboolean
dev_sign_in_change (DevSignIn *self, JsonObject *wanted, GError **error)
{
  static const char *const outcomes[] = { "wait", "approve", "deny", "expire", "invalid", NULL };
  const char *outcome = dev_json_get_text (wanted, "outcome", self->outcome);
  g_autofree char *user = g_strdup (dev_json_get_text (wanted, "user", self->user));

  if (!g_strv_contains (outcomes, outcome))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "There is no outcome %s",
                   outcome);
      return FALSE;
    }

  if (outcome != self->outcome)
    {
      g_free (self->outcome);
      self->outcome = g_strdup (outcome);
    }
  g_free (self->user);
  self->user = g_steal_pointer (&user);
  self->interval = dev_json_get_number (wanted, "interval", self->interval);
  self->lifetime = dev_json_get_number (wanted, "expiresIn", self->lifetime);
  self->slow_downs = dev_json_get_number (wanted, "slowDowns", self->slow_downs);
  self->pending = dev_json_get_number (wanted, "pending", self->pending);

  return TRUE;
}

/**
 * dev_sign_in_begin:
 * @self: the codes
 * @client_id: (nullable): who asks for one
 * @page: the address of the page where the user enters it
 *
 * Returns: (transfer full) (nullable): a new code with all that belongs to it, or %NULL without a
 *   @client_id
 */
JsonObject *
dev_sign_in_begin (DevSignIn *self, const char *client_id, const char *page)
{
  JsonObject *answer;
  Code *code;
  g_autofree char *device_code = NULL;
  g_autofree char *complete = NULL;

  if (client_id == NULL || *client_id == '\0')
    return NULL;

  code = g_new0 (Code, 1);
  code->client_id = g_strdup (client_id);
  code->user_code = g_strdup_printf ("WDJB-%04u", 1000 + self->number);
  device_code = g_strdup_printf ("device-code-%u", self->number);
  complete = g_strdup_printf ("%s?user_code=%s", page, code->user_code);
  self->number++;

  answer = json_object_new ();
  json_object_set_string_member (answer, "device_code", device_code);
  json_object_set_string_member (answer, "user_code", code->user_code);
  json_object_set_string_member (answer, "verification_uri", page);
  json_object_set_string_member (answer, "verification_uri_complete", complete);
  json_object_set_int_member (answer, "expires_in", self->lifetime);
  json_object_set_int_member (answer, "interval", self->interval);
  g_hash_table_insert (self->codes, g_steal_pointer (&device_code), code);

  return answer;
}

/**
 * dev_sign_in_poll:
 * @self: the codes
 * @parameters: `grant_type`, `device_code` and `client_id`
 * @error: (out): the error of RFC 8628 to answer, if %NULL is returned
 *
 * Returns: (nullable): who has signed in, such as `alice`
 */
const char *
dev_sign_in_poll (DevSignIn *self, JsonObject *parameters, const char **error)
{
  const char *device_code = dev_json_get_text (parameters, "device_code", "");
  const Code *code = g_hash_table_lookup (self->codes, device_code);

  if (!g_str_equal (dev_json_get_text (parameters, "grant_type", ""), GRANT_TYPE))
    *error = "unsupported_grant_type";
  else if (code == NULL
           || !g_str_equal (dev_json_get_text (parameters, "client_id", ""), code->client_id))
    *error = "invalid_grant";
  else if (self->slow_downs > 0 && self->slow_downs-- > 0)
    *error = "slow_down";
  else if (self->pending > 0 && self->pending-- > 0)
    *error = "authorization_pending";
  else if (code->approved || g_str_equal (self->outcome, "approve"))
    {
      g_hash_table_remove (self->codes, device_code);
      return self->user;
    }
  else if (g_str_equal (self->outcome, "deny"))
    *error = "access_denied";
  else if (g_str_equal (self->outcome, "expire"))
    *error = "expired_token";
  else if (g_str_equal (self->outcome, "invalid"))
    *error = "invalid_grant";
  else
    *error = "authorization_pending";

  return NULL;
}

/**
 * dev_sign_in_approve:
 * @self: the codes
 * @user_code: what the user entered
 *
 * Returns: whether there is such a code; it is approved from now on
 */
gboolean
dev_sign_in_approve (DevSignIn *self, const char *user_code)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->codes);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Code *code = value;

      if (g_str_equal (code->user_code, user_code))
        {
          code->approved = TRUE;
          return TRUE;
        }
    }

  return FALSE;
}
