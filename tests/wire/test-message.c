/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/party/customer.h"
#include "core/registry.h"
#include "core/values.h"
#include "support/support.h"
#include "wire/enrolment-code.h"
#include "wire/json.h"

typedef gpointer (*Decoder) (GBytes *body, GError **error);
typedef void (*Freer) (gpointer message);

static const struct
{
  const char *name;
  Decoder     decode;
  Freer       free;
} decoders[] = {
  { "enrol-request", (Decoder) axle_enrol_request_decode, (Freer) axle_enrol_request_free },
  { "enrol-reply", (Decoder) axle_enrol_reply_decode, (Freer) axle_enrol_reply_free },
  { "session-request", (Decoder) axle_session_request_decode, (Freer) axle_session_request_free },
  { "session-reply", (Decoder) axle_session_reply_decode, (Freer) axle_session_reply_free },
  { "push-request", (Decoder) axle_push_request_decode, (Freer) axle_push_request_free },
  { "push-reply", (Decoder) axle_push_reply_decode, (Freer) axle_push_reply_free },
  { "feed-page", (Decoder) axle_feed_page_decode, (Freer) axle_feed_page_free },
  { "nudge", (Decoder) axle_nudge_decode, (Freer) axle_nudge_free },
  { "error-reply", (Decoder) axle_error_reply_decode, (Freer) axle_error_reply_free },
  { "link-reply", (Decoder) axle_link_reply_decode, (Freer) axle_link_reply_free },
  { "digest-reply", (Decoder) axle_digest_reply_decode, (Freer) axle_digest_reply_free },
  { "records-request", (Decoder) axle_records_request_decode, (Freer) axle_records_request_free },
  { "verdict", (Decoder) axle_verdict_decode, (Freer) axle_verdict_free },
};

static AxleId
new_id (void)
{
  return axle_id_new (axle_host_get_default ());
}

static AxleRecord *
new_record (const AxleEntity *entity,
            guint             variant)
{
  AxleId id = new_id ();
  AxleRecord *record = axle_record_new (entity, &id);

  record->scope = new_id ();
  record->revision = variant;
  record->created_at = G_MAXINT64;
  record->created_by = new_id ();
  record->created_on = variant % 2 ? AXLE_ID_NONE : new_id ();
  for (guint i = 0; i < entity->n_fields; i++)
    if (variant % 4 != 3 || i % 2 == 0)
      test_fill_value (&entity->fields[i], variant, &record->values[i]);
  return record;
}

static void
assert_same (const AxleRecord *a,
             const AxleRecord *b)
{
  g_assert_true (axle_record_equal (a, b));
  g_assert_true (axle_id_equal (&a->scope, &b->scope));
  g_assert_true (axle_id_equal (&a->created_by, &b->created_by));
  g_assert_true (axle_id_equal (&a->created_on, &b->created_on));
  g_assert_cmpint (a->revision, ==, b->revision);
  g_assert_cmpint (a->created_at, ==, b->created_at);
  g_assert_cmpuint (a->hidden, ==, b->hidden);
  g_assert_cmpstr (a->unknown, ==, b->unknown);
}

static void
test_record (void)
{
  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    for (guint variant = 0; variant < 6; variant++)
      {
        g_autoptr(AxleRecord) record = new_record (*entity, variant);
        g_autoptr(AxleRecord) decoded = NULL;
        g_autoptr(GBytes) body = NULL;
        g_autoptr(GError) error = NULL;

        record->deleted = variant == 2;
        if (variant == 4)
          axle_record_redact (record, AXLE_AUDIENCE_WORKSHOP);
        if (variant == 5)
          record->unknown = g_strdup ("{\"aura\":[1,{\"deep\":null}],\"名\":\"值\"}");
        body = axle_record_encode (record);
        decoded = axle_record_decode (*entity, &record->id, body, &error);
        g_assert_no_error (error);
        assert_same (record, decoded);
        g_assert_cmpint (record->deleted, ==, decoded->deleted);
      }
}

static void
test_feed (void)
{
  g_autoptr(AxleFeedPage) page = axle_feed_page_new ();
  g_autoptr(AxleFeedPage) decoded = NULL;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;

  page->scope = new_id ();
  page->epoch = G_MAXINT64;
  page->head = 1000;
  page->more = TRUE;
  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    for (guint variant = 0; variant < 6; variant++)
      {
        AxleRecord *record = new_record (*entity, variant);

        record->scope = page->scope;
        if (variant == 4)
          axle_record_redact (record, AXLE_AUDIENCE_WORKSHOP);
        if (variant == 5)
          record->unknown = g_strdup ("{\"aura\":\"red\"}");
        g_ptr_array_add (page->records, record);
        page->next += 3;
        g_array_append_val (page->sequences, page->next);
      }
  body = axle_feed_page_encode (page);
  decoded = axle_feed_page_decode (body, &error);
  g_assert_no_error (error);
  g_assert_cmpint (decoded->epoch, ==, page->epoch);
  g_assert_cmpint (decoded->next, ==, page->next);
  g_assert_cmpint (decoded->head, ==, page->head);
  g_assert_true (decoded->more);
  g_assert_cmpuint (decoded->records->len, ==, page->records->len);
  for (guint i = 0; i < page->records->len; i++)
    {
      assert_same (page->records->pdata[i], decoded->records->pdata[i]);
      g_assert_cmpint (g_array_index (page->sequences, gint64, i), ==, g_array_index (decoded->sequences, gint64, i));
    }
}

/* What a newer server says: kinds and fields of which this program knows nothing. */
static void
test_newer_feed (void)
{
  static const char text[] =
    "{\"scope\":\"0192f0c4-0000-7000-8000-000000000001\",\"epoch\":1,\"head\":9,\"next\":3,\"more\":false,\"later\":1,"
    "\"heads\":[{\"kind\":\"spaceship\",\"fields\":[\"warp\"]},{\"kind\":\"tag\",\"fields\":[\"glow\",\"name\"],\"hidden\":[\"secret\"]}],"
    "\"rows\":[[0,1,\"0192f0c4-0000-7000-8000-000000000002\",1,0,5,null,null,9],"
    "[1,2,\"0192f0c4-0000-7000-8000-000000000003\",1,0,5,null,null,[7],\"vip\"]]}";
  g_autoptr(GBytes) body = g_bytes_new_static (text, strlen (text));
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleFeedPage) page = axle_feed_page_decode (body, &error);
  const AxleRecord *stranger;
  const AxleRecord *tag;

  g_assert_no_error (error);
  g_assert_cmpuint (page->records->len, ==, 2);
  stranger = page->records->pdata[0];
  g_assert_cmpstr (stranger->entity->kind, ==, "spaceship");
  g_assert_true (stranger->entity->flags & AXLE_ENTITY_STRANGER);
  g_assert_cmpstr (stranger->unknown, ==, "{\"warp\":9}");
  tag = page->records->pdata[1];
  g_assert_cmpstr (tag->unknown, ==, "{\"glow\":[7]}");
  g_assert_cmpstr (axle_record_get_text (tag, (guint) axle_entity_find_field (tag->entity, "name")), ==, "vip");
}

/* What an older server does not know itself stands in an object behind a row: this
 * program may know it. */
static void
test_older_feed (void)
{
  static const char text[] =
    "{\"scope\":\"0192f0c4-0000-7000-8000-000000000001\",\"epoch\":1,\"head\":9,\"next\":3,\"more\":false,\"schema\":5,"
    "\"heads\":[{\"kind\":\"tag\",\"fields\":[\"name\"]}],"
    "\"rows\":[[0,2,\"0192f0c4-0000-7000-8000-000000000003\",1,0,5,null,null,\"vip\",{\"colour\":\"red\",\"glow\":7}]]}";
  g_autoptr(GBytes) body = g_bytes_new_static (text, strlen (text));
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleFeedPage) page = axle_feed_page_decode (body, &error);
  const AxleRecord *tag;

  g_assert_no_error (error);
  g_assert_cmpuint (page->schema, ==, 5);
  tag = page->records->pdata[0];
  g_assert_cmpstr (axle_record_get_text (tag, (guint) axle_entity_find_field (tag->entity, "colour")), ==, "red");
  g_assert_cmpstr (tag->unknown, ==, "{\"glow\":7}");
}

static void
test_push (void)
{
  g_autoptr(AxlePushRequest) request = axle_push_request_new ();
  g_autoptr(AxlePushRequest) decoded = NULL;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;

  request->install = new_id ();
  request->epoch = 77;
  request->clock = -5;
  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    for (guint variant = 0; variant < 4; variant++)
      {
        AxleId id = new_id ();
        AxleChange *change = axle_change_new (*entity, &id, MIN (variant, AXLE_CHANGE_RESTORE));

        change->number = request->changes->len + 1;
        change->base = variant;
        change->at = G_MAXINT64;
        change->scope = new_id ();
        change->staff = new_id ();
        change->schema = variant;
        if (variant == 0)
          change->needs = new_id ();
        for (guint i = 0; variant == 0 && i < (*entity)->n_fields; i++)
          {
            g_auto(AxleValue) before = AXLE_VALUE_INIT;
            g_auto(AxleValue) after = AXLE_VALUE_INIT;

            if (i % 2)
              test_fill_value (&(*entity)->fields[i], i, &before);
            test_fill_value (&(*entity)->fields[i], i + 1, &after);
            axle_change_add_field (change, i, &before, &after);
          }
        g_ptr_array_add (request->changes, change);
      }
  body = axle_push_request_encode (request);
  decoded = axle_push_request_decode (body, &error);
  g_assert_no_error (error);
  g_assert_true (axle_id_equal (&request->install, &decoded->install));
  g_assert_cmpint (decoded->epoch, ==, 77);
  g_assert_cmpint (decoded->clock, ==, -5);
  g_assert_cmpuint (decoded->changes->len, ==, request->changes->len);
  for (guint i = 0; i < request->changes->len; i++)
    {
      const AxleChange *a = request->changes->pdata[i];
      const AxleChange *b = decoded->changes->pdata[i];
      g_autoptr(GBytes) packed_a = axle_change_to_bytes (a);
      g_autoptr(GBytes) packed_b = axle_change_to_bytes (b);

      g_assert_cmpuint (a->schema, ==, b->schema);
      g_assert_true (axle_id_equal (&a->needs, &b->needs));
      g_assert_cmpint (a->number, ==, b->number);
      g_assert_true (a->entity == b->entity);
      g_assert_true (axle_id_equal (&a->record, &b->record));
      g_assert_true (g_bytes_equal (packed_a, packed_b));
    }
}

static void
test_verdict (void)
{
  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    {
      g_autoptr(AxlePushReply) reply = axle_push_reply_new ();
      g_autoptr(AxlePushReply) decoded = NULL;
      g_autoptr(GBytes) body = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(AxleRecord) record = new_record (*entity, 0);
      AxleVerdict *merged = axle_verdict_new ();
      AxleVerdict *refused = axle_verdict_new ();

      axle_verdict_add_lost (merged, *entity, 0, &record->values[0], &(AxleValue) AXLE_VALUE_INIT);
      merged->sequence = 12;
      axle_verdict_refuse (refused, "code", "%s", "message");
      refused->current = axle_record_ref (record);
      axle_verdict_set_blocker (refused, *entity, &record->id);
      g_ptr_array_add (reply->verdicts, merged);
      g_ptr_array_add (reply->verdicts, refused);
      body = axle_push_reply_encode (reply);
      decoded = axle_push_reply_decode (body, &error);
      g_assert_no_error (error);
      merged = decoded->verdicts->pdata[0];
      refused = decoded->verdicts->pdata[1];
      g_assert_cmpint (merged->sequence, ==, 12);
      g_assert_cmpint (merged->outcome, ==, AXLE_OUTCOME_MERGED);
      g_assert_true (merged->entity == *entity);
      g_assert_true (axle_value_equal (&g_array_index (merged->lost, AxleFieldChange, 0).before, &record->values[0]));
      g_assert_cmpstr (refused->code, ==, "code");
      assert_same (refused->current, record);
      g_assert_true (refused->blocker_entity == *entity);
      g_assert_true (axle_id_equal (&refused->blocker, &record->id));
    }
}

static void
test_small (void)
{
  AxleEnrolRequest enrol = { (char *) "CODE", (char *) "前台", (char *) "key" };
  AxleEnrolReply enrolled = { new_id (), new_id (), new_id (), new_id (), AXLE_AUDIENCE_WORKSHOP };
  AxleSessionRequest session = { new_id (), (char *) "密码" };
  AxleSessionReply opened = { (char *) "token", 5, new_id () };
  AxleNudge nudge = { new_id (), 6, 7 };
  AxleErrorReply problem = { (char *) "slow", (char *) "too fast", 9 };
  g_autoptr(GBytes) body_a = axle_enrol_request_encode (&enrol);
  g_autoptr(GBytes) body_b = axle_enrol_reply_encode (&enrolled);
  g_autoptr(GBytes) body_c = axle_session_request_encode (&session);
  g_autoptr(GBytes) body_d = axle_session_reply_encode (&opened);
  g_autoptr(GBytes) body_e = axle_nudge_encode (&nudge);
  g_autoptr(GBytes) body_f = axle_error_reply_encode (&problem);
  g_autoptr(AxleEnrolRequest) a = axle_enrol_request_decode (body_a, NULL);
  g_autoptr(AxleEnrolReply) b = axle_enrol_reply_decode (body_b, NULL);
  g_autoptr(AxleSessionRequest) c = axle_session_request_decode (body_c, NULL);
  g_autoptr(AxleSessionReply) d = axle_session_reply_decode (body_d, NULL);
  g_autoptr(AxleNudge) e = axle_nudge_decode (body_e, NULL);
  g_autoptr(AxleErrorReply) f = axle_error_reply_decode (body_f, NULL);

  g_assert_cmpstr (a->name, ==, "前台");
  g_assert_cmpmem (b, sizeof *b, &enrolled, sizeof enrolled);
  g_assert_cmpstr (c->secret, ==, "密码");
  g_assert_cmpint (d->expires, ==, 5);
  g_assert_cmpint (e->head, ==, 7);
  g_assert_cmpint (f->retry_after, ==, 9);
}

#define ID "\"0192f0c4-0000-7000-8000-000000000001\""
#define CHANGE(rest) "{\"install\":" ID ",\"epoch\":1,\"clock\":2,\"batch\":[{\"n\":1,\"op\":\"set\",\"kind\":\"customer\",\"id\":" ID \
                     ",\"scope\":" ID ",\"base\":0,\"at\":1,\"staff\":" ID "," rest "}]}"

static const struct
{
  const char *name;
  const char *body;
  int         code;   /* -1 when it is right */
} pushes[] = {
  { "good", CHANGE ("\"set\":{\"name\":[null,\"一\"]}"), -1 },
  { "its-protocol", "{\"protocol\":1,\"install\":" ID ",\"epoch\":1,\"clock\":2,\"batch\":[]}", -1 },
  { "newer-protocol", "{\"protocol\":2,\"pages\":[]}", AXLE_WIRE_ERROR_PROTOCOL },
  { "older-protocol", "{\"protocol\":0,\"install\":" ID ",\"epoch\":1,\"clock\":2,\"batch\":[]}", AXLE_WIRE_ERROR_PROTOCOL },
  { "odd-protocol", "{\"protocol\":[1]}", AXLE_WIRE_ERROR_PROTOCOL },
  { "long-name-twice", "{\"一二三四五六七八九十一二三四\":1,\"一二三四五六七八九十一二三四\":1}", AXLE_WIRE_ERROR_SHAPE },
  { "newer-field", CHANGE ("\"set\":{\"aura\":[null,\"一\"]}"), -1 },
  { "empty", "", AXLE_WIRE_ERROR_SYNTAX },
  { "array", "[]", AXLE_WIRE_ERROR_SHAPE },
  { "nothing", "{}", AXLE_WIRE_ERROR_SHAPE },
  { "twice", "{\"install\":" ID ",\"install\":" ID "}", AXLE_WIRE_ERROR_SHAPE },
  { "zero-byte", CHANGE ("\"set\":{\"name\":[null,\"a\\u0000b\"]}"), AXLE_WIRE_ERROR_SHAPE },
  { "half-pair", CHANGE ("\"set\":{\"name\":[null,\"\\ud800\"]}"), AXLE_WIRE_ERROR_SYNTAX },
  { "not-utf8", CHANGE ("\"set\":{\"name\":[null,\"\xff\"]}"), AXLE_WIRE_ERROR_SYNTAX },
  { "one-value", CHANGE ("\"set\":{\"name\":[\"一\"]}"), AXLE_WIRE_ERROR_SHAPE },
  { "wrong-type", CHANGE ("\"set\":{\"name\":[null,1]}"), AXLE_WIRE_ERROR_SHAPE },
  { "separator", CHANGE ("\"set\":{\"tags\":[null,[\"a\\u001fb\"]]}"), AXLE_WIRE_ERROR_SHAPE },
  { "no-set", CHANGE ("\"x\":1"), AXLE_WIRE_ERROR_SHAPE },
  { "double", "{\"install\":" ID ",\"epoch\":1.0,\"clock\":2,\"batch\":[]}", AXLE_WIRE_ERROR_SHAPE },
  { "too-big-number", "{\"install\":" ID ",\"epoch\":9223372036854775808,\"clock\":2,\"batch\":[]}", AXLE_WIRE_ERROR_SHAPE },
  { "bad-id", "{\"install\":\"1\",\"epoch\":1,\"clock\":2,\"batch\":[]}", AXLE_WIRE_ERROR_SHAPE },
  { "deep", "{\"x\":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}", AXLE_WIRE_ERROR_LIMIT },
};

static void
test_refused (gconstpointer data)
{
  const typeof (pushes[0]) *row = data;
  g_autoptr(GBytes) body = g_bytes_new_static (row->body, strlen (row->body));
  g_autoptr(GError) error = NULL;
  g_autoptr(AxlePushRequest) request = axle_push_request_decode (body, &error);

  if (row->code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, AXLE_WIRE_ERROR, row->code);
  g_assert_true ((request == NULL) == (row->code >= 0));
  if (g_str_equal (row->name, "newer-field"))
    g_assert_null (((AxleChange *) request->changes->pdata[0])->entity);
}

static void
test_limits (void)
{
  g_autoptr(GString) many = g_string_new ("{\"install\":" ID ",\"epoch\":1,\"clock\":2,\"batch\":[0");
  g_autoptr(GError) too_many = NULL;
  g_autoptr(GError) too_long = NULL;
  g_autoptr(GBytes) many_body = NULL;
  g_autoptr(GBytes) long_body = NULL;
  gsize size = AXLE_WIRE_BODY_LIMIT + 1;
  char *spaces = g_malloc (size);

  for (guint i = 0; i < AXLE_WIRE_BATCH_LIMIT; i++)
    g_string_append (many, ",0");
  g_string_append (many, "]}");
  many_body = g_bytes_new (many->str, many->len);
  g_assert_null (axle_push_request_decode (many_body, &too_many));
  g_assert_error (too_many, AXLE_WIRE_ERROR, AXLE_WIRE_ERROR_LIMIT);

  memset (spaces, ' ', size);
  long_body = g_bytes_new_take (spaces, size);
  g_assert_null (axle_push_request_decode (long_body, &too_long));
  g_assert_error (too_long, AXLE_WIRE_ERROR, AXLE_WIRE_ERROR_LIMIT);
}

static void
try_file (const char *folder,
          const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GBytes) body = axle_test_read (path);
  g_autoptr(GError) syntax = NULL;
  g_autoptr(yyjson_doc) doc = axle_json_parse (body, &syntax);

  if (g_str_has_prefix (name, "y_") || strstr (name, "_pass") != NULL)
    g_assert_no_error (syntax);
  else if (g_str_has_prefix (name, "n_") || (strstr (name, "_fail") != NULL && strstr (name, "EXCLUDE") == NULL))
    g_assert_error (syntax, AXLE_WIRE_ERROR, AXLE_WIRE_ERROR_SYNTAX);
  for (guint i = 0; i < G_N_ELEMENTS (decoders); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (decoders[i].decode (body, &error));
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_shared (gconstpointer data)
{
  g_autofree char *folder = axle_test_shared_data (data);
  g_autoptr(GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;
  guint n_files = 0;

  if (dir == NULL)
    {
      g_test_skip ("no shared data");
      return;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      {
        try_file (folder, name);
        n_files++;
      }
  g_assert_cmpuint (n_files, >, 10);
}

/* Every prefix and every flipped byte of a good body is refused or read, never more. */
static void
test_damage (void)
{
  const char *good = pushes[0].body;
  gsize length = strlen (good);

  for (gsize i = 0; i < length; i++)
    for (guint flip = 0; flip < 3; flip++)
      {
        g_autofree char *text = g_strndup (good, flip == 0 ? i : length);
        g_autoptr(GBytes) body = NULL;
        g_autoptr(AxlePushRequest) request = NULL;

        if (flip > 0)
          text[i] ^= (char) (flip == 1 ? 0x04 : 0x80);
        body = g_bytes_new (text, flip == 0 ? i : length);
        request = axle_push_request_decode (body, NULL);
        g_assert_true (flip > 0 || request == NULL);
      }
}

static void
test_code (void)
{
  for (guint i = 0; i < 200; i++)
    {
      AxleEnrolmentCode code;
      AxleEnrolmentCode parsed;
      g_autofree char *text = NULL;
      g_autofree char *typed = NULL;

      axle_host_fill (axle_host_get_default (), (guint8 *) &code, sizeof code);
      text = axle_enrolment_code_make (&code);
      g_assert_cmpuint (strlen (text), ==, 34);
      g_assert_true (axle_enrolment_code_parse (text, &parsed));
      g_assert_cmpmem (&code, sizeof code, &parsed, sizeof parsed);
      typed = g_ascii_strdown (text, -1);
      g_strdelimit (typed, "-", ' ');
      g_strdelimit (typed, "0", 'o');
      g_strdelimit (typed, "1", 'l');
      g_assert_true (axle_enrolment_code_parse (typed, &parsed));
      text[0] = text[0] == '7' ? '8' : '7';
      g_assert_false (axle_enrolment_code_parse (text, &parsed) && memcmp (&code, &parsed, sizeof code) == 0);
      text[33] = '\0';
      g_assert_false (axle_enrolment_code_parse (text, &parsed));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message/record", test_record);
  g_test_add_func ("/message/feed", test_feed);
  g_test_add_func ("/message/newer-feed", test_newer_feed);
  g_test_add_func ("/message/older-feed", test_older_feed);
  g_test_add_func ("/message/push", test_push);
  g_test_add_func ("/message/verdict", test_verdict);
  g_test_add_func ("/message/small", test_small);
  g_test_add_func ("/message/limits", test_limits);
  g_test_add_func ("/message/damage", test_damage);
  g_test_add_func ("/message/enrolment-code", test_code);
  axle_test_add_table ("/message/push-body", pushes, test_refused);
  g_test_add_data_func ("/message/shared/suite", "json/JSONTestSuite", test_shared);
  g_test_add_data_func ("/message/shared/native", "json/nativejson", test_shared);
  return g_test_run ();
}
