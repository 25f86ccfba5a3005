/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Shows the popover with everything in it, for pictures and for tests of a real desktop. Says on
 * its output which actions were asked for; SIGUSR1 is a click on a tray icon in the top corner. */

#include <glib-unix.h>
#include <locale.h>

#include "inbox/tb-system-clock.h"
#include "popover-fixture.h"
#include "ui/tb-ui.h"

static int n_people = 4;
static gboolean empty;
static gboolean offline;
static gboolean right_to_left;
static gboolean no_notifications;
static gboolean odd_names;
static gboolean maintenance;
static gboolean sign_in;
static gboolean lost;
static gboolean quiet;
static int n_accounts = 1;

static const GOptionEntry options[] = {
  { "people", 0, 0, G_OPTION_ARG_INT, &n_people, "How many people are in the room", "N" },
  { "empty", 0, 0, G_OPTION_ARG_NONE, &empty, "No account", NULL },
  { "no-notifications", 0, 0, G_OPTION_ARG_NONE, &no_notifications, "No notification", NULL },
  { "offline", 0, 0, G_OPTION_ARG_NONE, &offline, "A server that cannot be reached", NULL },
  { "odd-names", 0, 0, G_OPTION_ARG_NONE, &odd_names, "People with names of all kinds", NULL },
  { "maintenance", 0, 0, G_OPTION_ARG_NONE, &maintenance, "Maintenance is announced", NULL },
  { "sign-in", 0, 0, G_OPTION_ARG_NONE, &sign_in, "Nobody is signed in", NULL },
  { "lost", 0, 0, G_OPTION_ARG_NONE, &lost, "The connection is lost after a while", NULL },
  { "quiet", 0, 0, G_OPTION_ARG_NONE, &quiet, "It is quiet", NULL },
  { "accounts", 0, 0, G_OPTION_ARG_INT, &n_accounts, "How many accounts there are", "N" },
  { "right-to-left", 0, 0, G_OPTION_ARG_NONE, &right_to_left, "As in Arabic", NULL },
  { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static gboolean
on_tray_clicked (gpointer user_data)
{
  tb_popover_present_at (TB_POPOVER (user_data), 1200, 10, NULL);

  return G_SOURCE_CONTINUE;
}

static gboolean
on_output_due (gpointer user_data)
{
  PopoverFixture *fixture = user_data;

  for (guint i = 0; i < fixture->activated->len; i++)
    g_print ("%s\n", (const char *) g_ptr_array_index (fixture->activated, i));
  g_ptr_array_set_size (fixture->activated, 0);

  return G_SOURCE_CONTINUE;
}

static gboolean
on_terminated (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_CONTINUE;
}

typedef struct
{
  const char *name;
  const char *avatar;
} Person;

static const Person people[] = {
  { "Bob Kern", "/avatars/bob.png" }, { "Žofie Nováková", NULL },
  { "<b>Markup</b> & Co", NULL },     { "ليلى حداد", "/avatars/leila.png?width=512&height=300" },
  { "carol@example.com", NULL },
};

static const Person odd_people[] = {
  { "Maximiliane Friederike von Hohenstein-Wittelsbach zu Altenburg", "/avatars/max.png" },
  { "محمد عبد الرحمن بن خالد آل سعود الحسيني", NULL },
  { "王小明（产品设计部）", "/avatars/wang.png" },
  { "สมชาย ใจดี", NULL },
  { "🦄🌈 Party 🎉", NULL },
  { "", NULL },
  { "नरेन्द्र कुमार", "/avatars/x.png?fault=huge" },
};

static void
fill_room (PopoverFixture *fixture)
{
  PusherPresence *presence = pusher_channel_get_presence (popover_fixture_get_room (fixture));
  const Person *chosen = odd_names ? odd_people : people;
  int n_chosen = odd_names ? (int) G_N_ELEMENTS (odd_people)
                           : MIN (n_people - 1, (int) G_N_ELEMENTS (people));

  if (n_people > 10)
    popover_fixture_fill (presence, "7", (guint) n_people);
  for (int i = 0; i < n_chosen; i++)
    {
      g_autofree char *id = g_strdup_printf ("user_%d", i);
      PusherMember *member;

      popover_fixture_join_with_avatar (presence, id, chosen[i].name, chosen[i].avatar);
      member = pusher_presence_lookup (presence, id);
      pusher_member_set_typing (member, i == 1);
      pusher_member_set_active (member, i < 2);
      pusher_member_set_away (member, i == 2);
    }
}

static void
change_session (PopoverFixture *fixture)
{
  gint64 tonight = g_get_real_time () / G_USEC_PER_SEC / 86400 * 86400 + 22 * 3600;
  g_autofree char *text = g_strdup_printf (
      "{\"message\":\"The database moves to new disks\",\"startsAt\":%" G_GINT64_FORMAT
      ",\"endsAt\":%" G_GINT64_FORMAT "}",
      tonight, tonight + 3600);

  if (maintenance)
    dev_server_publish (fixture->server, "presence-room-" POPOVER_FIXTURE_ROOM,
                        "system:maintenance", text);
  if (lost)
    {
      dev_server_post (fixture->server, "connect", "{\"mode\":\"refuse-http\",\"status\":503}");
      dev_server_drop_all (fixture->server, FALSE);
    }
}

static void
fill_inbox (PopoverFixture *fixture)
{
  const char *read = popover_fixture_notify (
      fixture, "Your report is ready", "Sales by region, third quarter", TB_URGENCY_LOW, 26 * 3600);

  tb_inbox_mark_read (fixture->inbox, read);
  popover_fixture_notify (fixture, "Weekly summary", "", TB_URGENCY_NORMAL, 5 * 3600);
  popover_fixture_notify (
      fixture, "Disk almost full",
      "Server db-2 has 3 % left. Orders will be refused when nothing is left; somebody "
      "has to make room within the next hour.",
      TB_URGENCY_URGENT, 600);
  popover_fixture_notify (fixture, "New order received", "Order 123 from ACME", TB_URGENCY_NORMAL,
                          120);
  popover_fixture_notify (fixture, "<b>Plain</b> & simple: a title that is too long for its row",
                          "Markup like <i>this</i> is shown as it stands.", TB_URGENCY_NORMAL, 5);
  popover_fixture_notify (
      fixture, "تم استلام طلب جديد",
      "الطلب رقم ١٢٣ من شركة أكمي، وهو ينتظر موافقتك منذ صباح اليوم في المكتب الرئيسي",
      TB_URGENCY_NORMAL, 3);
}

static void
be_quiet (TbPopover *popover)
{
  g_autoptr (TbPreferences) preferences = tb_preferences_new ();
  g_autoptr (TbWallClock) clock = tb_system_clock_new ();
  g_autoptr (TbQuiet) tomorrow = tb_quiet_new (preferences, clock);

  tb_quiet_snooze (tomorrow, TB_SNOOZE_TOMORROW);
  tb_popover_set_quiet (popover, tomorrow);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  PopoverFixture *fixture;
  TbPopover *popover;
  gboolean done = FALSE;

  setlocale (LC_ALL, "");
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || !tb_ui_ensure (&error))
    g_error ("%s", error->message);
  if (right_to_left)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);

  fixture = popover_fixture_new (!empty, !offline);
  for (int i = 1; i < n_accounts; i++)
    popover_fixture_add_account (fixture, (guint) i);
  if (sign_in)
    dev_server_post (fixture->server, "auth", "{\"mode\":\"status\",\"status\":401}");
  popover = tb_popover_new (fixture->sessions, fixture->inbox, G_ACTION_GROUP (fixture->actions));
  if (!empty && !offline && !sign_in)
    {
      popover_fixture_wait_for_room (fixture);
      fill_room (fixture);
      change_session (fixture);
    }
  if (quiet)
    be_quiet (popover);
  if (!no_notifications && !empty)
    fill_inbox (fixture);
  tb_popover_present_at (popover, 1200, 10, NULL);

  g_unix_signal_add (SIGUSR1, on_tray_clicked, popover);
  g_unix_signal_add (SIGTERM, on_terminated, &done);
  g_timeout_add (100, on_output_due, fixture);
  setlinebuf (stdout);
  while (!done)
    g_main_context_iteration (NULL, TRUE);

  gtk_widget_destroy (GTK_WIDGET (popover));
  popover_fixture_free (fixture);

  return 0;
}
