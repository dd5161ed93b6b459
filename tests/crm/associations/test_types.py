"""Association types fit the direction of the pair, however they are named."""

import pytest

from hubspot_facade.crm.associations.types import directed, hubspot_types, named


@pytest.mark.parametrize(
    ("pair", "given", "expected"),
    [
        (("contacts", "deals"), 4, 4),
        (("contacts", "deals"), 3, 4),
        (("deals", "contacts"), 3, 3),
        (("Contact", "0-2"), 280, 279),
        (("line_items", "deals"), 19, 20),
        (("companies", "companies"), 13, 13),
        (("contacts", "2-123"), 3, 3),
        (("contacts", "deals"), 341, 341),
    ],
)
def test_an_id_of_the_other_direction_is_turned_round(pair, given, expected):
    assert directed(*pair, given) == expected


@pytest.mark.parametrize(
    ("pair", "label", "expected"),
    [
        (("contacts", "companies"), "contact_to_company", 1),
        (("contacts", "companies"), "company_to_contact", 1),
        (("contacts", "companies"), "contact_to_company_unlabeled", 279),
        (("companies", "contacts"), "Primary", 2),
        (("contacts", "deals"), "contact_to_deal", 4),
        (("contacts", "deals"), "deal_to_contact", 4),
        (("companies", "companies"), "parent company", 14),
        (("contacts", "deals"), "Decision maker", None),
        (("meetings", "contacts"), "meeting_event_to_contact", 200),
        (("contacts", "0-47"), "MEETING_EVENT_TO_CONTACT", 199),
        (("projects", "meeting_event"), "project_to_meeting_event", 1255),
    ],
)
def test_a_label_or_a_name_in_either_order_is_understood(pair, label, expected):
    assert named(*pair, label) == expected


def test_an_inverse_is_of_the_other_direction():
    types = {each.id: each for each in hubspot_types()}
    assert len(types) == 411
    paired = [each for each in types.values() if each.inverse_id]
    assert len(paired) > 350
    for each in paired:
        inverse = types[each.inverse_id]
        assert (inverse.from_name, inverse.to_name) == (each.to_name, each.from_name)
