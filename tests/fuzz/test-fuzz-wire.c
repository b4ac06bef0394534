/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Mutates messages of every kind and the shared JSON, and feeds them to every decoder:
 * each gives a message or a reason, and what it gives is understood again when it is
 * sent on. The sanitizers are the other judges. */
#include <string.h>

#include "base/problem.h"
#include "core/party/customer.h"
#include "core/registry.h"
#include "mutate.h"
#include "wire/enrolment-code.h"
#include "wire/json-line.h"
#include "wire/message.h"

static AxleId
new_id (void)
{
  return axle_id_new (axle_host_get_default ());
}

/* A body that is decoded alone names the record that it is decoded for. */
static AxleId customer_id;

static AxleRecord *
new_customer (void)
{
  AxleRecord *record = axle_record_new (&axle_customer_entity, &customer_id);

  record->scope = new_id ();
  record->revision = 3;
  record->created_at = 1700000000000000;
  record->unknown = g_strdup ("{\"newer\":[1,{\"a\":null}]}");
  axle_record_set_text (record, AXLE_CUSTOMER_NAME, "欧阳娜娜");
  axle_record_set_members (record, AXLE_CUSTOMER_PHONES, (const char *[]) { "+8613800138000", "+8613900139000", NULL });
  return record;
}

static GBytes *
new_push (void)
{
  g_autoptr(AxlePushRequest) request = axle_push_request_new ();
  g_autoptr(AxleRecord) customer = new_customer ();
  g_autoptr(AxleRecord) edited = axle_record_copy (customer);

  request->install = new_id ();
  request->epoch = 5;
  request->clock = 1700000000000000;
  axle_record_set_text (edited, AXLE_CUSTOMER_CITY, "沈阳");
  g_ptr_array_add (request->changes, axle_change_new_between (NULL, customer));
  g_ptr_array_add (request->changes, axle_change_new_between (customer, edited));
  g_ptr_array_add (request->changes, axle_change_new (&axle_customer_entity, &customer->id, AXLE_CHANGE_DELETE));
  return axle_push_request_encode (request);
}

static AxleVerdict *
new_refusal (void)
{
  AxleVerdict *verdict = axle_verdict_new ();

  axle_verdict_refuse (verdict, "no-right", "No.");
  verdict->current = new_customer ();
  return verdict;
}

static GBytes *
new_push_reply (void)
{
  g_autoptr(AxlePushReply) reply = axle_push_reply_new ();
  AxleVerdict *merged = axle_verdict_new ();
  g_auto(AxleValue) lost = AXLE_VALUE_INIT;
  g_auto(AxleValue) standing = AXLE_VALUE_INIT;

  axle_value_set_text (&lost, "大连");
  axle_verdict_add_lost (merged, &axle_customer_entity, AXLE_CUSTOMER_CITY, &lost, &standing);
  g_ptr_array_add (reply->verdicts, axle_verdict_new ());
  g_ptr_array_add (reply->verdicts, merged);
  g_ptr_array_add (reply->verdicts, new_refusal ());
  return axle_push_reply_encode (reply);
}

static GBytes *
new_page (void)
{
  g_autoptr(AxleFeedPage) page = axle_feed_page_new ();
  AxleRecord *deleted = new_customer ();

  page->scope = new_id ();
  page->epoch = 5;
  page->head = page->next = 9;
  deleted->deleted = TRUE;
  for (gint64 i = 7; i < 9; i++)
    g_array_append_val (page->sequences, i);
  g_ptr_array_add (page->records, new_customer ());
  g_ptr_array_add (page->records, deleted);
  return axle_feed_page_encode (page);
}

static GPtrArray *
load_seeds (void)
{
  static const char * const folders[] = { "json", NULL };
  GPtrArray *seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  AxleEnrolRequest enrol = { (char *) "ABCD-EFGH", (char *) "前台", (char *) "0123456789012345678901234567890123456789012" };
  AxleEnrolReply enrolled = { .desk = new_id (), .store = new_id (), .group = new_id (), .install = new_id () };
  AxleSessionRequest session = { new_id (), (char *) "246810" };
  AxleSessionReply signed_in = { (char *) "token", 5, new_id () };
  AxleNudge nudge = { new_id (), 5, 9 };
  AxleErrorReply problem = { (char *) "rate", (char *) "Wait.", 9 };
  g_autoptr(AxleVerdict) refusal = new_refusal ();
  g_autoptr(AxleRecord) customer = new_customer ();

  /* The shared files are many; every kind of message is drawn as often as they together. */
  fuzz_load (seeds, folders);
  for (guint i = 0, n = seeds->len / 10 + 1; i < n; i++)
    {
      g_ptr_array_add (seeds, axle_enrol_request_encode (&enrol));
      g_ptr_array_add (seeds, axle_enrol_reply_encode (&enrolled));
      g_ptr_array_add (seeds, axle_session_request_encode (&session));
      g_ptr_array_add (seeds, axle_session_reply_encode (&signed_in));
      g_ptr_array_add (seeds, axle_nudge_encode (&nudge));
      g_ptr_array_add (seeds, axle_error_reply_encode (&problem));
      g_ptr_array_add (seeds, axle_verdict_encode (refusal));
      g_ptr_array_add (seeds, axle_record_encode (customer));
      g_ptr_array_add (seeds, new_push ());
      g_ptr_array_add (seeds, new_push_reply ());
      g_ptr_array_add (seeds, new_page ());
    }
  return seeds;
}

/* A message that was understood is understood again; one that was not has a reason. */
#define EAT(Type, type)                                                                      \
  static gboolean                                                                            \
  eat_##type (GBytes *body)                                                                  \
  {                                                                                          \
    g_autoptr(GError) error = NULL;                                                          \
    g_autoptr(Type) message = axle_##type##_decode (body, &error);                           \
                                                                                             \
    if (message == NULL)                                                                     \
      {                                                                                      \
        g_assert_nonnull (error);                                                            \
        g_assert_true (error->domain == AXLE_WIRE_ERROR);                                    \
        g_assert_true (g_utf8_validate (error->message, -1, NULL));                          \
        return FALSE;                                                                        \
      }                                                                                      \
    g_assert_no_error (error);                                                               \
    if (may_be_sent_##type (message))                                                        \
      {                                                                                      \
        g_autoptr(GBytes) again = axle_##type##_encode (message);                            \
        g_autoptr(Type) read = axle_##type##_decode (again, &error);                         \
                                                                                             \
        g_assert_no_error (error);                                                           \
        g_assert_nonnull (read);                                                             \
      }                                                                                      \
    return TRUE;                                                                             \
  }

#define ALWAYS(Type, type)                        \
  static gboolean                                 \
  may_be_sent_##type (const Type *message)        \
  {                                               \
    return TRUE;                                  \
  }                                               \
  EAT (Type, type)

ALWAYS (AxleEnrolRequest, enrol_request)
ALWAYS (AxleEnrolReply, enrol_reply)
ALWAYS (AxleSessionRequest, session_request)
ALWAYS (AxleSessionReply, session_reply)
ALWAYS (AxleNudge, nudge)
ALWAYS (AxleErrorReply, error_reply)
ALWAYS (AxleFeedPage, feed_page)

/* What this program does not know it does not send. */
static gboolean
may_be_sent_verdict (const AxleVerdict *verdict)
{
  return verdict->outcome != AXLE_OUTCOME_MERGED || verdict->entity != NULL;
}

static gboolean
may_be_sent_push_request (const AxlePushRequest *request)
{
  for (guint i = 0; i < request->changes->len; i++)
    if (((AxleChange *) request->changes->pdata[i])->entity == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
may_be_sent_push_reply (const AxlePushReply *reply)
{
  for (guint i = 0; i < reply->verdicts->len; i++)
    if (!may_be_sent_verdict (reply->verdicts->pdata[i]))
      return FALSE;
  return TRUE;
}

EAT (AxleVerdict, verdict)
EAT (AxlePushRequest, push_request)
EAT (AxlePushReply, push_reply)

/* What was read is put through its rules, and printed. */
static gboolean
eat_record (GBytes *body)
{
  gboolean any = FALSE;

  for (guint i = 0; axle_registry_list ()[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AxleRecord) record = axle_record_decode (axle_registry_list ()[i], &customer_id, body, &error);
      g_autoptr(GPtrArray) problems = axle_problems_new ();
      g_autoptr(AxleJsonLine) line = axle_json_line_new ();
      g_autofree char *title = NULL;
      g_autofree char *text = NULL;

      g_assert_true ((record == NULL) == (error != NULL));
      if (record == NULL)
        continue;
      any = TRUE;
      axle_record_check (record, problems);
      title = axle_record_dup_title (record);
      axle_json_line_add_record (line, "record", record);
      text = axle_json_line_to_text (line);
      g_assert_true (g_utf8_validate (title, -1, NULL));
      g_assert_true (g_utf8_validate (text, -1, NULL));
    }
  return any;
}

static gboolean (* const decoders[]) (GBytes *body) = {
  eat_enrol_request, eat_enrol_reply, eat_session_request, eat_session_reply, eat_push_request, eat_push_reply,
  eat_feed_page, eat_nudge, eat_error_reply, eat_verdict, eat_record,
};

static void
test_mutations (void)
{
  g_autoptr(GRand) random = fuzz_random ();
  g_autoptr(GPtrArray) seeds = load_seeds ();
  guint n_understood[G_N_ELEMENTS (decoders)] = { 0 };
  guint rounds = fuzz_rounds (40000);

  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr(GBytes) body = fuzz_mutate (random, seeds, "\"\\{}[]:,0-9eEnutf ");

      for (guint j = 0; j < G_N_ELEMENTS (decoders); j++)
        n_understood[j] += decoders[j] (body);
    }
  /* Else nothing behind the syntax was reached. */
  for (guint j = 0; rounds >= 1000 && j < G_N_ELEMENTS (decoders); j++)
    g_assert_cmpuint (n_understood[j], >, 0);
}

static void
test_codes (void)
{
  g_autoptr(GRand) random = fuzz_random ();
  g_autoptr(GPtrArray) seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  AxleEnrolmentCode code = { { 1, 2, 3, 4, 5, 6 }, { 7, 8, 9 } };
  char *text = axle_enrolment_code_make (&code);

  g_ptr_array_add (seeds, g_bytes_new_take (text, strlen (text)));
  for (guint i = 0, rounds = fuzz_rounds (20000); i < rounds; i++)
    {
      g_autoptr(GBytes) bytes = fuzz_mutate (random, seeds, "-ABC0189 ");
      g_autofree char *typed = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      AxleEnrolmentCode read;

      if (axle_enrolment_code_parse (typed, &read))
        {
          g_autofree char *again = axle_enrolment_code_make (&read);
          AxleEnrolmentCode same;

          g_assert_true (axle_enrolment_code_parse (again, &same));
          g_assert_true (memcmp (&read, &same, sizeof read) == 0);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  customer_id = new_id ();
  g_test_add_func ("/fuzz/wire", test_mutations);
  g_test_add_func ("/fuzz/enrolment-codes", test_codes);
  return g_test_run ();
}
