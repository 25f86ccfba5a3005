/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-session-state.h"

/* The state that the user sees, for every way that things can stand. */

#define ERROR(text)                                                                                \
  &(const GError) { 0, 0, (char *) (text) }

static void
test_the_state_follows_from_the_facts (void)
{
  const struct
  {
    TbSessionFacts facts;
    TbSessionState state;
    const char *message;
  } cases[] = {
    { { .wanted = FALSE }, TB_SESSION_DISCONNECTED, NULL },
    /* What is not wanted has no problems. */
    { { .wanted = FALSE, .settings_error = ERROR ("settings") }, TB_SESSION_DISCONNECTED, NULL },
    { { .wanted = FALSE, .keyring_error = ERROR ("keyring") }, TB_SESSION_DISCONNECTED, NULL },
    { { .wanted = TRUE }, TB_SESSION_CONNECTING, NULL },
    { { .wanted = TRUE, .keyring_error = ERROR ("keyring") }, TB_SESSION_CONNECTING, "keyring" },
    { { .wanted = TRUE, .settings_error = ERROR ("settings"), .keyring_error = ERROR ("keyring") },
      TB_SESSION_REFUSED,
      "settings" },
    { { .wanted = TRUE, .has_connection = TRUE, .connection = PUSHER_CONNECTION_INITIALIZED },
      TB_SESSION_CONNECTING,
      NULL },
    { { .wanted = TRUE, .has_connection = TRUE, .connection = PUSHER_CONNECTION_CONNECTING },
      TB_SESSION_CONNECTING,
      NULL },
    { { .wanted = TRUE,
        .has_connection = TRUE,
        .connection = PUSHER_CONNECTION_CONNECTING,
        .connection_error = ERROR ("connection") },
      TB_SESSION_CONNECTING,
      "connection" },
    { { .wanted = TRUE,
        .has_connection = TRUE,
        .connection = PUSHER_CONNECTION_UNAVAILABLE,
        .connection_error = ERROR ("connection") },
      TB_SESSION_UNAVAILABLE,
      "connection" },
    { { .wanted = TRUE,
        .has_connection = TRUE,
        .connection = PUSHER_CONNECTION_REFUSED,
        .connection_error = ERROR ("connection") },
      TB_SESSION_REFUSED,
      "connection" },
    { { .wanted = TRUE, .has_connection = TRUE, .connection = PUSHER_CONNECTION_CONNECTED },
      TB_SESSION_CONNECTED,
      NULL },
    /* A channel's error is no error of the connection. */
    { { .wanted = TRUE,
        .has_connection = TRUE,
        .connection = PUSHER_CONNECTION_CONNECTED,
        .channel_error = ERROR ("wrong"),
        .channel_name = "private-a" },
      TB_SESSION_CONNECTED,
      "Channel private-a: wrong" },
    { { .wanted = TRUE,
        .has_connection = TRUE,
        .connection = PUSHER_CONNECTION_CONNECTED,
        .channel_error = ERROR ("wrong"),
        .channel_name = "private-a",
        .other_channels = 1 },
      TB_SESSION_CONNECTED,
      "Channel private-a and 1 other: wrong" },
    { { .wanted = TRUE,
        .has_connection = TRUE,
        .connection = PUSHER_CONNECTION_CONNECTED,
        .channel_error = ERROR ("wrong"),
        .channel_name = "private-a",
        .other_channels = 7 },
      TB_SESSION_CONNECTED,
      "Channel private-a and 7 others: wrong" },
    /* Unless the user has to do something about it, which is told before all else. */
    { { .wanted = TRUE,
        .has_connection = TRUE,
        .connection = PUSHER_CONNECTION_CONNECTED,
        .sign_in_error = ERROR ("sign in"),
        .channel_error = ERROR ("channel"),
        .connection_error = ERROR ("connection") },
      TB_SESSION_SIGN_IN_NEEDED,
      "sign in" },
    /* What a channel said before the connection was lost is old. */
    { { .wanted = TRUE,
        .has_connection = TRUE,
        .connection = PUSHER_CONNECTION_CONNECTING,
        .sign_in_error = ERROR ("sign in"),
        .channel_error = ERROR ("channel") },
      TB_SESSION_CONNECTING,
      NULL },
    { { .wanted = TRUE,
        .keyring_error = ERROR ("keyring"),
        .has_connection = TRUE,
        .connection = PUSHER_CONNECTION_CONNECTED },
      TB_SESSION_CONNECTED,
      NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *message = NULL;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpstr (
          tb_session_state_to_string (tb_session_state_derive (&cases[i].facts, &message)), ==,
          tb_session_state_to_string (cases[i].state));
      g_assert_cmpstr (message, ==, cases[i].message);
    }
}

static void
test_states_have_names_for_programs (void)
{
  g_assert_cmpstr (tb_session_state_to_string (TB_SESSION_DISCONNECTED), ==, "disconnected");
  g_assert_cmpstr (tb_session_state_to_string (TB_SESSION_CONNECTING), ==, "connecting");
  g_assert_cmpstr (tb_session_state_to_string (TB_SESSION_CONNECTED), ==, "connected");
  g_assert_cmpstr (tb_session_state_to_string (TB_SESSION_UNAVAILABLE), ==, "unavailable");
  g_assert_cmpstr (tb_session_state_to_string (TB_SESSION_REFUSED), ==, "refused");
  g_assert_cmpstr (tb_session_state_to_string (TB_SESSION_SIGN_IN_NEEDED), ==, "sign-in-needed");
}

static void
test_events_arrive_while_it_is_up (void)
{
  g_assert_true (tb_session_state_is_up (TB_SESSION_CONNECTED));
  g_assert_true (tb_session_state_is_up (TB_SESSION_SIGN_IN_NEEDED));
  g_assert_false (tb_session_state_is_up (TB_SESSION_DISCONNECTED));
  g_assert_false (tb_session_state_is_up (TB_SESSION_CONNECTING));
  g_assert_false (tb_session_state_is_up (TB_SESSION_UNAVAILABLE));
  g_assert_false (tb_session_state_is_up (TB_SESSION_REFUSED));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session-state/the-state-follows-from-the-facts",
                   test_the_state_follows_from_the_facts);
  g_test_add_func ("/session-state/states-have-names-for-programs",
                   test_states_have_names_for_programs);
  g_test_add_func ("/session-state/events-arrive-while-it-is-up",
                   test_events_arrive_while_it_is_up);

  return g_test_run ();
}
