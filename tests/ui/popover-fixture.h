/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-session-list.h"
#include "dev-server.h"
#include "ui/tb-popover.h"

G_BEGIN_DECLS

#define POPOVER_FIXTURE_ACCOUNT "acme"
#define POPOVER_FIXTURE_ROOM "doc_789"

/* Everything that a popover shows, alive: a server, a session that is signed in to it as Alice, an
 * inbox, and actions that record what was asked of them. */
typedef struct
{
  DevServer *server;
  TbKeyring *keyring;
  TbRules *rules;
  TbInbox *inbox;
  TbAccountList *accounts;
  TbAvatars *avatars;
  char *picture_folder;
  TbSessionList *sessions;
  GSimpleActionGroup *actions;
  GPtrArray *activated; /* "name target" of each activation */
} PopoverFixture;

/* Runs the main loop until @condition holds, with a deadline. */
#define WAIT_UNTIL(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint wait_deadline = popover_fixture_add_deadline ();                                         \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (wait_deadline);                                                               \
  }                                                                                                \
  G_STMT_END

PopoverFixture *popover_fixture_new (gboolean with_account, gboolean reachable);
void popover_fixture_add_account (PopoverFixture *self, guint number);
void popover_fixture_free (PopoverFixture *self);
TbSession *popover_fixture_get_session (PopoverFixture *self);
PusherChannel *popover_fixture_get_room (PopoverFixture *self);
void popover_fixture_wait_for_channel (PopoverFixture *self, const char *name);
void popover_fixture_wait_for_room (PopoverFixture *self);
void popover_fixture_on_activated (GSimpleAction *action, GVariant *target, gpointer user_data);
const char *popover_fixture_notify (
    PopoverFixture *self, const char *title, const char *body, TbUrgency urgency, gint64 age);

guint popover_fixture_add_deadline (void);
void popover_fixture_fill (PusherPresence *presence, const char *me, guint n_members);
void popover_fixture_join (PusherPresence *presence, const char *id, const char *name);
void popover_fixture_join_with_avatar (PusherPresence *presence,
                                       const char *id,
                                       const char *name,
                                       const char *avatar);
void popover_fixture_leave (PusherPresence *presence, const char *id);

void popover_fixture_change_focus (GtkWidget *window, gboolean in);
GtkWidget *popover_fixture_find (GtkWidget *root, GType type, guint number);
guint popover_fixture_count (GtkWidget *root, GType type);
GtkWidget *popover_fixture_find_label (GtkWidget *root, const char *text);
GtkWidget *popover_fixture_find_control (GtkWidget *root, const char *name);
gboolean popover_fixture_shows (GtkWidget *root, const char *text);

G_END_DECLS
