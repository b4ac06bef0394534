/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edits.h"

#include "core/organisation/organisation.h"
#include "core/party/customer.h"

static AxleId
new_id (void)
{
  return axle_id_new (axle_host_get_default ());
}

static void
put (AxleHub    *hub,
     AxleRecord *record)
{
  g_assert_true (axle_hub_put (hub, record, NULL));
  axle_record_unref (record);
}

static void
open_desk (Edits *self)
{
  static const char * const rights[] = { "customers.write", NULL };
  AxleId role_id = new_id ();
  AxleRecord *role = axle_record_new (&axle_role_entity, &role_id);
  AxleRecord *person;

  self->desk = (AxleHubDesk) { .desk = new_id (), .store = new_id (), .group = new_id (), .install = new_id () };
  self->staff = new_id ();
  person = axle_record_new (&axle_staff_entity, &self->staff);
  role->scope = person->scope = self->desk.group;
  axle_record_set_text (role, AXLE_ROLE_NAME, "Role");
  axle_record_set_members (role, AXLE_ROLE_RIGHTS, rights);
  axle_record_set_text (person, AXLE_STAFF_NAME, "Person");
  axle_record_set_id (person, AXLE_STAFF_ROLE, &role_id);
  axle_record_set_boolean (person, AXLE_STAFF_ACTIVE, TRUE);
  g_assert_true (axle_hub_begin (self->hub, NULL, 0, NULL));
  put (self->hub, role);
  put (self->hub, person);
  g_assert_true (axle_hub_add_install (self->hub, &self->desk, 0, NULL));
  g_assert_true (axle_hub_admit (self->hub, &self->desk.desk, &self->staff, NULL));
  g_assert_true (axle_hub_commit (self->hub, NULL));
}

Edits *
edits_new (AxleHub *hub,
           guint    n_ids)
{
  Edits *self = g_new0 (Edits, 1);

  self->hub = hub;
  self->ids = g_new (AxleId, n_ids);
  self->n_ids = n_ids;
  self->next = 1;
  for (guint i = 0; i < n_ids; i++)
    self->ids[i] = new_id ();
  open_desk (self);
  return self;
}

void
edits_free (Edits *self)
{
  g_free (self->ids);
  g_free (self);
}

static void
add_text (AxleChange *change,
          guint       field,
          const char *before,
          const char *after)
{
  g_auto(AxleValue) old = AXLE_VALUE_INIT;
  g_auto(AxleValue) new = AXLE_VALUE_INIT;

  axle_value_set_text (&old, before);
  axle_value_set_text (&new, after);
  axle_change_add_field (change, field, &old, &new);
}

GBytes *
edits_new_body (Edits    *self,
                guint     n_changes,
                gboolean  edit)
{
  g_autoptr(AxlePushRequest) request = axle_push_request_new ();

  request->install = self->desk.install;
  request->epoch = axle_hub_get_epoch (self->hub);
  for (guint i = 0; i < n_changes; i++)
    {
      const AxleId *id = &self->ids[(self->next - 1 + i) % self->n_ids];
      AxleChange *change = axle_change_new (&axle_customer_entity, id, AXLE_CHANGE_SET);

      change->number = self->next + i;
      change->scope = self->desk.store;
      change->staff = self->staff;
      if (edit)
        {
          /* Every round another value: what is as it was would not be written. */
          gboolean odd = (self->next - 1 + i) / self->n_ids % 2;

          add_text (change, AXLE_CUSTOMER_CITY, odd ? "沈阳" : "大连", odd ? "大连" : "沈阳");
        }
      else
        {
          add_text (change, AXLE_CUSTOMER_TYPE, NULL, "person");
          add_text (change, AXLE_CUSTOMER_NAME, NULL, "王小明");
          add_text (change, AXLE_CUSTOMER_CITY, NULL, "沈阳");
          add_text (change, AXLE_CUSTOMER_ADDRESS, NULL, "和平区南京北街一百零一号");
          add_text (change, AXLE_CUSTOMER_STAGE, NULL, "deal");
        }
      g_ptr_array_add (request->changes, change);
    }
  self->next += n_changes;
  return axle_push_request_encode (request);
}

gint64
edits_push (Edits    *self,
            guint     n_changes,
            gboolean  edit)
{
  g_autoptr(GBytes) body = edits_new_body (self, n_changes, edit);
  gint64 start = g_get_monotonic_time ();
  g_autoptr(AxlePushRequest) request = axle_push_request_decode (body, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(AxlePushReply) reply = axle_hub_push (self->hub, &self->desk, request, &error);
  g_autoptr(GBytes) answer = NULL;
  gint64 taken;

  g_assert_no_error (error);
  answer = axle_push_reply_encode (reply);
  taken = g_get_monotonic_time () - start;
  g_assert_cmpint (((AxleVerdict *) reply->verdicts->pdata[n_changes - 1])->outcome, !=, AXLE_OUTCOME_REFUSED);
  return taken;
}

double
edits_push_all (Edits    *self,
                guint     batch,
                gboolean  edit)
{
  gint64 taken = 0;

  for (guint done = 0; done < self->n_ids; done += batch)
    taken += edits_push (self, batch, edit);
  return self->n_ids / ((double) taken / G_USEC_PER_SEC);
}
