/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The command report. */

#include "app/tb-command-report.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "app/tb-command.h"
#include "app/tb-report.h"

#define STANDARD_OUTPUT "-"

/* A new file that is the user's alone from its first byte on; nothing is written through what is
 * there already. */
static int
create (const char *path, GError **error)
{
  int descriptor = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  int problem = errno;

  if (descriptor >= 0)
    return descriptor;

  if (problem == EEXIST)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
                 _ ("“%s” is there already; give the report another name"), path);
  else
    g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (problem),
                 _ ("“%s” cannot be written (%s); give the report another place"), path,
                 g_strerror (problem));
  return -1;
}

static gboolean
write_all (int descriptor, GBytes *bytes, GError **error)
{
  g_autoptr (GOutputStream) output = g_unix_output_stream_new (descriptor, FALSE);
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  return g_output_stream_write_all (output, data, size, NULL, NULL, error);
}

static char *
build_name (GDateTime *now)
{
  g_autofree char *time = g_date_time_format (now, "%Y%m%d-%H%M%S");

  return g_strconcat ("traybell-report-", time, ".tar.gz", NULL);
}

static int
write_report (const char *path, GDateTime *now)
{
  g_autoptr (GBytes) report = NULL;
  g_autoptr (GError) error = NULL;
  gboolean to_output = g_str_equal (path, STANDARD_OUTPUT);
  int descriptor = to_output ? STDOUT_FILENO : create (path, &error);
  gboolean written;

  if (descriptor < 0)
    return tb_command_fail (error);

  report = tb_report_build (g_date_time_to_unix (now), &error);
  written = report != NULL && write_all (descriptor, report, &error);
  if (!to_output)
    {
      written = g_close (descriptor, written ? &error : NULL) && written;
      if (!written)
        g_unlink (path);
    }
  if (!written)
    return tb_command_fail (error);

  if (!to_output)
    g_print (_ ("%s\nLook through it before you give it to anybody.\n"), path);
  return TB_EXIT_OK;
}

/**
 * tb_command_report_run:
 * @arguments: (transfer none): "report" and what follows it
 *
 * Returns: the exit code
 */
int
tb_command_report_run (GStrv arguments)
{
  g_auto (GStrv) rest = g_strdupv (arguments);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = build_name (now);
  const char *path;
  int exit_code;

  if (!tb_command_parse (
          "report", _ ("[FILE|-]"),
          _ ("Writes an archive for somebody who helps: status, what “traybell doctor” finds, "
             "settings, versions, and what became of the last events. Secrets, texts of "
             "notifications and names are left out."),
          NULL, &rest, &exit_code))
    return exit_code;
  if (rest[1] != NULL && rest[2] != NULL)
    return tb_command_refuse (
        _ ("“traybell report” takes one file, - for standard output, or nothing"));

  path = rest[1] != NULL ? rest[1] : name;
  if (g_str_equal (path, STANDARD_OUTPUT) && isatty (STDOUT_FILENO))
    return tb_command_refuse (_ ("The report is an archive; name a file for it"));

  return write_report (path, now);
}
