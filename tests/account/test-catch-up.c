/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What becomes of what came while nobody listened, and of what was read here or elsewhere. */

#include "bus-fixture.h"
#include "session-fixture.h"

#define WEB "{'inbox-adapter': <'web'>}"
#define GATEWAY "{'inbox-adapter': <'gateway'>}"

static void
add (SessionFixture *fixture, const char *json)
{
  g_assert_true (dev_server_post (fixture->server, "inbox-add", "%s", json));
}

static void
describe_inbox (SessionFixture *fixture, TbSessionInboxFacts *facts)
{
  tb_session_describe_inbox (fixture->session, facts);
}

static gint64
fetched_at (SessionFixture *fixture)
{
  TbSessionInboxFacts facts;

  describe_inbox (fixture, &facts);
  return facts.fetched_at;
}

static gboolean
is_waiting (SessionFixture *fixture)
{
  TbSessionInboxFacts facts;

  describe_inbox (fixture, &facts);
  return facts.next_attempt_in >= 0;
}

static const char *
get_error (SessionFixture *fixture)
{
  TbSessionInboxFacts facts;

  describe_inbox (fixture, &facts);
  return facts.error;
}

/* Starts, and waits until the list was fetched. */
static void
start (SessionFixture *fixture, const char *settings)
{
  session_fixture_apply (fixture, settings);
  session_fixture_start (fixture);
  WAIT_UNTIL (fetched_at (fixture) != 0);
}

/* The connection is lost and comes back; waits until the list was fetched again. */
static void
interrupt (SessionFixture *fixture)
{
  gint64 before = dev_server_get_counter (fixture->server, "inboxFetches");
  gint64 last = fetched_at (fixture);

  dev_server_drop_all (fixture->server, FALSE);
  WAIT_UNTIL (tb_session_get_state (fixture->session) != TB_SESSION_CONNECTED);
  tb_session_retry_now (fixture->session);
  WAIT_UNTIL (dev_server_get_counter (fixture->server, "inboxFetches") > before
              && fetched_at (fixture) > last);
}

/* "title" of each question, the oldest first. */
static void
expect_questions (SessionFixture *fixture, const char *expected)
{
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < fixture->questions->len; i++)
    {
      const SessionQuestion *question = fixture->questions->pdata[i];

      g_string_append_printf (titles, "%s%s ", tb_notification_get_title (question->notification),
                              question->duplicate ? "(duplicate)" : "");
    }
  g_assert_cmpstr (titles->str, ==, expected);
}

static TbInboxEntry *
find (SessionFixture *fixture, const char *dedupe_id)
{
  TbInboxEntry *entry
      = tb_inbox_lookup_dedupe_id (fixture->inbox, SESSION_FIXTURE_ACCOUNT, dedupe_id);

  g_assert_nonnull (entry);
  return entry;
}

static const char *
find_id (SessionFixture *fixture, const char *dedupe_id)
{
  return tb_notification_get_id (tb_inbox_entry_get_notification (find (fixture, dedupe_id)));
}

static guint
count (SessionFixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->inbox));
}

static void
test_what_was_there_at_first_enters_silently (SessionFixture *fixture, gconstpointer data)
{
  TbInboxEntry *entry;

  add (fixture, "{\"id\":\"a\",\"title\":\"Old\",\"secondsAgo\":7200}");
  add (fixture, "{\"id\":\"b\",\"title\":\"Read\",\"secondsAgo\":60,\"read\":true}");
  add (fixture, "{\"id\":\"c\",\"title\":\"Fire\",\"urgency\":\"urgent\"}");
  start (fixture, WEB);

  expect_questions (fixture, "");
  g_assert_cmpuint (count (fixture), ==, 3);
  g_assert_true (tb_inbox_entry_get_unread (find (fixture, "a")));
  g_assert_false (tb_inbox_entry_get_unread (find (fixture, "b")));
  entry = find (fixture, "c");
  g_assert_cmpint (tb_notification_get_urgency (tb_inbox_entry_get_notification (entry)), ==,
                   TB_URGENCY_URGENT);
  g_assert_true (tb_inbox_entry_get_acknowledged (entry));
  /* By its own time. */
  g_assert_cmpint (
      tb_notification_get_received_at (tb_inbox_entry_get_notification (find (fixture, "a"))), <,
      g_get_real_time () - G_TIME_SPAN_HOUR);
  g_assert_null (get_error (fixture));
}

static void
test_what_came_meanwhile_is_told_in_its_order (SessionFixture *fixture, gconstpointer data)
{
  start (fixture, data);
  add (fixture, "{\"id\":\"a\",\"title\":\"First\",\"secondsAgo\":20}");
  add (fixture, "{\"id\":\"b\",\"title\":\"Seen\",\"secondsAgo\":10,\"read\":true}");
  add (fixture, "{\"id\":\"c\",\"title\":\"Second\",\"data\":{\"href\":\"/orders/7\"}}");
  interrupt (fixture);

  expect_questions (fixture, "First Second ");
  g_assert_cmpuint (tb_inbox_get_unread (fixture->inbox), ==, 2);
  g_assert_true (g_str_has_suffix (
      tb_notification_get_link (tb_inbox_entry_get_notification (find (fixture, "c"))),
      "/orders/7"));
  interrupt (fixture);
  expect_questions (fixture, "First Second ");
}

static void
test_nothing_is_asked_of_who_keeps_no_list (SessionFixture *fixture, gconstpointer data)
{
  add (fixture, "{\"id\":\"a\",\"title\":\"Old\"}");
  session_fixture_start (fixture);
  dev_server_publish (fixture->server, SESSION_FIXTURE_USER, "notification",
                      "{\"id\":\"x\",\"title\":\"Live\"}");
  WAIT_UNTIL (fixture->questions->len == 1);
  tb_inbox_mark_all_read (fixture->inbox, NULL);
  g_assert_cmpint (dev_server_get_counter (fixture->server, "inboxFetches"), ==, 0);
  g_assert_cmpuint (tb_outbox_count (tb_inbox_get_outbox (fixture->inbox), NULL), ==, 0);
}

static void
test_two_hundred_at_most_and_page_by_page (SessionFixture *fixture, gconstpointer data)
{
  add (fixture, "{\"id\":\"n\",\"title\":\"Item\",\"times\":250}");
  start (fixture, data);
  g_assert_cmpuint (count (fixture), ==, 200);
  g_assert_cmpint (dev_server_get_counter (fixture->server, "inboxFetches"), ==, 2);
  find (fixture, "n 249");

  tb_inbox_mark_all_read (fixture->inbox, NULL);
  WAIT_UNTIL (tb_outbox_count (tb_inbox_get_outbox (fixture->inbox), NULL) == 0);
}

static void
test_live_and_fetched_is_one (SessionFixture *fixture, gconstpointer data)
{
  start (fixture, WEB);
  add (fixture, "{\"id\":\"a\",\"title\":\"Live\",\"publish\":true}");
  WAIT_UNTIL (fixture->questions->len == 1);
  interrupt (fixture);
  expect_questions (fixture, "Live ");
  g_assert_cmpuint (count (fixture), ==, 1);
}

static void
test_live_without_an_id_and_fetched_is_one (SessionFixture *fixture, gconstpointer data)
{
  start (fixture, WEB);
  dev_server_publish (fixture->server, SESSION_FIXTURE_USER, "notification",
                      "{\"title\":\"Nameless\",\"body\":\"B\"}");
  WAIT_UNTIL (fixture->questions->len == 1);
  add (fixture, "{\"id\":\"a\",\"title\":\"Nameless\",\"body\":\"B\"}");
  interrupt (fixture);
  expect_questions (fixture, "Nameless ");
  g_assert_cmpuint (count (fixture), ==, 1);

  /* From now on it has a name. */
  tb_inbox_mark_read (fixture->inbox, find_id (fixture, "a"));
  WAIT_UNTIL (dev_server_get_counter (fixture->server, "inboxMarks") == 1);
}

static void
test_fetched_and_then_live_without_an_id_is_one (SessionFixture *fixture, gconstpointer data)
{
  start (fixture, WEB);
  add (fixture, "{\"id\":\"a\",\"title\":\"Nameless\"}");
  interrupt (fixture);
  WAIT_UNTIL (session_fixture_is_subscribed (fixture, SESSION_FIXTURE_USER));
  dev_server_publish (fixture->server, SESSION_FIXTURE_USER, "notification",
                      "{\"title\":\"Nameless\"}");
  WAIT_UNTIL (fixture->questions->len == 2);
  expect_questions (fixture, "Nameless Nameless(duplicate) ");
  g_assert_cmpuint (count (fixture), ==, 1);

  /* The next is another. */
  dev_server_publish (fixture->server, SESSION_FIXTURE_USER, "notification",
                      "{\"title\":\"Nameless\"}");
  WAIT_UNTIL (fixture->questions->len == 3);
  g_assert_cmpuint (count (fixture), ==, 2);
}

static void
test_what_has_no_id_in_the_list_is_known_again (SessionFixture *fixture, gconstpointer data)
{
  start (fixture, WEB);
  add (fixture, "{\"title\":\"Nameless\"}");
  interrupt (fixture);
  interrupt (fixture);
  expect_questions (fixture, "Nameless ");
  tb_inbox_mark_all_read (fixture->inbox, NULL);
  g_assert_cmpuint (tb_outbox_count (tb_inbox_get_outbox (fixture->inbox), NULL), ==, 0);
}

static void
test_reading_here_is_told_there_once (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) shown = NULL;
  JsonArray *items;

  start (fixture, data);
  add (fixture, "{\"id\":\"a/1\",\"title\":\"A\",\"publish\":true}");
  add (fixture, "{\"id\":\"b\",\"title\":\"B\",\"publish\":true}");
  WAIT_UNTIL (fixture->questions->len == 2);
  tb_inbox_mark_read (fixture->inbox, find_id (fixture, "a/1"));
  WAIT_UNTIL (dev_server_get_counter (fixture->server, "inboxMarks") == 1);
  WAIT_UNTIL (tb_outbox_count (tb_inbox_get_outbox (fixture->inbox), NULL) == 0);
  interrupt (fixture);

  g_assert_cmpint (dev_server_get_counter (fixture->server, "inboxMarks"), ==, 1);
  shown = dev_server_get (fixture->server, "inbox");
  items = json_object_get_array_member (shown, "notifications");
  g_assert_false (
      json_object_get_boolean_member (json_array_get_object_element (items, 0), "read"));
  g_assert_true (json_object_get_boolean_member (json_array_get_object_element (items, 1), "read"));
}

static void
test_marks_wait_for_the_connection_in_their_order (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) shown = NULL;
  g_autoptr (GString) ids = g_string_new (NULL);
  JsonArray *requests;

  start (fixture, WEB);
  add (fixture, "{\"id\":\"n\",\"title\":\"T\",\"times\":3,\"publish\":true}");
  WAIT_UNTIL (fixture->questions->len == 3);
  dev_server_drop_all (fixture->server, FALSE);
  WAIT_UNTIL (tb_session_get_state (fixture->session) != TB_SESSION_CONNECTED);
  tb_inbox_mark_read (fixture->inbox, find_id (fixture, "n 1"));
  tb_inbox_mark_read (fixture->inbox, find_id (fixture, "n 0"));
  tb_inbox_mark_read (fixture->inbox, find_id (fixture, "n 2"));
  g_assert_cmpint (dev_server_get_counter (fixture->server, "inboxMarks"), ==, 0);
  tb_session_retry_now (fixture->session);
  WAIT_UNTIL (tb_outbox_count (tb_inbox_get_outbox (fixture->inbox), NULL) == 0);

  shown = dev_server_get (fixture->server, "inbox");
  requests = json_object_get_array_member (shown, "requests");
  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);

      if (g_str_equal (json_object_get_string_member (request, "method"), "PATCH"))
        g_string_append (ids, json_object_get_string_member (request, "path"));
    }
  g_assert_cmpstr (ids->str, ==, "/n 1/n 0/n 2");
}

static void
test_a_mark_that_the_web_app_does_not_know_is_dropped (SessionFixture *fixture, gconstpointer data)
{
  start (fixture, WEB);
  dev_server_publish (fixture->server, SESSION_FIXTURE_USER, "notification",
                      "{\"id\":\"elsewhere\",\"title\":\"x\"}");
  WAIT_UNTIL (fixture->questions->len == 1);
  tb_inbox_mark_all_read (fixture->inbox, NULL);
  WAIT_UNTIL (tb_outbox_count (tb_inbox_get_outbox (fixture->inbox), NULL) == 0);
  g_assert_null (get_error (fixture));
}

static void
test_the_lists_id_is_told_where_the_event_has_another (SessionFixture *fixture, gconstpointer data)
{
  start (fixture, WEB);
  add (fixture, "{\"id\":\"a\",\"eventId\":\"e\",\"title\":\"x\",\"publish\":true}");
  dev_server_publish (fixture->server, SESSION_FIXTURE_USER, "notification",
                      "{\"id\":\"b\",\"eventId\":\"f\",\"title\":\"y\"}");
  WAIT_UNTIL (fixture->questions->len == 2);
  add (fixture, "{\"id\":\"b\",\"title\":\"y\",\"data\":{\"eventId\":\"f\"}}");
  interrupt (fixture);
  g_assert_cmpuint (count (fixture), ==, 2);
  g_assert_true (dev_server_post (fixture->server, "inbox-read", "{\"ids\":[\"a\"]}"));
  WAIT_UNTIL (tb_inbox_get_unread (fixture->inbox) == 1);
  tb_inbox_mark_all_read (fixture->inbox, NULL);
  WAIT_UNTIL (dev_server_get_counter (fixture->server, "inboxMarks") == 1);
}

static void
test_what_is_read_elsewhere_is_read_here (SessionFixture *fixture, gconstpointer data)
{
  const TbInboxState *state;

  start (fixture, WEB);
  add (fixture, "{\"id\":\"n\",\"title\":\"T\",\"times\":3,\"publish\":true}");
  add (fixture, "{\"id\":\"u\",\"title\":\"U\",\"publish\":true,"
                "\"event\":\"notification:urgent\"}");
  WAIT_UNTIL (fixture->questions->len == 4);

  /* By an event. */
  dev_server_publish (fixture->server, SESSION_FIXTURE_USER, "notification:read",
                      "{\"id\":\"n 0\"}");
  g_assert_true (dev_server_post (fixture->server, "inbox-read", "{\"ids\":[\"n 1\",\"u\"]}"));
  WAIT_UNTIL (tb_inbox_get_unread (fixture->inbox) == 1);
  state = tb_inbox_entry_get_state (find (fixture, "u"));
  g_assert_cmpint (state->acknowledged_at, !=, 0);
  g_assert_cmpint (state->acknowledged_place, ==, TB_PLACE_ELSEWHERE);
  g_assert_cmpint (tb_inbox_entry_get_state (find (fixture, "n 0"))->read_place, ==,
                   TB_PLACE_ELSEWHERE);

  /* Seen when fetched. */
  g_assert_true (
      dev_server_post (fixture->server, "inbox-read", "{\"ids\":[\"n 2\"],\"silent\":true}"));
  interrupt (fixture);
  g_assert_cmpuint (tb_inbox_get_unread (fixture->inbox), ==, 0);
  /* And not told back. */
  g_assert_cmpint (dev_server_get_counter (fixture->server, "inboxMarks"), ==, 0);
}

static void
test_our_own_word_does_not_acknowledge (SessionFixture *fixture, gconstpointer data)
{
  start (fixture, WEB);
  add (fixture, "{\"id\":\"u\",\"title\":\"U\",\"publish\":true,"
                "\"event\":\"notification:urgent\"}");
  WAIT_UNTIL (fixture->questions->len == 1);
  tb_inbox_mark_read (fixture->inbox, find_id (fixture, "u"));
  WAIT_UNTIL (strstr (fixture->events->str, "notification:read") != NULL);
  interrupt (fixture);
  g_assert_false (tb_inbox_entry_get_acknowledged (find (fixture, "u")));
  tb_inbox_acknowledge (fixture->inbox, find_id (fixture, "u"));
  g_assert_cmpint (dev_server_get_counter (fixture->server, "inboxMarks"), ==, 1);
}

static void
test_many_marks_are_one_when_all_is_read (SessionFixture *fixture, gconstpointer data)
{
  add (fixture, "{\"id\":\"n\",\"title\":\"T\",\"times\":150}");
  start (fixture, GATEWAY);
  tb_inbox_mark_all_read (fixture->inbox, NULL);
  WAIT_UNTIL (tb_outbox_count (tb_inbox_get_outbox (fixture->inbox), NULL) == 0);
  {
    g_autoptr (JsonObject) shown = dev_server_get (fixture->server, "inbox");
    JsonArray *items = json_object_get_array_member (shown, "notifications");

    for (guint i = 0; i < json_array_get_length (items); i++)
      g_assert_true (
          json_object_get_boolean_member (json_array_get_object_element (items, i), "read"));
  }
  g_assert_cmpint (dev_server_get_counter (fixture->server, "inboxMarks"), <=, 3);
}

typedef struct
{
  const char *fault;
  const char *fragment;
  gboolean needs_credentials;
  guint wait; /* at least, in s */
} Trouble;

static void
test_each_trouble_has_a_sentence_and_passes (SessionFixture *fixture, gconstpointer data)
{
  static const Trouble troubles[] = {
    { "{\"mode\":\"status\",\"status\":401}", "sign in again", TRUE, 900 },
    { "{\"mode\":\"redirect\"}", "sign in again", TRUE, 900 },
    { "{\"mode\":\"html\"}", "sign in again", TRUE, 900 },
    { "{\"mode\":\"status\",\"status\":403}", "ask whoever runs it", FALSE, 900 },
    { "{\"mode\":\"status\",\"status\":404}", "check the inbox", FALSE, 900 },
    { "{\"mode\":\"status\",\"status\":409}", "keeps no list", FALSE, 900 },
    { "{\"mode\":\"status\",\"status\":400}", "did not understand", FALSE, 900 },
    { "{\"mode\":\"malformed\"}", "check the inbox", FALSE, 900 },
    { "{\"mode\":\"malformed\",\"body\":\"[]\"}", "check the inbox", FALSE, 900 },
    { "{\"mode\":\"malformed\",\"body\":\"{\\\"success\\\":false,\\\"data\\\":{}}\"}",
      "check the inbox", FALSE, 900 },
    { "{\"mode\":\"huge\"}", "too large", FALSE, 900 },
    { "{\"mode\":\"status\",\"status\":503,\"retryAfter\":120}", "asked again", FALSE, 120 },
    { "{\"mode\":\"status\",\"status\":500}", "asked again", FALSE, 1 },
  };

  start (fixture, WEB);
  add (fixture, "{\"id\":\"a\",\"title\":\"Meanwhile\"}");
  for (gsize i = 0; i < G_N_ELEMENTS (troubles); i++)
    {
      const Trouble *trouble = &troubles[i];
      gint64 fetches = dev_server_get_counter (fixture->server, "inboxFetches");
      TbSessionInboxFacts facts;

      g_test_message ("%s", trouble->fault);
      g_assert_true (dev_server_post (fixture->server, "inbox-fault", "%s", trouble->fault));
      dev_server_drop_all (fixture->server, FALSE);
      WAIT_UNTIL (tb_session_get_state (fixture->session) != TB_SESSION_CONNECTED);
      tb_session_retry_now (fixture->session);
      WAIT_UNTIL (dev_server_get_counter (fixture->server, "inboxFetches") > fetches
                  && is_waiting (fixture)
                  && strstr (get_error (fixture), trouble->fragment) != NULL);
      describe_inbox (fixture, &facts);
      g_assert_cmpint (facts.needs_credentials, ==, trouble->needs_credentials);
      g_assert_cmpint (facts.next_attempt_in, >=, trouble->wait * G_USEC_PER_SEC);
      g_assert_cmpint (tb_session_get_state (fixture->session), ==, TB_SESSION_CONNECTED);
      expect_questions (fixture, "");
    }

  /* By itself, in its time. */
  g_assert_true (dev_server_post (fixture->server, "inbox-fault", "{}"));
  fake_clock_advance (fixture->clock, 70);
  WAIT_UNTIL (get_error (fixture) == NULL);
  expect_questions (fixture, "Meanwhile ");
}

static void
test_one_that_does_not_answer_is_asked_again (SessionFixture *fixture, gconstpointer data)
{
  g_assert_true (
      dev_server_post (fixture->server, "inbox-fault", "{\"mode\":\"hang\",\"count\":1}"));
  session_fixture_apply (fixture, WEB);
  session_fixture_start (fixture);
  WAIT_UNTIL (dev_server_get_counter (fixture->server, "inboxFetches") == 1);
  fake_clock_advance (fixture->clock, 16);
  WAIT_UNTIL (get_error (fixture) != NULL);
  g_assert_nonnull (strstr (get_error (fixture), "does not answer"));
  fake_clock_advance (fixture->clock, 5);
  WAIT_UNTIL (fetched_at (fixture) != 0);
  g_assert_null (get_error (fixture));
}

static void
test_marks_survive_trouble (SessionFixture *fixture, gconstpointer data)
{
  TbSessionInboxFacts facts;

  start (fixture, data);
  add (fixture, "{\"id\":\"a\",\"title\":\"T\",\"publish\":true}");
  WAIT_UNTIL (fixture->questions->len == 1);
  g_assert_true (dev_server_post (fixture->server, "inbox-fault",
                                  "{\"mode\":\"status\",\"status\":503,\"channel\":\"mark\"}"));
  tb_inbox_mark_all_read (fixture->inbox, NULL);
  WAIT_UNTIL (get_error (fixture) != NULL);
  describe_inbox (fixture, &facts);
  g_assert_cmpuint (facts.n_waiting, ==, 1);
  g_assert_true (dev_server_post (fixture->server, "inbox-fault", "{}"));
  fake_clock_advance (fixture->clock, 5);
  WAIT_UNTIL (get_error (fixture) == NULL);
  describe_inbox (fixture, &facts);
  g_assert_cmpuint (facts.n_waiting, ==, 0);
}

static void
test_other_credentials_are_tried_at_once (SessionFixture *fixture, gconstpointer data)
{
  g_assert_true (
      dev_server_post (fixture->server, "inbox-fault", "{\"mode\":\"status\",\"status\":401}"));
  session_fixture_apply (fixture, WEB);
  session_fixture_start (fixture);
  WAIT_UNTIL (get_error (fixture) != NULL);
  g_assert_true (dev_server_post (fixture->server, "inbox-fault", "{}"));
  tb_session_secret_changed (fixture->session);
  WAIT_UNTIL (fetched_at (fixture) != 0);
}

static void
test_a_reload_fetches_too (SessionFixture *fixture, gconstpointer data)
{
  start (fixture, WEB);
  add (fixture, "{\"id\":\"a\",\"title\":\"Meanwhile\"}");
  dev_server_publish (fixture->server, SESSION_FIXTURE_USER, "system:reload", "{}");
  WAIT_UNTIL (strstr (fixture->events->str, "system:reload") != NULL);
  fake_clock_advance (fixture->clock, 11);
  WAIT_UNTIL (fixture->questions->len > 1);
  g_assert_cmpuint (count (fixture), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD_FOR(name, data, function)                                                              \
  g_test_add ("/catch-up/" name, SessionFixture, data, session_fixture_set_up, function,           \
              session_fixture_tear_down)
#define ADD(name, function) ADD_FOR (name, NULL, function)
  ADD ("what-was-there-at-first-enters-silently", test_what_was_there_at_first_enters_silently);
  ADD_FOR ("what-came-meanwhile-is-told-in-its-order/web", WEB,
           test_what_came_meanwhile_is_told_in_its_order);
  ADD_FOR ("what-came-meanwhile-is-told-in-its-order/gateway", GATEWAY,
           test_what_came_meanwhile_is_told_in_its_order);
  ADD ("nothing-is-asked-of-who-keeps-no-list", test_nothing_is_asked_of_who_keeps_no_list);
  ADD_FOR ("two-hundred-at-most-and-page-by-page/web", WEB,
           test_two_hundred_at_most_and_page_by_page);
  ADD_FOR ("two-hundred-at-most-and-page-by-page/gateway", GATEWAY,
           test_two_hundred_at_most_and_page_by_page);
  ADD ("live-and-fetched-is-one", test_live_and_fetched_is_one);
  ADD ("live-without-an-id-and-fetched-is-one", test_live_without_an_id_and_fetched_is_one);
  ADD ("fetched-and-then-live-without-an-id-is-one",
       test_fetched_and_then_live_without_an_id_is_one);
  ADD ("what-has-no-id-in-the-list-is-known-again", test_what_has_no_id_in_the_list_is_known_again);
  ADD_FOR ("reading-here-is-told-there-once/web", WEB, test_reading_here_is_told_there_once);
  ADD_FOR ("reading-here-is-told-there-once/gateway", GATEWAY,
           test_reading_here_is_told_there_once);
  ADD ("marks-wait-for-the-connection-in-their-order",
       test_marks_wait_for_the_connection_in_their_order);
  ADD ("a-mark-that-the-web-app-does-not-know-is-dropped",
       test_a_mark_that_the_web_app_does_not_know_is_dropped);
  ADD ("the-lists-id-is-told-where-the-event-has-another",
       test_the_lists_id_is_told_where_the_event_has_another);
  ADD ("what-is-read-elsewhere-is-read-here", test_what_is_read_elsewhere_is_read_here);
  ADD ("our-own-word-does-not-acknowledge", test_our_own_word_does_not_acknowledge);
  ADD ("many-marks-are-one-when-all-is-read", test_many_marks_are_one_when_all_is_read);
  ADD ("each-trouble-has-a-sentence-and-passes", test_each_trouble_has_a_sentence_and_passes);
  ADD ("one-that-does-not-answer-is-asked-again", test_one_that_does_not_answer_is_asked_again);
  ADD_FOR ("marks-survive-trouble/web", WEB, test_marks_survive_trouble);
  ADD_FOR ("marks-survive-trouble/gateway", GATEWAY, test_marks_survive_trouble);
  ADD ("other-credentials-are-tried-at-once", test_other_credentials_are_tried_at_once);
  ADD ("a-reload-fetches-too", test_a_reload_fetches_too);
#undef ADD
#undef ADD_FOR

  return session_fixture_run ();
}
