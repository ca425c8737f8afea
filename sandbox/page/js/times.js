// Times as people write them, always in the zone of the person whose screen it is.

const make = (tz, options) => new Intl.DateTimeFormat("en-GB", { timeZone: tz, ...options });

/** "19:04" in the zone. `at` is a Date. */
export const hour = (at, tz) => make(tz, { hour: "2-digit", minute: "2-digit" }).format(at);

/** "Tue 24 Nov" in the zone. */
export const day = (at, tz) => make(tz, { weekday: "short", day: "numeric", month: "short" }).format(at).replace(",", "");

/** "Tue 24 Nov, 19:04" in the zone. */
export const dayAndHour = (at, tz) => `${day(at, tz)}, ${hour(at, tz)}`;

/** How far the sandbox's clock is ahead of the real one, in words; empty where it is not. */
export function ahead(seconds) {
  const parts = [[Math.floor(seconds / 86400), "day"], [Math.floor((seconds % 86400) / 3600), "hour"],
    [Math.floor((seconds % 3600) / 60), "minute"]];
  return parts.filter(([n]) => n > 0).map(([n, unit]) => `${n} ${unit}${n > 1 ? "s" : ""}`).join(", ");
}

const FORMATS = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  date_pretty: { year: "numeric", month: "long", day: "numeric" },
  date_short_pretty: { year: "numeric", month: "short", day: "numeric" },
  date_long_pretty: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
};

/** Slack's <!date^1392734382^{date} at {time}|fallback> as text. */
export function writtenDate(target, fallback, tz) {
  const [, stamp, format] = target.split("^");
  const at = new Date(Number(stamp) * 1000);
  if (!format || Number.isNaN(at.getTime())) return fallback;
  return format.replace(/\{(\w+)\}/g, (all, name) => (FORMATS[name] ? make(tz, FORMATS[name]).format(at) : all));
}
