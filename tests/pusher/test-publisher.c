/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Publishing through a server's HTTP API (rows of part 18). */

#include "network-fixture.h"

#include <string.h>

#include "pusher/pusher-publisher.h"
#include "pusher/pusher-request-signature.h"

#define SECRET "a-secret-of-the-application"

/* A server that answers as it is told, and the last request that it got. */
typedef struct
{
  NetworkFixture *network;
  SoupServer *server;
  PusherPublisher *publisher;
  guint status;
  const char *answer;
  const char *location;
  gint64 time; /* what its clock says; 0 for the time that it is */
  gboolean holds;
  SoupServerMessage *held;
  guint requests;
  char *path;
  char *query;
  char *body;
  char *content_type;
} Api;

typedef struct
{
  gboolean ready;
  gboolean published;
  GError *error;
} Outcome;

static void
outcome_clear (Outcome *outcome)
{
  g_clear_error (&outcome->error);
  outcome->ready = FALSE;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Api *self = user_data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  g_assert_cmpstr (soup_server_message_get_method (message), ==, "POST");
  g_free (self->path);
  self->path = g_strdup (g_uri_get_path (soup_server_message_get_uri (message)));
  g_free (self->query);
  self->query = g_strdup (g_uri_get_query (soup_server_message_get_uri (message)));
  g_free (self->body);
  self->body = g_strndup (body->data, (gsize) body->length);
  g_free (self->content_type);
  self->content_type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  self->requests++;
  if (self->holds)
    {
      self->held = g_object_ref (message);
      soup_server_message_pause (message);
      return;
    }

  if (self->location != NULL)
    soup_server_message_set_redirect (message, self->status, self->location);
  else
    soup_server_message_set_status (message, self->status, NULL);
  if (self->time != 0)
    {
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (self->time);
      g_autofree char *text = soup_date_time_to_string (date, SOUP_DATE_HTTP);

      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Date",
                                    text);
    }
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, self->answer,
                                    strlen (self->answer));
}

static PusherOptions *
options_new (const char *key, guint16 port)
{
  PusherOptions *options = pusher_options_new (key);

  pusher_options_set_host (options, "127.0.0.1");
  pusher_options_set_port (options, port);
  pusher_options_set_tls (options, FALSE);

  return options;
}

static PusherPublisher *
publisher_new (NetworkFixture *network,
               PusherOptions *options,
               const char *app_id,
               const char *secret)
{
  g_autoptr (GError) error = NULL;
  PusherPublisher *publisher = pusher_publisher_new (
      network->session, PUSHER_CLOCK (network->clock), options, app_id, secret, &error);

  g_assert_no_error (error);
  return publisher;
}

static Api *
api_new (const char *path)
{
  Api *self = g_new0 (Api, 1);
  g_autoslist (GUri) uris = NULL;
  g_autoptr (PusherOptions) options = NULL;
  g_autoptr (GError) error = NULL;

  self->network = network_fixture_new ();
  self->status = 200;
  self->answer = "{}";
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  options = options_new ("a key", (guint16) g_uri_get_port (uris->data));
  pusher_options_set_path (options, path);
  self->publisher = publisher_new (self->network, options, "42", SECRET);

  return self;
}

static void
api_free (Api *self)
{
  if (self->held != NULL)
    {
      soup_server_message_unpause (self->held);
      g_clear_object (&self->held);
    }
  g_assert_finalize_object (self->publisher);
  soup_server_disconnect (self->server);
  network_fixture_free (self->network);
  g_assert_finalize_object (self->server);
  g_free (self->path);
  g_free (self->query);
  g_free (self->body);
  g_free (self->content_type);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Api, api_free)

static void
on_published (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->published
      = pusher_publisher_publish_finish (PUSHER_PUBLISHER (source), result, &outcome->error);
  g_assert_true (outcome->published == (outcome->error == NULL));
  outcome->ready = TRUE;
}

static PusherPublication *
publication_new (const char *channels, const char *data)
{
  g_auto (GStrv) names = g_strsplit (channels, " ", -1);
  g_autoptr (GError) error = NULL;
  PusherPublication *publication
      = pusher_publication_new ((const char *const *) names, "notification", data, NULL, &error);

  g_assert_no_error (error);
  return publication;
}

static void
publish (PusherPublisher *publisher, const char *channels, const char *data, Outcome *outcome)
{
  g_autoptr (PusherPublication) publication = publication_new (channels, data);

  outcome_clear (outcome);
  pusher_publisher_publish_async (publisher, publication, NULL, on_published, outcome);
  WAIT_FOR (outcome->ready);
}

/* The worked example of the documentation. */
static void
test_documented_signature (void)
{
  const char *body
      = "{\"name\":\"foo\",\"channels\":[\"project-3\"],\"data\":\"{\\\"some\\\":\\\"data\\\"}\"}";
  g_autofree char *query = pusher_request_signature_build_query (
      "POST", "/apps/3/events", "278d425bdf160c739803", "7ad3773142a6692b25b8", 1353088179, body,
      strlen (body));

  g_assert_cmpstr (
      query, ==,
      "auth_key=278d425bdf160c739803&auth_timestamp=1353088179&auth_version=1.0"
      "&body_md5=ec365a775a4cd0599faeb73354201b6f"
      "&auth_signature=da454824c97ba181a32ccc17a72625ba02771f50b50e1e7430e47a1f3f457e6c");
}

static void
assert_uri (const char *cluster, const char *host, guint16 port, const char *path, const char *uri)
{
  g_autoptr (PusherOptions) options = pusher_options_new ("k");
  g_autoptr (GError) error = NULL;
  g_autofree char *built = NULL;

  pusher_options_set_cluster (options, cluster);
  pusher_options_set_host (options, host);
  pusher_options_set_port (options, port);
  pusher_options_set_path (options, path);
  pusher_options_set_tls (options, !g_str_has_prefix (uri, "http:"));
  built = pusher_options_build_api_uri (options, "3", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (built, ==, uri);
}

static void
test_address (void)
{
  assert_uri ("eu", NULL, 0, NULL, "https://api-eu.pusher.com:443/apps/3");
  assert_uri ("eu", NULL, 0, NULL, "http://api-eu.pusher.com:80/apps/3");
  assert_uri (NULL, "h", 6001, NULL, "http://h:6001/apps/3");
  assert_uri (NULL, "h", 8443, "/pre/", "https://h:8443/pre/apps/3");
  assert_uri ("eu", "h", 0, NULL, "https://h:443/apps/3");
  assert_uri (NULL, "::1", 6001, NULL, "http://[::1]:6001/apps/3");
}

static void
assert_no_address (PusherOptions *options, const char *app_id)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = pusher_options_build_api_uri (options, app_id, &error);

  g_assert_null (uri);
  g_assert_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_OPTIONS);
}

static void
test_incomplete_address (void)
{
  g_autoptr (PusherOptions) nowhere = pusher_options_new ("k");
  g_autoptr (PusherOptions) keyless = pusher_options_new ("");
  g_autoptr (PusherOptions) whole = pusher_options_new ("k");
  g_autofree char *odd = NULL;
  g_autoptr (GError) error = NULL;

  assert_no_address (nowhere, "3");
  pusher_options_set_host (keyless, "h");
  assert_no_address (keyless, "3");
  pusher_options_set_host (whole, "h");
  assert_no_address (whole, "");
  odd = pusher_options_build_api_uri (whole, "../a/b?c", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (odd, ==, "https://h:443/apps/..%2Fa%2Fb%3Fc");
  pusher_options_set_host (whole, "https://h");
  assert_no_address (whole, "3");
}

static void
test_secret_is_needed (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (PusherOptions) options = options_new ("k", 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (pusher_publisher_new (network->session, PUSHER_CLOCK (network->clock), options,
                                       "42", "", &error));
  g_assert_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_OPTIONS);
}

static void
test_signed_as_it_is_sent (void)
{
  g_autoptr (Api) api = api_new ("/pre");
  g_auto (Outcome) outcome = { 0 };
  g_autofree char *expected = NULL;
  g_autoptr (GHashTable) query = NULL;

  publish (api->publisher, "private-a", "{\"n\":1}", &outcome);
  g_assert_no_error (outcome.error);
  g_assert_cmpstr (api->path, ==, "/pre/apps/42/events");
  query = soup_form_decode (api->query);
  g_assert_cmpstr (g_hash_table_lookup (query, "auth_key"), ==, "a key");
  expected = pusher_request_signature_build_query (
      "POST", api->path, "a key", SECRET,
      g_ascii_strtoll (g_hash_table_lookup (query, "auth_timestamp"), NULL, 10), api->body,
      strlen (api->body));
  g_assert_cmpstr (api->query, ==, expected);
  g_assert_null (strstr (api->query, SECRET));
}

static void
test_event (void)
{
  g_autoptr (Api) api = api_new (NULL);
  g_auto (Outcome) outcome = { 0 };

  publish (api->publisher, "private-a presence-b", "{\"n\":[1.50]}", &outcome);
  g_assert_no_error (outcome.error);
  g_assert_cmpstr (api->content_type, ==, "application/json");
  g_assert_cmpstr (api->body, ==,
                   "{\"name\":\"notification\",\"channels\":[\"private-a\",\"presence-b\"],"
                   "\"data\":\"{\\\"n\\\":[1.50]}\"}");
}

static void
test_excluded_connection (void)
{
  const char *const channels[] = { "c", NULL };
  g_autoptr (Api) api = api_new (NULL);
  g_auto (Outcome) outcome = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (PusherPublication) publication
      = pusher_publication_new (channels, "e", "text", "1234.5678", &error);

  g_assert_no_error (error);
  pusher_publisher_publish_async (api->publisher, publication, NULL, on_published, &outcome);
  WAIT_FOR (outcome.ready);
  g_assert_no_error (outcome.error);
  g_assert_cmpstr (api->body, ==,
                   "{\"name\":\"e\",\"channels\":[\"c\"],\"data\":\"text\","
                   "\"socket_id\":\"1234.5678\"}");
}

static GPtrArray *
batch_new (guint count, const char *channels)
{
  GPtrArray *batch = g_ptr_array_new_with_free_func ((GDestroyNotify) pusher_publication_unref);

  for (guint i = 0; i < count; i++)
    g_ptr_array_add (batch, publication_new (channels, "{}"));

  return batch;
}

static void
publish_batch (PusherPublisher *publisher, GPtrArray *batch, Outcome *outcome)
{
  outcome_clear (outcome);
  pusher_publisher_publish_batch_async (publisher, batch, NULL, on_published, outcome);
  WAIT_FOR (outcome->ready);
}

static void
test_batch (void)
{
  g_autoptr (Api) api = api_new (NULL);
  g_auto (Outcome) outcome = { 0 };
  g_autoptr (GPtrArray) two = batch_new (2, "c");

  publish_batch (api->publisher, two, &outcome);
  g_assert_no_error (outcome.error);
  g_assert_cmpstr (api->path, ==, "/apps/42/batch_events");
  g_assert_cmpstr (api->body, ==,
                   "{\"batch\":[{\"name\":\"notification\",\"channel\":\"c\",\"data\":\"{}\"},"
                   "{\"name\":\"notification\",\"channel\":\"c\",\"data\":\"{}\"}]}");
}

static void
test_batch_limits (void)
{
  g_autoptr (Api) api = api_new (NULL);
  g_auto (Outcome) outcome = { 0 };
  g_autoptr (GPtrArray) none = batch_new (0, "c");
  g_autoptr (GPtrArray) most = batch_new (PUSHER_PUBLICATION_MAX_BATCH, "c");
  g_autoptr (GPtrArray) more = batch_new (PUSHER_PUBLICATION_MAX_BATCH + 1, "c");
  g_autoptr (GPtrArray) two_channels = batch_new (1, "c d");

  publish_batch (api->publisher, most, &outcome);
  g_assert_no_error (outcome.error);
  publish_batch (api->publisher, none, &outcome);
  g_assert_error (outcome.error, PUSHER_ERROR, PUSHER_ERROR_BAD_EVENT);
  publish_batch (api->publisher, more, &outcome);
  g_assert_error (outcome.error, PUSHER_ERROR, PUSHER_ERROR_BAD_EVENT);
  publish_batch (api->publisher, two_channels, &outcome);
  g_assert_error (outcome.error, PUSHER_ERROR, PUSHER_ERROR_BAD_EVENT);
  g_assert_cmpuint (api->requests, ==, 1);
}

static void
test_data_size (void)
{
  g_autoptr (Api) api = api_new (NULL);
  g_auto (Outcome) outcome = { 0 };
  g_autofree char *most = g_strnfill (PUSHER_PUBLICATION_MAX_DATA_SIZE, 'x');
  g_autofree char *more = g_strnfill (PUSHER_PUBLICATION_MAX_DATA_SIZE + 1, 'x');
  g_autoptr (GPtrArray) batch = batch_new (1, "c");

  publish (api->publisher, "c", most, &outcome);
  g_assert_no_error (outcome.error);
  publish (api->publisher, "c", more, &outcome);
  g_assert_error (outcome.error, PUSHER_ERROR, PUSHER_ERROR_BAD_EVENT);
  g_assert_nonnull (strstr (outcome.error->message, "10241"));
  g_ptr_array_add (batch, publication_new ("c", more));
  publish_batch (api->publisher, batch, &outcome);
  g_assert_error (outcome.error, PUSHER_ERROR, PUSHER_ERROR_BAD_EVENT);
  g_assert_cmpuint (api->requests, ==, 1);

  /* A server of one's own may take more. */
  pusher_publisher_set_max_data_size (api->publisher, 20000);
  publish (api->publisher, "c", more, &outcome);
  g_assert_no_error (outcome.error);
}

static void
assert_refused (const char *const *channels, const char *event, const char *socket_id, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pusher_publication_new (channels, event, "{}", socket_id, &error));
  g_assert_error (error, PUSHER_ERROR, code);
}

static void
test_what_a_server_would_refuse (void)
{
  const char *const none[] = { NULL };
  const char *const one[] = { "c", NULL };
  const char *const bad[] = { "c", "a b", NULL };
  g_autofree char *long_name = g_strnfill (PUSHER_PUBLICATION_MAX_NAME_LENGTH + 1, 'e');
  const char *many[PUSHER_PUBLICATION_MAX_CHANNELS + 2] = { NULL };
  const char *const socket_ids[] = { "", "1", "1.", ".1", "1.2.3", "a.b", "1.2 " };
  g_autoptr (GError) error = NULL;
  PusherPublication *most;

  for (guint i = 0; i <= PUSHER_PUBLICATION_MAX_CHANNELS; i++)
    many[i] = "c";
  assert_refused (none, "e", NULL, PUSHER_ERROR_BAD_EVENT);
  assert_refused (bad, "e", NULL, PUSHER_ERROR_BAD_CHANNEL_NAME);
  assert_refused (many, "e", NULL, PUSHER_ERROR_BAD_EVENT);
  assert_refused (one, "", NULL, PUSHER_ERROR_BAD_EVENT);
  assert_refused (one, "\xff", NULL, PUSHER_ERROR_BAD_EVENT);
  assert_refused (one, long_name, NULL, PUSHER_ERROR_BAD_EVENT);
  for (gsize i = 0; i < G_N_ELEMENTS (socket_ids); i++)
    assert_refused (one, "e", socket_ids[i], PUSHER_ERROR_BAD_EVENT);
  g_assert_null (pusher_publication_new (one, "e", "\xff", NULL, &error));
  g_assert_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_EVENT);
  g_clear_error (&error);

  many[PUSHER_PUBLICATION_MAX_CHANNELS] = NULL;
  long_name[PUSHER_PUBLICATION_MAX_NAME_LENGTH] = '\0';
  most = pusher_publication_new (many, long_name, "", "0.0", &error);
  g_assert_no_error (error);
  pusher_publication_unref (most);
}

static void
test_what_clients_would_misread (void)
{
  const char *const one[] = { "c", NULL };
  const char *const encrypted[] = { "private-encrypted-a", NULL };
  const char *const user[] = { "#server-to-user-user_456", NULL };
  g_autoptr (GError) error = NULL;
  PusherPublication *to_user;

  assert_refused (one, "pusher:error", NULL, PUSHER_ERROR_BAD_EVENT);
  assert_refused (one, "pusher_internal:member_added", NULL, PUSHER_ERROR_BAD_EVENT);
  assert_refused (encrypted, "e", NULL, PUSHER_ERROR_BAD_CHANNEL_NAME);
  to_user = pusher_publication_new (user, "pusher", "{}", NULL, &error);
  g_assert_no_error (error);
  pusher_publication_unref (to_user);
}

/* Whatever a server answers is one sentence that says what to do, and never the secret. */
static void
assert_explained (Api *api, PusherError code, const char *words)
{
  g_auto (Outcome) outcome = { 0 };

  publish (api->publisher, "c", "{}", &outcome);
  g_assert_error (outcome.error, PUSHER_ERROR, (int) code);
  if (strstr (outcome.error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", outcome.error->message, words);
  g_assert_null (strstr (outcome.error->message, SECRET));
  g_assert_null (strstr (outcome.error->message, "auth_signature"));
  g_assert_null (strchr (outcome.error->message, '\n'));
}

static void
test_refusals_in_words (void)
{
  static const struct
  {
    guint status;
    const char *answer;
    PusherError code;
    const char *words;
  } cases[] = {
    { 400, "{\"error\":\"Name missing\"}", PUSHER_ERROR_BAD_EVENT, "(400: Name missing)" },
    { 401, "Unknown auth_key\n", PUSHER_ERROR_UNAUTHORIZED, "the key or the secret" },
    { 403, "", PUSHER_ERROR_DENIED, "used up its messages" },
    { 404, "", PUSHER_ERROR_DENIED, "no application with the id 42" },
    { 405, "Use GET", PUSHER_ERROR_BAD_ANSWER, "(405: Use GET)" },
    { 408, "", PUSHER_ERROR_UNAVAILABLE, "later" },
    { 413, "{}", PUSHER_ERROR_BAD_EVENT, "too large" },
    { 422, "{\"name\":[\"The name field is required.\"]}", PUSHER_ERROR_BAD_EVENT, "(422)" },
    { 429, "", PUSHER_ERROR_UNAVAILABLE, "later" },
    { 500, "<html>Oh no</html>", PUSHER_ERROR_UNAVAILABLE, "(500)" },
    { 503, "", PUSHER_ERROR_UNAVAILABLE, "later" },
    { 200, "<html>Welcome</html>", PUSHER_ERROR_BAD_ANSWER, "no Pusher-compatible server" },
    { 200, "", PUSHER_ERROR_BAD_ANSWER, "check the address" },
    { 200, "[]", PUSHER_ERROR_BAD_ANSWER, "check the address" },
    { 200, "{\"a\":\"\xff\"}", PUSHER_ERROR_BAD_ANSWER, "check the address" },
  };
  g_autoptr (Api) api = api_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      api->status = cases[i].status;
      api->answer = cases[i].answer;
      assert_explained (api, cases[i].code, cases[i].words);
    }
}

/* As soketi 1.6.1 answers: the status on the wire is 200 whatever the body says. */
static void
test_refusal_in_the_body_only (void)
{
  g_autoptr (Api) api = api_new (NULL);
  g_auto (Outcome) outcome = { 0 };

  api->answer = "{\"ok\":true}";
  publish (api->publisher, "c", "{}", &outcome);
  g_assert_no_error (outcome.error);
  api->answer = "{\"error\":\"The secret authentication failed\",\"code\":401}";
  assert_explained (api, PUSHER_ERROR_UNAUTHORIZED, "(401: The secret authentication failed)");
  api->answer = "{\"error\":\"The event data should be less than 100 KB.\",\"code\":413}";
  assert_explained (api, PUSHER_ERROR_BAD_EVENT, "less than 100 KB");
  api->answer = "{\"error\":\"Odd\",\"code\":7}";
  assert_explained (api, PUSHER_ERROR_BAD_EVENT, "(400: Odd)");
  api->answer = "{\"error\":null}";
  assert_explained (api, PUSHER_ERROR_BAD_EVENT, "(400)");
}

static void
test_wrong_clock (void)
{
  g_autoptr (Api) api = api_new (NULL);

  api->status = 401;
  api->answer = "Timestamp expired";
  api->time = g_get_real_time () / G_USEC_PER_SEC - 3600;
  assert_explained (api, PUSHER_ERROR_UNAUTHORIZED, "set the clock");
  api->time = g_get_real_time () / G_USEC_PER_SEC + 3600;
  assert_explained (api, PUSHER_ERROR_UNAUTHORIZED, "set the clock");
  api->time = g_get_real_time () / G_USEC_PER_SEC - 60;
  assert_explained (api, PUSHER_ERROR_UNAUTHORIZED, "the key or the secret");
}

static void
test_redirect_is_not_followed (void)
{
  g_autoptr (Api) api = api_new (NULL);

  api->status = 307;
  api->location = "/elsewhere";
  assert_explained (api, PUSHER_ERROR_BAD_ANSWER, "(307)");
  g_assert_cmpuint (api->requests, ==, 1);
}

/* Nothing was sent: a port where nobody is, and one without TLS, which waits for a request while we
 * wait for its answer to our TLS. */
static void
test_nobody_there (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autoptr (PusherOptions) nowhere = options_new ("k", 1);
  g_autoptr (PusherOptions) silence = options_new ("k", port);
  g_autoptr (PusherPublication) publication = publication_new ("c", "{}");
  g_auto (Outcome) outcome = { 0 };
  PusherPublisher *publisher = publisher_new (network, nowhere, "42", SECRET);

  publish (publisher, "c", "{}", &outcome);
  g_assert_error (outcome.error, PUSHER_ERROR, PUSHER_ERROR_NETWORK);
  g_assert_finalize_object (publisher);
  outcome_clear (&outcome);

  pusher_options_set_tls (silence, TRUE);
  publisher = publisher_new (network, silence, "42", SECRET);
  pusher_publisher_publish_async (publisher, publication, NULL, on_published, &outcome);
  network_fixture_settle ();
  fake_clock_advance (network->clock, PUSHER_PUBLISHER_TIMEOUT);
  WAIT_FOR (outcome.ready);
  g_assert_error (outcome.error, PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT);
  g_assert_null (strstr (outcome.error->message, "published"));
  g_assert_finalize_object (publisher);
}

static void
test_silent_server (void)
{
  g_autoptr (Api) api = api_new (NULL);
  g_autoptr (PusherPublication) publication = publication_new ("c", "{}");
  g_auto (Outcome) outcome = { 0 };

  api->holds = TRUE;
  pusher_publisher_publish_async (api->publisher, publication, NULL, on_published, &outcome);
  WAIT_FOR (api->requests == 1);
  fake_clock_advance (api->network->clock, PUSHER_PUBLISHER_TIMEOUT - 1);
  network_fixture_settle ();
  g_assert_false (outcome.ready);
  fake_clock_advance (api->network->clock, 1);
  WAIT_FOR (outcome.ready);
  g_assert_error (outcome.error, PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT);
  g_assert_nonnull (strstr (outcome.error->message, "may have been published"));
  g_assert_cmpuint (fake_clock_get_timers (api->network->clock), ==, 0);
}

static void
test_cancelled (void)
{
  g_autoptr (Api) api = api_new (NULL);
  g_autoptr (PusherPublication) publication = publication_new ("c", "{}");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Outcome) outcome = { 0 };

  api->holds = TRUE;
  pusher_publisher_publish_async (api->publisher, publication, cancellable, on_published, &outcome);
  WAIT_FOR (api->requests == 1);
  g_cancellable_cancel (cancellable);
  WAIT_FOR (outcome.ready);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The server for tests checks the signature as the hosted one does. */
static void
test_server_accepts_and_delivers (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (PusherOptions) options = options_new (dev_server_get_key (network->server),
                                                   (guint16) dev_server_get_port (network->server));
  g_auto (Outcome) outcome = { 0 };
  g_autoptr (GPtrArray) batch = batch_new (3, "public-announcements");
  const char *app_id = dev_server_get_app_id (network->server);
  const char *secret = dev_server_get_secret (network->server);
  PusherPublisher *publisher = publisher_new (network, options, app_id, secret);

  publish (publisher, "private-a presence-b", "{\"title\":\"\xc3\xa9\\u0000\"}", &outcome);
  g_assert_no_error (outcome.error);
  publish_batch (publisher, batch, &outcome);
  g_assert_no_error (outcome.error);
  g_assert_finalize_object (publisher);

  publisher = publisher_new (network, options, app_id, "wrong");
  publish (publisher, "private-a", "{}", &outcome);
  g_assert_error (outcome.error, PUSHER_ERROR, PUSHER_ERROR_UNAUTHORIZED);
  g_assert_finalize_object (publisher);

  publisher = publisher_new (network, options, "nobody", secret);
  publish (publisher, "private-a", "{}", &outcome);
  g_assert_error (outcome.error, PUSHER_ERROR, PUSHER_ERROR_DENIED);
  g_assert_finalize_object (publisher);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/18.1/documented-signature", test_documented_signature);
  g_test_add_func ("/pusher/18.1/signed-as-it-is-sent", test_signed_as_it_is_sent);
  g_test_add_func ("/pusher/18.1/server-accepts-and-delivers", test_server_accepts_and_delivers);
  g_test_add_func ("/pusher/18.2/address", test_address);
  g_test_add_func ("/pusher/18.2/incomplete-address", test_incomplete_address);
  g_test_add_func ("/pusher/18.2/secret-is-needed", test_secret_is_needed);
  g_test_add_func ("/pusher/18.3/event", test_event);
  g_test_add_func ("/pusher/18.3/excluded-connection", test_excluded_connection);
  g_test_add_func ("/pusher/18.4/batch", test_batch);
  g_test_add_func ("/pusher/18.5/batch-limits", test_batch_limits);
  g_test_add_func ("/pusher/18.5/data-size", test_data_size);
  g_test_add_func ("/pusher/18.5/what-a-server-would-refuse", test_what_a_server_would_refuse);
  g_test_add_func ("/pusher/18.6/refusal-in-the-body-only", test_refusal_in_the_body_only);
  g_test_add_func ("/pusher/18.7/refusals-in-words", test_refusals_in_words);
  g_test_add_func ("/pusher/18.7/wrong-clock", test_wrong_clock);
  g_test_add_func ("/pusher/18.7/nobody-there", test_nobody_there);
  g_test_add_func ("/pusher/18.8/what-clients-would-misread", test_what_clients_would_misread);
  g_test_add_func ("/pusher/18.9/redirect-is-not-followed", test_redirect_is_not_followed);
  g_test_add_func ("/pusher/18.10/silent-server", test_silent_server);
  g_test_add_func ("/pusher/18.10/cancelled", test_cancelled);

  return g_test_run ();
}
