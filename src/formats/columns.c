/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/columns.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct
{
  const char *name;
  const char *label;
} roles[AXLE_COLUMN_N_ROLES] = {
  [AXLE_COLUMN_IGNORE] = { "ignore", N_("Do not import") },
  [AXLE_COLUMN_NAME] = { "name", N_("Name") },
  [AXLE_COLUMN_PHONE] = { "phone", N_("Phone") },
  [AXLE_COLUMN_PHONE2] = { "phone2", N_("Second phone") },
  [AXLE_COLUMN_PHONE3] = { "phone3", N_("Third phone") },
  [AXLE_COLUMN_VIN] = { "vin", N_("VIN") },
  [AXLE_COLUMN_PLATE] = { "plate", N_("Plate") },
  [AXLE_COLUMN_MODEL] = { "model", N_("Model") },
  [AXLE_COLUMN_BIRTHDAY] = { "birthday", N_("Birthday") },
  [AXLE_COLUMN_GENDER] = { "gender", N_("Gender") },
  [AXLE_COLUMN_COMPANY] = { "company", N_("Company") },
  [AXLE_COLUMN_OCCUPATION] = { "occupation", N_("Occupation") },
  [AXLE_COLUMN_ADDRESS] = { "address", N_("Address") },
  [AXLE_COLUMN_CITY] = { "city", N_("City") },
  [AXLE_COLUMN_SOURCE] = { "source", N_("Source") },
  [AXLE_COLUMN_NOTE] = { "note", N_("Note") },
  [AXLE_COLUMN_TAGS] = { "tags", N_("Tags") },
  [AXLE_COLUMN_ODOMETER] = { "odometer", N_("Odometer") },
  [AXLE_COLUMN_FIRST_REGISTRATION] = { "first_registration", N_("First registration") },
  [AXLE_COLUMN_EMAIL] = { "email", N_("Email") },
  [AXLE_COLUMN_WECHAT] = { "wechat", N_("WeChat") },
};

/* Headers as they stand after fold_header(): no spaces, lower case, half width. */
static const struct
{
  AxleColumnRole role;
  const char    *synonyms;
} headers[] = {
  { AXLE_COLUMN_NAME, "姓名|名字|名称|客户|车主|联系人|客户名|用户名|会员名|称呼|机主|驾驶人|送修人|name|fullname|displayname|customer|client|owner|contact|contactname" },
  { AXLE_COLUMN_PHONE, "手机|手机号|手机号码|电话|电话号码|联系方式|联系电话|移动电话|固话|座机|tel|phone|mobile|cell|cellphone|telephone|phonenumber|mobilenumber|phoneno|mobileno" },
  { AXLE_COLUMN_PHONE2, "备用电话|备用手机|备用手机号|备用联系方式|第二电话|第二联系方式|其他电话|电话2|手机2|手机号2|联系电话2|联系方式2|phone2|mobile2|tel2|otherphone|altphone|alternatephone|secondaryphone|homephone|workphone|businessphone" },
  { AXLE_COLUMN_PHONE3, "第三电话|电话3|手机3|手机号3|联系电话3|phone3|mobile3|tel3" },
  { AXLE_COLUMN_VIN, "车架号|车架|车架号码|底盘号|大架号|车辆识别代号|车辆识别代码|车辆识别码|识别代号|车身号|vin|vin码|vin号|vincode|vinnumber|vinno|chassis|chassisno|chassisnumber|framenumber" },
  { AXLE_COLUMN_PLATE, "车牌|车牌号|车牌号码|牌照|牌照号|号牌|号牌号码|plate|plateno|platenumber|licenseplate|licenceplate|registrationnumber|regno|carno" },
  { AXLE_COLUMN_MODEL, "车型|车型名称|车型年款|车款|车系|品牌车型|品牌型号|厂牌型号|型号|意向车型|购买车型|model|carmodel|vehiclemodel|vehicle|car" },
  { AXLE_COLUMN_BIRTHDAY, "生日|出生日期|出生年月|出生年月日|birthday|birthdate|dateofbirth|dob|bday" },
  { AXLE_COLUMN_GENDER, "性别|gender|sex" },
  { AXLE_COLUMN_COMPANY, "公司|单位|公司名称|单位名称|工作单位|所在单位|企业|企业名称|company|companyname|organization|organisation|org|employer" },
  { AXLE_COLUMN_OCCUPATION, "职业|职务|职位|工作|occupation|jobtitle|job|title|position|profession" },
  { AXLE_COLUMN_ADDRESS, "地址|住址|联系地址|详细地址|家庭住址|家庭地址|通讯地址|通信地址|居住地址|address|streetaddress|homeaddress|street|addr" },
  { AXLE_COLUMN_CITY, "城市|所在城市|所在地|地区|区域|所在地区|省市|city|town|region" },
  { AXLE_COLUMN_SOURCE, "来源|客户来源|线索来源|渠道|来源渠道|获客渠道|source|leadsource|channel|origin" },
  { AXLE_COLUMN_NOTE, "备注|备注信息|说明|附注|描述|留言|note|notes|remark|remarks|comment|comments|memo|description" },
  { AXLE_COLUMN_TAGS, "标签|客户标签|分类|类别|分组|tag|tags|label|labels|category|categories|group" },
  { AXLE_COLUMN_ODOMETER, "里程|里程数|行驶里程|当前里程|进厂里程|公里数|表显里程|odometer|mileage|km|kilometers|kilometres" },
  { AXLE_COLUMN_FIRST_REGISTRATION, "购车日期|购车时间|购买日期|首次上牌|首次上牌日期|上牌日期|上牌时间|首次登记|首次登记日期|登记日期|注册日期|初登日期|提车日期|交车日期|firstregistration|firstregistrationdate|registrationdate|purchasedate|dateofpurchase|deliverydate|regdate" },
  { AXLE_COLUMN_EMAIL, "邮箱|电子邮箱|邮件|电子邮件|邮箱地址|电子邮件地址|email|e-mail|mail|emailaddress" },
  { AXLE_COLUMN_WECHAT, "微信|微信号|微信id|微信昵称|wechat|wechatid|weixin|wx" },
  { AXLE_COLUMN_IGNORE, "序号|编号|行号|拼音|归属地|创建时间|更新时间|录入时间|身份证|身份证号|证件号码|颜色|发动机号|邮编|年龄|no|id|index|pinyin|zip|postcode|created|updated|age|color|colour|engineno" },
};

/**
 * axle_column_role_to_string:
 * @role: a role
 *
 * Returns: its stable name, such as `first_registration`
 */
const char *
axle_column_role_to_string (AxleColumnRole role)
{
  g_return_val_if_fail (role < AXLE_COLUMN_N_ROLES, NULL);
  return roles[role].name;
}

/**
 * axle_column_role_from_string:
 * @name: a name of axle_column_role_to_string()
 * @role: (out): its role
 *
 * Returns: whether there is one
 */
gboolean
axle_column_role_from_string (const char     *name,
                              AxleColumnRole *role)
{
  for (guint i = 0; i < AXLE_COLUMN_N_ROLES; i++)
    if (g_str_equal (roles[i].name, name))
      {
        *role = (AxleColumnRole) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * axle_column_role_get_label:
 * @role: a role
 *
 * Returns: what a person calls it, translated
 */
const char *
axle_column_role_get_label (AxleColumnRole role)
{
  g_return_val_if_fail (role < AXLE_COLUMN_N_ROLES, NULL);
  return _(roles[role].label);
}

/**
 * axle_column_guess_explain:
 * @guess: a guess
 *
 * Returns: (transfer full): why, in a translated sentence
 */
char *
axle_column_guess_explain (const AxleColumnGuess *guess)
{
  switch (guess->reason)
    {
    case AXLE_COLUMN_REASON_HEADER:
      return g_strdup (_("The header says so."));
    case AXLE_COLUMN_REASON_CONTENT:
      return g_strdup (_("The content looks like it."));
    case AXLE_COLUMN_REASON_BOTH:
      return g_strdup (_("The header and the content say so."));
    case AXLE_COLUMN_REASON_TAKEN:
      return g_strdup (_("Another column fits better."));
    case AXLE_COLUMN_REASON_NONE:
    default:
      return g_strdup (_("Nothing in the header or the content says what it is."));
    }
}

static gboolean
is_bracket (gunichar c,
            gunichar *closing)
{
  static const gunichar pairs[][2] = { { '(', ')' }, { '[', ']' }, { 0x3010, 0x3011 }, { '<', '>' } };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (c == pairs[i][0])
      {
        *closing = pairs[i][1];
        return TRUE;
      }
  return FALSE;
}

/* "*手机 号码（必填）：" → "手机号码". */
static char *
fold_header (const char *header)
{
  g_autofree char *shown = g_utf8_make_valid (header, -1);
  g_autofree char *compatible = g_utf8_normalize (shown, -1, G_NORMALIZE_NFKC);
  g_autofree char *lower = g_utf8_strdown (compatible, -1);
  g_autoptr (GString) folded = g_string_new (NULL);
  gunichar closing = 0;

  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (closing != 0)
        closing = c == closing ? 0 : closing;
      else if (!is_bracket (c, &closing) && g_unichar_isalnum (c))
        g_string_append_unichar (folded, c);
    }
  return g_string_free (g_steal_pointer (&folded), FALSE);
}

/* Chinese puts what a thing is last: 公司电话 is a phone, 公司地址 an address.
 * English shorter than four letters means something only as the whole header. */
static gsize
weigh_synonym (const char *folded,
               const char *synonym)
{
  const char *found = NULL;
  gsize length = strlen (synonym);

  if (g_str_equal (folded, synonym))
    return G_MAXSIZE;
  if ((guchar) synonym[0] >= 0x80 || length >= 4)
    found = g_strrstr (folded, synonym);
  return found == NULL ? 0 : (gsize) (found - folded) * 64 + length * 65;
}

static gsize
weigh_synonyms (const char *folded,
                const char *synonyms)
{
  g_auto (GStrv) list = g_strsplit (synonyms, "|", -1);
  gsize best = 0;

  for (guint i = 0; list[i] != NULL && best < G_MAXSIZE; i++)
    best = MAX (best, weigh_synonym (folded, list[i]));
  return best;
}

/**
 * axle_column_weigh_header:
 * @header: a column's name as a person wrote it
 * @synonyms: what such a column is called, without blanks and in small letters, between bars
 *
 * Returns: how well it fits: 0 for not at all, %G_MAXSIZE for one of @synonyms
 */
gsize
axle_column_weigh_header (const char *header,
                          const char *synonyms)
{
  g_autofree char *folded = fold_header (header);

  return *folded != '\0' ? weigh_synonyms (folded, synonyms) : 0;
}

/**
 * axle_column_role_of_header:
 * @header: a column's name as a person wrote it, Chinese or English
 * @score: (out) (optional): how sure, 0 to 1
 *
 * Returns: what such a column holds, %AXLE_COLUMN_IGNORE when not known or when
 *   it is known to be of no use (then @score is above 0)
 */
AxleColumnRole
axle_column_role_of_header (const char *header,
                            double     *score)
{
  g_autofree char *folded = fold_header (header);
  AxleColumnRole role = AXLE_COLUMN_IGNORE;
  gsize best = 0;

  for (guint i = 0; i < G_N_ELEMENTS (headers) && best < G_MAXSIZE; i++)
    {
      gsize weight = weigh_synonyms (folded, headers[i].synonyms);

      if (weight > best)
        {
          best = weight;
          role = headers[i].role;
        }
    }
  if (score != NULL)
    *score = best == G_MAXSIZE ? 1.0 : best > 0 ? 0.7 : 0.0;
  return role;
}

static gsize
compact (const char *value,
         const char *dropped,
         char       *out,
         gsize       size)
{
  gsize n = 0;

  for (; *value != '\0'; value++)
    {
      if (strchr (dropped, *value) != NULL)
        continue;
      if (n + 1 >= size)
        return size;
      out[n++] = g_ascii_toupper (*value);
    }
  out[n] = '\0';
  return n;
}

static gboolean
like_vin (const char *value)
{
  char sign[24];
  guint digits = 0;

  if (compact (value, " -", sign, sizeof sign) != 17)
    return FALSE;
  for (guint i = 0; i < 17; i++)
    {
      if (!g_ascii_isalnum (sign[i]))
        return FALSE;
      digits += g_ascii_isdigit (sign[i]);
    }
  return digits >= 3 && digits < 17;
}

static gboolean
like_phone (const char *value)
{
  char digits[24];
  gsize n = compact (value, " -()+.", digits, sizeof digits);
  const char *d = digits;

  if (n >= sizeof digits || strspn (digits, "0123456789") != n)
    return FALSE;
  if (n > 11 && g_str_has_prefix (d, "0086"))
    d += 4;
  else if (n > 11 && g_str_has_prefix (d, "86"))
    d += 2;
  n = strlen (d);
  return (n == 11 && d[0] == '1' && d[1] >= '3') || (n >= 10 && n <= 12 && d[0] == '0' && d[1] != '0');
}

#define PROVINCES "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使"

static gboolean
like_plate (const char *value)
{
  gunichar first = g_utf8_get_char_validated (value, -1);
  guint signs = 0;

  if (first == (gunichar) -1 || first == (gunichar) -2 || first < 0x80 || g_utf8_strchr (PROVINCES, -1, first) == NULL)
    return FALSE;
  for (const char *p = g_utf8_next_char (value); *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == ' ' || c == '-' || c == 0xb7 || c == 0x2022)
        continue;
      if (!(c < 0x80 && g_ascii_isalnum ((char) c)) && (signs < 4 || g_utf8_strchr ("学警港澳挂领", -1, c) == NULL))
        return FALSE;
      if (signs == 0 && !g_ascii_isalpha ((char) c))
        return FALSE;
      signs++;
    }
  return signs == 6 || signs == 7;
}

static gboolean
like_email (const char *value)
{
  const char *at = strchr (value, '@');

  return at != NULL && at > value && strchr (at + 1, '.') != NULL && strchr (at + 1, '@') == NULL &&
         strpbrk (value, " ,;") == NULL;
}

static gboolean
like_gender (const char *value)
{
  static const char *const genders[] = { "男", "女", "先生", "女士", "男性", "女性", "male", "female" };

  for (guint i = 0; i < G_N_ELEMENTS (genders); i++)
    if (g_ascii_strcasecmp (value, genders[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
contains_any (const char *value,
              const char *marks)
{
  for (const char *p = value; *p != '\0'; p = g_utf8_next_char (p))
    if (g_utf8_strchr (marks, -1, g_utf8_get_char (p)) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
like_address (const char *value)
{
  return g_utf8_strlen (value, -1) >= 8 && contains_any (value, "省市区县镇乡") &&
         contains_any (value, "路街道号村弄巷栋幢楼");
}

static gboolean
like_name (const char *value)
{
  glong length = g_utf8_strlen (value, -1);

  if (length < 2 || length > 4)
    return FALSE;
  for (const char *p = value; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_get_script (g_utf8_get_char (p)) != G_UNICODE_SCRIPT_HAN)
      return FALSE;
  return TRUE;
}

/**
 * axle_column_role_of_value:
 * @value: one value of a column
 *
 * Looks at the shape only; whether a value is right is for the rules of core.
 *
 * Returns: what it looks like, %AXLE_COLUMN_IGNORE when like nothing in particular
 */
AxleColumnRole
axle_column_role_of_value (const char *value)
{
  g_autofree char *trimmed = NULL;

  if (!g_utf8_validate (value, -1, NULL) || strlen (value) > 400)
    return AXLE_COLUMN_IGNORE;
  trimmed = g_strstrip (g_strdup (value));
  if (like_phone (trimmed))
    return AXLE_COLUMN_PHONE;
  if (like_vin (trimmed))
    return AXLE_COLUMN_VIN;
  if (like_plate (trimmed))
    return AXLE_COLUMN_PLATE;
  if (like_email (trimmed))
    return AXLE_COLUMN_EMAIL;
  if (like_gender (trimmed))
    return AXLE_COLUMN_GENDER;
  if (like_address (trimmed))
    return AXLE_COLUMN_ADDRESS;
  if (like_name (trimmed))
    return AXLE_COLUMN_NAME;
  return AXLE_COLUMN_IGNORE;
}

/* What at least four of five filled cells look like. */
static AxleColumnRole
role_of_content (GPtrArray *rows,
                 guint      column,
                 double    *share)
{
  guint counts[AXLE_COLUMN_N_ROLES] = { 0 };
  guint filled = 0, best = AXLE_COLUMN_IGNORE;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      GPtrArray *row = rows->pdata[i];
      const char *value = column < row->len ? row->pdata[column] : "";

      if (value[strspn (value, " \t")] == '\0')
        continue;
      filled++;
      counts[axle_column_role_of_value (value)]++;
    }
  for (guint i = AXLE_COLUMN_IGNORE + 1; i < AXLE_COLUMN_N_ROLES; i++)
    if (counts[i] > counts[best] || best == AXLE_COLUMN_IGNORE)
      best = i;
  *share = filled > 0 ? (double) counts[best] / filled : 0;
  return *share >= 0.8 ? (AxleColumnRole) best : AXLE_COLUMN_IGNORE;
}

static gboolean
is_phone (AxleColumnRole role)
{
  return role == AXLE_COLUMN_PHONE || role == AXLE_COLUMN_PHONE2 || role == AXLE_COLUMN_PHONE3;
}

/* Shapes that nothing else has, so that they outweigh a header. */
static gboolean
is_distinct (AxleColumnRole role)
{
  return is_phone (role) || role == AXLE_COLUMN_VIN || role == AXLE_COLUMN_PLATE || role == AXLE_COLUMN_EMAIL;
}

static AxleColumnGuess
guess_column (GPtrArray *header,
              GPtrArray *rows,
              guint      column)
{
  double header_score = 0, share = 0;
  AxleColumnRole by_header = AXLE_COLUMN_IGNORE, by_content;

  if (header != NULL && column < header->len)
    by_header = axle_column_role_of_header (header->pdata[column], &header_score);
  by_content = role_of_content (rows, column, &share);
  if (by_content != AXLE_COLUMN_IGNORE && (by_content == by_header || (is_phone (by_content) && is_phone (by_header))))
    return (AxleColumnGuess) { by_header, MIN (1, header_score + 0.2), AXLE_COLUMN_REASON_BOTH };
  /* A WeChat id is often a mobile number; and a VIN column full of phones is phones. */
  if (is_distinct (by_content) && is_distinct (by_header))
    return (AxleColumnGuess) { by_content, 0.8 * share, AXLE_COLUMN_REASON_CONTENT };
  if (header_score > 0)
    return (AxleColumnGuess) { by_header, header_score, AXLE_COLUMN_REASON_HEADER };
  if (by_content != AXLE_COLUMN_IGNORE)
    return (AxleColumnGuess) { by_content, (is_distinct (by_content) ? 0.8 : 0.5) * share, AXLE_COLUMN_REASON_CONTENT };
  return (AxleColumnGuess) { AXLE_COLUMN_IGNORE, 0, AXLE_COLUMN_REASON_NONE };
}

static void
move_on (AxleColumnGuess *guess)
{
  if (guess->role == AXLE_COLUMN_PHONE || guess->role == AXLE_COLUMN_PHONE2)
    guess->role++;
  else
    *guess = (AxleColumnGuess) { AXLE_COLUMN_IGNORE, 0, AXLE_COLUMN_REASON_TAKEN };
}

/* Each role once: the surest column keeps it, the leftmost of equals; a phone
 * that is not the surest becomes the next phone. */
static void
settle (GArray *guesses)
{
  gboolean settled[AXLE_COLUMN_N_ROLES] = { FALSE };

  for (guint role = AXLE_COLUMN_IGNORE + 1; role < AXLE_COLUMN_N_ROLES; role++)
    {
      guint best = G_MAXUINT;

      for (guint i = 0; i < guesses->len; i++)
        {
          AxleColumnGuess *guess = &g_array_index (guesses, AxleColumnGuess, i);

          if (guess->role == role &&
              (best == G_MAXUINT || guess->score > g_array_index (guesses, AxleColumnGuess, best).score))
            best = i;
        }
      settled[role] = best != G_MAXUINT;
      for (guint i = 0; settled[role] && i < guesses->len; i++)
        if (i != best && g_array_index (guesses, AxleColumnGuess, i).role == role)
          move_on (&g_array_index (guesses, AxleColumnGuess, i));
    }
  /* "Other phone" without a first one is the phone. */
  for (guint i = 0; !settled[AXLE_COLUMN_PHONE] && i < guesses->len; i++)
    if (g_array_index (guesses, AxleColumnGuess, i).role == AXLE_COLUMN_PHONE2)
      g_array_index (guesses, AxleColumnGuess, i).role = AXLE_COLUMN_PHONE;
}

/**
 * axle_columns_guess:
 * @header: (nullable) (element-type utf8): the names of the columns
 * @rows: (nullable) (element-type GPtrArray): the first rows, a hundred are enough;
 *   their members are strings, rows may be shorter than others
 * @n_columns: how many columns to guess
 *
 * Returns: (transfer full) (element-type AxleColumnGuess): a guess for each column;
 *   no role but `ignore` occurs twice
 */
GArray *
axle_columns_guess (GPtrArray *header,
                    GPtrArray *rows,
                    guint      n_columns)
{
  GArray *guesses = g_array_sized_new (FALSE, FALSE, sizeof (AxleColumnGuess), n_columns);

  for (guint i = 0; i < n_columns; i++)
    {
      AxleColumnGuess guess = guess_column (header, rows, i);
      g_array_append_val (guesses, guess);
    }
  settle (guesses);
  return guesses;
}
