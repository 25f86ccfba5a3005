/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * How an account proves who its user is: one HTTP header, kept in the keyring as the line “Name:
 * value”. A keyring that is locked or late, as at login, is waited for and never mistaken for
 * having been signed out.
 */

#include "account/tb-credentials.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "account/tb-account-error.h"

/* How long to wait before the keyring is asked again, in s: doubled each time, up to the other. */
#define RETRY_DELAY 2
#define RETRY_DELAY_MAX 60
/* No header that a person pastes is longer; servers take 8 kB as a rule. */
#define SECRET_MAX_LENGTH 16384

struct _TbCredentials
{
  GObject parent_instance;

  TbKeyring *keyring; /* NULL for a secret that is in none yet */
  char *account_id;

  TbCredentialsState state;
  GError *error;
  char *line; /* from the keyring: wiped when freed */

  GCancellable *cancellable;
  gboolean loading;
  gboolean load_again;
  guint retry_source;
  guint retry_delay;
};

enum
{
  SIGNAL_LOADED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbCredentials, tb_credentials, G_TYPE_OBJECT)

static gboolean
on_retry_due (gpointer user_data)
{
  TbCredentials *self = TB_CREDENTIALS (user_data);

  self->retry_source = 0;
  tb_credentials_load (self);

  return G_SOURCE_REMOVE;
}

static void
on_keyring_changed (TbKeyring *keyring, gpointer user_data)
{
  TbCredentials *self = TB_CREDENTIALS (user_data);

  if (self->state == TB_CREDENTIALS_UNKNOWN)
    tb_credentials_load (self);
}

/* What a header may hold: a line break would begin another one. */
static gboolean
is_plain (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if ((guchar) text[i] < 0x20 || (guchar) text[i] >= 0x7f)
        return FALSE;
    }

  return TRUE;
}

/* The token against cross-site requests that is one of @cookies, decoded, or %NULL; a secret like
 * them. */
static char *
find_cross_site_token (const char *cookies)
{
  const char *token = strstr (cookies, "XSRF-TOKEN=");
  char *encoded;
  char *decoded;

  /* Not the end of another cookie's name. */
  while (token != NULL && token != cookies && token[-1] != ' ' && token[-1] != ';')
    token = strstr (token + 1, "XSRF-TOKEN=");
  if (token == NULL)
    return NULL;

  token += strlen ("XSRF-TOKEN=");
  encoded = g_strndup (token, strcspn (token, ";"));
  decoded = g_uri_unescape_string (encoded, NULL);
  tb_keyring_secret_free (encoded);
  if (decoded != NULL && is_plain (decoded, strlen (decoded)))
    return decoded;

  tb_keyring_secret_free (decoded);
  return NULL;
}

static void
take (TbCredentials *self, TbCredentialsState state, char *line, GError *error)
{
  gboolean changed = g_strcmp0 (line, self->line) != 0;

  g_clear_error (&self->error);
  self->error = error;
  self->state = state;
  tb_keyring_secret_free (self->line);
  self->line = line;
  g_signal_emit (self, signals[SIGNAL_LOADED], 0, changed);
}

static void
on_lookup_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbCredentials) self = user_data;
  GError *error = NULL;
  char *line = tb_keyring_lookup_finish (TB_KEYRING (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      return;
    }

  self->loading = FALSE;
  if (self->load_again)
    {
      self->load_again = FALSE;
      tb_keyring_secret_free (line);
      g_clear_error (&error);
      tb_credentials_load (self);
      return;
    }

  if (line != NULL)
    {
      self->retry_delay = RETRY_DELAY;
      take (self, TB_CREDENTIALS_PRESENT, line, NULL);
    }
  else if (g_error_matches (error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_NOT_FOUND))
    {
      g_error_free (error);
      take (self, TB_CREDENTIALS_ABSENT, NULL, NULL);
    }
  else
    {
      /* What was known stays in use: a keyring that is locked again signs nobody out. */
      g_debug ("The keyring cannot answer: %s", error->message);
      self->retry_source = g_timeout_add_seconds (self->retry_delay, on_retry_due, self);
      self->retry_delay = MIN (self->retry_delay * 2, RETRY_DELAY_MAX);
      if (self->line != NULL)
        g_error_free (error);
      else
        take (self, TB_CREDENTIALS_UNKNOWN, NULL, error);
    }
}

static void
tb_credentials_dispose (GObject *object)
{
  TbCredentials *self = TB_CREDENTIALS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->retry_source, g_source_remove);

  G_OBJECT_CLASS (tb_credentials_parent_class)->dispose (object);
}

static void
tb_credentials_finalize (GObject *object)
{
  TbCredentials *self = TB_CREDENTIALS (object);

  g_clear_object (&self->keyring);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  tb_keyring_secret_free (self->line);
  g_free (self->account_id);

  G_OBJECT_CLASS (tb_credentials_parent_class)->finalize (object);
}

static void
tb_credentials_class_init (TbCredentialsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tb_credentials_dispose;
  object_class->finalize = tb_credentials_finalize;

  /**
   * TbCredentials::loaded:
   * @self: the credentials
   * @changed: whether they are others than before
   *
   * The keyring has answered.
   */
  signals[SIGNAL_LOADED] = g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
tb_credentials_init (TbCredentials *self)
{
  self->cancellable = g_cancellable_new ();
  self->retry_delay = RETRY_DELAY;
}

/* Browsers copy a header with its name: “Cookie: a=b”. */
static gsize
skip_header_name (const char *value, gsize start, gsize end, const char *header_name)
{
  gsize length = strlen (header_name);

  if (end - start <= length || value[start + length] != ':'
      || g_ascii_strncasecmp (value + start, header_name, length) != 0)
    return start;

  start += length + 1;
  while (start < end && g_ascii_isspace (value[start]))
    start++;

  return start;
}

/* Traybell sets these itself: with others no request would be one. */
static gboolean
is_own_header (const char *name)
{
  static const char *const names[] = { "Accept", "Connection", "Content-Length",    "Content-Type",
                                       "Host",   "Origin",     "Transfer-Encoding", "Upgrade" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_ascii_strcasecmp (name, names[i]) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * tb_credentials_build:
 * @header_name: an HTTP header's name: `Authorization`, `Cookie` or any other
 * @value: (nullable): its value; white space around it is left out
 * @error: return location for an error, or %NULL
 *
 * Makes what the keyring keeps of a secret that the user has given.
 *
 * Returns: (transfer full) (nullable): the line “Name: value”, to be freed with
 * tb_keyring_secret_free(), or %NULL with %TB_ACCOUNT_ERROR_SECRET; the message never holds the
 * value
 */
char *
tb_credentials_build (const char *header_name, const char *value, GError **error)
{
  static const char token[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                              "!#$%&'*+-.^_`|~";
  gsize start = 0;
  gsize end = value != NULL ? strlen (value) : 0;

  if (*header_name == '\0' || strspn (header_name, token) != strlen (header_name))
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_SECRET,
                   _ ("“%s” is not the name of an HTTP header"), header_name);
      return NULL;
    }
  if (is_own_header (header_name))
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_SECRET,
                   _ ("The header “%s” is set by Traybell itself; name the one that the web app "
                      "takes the secret from"),
                   header_name);
      return NULL;
    }

  while (start < end && g_ascii_isspace (value[start]))
    start++;
  while (end > start && g_ascii_isspace (value[end - 1]))
    end--;
  start = skip_header_name (value, start, end, header_name);
  if (start == end)
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_SECRET,
                   _ ("The secret is empty; paste it on one line"));
      return NULL;
    }
  if (end - start > SECRET_MAX_LENGTH)
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_SECRET,
                   _ ("The secret is too long to be one"));
      return NULL;
    }
  if (!is_plain (value + start, end - start))
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_SECRET,
                   _ ("The secret must be one line of plain characters"));
      return NULL;
    }

  if (g_ascii_strcasecmp (header_name, "Authorization") == 0
      && memchr (value + start, ' ', end - start) == NULL)
    return g_strdup_printf ("%s: Bearer %.*s", header_name, (int) (end - start), value + start);

  return g_strdup_printf ("%s: %.*s", header_name, (int) (end - start), value + start);
}

/**
 * tb_credentials_new:
 * @keyring: where they are kept
 * @account_id: whose they are
 *
 * Returns: (transfer full): credentials that are not loaded
 */
TbCredentials *
tb_credentials_new (TbKeyring *keyring, const char *account_id)
{
  TbCredentials *self = g_object_new (TB_TYPE_CREDENTIALS, NULL);

  self->keyring = g_object_ref (keyring);
  self->account_id = g_strdup (account_id);
  g_signal_connect_object (keyring, "changed", G_CALLBACK (on_keyring_changed), self, 0);

  return self;
}

/**
 * tb_credentials_new_for_secret:
 * @header_name: as for tb_credentials_build()
 * @value: (nullable): likewise
 * @error: return location for an error, or %NULL
 *
 * Makes credentials of what the user has just given, to try them out before the keyring has them.
 *
 * Returns: (transfer full) (nullable): credentials that are present, or %NULL with
 *   %TB_ACCOUNT_ERROR_SECRET
 */
TbCredentials *
tb_credentials_new_for_secret (const char *header_name, const char *value, GError **error)
{
  char *line = tb_credentials_build (header_name, value, error);
  TbCredentials *self;

  if (line == NULL)
    return NULL;

  self = g_object_new (TB_TYPE_CREDENTIALS, NULL);
  self->state = TB_CREDENTIALS_PRESENT;
  self->line = line;

  return self;
}

/**
 * tb_credentials_new_absent:
 *
 * Returns: (transfer full): credentials of an account that has none, in no keyring
 */
TbCredentials *
tb_credentials_new_absent (void)
{
  TbCredentials *self = g_object_new (TB_TYPE_CREDENTIALS, NULL);

  self->state = TB_CREDENTIALS_ABSENT;
  return self;
}

/**
 * tb_credentials_load:
 * @self: credentials
 *
 * Reads them from the keyring, however often it takes, and then emits #TbCredentials::loaded. Never
 * asks the user to unlock the keyring.
 */
void
tb_credentials_load (TbCredentials *self)
{
  if (self->keyring == NULL)
    return;
  if (self->loading)
    {
      self->load_again = TRUE;
      return;
    }

  self->loading = TRUE;
  g_clear_handle_id (&self->retry_source, g_source_remove);
  tb_keyring_lookup_async (self->keyring, self->account_id, FALSE, self->cancellable,
                           on_lookup_ready, g_object_ref (self));
}

/**
 * tb_credentials_ensure:
 * @self: credentials
 *
 * As tb_credentials_load(), unless that was done or is under way.
 */
void
tb_credentials_ensure (TbCredentials *self)
{
  if (self->state == TB_CREDENTIALS_UNKNOWN && !self->loading && self->retry_source == 0)
    tb_credentials_load (self);
}

/**
 * tb_credentials_get_state:
 * @self: credentials
 *
 * Returns: what is known of them
 */
TbCredentialsState
tb_credentials_get_state (TbCredentials *self)
{
  return self->state;
}

/**
 * tb_credentials_get_error:
 * @self: credentials
 *
 * Returns: (nullable): why the keyring cannot answer just now
 */
const GError *
tb_credentials_get_error (TbCredentials *self)
{
  return self->error;
}

/**
 * tb_credentials_apply:
 * @self: credentials
 * @headers: the headers of a request to the web app
 *
 * Adds them to @headers, if there are any.
 */
void
tb_credentials_apply (TbCredentials *self, SoupMessageHeaders *headers)
{
  const char *colon = self->line != NULL ? strchr (self->line, ':') : NULL;
  g_autofree char *name = NULL;
  const char *value;

  if (colon == NULL)
    return;

  name = g_strndup (self->line, (gsize) (colon - self->line));
  value = colon + 1;
  while (*value == ' ')
    value++;
  soup_message_headers_replace (headers, name, value);

  /* Laravel takes a cookie only together with the token inside it (backend: Laravel apps). */
  if (g_ascii_strcasecmp (name, "Cookie") == 0)
    {
      char *token = find_cross_site_token (value);

      if (token != NULL)
        soup_message_headers_replace (headers, "X-XSRF-TOKEN", token);
      tb_keyring_secret_free (token);
    }
}
