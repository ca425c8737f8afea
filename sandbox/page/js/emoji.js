// The shortcodes a bot such as Hearth would use. An unknown one stays as it was written.

const KNOWN = {
  wave: "👋", heart: "❤️", yellow_heart: "💛", green_heart: "💚", blue_heart: "💙", purple_heart: "💜",
  orange_heart: "🧡", white_heart: "🤍", broken_heart: "💔", candle: "🕯️", dove_of_peace: "🕊️", dove: "🕊️",
  seedling: "🌱", herb: "🌿", leaves: "🍃", maple_leaf: "🍁", blossom: "🌼", sunflower: "🌻", rose: "🌹",
  tulip: "🌷", deciduous_tree: "🌳", evergreen_tree: "🌲", fire: "🔥", sunrise: "🌅", sunny: "☀️",
  sun_small_cloud: "🌤️", partly_sunny: "⛅", cloud: "☁️", rain_cloud: "🌧️", rainbow: "🌈", ocean: "🌊",
  crescent_moon: "🌙", star: "⭐", sparkles: "✨", coffee: "☕", tea: "🍵", house: "🏠", house_with_garden: "🏡",
  bell: "🔔", no_bell: "🔕", telephone_receiver: "📞", phone: "☎️", telephone: "☎️", iphone: "📱",
  speech_balloon: "💬", thought_balloon: "💭", memo: "📝", lock: "🔒", unlock: "🔓", key: "🔑", shield: "🛡️",
  calendar: "📆", date: "📅", clock1: "🕐", hourglass: "⌛", hourglass_flowing_sand: "⏳", alarm_clock: "⏰",
  white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌", warning: "⚠️",
  information_source: "ℹ️", question: "❓", bulb: "💡", gear: "⚙️", zap: "⚡", wastebasket: "🗑️",
  raised_hand: "✋", raised_hands: "🙌", handshake: "🤝", pray: "🙏", hugging_face: "🤗", people_hugging: "🫂",
  busts_in_silhouette: "👥", bust_in_silhouette: "👤", sos: "🆘", ambulance: "🚑", walking: "🚶", bed: "🛏️",
  droplet: "💧", wind_blowing_face: "🌬️", lotus_position: "🧘", relieved: "😌", slightly_smiling_face: "🙂",
  smile: "😄", cry: "😢", sob: "😭", pensive: "😔", "+1": "👍", thumbsup: "👍", "-1": "👎", eyes: "👀",
  red_circle: "🔴", large_orange_circle: "🟠", large_yellow_circle: "🟡", large_green_circle: "🟢",
  large_blue_circle: "🔵", white_circle: "⚪", black_circle: "⚫", arrow_right: "➡️", arrow_left: "⬅️",
  back: "🔙", pause_button: "⏸️", double_vertical_bar: "⏸️", black_square_for_stop: "⏹️", link: "🔗",
};

/** One shortcode's picture, or the shortcode itself. `name` is without colons. */
export const emoji = (name) => KNOWN[name] ?? `:${name}:`;

/** Every known :shortcode: of a text as its picture. */
export const withEmoji = (text) => text.replace(/:([a-z0-9_+-]+):/g, (all, name) => KNOWN[name] ?? all);
