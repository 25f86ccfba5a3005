/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "inbox/tb-inbox.h"
#include "inbox/tb-store-private.h"

G_BEGIN_DECLS

#define STORE_FIXTURE_START G_GINT64_CONSTANT (1700000000000000)

/* Goes on when the condition holds, and ends the test if that takes too long. */
#define STORE_WAIT_UNTIL(condition)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 store_deadline = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;                     \
                                                                                                   \
    while (!(condition))                                                                           \
      {                                                                                            \
        g_assert_cmpint (g_get_monotonic_time (), <, store_deadline);                              \
        if (!g_main_context_iteration (NULL, FALSE))                                               \
          g_usleep (1000);                                                                         \
      }                                                                                            \
  }                                                                                                \
  G_STMT_END

/* What the program has computed so far, in µs: other programs on the machine do not count. */
gint64 store_fixture_get_time (void);

/* Under a sanitizer everything takes longer, and no figure means anything. */
#ifdef __SANITIZE_ADDRESS__
#define STORE_FIXTURE_PATIENCE 30
#else
#define STORE_FIXTURE_PATIENCE 1
#endif

/* A folder of its own for one test, and what is in it. */
typedef struct
{
  char *parent;
  char *folder; /* of the store; not there before it is made */
  TbStore *store;
  TbInbox *inbox;
} StoreFixture;

void store_fixture_set_up (StoreFixture *fixture, gconstpointer data);
void store_fixture_tear_down (StoreFixture *fixture, gconstpointer data);

/* The store, opened if it is not. */
void store_fixture_open (StoreFixture *fixture);

/* Closes it as a program does that ends in peace; asserts that nothing is left of it. */
void store_fixture_close (StoreFixture *fixture);

/* (transfer full): the path of a file in the folder. */
char *store_fixture_path (StoreFixture *fixture, const char *name);

/* (transfer full): the names in the folder that begin so, sorted and with a space behind each. */
char *store_fixture_list (StoreFixture *fixture, const char *beginning);

/* Carries out SQL on the database by another connection, which is closed again. */
void store_fixture_run_sql (StoreFixture *fixture, const char *sql);

/* The number that a query gives, by another connection. */
gint64 store_fixture_get_number (StoreFixture *fixture, const char *sql);

/* (transfer full): a notification. */
TbNotification *store_fixture_make (const char *account_id,
                                    const char *dedupe_id,
                                    const char *title,
                                    TbUrgency urgency,
                                    gint64 received_at);

/* Adds one to the inbox; whether it was new. */
gboolean store_fixture_add (StoreFixture *fixture, const char *dedupe_id, const char *title);

/* (transfer full): the titles in the inbox, the newest first, with a space behind each; those that
 * are unread with a star before. */
char *store_fixture_describe (TbInbox *inbox);

/* Asserts what store_fixture_describe() says. */
void store_fixture_expect (StoreFixture *fixture, const char *titles);

G_END_DECLS
