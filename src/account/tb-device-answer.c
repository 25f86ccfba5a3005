/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a web app answers to device authorization (RFC 8628). Nothing of a code or of a token ever
 * stands in an error. */

#include "account/tb-device-answer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pusher/pusher-json-text.h"
#include "pusher/pusher-server-words.h"

/* Longer codes are not for people, in characters. */
#define USER_CODE_MAX_LENGTH 40
/* A web app that asks for more, or less, means something else, in s. */
#define INTERVAL_MAX 300
#define LIFETIME_MAX (24 * 60 * 60)
/* RFC 6585; libsoup has no name for it. */
#define STATUS_TOO_MANY_REQUESTS 429

static void set_error (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
set_error (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (
      error, g_error_new_valist (TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_SIGN_IN, format, arguments));
  va_end (arguments);
}

static JsonObject *
get_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* The web app's name for what is wrong, with its own words if it has any; %NULL for neither. */
static char *
read_words (JsonObject *object)
{
  const char *code = object != NULL ? pusher_json_get_string (object, "error") : NULL;
  const char *description
      = object != NULL ? pusher_json_get_string (object, "error_description") : NULL;
  g_autofree char *text = NULL;

  if (code == NULL && description == NULL)
    return NULL;
  if (code != NULL && description != NULL)
    text = g_strdup_printf ("%s: %s", code, description);

  return pusher_server_words_dup (text != NULL ? text : code != NULL ? code : description);
}

static gboolean
is_unavailable (guint status)
{
  return status == SOUP_STATUS_REQUEST_TIMEOUT || status == STATUS_TOO_MANY_REQUESTS
         || status >= 500;
}

static void
set_unavailable (GError **error, guint status)
{
  set_error (error, _ ("The web app cannot answer just now (%u); try again in a while"), status);
}

/* A page, a redirect to one, or no such path: nobody is there who speaks of devices. */
static gboolean
is_elsewhere (const TbWebAnswer *answer)
{
  return answer->status == SOUP_STATUS_NOT_FOUND || answer->status == SOUP_STATUS_METHOD_NOT_ALLOWED
         || (answer->status >= 300 && answer->status < 400)
         || (tb_web_answer_is_page (answer) && !is_unavailable (answer->status));
}

static void
set_elsewhere (GError **error, guint status)
{
  set_error (error,
             _ ("The web app does not let programs sign in with the browser there (%u); give it a "
                "token instead, or check the sign-in address"),
             status);
}

static guint
read_seconds (JsonObject *object, const char *member, guint fallback, guint maximum)
{
  gint64 seconds = pusher_json_get_int (object, member);

  return seconds > 0 ? (guint) MIN (seconds, (gint64) maximum) : fallback;
}

static gboolean
is_plain (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    {
      if ((guchar) *c <= 0x20 || (guchar) *c >= 0x7f)
        return FALSE;
    }

  return *text != '\0';
}

static TbDeviceCode *
read_code (JsonObject *object, GError **error)
{
  g_autoptr (TbDeviceCode) self = g_new0 (TbDeviceCode, 1);
  const char *device_code = pusher_json_get_string (object, "device_code");
  const char *address = pusher_json_get_string (object, "verification_uri");
  const char *page = pusher_json_get_string (object, "verification_uri_complete");

  self->user_code = pusher_server_words_dup (pusher_json_get_string (object, "user_code"));
  if (device_code == NULL || !is_plain (device_code) || *self->user_code == '\0'
      || g_utf8_strlen (self->user_code, -1) > USER_CODE_MAX_LENGTH || address == NULL)
    {
      set_error (error, _ ("The web app did not give out a code to sign in with; check the sign-in "
                           "address"));
      return NULL;
    }
  if (!tb_web_request_check_address (address, NULL))
    {
      set_error (error, _ ("The web app sends you to an address that is not safe to sign in at; "
                           "tell its developers that it must begin with https://"));
      return NULL;
    }

  self->device_code = g_strdup (device_code);
  self->address = g_strdup (address);
  if (page != NULL && tb_web_request_check_address (page, NULL))
    self->page = g_strdup (page);
  self->lifetime = read_seconds (object, "expires_in", TB_DEVICE_CODE_LIFETIME, LIFETIME_MAX);
  self->interval = read_seconds (object, "interval", TB_DEVICE_CODE_INTERVAL, INTERVAL_MAX);

  return g_steal_pointer (&self);
}

/**
 * tb_device_code_parse:
 * @answer: to the question for a code
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): the code, or %NULL with %TB_ACCOUNT_ERROR_SIGN_IN
 */
TbDeviceCode *
tb_device_code_parse (const TbWebAnswer *answer, GError **error)
{
  g_autoptr (JsonNode) node = tb_web_answer_parse (answer);
  JsonObject *object = get_object (node);
  g_autofree char *words = read_words (object);

  if (is_elsewhere (answer))
    set_elsewhere (error, answer->status);
  else if (is_unavailable (answer->status))
    set_unavailable (error, answer->status);
  else if (SOUP_STATUS_IS_SUCCESSFUL (answer->status) && object != NULL)
    return read_code (object, error);
  else if (words != NULL)
    set_error (error,
               /* Translators: the reason comes from the web app */
               _ ("The web app does not let this program sign in with the browser (%s); ask its "
                  "developers to allow the client id"),
               words);
  else
    set_error (error, _ ("The web app did not give out a code to sign in with; check the sign-in "
                         "address"));

  return NULL;
}

/**
 * tb_device_code_free:
 * @self: (transfer full): a code; wiped first
 */
void
tb_device_code_free (TbDeviceCode *self)
{
  if (self->device_code != NULL)
    explicit_bzero (self->device_code, strlen (self->device_code));
  g_free (self->device_code);
  g_free (self->user_code);
  g_free (self->address);
  g_free (self->page);
  g_free (self);
}

static TbDeviceVerdict
read_token (JsonObject *object, char **token, GError **error)
{
  const char *text = pusher_json_get_string (object, "access_token");
  const char *type = pusher_json_get_string (object, "token_type");

  if (text == NULL || !is_plain (text))
    {
      set_error (error, _ ("The web app let you sign in, but gave no token that can be used; tell "
                           "its developers"));
      return TB_DEVICE_OVER;
    }
  if (type != NULL && g_ascii_strcasecmp (type, "bearer") != 0)
    {
      set_error (error, _ ("The web app let you sign in, but its token is not a bearer token; tell "
                           "its developers"));
      return TB_DEVICE_OVER;
    }

  *token = g_strdup (text);
  return TB_DEVICE_TOKEN;
}

static TbDeviceVerdict
read_refusal (JsonObject *object, guint status, GError **error)
{
  const char *code = object != NULL ? pusher_json_get_string (object, "error") : NULL;
  g_autofree char *words = read_words (object);

  if (g_strcmp0 (code, "authorization_pending") == 0)
    return TB_DEVICE_PENDING;
  if (g_strcmp0 (code, "slow_down") == 0)
    return TB_DEVICE_SLOW_DOWN;

  if (g_strcmp0 (code, "expired_token") == 0)
    set_error (error, _ ("The code has expired; ask for another one"));
  else if (g_strcmp0 (code, "access_denied") == 0)
    set_error (error, _ ("The sign-in was refused in the browser; try again to sign in"));
  else if (g_strcmp0 (code, "invalid_grant") == 0)
    set_error (error, _ ("The web app does not know the code any more; ask for another one"));
  else
    set_error (error,
               /* Translators: the reason comes from the web app */
               _ ("The web app did not let you sign in (%u: %s); try again, or give it a token "
                  "instead"),
               status, words != NULL ? words : _ ("no reason given"));

  return TB_DEVICE_OVER;
}

/**
 * tb_device_token_parse:
 * @answer: to a poll
 * @token: (out) (transfer full): for %TB_DEVICE_TOKEN the bearer token; wipe it when it has done
 * @error: return location for an error, or %NULL
 *
 * Returns: what was found; @error is set for %TB_DEVICE_UNAVAILABLE and %TB_DEVICE_OVER
 */
TbDeviceVerdict
tb_device_token_parse (const TbWebAnswer *answer, char **token, GError **error)
{
  g_autoptr (JsonNode) node = tb_web_answer_parse (answer);
  JsonObject *object = get_object (node);

  if (is_unavailable (answer->status))
    {
      set_unavailable (error, answer->status);
      return TB_DEVICE_UNAVAILABLE;
    }
  if (is_elsewhere (answer))
    {
      set_elsewhere (error, answer->status);
      return TB_DEVICE_OVER;
    }
  if (SOUP_STATUS_IS_SUCCESSFUL (answer->status) && object != NULL
      && !json_object_has_member (object, "error"))
    return read_token (object, token, error);

  return read_refusal (object, answer->status, error);
}
