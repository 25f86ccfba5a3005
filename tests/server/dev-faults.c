/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which misbehaviour is due next, for the auth endpoint and for the upgrade. */

#include "dev-faults.h"

#include "dev-json.h"

#include <gio/gio.h>

struct _DevFaults
{
  GPtrArray *auth; /* the one for all channels, and one for each channel named */
  GPtrArray *web;  /* one for each endpoint named */
  DevFault *connect;
  DevFault *inbox;
};

static const char *const auth_modes[] = {
  [DEV_AUTH_NORMAL] = "normal",
  [DEV_AUTH_STATUS] = "status",
  [DEV_AUTH_HTML] = "html",
  [DEV_AUTH_REDIRECT] = "redirect",
  [DEV_AUTH_HANG] = "hang",
  [DEV_AUTH_JSON_STRING] = "json-string",
  [DEV_AUTH_SIGN_CHANNEL_DATA] = "sign-channel-data",
  [DEV_AUTH_CHANNEL_DATA_OBJECT] = "channel-data-object",
  [DEV_AUTH_NO_AUTH] = "no-auth",
  [DEV_AUTH_HUGE] = "huge",
  [DEV_AUTH_DELAY] = "delay",
  [DEV_AUTH_BAD_SIGNATURE] = "bad-signature",
  [DEV_AUTH_REQUIRE_JSON] = "require-json",
  [DEV_AUTH_REQUIRE_FORM] = "require-form",
};

static const char *const inbox_modes[] = {
  [DEV_INBOX_NORMAL] = "normal",       [DEV_INBOX_STATUS] = "status",
  [DEV_INBOX_REDIRECT] = "redirect",   [DEV_INBOX_HTML] = "html",
  [DEV_INBOX_HANG] = "hang",           [DEV_INBOX_HUGE] = "huge",
  [DEV_INBOX_MALFORMED] = "malformed",
};

static const char *const connect_modes[] = {
  [DEV_CONNECT_NORMAL] = "normal",
  [DEV_CONNECT_REFUSE_HTTP] = "refuse-http",
  [DEV_CONNECT_REDIRECT] = "redirect",
  [DEV_CONNECT_HANG] = "hang",
  [DEV_CONNECT_HANG_AFTER_UPGRADE] = "hang-after-upgrade",
  [DEV_CONNECT_GRACE_4200] = "grace-4200",
  [DEV_CONNECT_ERROR_FIRST] = "error-first",
  [DEV_CONNECT_WRONG_FIRST_FRAME] = "wrong-first-frame",
  [DEV_CONNECT_CAPTIVE_PORTAL] = "captive-portal",
};

static const char *const web_modes[] = {
  [DEV_WEB_NORMAL] = "normal",     [DEV_WEB_STATUS] = "status", [DEV_WEB_HTML] = "html",
  [DEV_WEB_REDIRECT] = "redirect", [DEV_WEB_HANG] = "hang",     [DEV_WEB_HUGE] = "huge",
};

static void
fault_free (gpointer data)
{
  DevFault *fault = data;

  if (fault == NULL)
    return;

  g_free (fault->channel);
  g_free (fault->location);
  g_free (fault->body);
  g_free (fault);
}

static DevFault *
fault_new (JsonObject *wanted, const char *const *modes, gsize n_modes, GError **error)
{
  const char *name = dev_json_get_text (wanted, "mode", "normal");

  for (gsize i = 0; i < n_modes; i++)
    {
      DevFault *fault;

      if (!g_str_equal (modes[i], name))
        continue;

      fault = g_new0 (DevFault, 1);
      fault->mode = (int) i;
      fault->status = (guint) dev_json_get_number (wanted, "status", 0);
      fault->code = (guint) dev_json_get_number (wanted, "code", 0);
      fault->milliseconds = (guint) dev_json_get_number (wanted, "milliseconds", 0);
      fault->bytes = (guint) dev_json_get_number (wanted, "bytes", 1024 * 1024);
      fault->retry_after = (int) dev_json_get_number (wanted, "retryAfter", -1);
      fault->closes = dev_json_get_boolean (wanted, "closes", FALSE);
      fault->left = dev_json_get_number (wanted, "count", -1);
      fault->channel = g_strdup (dev_json_get_text (wanted, "channel", NULL));
      fault->location = g_strdup (dev_json_get_text (wanted, "location", NULL));
      fault->body = g_strdup (dev_json_get_text (wanted, "body", NULL));
      return fault;
    }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "There is no mode %s", name);

  return NULL;
}

/**
 * dev_faults_new:
 *
 * Returns: (transfer full): no misbehaviour
 */
DevFaults *
dev_faults_new (void)
{
  DevFaults *faults = g_new0 (DevFaults, 1);

  faults->auth = g_ptr_array_new_with_free_func (fault_free);
  faults->web = g_ptr_array_new_with_free_func (fault_free);

  return faults;
}

/**
 * dev_faults_free:
 * @faults: (transfer full): the faults
 */
void
dev_faults_free (DevFaults *faults)
{
  g_ptr_array_unref (faults->auth);
  g_ptr_array_unref (faults->web);
  fault_free (faults->connect);
  fault_free (faults->inbox);
  g_free (faults);
}

/**
 * dev_faults_reset:
 * @faults: the faults
 *
 * Behaves from now on.
 */
void
dev_faults_reset (DevFaults *faults)
{
  g_ptr_array_set_size (faults->auth, 0);
  g_ptr_array_set_size (faults->web, 0);
  g_clear_pointer (&faults->connect, fault_free);
  g_clear_pointer (&faults->inbox, fault_free);
}

/* A later fault takes the place of an earlier one for the same. */
static void
remove_for (GPtrArray *faults, const char *channel)
{
  for (guint i = 0; i < faults->len; i++)
    {
      const DevFault *old = faults->pdata[i];

      if (g_strcmp0 (old->channel, channel) == 0)
        {
          g_ptr_array_remove_index (faults, i);
          return;
        }
    }
}

/**
 * dev_faults_set_auth:
 * @faults: the faults
 * @wanted: `mode`, and what it needs: `status`, `body`, `milliseconds`,
 *   `location`, `retryAfter`, `bytes`; `channel` limits it to one channel and
 *   `count` to that many requests
 * @error: return location for a %G_IO_ERROR_INVALID_ARGUMENT
 *
 * Without `channel` this replaces every fault of the auth endpoint.
 *
 * Returns: whether the mode is known
 */
gboolean
dev_faults_set_auth (DevFaults *faults, JsonObject *wanted, GError **error)
{
  DevFault *fault = fault_new (wanted, auth_modes, G_N_ELEMENTS (auth_modes), error);

  if (fault == NULL)
    return FALSE;

  if (fault->channel == NULL)
    g_ptr_array_set_size (faults->auth, 0);
  remove_for (faults->auth, fault->channel);
  /* The special ones are asked first. */
  g_ptr_array_insert (faults->auth, fault->channel != NULL ? 0 : -1, fault);

  return TRUE;
}

/**
 * dev_faults_set_connect:
 * @faults: the faults
 * @wanted: `mode`, and what it needs: `status`, `retryAfter`, `code`,
 *   `location`, `body`, `closes`; `milliseconds` and `count` limit how long it
 *   lasts and for how many connections
 * @now: monotonic time in microseconds
 * @error: return location for a %G_IO_ERROR_INVALID_ARGUMENT
 *
 * Returns: whether the mode is known
 */
gboolean
dev_faults_set_connect (DevFaults *faults, JsonObject *wanted, gint64 now, GError **error)
{
  DevFault *fault = fault_new (wanted, connect_modes, G_N_ELEMENTS (connect_modes), error);

  if (fault == NULL)
    return FALSE;

  if (fault->milliseconds > 0)
    fault->until = now + (gint64) fault->milliseconds * 1000;
  fault_free (faults->connect);
  faults->connect = fault;

  return TRUE;
}

/**
 * dev_faults_set_web:
 * @faults: the faults
 * @wanted: `mode`, and what it needs: `status`, `body`, `location`, `retryAfter`, `bytes`;
 *   `endpoint` says where, and `count` limits it to that many requests
 * @error: return location for a %G_IO_ERROR_INVALID_ARGUMENT
 *
 * Returns: whether the mode is known
 */
gboolean
dev_faults_set_web (DevFaults *faults, JsonObject *wanted, GError **error)
{
  DevFault *fault = fault_new (wanted, web_modes, G_N_ELEMENTS (web_modes), error);

  if (fault == NULL)
    return FALSE;

  g_free (fault->channel);
  fault->channel = g_strdup (dev_json_get_text (wanted, "endpoint", ""));
  remove_for (faults->web, fault->channel);
  g_ptr_array_add (faults->web, fault);

  return TRUE;
}

static const DevFault *
take (GPtrArray *faults, const char *channel)
{
  for (guint i = 0; i < faults->len; i++)
    {
      DevFault *fault = faults->pdata[i];

      if (fault->left == 0 || (fault->channel != NULL && g_strcmp0 (fault->channel, channel) != 0))
        continue;
      if (fault->left > 0)
        fault->left--;
      return fault;
    }

  return NULL;
}

/**
 * dev_faults_take_auth:
 * @faults: the faults
 * @channel: (nullable): the channel asked for
 *
 * Returns: (transfer none) (nullable): the fault for this request, counted as
 *   used; %NULL to behave
 */
const DevFault *
dev_faults_take_auth (DevFaults *faults, const char *channel)
{
  return take (faults->auth, channel);
}

/**
 * dev_faults_take_web:
 * @faults: the faults
 * @endpoint: the endpoint asked
 *
 * Returns: (transfer none) (nullable): the fault for this request, counted as
 *   used; %NULL to behave
 */
const DevFault *
dev_faults_take_web (DevFaults *faults, const char *endpoint)
{
  return take (faults->web, endpoint);
}

/**
 * dev_faults_take_connect:
 * @faults: the faults
 * @now: monotonic time in microseconds
 *
 * Returns: (transfer none) (nullable): the fault for this connection, counted as
 *   used; %NULL to behave
 */
const DevFault *
dev_faults_take_connect (DevFaults *faults, gint64 now)
{
  DevFault *fault = faults->connect;

  if (fault == NULL || fault->left == 0 || (fault->until != 0 && now >= fault->until))
    return NULL;

  if (fault->left > 0)
    fault->left--;

  return fault;
}

/**
 * dev_faults_set_inbox:
 * @faults: the faults
 * @wanted: `mode`, and what it needs: `status`, `body`, `location`, `retryAfter`; `channel` limits
 *   it to `fetch` or `mark`, and `count` to that many requests
 * @error: return location for a %G_IO_ERROR_INVALID_ARGUMENT
 *
 * Returns: whether the mode is known
 */
gboolean
dev_faults_set_inbox (DevFaults *faults, JsonObject *wanted, GError **error)
{
  DevFault *fault = fault_new (wanted, inbox_modes, G_N_ELEMENTS (inbox_modes), error);

  if (fault == NULL)
    return FALSE;

  fault_free (faults->inbox);
  faults->inbox = fault;

  return TRUE;
}

/**
 * dev_faults_take_inbox:
 * @faults: the faults
 * @what: `fetch` or `mark`
 *
 * Returns: (transfer none) (nullable): the fault for this request, counted as used; %NULL to behave
 */
const DevFault *
dev_faults_take_inbox (DevFaults *faults, const char *what)
{
  DevFault *fault = faults->inbox;

  if (fault == NULL || fault->left == 0
      || (fault->channel != NULL && !g_str_equal (fault->channel, what)))
    return NULL;

  if (fault->left > 0)
    fault->left--;

  return fault;
}
