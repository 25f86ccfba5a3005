/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the user is told what the desktop can do for Traybell, and what it means where it cannot. */

#include "app/tb-system-words.h"

#include <glib/gi18n.h>

#include "desktop/tb-keyring.h"

/* Capabilities by the names of the Desktop Notifications Specification, and what is worth saying of
 * each: only what a user can see or hear. NULL is not worth a word. */
static const struct
{
  const char *name;
  const char *present;
  const char *absent;
} capabilities_in_words[] = {
  { "body", NULL, N_ ("It shows titles alone.") },
  { "actions", N_ ("It shows buttons."),
    N_ ("It shows no buttons: read a notification in the inbox to open its page.") },
  { "persistence", N_ ("It keeps notifications until you have seen them."), NULL },
  { "sound", N_ ("It plays sounds."), N_ ("It plays no sounds.") },
};

/**
 * tb_system_words_describe_tray:
 * @registered: whether the icon is in a tray
 *
 * Returns: (transfer full): what it means
 */
TbStatusFact *
tb_system_words_describe_tray (gboolean registered)
{
  TbStatusFact *fact;

  if (registered)
    {
      fact = tb_status_fact_new (_ ("Tray"), TB_FACT_GOOD, _ ("Icon shown"));
      fact->text = g_strdup (_ ("Traybell's icon is in the tray of your desktop."));
      return fact;
    }

  /* Not bad: many desktops have none, and everything else works. */
  fact = tb_status_fact_new (_ ("Tray"), TB_FACT_OFF, _ ("No tray"));
  fact->text = g_strdup (_ ("Your desktop has no tray that could show Traybell's icon."));
  fact->remedy = g_strdup (_ ("Start Traybell again to come back to this window. On GNOME the "
                              "extension “AppIndicator and KStatusNotifierItem Support” adds a "
                              "tray."));

  return fact;
}

static char *
describe_capabilities (const char *const *capabilities)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (capabilities_in_words); i++)
    {
      gboolean present = g_strv_contains (capabilities, capabilities_in_words[i].name);
      const char *sentence
          = present ? capabilities_in_words[i].present : capabilities_in_words[i].absent;

      if (sentence == NULL)
        continue;
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, _ (sentence));
    }

  return g_string_free (text, FALSE);
}

/**
 * tb_system_words_describe_notifications:
 * @server: (nullable): name and version of what shows notifications, %NULL if there is none
 * @capabilities: what it says that it can do
 * @error: (nullable): the last failure
 *
 * Returns: (transfer full): what it means
 */
TbStatusFact *
tb_system_words_describe_notifications (const char *server,
                                        const char *const *capabilities,
                                        const GError *error)
{
  TbStatusFact *fact;

  if (server == NULL)
    {
      fact = tb_status_fact_new (_ ("Notifications"), TB_FACT_BAD, _ ("Not shown"));
      fact->text = g_strdup (_ ("No program on your desktop shows notifications at the moment."));
      fact->remedy = g_strdup (_ ("They are in the inbox all the same. Start the notification "
                                  "service of your desktop to see them as they come."));
      return fact;
    }

  fact = tb_status_fact_new (_ ("Notifications"), error != NULL ? TB_FACT_BAD : TB_FACT_GOOD,
                             server);
  fact->text = error != NULL ? g_strdup (error->message) : describe_capabilities (capabilities);

  return fact;
}

static const char *
describe_keyring_error (const GError *error)
{
  if (g_error_matches (error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_LOCKED))
    return _ ("Locked");
  if (g_error_matches (error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_UNAVAILABLE))
    return _ ("Not there");
  if (g_error_matches (error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_TIMED_OUT))
    return _ ("No answer");

  return _ ("Failed");
}

static const char *
find_keyring_remedy (const GError *error)
{
  if (g_error_matches (error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_LOCKED))
    return _ ("Unlock your keyring; Traybell goes on by itself then.");
  if (g_error_matches (error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_UNAVAILABLE))
    return _ ("Start or install a keyring, such as GNOME Keyring or KWallet; Traybell goes on by "
              "itself then.");

  return NULL;
}

/**
 * tb_system_words_describe_keyring:
 * @answered: whether the keyring was asked for anything yet
 * @error: (nullable): what its last answer was, %NULL if it did its part
 *
 * Returns: (transfer full): what it means
 */
TbStatusFact *
tb_system_words_describe_keyring (gboolean answered, const GError *error)
{
  TbStatusFact *fact;

  if (error != NULL)
    {
      fact = tb_status_fact_new (_ ("Keyring"), TB_FACT_BAD, describe_keyring_error (error));
      fact->text = g_strdup (error->message);
      fact->remedy = g_strdup (find_keyring_remedy (error));
      return fact;
    }

  if (answered)
    fact = tb_status_fact_new (_ ("Keyring"), TB_FACT_GOOD, _ ("Working"));
  else
    fact = tb_status_fact_new (_ ("Keyring"), TB_FACT_OFF, _ ("Not needed yet"));
  fact->text = g_strdup (_ ("What you sign in with is kept in your keyring, and nowhere else."));

  return fact;
}

/**
 * tb_system_words_describe_sandbox:
 * @inside: whether the program runs in a sandbox
 * @has_portals: whether the desktop has portals
 *
 * Returns: (transfer full): what it means
 */
TbStatusFact *
tb_system_words_describe_sandbox (gboolean inside, gboolean has_portals)
{
  TbStatusFact *fact;

  if (!inside)
    {
      fact = tb_status_fact_new (_ ("Sandbox"), TB_FACT_OFF, _ ("None"));
      fact->text = g_strdup (
          has_portals ? _ ("Traybell runs outside a sandbox. Your desktop has portals, which "
                           "it does not need there.")
                      : _ ("Traybell runs outside a sandbox. Your desktop has no portals, "
                           "which it does not need there."));
      return fact;
    }

  if (has_portals)
    {
      fact = tb_status_fact_new (_ ("Sandbox"), TB_FACT_GOOD, _ ("With portals"));
      fact->text = g_strdup (_ ("Traybell runs in a sandbox and reaches your desktop through its "
                                "portals."));
      return fact;
    }

  fact = tb_status_fact_new (_ ("Sandbox"), TB_FACT_BAD, _ ("No portals"));
  fact->text = g_strdup (_ ("Traybell runs in a sandbox, and your desktop has no portals: pages "
                            "cannot be opened from there."));
  fact->remedy = g_strdup (_ ("Install xdg-desktop-portal and its part for your desktop."));

  return fact;
}
