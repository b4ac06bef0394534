/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <inttypes.h>
#include <string.h>

#include "axlectl/desk.h"
#include "axlectl/groups.h"
#include "base/text.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "server/admin.h"
#include "server/subscription.h"

#define MAX_LEASE_DAYS 3650

static const char *const every_right[] = {
  AXLE_RIGHT_CUSTOMERS_READ, AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_DELETE, AXLE_RIGHT_CUSTOMERS_IMPORT,
  AXLE_RIGHT_CUSTOMERS_EXPORT, AXLE_RIGHT_CUSTOMERS_MERGE, AXLE_RIGHT_APPOINTMENTS_WRITE,
  AXLE_RIGHT_APPOINTMENTS_OVERBOOK, AXLE_RIGHT_APPOINTMENTS_PLAN, AXLE_RIGHT_PRIVACY, AXLE_RIGHT_MONTHS_CLOSE,
  AXLE_RIGHT_SETTINGS, NULL
};

/* What the commands of this group are told; a command knows only some of them. */
typedef struct
{
  char      *data;
  char      *storage;
  char      *group;
  char      *store;
  char      *role;
  char      *code;
  char      *audience;
  gboolean   json;
  gboolean   revoke;
  AxleAdmin *admin;
} Told;

static void
told_clear (Told *self)
{
  g_free (self->data);
  g_free (self->storage);
  g_free (self->group);
  g_free (self->store);
  g_free (self->role);
  g_free (self->code);
  g_free (self->audience);
  g_clear_pointer (&self->admin, axle_admin_close);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Told, told_clear)

typedef enum
{
  TAKES_GROUP    = 1 << 0,
  TAKES_STORE    = 1 << 1,
  TAKES_ROLE     = 1 << 2,
  TAKES_CODE     = 1 << 3,
  TAKES_AUDIENCE = 1 << 4,
  TAKES_REVOKE   = 1 << 5,
} Takes;

/* Reads the options and opens the folder; returns an exit status, or -1 to go on. */
static int
begin (const AxleCommand *self,
       Told              *told,
       Takes              takes,
       GStrv             *arguments,
       int                at_least,
       int                at_most)
{
  const struct { Takes when; GOptionEntry entry; } known[] = {
    { 0, { "data", 'd', 0, G_OPTION_ARG_FILENAME, &told->data, N_("The server’s data folder"), N_("FOLDER") } },
    { 0, { "storage", 0, 0, G_OPTION_ARG_STRING, &told->storage, N_("What axle-server was told with --storage"), N_("WHERE") } },
    { 0, { "json", 'j', 0, G_OPTION_ARG_NONE, &told->json, N_("Print one JSON object a line"), NULL } },
    { TAKES_GROUP, { "group", 'g', 0, G_OPTION_ARG_STRING, &told->group, N_("The group, where there are several"), N_("NAME") } },
    { TAKES_STORE, { "store", 's', 0, G_OPTION_ARG_STRING, &told->store, N_("The store, where there are several"), N_("NAME") } },
    { TAKES_ROLE, { "role", 'r', 0, G_OPTION_ARG_STRING, &told->role, N_("Their role, where there are several"), N_("NAME") } },
    { TAKES_CODE, { "short", 0, 0, G_OPTION_ARG_STRING, &told->code, N_("A short name of the store"), N_("CODE") } },
    { TAKES_AUDIENCE, { "audience", 'a', 0, G_OPTION_ARG_STRING, &told->audience,
                        N_("Who reads the desk: office, workshop or kiosk"), N_("WHO") } },
    { TAKES_REVOKE, { "revoke", 0, 0, G_OPTION_ARG_NONE, &told->revoke, N_("Make the address worthless instead"), NULL } },
  };
  GOptionEntry entries[G_N_ELEMENTS (known) + 1] = { 0 };
  g_autoptr (GError) error = NULL;
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (known[i].when == 0 || (known[i].when & takes) != 0)
      entries[n++] = known[i].entry;
  if (!axle_command_parse (self, entries, arguments, at_least, at_most))
    return AXLE_EXIT_USAGE;
  if (told->data == NULL)
    return axle_command_misused (self, _("--data is needed: the folder that axle-server was started with"));
  told->admin = axle_admin_open (told->data, told->storage, &error);
  return told->admin != NULL ? -1 : axle_command_failed (error);
}

static gboolean
is_called (const AxleRecord *record,
           const char       *name)
{
  g_autofree char *title = axle_record_dup_title (record);
  g_autofree char *folded = axle_text_fold (title);
  g_autofree char *wanted = axle_text_fold (name);
  AxleId id;

  if (axle_id_parse (name, &id))
    return axle_id_equal (&id, &record->id);
  return g_str_equal (folded, wanted);
}

static GPtrArray *
list (Told              *told,
      const AxleEntity  *entity,
      GError           **error)
{
  return entity == &axle_group_entity ? axle_admin_list_groups (told->admin, error)
                                      : axle_admin_list (told->admin, entity, error);
}

/* The record of that name or id; without a name the only one that there is. */
static AxleRecord *
find (Told              *told,
      const AxleEntity  *entity,
      const char        *name,
      GError           **error)
{
  g_autoptr (GPtrArray) all = list (told, entity, error);
  AxleRecord *found = NULL;
  guint n = 0;

  if (all == NULL)
    return NULL;
  for (guint i = 0; i < all->len; i++)
    if (name == NULL || is_called (all->pdata[i], name))
      {
        found = all->pdata[i];
        n++;
      }
  if (n == 1)
    return axle_record_ref (found);
  if (n == 0 && name != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("There is no %s called “%s”."), _(entity->label), name);
  else if (n == 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("There is no %s yet. Create one first."), _(entity->label));
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("There are several of the kind “%s”. Say which one, by name or id."),
                 _(entity->label));
  return NULL;
}

static int
tell_made (const Told       *told,
           const AxleEntity *entity,
           const AxleId     *id,
           const char       *name)
{
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();

  if (!told->json)
    {
      axle_command_print ("%s\n", AXLE_ID_TEXT (id));
      return AXLE_EXIT_DONE;
    }
  axle_json_line_add_text (line, "kind", entity->kind);
  axle_json_line_add_text (line, "id", AXLE_ID_TEXT (id));
  axle_json_line_add_text (line, "name", name);
  axle_command_print_json (line);
  return AXLE_EXIT_DONE;
}

static int
run_create_group (const AxleCommand *self,
                  GStrv              arguments)
{
  g_auto (Told) told = { 0 };
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  int status = begin (self, &told, 0, &left, 1, 1);
  AxleId id;

  if (status >= 0)
    return status;
  if (!axle_admin_add_group (told.admin, left[0], &id, &error))
    return axle_command_failed (error);
  return tell_made (&told, &axle_group_entity, &id, left[0]);
}

static int
run_create_store (const AxleCommand *self,
                  GStrv              arguments)
{
  g_auto (Told) told = { 0 };
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleRecord) group = NULL;
  int status = begin (self, &told, TAKES_GROUP | TAKES_CODE, &left, 1, 1);
  AxleId id;

  if (status >= 0)
    return status;
  group = find (&told, &axle_group_entity, told.group, &error);
  if (group == NULL || !axle_admin_add_store (told.admin, &group->id, left[0], told.code, &id, &error))
    return axle_command_failed (error);
  return tell_made (&told, &axle_store_entity, &id, left[0]);
}

/* What is told after the name, every right where nothing is; NULL for one that there is not. */
static const char *const *
read_rights (GStrv left)
{
  const char *const *rights = left[1] != NULL ? (const char *const *) left + 1 : every_right;

  for (guint i = 0; rights[i] != NULL; i++)
    if (!g_strv_contains (every_right, rights[i]))
      {
        g_autofree char *known = g_strjoinv (", ", (char **) every_right);

        axle_command_refused (_("“%s” is no right. There are: %s."), rights[i], known);
        return NULL;
      }
  return rights;
}

static int
run_create_role (const AxleCommand *self,
                 GStrv              arguments)
{
  g_auto (Told) told = { 0 };
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleRecord) group = NULL;
  int status = begin (self, &told, TAKES_GROUP, &left, 1, -1);
  const char *const *rights = status < 0 ? read_rights (left) : NULL;
  AxleId id;

  if (status >= 0 || rights == NULL)
    return status >= 0 ? status : AXLE_EXIT_REFUSED;
  group = find (&told, &axle_group_entity, told.group, &error);
  if (group == NULL || !axle_admin_add_role (told.admin, &group->id, left[0], rights, &id, &error))
    return axle_command_failed (error);
  return tell_made (&told, &axle_role_entity, &id, left[0]);
}

static int
run_set_rights (const AxleCommand *self,
                GStrv              arguments)
{
  g_auto (Told) told = { 0 };
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleRecord) role = NULL;
  int status = begin (self, &told, 0, &left, 1, -1);
  const char *const *rights = status < 0 ? read_rights (left) : NULL;

  if (status >= 0 || rights == NULL)
    return status >= 0 ? status : AXLE_EXIT_REFUSED;
  role = find (&told, &axle_role_entity, left[0], &error);
  if (role == NULL || !axle_admin_set_rights (told.admin, &role->id, rights, &error))
    return axle_command_failed (error);
  return tell_made (&told, &axle_role_entity, &role->id, left[0]);
}

static int
run_create_staff (const AxleCommand *self,
                  GStrv              arguments)
{
  g_auto (Told) told = { 0 };
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleRecord) role = NULL;
  g_autoptr (AxleRecord) store = NULL;
  g_autofree char *secret = NULL;
  int status = begin (self, &told, TAKES_STORE | TAKES_ROLE, &left, 1, 1);
  AxleId id;

  if (status >= 0)
    return status;
  role = find (&told, &axle_role_entity, told.role, &error);
  if (role != NULL && told.store != NULL)
    store = find (&told, &axle_store_entity, told.store, &error);
  if (error == NULL)
    secret = axle_desk_read_secret (&error);
  if (error != NULL
      || !axle_admin_add_staff (told.admin, &role->scope, store != NULL ? &store->id : NULL, &role->id, left[0], secret, &id,
                                &error))
    return axle_command_failed (error);
  return tell_made (&told, &axle_staff_entity, &id, left[0]);
}

static int
run_set_pin (const AxleCommand *self,
             GStrv              arguments)
{
  g_auto (Told) told = { 0 };
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleRecord) staff = NULL;
  g_autofree char *secret = NULL;
  int status = begin (self, &told, 0, &left, 1, 1);

  if (status >= 0)
    return status;
  staff = find (&told, &axle_staff_entity, left[0], &error);
  if (staff != NULL)
    secret = axle_desk_read_secret (&error);
  if (secret == NULL || !axle_admin_set_secret (told.admin, &staff->id, secret, &error)
      || !axle_admin_reset_tries (told.admin, &staff->id, &error))
    return axle_command_failed (error);
  return tell_made (&told, &axle_staff_entity, &staff->id, left[0]);
}

static int
revoke_link (const Told    *told,
             const AxleId  *staff,
             GError       **error)
{
  gboolean was = FALSE;

  if (!axle_subscription_revoke (axle_admin_get_hub (told->admin), staff, &was, error))
    return axle_command_failed (*error);
  return was ? AXLE_EXIT_DONE : axle_command_refused (_("They have no address to take away."));
}

static int
run_calendar_link (const AxleCommand *self,
                   GStrv              arguments)
{
  g_auto (Told) told = { 0 };
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleRecord) staff = NULL;
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();
  g_autofree char *secret = NULL, *path = NULL;
  int status = begin (self, &told, TAKES_REVOKE, &left, 1, 1);

  if (status >= 0)
    return status;
  staff = find (&told, &axle_staff_entity, left[0], &error);
  if (staff != NULL && told.revoke)
    return revoke_link (&told, &staff->id, &error);
  if (staff != NULL)
    secret = axle_subscription_make (axle_admin_get_hub (told.admin), &staff->id, &error);
  if (secret == NULL)
    return axle_command_failed (error);
  path = g_strdup_printf ("/calendar/%s.ics", secret);
  axle_json_line_add_text (line, "staff", AXLE_ID_TEXT (&staff->id));
  axle_json_line_add_text (line, "path", path);
  if (told.json)
    axle_command_print_json (line);
  else
    axle_command_print (_("%s\nPut the server’s own address in front. Whoever has it sees when which car comes for what; "
                          "“--revoke” makes it worthless, and so does another one.\n"), path);
  return AXLE_EXIT_DONE;
}

static int
run_code (const AxleCommand *self,
          GStrv              arguments)
{
  g_auto (Told) told = { 0 };
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleRecord) store = NULL;
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();
  g_autofree char *code = NULL;
  int status = begin (self, &told, TAKES_STORE | TAKES_AUDIENCE, &left, 0, 0);
  AxleAudience audience = AXLE_AUDIENCE_OFFICE;

  if (status >= 0)
    return status;
  if (told.audience != NULL && !axle_audience_parse (told.audience, &audience))
    return axle_command_misused (self, _("“%s” is no audience: office, workshop or kiosk"), told.audience);
  store = find (&told, &axle_store_entity, told.store, &error);
  if (store != NULL)
    code = axle_admin_make_code (told.admin, &store->id, audience, &error);
  if (code == NULL)
    return axle_command_failed (error);
  axle_json_line_add_text (line, "code", code);
  axle_json_line_add_text (line, "store", AXLE_ID_TEXT (&store->id));
  if (told.json)
    axle_command_print_json (line);
  else
    axle_command_print ("%s\n", code);
  return AXLE_EXIT_DONE;
}

static int
run_revoke (const AxleCommand *self,
            GStrv              arguments)
{
  g_auto (Told) told = { 0 };
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleRecord) desk = NULL;
  int status = begin (self, &told, 0, &left, 1, 1);

  if (status >= 0)
    return status;
  desk = find (&told, &axle_desk_entity, left[0], &error);
  if (desk == NULL || !axle_admin_revoke_desk (told.admin, &desk->id, &error))
    return axle_command_failed (error);
  return tell_made (&told, &axle_desk_entity, &desk->id, left[0]);
}

static void
print_desk (const Told          *told,
            const AxleRecord    *store,
            const AxleDeskState *desk)
{
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();
  g_autoptr (GDateTime) seen = g_date_time_new_from_unix_utc_usec (desk->last_seen);
  g_autofree char *when = desk->last_seen > 0 ? g_date_time_format_iso8601 (seen) : g_strdup (_("never"));
  g_autofree char *title = axle_record_dup_title (store);

  if (!told->json)
    {
      axle_command_print ("%s  %s  %s  %s  %s  %" PRId64 "%s\n", AXLE_ID_TEXT (&desk->id), desk->name, title,
                          axle_audience_get_name (desk->audience), when, desk->behind, desk->revoked ? _("  locked out") : "");
      return;
    }
  axle_json_line_add_text (line, "id", AXLE_ID_TEXT (&desk->id));
  axle_json_line_add_text (line, "name", desk->name);
  axle_json_line_add_text (line, "store", AXLE_ID_TEXT (&store->id));
  axle_json_line_add_text (line, "audience", axle_audience_get_name (desk->audience));
  axle_json_line_add_boolean (line, "revoked", desk->revoked);
  axle_json_line_add_integer (line, "last_seen", desk->last_seen);
  axle_json_line_add_integer (line, "behind", desk->behind);
  axle_command_print_json (line);
}

static int
run_list_desks (const AxleCommand *self,
                GStrv              arguments)
{
  g_auto (Told) told = { 0 };
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) stores = NULL;
  int status = begin (self, &told, 0, &left, 0, 0);

  if (status >= 0)
    return status;
  stores = list (&told, &axle_store_entity, &error);
  for (guint i = 0; stores != NULL && i < stores->len; i++)
    {
      g_autoptr (GPtrArray) desks = axle_admin_list_desks (told.admin, stores->pdata[i], &error);

      for (guint j = 0; desks != NULL && j < desks->len; j++)
        print_desk (&told, stores->pdata[i], desks->pdata[j]);
    }
  return error == NULL ? AXLE_EXIT_DONE : axle_command_failed (error);
}

static int
run_move_desk (const AxleCommand *self,
               GStrv              arguments)
{
  g_auto (Told) told = { 0 };
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleRecord) desk = NULL;
  g_autoptr (AxleRecord) store = NULL;
  int status = begin (self, &told, 0, &left, 2, 2);

  if (status >= 0)
    return status;
  desk = find (&told, &axle_desk_entity, left[0], &error);
  if (desk != NULL)
    store = find (&told, &axle_store_entity, left[1], &error);
  if (store == NULL || !axle_admin_move_desk (told.admin, &desk->id, &store->id, NULL, &error))
    return axle_command_failed (error);
  return tell_made (&told, &axle_desk_entity, &desk->id, left[0]);
}

static int
run_set_audience (const AxleCommand *self,
                  GStrv              arguments)
{
  g_auto (Told) told = { 0 };
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleRecord) desk = NULL;
  int status = begin (self, &told, 0, &left, 2, 2);
  AxleAudience audience;

  if (status >= 0)
    return status;
  if (!axle_audience_parse (left[1], &audience))
    return axle_command_misused (self, _("“%s” is no audience: office, workshop or kiosk"), left[1]);
  desk = find (&told, &axle_desk_entity, left[0], &error);
  if (desk == NULL || !axle_admin_move_desk (told.admin, &desk->id, NULL, &audience, &error))
    return axle_command_failed (error);
  return tell_made (&told, &axle_desk_entity, &desk->id, left[0]);
}

/* One number that a command has found. */
static int
tell_number (const Told *told,
             const char *name,
             gint64      number)
{
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();

  axle_json_line_add_integer (line, name, number);
  if (told->json)
    axle_command_print_json (line);
  else
    axle_command_print ("%" PRId64 "\n", number);
  return AXLE_EXIT_DONE;
}

static int
run_lease (const AxleCommand *self,
           GStrv              arguments)
{
  g_auto (Told) told = { 0 };
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  int status = begin (self, &told, 0, &left, 1, 1);
  gint64 days;

  if (status >= 0)
    return status;
  if (!g_ascii_string_to_signed (left[0], 10, 0, MAX_LEASE_DAYS, &days, NULL))
    return axle_command_misused (self, _("“%s” is no number of days"), left[0]);
  if (!axle_admin_set_lease (told.admin, days, &error))
    return axle_command_failed (error);
  return tell_number (&told, "lease", days);
}

static int
run_compact (const AxleCommand *self,
             GStrv              arguments)
{
  g_auto (Told) told = { 0 };
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  int status = begin (self, &told, 0, &left, 0, 0);
  gint64 n_dropped;

  if (status >= 0)
    return status;
  if (!axle_admin_compact (told.admin, &n_dropped, &error))
    return axle_command_failed (error);
  return tell_number (&told, "dropped", n_dropped);
}

static int
run_restored (const AxleCommand *self,
              GStrv              arguments)
{
  g_auto (Told) told = { 0 };
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();
  int status = begin (self, &told, 0, &left, 0, 0);

  if (status >= 0)
    return status;
  if (!axle_admin_renew_epoch (told.admin, &error))
    return axle_command_failed (error);
  axle_json_line_add_boolean (line, "restored", TRUE);
  if (told.json)
    axle_command_print_json (line);
  else
    axle_command_print ("%s\n", _("Desks fetch everything anew, and send again what the copy lacks."));
  return AXLE_EXIT_DONE;
}

static int
run_collect_blobs (const AxleCommand *self,
                   GStrv              arguments)
{
  g_auto (Told) told = { 0 };
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();
  AxleBlobsCollected collected;
  int status = begin (self, &told, 0, &left, 0, 0);

  if (status >= 0)
    return status;
  if (!axle_admin_collect_blobs (told.admin, &collected, &error))
    return axle_command_failed (error);
  axle_json_line_add_integer (line, "used", collected.n_used);
  axle_json_line_add_integer (line, "waiting", collected.n_waiting);
  axle_json_line_add_integer (line, "dropped", collected.n_dropped);
  axle_json_line_add_integer (line, "bytes_dropped", collected.bytes_dropped);
  if (told.json)
    axle_command_print_json (line);
  else
    axle_command_print (_("%" PRId64 " photos and clips in use, %" PRId64 " kept for now, %" PRId64 " taken out\n"),
                        collected.n_used, collected.n_waiting, collected.n_dropped);
  return AXLE_EXIT_DONE;
}

static void
print_listed (const Told       *told,
              const AxleRecord *record)
{
  g_autofree char *title = axle_record_dup_title (record);
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();

  if (!told->json)
    {
      axle_command_print ("%s  %s\n", AXLE_ID_TEXT (&record->id), title);
      return;
    }
  axle_json_line_add_text (line, "kind", record->entity->kind);
  axle_json_line_add_text (line, "id", AXLE_ID_TEXT (&record->id));
  axle_json_line_add_text (line, "name", title);
  axle_json_line_add_record (line, "record", record);
  axle_command_print_json (line);
}

static int
run_list (const AxleCommand *self,
          GStrv              arguments)
{
  static const struct { const char *name; const AxleEntity *entity; } kinds[] = {
    { "groups", &axle_group_entity }, { "stores", &axle_store_entity }, { "roles", &axle_role_entity },
    { "staff", &axle_staff_entity }, { "desks", &axle_desk_entity },
  };
  g_auto (Told) told = { 0 };
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;
  int status = begin (self, &told, 0, &left, 1, 1);

  if (status >= 0)
    return status;
  for (gsize i = 0; records == NULL && error == NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, left[0]))
      records = list (&told, kinds[i].entity, &error);
  if (error != NULL)
    return axle_command_failed (error);
  if (records == NULL)
    return axle_command_misused (self, _("“%s” cannot be listed: groups, stores, roles, staff or desks"), left[0]);
  for (guint i = 0; i < records->len; i++)
    print_listed (&told, records->pdata[i]);
  return AXLE_EXIT_DONE;
}

const AxleCommand axle_server_commands[] = {
  { "server admin create-group", "NAME", N_("Make a group of stores on a server"), run_create_group },
  { "server admin create-store", "NAME", N_("Make a store of a group"), run_create_store },
  { "server admin create-role", "NAME [RIGHT…]", N_("Make a role; without rights named it may do all"), run_create_role },
  { "server admin set-rights", "ROLE [RIGHT…]", N_("Give a role other rights; all where none is named"), run_set_rights },
  { "server admin create-staff", "NAME", N_("Make a member of staff (PIN from AXLE_PIN or standard input)"), run_create_staff },
  { "server admin set-pin", "STAFF", N_("Give a new PIN, and let them try again"), run_set_pin },
  { "server admin calendar-link", "STAFF", N_("Print the address that a calendar of theirs can subscribe to"), run_calendar_link },
  { "server admin code", NULL, N_("Print a code that enrols one desk"), run_code },
  { "server admin lease", "DAYS", N_("Say how long a desk shows data without the server; 0 for ever"), run_lease },
  { "server admin restored", NULL, N_("Say that the folder was brought back from a copy"), run_restored },
  { "server blobs collect", NULL, N_("Take out photos and clips that no record has named for 30 days"), run_collect_blobs },
  { "server desks list", NULL, N_("List desks with when they were seen and how far behind they are"), run_list_desks },
  { "server desks revoke", "DESK", N_("Lock a desk out, and make what is on it unreadable"), run_revoke },
  { "server desks move", "DESK STORE", N_("Give a desk to another store"), run_move_desk },
  { "server desks audience", "DESK WHO", N_("Say who reads a desk: office, workshop or kiosk"), run_set_audience },
  { "server compact", NULL, N_("Take out deletions that every desk has heard of"), run_compact },
  { "server admin list", "KIND", N_("List groups, stores, roles, staff or desks"), run_list },
  { NULL }
};
