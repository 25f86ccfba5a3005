/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The key and the secret of an application, which come from a file or from standard input: never
 * from the command line or the environment, where others can read them, and nothing keeps them.
 */

#include "app/tb-send-credentials.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "account/tb-env-values.h"
#include "app/tb-secret-input.h"

/* No file of settings is larger, in bytes. */
#define MAX_SIZE (256 * 1024)

/* What one kind of server is called in the files of web apps. A file may know of two servers; the
 * secret of one does not go with the host of the other. */
typedef struct
{
  const char *app_id[3];
  const char *key[6];
  const char *secret[3];
  const char *host[3];
  const char *port[3];
  const char *tls[4];
  const char *cluster[5];
} Names;

static const Names known_names[] = {
  {
      .app_id = { "app_id", "appId" },
      .key = { "key" },
      .secret = { "secret" },
      .host = { "host" },
      .port = { "port" },
      .tls = { "tls", "useTLS" },
      .cluster = { "cluster" },
  },
  {
      .app_id = { "PUSHER_APP_ID" },
      .key = { "PUSHER_KEY", "PUSHER_APP_KEY", "NEXT_PUBLIC_PUSHER_KEY", "VITE_PUSHER_APP_KEY" },
      .secret = { "PUSHER_SECRET", "PUSHER_APP_SECRET" },
      .host = { "PUSHER_HOST" },
      .port = { "PUSHER_PORT" },
      .tls = { "PUSHER_USE_TLS", "PUSHER_SCHEME" },
      .cluster = { "PUSHER_CLUSTER", "PUSHER_APP_CLUSTER", "NEXT_PUBLIC_PUSHER_CLUSTER",
                   "VITE_PUSHER_APP_CLUSTER" },
  },
  {
      .app_id = { "REVERB_APP_ID" },
      .key = { "REVERB_APP_KEY", "VITE_REVERB_APP_KEY" },
      .secret = { "REVERB_APP_SECRET" },
      .host = { "REVERB_HOST" },
      .port = { "REVERB_PORT" },
      .tls = { "REVERB_SCHEME" },
  },
  {
      .app_id = { "SOKETI_DEFAULT_APP_ID" },
      .key = { "SOKETI_DEFAULT_APP_KEY" },
      .secret = { "SOKETI_DEFAULT_APP_SECRET" },
  },
};

static const char *
find (GHashTable *values, const char *const *names)
{
  for (gsize i = 0; names[i] != NULL; i++)
    {
      const char *value = tb_env_values_lookup (values, names[i]);

      if (value != NULL)
        return value;
    }

  return NULL;
}

static gboolean
fill (TbSendCredentials *self, GHashTable *values, const Names *names, GError **error)
{
  const char *key = find (values, names->key);
  const char *port = find (values, names->port);
  const char *tls = find (values, names->tls);
  guint64 number = 0;

  if (key == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("There is a secret among the credentials, but no key; add a line %s=…"),
                   names->key[0]);
      return FALSE;
    }
  if (port != NULL && !g_ascii_string_to_unsigned (port, 10, 1, G_MAXUINT16, &number, NULL))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("“%s” is not a port; it is a number from 1 to 65535"), port);
      return FALSE;
    }

  self->app_id = g_strdup (find (values, names->app_id));
  self->key = g_strdup (key);
  self->secret = g_strdup (find (values, names->secret));
  self->host = g_strdup (find (values, names->host));
  self->cluster = g_strdup (find (values, names->cluster));
  self->port = (guint16) number;
  self->tls = tls == NULL || tb_env_values_is_true (tls);

  return TRUE;
}

/**
 * tb_send_credentials_free:
 * @self: (transfer full): credentials
 */
void
tb_send_credentials_free (TbSendCredentials *self)
{
  g_free (self->app_id);
  g_free (self->key);
  tb_secret_input_free (self->secret);
  g_free (self->host);
  g_free (self->cluster);
  g_free (self);
}

/**
 * tb_send_credentials_parse:
 * @text: (array length=length): lines `key=…` and `secret=…`, the env file of a web app's server,
 *   or JSON with the same names
 * @length: its length in bytes
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): what it says of an application, with at least a key and a
 *   secret, or %NULL with a sentence that says what is missing; never one with a secret in it
 */
TbSendCredentials *
tb_send_credentials_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (TbSendCredentials) self = g_new0 (TbSendCredentials, 1);
  g_autoptr (GHashTable) values = tb_env_values_parse (text, length, NULL, error);

  if (values == NULL)
    {
      g_prefix_error (error, "%s: ", _ ("The credentials cannot be read"));
      return NULL;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (known_names); i++)
    {
      if (find (values, known_names[i].secret) != NULL)
        return fill (self, values, &known_names[i], error) ? g_steal_pointer (&self) : NULL;
    }

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("There is no secret among the credentials; they are lines key=… and secret=…, or "
                  "the env file of the web app's server with PUSHER_SECRET=…"));
  return NULL;
}

/* What somebody types in answer to @prompt, without its end. */
static char *
ask (const char *prompt, GError **error)
{
  char *answer = tb_secret_input_read_terminal (prompt, error);

  return answer != NULL ? g_strstrip (answer) : NULL;
}

static TbSendCredentials *
ask_for_both (GError **error)
{
  g_autoptr (TbSendCredentials) self = g_new0 (TbSendCredentials, 1);

  self->tls = TRUE;
  self->key = ask (_ ("App key: "), error);
  self->secret = self->key != NULL ? ask (_ ("App secret: "), error) : NULL;

  return self->secret != NULL ? g_steal_pointer (&self) : NULL;
}

/* Whoever can read the file can publish in the application's name. */
static void
warn_of_readers (const char *path, int descriptor)
{
  struct stat status;

  if (fstat (descriptor, &status) != 0 || !S_ISREG (status.st_mode)
      || (status.st_mode & (S_IROTH | S_IWOTH)) == 0)
    return;

  g_printerr (
      _ ("traybell: every user of this computer can read the secret in %s; change that with "
         "“chmod o= %s”\n"),
      path, path);
}

static gboolean
read_all (int descriptor, char *buffer, gsize size, gsize *length)
{
  gssize count = 1;

  for (*length = 0; *length < size && count > 0; *length += (gsize) MAX (count, 0))
    {
      do
        count = read (descriptor, buffer + *length, size - *length);
      while (count < 0 && errno == EINTR);
    }

  return count >= 0;
}

/**
 * tb_send_credentials_read:
 * @path: a file, or - for standard input; at a terminal both are asked for and not shown
 * @error: return location for an error, or %NULL
 *
 * Warns on stderr where every user can read the file.
 *
 * Returns: (transfer full) (nullable): what tb_send_credentials_parse() makes of it
 */
TbSendCredentials *
tb_send_credentials_read (const char *path, GError **error)
{
  gboolean from_input = g_str_equal (path, "-");
  TbSendCredentials *self = NULL;
  int descriptor = STDIN_FILENO;
  char *buffer;
  gsize length;

  if (from_input && isatty (STDIN_FILENO))
    return ask_for_both (error);
  if (!from_input)
    {
      descriptor = open (path, O_RDONLY | O_CLOEXEC);
      if (descriptor < 0)
        {
          g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                       _ ("The credentials in %s cannot be read: %s"), path, g_strerror (errno));
          return NULL;
        }
      warn_of_readers (path, descriptor);
    }

  /* One byte more than is allowed shows that there is more. */
  buffer = g_malloc0 (MAX_SIZE + 1);
  if (!read_all (descriptor, buffer, MAX_SIZE + 1, &length))
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                 _ ("The credentials in %s cannot be read: %s"), path, g_strerror (errno));
  else if (length > MAX_SIZE)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("What was given is too large for credentials"));
  else
    self = tb_send_credentials_parse (buffer, length, error);
  explicit_bzero (buffer, MAX_SIZE + 1);
  g_free (buffer);
  if (!from_input)
    close (descriptor);

  return self;
}
