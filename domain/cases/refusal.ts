/** Why a fact about a case does not hold, or not yet. `templates` says it (`refuse_<code>`): what is missing, and whose it is. */
export interface Refusal {
  code: RefusalCode;
  values?: Readonly<Record<string, string | number | readonly string[] | null>>;
}

export const REFUSALS = [
  'no_case', // nothing is open about this child
  'not_registered_here', // no ticket in the platform yet, so nothing to dispatch
  'not_dispatched',
  'already_accepted',
  'already_there', // dispatched to that township already
  'ticket_open', // the platform ticket must be closed first
  'reason_missing', // another township than proposed, or a decision, without a reason
  'not_whose', // another post decides
  'not_in_charge', // another township is in charge of the case
  'not_stable', // not yet back for long enough
  'never_enrolled', // no school had the child: nothing to drop out of
  'dropout_already',
  'placement_unproven', // in no case, and to be taught elsewhere without its proof
  'placed_elsewhere', // taught in another place than the class: the bureau closes that, with its proof
  'follow_ups_open', // what the return began is not done yet
  'away_again', // back for long enough, and missing this morning
  'proof_missing',
  'review_missing',
  'not_deferred', // nothing that was closed as 休学 or 缓学
  'approval_missing', // a 休学 goes on by a new approval alone
  'extension_missing', // until when it goes on: a day to come
  'step_order', // another step comes first
  'step_open', // this step is open already
  'step_held', // the child is back, or gone again: first decide whether the steps go on
  'step_not_held',
  'back_in_school', // steps against a family whose child is in school have nothing left to order
  'sessions_missing',
  'refusal_missing',
  'document_missing',
  'limit_missing', // an order that was told without one
  'limit_running',
  'result_missing',
  'complied', // the order was followed: nothing follows it
  'check_missing',
  'basis_missing', // 司法局 has not recorded the legal basis of step 3
  'way_missing',
  'not_closed',
  'leave_limit', // leave granted up to a day of which none was asked
  'nothing_proposed', // a short reply that stands for nothing as the case is now
] as const;
export type RefusalCode = (typeof REFUSALS)[number];
