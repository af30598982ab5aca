"""Stable English codes stored in the vault; their French labels live in ``csf_desktop.labels``."""

from __future__ import annotations

from enum import StrEnum


class ContractStatus(StrEnum):
    """Where a contract is, before its pathways take over (DOMAIN: course of one clause)."""

    DRAFTED = "drafted"
    PUBLISHED = "published"
    NOTIFIED = "notified"
    CLOSED = "closed"


class PathwayStatus(StrEnum):
    """Where a pathway is; the last three are side exits."""

    OPEN = "open"
    RESERVED = "reserved"
    PROFILE_SENT = "profile_sent"
    MEETING = "meeting"
    AGREEMENT = "agreement"
    IN_PROGRESS = "in_progress"
    REVIEW = "review"
    CLOSED = "closed"
    NOT_STARTED = "not_started"
    INTERRUPTED = "interrupted"
    LOST = "lost"


class Actor(StrEnum):
    """Who may owe an action, or be reached."""

    TUTOR = "tutor"
    COORDINATOR = "coordinator"
    BUYER = "buyer"
    COMPANY = "company"
    BENEFICIARY = "beneficiary"
    GUARDIAN = "guardian"
    SCHOOL = "school"


class ActionCode(StrEnum):
    """What is to be done next, as the rules know it."""

    PUBLISH = "publish"
    NOTIFY = "notify"
    DECLARE_PATHWAYS = "declare_pathways"
    FIRST_CONTACT = "first_contact"
    PROPOSE = "propose"
    SEND_PROFILE = "send_profile"
    ANSWER_PROFILE = "answer_profile"
    BUYER_CALLS = "buyer_calls"
    FORMAL_STEP = "formal_step"
    HOLD_MEETING = "hold_meeting"
    SIGN_AGREEMENT = "sign_agreement"
    START = "start"
    VISIT = "visit"
    PREPARE_REVIEW = "prepare_review"
    HOLD_REVIEW = "hold_review"
    CLOSE = "close"
    PLACE_HOURS = "place_hours"
    PLAN_ORDER = "plan_order"
    HAND_IN_DOCUMENT = "hand_in_document"
    FIND_CONTACT = "find_contact"
    OTHER = "other"


class AlertCode(StrEnum):
    """What a contract is warned of; each has its own next action (models.alerts)."""

    UNCONTACTED = "uncontacted"
    UNPLACED_HOURS = "unplaced_hours"
    UNPLANNED_ORDER = "unplanned_order"
    DOCUMENT_DUE = "document_due"
    CONTACT_GONE = "contact_gone"


class EventKind(StrEnum):
    """What a line of the timeline is."""

    CONTACT = "contact"
    STATUS = "status"
    DOCUMENT = "document"
    NOTE = "note"


class Channel(StrEnum):
    """How somebody was reached."""

    PHONE = "phone"
    EMAIL = "email"
    VISIT = "visit"
    MEETING = "meeting"
    LETTER = "letter"
    OTHER = "other"


class Direction(StrEnum):
    """Who made the move."""

    OUTGOING = "outgoing"
    INCOMING = "incoming"


class ContactResult(StrEnum):
    """What came of a contact."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    MESSAGE_LEFT = "message_left"
    AGREED = "agreed"
    REFUSED = "refused"
    TO_CALL_BACK = "to_call_back"
    CONTACT_GONE = "contact_gone"


class OutcomeCode(StrEnum):
    """What a pathway led to; several may hold (DOMAIN: outcomes)."""

    BACK_TO_SCHOOL = "back_to_school"
    APPRENTICESHIP = "apprenticeship"
    NEW_MLDS_ACTION = "new_mlds_action"
    DISABILITY_RECOGNITION = "disability_recognition"
    CAREER_PLAN = "career_plan"
    PREPARATION = "preparation"
    EMPLOYMENT = "employment"
    CIVIC_SERVICE = "civic_service"
    INTERRUPTED_PLAN = "interrupted_plan"
    INTERRUPTED_ABSENCE = "interrupted_absence"
    FAILURE = "failure"
    NOT_STARTED = "not_started"


class BenefitCode(StrEnum):
    """What the immersion brought, apart from its outcome; a ruled-out orientation is a success."""

    WORKING_LIFE = "working_life"
    ORIENTATION_FOUND = "orientation_found"
    ORIENTATION_RULED_OUT = "orientation_ruled_out"


class VolumeMode(StrEnum):
    """How the hours owed are known."""

    FIXED = "fixed"
    PER_ORDER = "per_order"
    PER_AMOUNT = "per_amount"


class ContactRole(StrEnum):
    """What a contact does in their organisation."""

    REFERENT = "referent"
    COMPANY_TUTOR = "company_tutor"
    HUMAN_RESOURCES = "human_resources"
    BUYER = "buyer"
    OTHER = "other"


class AwardeeRole(StrEnum):
    """What a company is to a contract; the titulaire stays responsible when another hosts."""

    TITULAIRE = "titulaire"
    COTRAITANT = "cotraitant"
    SUBCONTRACTOR = "subcontractor"


class Situation(StrEnum):
    """Why a young person enters the scheme."""

    UNASSIGNED = "unassigned"
    STOPPED = "stopped"
    PREVENTION = "prevention"
    SECOND_CHANCE = "second_chance"


class DocumentKind(StrEnum):
    """What was issued."""

    FOLLOW_UP_SHEET = "follow_up_sheet"
    CONTRACT_SHEET = "contract_sheet"
    CONTACT_CARD = "contact_card"
    SYNTHESIS = "synthesis"
    CLAUSE = "clause"
    BUYER_GUIDE = "buyer_guide"
    COMPANY_SHEET = "company_sheet"
    YOUNG_PEOPLE_SHEET = "young_people_sheet"
    BUYER_FORM = "buyer_form"
    BUYER_FORM_RETURNED = "buyer_form_returned"
    COMPANY_HANDOVER = "company_handover"


class Source(StrEnum):
    """Where a record came from."""

    MANUAL = "manual"
    DECP = "decp"
    EXCHANGE = "exchange"
    FORM = "form"
    TABLE = "table"
    DEMO = "demo"
