// What stands in the fields of one view or message, by block_id and action_id, as Slack keeps it: a field
// that is still there after an update keeps its value, and `initial_*` counts only when it first appears.

const STATEFUL = {
  plain_text_input: (e) => ({ value: e.initial_value ?? null }),
  email_text_input: (e) => ({ value: e.initial_value ?? null }),
  url_text_input: (e) => ({ value: e.initial_value ?? null }),
  number_input: (e) => ({ value: e.initial_value ?? null }),
  static_select: (e) => ({ selected_option: e.initial_option ?? null }),
  multi_static_select: (e) => ({ selected_options: e.initial_options ?? [] }),
  users_select: (e) => ({ selected_user: e.initial_user ?? null }),
  multi_users_select: (e) => ({ selected_users: e.initial_users ?? [] }),
  conversations_select: (e) => ({ selected_conversation: e.initial_conversation ?? null }),
  multi_conversations_select: (e) => ({ selected_conversations: e.initial_conversations ?? [] }),
  channels_select: (e) => ({ selected_channel: e.initial_channel ?? null }),
  multi_channels_select: (e) => ({ selected_channels: e.initial_channels ?? [] }),
  radio_buttons: (e) => ({ selected_option: e.initial_option ?? null }),
  checkboxes: (e) => ({ selected_options: e.initial_options ?? [] }),
  datepicker: (e) => ({ selected_date: e.initial_date ?? null }),
  timepicker: (e) => ({ selected_time: e.initial_time ?? null }),
  datetimepicker: (e) => ({ selected_date_time: e.initial_date_time ?? null }),
};

/** Every element of a block that has an action_id, whatever kind of block it is. */
export function elementsOf(block) {
  if (block.type === "input") return [block.element];
  if (block.type === "section") return block.accessory ? [block.accessory] : [];
  return block.type === "actions" ? block.elements : [];
}

/** The key by which a control is found again after an update; `part` tells the options of one element apart. */
export const keyOf = ({ block, element }, part = "") => `${block.block_id}|${element.action_id}|${part}`;

/** Whether nothing was chosen or written. */
export function isEmpty(value) {
  return Object.entries(value).every(([name, v]) =>
    name === "type" || v === null || v === "" || (Array.isArray(v) && !v.length));
}

function stillOffered(element, value) {
  if (!element.options && !element.option_groups) return true;
  const offered = new Set((element.options ?? element.option_groups.flatMap((g) => g.options)).map((o) => o.value));
  return [value.selected_option, value.selected_options].flat().filter(Boolean).every((o) => offered.has(o.value));
}

export class Values {
  constructor() {
    this.blocks = new Map();
  }

  /** Follows an update: new fields take the server's value or their initial one, gone ones are forgotten. */
  follow(blocks, known = {}) {
    const next = new Map();
    for (const block of blocks) {
      for (const element of elementsOf(block)) {
        const first = STATEFUL[element.type];
        if (!first) continue;
        const fields = next.get(block.block_id) ?? new Map();
        const kept = this.blocks.get(block.block_id)?.get(element.action_id);
        const told = known[block.block_id]?.[element.action_id];
        const same = [kept, told].find((value) => value?.type === element.type && stillOffered(element, value));
        fields.set(element.action_id, same ?? { type: element.type, ...first(element) });
        next.set(block.block_id, fields);
      }
    }
    this.blocks = next;
  }

  /** One field's value, {type, …} as in view.state.values. */
  of(block, element) {
    return this.blocks.get(block.block_id)?.get(element.action_id) ?? { type: element.type };
  }

  /** Keeps what a person wrote or chose: `value` without its type. */
  keep(block, element, value) {
    this.blocks.get(block.block_id)?.set(element.action_id, { type: element.type, ...value });
  }

  /** All of it, in the shape of view.state.values. */
  all() {
    return Object.fromEntries([...this.blocks].map(([id, fields]) => [id, Object.fromEntries(fields)]));
  }
}
