/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "axlectl/demo.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "axlectl/demo-photos.h"
#include "core/appointment/words.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "core/registry.h"
#include "server/admin.h"
#include "server/folder.h"

/* Large enough that a commit costs little a record, small enough that desks which
 * work at the same time are not kept waiting. */
#define RECORDS_A_BATCH 5000

/* Cars that have a picture. */
#define PHOTOS 40

#define GROUP_NAME "同轴汽车集团（演示）"
#define STORE_NAME "同轴苏州园区店"
#define STORE_CODE "SZ01"
#define TIME_ZONE "Asia/Shanghai"

typedef struct
{
  const char *name;
  const char *label;
  const char *rights[13]; /* ends with NULL */
} Role;

static const Role roles[] = {
  { "sales", "销售", { AXLE_RIGHT_CUSTOMERS_READ, AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_EXPORT } },
  { "service", "服务", { AXLE_RIGHT_CUSTOMERS_READ, AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_APPOINTMENTS_WRITE } },
  { "workshop", "车间", { AXLE_RIGHT_CUSTOMERS_READ } },
  { "manager", "经理",
    { AXLE_RIGHT_CUSTOMERS_READ, AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_DELETE, AXLE_RIGHT_CUSTOMERS_IMPORT,
      AXLE_RIGHT_CUSTOMERS_EXPORT, AXLE_RIGHT_CUSTOMERS_MERGE, AXLE_RIGHT_APPOINTMENTS_WRITE,
      AXLE_RIGHT_APPOINTMENTS_OVERBOOK, AXLE_RIGHT_APPOINTMENTS_PLAN, AXLE_RIGHT_PRIVACY,
      AXLE_RIGHT_MONTHS_CLOSE, AXLE_RIGHT_SETTINGS } },
};

/* The hub notes the time of its host as that of a record's making: here the
 * time of the story. */
typedef struct
{
  AxleHost host;
  gint64   now;
} StoryHost;

static gint64
story_now (AxleHost *host)
{
  return ((StoryHost *) host)->now;
}

static void
story_fill (AxleHost *host,
            guint8   *bytes,
            gsize     n_bytes)
{
  axle_host_fill (axle_host_get_default (), bytes, n_bytes);
}

typedef struct
{
  AxleId  store;
  AxleId  group;
  GArray *consultants;
  GArray *advisors;
  GArray *technicians; /* AxleDemoTechnician */
  GArray *drivers;
} People;

static void
clear_people (People *self)
{
  g_clear_pointer (&self->consultants, g_array_unref);
  g_clear_pointer (&self->advisors, g_array_unref);
  g_clear_pointer (&self->technicians, g_array_unref);
  g_clear_pointer (&self->drivers, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (People, clear_people)

static void
sort_person (People           *self,
             const AxleRecord *record)
{
  const char *title = axle_record_get_text (record, AXLE_STAFF_TITLE);
  AxleDemoTechnician technician = { record->id, axle_words_to_bits (axle_skills, axle_record_get (record, AXLE_STAFF_SKILLS)) };

  if (technician.skills != 0)
    g_array_append_val (self->technicians, technician);
  else if (title != NULL && strstr (title, "司机") != NULL)
    g_array_append_val (self->drivers, record->id);
  else if (title != NULL && strstr (title, "销售") != NULL)
    g_array_append_val (self->consultants, record->id);
  else if (title != NULL && strstr (title, "顾问") != NULL)
    g_array_append_val (self->advisors, record->id);
}

/* Who has it written on the door that they sell, or receive cars; others only
 * where nobody has. */
static void
sort_staff (People    *self,
            GPtrArray *staff)
{
  for (guint i = 0; i < staff->len; i++)
    sort_person (self, staff->pdata[i]);
  for (guint i = 0; i < staff->len; i++)
    {
      const AxleRecord *record = staff->pdata[i];

      if (self->consultants->len == 0)
        g_array_append_val (self->consultants, record->id);
      if (self->advisors->len == 0)
        g_array_append_val (self->advisors, record->id);
    }
}

static gboolean
find_people (AxleAdmin  *admin,
             People     *self,
             GError    **error)
{
  g_autoptr(GPtrArray) stores = axle_admin_list (admin, &axle_store_entity, error);
  g_autoptr(GPtrArray) staff = stores != NULL ? axle_admin_list (admin, &axle_staff_entity, error) : NULL;

  if (staff == NULL)
    return FALSE;
  if (stores->len == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                           _("The server has a group but no store. Add one first."));
      return FALSE;
    }
  self->store = ((const AxleRecord *) stores->pdata[0])->id;
  self->group = ((const AxleRecord *) stores->pdata[0])->scope;
  self->consultants = g_array_new (FALSE, FALSE, sizeof (AxleId));
  self->advisors = g_array_new (FALSE, FALSE, sizeof (AxleId));
  self->technicians = g_array_new (FALSE, FALSE, sizeof (AxleDemoTechnician));
  self->drivers = g_array_new (FALSE, FALSE, sizeof (AxleId));
  sort_staff (self, staff);
  return TRUE;
}

static gboolean
change (AxleAdmin    *admin,
        const AxleId *id,
        void        (*edit) (AxleRecord    *record,
                             gconstpointer  data),
        gconstpointer data,
        GError      **error)
{
  AxleHub *hub = axle_admin_get_hub (admin);
  g_autoptr(AxleHubTransaction) transaction = NULL;
  g_autoptr(AxleRecord) record = NULL;
  g_autoptr(AxleRecord) after = NULL;

  if (!axle_hub_begin (hub, NULL, 0, error))
    return FALSE;
  transaction = hub;
  if (!axle_hub_get (hub, id, &record, error))
    return FALSE;
  after = axle_record_copy (record);
  edit (after, data);
  return axle_hub_put (hub, after, error) && axle_hub_commit (g_steal_pointer (&transaction), error);
}

static void
set_work (AxleRecord    *record,
          gconstpointer  data)
{
  const AxleDemoStaff *one = data;
  g_auto(GStrv) skills = *one->skills != '\0' ? g_strsplit (one->skills, " ", -1) : NULL;

  axle_record_set_text (record, AXLE_STAFF_TITLE, one->title);
  if (skills != NULL)
    axle_record_set_members (record, AXLE_STAFF_SKILLS, (const char *const *) skills);
  if (*one->team != '\0')
    axle_record_set_text (record, AXLE_STAFF_TEAM, one->team);
}

static void
set_place (AxleRecord    *record,
           gconstpointer  zone)
{
  axle_record_set_text (record, AXLE_STORE_CITY, "苏州市");
  axle_record_set_text (record, AXLE_STORE_TIME_ZONE, zone);
}

static gboolean
add_staff (AxleAdmin     *admin,
           const AxleId  *group,
           const AxleId  *store,
           const AxleId  *role_ids,
           GError       **error)
{
  g_autoptr(GArray) staff = axle_demo_list_staff ();

  for (guint i = 0; i < staff->len; i++)
    {
      const AxleDemoStaff *one = &g_array_index (staff, AxleDemoStaff, i);
      gsize role = 0;
      AxleId id;

      while (role + 1 < G_N_ELEMENTS (roles) && !g_str_equal (roles[role].name, one->role))
        role++;
      if (!axle_admin_add_staff (admin, group, store, &role_ids[role], one->name, one->pin, &id, error)
          || !change (admin, &id, set_work, one, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_organisation (AxleAdmin  *admin,
                  GError    **error)
{
  AxleId group, store, role_ids[G_N_ELEMENTS (roles)];

  if (!axle_admin_add_group (admin, GROUP_NAME, &group, error)
      || !axle_admin_add_store (admin, &group, STORE_NAME, STORE_CODE, &store, error)
      || !change (admin, &store, set_place, TIME_ZONE, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    if (!axle_admin_add_role (admin, &group, roles[i].label, roles[i].rights, &role_ids[i], error))
      return FALSE;
  return add_staff (admin, &group, &store, role_ids, error);
}

static gboolean
prepare (const char  *folder,
         People      *people,
         GError     **error)
{
  g_autoptr(AxleAdmin) admin = axle_admin_open (folder, NULL, error);
  g_autoptr(GPtrArray) groups = admin != NULL ? axle_admin_list_groups (admin, error) : NULL;

  if (groups == NULL || (groups->len == 0 && !add_organisation (admin, error)))
    return FALSE;
  return find_people (admin, people, error);
}

/* The ids are the same for the same seed: a second time would change what people
 * have worked on since. */
static gboolean
check_new (AxleHub           *hub,
           const AxleRecord  *record,
           GError           **error)
{
  g_autoptr(AxleRecord) found = NULL;

  if (!axle_hub_get (hub, &record->id, &found, error))
    return FALSE;
  if (found == NULL)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                       _("This dealership is in there already. Nothing was changed. Give another seed to add a second one."));
  return FALSE;
}

/* Days and services are the group's: a second dealership finds them there. */
static gboolean
put (AxleHub     *hub,
     AxleRecord  *record,
     GError     **error)
{
  g_autoptr(AxleRecord) found = NULL;

  if ((record->entity->flags & AXLE_ENTITY_GROUP) != 0 && !axle_hub_get (hub, &record->id, &found, error))
    return FALSE;
  if (found != NULL || axle_hub_put (hub, record, error))
    return TRUE;
  g_prefix_error (error, "%s: ", record->entity->kind);
  return FALSE;
}

static gboolean
put_batch (AxleHub        *hub,
           StoryHost      *host,
           AxleBlobStore  *blobs,
           GPtrArray      *records,
           guint          *n_photos,
           GError        **error)
{
  g_autoptr(AxleHubTransaction) transaction = NULL;

  if (!axle_hub_begin (hub, NULL, 0, error))
    return FALSE;
  transaction = hub;
  for (guint i = 0; i < records->len; i++)
    {
      AxleRecord *record = records->pdata[i];

      host->now = record->created_at;
      if (!put (hub, record, error))
        return FALSE;
    }
  return axle_demo_add_photos (hub, blobs, records, n_photos, error) &&
         axle_hub_commit (g_steal_pointer (&transaction), error);
}

static gboolean
put_all (AxleHub               *hub,
         StoryHost             *host,
         AxleBlobStore         *blobs,
         AxleDemo              *demo,
         AxleDemoProgressFunc   report,
         gpointer               user_data,
         GError               **error)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  AxleDemoProgress progress = { 0, 0 };
  gboolean more = TRUE;
  guint n_photos = PHOTOS;

  while (more)
    {
      more = axle_demo_next (demo, records);
      if (more && records->len < RECORDS_A_BATCH)
        continue;
      if (progress.records == 0 && !check_new (hub, records->pdata[0], error))
        return FALSE;
      if (!put_batch (hub, host, blobs, records, &n_photos, error))
        return FALSE;
      progress.records += records->len;
      progress.customers = axle_demo_count (demo);
      report (&progress, user_data);
      g_ptr_array_set_size (records, 0);
    }
  return TRUE;
}

/**
 * axle_demo_into_server:
 * @folder: the data folder of a server, which may run
 * @options: what to make; the store and who works there are filled in
 * @report: (scope call): told after each batch
 * @user_data: for @report
 * @error: return location
 *
 * Where the server has no group yet, it gets one with a store, roles and the staff
 * of axle_demo_list_staff(). Desks receive all of it by the feed.
 *
 * Returns: whether it is all in place
 */
gboolean
axle_demo_into_server (const char            *folder,
                       AxleDemoOptions       *options,
                       AxleDemoProgressFunc   report,
                       gpointer               user_data,
                       GError               **error)
{
  g_auto(People) people = { .consultants = NULL };
  StoryHost host = { .host = { .now = story_now, .fill = story_fill }, .now = g_get_real_time () };
  g_autoptr(AxleStorage) storage = NULL;
  g_autoptr(AxleBlobStore) blobs = NULL;
  g_autoptr(AxleHub) hub = NULL;
  g_autoptr(AxleDemo) demo = NULL;

  if (!prepare (folder, &people, error))
    return FALSE;
  options->store = people.store;
  options->group = people.group;
  options->consultants = (const AxleId *) (gpointer) people.consultants->data;
  options->n_consultants = people.consultants->len;
  options->advisors = (const AxleId *) (gpointer) people.advisors->data;
  options->n_advisors = people.advisors->len;
  options->technicians = (const AxleDemoTechnician *) (gpointer) people.technicians->data;
  options->n_technicians = people.technicians->len;
  options->drivers = (const AxleId *) (gpointer) people.drivers->data;
  options->n_drivers = people.drivers->len;
  storage = axle_folder_open_storage (folder, NULL, error);
  hub = storage != NULL ? axle_hub_new (storage, &host.host, error) : NULL;
  blobs = hub != NULL ? axle_folder_open_blobs (folder, 0, error) : NULL;
  if (blobs == NULL)
    return FALSE;
  demo = axle_demo_new (options);
  return put_all (hub, &host, blobs, demo, report, user_data, error);
}
