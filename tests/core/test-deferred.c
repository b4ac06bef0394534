/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/repair/deferred.h"

#include "core/repair/job.h"
#include "core/repair/visit.h"

typedef struct
{
  int         day;
  const char *title;
  const char *state;
  const char *due;
} Job;

#define MAX_JOBS 4

static const AxleId car = { { 7 } }, other_car = { { 8 } };

static AxleRecord *
new_visit (const Job *job)
{
  AxleId id = { { 1, (guint8) job->day } };
  AxleRecord *visit = axle_record_new (&axle_visit_entity, &id);

  axle_record_set_id (visit, AXLE_VISIT_VEHICLE, &car);
  axle_record_set_integer (visit, AXLE_VISIT_AT, job->day * G_TIME_SPAN_DAY);
  return visit;
}

static AxleRecord *
new_job (const Job *job,
         guint      n)
{
  AxleId id = { { 2, (guint8) n } }, visit = { { 1, (guint8) job->day } };
  AxleRecord *record = axle_record_new (&axle_job_entity, &id);

  axle_record_set_id (record, AXLE_JOB_VISIT, &visit);
  axle_record_set_text (record, AXLE_JOB_TITLE, job->title);
  axle_record_set_text (record, AXLE_JOB_STATE, job->state);
  axle_record_set_text (record, AXLE_JOB_DUE, job->due);
  return record;
}

static const struct
{
  const char *what;
  Job         jobs[MAX_JOBS];
  const char *left;
} cases[] = {
  { "nothing", { { 0 } }, "" },
  { "done at once", { { 1, "换轮胎", "done", NULL } }, "" },
  { "put off", { { 1, "换轮胎", "deferred", NULL } }, "换轮胎" },
  { "done later", { { 1, "换轮胎", "deferred", NULL }, { 9, "换轮胎 ", "done", NULL } }, "" },
  { "done later, told the other way round", { { 9, "换轮胎", "done", NULL }, { 1, "换轮胎", "deferred", NULL } }, "" },
  { "turned down later", { { 1, "换轮胎", "deferred", NULL }, { 9, "换轮胎", "declined", NULL } }, "" },
  { "other work later", { { 1, "换轮胎", "deferred", NULL }, { 9, "换机油", "done", NULL } }, "换轮胎" },
  { "put off twice counts once", { { 1, "换轮胎", "deferred", NULL }, { 9, "换轮胎", "deferred", NULL } }, "换轮胎" },
  { "done before and put off again", { { 1, "换轮胎", "done", NULL }, { 9, "换轮胎", "deferred", NULL } }, "换轮胎" },
  { "whatever the letters", { { 1, "Tyres", "deferred", NULL }, { 9, "TYRES", "done", NULL } }, "" },
  { "what is due first comes first",
    { { 1, "a", "deferred", NULL }, { 1, "b", "deferred", "2026-08-01" }, { 1, "c", "deferred", "2026-03-01" } }, "c b a" },
};

static void
test_deferred (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) visits = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
      g_autoptr(GPtrArray) jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
      g_autoptr(GPtrArray) left = NULL, nothing = NULL;
      g_autoptr(GString) text = g_string_new (NULL);

      for (guint n = 0; n < MAX_JOBS && cases[i].jobs[n].title != NULL; n++)
        {
          g_ptr_array_add (visits, new_visit (&cases[i].jobs[n]));
          g_ptr_array_add (jobs, new_job (&cases[i].jobs[n], n));
        }
      left = axle_jobs_list_deferred (visits, jobs, &car);
      for (guint n = 0; n < left->len; n++)
        g_string_append_printf (text, "%s%s", n > 0 ? " " : "", axle_record_get_text (left->pdata[n], AXLE_JOB_TITLE));
      g_test_message ("%s", cases[i].what);
      g_assert_cmpstr (text->str, ==, cases[i].left);
      nothing = axle_jobs_list_deferred (visits, jobs, &other_car);
      g_assert_cmpuint (nothing->len, ==, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/deferred/jobs", test_deferred);
  return g_test_run ();
}
