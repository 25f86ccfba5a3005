/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-keyring-error.h"

#include <glib/gi18n.h>

G_DEFINE_QUARK (tb_keyring_error, tb_keyring_error)

static TbKeyringError
classify_dbus_error (const GError *error)
{
  switch (error->code)
    {
    case G_DBUS_ERROR_SERVICE_UNKNOWN:
    case G_DBUS_ERROR_NAME_HAS_NO_OWNER:
    case G_DBUS_ERROR_NO_SERVER:
    case G_DBUS_ERROR_NO_REPLY: /* the service went away */
    case G_DBUS_ERROR_DISCONNECTED:
    case G_DBUS_ERROR_ACCESS_DENIED:
    case G_DBUS_ERROR_SPAWN_EXEC_FAILED:
    case G_DBUS_ERROR_SPAWN_FORK_FAILED:
    case G_DBUS_ERROR_SPAWN_CHILD_EXITED:
    case G_DBUS_ERROR_SPAWN_CHILD_SIGNALED:
    case G_DBUS_ERROR_SPAWN_FAILED:
    case G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND:
      return TB_KEYRING_ERROR_UNAVAILABLE;
    case G_DBUS_ERROR_TIMEOUT:
    case G_DBUS_ERROR_TIMED_OUT:
      return TB_KEYRING_ERROR_TIMED_OUT;
    default:
      return TB_KEYRING_ERROR_FAILED;
    }
}

static TbKeyringError
classify_io_error (const GError *error)
{
  switch (error->code)
    {
    case G_IO_ERROR_NOT_FOUND: /* the bus's socket, or no bus at all */
    case G_IO_ERROR_CONNECTION_REFUSED:
    case G_IO_ERROR_CLOSED:
    case G_IO_ERROR_BROKEN_PIPE:
    case G_IO_ERROR_NOT_CONNECTED:
      return TB_KEYRING_ERROR_UNAVAILABLE;
    case G_IO_ERROR_TIMED_OUT:
      return TB_KEYRING_ERROR_TIMED_OUT;
    case G_IO_ERROR_CANCELLED: /* not by us: the user closed the prompt */
      return TB_KEYRING_ERROR_LOCKED;
    default:
      return TB_KEYRING_ERROR_FAILED;
    }
}

GError *
tb_keyring_error_translate (const GError *error)
{
  TbKeyringError code = TB_KEYRING_ERROR_FAILED;
  g_autoptr (GError) stripped = g_error_copy (error);

  g_dbus_error_strip_remote_error (stripped);
  if (error->domain == G_DBUS_ERROR)
    code = classify_dbus_error (error);
  else if (error->domain == G_IO_ERROR)
    code = classify_io_error (error);

  switch (code)
    {
    case TB_KEYRING_ERROR_UNAVAILABLE:
      return g_error_new (TB_KEYRING_ERROR, code,
                          /* Translators: the reason comes from the desktop */
                          _ ("No keyring answers on this desktop; start GNOME Keyring, KWallet or "
                             "another Secret Service (%s)"),
                          stripped->message);
    case TB_KEYRING_ERROR_TIMED_OUT:
      return g_error_new_literal (TB_KEYRING_ERROR, code,
                                  _ ("The keyring does not answer; it is asked again in a while"));
    case TB_KEYRING_ERROR_LOCKED:
      return g_error_new_literal (TB_KEYRING_ERROR, code,
                                  _ ("The keyring is locked; unlock it to go on"));
    case TB_KEYRING_ERROR_NOT_FOUND:
    case TB_KEYRING_ERROR_FAILED:
    default:
      return g_error_new (TB_KEYRING_ERROR, code,
                          /* Translators: the reason comes from the desktop */
                          _ ("The keyring failed: %s"), stripped->message);
    }
}

gboolean
tb_keyring_error_is_temporary (const GError *error)
{
  return g_error_matches (error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_LOCKED)
         || g_error_matches (error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_UNAVAILABLE)
         || g_error_matches (error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_TIMED_OUT);
}
