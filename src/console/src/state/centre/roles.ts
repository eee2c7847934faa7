import { computed } from "@preact/signals";
import { session } from "../session";

const has = (role: string) => session.value?.roles.includes(role) ?? false;

// As kAccess of the service, which decides; here it only spares people what they would be refused.
export const isAdmin = computed(() => has("admin"));
export const isApprover = computed(() => has("approver"));
export const readsLists = computed(() => has("admin") || has("approver") || has("auditor"));
export const inspects = computed(() => has("admin") || has("auditor"));
