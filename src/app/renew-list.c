/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/renew-list.h"

void
axle_renew_list (GListStore   *list,
                 GPtrArray    *items,
                 AxleSameItem  same)
{
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (list));
  guint first = 0;
  guint last = 0;

  while (first < n_before && first < items->len)
    {
      g_autoptr(GObject) item = g_list_model_get_object (G_LIST_MODEL (list), first);

      if (!same (item, items->pdata[first]))
        break;
      first++;
    }
  while (last < n_before - first && last < items->len - first)
    {
      g_autoptr(GObject) item = g_list_model_get_object (G_LIST_MODEL (list), n_before - 1 - last);

      if (!same (item, items->pdata[items->len - 1 - last]))
        break;
      last++;
    }
  if (first + last < n_before || first + last < items->len)
    g_list_store_splice (list, first, n_before - first - last, items->pdata + first, items->len - first - last);
}
