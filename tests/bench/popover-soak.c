/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The popover is opened and closed all day, while people come and go: nothing may be left of that.
 */

#include <malloc.h>

#include "popover-fixture.h"
#include "soak-census.h"
#include "ui/tb-fold-button.h"
#include "ui/tb-member-list.h"
#include "ui/tb-ui.h"

/* AddressSanitizer keeps what is freed. */
#if defined(__SANITIZE_ADDRESS__)
#define HAS_ADDRESS_SANITIZER TRUE
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ADDRESS_SANITIZER TRUE
#endif
#endif
#ifndef HAS_ADDRESS_SANITIZER
#define HAS_ADDRESS_SANITIZER FALSE
#endif

/* Whatever is loaded and kept for good has been by then. */
#define WARM_UP_ROUNDS 20
#define ROUNDS 200

/* By how much the memory that is ours alone may grow after that, in kB: that is what fonts and
 * glyphs that were not seen before take, and not one per cent of a popover for each time. */
#define GROWTH_BOUND 1024

/* How many sources come and go by themselves, such as the timers of connections. */
#define SOURCES_BOUND 5

#define N_PEOPLE 300

static gboolean drawn;

static gboolean
on_draw (GtkWidget *widget, cairo_t *cr, gpointer user_data)
{
  drawn = TRUE;

  return GDK_EVENT_PROPAGATE;
}

/* Memory that would not be there without this process, in kB. */
static guint
read_private_dirty (void)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  const char *line;

  malloc_trim (0);
  g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, &error);
  g_assert_no_error (error);
  line = strstr (text, "Private_Dirty:");
  g_assert_nonnull (line);

  return (guint) g_ascii_strtoull (line + strlen ("Private_Dirty:"), NULL, 10);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Opens the popover, does what people do, and closes it. */
static void
play_round (PopoverFixture *fixture, TbPopover *popover, guint number)
{
  PusherPresence *presence = pusher_channel_get_presence (popover_fixture_get_room (fixture));
  GtkWidget *window = GTK_WIDGET (popover);
  g_autofree char *id = g_strdup_printf ("guest %u", number);
  g_autofree char *avatar = g_strdup_printf ("/avatars/%u.png", number % 10);
  g_autofree char *title = g_strdup_printf ("Order %u", number);
  GtkWidget *list;
  GtkAdjustment *adjustment;

  popover_fixture_join_with_avatar (presence, id, id, avatar);
  tb_inbox_remove (fixture->inbox, popover_fixture_notify (fixture, title, "", TB_URGENCY_LOW, 0));
  drawn = FALSE;
  tb_popover_present_at (popover, 1200, 10, NULL);
  WAIT_UNTIL (drawn);

  list = popover_fixture_find (window, TB_TYPE_MEMBER_LIST, 0);
  adjustment = gtk_scrollable_get_vadjustment (
      GTK_SCROLLABLE (gtk_widget_get_ancestor (list, GTK_TYPE_VIEWPORT)));
  gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD);
  gtk_adjustment_set_value (adjustment, (number * 997) % 8000);
  pusher_member_set_typing (pusher_presence_lookup (presence, id), TRUE);
  settle ();
  gtk_button_clicked (GTK_BUTTON (popover_fixture_find (window, TB_TYPE_FOLD_BUTTON, 0)));
  settle ();
  gtk_button_clicked (GTK_BUTTON (popover_fixture_find (window, TB_TYPE_FOLD_BUTTON, 0)));
  popover_fixture_leave (presence, id);
  settle ();
  gtk_widget_hide (window);
  settle ();
}

static void
test_opening_and_closing_leaves_nothing (void)
{
  PopoverFixture *fixture = popover_fixture_new (TRUE, TRUE);
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();
  TbSession *session = popover_fixture_get_session (fixture);
  TbPopover *popover;
  PusherPresence *presence;
  SoakCensus before;
  SoakCensus after;
  guint memory_before;
  guint memory_after;

  popover_fixture_wait_for_room (fixture);
  presence = pusher_channel_get_presence (popover_fixture_get_room (fixture));
  popover_fixture_fill (presence, "7", N_PEOPLE);
  popover_fixture_notify (fixture, "Disk almost full", "", TB_URGENCY_URGENT, 600);
  popover = tb_popover_new (fixture->sessions, fixture->inbox, G_ACTION_GROUP (fixture->actions));
  g_signal_connect_after (popover, "draw", G_CALLBACK (on_draw), NULL);
  g_ptr_array_add (objects, session);
  g_ptr_array_add (objects, tb_session_get_account (session));
  g_ptr_array_add (objects, fixture->inbox);
  g_ptr_array_add (objects, fixture->avatars);
  g_ptr_array_add (objects, fixture->actions);
  g_ptr_array_add (objects, popover_fixture_get_room (fixture));
  g_ptr_array_add (objects, presence);
  g_ptr_array_add (objects, pusher_presence_lookup (presence, "7"));
  g_ptr_array_add (objects, pusher_presence_lookup (presence, "8"));

  for (guint i = 0; i < WARM_UP_ROUNDS; i++)
    play_round (fixture, popover, i);
  before = soak_census_take (objects, dev_server_get_port (fixture->server));
  memory_before = read_private_dirty ();
  for (guint i = WARM_UP_ROUNDS; i < ROUNDS; i++)
    play_round (fixture, popover, i);
  after = soak_census_take (objects, dev_server_get_port (fixture->server));
  memory_after = read_private_dirty ();

  g_test_message ("private dirty memory: %u kB after %d times, %u kB after %d", memory_before,
                  WARM_UP_ROUNDS, memory_after, ROUNDS);
  g_test_message ("sources: %u and %u; handlers: %u and %u", before.sources, after.sources,
                  before.handlers, after.handlers);
  if (!HAS_ADDRESS_SANITIZER)
    g_assert_cmpuint (memory_after, <, memory_before + GROWTH_BOUND);
  g_assert_cmpuint (after.sources, <, before.sources + SOURCES_BOUND);
  /* A request that is still under way takes its handlers with it. */
  WAIT_UNTIL (soak_census_take (objects, dev_server_get_port (fixture->server)).handlers
              <= before.handlers);

  gtk_widget_destroy (GTK_WIDGET (popover));
  popover_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  g_assert_true (tb_ui_ensure (&error));
  g_test_add_func ("/popover/opening-and-closing-leaves-nothing",
                   test_opening_and_closing_leaves_nothing);

  return g_test_run ();
}
