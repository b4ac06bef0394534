/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/insight/needs.h"

#include "core/appointment/service-item.h"
#include "core/calendar.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/vehicle/vehicle.h"
#include "support/support.h"

#define NOW "2026-06-30"
#define KM 1000

/* A visit with at most one job. */
typedef struct
{
  const char *date;
  int         km;
  const char *area;
  const char *title;
  const char *state;
  const char *due;
  int         due_km;
} Visit;

typedef struct
{
  const char *name;
  const char *powertrain;
  const char *inspection;
  const char *insurance;
  Visit       visits[4];
  const char *needs;    /* a line each: its urgency, what it is, why, and what does it */
} Case;

static const Case cases[] = {
  { "nothing-known", "petrol", NULL, NULL, { { NULL } }, "" },
  { "by-distance", "petrol", NULL, NULL,
    { { "2025-06-30", 10000, "oil", "机油", "done" }, { "2025-12-20", 20000, "oil", "机油", "done" } },
    "due Regular service: 11100 km, 6 months since the service of 2025-12-20 · due 2026-06-11 or 30000 km → oil" },
  { "soon", "petrol", NULL, NULL,
    { { "2025-06-30", 10000, "oil", "机油", "done" }, { "2026-01-08", 20000, "oil", "机油", "done" } },
    "soon Regular service: 9000 km, 6 months since the service of 2026-01-08 · due 2026-07-19 or 30000 km → oil" },
  { "later", "petrol", NULL, NULL,
    { { "2026-05-20", 20000, "oil", "机油", "done" } },
    "later Regular service: 41 days since the service of 2026-05-20 · due 2027-05-20 or 30000 km → oil" },
  { "electric", "battery", NULL, NULL,
    { { "2025-05-20", 20000, "inspection", "检查", "done" }, { "2025-06-20", 20100, "oil", "减速器油", "done" } },
    "due Regular service: 12 months since the service of 2025-06-20 · due 2026-06-20 or 40100 km → check" },
  { "tyres", "petrol", NULL, NULL,
    { { "2022-06-30", 30000, "tyres", "更换轮胎", "done" }, { "2024-06-30", 60000, "tyres", "更换轮胎", "done" },
      { "2026-06-29", 88000, "body", "补漆", "done" } },
    "soon Tyres: 28000 km since they were replaced; they lasted 30000 km before → tyres" },
  { "tyres-worn", "petrol", NULL, NULL,
    { { "2022-06-30", 30000, "tyres", "更换轮胎", "done" }, { "2024-06-30", 60000, "tyres", "更换轮胎", "done" },
      { "2026-06-29", 91000, "body", "补漆", "done" } },
    "due Tyres: 31000 km since they were replaced; they lasted 30000 km before → tyres" },
  { "tyres-good", "petrol", NULL, NULL,
    { { "2022-06-30", 30000, "tyres", "更换轮胎", "done" }, { "2024-06-30", 60000, "tyres", "更换轮胎", "done" },
      { "2026-06-29", 80000, "body", "补漆", "done" } },
    "" },
  { "deferred", "petrol", NULL, NULL,
    { { "2026-03-02", 20000, "tyres", "两条后轮胎", "deferred", "2026-09-01" }, { "2026-03-03", 20010, "brakes", "刹车片", "deferred" },
      { "2026-03-04", 20010, "body", "补漆", "deferred", "2026-06-01" }, { "2026-03-05", 20020, "filters", "滤芯", "deferred", NULL, 15000 } },
    "due 补漆: Put off on 2026-03-04 · due 2026-06-01 → -\n"
    "due 滤芯: Put off on 2026-03-05 → -\n"
    "soon 刹车片: Put off on 2026-03-03 → -\n"
    "later 两条后轮胎: Put off on 2026-03-02 · due 2026-09-01 → tyres" },
  { "ends", "petrol", "2026-07-10", "2026-06-30", { { NULL } },
    "due Insurance: Ended on 2026-06-30 → -\n"
    "soon Annual inspection: Ends in 10 days, on 2026-07-10 → check" },
  { "ends-later", "petrol", "2026-09-10", "2026-10-30", { { NULL } }, "" },
};

static AxleRecord *
add (AxleDossier      *dossier,
     const AxleEntity *entity)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  g_autoptr(AxleRecord) record = axle_record_new (entity, &id);

  axle_dossier_add (dossier, record, FALSE);
  return record;
}

static void
add_visit (AxleDossier      *dossier,
           const AxleRecord *vehicle,
           const Visit      *one)
{
  AxleRecord *visit = add (dossier, &axle_visit_entity);
  AxleRecord *job = add (dossier, &axle_job_entity);

  axle_record_set_id (visit, AXLE_VISIT_VEHICLE, &vehicle->id);
  axle_record_set_integer (visit, AXLE_VISIT_AT, axle_calendar_from_date (one->date, axle_dossier_get_zone (dossier)));
  axle_record_set_integer (visit, AXLE_VISIT_ODOMETER, one->km * KM);
  axle_record_set_text (visit, AXLE_VISIT_REASON, "repair");
  axle_record_set_id (job, AXLE_JOB_VISIT, &visit->id);
  axle_record_set_text (job, AXLE_JOB_AREA, one->area);
  axle_record_set_text (job, AXLE_JOB_TITLE, one->title);
  axle_record_set_text (job, AXLE_JOB_STATE, one->state);
  axle_record_set_text (job, AXLE_JOB_DUE, one->due);
  if (one->due_km > 0)
    axle_record_set_integer (job, AXLE_JOB_DUE_ODOMETER, one->due_km * KM);
}

static void
add_item (GPtrArray  *menu,
          const char *code,
          const char *area,
          gint64      position,
          gboolean    active)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *item = axle_record_new (&axle_service_item_entity, &id);

  axle_record_set_text (item, AXLE_SERVICE_ITEM_CODE, code);
  axle_record_set_text (item, AXLE_SERVICE_ITEM_AREA, area);
  axle_record_set_integer (item, AXLE_SERVICE_ITEM_POSITION, position);
  axle_record_set_boolean (item, AXLE_SERVICE_ITEM_ACTIVE, active);
  g_ptr_array_add (menu, item);
}

static GPtrArray *
make_menu (void)
{
  GPtrArray *menu = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  add_item (menu, "oil-long", "oil", 5, TRUE);
  add_item (menu, "oil", "oil", 2, TRUE);
  add_item (menu, "oil-old", "oil", 1, FALSE);
  add_item (menu, "tyres", "tyres", 1, TRUE);
  add_item (menu, "check", "inspection", 1, TRUE);
  return menu;
}

static char *
tell (GPtrArray *needs)
{
  static const char * const urgencies[] = { "due", "soon", "later" };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < needs->len; i++)
    {
      const AxleNeed *need = needs->pdata[i];

      g_assert_cmpuint (need->sources->len, >, 0);
      g_string_append_printf (text, "%s%s %s: %s → %s", i > 0 ? "\n" : "", urgencies[need->urgency], need->title, need->reason,
                              need->service != NULL ? need->service : "-");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_predicted (gconstpointer data)
{
  const Case *one = data;
  AxleId customer = axle_id_new (axle_host_get_default ());
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr(AxleDossier) dossier = axle_dossier_new (&customer, axle_calendar_from_date (NOW, zone), zone);
  g_autoptr(AxlePolicies) policies = axle_policies_new (NULL);
  g_autoptr(GPtrArray) menu = make_menu ();
  g_autoptr(GPtrArray) needs = NULL;
  g_autofree char *told = NULL;
  AxleRecord *vehicle = add (dossier, &axle_vehicle_entity);

  axle_record_set_text (vehicle, AXLE_VEHICLE_POWERTRAIN, one->powertrain);
  axle_record_set_text (vehicle, AXLE_VEHICLE_INSPECTION_UNTIL, one->inspection);
  axle_record_set_text (vehicle, AXLE_VEHICLE_INSURANCE_UNTIL, one->insurance);
  for (guint i = 0; i < G_N_ELEMENTS (one->visits) && one->visits[i].date != NULL; i++)
    add_visit (dossier, vehicle, &one->visits[i]);
  axle_dossier_sort (dossier);
  needs = axle_needs_predict (dossier, vehicle, policies, menu);
  told = tell (needs);
  g_assert_cmpstr (told, ==, one->needs);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  axle_test_add_table ("/needs", cases, test_predicted);
  return g_test_run ();
}
